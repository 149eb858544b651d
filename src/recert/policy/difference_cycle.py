"""Words of `difference` for how cycles run, of everybody and of a group's own: each field's, where it differs."""

from dataclasses import replace
from typing import Any, Final

from recert.policy.altered import DAYS, MONTHS, Altered
from recert.policy.cycles import FOR_LIFE, CycleRule, Ends
from recert.policy.model import Policy
from recert.policy.own import OwnCycle
from recert.policy.sentence import words

CYCLE: Final[dict[tuple[str, str], Altered]] = {
    ("CycleRule", "ends"): Altered(words("A cycle ends {new} instead of {old}.")),
    ("CycleRule", "months"): Altered(
        words(
            "A cycle of {old} months becomes one of {new}, also where it has begun; "
            "[[cycle.earlier]] keeps a length that held before a day."
        ),
        counted=MONTHS,
    ),
    ("CycleRule", "grace_days"): Altered(
        becomes=words("The grace of {old} days becomes {new}."),
        begins=words("There is a grace of {new}."),
        ends=words("There is no grace of days any more; it had {old}."),
        zero=True,
        counted=DAYS,
    ),
    ("CycleRule", "grace_months"): Altered(
        becomes=words("The grace is one of {new} instead of {old}."),
        begins=words("The grace is counted in months, not in days: {new}."),
        ends=words("The grace is no longer counted in months; it had {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Length", "before"): Altered(words("Another length of cycles held before {new} instead of before {old}.")),
    ("Length", "months"): Altered(
        words("A certification awarded or renewed {of} is valid for {new} instead of {old}."), counted=MONTHS
    ),
    ("EarlierGrace", "before"): Altered(
        words("What ended before {new} has a grace of its own, instead of what ended before {old}.")
    ),
    ("EarlierGrace", "days"): Altered(
        becomes=words("What ended {of} can be renewed for {new} after its end instead of {old}."),
        begins=words("What ended {of} can be renewed for {new} after its end."),
        ends=words("What ended {of} has no grace of days any more; it had {old}."),
        zero=True,
        counted=DAYS,
    ),
    ("EarlierGrace", "months"): Altered(
        becomes=words("What ended {of} can be renewed for {new} after its end instead of {old}."),
        begins=words("What ended {of} can be renewed for {new} after its end."),
        ends=words("What ended {of} has no grace of months any more; it had {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("OwnCycle", "months"): Altered(
        becomes=words("{of}: a cycle of {old} months becomes one of {new}."),
        begins=words("{of}: a cycle has {new}, whatever others have."),
        ends=words("{of}: a cycle is as long as others' again, instead of {old}."),
        counted=MONTHS,
    ),
    ("OwnCycle", "grace_days"): Altered(
        becomes=words("{of}: its grace of {old} days becomes {new}."),
        begins=words("{of}: its grace is one of {new}, whatever others have."),
        ends=words("{of}: no days of a grace of its own any more; it had {old}."),
        counted=DAYS,
    ),
    ("OwnCycle", "grace_months"): Altered(
        becomes=words("{of}: its grace of {old} months becomes {new}."),
        begins=words("{of}: its grace is one of {new}, whatever others have."),
        ends=words("{of}: no months of a grace of its own any more; it had {old}."),
        counted=MONTHS,
    ),
    ("OwnCycle", "ends"): Altered(
        becomes=words("{of}: a cycle ends {new} instead of {old}."),
        begins=words("{of}: a cycle ends {new}, whenever others end."),
        ends=words("{of}: a cycle ends as others do again, instead of {old}."),
    ),
    ("OwnCycle", "first_months"): Altered(
        becomes=words("{of}: the first cycle after an award has {new} instead of {old}."),
        begins=words("{of}: the first cycle after an award has {new}."),
        ends=words("{of}: the first cycle after an award is as long as others' again, instead of {old}."),
        counted=MONTHS,
    ),
    ("OwnCycle", "first_ends"): Altered(
        becomes=words("{of}: the first cycle ends {new} instead of {old}."),
        begins=words("{of}: the first cycle ends {new}."),
        ends=words("{of}: the first cycle no longer ends {old} by a rule of its own."),
    ),
    ("OwnCycle", "rhythm"): Altered(
        becomes=words("{of}: the next cycle starts {new}; until now {old}."),
        begins=words("{of}: the next cycle starts {new}, wherever others' start."),
        ends=words("{of}: the next cycle starts where others' do again, not {old}."),
    ),
    ("OwnCycle", "kept_months"): Altered(
        becomes=words("{of}: renewing in the last {new} keeps the rhythm, instead of in the last {old}."),
        begins=words("{of}: renewing in the last {new} keeps the rhythm."),
        ends=words("{of}: renewing in the last {old} no longer is what keeps the rhythm."),
        zero=True,
        counted=MONTHS,
    ),
    ("OwnCycle", "opens_months"): Altered(
        becomes=words("{of}: units renew only in the last {new} of a cycle, instead of {old}."),
        begins=words("{of}: units renew only in the last {new} of a cycle, whenever they do others."),
        ends=words("{of}: units no longer renew in the last {old} of a cycle alone by a rule of its own."),
        zero=True,
        counted=MONTHS,
    ),
    ("OwnCycle", "opens_days"): Altered(
        becomes=words("{of}: units renew only on the last day of a cycle and in the {new} before, instead of {old}."),
        begins=words(
            "{of}: units renew only on the last day of a cycle and in the {new} before, whenever they do others."
        ),
        ends=words(
            "{of}: units no longer renew only on the last day of a cycle and in the {old} before, by a rule of its own."
        ),
        zero=True,
        counted=DAYS,
    ),
    ("CycleRule", "anchor"): Altered(words("Cycles are counted from the {new} instead of the {old}.")),
    ("CycleRule", "first_months"): Altered(
        becomes=words("The first cycle after an award has {new} instead of {old}."),
        begins=words("The first cycle after an award has {new}."),
        ends=words("The first cycle after an award is as long as the others again, instead of {old}."),
        counted=MONTHS,
    ),
    ("CycleRule", "first_ends"): Altered(
        becomes=words("A first cycle of its own length ends {new} instead of {old}."),
        begins=words("A first cycle of its own length ends {new}."),
    ),
    ("CycleRule", "rhythm"): Altered(words("The next cycle starts {new}; until now {old}.")),
    ("CycleRule", "unmet"): Altered(words("A cycle that is not met {new}; until now it {old}.")),
    ("CycleRule", "kept_months"): Altered(
        becomes=words("Renewing in the last {new} keeps the rhythm, instead of in the last {old}."),
        begins=words("Renewing in the last {new} keeps the rhythm."),
        ends=words("Renewing in the last {old} no longer is what keeps the rhythm."),
        zero=True,
        counted=MONTHS,
    ),
    ("CycleRule", "grace_activity"): Altered(words("What is done in the grace is of the {new} instead of the {old}.")),
    ("CycleRule", "year_ends"): Altered(
        becomes=words("A year in which cycles end ends on {new} instead of {old}."),
        begins=words("A year in which cycles end ends on {new} instead of December 31."),
        ends=words("A year in which cycles end ends on December 31 instead of {old}."),
    ),
    ("CycleRule", "renewed_next_from"): Altered(
        becomes=words("What is done after a renewal is of the next cycle from {new} on, instead of {old}."),
        begins=words("What is done after a renewal is of the next cycle from {new} on, not before."),
        ends=words(
            "What is done after a renewal is of the next cycle on whatever day it is done, not only from {old} on."
        ),
    ),
    ("CycleRule", "opens_months"): Altered(
        becomes=words("Units renew only in the last {new} of a cycle, instead of {old}."),
        begins=words("Units renew only in the last {new} of a cycle."),
        ends=words("Units no longer renew in the last {old} of a cycle alone."),
        zero=True,
        counted=MONTHS,
    ),
    ("CycleRule", "opens_days"): Altered(
        becomes=words("Units renew only on the last day of a cycle and in the {new} before, instead of {old}."),
        begins=words("Units renew only on the last day of a cycle and in the {new} before."),
        ends=words("Units no longer renew only on the last day of a cycle and in the {old} before."),
        zero=True,
        counted=DAYS,
    ),
}


FOR_LIFE_BEFORE: Final = words("A certification awarded or renewed before {before} is valid for life.")
BEGINS_FOR_LIFE: Final = {
    "CycleRule": words("A certification is valid for life, and nothing renews it."),
    "OwnCycle": words("{of}: it is valid for life from now on, and nothing renews it."),
    "Length": words("A certification awarded or renewed {of} is valid for life."),
}
ENDS_FOR_LIFE: Final = {
    "CycleRule": words("A certification is not valid for life any more: a cycle has {new}."),
    "OwnCycle": words("{of}: it is not valid for life any more: a cycle has {new}."),
    "Length": words("A certification awarded or renewed {of} is not valid for life any more, but for {new}."),
}
AS_OTHERS_AGAIN: Final = words("{of}: it is not valid for life any more: a cycle is as long as others'.")
"""Of a length that is for life, or was; and of a group that has none of its own any more."""


def without_counting(before: Policy, after: Policy) -> Policy:
    """What was before, with what the other has in place of what it said of activities: that these are gone is told."""
    done = {name: getattr(after.cycle, name) for name in ("grace_activity", "renewed_next", "renewed_next_from")}
    cycle = replace(before.cycle, **done, before_award=after.cycle.before_award)
    return replace(before, cycle=cycle, **{name: getattr(after, name) for name in OF_COUNTING})


OF_COUNTING: Final = frozenset(
    {"unit", "units", "step", "rounding", "floor", "floor_source", "several_days", "days_rounding"}
)
"""What a policy says of activities alone."""


def comparable(before: Any, after: Any) -> Any:
    """What was before without the end of a first cycle of its own length, where only one of two rules has such a one.

    Of one that is new its end is told as new, if that is not as usual; of one that there is no more nothing is.
    """
    if isinstance(before, CycleRule | OwnCycle) and FOR_LIFE in (before.months, after.months):
        before = replace(before, never_renewed=after.never_renewed)  # which follows from the length
    if isinstance(before, Policy) and before.has_activities > after.has_activities:
        return without_counting(before, after)
    if not isinstance(before, CycleRule) or (before.first_months is None) == (after.first_months is None):
        return before
    is_new = before.first_months is None and after.first_ends is not Ends.SAME_DAY
    ends: Any = None if is_new else after.first_ends  # None: there was no such cycle to have an end
    return replace(before, first_ends=ends)
