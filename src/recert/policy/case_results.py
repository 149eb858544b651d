"""A worked example against what the rules make of it: what does not hold, and what there is not to expect."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, Cycle, CycleState, Entry, GroupStanding, Holding
from recert.policy.calendar import FOR_LIFE
from recert.policy.case import Case, Expectation
from recert.policy.case_fields import named_fields
from recert.policy.designations import designations
from recert.policy.expected import word
from recert.policy.plan import Plan
from recert.policy.problem import Problem
from recert.policy.sentence import plain
from recert.policy.toml import LIFE, nearest


def run_case(plan: Plan, case: Case) -> tuple[Problem, ...]:
    """What does not hold: `file:line: case "…": the group aca: counted is 30: expected 40`."""
    found = assess(plan, case.history, case.as_of)
    wrong, missed = list[Problem](), set[tuple[str, int]]()
    for expectation in case.expectations:
        actual = _actual(plan, case, found, expectation)
        if isinstance(actual, NoCycle):
            if (expectation.about, expectation.cycle) not in missed:
                wrong.append(_no_cycle(case, expectation, actual))
            missed.add((expectation.about, expectation.cycle))
        elif isinstance(actual, Unknown):
            wrong.append(_nothing_so_called(case, expectation, actual))
        elif not _same(actual, expectation.value):
            what = f'case "{case.name}": {expectation.about} {expectation.field} is {_shown(actual)}'
            fix = f"expected {_shown(expectation.value)}{_spoken_of(found, expectation)}{_later(case, expectation)}"
            wrong.append(Problem(case.file, expectation.line, 1, what, fix))
    return tuple(wrong)


def _spoken_of(found: Assessment, expectation: Expectation) -> str:
    """Which cycle of several an expectation speaks of, and how the one before it ended."""
    standing = _group(found.groups, expectation.about)
    cycles = standing.cycles if standing and expectation.field != "cycles" else ()
    if len(cycles) < 2 or expectation.cycle > len(cycles):
        return ""
    at = (expectation.cycle or len(cycles)) - 1
    told = f" (cycle {cycles[at].number}"
    if at:
        before = cycles[at - 1]
        on = f" on {plain(before.met_on)}" if before.state == CycleState.RENEWED and before.met_on else ""
        told += f"; cycle {before.number} was {word(before.state)}{on}"
    return f"{told})"


def _later(case: Case, expectation: Expectation) -> str:
    """That an activity is of a day after the one on which everything is looked at."""
    days = [each.on for each in case.history.activities if each.name == expectation.about]
    if not days or max(days) <= case.as_of:
        return ""
    return f" (its day, {plain(max(days))}, comes after `as_of`, {plain(case.as_of)})"


def unknown_names(plan: Plan, case: Case) -> tuple[Problem, ...]:
    """What a case expects that there is not: no result of an assessment could be it."""
    found = assess(plan, case.history, case.as_of)
    looked = ((expectation, _actual(plan, case, found, expectation)) for expectation in case.expectations)
    return tuple(_nothing_so_called(case, about, actual) for about, actual in looked if isinstance(actual, Unknown))


@dataclass(frozen=True, slots=True)
class Unknown:
    """Stands for a value where nothing has that name; `known` names what has one."""

    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoCycle:
    """Stands for a value of a cycle that a group has not had; `there` is how many it has had."""

    there: int


def _no_cycle(case: Case, expectation: Expectation, found: NoCycle) -> Problem:
    what = f'case "{case.name}": {expectation.about} has no cycle {expectation.cycle}'
    there = f"{found.there} cycle{'' if found.there == 1 else 's'}"
    fix = f"on {plain(case.as_of)} it has had {there}: expect something of these, or write a later `as_of`"
    return Problem(case.file, expectation.line, 1, what, fix)


def _nothing_so_called(case: Case, expectation: Expectation, unknown: Unknown) -> Problem:
    within = [name for name in unknown.known if expectation.field.endswith(f"_{name}")]
    near = max(within, key=len, default="") or nearest(expectation.field, unknown.known)
    known = f"known: {', '.join(unknown.known)}"
    fix = f"did you mean `{near}`? {known}" if near else known
    what = f'case "{case.name}": {expectation.about} has no `{expectation.field}`'
    return Problem(case.file, expectation.line, 1, what, fix)


def _same(actual: Any, expected: Any) -> bool:
    if isinstance(expected, int | Decimal) and isinstance(actual, int | Decimal):
        return Decimal(actual) == Decimal(expected)
    return bool(actual == expected)


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else plain(value) if value is not None else "nothing"


def _actual(plan: Plan, case: Case, found: Assessment, expectation: Expectation) -> Any:
    about = expectation.about
    if about in plan.groups:
        return _of_group(plan, found, expectation)
    if about in plan.certifications:
        return _of_certification(found, expectation)
    if about in {d.key for d in plan.policy.designations}:
        return _of_designation(plan, found, expectation)
    if expectation.field == "outcome":
        outcomes = [r.outcome for r in found.exams if f"{r.on} {r.certification}" == about]
        return word(outcomes[-1]) if outcomes else None
    refs = [a.ref for a in case.history.activities if a.name == about]
    return _of_activity(found, refs, expectation)


def _of_group(plan: Plan, found: Assessment, expectation: Expectation) -> Any:
    standing = _group(found.groups, expectation.about)
    if expectation.field == "cycles":
        return len(standing.cycles) if standing else 0
    if standing is None or not standing.cycles:
        return None
    if expectation.cycle > len(standing.cycles):
        return NoCycle(len(standing.cycles))
    cycle = standing.cycles[expectation.cycle - 1]
    named = named_fields(plan.policy, standing.group, cycle)
    if expectation.field in named:
        return named[expectation.field]
    known = (*CYCLE_WORDS, *CYCLE_FIELDS)
    return _cycle_field(cycle, expectation.field) if expectation.field in known else Unknown((*known, *named))


def _cycle_field(cycle: Cycle, field: str) -> Any:
    match field:
        case "state":
            return word(cycle.told_state)
        case "by":
            return word(cycle.route)
        case "cycle_number":
            return cycle.number
    return _or_life(getattr(cycle, field))


def _or_life(value: Any) -> Any:
    """A result as a case writes it: of a day that does not come, that it is for life."""
    return LIFE if value == FOR_LIFE else value


CYCLE_WORDS: Final = ("state", "by", "cycles", "cycle_number")
CYCLE_FIELDS: Final = (
    "start",
    "end",
    "grace_until",
    "renewable_until",
    "surcharge",
    "required",
    "counted",
    "missing",
    "met_on",
    "new_expiry",
    "carried_in",
    "carried_out",
    "made_up",
    "earn_by",
    "months_off",
    "way",
)


def _of_certification(found: Assessment, expectation: Expectation) -> Any:
    holdings = [h for s in found.groups for h in s.holdings if h.certification == expectation.about]
    if expectation.field == "holdings":
        return len(holdings)
    if expectation.field not in ("state", *HOLDING_FIELDS):
        return Unknown(("state", *HOLDING_FIELDS, "holdings"))
    if not holdings:
        return "not held" if expectation.field == "state" else None
    holding: Holding = holdings[-1]
    return word(holding.state) if expectation.field == "state" else _or_life(getattr(holding, expectation.field))


HOLDING_FIELDS: Final = ("awarded", "expires", "grace_until", "renewable_until")


def _of_designation(plan: Plan, found: Assessment, expectation: Expectation) -> Any:
    standing = next(d for d in designations(plan, found) if d.designation.key == expectation.about)
    if expectation.field not in DESIGNATION_FIELDS:
        return Unknown(DESIGNATION_FIELDS)
    return getattr(standing, expectation.field)


DESIGNATION_FIELDS: Final = ("held", "since", "until", "missing", "met")


def _of_activity(found: Assessment, refs: Iterable[str], expectation: Expectation) -> Any:
    """Units where a number is expected, else the reason; of the last activity of that name, with all its parts."""
    standing = _group(found.groups, expectation.field)
    if standing is None:
        return "not held"
    entries: list[Entry] = [e for e in standing.entries if e.activity in set(refs)]
    if not entries:
        return None
    last = entries[-1]
    if isinstance(expectation.value, str):
        return word(last.reason)
    return sum((entry.amount for entry in entries if entry.activity == last.activity), Decimal(0))


def _group(standings: Iterable[GroupStanding], key: str) -> GroupStanding | None:
    return next((s for s in standings if s.group == key), None)
