"""Two policies, one population: who stands elsewhere by the other one, and how.

`weigh` is written with operators that integers and columns of integers share, so that one text compares one person
and many.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from math import gcd
from typing import Any, Final, NamedTuple, TypeGuard

from recert.policy.alike import Alike, alike, as_compared, demands_between
from recert.policy.assess import assess
from recert.policy.assessment import (
    RENEWABLE,
    WAITING,
    CycleState,
    GroupStanding,
    HoldingState,
    Route,
)
from recert.policy.calendar import EPOCH, FOR_LIFE
from recert.policy.history import History
from recert.policy.model import Policy
from recert.policy.plan import Plan

NOT_HELD: Final = len(CycleState)
"""Joins the codes of `CycleState`: nothing of the group was ever held."""

RANKS: Final[dict[int, int]] = {
    NOT_HELD: 0,
    CycleState.ENDED: 1,
    CycleState.REPLACED: 1,
    CycleState.LAPSED: 1,
    CycleState.UNMET: 3,
    CycleState.HELD: 2,
    CycleState.GRACE: 3,
    CycleState.SUSPENDED: 3,
    CycleState.OPEN: 3,
    CycleState.RENEWED: 3,
}
"""What a state is worth before any date: nothing, gone, held to its end, can be renewed."""
GONE: Final = 1
HELD_STATES: Final = RENEWABLE | {HoldingState.RETIRED}
ORDERS: Final[dict[int, int]] = {CycleState.OPEN: 1, CycleState.RENEWED: 2}
"""What a state is worth where the dates are the same."""


class Effect(IntEnum):
    """What the other policy is for somebody in a group. SAME: other units are counted, and nothing follows from it.

    MIXED: more time and more to do, or less of both. Which of the two is better is not for a program to say.
    """

    SAME = 0
    GAINED = 1
    LOST = 2
    MIXED = 3


class Side(NamedTuple):
    """Where one stands in a group by one policy: integers; or columns of them, a place for each person.

    Amounts are in steps that both policies share. Dates are day numbers. `demands`: what is missing of each, as it is
    compared.
    """

    held: Any
    rank: Any
    order: Any
    lapsed: Any
    expiry: Any
    missing: Any
    counted: Any
    renewals: Any
    granted: Any
    demands: tuple[Any, ...]


class Flags(NamedTuple):
    """What differs: truths, or columns of them. `units_only`: other units are counted, and nothing follows.

    `more_for_more`: a later date and more to do; `less_for_less`: an earlier one and less. Neither is a gain or a loss.
    Whatever the dates, where as many cycles are renewed: `closer`, `further`: fewer or more units are missing;
    `asked_less`, `asked_more`: so much of a demand is, or so many of those that only one of the policies has. Both of a
    pair may be, of different demands.
    `questioned`: a cycle counts as renewed only because that was granted earlier; the facts no longer give it.
    """

    gained: Any
    lost: Any
    more_for_more: Any
    less_for_less: Any
    units_only: Any
    holds_more: Any
    holds_fewer: Any
    renews: Any
    renews_no_more: Any
    lapses: Any
    lapses_no_more: Any
    gains_time: Any
    loses_time: Any
    closer: Any
    further: Any
    asked_less: Any
    asked_more: Any
    questioned: Any


NO_END: Final = (1 << 18) - 10_001
"""The day number of what is held for life, as it is compared: later than any date, and still less than being held."""


def weight(side: Side) -> Any:
    """Greater is better: how many are held, what for, then until when, then how it stands.

    When what is gone by both went, makes no difference any more.
    """
    until = (side.expiry + 10_000) * (side.rank > GONE)
    dated = (((side.held << 2) + side.rank) << 18) + until
    return (dated << 2) + side.order


def weigh(before: Side, after: Side) -> Flags:
    """Compares where one stands by two policies. Of equal weight, who misses more of anything is worse off.

    What is missing is compared within one cycle only: once more or fewer are renewed, it is of another cycle. Where
    all is the same now, one more or fewer of the renewals of long ago renews nobody, and nobody less.
    """
    was, becomes = weight(before), weight(after)
    even = becomes == was
    both = (before.rank > GONE) & (after.rank > GONE) & (before.held == after.held)
    alike = both & (before.rank == after.rank) & (before.renewals == after.renewals)
    compared = alike | even
    closer, further = compared & (after.missing < before.missing), compared & (after.missing > before.missing)
    less, more = even & False, even & False
    for had, has in zip(before.demands, after.demands, strict=True):
        less, more = less | (compared & (has < had)), more | (compared & (has > had))
    better, worse = closer | less, further | more
    more_for_more, less_for_less = (becomes > was) & worse, (becomes < was) & (better > worse)
    return Flags(
        gained=((becomes > was) > worse) | (even & (better > worse)),
        lost=((becomes < was) > less_for_less) | (even & worse),
        more_for_more=more_for_more,
        less_for_less=less_for_less,
        units_only=(even > (better | worse)) & (before.counted != after.counted),
        holds_more=after.held > before.held,
        holds_fewer=after.held < before.held,
        renews=(becomes != was) & (after.renewals > before.renewals),
        renews_no_more=(becomes != was) & (after.renewals < before.renewals),
        lapses=after.lapsed > before.lapsed,
        lapses_no_more=after.lapsed < before.lapsed,
        gains_time=both & (after.expiry > before.expiry),
        loses_time=both & (after.expiry < before.expiry),
        closer=alike & closer,
        further=alike & further,
        asked_less=alike & less,
        asked_more=alike & more,
        questioned=after.granted > before.granted,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in a group: in the last cycle that the policy gives. `state` is None where never held.

    `held` certifications can be renewed, or are held to their end. `missing` units, in categories too, and so much of
    each demand are still to come, where any can; demands that are met, and those of other ways, are not among them.
    """

    held: int = 0
    counted: Decimal = Decimal(0)
    required: Decimal = Decimal(0)
    state: CycleState | None = None
    expiry: date | None = None
    renewals: int = 0
    granted: int = 0
    missing: Decimal = Decimal(0)
    demands: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One person in one group, by two policies."""

    group: str
    before: Standing
    after: Standing
    flags: Flags

    @property
    def effect(self) -> Effect:
        """Gained, lost, both at once, or neither."""
        flags = self.flags
        if flags.gained or flags.lost:
            return Effect.GAINED if flags.gained else Effect.LOST
        return Effect.MIXED if flags.more_for_more or flags.less_for_less else Effect.SAME

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        return self.effect != Effect.SAME or bool(self.flags.units_only or self.flags.questioned)


def compare(before: Plan, after: Plan, facts: History, as_of: date) -> tuple[Change, ...]:
    """One person by two policies: one change for each group of either that the person holds, or held."""
    had, has = (
        {found.group: standing(found) for found in assess(each, facts, as_of).groups} for each in (before, after)
    )
    policies, none = (before.policy, after.policy), Standing()
    return tuple(_change(policies, group, had.get(group, none), has.get(group, none)) for group in {**had, **has})


def standing(found: GroupStanding) -> Standing:
    """The end of a group's story: its last cycle, and until when."""
    cycle = found.cycles[-1] if found.cycles else None
    if cycle is None:
        return Standing()
    renewals = sum(each.state == CycleState.RENEWED for each in found.cycles)
    granted = sum(each.route == Route.GRANT for each in found.cycles)
    held = sum(each.state in HELD_STATES for each in found.holdings)
    waiting = cycle.state in WAITING
    return Standing(
        held=held,
        counted=cycle.counted,
        required=cycle.required,
        state=cycle.told_state,
        expiry=cycle.new_expiry or cycle.end,
        renewals=renewals,
        granted=granted,
        missing=cycle.missing if waiting else Decimal(0),
        demands={d.demand: d.missing for d in cycle.demands if waiting and d.missing and not d.way},
    )


def _change(policies: tuple[Policy, Policy], group: str, before: Standing, after: Standing) -> Change:
    step = shared_step(*(amount for s in (before, after) for amount in (s.counted, s.missing) if amount))
    keys, kinds = (demand.key for demand in demands_between(*policies, group)), alike(*policies, group)
    demands = dict(zip(keys, kinds, strict=True))
    return Change(group, before, after, weigh(side(before, step, demands), side(after, step, demands)))


def side(found: Standing, step: Decimal, demands: Mapping[str, Alike]) -> Side:
    """A standing as integers, in steps of this size; with what is missing of these demands, compared so."""
    state = NOT_HELD if found.state is None else int(found.state)
    if state == CycleState.HELD and found.expiry == FOR_LIFE:
        state = int(CycleState.OPEN)  # held for life is worth no less than what has to be renewed
    return Side(
        held=found.held,
        rank=RANKS[state],
        order=ORDERS.get(state, 0),
        lapsed=state == CycleState.LAPSED,
        expiry=min(found.expiry.toordinal() - EPOCH, NO_END) if found.expiry else 0,
        missing=int(found.missing / step),
        counted=int(found.counted / step),
        renewals=found.renewals,
        granted=found.granted,
        demands=as_compared([found.demands.get(key, Decimal(0)) for key in demands], tuple(demands.values())),
    )


def shared_step(*amounts: Decimal) -> Decimal:
    """The largest step of which all the amounts are whole numbers; 1 for none."""
    exact = [Fraction(amount) for amount in amounts]
    whole = 1
    for each in exact:
        whole = whole * each.denominator // gcd(whole, each.denominator)
    steps = gcd(*(int(each * whole) for each in exact)) if exact else 0
    return Decimal(steps) / Decimal(whole) if steps else Decimal(1)


Key = tuple[str, int]
"""A group, and a month: how many whole months it begins after January 1970."""


def _comes(day: date | None) -> TypeGuard[date]:
    """Whether there is a day, and it is one that comes: what is held for life is due in no month."""
    return day is not None and day != FOR_LIFE


def month_of(day: date) -> int:
    """The month in which a day lies."""
    return (day.year - 1970) * 12 + day.month - 1


def first_of(month: int) -> date:
    """The month's first day."""
    return date(1970 + month // 12, month % 12 + 1, 1)


@dataclass(slots=True)
class Counts:
    """How many people of a group. `due_*`: hold it, and it expires in the month, by each policy.

    Whatever differs is counted in the month in which it would expire before; after, where it was not held.
    """

    due_before: int = 0
    due_after: int = 0
    gained: int = 0
    lost: int = 0
    more_for_more: int = 0
    less_for_less: int = 0
    units_only: int = 0
    holds_more: int = 0
    holds_fewer: int = 0
    renews: int = 0
    renews_no_more: int = 0
    lapses: int = 0
    lapses_no_more: int = 0
    gains_time: int = 0
    loses_time: int = 0
    closer: int = 0
    further: int = 0
    asked_less: int = 0
    asked_more: int = 0
    questioned: int = 0

    def add(self, other: "Counts") -> None:
        """These and those."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def mixed(self) -> int:
        """For how many it is a gain and a loss at once."""
        return self.more_for_more + self.less_for_less

    @property
    def differs(self) -> bool:
        """Whether anything is other than before."""
        return any(getattr(self, name) for name in Flags._fields) or self.due_before != self.due_after


COUNTED: Final = tuple(each.name for each in fields(Counts))


@dataclass(slots=True)
class Asked:
    """How many people of a group miss more, or less, of a demand than before, in the same cycle."""

    more: int = 0
    less: int = 0


@dataclass(slots=True)
class Holders:
    """How many people hold a designation by each policy, and who by one of them alone."""

    title: str
    before: int = 0
    after: int = 0
    gained: int = 0
    lost: int = 0

    @property
    def differs(self) -> bool:
        """Whether others hold it than before."""
        return bool(self.gained or self.lost)


@dataclass(slots=True)
class Totals:
    """A whole population by two policies. `gained` and `lost` count people; who gains in one group may lose in another.

    `mixed` are people who neither gain nor lose in any, and for whom it is both at once in one. `same` are those others
    for whom anything is counted otherwise, and nothing follows from it. `designations` are by their
    keys; they are counted by themselves.
    `demands` are by group and key.
    """

    people: int = 0
    gained: int = 0
    lost: int = 0
    both: int = 0
    mixed: int = 0
    same: int = 0
    months: dict[Key, Counts] = field(default_factory=dict)
    designations: dict[str, Holders] = field(default_factory=dict)
    demands: dict[tuple[str, str], Asked] = field(default_factory=dict)

    def at(self, group: str, month: int) -> Counts:
        """The counts of a group in a month, to be added to."""
        return self.months.setdefault((group, month), Counts())

    def add(self, changes: Iterable[Change]) -> None:
        """Counts one person with all their groups."""
        found = list(changes)
        kinds = (Effect.GAINED, Effect.LOST, Effect.MIXED)
        gained, lost, mixed = (any(c.effect == kind for c in found) for kind in kinds)
        self.people += 1
        self.gained += gained
        self.lost += lost
        self.both += gained and lost
        self.mixed += mixed and not gained and not lost
        self.same += not gained and not lost and not mixed and any(c.differs for c in found)
        for change in found:
            self._count(change)

    def _count(self, change: Change) -> None:
        before, after = change.before, change.after
        for found, name in ((before, "due_before"), (after, "due_after")):
            if _comes(found.expiry) and found.state is not None and RANKS[found.state] > GONE:
                counts = self.at(change.group, month_of(found.expiry))
                setattr(counts, name, getattr(counts, name) + 1)
        when = next(filter(_comes, (before.expiry, after.expiry)), None)
        if when and any(change.flags):
            flags = {name: int(flag) for name, flag in change.flags._asdict().items()}
            self.at(change.group, month_of(when)).add(Counts(**flags))

        if change.flags.asked_more or change.flags.asked_less:
            for key in {**before.demands, **after.demands}:
                had, has = before.demands.get(key, Decimal(0)), after.demands.get(key, Decimal(0))
                self.ask(change.group, key, more=int(has > had), less=int(has < had))

    def ask(self, group: str, demand: str, *, more: int, less: int) -> None:
        """So many miss more of a demand, and so many less."""
        if more or less:
            found = self.demands.setdefault((group, demand), Asked())
            found.more += more
            found.less += less

    @property
    def unchanged(self) -> int:
        """People for whom nothing differs."""
        return self.people - self.gained - self.lost + self.both - self.mixed - self.same

    def groups(self) -> dict[str, Counts]:
        """By group, all months together."""
        found: dict[str, Counts] = {}
        for (group, _), counts in self.months.items():
            found.setdefault(group, Counts()).add(counts)
        return found

    def by_month(self, group: str) -> Iterator[tuple[date, Counts]]:
        """A group's months in their order."""
        for (found, month), counts in sorted(self.months.items()):
            if found == group:
                yield first_of(month), counts

    def as_json(self) -> dict[str, Any]:
        """Everything, to be kept."""
        told = {name: getattr(self, name) for name in TOLD}
        months = [[*key, *(getattr(counts, n) for n in COUNTED)] for key, counts in sorted(self.months.items())]
        designations = {key: [each.title, *held_of(each)] for key, each in self.designations.items()}
        demands = [[*key, asked.more, asked.less] for key, asked in self.demands.items()]
        return {**told, "months": months, "designations": designations, "demands": demands}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Totals":
        """What was kept."""
        found = cls(**{name: kept[name] for name in TOLD})
        for group, month, *counts in kept["months"]:
            found.months[group, month] = Counts(*counts)
        for key, (title, *held) in kept.get("designations", {}).items():
            found.designations[key] = Holders(title, *held)
        for group, demand, *asked in kept.get("demands", []):
            found.demands[group, demand] = Asked(*asked)
        return found


def held_of(found: Holders) -> tuple[int, int, int, int]:
    """The figures of a designation."""
    return found.before, found.after, found.gained, found.lost


TOLD: Final = ("people", "gained", "lost", "both", "mixed", "same")


def groups_of(before: Plan, after: Plan) -> tuple[str, ...]:
    """The groups of either policy, in their order."""
    return tuple({**before.groups, **after.groups})
