"""Why something holds for a cycle that did not on its first day, or because of the day on which it ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from recert.policy.assessment import Cycle, Noted
from recert.policy.explain_proration import of_asked, of_category, of_units
from recert.policy.first_values import first_values
from recert.policy.length_words import renews_for
from recert.policy.model import Demand, Group, Policy, Value, Way
from recert.policy.rule_words import is_validity, least_of, required_by, units_of
from recert.policy.sentence import Sentence, Shown, words


@dataclass(frozen=True, slots=True)
class _Setting:
    """Something that values decide for a cycle, and how one of them is said."""

    values: Sequence[Value]
    say: Callable[[Value], Sentence]


def governing(policy: Policy, key: str, cycle: Cycle) -> tuple[Sentence, ...]:
    """What is asked for in a cycle of a group because of what became so in it, or because of its end."""
    changed, by_end = list[Sentence](), dict[tuple[date, str], list[str]]()
    for setting in _settings(policy, policy.group(key), cycle) if cycle.noted or cycle.bound else ():
        first = _governs(setting.values, cycle, lambda noted: noted.at_first)
        now = in_force_now(setting.values, cycle)
        if _amount(first) != _amount(now):
            changed.append(_changed(policy, cycle, setting, first, now))
        elif now is not None and _because_of_its_end(setting, now, cycle):
            by_end.setdefault((now.since, now.source), []).append(str(setting.say(now)))
    return (*changed, *(_by_end(since, source, whats) for (since, source), whats in by_end.items()))


def _because_of_its_end(setting: _Setting, now: Value, cycle: Cycle) -> bool:
    """Whether a value holds because of a cycle's end, as that began before the day from which it does."""
    return now.by_end and bool(now.amount) and len(setting.values) > 1 and cycle.start < now.since


def _by_end(since: date, source: str, whats: Sequence[str]) -> Sentence:
    """What is asked because of the end, all of the same day and source together."""
    text = words("{what}, as this cycle was to end on {day} or later ({source}).")
    return Sentence(text, {"what": "; ".join(dict.fromkeys(whats)), "day": since, "source": source})


def known(values: Sequence[Value], cycle: Cycle) -> bool:
    """Whether it can be told from a cycle which of several values governs it."""
    noted = {each.when for each in cycle.noted}
    return all(value.when is None or value.when in noted for value in values)


def in_force_now(values: Sequence[Value], cycle: Cycle) -> Value | None:
    """The value that governs a cycle as things stand, where that is known."""
    return _governs(values, cycle, lambda noted: noted.met)


def _changed(policy: Policy, cycle: Cycle, setting: _Setting, first: Value | None, now: Value | None) -> Sentence:
    asked = [value.when for value in setting.values if value.when]
    turned = [noted for noted in cycle.noted if noted.since and noted.when in asked]
    because = [noted for noted in turned if noted.when in {each.when for each in (first, now) if each}] or turned
    days = [noted.since for noted in because if noted.since]
    values: dict[str, Shown] = {
        "day": max(days, default=cycle.start),
        "what": setting.say(now) if now else Sentence(words("Nothing")),
        "before": setting.say(first) if first else Sentence(words("nothing")),
        "titles": ", ".join(dict.fromkeys(title for noted in because for title in _titles(policy, noted))),
        "source": now.source if now else first.source if first else "",
    }
    return Sentence(CHANGED, values)


CHANGED = words(
    "{what}, since {day}, because of what is on record under {titles} ({source}). On the first day of this cycle: "
    "{before}. If the record is wrong, ask the program to correct it."
)


def _titles(policy: Policy, noted: Noted) -> list[str]:
    keys = (*noted.when.true_of, *noted.when.untrue_of)
    return [kind.title for kind in policy.circumstances if kind.key in keys]


def _amount(value: Value | None) -> object:
    """What a value asks for; none asks for nothing."""
    return (value.amount, value.share, value.unlimited) if value and (value.amount or value.unlimited) else None


def _governs(values: Sequence[Value], cycle: Cycle, met: Callable[[Noted], bool]) -> Value | None:
    """The value that governs a cycle: the last of those that hold for the person whose day has come, or the first."""
    holding = {noted.when for noted in cycle.noted if met(noted)}
    mine = [value for value in values if value.when is None or value.when in holding]
    always = first_values(values)
    begun = [value for value in mine if value in always or _has_come(value, cycle)]
    return begun[-1] if begun else next(iter(mine), None)


def _has_come(value: Value, cycle: Cycle) -> bool:
    if value.by_end:
        return cycle.bound is None or value.since <= cycle.bound
    return value.since <= cycle.start


def _settings(policy: Policy, group: Group, cycle: Cycle) -> Iterator[_Setting]:
    """What a group requires and demands, also by its other ways; the cycle may be prorated."""
    yield _Setting(group.required, lambda value: units_of(policy, of_units(policy, group.key, cycle, value)))
    for minimum in group.minima:
        yield _Setting(minimum.values, partial(_of_minimum, policy, group.key, cycle, minimum.category))
    yield from _demands(policy, group.key, cycle, _asked(group.demands, cycle, ""))
    for way in group.ways:
        yield _Setting(way.required, partial(_of_way, policy, group.key, cycle, way))
        yield _Setting(way.renews_for, renews_for)
        yield from _demands(policy, group.key, cycle, _asked(way.demands, cycle, way.key))


def _of_way(policy: Policy, group: str, cycle: Cycle, way: Way, value: Value) -> Sentence:
    return required_by(policy, of_asked(policy, group, cycle, way, value))


def _of_demand(policy: Policy, group: str, cycle: Cycle, demand: Demand, value: Value) -> Sentence:
    if value.amount and is_validity(policy, demand):  # not told as what is so
        return Sentence(words("{title}: has to be valid on the last day of the cycle"), {"title": demand.title})
    return least_of(policy, demand, of_asked(policy, group, cycle, demand, value))


def _of_minimum(policy: Policy, group: str, cycle: Cycle, category: str, value: Value) -> Sentence:
    prorated = of_category(policy, group, cycle, category, value)
    return _units_of_category(policy, prorated, name=policy.category(category).name)


def _units_of_category(policy: Policy, value: Value, *, name: str) -> Sentence:
    """How many units have to be of a category, where no line about all of them stands before."""
    values: dict[str, Shown] = {
        "amount": value.amount,
        "unit": policy.unit if value.amount == 1 else policy.units,
        "category": name,
    }
    if value.share:
        return Sentence(words("{amount} % of the {unit} have to be of {category}"), {**values, "unit": policy.units})
    one = words("{amount} {unit} has to be of {category}")
    return Sentence(words("{amount} {unit} have to be of {category}"), values, one=one, count=value.amount)


def _asked(demands: Sequence[Demand], cycle: Cycle, way: str) -> list[Demand]:
    """Without what late renewals alone are asked, as long as this one is not: what it will be is told as that."""
    asked = {total.demand for total in cycle.demands if total.way == way and total.required}
    return [demand for demand in demands if demand.key in asked or not demand.only_late]


def _demands(policy: Policy, group: str, cycle: Cycle, demands: Sequence[Demand]) -> Iterator[_Setting]:
    for demand in demands:
        yield _Setting(demand.values, partial(_of_demand, policy, group, cycle, demand))
        yield from _demands(policy, group, cycle, demand.choices)
