"""Renewing by exam: when each certification's may be retaken, as `assess` judges a pass on each day."""

from collections.abc import Callable
from datetime import date, timedelta

from recert.policy.assessment import RENEWABLE, ExamOutcome, ExpiryCause, GroupStanding, Holding
from recert.policy.history import Exam
from recert.policy.planning.trial import Trial, cycle_of
from recert.policy.planning.way import Goal, Sitting

PROPOSED = "proposed"


def sittings_of(trial: Trial, goal: Goal) -> tuple[Sitting, ...]:
    """The exams that renew what was not renewed alone already if passed in time, the first to be sat first.

    Where any of them renews the whole group, all of them, each while the cycle can be renewed so.
    """
    rule = trial.plan.policy.retake_of(goal.group)
    if rule is None:
        return ()
    standing = next(s for s in trial.now.groups if s.group == goal.group)
    held = [h for h in standing.holdings if h.renewable_until and h.state in RENEWABLE]
    due: list[tuple[Holding, date, date | None]]
    if rule.whole_group:
        due = [(h, goal.cycle.end, goal.cycle.renewable_until) for h in held]
    else:
        due = [(h, h.expires, h.renewable_until) for h in held if not _renewed_already(standing, h)]
    found = [sitting for each in due if (sitting := sitting_of(trial, *each)) is not None]
    return tuple(sorted(found, key=lambda s: (s.last, s.first, s.certification)))


def _renewed_already(standing: GroupStanding, holding: Holding) -> bool:
    """Whether an exam, or another certification, renewed this one alone in the cycle that waits for the others."""
    *before, cycle = standing.cycles
    ended = before[-1].met_on if before else None  # what completed the last cycle may be of the day this one began
    alone = (step.on for step in holding.steps if step.cause in {ExpiryCause.RETAKE, ExpiryCause.CASCADE})
    return any(cycle.start <= day <= cycle.renewable_until and day != ended for day in alone)


def sitting_of(trial: Trial, holding: Holding, expires: date, until: date | None) -> Sitting | None:
    """From the first day on which a pass renews to the last, in time where that is possible.

    `expires`: what its time is that before of, `until` the last day on which that can be renewed.
    """
    assert until is not None  # noqa: S101 - those that can be renewed were chosen
    code = holding.certification
    end = expires if expires >= trial.as_of else until

    def outcome(day: date) -> ExamOutcome:
        found = trial.with_exams([Exam(code, day, ref=PROPOSED)])
        return next(result.outcome for result in found.exams if result.ref == PROPOSED)

    first = first_day(trial.as_of, end, lambda day: outcome(day) not in {ExamOutcome.TOO_EARLY, ExamOutcome.OF_AWARD})
    if first is None or outcome(first) != ExamOutcome.RENEWED:
        return None
    over = first_day(first, end, lambda day: outcome(day) != ExamOutcome.RENEWED)
    return Sitting(code, first, over - timedelta(days=1) if over else end)


def first_day(low: date, high: date, holds: Callable[[date], bool]) -> date | None:
    """The first day from `low` to `high` on which something holds that holds ever after. None where it never does."""
    if not holds(high):
        return None
    while low < high:
        middle = low + (high - low) // 2
        low, high = (low, middle) if holds(middle) else (middle + timedelta(days=1), high)
    return low


def renew_together(trial: Trial, sittings: tuple[Sitting, ...], goal: Goal) -> bool:
    """Whether all these exams together renew the cycle, passed on their first days and on their last."""
    for days in ([s.first for s in sittings], [s.last for s in sittings]):
        exams = [Exam(s.certification, day) for s, day in zip(sittings, days, strict=True)]
        cycle = cycle_of(trial.with_exams(exams), goal)
        if not exams or cycle is None or cycle.met_on is None:
            return False
    return True


def any_renews(trial: Trial, sittings: tuple[Sitting, ...], goal: Goal) -> bool:
    """Whether any of these exams by itself renews the cycle, because an exam renews the whole group."""
    rule = trial.plan.policy.retake_of(goal.group)
    if rule is None or not rule.whole_group or not sittings:
        return False
    return all(renew_together(trial, (each,), goal) for each in sittings)
