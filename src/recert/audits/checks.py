"""The checks: each a question about one entry, answered yes, no or "can't be told", with what shows it.

What they find informs people and keeps an entry from being accepted automatically. None of them rejects.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recert.audits.known import Answer, Known
from recert.audits.pictures import answer_of
from recert.policy.auditing import Audit as Rules

YOUNG: Final = 30
"""Days for which an account is new."""
FRESH: Final = 7
"""Days for which a changed address is fresh."""

PICTURE: Final = "same_picture"
"""The check whose pictures people compare where a machine can't."""
ROOM: Final = 5
"""A browser that more candidates use is a machine of a library or a training room, and says nothing."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its name. `weight` is how much its finding moves an entry ahead in the queue.

    `open` is that of evidence which can't be told by machine and is for a person to judge.
    """

    name: str
    question: str | Promise
    weight: int
    answer: Callable[[Known, Rules], Answer]
    open: int = 0


def _same_file(known: Known, rules: Rules) -> Answer:
    return Answer(bool(known.same_file), {"activities": [str(each) for each in known.same_file]})


def _same_picture(known: Known, rules: Rules) -> Answer:
    """No answer where all there is are pairs that people are to compare: they are its evidence."""
    others = [str(each) for each in known.same_picture if each not in known.same_file]
    files = {str(each) for each in known.same_file}
    return answer_of(others, [each for each in known.pairs if each.activity not in files])


def _other(known: Known, field: str) -> Answer:
    """Whether no file shows what was typed. A file that shows it is enough; without any that can be read, no answer."""
    said = [getattr(shown, field) for shown in known.shown]
    if True in said:
        return Answer(found=False)
    if False not in said:
        return Answer(found=None)
    return Answer(found=True, evidence={"told": [shown.told for shown in known.shown if shown.told]})


def _other_name(known: Known, rules: Rules) -> Answer:
    return _other(known, "name")


def _other_day(known: Known, rules: Rules) -> Answer:
    return _other(known, "day")


def _other_title(known: Known, rules: Rules) -> Answer:
    return _other(known, "title")


def _only_registered(known: Known, rules: Rules) -> Answer:
    """A program that accepts a registration as proof of this type does not ask."""
    said = [shown.registration for shown in known.shown]
    if known.proof == "registration" or not said:
        return Answer(found=False if known.proof == "registration" else None)
    if False in said:
        return Answer(found=False)
    return Answer(True if True in said else None)


def _outside_days(known: Known, rules: Rules) -> Answer:
    dated = [each for each in known.offered if each.begins]
    inside = any(each.begins <= known.on <= (each.ends or each.begins) for each in dated if each.begins)
    if not dated:
        return Answer(found=None)
    days = [f"{each.begins} – {each.ends or each.begins}" for each in dated]
    return Answer(not inside, {"days": days})


def _unknown(known: Known, rules: Rules) -> Answer:
    return Answer(not known.offered if known.listed else None)


def _many(known: Known, rules: Rules) -> Answer:
    return Answer(0 < rules.many_a_day < known.that_day, {"count": known.that_day})


def _late(known: Known, rules: Rules) -> Answer:
    days = (known.recorded - known.on).days
    return Answer(0 < rules.late_days < days, {"days": days})


def _twin(known: Known, rules: Rules) -> Answer:
    """A new account alone says nothing: whoever joins records what they did before."""
    new = (known.recorded - known.joined).days < YOUNG
    return Answer(new and bool(known.twins), {"numbers": list(known.twins)})


def _fresh_address(known: Known, rules: Rules) -> Answer:
    fresh = known.readdressed is not None and 0 <= (known.recorded - known.readdressed).days < FRESH
    return Answer(fresh, {"on": str(known.readdressed)} if fresh else {})


def _shared_browser(known: Known, rules: Rules) -> Answer:
    """Whoever shares a household shares a browser as well: only auditors can tell what it means."""
    shared = [others for others in known.browsers if others]
    few = {number for others in shared if len(others) < ROOM for number in others}
    if few:
        return Answer(found=True, evidence={"numbers": sorted(few)})
    if shared:
        return Answer(found=None, evidence={"candidates": max(map(len, shared)) + 1})
    return Answer(False if known.browsers else None)


CHECKS: Final = (
    Check("same_file", _("Is one of its files evidence of another activity?"), 5, _same_file),
    Check(PICTURE, _("Does one of its pictures show the same as that of another activity?"), 4, _same_picture, open=2),
    Check("other_name", _("Is the name on the evidence not the candidate's?"), 4, _other_name),
    Check("only_registered", _("Does the evidence show a registration only?"), 3, _only_registered),
    Check("other_day", _("Is the date on the evidence another one?"), 2, _other_day),
    Check("other_title", _("Is what the evidence names something else?"), 2, _other_title),
    Check("outside_days", _("Is its date outside the days of the event?"), 3, _outside_days),
    Check("unknown", _("Is it an event or a course that the program does not know?"), 1, _unknown),
    Check("many", _("Are there many entries of that day?"), 1, _many),
    Check("late", _("Was it recorded long after its day?"), 1, _late),
    Check("twin", _("Is the account new, and is there another candidate of the same name?"), 2, _twin),
    Check("fresh_address", _("Did the address of the account change shortly before?"), 1, _fresh_address),
    Check("shared_browser", _("Did another candidate sign in from the same browser?"), 1, _shared_browser),
)
BY_NAME: Final = {check.name: check for check in CHECKS}


def look(known: Known, rules: Rules) -> dict[str, Answer]:
    """The sheet of one entry: every check's answer, by its name."""
    return {check.name: check.answer(known, rules) for check in CHECKS}


def risk(sheet: Iterable[tuple[str, Answer]]) -> int:
    """How far ahead in the queue an entry with this sheet comes."""
    return sum(_weight(BY_NAME[name], answer) for name, answer in sheet)


def _weight(check: Check, answer: Answer) -> int:
    if answer.found is None:
        return check.open if answer.evidence else 0
    return check.weight if answer.found else 0
