"""Registers the room with Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "recert.records"
    default_auto_field = "django.db.models.BigAutoField"
