"""What `handbook` tells of what is asked besides units, and of certifications that renew others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from recert.policy import (
    audit_words,
    circumstance_words,
    designation_words,
    missed_words,
    proration_words,
    relief_words,
    replaced_words,
    rule_words,
    serving_words,
)
from recert.policy.blocks import Block, Grid, Heading, Listed, Paragraph
from recert.policy.condition import Condition
from recert.policy.condition_words import for_whom
from recert.policy.consecutive_words import IN_A_ROW
from recert.policy.deadline_words import since
from recert.policy.difference import asked_anew
from recert.policy.difference_items import ADDED
from recert.policy.difference_place import shown
from recert.policy.difference_turned import TURNED
from recert.policy.first_values import first_values
from recert.policy.handbook_words import (
    ASKED_ALONE,
    CHOICE,
    DEMAND,
    DEMAND_BEGINNING,
    DEMAND_CHOICES,
    DEMAND_CYCLES,
    DEMAND_LATE,
    DEMAND_MONTHS,
    DEMAND_OF,
    DEMAND_ONE,
    DEMAND_SOME,
    EACH_BY_ITSELF,
    MOST_HELD,
    NEEDED,
    NOT_BY_EXAM,
    ONE_WAY,
    OR_ELSE,
    REJECTED,
    VALID_FOR,
)
from recert.policy.likeness import Named, Part
from recert.policy.model import ActivityType, Counter, Demand, DemandKind, Group, Policy, Way
from recert.policy.portfolio import Portfolio
from recert.policy.reading.demands import BEFORE, CHOICES_OF_YEARS, COUNTED_YEARS, COUNTS, YEARS
from recert.policy.sentence import Sentence, Shown
from recert.policy.telling import listed, named, say, settings, word
from recert.policy.yearly_choices import chooses_by_year


def demands(policy: Policy, group: Group) -> Iterator[Part[str]]:
    """What a group asks besides units, the other ways to renew it, and what follows from what is held."""
    if group.portfolio:
        yield partial(_by_what_is_held, policy, group.portfolio)
    yield from (partial(_all, policy, group, (demand,)) for demand in group.demands)
    yield lambda of: (f"{of.first}: {told}" for told in rule_words.not_added(policy, group.demands))
    if group.demands and policy.retake_of(group.key):
        yield lambda of: [say(NOT_BY_EXAM, of=of.first)]
    yield from (partial(_way, policy, group, way) for way in group.ways)


def _by_what_is_held(policy: Policy, rule: Portfolio, of: Named) -> Iterator[str]:
    yield say(ADDED["portfolio"], of=of.first)
    yield say(TURNED["Portfolio", "at_once"][0 if rule.at_once else 1], of=of.first)
    if rule.most:
        yield say(MOST_HELD, of=of.first, most=rule.most, unit=policy.units)


def _way(policy: Policy, group: Group, way: Way, of: Named) -> Iterator[str]:
    yield say(OR_ELSE if group.required or group.portfolio else ONE_WAY, of=of.first, title=way.title)
    yield from settings(policy, ("Way", "required"), way.title, way.required)
    yield from (f"{way.title}: {told}" for told, _ in proration_words.less_of(policy, group, way))
    yield from _all(policy, group, way.demands, Named(way.title, way.title))
    yield from (f"{way.title}: {told}" for told in rule_words.not_added(policy, way.demands))
    yield from settings(policy, ("Way", "renews_for"), way.title, way.renews_for)


def _all(policy: Policy, group: Group, rules: Sequence[Demand], of: Named) -> Iterator[str]:
    for demand in rules:
        yield from _demand(policy, group, demand, of.first)


def _demand(policy: Policy, group: Group, demand: Demand, of: str) -> Iterator[str]:
    within = of if demand.title == of else f"{of}, {demand.title}"
    first = _choices(demand, within) if demand.choices else _looks_at(demand, within, DEMAND)
    yield _in_one(within, (first, *_particulars(policy, group, demand, within)))
    for choice in demand.choices:
        of_choice = f"{within}, {choice.title}"
        yield _in_one(
            of_choice, (_looks_at(choice, of_choice, CHOICE), *_particulars(policy, group, choice, of_choice))
        )


def _in_one(within: str, told: Iterable[str]) -> str:
    """What is said of one demand, which is named once: of some people it begins with whom it is said of."""
    first, *others = told
    rest = (each.removeprefix(f"{within}: ").removeprefix(f"{within}, ") for each in others)
    return " ".join([first, *(each[:1].upper() + each[1:] for each in rest)])


def _choices(demand: Demand, within: str) -> str:
    """How many of the choices are enough, where it is always as many; and all of them."""
    choices = "; ".join(choice.title for choice in demand.choices)
    amounts = {value.amount for value in demand.values if value.amount}
    several = len(amounts) != 1
    many = DEMAND_SOME if several else DEMAND_CHOICES
    values: dict[str, Shown] = {
        "of": within,
        "choices": choices,
        "all": len(demand.choices),
        "many": max(amounts, default=0),
    }
    told = str(Sentence(many, values, one="" if several else DEMAND_ONE, count=max(amounts, default=Decimal(0))))
    return (
        f"{told} {say(EACH_BY_ITSELF, years=word(CHOICES_OF_YEARS, demand.kind))}" if chooses_by_year(demand) else told
    )


def _looks_at(demand: Demand, within: str, texts: Mapping[bool, str]) -> str:
    """Whether it is of every year, and of which, or else at what it looks."""
    if demand.kind.of_cycle_years or demand.kind.of_shared_years:
        years = COUNTED_YEARS if demand.kind.of_counter else YEARS
        return say(texts[True], of=within, years=word(years, demand.kind))
    if demand.kind in {DemandKind.COUNTER, DemandKind.UNITS, DemandKind.CYCLES}:
        return say(NEEDED[texts[False]], of=within)
    return say(texts[False], of=within, kind=str(shown(demand.kind)))


def _particulars(policy: Policy, group: Group, demand: Demand, within: str) -> Iterator[str]:
    """What exactly a demand or a choice looks at, and how much it asks for."""
    if demand.kind.of_beginning:
        yield say(DEMAND_BEGINNING[demand.kind.before_last], of=within, months=demand.months)
    elif demand.months or demand.before_renewal:
        yield say(DEMAND_MONTHS, of=within, months=demand.months, before=word(BEFORE, demand.before_renewal))
    if demand.of:
        among = policy.counters if demand.kind.of_counter else policy.categories
        yield say(DEMAND_OF, of=within, what=named(among, demand.of))
    if demand.cycles:
        yield say(DEMAND_CYCLES, of=within, cycles=demand.cycles, first=demand.first_cycle)
    if demand.only_late:
        yield say(DEMAND_LATE, of=within, since=str(since(policy, demand)))
    if demand.consecutive:
        yield say(IN_A_ROW[demand.across_cycles], of=within, many=demand.consecutive)
    yield from _asked(policy, demand, within)
    if demand.by_year:
        yield say(TURNED["Demand", "by_year"][0], of=within)
    more = (*relief_words.rules(policy, demand), *missed_words.rule(policy, demand))
    for sentence, _ in (*more, *proration_words.less_of(policy, group, demand)):
        yield f"{within}: {sentence}"


def _asked(policy: Policy, demand: Demand, within: str) -> Iterator[str]:
    """How much of it is asked, and of whom; of what only some cycles ask that it is these alone."""
    when = _in_some_cycles(demand)
    if when is None:
        yield from map(str, asked_anew(policy, within, demand))
        return
    if not demand.choices:
        always = replace(demand, values=(replace(demand.values[1], when=None),))
        yield from map(str, asked_anew(policy, within, always))
    yield say(ASKED_ALONE, of=within, cycles=for_whom(when, policy.circumstances))


def _in_some_cycles(demand: Demand) -> Condition | None:
    """In which cycles alone anything is asked, where it is but their number that decides."""
    if len(demand.values) != 2 or len(first_values(demand.values)) != 2:
        return None
    usual, some = demand.values
    cycles = some.when and Condition(some.when.cycle_from, some.when.cycle_to, some.when.every)
    return cycles if cycles == some.when and usual.when is None and not usual.amount and some.amount else None


def counters(policy: Policy) -> Iterator[Block]:
    """What is counted besides units."""
    if policy.counters:
        yield Heading("What is counted besides units")
        rows = tuple(
            (c.name, _counted(c), listed(policy.types, c.types), f"1 {c.one}, 2 {c.many}") for c in policy.counters
        )
        yield Grid(("Counter", "Counts", "Of these", "Counted in"), rows)


def _counted(counter: Counter) -> str:
    valid = f", {say(VALID_FOR, months=counter.valid_months)}" if counter.valid_months else ""
    return word(COUNTS, counter.of) + valid


def circumstances(policy: Policy) -> Iterator[Block]:
    """What may be so of a person for a time."""
    if policy.circumstances:
        yield Heading("What may be so for a time")
        yield Listed(tuple(str(circumstance_words.of_rules(policy, kind)) for kind in policy.circumstances))


def audits(policy: Policy) -> Iterator[Block]:
    """How what is recorded is audited, and what a rejection may say."""
    if policy.audit:
        yield Heading("How it is audited")
        yield Listed(tuple(map(str, audit_words.of_rules(policy))))
        yield Paragraph(REJECTED)
        yield Listed(tuple(map(str, audit_words.reasons(policy))))


def of_others(policy: Policy) -> Iterator[Block]:
    """What renews other certifications, or takes their place."""
    if policy.cascades:
        yield Heading("What renews others")
        yield Listed(tuple(str(sentence) for sentence, _ in rule_words.cascades(policy)))

    if policy.replacements:
        yield Heading("What takes the place of others")
        yield Listed(tuple(str(sentence) for sentence, _ in replaced_words.rules(policy)))


def designations(policy: Policy) -> Iterator[Block]:
    """What is held while enough certifications are."""
    if policy.designations:
        yield Heading("Designations")
        yield Listed(tuple(str(designation_words.rule(each)) for each in policy.designations))


def served(policy: Policy, kind: ActivityType) -> str:
    """The categories of which a type's activities are, or may be."""
    told = serving_words.of_type(policy, kind)
    own = str(told) if told else named(policy.categories, kind.category)
    return "; ".join([*([own] if own else []), *(str(said) for said, _, _ in serving_words.of_which(policy, kind))])
