"""Cycles: their length, and what they are counted from."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from recert.policy.cycles import (
    FOR_LIFE,
    Anchor,
    CycleRule,
    EarlierGrace,
    Ends,
    GraceActivity,
    Length,
    Rhythm,
    Unmet,
    of_year,
)
from recert.policy.model import Group, MonthsCounted, Rounding
from recert.policy.toml import Document, Table

ENDS: Final = {
    "same day": Ends.SAME_DAY,
    "day before": Ends.DAY_BEFORE,
    "end of month": Ends.END_OF_MONTH,
    "end of year": Ends.END_OF_YEAR,
}
ANCHORS: Final = {"award": Anchor.AWARD, "calendar": Anchor.CALENDAR}
RHYTHMS: Final = {
    "where the last one ended": Rhythm.KEPT,
    "the day after the renewal": Rhythm.RESTARTED,
    "where the last one ended, if renewed in its last months": Rhythm.KEPT_LATE,
    "the day after the renewal, ending where it would have": Rhythm.KEPT_END,
}
ROUNDINGS: Final = {"down": Rounding.DOWN, "up": Rounding.UP, "nearest": Rounding.NEAREST}
GRACE_ACTIVITY: Final = {
    "ended cycle": GraceActivity.ENDED_CYCLE,
    "ended cycle, as far as needed": GraceActivity.ENDED_CYCLE_AS_NEEDED,
    "next cycle": GraceActivity.NEXT_CYCLE,
}
UNMET: Final = {"the certification lapses": False, "the next cycle begins": True}
SHORTFALL: Final = {"is added to the next": Unmet.ADDED, "is forgiven": Unmet.FORGIVEN}
MONTHS: Final = {"begun": MonthsCounted.BEGUN, "full": MonthsCounted.FULL}
SURPLUS: Final = {"not carried": False, "carried": True}
STARTS: Final = {"the award's day": False, "the first of its month": True}
AFTER_RENEWAL: Final = {"is of the renewed cycle": False, "is of the next cycle": True}
BEFORE_AWARD: Final = {"counts": True, "counts for nothing": False}
JOINING: Final = {"shares the renewed date": True, "keeps its own date": False}


def read_cycle(table: Table, *, recorded: bool) -> CycleRule:
    """The rule of all cycles; what is answered in the one way that the evaluator knows is read by the caller.

    `recorded`: whether activities are, of which it is asked in which cycle they count, and what is carried of them.
    """
    anchor = table.choice("anchor", ANCHORS) if table.has("anchor") else Anchor.AWARD
    rhythm = table.choice("next_starts", RHYTHMS)
    first_months, first_ends = first_cycle(table)
    renewed_next = recorded and table.has("after_renewal") and table.choice("after_renewal", AFTER_RENEWAL)
    from_month = table.has("starts") and table.choice("starts", STARTS)
    months = table.length("months")
    rule = CycleRule(
        months=months,
        grace_days=0 if table.has("grace_months") else table.integer("grace_days", 0, 3650),
        shares_renewed_date=table.choice("award_after_early_renewal", JOINING),
        source=table.text("source"),
        ends=_ends(table, anchor),
        anchor=anchor,
        first_months=first_months,
        first_ends=first_ends,
        rhythm=rhythm,
        kept_months=table.integer("last_months", 1, 240) if rhythm is Rhythm.KEPT_LATE else 0,
        opens_months=table.integer("opens_months", 1, 240) if table.has("opens_months") else 0,
        grace_months=table.integer("grace_months", 1, 240) if table.has("grace_months") else 0,
        opens_days=table.integer("opens_days", 1, 3650) if table.has("opens_days") else 0,
        earlier=tuple(_length(row) for row in table.rows("earlier")),
        earlier_graces=tuple(_grace(row) for row in table.rows("earlier_grace")),
        grace_activity=table.choice("grace_activity", GRACE_ACTIVITY) if recorded else GraceActivity.ENDED_CYCLE,
        unmet=_unmet(table),
        from_month=from_month,
        before_award=recorded and from_month and table.choice("before_award", BEFORE_AWARD),
        renewed_next=renewed_next,
        year_ends=_year_ends(table) if table.has("year_ends") else (),
        never_renewed=months == FOR_LIFE,
        renewed_next_from=table.day("after_renewal_from") if renewed_next and table.has("after_renewal_from") else None,
    )
    if recorded:
        table.choice("surplus", SURPLUS)
    _together(table, rule)
    return rule


def _ends(table: Table, anchor: Anchor) -> Ends:
    """On which day a cycle ends; a period of the calendar does the day before the next one begins."""
    said = table.data.get("ends")
    if anchor is not Anchor.CALENDAR:
        quarters = isinstance(said, str) and "quarter" in said
        if not quarters and not (isinstance(said, str) and _is_of_year(said)):
            return table.choice("ends", ENDS)
        days = QUARTERS if quarters else f'["{said}"]'
        table.problem("ends", f'`ends` is "{said}"', f'write ends = "end of year", and year_ends = {days}')
        table.known |= {"ends", "year_ends"}
        return Ends.END_OF_YEAR
    if table.has("ends"):
        what = 'with anchor = "calendar" a cycle ends with its period'
        table.problem("ends", what, "leave `ends` out: `periods_from` of each group, and `months`, say when that is")
    return Ends.DAY_BEFORE


QUARTERS: Final = '["03-31", "06-30", "09-30", "12-31"]'
"""The last days of the quarters of a year."""


def _is_of_year(text: str) -> bool:
    with suppress(ValueError):
        of_year(text)
        return True
    return False


def first_cycle(table: Table) -> tuple[int | None, Ends]:
    """The length of a first cycle that has its own, and on which day it ends; None where it is as long as others."""
    if not table.has("first"):
        return None, Ends.SAME_DAY
    first = table.table("first")
    months, ends = first.integer("months", 0, 240), first.choice("ends", ENDS)
    if first.data.get("months") == 0 and ends in (Ends.SAME_DAY, Ends.DAY_BEFORE):
        fix = 'write ends = "end of month" or ends = "end of year", or how many months it has'
        first.problem("months", "the first cycle would be over with the award", fix)
    first.done()
    return months, ends


def _year_ends(table: Table) -> tuple[str, ...]:
    """The days of the year, in their order; those that are none are reported and left out."""
    found = list[str]()
    for i, text in enumerate(table.texts("year_ends")):
        try:
            of_year(text)
        except ValueError:
            what = f'"{text}" is no day of every year'
            table.document.problem((*table.path, "year_ends", i), what, 'write its month and day, as "05-31"')
        else:
            found.append(text)
    if found != sorted(set(found)):
        table.problem("year_ends", "the days are not in the order of the year", "put the earliest first, each once")
    return tuple(found)


def _unmet(table: Table) -> Unmet:
    if not table.has("unmet") or not table.choice("unmet", UNMET):
        if "shortfall" in table.data and not table.lacks("unmet"):
            table.known.add("shortfall")
            fix = 'write unmet = "the next cycle begins" as well, or leave `shortfall` out'
            table.problem("shortfall", "it is asked only where the next cycle begins without what is missing", fix)
        return Unmet.LAPSES
    return table.choice("shortfall", SHORTFALL)


def _length(table: Table) -> Length:
    found = Length(table.day("before"), table.length("months"), table.text("source"))
    table.done()
    return found


def _grace(table: Table) -> EarlierGrace:
    in_months = table.has("months")
    found = EarlierGrace(
        before=table.day("before"),
        days=0 if in_months else table.integer("days", 0, 3650),
        months=table.integer("months", 1, 240) if in_months else 0,
        source=table.text("source"),
    )
    if in_months and table.has("days"):
        what = "it is said in days and in months, and not which of them holds"
        table.problem("months", what, "leave days or months out")
    table.done()
    return found


def said_once(table: Table) -> None:
    """A grace, and a window, is counted in days or in months."""
    for what in ("grace", "opens"):
        if table.has(f"{what}_days") and table.has(f"{what}_months"):
            fix = f"leave {what}_days or {what}_months out"
            table.problem(f"{what}_months", "it is said in days and in months, and not which of them holds", fix)


def rhythm_faults(rule: CycleRule) -> Iterator[tuple[str, str, str]]:
    """What can't stand beside where the next cycle starts: the key, what is wrong, and how it can be mended."""
    if rule.anchor is Anchor.CALENDAR and rule.rhythm in (Rhythm.RESTARTED, Rhythm.KEPT_LATE):
        fix = 'write "where the last one ended" or "the day after the renewal, ending where it would have"'
        yield "next_starts", "periods of the calendar can't be restarted", fix
    if rule.grace_activity is GraceActivity.NEXT_CYCLE and rule.rhythm is Rhythm.RESTARTED:
        fix = 'write another answer of `next_starts`, such as "where the last one ended"'
        yield "next_starts", "the next cycle would begin after what belongs to it was done", fix
    if rule.renewed_next and rule.rhythm is not Rhythm.KEPT:
        fix = 'write next_starts = "where the last one ended", or leave `after_renewal` out'
        what = "a next cycle that starts with the renewal has what is done after it anyway"
        yield "after_renewal", what, fix


def _together(table: Table, rule: CycleRule) -> None:
    said_once(table)
    for fault in rhythm_faults(rule):
        table.problem(*fault)
    if rule.anchor is Anchor.CALENDAR and rule.first_months is not None:
        table.problem("first", "the first period of the calendar has its own length", "leave `first` out")
    if rule.anchor is Anchor.CALENDAR and rule.from_month:
        table.problem("starts", "periods of the calendar begin with themselves", "leave `starts` out")
    _in_order(table, rule)
    if rule.anchor is Anchor.CALENDAR and rule.earlier:
        table.problem("earlier", "periods of the calendar have one length", "leave `earlier` out")


def _in_order(table: Table, rule: CycleRule) -> None:
    for key, what, found in (
        ("earlier", "the earlier lengths", rule.earlier),
        ("earlier_grace", "the earlier graces", rule.earlier_graces),
    ):
        days = [each.before for each in found]
        if days != sorted(set(days)):
            table.problem(key, f"{what} are not in the order of their days", "put the earliest first")


def check_periods(document: Document, rule: CycleRule, groups: tuple[Group, ...]) -> None:
    """Every group says from when its periods are counted, where the calendar's are, and no other does."""
    for group in groups:
        if group.own_cycle and group.own_cycle.for_life:
            if group.periods_from is not None:
                what = "what is held for life has no periods"
                document.problem(("group", group.key, "periods_from"), what, "leave `periods_from` out")
            continue
        if rule.anchor is Anchor.CALENDAR and group.periods_from is None:
            fix = "write periods_from = DATE, the first day of any period"
            document.problem(("group", group.key, "periods_from"), "it is not said when its periods begin", fix)
        if rule.anchor is Anchor.AWARD and group.periods_from is not None:
            fix = 'write anchor = "calendar" under [cycle]'
            document.problem(("group", group.key, "periods_from"), "cycles are counted from the award", fix)
