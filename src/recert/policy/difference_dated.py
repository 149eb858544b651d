"""What `difference` says of values that hold from a day on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from recert.policy.sentence import Sentence, Shown, words


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with its day. `*_one` where the number told first is 1, `begins_none` where it is 0.

    `when`, and `in` with `always` where that is in all cycles, say in which cycles. `much` and `nothing` are what it is
    by itself. `before_first`: whether the first value holds before its day too. `whole` is the first three again, where
    an amount says its unit itself, as one for so much of a measure does, or what is `closed`. `part` is the unit of
    what is a part of something else, `share` that of percent. `others` is that it holds for others than it did, and for
    others and of another amount.
    """

    becomes: str
    begins: str
    ends: str
    becomes_one: str = ""
    begins_one: str = ""
    ends_one: str = ""
    begins_none: str = ""
    always: str = ""
    much: str = "{amount} {unit}"
    nothing: str = words("nothing")
    before_first: bool = True
    whole: tuple[str, str, str] | None = None
    closed: str = ""
    part: str = ""
    share: str = words("of the required {unit}")
    others: tuple[str, str] = (
        words("{of}: {amounts} in other cases than before{when}. Now: {new}. Until now: {old}."),
        words("{of}: {amounts} {new}, instead of {had} {old}{when}. In all other cases it is what holds otherwise."),
    )


IN_A_CYCLE: Final = Dated(
    becomes=words("{of}: {old} {unit} needed in a cycle become {new}{when}."),
    begins=words("{of}: {new} {unit} are needed{in}."),
    ends=words("{of}: nothing is needed{in}, instead of {old} {unit}."),
    becomes_one=words("{of}: {old} {unit} needed in a cycle becomes {new}{when}."),
    begins_one=words("{of}: {new} {unit} is needed{in}."),
    begins_none=words("{of}: no {unit} are needed{in}."),
    always=words(" in a cycle"),
)
"""What is needed in a cycle, of all units or of a category's."""
OPEN_TO_SOME: Final = ("Way", "required of some")
"""Under what stands what is said of a way that is open for some alone."""
OF_A_WAY: Final = Dated(
    becomes=words("{of}: {old} {unit} needed become {new}{when}."),
    begins=words("{of}: {new} {unit} are needed{when}."),
    ends=words("{of}: no units are needed{when}, instead of {old}."),
    becomes_one=words("{of}: {old} {unit} needed becomes {new}{when}."),
    begins_one=words("{of}: {new} {unit} is needed{when}."),
    begins_none=words("{of}: no {unit} are needed{when}."),
    whole=(
        words("{of}: {new}{when}, instead of {old}."),
        words("{of}: {new}{when}."),
        words("{of}: no units are needed{when}, instead of {old}."),
    ),
    closed=words("closed"),
)
DATED: Final[dict[tuple[str, str], Dated]] = {
    ("ActivityType", "worth"): Dated(
        becomes=words("{of}: {old} {unit} become {new} from {since}."),
        begins=words("{of}: {new} {unit} from {since}."),
        ends=words("{of}: nothing from {since}, instead of {old} {unit}."),
        becomes_one=words("{of}: {old} {unit} becomes {new} from {since}."),
        before_first=False,
        whole=(
            words("{of}: {new} from {since}, instead of {old}."),
            words("{of}: {new} from {since}."),
            words("{of}: nothing from {since}, instead of {old}."),
        ),
    ),
    ("Within", "values"): Dated(
        becomes=words("{of}: {old} {unit} become {new} from {since}."),
        begins=words("{of}: {new} {unit} from {since}."),
        ends=words("{of}: nothing of an activity from {since}, instead of {old} {unit}."),
        part=words("{unit} of an activity"),
        share=words("of an activity's {unit}"),
        before_first=False,
    ),
    ("Limit", "uses"): Dated(
        becomes=words("{of}: {old} uses per cycle become {new}{when}."),
        begins=words("{of}: limited to {new} uses per cycle{when}."),
        ends=words("{of}: no limit{when}, instead of {old} uses per cycle."),
        becomes_one=words("{of}: {old} use per cycle becomes {new}{when}."),
        begins_one=words("{of}: limited to {new} use per cycle{when}."),
        ends_one=words("{of}: no limit{when}, instead of {old} use per cycle."),
        much=words("{amount} uses per cycle"),
        nothing=words("no limit"),
    ),
    ("Group", "required"): IN_A_CYCLE,
    ("Way", "required"): OF_A_WAY,
    OPEN_TO_SOME: replace(
        OF_A_WAY,
        closed=words("closed in all other cases"),
        others=(
            words("{of}: open in other cases than before, with {amounts}{when}. Now: {new}. Until now: {old}."),
            words("{of}: {amounts} {new}, instead of {had} {old}{when}. It stays closed in all other cases."),
        ),
    ),
    ("Way", "renews_for"): Dated(
        becomes=words("{of}: the {old} months for which it renews become {new}{when}."),
        begins=words("{of}: it renews for {new} months{when}."),
        ends=words("{of}: it renews for as long as a cycle lasts{when}, instead of {old} months."),
        becomes_one=words("{of}: the one month for which it renews becomes {new}{when}."),
        begins_one=words("{of}: it renews for one month{when}."),
        ends_one=words("{of}: it renews for as long as a cycle lasts{when}, instead of one month."),
        much=words("{amount} months"),
        nothing=words("a cycle's length"),
        whole=(
            words("{of}: it renews for {new}{when}, instead of for {old}."),
            words("{of}: it renews for {new}{when}."),
            words("{of}: it renews for as long as a cycle lasts{when}, instead of for {old}."),
        ),
        closed=words("life"),
    ),
    ("Retake", "renews_for"): Dated(
        becomes=words("The {old} months for which passing the exam again renews become {new}{when}."),
        begins=words("Passing the exam again renews for {new} months{when}."),
        ends=words("Passing the exam again renews for as long as a cycle lasts{when}, instead of {old} months."),
        becomes_one=words("The one month for which passing the exam again renews becomes {new}{when}."),
        begins_one=words("Passing the exam again renews for one month{when}."),
        ends_one=words("Passing the exam again renews for as long as a cycle lasts{when}, instead of one month."),
        much=words("{amount} months"),
        nothing=words("a cycle's length"),
        whole=(
            words("Passing the exam again renews for {new}{when}, instead of for {old}."),
            words("Passing the exam again renews for {new}{when}."),
            words("Passing the exam again renews for as long as a cycle lasts{when}, instead of for {old}."),
        ),
        closed=words("life"),
    ),
    ("OwnRetake", "renews_for"): Dated(
        becomes=words("{of}: the {old} months for which passing the exam again renews become {new}{when}."),
        begins=words("{of}: passing the exam again renews for {new} months{when}."),
        ends=words("{of}: passing the exam again renews for as long as a cycle lasts{when}, instead of {old} months."),
        becomes_one=words("{of}: the one month for which passing the exam again renews becomes {new}{when}."),
        begins_one=words("{of}: passing the exam again renews for one month{when}."),
        ends_one=words("{of}: passing the exam again renews for as long as a cycle lasts{when}, instead of one month."),
        much=words("{amount} months"),
        nothing=words("a cycle's length"),
        whole=(
            words("{of}: passing the exam again renews for {new}{when}, instead of for {old}."),
            words("{of}: passing the exam again renews for {new}{when}."),
            words("{of}: passing the exam again renews for as long as a cycle lasts{when}, instead of for {old}."),
        ),
        closed=words("life"),
    ),
    ("Demand", "values"): Dated(
        becomes=words("{of}: at least {old} {unit} become at least {new}{when}."),
        becomes_one=words("{of}: at least {old} {unit} becomes at least {new}{when}."),
        begins=words("{of}: at least {new} {unit}{when}."),
        ends=words("{of}: nothing{when}, instead of at least {old} {unit}."),
        begins_none=words("{of}: nothing is asked{when}."),
    ),
    ("Demand", "values of choices"): Dated(
        becomes=words("{of}: {old} of its choices needed become {new}{when}."),
        begins=words("{of}: {new} of its choices are enough{when}."),
        ends=words("{of}: nothing{when}, instead of {old} of its choices."),
        becomes_one=words("{of}: {old} of its choices needed becomes {new}{when}."),
        begins_one=words("{of}: one of its choices is enough{when}."),
        ends_one=words("{of}: nothing{when}, instead of one of its choices."),
        begins_none=words("{of}: nothing is asked{when}."),
        much=words("{amount} of its choices"),
    ),
    ("Cap", "most"): Dated(
        becomes=words("{of}: at most {old} {unit} become {new}{when}."),
        begins=words("{of}: at most {new} {unit}{when}."),
        ends=words("{of}: no limit{when}, instead of {old} {unit}."),
        becomes_one=words("{of}: at most {old} {unit} becomes {new}{when}."),
        nothing=words("no limit"),
    ),
    ("Carry", "most"): Dated(
        becomes=words("At most {old} {unit} carried into the next cycle become {new}{when}."),
        begins=words("At most {new} {unit} are carried into the next cycle{when}."),
        ends=words("Nothing is carried into the next cycle{when}, instead of {old} {unit}."),
        becomes_one=words("At most {old} {unit} carried into the next cycle becomes {new}{when}."),
        begins_one=words("At most {new} {unit} is carried into the next cycle{when}."),
    ),
    ("Carry", "most of some"): Dated(
        becomes=words("{of}: at most {old} {unit} become {new}{when}."),
        begins=words("{of}: at most {new} {unit}{when}."),
        ends=words("{of}: nothing{when}, instead of {old} {unit}."),
        becomes_one=words("{of}: at most {old} {unit} becomes {new}{when}."),
        begins_none=words("{of}: nothing{when}."),
    ),
    ("OwnCarry", "most"): Dated(
        becomes=words("{of}: at most {old} {unit} carried into the next cycle become {new}{when}."),
        begins=words("{of}: at most {new} {unit} are carried into the next cycle{when}."),
        ends=words("{of}: as many {unit} are carried into the next cycle as for all, instead of {old}."),
        becomes_one=words("{of}: at most {old} {unit} carried into the next cycle becomes {new}{when}."),
        begins_one=words("{of}: at most {new} {unit} is carried into the next cycle{when}."),
        begins_none=words("{of}: no {unit} are carried into the next cycle{when}."),
    ),
    ("Minimum", "values"): IN_A_CYCLE,
    ("Carry", "values of kept"): Dated(
        becomes=words("{of}: at most {old} {unit} of what is carried, that count for it again, become {new}{when}."),
        begins=words("{of}: at most {new} {unit} of what is carried count for it again{when}."),
        ends=words("{of}: nothing of what is carried counts for it again{when}, instead of {old} {unit}."),
        becomes_one=words(
            "{of}: at most {old} {unit} of what is carried, that counts for it again, becomes {new}{when}."
        ),
        begins_one=words("{of}: at most {new} {unit} of what is carried counts for it again{when}."),
    ),
    ("", ""): Dated(
        becomes=words("{of}: “{field}” was {old} and becomes {new}{when}."),
        begins=words("{of}: “{field}” is {new}{when}."),
        ends=words("{of}: “{field}” was {old} and is nothing{when}."),
        much="{amount}",
    ),
}
"""What is said of values that hold from a day on; under ("", "") of any other."""


def span(since: date, until: date | None) -> Shown:
    """From which day on something holds; to which, where something else holds later."""
    if until is None:
        return since
    return Sentence(words("{first} to {last}"), {"first": since, "last": until - timedelta(days=1)})


class Decides(IntEnum):
    """By which day it is seen whether a value holds."""

    BEGIN = 0  # the first of a cycle
    END = 1  # the last one of it
    YEAR = 2  # the first of each year that is looked at


def when_of(said: Dated, since: date, until: date | None, decides: Decides, *, always: bool) -> Sentence:
    """In which cycles or years something holds, until something else does; nothing where in all, or where none decide.

    `always`: in all that come before, too.
    """
    if not said.before_first or (always and until is None):
        return Sentence("")
    if until is None:
        return Sentence(FROM[decides], {"day": since})
    if always:
        return Sentence(BEFORE[decides], {"day": until})
    return Sentence(BETWEEN[decides], {"first": since, "last": until - timedelta(days=1)})


def until_end(said: Dated, when: Sentence, day: date) -> Sentence:
    """The same cycles as far as they end before a day, from which on something else holds."""
    if not said.before_first:
        return when
    return Sentence(BOTH if str(when) else BEFORE[Decides.END], {"when": when, "day": day})


BOTH: Final = words("{when}, if they end before {day}")
BEFORE: Final = {
    Decides.BEGIN: words(" in cycles that begin before {day}"),
    Decides.END: words(" in cycles that end before {day}"),
    Decides.YEAR: words(" in years that begin before {day}"),
}
FROM: Final = {
    Decides.BEGIN: words(" in cycles that begin on {day} or later"),
    Decides.END: words(" in cycles that end on {day} or later"),
    Decides.YEAR: words(" in years that begin on {day} or later"),
}
BETWEEN: Final = {
    Decides.BEGIN: words(" in cycles that begin from {first} to {last}"),
    Decides.END: words(" in cycles that end from {first} to {last}"),
    Decides.YEAR: words(" in years that begin from {first} to {last}"),
}
"""In which cycles or years a value holds, by which day it is that decides."""
FIRST_DAY: Final = words(
    "{of}: what holds first is dated {new} instead of {old}, which changes nothing: it holds before that day too."
)
EVER: Final = words(", in cycles that are over, too")
BY_BEGIN: Final = words("what the day asks on which the cycle began")
FOR_ALL: Final = words("what holds otherwise")
"""What holds instead, or before."""
