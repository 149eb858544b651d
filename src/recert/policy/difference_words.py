"""The words of `difference`: what is said of each field of a policy's model when it differs."""

from dataclasses import dataclass
from typing import Final

from recert.policy.cycles import Rhythm
from recert.policy.deadline import Later
from recert.policy.designation import Counted, Lost
from recert.policy.lateness import DoneSuspended
from recert.policy.missed import Then
from recert.policy.sentence import words

NAMED_BY: Final = ("key", "code", "category", "from_day")
"""What an item is known by in both policies."""
SOURCES: Final = frozenset({"source", "floor_source"})


@dataclass(frozen=True, slots=True)
class Altered:
    """A plain value: {old} becomes {new}. `begins` and `ends` where one of them is nothing."""

    becomes: str
    begins: str = ""
    ends: str = ""


CALLED: Final[dict[type, dict[int, str]]] = {
    Rhythm: {
        Rhythm.KEPT: words("where the last one ended"),
        Rhythm.RESTARTED: words("on the day after the renewal"),
        Rhythm.KEPT_LATE: words(
            "where the last one ended if that was renewed in its last months, and else on the day after the renewal"
        ),
        Rhythm.KEPT_END: words("on the day after an early renewal, and ends where it would have"),
    },
    Then: {
        Then.ENDS: words("ends"),
        Then.MADE_UP: words("stays, and the year can be made up for"),
        Then.STAYS: words("stays, and the cycle can't be renewed"),
    },
    Counted: {
        Counted.ACTIVE: words("active"),
        Counted.GRACE: words("in grace"),
        Counted.SUSPENDED: words("suspended"),
        Counted.RETIRED: words("retired and held until it expires"),
    },
    Lost: {
        Lost.AT_ONCE: words("at once"),
        Lost.END_OF_YEAR: words("at the end of the year"),
    },
    Later: {
        Later.NOTHING: words("counts for nothing"),
        Later.NOTHING_UNTIL_END: words("counts for nothing until the end"),
        Later.NEXT_CYCLE: words("is of the next cycle"),
        Later.COUNTS: words("counts"),
    },
    DoneSuspended: {
        DoneSuspended.AS_IN_GRACE: words("of the same cycle as in the grace"),
        DoneSuspended.ENDED_CYCLE: words("of the ended cycle, and what was done in the grace stays of the next"),
        DoneSuspended.ENDED_CYCLE_WITH_GRACE: words(
            "of the ended cycle, and so is from then on what was done in the grace"
        ),
        DoneSuspended.NEXT_CYCLE: words("of the next cycle, and what was done in the grace stays of the ended one"),
    },
}
"""What an answer is called where the name that it has in the model would not be understood."""

ALTERED: Final[dict[tuple[str, str], Altered]] = {
    ("Policy", "key"): Altered(words("The program's key {old} becomes {new}: it is another program.")),
    ("Policy", "name"): Altered(words("The program's name “{old}” becomes “{new}”.")),
    ("Policy", "version"): Altered(words("The policy calls itself version {new} instead of {old}.")),
    ("Policy", "time_zone"): Altered(words("Days begin and end as in {new} instead of {old}.")),
    ("Policy", "unit"): Altered(words("One unit is called “{new}” instead of “{old}”.")),
    ("Policy", "units"): Altered(words("Units are called “{new}” instead of “{old}”.")),
    ("Policy", "step"): Altered(words("Units are given in steps of {new} instead of {old}.")),
    ("Policy", "group_word"): Altered(words("What is renewed together is called “{new}” instead of “{old}”.")),
    ("Policy", "id_prefix"): Altered(words("New candidate IDs begin with {new} instead of {old}.")),
    ("Policy", "id_digits"): Altered(words("New candidate IDs have {new} digits instead of {old}.")),
    ("Policy", "floor"): Altered(words("Activities count from {new} on, instead of from {old}.")),
    ("Policy", "rounding"): Altered(words("A worth between two steps is rounded “{new}” instead of “{old}”.")),
    ("Policy", "several_days"): Altered(
        words("An activity of several days counts by its “{new}” instead of its “{old}”.")
    ),
    ("Policy", "days_rounding"): Altered(
        words("The share of some days of an activity is rounded “{new}” instead of “{old}”.")
    ),
    ("Category", "name"): Altered(words("{of}: called “{old}” until now.")),
    ("Category", "within"): Altered(words("{of}: within “{new}” instead of “{old}”; “” means that it lies in none.")),
    ("ActivityType", "category"): Altered(words("{of}: of the category “{new}” instead of “{old}”.")),
    ("Allocation", "types"): Altered(
        words("Activities that are assigned are of {new} instead of {old}; “nothing” means of every type.")
    ),
    ("Allocation", "most"): Altered(words("One activity may serve {new} instead of {old}.")),
    ("Reach", "types"): Altered(words("What one activity may serve at most is so of {new} instead of {old}.")),
    ("Reach", "most"): Altered(words("One activity of {of} may serve {new} instead of {old}.")),
    ("Division", "categories"): Altered(words("{of}: may be of {new} instead of {old}; the first without a choice.")),
    ("Division", "split"): Altered(words("{of}: splitting one is “{new}” instead of “{old}”.")),
    ("Division", "increments"): Altered(
        words("{of}: parts are in steps of {new} instead of {old}; “nothing” means of any size.")
    ),
    ("Measure", "one"): Altered(words("{of}: one of what it is recorded in is called “{new}” instead of “{old}”.")),
    ("Measure", "many"): Altered(words("{of}: it is recorded in “{new}” instead of “{old}”.")),
    ("Measure", "step"): Altered(words("{of}: recorded in steps of {new} instead of {old}; 0 means in any amount.")),
    ("Measure", "least"): Altered(words("{of}: less than {new} counts nothing, instead of less than {old}.")),
    ("Cap", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Cap", "types"): Altered(words("{of}: limits {new} instead of {old}.")),
    ("ActivityType", "providers"): Altered(
        words("{of}: counts where one of {new} gave it, instead of {old}; “nothing” means anybody.")
    ),
    ("Cap", "period"): Altered(words("{of}: limits each “{new}” instead of each “{old}”.")),
    ("Cap", "categories"): Altered(words("{of}: limits what is of the categories {new} instead of {old}.")),
    ("Cap", "over"): Altered(
        words("{of}: what is over it counts for the category “{new}” instead of “{old}”; “” means that it is lost.")
    ),
    ("Cap", "groups"): Altered(words("{of}: holds for {new} instead of {old}; “nothing” means for all.")),
    ("Carry", "months"): Altered(
        words("Only what is earned in the last {new} months of a cycle is carried, instead of {old}; 0 means all.")
    ),
    ("Carry", "categories"): Altered(
        words("Only units of {new} are carried, instead of {old}; “nothing” means of every category.")
    ),
    ("Carry", "counts_as"): Altered(
        words("All that is carried counts for the category “{new}” instead of “{old}”; “” means for none.")
    ),
    ("CycleRule", "ends"): Altered(words("A cycle ends on the {new} instead of the {old}.")),
    ("CycleRule", "months"): Altered(words("A cycle of {old} months becomes one of {new} months.")),
    ("CycleRule", "grace_days"): Altered(words("The grace of {old} days becomes {new} days.")),
    ("CycleRule", "grace_months"): Altered(
        words("The grace is one of {new} months instead of {old}; 0 means that it is counted in days.")
    ),
    ("Length", "before"): Altered(words("Another length of cycles held before {new} instead of before {old}.")),
    ("Length", "months"): Altered(words("A cycle of before then has {new} months instead of {old}.")),
    ("Certification", "alone"): Altered(words("{of}: {new} {unit} by itself instead of {old}.")),
    ("Certification", "added"): Altered(words("{of}: {new} {unit} more beside others instead of {old}.")),
    ("Portfolio", "most"): Altered(
        words("{of}: all that is held requires at most {new} {unit} instead of {old}; 0 means no limit.")
    ),
    ("ActivityType", "again"): Altered(words("{of}: the same one counts again “{new}” instead of “{old}”.")),
    ("ActivityType", "again_months"): Altered(
        words("{of}: the same one counts again after {new} months instead of {old}.")
    ),
    ("Cascade", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Cascade", "trigger"): Altered(words("{of}: set off by what is {new} instead of {old}.")),
    ("Cascade", "of"): Altered(words("{of}: set off by {new} instead of {old}.")),
    ("Cascade", "renewed"): Altered(words("{of}: renews {new} instead of {old}.")),
    ("Cascade", "since"): Altered(words("{of}: from {new} on instead of {old}.")),
    ("Counter", "name"): Altered(words("{of}: called “{old}” until now.")),
    ("Counter", "one"): Altered(words("{of}: one of what it counts is called “{new}” instead of “{old}”.")),
    ("Counter", "many"): Altered(words("{of}: what it counts is called “{new}” instead of “{old}”.")),
    ("Counter", "types"): Altered(words("{of}: counts {new} instead of {old}.")),
    ("Counter", "of"): Altered(words("{of}: counts “{new}” instead of “{old}”.")),
    ("Counter", "valid_months"): Altered(words("{of}: valid for {new} months instead of {old}.")),
    ("Demand", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Demand", "kind"): Altered(words("{of}: looks at “{new}” instead of “{old}”.")),
    ("Demand", "of"): Altered(words("{of}: looks at {new} instead of {old}.")),
    ("Demand", "cycles"): Altered(words("{of}: looks at {new} cycles together instead of {old}.")),
    ("Demand", "first_cycle"): Altered(
        words("{of}: what is earned from cycle {new} on counts for it, instead of from cycle {old} on.")
    ),
    ("Demand", "months"): Altered(words("{of}: looks at {new} months instead of {old}; 0 means at the whole cycle.")),
    ("Demand", "from_day"): Altered(
        words("{of}: asked of whoever renews {new} days late or later, instead of {old}; 0 means of everybody.")
    ),
    ("Missed", "then"): Altered(words("{of}: what can be renewed {new}, where a year is missed, instead of: {old}.")),
    ("Missed", "days"): Altered(
        words("{of}: a year can be met until {new} days after its last one, instead of {old}.")
    ),
    ("Missed", "months"): Altered(
        words("{of}: a year can be met until {new} months after its last day, instead of {old}; 0 means by days.")
    ),
    ("Missed", "on"): Altered(words("{of}: a year can be met until “{new}” of the next one, instead of “{old}”.")),
    ("Missed", "counter"): Altered(words("{of}: “{new}” makes up for a missed year, instead of “{old}”.")),
    ("OwnCycle", "months"): Altered(
        becomes=words("{of}: a cycle of {old} months becomes one of {new} months."),
        begins=words("{of}: a cycle has {new} months, whatever others have."),
        ends=words("{of}: a cycle has as many months as others again, instead of {old}."),
    ),
    ("OwnCycle", "grace_days"): Altered(
        becomes=words("{of}: its grace of {old} days becomes {new} days."),
        begins=words("{of}: its grace is one of {new} days, whatever others have."),
        ends=words("{of}: no days of a grace of its own any more; they were {old}."),
    ),
    ("OwnCycle", "grace_months"): Altered(
        becomes=words("{of}: its grace of {old} months becomes {new} months."),
        begins=words("{of}: its grace is one of {new} months, whatever others have."),
        ends=words("{of}: no months of a grace of its own any more; they were {old}."),
    ),
    ("OwnCycle", "ends"): Altered(
        becomes=words("{of}: a cycle ends on the {new} instead of the {old}."),
        begins=words("{of}: a cycle ends on the {new}, whenever others end."),
        ends=words("{of}: a cycle ends as others do again, instead of on the {old}."),
    ),
    ("OwnCycle", "first_months"): Altered(
        becomes=words(
            "{of}: the first cycle after an award has {new} months instead of {old}, and goes on to its end."
        ),
        begins=words("{of}: the first cycle has {new} months, and goes on to its end."),
        ends=words("{of}: the first cycle after an award is as long as others' again, instead of {old} months."),
    ),
    ("OwnCycle", "first_ends"): Altered(
        becomes=words("{of}: the first cycle ends on the {new} instead of the {old}."),
        begins=words("{of}: the first cycle ends on the {new}."),
        ends=words("{of}: the first cycle no longer ends on the {old} by a rule of its own."),
    ),
    ("OwnRetake", "months"): Altered(
        words("{of}: a retake renews within {new} months before the expiry, instead of within {old}.")
    ),
    ("OwnRetake", "days"): Altered(
        words("{of}: a retake renews within {new} days before the expiry, instead of within {old}.")
    ),
    ("Surcharge", "amount"): Altered(words("{of}: it takes {new} more instead of {old}.")),
    ("Surcharge", "every_months"): Altered(
        words("{of}: added for every {new} months begun instead of {old}; 0 means once.")
    ),
    ("Suspension", "months"): Altered(words("What is not renewed is suspended for {new} months instead of {old}.")),
    ("Suspension", "activity"): Altered(words("What is done while it is suspended is {new}; until now {old}.")),
    ("Way", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("CycleRule", "anchor"): Altered(words("Cycles are counted from the {new} instead of the {old}.")),
    ("CycleRule", "first_months"): Altered(
        becomes=words("The first cycle after an award has {new} months instead of {old}, and goes on to its end."),
        begins=words("The first cycle after an award has {new} months, and goes on to its end."),
        ends=words("The first cycle after an award is as long as the others again, instead of {old} months."),
    ),
    ("CycleRule", "first_ends"): Altered(
        words("A first cycle of its own length ends on the {new} instead of the {old}.")
    ),
    ("CycleRule", "rhythm"): Altered(words("The next cycle starts {new}; until now {old}.")),
    ("CycleRule", "unmet"): Altered(
        words(
            "A cycle that is not met: “{new}” instead of “{old}”; “lapses” ends what is held, "
            "else the next one begins, and what was missing is forgiven or added."
        )
    ),
    ("CycleRule", "kept_months"): Altered(
        words("Renewing in the last {new} months keeps the rhythm, instead of in the last {old}.")
    ),
    ("CycleRule", "grace_activity"): Altered(words("What is done in the grace is of the {new} instead of the {old}.")),
    ("CycleRule", "year_ends"): Altered(
        words("A year in which cycles end ends on {new} instead of {old}; nothing means December 31.")
    ),
    ("CycleRule", "renewed_next_from"): Altered(
        words("What is done after a renewal is of the next cycle from {new} on, instead of {old}; nothing means ever.")
    ),
    ("CycleRule", "opens_months"): Altered(
        words("Units renew only in the last {new} months of a cycle, instead of {old}; 0 means in all of it.")
    ),
    ("CycleRule", "opens_days"): Altered(
        words("Units renew only in the last {new} days of a cycle, instead of {old}; 0 means that no days are named.")
    ),
    ("Deadline", "months"): Altered(
        words("The deadline is {new} months before the end instead of {old}; 0 means that no months are named.")
    ),
    ("Deadline", "days"): Altered(
        words("The deadline is {new} days before the end instead of {old}; 0 means that no days are named.")
    ),
    ("Deadline", "later"): Altered(words("What is done after the deadline {new}; until now it {old}.")),
    ("Deadline", "types"): Altered(
        words("The deadline is for {new} instead of {old}; “nothing” means for all that gives units.")
    ),
    ("Proration", "counted"): Altered(words("A shorter first cycle: months that are {new} count, instead of {old}.")),
    ("Proration", "every"): Altered(
        words("A shorter first cycle: counted in steps of {new} months instead of {old}; 0 means by share.")
    ),
    ("Proration", "units"): Altered(
        words("A shorter first cycle: {new} {unit} for each step of months, instead of {old}.")
    ),
    ("Proration", "rounding"): Altered(
        words("A shorter first cycle: its share is rounded “{new}” instead of “{old}”.")
    ),
    ("Proration", "to"): Altered(words("A shorter first cycle: its share is a multiple of {new} instead of {old}.")),
    ("Proration", "nothing_up_to"): Altered(
        words("A shorter first cycle: up to {new} months require nothing, instead of up to {old}.")
    ),
    ("Proration", "categories"): Altered(
        words("A shorter first cycle: the minima of {new} shrink with it, instead of those of {old}.")
    ),
    ("Group", "periods_from"): Altered(
        becomes=words("{of}: its periods are counted from {new} instead of {old}."),
        begins=words("{of}: its periods are counted from {new}."),
        ends=words("{of}: its periods are no longer counted from {old}."),
    ),
    ("Retake", "days"): Altered(words("A retake renews within {new} days before the expiry, instead of within {old}.")),
    ("Retake", "months"): Altered(
        words("A retake renews within {new} months before the expiry, instead of within {old}.")
    ),
    ("Group", "name"): Altered(words("{of}: called “{old}” until now.")),
    ("Group", "short"): Altered(words("{of}: in short {new} instead of {old}.")),
    ("Certification", "exam"): Altered(words("{of}: its exam is {new} instead of {old}.")),
    ("Certification", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Certification", "group"): Altered(words("{of}: belongs to {new} instead of {old}.")),
    ("Certification", "retired"): Altered(
        becomes=words("{of}: retired as of {new} instead of {old}."),
        begins=words("{of}: retired as of {new}."),
        ends=words("{of}: no longer retired; it was, as of {old}."),
    ),
    ("ActivityType", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("ActivityType", "one"): Altered(words("{of}: one use is called “{new}” instead of “{old}”.")),
    ("ActivityType", "many"): Altered(words("{of}: uses are called “{new}” instead of “{old}”.")),
    ("ActivityType", "description"): Altered(words("{of}: the description reads “{new}” instead of “{old}”.")),
    ("ActivityType", "evidence"): Altered(words("{of}: the evidence asked for is “{new}” instead of “{old}”.")),
    ("ActivityType", "proof"): Altered(words("{of}: the example of evidence is one of “{new}” instead of “{old}”.")),
    ("Designation", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Designation", "description"): Altered(words("{of}: the description reads “{new}” instead of “{old}”.")),
    ("Designation", "counts"): Altered(words("{of}: what is {new} counts for it, instead of what is {old}.")),
    ("Designation", "lost"): Altered(words("{of}: lost {new} when too few count, instead of {old}.")),
    ("Designation", "since"): Altered(words("{of}: held from {new} on at the earliest, instead of from {old} on.")),
    ("Need", "of"): Altered(words("{of}: these count, instead of {old}.")),
    ("Need", "at_least"): Altered(words("{of}: it takes {new} of them instead of {old}.")),
    ("CircumstanceKind", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("CircumstanceKind", "description"): Altered(words("{of}: the description reads “{new}” instead of “{old}”.")),
    ("CircumstanceKind", "evidence"): Altered(words("{of}: the evidence asked for is “{new}” instead of “{old}”.")),
    ("CircumstanceKind", "removes"): Altered(words("{of}: takes off {new} instead of {old}.")),
    ("CircumstanceKind", "counted"): Altered(words("{of}: months that are {new} count, instead of {old}.")),
    ("CircumstanceKind", "at_least_days"): Altered(
        words("{of}: fewer than {new} days in a row take off nothing, instead of fewer than {old}.")
    ),
    ("CircumstanceKind", "most_months"): Altered(
        words("{of}: takes off at most {new} months of a cycle instead of {old}; 0 means any number.")
    ),
    ("CircumstanceKind", "rounding"): Altered(words("{of}: what is left is rounded “{new}” instead of “{old}”.")),
    ("CircumstanceKind", "to"): Altered(words("{of}: what is left is a multiple of {new} instead of {old}.")),
    ("CircumstanceKind", "shrinks"): Altered(words("{of}: the minima of {new} shrink too, instead of those of {old}.")),
    ("ActivityType", "audited"): Altered(
        becomes=words("{of}: {new} % of the entries are audited instead of {old} %."),
        begins=words("{of}: {new} % of the entries are audited, instead of as many as of the other types."),
        ends=words("{of}: as many of the entries are audited as of the other types, instead of {old} %."),
    ),
    ("ActivityType", "step"): Altered(
        words("{of}: its worth is a multiple of {new} instead of {old}; 0 means of the unit's step.")
    ),
    ("ActivityType", "rounding"): Altered(
        words("{of}: a worth between two multiples of its step is rounded “{new}” instead of “{old}”.")
    ),
    ("Audit", "percent"): Altered(words("Of the entries of each type {new} % are audited instead of {old} %.")),
    ("Audit", "answer_days"): Altered(words("What was returned is answered within {new} days instead of {old}.")),
    ("Audit", "appeal_days"): Altered(
        words("A rejection can be appealed within {new} days instead of {old}; 0 means not at all.")
    ),
    ("Audit", "after_renewal"): Altered(
        words("A renewal that lacks what was rejected later is {new} instead of {old}.")
    ),
    ("Audit", "many_a_day"): Altered(
        words("More than {new} entries of one day are looked at, instead of {old}; 0 means that none are for that.")
    ),
    ("Audit", "late_days"): Altered(
        words("What is recorded more than {new} days late is looked at, instead of {old}; 0 means that none is.")
    ),
    ("Audit", "evidence_months"): Altered(
        words("Evidence is kept for {new} months instead of {old}; 0 means without an end.")
    ),
    ("Widened", "when"): Altered(words("More are audited when more than {new} % failed, instead of {old} %.")),
    ("Widened", "of_last"): Altered(
        words("Whether more are audited is decided by the last {new} instead of the last {old}.")
    ),
    ("Widened", "to"): Altered(words("When too many failed, {new} % are audited instead of {old} %.")),
    ("CandidateAudit", "percent"): Altered(words("Of those who renewed {new} % are audited instead of {old} %.")),
    ("CandidateAudit", "days"): Altered(
        words("Whoever is audited provides evidence within {new} days instead of {old}.")
    ),
    ("CandidateAudit", "remind_days"): Altered(
        words("Whoever is audited is reminded {new} days before the deadline instead of {old}.")
    ),
    ("RejectionReason", "sentence"): Altered(words("A rejection for “{of}” says “{new}” instead of “{old}”.")),
    ("Move", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Move", "on"): Altered(words("{of}: takes effect on {new} instead of {old}.")),
    ("Move", "first"): Altered(words("{of}: covers what is due from {new} on, instead of from {old}.")),
    ("Move", "last"): Altered(words("{of}: covers what is due until {new}, instead of until {old}.")),
    ("Move", "to"): Altered(
        becomes=words("{of}: moves to {new} instead of {old}."),
        begins=words("{of}: moves to the day {new}."),
        ends=words("{of}: no longer moves to the day {old}."),
    ),
    ("Move", "months"): Altered(words("{of}: moves by {new} months instead of {old}.")),
}

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
    ("Cap", "of_provider"): (
        words("{of}: limits what each provider gave by itself."),
        words("{of}: limits what all providers gave together."),
    ),
    ("Carry", "again"): (
        words("Units that were carried in may be carried again."),
        words("Units that were carried in are not carried again."),
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
        words("{of}: its months are those before the cycle's end."),
    ),
    ("Missed", "late_counts"): (
        words("{of}: what is done late for a year counts for it, as far as it needs that."),
        words("{of}: what is done after a year's last day counts for the year in which it is done."),
    ),
    ("Portfolio", "at_once"): (
        words("{of}: what is held decides whenever it changes."),
        words("{of}: what is held on the first day of a cycle decides."),
    ),
    ("Cascade", "aligned"): (
        words("{of}: what is renewed expires together with it."),
        words("{of}: what is renewed expires its own length later."),
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
        words("What the cycle still takes brings back what is suspended."),
        words("What the cycle still takes no longer brings back what is suspended."),
    ),
    ("Suspension", "by_exam"): (
        words("Passing the exam brings back what is suspended."),
        words("Passing the exam no longer brings back what is suspended."),
    ),
    ("Suspension", "restarts"): (
        words("After a suspension the next cycle starts on the day after the return."),
        words("After a suspension the next cycle starts where the last one ended."),
    ),
    ("Surcharge", "share"): (
        words("{of}: in percent of what is required."),
        words("{of}: in {unit}."),
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
    ("OwnRetake", "from_pass"): (
        words("{of}: the date that an exam gives is counted from the day of the pass, instead of the old expiry."),
        words("{of}: the date that an exam gives is counted from the old expiry, instead of the day of the pass."),
    ),
    ("OwnRetake", "in_grace"): (
        words("{of}: a retake renews in the grace period too."),
        words("{of}: a retake no longer renews in the grace period."),
    ),
    ("Retake", "whole_group"): (
        words("One exam renews all that is active of its group, instead of its own certification alone."),
        words("An exam renews its own certification alone, instead of all that is active of its group."),
    ),
    ("Retake", "from_pass"): (
        words("The date that an exam gives is counted from the day of the pass, instead of the old expiry."),
        words("The date that an exam gives is counted from the old expiry, instead of the day of the pass."),
    ),
    ("Retake", "in_grace"): (
        words("A retake renews in the grace period too."),
        words("A retake no longer renews in the grace period."),
    ),
}
