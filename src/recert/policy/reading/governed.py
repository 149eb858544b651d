"""By which day it is taken how much is asked of each year: the cycle's first, or the year's own."""

from typing import Final

from recert.policy.condition import Seen
from recert.policy.formula import Period
from recert.policy.model import DemandKind, Value
from recert.policy.toml import Table

GOVERNED_BY: Final = {"cycle start": False, "year start": True}


def read_governed_by(table: Table, kind: DemandKind, values: tuple[Value, ...]) -> bool:
    """Whether each year is asked what its own first day says; only of what looks at years, and by nothing else."""
    if not table.has("governed_by"):
        return False
    by_year = table.choice("governed_by", GOVERNED_BY)
    if not (kind.of_cycle_years or kind.of_shared_years):
        fix = 'leave it out, or write kind = "each year"'
        table.problem("governed_by", "it looks at no years, so the cycle's first day decides what is asked", fix)
        return False
    check_governed(table, "least", values if by_year else ())
    return by_year


def read_limit_governed_by(table: Table, period: Period, values: tuple[Value, ...]) -> bool:
    """Whether in each year so much counts as its own first day says; only of a limit of years, in units."""
    if not table.has("governed_by"):
        return False
    by_year = table.choice("governed_by", GOVERNED_BY)
    if period not in OF_YEARS:
        fix = 'leave it out, or write each = "calendar year"'
        table.problem("governed_by", "it is of no years, so the cycle's first day decides how much counts", fix)
        return False
    check_governed(table, "most", values if by_year else ())
    for i, value in enumerate(values if by_year else ()):
        if value.share:
            what = "a share is of what the cycle requires, so its first day decides it for all of its years"
            table.document.problem((*table.path, "most", i, "percent"), what, "write units, or leave governed_by out")
    return by_year


OF_YEARS: Final = frozenset({Period.CYCLE_YEAR, Period.YEAR})


def check_governed(table: Table, key: str, values: tuple[Value, ...]) -> None:
    """That nothing else than the first day of each year decides which of them holds."""
    for i, value in enumerate(values):
        place = (*table.path, key, i)
        if value.by_end:
            what = "the first day of each year decides this, whenever the cycle ends"
            table.document.problem((*place, "ending_from"), what, "write from = DATE")
        if value.when and value.when.seen is not Seen.FIRST_DAY:
            what = "what each year is asked is decided by its first day, for whom by the cycle's, and by no other"
            fix = "leave `on` out; a `relief` takes something off the years in which something is so"
            table.document.problem((*place, "when", "on"), what, fix)
