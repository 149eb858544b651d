"""When passing the exam again renews, and what a sitting did, in sentences."""

from recert.policy.assessment import ExamOutcome, ExamResult
from recert.policy.cycles import CycleRule
from recert.policy.model import Policy
from recert.policy.retake import Retake
from recert.policy.sentence import Sentence, Shown, words


def exam(policy: Policy, result: ExamResult) -> Sentence:
    """What one sitting did."""
    retake = policy.retake_of(policy.certification(result.certification).group)
    values: dict[str, Shown] = {
        "certification": result.certification,
        "on": result.on,
        "months": retake.months if retake else 0,
        "days": retake.days if retake else 0,
    }
    if result.outcome == ExamOutcome.TOO_EARLY and (retake is None or retake.days):
        return Sentence(TOO_EARLY_BY_DAYS if retake else RENEWS_NOTHING, values)
    return Sentence(EXAMS[result.outcome], values)


TOO_EARLY_BY_DAYS = words(
    "Passed on {on}, which is more than {days} days before {certification} expires, so it renewed nothing."
)
RENEWS_NOTHING = words("Passed on {on}: passing the exam again does not renew {certification}.")


EXAMS = {
    ExamOutcome.AWARDED: words("Passed on {on}: {certification} awarded."),
    ExamOutcome.RENEWED: words("Passed on {on}: {certification} renewed."),
    ExamOutcome.TOO_EARLY: words(
        "Passed on {on}, which is more than {months} months before {certification} expires, so it renewed nothing."
    ),
    ExamOutcome.FAILED: words("Not passed on {on}."),
    ExamOutcome.RETIRED: words("Passed on {on}, when {certification} was retired: it can't be renewed or awarded."),
    ExamOutcome.OF_AWARD: words("Passed on {on}, the day {certification} was awarded."),
    ExamOutcome.FUTURE: words("On {on}: not yet."),
    ExamOutcome.TOO_LATE: words("Passed on {on}, after {certification} expired, so it renewed nothing."),
    ExamOutcome.ALREADY_HELD: words("{certification} was held already on {on}."),
}
"""What a sitting did."""


def retake(rule: Retake, cycle: CycleRule) -> Sentence:
    """That passing the exam again renews, and when."""
    return Sentence(
        RETAKE[rule.days > 0, rule.in_grace and cycle.has_grace], {"days": rule.days, "months": rule.months}
    )


RETAKE = {
    (False, False): words(
        "Retake the exam of a certification in the {months} months before it expires. "
        "That renews that certification alone."
    ),
    (False, True): words(
        "Retake the exam of a certification in the {months} months before it expires, or in its grace period. "
        "That renews that certification alone."
    ),
    (True, False): words(
        "Retake the exam of a certification in the {days} days before it expires. That renews that certification alone."
    ),
    (True, True): words(
        "Retake the exam of a certification in the {days} days before it expires, or in its grace period. "
        "That renews that certification alone."
    ),
}
