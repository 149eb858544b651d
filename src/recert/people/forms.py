"""The forms of signing up and signing in, in our words. What they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.utils.translation import gettext_lazy as _

ADDRESS = _("Email address")


class Worded(forms.Form):
    """Labels and hints instead of placeholders, which vanish as soon as one types."""

    wording: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields.pop("password2", None)  # a mistyped password is mended by a reset; nobody types it twice gladly
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.wording:
                field.label, field.help_text = self.wording[name]


def password_hint() -> str:
    """What a new password needs, as it is set for this installation."""
    lengths = [
        each.min_length for each in get_default_password_validators() if isinstance(each, MinimumLengthValidator)
    ]
    return _(
        "At least %(length)s characters. Three or four unrelated words are easy to remember and hard to guess."
    ) % {"length": max(lengths, default=8)}


class Code(Worded):
    """A form with a short code in `code`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "code"})


class NewPassword(Worded):
    """A form with a new password in `password1`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_hint()


class Login(Worded, account.LoginForm):  # type: ignore[misc]
    """Signing in."""

    wording = {
        "login": (ADDRESS, ""),
        "password": (_("Password"), ""),
        "remember": (_("Keep me signed in on this device for two weeks"), ""),
    }


class Signup(NewPassword, account.SignupForm):  # type: ignore[misc]
    """Signing up: a name, an address, a password."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "email", "password1")
    wording = {
        "name": (_("Full name"), _("As it should stand on your certifications.")),
        "email": (ADDRESS, _("If you hold certifications already, use the address they were awarded to.")),
        "password1": (_("Password"), ""),
    }


class AddAddress(Worded, account.AddEmailForm):  # type: ignore[misc]
    """One more address of the same person."""

    wording = {"email": (_("Another email address"), _("We send a link there; the address is added once you open it."))}


class ChangePassword(NewPassword, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""

    wording = {
        "oldpassword": (_("Current password"), ""),
        "password1": (_("New password"), ""),
    }


class SetPassword(NewPassword, account.SetPasswordForm):  # type: ignore[misc]
    """The first password of an account that had none."""

    wording = {"password1": (_("Password"), "")}


class AskForReset(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    """Where the link for a new password goes."""

    wording = {"email": (ADDRESS, "")}


class ResetPassword(NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, from the link."""

    wording = {"password1": (_("New password"), "")}


class ConfirmPassword(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""

    wording = {"password": (_("Password"), "")}


class EnterCode(Code, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""

    wording = {"code": (_("Code"), _("The six digits in your authenticator app, or one of your recovery codes."))}


class ConfirmCode(Code, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something sensitive."""

    wording = EnterCode.wording


class ActivateAuthenticator(Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the app has the secret."""

    wording = {"code": (_("Code from the app"), _("Six digits that change every 30 seconds."))}


class AddPasskey(Worded, AddWebAuthnForm):  # type: ignore[misc]
    """A name for the passkey; the rest comes from the device."""

    wording = {
        "name": (_("Name"), _("To tell your passkeys apart: “Work laptop”, “My phone”.")),
        "passwordless": (
            _("Sign in with it alone, without a password"),
            _(
                "The device then asks for your fingerprint, face or PIN. Leave this out for a key "
                "that is only a second step."
            ),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(Worded, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    wording = {"name": (_("Name"), "")}
