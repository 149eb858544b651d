"""Writing mails."""

from django.core.mail import EmailMessage, EmailMultiAlternatives

from recert.notices.models import Mail


def write(message: EmailMessage) -> list[Mail]:
    """Keeps a message for sending, one row for each address, in the transaction of the caller.

    So a mail exists exactly when what it tells of was saved.
    """
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        html = next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    return [
        Mail.objects.create(to=to, subject=message.subject[:300], body=str(message.body), html=html, headers=headers)
        for to in message.recipients()
    ]
