"""What an answer is called where a policy gives it, in the words of `difference`."""

from typing import Final

from recert.policy.again import Again
from recert.policy.carrying import CarriedIn
from recert.policy.cycles import Ends, GraceActivity, Rhythm, Unmet
from recert.policy.deadline import Later
from recert.policy.designation import Counted, Lost
from recert.policy.formula import Period
from recert.policy.lateness import DoneSuspended
from recert.policy.missed import Then
from recert.policy.model import CounterOf, DemandKind
from recert.policy.relief import TakesOff
from recert.policy.retake import CountedFrom
from recert.policy.sentence import words
from recert.policy.serving import Split

CALLED: Final[dict[type, dict[int, str]]] = {
    Again: {
        Again.ALWAYS: words("counts again on another day"),
        Again.NEXT_CYCLE: words("counts again in another cycle"),
        Again.NEVER: words("counts once"),
        Again.AFTER: words("counts again after some months"),
        Again.NEXT_YEAR: words("counts again in the next calendar year"),
        Again.YEAR_BETWEEN: words("counts again after a calendar year without it"),
    },
    CarriedIn: {
        CarriedIn.LAST: words("are used last, and not carried again"),
        CarriedIn.FIRST: words("are used first, and not carried again"),
        CarriedIn.AGAIN: words("are used first, and may be carried again as far as they are not needed"),
    },
    CountedFrom: {
        CountedFrom.OLD_EXPIRY: words("from the old expiry"),
        CountedFrom.PASS: words("from the day of the pass"),
        CountedFrom.AS_OTHERS: words("as that of other renewals"),
    },
    CounterOf: {
        CounterOf.USES: words("how many there are"),
        CounterOf.QUANTITY: words("how much they are"),
        CounterOf.VALID: words("whether the latest is still valid"),
    },
    DemandKind: {
        DemandKind.COUNTER: words("the whole cycle"),
        DemandKind.EACH_YEAR: words("each year of the cycle"),
        DemandKind.CYCLES: words("several cycles together"),
        DemandKind.CATEGORIES: words("how many categories gave anything"),
        DemandKind.EACH_CALENDAR_YEAR: words("each year of the calendar"),
        DemandKind.COUNTER_EACH_YEAR: words("each year of the cycle"),
        DemandKind.COUNTER_EACH_CALENDAR_YEAR: words("each year of the calendar"),
        DemandKind.EACH_PROGRAM_YEAR: words("each year of the program"),
        DemandKind.COUNTER_EACH_PROGRAM_YEAR: words("each year of the program"),
        DemandKind.LAST_MONTHS: words("the last months"),
        DemandKind.COUNTER_LAST_MONTHS: words("the last months"),
        DemandKind.FIRST_MONTHS: words("the first months"),
        DemandKind.COUNTER_FIRST_MONTHS: words("the first months"),
        DemandKind.BUT_LAST_MONTHS: words("all but the last months"),
        DemandKind.COUNTER_BUT_LAST_MONTHS: words("all but the last months"),
        DemandKind.UNITS: words("the whole cycle"),
        DemandKind.CHOICES: words("how many of its choices are met"),
        DemandKind.CHOICES_EACH_YEAR: words("how many of its choices each year of the cycle meets"),
        DemandKind.CHOICES_EACH_CALENDAR_YEAR: words("how many of its choices each year of the calendar meets"),
        DemandKind.CHOICES_EACH_PROGRAM_YEAR: words("how many of its choices each year of the program meets"),
    },
    Ends: {
        Ends.SAME_DAY: words("on the same day"),
        Ends.DAY_BEFORE: words("on the day before"),
        Ends.END_OF_MONTH: words("with its month"),
        Ends.END_OF_YEAR: words("with its year"),
    },
    Period: {
        Period.CYCLE: words("cycle"),
        Period.EVER: words("lifetime"),
        Period.CYCLE_YEAR: words("year of the cycle"),
        Period.DAY: words("day"),
        Period.MONTH: words("month of the calendar"),
        Period.QUARTER: words("quarter of the calendar"),
        Period.YEAR: words("year of the calendar"),
    },
    Split: {
        Split.NOT_ALLOWED: words("not allowed"),
        Split.EACH_PART: words("allowed, each part rounded by itself"),
        Split.THE_WHOLE: words("allowed, rounded as a whole"),
    },
    GraceActivity: {
        GraceActivity.ENDED_CYCLE: words("ended cycle"),
        GraceActivity.ENDED_CYCLE_AS_NEEDED: words("ended cycle as far as that needs it, and else of the next"),
        GraceActivity.NEXT_CYCLE: words("next cycle"),
    },
    Unmet: {
        Unmet.LAPSES: words("ends what is held"),
        Unmet.FORGIVEN: words("is followed by the next, and what was missing is forgiven"),
        Unmet.ADDED: words("is followed by the next, which requires besides what was missing"),
    },
    Rhythm: {
        Rhythm.KEPT: words("where the last one ended"),
        Rhythm.RESTARTED: words("on the day after the renewal"),
        Rhythm.KEPT_LATE: words(
            "where the last one ended if that was renewed in its last months, and else on the day after the renewal"
        ),
        Rhythm.KEPT_END: words("on the day after an early renewal, and ends where it would have"),
    },
    TakesOff: {
        TakesOff.MONTHS: words("the share of its months that are covered"),
        TakesOff.ALL: words("all of it"),
    },
    Then: {
        Then.ENDS: words("ends"),
        Then.MADE_UP: words("stays, and the year can be made up for"),
        Then.STAYS: words("stays, and the cycle can't be renewed"),
        Then.SUSPENDS: words("is suspended until the year is made up for"),
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
