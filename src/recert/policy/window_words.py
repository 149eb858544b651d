"""A window before a cycle's end in which alone units renew it: when it opens, in sentences."""

from datetime import date, timedelta
from decimal import Decimal

from recert.policy.assessment import Cycle, CycleState, DemandTotal
from recert.policy.calendar import add_months, day, number
from recert.policy.cycles import Anchor, Ends
from recert.policy.model import Group, Policy
from recert.policy.sentence import Sentence, Shown, words


def opens_on(policy: Policy, group: str, end: date) -> date | None:
    """The first day on which units renew a cycle of a group that ends on a day; None where there is no window."""
    rule = policy.cycle_of(group)
    if not rule.opens_months:
        return end - timedelta(days=rule.opens_days) if rule.opens_days else None
    whole = rule.anchor is Anchor.CALENDAR or rule.ends is not Ends.SAME_DAY
    return day(add_months(number(end) + int(whole), -rule.opens_months))


def waits(policy: Policy, group: Group, cycle: Cycle, today: date) -> Sentence | None:
    """That a cycle that lacks nothing is renewed by itself later, or what is too old by then.

    None where the window is open, or there is none.
    """
    opens = opens_on(policy, group.key, cycle.end)
    if cycle.state != CycleState.OPEN or opens is None or opens <= today:
        return None
    values: dict[str, Shown] = {"on": first_day(policy, group.key, cycle.end, opens)}
    if titles := too_old(policy, group, cycle):
        return Sentence(TOO_OLD, {**values, "titles": ", ".join(titles), "end": cycle.due})
    return Sentence(words("Nothing more is needed: it renews on {on}."), values)


def fades_before(policy: Policy, group: Group, cycle: Cycle, total: DemandTotal) -> bool:
    """Whether there is enough today of what is demanded, and too little before the window opens."""
    opens = opens_on(policy, group.key, cycle.end)
    if cycle.state != CycleState.OPEN or opens is None or total.missing:
        return False
    return total.lasts is not None and total.lasts < opens


def is_too_old(policy: Policy, group: Group, cycle: Cycle, way: str) -> bool:
    """Whether something that a way demands is there today, and will be too old once the window opens."""
    return any(fades_before(policy, group, cycle, total) for total in cycle.demands if total.way == way)


def too_old(policy: Policy, group: Group, cycle: Cycle, way: str = "") -> tuple[str, ...]:
    """What is met today and will be too old once the window opens, each with the last day on which it is met.

    Of what every way demands, or of one way.
    """
    rules = next((each.demands for each in group.ways if each.key == way), group.demands)
    titles = {rule.key: rule.title for rule in rules}
    fading = [each for each in cycle.demands if each.way == way and fades_before(policy, group, cycle, each)]
    return tuple(
        str(
            Sentence(
                words("{title} (met until {last})"), {"title": titles[each.demand], "last": each.lasts or cycle.end}
            )
        )
        for each in fading
    )


def once_more(policy: Policy, group: Group, cycle: Cycle, told: Sentence, way: str = "") -> Sentence:
    """What is said of a way, and what is there today that it takes once more, as the window opens too late for it."""
    opens = opens_on(policy, group.key, cycle.end)
    titles = ", ".join(too_old(policy, group, cycle, way))
    if not titles or opens is None:
        return told
    return Sentence(ONCE_MORE, {"told": told, "on": opens, "titles": titles, "end": cycle.due})


TOO_OLD = words(
    "Nothing is missing today, but the earliest day on which it renews is {on}. This is too old by then, and needed "
    "once more by {end}: {titles}."
)
ONCE_MORE = words(
    "{told} On {on}, the earliest day for that, this is too old, and needed once more by {end}: {titles}."
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
    rule = policy.cycle_of(group)
    values: dict[str, Shown] = {"on": on, "many": rule.opens_days or rule.opens_months}
    if on != opens_on(policy, group, end):
        return Sentence("{on}", values)
    many, one = FIRST[rule.opens_days > 0]
    return Sentence(many, values, one=one, count=Decimal(rule.opens_days or rule.opens_months))


FIRST = {
    True: (
        words("{on}, {many} days before its last"),
        words("{on}, the day before its last"),
    ),
    False: (
        words("{on}, on which its last {many} months begin"),
        words("{on}, on which its last month begins"),
    ),
}
"""Of a window of days, and of one of months; each of several, and of one."""
