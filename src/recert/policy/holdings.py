"""What is held: each award with the steps of its expiry date, as it stands on a day."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Protocol

from recert.policy.assessment import ExpiryCause, ExpiryStep, Holding, HoldingState
from recert.policy.calendar import FOR_LIFE, NEVER, day, day_or_none, number
from recert.policy.cycles import Unmet
from recert.policy.facts import AWARD, Facts
from recert.policy.pauses import as_valid, days_of, of_holding
from recert.policy.plan import Plan
from recert.policy.stages.codes import ALREADY_HELD
from recert.policy.stages.late import last_chance, last_of_grace
from recert.policy.stages.sheet import Out

CAUSES = tuple(ExpiryCause)


class Rows(Protocol):
    """From where to before where the rows of a group's cycles are, and its steps of expiry dates."""

    @property
    def rows(self) -> tuple[int, int]:
        """Of cycles."""

    @property
    def steps(self) -> tuple[int, int]:
        """Of expiry dates."""


Again = dict[int, list[date]]
"""On which days a certification was awarded while it was held."""


def holdings_of(
    plan: Plan, out: Out, key: str, of: Rows, as_of: date, again: Again | None = None
) -> tuple[Holding, ...]:
    """Every award of a group, by its steps of expiry dates."""
    told = dict[tuple[int, int], list[ExpiryStep]]()
    awards = dict[int, int]()
    for s in range(*of.steps):
        c, on, cause = out.step_certification[s], out.step_day[s], CAUSES[out.step_cause[s]]
        if cause is ExpiryCause.AWARD:
            awards[c] = on
        step = ExpiryStep(day(on), cause, day_or_none(out.step_old[s]), day(out.step_new[s]))
        told.setdefault((c, awards[c]), []).append(step)
    awarded, pauses = sorted(told), days_of(plan, out, of.rows)
    found = [
        holding_on(plan, key, c, steps, as_of, of_holding(pauses, steps) if pauses else ())
        for (c, _), steps in ((award, tuple(told[award])) for award in awarded)
    ]
    return tuple(_with_awards(found, awarded, again) if again else found)


def awarded_again(columns: Facts, out: Out) -> Again:
    """The awards of what was held, by certification."""
    found = Again()
    for e, kind in enumerate(columns.event_kind):
        if kind == AWARD and out.event_outcome[e] == ALREADY_HELD:
            found.setdefault(columns.event_cert[e], []).append(day(columns.event_day[e]))
    return found


def _with_awards(found: list[Holding], awarded: list[tuple[int, int]], again: Again) -> Iterator[Holding]:
    """Each with the days of awards up to the next one of its own: there may be several, one after each lapse."""
    later = [following[1] if following[0] == c else NEVER for (c, _), following in pairwise([*awarded, (-1, NEVER)])]
    for holding, (c, first), end in zip(found, awarded, later, strict=True):
        days = dict.fromkeys(on for on in again.get(c, ()) if first < number(on) < end)
        yield holding._replace(again=tuple(days))


def holding_on(
    plan: Plan,
    key: str,
    c: int,
    steps: tuple[ExpiryStep, ...],
    as_of: date,
    paused: tuple[tuple[date, date], ...] = (),
) -> Holding:
    """An award of the certification `c` of a group as it stands on a day, by the steps of its expiry until then."""
    certification = plan.order[c]
    expires, cause = steps[-1].new, steps[-1].cause
    retired = certification.retired
    group, end = plan.groups[key], number(expires)
    grace, last = day(last_of_grace(plan.tables, group, end)), day(last_chance(plan.tables, group, end))
    if retired is not None and expires < retired <= last:
        last = date.fromordinal(retired.toordinal() - 1)
    missed = cause is ExpiryCause.MISSED_YEAR
    if missed:
        last = date.fromordinal(steps[-1].on.toordinal() - 1)
    grace = min(grace, last)
    never = plan.tables.never_renewed[group] > 0
    replaced = cause is ExpiryCause.REPLACED
    without = never or replaced or expires == FOR_LIFE
    can_renew = not without and (retired is None or retired > min(as_of, expires))
    state = _holding_state(as_of, expires, (_kept_until(plan, (grace, last), retired, as_of), last), retired)
    if never and state is HoldingState.LAPSED and not missed:
        state = HoldingState.EXPIRED
    valid = paused and state in (HoldingState.ACTIVE, HoldingState.GRACE)
    since = next((first for first, last in paused if first <= as_of <= last), None) if valid else None
    return Holding(
        certification=certification.code,
        group=key,
        awarded=steps[0].on,
        expires=expires,
        grace_until=grace if can_renew else None,
        renewable_until=last if can_renew else None,
        state=HoldingState.REPLACED if replaced else HoldingState.SUSPENDED if since else state,
        steps=steps,
        paused=as_valid(paused, min(grace, expires) if replaced else grace, retired) if paused else (),
        paused_since=None if replaced else since,
    )


def _kept_until(plan: Plan, ends: tuple[date, date], retired: date | None, as_of: date) -> date:
    """The last day of grace; where a missed cycle ends nothing, it lasts until the next one begins."""
    grace, last = ends
    goes_on = plan.policy.cycle.unmet is not Unmet.LAPSES and (retired is None or as_of < retired)
    return as_of if goes_on and as_of > last else grace


def _holding_state(as_of: date, expires: date, ends: tuple[date, date], retired: date | None) -> HoldingState:
    """`ends`: of grace and of suspension. Retired in them it has lapsed: it could have been renewed until then."""
    if retired is not None and retired <= min(as_of, expires):
        return HoldingState.RETIRED if as_of <= expires else HoldingState.EXPIRED
    if as_of <= expires:
        return HoldingState.ACTIVE
    grace, last = ends
    if as_of <= grace:
        return HoldingState.GRACE
    return HoldingState.SUSPENDED if as_of <= last else HoldingState.LAPSED
