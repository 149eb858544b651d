"""The words of `handbook` that nothing else says; what differences and explanations say is taken from there."""

from typing import Final

from recert.policy.again import Again
from recert.policy.carrying import CarriedIn
from recert.policy.cycles import Anchor, Ends
from recert.policy.model import Policy, Rounding
from recert.policy.sentence import words

ENDS: Final = {
    Ends.SAME_DAY: words("On the same day of the month as it began, which is included"),
    Ends.DAY_BEFORE: words("On the day before that day of the month on which it began"),
    Ends.END_OF_MONTH: words("With the month"),
    Ends.END_OF_YEAR: words("With the year"),
}
"""When a cycle's months are over."""


def ends(policy: Policy) -> str:
    """The same of a policy's cycles: a period of the calendar ends with itself, whenever somebody's cycle began."""
    of_calendar = policy.cycle.anchor is Anchor.CALENDAR
    return words("On the day before the next period begins") if of_calendar else ENDS[policy.cycle.ends]


ROUNDED: Final = {
    Rounding.DOWN: words("A worth between two steps is rounded down."),
    Rounding.UP: words("A worth between two steps is rounded up."),
    Rounding.NEAREST: words("A worth between two steps is rounded to the nearest, a half up."),
}

TOGETHER: Final = words("What is renewed together, by one requirement, has this name here: {word}.")
FOR_EVERY: Final = words("An activity counts for every {word}.")
CYCLE: Final = {
    Anchor.AWARD: words("A certification lasts {months} months. Its cycle ends {ends}."),
    Anchor.CALENDAR: words(
        "Cycles are periods of {months} months that are the same for everybody. A period ends {ends}. What is awarded "
        "in the middle of one has the rest of it as its first cycle."
    ),
}
"""By what cycles are counted from."""
GRACE: Final = {
    False: words("For {days} days after the end it can still be renewed."),
    True: words("For {months} months after the end it can still be renewed."),
}
ONE_OF_GRACE: Final = {
    False: words("For one day after the end it can still be renewed."),
    True: words("For one month after the end it can still be renewed."),
}
"""Whether the grace is counted in months."""
NO_GRACE: Final = words("There are no days of grace after the end.")
NO_RETAKE: Final = {
    False: words("Passing the exam again does not renew."),
    True: words("Passing the exam again renews only where that is said below."),
}
"""Where it doesn't for all: whether it does in some groups."""
EITHER: Final = words("Either the units or passing the exam again is enough.")
NO_CARRY: Final = words("Units beyond the requirement are not carried into the next cycle.")
NOT_AGAIN: Final = words("Units that were carried in are not carried again.")
CARRIED_IN: Final = {
    CarriedIn.LAST: words(
        "What was carried in is used last: carried is only what a cycle itself gives beyond all that it requires."
    ),
    CarriedIn.FIRST: words(
        "What was carried in is used first: carried is what a cycle itself gives and does not need with it any more."
    ),
    CarriedIn.AGAIN: words("What was carried in is used first, and may be carried again as far as it is not needed."),
}
"""In which order units are used, and whether units that were carried in may be carried again."""
LAST_MONTHS: Final = words("Of them only what was earned in the last {months} months of the cycle.")
SINCE_MONTHS: Final = words("Of them only what was earned in the {months} months before the cycle's end.")
ONLY_OF: Final = words("Of them only units of {categories}.")
COUNTED_FROM: Final = words("Activities count from {floor} on.")
STEPS: Final = words("One {unit}, several {units}; they are given in steps of {step}.")
DAYS: Final = words("Days begin and end as in {zone}.")
NUMBERS: Final = words("A candidate ID is {prefix} and {digits} digits, such as {example}.")
EVIDENCE: Final = words("{title}: {description} Evidence: {evidence}")
PROOF: Final = {
    "completion": words("The example of evidence that candidates see is of something completed: {titles}."),
    "registration": words("The example of evidence that candidates see is of a registration: {titles}."),
    "speaker": words("The example of evidence that candidates see is of a speaker's page: {titles}."),
}
"""What is drawn beside the evidence of some types."""
DESCRIBED: Final = words("{title}: {description}")
BY_STAFF: Final = words("The program's staff record it, not candidates.")
DECLARED: Final = words("Nothing has to be shown: what the candidate says is enough.")
RETAKE: Final = {
    (False, None): words("Passing the exam again renews, within {months} months before the expiry."),
    (False, True): words("Passing the exam again renews, within {months} months before the expiry and in the grace."),
    (False, False): words(
        "Passing the exam again renews, within {months} months before the expiry, but not in the grace."
    ),
    (True, None): words("Passing the exam again renews, within {days} days before the expiry."),
    (True, True): words("Passing the exam again renews, within {days} days before the expiry and in the grace."),
    (True, False): words("Passing the exam again renews, within {days} days before the expiry, but not in the grace."),
}
"""By whether its time is counted in days, and whether it renews in the grace; None where there is no grace."""
NO_UNITS: Final = words("{of}: no units by themselves renew it, only {ways}.")
ONLY_BY: Final = words("{of}: renewed only by {ways}.")
"""The same where there are no activities that could earn any."""
NO_ACTIVITIES: Final = words("This program records no activities: nothing that people do in between counts for it.")
LAST_GOVERNS: Final = words(
    "Where several amounts of the same thing hold for somebody, the one that stands last governs."
)
NOTHING_RENEWS: Final = words("{of}: nothing renews it.")
MEASURED: Final = {
    (False, False): words("{of}: recorded in {many}."),
    (True, False): words("{of}: recorded in {many}; less than {least} counts nothing."),
    (False, True): words("{of}: recorded in {many}, in steps of {step}."),
    (True, True): words("{of}: recorded in {many}, in steps of {step}; less than {least} counts nothing."),
}
"""By whether there is a least that counts, and whether it is recorded in steps."""
IN_TIME: Final = {
    False: words("Nothing is carried out of a cycle that is renewed after its end."),
    True: words("Nothing is carried out of a cycle that is renewed after the deadline."),
}
"""By whether a renewal is late from a deadline on."""
OF_REQUIRED: Final = words("% of what is required")
BY_ITSELF: Final = words("{alone} by itself, {added} beside others")
BY_PROVIDERS: Final = words("It counts where one of these gave it: {providers}.")
COUNTS_AGAIN: Final = {
    Again.NEXT_CYCLE: words("The same one counts again in another cycle."),
    Again.NEVER: words("The same one counts once."),
    Again.AFTER: words("The same one counts again after {months} months."),
    Again.NEXT_YEAR: words("The same one counts again in the next calendar year."),
    Again.YEAR_BETWEEN: words("The same one doesn't count in two calendar years that follow each other."),
}
AFTER_ONE_MONTH: Final = words("The same one counts again after one month.")
CARRIED_AS: Final = words("All that is carried counts for {category}.")
KEPT_OF: Final = words("Of what is carried this counts for {category} again: {amount}.")
MOST_HELD: Final = words("{of}: all that is held requires at most {most} {unit}.")
DEMAND: Final = {
    False: words("{of}: needed besides. It looks at: {kind}."),
    True: words("{of}: needed besides. It looks at each full year {years}."),
}
CHOICE: Final = {
    False: words("{of}: one of the choices. It looks at: {kind}."),
    True: words("{of}: one of the choices. It looks at each full year {years}."),
}
"""What is needed besides and one of its choices, by whether it looks at each year."""
NEEDED: Final = {DEMAND[False]: words("{of}: needed besides."), CHOICE[False]: words("{of}: one of the choices.")}
"""The same of a counter and of units, where what counts says at what it looks."""
DEMAND_ONE: Final = words("{of}: needed besides. One of these is enough: {choices}.")
DEMAND_CHOICES: Final = words("{of}: needed besides. {many} of these {all} are enough: {choices}.")
DEMAND_SOME: Final = words("{of}: needed besides. Some of these are enough: {choices}.")
EACH_BY_ITSELF: Final = words("Each full year {years} is asked that by itself, so other ones may meet other years.")
ASKED_ALONE: Final = words("{of}: asked only {cycles}.")
NOT_BY_EXAM: Final = words("{of}: passing the exam again renews by itself, without what is needed besides.")
DEMAND_MONTHS: Final = words("{of}: only the {months} months before {before} count.")
BY_YEAR: Final = words(", by the first day of that year")
"""Of a limit by which day it is taken, where that is not the cycle's first."""
DEMAND_BEGINNING: Final = {
    False: words("{of}: only the first {months} months of a cycle count."),
    True: words("{of}: all of a cycle but its last {months} months counts."),
}
"""What of a cycle counts: whether that is counted back from its end."""
DEMAND_OF: Final = words("{of}: what counts is “{what}”.")
DEMAND_CYCLES: Final = words("{of}: {cycles} cycles together count, from cycle {first} on.")
DEMAND_LATE: Final = words("{of}: asked only of whoever renews {since}.")
OR_ELSE: Final = words("{of}: another way to renew is “{title}”.")
ONE_WAY: Final = words("{of}: one way to renew is “{title}”.")
REJECTED: Final = words("A rejection may say:")
VALID_FOR: Final = words("for {months} months")
NO_LIMIT: Final = words("no limit")
WHAT_COMES: Final = {
    False: words("all that counts as {category}"),
    True: words("what counts as {category} from elsewhere"),
}
"""By whether what is over another limit counts as the category."""
OVER_COUNTS: Final = words("what is over counts as {category}")
ALL: Final = words("all")
MOVED_TO: Final = words("{title}. On {on}, what is due {days} moves to {to}.")
MOVED_BY: Final = words("{title}. On {on}, what is due {days} moves by {months} months.")
MOVED_LATER: Final = {
    False: words("Only what is held on that day moves; dates given after it stay."),
    True: words("Dates in these days that an award, a retake or another certification gives after it move too."),
}
"""By whether a mass move concerns dates that are given after its day."""
