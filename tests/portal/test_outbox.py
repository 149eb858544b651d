from typing import Any

import pytest
from django.core.mail import send_mail
from django.test import Client

from recert.notices.models import Mail


@pytest.mark.django_db
def test_a_developer_reads_mails_and_follows_their_links(client: Client) -> None:
    send_mail("Hello", "See http://127.0.0.1:8000/account/ <b>now</b>", None, ["mia@example.org"])
    assert "Hello" in client.get("/outbox/").content.decode()
    text = client.get(f"/outbox/{Mail.objects.get().pk}/").content.decode()
    assert '<a href="http://127.0.0.1:8000/account/"' in text
    assert "&lt;b&gt;" in text


@pytest.mark.django_db
def test_in_production_there_is_no_outbox(client: Client, settings: Any) -> None:
    settings.DEVELOPMENT = False
    send_mail("Hello", "Secret link", None, ["mia@example.org"])
    assert client.get("/outbox/").status_code == 404
    assert client.get(f"/outbox/{Mail.objects.get().pk}/").status_code == 404
