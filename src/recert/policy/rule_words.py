"""What a policy asks, in sentences: for whoever reads the rules rather than a person's standing."""

from collections import Counter as Times
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy import (
    consecutive_words,
    life_words,
    missed_words,
    never_words,
    proration_words,
    relief_words,
    serving_words,
)
from recert.policy.deadline_words import since
from recert.policy.exceptions import for_some_alone, whom
from recert.policy.formula import Period
from recert.policy.length_words import renews_for
from recert.policy.measure_words import unit_asked
from recert.policy.model import Cap, CounterOf, Demand, DemandKind, Group, Policy, Value, Way
from recert.policy.period_words import of_limit
from recert.policy.renewing_words import without_units
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words
from recert.policy.yearly_choices import chooses_by_year


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a group asks: what, for whom where not for all, since when, and where that is written.

    `way` is the title of the way that it belongs to; empty for what the group's own units, or all ways, ask. `alike`:
    the other groups that ask the same.
    """

    group: Group
    way: str
    what: Sentence
    whom: Sentence | None
    since: date | None
    source: str
    alike: tuple[Group, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """All that ask it."""
        return self.group, *self.alike

    @property
    def needed(self) -> bool:
        """Whether the group has a requirement of its own, beside which ways are others."""
        return bool(self.group.required or self.group.portfolio)


def asked(policy: Policy) -> tuple[Asked, ...]:
    """All that the groups ask, in the policy's order; what several ask alike once."""
    found = dict[tuple[object, ...], list[Asked]]()
    for group in policy.groups:
        times = Times[tuple[object, ...]]()
        for row in _of_group(policy, group):
            same = (row.way, str(row.what), str(row.whom), row.since, row.source, bool(row.way) and row.needed)
            found.setdefault((*same, times[same]), []).append(row)
            times[same] += 1
    return tuple(replace(first, alike=tuple(row.group for row in others)) for first, *others in found.values())


def _of_group(policy: Policy, group: Group) -> Iterator[Asked]:
    for at, value in enumerate(group.required):
        yield _row(policy, group, "", units_of(policy, value), group.required, at)
    if group.portfolio:
        yield Asked(group, "", _portfolio(policy, group), None, None, group.portfolio.source)
    elif (rule := policy.cycle_of(group.key)).never_renewed:
        source = group.own_cycle.source if group.own_cycle else rule.source
        yield Asked(group, "", Sentence(life_words.RULE if rule.for_life else never_words.RULE), None, None, source)
    elif not group.required:
        ways = without_units(policy, group)
        what = ONLY[policy.has_activities] if ways else words("No units: nothing renews it")
        yield Asked(group, "", Sentence(what, {"ways": ways or ""}), None, None, "")
    for minimum in group.minima:
        name = serving_words.category(policy, minimum.category)
        for at, value in enumerate(minimum.values):
            yield _row(policy, group, "", units_of_category(policy, value, name), minimum.values, at)
    yield from _demands(policy, group, "", group.demands)
    for way in group.ways:
        yield from _of_way(policy, group, way)


ONLY: Final = {
    True: words("No units: only {ways} renews it"),
    False: words("Only {ways} renews it"),
}
"""What alone renews, by whether there are activities that could earn units."""


def _of_way(policy: Policy, group: Group, way: Way) -> Iterator[Asked]:
    for at, value in enumerate(way.required):
        yield _row(policy, group, way.title, required_by(policy, value), way.required, at)
    if for_some_alone(way.required):
        yield Asked(group, way.title, Sentence(words("Closed in all other cases")), None, None, "")
    for told, written in proration_words.less_of(policy, group, way):
        yield Asked(group, way.title, told, None, None, written)
    yield from _demands(policy, group, way.title, way.demands)
    for at, value in enumerate(way.renews_for):
        yield _row(policy, group, way.title, renews_for(value), way.renews_for, at)


def _demands(policy: Policy, group: Group, way: str, rules: Sequence[Demand]) -> Iterator[Asked]:
    for rule in rules:
        for at, value in enumerate(rule.values):
            row = _row(policy, group, way, _when_late(policy, rule, least_of(policy, rule, value)), rule.values, at)
            yield _by_year(policy, row, rule, at)
        if rule.by_year:
            own = Sentence(BY_YEAR, {"title": rule.title})
            yield Asked(group, way, own, None, None, "")
        for told, source in (
            *relief_words.rules(policy, rule),
            *missed_words.rule(policy, rule),
            *proration_words.less_of(policy, group, rule),
        ):
            of_year: dict[str, Shown] = {"title": rule.title, "told": told}
            yield Asked(group, way, Sentence(words("Of “{title}”: {told}"), of_year), None, None, source)
        for choice in rule.choices:
            for at, value in enumerate(choice.values):
                least = _in_a_year(policy, choice, value) if chooses_by_year(rule) else least_of(policy, choice, value)
                of: dict[str, Shown] = {"title": rule.title, "least": least}
                row = _row(policy, group, way, Sentence(words("Of “{title}”: {least}"), of), choice.values, at)
                yield _by_year(policy, row, choice, at)
            for told, source in relief_words.rules(policy, choice):
                of_choice: dict[str, Shown] = {"title": choice.title, "told": told}
                yield Asked(group, way, Sentence(words("Of “{title}”: {told}"), of_choice), None, None, source)
    for told in not_added(policy, rules):
        yield Asked(group, way, told, None, None, "")


def _by_year(policy: Policy, row: Asked, rule: Demand, at: int) -> Asked:
    """A row of a demand as it is, or of whom it holds by the first day of each year."""
    return replace(row, whom=whom(rule.values, at, policy.circumstances, by_year=True)) if rule.by_year else row


BY_YEAR: Final = words("Of “{title}”: each year is asked what holds on its own first day")


def not_added(policy: Policy, rules: Sequence[Demand]) -> Iterator[Sentence]:
    """Of several demands that look at one counter, that one payment is for all of them."""
    for counter in policy.counters:
        same = [rule.title for rule in rules if rule.kind is DemandKind.COUNTER and rule.of == counter.key]
        if len(same) > 1:
            values: dict[str, Shown] = {"titles": all_of(same), "counter": counter.name}
            yield Sentence(NOT_ADDED, values)


NOT_ADDED: Final = words("{titles} are not added: what counts as “{counter}” counts for each of them.")


def _row(policy: Policy, group: Group, way: str, what: Sentence, values: Sequence[Value], at: int) -> Asked:
    return Asked(group, way, what, whom(values, at, policy.circumstances), values[at].since, values[at].source)


def units_of(policy: Policy, value: Value) -> Sentence:
    """How many units are required."""
    if not value.amount:
        return Sentence(words("Nothing"))
    unit = policy.unit if value.amount == 1 else policy.units
    return Sentence("{amount} {unit}", {"amount": value.amount, "unit": unit})


def required_by(policy: Policy, value: Value) -> Sentence:
    """How many units another way takes, or that it is closed."""
    return Sentence(words("Closed: nobody renews this way")) if value.unlimited else units_of(policy, value)


def units_of_category(policy: Policy, value: Value, name: Shown) -> Sentence:
    """How many of them, or which share, are of a category."""
    values: dict[str, Shown] = {"amount": value.amount, "unit": policy.units, "category": name}
    if value.share:
        return Sentence(words("Of them {amount} % of {category}"), values)
    return Sentence(words("Of them {amount} {unit} of {category}"), values)


def least_of(policy: Policy, rule: Demand, value: Value) -> Sentence:
    """What a demand asks for at the least."""
    values: dict[str, Shown] = {
        "title": rule.title,
        "amount": value.amount,
        "unit": policy.unit if value.amount == 1 else policy.units,
        "cycles": rule.cycles,
        "first": rule.first_cycle,
        "months": rule.months,
    }
    if rule.choices:
        values["choices"] = "; ".join(choice.title for choice in rule.choices)
        many, one = CHOICES[rule.kind]
        return Sentence(many, values, one=one, count=value.amount)
    if rule.consecutive:
        return consecutive_words.least(policy, rule, value)
    if rule.kind.of_counter:
        counter = policy.counter(rule.of)
        values["unit"] = counter.one if value.amount == 1 else counter.many
        if rule.months:
            return _of_months(rule, values)
        if rule.kind is not DemandKind.COUNTER:
            return Sentence(LEAST[rule.kind, False, False], values)
        if is_validity(policy, rule):
            return Sentence(VALID[value.amount > 0], values)
        return Sentence(words("{title}: {amount} {unit}"), values)
    if rule.of:
        values["category"] = policy.category(rule.of).name
    if rule.months:
        return _of_months(rule, values)
    return Sentence(LEAST[rule.kind, bool(rule.of), rule.first_cycle > 1], values)


def is_validity(policy: Policy, rule: Demand) -> bool:
    """Whether a demand asks that something is valid on the last day of a cycle, and not for so much."""
    return rule.kind is DemandKind.COUNTER and policy.counter(rule.of).of is CounterOf.VALID


VALID: Final = {
    True: words("{title}: valid on the last day of the cycle"),
    False: words("{title}: nothing is asked"),
}
"""What has to be valid, by whether that is asked."""


def _in_a_year(policy: Policy, choice: Demand, value: Value) -> Sentence:
    """What a choice of each year takes: which years these are is said of the demand that it belongs to."""
    values: dict[str, Shown] = {"title": choice.title, "amount": value.amount}
    values["unit"] = unit_asked(policy, choice, value.amount)
    if choice.of and not choice.kind.of_counter:
        values["category"] = policy.category(choice.of).name
        return Sentence(words("{title}: {amount} {unit} of {category} in a year"), values)
    return Sentence(words("{title}: {amount} {unit} in a year"), values)


def _of_months(rule: Demand, values: dict[str, Shown]) -> Sentence:
    """What a part of a cycle is to give, which has so many months; of a category where it looks at one."""
    of = bool(rule.of) and not rule.kind.of_counter
    if rule.kind.of_beginning:
        return Sentence(BEGINNING[of, rule.kind.before_last], values)
    return Sentence(RECENT[of, rule.before_renewal], values)


def _when_late(policy: Policy, rule: Demand, least: Sentence) -> Sentence:
    """Says of what only late renewals take that it is so."""
    if not rule.only_late:
        return least
    return Sentence(words("{least}, if renewed {since}"), {"least": least, "since": since(policy, rule)})


CHOICES = {
    DemandKind.CHOICES: (words("{title}: {amount} of: {choices}"), words("{title}: one of: {choices}")),
    DemandKind.CHOICES_EACH_YEAR: (
        words("{title}: {amount} of these in every full year of a cycle: {choices}"),
        words("{title}: one of these in every full year of a cycle: {choices}"),
    ),
    DemandKind.CHOICES_EACH_CALENDAR_YEAR: (
        words("{title}: {amount} of these in every full year of the calendar in a cycle: {choices}"),
        words("{title}: one of these in every full year of the calendar in a cycle: {choices}"),
    ),
    DemandKind.CHOICES_EACH_PROGRAM_YEAR: (
        words("{title}: {amount} of these in every full year of the program in a cycle: {choices}"),
        words("{title}: one of these in every full year of the program in a cycle: {choices}"),
    ),
}
"""A demand for so many of its choices, and for one of them, by its kind."""
LEAST = {
    (DemandKind.EACH_YEAR, False, False): words("{title}: {amount} {unit} in every full year of a cycle"),
    (DemandKind.EACH_YEAR, True, False): words("{title}: {amount} {unit} of {category} in every full year of a cycle"),
    (DemandKind.EACH_CALENDAR_YEAR, False, False): words(
        "{title}: {amount} {unit} in every full year of the calendar in a cycle"
    ),
    (DemandKind.EACH_CALENDAR_YEAR, True, False): words(
        "{title}: {amount} {unit} of {category} in every full year of the calendar in a cycle"
    ),
    (DemandKind.COUNTER_EACH_YEAR, False, False): words("{title}: {amount} {unit} in every full year of a cycle"),
    (DemandKind.COUNTER_EACH_CALENDAR_YEAR, False, False): words(
        "{title}: {amount} {unit} in every full year of the calendar in a cycle"
    ),
    (DemandKind.EACH_PROGRAM_YEAR, False, False): words(
        "{title}: {amount} {unit} in every full year of the program in a cycle"
    ),
    (DemandKind.EACH_PROGRAM_YEAR, True, False): words(
        "{title}: {amount} {unit} of {category} in every full year of the program in a cycle"
    ),
    (DemandKind.COUNTER_EACH_PROGRAM_YEAR, False, False): words(
        "{title}: {amount} {unit} in every full year of the program in a cycle"
    ),
    (DemandKind.CYCLES, False, False): words("{title}: {amount} {unit} in {cycles} cycles"),
    (DemandKind.CYCLES, True, False): words("{title}: {amount} {unit} of {category} in {cycles} cycles"),
    (DemandKind.CYCLES, False, True): words("{title}: {amount} {unit} in {cycles} cycles, from cycle {first} on"),
    (DemandKind.CYCLES, True, True): words(
        "{title}: {amount} {unit} of {category} in {cycles} cycles, from cycle {first} on"
    ),
    (DemandKind.UNITS, False, False): words("{title}: {amount} {unit}"),
    (DemandKind.UNITS, True, False): words("{title}: {amount} {unit} of {category}"),
    (DemandKind.CATEGORIES, False, False): words("{title}: {amount} categories that gave any {unit}"),
}
"""A demand, by its kind, whether it looks at one category, and whether its first cycle is a later one."""


RECENT = {
    (False, False): words("{title}: {amount} {unit} in the last {months} months of a cycle"),
    (True, False): words("{title}: {amount} {unit} of {category} in the last {months} months of a cycle"),
    (False, True): words("{title}: {amount} {unit} in the {months} months before the renewal"),
    (True, True): words("{title}: {amount} {unit} of {category} in the {months} months before the renewal"),
}
"""What the last months are to give: whether of one category, and whether they are those before the renewal."""
BEGINNING = {
    (False, False): words("{title}: {amount} {unit} in the first {months} months of a cycle"),
    (True, False): words("{title}: {amount} {unit} of {category} in the first {months} months of a cycle"),
    (False, True): words("{title}: {amount} {unit} before the last {months} months of a cycle"),
    (True, True): words("{title}: {amount} {unit} of {category} before the last {months} months of a cycle"),
}
"""What a cycle is to give early: whether of one category, and whether that is before its last months."""


def _portfolio(policy: Policy, group: Group) -> Sentence:
    """What each certification requires alone, and what it adds to others."""
    rule = group.portfolio
    assert rule is not None  # noqa: S101 - asked of groups that have one
    each = ", ".join(
        str(Sentence("{code}: {alone} / {added}", {"code": c.code, "alone": c.alone, "added": c.added}))
        for c in policy.certifications
        if c.group == group.key
    )
    values: dict[str, Shown] = {"unit": policy.units, "each": each, "most": rule.most}
    return Sentence(PORTFOLIOS[bool(rule.most), rule.at_once], values)


PORTFOLIOS = {
    (True, False): words(
        "By what is held on the first day of a cycle, at most {most} {unit}. Alone / beside others: {each}"
    ),
    (True, True): words("By what is held at any time, at most {most} {unit}. Alone / beside others: {each}"),
    (False, False): words("By what is held on the first day of a cycle, in {unit}. Alone / beside others: {each}"),
    (False, True): words("By what is held at any time, in {unit}. Alone / beside others: {each}"),
}


def counters(policy: Policy) -> tuple[tuple[str, Sentence], ...]:
    """What is counted besides units: its name, and how."""
    return tuple(
        (
            counter.name,
            Sentence(
                COUNTS[counter.of],
                {
                    "many": counter.many,
                    "months": counter.valid_months,
                    "types": ", ".join(policy.type(key).title for key in counter.types),
                },
            ),
        )
        for counter in policy.counters
    )


COUNTS = {
    CounterOf.USES: words("How many there are of: {types}"),
    CounterOf.QUANTITY: words("How many {many} of: {types}"),
    CounterOf.VALID: words("Whether the latest is still valid, {months} months after its day: {types}"),
}


def cascades(policy: Policy) -> tuple[tuple[Sentence, str], ...]:
    """Which certifications renew others, since when, and where that is written."""
    told = list[tuple[Sentence, str]]()
    for cascade in policy.cascades:
        values: dict[str, Shown] = {
            "title": cascade.title,
            "of": any_of(cascade.of),
            "renewed": all_of(cascade.renewed),
            "since": cascade.since,
        }
        several = len(cascade.renewed) > 1 and not cascade.aligned
        told.append((Sentence(CASCADES[int(cascade.trigger), cascade.aligned, several], values), cascade.source))
    return tuple(told)


CASCADES = {
    (0, True, False): words("{title}. Since {since}, earning {of} renews {renewed} until the same date."),
    (0, False, False): words(
        "{title}. Since {since}, earning {of} renews {renewed}, which then expires its own length later."
    ),
    (0, False, True): words(
        "{title}. Since {since}, earning {of} renews {renewed}, each of which then expires its own length later."
    ),
    (1, True, False): words("{title}. Since {since}, renewing {of} renews {renewed} until the same date."),
    (1, False, False): words(
        "{title}. Since {since}, renewing {of} renews {renewed}, which then expires its own length later."
    ),
    (1, False, True): words(
        "{title}. Since {since}, renewing {of} renews {renewed}, each of which then expires its own length later."
    ),
}
"""By what sets it off (earning, renewing), whether the dates become the same, and whether several don't."""


def amount_of_limit(policy: Policy, cap: Cap, value: Value) -> Sentence:
    """At most how much a limit in units lets count."""
    if value.unlimited:
        return Sentence(words("No limit"))
    values: dict[str, Shown] = {
        "amount": value.amount,
        "unit": policy.unit if value.amount == Decimal(1) else policy.units,
    }
    if cap.period not in (Period.CYCLE, Period.CYCLE_YEAR) or cap.of_provider:
        said = Sentence(OF_PERIOD[value.share], {**values, "in": of_limit(cap)})
    else:
        said = Sentence(LIMITS[value.share, cap.period == Period.CYCLE_YEAR], values)
    if cap.by_year:
        said = Sentence(words("{said}, by what holds on the first day of that year"), {"said": said})
    if not cap.over:
        return said
    over = policy.category(cap.over).name
    return Sentence(words("{said}; what is over counts as {category}"), {"said": said, "category": over})


LIMITS = {
    (False, False): words("{amount} {unit} in a cycle"),
    (False, True): words("{amount} {unit} in each year of a cycle"),
    (True, False): words("{amount} % of what a cycle requires"),
    (True, True): words("{amount} % of what a cycle requires, in each of its years"),
}
"""A limit: whether it is a share of what is required, and whether it is of each year."""
OF_PERIOD = {False: words("{amount} {unit} {in}"), True: words("{amount} % of what a cycle requires, {in}")}
"""The same of limits of a lifetime, and of those of the calendar."""
