"""Registers the room with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "recert.people"
    default_auto_field = "django.db.models.BigAutoField"
