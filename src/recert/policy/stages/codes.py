"""The codes of `assessment` as plain integers, for code that is compiled."""

from typing import Final

from recert.policy.assessment import CycleState, ExamOutcome, ExpiryCause, Reason, Route

COUNTED: Final = int(Reason.COUNTED)
OVER_LIMIT: Final = int(Reason.OVER_LIMIT)
BEFORE_FLOOR: Final = int(Reason.BEFORE_FLOOR)
BEFORE_FIRST_AWARD: Final = int(Reason.BEFORE_FIRST_AWARD)
NOT_HELD: Final = int(Reason.NOT_HELD)
NOT_RENEWABLE: Final = int(Reason.NOT_RENEWABLE)
WITHDRAWN: Final = int(Reason.WITHDRAWN)
REJECTED: Final = int(Reason.REJECTED)
DUPLICATE: Final = int(Reason.DUPLICATE)
NO_WORTH: Final = int(Reason.NO_WORTH)
FUTURE: Final = int(Reason.FUTURE)
TOO_LITTLE: Final = int(Reason.TOO_LITTLE)
IN_PART: Final = int(Reason.IN_PART)
OVER_UNITS: Final = int(Reason.OVER_UNITS)
TALLIED: Final = int(Reason.TALLIED)
REPEATED: Final = int(Reason.REPEATED)

OPEN: Final = int(CycleState.OPEN)
RENEWED: Final = int(CycleState.RENEWED)
GRACE: Final = int(CycleState.GRACE)
LAPSED: Final = int(CycleState.LAPSED)
HELD: Final = int(CycleState.HELD)
ENDED: Final = int(CycleState.ENDED)
SUSPENDED: Final = int(CycleState.SUSPENDED)

NOT_YET: Final = int(Route.NONE)
BY_UNITS: Final = int(Route.UNITS)
BY_RETAKE: Final = int(Route.RETAKE)
BY_GRANT: Final = int(Route.GRANT)
BY_CASCADE: Final = int(Route.CASCADE)

CAUSE_AWARD: Final = int(ExpiryCause.AWARD)
CAUSE_MOVE: Final = int(ExpiryCause.MOVE)
CAUSE_RENEWAL: Final = int(ExpiryCause.RENEWAL)
CAUSE_RETAKE: Final = int(ExpiryCause.RETAKE)
CAUSE_JOINED: Final = int(ExpiryCause.JOINED)
CAUSE_GRANT: Final = int(ExpiryCause.GRANT)
CAUSE_CASCADE: Final = int(ExpiryCause.CASCADE)

EXAM_AWARDED: Final = int(ExamOutcome.AWARDED)
EXAM_RENEWED: Final = int(ExamOutcome.RENEWED)
EXAM_TOO_EARLY: Final = int(ExamOutcome.TOO_EARLY)
EXAM_FAILED: Final = int(ExamOutcome.FAILED)
EXAM_RETIRED: Final = int(ExamOutcome.RETIRED)
EXAM_OF_AWARD: Final = int(ExamOutcome.OF_AWARD)
EXAM_FUTURE: Final = int(ExamOutcome.FUTURE)
EXAM_TOO_LATE: Final = int(ExamOutcome.TOO_LATE)
ALREADY_HELD: Final = int(ExamOutcome.ALREADY_HELD)
