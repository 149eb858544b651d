"""The journal's one table: append-only, each entry's hash covers the one before it."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that was done. `data` is covered by `data_digest`, so erasing personal data keeps the chain whole."""

    program = models.SlugField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    candidate = models.PositiveBigIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    data_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("program", "number", name="event_number_once")]
        indexes = [
            models.Index("subject", "number", name="event_by_subject"),
            models.Index("program", "candidate", "number", name="event_by_candidate"),
        ]


class Head(models.Model):
    """The last entry of a program's chain. Its row is the lock that puts writers in order."""

    program = models.SlugField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
