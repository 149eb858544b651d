"""What `difference` says of values that hold from a day on."""

from dataclasses import dataclass
from typing import Final

from recert.policy.sentence import words


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with its day. `*_one` where the number told first is 1, `begins_none` where it is 0.

    `much` and `nothing` are what it is by itself. `before_first`: whether the first value holds before its day too.
    """

    becomes: str
    begins: str
    ends: str
    becomes_one: str = ""
    begins_one: str = ""
    ends_one: str = ""
    begins_none: str = ""
    much: str = "{amount} {unit}"
    nothing: str = words("nothing")
    before_first: bool = True


IN_A_CYCLE: Final = Dated(
    becomes=words("{of}: {old} {unit} needed in a cycle become {new} from {since}."),
    begins=words("{of}: {new} {unit} are needed in a cycle from {since}."),
    ends=words("{of}: nothing is needed in a cycle from {since}, instead of {old} {unit}."),
    becomes_one=words("{of}: {old} {unit} needed in a cycle becomes {new} from {since}."),
    begins_one=words("{of}: {new} {unit} is needed in a cycle from {since}."),
    begins_none=words("{of}: no {unit} are needed in a cycle from {since}."),
)
"""What is needed in a cycle, of all units or of a category's."""
DATED: Final[dict[tuple[str, str], Dated]] = {
    ("ActivityType", "worth"): Dated(
        becomes=words("{of}: {old} {unit} become {new} from {since}."),
        begins=words("{of}: {new} {unit} from {since}."),
        ends=words("{of}: nothing from {since}, instead of {old} {unit}."),
        becomes_one=words("{of}: {old} {unit} becomes {new} from {since}."),
        before_first=False,
    ),
    ("Within", "values"): Dated(
        becomes=words("{of}: {old} {unit} of an activity become {new} from {since}."),
        begins=words("{of}: {new} {unit} of an activity from {since}."),
        ends=words("{of}: nothing of an activity from {since}, instead of {old} {unit}."),
        before_first=False,
    ),
    ("Limit", "uses"): Dated(
        becomes=words("{of}: {old} uses per cycle become {new} from {since}."),
        begins=words("{of}: limited to {new} uses per cycle from {since}."),
        ends=words("{of}: no limit from {since}, instead of {old} uses per cycle."),
        becomes_one=words("{of}: {old} use per cycle becomes {new} from {since}."),
        begins_one=words("{of}: limited to {new} use per cycle from {since}."),
        ends_one=words("{of}: no limit from {since}, instead of {old} use per cycle."),
        much=words("{amount} uses per cycle"),
        nothing=words("no limit"),
    ),
    ("Group", "required"): IN_A_CYCLE,
    ("Way", "required"): Dated(
        becomes=words("{of}: {old} {unit} needed become {new} from {since}."),
        begins=words("{of}: {new} {unit} are needed, from {since}."),
        ends=words("{of}: no units are needed from {since}, instead of {old}."),
        becomes_one=words("{of}: {old} {unit} needed becomes {new} from {since}."),
        begins_one=words("{of}: {new} {unit} is needed, from {since}."),
        begins_none=words("{of}: no {unit} are needed, from {since}."),
    ),
    ("Demand", "values"): Dated(
        becomes=words("{of}: at least {old} {unit} becomes at least {new} from {since}."),
        begins=words("{of}: at least {new} {unit} from {since}."),
        ends=words("{of}: nothing from {since}, instead of at least {old} {unit}."),
        begins_none=words("{of}: nothing is asked from {since}."),
    ),
    ("Demand", "values of choices"): Dated(
        becomes=words("{of}: {old} of its choices needed become {new} from {since}."),
        begins=words("{of}: {new} of its choices are enough from {since}."),
        ends=words("{of}: nothing from {since}, instead of {old} of its choices."),
        becomes_one=words("{of}: {old} of its choices needed becomes {new} from {since}."),
        begins_one=words("{of}: one of its choices is enough from {since}."),
        ends_one=words("{of}: nothing from {since}, instead of one of its choices."),
        begins_none=words("{of}: nothing is asked from {since}."),
        much=words("{amount} of its choices"),
    ),
    ("Cap", "most"): Dated(
        becomes=words("{of}: at most {old} {unit} become {new} from {since}."),
        begins=words("{of}: at most {new} {unit} from {since}."),
        ends=words("{of}: no limit from {since}, instead of {old} {unit}."),
        becomes_one=words("{of}: at most {old} {unit} becomes {new} from {since}."),
        nothing=words("no limit"),
    ),
    ("Carry", "most"): Dated(
        becomes=words("At most {old} {unit} carried into the next cycle become {new} from {since}."),
        begins=words("At most {new} {unit} are carried into the next cycle, from {since}."),
        ends=words("Nothing is carried into the next cycle from {since}, instead of {old} {unit}."),
        becomes_one=words("At most {old} {unit} carried into the next cycle becomes {new} from {since}."),
        begins_one=words("At most {new} {unit} is carried into the next cycle, from {since}."),
    ),
    ("OwnCarry", "most"): Dated(
        becomes=words("{of}: at most {old} {unit} carried into the next cycle become {new} from {since}."),
        begins=words("{of}: at most {new} {unit} are carried into the next cycle, from {since}."),
        ends=words("{of}: as many {unit} are carried into the next cycle as for all, instead of {old}."),
        becomes_one=words("{of}: at most {old} {unit} carried into the next cycle becomes {new} from {since}."),
        begins_one=words("{of}: at most {new} {unit} is carried into the next cycle, from {since}."),
        begins_none=words("{of}: no {unit} are carried into the next cycle, from {since}."),
    ),
    ("Minimum", "values"): IN_A_CYCLE,
    ("", ""): Dated(
        becomes=words("{of}: “{field}” was {old} and becomes {new} from {since}."),
        begins=words("{of}: “{field}” is {new} from {since}."),
        ends=words("{of}: “{field}” was {old} and is nothing from {since}."),
        much="{amount}",
    ),
}
"""What is said of values that hold from a day on; under ("", "") of any other."""
