"""When a cycle can be renewed by units, and where the next one starts, in sentences; of all groups, or of one."""

from collections.abc import Iterator
from typing import Final

from recert.policy.cycles import CycleRule, Rhythm
from recert.policy.sentence import Sentence, Shown, words


def next_starts(rule: CycleRule) -> Sentence:
    """Where the next cycle starts."""
    if rule.rhythm is Rhythm.KEPT_LATE:
        return Sentence(KEPT_LATE, {"kept": rule.kept_months}, one=IN_LAST_MONTH, count=rule.kept_months)
    return Sentence(RHYTHMS[rule.rhythm])


def window(rule: CycleRule) -> Iterator[Sentence]:
    """In which last months or days alone units renew; nothing where they do in all of it."""
    if rule.opens_months:
        one = words("Units renew it in its last month only.")
        many = words("Units renew it in its last {opens} months only.")
        yield Sentence(many, {"opens": rule.opens_months}, one=one, count=rule.opens_months)
    if rule.opens_days:
        one = words("Units renew it on its last day and the day before only.")
        many = words("Units renew it on its last day and in the {days} days before only.")
        yield Sentence(many, {"days": rule.opens_days}, one=one, count=rule.opens_days)


def of_group(group: str, told: Sentence) -> Sentence:
    """The same of one group, by its name."""
    values: dict[str, Shown] = {"group": group, "told": told}
    return Sentence(words("{group}: {told}"), values)


RHYTHMS: Final = {
    Rhythm.KEPT: words("The next cycle starts where the last one ended: renewing early loses nothing."),
    Rhythm.RESTARTED: words("The next cycle starts on the day after the renewal."),
    Rhythm.KEPT_END: words(
        "The next cycle starts on the day after an early renewal, and still ends where it would have: nothing is lost. "
        "After a late renewal it starts where the last one ended."
    ),
}
KEPT_LATE: Final = words(
    "The next cycle starts where the last one ended if that was renewed in its last {kept} months, "
    "and else on the day after the renewal."
)
IN_LAST_MONTH: Final = words(
    "The next cycle starts where the last one ended if that was renewed in its last month, and else on the day after "
    "the renewal."
)
