"""Facts: stored once, corrected by hand, never derived. What they mean is derived by `progress`."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from recert.people.models import Candidate
from recert.policy.history import Part
from recert.policy.lowering import THOUSANDTHS, thousandths
from recert.records.serving import check_divided, check_serves, parts_of


def evidence_storage() -> Storage:
    """Where evidence is kept: a folder or a bucket, as the operator set it."""
    return storages["evidence"]


class Program(models.Model):
    """One program. `version` grows with every change of its rules, so that whatever was derived can tell.

    `rules` is the digest of all of them: the policy in force, the retirements by staff, the mass moves that were run.
    """

    slug = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=200)
    version = models.PositiveBigIntegerField(default=0)
    rules = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return self.name


class PolicyVersion(models.Model):
    """A policy's text as published, with the worked examples that prove it; immutable. The newest governs.

    `proposed_by` is the first of the two people whom publishing takes; nobody where one was alone, or the operator.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="policies")
    number = models.PositiveIntegerField()
    text = models.TextField()
    cases = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64)
    reason = models.TextField(blank=True, default="")
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("program", "number", name="policy_number_once")]
        ordering: ClassVar[list[str]] = ["number"]


class PolicyDraft(models.Model):
    """Rules being written: one draft for each program. `edition` is another one after every change of it.

    `proposed_by` proposed to publish this edition, for the reason `proposal`: somebody else does.
    """

    program = models.OneToOneField(Program, on_delete=models.PROTECT, related_name="draft")
    text = models.TextField()
    cases = models.TextField(blank=True)
    edition = models.UUIDField(default=uuid.uuid4)
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.TextField(blank=True, default="")


class Retirement(models.Model):
    """A certification retired as of a day, by staff."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="retirements")
    certification = models.CharField(max_length=40)
    as_of = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint("program", "certification", name="retirement_once")]


class MoveRun(models.Model):
    """A mass move of expiry that the policy describes, run by staff. The new dates are derived from it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(max_length=80)
    affected = models.PositiveIntegerField()
    run_at = models.DateTimeField(auto_now_add=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("program", "move", name="move_run_once")]


class Credential(models.Model):
    """A certification awarded. `expires` only where the issuer set another date than the policy's."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="credentials")
    certification = models.CharField(max_length=40)
    awarded = models.DateField()
    expires = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "certification", "awarded", name="credential_once"),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gt=models.F("awarded")), name="credential_expires_later"
            ),
        ]


class ExamResult(models.Model):
    """One sitting of an exam. A pass awards, renews or does nothing, as the rules say: derived, not stored."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="exams")
    certification = models.CharField(max_length=40)
    taken = models.DateField()
    passed = models.BooleanField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint("candidate", "certification", "taken", name="exam_once")]


class Circumstance(models.Model):
    """What is so of a candidate from a day to a day, as the rules name it: a leave, a hardship, a role.

    `thousandths` are the units that it waives, of one that waives any. One withdrawn counts for nothing: it stays, so
    that the journal's entries have what they are about.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    thousandths = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "kind", "since", condition=Q(withdrawn=False), name="so_once"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="so_until"),
        ]

    @property
    def units(self) -> Decimal:
        """The units that it waives."""
        return Decimal(self.thousandths) / THOUSANDTHS


class Extension(models.Model):
    """An expiry date put off for one candidate, of a certification or of all of a group."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="extensions")
    code = models.CharField(max_length=40)
    given = models.DateField()
    until = models.DateField()
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "code", "given", condition=Q(withdrawn=False), name="extension_once"),
            models.CheckConstraint(condition=Q(until__gte=models.F("given")), name="extension_later"),
        ]


class Offering(models.Model):
    """An event or a course that the program knows of: its title, and its days where it has any.

    `title_key` is the title as compared, like an activity's `name_key`.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="offerings")
    type = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=600)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("program", "type", "title_key", "begins", name="offering_once"),
            models.UniqueConstraint(
                "program", "type", "title_key", condition=Q(begins__isnull=True), name="offering_undated_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("begins")), name="offering_ends_later"
            ),
        ]
        indexes = [models.Index("program", "begins", name="offering_by_day")]


class Activity(models.Model):
    """Something a candidate did to keep learning. It belongs to the person, never to a cycle.

    `thousandths` is how much of what its type is measured in, such as hours: a whole number, so that it is exact.
    `divided` is how much of that is for which category, by its key and likewise; `serves` the groups it is assigned to.
    `began` is its first day, where it took several and the rules ask for it; `date` is its last. One without has that
    day alone: two of one type and name are the same where their first and last days are.
    `by_staff`: the program recorded it. It is attested by that: nobody audits it, and its candidate doesn't change it.
    `submission` comes with the form, so that a form sent twice is one activity; `submitted` is the digest of what the
    form said. `name_key` is the name as compared: folded case (which can make it longer), single spaces.
    """

    class Status(models.IntegerChoices):
        SUBMITTED = 0
        WITHDRAWN = 1
        REJECTED = 2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="activities")
    type = models.CharField(max_length=40)
    date = models.DateField()
    began = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=600)
    provider = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, default="en")
    notes = models.TextField(blank=True, max_length=2000)
    thousandths = models.PositiveIntegerField(default=1000)
    divided = models.JSONField(default=dict, blank=True, validators=[check_divided])
    serves = models.JSONField(default=list, blank=True, validators=[check_serves])
    status = models.PositiveSmallIntegerField(choices=Status, default=Status.SUBMITTED)
    by_staff = models.BooleanField(default=False)
    submission = models.UUIDField()
    submitted = models.CharField(max_length=64, default="")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", "submission", name="activity_submission_once"),
            models.UniqueConstraint(
                "candidate",
                "type",
                "date",
                Coalesce("began", "date"),
                "name_key",
                condition=~Q(status=1),
                name="activity_once",
            ),
            models.CheckConstraint(condition=Q(began__lte=models.F("date")), name="activity_began_first"),
        ]
        indexes = [models.Index("candidate", "date", name="activity_by_candidate")]

    @property
    def quantity(self) -> Decimal:
        """How much of what its type is measured in; 1 where it isn't measured."""
        return Decimal(self.thousandths) / THOUSANDTHS

    @quantity.setter
    def quantity(self, quantity: Decimal) -> None:
        self.thousandths = thousandths(quantity)

    @property
    def parts(self) -> tuple[Part, ...]:
        """How much of it is for which category; empty where nobody said."""
        return parts_of(self.divided)

    @parts.setter
    def parts(self, parts: tuple[Part, ...]) -> None:
        self.divided = {part.category: thousandths(part.quantity) for part in parts}


class YearTold(models.Model):
    """That a candidate was told of a year that ends or suspends what they hold, by the day up to which it could be met.

    AHEAD: before its last day. SUSPENDED: since then, where it doesn't end it. Of each once.
    """

    class Stage(models.TextChoices):
        AHEAD = "ahead"
        SUSPENDED = "suspended"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="years_told")
    group = models.CharField(max_length=40)
    demand = models.CharField(max_length=40)
    due = models.DateField()
    stage = models.CharField(max_length=12, choices=Stage)

    class Meta:
        constraints = [models.UniqueConstraint("candidate", "group", "demand", "due", "stage", name="year_told_once")]


class Evidence(models.Model):
    """One file that shows an activity happened, as cleaned on arrival. `digest` is of the bytes as they came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="evidence")
    file = models.FileField(storage=evidence_storage, max_length=200, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint("activity", "digest", name="evidence_once")]


class StagedEvidence(models.Model):
    """A cleaned file of a form that is not an activity yet: it waits for the form to come again, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    submission = models.UUIDField()
    file = models.FileField(storage=evidence_storage, max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("candidate", "submission", "digest", name="staged_once")]
        ordering: ClassVar[list[str]] = ["added_at", "id"]


class Renewal(models.Model):
    """A renewal granted, with the statement that shows why, as it was that day.

    GRANTED: the facts give it. CONTESTED: a later correction no longer does; staff decide. SUSPENDED: likewise, and it
    does not hold until they did. UPHELD: kept all the same. TAKEN_BACK: no longer holds.
    `proposed_by` is who proposed to take it back: somebody else does it.
    """

    class State(models.TextChoices):
        GRANTED = "granted"
        CONTESTED = "contested"
        SUSPENDED = "suspended"
        UPHELD = "upheld"
        TAKEN_BACK = "taken_back"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="renewals")
    group = models.CharField(max_length=40)
    cycle = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    met_on = models.DateField()
    new_expiry = models.DateField()
    route = models.CharField(max_length=10)
    certifications = models.JSONField(default=list)  # codes of those it renewed
    policy_digest = models.CharField(max_length=64)
    statement = models.JSONField()
    state = models.CharField(max_length=12, choices=State, default=State.GRANTED)
    granted_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "candidate", "group", "cycle", condition=~Q(state="taken_back"), name="renewal_once_per_cycle"
            )
        ]
