"""What a sitting of an exam did, in a sentence."""

from recert.policy.assessment import ExamOutcome, ExamResult
from recert.policy.model import Policy
from recert.policy.sentence import Sentence, Shown, words


def exam(policy: Policy, result: ExamResult) -> Sentence:
    """What one sitting did."""
    retake = policy.retake
    values: dict[str, Shown] = {
        "certification": result.certification,
        "on": result.on,
        "months": retake.months if retake else 0,
    }
    return Sentence(EXAMS[result.outcome], values)


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
