"""The years that a demand looks at, and which of them is over with too little, so that units renew no more."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from recert.policy import beginning_words, consecutive_words
from recert.policy.assessment import WAITING, Cycle, CycleState, DemandTotal, DueYear, Route, YearTotal
from recert.policy.calendar import add_months, day, number
from recert.policy.explain_grace import earns_later, last_to_count, too_late_for_units
from recert.policy.measure_words import unit_asked
from recert.policy.model import Demand, Group, Policy, Way
from recert.policy.sentence import Sentence, Shown, all_of, words
from recert.policy.shared_year_words import shared_years_named
from recert.policy.shared_years import first_day, last_day
from recert.policy.years import in_a_row

NO_YEAR: Final = {
    (False, False): words("{title}: no full year lies in this cycle"),
    (True, False): words("{title}: no full year of the calendar lies in this cycle"),
    (True, True): words("{title}: no full year of the program lies in this cycle"),
}
"""What is said where no year is looked at: whether it would be the same for everybody, and the program's."""


class LostYear(NamedTuple):
    """A year that is over and gave too little for what every way demands, where nothing can make up for it."""

    rule: Demand
    total: DemandTotal
    year: DueYear


def years_of(cycle: Cycle, rule: Demand, total: DemandTotal) -> list[YearTotal]:
    """What each year gave of what a demand for each year looks at, with those before it that are asked together."""
    if rule.choices:
        return met_in_years(cycle, rule, total)
    calendar, counted = rule.kind.of_shared_years, rule.kind.of_counter
    found = [
        year
        for year in cycle.years
        if year.of_calendar == calendar
        and (year.counter if counted else year.category) == rule.of
        and bool(year.counter) == counted
    ]
    if not rule.consecutive:
        return found
    return [year._replace(amount=gave) for year, gave in zip(found, total.gave, strict=True)]


def met_in_years(cycle: Cycle, rule: Demand, total: DemandTotal) -> list[YearTotal]:
    """How many choices each year met by itself, of a demand that asks for some of them in each."""
    met = dict[YearTotal, int]()
    for choice, of in zip(rule.choices, total.choices, strict=True):
        for place, year in enumerate(years_of(cycle, choice, of)):
            here = year._replace(category="", counter="", amount=Decimal(0))
            met[here] = met.get(here, 0) + (0 < of.required_in(place) <= year.amount)
    return [year._replace(amount=Decimal(many)) for year, many in met.items()]


def due_years(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> tuple[DueYear, ...]:
    """The same with the days on which they are over, where they have no days of their own as well.

    What is done after a cycle's end is of its last year, unless it is of the next cycle: then that one is over, too.
    Without the years that a renewal, or a missed year, took from a cycle, as it ended that before they were over.
    """
    return tuple(year for year in _all_years(policy, cycle, rule, total) if _is_left(policy, cycle, year))


def _all_years(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> tuple[DueYear, ...]:
    if rule.kind.of_beginning:
        return (_beginning(policy, _without_deadline(policy, cycle, rule), rule, total),)
    if rule.missed or not (rule.kind.of_shared_years or rule.kind.of_cycle_years):
        return total.years
    cycle = _without_deadline(policy, cycle, rule)
    found = years_of(cycle, rule, total)
    asked = (total.required_in(place) for place in range(len(found)))
    return tuple(
        _due(policy, cycle, year, required, is_last=year.year + 1 == len(found))._replace(together=in_a_row(rule))
        for year, required in zip(found, asked, strict=True)
    )


def _beginning(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> DueYear:
    """The first part of a cycle that a demand looks at, as a year: one that ends no later than the cycle does."""
    last = min(last_of_beginning(cycle, rule), _last_at_all(policy, cycle))
    part = DueYear(1, last, last, total.amount, required=total.required)
    return part._replace(months=rule.months, before_last=rule.kind.before_last)


def last_of_beginning(cycle: Cycle, rule: Demand) -> date:
    """The last day of the first part of a cycle that a demand looks at, however long the cycle is."""
    if rule.kind.before_last:
        return day(add_months(number(cycle.end), -rule.months))
    return day(add_months(number(cycle.start), rule.months)) - timedelta(days=1)


def _is_left(policy: Policy, cycle: Cycle, year: DueYear) -> bool:
    """Whether a year is one of its cycle as that ended: units renew by a year that has begun, all else asks of none."""
    if cycle.missed and year.last > cycle.missed.year.last:
        return False
    if not has_begun(policy, cycle, year.year, of_calendar=year.of_calendar):
        return False
    if cycle.state is not CycleState.RENEWED or cycle.route is Route.UNITS:
        return True
    if year.months:
        return True
    if year.of_calendar:
        return last_day(policy, year.year) <= cycle.end
    return _first(cycle, year.year + 1) - SHORTER < cycle.end


SHORTER: Final = timedelta(days=31)
"""By how much the last year of a cycle may be shorter that is counted from the first of the month of an award."""


def has_begun(policy: Policy, cycle: Cycle, year: int, *, of_calendar: bool) -> bool:
    """Whether a year, as in `DueYear`, began in a cycle before a renewal ended that."""
    if cycle.state is not CycleState.RENEWED:
        return True
    return (first_day(policy, year) if of_calendar else _first(cycle, year)) <= cycle.end


def _first(cycle: Cycle, year: int) -> date:
    """The first day of a year of the cycle, counted from 1."""
    return day(add_months(number(cycle.start), 12 * (year - 1)))


def as_ended(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> DemandTotal:
    """What there is of what a demand for each year looks at, of the years alone that its cycle has as it ended."""
    years = due_years(policy, cycle, rule, total)
    if not years or len(years) == len(_all_years(policy, cycle, rule, total)):
        return total
    gave = {year: year.required if year.made_up else year.amount for year in years}
    most = max(years, key=lambda year: (year.required > 0, year.required - gave[year], year.required))
    return total._replace(amount=gave[most], required=most.required)


def _due(policy: Policy, cycle: Cycle, year: YearTotal, required: Decimal, *, is_last: bool) -> DueYear:
    if year.of_calendar:
        last = last_day(policy, year.year)
        return DueYear(year.year, last, last, year.amount, of_calendar=True, required=required)
    last = _first(cycle, year.year + 2) - timedelta(days=1)
    if is_last:  # of a cycle that waits no later than it is to be renewed now
        last = _last_at_all(policy, cycle)
    elif cycle.state is CycleState.RENEWED:
        last = min(last, cycle.end)
    return DueYear(year.year + 1, last, last, year.amount, required=required)


def _last_at_all(policy: Policy, cycle: Cycle) -> date:
    """The last day on which what was done is of a cycle: of one that is renewed as far as it waited for that."""
    if _renews_no_more(policy, cycle):
        return _last_of(policy, cycle._replace(state=CycleState.GRACE))
    if cycle.state in WAITING:
        return _last_of(policy, cycle)
    if cycle.state is not CycleState.RENEWED:
        return cycle.renewable_until
    if cycle.met_on is None or cycle.met_on <= cycle.end:
        return cycle.end
    by_units = policy.suspension is not None and policy.suspension.by_units
    state = CycleState.SUSPENDED if by_units and cycle.met_on > cycle.grace_until else CycleState.GRACE
    return _last_of(policy, cycle._replace(state=state))


def _renews_no_more(policy: Policy, cycle: Cycle) -> bool:
    """Whether the exam alone brings it back, or would have: what is done after the grace is of no matter."""
    by_exam = policy.suspension is not None and not policy.suspension.by_units
    return by_exam and cycle.state in {CycleState.SUSPENDED, CycleState.LAPSED}


def _last_of(policy: Policy, cycle: Cycle) -> date:
    """The last day on which what is done is of a cycle that waits, as long as nothing else becomes of it."""
    if too_late_for_units(policy, cycle):
        return cycle.earn_by or last_to_count(policy, cycle)
    return cycle.due


def is_by_deadline(policy: Policy, rule: Demand) -> bool:
    """Whether what meets a demand has to be done by the deadline: a fee may still be paid after it."""
    if rule.choices:
        return any(is_by_deadline(policy, choice) for choice in rule.choices)
    if not rule.kind.of_counter:
        return True
    looked_at = policy.counter(rule.of).types
    return any(policy.by_deadline(kind) for kind in policy.types if kind.key in looked_at)


def met_by(policy: Policy, cycle: Cycle, rule: Demand) -> date:
    """The day to meet a demand by, in a cycle that waits: its end where no deadline before that is its own."""
    return _without_deadline(policy, cycle, rule).due


def _without_deadline(policy: Policy, cycle: Cycle, rule: Demand) -> Cycle:
    """A cycle as a demand looks at it that may be met after the deadline for units; any other as it is."""
    return cycle if is_by_deadline(policy, rule) else cycle._replace(earn_by=None, earned=False)


def short_years(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal) -> list[DueYear]:
    """The years that gave less than is asked of each, and that nothing made up for."""
    return [y for y in due_years(policy, cycle, rule, total) if y.missing]


def over(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal, today: date) -> list[DueYear]:
    """The years of a cycle that waits for its renewal that are over with too little, and stay so.

    The last one may be earned for again once the cycle is suspended.
    """
    if cycle.state not in WAITING or (rule.missed and rule.missed.counter):
        return []
    late = rule.missed is not None and rule.missed.late_counts
    return [
        year
        for year in due_years(policy, cycle, rule, total)
        if year.missing and (year.due if late else year.last) < today and not comes_again(policy, cycle, year)
    ]


def comes_again(policy: Policy, cycle: Cycle, year: DueYear) -> bool:
    """Whether a year is the last of a cycle in grace, which is earned for again once that is suspended.

    A year of the calendar is over by then, whatever is earned.
    """
    return not year.of_calendar and earns_later(policy, cycle) and year.last == _last_of(policy, cycle)


def lost_year(policy: Policy, group: Group, cycle: Cycle, today: date) -> LostYear | None:
    """The first year for which units renew the cycle no more, whichever way is taken; None where there is none."""
    lost = [*_lost(policy, group.demands, cycle, today)]
    if not lost and cycle.ways and not (group.required or group.portfolio):
        of_ways = [[*_lost(policy, way.demands, cycle, today, way.key)] for way in _ways(group, cycle)]
        lost = [year for some in of_ways for year in some] if all(of_ways) else []
    return min(lost, key=lambda each: each.year.last, default=None)


def lost_once_suspended(policy: Policy, group: Group, cycle: Cycle) -> list[Demand]:
    """What a year lacks today, and nothing that is done makes up for, once a cycle that waits is suspended."""
    later, first = cycle._replace(state=CycleState.SUSPENDED), cycle.grace_until + timedelta(days=1)
    lost = [each.rule for each in _lost(policy, group.demands, later, first) if each.rule.missed is None]
    return list({rule.key: rule for rule in lost}.values())


def ways_open(policy: Policy, group: Group, cycle: Cycle, today: date) -> Cycle:
    """The cycle without the ways that demand something of a year that is over with too little of it."""
    lost = {way.key for way in _ways(group, cycle) if any(_lost(policy, way.demands, cycle, today, way.key))}
    return cycle._replace(ways=tuple(way for way in cycle.ways if way.way not in lost)) if lost else cycle


def _ways(group: Group, cycle: Cycle) -> list[Way]:
    """The ways that there are in a cycle."""
    found = {way.way for way in cycle.ways}
    return [way for way in group.ways if way.key in found]


def _lost(policy: Policy, demands: Sequence[Demand], cycle: Cycle, today: date, way: str = "") -> Iterator[LostYear]:
    rules = {rule.key: rule for rule in demands}
    for total in cycle.demands:
        if total.way == way:
            for year in over(policy, cycle, rules[total.demand], total, today):
                yield LostYear(rules[total.demand], total, year)


def uncounted(group: Group, cycle: Cycle) -> Demand | None:
    """What every way demands of several cycles where units don't count in this one yet, so that none meet it."""
    rules = {rule.key: rule for rule in group.demands}
    lacking = (rules[total.demand] for total in cycle.demands if total.missing and not total.way)
    return next((rule for rule in lacking if cycle.number < rule.first_cycle), None)


def year_of(year: DueYear) -> Sentence:
    """A year as sentences name it: by its number, or of the cycle with its last day; of several all of them."""
    if year.months:
        return beginning_words.named(year, year.last)
    if year.together > 1:
        return consecutive_words.named(year, year.last)
    if year.of_calendar:
        return shared_years_named([year])
    values: dict[str, Shown] = {"number": year.year, "last": year.last}
    return Sentence(words("year {number} of the cycle (to {last})"), values)


def in_years(policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal, told: Sentence) -> Sentence:
    """What is demanded, as it is called, with the years that lack some of it: each ends on a day of its own.

    Of several that are asked together it is said with how much they lack.
    """
    years = short_years(policy, cycle, rule, total)
    if not years or rule.consecutive:
        return told
    if rule.kind.of_shared_years:
        return Sentence(words("{told} in {years}"), {"told": told, "years": shared_years_named(years)})
    last = met_by(policy, cycle, rule)
    if rule.kind.of_beginning:
        (part,) = years
        return Sentence(
            words("{told} in {part}"), {"told": told, "part": beginning_words.named(part, min(part.last, last))}
        )
    each = [
        Sentence(words("year {number}"), {"number": y.year})
        if comes_again(policy, cycle, y)
        else Sentence(words("year {number} (to {last})"), {"number": y.year, "last": min(y.last, last)})
        for y in years
    ]
    return Sentence(words("{told} in {years} of the cycle"), {"told": told, "years": all_of(each)})


def lost_values(policy: Policy, found: LostYear) -> dict[str, Shown]:
    """What sentences about a lost year may name."""
    return {
        "year": year_of(found.year),
        "amount": found.year.amount,
        "required": found.year.required,
        "unit": unit_asked(policy, found.rule, found.year.required),
        "title": found.rule.title,
    }


def too_little(policy: Policy, found: LostYear) -> Sentence:
    """That units renew a cycle no more, and for which year."""
    return Sentence(TOO_LITTLE, lost_values(policy, found))


TOO_LITTLE = words(
    "No activities renew this cycle any more: {year} gave {amount} of {required} {unit} for “{title}”, "
    "and it is too late for more."
)
