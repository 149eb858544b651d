"""What of somebody's certifications is to be retired, and until when it can be renewed, in sentences."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from recert.policy.assessment import Cycle, GroupStanding
from recert.policy.model import Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.sentence import Sentence, Shown, all_of, words


def ahead(policy: Policy, standing: GroupStanding, today: date) -> Iterator[Sentence]:
    """What of somebody's certifications is to be retired, those of one day together, the soonest first."""
    if is_never_renewed(policy, standing.group):
        return
    found = [
        (day, day > each.expires, each.certification)
        for each in standing.holdings
        if each.renewable_until
        and (day := policy.certification(each.certification).retired) is not None
        and today < day <= max(each.expires, each.renewable_until + timedelta(days=1))
    ]
    for (day, late), each in groupby(sorted(set(found)), lambda one: one[:2]):
        codes = [code for _, _, code in each]
        several, one = LATE if late else IN_TIME
        values: dict[str, Shown] = {"codes": all_of(codes), "day": day, "last": day - timedelta(days=1)}
        yield Sentence(several, values, one=one, count=len(codes))


IN_TIME: Final = (
    words("{codes} are retired on {day}: they can be renewed until {last}, and are held until they expire."),
    words("{codes} is retired on {day}: it can be renewed until {last}, and is held until it expires."),
)
LATE: Final = (
    words("{codes} are retired on {day}: they can be renewed until {last}, and lapse after that."),
    words("{codes} is retired on {day}: it can be renewed until {last}, and lapses after that."),
)
"""Several and one: of what is retired before it expires, and in its grace or suspension."""


def no_later(cycle: Cycle, told: Sentence) -> Sentence:
    """When something renews a cycle, and the last day for it where all that it renews is to be retired."""
    if cycle.retires is None:
        return told
    values: dict[str, Shown] = {"told": told, "last": cycle.retires - timedelta(days=1)}
    return Sentence(words("{told} The last day for that is {last}."), values)
