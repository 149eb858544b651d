"""Dated values and names, as every part of a policy has them."""

from collections.abc import Iterable
from decimal import Decimal

from recert.policy.model import Value
from recert.policy.toml import Table, nearest


def values(table: Table, key: str, amount: str, step: Decimal) -> tuple[Value, ...]:
    """A list of dated amounts, each a whole number of steps, in the order of their days."""
    found = list[Value]()
    for row in table.rows(key):
        value = Value(row.day("from"), row.number(amount), row.text("source"))
        if value.amount % step:
            row.problem(
                amount, f"{value.amount} is no whole number of steps of {step}", "round it, or make `step` smaller"
            )
        in_order(row, value, found)
        row.done()
        found.append(value)
    return tuple(found)


def in_order(row: Table, value: Value, before: list[Value]) -> None:
    """Reports a value that does not come after the one before it."""
    if before and value.since <= before[-1].since:
        row.problem("from", f"{value.since} does not come after {before[-1].since}", "put the values in order of days")


def named(table: Table, key: str | int, name: str, what: str, known: Iterable[str]) -> str:
    """The name of something that the policy has; empty, with a problem that names the nearest, where it has not."""
    keys = list(known)
    if name in keys:
        return name
    if name:
        near = nearest(name, keys)
        listed = f"write one of {', '.join(keys)}" if keys else f"write [{what}.{name}]"
        table.problem(key, f'there is no {what} "{name}"', f'did you mean "{near}"?' if near else listed)
    return ""
