"""Which of a setting's values hold before their own day too."""

from collections.abc import Sequence
from itertools import takewhile

from recert.policy.model import Value


def first_values(values: Sequence[Value]) -> Sequence[Value]:
    """The first, and the exceptions to it that are of the same day: what is so from the beginning.

    A program whose rules are dated 2023, with an exception for first cycles, had that exception in 2022 as well.
    """
    return values[: len([*takewhile(lambda value: _day(value) == _day(values[0]), values)])]


def _day(value: Value) -> tuple[object, ...]:
    return value.since, value.by_end
