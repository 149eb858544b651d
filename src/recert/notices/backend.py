"""Where Django hands over its mails: they become rows. `sending` turns rows into messages."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from recert.notices.actions import write


class RowBackend(BaseEmailBackend):
    """Writes each message into the table of mails, in the transaction of the caller."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were kept."""
        return sum(bool(write(message)) for message in email_messages)
