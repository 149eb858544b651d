"""Of a cycle that is over: how it was renewed and until when, what carries, or what came of it."""

from recert.policy import explain_exams, explain_grace, life_words, never_words
from recert.policy.assessment import Cycle, CycleState, Route
from recert.policy.calendar import FOR_LIFE
from recert.policy.explain_demands import is_nothing_due
from recert.policy.explain_limits import earned_of, if_in_time, may_carry, over_of
from recert.policy.measure_words import renewed_with
from recert.policy.missed_words import ended
from recert.policy.model import Policy
from recert.policy.replaced_words import of_cycle
from recert.policy.sentence import Sentence, Shown, words
from recert.policy.unmet_words import not_met


def renewal(policy: Policy, group: str, cycle: Cycle, following: Cycle | None = None) -> Sentence:
    """What a renewal did, and what does not carry; or what came of a cycle that was not met.

    `following`: the cycle after it, where that is known.
    """
    if cycle.state == CycleState.UNMET:
        return not_met(policy, group, cycle)
    if cycle.state == CycleState.REPLACED:
        return of_cycle(policy, group, cycle)
    told, over = _renewed(policy, group, cycle, following), ended(policy, group, cycle)
    if over is None:
        return told
    return over if cycle.route == Route.NONE else Sentence("{told} {over}", {"told": told, "over": over})


def _renewed(policy: Policy, group: str, cycle: Cycle, following: Cycle | None) -> Sentence:
    if cycle.state is CycleState.ENDED and never_words.is_never_renewed(policy, group):
        return never_words.verdict(cycle)
    if cycle.new_expiry == FOR_LIFE:
        return life_words.renewed(policy.group(group).name, cycle)
    with_units = renewed_with(policy, cycle)
    values: dict[str, Shown] = {
        "group": policy.group(group).name,
        "met": cycle.met_on or cycle.end,
        "new": cycle.new_expiry or cycle.end,
        "end": cycle.end,
        "with": with_units or "",
        "unit": policy.units,
        "most": cycle.may_carry,
        "over": over_of(policy),
    }
    if cycle.route == Route.UNITS and cycle.way:
        values["way"] = next(way.title for way in policy.group(group).ways if way.key == cycle.way)
        return Sentence(RENEWED_BY_WAY[with_units is not None], values)
    rule, carries = policy.retake_of(group), may_carry(policy, cycle)
    if is_nothing_due(cycle):
        if not carries and following is not None and is_nothing_due(following):
            return Sentence(NOTHING_DUE_AGAIN, values)
        return Sentence(NOTHING_DUE[carries], {**values, "earned": earned_of(policy)})
    if cycle.route == Route.UNITS and not cycle.required and not cycle.counted:
        return Sentence(RENEWED_WITHOUT_UNITS, values)
    if cycle.route == Route.RETAKE and rule is not None and rule.whole_group:
        return Sentence(explain_exams.RENEWED_ALL, values)
    more = cycle.carried_out > (cycle.may_carry if carries else 0)
    if more and cycle.route in explain_grace.NOT_NEEDED:
        return Sentence(explain_grace.NOT_NEEDED[cycle.route], {**values, "carried": cycle.carried_out})
    return Sentence(if_in_time(policy, cycle) or RENEWALS[cycle.route, carries], values)


RENEWED_BY_WAY = {
    False: words(
        "Renewed on {met} by “{way}”: all your active {group} certifications now expire on {new}. "
        "Your next cycle starts after {end}."
    ),
    True: words(
        "Renewed on {met} by “{way}”, {with}: all your active {group} certifications now expire on {new}. "
        "Your next cycle starts after {end}."
    ),
}
"""By another way: whether there were units."""
RENEWED_WITHOUT_UNITS = words(
    "Renewed on {met}: all your active {group} certifications now expire on {new}. Your next cycle starts after {end}."
)
NOTHING_DUE = {
    False: words(
        "Nothing is due in this cycle, which ends on {end}: your {group} certifications are valid until {new}. "
        "What the next cycle requires can be earned after {end}."
    ),
    True: words(
        "Nothing is due in this cycle, which ends on {end}: your {group} certifications are valid until {new}. "
        "Up to {most} of {earned} may be carried into the next cycle."
    ),
}
"""Whether anything of it may be carried."""
NOTHING_DUE_AGAIN = words(
    "Nothing is due in this cycle, which ends on {end}: your {group} certifications are valid until {new}."
)
"""The same where nothing is due in the next one either."""


RENEWALS = {
    (Route.NONE, False): words("Not renewed."),
    (Route.NONE, True): words("Not renewed."),
    (Route.UNITS, False): words(
        "Renewed on {met} {with}: all your active {group} certifications now expire on "
        "{new}. Your next cycle starts after {end}; units are not carried into it."
    ),
    (Route.UNITS, True): words(
        "Renewed on {met} {with}: all your active {group} certifications now expire on "
        "{new}. Your next cycle starts after {end}; up to {most} of {over} may be carried into it."
    ),
    (Route.RETAKE, False): words(
        "Renewed on {met} by retaking the exam, until {new}. Your next cycle starts after {end}."
    ),
    (Route.RETAKE, True): words(
        "Renewed on {met} by retaking the exam, until {new}. Your next cycle starts after {end}."
    ),
    (Route.CASCADE, False): words(
        "Renewed on {met} by another certification, until {new}. Your next cycle starts after {end}."
    ),
    (Route.CASCADE, True): words(
        "Renewed on {met} by another certification, until {new}. Your next cycle starts after {end}."
    ),
    (Route.GRANT, False): words(
        "Renewed on {met}, until {new}. Your next cycle starts after {end}; units are not carried into it."
    ),
    (Route.GRANT, True): words(
        "Renewed on {met}, until {new}. Your next cycle starts after {end}; up to {most} of {over} may be carried into "
        "it."
    ),
}
"""How a cycle was renewed; the second of each where surplus is carried."""
