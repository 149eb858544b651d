"""Of which kind each result is that a case may expect: a word of a few, a day, a number, or true and false."""

from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Final, get_type_hints

from recert.policy.assessment import Cycle, CycleState, ExamOutcome, Holding, HoldingState, Reason, Route
from recert.policy.toml import LIFE, Plain, nearest, unquoted

NOT_HELD: Final = "not held"
Kind = tuple[type, ...]
NUMBER: Final[Kind] = (int, Decimal)
DAY: Final[Kind] = (date,)
FLAG: Final[Kind] = (bool,)
SAID: Final[dict[Kind, str]] = {
    NUMBER: "N, a number",
    DAY: "DATE, written as 2024-02-01 without quotes",
    FLAG: "true or false",
}
GROUP: Final = "group"
CERTIFICATION: Final = "certification"
DESIGNATION: Final = "designation"
ACTIVITY: Final = "activity"
EXAM: Final = "exam"


def word(code: IntEnum) -> str:
    """A code as cases write it: 'over limit'."""
    return code.name.lower().replace("_", " ")


def words(codes: type[IntEnum], *more: str) -> tuple[str, ...]:
    """All codes as cases write them."""
    return (*map(word, codes), *more)


WORDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    (GROUP, "state"): words(CycleState),
    (GROUP, "by"): words(Route),
    (CERTIFICATION, "state"): words(HoldingState, NOT_HELD),
    (EXAM, "outcome"): words(ExamOutcome),
}
COUNTED: Final = frozenset({"cycles", "cycle_number", "missing"})
"""What of a cycle is a number, and no field of it."""
REASONS: Final = words(Reason, NOT_HELD)
"""What is expected of an activity in words, under the key of a group."""


def misread(about: str, field: str, value: Plain) -> tuple[str, str] | None:
    """What is wrong with an expected value that no assessment could give, and what to write; None where one could.

    `about` is what it is expected of: a group, a certification, a designation, an activity or an exam.
    """
    if about == ACTIVITY and field != "outcome":
        return (
            _word(field, value, REASONS)
            if isinstance(value, str) and not unquoted(value, NUMBER)
            else _plain(field, value, NUMBER)
        )
    if (about, field) in WORDS:
        return _word(field, value, WORDS[about, field])
    kind = _kind(about, field)
    if about == GROUP and kind is None and isinstance(value, str) and unquoted(value, NUMBER):
        kind = NUMBER  # what a policy names of a cycle; whether it names this is seen when the case is run
    return _plain(field, value, kind) if kind else None


def _kind(about: str, field: str) -> Kind | None:
    """Of which kind a result is that is no word; None where that is not known."""
    if about == CERTIFICATION:
        return NUMBER if field == "holdings" else _of(get_type_hints(Holding).get(field))
    if about == DESIGNATION:
        return {"held": FLAG, "since": DAY, "until": DAY}.get(field)
    if about != GROUP:
        return None
    return _of(get_type_hints(Cycle).get(field, Decimal if field in COUNTED else None))


def _of(hint: object) -> Kind | None:
    return DAY if hint in (date, date | None) else NUMBER if hint in NUMBER else None


def _word(field: str, value: Plain, known: tuple[str, ...]) -> tuple[str, str] | None:
    if value in known:
        return None
    near = nearest(value.lower(), known) if isinstance(value, str) else None
    return f"`{field}` is never {_shown(value)}", f'did you mean "{near}"?' if near else f"write one of {_all(known)}"


def _plain(field: str, value: Plain, kind: Kind) -> tuple[str, str] | None:
    if kind is DAY and value == LIFE:
        return None
    if isinstance(value, kind) and (kind is FLAG or not isinstance(value, bool)):
        return None
    return f"`{field}` is never {_shown(value)}", f"write {field} = {unquoted(value, kind) or SAID[kind]}"


def _all(known: tuple[str, ...]) -> str:
    return ", ".join(f'"{each}"' for each in known)


def _shown(value: Plain) -> str:
    if isinstance(value, str):
        return f'the text "{value[:60]}"'
    return str(value).lower() if isinstance(value, bool) else str(value)[:60]
