"""Categories, and which of them lie within others."""

from recert.policy.model import Category
from recert.policy.nesting import around
from recert.policy.reading.values import named
from recert.policy.toml import Table


def read_categories(top: Table) -> tuple[Category, ...]:
    """All categories, in the order of the file."""
    if not top.has("category"):
        return ()
    tables = list(top.named("category"))
    found = tuple(_category(key, table, [key for key, _ in tables]) for key, table in tables)
    told = set[str]()
    for key, table in tables:
        circle = _circle(found, key)
        if circle and told.isdisjoint(circle):
            what = "it lies within itself" if len(circle) == 1 else f"they lie within each other: {', '.join(circle)}"
            table.problem("within", what, "leave it out of the outermost one")
        told.update(circle)
    return found


def _category(key: str, table: Table, keys: list[str]) -> Category:
    within = named(table, "within", table.text("within"), "category", keys) if table.has("within") else ""
    found = Category(key, table.text("name"), within)
    table.done()
    return found


def _circle(categories: tuple[Category, ...], key: str) -> tuple[str, ...]:
    """A category and those around it, where the way outwards comes back to it."""
    chain = around(categories, key)
    last = next(category for category in categories if category.key == chain[-1])
    return chain if last.within == key else ()
