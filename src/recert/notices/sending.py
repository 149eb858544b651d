"""Handing mails over to the mail server.

Several workers may run: each claims a row by a conditional update before it sends. A mail may be delivered twice when a
worker dies between the server's yes and ours; it carries the same Message-ID then, by which mailboxes recognize it.
"""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from recert.notices.models import Mail

LEASE: Final = timedelta(minutes=5)  # longer than one message can take: the connection times out after 20 seconds
WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60))
BATCH: Final = 200

log = logging.getLogger("recert.mail")


def deliver() -> int:
    """Sends what is due, and says how many were taken. Without a mail server everything waits."""
    if settings.MAIL_SERVER is None:
        return 0
    taken = 0
    due = Mail.objects.filter(sent_at=None, due_at__lte=timezone.now()).order_by("due_at", "id")
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", **settings.MAIL_SERVER)
    try:
        for mail in due[:BATCH]:
            if claim(mail, timezone.now()):
                taken += hand_over(mail, connection)
    finally:
        connection.close()
    return taken


def claim(mail: Mail, now: datetime) -> bool:
    """Takes a mail in hand for LEASE, unless another worker did since it was read."""
    mine = Mail.objects.filter(pk=mail.pk, sent_at=None, attempts=mail.attempts, due_at__lte=now).update(
        attempts=mail.attempts + 1, due_at=now + LEASE
    )
    if mine:
        mail.attempts += 1
    return bool(mine)


def hand_over(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Gives one mail to the server and notes what it said."""
    try:
        compose(mail, connection).send()
    except (SMTPException, OSError) as problem:
        postpone(mail, problem)
        connection.close()  # after a failure the conversation's state is unknown: the next mail starts a new one
        return False
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=timezone.now(), due_at=None, problem="")
    return True


def compose(mail: Mail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The message of a row."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<mail-{mail.pk}-{int(mail.created_at.timestamp())}@{host}>", **mail.headers}
    message = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.to], headers=headers, connection=connection)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def postpone(mail: Mail, problem: Exception) -> None:
    """Tries again later, a little later each time; gives up after a final no or the last wait."""
    final = is_final(problem) or mail.attempts > len(WAITS)
    due_at = None if final else timezone.now() + WAITS[mail.attempts - 1]
    Mail.objects.filter(pk=mail.pk, sent_at=None).update(due_at=due_at, problem=str(problem)[:500])
    log.warning("Mail %s was not taken, %s: %s", mail.pk, "given up" if final else f"next try {due_at}", problem)


def is_final(problem: Exception) -> bool:
    """Whether the server said no to this very mail, for good (a 5xx answer about the address or the message)."""
    if isinstance(problem, SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in problem.recipients.values())
    named = isinstance(problem, SMTPResponseException) and type(problem).__name__ == "SMTPDataError"
    return named and isinstance(problem, SMTPResponseException) and problem.smtp_code >= 500
