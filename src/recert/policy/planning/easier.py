"""Of the ways with equally few activities, the one that takes the least time.

Branch and bound once more, from the way that was found on: over how often each option is used, with no more activities
than that way has. `bound` is asked twice, for activities and for hours. Most searches end before they begin: the way
that was found takes no more hours than any can.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Final

from recert.policy.planning.bound import Supply, bound
from recert.policy.planning.rounding import as_recorded
from recert.policy.planning.search import Search
from recert.policy.planning.trial import OVERHEAD, Spent, Use
from recert.policy.planning.way import Lack

EFFORT: Final = 10_000
"""How much is looked at for this, in activities assessed; then the easiest so far is taken."""


def activities(uses: Sequence[Use]) -> int:
    """How many they are."""
    return sum(use.times for use in uses)


class Easier:
    """One search. `best` is the way that takes the least time so far, of those with equally few activities.

    Each is taken as somebody would record it: 14.5 hours are proposed as 15, which may be more than another way takes.
    """

    def __init__(self, judge: Search, found: tuple[Use, ...]) -> None:
        self.judge, self.best = judge, found
        self.cost = (activities(found), judge.hours(found))
        self.options = sorted(judge.counted, key=lambda option: option.pace)
        self.root: tuple[Lack, ...] = ()
        self.supplies: dict[int, tuple[Supply, Supply]] = {}

    def run(self) -> tuple[Use, ...]:
        """The best there is, as far as it may look."""
        trial = self.judge.trial
        trial.left, before = EFFORT, trial.left
        try:
            self.best = as_recorded(trial, self.best, self.judge.goals)
            self.cost = (activities(self.best), self.judge.hours(self.best))
            self.root = trial.lacks((), self.judge.goals)
            self._descend(0, (), self.root)
        except Spent:
            pass
        trial.left = before
        return self.best

    def _descend(self, at: int, uses: tuple[Use, ...], lacks: Sequence[Lack]) -> None:
        """Decides how often the option at this place is used, the most often first.

        What was judged before costs something too: to compare it with what it may cost at the least.
        """
        self.judge.trial.left -= OVERHEAD
        if self.judge.trial.left <= 0:
            raise Spent
        if all(lack.met for lack in lacks):
            self._keep(self.judge.cut(uses, self.options))
        elif at < len(self.options) and self._may_be_easier(at, uses, lacks):
            option = self.options[at]
            for times in range(self.judge.most(option, uses, lacks), -1, -1):
                more = (*uses, option.use(times)) if times else uses
                self._descend(at + 1, more, self.judge.trial.lacks(more, self.judge.goals))

    def _may_be_easier(self, at: int, uses: Sequence[Use], lacks: Sequence[Lack]) -> bool:
        chunks, efforts = self._supplies(at)
        more = bound(lacks, chunks)
        if more is None or activities(uses) + ceil(more) > self.cost[0]:
            return False
        taken = {(use.type, use.on, use.category) for use in uses}
        used = [option for option in self.options[:at] if option.key in taken]
        whole = bound(self.root, Supply([option.efforts for option in (*used, *self.options[at:])]))
        rest = bound(lacks, efforts) or Fraction(0)
        measured = {option.key for option in used if option.measured}
        certain = [use for use in uses if (use.type, use.on, use.category) not in measured]
        return max(whole or Fraction(0), rest + self.judge.hours(certain)) < self.cost[1]

    def _supplies(self, at: int) -> tuple[Supply, Supply]:
        """What the options from a place on bring, and in which hours."""
        if at not in self.supplies:
            left = self.options[at:]
            self.supplies[at] = Supply([each.chunks for each in left]), Supply([each.efforts for each in left])
        return self.supplies[at]

    def _keep(self, uses: tuple[Use, ...]) -> None:
        if (activities(uses), self.judge.hours(uses)) >= self.cost or not self.judge.fits(uses):
            return
        recorded = as_recorded(self.judge.trial, uses, self.judge.goals)
        cost = (activities(recorded), self.judge.hours(recorded))
        if cost < self.cost:
            self.best, self.cost = recorded, cost
