"""Which designations a person holds, since when and until when: from what is held, after all else. It changes nothing.

A certification's standing changes on a few days only: when it is awarded, when its date is moved, on the days after its
expiry, its grace and its suspension, and when it is retired. Between two of these nothing differs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from recert.policy.assessment import Assessment, CycleState, GroupStanding, Holding, HoldingState
from recert.policy.calendar import FOR_LIFE
from recert.policy.cycles import Unmet
from recert.policy.designation import Counted, Designation, Lost, Need
from recert.policy.holdings import holding_on
from recert.policy.plan import Plan

STANDINGS: Final = {
    HoldingState.ACTIVE: Counted.ACTIVE,
    HoldingState.GRACE: Counted.GRACE,
    HoldingState.SUSPENDED: Counted.SUSPENDED,
    HoldingState.RETIRED: Counted.RETIRED,
}
"""As what a certification counts, if it is held at all."""
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counting:
    """A certification that counts, and the last day on which it does by its dates; None where none ends it."""

    certification: str
    until: date | None


@dataclass(frozen=True, slots=True)
class NeedStanding:
    """How far a need is met. `counting` are those that count; `open` those that don't and can still be earned."""

    need: Need
    counting: tuple[Counting, ...]
    open: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many more it takes; 0 when met."""
        return max(self.need.at_least - len(self.counting), 0)

    @property
    def until(self) -> date | None:
        """The last day on which enough of them count; None where they always will. Only of one that is met."""
        ends = sorted((each.until or date.max for each in self.counting), reverse=True)
        last = ends[self.need.at_least - 1]
        return None if last == date.max else last


@dataclass(frozen=True, slots=True)
class DesignationStanding:
    """Where one designation stands. `since` and `until` are None where it is not held; `until` also without an end.

    `begun`: some of its certifications was awarded once. `early`: its first day is still to come. `met`: enough counts
    today. It may be held without, until the year is over.
    """

    designation: Designation
    begun: bool
    early: bool
    met: bool
    held: bool
    since: date | None
    until: date | None
    needs: tuple[NeedStanding, ...]

    @property
    def missing(self) -> int:
        """How many certifications more it takes, of all needs together."""
        return sum(need.missing for need in self.needs)

    @property
    def needed(self) -> int:
        """How many certifications it takes, of all needs together."""
        return sum(need.need.at_least for need in self.needs)


@dataclass(frozen=True, slots=True)
class _Story:
    """One award of a certification, `c` in the plan's order."""

    plan: Plan
    holding: Holding
    c: int
    renewed: bool  # the cycle in which it is held, which is the last one

    def counts_on(self, designation: Designation, day: date) -> bool:
        """Whether it counted on a day, by the dates that it had been given by then; or will, by those that it has."""
        steps = tuple(step for step in self.holding.steps if step.on <= day)
        if not steps:
            return False
        state = holding_on(self.plan, self.holding.group, self.c, steps, day, self._paused(day)).state
        return STANDINGS.get(state) in designation.counts

    def _paused(self, day: date) -> tuple[tuple[date, date], ...]:
        """When missed years suspended it. What does so today goes on as long as nothing is known that ends it."""
        past = self.holding.paused
        since = self.holding.paused_since
        return (*past, (since, day)) if since and day > past[-1][1] else past

    def changes(self) -> Iterator[date]:
        """The days on which its standing may become another."""
        retired = self.plan.order[self.c].retired
        if retired is not None:
            yield retired
        for first, last in self.holding.paused:
            yield from (first, last + DAY)
        for at, step in enumerate(self.holding.steps):
            yield step.on
            told = holding_on(self.plan, self.holding.group, self.c, self.holding.steps[: at + 1], step.on)
            ends = (told.expires, told.grace_until, told.renewable_until)
            yield from (end + DAY for end in ends if end is not None and end != FOR_LIFE)

    def until(self, designation: Designation, as_of: date) -> date | None:
        """The last day on which it counts, of one that does; None where nothing ends it."""
        later = sorted(day for day in set(self.changes()) if day > as_of)
        return next((day - DAY for day in later if self._ends(designation, day)), None)

    def _ends(self, designation: Designation, day: date) -> bool:
        """Whether it counts no more from a day on. Where a missed cycle ends nothing, the next one gives it a date."""
        retired = self.plan.order[self.c].retired
        goes_on = self.plan.policy.cycle.unmet is not Unmet.LAPSES and (retired is None or day < retired)
        if goes_on and (self.renewed or self.holding.grace_until == self.holding.expires):
            return False
        return not self.counts_on(designation, day)


def designations(plan: Plan, found: Assessment) -> tuple[DesignationStanding, ...]:
    """Every designation of the program as of the day of an assessment, in the policy's order."""
    if not plan.policy.designations:
        return ()
    held = [(holding, _is_renewed(standing)) for standing in found.groups for holding in standing.holdings]
    return of_holdings(plan, held, found.as_of)


def _is_renewed(standing: GroupStanding) -> bool:
    return standing.current is not None and standing.current.state == CycleState.RENEWED


def of_holdings(plan: Plan, held: Iterable[tuple[Holding, bool]], as_of: date) -> tuple[DesignationStanding, ...]:
    """Likewise from everything that a person holds or held, and whether the last cycle of its group is renewed."""
    stories = tuple(_Story(plan, each, plan.certifications[each.certification], renewed) for each, renewed in held)
    return tuple(_standing(plan, each, stories, as_of) for each in plan.policy.designations)


def _standing(plan: Plan, designation: Designation, everything: tuple[_Story, ...], as_of: date) -> DesignationStanding:
    known = set(designation.certifications)
    stories = tuple(story for story in everything if story.holding.certification in known)
    retired = {c.code for c in plan.order if c.retired is not None and c.retired <= as_of}
    counting = {
        story.holding.certification: Counting(story.holding.certification, story.until(designation, as_of))
        for story in stories
        if story.counts_on(designation, as_of)
    }
    needs = tuple(
        NeedStanding(
            need,
            tuple(counting[code] for code in need.of if code in counting),
            tuple(code for code in need.of if code not in counting and code not in retired),
        )
        for need in designation.needs
    )
    met = as_of >= designation.since and not any(need.missing for need in needs)
    past = _Past(designation, stories, tuple(sorted(_days(designation, stories, as_of))))
    held = past.held_on(as_of)
    kept = end_of_year(as_of) if held else None
    return DesignationStanding(
        designation=designation,
        begun=bool(stories),
        early=as_of < designation.since,
        met=met,
        held=held,
        since=past.since() if held else None,
        until=_until(designation, needs) if met else kept,
        needs=needs,
    )


def _until(designation: Designation, needs: tuple[NeedStanding, ...]) -> date | None:
    """The last day of one that is met: on which all needs are; or the last of that year, where it is kept till then."""
    last = min(need.until or date.max for need in needs)
    if last == date.max:
        return None
    return end_of_year(last) if designation.lost is Lost.END_OF_YEAR else last


def end_of_year(day: date) -> date:
    """The last day of a year of the calendar."""
    return date(day.year, 12, 31)


def _days(designation: Designation, stories: tuple[_Story, ...], as_of: date) -> set[date]:
    """The days up to now on which anything may have become otherwise."""
    days = {designation.since, as_of, *(day for story in stories for day in story.changes())}
    if designation.lost is Lost.END_OF_YEAR:
        days |= {date(year, 1, 1) for year in range(min(days).year, as_of.year + 1)}
    return {day for day in days if day <= as_of}


@dataclass(frozen=True, slots=True)
class _Past:
    """A designation on the days up to the one of the assessment, which is the last of those on which it may change."""

    designation: Designation
    stories: tuple[_Story, ...]
    days: tuple[date, ...]

    def met_on(self, day: date) -> bool:
        """Whether enough counted on a day."""
        if day < self.designation.since:
            return False
        counting = {s.holding.certification for s in self.stories if s.counts_on(self.designation, day)}
        return all(len(counting & {*need.of}) >= need.at_least for need in self.designation.needs)

    def held_on(self, day: date) -> bool:
        """Whether it was held: met that day, or earlier in its year where it is kept till the end of that."""
        if self.designation.lost is Lost.AT_ONCE or self.met_on(day):
            return self.met_on(day)
        return any(self.met_on(each) for each in self.days if each.year == day.year and each < day)

    def since(self) -> date:
        """The first of the days in a row, up to the last one, on which it was held; of one that is held on that."""
        found = self.days[-1]
        for day in reversed(self.days):
            if not self.held_on(day):
                break
            found = day
        return found
