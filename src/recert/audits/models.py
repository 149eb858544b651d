"""What auditing keeps: how far each activity came, what was found about it, who decided what, and what was drawn by.

Of audits of whole candidates: the rounds, and how far each renewal drawn in one came.
"""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from recert.records.models import Activity, Evidence, Renewal


class Audit(models.Model):
    """One activity's way through auditing. What may happen to it is in `transitions`.

    `drawn` is its number in the draw, 0 to 9,999, and `rate` the percent of that day times 100: it is of the sample
    where `drawn` is below. `risk` adds up what the checks found, each by its weight: the queue is in that order.
    `seen` is the version of the activity that was checked, `version` grows with every step. `unread` says that its
    evidence was not looked at by the machine yet, which takes longer than everything else. `claim` is who has it in
    hand, until `claimed_until`. `due` is the last day of whatever is waited for.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        RETURNED = "returned"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        AGAIN = "again"
        APPEALED = "appealed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Chosen(models.TextChoices):
        NOT = ""
        SAMPLE = "sample"
        RISK = "risk"
        REOPENED = "reopened"

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="audit")
    program = models.SlugField(max_length=40)
    type = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    chosen = models.CharField(max_length=12, choices=Chosen, blank=True, default=Chosen.NOT)
    drawn = models.PositiveIntegerField()
    rate = models.PositiveIntegerField()
    risk = models.PositiveSmallIntegerField(default=0)
    seen = models.PositiveIntegerField()
    unread = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    claim = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=80, blank=True, default="")
    words = models.TextField(blank=True, default="")
    due = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["program", "state", "-risk", "entered_at", "id"], name="audit_queue"),
            models.Index(fields=["program", "state", "type", "-risk", "entered_at", "id"], name="audit_queue_by_type"),
            models.Index("program", "entered_at", condition=Q(unread=True), name="audit_unread"),
            models.Index("program", "due", condition=Q(due__isnull=False), name="audit_due"),
        ]

    def claimed_by_other(self, user: int, now: datetime) -> bool:
        """Whether somebody else has it in hand."""
        return self.claim_id not in {None, user} and self.claimed_until is not None and self.claimed_until > now


class Finding(models.Model):
    """What one check said: yes, no, or, with `found` empty, that it could not tell. `evidence` is what shows it."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="sheet")
    check_name = models.CharField(max_length=30)
    found = models.BooleanField(null=True)
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("audit", "check_name", name="finding_once")]
        indexes = [
            models.Index("check_name", "audit", condition=Q(found=True), name="finding_by_check"),
            models.Index("audit", condition=Q(found=None, check_name="same_picture"), name="finding_to_compare"),
        ]


class Decision(models.Model):
    """One step of an audit: who did what, when and why. Nobody's means that it was done automatically."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="decisions")
    program = models.SlugField(max_length=40)
    verb = models.CharField(max_length=20)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    chosen = models.CharField(max_length=12, blank=True, default="")
    reason = models.CharField(max_length=80, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index("program", "verb", "at", name="decision_by_verb")]
        ordering: ClassVar[list[str]] = ["at", "id"]


class Draw(models.Model):
    """What entries of one month are drawn by. The seed is secret until the month is over, its digest is not."""

    program = models.SlugField(max_length=40)
    month = models.DateField()
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("program", "month", name="draw_once")]


class Look(models.Model):
    """A file of evidence as a machine saw it: what is written in it, or `problem`, why that can't be told."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="look")
    reading = models.TextField(blank=True, default="")
    problem = models.CharField(max_length=20, blank=True, default="")
    looked_at = models.DateTimeField(auto_now_add=True)


class Page(models.Model):
    """One picture, or one page of a file, by the fingerprint of what it shows."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    places = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("look", "number", name="page_once")]


class Place(models.Model):
    """One place of a page. By their bands, copies of a page are found among millions of others."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    band = models.IntegerField()
    spot = models.IntegerField()

    class Meta:
        indexes = [
            models.Index("band", "page", "spot", name="place_by_band"),
            models.Index("page", name="place_by_page"),
        ]


class Comparison(models.Model):
    """What a person said of two files that a machine could not tell apart. `first` is the one with the lower key."""

    first = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    same = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("first", "second", name="comparison_once")]


class View(models.Model):
    """A view of the queue that one person keeps under a name."""

    program = models.SlugField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint("program", "user", "name", name="view_once")]
        ordering: ClassVar[list[str]] = ["name"]


class Round(models.Model):
    """A draw of whole candidates among the renewals granted from a day to a day, both included.

    `renewed` is how many took part, by `month`, whose seed drew them, and `rate`, the percent times 100. `submission`
    is the form's own key: sent twice, it starts one. Once it was called off, `reason` says why.
    """

    program = models.SlugField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    month = models.DateField()
    rate = models.PositiveIntegerField()
    renewed = models.PositiveIntegerField()
    submission = models.UUIDField(unique=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    called_off_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["program", "-last"], name="round_latest")]


class Review(models.Model):
    """The audit of one renewal as a whole. What may happen to it is in `reviews`.

    It hangs on the renewal alone, so that it follows where that moves when candidates are merged. `drawn` is its number
    in the draw. `due` is the last day of whatever is waited for, `remind` the day on which the candidate is reminded,
    empty once that was done. `failed` are the activities that did not pass, by their ids. `version` grows with every
    step.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        PROVIDED = "provided"
        OVERDUE = "overdue"
        PASSED = "passed"
        FAILED = "failed"
        APPEALED = "appealed"
        REFUSED = "refused"
        CALLED_OFF = "called_off"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reviews")
    renewal = models.OneToOneField(Renewal, on_delete=models.PROTECT, related_name="review")
    program = models.SlugField(max_length=40)
    state = models.CharField(max_length=12, choices=State, default=State.ASKED)
    drawn = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    remind = models.DateField(null=True, blank=True)
    failed = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index("program", "state", "entered_at", "id", name="review_queue"),
            models.Index("due", condition=Q(due__isnull=False), name="review_due"),
        ]


class ReviewStep(models.Model):
    """One step of a review: who did what, when, and in which words. Nobody's means that the time was over.

    `until` is the day up to which more time was given.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(blank=True, default="")
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
