"""What renewing takes besides units, and its other ways, in sentences: `explain` uses them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from recert.policy import beginning_words, consecutive_words, lack_words, several_cycles_words, window_words
from recert.policy import yearly_choice_words as by_year
from recert.policy.assessment import Cycle, CycleState, DemandTotal, DueYear, ExpiryCause, ExpiryStep, Route, WayTotal
from recert.policy.demand_years import (
    NO_YEAR,
    as_ended,
    due_years,
    in_years,
    is_by_deadline,
    over,
    short_years,
    year_of,
)
from recert.policy.explain_grace import earns_later, last_to_count, too_late_for_units
from recert.policy.length_words import by_way, then
from recert.policy.make_up_words import made_up_alone, making_up, without
from recert.policy.measure_words import of_categories, of_required, unit_asked
from recert.policy.model import CounterOf, Demand, DemandKind, Group, Policy, Way
from recert.policy.sentence import Sentence, Shown, all_of, number, words
from recert.policy.shared_years import PROGRAM_YEARS


def demands(policy: Policy, group: Group, cycle: Cycle, today: date) -> tuple[Sentence, ...]:
    """What there is of all that every way demands; of what other ways do, only once there is some of it.

    Of what nobody asks of this person nothing is said, though there may be some.
    """
    open_to = {way.way for way in cycle.ways}
    pairs = ((rule, as_ended(policy, cycle, rule, of)) for of in cycle.demands for rule in [rule_of(group, of)])
    return tuple(
        demand(policy, rule, total, cycle, today)
        for rule, total in pairs
        if total.required and (not total.way or (total.amount and total.way in open_to))
    )


def demand(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, today: date) -> Sentence:
    """How much there is of one, of how much."""
    if rule.choices:
        return _of_choices(policy, rule, total, cycle, today)
    values: dict[str, Shown] = {
        "title": rule.title,
        "amount": total.amount,
        "required": total.required,
        "unit": unit_asked(policy, rule, total.required),
        "months": rule.months,
    }
    if rule.kind.of_counter and policy.counter(rule.of).of is CounterOf.VALID:
        return Sentence(VALID[not total.missing], values)
    values["much"] = of_required(total.amount, total.required, *_one_and_many(policy, rule))
    if lost := over(policy, cycle, rule, total, today):
        least = max(lost, key=lambda year: year.missing)
        of_year: dict[str, Shown] = {"amount": least.amount, "required": least.required, "year": year_of(least)}
        return Sentence(beginning_words.over(least), {**values, **of_year})
    if rule.kind.in_parts:
        given = due_years(policy, cycle, rule, total)
        if not given:
            return Sentence(NO_YEAR[rule.kind.of_shared_years, rule.kind in PROGRAM_YEARS], values)
        values["together"] = rule.consecutive
        if rule.consecutive or len({year.required for year in given}) > 1:
            return _of_unlike(rule, given, total, values)
        gave = [total.required if year.made_up else year.amount for year in given]
        values["year"] = year_of(given[gave.index(min(gave))])
        values["years"] = len(given)
        if len(set(gave)) == 1:
            return Sentence(ALL_ALIKE[len(given) > 1], values)
    if rule.kind is DemandKind.CYCLES:
        return several_cycles_words.had(rule, cycle, values)
    return Sentence(RECENT[rule.before_renewal] if rule.months else HAD[rule.kind.in_parts], values)


def _one_and_many(policy: Policy, rule: Demand) -> tuple[Shown, Shown]:
    """What is counted of what a demand asks for, one of it and several."""
    if rule.kind is DemandKind.CATEGORIES:
        return Sentence(words("category")), Sentence(words("categories"))
    return unit_asked(policy, rule, Decimal(1)), unit_asked(policy, rule, Decimal(2))


def _of_unlike(rule: Demand, given: Sequence[DueYear], total: DemandTotal, values: dict[str, Shown]) -> Sentence:
    """How much there is of what is asked of each year, where that is not the same of all, or of several together."""
    asked = [year for year in given if year.required]
    lacks = next((year for year in asked if year.missing == total.missing), asked[0])
    together = rule.consecutive > 0
    if together and len({(year.amount, year.required, year.made_up) for year in asked}) == 1 < len(asked):
        return Sentence(consecutive_words.ALIKE, values)
    if total.missing or len(asked) == 1:
        values["year"] = year_of(lacks)
        return Sentence((consecutive_words.HAD if together else UNLIKE)[len(asked) > 1], values)
    return Sentence(consecutive_words.ENOUGH if together else EACH_ENOUGH, {**values, "years": len(asked)})


def _of_choices(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, today: date) -> Sentence:
    """How many choices are met, of how many, and how much there is of each; of each year by itself that lacks any."""
    if rule.kind.in_parts:
        return by_year.had(policy, rule, total, cycle, today)
    pairs = zip(rule.choices, total.choices, strict=True)
    told = ((choice, as_ended(policy, cycle, choice, found)) for choice, found in pairs)
    each = [demand(policy, choice, found, cycle, today) for choice, found in told if found.required]
    values: dict[str, Shown] = {"title": rule.title, "amount": total.amount, "required": total.required}
    values["choices"] = "; ".join(map(str, each))
    return Sentence(words("{title}: {amount} of {required} met. {choices}"), values)


def still_called(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, at_once: Sequence[str] = ()) -> str:
    """What a demand that is not met is called; of one with choices with those that may still be met.

    Of one for each year with the years that lack something. `at_once`: others that what meets this one meets as well.
    """
    pairs = zip(rule.choices, total.choices, strict=True)
    left = [choice.title for choice, found in pairs if found.required and found.missing]
    return str(_lacked(policy, cycle, rule, total, (_called(rule, total.missing, left), at_once)))


def _lacked(
    policy: Policy, cycle: Cycle, rule: Demand, total: DemandTotal, told: tuple[Sentence, Sequence[str]]
) -> Sentence:
    """What a demand lacks, as it is called; of years that can't be met any more what makes up for them.

    `told`: what it is called, and what else the same meets.
    """
    title, at_once = told
    gone = made_up_alone(policy, cycle, rule, total)
    left = without(total, gone) if gone else total
    if gone and not short_years(policy, cycle, rule, left):
        return making_up(policy, rule, gone, title)
    found = _with_notes(policy, rule, left, cycle, in_years(policy, cycle, rule, left, title), at_once)
    return all_of([found, making_up(policy, rule, gone, title)]) if gone else found


def met_now(policy: Policy, cycle: Cycle, rule: Demand) -> bool:
    """Whether what is done now, or once a cycle is suspended, may be of it, and meet a demand."""
    if not too_late_for_units(policy, cycle) or earns_later(policy, cycle):
        return True
    if rule.choices:
        return any(met_now(policy, cycle, choice) for choice in rule.choices)
    types = policy.counter(rule.of).types if rule.kind.of_counter else ()
    return any(policy.only_tallied(policy.type(key)) for key in types)


def _with_notes(
    policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, told: Sentence, at_once: Sequence[str]
) -> Sentence:
    """What is lacking, with how much where its title doesn't say that, by when it was to be done, and what it meets."""
    much = lack_words.much(policy, rule, total, cycle)
    notes = [much] if much else []
    if total.missing and not rule.kind.in_parts and not met_now(policy, cycle, rule):
        end = cycle.earn_by or last_to_count(policy, cycle)
        notes.append(Sentence(words("of what was done by {end}"), {"end": end}))
    if at_once:
        notes.append(Sentence(AT_ONCE[much is not None], {"others": ", ".join(at_once)}))
    for note in notes:
        told = Sentence("{told}, {note}" if note is not notes[0] else "{told} ({note}", {"told": told, "note": note})
    return Sentence("{told})", {"told": told}) if notes else told


AT_ONCE = {False: words("which meets these too: {others}"), True: words("which meet these too: {others}")}
"""What else the same meets, by whether it is said how much it is."""


def called(policy: Policy, rule: Demand, total: DemandTotal, cycle: Cycle, at_once: Sequence[str] = ()) -> str:
    """The same of what a way takes as a whole: with all choices, and whether it is met."""
    pairs = zip(rule.choices, total.choices, strict=True)
    told = _called(rule, total.required, [choice.title for choice, found in pairs if found.required])
    if total.missing:
        return str(_lacked(policy, cycle, rule, total, (told, at_once)))
    if not total.required:
        return str(_with_notes(policy, rule, total, cycle, told, at_once))
    if total.lasts:
        return str(Sentence(words("{demand} (met until {lasts})"), {"demand": told, "lasts": total.lasts}))
    return str(Sentence(MET[fades(rule)], {"demand": told, "months": rule.months}))


def fades(rule: Demand) -> bool:
    """Whether what there is of it may be too old on the day of the renewal."""
    return rule.before_renewal and rule.months > 0


def fading(policy: Policy, group: Group, cycle: Cycle) -> tuple[str, ...]:
    """What every way demands that is there today, and may be too old on the day of the renewal."""
    there = ((rule_of(group, total), total) for total in cycle.demands if total.required and not total.way)
    may_fade = ((rule, total) for rule, total in there if fades(rule) or total.lasts)
    return tuple(called(policy, rule, total, cycle) for rule, total in may_fade if not total.missing)


def met_until(policy: Policy, group: Group, cycle: Cycle, until: date) -> date:
    """The last day up to another on which all that there is today of what every way demands is recent enough.

    What is too old before it can be renewed at all is needed once more, and ends nothing.
    """
    lasting = (total for total in cycle.demands if not window_words.fades_before(policy, group, cycle, total))
    return min([until, *(total.lasts for total in lasting if total.lasts and not total.way)])


MET = {
    False: words("{demand} (met)"),
    True: words("{demand} (met, while it lies in the {months} months before the renewal)"),
}
"""What is met: whether that stays so on whatever day it is renewed."""


def _called(rule: Demand, many: Decimal, choices: Sequence[str]) -> Sentence:
    values: dict[str, Shown] = {
        "title": rule.title,
        "many": many,
        "choices": "; ".join(choices or [choice.title for choice in rule.choices]),
    }
    if not rule.choices or rule.kind.in_parts:
        return Sentence("{title}", values)
    one = words("{title} (one of: {choices})")
    return Sentence(words("{title} ({many} of: {choices})"), values, one=one, count=many)


HAD = {
    False: words("{title}: {much}"),
    True: words("{title}: {much} in {year}, the year with the fewest"),
}
"""Whether it looks at each year."""
ALL_ALIKE = {
    False: words("{title}: {much} in {year}"),
    True: words("{title}: {much} in each of {years} years"),
}
"""What is said where no year gave fewer than another: whether there are several."""
UNLIKE = {
    False: words("{title}: {much} in {year}"),
    True: words("{title}: {much} in {year}, the year that lacks most"),
}
"""What is said where not as much is asked of each year: whether anything is of several."""
EACH_ENOUGH = words("{title}: each of {years} years gave as much as is asked of it")
RECENT = {
    False: words("{title}: {much} in the last {months} months of the cycle"),
    True: words("{title}: {much} in the {months} months before the renewal"),
}
"""What the last months gave, by whether they are those before the day of the renewal."""
VALID = {
    True: words("{title}: on record, and valid on the last day of the cycle"),
    False: words("{title}: none on record that is valid on the last day of the cycle"),
}


def rule_of(group: Group, total: DemandTotal) -> Demand:
    """The rule behind a total."""
    way = next((way for way in group.ways if way.key == total.way), None)
    rules = way.demands if way else group.demands
    return next(rule for rule in rules if rule.key == total.demand)


def together(group: Group, totals: Iterable[DemandTotal]) -> Iterator[tuple[DemandTotal, tuple[str, ...]]]:
    """Each total, with what else the same payment serves: several that look at one counter are not added.

    Of those that are not met, that of which most is required stands for all, in the place of the first.
    """
    found = dict[tuple[str, str], list[DemandTotal]]()
    for total in totals:
        rule = rule_of(group, total)
        alone = rule.kind is not DemandKind.COUNTER or bool(rule.choices) or not total.missing
        found.setdefault(("", rule.key) if alone else (rule.of, ""), []).append(total)
    for several in found.values():
        most = max(several, key=lambda total: total.required)
        yield most, tuple(rule_of(group, other).title for other in several if other is not most)


def lacking(policy: Policy, group: Group, cycle: Cycle, way: str = "") -> tuple[str, ...]:
    """What a way still demands, as it is called; what every way does for none."""
    lacked = [total for total in cycle.demands if total.way == way and total.missing]
    return tuple(
        still_called(policy, rule_of(group, total), total, cycle, at_once) for total, at_once in together(group, lacked)
    )


def lacked_besides(policy: Policy, group: Group, cycle: Cycle) -> tuple[str, ...]:
    """What a cycle lacks besides units of any kind, as it is called: categories, what every way demands, or any way."""
    short = [(c.category, c.missing) for c in cycle.categories if c.missing]
    categories = (str(of_categories(policy, [each])) for each in short)
    return (*categories, *lacking(policy, group, cycle))


def demanded(policy: Policy, group: Group, cycle: Cycle) -> tuple[str, ...]:
    """What every way demands, as it is called, whether it is there or not."""
    asked = together(group, [total for total in cycle.demands if total.required and not total.way])
    return tuple(called(policy, rule_of(group, total), total, cycle, at_once) for total, at_once in asked)


def with_demands(first: Sentence, titles: Iterable[str]) -> Sentence:
    """A sentence, and then what else is needed."""
    named = ", ".join(titles)
    if not named:
        return first
    return Sentence(words("{first} Also needed: {titles}."), {"first": first, "titles": named})


def may_take_less(cycle: Cycle) -> bool:
    """Whether another way takes fewer units than the group's own still do, though it may take something else."""
    return any(max(way.required - cycle.counted, Decimal(0)) < cycle.missing for way in cycle.ways)


def or_by_ways(cycle: Cycle, first: Sentence) -> Sentence:
    """What is missing for the group's own units, where another way may take less."""
    if not may_take_less(cycle):
        return first
    return Sentence(words("{first} Another way may take less."), {"first": first})


def _lacks(cycle: Cycle, way: str) -> bool:
    return any(total.way == way and total.missing for total in cycle.demands)


def is_complete(policy: Policy, group: Group, cycle: Cycle) -> bool:
    """Whether all is there that renewing takes: the group's own units, or what another way asks for."""
    if _lacks(cycle, ""):
        return False
    return has_own_units(group, cycle) or complete_way(policy, group, cycle) is not None


def has_own_units(group: Group, cycle: Cycle) -> bool:
    """Whether units by themselves renew it, and all of them are there."""
    return bool(group.required or group.portfolio) and not cycle.missing


def complete_way(policy: Policy, group: Group, cycle: Cycle) -> WayTotal | None:
    """The first other way of which all is there, and will be once a window opens.

    None where each lacks something, or what every way demands does.
    """
    if _lacks(cycle, ""):
        return None
    there = (way for way in cycle.ways if cycle.counted >= way.required and not _lacks(cycle, way.way))
    return next((way for way in there if not window_words.is_too_old(policy, group, cycle, way.way)), None)


def by_ways_alone(policy: Policy, group: Group, cycle: Cycle) -> Sentence:
    """The ways to renew where there are no units of the group's own; of one that takes units, how many there are."""
    titles = _ways_so_far(policy, group, cycle)
    values = {"titles": "; ".join(titles)}
    one = words("It takes this: {titles}.")
    return Sentence(words("It takes one of these: {titles}."), values, one=one, count=Decimal(len(titles)))


def took_a_way(policy: Policy, group: Group, cycle: Cycle) -> Sentence | None:
    """The same of a cycle that is over; None where it was not for want of another way that it was not renewed."""
    enough = any(cycle.counted >= way.required and not _lacks(cycle, way.way) for way in cycle.ways)
    if group.required or group.portfolio or enough or not cycle.ways:
        return None
    titles = _ways_so_far(policy, group, cycle)
    values = {"titles": "; ".join(titles)}
    one = words("It took this: {titles}.")
    return Sentence(words("It took one of these: {titles}."), values, one=one, count=Decimal(len(titles)))


def _ways_so_far(policy: Policy, group: Group, cycle: Cycle) -> list[str]:
    required = {way.way: way.required for way in cycle.ways}
    ways = [way for way in group.ways if way.key in required]
    return [str(_so_far(policy, group, way, cycle, required[way.key])) for way in ways]


def _so_far(policy: Policy, group: Group, way: Way, cycle: Cycle, required: Decimal) -> Sentence:
    """A way with what there is of its units; once these are enough, with what else it lacks: it would read as met."""
    if not required:
        alone = [rule.title for rule in way.demands] == [way.title] and lacking(policy, group, cycle, way.key)
        return Sentence("{title}", {"title": alone[0] if alone else way.title})
    much = of_required(cycle.counted, required, policy.unit, policy.units)
    values: dict[str, Shown] = {"title": way.title, "much": much}
    values["lacking"] = ", ".join(lacking(policy, group, cycle, way.key)) if cycle.counted >= required else ""
    return Sentence(SO_FAR[bool(values["lacking"])], values)


SO_FAR = {
    False: words("{title} ({much})"),
    True: words("{title} ({much}, still needed: {lacking})"),
}
"""How much there is of a way: whether anything else of it is lacking that is named."""


def is_nothing_due(cycle: Cycle) -> bool:
    """Whether a cycle was renewed by itself, because it requires nothing: no units, and none of a category either."""
    besides = (*(total.required for total in cycle.demands), *(category.required for category in cycle.categories))
    return not cycle.required and not any(besides) and not cycle.way and cycle.route == Route.UNITS


def free_cycle(step: ExpiryStep, cycles: Iterable[Cycle]) -> Cycle | None:
    """The cycle for which nothing was due that gave an expiry date; None where something was.

    It may have begun before: what is on record of a person may make it so within a cycle.
    """
    if step.cause is not ExpiryCause.RENEWAL:
        return None
    return next((cycle for cycle in cycles if is_nothing_due(cycle) and cycle.met_on == step.on), None)


def free_step(step: ExpiryStep, cycles: Iterable[Cycle]) -> Sentence | None:
    """The line of an expiry date's story where nothing was due for it; None where something was."""
    cycle = free_cycle(step, cycles)
    if cycle is None:
        return None
    return Sentence(
        words("Nothing is due in the cycle that began on {on}: from {old} to {new}."),
        {"on": cycle.start, "old": step.old or step.new, "new": step.new},
    )


def needs_more(policy: Policy, group: Group, cycle: Cycle | None) -> Sentence | None:
    """What keeps the expiry date as it is, besides units or instead of them; None where units alone do."""
    if cycle is None or cycle.met_on is not None:
        return None
    titles = lacking(policy, group, cycle)
    if not titles and not group.ways:
        return None
    values: dict[str, Shown] = {"day": cycle.end, "titles": ", ".join(titles)}
    if complete_way(policy, group, cycle) and (opens := window_words.opens_on(policy, group.key, cycle.end)):
        values["on"] = window_words.first_day(policy, group.key, cycle.end, opens)
        return Sentence(words("Expiry stays {day} until it renews on {on}."), values)
    if titles:
        return Sentence(words("Expiry stays {day}. Still needed besides units: {titles}."), values)
    return Sentence(words("Expiry stays {day} until one of the ways to renew is complete."), values)


def is_cut(policy: Policy, group: Group, cycle: Cycle, way: str = "") -> bool:
    """Whether anything that a way still lacks has to be done by the deadline: a fee may still be paid after it."""
    required = next((each.required for each in cycle.ways if each.way == way), Decimal(0))
    units = max(required - cycle.counted, Decimal(0)) if way else cycle.missing
    lacking = (rule_of(group, total) for total in cycle.demands if total.missing and total.way in ("", way))
    return bool(units) or any(is_by_deadline(policy, rule) for rule in lacking)


def done_by(policy: Policy, group: Group, cycle: Cycle, until: date, way: str = "") -> date:
    """The last day on which what a way lacks may be done in time, up to another: the deadline where that matters."""
    if cycle.state is not CycleState.OPEN or cycle.earn_by is None or cycle.earned:
        return until
    late = policy.deadline is not None and policy.deadline.late
    return min(until, cycle.earn_by) if late or is_cut(policy, group, cycle, way) else until


def own_way(policy: Policy, group: Group, cycle: Cycle, until: date) -> Sentence:
    """The group's own units, beside its other ways."""
    values: dict[str, Shown] = {"required": cycle.required, "unit": policy.units}
    return Sentence(words("{required} {unit} by {until}."), {**values, "until": done_by(policy, group, cycle, until)})


def other_ways(policy: Policy, group: Group, cycle: Cycle, until: date) -> tuple[Sentence, ...]:
    """The group's other ways to renew this cycle up to a day, with all that they ask for."""
    required = {way.way: way.required for way in cycle.ways}
    found = list[Sentence]()
    for way in group.ways:
        if way.key not in required:
            continue
        values: dict[str, Shown] = {
            "title": way.title,
            "required": required[way.key],
            "unit": policy.units,
            "until": min(cycle.earn_by or last_to_count(policy, cycle), until)
            if required[way.key] and too_late_for_units(policy, cycle)
            else done_by(policy, group, cycle, until, way.key),
            "titles": ", ".join(_asked(policy, way, cycle)),
        }
        told = Sentence(WAYS[bool(required[way.key]), bool(values["titles"])], values)
        told = window_words.once_more(policy, group, cycle, told, way.key)
        found.append(then(with_demands(told, demanded(policy, group, cycle)), by_way(policy, group, cycle, way.key)))
    return tuple(found)


def _asked(policy: Policy, way: Way, cycle: Cycle) -> Iterable[str]:
    """What a way takes besides units: nothing of which none is asked of this person.

    Two may count the same, so each is told by its title; what is called as the way itself, by how much it counts.
    """
    totals = {total.demand: total for total in cycle.demands if total.way == way.key}
    for rule in (each for each in way.demands if totals[each.key].required):
        counted = rule.kind is DemandKind.COUNTER and policy.counter(rule.of).of is not CounterOf.VALID
        if counted and rule.title == way.title:
            yield str(_of_counter(policy, rule, totals[rule.key]))
        else:
            yield called(policy, rule, totals[rule.key], cycle)


def _of_counter(policy: Policy, rule: Demand, total: DemandTotal) -> Sentence:
    """How much of a counter a way takes, and what of that is there."""
    counter, amount = policy.counter(rule.of), total.required
    values: dict[str, Shown] = {"much": f"{number(amount)} {counter.one if amount == 1 else counter.many}"}
    if not total.missing:
        return Sentence(words("{much} (met)"), values)
    if not total.amount:
        return Sentence("{much}", values)
    return Sentence(words("{much} ({missing} more)"), {**values, "missing": total.missing})


WAYS = {
    (True, True): words("{title}: {required} {unit}, with {titles}, by {until}."),
    (True, False): words("{title}: {required} {unit} by {until}."),
    (False, True): words("{title}: {titles} by {until}."),
    (False, False): words("{title}, by {until}."),
}
"""Another way, by whether it asks for units and for anything else."""
