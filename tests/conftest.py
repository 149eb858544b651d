"""What every test may ask for: a cast of people, a database in a real file, a home folder of its own."""

import gc
import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

# Nothing is timed: a busy machine makes no test fail. The examples are the same on every run, so that what passed here
# passes there; `make explore` takes others each time. Left to itself Hypothesis also tries the numbers and texts that
# stand in whatever modules are loaded, so that examples would depend on which tests a process ran before.
hypothesis_settings.register_profile("recert", deadline=None, derandomize=True)
hypothesis_settings.register_profile("explore", deadline=None)
hypothesis_settings.load_profile("explore" if os.environ.get("EXPLORE") else "recert")
if not os.environ.get("EXPLORE"):
    setattr(providers, "_get_local_constants", Constants)  # noqa: B010 - none of them, as of no module

# What Django, Playwright and Hypothesis have loaded stays: looking through it for garbage as often as Python does by
# itself takes one part in ten of all that tests do.
gc.set_threshold(50_000, 20, 100)

pytest_plugins = ["tests.browser"]

PASSWORD = "a calm and quiet harbor"


# Playwright's synchronous interface keeps a loop in this thread; the tests use the database beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# A few hundred people are assessed on Spark before it would pay to compile Spark itself any better.
os.environ["PYSPARK_SUBMIT_ARGS"] = '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" pyspark-shell'


LONGEST = (
    "::test_the_demo_is_varied_believable_loaded_once_and_copied",
    "::test_in_shares_compiled_for_what_the_policy_uses",
    "::test_spark_gives_the_same_rows_as_this_machine_and_says_what_it_cannot_read",
    "::test_copies_are_found_and_others_are_not",
    "::test_nothing_cheaper_renews",
    "::test_serving_and_working_on_a_fresh_machine",
    "::test_an_example_at_a_prompt_runs[docs/assess.md-command1-]",
)
"""They begin, so that in the end no process waits for one of them; none of them uses a database."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--without-browser",
        action="store_true",
        help="leave out how pages look and are used; what they ask of the database has tests without a browser",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--without-browser"):
        items[:] = [each for each in items if "browser" not in getattr(each, "fixturenames", ())]
    items[:] = in_stretches(items, int(getattr(config, "workerinput", {}).get("workercount", 1)))


def in_stretches(items: list[pytest.Item], many: int) -> list[pytest.Item]:
    """All in their order, in so many stretches, one for each process; those that take longest begin each of them."""
    longest = [each for each in items if each.nodeid.endswith(LONGEST)]
    others = [each for each in items if not each.nodeid.endswith(LONGEST)]
    ends = [len(others) * k // many for k in range(many + 1)]
    return [each for k in range(many) for each in (*longest[k::many], *others[ends[k] : ends[k + 1]])]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """The database of this process. Emptied after a test, it is not told again what each table permits to do.

    Django's own permissions, which nothing here reads, take longer to write than a database takes to be emptied.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    assert post_migrate.disconnect(create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions")
    assert post_migrate.disconnect(create_contenttypes)


@pytest.fixture(autouse=True)
def mails_are_rows(settings: Any) -> None:
    """Django's test runner would keep mails in memory instead."""
    settings.EMAIL_BACKEND = "recert.notices.backend.RowBackend"


@pytest.fixture(autouse=True)
def fresh_counts(request: pytest.FixtureRequest) -> None:
    """No test inherits the sign-in attempts that another one counted."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        from django.core.cache import cache

        request.getfixturevalue("transactional_db" if "live_server" in request.fixturenames else "db")
        cache.clear()


SEEN: dict[str, Any] = {}
"""What was seen in pictures before in this process, by their pixels."""


def seen_before(key: str, look: Callable[[], Any]) -> Any:
    """The same of all processes of a run of all tests, which `tests.everything` gives a folder for it."""
    kept = Path(os.environ["SEEN_PICTURES"]) / key if "SEEN_PICTURES" in os.environ else None
    if kept is not None and kept.exists():
        return pickle.loads(kept.read_bytes())  # noqa: S301 - we wrote it ourselves
    found = look()
    if kept is not None and not found.problem:  # a machine may have been too busy
        part = kept.with_name(f"{key}.{os.getpid()}")
        part.write_bytes(pickle.dumps(found))
        part.replace(kept)
    return found


@pytest.fixture(autouse=True)
def pictures_are_read_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a picture takes seconds and says the same each time. How it is read is tested in tests/audits/reading."""
    if "db" not in request.fixturenames:
        return
    from recert.audits.actions import looking

    real = looking._seen

    def seen(found: tuple[Any, ...]) -> Any:
        key = sha256(b"".join(repr(page.size).encode() + page.tobytes() for page in found)).hexdigest()
        if key not in SEEN:
            SEEN[key] = seen_before(key, partial(real, found))
        return SEEN[key]

    monkeypatch.setattr(looking, "_seen", seen)


def pytest_unconfigure() -> None:
    """Leaves nothing behind."""
    from django.conf import settings

    shutil.rmtree(settings.HOME, ignore_errors=True)


@dataclass(frozen=True)
class Cast:
    """The people of the tests. `elsewhere` owns another program and is a stranger to this one."""

    candidate: Any
    other: Any
    viewer: Any
    auditor: Any
    senior: Any
    owner: Any
    administrator: Any
    elsewhere: Any


def make_account(email: str, name: str) -> Any:
    """A person who can sign in: a verified address and PASSWORD."""
    from allauth.account.models import EmailAddress

    from recert.people.models import User

    user = User.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def cast(db: None) -> Cast:
    """A candidate, another candidate, one of each role on the staff, and the owner of another program."""
    from recert.people.models import Candidate, StaffRole

    made = Cast(
        candidate=make_account("ada@example.org", "Ada Moreau"),
        other=make_account("ben@example.org", "Ben Okafor"),
        viewer=make_account("vera@example.org", "Vera Viewer"),
        auditor=make_account("ines@example.org", "Ines Auditor"),
        senior=make_account("sami@example.org", "Sami Senior"),
        owner=make_account("otto@example.org", "Otto Owner"),
        administrator=make_account("abel@example.org", "Abel Administrator"),
        elsewhere=make_account("eve@example.org", "Eve Elsewhere"),
    )
    for user, number in ((made.candidate, "AT00000001"), (made.other, "AT00000002")):
        Candidate.objects.create(program="atlassian", number=number, user=user, name=user.name, email=user.email)
    for user, role in zip(
        (made.viewer, made.auditor, made.senior, made.owner, made.administrator), StaffRole.Role, strict=True
    ):
        StaffRole.objects.create(program="atlassian", user=user, role=role)
    StaffRole.objects.create(program="elsewhere", user=made.elsewhere, role=StaffRole.Role.OWNER)
    return made
