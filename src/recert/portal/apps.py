"""Registers the room with Django, and tells allauth what follows from an address that was verified."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "recert.portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """allauth says what happened by signals; ours never do."""
        from allauth.account import signals

        from recert.portal import joining

        signals.email_confirmed.connect(joining.address_verified)
        signals.user_logged_in.connect(joining.signed_in)
        signals.email_changed.connect(joining.address_changed)
