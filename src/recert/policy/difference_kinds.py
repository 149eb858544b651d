"""What kind of a field differs: values that hold from a day on, or several things."""

from dataclasses import is_dataclass
from typing import Any

from recert.policy.model import Value


def is_dated(before: Any, after: Any) -> bool:
    """Whether both are values that hold from a day on, as far as they are there."""
    found = [*(before if isinstance(before, tuple) else ()), *(after if isinstance(after, tuple) else ())]
    return bool(found) and all(isinstance(each, Value) for each in found)


def is_items(before: Any, after: Any) -> bool:
    """Whether both are several things, each with fields of its own."""
    return (
        isinstance(before, tuple) and isinstance(after, tuple) and all(is_dataclass(each) for each in (*before, *after))
    )
