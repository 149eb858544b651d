"""What set a renewal off that came by another certification: which one, in a sentence."""

from collections.abc import Iterator, Sequence
from datetime import date

from recert.policy.assessment import ExpiryCause, ExpiryStep, GroupStanding, Holding
from recert.policy.cascades import Cascade, Trigger
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, all_of, words


def renewed_by(policy: Policy, holding: Holding, step: ExpiryStep, groups: Sequence[GroupStanding]) -> Sentence | None:
    """One line of the story of an expiry date that another certification gave; None where it is not known which."""
    if step.cause is not ExpiryCause.CASCADE:
        return None
    rules = [rule for rule in policy.cascades if holding.certification in rule.renewed and rule.since <= step.on]
    found = {code: rule.trigger for rule in rules for code in _on(rule, step.on, groups)}
    if not found:
        return None
    values: dict[str, Shown] = {"on": step.on, "old": step.old or step.new, "new": step.new}
    values["others"] = all_of(list(found))
    triggers = set(found.values())
    if len(triggers) > 1:
        values |= {
            name: all_of([code for code, by in found.items() if by is trigger])
            for name, trigger in (("earned", Trigger.EARNED), ("renewed", Trigger.RENEWED))
        }
    return Sentence(RENEWED[triggers.pop() if len(triggers) == 1 else None], values)


def _on(rule: Cascade, on: date, groups: Sequence[GroupStanding]) -> Iterator[str]:
    """The certifications that may have set a cascade off on a day: those awarded then, or renewed with their group."""
    for standing in groups:
        renewed = any(cycle.met_on == on for cycle in standing.cycles)
        for each in standing.holdings:
            dated = renewed and each.awarded < on and any(step.on == on for step in each.steps)
            if each.certification in rule.of and (each.awarded == on if rule.trigger is Trigger.EARNED else dated):
                yield each.certification


RENEWED = {
    Trigger.EARNED: words("Renewed on {on} by earning {others}: from {old} to {new}."),
    Trigger.RENEWED: words("Renewed on {on} by renewing {others}: from {old} to {new}."),
    None: words("Renewed on {on} by earning {earned} and renewing {renewed}: from {old} to {new}."),
}
"""A renewal by other certifications: by what became of them; None where of one this and of another that."""
