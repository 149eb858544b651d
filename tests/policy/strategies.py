"""Histories as Hypothesis makes them: near the boundaries, and shrinking to ones a person can read."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from recert.policy.history import Activity, Award, Exam, Grant, History, Status
from recert.policy.model import Policy
from recert.policy.plan import Plan, plan
from recert.policy.read import read_policy

PROGRAMS = Path(__file__).parents[2] / "programs"
FIRST = date(2022, 1, 20)
CODES = ("ACA-JSWE", "ACA-ACF", "ACA-CONFE", "ACP-JCA", "ACP-OA", "ACP-JA", "ACP-JPA")
TYPES = ("course", "global-event", "local-event", "presenting")


@cache
def program(name: str) -> Plan:
    """A bundled program's plan."""
    policy = read_policy(PROGRAMS / name)
    assert isinstance(policy, Policy), policy
    return plan(policy)


def reference() -> Plan:
    """The reference program's plan."""
    return program("atlassian")


# Days cluster: around the floor, the moves, and whole cycles after the first day.
days = st.one_of(
    st.integers(0, 2600).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from([0, 365, 730, 731, 820, 821, 1461, 1551, 1552]).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from([date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29), date(2024, 9, 30), date(2025, 2, 28)]),
)
awards = st.builds(
    Award,
    certification=st.sampled_from(CODES),
    on=days,
    expires=st.none(),
)
exams = st.builds(
    Exam, certification=st.sampled_from(CODES), on=days, passed=st.sampled_from([True, True, True, False])
)
activities = st.builds(
    Activity,
    ref=st.just(""),
    type=st.sampled_from(TYPES),
    on=days,
    name=st.sampled_from(["", "A", "a", "B", "C"]),
    status=st.sampled_from([Status.SUBMITTED] * 8 + [Status.WITHDRAWN, Status.REJECTED]),
)
bursts = st.builds(
    lambda first, gaps, kind: [
        Activity("", kind, first + timedelta(days=sum(gaps[: i + 1])), f"course {i}") for i in range(len(gaps))
    ],
    days,
    st.lists(st.integers(0, 60), min_size=3, max_size=12),
    st.sampled_from(["course", "course", "local-event"]),
)
grants = st.builds(
    lambda group, cycle, met, end, new: Grant(group, cycle, met, met + timedelta(end), met + timedelta(end + new)),
    st.sampled_from(["aca", "acp"]),
    st.integers(1, 3),
    days,
    st.integers(-80, 700),
    st.integers(400, 900),
)


def history(with_grants: bool = False) -> st.SearchStrategy[History]:
    """One person's facts: a few awards and exams, activities alone and in bursts, each with its own reference."""
    return st.builds(
        lambda a, e, single, many, g: History(
            tuple(a), tuple(e), _numbered([*single, *(x for burst in many for x in burst)]), tuple(_once(g))
        ),
        st.lists(awards, max_size=4, unique_by=lambda a: (a.certification, a.on)),
        st.lists(exams, max_size=4, unique_by=lambda e: (e.certification, e.on)),
        st.lists(activities, max_size=8),
        st.lists(bursts, max_size=2),
        st.lists(grants, max_size=2) if with_grants else st.just([]),
    )


def _numbered(found: list[Activity]) -> tuple[Activity, ...]:
    return tuple(Activity(f"{i:02d}", a.type, a.on, a.name, a.status) for i, a in enumerate(found))


def _once(found: list[Grant]) -> list[Grant]:
    """A cycle is granted once."""
    kept: dict[tuple[str, int], Grant] = {}
    for grant in found:
        kept.setdefault((grant.group, grant.cycle), grant)
    return list(kept.values())
