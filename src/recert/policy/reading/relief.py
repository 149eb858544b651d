"""Reliefs: what circumstances take off what a demand asks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy.model import DemandKind, MonthsCounted, Rounding
from recert.policy.reading.circumstances import LONGEST, keys_of
from recert.policy.reading.cycles import MONTHS, ROUNDINGS
from recert.policy.reading.values import listed
from recert.policy.relief import Relief, TakesOff
from recert.policy.toml import Table

REMOVES: Final = {"months": TakesOff.MONTHS, "the year": TakesOff.ALL}
REMOVES_OF_ALL: Final = {"months": TakesOff.MONTHS, "everything": TakesOff.ALL}
"""The same where a demand looks at no years."""
NO_SHARE: Final = {"everything": TakesOff.ALL}
"""The same of what is no amount that months could be a share of."""
OF_MONTHS: Final = ("rounding", "to")
"""What is said only where months are taken off."""
OF_ALL: Final = ("from_days", "from_months")
"""How it may be said from how much on all is waived."""


def read_reliefs(table: Table, kind: DemandKind, step: Decimal, *, sums: bool) -> tuple[Relief, ...]:
    """What takes something off what a demand asks. `step`: of amounts; `sums`: a share of these means something."""
    of_years = kind.of_cycle_years or kind.of_shared_years
    if kind.of_last and "relief" in table.data and table.data.get("before") == "the renewal":
        table.known.add("relief")
        table.problem("relief", "these months are others on every day, so nothing is taken off them", _BEFORE_THE_END)
        return ()
    removes = REMOVES if of_years else REMOVES_OF_ALL if sums else NO_SHARE
    found = tuple(_relief(row, step, removes) for row in table.rows("relief"))
    _check_each(table, found, removes)
    return found


_BEFORE_THE_END: Final = (
    'write before = "the cycle\'s end", or ask for another amount while it is so, by a value with when = { is = […] }'
)
"""What to do instead where months are looked at that end with the day of the renewal."""


def _relief(table: Table, step: Decimal, known: dict[str, TakesOff]) -> Relief:
    """One relief. What belongs to months is asked for where months are taken off, and refused elsewhere."""
    if known is NO_SHARE and table.data.get("removes") == "months":
        what = "a share of months takes nothing off a number of categories or choices, or off what has to be current"
        table.problem("removes", what, 'write removes = "everything", with from how much on nothing is asked')
        known = REMOVES_OF_ALL
    removes, of_years = table.choice("removes", known), known is REMOVES
    months = removes is TakesOff.MONTHS
    said = [] if months else [key for key in OF_ALL if table.has(key)]
    found = Relief(
        circumstances=listed(table, "circumstances", "circumstance", keys_of(table.document)),
        removes=removes,
        at_least_days=table.integer("at_least_days", 0, LONGEST),
        source=table.text("source"),
        counted=table.choice("months_counted", MONTHS) if months or "from_months" in said else MonthsCounted.FULL,
        rounding=table.choice("rounding", ROUNDINGS) if months else Rounding.DOWN,
        to=table.number("to") if months else Decimal(1),
        from_days=table.integer("from_days", 1, 366 if of_years else LONGEST) if said[:1] == ["from_days"] else 0,
        from_months=table.integer("from_months", 1, 12 if of_years else 1200) if said[:1] == ["from_months"] else 0,
        of_years=of_years,
    )
    if table.data.get("removes") not in list(known):  # what it takes off is not known, so neither is what it may say
        table.known.update((*OF_MONTHS, *OF_ALL, "months_counted"))
    elif not months:
        _from_how_much(table, said)
    if not table.texts("circumstances"):
        table.problem("circumstances", "nothing is so while it holds", 'write circumstances = ["…"]')
    if months and "to" in table.data and (not found.to or found.to % step):
        table.problem("to", f"{found.to} is no whole number of steps of {step}", "write a multiple of the step")
    table.done()
    return found


def _from_how_much(table: Table, said: list[str]) -> None:
    """From so many days or so many months on it is waived: one of them, once."""
    if len(said) != 1:
        what = f"it is {'said twice' if said else 'not said'} from how much of it on nothing is asked"
        table.problem(said[1] if said else None, what, "write one of from_days = 1 and from_months = 6")
    if "from_days" in said[:1] and "months_counted" in table.data:
        table.known.add("months_counted")
        table.problem("months_counted", "days are counted here, and no months", "leave it out, or write from_months")


def _check_each(table: Table, found: tuple[Relief, ...], known: dict[str, TakesOff]) -> None:
    """What one circumstance takes off in one way is said once."""
    for i, (key, removes) in _each(found):
        before = [(key, removes) for _, (key, removes) in _each(found[:i])]
        if (key, removes) in before:
            word = next(word for word, meant in known.items() if meant is removes)
            what = f'another relief above says already what {key} takes off with removes = "{word}"'
            table.document.problem((*table.path, "relief", i, "circumstances"), what, "say it in one of the two alone")


def _each(found: tuple[Relief, ...]) -> Iterator[tuple[int, tuple[str, TakesOff]]]:
    for i, relief in enumerate(found):
        for key in relief.circumstances:
            yield i, (key, relief.removes)
