"""What allauth asks us: names on new accounts, our words for its refusals, secrets kept encrypted."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from recert.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are known by email address; a refusal says what to do next."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account was closed. Write to the program’s staff if you need it again."),
        "cannot_remove_primary_email": _("This is your main address. Make another one your main address first."),
        "duplicate_email": _("This address is already one of yours."),
        "email_password_mismatch": _(
            "The address or the password is not right. Check both, or reset your password if you have forgotten it."
        ),
        "email_taken": _("There is an account with this address already. Sign in, or reset its password."),
        "enter_current_password": _("This is not your current password. Try again."),
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _(
            "Too many tries. Wait five minutes and try again, or reset your password in the meantime."
        ),
        "unverified_primary_email": _("Your main address has to be confirmed first: open the link we mailed to it."),
        "rate_limited": _("Too many tries in a short time. Wait a minute and try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        """Keeps the name that was given at sign-up."""
        user.name = form.cleaned_data.get("name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved


def keyring() -> MultiFernet:
    """Keys for secrets kept in the database: the current secret key's first, then those it replaced."""
    keys = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (sha256(b"recert.people.account:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Authenticator secrets and recovery codes are encrypted: a stolen backup alone signs nobody in."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: enter the one that is shown now."),
        "unverified_email": _("Confirm your email address first: open the link we mailed to it."),
        "add_email_blocked": _("You can’t add an address while two-step sign-in is on."),
    }

    def encrypt(self, text: str) -> str:
        """As kept in the database."""
        return keyring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As used. InvalidToken when the secret key was changed and the old one is not among the fallbacks."""
        return keyring().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's own name
        """The suggestion for a passkey's name."""
        return str(_("My passkey"))
