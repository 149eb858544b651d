"""Dated values and names, as every part of a policy has them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from recert.policy.condition import Condition
from recert.policy.model import Value
from recert.policy.toml import TYPO, Table, nearest, one_of


@dataclass(frozen=True, slots=True)
class Amounts:
    """How a setting's values are written: the amount's key, its step, and what else a value may say.

    `when` reads a condition; without it values hold for everybody, and none is dated by a cycle's end. With `shares` an
    amount may be in percent. `instead`: what may be said (true) where no amount is: of a limit that there is none.
    `word`: what may stand in the amount's place, for one without any limit.
    """

    key: str
    step: Decimal
    when: Callable[[Table], Condition] | None = None
    shares: bool = False
    instead: str = ""
    word: str = ""


def values(table: Table, key: str, amounts: Amounts) -> tuple[Value, ...]:
    """A list of dated amounts, each a whole number of steps, in the order of their days."""
    found, dated = list[Value](), list[Value]()
    for row in table.rows(key, amounts.key):
        value = _value(row, amounts)
        in_order(row, value, dated, for_some=amounts.when is not None)
        row.done()
        found.append(value)
    return tuple(found)


def _value(row: Table, amounts: Amounts) -> Value:
    share = amounts.shares and row.has("percent")
    if share:
        said_twice(row, amounts.key)
    for key in {"late_from_day", "late_after_months"} & row.data.keys():
        row.known.add(key)
        fix = f"write [[late]] for units, with `more_of` for a category, or [[group.NAME.also]] with `{key}`"
        row.problem(key, "this is decided when a cycle begins, and nobody is late then", fix)
    when = amounts.when(row.table("when")) if amounts.when and row.has("when") else None
    by_end = amounts.when is not None and row.has("ending_from")
    since = row.day("ending_from" if by_end else "from")
    if by_end and row.has("from"):
        fix = "leave one of the two out"
        row.problem(
            "from", "it holds either for cycles that begin from a day on, or for those that end from it on", fix
        )
    if amounts.when is None:
        not_by_end(row, "the first day of the cycle decides this, or the day of the activity, whenever the cycle ends")
    if amounts.instead and row.has(amounts.instead):
        if not row.flag(amounts.instead):
            row.problem(amounts.instead, UNSAID[amounts.instead], f"write {amounts.key} = N instead")
        return Value(since, Decimal(0), row.text("source"), when=when, unlimited=True, by_end=by_end)
    if amounts.word and row.says(amounts.key, amounts.word):
        return Value(since, Decimal(0), row.text("source"), when=when, unlimited=True, by_end=by_end)
    amount = percent(row, "percent") if share else _amount(row, amounts)
    return Value(since, amount, row.text("source"), when=when, share=share, by_end=by_end)


UNSAID: Final = {"unlimited": "it says that there is a limit", "closed": "it says that this way is open"}
"""What is said by an amount."""
OTHERWISE: Final = {"units": "count", "count": "units"}
"""Under which key an amount stands elsewhere."""


def _amount(row: Table, amounts: Amounts) -> Decimal:
    """The amount; of one that stands under the key of another kind of amounts it is said how that is called here."""
    other = called_otherwise(row, amounts.key)
    return step_number(row, amounts.key, amounts.step) if other is None else Decimal(0)


def called_otherwise(row: Table, key: str) -> str | None:
    """Under which key an amount stands instead of its own, which is said: another kind's, or the name of a unit."""
    if key in row.data:
        return None
    unit = [row.document.word("unit", each).split(" ")[-1] for each in ("many", "one")] if key == "units" else []
    for other in (OTHERWISE.get(key, ""), *(word for word in unit if not nearest(word, [key], TYPO))):
        found = row.data.get(other)
        if isinstance(found, int | Decimal) and not isinstance(found, bool):
            row.known |= {other, key}
            row.problem(other, f"`{other}` is `{key}` here", f"write {key} = {found}")
            return other
    return None


def said_twice(row: Table, key: str) -> None:
    """Refuses an amount beside one in percent."""
    if key in row.data:
        row.known.add(key)
        row.problem(key, f"the amount is said in {key} and in percent", f"leave `{key}` or `percent` out")


def not_by_end(row: Table, why: str) -> None:
    """Refuses the day on which a cycle ends where another day decides."""
    if "ending_from" in row.data:
        row.known.add("ending_from")
        row.problem("ending_from", why, "write from = DATE")


def percent(table: Table, key: str) -> Decimal:
    """So many of a hundred, in hundredths at the least."""
    found = table.number(key)
    if found > 100 or found % Decimal("0.01"):
        table.problem(key, f"{found} percent can't be counted", "write 0 to 100, with up to two decimals")
        return Decimal(0)
    return found


def step_number(table: Table, key: str, step: Decimal) -> Decimal:
    """An amount that must be a whole number of steps."""
    found = table.number(key)
    if found % step:
        table.problem(key, f"{found} is no whole number of steps of {step}", "round it, or make `step` smaller")
    return found


def in_order(row: Table, value: Value, before: list[Value], *, for_some: bool = False) -> None:
    """Reports a value that does not come after the one before it; of one day only conditions tell values apart.

    `before` is added to: those values whose day could be read. `for_some`: whether a value may have a condition.
    """
    key = "ending_from" if value.by_end else "from"
    if row.lacks(key):
        return
    alike = [each.since for each in before if each.by_end == value.by_end]
    unconditional = value.when is None and "when" not in row.data  # a condition that has no place is said elsewhere
    if alike and value.since < alike[-1]:
        row.problem(key, f"{value.since} does not come after {alike[-1]}", "put the values in order of days")
    elif alike and value.since == alike[-1] and unconditional:
        same = [each for each in before if (each.since, each.by_end) == (value.since, value.by_end)]
        row.problem(key, *_same_day(value, same, for_some=for_some))
    later = [each.since for each in before if not each.by_end and each.since >= value.since]
    if value.by_end and value.when is None and later:
        what = (
            f"every cycle that begins on {later[-1]} or later ends after {value.since}: what is said above never holds"
        )
        row.problem("ending_from", what, "write a later day, or put this value above")
    before.append(value)


def _same_day(value: Value, same: list[Value], *, for_some: bool) -> tuple[str, str]:
    """What is said of a value for everybody where others of its day stand above."""
    if all(each.when for each in same):
        what = f"from {value.since} on this holds for everybody, and would end what stands above with `when`"
        return what, "put this value above those with `when`"
    fix = "take one out, or say with `when` for whom it holds" if for_some else "take one out, or write another day"
    return f"two values hold for everybody from {value.since} on", fix


LISTED: Final = frozenset({"circumstance"})
"""What is written as a list of tables, each with its key, and is named elsewhere."""


def named(
    table: Table, key: str | int, name: str, what: str, known: Iterable[str], told: list[str] | None = None
) -> str:
    """The name of something that the policy has; empty, with a problem that names the nearest, where it has not.

    `told`: those of which one may be meant, where that is not any.
    """
    keys = list(known)
    if name in keys:
        return name
    if name:
        meant = keys if told is None else told
        near = nearest(name, meant)
        first = f'write [[{what}]], with key = "{name}"' if what in LISTED else f"write [{what}.{name}]"
        fix = one_of(meant) if meant else first
        table.problem(key, f'there is no {what} "{name}"', f'did you mean "{near}"?' if near else fix)
    return ""


def listed(table: Table, key: str, what: str, known: Iterable[str], told: list[str] | None = None) -> tuple[str, ...]:
    """The names of a list, each of something that the policy has; the others are problems at their places."""
    keys = list(known)
    inner = Table(table.document, {}, (*table.path, key))
    found = [named(inner, i, name, what, keys, told) for i, name in enumerate(table.texts(key))]
    if "" in found:
        table.misread(key)
    return tuple(name for name in found if name)
