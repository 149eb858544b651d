"""What took the place of a certification, in sentences."""

from collections.abc import Sequence
from datetime import date, timedelta

from recert.policy.assessment import (
    RENEWABLE,
    Cycle,
    CycleState,
    ExpiryCause,
    ExpiryStep,
    GroupStanding,
    Holding,
    HoldingState,
)
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, all_of, any_of, words


def replaced_by(policy: Policy, holding: Holding, step: ExpiryStep, groups: Sequence[GroupStanding]) -> Sentence | None:
    """The last line of the story of an expiry date, where another certification ended it; None of any other line."""
    if step.cause is not ExpiryCause.REPLACED:
        return None
    earned = step.on - timedelta(days=1)
    values: dict[str, Shown] = {"on": earned, "others": by_which(policy, holding, step, groups)}
    return Sentence(AFTER_END if step.new < earned else REPLACED, values)


def by_which(policy: Policy, holding: Holding, step: ExpiryStep, groups: Sequence[GroupStanding]) -> Sentence:
    """What took the place of a certification in this step: what was earned the day before, or any that may have."""
    earned = step.on - timedelta(days=1)
    of = {
        code
        for rule in policy.replacements
        if holding.certification in rule.replaced and rule.since <= earned
        for code in rule.of
    }
    found = [h.certification for each in groups for h in each.holdings if h.certification in of and h.awarded == earned]
    return all_of(found) if found else any_of(sorted(of))


REPLACED = words("{others} took its place on {on}, the last day on which it was held.")
AFTER_END = words("{others} took its place on {on}.")


INSTEAD = {
    False: words("{certification}: {new} instead of {old}."),
    True: words("{certification}: {new} instead of {old}, as {others} takes its place."),
}
"""Another expiry date: whether something takes the place of what has it."""


def of_cycle(policy: Policy, group: str, cycle: Cycle) -> Sentence:
    """What came of a cycle of which all that was held was replaced."""
    codes = {each.code for each in policy.certifications if each.group == group}
    of = [code for rule in policy.replacements if codes & set(rule.replaced) for code in rule.of]
    return Sentence(OF_CYCLE, {"others": any_of(list(dict.fromkeys(of))), "end": cycle.end})


OF_CYCLE = words("It was over on {end}, as {others} took the place of what was held.")


def is_replaced(standing: GroupStanding) -> bool:
    """Whether nothing of a group is held any more, and the last of it was replaced."""
    last = max(standing.holdings, key=lambda each: each.expires, default=None)
    held = any(each.state in {*RENEWABLE, HoldingState.RETIRED} for each in standing.holdings)
    return not held and last is not None and last.state is HoldingState.REPLACED


def of_group(policy: Policy, standing: GroupStanding) -> Sentence | None:
    """What took the place of all that was held in a group; None where that is not what ended it."""
    cycle = standing.current
    return of_cycle(policy, standing.group, cycle) if cycle is not None and is_replaced(standing) else None


def none_since(policy: Policy, standing: GroupStanding, on: date) -> Sentence | None:
    """Why an activity of a day counts for nothing, where what was held had been replaced by then; None of any other."""
    before = [cycle for cycle in standing.cycles if cycle.end < on]
    if not before or not (before[-1].state is CycleState.REPLACED or _is_last(standing, before[-1])):
        return None
    values: dict[str, Shown] = {"group": policy.group(standing.group).name, "date": on}
    return Sentence(NOT_HELD, {**values, "over": of_cycle(policy, standing.group, before[-1])})


def _is_last(standing: GroupStanding, cycle: Cycle) -> bool:
    """Whether a cycle is the last one of what was replaced, though it had been renewed."""
    return is_replaced(standing) and cycle.number == standing.cycles[-1].number


NOT_HELD = words("0 for {group}, on {date}: {over}")


def rules(policy: Policy) -> tuple[tuple[Sentence, str], ...]:
    """Which certifications take the place of others, since when, and where that is written."""
    return tuple(
        (
            Sentence(
                RULE,
                {
                    "title": rule.title,
                    "of": any_of(rule.of),
                    "replaced": all_of(rule.replaced),
                    "since": rule.since,
                },
            ),
            rule.source,
        )
        for rule in policy.replacements
    )


RULE = words("{title}. Since {since}, earning {of} ends {replaced} with that day.")
