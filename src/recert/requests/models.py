"""Requests: what is asked, by whom, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recert.people.models import Candidate


class Request(models.Model):
    """Something asked of a program's staff. Only a report of abuse is nobody's, and keeps nothing of who wrote it.

    What is asked is in the columns of its kind: `code` is what an extension is of, or the retired certification of an
    upgrade; `target` the certification asked for; `until` a day; `name` a name; `about` whom a report is about. `words`
    say why, or what happened. `answer_to` is where the writer of a report wants to read the answer, if anywhere.

    `submission` comes with the form, so that a form sent twice is one request. `version` grows with every step.
    """

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("Extension")
        UPGRADE = "upgrade", _("Upgrade")
        NAME = "name", _("Another name")
        REPORT = "report", _("Report of abuse")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LOOKED_INTO = "looked into", _("Looked into")
        NOTHING_FOUND = "nothing found", _("Nothing found")

    program = models.SlugField(max_length=40)
    candidate = models.ForeignKey(Candidate, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=14, choices=State, default=State.OPEN)
    code = models.CharField(max_length=40, blank=True, default="")
    target = models.CharField(max_length=40, blank=True, default="")
    until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True, default="")
    about = models.CharField(max_length=200, blank=True, default="")
    answer_to = models.EmailField(max_length=254, blank=True, default="")
    words = models.TextField(max_length=2000)
    granted_until = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    submission = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("program", "submission", name="request_submission_once"),
            models.UniqueConstraint("candidate", "kind", "code", condition=Q(state="open"), name="request_open_once"),
            models.CheckConstraint(
                condition=Q(kind="report", candidate__isnull=True) | ~Q(kind="report") & Q(candidate__isnull=False),
                name="request_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="report") | Q(about="", answer_to=""), name="request_reporter_of_reports"
            ),
        ]
        indexes = [models.Index("program", "state", "id", name="request_by_state")]
