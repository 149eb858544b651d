"""What the stages write on: scratch for the cycle under way, and the rows that stay."""

from dataclasses import dataclass, fields
from typing import Final

from recert.policy.facts import Facts
from recert.policy.plan import Ints, Tables

START: Final = 0  # first day of the cycle under way; NEVER when none is
NUMBER: Final = 1  # its number within the group, from 1
REQUIRED: Final = 2
COUNTED: Final = 3
ROUTE: Final = 4  # how it was renewed; 0 while it is not
MET: Final = 5  # the day on which it was renewed
END: Final = 6  # its last day, once renewed
NEW_EXPIRY: Final = 7
TURN: Final = 8  # the next day on which time alone changes something
RENEWABLE_BEFORE: Final = 9  # the first day on which nothing that is held can be renewed
GRANTED: Final = 10  # how many renewals granted before there are among the person's facts
HOLDS: Final = 11  # how many certifications are held
FIRST: Final = 12  # the first activity that was admitted, once there is one; else -1
YEAR: Final = 13  # the year of the cycle of the last activity, from 0
LAST: Final = 14  # the activity after the last one that was admitted
CARRIED: Final = 15  # units carried in; they are among those counted
RUN: Final = 16  # its number since the award that opened the first of them, from 1
AWARDED: Final = 17  # the earliest award among what is held on its first day
SPANS: Final = 18  # how many spans of holding are noted of the groups assessed so far
YEARS: Final = 19  # how many full years it has, where units are looked at by year of the cycle
WAY: Final = 20  # by which way it was renewed, where by units: 0 by what the group requires, from 1 by another
ROWS_FROM: Final = 21  # where the person's rows begin
EVENT: Final = 22  # the next event, activity and mass move
ACTIVITY: Final = 23
MOVE: Final = 24
SPREADS: Final = 25  # the next day on which a cascade may renew something by its own length
LATE: Final = 26  # what it requires besides, for being renewed late
DAYS_LATE: Final = 27  # how many days after its end it is, or was renewed
WHOLE: Final = 28  # what the cycle requires without circumstances; as all below, where the policy has any
BOUND: Final = 29  # its end as it was when it began
MONTHS_OFF: Final = 30  # how many months circumstances removed
LENGTHENED: Final = 31  # by how many it was put off
FACTS: Final = 32  # how many circumstances are known
HAPPENED: Final = 33  # how many of them have begun
TODAY: Final = 34
CALENDAR_FROM: Final = 35  # the first year of the calendar that lies within it, where units are looked at by those
CALENDAR_YEARS: Final = 36  # how many do
CALENDAR_YEAR: Final = 37  # the year of the calendar of the last activity
EVENING: Final = 38  # the next evening on which what is under way is divided; as the one below where any may be
DIVIDED: Final = 39  # the last such evening
ACTIVITIES: Final = 40  # up to where the activities are, with all their parts
ACTIVITIES_FROM: Final = 41
WAITING: Final = 42  # the first activity that waits for the next cycle; -1 where none does
WAITING_TO: Final = 43  # the activity after the last that does
ASKED: Final = 44  # the day as of which it is asked what there is: of the renewal, or of the assessment
SEEN: Final = 45  # the activity after the last that was looked at
MADE_UP: Final = 46  # what the last cycle lacked, where this one requires it too
OPENED: Final = 47  # the day on which it began to run: its first day, but for one that counts from a month's
LOOKED: Final = 48  # the last day on which missed years were looked at; as those below, where one may end anything
MISSED_BY: Final = 49  # the demand that missed one, from 1; 0 where none did
MISSED_YEAR: Final = 50  # which of its years that was
MISSED_ON: Final = 51  # the last day on which it could be met, and on which what can be renewed ended
LATE_ROW: Final = 52  # which surcharge governs, from 1; 0 where none does
MONTHS: Final = 53  # for how many months it was given, which its years are of: a usual cycle's, but for an own length
GIVEN: Final = 54  # the same of the next one, by what renewed this
MONTHS_LATE: Final = 55  # how many whole months after its end are over, where something is said in those
PRORATED: Final = 56  # the months by which a first cycle that is shorter requires less; as those below, where it may
PRORATED_OF: Final = 57  # those of a usual cycle; 0 where it is no shorter
UNPRORATED: Final = 58  # what it would require if it were not
REFIT: Final = 59  # 1: limits are others than when what counts within them was last worked out
BEGAN: Final = 60  # the day on which it was opened: not before the renewal of the last one, which may have been late
AGAIN: Final = 61  # whether the group is run again, or has to be; as those below, where awards may be apart
ROWS_BEFORE: Final = 62  # how many rows, steps and spans there were when it was first run
STEPS_BEFORE: Final = 63
SPANS_BEFORE: Final = 64
ALIGNS: Final = 65  # the next day on which a cascade may renew something to a date that is taken over
RELIEVED_ON: Final = 66  # the day as of which it is known what circumstances take off demands, where any do
FIELDS: Final = 67


@dataclass(slots=True)
class Work:
    """Scratch of one person × group. By certification: held, expiry, renewed alone in this cycle, award day.

    `holding` lists those that are held, `cycle[HOLDS]` of them: few, where a group may have many. Spans say from when
    until when a certification was held, where a condition of another group may ask.
    """

    cycle: Ints
    holding: Ints
    held: Ints  # 1; or what `apart` writes
    expiry: Ints
    retaken: Ints
    awarded: Ints
    used: Ints  # by type: uses counted
    amount: Ints  # by type: amount counted
    recorded: Ints  # by type: activities looked at
    allowed: Ints  # by type: how many uses the cycle lets count; -1 as long as that was not looked up
    slots: Ints  # by type × use: the activity that is counted there
    category: Ints  # by category: amount counted
    minimum: Ints  # by category: amount that this cycle needs
    minimum_share: Ints  # by category: of what is required, in hundredths of a percent; 0 where it is an amount
    kept: Ints  # by category: amount carried in that counts for it again
    keeping: Ints  # by category: what the next cycle will have of that
    room: Ints  # by limit in units: how much may still count
    most: Ints  # by limit in units: how much may count in all; NEVER where it doesn't limit this cycle
    most_share: Ints  # by limit in units: of what is required, in hundredths of a percent; 0 where it is an amount
    turned: Ints  # by limit in units: the day, month, quarter or year of the calendar whose room that is
    gone: Ints  # by limit in units of a lifetime: what earlier cycles took
    over: Ints  # by limit in units: what of one activity is over it
    tally: Ints  # by counter; of one that is valid for a time the latest day
    demanded: Ints  # by demand of the group
    demand_whole: Ints  # the same of a first cycle that is no shorter; empty, as that of ways, where none asks for less
    year_asked: Ints  # by demand × year: how much is asked of it; as those below empty where no year asks less
    year_whole: Ints  # what it would ask without relief
    year_relief: Ints  # by which of the demand's reliefs it asks less, from 1; 0 by none
    year_off: Ints  # how many of its months that one counted
    year_gave: Ints  # by demand × year: what it gave by itself; as those below where several are asked together
    past_gave: Ints  # by demand × year of the cycles before, the latest first: the same, where they are looked at
    past_first: Ints  # its first day
    past_many: Ints  # by demand: how many years of the cycles before are known
    way_required: Ints  # by way of the group
    way_whole: Ints
    in_year: Ints  # by year of the cycle, then of the calendar × (all units, then by category, then by counter)
    span_certification: Ints
    span_from: Ints
    span_until: Ints
    apart: Ints  # by event: 1 of an award that begins a cycle though another runs; empty where none may
    fact_kind: Ints  # by circumstance of the person, in the order of days
    fact_since: Ints
    fact_until: Ints
    fact_units: Ints
    fact_cycle: Ints  # the cycle under way when it began
    run_first: Ints  # days of the cycle that circumstances cover
    run_last: Ints
    eased: Ints  # by circumstance of the policy: the months or units that it took off
    whole_minimum: Ints
    fits: Ints  # by condition: whether all is so that is looked at on the first day alone; empty where nothing is noted
    at_first: Ints  # whether it would be met if all were
    met: Ints  # whether it is
    since: Ints  # since when that is another; 0 where it isn't


@dataclass(slots=True)
class Out:
    """Rows that stay. `filled` says how many cycle rows, expiry steps and pieces there are; columns have room for more.

    `entry_*` has one place for each activity × group, `row_type_*` one for each cycle row × type.
    """

    filled: Ints
    row_group: Ints
    row_number: Ints
    row_start: Ints
    row_end: Ints
    row_required: Ints  # what is added for being late is among it
    row_late: Ints  # where a renewal may be late
    row_last: Ints  # the last day on which it can be renewed, likewise; and where a missed year may end it
    row_counted: Ints
    row_state: Ints
    row_route: Ints
    row_met: Ints
    row_new_expiry: Ints
    row_carried_in: Ints
    row_carried_out: Ints
    row_type_amount: Ints
    row_type_used: Ints
    row_type_recorded: Ints
    row_category_amount: Ints
    row_category_minimum: Ints
    row_category_kept: Ints
    row_cap_most: Ints
    row_cap_used: Ints
    row_way: Ints
    row_years: Ints
    row_calendar_from: Ints
    row_calendar_years: Ints
    row_demanded: Ints
    row_had: Ints
    row_way_required: Ints
    row_way_months: Ints  # for how many it renews; 0 for a cycle's length
    row_in_year: Ints
    row_due: Ints  # by demand × year: what it gave, late or not; empty where no year has a last day of its own
    row_due_last: Ints  # the last day of the year
    row_due_made_up: Ints  # 1: it gave less, and is made up for
    row_paused_from: Ints  # by demand × year: the first day on which it suspended what is held; 0 where it didn't
    row_paused_until: Ints  # the day after the last; where it still does, the day after that of the assessment
    row_year_asked: Ints  # by demand × year, as in `Work`
    row_year_whole: Ints
    row_year_relief: Ints
    row_year_off: Ints
    row_together: Ints  # by demand × year: what it gave together with those before it; empty where none is asked so
    row_missed_by: Ints  # as in `Work`
    row_missed_year: Ints
    row_missed_on: Ints
    row_months: Ints  # for how many months it was given
    row_whole: Ints  # as the two below empty where the policy has no circumstances
    row_months_off: Ints
    row_eased: Ints
    row_made_up: Ints
    row_carry_most: Ints  # how much the rule of carrying allows
    row_bound: Ints  # as those below of what is noted of conditions
    row_prorated: Ints  # as the two below empty where no first cycle is prorated
    row_prorated_of: Ints
    row_unprorated: Ints
    row_demand_whole: Ints  # by demand, as in `Work`
    row_way_whole: Ints
    row_at_first: Ints  # by condition
    row_applied: Ints
    row_since: Ints
    entry_worth: Ints  # what an activity is worth before limits in units; empty where there are none
    entry_spilled: Ints  # by category: what of it counts for that one because limits were full; empty where nothing may
    entry_amount: Ints
    entry_reason: Ints
    entry_cycle: Ints
    piece_of: Ints  # what became of activities where parts of them are told; empty where none is divided by days
    piece_group: Ints
    piece_first: Ints
    piece_last: Ints
    piece_amount: Ints
    piece_reason: Ints
    piece_cycle: Ints
    event_outcome: Ints
    step_day: Ints
    step_cause: Ints
    step_certification: Ints
    step_old: Ints
    step_new: Ints


def blank_work(tables: Tables, events: int) -> Work:
    """Scratch for one person after the other, of whom none has more events."""
    spans = events if tables.asks_others else 0
    facts = events if tables.circumstance_count else 0
    certifications, types = tables.certifications, tables.types
    noted = tables.when_count if tables.notes else 0
    return Work(
        cycle=[0] * FIELDS,
        holding=[0] * certifications,
        held=[0] * certifications,
        expiry=[0] * certifications,
        retaken=[0] * certifications,
        awarded=[0] * certifications,
        used=[0] * types,
        amount=[0] * types,
        recorded=[0] * types,
        allowed=[0] * types,
        slots=[0] * (types * tables.uses_most),
        category=[0] * tables.category_count,
        minimum=[0] * tables.category_count,
        minimum_share=[0] * tables.category_count,
        kept=[0] * tables.category_count,
        keeping=[0] * tables.category_count,
        room=[0] * tables.cap_count,
        most=[0] * tables.cap_count,
        most_share=[0] * tables.cap_count,
        turned=[0] * tables.cap_count,
        gone=[0] * tables.cap_count,
        over=[0] * tables.cap_count,
        tally=[0] * tables.counter_count,
        demanded=[0] * tables.demands_most,
        demand_whole=[0] * (tables.demands_most * tables.shrinks),
        year_asked=[0] * relief_cells(tables),
        year_whole=[0] * relief_cells(tables),
        year_relief=[0] * relief_cells(tables),
        year_off=[0] * relief_cells(tables),
        year_gave=[0] * together_cells(tables),
        past_gave=[0] * (tables.demands_most * tables.past_years),
        past_first=[0] * (tables.demands_most * tables.past_years),
        past_many=[0] * (tables.demands_most if tables.past_years else 0),
        way_required=[0] * tables.ways_most,
        way_whole=[0] * (tables.ways_most * tables.shrinks),
        in_year=[0] * year_cells(tables),
        span_certification=[0] * spans,
        span_from=[0] * spans,
        span_until=[0] * spans,
        apart=[0] * (events if tables.parts else 0),
        fact_kind=[0] * facts,
        fact_since=[0] * facts,
        fact_until=[0] * facts,
        fact_units=[0] * facts,
        fact_cycle=[0] * facts,
        run_first=[0] * facts,
        run_last=[0] * facts,
        eased=[0] * tables.circumstance_count,
        whole_minimum=[0] * tables.category_count,
        fits=[0] * noted,
        at_first=[0] * noted,
        met=[0] * noted,
        since=[0] * noted,
    )


def year_cells(tables: Tables) -> int:
    """Places by year of a cycle and of the calendar: for units of all and of each category, and for counters."""
    return tables.year_places * (tables.category_count + 1 + tables.year_counters)


def due_cells(tables: Tables) -> int:
    """Places by demand and year, where some year has a last day of its own."""
    return tables.demands_most * tables.year_places if tables.misses else 0


def paused_cells(tables: Tables) -> int:
    """Places by demand and year, where a missed year may suspend what is held."""
    return tables.demands_most * tables.year_places if tables.suspends_years else 0


def relief_cells(tables: Tables) -> int:
    """Places by demand and year, where some year may ask less than others."""
    return tables.demands_most * tables.year_places if tables.years_vary else 0


def together_cells(tables: Tables) -> int:
    """Places by demand and year, where some demand asks several years together."""
    return tables.demands_most * tables.year_places if tables.together else 0


def spilled_cells(tables: Tables, activities: int) -> int:
    """Places for what so many activities give other categories than their own."""
    return activities * tables.groups * tables.category_count if tables.spills else 0


NOTED: Final = ("row_at_first", "row_applied", "row_since")
"""Columns of what conditions found, by condition; empty where nothing is noted of them."""
DUE: Final = ("row_due", "row_due_last", "row_due_made_up")
"""Columns of years that have a last day of their own, by demand and year."""
PAUSED: Final = ("row_paused_from", "row_paused_until")
"""Columns of the suspensions for missed years, by demand and year."""
RELIEVED: Final = ("row_year_asked", "row_year_whole", "row_year_relief", "row_year_off")
"""Columns of what is asked of each year, by demand and year."""
PRORATION: Final = ("row_prorated", "row_prorated_of", "row_unprorated")
"""Columns of first cycles that are shorter."""
COLUMNS: Final = tuple(field.name for field in fields(Out))
PIECES: Final = tuple(name for name in COLUMNS if name.startswith("piece_"))
STEPS: Final = tuple(name for name in COLUMNS if name.startswith("step_"))
MISSED: Final = ("row_missed_by", "row_missed_year", "row_missed_on")
"""Columns of the year that ended what was held."""
ONE_EACH: Final = (
    *("row_way", "row_years", "row_calendar_from", "row_calendar_years"),
    *("row_made_up", "row_carry_most", "row_months", "row_bound"),
)
"""Some of the columns with one place for each row, in no matter what policy."""
TOLD: Final = frozenset(
    {
        "row_type_used",
        "row_type_recorded",
        "row_cap_most",
        "row_cap_used",
        "row_way",
        "row_years",
        "row_calendar_from",
        "row_calendar_years",
        "row_demanded",
        "row_had",
        "row_way_required",
        "row_way_months",
        "row_in_year",
        "row_whole",
        "row_months_off",
        "row_eased",
        "row_made_up",
        "row_carry_most",
        "row_months",
        "row_bound",
        *NOTED,
        *DUE,
        *RELIEVED,
        "row_together",
        *MISSED,
        *PRORATION,
        "row_demand_whole",
        "row_way_whole",
    }
)
"""Columns of which a population has none: only one person's page tells them, and who compares looks at demands."""


def unearned(tables: Tables, days: int) -> int:
    """How many cycles may follow each other in so many days without any fact that ends them."""
    return days // tables.shortest_days + 2 if tables.unearned else 0


def evenings(tables: Tables, activities: int, events: int, days: int) -> int:
    """On how many evenings at the most activities may be divided: of each cycle on three."""
    return 3 * (activities + 2 * events + 1 + unearned(tables, days) + len(tables.move_on))


def room_for_pieces(tables: Tables, facts: Facts, events: int, days: int) -> int:
    """How many parts one person's activities may be divided into at the most, beyond one for each."""
    if not tables.by_days:
        return 0
    most = evenings(tables, len(facts.activity_day), events, days)
    pairs = zip(facts.activity_began, facts.activity_ended, strict=True)
    return sum(min(ended - began, most) for began, ended in pairs)


def blank_out(tables: Tables, activities: int, events: int, days: int) -> Out:
    """Room for one person, whose facts go back so many days.

    No cycle ends without an activity or an event unless it may be renewed without; no step comes without one, or such
    a renewal, or a move.
    """
    more = unearned(tables, days)
    rows = tables.groups * (activities + 2 * events + 1 + more)
    each = tables.certifications * (1 + tables.lengthens + tables.unmet + tables.ends_years) + len(tables.move_on)
    steps = (events + activities + 1 + more) * each + events
    eased = rows if tables.circumstance_count else 0
    entries = activities * tables.groups
    return Out(
        filled=[0, 0, 0],
        row_group=[0] * rows,
        row_number=[0] * rows,
        row_start=[0] * rows,
        row_end=[0] * rows,
        row_required=[0] * rows,
        row_late=[0] * rows,
        row_last=[0] * rows,
        row_counted=[0] * rows,
        row_state=[0] * rows,
        row_route=[0] * rows,
        row_met=[0] * rows,
        row_new_expiry=[0] * rows,
        row_carried_in=[0] * rows,
        row_carried_out=[0] * rows,
        row_type_amount=[0] * (rows * tables.types),
        row_type_used=[0] * (rows * tables.types),
        row_type_recorded=[0] * (rows * tables.types),
        row_category_amount=[0] * (rows * tables.category_count),
        row_category_minimum=[0] * (rows * tables.category_count),
        row_category_kept=[0] * (rows * tables.category_count),
        row_cap_most=[0] * (rows * tables.cap_count),
        row_cap_used=[0] * (rows * tables.cap_count),
        row_demanded=[0] * (rows * tables.demands_most),
        row_had=[0] * (rows * tables.demands_most),
        row_way_required=[0] * (rows * tables.ways_most),
        row_way_months=[0] * (rows * tables.ways_most),
        row_in_year=[0] * (rows * year_cells(tables)),
        **{name: [0] * (rows * due_cells(tables)) for name in DUE},
        **{name: [0] * (rows * paused_cells(tables)) for name in PAUSED},
        **{name: [0] * (rows * relief_cells(tables)) for name in RELIEVED},
        row_together=[0] * (rows * together_cells(tables)),
        **{name: [0] * rows for name in (*MISSED, *ONE_EACH)},
        **{name: [0] * (rows * tables.prorates) for name in PRORATION},
        row_demand_whole=[0] * (rows * tables.demands_most * tables.shrinks),
        row_way_whole=[0] * (rows * tables.ways_most * tables.shrinks),
        **{name: [0] * eased for name in ("row_whole", "row_months_off")},
        row_eased=[0] * (rows * tables.circumstance_count),
        **{name: [0] * (rows * tables.when_count * tables.notes) for name in NOTED},
        entry_worth=[0] * (entries if tables.refits else 0),
        entry_spilled=[0] * spilled_cells(tables, activities),
        entry_amount=[0] * entries,
        entry_reason=[0] * entries,
        entry_cycle=[0] * entries,
        **{name: list[int]() for name in PIECES},
        event_outcome=[0] * events,
        **{name: [0] * steps for name in STEPS},
    )
