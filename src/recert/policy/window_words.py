"""A window before a cycle's end in which alone units renew it: when it opens, in sentences."""

from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState
from recert.policy.calendar import add_months, day, number
from recert.policy.cycles import Anchor, Ends
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, words


def opens_on(policy: Policy, group: str, end: date) -> date | None:
    """The first day on which units renew a cycle of a group that ends on a day; None where there is no window."""
    rule = policy.cycle
    if not rule.opens_months:
        return end - timedelta(days=rule.opens_days) if rule.opens_days else None
    whole = rule.anchor is Anchor.CALENDAR or policy.cycle_of(group).ends is not Ends.SAME_DAY
    return day(add_months(number(end) + int(whole), -rule.opens_months))


def waits(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence | None:
    """That a cycle that lacks nothing is renewed by itself later; None where the window is open, or there is none."""
    opens = opens_on(policy, group.key, cycle.end)
    if cycle.state != CycleState.OPEN or opens is None or opens <= today:
        return None
    return Sentence(
        words("Nothing more is needed: it renews on {on}."), {"on": first_day(policy, group.key, cycle.end, opens)}
    )


def waits_by_way(policy: Policy, group: Group, cycle: Cycle, way: str, today: date) -> Sentence | None:
    """The same of one that another way renews, whatever lacks of the group's own units; None where not all lasts."""
    opens = opens_on(policy, group.key, cycle.end)
    told = waits(policy, group, cycle, today)
    if told is None or opens is None:
        return None
    if any(total.lasts and total.lasts < opens for total in cycle.demands if total.way in ("", way)):
        return None
    values: dict[str, Shown] = {"on": first_day(policy, group.key, cycle.end, opens)}
    values["way"] = next(each.title for each in group.ways if each.key == way)
    return Sentence(words("Nothing more is needed: it renews on {on}, by “{way}”."), values)


def opening(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence | None:
    """When a window opens, before which nothing that is earned renews a cycle; None where it is open."""
    opens = opens_on(policy, group.key, cycle.end)
    if cycle.state != CycleState.OPEN or not cycle.by_units or opens is None or opens <= today:
        return None
    by_exam = policy.retake_of(group.key) is not None
    return Sentence(OPENING[by_exam], {"on": first_day(policy, group.key, cycle.end, opens)})


OPENING = {
    False: words("The earliest day on which it can be renewed is {on}."),
    True: words("The earliest day on which activities renew it is {on}."),
}
"""When a window opens: whether an exam may renew it sooner."""


def first_day(policy: Policy, group: str, end: date, on: date) -> Sentence:
    """A day, and where it is the one on which the window opens, that it is."""
    rule = policy.cycle
    values: dict[str, Shown] = {"on": on, "many": rule.opens_days or rule.opens_months}
    if on != opens_on(policy, group, end):
        return Sentence("{on}", values)
    many, one = FIRST[rule.opens_days > 0]
    return Sentence(many, values, one=one, count=Decimal(rule.opens_days or rule.opens_months))


FIRST = {
    True: (
        words("{on}, the first of its last {many} days"),
        words("{on}, the day before its last"),
    ),
    False: (
        words("{on}, on which its last {many} months begin"),
        words("{on}, on which its last month begins"),
    ),
}
"""Of a window of days, and of one of months; each of several, and of one."""
