"""A deadline before a cycle's end in sentences: the rule, what it means for a cycle, and for what was done after it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, Reason
from recert.policy.deadline import Deadline, Later, last_day
from recert.policy.late_days import first_late, rows_of
from recert.policy.lateness import Surcharge
from recert.policy.model import Demand, Policy
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.telling import listed


def last_to_earn(policy: Policy, end: date) -> date | None:
    """The last day on which units are earned for a cycle that ends on a day; None where that is its end."""
    rule = policy.deadline
    if rule is None or rule.types or not rule.cuts:
        return None
    return last_day(rule, end)


def late_after(policy: Policy, end: date) -> date:
    """The last day on which renewing a cycle that ends on a day is not late."""
    rule = policy.deadline
    return last_day(rule, end) if rule and rule.late else end


def after_deadline(policy: Policy, group: str, end: date) -> Iterator[date]:
    """The first days on which what is done counts otherwise, or renewing takes more, for an end as it is."""
    rule = policy.deadline
    if rule and rule.late:
        yield from (first_late(policy, group, last_day(rule, end), row) for row in rows_of(policy, end))
    if rule and rule.cuts:
        yield last_day(rule, end) + timedelta(days=1)


def since(policy: Policy, rule: Surcharge | Demand) -> Sentence:
    """From when on somebody is so late: after the end, or after the deadline."""
    late = policy.deadline is not None and policy.deadline.late
    count = rule.after_months or rule.from_day
    several, one = (SINCE_MONTHS if rule.after_months else SINCE)[late]
    return Sentence(several, {"n": count}, one=one, count=Decimal(count))


SINCE = {
    False: (words("{n} days after the end or later"), words("after the end")),
    True: (words("{n} days after the deadline or later"), words("after the deadline")),
}
SINCE_MONTHS = {
    False: (words("more than {n} months after the end"), words("more than {n} month after the end")),
    True: (words("more than {n} months after the deadline"), words("more than {n} month after the deadline")),
}
"""By whether being late begins with a deadline; each for several days or months, and for one."""


def rules(policy: Policy) -> Iterator[tuple[Sentence, str]]:
    """The rule itself, and where it is written."""
    rule = policy.deadline
    if rule:
        before = Sentence(words("{months} months") if rule.months else words("{days} days"), _long(rule))
        values: dict[str, Shown] = {"before": before, "types": _types(policy, rule)}
        if rule.cuts:
            yield Sentence((RULES if rule.types else RULES_OF_ALL)[rule.later], values), rule.source
        if rule.late:
            yield Sentence(LATE[rule.cuts], values), rule.source


def _long(rule: Deadline) -> Mapping[str, Shown]:
    return {"months": rule.months, "days": rule.days}


def _types(policy: Policy, rule: Deadline) -> str:
    return listed(policy.types, rule.types)


LATE = {
    True: words("Renewed later than {before} before the end, it is renewed late."),
    False: words(
        "Renewed later than {before} before the end, it is renewed late. What is done after that still counts for the "
        "cycle."
    ),
}
"""By whether what is done after the deadline does not count as what is done before."""
RULES_OF_ALL = {
    Later.NOTHING: words("Units are earned up to {before} before the end: what is done after that counts for nothing."),
    Later.NOTHING_UNTIL_END: words(
        "Units are earned up to {before} before the end: what is done after that, and before the end is over, counts "
        "for nothing."
    ),
    Later.NEXT_CYCLE: words(
        "Units are earned up to {before} before the end: what is done after that is of the next cycle."
    ),
}
RULES = {
    Later.NOTHING: words("Up to {before} before the end, and not after that, these count: {types}."),
    Later.NOTHING_UNTIL_END: words("Up to {before} before the end, and again once that is over, these count: {types}."),
    Later.NEXT_CYCLE: words("Done after {before} before the end, these are of the next cycle: {types}."),
}
"""What becomes of what is done later, of the types that are named."""


def meaning(policy: Policy) -> Sentence:
    """What the day of the deadline means, for whoever sees it marked among the days of a cycle."""
    rule = policy.deadline
    assert rule is not None  # noqa: S101 - what isn't there isn't marked
    told = Sentence((MEANINGS_OF_TYPES if rule.types else MEANINGS)[rule.later], {"types": _types(policy, rule)})
    if not rule.late:
        return told
    return Sentence(words("{first} Renewed after it, it is renewed late."), {"first": told})


MEANINGS = {
    Later.NOTHING: words("The deadline: the last day to earn it. What is done after it counts for nothing."),
    Later.NOTHING_UNTIL_END: words(
        "The deadline: the last day to earn it. What is done after it, and before the cycle is over, counts for "
        "nothing."
    ),
    Later.NEXT_CYCLE: words("The deadline: the last day to earn it. What is done after it is of the next cycle."),
    Later.COUNTS: words("The deadline. What is done after it still counts."),
}
MEANINGS_OF_TYPES = {
    **MEANINGS,
    Later.NOTHING: words("The deadline: the last day for {types}. Done after it, they count for nothing."),
    Later.NOTHING_UNTIL_END: words(
        "The deadline: the last day for {types}. Done after it, and before the cycle is over, they count for nothing."
    ),
    Later.NEXT_CYCLE: words("The deadline: the last day for {types}. Done after it, they are of the next cycle."),
}
"""What becomes of what is done later, of the types that are named."""


def ahead(policy: Policy, cycle: Cycle, today: date) -> Iterator[Sentence]:
    """What is still to come of a deadline, or is over, in a cycle that waits for its renewal."""
    rule = policy.deadline
    if rule is None or cycle.state != CycleState.OPEN:
        return
    last = last_day(rule, cycle.end)
    values: dict[str, Shown] = {"last": last, "types": _types(policy, rule), "end": cycle.end}
    if rule.types and rule.cuts:
        yield Sentence(OF_TYPES[rule.later, today > last], values)
    elif today <= last and rule.cuts and (cycle.required or not rule.late):
        yield Sentence(AHEAD[rule.later], values)
    carried = policy.carry is not None and policy.carry.in_time
    if rule.late and (carried or not rows_of(policy, cycle.end)):
        yield Sentence(IN_TIME[today > last, carried], values)


IN_TIME = {
    (False, False): words("{last} is the last day to renew it in time: after that it is late."),
    (False, True): words("{last} is the last day to renew it in time: after that nothing of it is carried."),
    (True, False): words("{last} was the last day to renew it in time: now it is late."),
    (True, True): words("{last} was the last day to renew it in time: now nothing of it is carried."),
}
"""Where renewing after the deadline is late: whether that day is over, and whether late renewals carry nothing."""
AHEAD = {
    Later.NOTHING: words("{last} is the last day to earn it: what is done after that counts for nothing."),
    Later.NOTHING_UNTIL_END: words(
        "{last} is the last day to earn it: what is done after that, up to {end}, counts for nothing."
    ),
    Later.NEXT_CYCLE: words("{last} is the last day to earn it: what is done after that is of the next cycle."),
}
OF_TYPES = {
    (Later.NOTHING, False): words("{last} is the last day for: {types}."),
    (Later.NOTHING, True): words("{last} was the last day for: {types}. What is done now counts for nothing."),
    (Later.NOTHING_UNTIL_END, False): words("{last} is the last day for: {types}."),
    (Later.NOTHING_UNTIL_END, True): words(
        "{last} was the last day for: {types}. What is done by {end} counts for nothing."
    ),
    (Later.NEXT_CYCLE, False): words("{last} is the last day for: {types}."),
    (Later.NEXT_CYCLE, True): words("{last} was the last day for: {types}. What is done now is of the next cycle."),
}
"""Of types that are named; whether the deadline is over."""


def after(policy: Policy, cycle: Cycle, reason: Reason, values: Mapping[str, Shown]) -> Sentence:
    """Why an activity is not of the cycle in which it was done, and of which it is."""
    assert policy.deadline is not None  # noqa: S101 - else nothing comes after it
    more: dict[str, Shown] = {**values, "last": last_day(policy.deadline, cycle.end), "end": cycle.end}
    if reason == Reason.NEXT_CYCLE:
        return Sentence(OF_NEXT[cycle.met_on is not None], more)
    return Sentence(NONE_CAME if reason == Reason.NO_NEXT_CYCLE else AFTER, more)


AFTER = words(
    "0 for {group}: {date} lies after {last}, the last day on which {type} counts in the cycle that ends on {end}."
)
OF_NEXT = {
    False: words(
        "0 for {group} yet: {date} lies after {last}, the last day on which {type} counts in the cycle that ends on "
        "{end}, so it belongs to the next one. It counts there once this one is renewed, by {until}."
    ),
    True: words(
        "0 for {group} yet: {date} lies after {last}, the last day on which {type} counts in the cycle that ends on "
        "{end}, so it belongs to the next one and counts there."
    ),
}
"""Where it is of the next cycle: whether the one that it was done in is renewed."""
NONE_CAME = words(
    "0 for {group}: {date} lies after {last}, the last day on which {type} counts in the cycle that ended on {end}, so "
    "it belongs to the next one, and none came: that cycle was not renewed in time."
)
