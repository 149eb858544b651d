"""Registers the room with Django."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "recert.requests"
    default_auto_field = "django.db.models.BigAutoField"
