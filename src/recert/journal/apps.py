"""Registers the room with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "recert.journal"
    default_auto_field = "django.db.models.BigAutoField"
