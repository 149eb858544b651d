"""Registers the room with Django."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "recert.design"
