"""A mail is a row before it is a message; and how far the journal was read."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Mail(models.Model):
    """One message to one address. `sent_at` is empty until a server has taken it.

    `due_at` is when it may be tried next: in the future while a worker has it in hand or after a failure, and empty
    when it was given up. A worker that dies loses nothing: what it had in hand is due again.
    """

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index("due_at", "id", condition=Q(sent_at=None), name="mail_unsent")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class Place(models.Model):
    """How far a reader of the journal has come in a program: the number of the last entry it has done with."""

    reader = models.CharField(max_length=20)
    program = models.SlugField(max_length=40)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("reader", "program", name="place_once")]
