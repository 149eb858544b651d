"""Registers the room with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "recert.notices"
    default_auto_field = "django.db.models.BigAutoField"
