"""What the rules make of one person's history as of a day. Amounts are exact decimals of the policy's unit."""

from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from typing import Final, NamedTuple

from recert.policy.condition import Condition


class Reason(IntEnum):
    """Why an activity counted, or did not, for one credential group. Codes appear in tables; words in `explain`."""

    COUNTED = 0
    OVER_LIMIT = 1
    BEFORE_FLOOR = 2
    BEFORE_FIRST_AWARD = 3
    NOT_HELD = 4  # no certification of the group was held on that day (after a lapse)
    NOT_RENEWABLE = 5  # only retired certifications were held: there is nothing to renew
    WITHDRAWN = 6
    REJECTED = 7
    DUPLICATE = 8
    NO_WORTH = 9  # the type was worth nothing on that day
    FUTURE = 10  # dated after the day of the assessment
    TOO_LITTLE = 11  # less than the least that counts of its type
    IN_PART = 12  # counted as far as a limit in units left room
    OVER_UNITS = 13  # a limit in units was full
    TALLIED = 14  # counted by a counter; worth no units
    REPEATED = 15  # counted before under the same name, and the type does not count again so soon
    SPILLED = 16  # counted in full, some of it for another category because a limit in units was full
    NOT_APPROVED = 17  # by a provider that is none of those whose activities count
    MISDIVIDED = 18  # its parts are none that its type allows, or don't add up to it
    ASSIGNED = 19  # assigned to another group, and it does not serve all of them
    UNASSIGNED = 20  # assigned to no group yet, or to more than it may serve
    NEXT_CYCLE = 21  # after its cycle's end: of the next one, which has not begun
    NO_NEXT_CYCLE = 22  # after the end of a cycle that was not renewed, so that none came next
    AFTER_DEADLINE = 23  # after the day before its cycle's end by which it had to be done


class CycleState(IntEnum):
    """Where a cycle stands as of the day of the assessment."""

    OPEN = 0
    RENEWED = 1
    GRACE = 2
    LAPSED = 3
    HELD = 4  # only retired certifications are left: held until they expire, nothing to renew
    ENDED = 5  # the last of them expired
    SUSPENDED = 6  # after the grace: nothing is valid, but it can still be renewed
    UNMET = 7  # it was not renewed, and the next one began anyway
    REPLACED = 8  # another certification took the place of the last of what was held


WAITING: Final = frozenset({CycleState.OPEN, CycleState.GRACE, CycleState.SUSPENDED})
"""The states of a cycle that can still be renewed."""
NOT_RENEWED: Final = WAITING | {CycleState.LAPSED, CycleState.UNMET}
"""The states of a cycle that could be renewed, and was not."""


class Route(IntEnum):
    """How a cycle was renewed."""

    NONE = 0
    UNITS = 1
    RETAKE = 2
    GRANT = 3  # by a renewal granted earlier, which the facts as corrected no longer reach
    CASCADE = 4  # by earning or renewing another certification


class HoldingState(IntEnum):
    """Where one certification stands."""

    ACTIVE = 0
    GRACE = 1
    LAPSED = 2
    RETIRED = 3  # retired by the program, held until it expires
    EXPIRED = 4  # retired and past its expiry
    SUSPENDED = 5  # after its grace: not valid, but it can come back
    REPLACED = 6  # another certification took its place


RENEWABLE: Final = frozenset({HoldingState.ACTIVE, HoldingState.GRACE, HoldingState.SUSPENDED})
"""The states of a certification that can still be renewed."""


class ExpiryCause(IntEnum):
    """Why a certification's expiry date is what it is."""

    AWARD = 0
    MOVE = 1
    RENEWAL = 2
    RETAKE = 3
    JOINED = 4  # awarded inside a cycle that was already renewed: shares its date
    GRANT = 5
    CASCADE = 6
    EXTENSION = 7  # for this person alone
    CIRCUMSTANCE = 8  # by the months that a circumstance removed
    NEXT_CYCLE = 9  # a cycle was not met, and the next one began anyway
    MISSED_YEAR = 10  # a year gave less than is demanded of it: it is held no more, whatever grace there is
    REPLACED = 11  # another certification took its place: it is held no more


class ExamOutcome(IntEnum):
    """What one sitting did."""

    AWARDED = 0
    RENEWED = 1
    TOO_EARLY = 2
    FAILED = 3
    RETIRED = 4
    OF_AWARD = 5  # the pass that an award recorded for the same certification and day stands on
    FUTURE = 6
    TOO_LATE = 7


class Entry(NamedTuple):
    """One activity × credential group. `cycle` is the number of the cycle it fell in, 0 for none.

    `worth` is what it would have counted but for limits in units. `spilled` says what of the amount counts for other
    categories than its own. `parts` are what the rest gave each category, in the order of the policy, where some type
    may serve several; else empty. `piece` is told where it is but some days of an activity: then there are several
    entries of it, and this is what became of those days.
    """

    activity: str
    cycle: int
    amount: Decimal
    reason: Reason
    worth: Decimal = Decimal(0)
    spilled: tuple["CategoryPart", ...] = ()
    parts: tuple["CategoryPart", ...] = ()
    piece: "Piece | None" = None


class Piece(NamedTuple):
    """Some days in a row, of so many that an activity has; what all of it is worth, 0 where none of it counted yet."""

    first: date
    last: date
    of_days: int
    whole: Decimal

    @property
    def days(self) -> int:
        """How many days that are."""
        return (self.last - self.first).days + 1


class CategoryPart(NamedTuple):
    """What an activity gave a category."""

    category: str
    amount: Decimal


class TypeTotal(NamedTuple):
    """What one activity type gave within a cycle: amount counted, uses counted, uses recorded."""

    type: str
    amount: Decimal
    counted: int
    recorded: int


class CategoryTotal(NamedTuple):
    """What a category gave within a cycle, and what it has to give."""

    category: str
    amount: Decimal
    required: Decimal

    @property
    def missing(self) -> Decimal:
        """Units of this category still to earn; 0 when met."""
        return max(self.required - self.amount, Decimal(0))


class LimitTotal(NamedTuple):
    """How many units a limit lets count in a cycle, or in each of its periods; how many of them are used up.

    Of a limit with periods `used` is of the last one in which there was an activity.
    """

    limit: str
    most: Decimal
    used: Decimal = Decimal(0)


class AskedYear(NamedTuple):
    """How much is asked of a year of which relief may take something off the `whole`; the year as in `DueYear`.

    `relief`: by which of the demand's it is less, from 1; 0 by none. `months`: how many of the year that one counted.
    """

    year: int
    amount: Decimal
    whole: Decimal
    relief: int
    months: int


class DueYear(NamedTuple):
    """A year that can be met until a day of its own: what it gave, late or in it, of what a demand looks at.

    It is a year of the cycle, counted from 1, or one of the calendar, by its number. `made_up`: it gave less, and
    counts as if it had given enough. `required`: how much is asked of it. `together`: of so many years in a row, this
    one the last; then all that is told of what it gave is what these gave. `over`: what is done from now on is not of
    it any more. `months`: instead of a year, the cycle's first so many months; or, `before_last`, all but its last.
    """

    year: int
    last: date
    due: date
    amount: Decimal
    of_calendar: bool = False
    made_up: bool = False
    required: Decimal = Decimal(0)
    together: int = 1
    over: bool = False
    months: int = 0
    before_last: bool = False

    @property
    def missing(self) -> Decimal:
        """What is still to come; 0 when met."""
        return Decimal(0) if self.made_up else max(self.required - self.amount, Decimal(0))


class MissedYear(NamedTuple):
    """The year for which what could be renewed in a cycle ended: of which demand, and the last day of what ended."""

    demand: str
    year: DueYear
    on: date


class DemandTotal(NamedTuple):
    """How much there is of what a demand looks at. `way` is the key of the way that it belongs to; empty for all.

    In the unit of its counter, in categories, or in units; where each year is looked at, of the year that lacks most.
    Of one with `choices` in these: how many are met. `years` are told where they can be met until days of their own.
    `lasts` is the last day on which there is enough, of what grows old and is met in the cycle of today; and of what
    is not met the last on which no more is missing than today. `asked` is told of each year in turn, where relief may
    take something off what is asked of one: then `required` is what is asked of the year that lacks most. `gave` is
    what each year gave with those before it, where several in a row are asked together; that is never asked of the
    first years after an award. `whole`: what it would ask of a first cycle that is no shorter; 0 where none asks less.
    """

    demand: str
    way: str
    amount: Decimal
    required: Decimal
    choices: tuple["DemandTotal", ...] = ()
    years: tuple[DueYear, ...] = ()
    lasts: date | None = None
    asked: tuple[AskedYear, ...] = ()
    gave: tuple[Decimal, ...] = ()
    whole: Decimal = Decimal(0)

    @property
    def missing(self) -> Decimal:
        """What is still to come; 0 when met."""
        return max(self.required - self.amount, Decimal(0))

    def required_in(self, place: int) -> Decimal:
        """How much is asked of the year at a place among those that are looked at."""
        return self.asked[place].amount if self.asked else self.required


class WayTotal(NamedTuple):
    """How many units another way to renew requires. `months`: for how many it renews; 0 for a cycle's length.

    `whole`: how many in a first cycle that is no shorter, without what being late adds; 0 where none asks for less.
    """

    way: str
    required: Decimal
    months: int = 0
    whole: Decimal = Decimal(0)


class Pause(NamedTuple):
    """That what can be renewed in a cycle is suspended for a missed year: of which demand, and since when.

    `last`: the last day of that, after which it ends; None where it has no end, or its cycle is over first. `until`:
    the day that was the last one, as the year was made up for or nothing could be renewed any more; None while it is.
    """

    demand: str
    year: DueYear
    since: date
    last: date | None
    until: date | None = None


class YearTotal(NamedTuple):
    """What a full year gave: of a category or a counter, or of all units where both are empty.

    It is a year of the cycle, counted from 0, or one of the calendar, by its number.
    """

    year: int
    category: str
    amount: Decimal
    of_calendar: bool = False
    counter: str = ""


class Easing(NamedTuple):
    """What a circumstance took off a cycle's requirement: so many months of it by itself, or so many units."""

    circumstance: str
    months: int
    units: Decimal


class Share(NamedTuple):
    """By how many months a first cycle is prorated, how many a usual one of its day has, and what that one requires."""

    months: int
    of: int
    whole: Decimal


class Noted(NamedTuple):
    """Whether a condition was met in a cycle: on its first day, and as it was looked at last.

    `since` is the day from which that is another; None where it isn't.
    """

    when: Condition
    at_first: bool
    met: bool
    since: date | None


class Cycle(NamedTuple):
    """One renewal cycle of a group. `end` is its last day; `renewable_until` the last on which it can be renewed, be it
    of its grace, which ends on `grace_until`, or of its suspension.

    Units carried in are among those counted; those carried out begin the next cycle. What is required for being late
    (`surcharge`) is among what is required: so much as it was on the day of the renewal, or is today. So is what the
    last cycle lacked, where that is added (`made_up`).
    """

    number: int
    start: date
    end: date
    grace_until: date
    renewable_until: date
    required: Decimal
    counted: Decimal
    state: CycleState
    route: Route
    met_on: date | None
    new_expiry: date | None
    types: tuple[TypeTotal, ...]
    categories: tuple[CategoryTotal, ...] = ()
    carried_in: Decimal = Decimal(0)
    carried_out: Decimal = Decimal(0)
    limits: tuple[LimitTotal, ...] = ()
    by_units: bool = True  # False: only an exam renews it, or brings it back
    demands: tuple[DemandTotal, ...] = ()
    ways: tuple[WayTotal, ...] = ()
    years: tuple[YearTotal, ...] = ()
    way: str = ""  # the other way by which it was renewed
    surcharge: Decimal = Decimal(0)
    eased: tuple[Easing, ...] = ()  # by which circumstances it requires less
    whole: Decimal = Decimal(0)  # what it would require without them; 0 where there are none
    months_off: int = 0  # how many months those removed together
    made_up: Decimal = Decimal(0)
    may_carry: Decimal = Decimal(0)  # how much of a surplus may be carried into the next at the most
    months: int = 0  # for how many it was given
    earn_by: date | None = None  # the last day on which units are earned for it, where that is before its end
    earned: bool = False  # that day is over
    noted: tuple[Noted, ...] = ()  # empty where every condition is looked at on the first day, and no end decides
    bound: date | None = None  # its end as it was when it began; None likewise, and where nothing could be renewed
    lacking: Decimal = Decimal(0)  # what its categories lack together, as far as no unit can be of two of them
    missed: MissedYear | None = None  # the year that ended what could be renewed in it
    pauses: tuple[Pause, ...] = ()  # by which years what can be renewed in it is or was suspended, in order
    share: Share | None = None  # of a first cycle that is shorter, where those are prorated
    grew: bool = False  # units counted in it that are of a day after its renewal
    retires: date | None = None  # the day on which all that can be renewed in it is retired, where none is left to wait

    @property
    def pause(self) -> Pause | None:
        """The suspension for a missed year that is on, by the year that was missed first; None where there is none."""
        return next((each for each in self.pauses if each.until is None), None)

    @property
    def told_state(self) -> CycleState:
        """Its state to everybody: of one that can be renewed also suspended as long as a missed year suspends it.

        What `state` says besides is where it stands by its dates, which don't change by that.
        """
        return CycleState.SUSPENDED if self.pause and self.state in WAITING else self.state

    @property
    def due(self) -> date:
        """The day to renew by: the last one to earn, its end, then the last of grace, and then of suspension.

        No later than what is to be retired can be renewed.
        """
        if self.earn_by and not self.earned and self.state == CycleState.OPEN:
            return self.not_retired(self.earn_by)
        if self.state == CycleState.SUSPENDED:
            return self.not_retired(self.renewable_until)
        return self.not_retired(self.grace_until if self.state == CycleState.GRACE else self.end)

    def not_retired(self, until: date) -> date:
        """The last day up to another on which anything in it is not retired."""
        return min(until, self.retires - timedelta(days=1)) if self.retires else until

    @property
    def closes(self) -> date:
        """Its last day, which may come before that of a year: after it no year is met, or ends or suspends anything."""
        if self.state is CycleState.RENEWED:
            return max(self.end, self.met_on or self.end)
        return self.not_retired(self.renewable_until)

    @property
    def missing(self) -> Decimal:
        """Units still to earn; 0 when met. Those that categories lack are among them, as far as they fit in."""
        return max(self.required - self.counted, self.lacking, Decimal(0))


class ExpiryStep(NamedTuple):
    """One change of an expiry date, oldest first: on which day, why, from which date (None at the award) to which."""

    on: date
    cause: ExpiryCause
    old: date | None
    new: date


class Holding(NamedTuple):
    """One award of one certification. A certification regained after a lapse is a second holding.

    `again`: the days on which it was awarded while it was held, which left its date as it was. `paused`: the first and
    last days on which missed years suspended it, in order; of one that still does, up to the day of the assessment.
    """

    certification: str
    group: str
    awarded: date
    expires: date
    grace_until: date | None  # None when it cannot be renewed (retired)
    renewable_until: date | None  # the last day of its grace or suspension; None likewise
    state: HoldingState
    steps: tuple[ExpiryStep, ...]
    again: tuple[date, ...] = ()
    paused: tuple[tuple[date, date], ...] = ()
    paused_since: date | None = None  # since when one suspends what is valid by its dates


class ExamResult(NamedTuple):
    """What one sitting did, in the order of the days."""

    certification: str
    on: date
    outcome: ExamOutcome
    ref: str


class GroupStanding(NamedTuple):
    """One credential group: its cycles, oldest first, and one entry per activity that was looked at."""

    group: str
    cycles: tuple[Cycle, ...]
    entries: tuple[Entry, ...]
    holdings: tuple[Holding, ...]

    @property
    def current(self) -> Cycle | None:
        """The cycle that includes the day of the assessment, or the last one."""
        return self.cycles[-1] if self.cycles else None

    def after(self, cycle: Cycle) -> Cycle | None:
        """The cycle that follows another."""
        return next((each for each in self.cycles if each.number == cycle.number + 1), None)


class Assessment(NamedTuple):
    """Everything derived about one person. Groups never held are absent."""

    as_of: date
    groups: tuple[GroupStanding, ...]
    exams: tuple[ExamResult, ...]
