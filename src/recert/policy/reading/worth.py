"""What an activity is worth: so much for each, in tiers, with something more, or what the cycle requires."""

from decimal import Decimal
from typing import Final

from recert.policy.formula import Formula, Tier
from recert.policy.model import Measure, Value
from recert.policy.reading.values import called_otherwise, in_order, not_by_end, step_number
from recert.policy.toml import Table

QUANTITY: Final = Decimal("0.001")
"""The smallest step in which what activities are measured in is recorded."""
GIVES: Final = {"what the cycle requires": True}
FIRST: Final = {"ever": False, "in each cycle": True}
"""Of what the first time is meant that counts for more."""
PLAIN: Final = Formula()
MOST_TIMES: Final = 10


def read_worth(table: Table, measure: Measure | None, step: Decimal) -> tuple[Value, ...]:
    """The dated worths of a type; rounding is for what a rate gives."""
    found, dated = list[Value](), list[Value]()
    for row in table.rows("worth", "units"):
        value = _value(row, measure, step)
        in_order(row, value, dated)
        row.done()
        found.append(value)
    return tuple(found)


def _value(row: Table, measure: Measure | None, step: Decimal) -> Value:
    since, source = row.day("from"), row.text("source")
    not_by_end(row, "a worth holds by the day of the activity, whenever the cycle ends")
    if row.has("gives"):
        return Value(since, Decimal(0), source, formula=Formula(required=row.choice("gives", GIVES)))
    if measure is None:
        _not_measured(row)
    tiers = _tiers(row, step) if measure and row.has("tiers") else ()
    amount, per = _rate(row, measure, step) if not tiers else (Decimal(0), Decimal(1))
    plus = step_number(row, "plus", step) if measure and row.has("plus") else Decimal(0)
    most = step_number(row, "at_most", step) if row.has("at_most") else Decimal(0)
    times, each_cycle = _first(row.table("first_time")) if row.has("first_time") else (Decimal(1), False)
    if plus and tiers:
        row.problem("plus", "tiers give so many units and no more", "add them to the units of each tier")
    if row.has("at_most") and not most:
        row.problem("at_most", "at most 0 units for one activity are none", "leave `at_most` out, or the worth")
    formula = Formula(plus, most, tiers, times=times, each_cycle=each_cycle)
    return Value(since, amount, source, per, formula=formula if formula != PLAIN else None)


def _not_measured(row: Table) -> None:
    """Refuses what a worth says of how much there is of an activity, where it counts by use."""
    for key in ("per", "plus", "tiers"):
        if row.has(key):
            holder = f"[{'.'.join(str(part) for part in row.path[:-2])}]"
            what = f"`{key}` is for what is measured, and nothing says in what this is"
            row.problem(key, what, f'write measured_in = {{ one = "hour", many = "hours" }} in {holder} first')


def _rate(row: Table, measure: Measure | None, step: Decimal) -> tuple[Decimal, Decimal]:
    """Units for one use, or for so many of what the type is measured in."""
    if called_otherwise(row, "units"):
        row.known.add("per")
        return Decimal(0), Decimal(1)
    if measure is None:
        return step_number(row, "units", step), Decimal(1)
    amount, per = row.number("units"), row.number("per", Decimal(1))
    if not per:
        row.problem("per", f"units for 0 {measure.many} can't be counted", "write how many of them a unit takes")
    for key, found in (("units", amount), ("per", per)):
        if found % QUANTITY or found > 100_000:
            row.problem(key, f"{found} is too fine or too large", "write up to 100000, with up to three decimals")
    return amount, per


def _tiers(row: Table, step: Decimal) -> tuple[Tier, ...]:
    """So many units from so much on, each for more than the one before."""
    found = list[Tier]()
    for tier in row.rows("tiers"):
        made = Tier(tier.number("at_least"), step_number(tier, "units", step))
        if made.least % QUANTITY or made.least > 100_000:
            tier.problem("at_least", f"{made.least} is too fine or too large", "write up to 100000, in thousandths")
        if found and (made.least <= found[-1].least or made.amount <= found[-1].amount):
            what = "this tier does not give more for more than the one before it"
            tier.problem("at_least", what, "put the tiers in order, each with more units")
        tier.done()
        found.append(made)
    if not found:
        row.problem("tiers", "there is no tier", "write tiers = [{ at_least = N, units = N }]")
    return tuple(found)


def _first(table: Table) -> tuple[Decimal, bool]:
    """How many times as much the first time is worth, and the first of what."""
    times, each_cycle = table.number("times"), table.choice("of", FIRST)
    if not 1 < times <= MOST_TIMES or times % Decimal("0.01"):
        what = f"times = {times} is {'no more than usual' if times <= 1 else 'too much, or too fine'}"
        table.problem("times", what, "write more than 1, up to 10, with up to two decimals")
    table.done()
    return times, each_cycle
