"""What is written, and nothing asks for: a counter, a circumstance. Each looks like a rule that was forgotten."""

from collections.abc import Iterator

from recert.policy.beyond import Found
from recert.policy.circumstances import Removes
from recert.policy.exceptions import settings
from recert.policy.model import Demand, Policy


def unused_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it."""
    demands = tuple(_demands(policy))
    asked = {rule.of for rule in demands if rule.kind.of_counter}
    asked |= {rule.missed.counter for rule in demands if rule.missed}
    for counter in policy.counters:
        if counter.key not in asked:
            what = f"nothing asks for {counter.name}, so what is counted as it makes no difference"
            fix = f'ask for it, as with counter = "{counter.key}" in an `also` of a group or a way, or leave it out'
            yield ("counter", counter.key), what, fix
    named = {key for _, found in settings(policy) for value in found if value.when for key in _looked_at(value.when)}
    named |= {key for rule in demands for relief in rule.reliefs for key in relief.circumstances}
    for at, kind in enumerate(policy.circumstances):
        if kind.removes is Removes.NOTHING and kind.key not in named:
            what = f"{kind.title} takes nothing off, and no condition and no relief names it: it makes no difference"
            fix = f'name it, as in when = {{ is = ["{kind.key}"] }}, say what it removes, or leave it out'
            yield ("circumstance", at), what, fix


def _looked_at(when: object) -> Iterator[str]:
    yield from getattr(when, "true_of", ())
    yield from getattr(when, "untrue_of", ())


def _demands(policy: Policy) -> Iterator[Demand]:
    """Every demand of a group or a way, and its choices."""
    for group in policy.groups:
        for rule in (*group.demands, *(each for way in group.ways for each in way.demands)):
            yield rule
            yield from rule.choices
