"""Ways to renew: what to do, how often and until when. All of it has been assessed before it is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from recert.policy.assessment import Cycle, Holding
from recert.policy.demand_years import LostYear
from recert.policy.formula import Period
from recert.policy.history import Activity, Circumstance, Extension
from recert.policy.model import Demand, Group, Policy


@dataclass(frozen=True, slots=True)
class Wish:
    """What a way may be made of, and what is to be little of it.

    `types`: of these alone; of all where none is named. `costs`: what one use of a type costs, or one of what it is
    measured in; types without a cost are left out then. Without costs there are to be few activities.
    Where neither is said, what only staff record is left out as long as the rest is enough.
    """

    types: tuple[str, ...] = ()
    costs: Mapping[str, Decimal] = field(default_factory=dict)

    def allows(self, kind: str) -> bool:
        """Whether a way may have activities of this type."""
        return (not self.types or kind in self.types) and (not self.costs or kind in self.costs)

    def of_candidates(self, policy: Policy) -> "Wish":
        """The same without what only staff record; itself where types were chosen, or nothing else is there."""
        own = tuple(kind.key for kind in policy.types if not kind.by_staff)
        if self.types or self.costs or not own or len(own) == len(policy.types):
            return self
        return Wish(own)


@dataclass(frozen=True, slots=True)
class Goal:
    """A cycle to be renewed. `cycle` is how it stands today.

    `by`: the day to plan for, its end or, once that is over, the last day of grace. `until`: the last day on which all
    of the group that can be renewed today still can. `holdings`: that, as it stands today.
    """

    group: str
    cycle: Cycle
    by: date
    until: date
    holdings: tuple[Holding, ...] = ()


Need = tuple[str, str]
"""Something that is lacking: a demand, by its way and its key; UNITS for units."""
UNITS: Final[Need] = ("", "")
CHOICE: Final = "\0"
"""Between the key of a demand and that of one of its choices, and the year of that. No text has it."""


def rule_of(group: Group, need: Need) -> Demand | None:
    """The demand that a need is about; None for units."""
    _, _, choice = need[1].partition(CHOICE)
    found, key = whole_rule_of(group, need), choice.partition(CHOICE)[0]
    return next((each for each in found.choices if each.key == key), None) if found and key else found


def whole_rule_of(group: Group, need: Need) -> Demand | None:
    """The same; of one of its choices the demand that has it."""
    rules = next((way.demands for way in group.ways if way.key == need[0]), group.demands)
    return next((rule for rule in rules if rule.key == need[1].partition(CHOICE)[0]), None)


@dataclass(frozen=True, slots=True)
class Route:
    """What one of the ways to renew still needs: units, those of each category that lacks some, and of its demands.

    `way` is its key; empty for the group's own units. Of a demand for each year it is what its years lack together.
    `chosen`: by which choices, where a demand has some; other choices are another route.
    """

    way: str
    total: Decimal
    categories: Mapping[str, Decimal]
    demands: Mapping[Need, Decimal]
    chosen: tuple[str, ...] = ()

    @property
    def units(self) -> Decimal:
        """Units, those that categories lack among them."""
        return max(self.total, sum(self.categories.values(), Decimal(0)))

    @property
    def needs(self) -> Mapping[Need, Decimal]:
        """All that it lacks."""
        return {UNITS: self.units, **self.demands} if self.units else self.demands


@dataclass(frozen=True, slots=True)
class Lack:
    """What a cycle still needs by each of its ways to renew; `met` once it was renewed by any."""

    met: bool
    routes: tuple[Route, ...]

    @property
    def first(self) -> Route:
        """What the group's own units still need; of those that have none the first way."""
        return self.routes[0] if self.routes else Route("", Decimal(0), {}, {})


Shares = tuple[tuple[str, Decimal], ...]
"""How much of one activity is of which category."""


class Other(NamedTuple):
    """What the rest of a step may be: of which type, and of which category where one is chosen of that type's."""

    type: str
    category: str = ""


class Instead(NamedTuple):
    """Of a step `own` is enough as it says; what the rest may be, by its last day or on a later `last`.

    `others`: each of them may be all of the rest by itself, whichever other steps have of theirs; what the step itself
    is stands there alone, where the rest is later. `parts`: so much of each of these, where none may be all of it.
    """

    own: Decimal
    others: tuple[Other, ...]
    last: date
    parts: tuple[tuple[Other, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """So many uses of a type, each from `first` to `last`. `quantity`: how much each, where it is measured.

    `category`: the one that is to be chosen for it, where its type may serve several; `parts` where it is to be split.
    `instead`: what at least half of it may be as well, or until when, where that is known. `unlike`: the names under
    which it would not count, as the same is on record and its type counts that once, or again after a time alone.
    """

    type: str
    times: int
    quantity: Decimal
    first: date
    last: date
    category: str = ""
    parts: Shares = ()
    instead: Instead | None = None
    unlike: tuple[str, ...] = ()

    @property
    def itself(self) -> Other:
        """Its type and its category."""
        return Other(self.type, self.category)


class Apart(NamedTuple):
    """Types of which so much counts in each day, month or quarter alone, all of them together."""

    types: tuple[str, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam that renews its certification, or its whole group, if it is passed on any day from `first` to `last`.

    `renews`: which others it renews, because that one does. `again`: its certification is held, else it is earned.
    """

    certification: str
    first: date
    last: date
    renews: tuple[str, ...] = ()
    again: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """Steps that renew the cycles of these groups, each in its own time: all on first days, and all on last days.

    `cost` is the number of activities, or what they cost by the wish. `at_least`: no way costs less; the same as `cost`
    where that is proved. `expiries`: the new date of each group if all is done on the first days, `latest` on the last:
    others where a renewal begins a rhythm of its own; `last_met`: on which day each is renewed then. `late`: the steps
    due on the day the cycle ends may wait for this day of grace; None where they may not. `more_after`: the last of its
    days, where it takes more after that, be it the day to plan for, and `more_units` so many units more. `by_way`: the
    key of the other way that it takes, by group. `renewed`: the cycle of each group, renewed by all of it on the first
    days. `counted_on`: what is on record for days to come, without which the steps are not enough; `granted`: likewise
    of what is so of the person later, or put off. `close`: what looks at no more than some months before the renewal,
    so that not every step may be done on its first day while the others wait for their last.
    `apart`: of these types, that share a limit, each step has to be done on a day, or in a month, of its own.
    `others`: certifications of other groups that it renews, too, on the first days and on the last.
    """

    steps: tuple[Step, ...]
    cost: Decimal
    at_least: Decimal
    expiries: Mapping[str, date]
    latest: Mapping[str, date]
    late: date | None = None
    more_after: date | None = None
    by_way: Mapping[str, str] = field(default_factory=dict)
    renewed: Mapping[str, Cycle] = field(default_factory=dict)
    counted_on: tuple[Activity, ...] = ()
    granted: tuple[Circumstance | Extension, ...] = ()
    close: tuple[Demand, ...] = ()
    apart: tuple[Apart, ...] = ()
    last_met: Mapping[str, date] = field(default_factory=dict)
    more_units: Decimal = Decimal(0)
    others: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether nothing can be cheaper."""
        return self.at_least >= self.cost

    @property
    def by(self) -> date | None:
        """The day by which all is to be done; None where nothing has to be."""
        return max((step.last for step in self.steps), default=None)


@dataclass(frozen=True, slots=True)
class Target:
    """One cycle to be renewed, and how.

    `best`: the cheapest way; None where there is none, and `lack` says what is missing then, whatever is done.
    `alone`: ways of one type each, the cheapest first. `sittings`: exams that renew a certification each; `sat` where
    all of them together renew the cycle, `any_exam` where any of them renews it with the whole group. `higher`: exams
    of other certifications that renew some of the group. `cascades`:
    renewing another group may renew this one too, so a way with less can't be ruled out. `lost`: the year for which no
    activities renew it any more, so that none was looked for. `never`: what is demanded besides units, by every way,
    and stays missing whatever is done. `one_type`: nothing else may be proposed. `untried`: the types with which alone
    no way was found, though not all that may be done of them was tried. `chosen`: only some types may be proposed.
    `short_of_time`: of some type more would help than the days have hours for, so what was done already may be enough.
    `afterwards`: where there is no way in time, the cheapest that renews it late: in its grace, else while suspended.
    `through`: where no activities renew it, the groups of which the best way renews all of this one, too.
    """

    goal: Goal
    best: Way | None
    lack: Lack
    gave_up: bool
    alone: tuple[Way, ...]
    sittings: tuple[Sitting, ...]
    sat: bool
    any_exam: bool = False
    higher: tuple[Sitting, ...] = ()
    cascades: bool = False
    lost: LostYear | None = None
    never: tuple[Need, ...] = ()
    one_type: bool = False
    untried: tuple[str, ...] = ()
    chosen: bool = False
    short_of_time: bool = False
    afterwards: Way | None = None
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """A group of which nothing can be renewed any more: since it was not until this day, or a year was `missed`.

    Or one `certification` alone, where something of the group is held on.
    """

    group: str
    on: date
    missed: bool
    certification: str = ""


@dataclass(frozen=True, slots=True)
class Suspended:
    """A group that is renewed already, with its cycle, and suspended for a missed year all the same since a day."""

    group: str
    cycle: Cycle
    since: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """Every cycle that waits for its renewal on a day. `together`: one way for several, and `of` these goals: for all
    that can be renewed by units, what can't be in time by the later day of its goal.

    `unassigned`: so many activities on record are assigned to nothing yet, which may be the least there is to do.
    `by_staff`: types that only staff record, and that are proposed only where nothing else is enough.
    `over`: what was held, and is held no more. `suspended`: what waits for no renewal, and isn't valid.
    `for_life`: the groups of which nothing expires, so that nothing is needed.
    """

    as_of: date
    targets: tuple[Target, ...]
    together: Way | None
    unassigned: int = 0
    by_staff: tuple[str, ...] = ()
    over: tuple[Over, ...] = ()
    of: tuple[Goal, ...] = ()
    suspended: tuple[Suspended, ...] = ()
    for_life: tuple[str, ...] = ()
