"""Part of `plan`: what renewing takes besides units, counters and other ways, as tables."""

from decimal import Decimal
from typing import Final

from recert.policy.condition import Seen
from recert.policy.cycles import of_year
from recert.policy.lengths import longest, longest_by_end
from recert.policy.missed import Then
from recert.policy.model import Counter, CounterOf, Demand, DemandKind, Group, MonthsCounted, Policy
from recert.policy.nesting import divides
from recert.policy.relief import is_eased
from recert.policy.shared_years import year_ends
from recert.policy.yearly_choices import chooses_by_year

THOUSANDTH: Final = Decimal("0.001")
"""What a counter of quantities counts in."""


def counters(policy: Policy) -> dict[str, int | list[int]]:
    """The columns of counters."""
    return {
        "counter_count": len(policy.counters),
        "counter_types": [int(kind.key in counter.types) for counter in policy.counters for kind in policy.types],
        "counter_of": [int(counter.of) for counter in policy.counters],
        "counter_months": [counter.valid_months for counter in policy.counters],
    }


CHOICE: Final = -2
"""The way of a choice: it is asked for by none, only looked at by the demand that it belongs to."""


def demands_of(group: Group) -> tuple[tuple[int, Demand], ...]:
    """A group's demands in the order in which they are evaluated, each with its way; -1 for all ways.

    Choices stand behind the demand that they belong to.
    """
    found = [(-1, demand) for demand in group.demands]
    found += [(i, demand) for i, way in enumerate(group.ways) for demand in way.demands]
    return tuple(
        each for way, demand in found for each in ((way, demand), *((CHOICE, choice) for choice in demand.choices))
    )


def demands(policy: Policy) -> dict[str, int | list[int]]:
    """The columns of demands and ways, without how much they ask for."""
    here = [demands_of(group) for group in policy.groups]
    every = [each for demands in here for each in demands]
    return {
        **years(policy, {demand.kind for _, demand in every}, eased=any(is_eased(demand) for _, demand in every)),
        **missed(policy, [demand for _, demand in every]),
        **relieved(policy, [demand for _, demand in every]),
        **together([demand for _, demand in every]),
        "demand_at": starts([len(demands) for demands in here]),
        "demand_way": [way for way, _ in every],
        "demand_kind": [int(as_evaluated(demand.kind)) for _, demand in every],
        "demand_of": [place_of(policy, demand) for _, demand in every],
        "demand_choices": [len(demand.choices) for _, demand in every],
        "demand_cycles": [1 if demand.kind is DemandKind.UNITS else demand.cycles for _, demand in every],
        "demand_from": [demand.first_cycle for _, demand in every],
        "demand_late": [demand.from_day for _, demand in every],
        "demand_late_months": [demand.after_months for _, demand in every],
        "demand_months": [demand.months for _, demand in every],
        "demand_to_renewal": [int(demand.before_renewal) for _, demand in every],
        "beginnings": int(any(demand.kind.of_beginning for _, demand in every)),
        "by_end": int(any(depends_on_end(policy, demand) for _, demand in every)),
        "way_at": starts([len(group.ways) for group in policy.groups]),
        "demands_most": max((len(demands) for demands in here), default=0),
        "ways_most": max((len(group.ways) for group in policy.groups), default=0),
    }


def missed(policy: Policy, every: list[Demand]) -> dict[str, int | list[int]]:
    """What becomes of years that are missed, by demand."""
    rules = [demand.missed for demand in every]
    counters = {counter.key: i for i, counter in enumerate(policy.counters)}
    return {
        "misses": int(any(rules)),
        "ends_years": int(any(rule is not None and rule.ends for rule in rules)),
        "suspends_years": int(any(rule is not None and rule.then is Then.SUSPENDS for rule in rules)),
        "demand_ends": [int(rule is not None and rule.ends) for rule in rules],
        "demand_suspends": [int(rule is not None and rule.then is Then.SUSPENDS) for rule in rules],
        "demand_suspended_months": [rule.for_months if rule else 0 for rule in rules],
        "demand_missed": [int(rule is not None) for rule in rules],
        "demand_due_days": [rule.days if rule else 0 for rule in rules],
        "demand_due_months": [rule.months if rule else 0 for rule in rules],
        "demand_due_on": [of_the_year(rule.on) if rule and rule.on else 0 for rule in rules],
        "demand_late_counts": [int(rule is not None and rule.late_counts) for rule in rules],
        "demand_makes_up": [counters.get(rule.counter, -1) if rule else -1 for rule in rules],
    }


def varies(demand: Demand) -> bool:
    """Whether it may ask less of some years than of others; or counts choices, which ask for much or little in each."""
    by_itself = demand.by_year or chooses_by_year(demand)
    relieved = bool(demand.reliefs) and not is_eased(demand)
    return by_itself or relieved or demand.consecutive > 0 or _may_begin_later(demand)


def _may_begin_later(demand: Demand) -> bool:
    """Whether it may ask more of years from a day within a cycle on: those that are over by then are asked no more."""
    of_years = demand.kind.of_cycle_years or demand.kind.of_shared_years
    return of_years and any(value.when and value.when.seen is not Seen.FIRST_DAY for value in demand.values)


def together(every: list[Demand]) -> dict[str, int | list[int]]:
    """How many years in a row demands ask together."""
    return {
        "together": int(any(demand.consecutive for demand in every)),
        "demand_together": [demand.consecutive for demand in every],
        "demand_across": [int(demand.across_cycles) for demand in every],
        "past_years": max((demand.consecutive - 1 for demand in every if demand.across_cycles), default=0),
    }


def relieved(policy: Policy, every: list[Demand]) -> dict[str, int | list[int]]:
    """Which demands may ask less of some years than of others, and what takes something off."""
    rules = [(relief, step_of(policy, demand)) for demand in every for relief in demand.reliefs]
    kinds = [kind.key for kind in policy.circumstances]
    return {
        "years_vary": int(any(varies(demand) or is_eased(demand) for demand in every)),
        "choices_by_year": int(any(map(chooses_by_year, every))),
        "eases_demands": int(any(is_eased(demand) for demand in every)),
        "demand_eased": [int(is_eased(demand)) for demand in every],
        "demand_varies": [int(varies(demand)) for demand in every],
        "demand_by_year": [int(demand.by_year) for demand in every],
        "relief_at": starts([len(demand.reliefs) for demand in every]),
        "relief_of": [int(key in relief.circumstances) for relief, _ in rules for key in kinds],
        "relief_removes": [int(relief.removes) for relief, _ in rules],
        "relief_least": [relief.at_least_days for relief, _ in rules],
        "relief_full": [int(relief.counted is MonthsCounted.FULL) for relief, _ in rules],
        "relief_rounding": [int(relief.rounding) for relief, _ in rules],
        "relief_to": [int(relief.to / step) or 1 for relief, step in rules],
        "relief_from_days": [relief.from_days for relief, _ in rules],
        "relief_from_months": [relief.from_months for relief, _ in rules],
    }


def of_the_year(text: str) -> int:
    """A day of every year as its month times 100, and its day."""
    month, of_month = of_year(text)
    return month * 100 + of_month


def depends_on_end(policy: Policy, demand: Demand) -> bool:
    """Whether there may be more of it when the cycle's end changes."""
    lasts = demand.kind is DemandKind.COUNTER and policy.counter(demand.of).of is CounterOf.VALID
    return lasts or demand.kind.before_last or (demand.kind.of_last and not demand.before_renewal)


def as_evaluated(kind: DemandKind) -> DemandKind:
    """What the evaluator looks at: in parts counters stand beside categories; one cycle is the last of several."""
    if kind.of_cycle_years:
        return DemandKind.EACH_YEAR
    if kind is DemandKind.UNITS:
        return DemandKind.CYCLES
    if kind.of_beginning:
        return DemandKind.BUT_LAST_MONTHS if kind.before_last else DemandKind.FIRST_MONTHS
    return DemandKind.EACH_CALENDAR_YEAR if kind.of_shared_years else kind


def place_of(policy: Policy, demand: Demand) -> int:
    """Where it stands among counters, or among categories; -1 for units of all."""
    if demand.kind.of_counter:
        among = [counter.key for counter in policy.counters].index(demand.of)
        return len(policy.categories) + among if demand.kind.in_parts else among
    return next((i for i, category in enumerate(policy.categories) if category.key == demand.of), -1)


def years(policy: Policy, asked: set[DemandKind], *, eased: bool) -> dict[str, int | list[int]]:
    """Which years are looked at, and where they stand; whether at counters, too.

    `eased`: some demand that looks at no years has a place as if it looked at one.
    """
    yearly, calendar = any(kind.of_cycle_years for kind in asked), any(kind.of_shared_years for kind in asked)
    counted = any(kind.of_counter and (kind.of_cycle_years or kind.of_shared_years) for kind in asked)
    most = (longest_by_end if calendar else longest)(policy) // 12
    return {
        "refits": int(bool(policy.caps) or yearly or calendar or any(divides(policy, kind) for kind in policy.types)),
        "yearly": int(yearly),
        "calendar_yearly": int(calendar),
        "shared_year_ends": year_ends(policy),
        "year_places": max(most * (yearly + calendar), int(eased)),
        "calendar_at": most * yearly,
        "year_counters": len(policy.counters) if counted else 0,
    }


def starts(lengths: list[int]) -> list[int]:
    """Where each of several slices of these lengths begins, and where the last one ends."""
    return [sum(lengths[:i]) for i in range(len(lengths) + 1)]


def step_of(policy: Policy, demand: Demand) -> Decimal:
    """What an amount of a demand is counted in."""
    if demand.kind.of_counter:
        return step_of_counter(policy.counter(demand.of))
    return Decimal(1) if demand.kind is DemandKind.CATEGORIES or demand.choices else policy.step


def step_of_counter(counter: Counter) -> Decimal:
    """What a counter counts in."""
    return THOUSANDTH if counter.of is CounterOf.QUANTITY else Decimal(1)
