"""Circumstances: what may be so of a person for a time, and what that takes off a requirement."""

from decimal import Decimal
from typing import Any, Final

from recert.policy.circumstances import CircumstanceKind, Removes
from recert.policy.model import MonthsCounted, Policy, Rounding
from recert.policy.reading.cycles import MONTHS, ROUNDINGS
from recert.policy.reading.values import listed
from recert.policy.toml import Document, Table

REMOVES: Final = {"nothing": Removes.NOTHING, "months": Removes.MONTHS, "units": Removes.UNITS}
ALIKE: Final = (("months_counted", "counted"), ("rounding", "rounding"), ("to", "to"))
"""What all that remove months answer alike, as a policy has it and as the model does."""
OF_MONTHS: Final = ("months_counted", "at_least_days", "most_months", "rounding", "to", "shrinks", "extends")
"""What is said only where months are removed."""
LONGEST: Final = 3650
"""Days, and months, that no circumstance goes beyond."""


def read_circumstance(table: Table, step: Decimal, categories: tuple[str, ...]) -> CircumstanceKind:
    """One circumstance. What belongs to months is asked for where months are removed, and refused elsewhere."""
    removes = table.choice("removes", REMOVES)
    months = removes is Removes.MONTHS
    found = CircumstanceKind(
        key=table.text("key"),
        title=table.text("title"),
        description=table.text("description"),
        evidence=table.text("evidence"),
        removes=removes,
        source=table.text("source"),
        counted=table.choice("months_counted", MONTHS) if months else MonthsCounted.FULL,
        at_least_days=table.integer("at_least_days", 0, LONGEST) if months else 0,
        most_months=table.integer("most_months", 0, LONGEST) if months else 0,
        rounding=table.choice("rounding", ROUNDINGS) if months else Rounding.DOWN,
        to=table.number("to") if months else Decimal(1),
        shrinks=listed(table, "shrinks", "category", categories) if months and table.has("shrinks") else (),
        extends=table.flag("extends") if months else False,
    )
    if table.data.get("removes") not in list(REMOVES):  # which may be anything, also what no table can be asked for
        table.known.update(OF_MONTHS)  # what it removes is not known, so neither is what it may say of that
    if months and "to" in table.data and (not found.to or found.to % step):
        table.problem("to", f"{found.to} is no whole number of steps of {step}", "write a multiple of the step")
    table.done()
    return found


def keys_of(document: Document) -> list[str]:
    """The keys of a document's circumstances, for conditions that ask for them."""
    return [row["key"] for row in _rows(document) if isinstance(row.get("key"), str)]


def _rows(document: Document) -> list[dict[str, Any]]:
    """A document's circumstances as they are written."""
    rows = document.data.get("circumstance")
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []


def check_circumstances(document: Document, policy: Policy) -> None:
    """Keys are their own, all that remove months count and round alike, and it is said which minima shrink."""
    first: CircumstanceKind | None = None
    minima = any(group.minima for group in policy.groups)
    written = _rows(document)
    for i, kind in enumerate(policy.circumstances):
        place = ("circumstance", i)
        if any(kind.key == other.key for other in policy.circumstances[:i]):
            document.problem((*place, "key"), f"two circumstances are called {kind.key}", "give each its own key")
        if kind.removes is not Removes.MONTHS:
            continue
        if minima and "shrinks" not in (written[i] if i < len(written) else ()):
            fix = "write shrinks = [], or name the categories whose minima shrink"
            document.problem((*place, "shrinks"), "it is not said which minima shrink with the requirement", fix)
        first = first or kind
        for key, name in ALIKE:
            if getattr(kind, name) != getattr(first, name):
                what = f"`{key}` is another than that of {first.key}: days that both cover are counted once"
                document.problem((*place, key), what, f"write it as in {first.key}")
