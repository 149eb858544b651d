"""Mass moves of ends of the year to a day within one: the next cycle fills that up, and is longer than others."""

from recert.policy.beyond import Found
from recert.policy.calendar import add_months, day, number
from recert.policy.cycles import Anchor, Ends, Rhythm
from recert.policy.model import Group, Policy
from recert.policy.moves import Move
from recert.policy.plan import Plan, plan
from recert.policy.sentence import plain
from recert.policy.stages.holding import extended, rounded_up


def move_doubts(policy: Policy) -> Found:
    """Each with its place, and what can be done about it; of each move once."""
    groups = [group for group in policy.groups if _ends_with_a_year(policy, group)]
    lowered = plan(policy) if policy.moves and groups else None
    for at, move in enumerate(policy.moves if lowered else ()):
        what = next((told for group in groups if lowered and (told := _longer(lowered, group, move))), None)
        if what:
            fix = "move to one of the days with which years end, or leave it so if that is meant"
            yield ("move", at), what, fix


def _ends_with_a_year(policy: Policy, group: Group) -> bool:
    rule = policy.cycle_of(group.key)
    of_awards = rule.anchor is Anchor.AWARD and not rule.never_renewed
    return of_awards and rule.ends is Ends.END_OF_YEAR and rule.rhythm is not Rhythm.RESTARTED


def _longer(lowered: Plan, group: Group, move: Move) -> str | None:
    """That the next cycle is longer by whole months, of the first end of a year that is moved so; else None."""
    tables, g, months = lowered.tables, lowered.groups[group.key], lowered.policy.months_of(group.key)
    end = rounded_up(tables, tables.ends[g], number(move.first))
    while end <= number(move.last):
        new = number(move.to) if move.to else add_months(end, move.months)
        following, has = extended(tables, g, new, months), months
        while add_months(new, has + 1) <= following:
            has += 1
        if has > months:
            return (
                f"what ends on {plain(day(end))} moves to {plain(day(new))}, and the next cycle begins there and ends "
                f"with a year again, on {plain(day(following))}: it has {has} months, and others have {months}"
            )
        end = rounded_up(tables, tables.ends[g], end + 1)
    return None
