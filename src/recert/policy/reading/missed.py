"""Years that are missed: until when one can be met, and what becomes of it."""

from typing import Final

from recert.policy.cycles import Unmet, of_year
from recert.policy.late_days import since_key
from recert.policy.missed import Missed, Then
from recert.policy.model import Demand, Policy
from recert.policy.reading.values import named
from recert.policy.several_days import SeveralDays
from recert.policy.toml import Document, Table

THEN: Final = {
    "ends": Then.ENDS,
    "made up": Then.MADE_UP,
    "stays unmet": Then.STAYS,
    "suspends": Then.SUSPENDS,
}
COUNTS_FOR: Final = {"the year that is over": True, "the year in which it is done": False}
MADE_UP: Final = frozenset({Then.MADE_UP, Then.SUSPENDS})
"""After which a use of a counter makes up for the year."""
GOES_ON: Final = frozenset({Then.MADE_UP, Then.STAYS})
"""After which all goes on as before."""
UNTIL: Final = ("days", "months", "on")
"""How it may be said until when a year can be met."""


def read_missed(table: Table, *, of_shared: bool) -> Missed:
    """What becomes of a year that gave too little; `of_shared`: whether years are the same for everybody."""
    said = [key for key in UNTIL if table.has(key)]
    if len(said) != 1:
        what = (
            "it is said twice until when a year can be met" if said else "it is not said until when a year can be met"
        )
        table.problem(said[1] if said else None, what, 'write one of days = 60, months = 2 and on = "01-15"')
    waits = bool(said) and table.data.get("days") != 0
    if not said:
        table.known.add("counts_for")  # whether there is such a time is not known, so neither is what counts in it
    then = table.choice("then", THEN)
    found = Missed(
        then=then,
        late_counts=waits and table.choice("counts_for", COUNTS_FOR),
        source=table.text("source"),
        days=table.integer("days", 0, 364) if said[:1] == ["days"] else 0,
        months=table.integer("months", 1, 11) if said[:1] == ["months"] else 0,
        on=_on(table, of_shared=of_shared) if said[:1] == ["on"] else "",
        counter=_makes_up(table) if then in MADE_UP else "",
        for_months=table.integer("for_months", 1, 60) if then is Then.SUSPENDS and table.has("for_months") else 0,
    )
    if then in GOES_ON and waits and not found.late_counts:
        what = "nothing ends on that day, and what is done up to it counts for another year: it would change nothing"
        table.problem("counts_for", what, 'write counts_for = "the year that is over", or days = 0')
    table.done()
    return found


def _on(table: Table, *, of_shared: bool) -> str:
    """A day of every year."""
    text = table.text("on", example='"01-15"')
    if not of_shared:
        table.problem("on", "each holder's years end on other days", "write days = N or months = N")
    try:
        of_year(text)
    except ValueError:
        table.problem("on", f'"{text}" is no day of every year', 'write its month and day, as "01-15"')
        return ""
    return text


def _makes_up(table: Table) -> str:
    """The counter of which each use makes up for a year: it is read later, so by its text."""
    key = named(table, "counter", table.text("counter"), "counter", table.document.names("counter"))
    if key and table.document.word("counter", key, "counts") not in ("uses", ""):
        what = f"each use makes up for one year, and {key} does not count uses"
        table.problem("counter", what, f'write counts = "uses" in [counter.{key}], or name another one')
    return key


def check_missed(document: Document, policy: Policy) -> None:
    """What can't stand beside a year that is missed."""
    for group in policy.groups:
        for i, demand in enumerate(group.demands):
            if demand.missed:
                place = ("group", group.key, "also", i)
                if demand.missed.late_counts and demand.choices:
                    what = "it would not be clear for which of its choices what is done late counts"
                    fix = 'write counts_for = "the year in which it is done", or days = 0'
                    document.problem((*place, "missed", "counts_for"), what, fix)
                _check(document, policy, demand, (*place, "missed"))
                if demand.only_late:
                    what = "a year is missed on a day of its own, however late the renewal is"
                    key = f"late_{since_key(demand)}"
                    document.problem((*place, key), what, f"leave `{key}` out, or `missed`")


def _check(document: Document, policy: Policy, demand: Demand, place: tuple[str | int, ...]) -> None:
    if policy.several_days is SeveralDays.EACH_DAY:
        what = "activities are divided by each of their days, and what is done late for a year can't be"
        document.problem(place, what, 'write several_days = "last day" or "first day", or leave `missed` out')
    if demand.missed is None or demand.missed.then in GOES_ON:
        return
    if policy.cycle.unmet is not Unmet.LAPSES:
        what = "a cycle that is not met ends nothing that is held, so that a year can't"
        if demand.missed.then is Then.SUSPENDS:
            what = "the next cycle begins though this one is not met, and the year would be forgotten with it"
        document.problem((*place, "then"), what, 'write then = "made up" or "stays unmet", or leave `unmet` out')
    asked = demand.choices or (demand,)
    read = {demand.missed.counter, *(each.of for each in asked)}
    types = [key for counter in policy.counters if counter.key in read for key in counter.types]
    counted = all(each.kind.of_counter for each in asked)
    fee = counted and all(policy.only_tallied(kind) for kind in policy.types if kind.key in types)
    if policy.cycle.renewed_next and not fee:
        what = "what is done after a renewal is of the next cycle, so that the years that are left can't be met"
        document.problem(
            (*place, "then"), what, 'leave `after_renewal` out, or write then = "made up" or "stays unmet"'
        )
