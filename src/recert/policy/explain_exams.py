"""When passing the exam again renews, and what a sitting did, in sentences."""

from collections.abc import Sequence
from datetime import date, timedelta

from recert.policy import length_words
from recert.policy.assessment import Cycle, CycleState, ExamOutcome, ExamResult, GroupStanding
from recert.policy.calendar import FOR_LIFE, add_months, day, number
from recert.policy.model import Group, Policy
from recert.policy.renewing_words import set_off_by_renewing
from recert.policy.retake import CountedFrom, Retake
from recert.policy.retake_words import counts_from_old
from recert.policy.retiring_words import no_later
from recert.policy.sentence import Sentence, Shown, all_of, words


def exam(policy: Policy, result: ExamResult, groups: Sequence[GroupStanding] = ()) -> Sentence:
    """What one sitting did. `groups`: all that the person holds, by which it is said when a pass would have renewed."""
    group = policy.group(policy.certification(result.certification).group)
    retake = policy.retake_of(group.key)
    values: dict[str, Shown] = {
        "certification": result.certification,
        "group": group.name,
        "on": result.on,
        "months": retake.months if retake else 0,
        "days": retake.days if retake else 0,
    }
    if result.outcome == ExamOutcome.TOO_EARLY and _held_for_life(result, groups):
        return Sentence(FOR_LIFE_ALREADY, values)
    if result.outcome == ExamOutcome.TOO_EARLY and retake is None:
        return Sentence(RENEWS_NOTHING, values)
    if result.outcome == ExamOutcome.TOO_EARLY and retake is not None:
        told = Sentence(TOO_EARLY[retake.whole_group, retake.days > 0], values)
        first = _opens(retake, group, result, groups)
        if first is None:
            return told
        return Sentence(words("{told} A pass renews from {first} on."), {"told": told, "first": first})
    if retake is not None and retake.whole_group and result.outcome in OF_ALL:
        return Sentence(OF_ALL[result.outcome], values)
    return Sentence(EXAMS[result.outcome], values)


def _held_for_life(result: ExamResult, groups: Sequence[GroupStanding]) -> bool:
    """Whether what an exam was passed for did not expire on that day."""
    mine = [h for each in groups for h in each.holdings if h.certification == result.certification]
    until = [step.new for holding in mine for step in holding.steps if step.on <= result.on]
    return bool(until) and until[-1] == FOR_LIFE


def _opens(retake: Retake, group: Group, result: ExamResult, groups: Sequence[GroupStanding]) -> date | None:
    """The first day on which a pass would have renewed what one that was too early did not; None if it isn't known."""
    held = [
        [step.new for step in holding.steps if step.on <= result.on]
        for standing in groups
        if standing.group == group.key
        for holding in standing.holdings
        if holding.certification == result.certification or retake.whole_group
    ]
    ends = [steps[-1] for steps in held if steps and steps[-1] > result.on]
    if not ends or min(ends) == FOR_LIFE:
        return None
    return day(add_months(number(min(ends)), -retake.months)) - timedelta(days=retake.days)


TOO_EARLY = {
    (False, False): words(
        "Passed on {on}, which is more than {months} months before {certification} expires, so it renewed nothing."
    ),
    (False, True): words(
        "Passed on {on}, which is more than {days} days before {certification} expires, so it renewed nothing."
    ),
    (True, False): words(
        "Passed on {on}, which is more than {months} months before the first {group} certification expires, so it "
        "renewed nothing."
    ),
    (True, True): words(
        "Passed on {on}, which is more than {days} days before the first {group} certification expires, so it renewed "
        "nothing."
    ),
}
"""By whether an exam renews the whole group, and whether its time is counted in days."""
FOR_LIFE_ALREADY = words("Passed on {on}: {certification} is valid for life, so there was nothing to renew.")
RENEWS_NOTHING = words("Passed on {on}: passing the exam again does not renew {certification}.")
OF_ALL = {
    ExamOutcome.RENEWED: words(
        "Passed on {on}: all active {group} certifications renewed, {certification} among them."
    ),
    ExamOutcome.TOO_LATE: words(
        "Passed on {on}, after the first {group} certification expired, so it renewed nothing."
    ),
}
"""What a sitting did where an exam renews the whole group."""


EXAMS = {
    ExamOutcome.AWARDED: words("Passed on {on}: {certification} awarded."),
    ExamOutcome.RENEWED: words("Passed on {on}: {certification} renewed."),
    ExamOutcome.FAILED: words("{certification}: not passed on {on}."),
    ExamOutcome.RETIRED: words("Passed on {on}, when {certification} was retired: it can't be renewed or awarded."),
    ExamOutcome.OF_AWARD: words("Passed on {on}, the day {certification} was awarded."),
    ExamOutcome.FUTURE: words("{certification}, on {on}: not yet."),
    ExamOutcome.TOO_LATE: words("Passed on {on}, after {certification} expired, so it renewed nothing."),
}
"""What a sitting did."""


def retake(policy: Policy, group: Group, rule: Retake, cycle: Cycle) -> Sentence:
    """That passing the exam again renews, when, what, for how long where that is no cycle's length, and from when the
    new date is counted where that is the pass.
    """
    in_grace = rule.in_grace and policy.cycle_of(group.key).has_grace
    several, one = LONG[rule.days > 0]
    long = Sentence(several, {"n": rule.days or rule.months}, one=one, count=rule.days or rule.months)
    values: dict[str, Shown] = {"long": long, "group": group.name, "until": cycle.not_retired(cycle.grace_until)}
    if _is_past(policy, group, rule, cycle):
        told = Sentence(IN_GRACE[rule.whole_group], values)
    else:
        told = no_later(cycle, Sentence(_texts(policy, group, rule, cycle)[in_grace], values))
    told = _with_others(policy, group, rule, cycle, told)
    told = length_words.then(told, length_words.by_pass(policy, group, rule, cycle.start))
    if rule.counted_from is CountedFrom.PASS:
        return Sentence(words("{told} The new date is counted from the day of the pass."), {"told": told})
    if counts_from_old(policy.cycle_of(group.key), rule):
        return Sentence(words("{told} The new date is counted from the old one."), {"told": told})
    return told


def _texts(policy: Policy, group: Group, rule: Retake, cycle: Cycle) -> dict[bool, str]:
    """What is said of when an exam renews and what: that one alone only where its renewal renews no others."""
    if rule.whole_group:
        return ALL
    others = is_alone(policy, group) and set_off_by_renewing(policy, group, cycle.renewable_until)
    return RETAKE_ALONE if others else RETAKE


def _with_others(policy: Policy, group: Group, rule: Retake, cycle: Cycle, told: Sentence) -> Sentence:
    """When an exam renews, and then what of others the renewal of the cycle renews."""
    codes = set_off_by_renewing(policy, group, cycle.renewable_until)
    if not codes:
        return told
    values: dict[str, Shown] = {"told": told, "codes": all_of(codes)}
    text, one = WITH_OTHERS[rule.whole_group or is_alone(policy, group)]
    return Sentence(text, values, one=one, count=len(codes))


WITH_OTHERS = {
    False: (
        words("{told} Once all of its cycle is renewed, that renews those of these that you hold, too: {codes}."),
        words("{told} Once all of its cycle is renewed, that renews {codes}, too, if you hold it."),
    ),
    True: (
        words("{told} The renewal renews those of these that you hold, too: {codes}."),
        words("{told} The renewal renews {codes}, too, if you hold it."),
    ),
}
"""What else a renewal renews, several and one: whether any exam renews the cycle."""


def is_too_late(policy: Policy, group: Group, rule: Retake, cycle: Cycle) -> bool:
    """Whether no exam renews what is in grace: it can't be passed in there, and nothing else of the group is left."""
    return _is_past(policy, group, rule, cycle) and not rule.in_grace


def _is_past(policy: Policy, group: Group, rule: Retake, cycle: Cycle) -> bool:
    """Whether all that an exam renews has expired: a cycle ends when the first of its certifications does."""
    return cycle.state is CycleState.GRACE and (is_alone(policy, group) or rule.whole_group)


def is_alone(policy: Policy, group: Group) -> bool:
    """Whether a group has one certification only."""
    return sum(certification.group == group.key for certification in policy.certifications) == 1


IN_GRACE = {
    False: words("Retake the exam of the certification by {until}, in its grace period. That renews it."),
    True: words(
        "Retake the exam of any {group} certification by {until}, in the grace period. That renews all your active "
        "{group} certifications together."
    ),
}
"""Once what an exam renews has expired: by whether it renews the whole group."""


def back(policy: Policy, group: Group, rule: Retake, cycle: Cycle) -> Sentence:
    """What brings back what is suspended."""
    alone = is_alone(policy, group)
    told = Sentence(BACK_ALONE if alone else BACK[rule.whole_group], {"until": cycle.due, "group": group.name})
    return _with_others(policy, group, rule, cycle, told)


BACK = {
    False: words("Pass the exam of a certification by {until}. That brings back that certification alone."),
    True: words(
        "Pass the exam of any {group} certification by {until}. That brings back all your suspended ones together."
    ),
}
"""By whether an exam renews the whole group."""
BACK_ALONE = words("Pass the exam by {until}. That brings it back.")
"""The same where the group has one certification."""
RENEWED_ALL = words(
    "Renewed on {met} by passing an exam again: all your active {group} certifications now expire on {new}. Your next "
    "cycle starts after {end}."
)
"""How a cycle was renewed where an exam renews the whole group."""
LONG = {False: (words("{n} months"), words("month")), True: (words("{n} days"), words("day"))}
"""How long the time is in which an exam renews, several and one: whether it is counted in days."""
RETAKE = {
    False: words(
        "Retake the exam of a certification in the {long} before it expires. That renews that certification alone."
    ),
    True: words(
        "Retake the exam of a certification in the {long} before it expires, or in its grace period. "
        "That renews that certification alone."
    ),
}
RETAKE_ALONE = {
    False: words("Retake the exam in the {long} before it expires. That renews it."),
    True: words("Retake the exam in the {long} before it expires, or in its grace period. That renews it."),
}
"""The same where the group has one certification, and its renewal renews others."""
ALL = {
    False: words(
        "Retake the exam of any {group} certification in the {long} before the first of them expires. "
        "That renews all your active {group} certifications together."
    ),
    True: words(
        "Retake the exam of any {group} certification in the {long} before the first of them expires, or in "
        "its grace period. That renews all your active {group} certifications together."
    ),
}
"""The same where an exam renews the whole group: by whether its time has a grace."""
