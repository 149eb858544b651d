"""What comes after grace, and what renewing late takes besides."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from recert.policy.cycles import Anchor, CycleRule, GraceActivity, Rhythm, Unmet
from recert.policy.late_days import days_late, since_key
from recert.policy.lateness import DoneSuspended, MoreOf, Surcharge, Suspension, waits_while_suspended
from recert.policy.model import Category, Demand, Policy
from recert.policy.positions import Path
from recert.policy.reading.values import named, said_twice, step_number
from recert.policy.several_days import SeveralDays
from recert.policy.toml import Document, Table

ACTIVITY: Final = {"ended cycle": False, "next cycle": True}
DONE_IN_GRACE: Final = {
    "ended cycle": DoneSuspended.ENDED_CYCLE_WITH_GRACE,
    "next cycle": DoneSuspended.ENDED_CYCLE,
}
STARTS: Final = {
    "where the last one ended": (False, False),
    "the day after the renewal": (True, False),
    "in the period under way": (True, True),
}
"""Where the next cycle starts after a return: whether on the day after it, and whether for the rest of a period."""
UNITS: Final = "units"
EXAM: Final = "exam"
BACK: Final = (UNITS, EXAM)
HUNDREDTH: Final = Decimal("0.01")


def read_suspension(table: Table, cycle: CycleRule, *, recorded: bool) -> Suspension:
    """The months or days after grace, and what brings a certification back in them; `recorded`: if activities are."""
    back = table.texts("renewed_by")
    for i, name in enumerate(back):
        if name not in BACK:
            path = (*table.path, "renewed_by", i)
            table.document.problem(path, f'"{name}" renews nothing', 'write "units" or "exam"')
    if not back:
        table.problem("renewed_by", "it is not said what brings it back", 'write ["units"], ["exam"] or both')
    in_days = table.has("days")
    if in_days and table.has("months"):
        what = "it is said in days and in months, and not which of them holds"
        table.problem("months", what, "leave days or months out")
    restarts, joins = table.choice("next_starts", STARTS)
    found = Suspension(
        months=0 if in_days else table.integer("months", 1, 240),
        by_units=UNITS in back,
        by_exam=EXAM in back,
        restarts=restarts,
        joins=joins,
        source=table.text("source"),
        activity=_activity(table, cycle) if recorded else DoneSuspended.AS_IN_GRACE,
        days=table.integer("days", 1, 3650) if in_days else 0,
    )
    _check_next(table, cycle, found)
    table.done()
    return found


def _activity(table: Table, cycle: CycleRule) -> DoneSuspended:
    """Of which cycle it is what is done while it is suspended, and with it what was done in the grace."""
    in_grace, suspended = cycle.grace_activity is GraceActivity.NEXT_CYCLE, table.choice("activity", ACTIVITY)
    if in_grace and not suspended:
        return table.choice("done_in_grace", DONE_IN_GRACE)
    if table.has("done_in_grace"):
        table.choice("done_in_grace", DONE_IN_GRACE)
        table.problem("done_in_grace", "what is done in the grace stays of its cycle anyway", "leave it out")
    return DoneSuspended.AS_IN_GRACE if suspended is in_grace else DoneSuspended.NEXT_CYCLE


def _check_next(table: Table, cycle: CycleRule, found: Suspension) -> None:
    """What is of the next cycle is not done before that begins."""
    what = "the next cycle would begin after what belongs to it was done"
    waits = waits_while_suspended(cycle.grace_activity, found)
    if found.restarts and found.activity is DoneSuspended.ENDED_CYCLE:
        fix = 'write "where the last one ended", or done_in_grace = "ended cycle"'
        table.problem("next_starts", what, fix)
    if found.restarts and waits:
        table.problem("next_starts", what, 'write "where the last one ended"')
    if found.activity is DoneSuspended.NEXT_CYCLE and cycle.rhythm is Rhythm.RESTARTED:
        fix = 'write activity = "ended cycle", or another answer of `next_starts` under [cycle]'
        table.problem("activity", what, fix)


def read_surcharge(table: Table, step: Decimal, categories: tuple[Category, ...]) -> Surcharge:
    """What is required besides, and from when after the end on: units, more of some categories, or both."""
    from_day, after_months = read_since(table, "from_day", "after_months")
    share, of_some = table.has("percent"), table.has("more_of")
    in_all = not of_some or table.has("units")
    if share:
        said_twice(table, "units")
    found = Surcharge(
        from_day=from_day,
        amount=table.number("percent") if share else step_number(table, "units", step) if in_all else Decimal(0),
        share=share,
        every_months=table.integer("every_months", 1, 240) if table.has("every_months") else 0,
        source=table.text("source"),
        more_of=_more_of(table, step, categories) if of_some else (),
        after_months=after_months,
        ended_before=table.day("ended_before") if table.has("ended_before") else None,
    )
    if not (table.has("from_day") or table.has("after_months")):
        fix = "write from_day = 1, for the first day after the end, or after_months = 3, for what is later than that"
        table.problem(None, "it is not said from when on it holds", fix)
    if share and found.amount % HUNDREDTH:
        table.problem("percent", f"{found.amount} percent can't be counted", "write up to two decimals")
    if found.every_months and not share and not in_all:
        table.problem("every_months", "what it takes more of a category does not grow", "leave `every_months` out")
    for key in ("category", "minimum"):
        if key in table.data:
            table.known.add(key)
            what = f"`{key}` means nothing in [[late]]"
            table.problem(key, what, "write more_of = { CATEGORY = N }, so many units more than its minimum")
    table.done()
    return found


def read_since(table: Table, in_days: str, in_months: str) -> tuple[int, int]:
    """From which day after the end on something is taken, or after how many months; 0 in both where neither is said."""
    by_months, by_days = table.has(in_months), table.has(in_days)
    if by_months and by_days:
        what = "it is said in days and in months, and not which of them holds"
        table.problem(in_months, what, f"leave {in_days} or {in_months} out")
    days = table.integer(in_days, 1, 3650) if by_days else 0
    return days, table.integer(in_months, 1, 240) if by_months else 0


def _more_of(table: Table, step: Decimal, categories: tuple[Category, ...]) -> tuple[MoreOf, ...]:
    """How much more of which categories; those that there are not are told."""
    keys = [category.key for category in categories]
    found = list[MoreOf]()
    for key, inner in table.under("more_of"):
        amount = step_number(inner, key, step)
        if named(inner, key, key, "category", keys):
            found.append(MoreOf(key, amount))
        if not amount and not inner.lacks(key):
            inner.problem(key, "it takes no more of it", "write how many units more, or leave it out")
    if not found and "more_of" in table.data and not table.data["more_of"]:
        table.problem("more_of", "it is not said of what it takes more", "write more_of = { CATEGORY = N }")
    return tuple(found)


def check_lateness(document: Document, policy: Policy) -> None:
    """What only the whole can show of it."""
    _check_suspension(document, policy)
    _check_surcharges(document, policy)
    by_deadline = policy.deadline is not None and policy.deadline.late
    always = bool(policy.suspension) or by_deadline
    if policy.surcharges and not (always or policy.has_grace):
        document.problem(("late",), "nothing can be renewed late", "write grace_days under [cycle], or [suspension]")
    for group in policy.groups:
        if always or policy.cycle_of(group.key).has_grace:
            continue
        ways = (
            ((*("or", i), *place), demand) for i, way in enumerate(group.ways) for place, demand in _placed(way.demands)
        )
        for place, demand in (*_placed(group.demands), *ways):
            if demand.only_late:
                key = f"late_{since_key(demand)}"
                fix = f"leave `{key}` out, or write grace_days under [cycle], or [suspension]"
                where = ("group", group.key, *place, key)
                document.problem(where, f"{demand.key}: nothing can be renewed late", fix)


def _placed(demands: tuple[Demand, ...]) -> Iterator[tuple[Path, Demand]]:
    """Demands, and where they stand in what asks them."""
    return ((("also", i), demand) for i, demand in enumerate(demands))


def _check_suspension(document: Document, policy: Policy) -> None:
    rule = policy.suspension
    if rule is None:
        return
    if policy.cycle.unmet is not Unmet.LAPSES:
        fix = "leave `unmet` out, or [suspension]"
        document.problem(("cycle", "unmet"), "what is suspended lapses when its time is over", fix)
    if rule.activity is not DoneSuspended.AS_IN_GRACE and not policy.has_grace:
        next_one = waits_while_suspended(policy.cycle.grace_activity, rule)
        word = next(word for word, answer in ACTIVITY.items() if answer is next_one)
        what = "there is no grace, of which `grace_activity` could say anything else"
        document.problem(("suspension", "activity"), what, f'write grace_activity = "{word}" under [cycle]')
    if rule.activity is DoneSuspended.NEXT_CYCLE and policy.several_days is SeveralDays.EACH_DAY:
        what = "what is done after a grace waits for the next cycle, and can't be divided there"
        fix = 'write another answer, or activity = "ended cycle" under [suspension]'
        document.problem(("counting", "several_days"), what, fix)
    if rule.by_exam:
        _check_exams(document, policy, rule)
    if rule.restarts and not rule.joins and policy.cycle.anchor is Anchor.CALENDAR:
        fix = 'write "where the last one ended" or "in the period under way"'
        document.problem(("suspension", "next_starts"), "periods of the calendar can't be restarted", fix)


def _check_exams(document: Document, policy: Policy, rule: Suspension) -> None:
    """What the exam brings back can be renewed by it without a gap; a group may have units alone instead."""
    groups = [group for group in policy.groups if not policy.cycle_of(group.key).never_renewed]
    if all(policy.retake_of(group.key) is None for group in groups):
        what = "the exam is to bring back what is suspended, and passing it renews nothing here"
        fix = 'write [retake] or [group.KEY.retake], or leave "exam" out'
        document.problem(("suspension", "renewed_by"), what, fix)
        return
    for group in groups:
        retake, own = policy.retake_of(group.key), group.own_retake
        place = ("group", group.key, "retake") if own else ("suspension", "renewed_by")
        if retake is None and not rule.by_units:
            fix = f"write [group.{group.key}.retake]"
            if own:
                fix = 'write renews = "that certification"'
            what = f"nothing brings back what is suspended of {'it' if own else group.key}"
            document.problem(place, what, f'{fix}, or "units" among what brings it back')
        if retake and policy.cycle_of(group.key).has_grace and not retake.in_grace:
            what = "the exam brings back what is suspended, and would not renew in the grace before that"
            document.problem(place, what, 'write in_grace = true under [retake], or leave "exam" out of `renewed_by`')
            return


def _check_surcharges(document: Document, policy: Policy) -> None:
    """Who waits longer is never required less: else time alone could renew somebody."""
    rows = policy.surcharges
    for day in dict.fromkeys(row.ended_before for row in rows):
        mine = [(i, row) for i, row in enumerate(rows) if row.ended_before == day]
        for (at, before), (i, row) in pairwise(mine):
            if not _stand_at_once(document, i, before, row):
                _check_order(document, policy, i, before, row)
                _check_less(document, (at, before), (i, row))
    for i, row in enumerate(rows):
        for more in row.more_of:
            if not any(minimum.category == more.category for group in policy.groups for minimum in group.minima):
                what = f"no group has a minimum of {more.category} that it could add to"
                fix = f"write {more.category} = [{{ from = DATE, units = N, source = … }}] in [group.NAME.minimum]"
                document.problem(("late", i, "more_of", more.category), what, fix)


def _stand_at_once(document: Document, at: int, before: Surcharge, row: Surcharge) -> bool:
    """Tells of two that begin on one day."""
    if (row.from_day, row.after_months) != (before.from_day, before.after_months):
        return False
    what = f"two begin after {_months(row)}" if row.after_months else f"two begin on day {row.from_day}"
    document.problem(("late", at, since_key(row)), what, "leave one of them out")
    return True


def _check_order(document: Document, policy: Policy, at: int, before: Surcharge, row: Surcharge) -> None:
    """The one that stands later begins later, whenever a cycle ends: days beside months do so if that is sure."""
    (first, last), (earliest, latest) = days_late(policy, before), days_late(policy, row)
    if last < earliest:
        return
    place, fix = ("late", at, since_key(row)), "put them in the order of their days"
    if bool(row.after_months) == bool(before.after_months):
        had, has = (each.after_months or each.from_day for each in (before, row))
        document.problem(place, f"{has} does not come after {had}", fix)
        return
    if latest < first:
        document.problem(place, f"{_told(row)} does not come after {_told(before)}", fix)
        return
    in_days, in_months = (before, row) if row.after_months else (row, before)
    on = earliest if row.after_months else first, latest if row.after_months else last
    what = f"it depends on the end whether day {in_days.from_day} or the end of {_months(in_months)} comes first"
    fix = f"write both in days or both in months: after {_months(in_months)} is from day {on[0]} to {on[1]}"
    document.problem(place, what, fix)


def _told(row: Surcharge) -> str:
    return f"the end of {_months(row)}" if row.after_months else f"day {row.from_day}"


def _months(row: Surcharge) -> str:
    return "1 month" if row.after_months == 1 else f"{row.after_months} months"


def _check_less(document: Document, one: tuple[int, Surcharge], other: tuple[int, Surcharge]) -> None:
    """Of two rows the one that is reached later takes no less, and the other does not grow beyond it."""
    (at, before), (i, row) = one, other
    if row.share != before.share and row.amount and before.amount:
        document.problem(("late", i), "units and percent can't be compared", "write all of them in one of the two")
    elif row.amount < before.amount:
        key = "percent" if before.share else "units"
        fix = f"write {before.amount} or more" if row.amount else f"write {key} = {before.amount} or more"
        document.problem(("late", i, key), "waiting longer would take less", fix)
    if before.every_months:
        fix = "leave `every_months` out, or the rows after it"
        document.problem(("late", at, "every_months"), "it grows beyond the next one", fix)
    _check_less_of(document, i, before, row)


def _check_less_of(document: Document, at: int, before: Surcharge, row: Surcharge) -> None:
    """Nor is less of any category."""
    has = {more.category: more.amount for more in row.more_of}
    for more in before.more_of:
        if has.get(more.category, Decimal(0)) < more.amount:
            what = f"waiting longer would take less of {more.category}"
            fix = f"write {more.category} = {more.amount} or more in its `more_of`"
            document.problem(("late", at, "more_of"), what, fix)
