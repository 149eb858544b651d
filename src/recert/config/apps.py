"""Registers the room with Django, and with it the checks of the installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "recert.config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The checks register themselves when imported."""
        from recert.config import checks  # noqa: F401
