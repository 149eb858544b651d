"""A program that audits, people on its staff, and activities in whatever state a test asks for."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest

from recert.audits.actions import Step, ask, decide, examine
from recert.audits.models import Audit
from recert.journal.change import SYSTEM
from recert.people.models import Candidate
from recert.records import clock
from recert.records.actions import publish_policy
from recert.records.evidence import Cleaned
from recert.records.models import Activity, PolicyVersion
from tests.conftest import Cast
from tests.records.conftest import POLICY, evidence_folder, file, program, recorded, today

__all__ = ["evidence_folder", "program", "today"]

State = Audit.State

PATHS: Final[dict[str, tuple[str, ...]]] = {
    State.OPEN: (),
    State.RETURNED: ("return",),
    State.ACCEPTED: ("accept",),
    State.REJECTED: ("reject",),
    State.AGAIN: ("reject", "correct", "resubmit"),
    State.APPEALED: ("reject", "appeal"),
    State.REFUSED: ("reject", "appeal", "refuse"),
    State.WITHDRAWN: ("withdraw",),
}
"""How an entry that was drawn comes into each state."""

BY: Final[dict[str, str]] = {
    **dict.fromkeys(("accept", "return", "reject"), "auditor"),
    **dict.fromkeys(("grant", "refuse", "reopen", "revisit"), "senior"),
    **dict.fromkeys(("answer", "resubmit", "appeal", "withdraw"), "candidate"),
}
"""Who of the cast takes a step."""


def audited(percent: str = "0", **other: str) -> str:
    """The reference program's rules with other values in its section about audits."""
    head, _section, rest = POLICY.read_text().partition("\n[audit]\n")
    lines = rest.splitlines()
    for name, value in {"percent": percent, **other}.items():
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{name} "))
        lines[at] = f"{name} = {value}"
    return f"{head}\n[audit]\n" + "\n".join(lines) + "\n"


def publish_rules(**values: str) -> None:
    published = publish_policy(SYSTEM, audited(**values), str(POLICY))
    assert isinstance(published, PolicyVersion), published


def without_audits() -> None:
    """The rules without their section about audits."""
    text = re.sub(r"\n\[audit\b.*?(?=\n\[(?!audit))", "\n", audited(), flags=re.DOTALL)
    assert isinstance(publish_policy(SYSTEM, text, str(POLICY)), PolicyVersion)


@pytest.fixture
def ada(cast: Cast, program: str) -> Candidate:
    """The cast's candidate, in the program."""
    return Candidate.objects.get(user=cast.candidate)


@pytest.fixture
def nothing_drawn(program: str) -> None:
    """Rules by which nothing is drawn at random."""
    publish_rules()


@pytest.fixture
def everything_drawn(program: str) -> None:
    """Rules by which everything is drawn."""
    publish_rules(percent="100")


def entry(
    candidate: Candidate,
    name: str = "Cloud basics",
    day: date = date(2026, 3, 2),
    shade: int = 0,
    files: tuple[Cleaned, ...] = (),
) -> Audit:
    """An activity, recorded and examined."""
    made = recorded(candidate, name, day, files=files or (file(shade=shade),)).activity
    Activity.objects.filter(pk=made.pk).update(recorded_at=clock.now())
    made.refresh_from_db()
    found = examine(made)
    assert found is not None
    return found


def step(verb: str, words: str = "Because of this.") -> Step:
    return Step(verb, "wrong-activity" if verb == "reject" else "", words)


def do(cast: Any, audit: Audit, verb: str, who: str = "", words: str = "Because of this.") -> Any:
    """One step by whoever takes it."""
    name = who or BY[verb]
    fresh = Audit.objects.select_related("activity__candidate").get(pk=audit.pk)
    return (ask if BY.get(verb) == "candidate" else decide)(getattr(cast, name), fresh, step(verb, words))


@pytest.fixture
def bring(cast: Cast, ada: Candidate, everything_drawn: None) -> Callable[[str], Audit]:
    """An audit in this state, brought there by those who do that."""

    def to(state: str) -> Audit:
        if state == State.WAITING:
            made = recorded(ada).activity
            told = {"program": "atlassian", "type": "course", "drawn": 0, "rate": 0, "seen": 1}
            Audit.objects.create(activity=made, entered_at=made.recorded_at, **told)
        else:
            audit = entry(ada)
            for verb in PATHS[State(state)]:
                if verb == "correct":
                    Activity.objects.filter(pk=audit.activity_id).update(version=2)
                else:
                    do(cast, audit, verb)
        found = Audit.objects.select_related("activity__candidate").get()
        assert found.state == state
        return found

    return to
