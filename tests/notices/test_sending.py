"""Mails that are rows, and a real mail server that takes them."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils import timezone

from recert.notices import sending
from recert.notices.models import Mail


class Mailbox:
    """Takes mails, except to the addresses it was told to refuse."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.refusals: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    taker = Mailbox()
    controller = Controller(taker, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": port, "timeout": 10}
    yield taker
    controller.stop()


def write(to: str = "mia@example.org") -> Mail:
    send_mail("Your units", "Ten more.", None, [to])
    return Mail.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_undone_with_what_it_tells_of() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_due_is_sent_once(mailbox: Mailbox) -> None:
    mail = write()
    assert sending.deliver() == 1
    assert sending.deliver() == 0
    mail.refresh_from_db()
    assert mail.sent_at
    (envelope,) = mailbox.taken
    assert envelope.rcpt_tos == ["mia@example.org"]
    assert b"Ten more." in (envelope.content or b"")
    assert f"<mail-{mail.pk}-".encode() in (envelope.content or b"")


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_mail_once(mailbox: Mailbox) -> None:
    for number in range(20):
        write(f"mia{number}@example.org")
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        sending.deliver()
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mailbox.taken) == 20
    assert not Mail.objects.filter(sent_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_in_the_hand_of_a_dead_worker_is_due_again(mailbox: Mailbox) -> None:
    mail = write()
    assert sending.claim(mail, timezone.now())
    assert sending.deliver() == 0
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))  # the lease has run out
    assert sending.deliver() == 1


@pytest.mark.django_db(transaction=True)
def test_a_busy_server_is_tried_again_later_each_time(mailbox: Mailbox) -> None:
    mailbox.refusals["mia@example.org"] = "451 try later"
    mail = write()
    waits = []
    for _try in range(3):
        Mail.objects.update(due_at=timezone.now())
        sending.deliver()
        mail.refresh_from_db()
        assert mail.due_at and "try later" in mail.problem
        waits.append(mail.due_at - timezone.now())
    assert waits == sorted(waits)
    mailbox.refusals.clear()
    Mail.objects.update(due_at=timezone.now())
    assert sending.deliver() == 1


@pytest.mark.django_db(transaction=True)
def test_a_final_no_is_not_tried_again_and_keeps_nobody_else_waiting(mailbox: Mailbox) -> None:
    mailbox.refusals["gone@example.org"] = "550 no such mailbox"
    gone = write("gone@example.org")
    write()
    assert sending.deliver() == 1
    gone.refresh_from_db()
    assert gone.sent_at is None and gone.due_at is None and "no such mailbox" in gone.problem


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_not_there_loses_nothing(settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": port, "timeout": 2}
    mail = write()
    assert sending.deliver() == 0
    mail.refresh_from_db()
    assert mail.sent_at is None and mail.due_at


@pytest.mark.django_db(transaction=True)
def test_without_a_mail_server_everything_waits(settings: Any) -> None:
    settings.MAIL_SERVER = None
    mail = write()
    assert sending.deliver() == 0
    mail.refresh_from_db()
    assert mail.attempts == 0
