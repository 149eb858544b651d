"""People: one account, their candidate numbers, their roles on a program's staff."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from recert.people.prepared import Prepared, key


class UserManager(BaseUserManager["User"]):
    """Creates accounts known by their email address."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "") -> "User":
        """An account whose address is still to be verified. Without a password nobody can sign in to it yet."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **options: Any) -> "User":
        """One account. By its key alone, as every request of somebody signed in asks for it, in a kept statement."""
        if args or options.keys() != {"pk"}:
            return super().get(*args, **options)
        found = _BY_KEY.first(self.model._meta.pk.to_python(options["pk"]))
        if found is None:
            raise self.model.DoesNotExist
        return found

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account with this address, whatever its capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One person's account. `email` is the primary address; allauth keeps the others and which are verified."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


_BY_KEY = Prepared(lambda: User.objects.filter(pk=key(0)))


class Session(AbstractBaseSession):
    """A browser that came here. What its data say about a sign-in is repeated in columns, for statements to join.

    `auth_hash` is of the password the person had then, under the secret key: a changed password ends the session.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    backend = models.CharField(max_length=200, default="")
    auth_hash = models.CharField(max_length=64, default="")

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """What reads and writes these rows."""
        from recert.people.sessions import SessionStore

        return SessionStore


def new_number(prefix: str, digits: int) -> str:
    """A candidate number at random, so that numbers can't be counted through. The table keeps it unique."""
    return f"{prefix}{secrets.randbelow(10**digits):0{digits}d}"


class Candidate(models.Model):
    """One person in one program, with a permanent number. `user` is empty until the person signs up.

    `program` is the program's key. `version` grows with every change of the person's facts: pages and stored
    projections compare it. `merged_into` is the candidate that this one turned out to be as well: the row stays, so
    that its number leads there.
    """

    program = models.SlugField(max_length=40)
    number = models.CharField(max_length=20)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254)
    version = models.PositiveBigIntegerField(default=0)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="former")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("program", "number", name="candidate_number_once"),
            models.UniqueConstraint("program", "user", name="candidate_once_per_program"),
            models.UniqueConstraint(
                "program", Lower("email"), condition=Q(merged_into=None), name="candidate_email_once_per_program"
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(user=None), name="candidate_merged_of_nobody"),
        ]
        indexes = [models.Index("program", "name", name="candidate_by_name")]

    def __str__(self) -> str:
        return self.number


class Merge(models.Model):
    """One candidate made part of another, because both are one person. Enough is kept to take it apart again.

    `act` is the same for what was done at once: a person with two accounts may have two numbers in several programs.
    `user` is the account that was closed, if there was one, `email` its main address, and `addresses` those that became
    the kept account's. `moved` are the keys of the rows that went over, by table; `left` those that stayed behind,
    because the kept candidate has the same on record. `along` are candidates of the closed account in programs where
    the kept one had none.
    """

    act = models.UUIDField()
    program = models.SlugField(max_length=40)
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254, blank=True, default="")
    addresses = models.JSONField(default=list, blank=True)
    moved = models.JSONField(default=dict, blank=True)
    left = models.JSONField(default=dict, blank=True)
    along = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reversed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reversed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint("candidate", condition=Q(reversed_at=None), name="merge_once"),
            models.CheckConstraint(condition=~Q(candidate=models.F("into")), name="merge_of_two"),
        ]
        indexes = [models.Index("act", name="merge_by_act")]


class StaffRole(models.Model):
    """What somebody is on a program's staff; they can be several things. What a role may do is in `may`."""

    class Role(models.TextChoices):
        VIEWER = "viewer", _("Viewer")
        AUDITOR = "auditor", _("Auditor")
        SENIOR = "senior auditor", _("Senior auditor")
        OWNER = "owner", _("Program owner")
        ADMINISTRATOR = "administrator", _("Administrator")

    program = models.SlugField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint("program", "user", "role", name="staff_role_once")]


class Viewing(models.Model):
    """A day on which a member of the staff looked at a candidate's data. The journal has an event for each."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "candidate", "day", name="viewing_once_a_day")]


class Browser(models.Model):
    """A browser that an account signed in from, by the keyed digest of a random identifier in its cookie.

    Kept for candidates alone, to tell auditors of browsers that several of them use. `seen` is the day of the latest
    sign-in; ninety days later the row goes.
    """

    digest = models.CharField(max_length=64)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="browsers")
    seen = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("digest", "user", name="browser_once")]
        indexes = [models.Index("seen", name="browser_by_day")]
