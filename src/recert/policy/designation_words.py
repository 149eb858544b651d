"""Designations in sentences: the rule, and where somebody stands."""

from collections.abc import Iterator, Sequence
from typing import Final

from recert.policy.assessment import Assessment, Holding
from recert.policy.designation import Designation, Lost, Need
from recert.policy.designations import DesignationStanding, NeedStanding, designations
from recert.policy.difference_place import shown
from recert.policy.explain_states import holding_state
from recert.policy.model import Policy
from recert.policy.plan import Plan
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words
from recert.policy.story import Line

LOST: Final = {
    Lost.AT_ONCE: words("It ends when too few count."),
    Lost.END_OF_YEAR: words("When too few count, it is kept until the end of that year."),
}


def rule(designation: Designation) -> Sentence:
    """What it takes, and when it ends."""
    values: dict[str, Shown] = {
        "title": designation.title,
        "description": designation.description,
        "since": designation.since,
        "needs": _together([need(each) for each in designation.needs]),
        "standings": any_of([shown(each) for each in designation.counts]),
        "lost": Sentence(LOST[designation.lost]),
    }
    return Sentence(RULE, values)


RULE = words(
    "{title}: {description} Held from {since} on while these count: {needs}. A certification counts while it is "
    "{standings}. {lost}"
)


def need(found: Need) -> Sentence:
    """So many of some certifications."""
    values: dict[str, Shown] = {"codes": all_of(found.of), "count": found.at_least}
    if found.at_least == len(found.of):
        return Sentence(words("all of {codes}"), values, one="{codes}", count=found.at_least)
    return Sentence(words("at least {count} of {codes}"), values)


def _together(found: Sequence[Sentence]) -> Sentence:
    told = found[0]
    for each in found[1:]:
        told = Sentence("{first}; {next}", {"first": told, "next": each})
    return told


def state(found: DesignationStanding) -> Sentence:
    """Where it stands, in a few words."""
    if not found.held:
        return Sentence(words("Not held"))
    return Sentence(words("Held until {until}"), {"until": found.until}) if found.until else Sentence(words("Held"))


def told(found: DesignationStanding) -> Iterator[Sentence]:
    """What it still takes, since when it is held and what ends it."""
    yield from lacking(found)
    yield from besides(found)


def lacking(found: DesignationStanding) -> Iterator[Sentence]:
    """What it still takes, need by need."""
    return (missing(each) for each in found.needs if each.missing)


def besides(found: DesignationStanding) -> Iterator[Sentence]:
    """From when on it can be held, since when it is, and what ends it."""
    if found.early:
        yield Sentence(words("Nobody holds it before {since}."), {"since": found.designation.since})
    if found.since:
        yield Sentence(words("Held since {since}."), {"since": found.since})
    if found.held and not found.met:
        text = words(
            "Too few of its certifications count now. It is kept until {until}, and goes on if enough do by then."
        )
        yield Sentence(text, {"until": found.until or found.designation.since})
    if found.met:
        yield from _ends(found)


def missing(found: NeedStanding) -> Sentence:
    """How many more a need takes, of which; of one that is not met."""
    values: dict[str, Shown] = {"count": found.missing, "codes": all_of(found.open), "left": len(found.open)}
    if len(found.open) == found.missing:
        return Sentence(words("Still missing: {codes}."), values)
    if not found.open:
        return Sentence(words("{count} more would be needed, and the others can't be earned any more."), values)
    if len(found.open) < found.missing:
        return Sentence(words("{count} more would be needed, and only {codes} can still be earned."), values)
    return Sentence(words("{count} more of these: {codes}."), {**values, "codes": any_of(found.open)})


def _ends(found: DesignationStanding) -> Iterator[Sentence]:
    """Which certifications end it, by their dates, and which others would count."""
    last = min((each.until for each in found.needs if each.until), default=None)
    if last is None:
        return
    ending = [each for each in found.needs if each.until == last]
    codes = dict.fromkeys(c.certification for each in ending for c in each.counting if c.until == last)
    values: dict[str, Shown] = {"codes": all_of(list(codes)), "last": last, "until": found.until or last}
    text, one = ENDS[found.designation.lost]
    yield Sentence(text, values, one=one, count=len(codes))
    others = dict.fromkeys(code for each in ending for code in each.open)
    if others:
        yield Sentence(words("Others that would count: {codes}."), {"codes": all_of(list(others))})


ENDS: Final = {
    Lost.AT_ONCE: (
        words("{codes} count until {last}, by the dates that they have now. Without them too few are left."),
        words("{codes} counts until {last}, by the date that it has now. Without it too few are left."),
    ),
    Lost.END_OF_YEAR: (
        words("{codes} count until {last}, by the dates that they have now. Without them it is kept until {until}."),
        words("{codes} counts until {last}, by the date that it has now. Without it, it is kept until {until}."),
    ),
}
"""What ends a designation, of several certifications and of one."""


def of_need(found: Need) -> Sentence:
    """How many it takes, above a list of them."""
    if found.at_least == len(found.of):
        return Sentence(words("All of these"), one=words("This one"), count=found.at_least)
    return Sentence(words("At least {count} of these"), {"count": found.at_least})


def of_certification(policy: Policy, found: NeedStanding, code: str, holding: Holding | None) -> Sentence:
    """Until when a certification that a need names counts; of one that doesn't, as what it is held, if at all."""
    counting = next((each for each in found.counting if each.certification == code), None)
    if counting is None and holding is not None:
        return holding_state(policy, holding)
    if counting is None:
        return Sentence(words("Not held") if code in found.open else words("Can't be earned any more"))
    if counting.until is None:
        return Sentence(words("Counts"))
    return Sentence(words("Counts until {until}"), {"until": counting.until})


def story(plan: Plan, found: Assessment) -> Iterator[Line]:
    """Every designation of which a person ever held a certification, as lines of text."""
    for each in designations(plan, found):
        if each.begun:
            yield Line(0, Sentence("{title}: {state}", {"title": each.designation.title, "state": state(each)}))
            yield from (Line(1, sentence) for sentence in told(each))
