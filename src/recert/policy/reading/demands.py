"""Counters, what renewing takes besides units, and other ways to renew."""

from decimal import Decimal
from typing import Final

from recert.policy.missed import Missed
from recert.policy.model import ActivityType, Category, Counter, CounterOf, Demand, DemandKind, Policy, Way
from recert.policy.reading.conditions import read_condition
from recert.policy.reading.consecutive import read_consecutive
from recert.policy.reading.governed import check_governed, read_governed_by
from recert.policy.reading.lateness import read_since
from recert.policy.reading.lengths import OF_WAYS, read_lengths
from recert.policy.reading.missed import read_missed
from recert.policy.reading.proration import SHORTER, read_shrinking, read_shrinking_of
from recert.policy.reading.relief import read_reliefs
from recert.policy.reading.values import Amounts, listed, named, values
from recert.policy.toml import Document, Table

COUNTS: Final = {"uses": CounterOf.USES, "quantity": CounterOf.QUANTITY, "valid": CounterOf.VALID}
KINDS: Final[dict[str, DemandKind]] = {
    "counter": DemandKind.COUNTER,
    "each year": DemandKind.EACH_YEAR,
    "several cycles": DemandKind.CYCLES,
    "categories": DemandKind.CATEGORIES,
    "first months": DemandKind.FIRST_MONTHS,
    "all but the last months": DemandKind.BUT_LAST_MONTHS,
    "last months": DemandKind.LAST_MONTHS,
    "choices": DemandKind.CHOICES,
    "choices of each year": DemandKind.CHOICES_EACH_YEAR,
}
OF_CHOICES: Final = frozenset({DemandKind.CHOICES, DemandKind.CHOICES_EACH_YEAR})
"""What asks for so many of its choices."""
OF_A_CHOICE: Final[dict[str, DemandKind]] = {
    **{word: kind for word, kind in KINDS.items() if kind not in OF_CHOICES},
    "units": DemandKind.UNITS,
}
"""What one of several choices may look at. (Units that are always needed are a minimum, or what is required.)"""
OF_A_YEAR: Final = {"counter": DemandKind.COUNTER, "units": DemandKind.UNITS}
"""The same of a choice that is looked at in each year: the demand that it belongs to says in which years."""
OF_A_WAY: Final = KINDS | OF_A_CHOICE
YEARS: Final = {
    "of the cycle": DemandKind.EACH_YEAR,
    "of the calendar": DemandKind.EACH_CALENDAR_YEAR,
    "of the program": DemandKind.EACH_PROGRAM_YEAR,
}
COUNTED_YEARS: Final = {
    "of the cycle": DemandKind.COUNTER_EACH_YEAR,
    "of the calendar": DemandKind.COUNTER_EACH_CALENDAR_YEAR,
    "of the program": DemandKind.COUNTER_EACH_PROGRAM_YEAR,
}
CHOICES_OF_YEARS: Final = {
    "of the cycle": DemandKind.CHOICES_EACH_YEAR,
    "of the calendar": DemandKind.CHOICES_EACH_CALENDAR_YEAR,
    "of the program": DemandKind.CHOICES_EACH_PROGRAM_YEAR,
}
OF_EACH: Final = {
    DemandKind.CHOICES_EACH_YEAR: (DemandKind.EACH_YEAR, DemandKind.COUNTER_EACH_YEAR),
    DemandKind.CHOICES_EACH_CALENDAR_YEAR: (DemandKind.EACH_CALENDAR_YEAR, DemandKind.COUNTER_EACH_CALENDAR_YEAR),
    DemandKind.CHOICES_EACH_PROGRAM_YEAR: (DemandKind.EACH_PROGRAM_YEAR, DemandKind.COUNTER_EACH_PROGRAM_YEAR),
}
"""What the choices of such a demand look at: units, or a counter."""
OF_YEARS: Final = ("years", "governed_by", "missed", "relief", "consecutive", "across_cycles")
"""What is said of all its choices at once."""
ABOVE: Final = 'leave it out here, and write it above, beside kind = "choices of each year"'
OF_MONTHS: Final = {
    DemandKind.LAST_MONTHS: DemandKind.COUNTER_LAST_MONTHS,
    DemandKind.FIRST_MONTHS: DemandKind.COUNTER_FIRST_MONTHS,
    DemandKind.BUT_LAST_MONTHS: DemandKind.COUNTER_BUT_LAST_MONTHS,
}
"""What looks at a part of a cycle that has so many months, and the same of a counter."""
COUNTABLE: Final = frozenset({DemandKind.EACH_YEAR, *OF_MONTHS})
"""What may look at a counter instead of units."""
BEFORE: Final = {"the cycle's end": False, "the renewal": True}
LATE_SINCE: Final = ("late_from_day", "late_after_months")
THOUSANDTH: Final = Decimal("0.001")


def read_counter(key: str, table: Table, types: tuple[ActivityType, ...]) -> Counter:
    """Something besides units that is counted."""
    of = table.choice("counts", COUNTS)
    found = Counter(
        key=key,
        name=table.text("name"),
        one=table.text("one", example='"hour"'),
        many=table.text("many", example='"hours"'),
        types=listed(table, "types", "activity", [kind.key for kind in types]),
        of=of,
        valid_months=table.integer("valid_months", 1, 1200) if of is CounterOf.VALID else 0,
    )
    if not table.texts("types"):
        table.problem(None, "it counts no activity", 'write types = ["…"]')
    for kind in types:
        if kind.key in found.types and kind.measure is None and of is CounterOf.QUANTITY:
            table.problem(
                "types", f"{kind.key} is measured in nothing", f"write `measured_in` in [activity.{kind.key}]"
            )
    table.done()
    return found


def read_ways(
    table: Table, step: Decimal, categories: tuple[Category, ...]
) -> tuple[tuple[Demand, ...], tuple[Way, ...]]:
    """A group's demands, and its other ways to renew."""
    demands = _demands(table, step, categories, of_all=True)
    ways = tuple(_way(row, step, categories) for row in table.rows("or"))
    if ways and "requires" not in table.data:
        fix = "where no units renew without it, write requires = []; else requires = [{ … }]"
        table.problem("or", "there is another way, and it is not said how many units renew without it", fix)
    keys = [way.key for way in ways]
    for i, key in enumerate(keys):
        if key in keys[:i]:
            table.document.problem((*table.path, "or", i, "key"), f"two ways are called {key}", "give each its own key")
    return demands, ways


def _way(table: Table, step: Decimal, categories: tuple[Category, ...]) -> Way:
    way = Way(
        key=table.text("key"),
        title=table.text("title"),
        required=values(table, "requires", Amounts("units", step, read_condition, instead="closed")),
        demands=_demands(table, step, categories),
        renews_for=read_lengths(table, OF_WAYS),
        shrinks=read_shrinking(table, Amounts("units", step)),
    )
    if not way.required and not way.demands:
        table.problem(None, "this way asks nothing", "write requires = [{ … }], or [[group.NAME.or.also]]")
    if way.shrinks and not way.required:
        table.problem(SHORTER, "this way asks for no units, so it can't ask for fewer", "leave it out")
    if way.required and all(value.unlimited for value in way.required):
        table.problem("requires", "this way is never open", "write from when on it is, with units = N, or leave it out")
    table.done()
    return way


def _demands(
    table: Table, step: Decimal, categories: tuple[Category, ...], *, of_all: bool = False
) -> tuple[Demand, ...]:
    found = tuple(_demand(row, step, categories, of_all=of_all) for row in table.rows("also"))
    _check_keys(table, "also", found)
    return found


def _check_keys(table: Table, key: str, found: tuple[Demand, ...]) -> None:
    for i, demand in enumerate(found):
        if demand.key in [before.key for before in found[:i]]:
            path = (*table.path, key, i, "key")
            table.document.problem(path, f"two demands are called {demand.key}", "give each its own key")


def _demand(
    table: Table, step: Decimal, categories: tuple[Category, ...], *, choice: bool = False, of_all: bool = False
) -> Demand:
    kind = _kind(table, OF_A_CHOICE if choice else KINDS if of_all else OF_A_WAY)
    of, amounts = "", Amounts("units", step, read_condition)
    counted = kind is DemandKind.COUNTER or (kind in COUNTABLE and table.has("counter"))
    if counted:
        of, amounts = _counter(table)
    elif kind is DemandKind.CATEGORIES or kind in OF_CHOICES:
        amounts = Amounts("count", Decimal(1), read_condition)
    elif table.has("category"):
        of = named(table, "category", table.text("category"), "category", [category.key for category in categories])
    if kind is DemandKind.UNITS:
        table.choice("carried_units", {"don't count": True})
    if kind is DemandKind.CHOICES_EACH_YEAR:
        kind = table.choice("years", CHOICES_OF_YEARS)
    elif kind in COUNTABLE:
        kind = _countable(table, kind, of) if counted else _of_units(table, kind)
    from_day, after_months = (0, 0) if choice else read_since(table, *LATE_SINCE)
    values_of = values(table, "least", amounts)
    consecutive, across = read_consecutive(table, kind)
    by_year = not choice and read_governed_by(table, kind, values_of)
    found = Demand(
        key=table.text("key"),
        title=table.text("title"),
        kind=kind,
        of=of,
        cycles=table.integer("cycles", 2, 100) if kind is DemandKind.CYCLES else 0,
        first_cycle=table.integer("from_cycle", 1, 100, 1) if kind is DemandKind.CYCLES else 0,
        values=values_of,
        from_day=from_day,
        months=table.integer("months", 1, 1200) if kind.of_last or kind.of_beginning else 0,
        before_renewal=table.choice("before", BEFORE) if kind.of_last else False,
        choices=_choices(table, step, categories, kind, by_year=by_year),
        missed=_missed(table, kind, of_all=of_all),
        after_months=after_months,
        reliefs=read_reliefs(table, kind, amounts.step, sums=_adds_up(table, kind, of)),
        by_year=by_year,
        consecutive=consecutive,
        across_cycles=across,
        shrinks=read_shrinking_of(table, kind, amounts, choice=choice),
    )
    if found.choices:
        _check_count(table, found)
    if not found.values:
        table.problem(None, "it has no amount", f"write least = [{{ from = DATE, {amounts.key} = N, source = … }}]")
    table.done()
    return found


def _adds_up(table: Table, kind: DemandKind, counter: str) -> bool:
    """Whether there is a sum, of which months may be a share: none of categories, choices, or what has to be valid."""
    valid = kind.of_counter and table.document.word("counter", counter, "counts") == "valid"
    return not valid and kind not in {DemandKind.CATEGORIES, DemandKind.CHOICES}


def _check_count(table: Table, found: Demand) -> None:
    """No more of its choices can be met than there are."""
    many = len(found.choices)
    for i, value in enumerate(found.values):
        if value.amount > many:
            place = (*table.path, "least", i, "count")
            table.document.problem(
                place, f"there are {many} choices, and it asks {value.amount} of them", f"write {many} or less"
            )


def _kind(table: Table, known: dict[str, DemandKind]) -> DemandKind:
    """Of what a kind is elsewhere, only that it is none here: what else stands in it is right."""
    elsewhere = known is KINDS and table.data.get("kind") == "units"
    found = table.choice("kind", OF_A_WAY if elsewhere else known)
    if elsewhere:
        what = 'kind = "units" is for ways ([[group.NAME.or.also]]) and choices alone'
        fix = "write units that are always needed in `requires`, or in [group.NAME.minimum]"
        if any(key in table.data for key in LATE_SINCE):
            fix = "write units that only late renewals need in [[late]], those of a category in its `more_of`"
        table.problem("kind", what, fix)
    return found


def _missed(table: Table, kind: DemandKind, *, of_all: bool) -> Missed | None:
    """What becomes of a missed year: only of what looks at years, and is demanded by whatever way somebody renews."""
    yearly = kind.of_cycle_years or kind.of_shared_years
    if yearly and of_all:
        of_shared = kind.of_shared_years or "years" not in table.data  # which else is told there
        return read_missed(table.table("missed"), of_shared=of_shared) if table.has("missed") else None
    if "missed" in table.data:
        table.known.add("missed")
        what = "not every way to renew asks for it" if yearly else "it looks at no years, so none is missed"
        fix = "write it in [[group.NAME.also]] itself" if yearly else 'write kind = "each year", or leave it out'
        table.problem("missed", what, fix)
    return None


def _choices(
    table: Table, step: Decimal, categories: tuple[Category, ...], kind: DemandKind, *, by_year: bool
) -> tuple[Demand, ...]:
    """The choices of what looks at some, of which each year is asked by itself where its years are looked at."""
    if kind is DemandKind.CHOICES:
        found = tuple(_demand(row, step, categories, choice=True) for row in table.rows("choice"))
    elif kind in OF_EACH:
        found = tuple(_choice_of_years(row, step, categories, kind, by_year=by_year) for row in table.rows("choice"))
    else:
        return ()
    if len(found) < 2:
        what = "there is one choice alone" if found else "there are no choices"
        table.problem("kind", what, "write two or more [[….choice]] below it, or that demand itself")
    _check_keys(table, "choice", found)
    return found


def _choice_of_years(
    table: Table, step: Decimal, categories: tuple[Category, ...], within: DemandKind, *, by_year: bool
) -> Demand:
    """One of several choices of which each year is asked by itself: the demand says of which years, and all of these.

    `by_year`: each year's own first day decides how much, as of the demand.
    """
    counted = table.choice("kind", OF_A_YEAR) is DemandKind.COUNTER
    of, amounts = "", Amounts("units", step, read_condition)
    if counted:
        of, amounts = _counter(table)
        _check_sum(table, of)
    else:
        table.choice("carried_units", {"don't count": True})
        if table.has("category"):
            of = named(table, "category", table.text("category"), "category", [category.key for category in categories])
    found = Demand(
        key=table.text("key"),
        title=table.text("title"),
        kind=OF_EACH[within][counted],
        of=of,
        cycles=0,
        first_cycle=0,
        values=values(table, "least", amounts),
        by_year=by_year,
        shrinks=read_shrinking_of(table, DemandKind.COUNTER, amounts, choice=True),
    )
    if by_year:
        check_governed(table, "least", found.values)
    for key in OF_YEARS:
        if key in table.data:
            table.known.add(key)
            table.problem(key, f"all choices are of the same years, of which the demand says `{key}`", ABOVE)
    if not found.values:
        table.problem(None, "it has no amount", f"write least = [{{ from = DATE, {amounts.key} = N, source = … }}]")
    table.done()
    return found


def _counter(table: Table) -> tuple[str, Amounts]:
    """The counter that is named, and how its amounts are written: it is read later, so by its text."""
    of = named(table, "counter", table.text("counter"), "counter", table.document.names("counter"))
    by_quantity = table.document.word("counter", of, "counts") == "quantity"
    return of, Amounts("count", THOUSANDTH if by_quantity else Decimal(1), read_condition)


def _countable(table: Table, kind: DemandKind, counter: str) -> DemandKind:
    """Of a counter instead of units."""
    _check_sum(table, counter)
    return OF_MONTHS[kind] if kind in OF_MONTHS else table.choice("years", COUNTED_YEARS)


def _check_sum(table: Table, counter: str) -> None:
    """What is valid for a time has no sum, so there is none in a part of a cycle."""
    if table.document.word("counter", counter, "counts") == "valid":
        what = f"{counter} counts what is valid for a time, which adds up to nothing in a part of a cycle"
        table.problem("counter", what, f'write counts = "uses" or "quantity" in [counter.{counter}]')


def _of_units(table: Table, kind: DemandKind) -> DemandKind:
    """Of units, of which those that were carried in are of no year and no month."""
    table.choice("carried_units", {"don't count": True})
    return kind if kind in OF_MONTHS else table.choice("years", YEARS)


def check_counters(document: Document, policy: Policy) -> None:
    """A type is worth something, or counted by something: perhaps by that of which a type's name is misspelled."""
    if any(place[0] == "counter" for place in document.unread):
        return
    counted = {key for counter in policy.counters for key in counter.types}
    for kind in policy.types:
        if not kind.worth and kind.key not in counted:
            fix = "write worth = [{ from = DATE, units = N, source = … }], or name it in a [counter.NAME]"
            document.problem(("activity", kind.key), "it is worth nothing", fix)
