"""A session is looked up together with its account; it must hold and end exactly as Django's own would."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from recert.people.models import Candidate, Session
from recert.people.sessions import SessionStore, session_auth_hash
from tests.conftest import Cast
from tests.portal.conftest import ada, today

__all__ = ["ada", "today"]

PAGE = "/atlassian/"


@pytest.fixture
def client(client: Client, cast: Cast, ada: Candidate) -> Client:
    client.force_login(cast.candidate, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get(PAGE).status_code == 200
    return client


def asks_to_sign_in(client: Client) -> bool:
    answer = client.get(PAGE)
    return answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")


def test_the_row_says_whose_session_it_is(client: Client, cast: Cast) -> None:
    row = Session.objects.get()
    assert (row.user_id, row.backend) == (cast.candidate.pk, settings.AUTHENTICATION_BACKENDS[0])
    assert row.auth_hash == session_auth_hash(cast.candidate.password) == cast.candidate.get_session_auth_hash()
    assert row.get_decoded()["_auth_user_id"] == str(cast.candidate.pk)


def test_it_ends_when_it_expires(client: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert asks_to_sign_in(client)


def test_it_ends_with_another_password(client: Client, cast: Cast) -> None:
    cast.candidate.set_password("another calm and quiet harbor")
    cast.candidate.save()
    assert asks_to_sign_in(client)


def test_it_ends_when_the_account_is_closed(client: Client, cast: Cast) -> None:
    cast.candidate.is_active = False
    cast.candidate.save()
    assert asks_to_sign_in(client)


def test_it_ends_when_its_way_of_signing_in_is_no_longer_offered(client: Client, settings: Any) -> None:
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert asks_to_sign_in(client)


def test_it_ends_with_another_secret_key(client: Client, settings: Any) -> None:
    settings.SECRET_KEY = "another secret key that nobody knows"
    assert asks_to_sign_in(client)


def test_it_is_renewed_when_the_secret_key_was_replaced_in_good_order(client: Client, settings: Any) -> None:
    before = Session.objects.get()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret key that nobody knows"
    assert client.get(PAGE).status_code == 200
    after = Session.objects.get()
    assert after.auth_hash != before.auth_hash
    assert after.session_key != before.session_key
    assert client.get(PAGE).status_code == 200


def test_one_without_a_sign_in_is_nobodys(client: Client, cast: Cast) -> None:
    store = SessionStore()
    store["seen"] = "yes"
    store.create()
    assert Session.objects.get(pk=store.session_key).user_id is None
    client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key or ""
    assert asks_to_sign_in(client)


def test_an_answer_to_somebody_signed_in_depends_on_the_cookie(client: Client) -> None:
    assert "Cookie" in client.get(PAGE).headers["Vary"]
