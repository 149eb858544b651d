"""What renews more than its own certification, because earning or renewing that one renews others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from recert.policy.assess import assess
from recert.policy.assessment import RENEWABLE, Assessment, ExamOutcome, Holding
from recert.policy.cascades import Trigger
from recert.policy.history import Exam
from recert.policy.planning.sittings import PROPOSED, first_day, sitting_of
from recert.policy.planning.trial import Trial, Use
from recert.policy.planning.way import Goal, Sitting, Target


class Passes:
    """What exams passed on some days renew besides; each is judged once, for all goals."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.policy = trial, trial.plan.policy
        self.held = {h.certification: h for s in trial.now.groups for h in s.holdings if h.state in RENEWABLE}
        self._before, self._seen = dict[date, Assessment](), dict[tuple[str, date], tuple[str, ...]]()

    def with_renewed(self, sitting: Sitting) -> Sitting:
        """The same with what else it renews, on its first day and on its last."""
        if not self.policy.cascades:
            return sitting
        first, last = (self._renewed(sitting.certification, day) for day in (sitting.first, sitting.last))
        return replace(sitting, renews=tuple(code for code in first if code in last))

    def higher_of(self, goal: Goal) -> tuple[Sitting, ...]:
        """Exams of other certifications, held or not, that renew some of a goal's group; what renews most first.

        Of the group itself those that are not held: what renews others by being renewed stands in one before theirs.
        """
        due = {code for code, each in self.held.items() if each.group == goal.group and each.renewable_until}
        found = list[Sitting]()
        for code in dict.fromkeys(self._setting_off(due)):
            held = self.held.get(code)
            sitting = self._again(goal, held) if held else self._earned(goal, code, due)
            if sitting and due & {*sitting.renews}:
                found.append(sitting)
        return tuple(sorted(found, key=lambda each: (-len(each.renews), not each.again)))

    def _setting_off(self, due: set[str]) -> list[str]:
        """What renews any of these: held where it does so by being renewed, else where it does by being earned."""
        rules = [rule for rule in self.policy.cascades if due & {*rule.renewed}]
        return [code for rule in rules for code in rule.of if (code in self.held) == (rule.trigger is Trigger.RENEWED)]

    def _again(self, goal: Goal, holding: Holding) -> Sitting | None:
        """Passing the exam of a certification that is held, as long as that renews it and the goal is not over."""
        if self.policy.retake_of(holding.group) is None or holding.renewable_until is None:
            return None
        found = sitting_of(self.trial, holding, holding.expires, holding.renewable_until)
        if found is None or found.first > goal.by:
            return None
        return self.with_renewed(replace(found, last=min(found.last, goal.by)))

    def _earned(self, goal: Goal, code: str, due: set[str]) -> Sitting | None:
        """Passing the exam of a certification that is not held, from today on, or tomorrow where today gives no more.

        While it is in time until the cycle ends, and after that as long as anything can be renewed.
        """
        today = self.trial.as_of
        last = goal.cycle.end if today <= goal.cycle.end else goal.cycle.renewable_until
        tried = (today, today + timedelta(days=1))
        first = next((day for day in tried if day <= last and due & {*self._renewed(code, day)}), None)
        if first is None:
            return None
        over = first_day(first, last, lambda day: not due & {*self._renewed(code, day)})
        return self.with_renewed(Sitting(code, first, over - timedelta(days=1) if over else last, again=False))

    def _renewed(self, code: str, on: date) -> tuple[str, ...]:
        if (code, on) not in self._seen:
            self._seen[code, on] = self._judged(code, on)
        return self._seen[code, on]

    def _judged(self, code: str, on: date) -> tuple[str, ...]:
        """What a pass of a day gives a later date, besides its own certification and what a retake renews with that."""
        if on not in self._before:
            self._before[on] = assess(self.trial.plan, self.trial.history, on)
        after = self.trial.with_exams([Exam(code, on, ref=PROPOSED)])
        outcome = next(each.outcome for each in after.exams if each.ref == PROPOSED)
        if outcome not in {ExamOutcome.AWARDED, ExamOutcome.RENEWED}:  # nobody can sit an exam that is retired
            return ()
        before = {(h.certification, h.awarded): h.expires for s in self._before[on].groups for h in s.holdings}
        own = next(each.group for each in self.policy.certifications if each.code == code)
        rule = self.policy.retake_of(own)
        whole = own if outcome is ExamOutcome.RENEWED and rule and rule.whole_group else None
        return tuple(
            holding.certification
            for standing in after.groups
            for holding in standing.holdings
            if holding.certification != code and holding.group != whole
            if holding.expires > before.get((holding.certification, holding.awarded), date.max)
        )


def renewed_besides(trial: Trial, done: Sequence[Sequence[Use]], goals: Sequence[Goal]) -> tuple[str, ...]:
    """What of other groups has a later date with any of these done than with nothing, because something is renewed."""
    if all(rule.trigger is not Trigger.RENEWED for rule in trial.plan.policy.cascades):
        return ()
    own = {goal.group for goal in goals}
    before = {(h.certification, h.awarded): h.expires for s in trial.assessed((), goals).groups for h in s.holdings}
    found = [
        {
            held.certification: None
            for standing in trial.assessed(uses, goals).groups
            for held in standing.holdings
            if standing.group not in own and held.expires > before.get((held.certification, held.awarded), date.max)
        }
        for uses in done
    ]
    return tuple(code for code in found[0] if all(code in each for each in found))


def with_those_of_others(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets, those that no activities renew with the groups of which the best way renews all of them, too."""
    return tuple(replace(target, through=_through(target, targets)) for target in targets)


def _through(target: Target, targets: Sequence[Target]) -> tuple[str, ...]:
    due = {held.certification for held in target.goal.holdings}
    if target.goal.cycle.by_units or not due:
        return ()
    return tuple(other.goal.group for other in targets if other.best and due <= {*other.best.others})
