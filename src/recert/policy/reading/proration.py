"""Shorter first cycles: [proration], [group.KEY.proration] in place of it, and what asks for less in them."""

from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from typing import Final

from recert.policy.model import Demand, DemandKind, Group, MonthsCounted, Policy, Rounding, Way
from recert.policy.positions import Path
from recert.policy.proration import EachOf, NotProrated, OwnProration, Proration, Shrinking
from recert.policy.reading.cycles import MONTHS, ROUNDINGS
from recert.policy.reading.values import Amounts, listed, named, step_number
from recert.policy.toml import Document, Table

BY_SHARE: Final = ("rounding", "to")
FOR_EVERY: Final = ("every_months", "units")
"""What belongs to one of the two ways to lessen what a shorter cycle requires, and to that one alone."""


def _of_the_other(table: Table, *, by_share: bool) -> None:
    for key in FOR_EVERY if by_share else BY_SHARE:
        if table.has(key):
            goes, has = ('"for every"', '"share"') if by_share else ('"share"', '"for every"')
            table.problem(key, f"`{key}` goes with by = {goes}, and this is by = {has}", f"leave `{key}` out")


class FirstMonth(IntEnum):
    """Whether the month of the award is one of those that count."""

    NOT = 0
    COUNTS = 1
    UNTIL = 2  # of an award up to a day of it


MONTH_OF_AWARD: Final = {
    "counts": FirstMonth.COUNTS,
    "counts up to a day": FirstMonth.UNTIL,
    "doesn't": FirstMonth.NOT,
}


def read_proration(table: Table, step: Decimal, categories: tuple[str, ...]) -> Proration:
    """What a shorter first cycle requires: which months count, how, and which minima shrink with it."""
    counted = table.choice("months_counted", MONTHS)
    month = FirstMonth.COUNTS if counted is MonthsCounted.FULL else table.choice("month_of_award", MONTH_OF_AWARD)
    if counted is MonthsCounted.FULL and "month_of_award" in table.data:
        table.known.add("month_of_award")
        what = '`month_of_award` goes with months_counted = "begun": full months begin with the award\'s own day'
        table.problem("month_of_award", what, 'leave it out, or write months_counted = "begun"')
    by_share = table.choice("by", {"share": True, "for every": False})
    rule = Proration(
        counted=counted,
        first_month=month is not FirstMonth.NOT,
        every=0 if by_share else table.integer("every_months", 1, 240),
        units=Decimal(0) if by_share else table.number("units"),
        rounding=table.choice("rounding", ROUNDINGS) if by_share else Rounding.DOWN,
        to=table.number("to") if by_share else step,
        nothing_up_to=table.integer("nothing_up_to_months", 0, 240, 0),
        categories=listed(table, "minima", "category", categories) if by_share else (),
        source=table.text("source"),
        each=() if by_share else _each(table, step, categories),
        until_day=table.integer("up_to_day", 1, 30) if month is FirstMonth.UNTIL else 0,
    )
    if not table.lacks("by"):
        _of_the_other(table, by_share=by_share)
    if by_share and "minima" not in table.data:
        fix = "write minima = [], or name the categories whose minima shrink"
        table.problem("minima", "it is not said which minima shrink with the requirement", fix)
    for key, amount in (("to", rule.to), ("units", rule.units)):
        if amount % step or (by_share and not rule.to):
            table.problem(key, f"{amount} is no whole number of steps of {step}", "write a multiple of the step")
    table.done()
    return rule


def _each(table: Table, step: Decimal, categories: tuple[str, ...]) -> tuple[EachOf, ...]:
    """How much of which categories every so many months take; of others all is needed."""
    if not table.has("minima") or table.lacks("by"):
        return ()
    if isinstance(table.data.get("minima"), list):
        what = '`minima` is a list, and by = "for every" takes so much of each for these months'
        table.problem("minima", what, "write minima = { CATEGORY = N }, or leave it out")
        return ()
    found = list[EachOf]()
    for key, inner in table.under("minima"):
        amount = step_number(inner, key, step)
        if named(inner, key, key, "category", categories):
            found.append(EachOf(key, amount))
    return tuple(found)


PRORATED: Final = {"never": True}
"""How it is said that a group's first cycles are never prorated. How they are stands in the other keys."""


def read_own_proration(table: Table, step: Decimal, categories: tuple[str, ...]) -> OwnProration:
    """What a shorter first cycle of a group requires: the same questions as of the program, or that it requires all."""
    if not table.has("prorated"):
        return read_proration(table, step, categories)
    table.choice("prorated", PRORATED)
    for key in table.data.keys() & OF_A_RULE:
        table.known.add(key)
        table.problem(key, 'by prorated = "never" a first cycle requires all', f"leave `{key}` or `prorated` out")
    found = NotProrated(table.text("source"))
    table.done()
    return found


OF_A_RULE: Final = {
    "months_counted",
    "month_of_award",
    "up_to_day",
    "by",
    "minima",
    *BY_SHARE,
    *FOR_EVERY,
    "nothing_up_to_months",
}
"""What is asked of a rule of shorter first cycles, besides where it is written."""
SHORTER: Final = "shorter_first_cycle"


def read_shrinking(table: Table, amounts: Amounts) -> Shrinking | None:
    """How much less a demand, or another way, asks for in a shorter first cycle; None where it asks for all."""
    if not table.has(SHORTER):
        return None
    inner = table.table(SHORTER)
    by_share = not inner.has(amounts.key)
    found = Shrinking(
        source=inner.text("source"),
        rounding=inner.choice("rounding", ROUNDINGS) if by_share else Rounding.DOWN,
        to=inner.number("to") if by_share else Decimal(0),
        each=Decimal(0) if by_share else inner.number(amounts.key),
    )
    for key in ("rounding", "to"):
        if not by_share and key in inner.data:
            inner.known.add(key)
            inner.problem(key, f"`{key}` goes with a share, and `{amounts.key}` with so many months", "leave one out")
    for key, amount in (("to", found.to), (amounts.key, found.each)):
        if amount % amounts.step or (by_share and key == "to" and not amount and not inner.lacks("to")):
            what = f"{amount} is no whole number of steps of {amounts.step}"
            inner.problem(key, what, "write a multiple of the step")
            inner.misread(key)
    inner.done()
    return found


def read_shrinking_of(table: Table, kind: DemandKind, amounts: Amounts, *, choice: bool) -> Shrinking | None:
    """The same of a demand: only of an amount of the whole cycle, which is half as much in half of one."""
    if SHORTER not in table.data or not (why := _why_whole(table, kind, choice=choice)):
        return read_shrinking(table, amounts) if kind in AMOUNTS and not choice else None
    table.known.add(SHORTER)
    table.problem(SHORTER, *why)
    return None


AMOUNTS: Final = frozenset({DemandKind.COUNTER, DemandKind.UNITS})
"""What asks for so much of a whole cycle."""
BY_CYCLE: Final = "leave it out, or write a value with when = { cycle_to = 1 }"


def _why_whole(table: Table, kind: DemandKind, *, choice: bool) -> tuple[str, str] | None:
    """Why a demand asks for as much in a shorter cycle, and what to write; None where it may ask for less."""
    if choice:
        return "a choice that came to nothing would be none any more, and fewer would be left to choose from", BY_CYCLE
    if any(key in table.data for key in ("late_from_day", "late_after_months")):
        return "what being late takes is the same after a shorter cycle", BY_CYCLE
    if kind.of_cycle_years or kind.of_shared_years:
        return "a shorter cycle has fewer full years, and asks for nothing in others", "leave it out"
    if kind.of_last or kind.of_beginning:
        return "it looks at so many months, however long the cycle is", BY_CYCLE
    if kind is DemandKind.CYCLES:
        return "it looks at several cycles together", "leave it out, or say with `from_cycle` which the first is"
    if kind not in AMOUNTS:
        what = "categories" if kind is DemandKind.CATEGORIES else "choices"
        return f"how many {what} it takes does not follow from months", BY_CYCLE
    counter = table.data.get("counter")
    if isinstance(counter, str) and table.document.word("counter", counter, "counts") == "valid":
        return f"{counter} is valid or not, which can't be less", BY_CYCLE
    return None


def check_proration(document: Document, policy: Policy) -> None:
    """What groups have of their own, and what asks for less in shorter first cycles, goes with what is prorated."""
    for group in policy.groups:
        place, own = ("group", group.key, "proration"), group.own_proration
        if isinstance(own, NotProrated) and policy.proration is None:
            what = "no first cycle is prorated: there is no [proration] that would be of this group"
            document.problem((*place, "prorated"), what, "leave it out")
        if group.portfolio and group.portfolio.at_once and policy.proration_of(group.key):
            fix = f'write looked_at = "on the first day of a cycle", or prorated = "never" in [{".".join(place)}]'
            looked_at = ("group", group.key, "portfolio", "looked_at")
            document.problem(looked_at, "what changes during a cycle can't be prorated", fix)
        for where, asked in shrinkings(group):
            if asked.shrinks:
                _check_shrinking(document, (*where, SHORTER), policy.proration_of(group.key), asked.shrinks)


def shrinkings(group: Group) -> Iterator[tuple[Path, Demand | Way]]:
    """What of a group asks for less in a shorter first cycle, each with its place."""
    place: Path = ("group", group.key)
    for i, demand in enumerate(group.demands):
        if demand.shrinks:
            yield (*place, "also", i), demand
    for j, way in enumerate(group.ways):
        if way.shrinks:
            yield (*place, "or", j), way
        for i, demand in enumerate(way.demands):
            if demand.shrinks:
                yield (*place, "or", j, "also", i), demand


def _check_shrinking(document: Document, place: Path, by: Proration | None, rule: Shrinking) -> None:
    if by is None:
        fix = f"write [proration], or [group.{place[1]}.proration], or leave it out"
        document.problem(place, "this group's first cycles are not prorated", fix)
    elif by.every and rule.to:
        what = f'by = "for every" asks for so much for each {by.every} months, and this says how a share is rounded'
        document.problem(place, what, "write units = N, or count = N of a counter, instead of `rounding` and `to`")
    elif not by.every and not rule.to:
        what = 'by = "share" takes the share of the months, and this says how much so many of them take'
        document.problem(place, what, "write `rounding` and `to` instead")
