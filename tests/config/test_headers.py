import pytest
from django.test import Client


@pytest.mark.django_db
def test_every_page_carries_the_strict_policy(client: Client) -> None:
    answer = client.get("/account/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.django_db
def test_no_page_has_a_script_or_style_of_its_own(client: Client) -> None:
    for address in ("/account/login/", "/account/signup/", "/account/password/reset/", "/outbox/"):
        text = client.get(address).content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick=" not in text
