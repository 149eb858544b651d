"""A way where limits leave little room: of each type no more than is asked for, what is demanded besides units first.

The search looks at all that helps done together. Where types share a limit, what is named first fills it then, and what
another one is needed for has no room left; and of what counts once, the first time counts.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from recert.policy.planning.aiming import Aim, Candidate, left_of
from recert.policy.planning.quantity import expected_of, grain, least
from recert.policy.planning.trial import Spent, Trial, Use
from recert.policy.planning.way import Goal, Lack

Done = dict[tuple[str, date, str], Use]
"""One use of each type, day and category."""


@dataclass(frozen=True, slots=True)
class Sparing:
    """One attempt towards an aim, from what is lacking with nothing done."""

    trial: Trial
    goals: Sequence[Goal]
    candidates: Sequence[Candidate]
    root: Sequence[Lack]
    aim: Aim

    def run(self) -> tuple[Use, ...] | None:
        """What renews; None where nothing brings it nearer any more."""
        done: Done = {}
        for of_units in (False, True):
            done = self._as_near_as_it_comes(done, self.candidates, of_units=of_units)
        if not self._renews(done):
            return None
        with suppress(Spent):
            while (fewer := self._fewer(done)) is not None:
                done = fewer
        return tuple(done.values())

    def _fewer(self, done: Done) -> Done | None:
        """The same without one of them, with more of the others in its place; None where that is not enough."""
        for gone in done:
            left = {key: use for key, use in done.items() if key != gone}
            others = [each for each in self.candidates if each.key in left and each.measured]
            left = self._as_near_as_it_comes(left, others, of_units=True)
            if self._renews(left):
                return left
        return None

    def _renews(self, done: Done) -> bool:
        return self.trial.renews(tuple(done.values()), self.goals)

    def _as_near_as_it_comes(self, done: Done, among: Sequence[Candidate], *, of_units: bool) -> Done:
        """With one after the other of these, until none brings it nearer."""
        while (nearer := self._nearer(done, among, of_units=of_units)) is not None:
            done = nearer
        return done

    def _nearer(self, done: Done, among: Sequence[Candidate], *, of_units: bool) -> Done | None:
        """With the one that brings it nearest, and no more of it than that takes; None where nothing does."""
        now = self._left(done, of_units=of_units)
        tried = [
            (self._left({**done, each.key: use}, of_units=of_units), each.price, at, use)
            for at, each in enumerate(among if now else ())
            for use in self._more(done, each)
        ]
        left, _, at, use = min(tried, key=lambda one: one[:3], default=(now, 0, 0, None))
        if use is None or left >= now:
            return None
        key = among[at].key
        before = done[key].quantity if key in done else Decimal(0)

        def enough(much: Decimal, use: Use = use) -> bool:
            return self._left({**done, key: use._replace(quantity=much)}, of_units=of_units) <= left

        if among[at].measured:
            step = grain(self.trial.plan.policy.type(use.type))
            use = use._replace(
                quantity=least(enough, before, use.quantity, step, self._about(done, use) + Fraction(before))
            )
        return {**done, key: use}

    def _more(self, done: Done, each: Candidate) -> Iterator[Use]:
        """Once more of it; of what is measured as much more as is missing, and as much as there may be."""
        use = done.get(each.key)
        if not each.measured:
            yield each.use if use is None else use._replace(times=use.times + 1)
            return
        step, most = grain(self.trial.plan.policy.type(each.use.type)), each.use.quantity
        before = use.quantity if use else Decimal(0)
        about = before - (-self._about(done, each.use) // Fraction(step)) * step
        yield from (each.use._replace(quantity=much) for much in {about, most} if before < much <= most)

    def _about(self, done: Done, use: Use) -> Fraction:
        """About how much more of it brings all that is lacking."""
        policy, lacks = self.trial.plan.policy, self.trial.lacks(tuple(done.values()), self.goals)
        return expected_of(policy, policy.type(use.type), use.on, self.goals, lacks)

    def _left(self, done: Done, *, of_units: bool) -> Fraction:
        return left_of(self.root, self.trial.lacks(tuple(done.values()), self.goals), self.aim, of_units=of_units)
