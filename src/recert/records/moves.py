"""Who a mass move would affect, before it is run."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from recert.people.queries import present
from recert.policy.assess import assess
from recert.policy.history import Award, Exam, History
from recert.policy.plan import Plan
from recert.policy.what_if import expiries
from recert.records import clock, programs
from recert.records.history import as_fact, extension, grants, so
from recert.records.models import Activity, Circumstance, Credential, ExamResult, Extension, Renewal

_SLICE = 1000


@dataclass(frozen=True, slots=True)
class Moved:
    """One certification of one candidate whose expiry the move changes."""

    candidate: int
    certification: str
    old: date
    new: date


@dataclass(slots=True)
class Survey:
    """How many a move changes, and some of them. It stays this small, however large the program is."""

    candidates: int = 0
    certifications: int = 0
    rows: list[Moved] = field(default_factory=list)


def survey(program: str, key: str, *, first: int = 0, size: int = 25) -> Survey:
    """Counts what running the move would change; keeps `size` rows from the one numbered `first`."""
    found, last = Survey(), 0
    for moved in _moved(program, key):
        if first <= found.certifications < first + size:
            found.rows.append(moved)
        found.certifications += 1
        found.candidates += moved.candidate != last
        last = moved.candidate
    return found


def affected(program: str, key: str) -> list[Moved]:
    """What running the move would change as of today, in the order of the candidates. Empty for one that was run."""
    return list(_moved(program, key))


def _moved(program: str, key: str) -> Iterator[Moved]:
    rules = programs.rules_of(program)
    without = programs.made_of(rules)
    with_it = programs.made_of(replace(rules, moves=rules.moves | {key}))
    today = clock.today(without.policy)
    for candidate, history in histories(program):
        for certification, old, new in _differences(without, with_it, history, today):
            yield Moved(candidate, certification, old, new)


def _differences(one: Plan, other: Plan, history: History, today: date) -> Iterator[tuple[str, date, date]]:
    before = expiries(assess(one, history, today))
    after = expiries(assess(other, history, today))
    for held, new in after.items():
        old = before.get(held)
        if old is not None and old != new:
            yield held[0], old, new


def histories(program: str) -> Iterator[tuple[int, History]]:
    """Every candidate's facts, a slice at a time and six queries a slice."""
    last = 0
    while True:
        keys = list(present(program).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_SLICE])
        if not keys:
            return
        yield from histories_of(keys)
        last = keys[-1]


def histories_of(keys: list[int]) -> Iterator[tuple[int, History]]:
    """The facts of these candidates, in six queries."""
    awards, exams, activities, renewals = ({key: [] for key in keys} for _ in range(4))  # type: ignore[var-annotated]
    circumstances, extensions = ({key: [] for key in keys} for _ in range(2))  # type: ignore[var-annotated]
    for c in Credential.objects.filter(candidate__in=keys):
        awards[c.candidate_id].append(Award(c.certification, c.awarded, c.expires, f"award:{c.pk}"))
    for e in ExamResult.objects.filter(candidate__in=keys):
        exams[e.candidate_id].append(Exam(e.certification, e.taken, e.passed, f"exam:{e.pk}"))
    for a in Activity.objects.filter(candidate__in=keys):
        activities[a.candidate_id].append(as_fact(a))
    for r in Renewal.objects.filter(candidate__in=keys).defer("statement"):
        renewals[r.candidate_id].append(r)
    for s in Circumstance.objects.filter(candidate__in=keys, withdrawn=False):
        circumstances[s.candidate_id].append(so(s))
    for x in Extension.objects.filter(candidate__in=keys, withdrawn=False):
        extensions[x.candidate_id].append(extension(x))
    for key in keys:
        facts = tuple(awards[key]), tuple(exams[key]), tuple(activities[key]), grants(renewals[key])
        yield key, History(*facts, tuple(circumstances[key]), tuple(extensions[key]))
