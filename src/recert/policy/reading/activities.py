"""Activity types, categories' minima, and limits in units."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from recert.policy.again import Again
from recert.policy.carrying import CarriedIn, Carry
from recert.policy.condition import Condition
from recert.policy.facts import name_key
from recert.policy.formula import Period
from recert.policy.model import (
    ActivityType,
    Cap,
    Category,
    Group,
    Limit,
    Measure,
    Minimum,
    Policy,
    Rounding,
    Value,
)
from recert.policy.nesting import around, inside
from recert.policy.reading.conditions import read_condition, read_first_day
from recert.policy.reading.cycles import ROUNDINGS, SURPLUS
from recert.policy.reading.governed import read_limit_governed_by
from recert.policy.reading.serving import check_parts, check_whole, of_types, read_division, read_of_which
from recert.policy.reading.values import Amounts, listed, named, percent, values
from recert.policy.reading.worth import QUANTITY, read_worth
from recert.policy.recorded import nearest_steps
from recert.policy.several_days import SeveralDays
from recert.policy.toml import Document, Table

MOST_CAPS: Final = 1000
"""Limits that a policy may have: each is compared with each."""
PROOFS: Final = {"completion": "completion", "registration": "registration", "speaker": "speaker", "nothing": ""}
"""Which example of evidence is shown; none where nothing has to be."""
RECORDED_BY: Final = {"candidate": False, "staff": True}
"""Whether only the program's staff record activities of a type. Candidates and staff do where that is not said."""
AGAIN: Final = {
    "another day": Again.ALWAYS,
    "next cycle": Again.NEXT_CYCLE,
    "never": Again.NEVER,
    "after months": Again.AFTER,
    "next calendar year": Again.NEXT_YEAR,
    "after a calendar year": Again.YEAR_BETWEEN,
}
"""When an activity of the same type and name counts another time."""
PERIODS: Final = {
    "cycle": Period.CYCLE,
    "lifetime": Period.EVER,
    "year of the cycle": Period.CYCLE_YEAR,
    "day": Period.DAY,
    "month": Period.MONTH,
    "quarter": Period.QUARTER,
    "calendar year": Period.YEAR,
}
FOR_EACH: Final = {"provider": True}
OVER: Final = {"lost": False, "counts as another category": True}
SEVERAL_DAYS: Final = {
    "last day": SeveralDays.LAST_DAY,
    "first day": SeveralDays.FIRST_DAY,
    "each day": SeveralDays.EACH_DAY,
}
"""By which of its days an activity of several counts."""
OVER_LIMIT: Final = {"counts 0": False, "as each limit says": True}
"""What becomes of units that are over a limit, and whether that is said of all limits together."""


def read_days_rounding(counting: Table, several_days: SeveralDays) -> Rounding:
    """What becomes of the share of some days that is no whole step; asked where activities are divided by days."""
    if several_days is SeveralDays.EACH_DAY:
        return counting.choice("days_rounding", ROUNDINGS)
    if counting.has("days_rounding"):
        fix = 'write several_days = "each day", or leave `days_rounding` out'
        counting.problem("days_rounding", "no activity is divided by days", fix)
        counting.choice("days_rounding", ROUNDINGS)
    return Rounding.DOWN


def read_type(key: str, table: Table, step: Decimal, categories: tuple[Category, ...]) -> ActivityType:
    """One way to earn units."""
    example = '{ one = "hour", many = "hours" }'
    measure = _measure(table.table("measured_in", example=example)) if table.has("measured_in") else None
    worth = read_worth(table, measure, step)
    uses = values(table, "uses", Amounts("most", Decimal(1), instead="unlimited"))
    for i, value in enumerate(uses):
        if value.amount > 1000:
            path = (*table.path, "uses", i, "most")
            table.document.problem(path, f"{value.amount} uses are no limit", "write at most 1000, or leave `uses` out")
    keys = [c.key for c in categories]
    category = named(table, "category", table.text("category", ""), "category", keys)
    division = read_division(table, measure, categories)
    own = division.categories if division else (category,)
    further = tuple(each for key in own for each in around(categories, key))
    check_whole(table, division, worth)
    own_step, rounding = _own_step(table, measure, worth, step)
    again = table.choice("again", AGAIN) if table.has("again") else Again.ALWAYS
    by_staff = table.choice("recorded_by", RECORDED_BY) if table.has("recorded_by") else False
    proof, evidence = _evidence(table, by_staff=by_staff)
    kind = ActivityType(
        key=key,
        title=table.text("title"),
        one=table.text("one", example='"course"'),
        many=table.text("many", example='"courses"'),
        description=table.text("description"),
        evidence=evidence,
        proof=proof,
        worth=worth,
        limit=Limit(uses) if uses else None,
        measure=measure,
        category=next(iter(own), ""),
        again=again,
        providers=_providers(table),
        again_months=table.integer("again_after_months", 1, 240) if again is Again.AFTER else 0,
        division=division,
        of_which=read_of_which(table.table("of_which"), step, further, categories) if table.has("of_which") else (),
        step=own_step,
        rounding=rounding,
        audited=_audited(table, by_staff=by_staff, declared=not by_staff and not evidence),
        by_staff=by_staff,
    )
    table.done()
    return kind


def _evidence(table: Table, *, by_staff: bool) -> tuple[str, str]:
    """Which example is shown and what evidence is enough; neither of what staff record, or where nothing is asked."""
    if by_staff and not table.has("evidence"):
        return "", ""
    proof = table.choice("proof", PROOFS)
    if proof or table.lacks("proof"):
        return proof, table.text("evidence")
    if table.has("evidence"):
        fix = "leave `evidence` out, or say in `proof` which example is shown"
        table.problem("evidence", 'nothing has to be shown with proof = "nothing"', fix)
        table.text("evidence")
    return "", ""


def _audited(table: Table, *, by_staff: bool, declared: bool) -> Decimal | None:
    """How many percent of a type's entries are audited; None for as many as the policy says."""
    if not table.has("audited"):
        return None
    if by_staff:
        table.problem("audited", "what staff record is not audited", "leave it out, or leave `recorded_by` out")
    elif declared and not table.lacks("proof"):
        table.problem("audited", "nothing has to be shown, so there is nothing to draw", "leave it out")
    return percent(table, "audited")


def _providers(table: Table) -> tuple[str, ...]:
    """Those whose activities count; of all where none is named."""
    found = table.texts("providers") if table.has("providers") else ()
    for i, name in enumerate(found):
        if not name_key(name) or name_key(name) in map(name_key, found[:i]):
            path = (*table.path, "providers", i)
            table.document.problem(path, f'"{name[:60]}" names no other provider', "name each one once")
    if table.has("providers") and not found:
        table.problem("providers", "no provider is named, so nothing would count", "name them, or leave it out")
    return found


def _own_step(
    table: Table, measure: Measure | None, worth: tuple[Value, ...], step: Decimal
) -> tuple[Decimal, Rounding]:
    """Of what the worth of this type alone is a multiple, and how it becomes one; 0 where of the unit's step."""
    if not table.has("step"):
        return Decimal(0), Rounding.DOWN
    found, rounding = table.number("step"), table.choice("rounding", ROUNDINGS)
    if not found or found % step:
        table.problem("step", f"{found} is no multiple of the unit's step of {step}", f"write {step}, or a multiple")
    if measure is None:
        fix = "leave `step` out, or write measured_in = { … }"
        table.problem("step", "what counts by use is worth what is written, and never rounded", fix)
    if any(value.formula and value.formula.required for value in worth):
        table.problem("step", "what gives as much as the cycle requires is not rounded", "leave `step` out")
    return found, rounding


def _measure(table: Table) -> Measure:
    least = table.number("at_least", Decimal(0))
    step = table.number("step") if table.has("step") else Decimal(0)
    found = Measure(table.text("one", example='"hour"'), table.text("many", example='"hours"'), least, step)
    if least % QUANTITY:
        table.problem("at_least", f"{least} has more than three decimals", "round it")
    if step % QUANTITY or (table.has("step") and not step and not table.lacks("step")):
        table.problem("step", f"{step} is no step", "write a number with up to three decimals, such as 0.5")
    elif step and least % step:
        low, high = nearest_steps(found, least)[0], nearest_steps(found, least)[-1]
        fix = f"write {low}" if low == high else f"write {low} or {high}"
        table.problem("at_least", f"{least} is never recorded in steps of {step}", fix)
    table.done()
    return found


def read_minima(
    table: Table, step: Decimal, categories: tuple[Category, ...], when: Callable[[Table], Condition] = read_condition
) -> tuple[Minimum, ...]:
    """What a group requires of categories, or what is carried of each."""
    found = list[Minimum]()
    for key in table.data:
        category = named(table, key, key, "category", [c.key for c in categories])
        dated = values(table, key, Amounts("units", step, when, shares=True))
        if category and dated:
            found.append(Minimum(category, dated))
    return tuple(found)


def read_cap(
    table: Table,
    step: Decimal,
    groups: tuple[Group, ...],
    types: tuple[ActivityType, ...],
    known_categories: tuple[Category, ...],
) -> Cap:
    """A limit in units, of some types or of whole categories."""
    chosen = list(listed(table, "types", "activity", [kind.key for kind in types]))
    known = [*of_types(types), *(name for name in table.document.names("category") if name not in of_types(types))]
    categories = listed(table, "categories", "category", known)
    limited = inside(known_categories, categories)
    chosen += [kind.key for category in limited for kind in types if kind.category == category]
    check_parts(table, types, set(limited))
    if not chosen and not categories:
        table.problem(None, "it limits nothing", 'write types = ["…"] or categories = ["…"]')
    keys = [group.key for group in groups]
    period = table.choice("each", PERIODS)
    most = values(table, "most", Amounts("units", step, read_first_day, shares=True, instead="unlimited"))
    cap = Cap(
        key=table.text("key"),
        title=table.text("title"),
        types=tuple(dict.fromkeys(chosen)),
        groups=listed(table, "groups", "group", keys),
        period=period,
        most=most,
        categories=categories,
        over=_over(table, known),
        of_provider=table.choice("for_each", FOR_EACH) if table.has("for_each") else False,
        by_year=read_limit_governed_by(table, period, most),
    )
    if cap.period is Period.EVER:
        _check_lifetime(table, cap)
    if not cap.most:
        table.problem(None, "it has no amount", "write most = [{ from = DATE, units = N, source = … }]")
    if cap.over and any(kind.category == cap.over for kind in types if kind.key in cap.types):
        table.problem("over_category", f"what it limits is of {cap.over} itself", "name another category")
    elif cap.over in limited:
        table.problem("over_category", f"{cap.over} lies within what it limits", "name another category")
    table.done()
    return cap


def _check_lifetime(table: Table, cap: Cap) -> None:
    for i, value in enumerate(cap.most):
        if value.share:
            path, what = (*table.path, "most", i, "percent"), "what one cycle requires is no measure of a lifetime"
            table.document.problem(path, what, "write units = N")


def _over(table: Table, known: list[str]) -> str:
    """The category for which counts what is over; empty where it is lost. Asked where not all is lost."""
    if not (table.has("over") or table.document.word("counting", "over_limit") == "as each limit says"):
        return ""
    if not table.choice("over", OVER):
        return ""
    if table.document.word("counting", "over_limit") == "counts 0":
        table.problem("over", "what is over limits counts 0", 'write over_limit = "as each limit says" in [counting]')
    return named(table, "over_category", table.text("over_category"), "category", known)


def check_caps(document: Document, policy: Policy) -> None:
    """Limits must lie within each other or apart: else it would matter which of two is filled first."""
    if len(policy.caps) > MOST_CAPS:
        document.problem(("limit",), f"there are {len(policy.caps)} limits", f"write at most {MOST_CAPS}")
        return
    for i, cap in enumerate(policy.caps):
        for other in policy.caps[:i]:
            mine, theirs = set(cap.types), set(other.types)
            if _share_groups(cap, other) and mine & theirs and not (mine <= theirs or theirs <= mine):
                document.problem(
                    ("limit", i),
                    f"the limits {other.key} and {cap.key} overlap, and neither contains the other",
                    "list types so that one limit has all of the other's, or none",
                )
        if any(cap.key == other.key for other in policy.caps[:i]):
            document.problem(("limit", i, "key"), f"two limits are called {cap.key}", "give each its own key")


def _share_groups(one: Cap, other: Cap) -> bool:
    return not one.groups or not other.groups or bool(set(one.groups) & set(other.groups))


TOTAL_ALONE, AGAIN_FOR_IT, ONE_CATEGORY = range(3)
SATISFIES: Final = {
    "the total alone": TOTAL_ALONE,
    "its category too": AGAIN_FOR_IT,
    "one category": ONE_CATEGORY,
}
CARRIED_UNITS: Final = {
    "are carried once": CarriedIn.LAST,
    "are used first": CarriedIn.FIRST,
    "may be carried again": CarriedIn.AGAIN,
}
OVER_LIMITS: Final = {"is lost": False, "may be carried": True}
"""What becomes of units over a limit, besides what the limit itself says."""
LATE_RENEWALS: Final = {"carry as well": False, "carry nothing": True}


def read_carry(table: Table, step: Decimal, categories: tuple[Category, ...]) -> Carry:
    """What is carried into the next cycle, and the answers to what it may do there."""
    keys = [category.key for category in categories]
    satisfies = table.choice("satisfies", SATISFIES)
    one = satisfies == ONE_CATEGORY
    carry = Carry(
        most=values(table, "most", Amounts("units", step, read_first_day)),
        months=table.integer("earned_in_last_months", 0, 240, 0),
        categories=listed(table, "categories", "category", keys),
        carried_in=table.choice("carried_units", CARRIED_UNITS),
        kept=read_minima(table.table("category"), step, categories, read_first_day) if table.has("category") else (),
        over_limits=table.choice("over_limits", OVER_LIMITS) if table.has("over_limits") else False,
        in_time=table.choice("late_renewals", LATE_RENEWALS) if table.has("late_renewals") else False,
        counts_as=named(table, "as_category", table.text("as_category"), "category", keys) if one else "",
    )
    if (satisfies == AGAIN_FOR_IT) != bool(carry.kept):
        fix = 'write [carry.category] with how much of each, or satisfies = "the total alone"'
        table.problem("satisfies", "it is not said for which categories carried units count again", fix)
    table.done()
    return carry


def check_carry(document: Document, policy: Policy) -> None:
    """The answer to what becomes of surplus agrees with the table."""
    answer = SURPLUS.get(document.word("cycle", "surplus"))
    if policy.carry is None and answer:
        document.problem(("cycle", "surplus"), "it is not said how much is carried", "write [carry]")
    if policy.carry is not None and answer is False:
        what = "[carry] says how much is carried, and `surplus` that nothing is"
        document.problem(("cycle", "surplus"), what, 'write surplus = "carried", or leave [carry] out')
    if policy.carry is not None and not policy.carry.most:
        lacking = [group.key for group in policy.groups if group.own_carry is None]
        if lacking:
            fix = f"write most = [{{ from = DATE, units = N, source = … }}], or [group.{lacking[0]}.carry]"
            document.problem(("carry",), "it has no amount", fix)
