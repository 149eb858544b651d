"""A policy as a frozen value. Every dated value says since when it holds and where it is written."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from recert.policy.again import Again
from recert.policy.auditing import Audit
from recert.policy.cascades import Cascade
from recert.policy.certification import Certification
from recert.policy.condition import Condition
from recert.policy.cycles import CycleRule
from recert.policy.deadline import Deadline
from recert.policy.designation import Designation
from recert.policy.formula import Formula, Period
from recert.policy.history import Activity
from recert.policy.lateness import Surcharge, Suspension
from recert.policy.missed import Missed
from recert.policy.moves import Move
from recert.policy.own import OwnCarry, OwnCycle
from recert.policy.portfolio import Portfolio
from recert.policy.replacements import Replacement
from recert.policy.retake import OwnRetake, Retake
from recert.policy.serving import Allocation, Division
from recert.policy.several_days import SeveralDays

if TYPE_CHECKING:
    from recert.policy.carrying import Carry
    from recert.policy.circumstances import CircumstanceKind
    from recert.policy.proration import OwnProration, Proration, Shrinking
    from recert.policy.relief import Relief


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=_Keyed)


class MonthsCounted(IntEnum):
    """Which months of a period that is not a whole one count."""

    BEGUN = 0  # every month of the calendar that it touches
    FULL = 1  # whole months from its first day


class Rounding(IntEnum):
    """What becomes of a worth that lies between two steps of the unit."""

    DOWN = 0
    UP = 1
    NEAREST = 2  # a half goes up


@dataclass(frozen=True, slots=True)
class Value:
    """An amount that holds from a day on; of several that hold, the last in the policy governs.

    A worth is so much for `per` of what its type is measured in: 1 unit for 50 minutes; `formula` says what else makes
    it. With `share` the amount is percent of what the cycle requires. `unlimited`: of a limit, that there is none; of a
    way, that it is closed. With `by_end` it holds for cycles that end on its day or later, not those that begin then.
    """

    since: date
    amount: Decimal
    source: str
    per: Decimal = Decimal(1)
    when: Condition | None = None
    share: bool = False
    formula: Formula | None = None
    unlimited: bool = False
    by_end: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Certifications renewed together by one requirement: the reference program's level.

    Without `required` no units renew it. `periods_from` begins its periods where cycles are the calendar's. Demands are
    for all ways to renew by units; of the ways any is enough. What it has of its own stands in place of the program's.
    """

    key: str
    name: str
    short: str
    required: tuple[Value, ...]
    minima: tuple["Minimum", ...] = ()
    periods_from: date | None = None
    demands: tuple["Demand", ...] = ()
    ways: tuple["Way", ...] = ()
    portfolio: Portfolio | None = None
    own_cycle: OwnCycle | None = None
    own_retake: OwnRetake | None = None
    own_carry: OwnCarry | None = None
    own_proration: "OwnProration | None" = None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of content that units are counted for besides the total, such as ethics. A type belongs to at most one.

    What counts for it counts for the category `within` which it lies, too, and so on; empty where it lies in none.
    """

    key: str
    name: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Minimum:
    """So many of the required units must be of a category; the value in force at the cycle's start governs."""

    category: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """So much of what an activity is worth is of a further category; by the value in force on its day, never more."""

    category: str
    values: tuple[Value, ...]


class CounterOf(IntEnum):
    """What a counter counts of the activities of its types."""

    USES = 0  # how many there are
    QUANTITY = 1  # how much of what they are measured in
    VALID = 2  # whether the latest one is still valid on the cycle's last day


@dataclass(frozen=True, slots=True)
class Counter:
    """Evidence that is not counted in units: hours of practice, a current card, a fee paid, an attestation."""

    key: str
    name: str
    one: str
    many: str
    types: tuple[str, ...]
    of: CounterOf
    valid_months: int = 0


class DemandKind(IntEnum):
    """What a demand looks at."""

    COUNTER = 0
    EACH_YEAR = 1  # units in every full year of the cycle; carried ones are of none
    CYCLES = 2  # units of several cycles together, this one the last; carried ones counted where they were earned
    CATEGORIES = 3  # how many categories gave anything
    EACH_CALENDAR_YEAR = 4  # units in every year of the calendar that lies within the cycle; carried ones are of none
    COUNTER_EACH_YEAR = 5  # a counter in every full year of the cycle
    COUNTER_EACH_CALENDAR_YEAR = 6
    LAST_MONTHS = 7  # units of the last months, in whatever cycle; carried ones counted where they were earned
    COUNTER_LAST_MONTHS = 8
    UNITS = 9  # units of this cycle; carried ones are not among them
    CHOICES = 10  # how many of its own choices are met
    EACH_PROGRAM_YEAR = 11  # as of the calendar, but of years that end with the program's
    COUNTER_EACH_PROGRAM_YEAR = 12
    FIRST_MONTHS = 13  # units of this cycle, done before so many months of it are over; carried ones are of none
    COUNTER_FIRST_MONTHS = 14
    BUT_LAST_MONTHS = 15  # the same, done before its last so many months
    COUNTER_BUT_LAST_MONTHS = 16
    CHOICES_EACH_YEAR = 17  # how many of them every full year of the cycle meets by itself: other ones in other years
    CHOICES_EACH_CALENDAR_YEAR = 18
    CHOICES_EACH_PROGRAM_YEAR = 19

    @property
    def of_counter(self) -> bool:
        """Whether it looks at a counter rather than at units."""
        return self.name.startswith("COUNTER")

    @property
    def of_cycle_years(self) -> bool:
        """Whether it looks at each full year of the cycle."""
        return self.name.endswith("EACH_YEAR")

    @property
    def of_shared_years(self) -> bool:
        """Whether it looks at each year of the calendar, or of the program, that lies within the cycle."""
        return self.name.endswith(("CALENDAR_YEAR", "PROGRAM_YEAR"))

    @property
    def of_last(self) -> bool:
        """Whether it looks at the last months, in whatever cycle."""
        return self in {self.LAST_MONTHS, self.COUNTER_LAST_MONTHS}

    @property
    def of_beginning(self) -> bool:
        """Whether it looks at what is done in a first part of the cycle, which is over before the cycle is."""
        return self.before_last or self in {self.FIRST_MONTHS, self.COUNTER_FIRST_MONTHS}

    @property
    def before_last(self) -> bool:
        """Whether that part is all but the last months."""
        return self in {self.BUT_LAST_MONTHS, self.COUNTER_BUT_LAST_MONTHS}

    @property
    def in_parts(self) -> bool:
        """Whether it looks at parts of the cycle, each over on a day of its own."""
        return self.of_cycle_years or self.of_shared_years or self.of_beginning


@dataclass(frozen=True, slots=True)
class Demand:
    """What else renewing takes, besides units: at least so much, by the value that governs the cycle.

    `of` is a counter, or a category whose units alone are looked at; empty for units of all. Of several `cycles`, those
    before the `first_cycle` after an award give nothing. `from_day`: only of whoever renews so many days after the
    cycle's end or later, or than `after_months` after it. `months`: the first so many, all but the last, or those
    before its end, or the renewal. `choices`: so many are enough; one that asks nothing is none. Of years `by_year`:
    their own first day decides. `consecutive`: each year is asked together with those before it, so many in a row, and,
    `across_cycles`, also with those of the cycle before. 0: by itself. `shrinks`: a shorter first cycle is asked less.
    """

    key: str
    title: str
    kind: DemandKind
    of: str
    cycles: int
    first_cycle: int
    values: tuple[Value, ...]
    from_day: int = 0
    months: int = 0
    before_renewal: bool = False
    choices: tuple["Demand", ...] = ()
    missed: Missed | None = None
    after_months: int = 0
    reliefs: "tuple[Relief, ...]" = ()
    by_year: bool = False
    consecutive: int = 0
    across_cycles: bool = False
    shrinks: "Shrinking | None" = None

    @property
    def only_late(self) -> bool:
        """Whether it is asked of nobody who renews in time."""
        return self.from_day > 0 or self.after_months > 0


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to renew than by the group's units and minima: so many units, and what it demands.

    `renews_for`: for how many months, where that is not a cycle's length. `shrinks`: in a first cycle that is prorated
    it takes fewer units.
    """

    key: str
    title: str
    required: tuple[Value, ...]
    demands: tuple[Demand, ...]
    renews_for: tuple[Value, ...] = ()
    shrinks: "Shrinking | None" = None


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many units of some types together in a period; what is over counts 0.

    Holds for the groups named, for all where none is. Where `over` names a category, what is over counts for that one
    instead. `categories` are those whose types are among its own: it limits what comes to them from elsewhere, too.
    """

    key: str
    title: str
    types: tuple[str, ...]
    groups: tuple[str, ...]
    period: Period
    most: tuple[Value, ...]
    categories: tuple[str, ...] = ()
    over: str = ""
    of_provider: bool = False  # for what each provider gave by itself
    by_year: bool = False  # of each year what holds on its own first day


@dataclass(frozen=True, slots=True)
class Measure:
    """What an activity of a type is recorded in, such as hours, besides that it happened.

    `one` and `many` are its words. Less than `least` counts for nothing. It is recorded in multiples of its `step`, if
    that is not 0; of any other amount that is on record the one below counts.
    """

    one: str
    many: str
    least: Decimal
    step: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many uses of a type in a cycle; the value in force at the cycle's start governs."""

    uses: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ActivityType:
    """One way to earn units. Texts are for people: what it is, what evidence is enough.

    `one` and `many` are what uses of it are called in a sentence: "one course", "7 courses". `proof` names the kind of
    picture that is enough: completion, registration or speaker; none where there is no `evidence`. With `providers`
    only what one of these gave counts. `category` is the first one where it may serve several. `audited`: percent of
    its entries; None for the policy's. `step`: its worth is a multiple of it, by `rounding`; 0: of the unit's, by the
    unit's. `by_staff`: they record it.
    """

    key: str
    title: str
    one: str
    many: str
    description: str
    evidence: str
    proof: str
    worth: tuple[Value, ...]
    limit: Limit | None
    measure: Measure | None = None
    category: str = ""
    again: Again = Again.ALWAYS
    again_months: int = 0
    providers: tuple[str, ...] = ()
    division: Division | None = None
    of_which: tuple[Within, ...] = ()
    audited: Decimal | None = None
    step: Decimal = Decimal(0)
    rounding: Rounding = Rounding.DOWN
    by_staff: bool = False

    @property
    def is_declared(self) -> bool:
        """Whether what a candidate says is enough: nothing has to be shown."""
        return not self.evidence and not self.by_staff


@dataclass(frozen=True, slots=True)
class Policy:
    """A program's rules. Immutable: a changed policy is another value.

    `days_rounding`: what becomes of the share of some days that lies between two steps, where several count by each.
    """

    key: str
    name: str
    version: str
    time_zone: str
    unit: str
    units: str
    step: Decimal
    rounding: Rounding
    group_word: str
    id_prefix: str
    id_digits: int
    floor: date
    floor_source: str
    cycle: CycleRule
    retake: Retake | None
    groups: tuple[Group, ...]
    certifications: tuple[Certification, ...]
    types: tuple[ActivityType, ...]
    moves: tuple[Move, ...]
    digest: str
    categories: tuple[Category, ...] = ()
    caps: tuple[Cap, ...] = ()
    carry: "Carry | None" = None
    proration: "Proration | None" = None
    counters: tuple[Counter, ...] = ()
    cascades: tuple[Cascade, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    allocation: Allocation | None = None
    suspension: Suspension | None = None
    surcharges: tuple[Surcharge, ...] = ()
    circumstances: "tuple[CircumstanceKind, ...]" = ()
    audit: Audit | None = None
    several_days: SeveralDays = SeveralDays.LAST_DAY
    days_rounding: Rounding = Rounding.DOWN
    deadline: Deadline | None = None
    designations: tuple[Designation, ...] = ()

    def certification(self, code: str) -> Certification:
        """The certification with this code. KeyError when there is none."""
        for found in self.certifications:
            if found.code == code:
                return found
        raise KeyError(code)

    def type(self, key: str) -> ActivityType:
        """The activity type with this key. KeyError when there is none."""
        return _under(self.types, key)

    def step_of(self, kind: ActivityType) -> Decimal:
        """Of what the worth of an activity of a type is a multiple."""
        return kind.step or self.step

    def rounding_of(self, kind: ActivityType) -> Rounding:
        """What becomes of a worth of a type that lies between two such multiples."""
        return kind.rounding if kind.step else self.rounding

    def counted_on(self, activity: Activity) -> date:
        """The day by which an activity counts; of one that is divided by days, the one by which all of it is read."""
        return activity.began if self.several_days is SeveralDays.FIRST_DAY and activity.began else activity.on

    @property
    def asks_first_day(self) -> bool:
        """Whether it matters on which day an activity began."""
        return self.several_days is not SeveralDays.LAST_DAY

    def only_tallied(self, kind: ActivityType) -> bool:
        """Whether nothing but counters looks at activities of a type: they are never worth anything."""
        worthless = not any(value.amount or value.formula for value in kind.worth)
        return worthless and any(kind.key in counter.types for counter in self.counters)

    @property
    def has_activities(self) -> bool:
        """Whether anything that people do is recorded, not exams and certifications alone."""
        return bool(self.types)

    @property
    def has_units(self) -> bool:
        """Whether anything is ever worth units, and nothing but counters looks at what is recorded otherwise."""
        return not all(map(self.only_tallied, self.types))

    def by_deadline(self, kind: ActivityType) -> bool:
        """Whether an activity of a type that is done after the deadline is not of its cycle any more."""
        if (rule := self.deadline) is None or not rule.cuts:
            return False
        return kind.key in rule.types if rule.types else not self.only_tallied(kind)

    def category(self, key: str) -> Category:
        """The category with this key. KeyError when there is none."""
        return _under(self.categories, key)

    def counter(self, key: str) -> Counter:
        """The counter with this key. KeyError when there is none."""
        return _under(self.counters, key)

    def group(self, key: str) -> Group:
        """The credential group with this key. KeyError when there is none."""
        return _under(self.groups, key)

    def months_of(self, group: str) -> int:
        """How many months a usual cycle of the group with this key has. KeyError when there is none."""
        return self.cycle_of(group).months

    def cycle_of(self, group: str) -> CycleRule:
        """The rule of cycles as it holds for the group with this key. KeyError when there is none."""
        own = self.group(group).own_cycle
        return own.in_place_of(self.cycle) if own else self.cycle

    @property
    def has_grace(self) -> bool:
        """Whether there is a grace in any group."""
        return any(self.cycle_of(group.key).has_grace for group in self.groups)

    def retake_of(self, group: str) -> Retake | None:
        """How passing the exam again renews what is of a group; None where it doesn't. KeyError when there is none."""
        if self.cycle_of(group).never_renewed:
            return None
        own = self.group(group).own_retake
        return own.rule if own else self.retake

    def carried_of(self, group: str) -> tuple[Value, ...]:
        """How much a cycle of a group may carry into the next; nothing where surplus isn't. KeyError when no group."""
        own = self.group(group).own_carry
        most = own.most if own else self.carry.most if self.carry else ()
        return most if self.carry and not self.cycle_of(group).never_renewed else ()

    def proration_of(self, group: str) -> "Proration | None":
        """What a shorter first cycle of a group requires; None where it requires all. KeyError when there is none."""
        own = self.group(group).own_proration
        found = own.rule if own else self.proration
        return found if found and not self.cycle_of(group).never_renewed else None

    def retiring(self, retirements: dict[str, date]) -> "Policy":
        """The same policy with these certifications (by code) retired as of a day."""
        found = (replace(c, retired=retirements.get(c.code, c.retired)) for c in self.certifications)
        return replace(self, certifications=tuple(found))

    def moving(self, keys: set[str]) -> "Policy":
        """The same policy with only these mass moves."""
        return replace(self, moves=tuple(m for m in self.moves if m.key in keys))


def _under(items: tuple[T, ...], key: str) -> T:
    for found in items:
        if found.key == key:
            return found
    raise KeyError(key)


def in_force(values: tuple[Value, ...], day: date) -> Value | None:
    """The dated value that holds on a day, None before the first. For settings whose values hold for everybody."""
    return next((value for value in reversed(values) if value.since <= day), None)
