"""Whoever comes to a page is the account and the candidate on record, whatever statement found them."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client, RequestFactory

from recert.people.models import Candidate, User
from recert.portal.visit import arrive
from tests.conftest import Cast


def same_as_on_record(found: Model) -> None:
    kept = type(found)._default_manager.get(pk=found.pk)
    for field in found._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(kept, field.attname), field.attname


@pytest.fixture
def client(client: Client, cast: Cast) -> Client:
    client.force_login(cast.candidate, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_everything_known_of_a_visitor_is_what_is_on_record(client: Client, cast: Cast, ada: Candidate) -> None:
    User.objects.filter(pk=cast.candidate.pk).update(language="de")
    request = RequestFactory().get("/atlassian/")
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(client.session.session_key)
    request.user = AnonymousUser()
    visit = arrive(request, "atlassian")
    assert visit is not None
    same_as_on_record(visit.user)
    same_as_on_record(visit.candidate)
    assert request.user.pk == cast.candidate.pk
    assert request.user.check_password("a calm and quiet harbor")


@pytest.mark.parametrize("page", ["", "activities/", "catalog/", "history/"])
def test_every_page_says_who_is_signed_in(client: Client, ada: Candidate, page: str) -> None:
    shown = client.get(f"/atlassian/{page}").content.decode()
    assert '<span class="who">Ada Moreau</span>' in shown
    assert "<p>ada@example.org</p>" in shown
