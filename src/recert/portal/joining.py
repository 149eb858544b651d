"""Becoming a candidate, once an address is known to be the person's own."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from recert.people.actions import claim, follow_address, join
from recert.people.actions_browsers import remember_browser
from recert.people.browsers import digest, identifier, keep_identifier
from recert.people.models import Candidate, StaffRole, User
from recert.people.queries import waiting
from recert.records import clock
from recert.records.programs import NoPolicyError, current


def welcome(user: User) -> None:
    """Claims what staff recorded for the person in any program.

    Who was expected nowhere joins the default program, unless they are staff.
    """
    for program in waiting(user).order_by().values_list("program", flat=True).distinct():
        claim(user, program)
    known = Candidate.objects.filter(user=user).exists() or StaffRole.objects.filter(user=user).exists()
    if not known:
        with suppress(NoPolicyError):  # until the program has rules, nobody can join it
            policy = current(settings.PROGRAM)
            join(user, settings.PROGRAM, prefix=policy.id_prefix, digits=policy.id_digits)


def address_verified(sender: object, email_address: Any, **rest: object) -> None:
    """An address was proven to be the person's."""
    welcome(email_address.user)


def signed_in(sender: object, user: User, request: HttpRequest, response: HttpResponseBase, **rest: object) -> None:
    """Whatever kept somebody from joining when they proved their address is made up for when they sign in.

    Every way to sign in comes through here, with the answer that it ends in: a candidate's browser is kept.
    """
    welcome(user)
    browser = identifier(request)
    if remember_browser(user, digest(browser), clock.now().date()):
        keep_identifier(response, browser)


def address_changed(sender: object, user: User, **rest: object) -> None:
    """Another of the person's addresses is their main one now."""
    user.refresh_from_db(fields=["email"])
    follow_address(user)
