"""Registers the room with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "recert.desk"
    default_auto_field = "django.db.models.BigAutoField"
