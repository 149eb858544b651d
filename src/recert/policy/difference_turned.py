"""The words of `difference` for what is so or is not: what is said when it becomes so, and when it is no more."""

from typing import Final

from recert.policy.sentence import words

TURNED: Final[dict[tuple[str, str], tuple[str, str]]] = {
    # field: (what is said when it becomes true, when it becomes false)
    ("CycleRule", "from_month"): (
        words("The cycle that an award begins is counted from the first day of its month, instead of the award's own."),
        words("The cycle that an award begins is counted from the award's own day, instead of the first of its month."),
    ),
    ("CycleRule", "before_award"): (
        words("What was done in the month of an award, before it, counts."),
        words("What was done in the month of an award, before it, does not count any more."),
    ),
    ("CycleRule", "renewed_next"): (
        words("What is done after a cycle is renewed is of the next one."),
        words("What is done after a cycle is renewed is of that cycle, not of the next one any more."),
    ),
    ("CycleRule", "shares_renewed_date"): (
        words("A certification awarded after an early renewal shares the renewed date, instead of keeping its own."),
        words("A certification awarded after an early renewal keeps its own date, instead of sharing the renewed one."),
    ),
    ("ActivityType", "by_staff"): (
        words("{of}: recorded by the program's staff alone; candidates don't record it any more."),
        words("{of}: recorded by candidates too, not by the program's staff alone."),
    ),
    ("Cap", "of_provider"): (
        words("{of}: limits what each provider gave by itself."),
        words("{of}: limits what all providers gave together, instead of what each gave by itself."),
    ),
    ("Cap", "by_year"): (
        words("{of}: how much counts in a year is decided by its own first day, instead of the cycle's."),
        words("{of}: how much counts in a year is decided by the first day of the cycle, instead of its own."),
    ),
    ("Carry", "over_limits"): (
        words("What is over limits in units, and counts for nothing else, may be carried too."),
        words("What is over limits in units is not carried."),
    ),
    ("Carry", "in_time"): (
        words("Nothing is carried out of a cycle that is renewed late."),
        words("Surplus of a cycle that is renewed late is carried too."),
    ),
    ("Demand", "before_renewal"): (
        words("{of}: its months are those before the day of the renewal."),
        words("{of}: its months are those before the cycle's end, instead of those before the day of the renewal."),
    ),
    ("Demand", "across_cycles"): (
        words("{of}: years of the cycle before are asked together with those of the next."),
        words("{of}: years of the cycle before are not asked together with those of the next."),
    ),
    ("Demand", "by_year"): (
        words("{of}: how much is asked of a year is decided by its own first day, instead of the cycle's."),
        words("{of}: how much is asked of a year is decided by the first day of the cycle, instead of its own."),
    ),
    ("Missed", "late_counts"): (
        words("{of}: what is done late for a year counts for it, as far as it needs that."),
        words("{of}: what is done after a year's last day counts for the year in which it is done, not for that one."),
    ),
    ("Portfolio", "at_once"): (
        words("{of}: what is held decides whenever it changes."),
        words("{of}: what is held on the first day of a cycle decides, instead of whenever it changes."),
    ),
    ("Cascade", "aligned"): (
        words("{of}: what is renewed expires together with it."),
        words("{of}: what is renewed expires its own length later, instead of together with what renewed it."),
    ),
    ("CircumstanceKind", "extends"): (
        words("{of}: the cycle under way ends later by the months taken off."),
        words("{of}: the cycle under way no longer ends later by the months taken off."),
    ),
    ("Deadline", "late"): (
        words("A renewal is late from the deadline on, instead of from the end on."),
        words("A renewal is late from the end on, instead of from the deadline on."),
    ),
    ("Proration", "first_month"): (
        words("A shorter first cycle: the month of the award counts."),
        words("A shorter first cycle: the month of the award does not count."),
    ),
    ("Suspension", "by_units"): (
        words("What the cycle still takes is a way to bring back what is suspended."),
        words("What the cycle still takes is no way any more to bring back what is suspended."),
    ),
    ("Suspension", "by_exam"): (
        words("Passing the exam is a way to bring back what is suspended."),
        words("Passing the exam is no way any more to bring back what is suspended."),
    ),
    ("Suspension", "restarts"): (
        words("After a suspension the next cycle starts on the day after the return."),
        words(
            "After a suspension the next cycle starts where the last one ended, instead of on the day after the return."
        ),
    ),
    ("Suspension", "joins"): (
        words("After a suspension the next cycle is for the rest of the period that runs then."),
        words("After a suspension the next cycle has a length of its own, not the rest of the period that runs then."),
    ),
    ("Surcharge", "share"): (
        words("{of}: in percent of what is required."),
        words("{of}: in {unit}, instead of in percent of what is required."),
    ),
    ("OwnCycle", "never_renewed"): (
        words("{of}: nothing renews it any more, and after its cycle it is over."),
        words("{of}: it can be renewed, and is not over after its cycle any more."),
    ),
    ("OwnRetake", "renews"): (
        words("{of}: passing the exam again renews."),
        words("{of}: passing the exam again no longer renews."),
    ),
    ("Move", "later"): (
        words("{of}: dates in its days that are given after the day on which it takes effect move too."),
        words("{of}: dates that are given after the day on which it takes effect stay as they are."),
    ),
    ("OwnRetake", "whole_group"): (
        words("{of}: one exam renews all that is active of it, instead of its own certification alone."),
        words("{of}: an exam renews its own certification alone, instead of all that is active."),
    ),
    ("OwnRetake", "in_grace"): (
        words("{of}: a retake renews in the grace period too."),
        words("{of}: a retake no longer renews in the grace period."),
    ),
    ("Retake", "whole_group"): (
        words("One exam renews all that is active of its group, instead of its own certification alone."),
        words("An exam renews its own certification alone, instead of all that is active of its group."),
    ),
    ("Retake", "in_grace"): (
        words("A retake renews in the grace period too."),
        words("A retake no longer renews in the grace period."),
    ),
}
TURNED_FROM: Final[dict[tuple[str, str], str]] = {
    ("Cap", "of_provider"): words("{of}: limits what each provider gave by itself, instead of what all gave together."),
    ("Demand", "before_renewal"): words(
        "{of}: its months are those before the day of the renewal, instead of those before the cycle's end."
    ),
    ("Missed", "late_counts"): words(
        "{of}: what is done late for a year counts for it, as far as it needs that, instead of for the year in which "
        "it is done."
    ),
    ("Portfolio", "at_once"): words(
        "{of}: what is held decides whenever it changes, instead of on the first day of a cycle alone."
    ),
    ("Cascade", "aligned"): words(
        "{of}: what is renewed expires together with what renewed it, instead of its own length later."
    ),
    ("Suspension", "restarts"): words(
        "After a suspension the next cycle starts on the day after the return, instead of where the last one ended."
    ),
    ("Surcharge", "share"): words("{of}: in percent of what is required, instead of in {unit}."),
}
"""What is said when one of these becomes true of what was there already: with what was so until now."""
