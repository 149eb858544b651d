"""How `handbook` says what it finds: sentences with values, settings that hold from a day on, names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from recert.policy.difference import anew
from recert.policy.difference_place import title_of
from recert.policy.exceptions import whom
from recert.policy.handbook_words import NO_LIMIT
from recert.policy.model import Policy, Value
from recert.policy.sentence import Sentence, Shown, plain


def say(text: str, **values: Shown) -> str:
    """A sentence with its values."""
    return str(Sentence(text, values))


def settings(policy: Policy, key: tuple[str, str], of: str, values: Sequence[Value]) -> Iterator[str]:
    """Values with the days from which they hold, as a difference says what is new."""
    return map(str, anew(policy, of, key, values))


def over_time(
    policy: Policy, values: Sequence[Value], say_one: Callable[[Value], str], *, by_year: bool = False
) -> str:
    """One value as it is; of several each later one with its day, and of each that holds for some for whom."""
    said = list[str]()
    for at, value in enumerate(values):
        since = f" from {plain(value.since)}" if at and not value.by_end else ""
        some = whom(values, at, policy.circumstances, by_year=by_year)
        said.append((NO_LIMIT if value.unlimited else say_one(value)) + (f", {some}" if some else "") + since)
    return "; ".join(said)


def named(items: Iterable[Any], key: str) -> str:
    """What the thing under a key is called; the key where there is none."""
    return next((title_of(item) for item in items if item.key == key), key)


def listed(items: Sequence[Any], keys: Iterable[str]) -> str:
    """What several things are called."""
    return ", ".join(named(items, key) for key in keys)


def word(options: Mapping[str, Any], value: Any) -> str:
    """The word with which a policy chooses a value."""
    return next(each for each, meant in options.items() if meant == value)
