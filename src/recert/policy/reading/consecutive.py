"""Years that are asked together: how many in a row, and whether those of the cycle before are among them."""

from typing import Final

from recert.policy.model import DemandKind
from recert.policy.toml import Table

MOST: Final = 20
"""Years in a row."""


def read_consecutive(table: Table, kind: DemandKind) -> tuple[int, bool]:
    """So many years, 0 where each is asked by itself; whether across the end of a cycle. Only of what looks at years.

    Across it or not is asked for where several are asked together, and refused elsewhere.
    """
    yearly = kind.of_cycle_years or kind.of_shared_years
    if not table.has("consecutive"):
        if "across_cycles" in table.data and not table.lacks("consecutive"):
            table.known.add("across_cycles")
            what = "each year is asked by itself, so that none of another cycle is asked with it"
            fix = "write consecutive = 2 as well, or leave `across_cycles` out"
            table.problem("across_cycles", *((what, fix) if yearly else _NO_YEARS))
        return 0, False
    if not yearly:
        table.known |= {"consecutive", "across_cycles"}
        table.problem("consecutive", *_NO_YEARS)
        return 0, False
    many, across = table.integer("consecutive", 2, MOST), table.flag("across_cycles")
    if kind in OF_CHOICES:
        table.problem("consecutive", *_BY_CHOICES)
        return 0, False
    return many, across


OF_CHOICES: Final = frozenset(kind for kind in DemandKind if kind.name.startswith("CHOICES"))
_BY_CHOICES: Final = (
    "each year meets its choices by itself, and what several years gave together meets none",
    "leave it out, with `across_cycles`",
)
_NO_YEARS: Final = ("it looks at no years, so none follow each other", 'write kind = "each year", or leave it out')
