import pytest
from django.core.exceptions import ImproperlyConfigured

from recert.config import environment as env


def test_a_mail_server_is_read_from_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://mia%40example.org:p%2Fw@mail.example.org?tls=ssl")
    found = env.mail("EMAIL_URL")
    assert found is not None
    assert (found["host"], found["port"]) == ("mail.example.org", 465)
    assert (found["username"], found["password"]) == ("mia@example.org", "p/w")
    assert found["use_ssl"] and not found["use_tls"]


def test_mail_is_encrypted_unless_it_stays_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example.org")
    assert (env.mail("EMAIL_URL") or {})["use_tls"]
    monkeypatch.setenv("EMAIL_URL", "smtp://localhost:2525")
    assert not (env.mail("EMAIL_URL") or {})["use_tls"]


@pytest.mark.parametrize("text", ["mail.example.org", "http://mail.example.org", "smtp://host?tls=maybe"])
def test_a_wrong_mail_server_stops_the_start_and_says_what_to_write(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("EMAIL_URL", text)
    with pytest.raises(ImproperlyConfigured, match="write smtp://"):
        env.mail("EMAIL_URL")


def test_numbers_and_keys_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECERT_PROXIES", "one")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.count("RECERT_PROXIES", default=0)
    monkeypatch.setenv("RECERT_PROGRAM", "My Program")
    with pytest.raises(ImproperlyConfigured, match="such as atlassian"):
        env.slug("RECERT_PROGRAM", default="atlassian")
    monkeypatch.setenv("RECERT_MAIL_FROM", "nobody")
    with pytest.raises(ImproperlyConfigured, match="write an address"):
        env.sender("RECERT_MAIL_FROM", host="example.org")
