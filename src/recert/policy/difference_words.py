"""The words of `difference`: what is said of each field of a policy's model when it differs."""

from typing import Final

from recert.policy.altered import CYCLES, DAYS, EVERY, MONTHS, ONES, YEARS, Altered
from recert.policy.difference_audit import AUDITED
from recert.policy.difference_cycle import CYCLE
from recert.policy.sentence import words

NAMED_BY: Final = ("key", "code", "category")
"""What an item is known by in both policies."""
SOURCES: Final = frozenset({"source", "floor_source"})
SOURCE: Final = Altered(
    becomes=words("{of}: the source reads “{new}” instead of “{old}”."),
    begins=words("{of}: the source is “{new}”."),
    ends=words("{of}: the source “{old}” is taken out."),
)


ALTERED: Final[dict[tuple[str, str], Altered]] = {
    **AUDITED,
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
    ("Category", "within"): Altered(
        becomes=words("{of}: within “{new}” instead of “{old}”."),
        begins=words("{of}: lies within “{new}”."),
        ends=words("{of}: no longer lies within “{old}”."),
    ),
    ("ActivityType", "category"): Altered(
        becomes=words("{of}: of the category “{new}” instead of “{old}”."),
        begins=words("{of}: of the category “{new}”."),
        ends=words("{of}: no longer of the category “{old}”, nor of any other."),
    ),
    ("Allocation", "types"): Altered(
        becomes=words("Activities that are assigned are of {new} instead of {old}."),
        begins=words("Only activities of {new} are assigned."),
        ends=words("Activities of every type are assigned, instead of those of {old} alone."),
    ),
    ("Allocation", "most"): Altered(words("One activity may serve {new} instead of {old}.")),
    ("Reach", "types"): Altered(words("What one activity may serve at most is so of {new} instead of {old}.")),
    ("Reach", "most"): Altered(words("One activity of {of} may serve {new} instead of {old}.")),
    ("Division", "categories"): Altered(words("{of}: may be of {new} instead of {old}; the first without a choice.")),
    ("Division", "split"): Altered(words("{of}: splitting one is {new} instead of {old}.")),
    ("Division", "increments"): Altered(
        becomes=words("{of}: parts are in steps of {new} instead of {old}."),
        begins=words("{of}: parts are in steps of {new}."),
        ends=words("{of}: parts are of any size, instead of in steps of {old}."),
    ),
    ("Measure", "one"): Altered(words("{of}: one of what it is recorded in is called “{new}” instead of “{old}”.")),
    ("Measure", "many"): Altered(words("{of}: it is recorded in “{new}” instead of “{old}”.")),
    ("Measure", "step"): Altered(
        becomes=words("{of}: recorded in steps of {new} instead of {old}."),
        begins=words("{of}: recorded in steps of {new}."),
        ends=words("{of}: recorded in any amount, instead of in steps of {old}."),
        zero=True,
    ),
    ("Measure", "least"): Altered(
        becomes=words("{of}, recorded in {measure}: less than {new} counts nothing, instead of less than {old}."),
        begins=words("{of}, recorded in {measure}: less than {new} counts nothing."),
        ends=words(
            "{of}, recorded in {measure}: counts however little it is; less than {old} counted nothing until now."
        ),
        zero=True,
    ),
    ("Cap", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Cap", "types"): Altered(
        becomes=words("{of}: limits {new} instead of {old}."),
        ends=words("{of}: limits no type of activity any more; it limited {old}."),
    ),
    ("ActivityType", "providers"): Altered(
        becomes=words("{of}: counts where {new} gave it, instead of {old}."),
        begins=words("{of}: counts only where {new} gave it."),
        ends=words("{of}: counts whoever gave it, instead of {old} alone."),
    ),
    ("Cap", "period"): Altered(words("{of}: limits each {new} instead of each {old}.")),
    ("Cap", "categories"): Altered(
        becomes=words("{of}: limits what is of {new} instead of {old}."),
        begins=words("{of}: limits what comes to {new} from elsewhere, too."),
        ends=words("{of}: no longer limits what comes to {old} from elsewhere."),
    ),
    ("Cap", "over"): Altered(
        becomes=words("{of}: what is over it counts for the category “{new}” instead of “{old}”."),
        begins=words("{of}: what is over it counts for the category “{new}”."),
        ends=words("{of}: what is over it is lost; it counted for the category “{old}”."),
    ),
    ("Cap", "groups"): Altered(
        becomes=words("{of}: holds for {new} instead of {old}."),
        begins=words("{of}: holds for {new} alone."),
        ends=words("{of}: holds for all, instead of for {old} alone."),
    ),
    ("Carry", "months"): Altered(
        becomes=words("Only what is earned in the last {new} of a cycle is carried, instead of {old}."),
        begins=words("Only what is earned in the last {new} of a cycle is carried."),
        ends=words("All surplus is carried, instead of only what is earned in the last {old} of a cycle."),
        zero=True,
        counted=MONTHS,
    ),
    ("Carry", "categories"): Altered(
        becomes=words("Only units of {new} are carried, instead of {old}."),
        begins=words("Only units of {new} are carried."),
        ends=words("Units of whatever category are carried, instead of {old} alone."),
    ),
    ("OwnRetake", "counted_from"): Altered(
        becomes=words("{of}: the date that an exam gives is counted {new}, instead of {old}.")
    ),
    ("Retake", "counted_from"): Altered(
        becomes=words("The date that an exam gives is counted {new}, instead of {old}.")
    ),
    ("Carry", "carried_in"): Altered(
        becomes=words("Units that were carried in {new}. Until now they {old}."),
        begins=words("Units that were carried in {new}."),
        zero=True,
    ),
    ("Carry", "counts_as"): Altered(
        becomes=words("All that is carried counts for the category “{new}” instead of “{old}”."),
        begins=words("All that is carried counts for the category “{new}”."),
        ends=words("What is carried no longer counts for the category “{old}”."),
    ),
    ("Certification", "alone"): Altered(words("{of}: {new} by itself instead of {old}."), counted=ONES),
    ("Certification", "added"): Altered(words("{of}: {new} more beside others instead of {old}."), counted=ONES),
    ("Portfolio", "most"): Altered(
        becomes=words("{of}: all that is held requires at most {new} instead of {old}."),
        begins=words("{of}: all that is held requires at most {new}."),
        ends=words("{of}: what all that is held requires has no most any more; it was {old}."),
        zero=True,
        counted=ONES,
    ),
    ("ActivityType", "again"): Altered(words("{of}: the same one {new}; until now it {old}.")),
    ("ActivityType", "again_months"): Altered(
        becomes=words("{of}: the same one counts again after {new} instead of {old}."),
        begins=words("{of}: the same one counts again after {new}."),
        ends=words("{of}: it is no longer {old} after which the same one counts again."),
        zero=True,
        counted=MONTHS,
    ),
    ("Cascade", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Cascade", "trigger"): Altered(words("{of}: set off by what is {new} instead of {old}.")),
    ("Cascade", "of"): Altered(words("{of}: set off by {new} instead of {old}.")),
    ("Cascade", "renewed"): Altered(words("{of}: renews {new} instead of {old}.")),
    ("Cascade", "since"): Altered(words("{of}: from {new} on instead of {old}.")),
    ("Replacement", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Replacement", "of"): Altered(words("{of}: it takes {new} instead of {old}.")),
    ("Replacement", "replaced"): Altered(words("{of}: ends {new} instead of {old}.")),
    ("Replacement", "since"): Altered(words("{of}: from {new} on instead of {old}.")),
    ("Counter", "name"): Altered(words("{of}: called “{old}” until now.")),
    ("Counter", "one"): Altered(words("{of}: one of what it counts is called “{new}” instead of “{old}”.")),
    ("Counter", "many"): Altered(words("{of}: what it counts is called “{new}” instead of “{old}”.")),
    ("Counter", "types"): Altered(words("{of}: counts {new} instead of {old}.")),
    ("Counter", "of"): Altered(words("{of}: counts {new} instead of {old}.")),
    ("Counter", "valid_months"): Altered(
        becomes=words("{of}: valid for {new} instead of {old}."),
        begins=words("{of}: valid for {new}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Demand", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Demand", "kind"): Altered(words("{of}: looks at {new} instead of {old}.")),
    ("Demand", "of"): Altered(
        becomes=words("{of}: looks at {new} instead of {old}."),
        begins=words("{of}: looks at {new} alone."),
        ends=words("{of}: looks at all, instead of at {old} alone."),
    ),
    ("Demand", "of counter"): Altered(
        becomes=words("{of}: what counts is {new} instead of {old}."),
        begins=words("{of}: what counts is {new}."),
    ),
    ("Demand", "cycles"): Altered(
        becomes=words("{of}: looks at {new} together instead of {old}."),
        begins=words("{of}: looks at {new} together."),
        ends=words("{of}: no longer looks at {old} together."),
        zero=True,
        counted=CYCLES,
    ),
    ("Demand", "first_cycle"): Altered(
        becomes=words("{of}: what is earned from cycle {new} on counts for it, instead of from cycle {old} on."),
        begins=words("{of}: what is earned from cycle {new} on counts for it."),
        ends=words("{of}: what is earned in whatever cycle counts for it, not only from cycle {old} on."),
        zero=True,
    ),
    ("Demand", "consecutive"): Altered(
        becomes=words("{of}: {new} in a row are asked together instead of {old}."),
        begins=words("{of}: {new} in a row are asked together."),
        ends=words("{of}: each year is asked by itself again, instead of {old} in a row together."),
        zero=True,
        counted=YEARS,
    ),
    ("Demand", "months"): Altered(
        becomes=words("{of}: looks at the last {new} instead of {old}."),
        begins=words("{of}: looks at the last {new} alone."),
        ends=words("{of}: looks at the whole cycle, instead of at {old} of it."),
        zero=True,
        counted=MONTHS,
    ),
    ("Demand", "first months"): Altered(
        becomes=words("{of}: looks at the first {new} instead of {old}."),
        begins=words("{of}: looks at the first {new} alone."),
        zero=True,
        counted=MONTHS,
    ),
    ("Demand", "all but the last months"): Altered(
        becomes=words("{of}: looks at all of a cycle but its last {new} instead of {old}."),
        begins=words("{of}: looks at all of a cycle but its last {new}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Demand", "from_day"): Altered(
        becomes=words("{of}: asked of whoever renews {new} late or later, instead of {old}."),
        begins=words("{of}: asked only of whoever renews {new} late or later."),
        ends=words("{of}: asked of everybody, not only of whoever renews {old} late or later."),
        zero=True,
        counted=DAYS,
    ),
    ("Demand", "after_months"): Altered(
        becomes=words("{of}: asked of whoever renews more than {new} late, instead of {old}."),
        begins=words("{of}: asked only of whoever renews more than {new} late."),
        ends=words("{of}: asked of everybody, not only of whoever renews more than {old} late."),
        zero=True,
        counted=MONTHS,
    ),
    ("Missed", "then"): Altered(words("{of}: where a year is missed, what can be renewed {new}; until now it {old}.")),
    ("Missed", "days"): Altered(
        words("{of}: a year can be met until {new} after its last one, instead of {old}."), counted=DAYS
    ),
    ("Missed", "months"): Altered(
        becomes=words("{of}: a year can be met until {new} after its last day, instead of {old}."),
        begins=words("{of}: a year can be met until {new} after its last day."),
        ends=words("{of}: a year can no longer be met until {old} after its last day."),
        zero=True,
        counted=MONTHS,
    ),
    ("Missed", "on"): Altered(
        becomes=words("{of}: a year can be met until {new} of the next one, instead of {old}."),
        begins=words("{of}: a year can be met until {new} of the next one."),
        ends=words("{of}: a year can no longer be met until {old} of the next one."),
    ),
    ("Missed", "counter"): Altered(
        becomes=words("{of}: “{new}” makes up for a missed year, instead of “{old}”."),
        begins=words("{of}: “{new}” makes up for a missed year."),
        ends=words("{of}: “{old}” no longer makes up for a missed year."),
    ),
    ("Missed", "for_months"): Altered(
        becomes=words("{of}: what is suspended for a missed year ends after {new}, instead of {old}."),
        begins=words("{of}: what is suspended for a missed year ends after {new}."),
        ends=words("{of}: what is suspended for a missed year no longer ends after {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Relief", "at_least_days"): Altered(
        becomes=words("{of}: fewer than {new} in a row take nothing off, instead of fewer than {old}."),
        begins=words("{of}: fewer than {new} in a row take nothing off."),
        ends=words("{of}: takes something off however few days it lasts; fewer than {old} took off nothing."),
        zero=True,
        counted=DAYS,
    ),
    ("Relief", "counted"): Altered(words("{of}: months that are {new} count, instead of {old}.")),
    ("Relief", "rounding"): Altered(words("{of}: what is left is rounded “{new}” instead of “{old}”.")),
    ("Relief", "to"): Altered(words("{of}: what is left is a multiple of {new} instead of {old}.")),
    ("Relief", "from_days"): Altered(
        becomes=words("{of}: nothing is asked from {new} on, instead of from {old} on."),
        begins=words("{of}: nothing is asked from {new} on."),
        ends=words("{of}: something is asked from {old} on, too."),
        zero=True,
        counted=DAYS,
    ),
    ("Relief", "from_months"): Altered(
        becomes=words("{of}: nothing is asked from {new} on, instead of from {old} on."),
        begins=words("{of}: nothing is asked from {new} on."),
        ends=words("{of}: something is asked from {old} on, too."),
        zero=True,
        counted=MONTHS,
    ),
    ("OwnRetake", "months"): Altered(
        words("{of}: a retake renews within {new} before the expiry, instead of within {old}."), counted=MONTHS
    ),
    ("OwnRetake", "days"): Altered(
        words("{of}: a retake renews within {new} before the expiry, instead of within {old}."), counted=DAYS
    ),
    ("Surcharge", "from_day"): Altered(
        words("{of}: months begun are counted from day {new} on instead of from day {old}.")
    ),
    ("Surcharge", "after_months"): Altered(
        words("{of}: months begun are counted from the end of month {new} on instead of from that of month {old}.")
    ),
    ("MoreOf", "amount"): Altered(words("{of}: it takes {new} more instead of {old}.")),
    ("Surcharge", "every_months"): Altered(
        becomes=words("{of}: added for every {new} begun instead of {old}."),
        begins=words("{of}: added for every {new} begun."),
        ends=words("{of}: added once, instead of for every {old} begun."),
        zero=True,
        counted=EVERY,
    ),
    ("Suspension", "months"): Altered(
        becomes=words("What is not renewed is suspended for {new} instead of {old}."),
        begins=words("What is not renewed is suspended for {new}."),
        ends=words("What is not renewed is no longer suspended for {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Suspension", "days"): Altered(
        becomes=words("What is not renewed is suspended for {new} instead of {old}."),
        begins=words("What is not renewed is suspended for {new}."),
        ends=words("What is not renewed is no longer suspended for {old}."),
        zero=True,
        counted=DAYS,
    ),
    ("Suspension", "activity"): Altered(words("What is done while it is suspended is {new}; until now {old}.")),
    ("Way", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Deadline", "months"): Altered(
        becomes=words("The deadline is {new} before the end instead of {old}."),
        begins=words("The deadline is {new} before the end."),
        ends=words("The deadline is no longer {old} before the end."),
        zero=True,
        counted=MONTHS,
    ),
    ("Deadline", "days"): Altered(
        becomes=words("The deadline is {new} before the end instead of {old}."),
        begins=words("The deadline is {new} before the end."),
        ends=words("The deadline is no longer {old} before the end."),
        zero=True,
        counted=DAYS,
    ),
    ("Deadline", "later"): Altered(words("What is done after the deadline {new}; until now it {old}.")),
    ("Deadline", "types"): Altered(
        becomes=words("The deadline is for {new} instead of {old}."),
        begins=words("The deadline is for {new} alone."),
        ends=words("The deadline is for all that gives units, instead of for {old} alone."),
    ),
    ("Proration", "counted"): Altered(words("A shorter first cycle: months that are {new} count, instead of {old}.")),
    ("Proration", "every"): Altered(
        becomes=words("A shorter first cycle: counted in steps of {new} instead of {old}."),
        begins=words("A shorter first cycle: counted in steps of {new}."),
        ends=words("A shorter first cycle: counted by share, instead of in steps of {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("Proration", "units"): Altered(
        words("A shorter first cycle: {new} for each step of months, instead of {old}."), counted=ONES
    ),
    ("Proration", "rounding"): Altered(
        words("A shorter first cycle: its share is rounded “{new}” instead of “{old}”.")
    ),
    ("Proration", "to"): Altered(words("A shorter first cycle: its share is a multiple of {new} instead of {old}.")),
    ("Proration", "nothing_up_to"): Altered(
        becomes=words("A shorter first cycle: up to {new} require nothing, instead of up to {old}."),
        begins=words("A shorter first cycle: up to {new} require nothing."),
        ends=words("A shorter first cycle: it requires something however short it is; up to {old} required nothing."),
        zero=True,
        counted=MONTHS,
    ),
    ("Proration", "until_day"): Altered(
        becomes=words("A shorter first cycle: the month of an award counts up to its day {new}, instead of {old}."),
        begins=words("A shorter first cycle: the month of an award counts up to its day {new} alone."),
        ends=words("A shorter first cycle: the month of an award counted up to its day {old}; no day decides now."),
        zero=True,
    ),
    ("Proration", "categories"): Altered(
        becomes=words("A shorter first cycle: the minima of {new} shrink with it, instead of those of {old}."),
        begins=words("A shorter first cycle: the minima of {new} shrink with it."),
        ends=words("A shorter first cycle: the minima of {old} no longer shrink with it."),
    ),
    ("EachOf", "amount"): Altered(
        words("{of}: {new} for each step of months in a shorter first cycle, instead of {old}."), counted=ONES
    ),
    ("Shrinking", "each"): Altered(
        becomes=words("{of}: in a shorter first cycle it takes {new} for every so many months, instead of {old}."),
        begins=words("{of}: in a shorter first cycle it takes {new} for every so many months."),
        ends=words("{of}: in a shorter first cycle it takes a share, instead of {old} for every so many months."),
        zero=True,
        counted=ONES,
    ),
    ("Shrinking", "to"): Altered(
        becomes=words("{of}: in a shorter first cycle its share is a multiple of {new} instead of {old}."),
        begins=words("{of}: in a shorter first cycle its share is a multiple of {new}."),
        ends=words("{of}: in a shorter first cycle its share is no multiple of {old} any more."),
        zero=True,
    ),
    ("Shrinking", "rounding"): Altered(
        words("{of}: in a shorter first cycle its share is rounded “{new}” instead of “{old}”.")
    ),
    ("Group", "periods_from"): Altered(
        becomes=words("{of}: its periods are counted from {new} instead of {old}."),
        begins=words("{of}: its periods are counted from {new}."),
        ends=words("{of}: its periods are no longer counted from {old}."),
    ),
    ("Retake", "days"): Altered(
        becomes=words("A retake renews within {new} before the expiry, instead of within {old}."),
        begins=words("A retake renews within {new} before the expiry."),
        ends=words("A retake no longer renews within {old} before the expiry."),
        zero=True,
        counted=DAYS,
    ),
    ("Retake", "months"): Altered(
        becomes=words("A retake renews within {new} before the expiry, instead of within {old}."),
        begins=words("A retake renews within {new} before the expiry."),
        ends=words("A retake no longer renews within {old} before the expiry."),
        zero=True,
        counted=MONTHS,
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
        becomes=words("{of}: fewer than {new} in a row take off nothing, instead of fewer than {old}."),
        begins=words("{of}: fewer than {new} in a row take off nothing."),
        ends=words("{of}: takes off something however few days it lasts; fewer than {old} took off nothing."),
        zero=True,
        counted=DAYS,
    ),
    ("CircumstanceKind", "most_months"): Altered(
        becomes=words("{of}: takes off at most {new} of a cycle instead of {old}."),
        begins=words("{of}: takes off at most {new} of a cycle."),
        ends=words("{of}: takes off any number of months of a cycle, instead of at most {old}."),
        zero=True,
        counted=MONTHS,
    ),
    ("CircumstanceKind", "rounding"): Altered(words("{of}: what is left is rounded “{new}” instead of “{old}”.")),
    ("CircumstanceKind", "to"): Altered(words("{of}: what is left is a multiple of {new} instead of {old}.")),
    ("CircumstanceKind", "shrinks"): Altered(
        becomes=words("{of}: the minima of {new} shrink too, instead of those of {old}."),
        begins=words("{of}: the minima of {new} shrink too."),
        ends=words("{of}: the minima of {old} no longer shrink."),
    ),
    ("ActivityType", "step"): Altered(
        becomes=words("{of}: its worth is a multiple of {new} instead of {old}."),
        begins=words("{of}: its worth is a multiple of {new}."),
        ends=words("{of}: its worth is a multiple of the unit's step, instead of {old}."),
        zero=True,
    ),
    ("ActivityType", "rounding"): Altered(
        words("{of}: a worth between two multiples of its step is rounded “{new}” instead of “{old}”.")
    ),
    ("Move", "title"): Altered(words("{of}: called “{old}” until now.")),
    ("Move", "on"): Altered(words("{of}: takes effect on {new} instead of {old}.")),
    ("Move", "first"): Altered(words("{of}: covers what is due from {new} on, instead of from {old}.")),
    ("Move", "last"): Altered(words("{of}: covers what is due until {new}, instead of until {old}.")),
    ("Move", "to"): Altered(
        becomes=words("{of}: moves to {new} instead of {old}."),
        begins=words("{of}: moves to the day {new}."),
        ends=words("{of}: no longer moves to the day {old}."),
    ),
    ("Move", "months"): Altered(
        becomes=words("{of}: moves by {new} instead of {old}."),
        begins=words("{of}: moves by {new}."),
        ends=words("{of}: no longer moves by {old}."),
        zero=True,
        counted=MONTHS,
    ),
    **CYCLE,
}
