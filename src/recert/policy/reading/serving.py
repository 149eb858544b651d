"""What an activity serves: which categories, and whether in parts."""

from decimal import Decimal
from typing import Final

from recert.policy.model import ActivityType, Category, Measure, Policy, Value, Within
from recert.policy.reading.values import Amounts, listed, named, values
from recert.policy.serving import Allocation, Division, Reach, Split
from recert.policy.toml import Table

SPLITS: Final = {"not allowed": False, "by parts": True}
"""Whether one activity may be split among the categories that its type may serve."""
INCREMENTS: Final = {"each part": Split.EACH_PART, "the whole": Split.THE_WHOLE}
"""What is rounded of one that is."""
SMALLEST: Final = Decimal("0.001")


def read_division(table: Table, measure: Measure | None, categories: tuple[Category, ...]) -> Division | None:
    """The categories of which a holder chooses, and the answers to whether and how one activity may be split."""
    if not table.has("categories"):
        return None
    found = tuple(dict.fromkeys(listed(table, "categories", "category", [c.key for c in categories])))
    if len(found) < 2:
        what = "`categories` are those of which a holder chooses, and fewer than two are named"
        table.problem("categories", what, 'name more, or write category = "…"')
    if table.has("category"):
        table.problem("category", "`category` stands beside `categories`", "keep one of the two")
    if not table.choice("split", SPLITS):
        return Division(found, Split.NOT_ALLOWED)
    if measure is None:
        fix = "write measured_in = { … } for what parts are told in"
        table.problem("split", "what counts by use has no parts", fix)
    return Division(found, table.choice("increments", INCREMENTS), _increments(table))


def check_whole(table: Table, division: Division | None, worth: tuple[Value, ...]) -> None:
    """Reports a worth that only the whole activity has, where each part is worth something by itself."""
    if division and division.split is Split.EACH_PART and any(value.formula for value in worth):
        fix = 'write increments = "the whole", or a rate alone under `worth`'
        table.problem("increments", "parts can't be worth something each: only the whole activity has this worth", fix)


def _increments(table: Table) -> tuple[Decimal, ...]:
    """Of one of which all parts are whole multiples; empty where they may be of any size."""
    found = list[Decimal]()
    for i, increment in enumerate(table.numbers("parts_in")):
        if not increment or increment % SMALLEST:
            place = (*table.path, "parts_in", i)
            table.document.problem(place, f"{increment} is no increment", "write a number with up to three decimals")
        else:
            found.append(increment)
    return tuple(found)


def read_of_which(
    table: Table, step: Decimal, own: tuple[str, ...], categories: tuple[Category, ...]
) -> tuple[Within, ...]:
    """How much of an activity is of further categories; `own` are those that its type has already, and those around."""
    found = list[Within]()
    for key in table.data:
        category = named(table, key, key, "category", [c.key for c in categories])
        dated = values(table, key, Amounts("units", step, shares=True))
        if category in own:
            table.problem(key, f"the activity is of {key} already", "name another category, or take it out")
        elif category and dated:
            found.append(Within(category, dated))
    return tuple(found)


MOST_GROUPS: Final = 62
"""Groups of a policy whose activities may serve one of them: each is a bit."""
SERVE: Final = {"serve every credential": False, "serve one credential": True}
"""Whether one activity counts for all groups of a person, or for those alone to which it is assigned."""


def read_allocation(table: Table, types: tuple[ActivityType, ...], groups: int) -> Allocation | None:
    """Which activities serve those groups alone to which their holder assigns them; None where all serve all."""
    exclusive = table.choice("activities", SERVE)
    if exclusive:
        table.choice("unassigned", {"count for nothing": None})
        if groups > MOST_GROUPS:
            table.problem("activities", f"there are {groups} groups", f"have at most {MOST_GROUPS}")
    rule = Allocation(
        listed(table, "of", "activity", [kind.key for kind in types]) if exclusive else (),
        table.integer("at_most", 1, MOST_GROUPS, 1) if exclusive else 1,
        table.text("source"),
        tuple(_reach(row, types) for row in table.rows("reach")) if exclusive else (),
    )
    _check_reaches(table, rule)
    table.done()
    return rule if exclusive else None


def _reach(table: Table, types: tuple[ActivityType, ...]) -> Reach:
    found = Reach(
        listed(table, "of", "activity", [kind.key for kind in types]),
        table.integer("at_most", 1, MOST_GROUPS),
        table.text("source"),
    )
    if not found.types:
        table.problem("of", "it is of no activity", 'write of = ["…"]')
    table.done()
    return found


def _check_reaches(table: Table, rule: Allocation) -> None:
    """Each type has one number, and is one that is assigned."""
    named = [(i, key) for i, reach in enumerate(rule.reaches) for key in reach.types]
    for at, (i, key) in enumerate(named):
        place = (*table.path, "reach", i, "of")
        if key in [before for _, before in named[:at]]:
            table.document.problem(place, f"{key} has another number above it", "name it once")
        if rule.types and key not in rule.types:
            fix = f"name {key} in `of` under [allocation], too"
            table.document.problem(place, f"activities of {key} are not assigned: they serve all", fix)


def of_types(types: tuple[ActivityType, ...]) -> list[str]:
    """The categories of which activities of some types may be, in whole or in part."""
    own = {key for kind in types for key in (kind.division.categories if kind.division else (kind.category,))}
    return sorted(own.union(within.category for kind in types for within in kind.of_which) - {""})


def check_parts(table: Table, types: tuple[ActivityType, ...], chosen: set[str]) -> None:
    """A limit on categories is one on types: it can't limit what a type gives some of its categories alone."""
    for kind in types:
        if cut(kind, chosen) or any(within.category in chosen for within in kind.of_which):
            table.problem(
                "categories",
                f"activities of {kind.key} are of these categories only in part",
                "name all categories that it may serve, or write what is limited as types",
            )


def cut(kind: ActivityType, chosen: set[str]) -> bool:
    """Whether of the categories that a type may serve some are chosen and some are not."""
    rule = kind.division
    return rule is not None and not chosen.isdisjoint(rule.categories) and not chosen.issuperset(rule.categories)


def between_steps(policy: Policy) -> bool:
    """Whether what an activity gives a category can lie between two steps."""
    shares = any(value.share for kind in policy.types for within in kind.of_which for value in within.values)
    whole = any(kind.division and kind.division.split is Split.THE_WHOLE for kind in policy.types)
    return shares or whole or (bool(policy.caps) and any(kind.division or kind.of_which for kind in policy.types))
