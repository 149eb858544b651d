"""Registers the room with Django."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "recert.audits"
