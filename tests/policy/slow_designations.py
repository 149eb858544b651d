"""Designations read a second time, slowly: day by day, from docs/policy/how-it-is-read.md alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from recert.policy.assessment import HoldingState
from recert.policy.designation import Counted, Designation, Lost
from recert.policy.model import Policy
from tests.policy.slow import SlowAssessment, SlowHolding, SlowReader

DAY = timedelta(days=1)
LONG = 9000
"""Days after which nothing ends that has not ended by then."""
AS = {
    HoldingState.ACTIVE: Counted.ACTIVE,
    HoldingState.GRACE: Counted.GRACE,
    HoldingState.SUSPENDED: Counted.SUSPENDED,
    HoldingState.RETIRED: Counted.RETIRED,
}


@dataclass
class SlowDesignation:
    """Where a designation stands; by need, what counts and what could still be earned."""

    key: str
    met: bool
    held: bool
    since: date | None
    until: date | None
    counting: list[list[str]]
    open: list[list[str]]


class SlowLook:
    """Looks at one designation on any day."""

    def __init__(self, policy: Policy, rule: Designation, found: SlowAssessment, as_of: date) -> None:
        self.policy, self.rule, self.as_of = policy, rule, as_of
        self.held = [(group.reader, holding) for group in found.groups for holding in group.holdings]

    def standing(self, reader: SlowReader, holding: SlowHolding, day: date) -> HoldingState | None:
        """As what it was held on a day by the date that it had then; or will be by the one that it has."""
        due = holding.expires
        if day <= self.as_of:
            told = [until for on, until in holding.dates if on <= day]
            if day < holding.awarded or not told:
                return None
            due = told[-1]
        if holding.let_go_on and day >= holding.let_go_on:
            return None
        if day > self.as_of and reader.goes_on(holding, day):
            running = reader.running
            if (running and running.renewed) or reader.end_of_grace(due) == due:
                return HoldingState.ACTIVE
        elif day > self.as_of and day >= reader.gone_on(holding):
            return None
        if reader.is_retired(holding.certification, day):
            return HoldingState.RETIRED
        if day in holding.paused or (day > self.as_of and self.as_of in holding.paused):
            return HoldingState.SUSPENDED
        if day <= due:
            return HoldingState.ACTIVE
        return HoldingState.SUSPENDED if reader.is_suspended(due, day) else HoldingState.GRACE

    def counting(self, day: date) -> set[str]:
        states = [(holding.certification, self.standing(reader, holding, day)) for reader, holding in self.held]
        return {code for code, state in states if state is not None and AS[state] in self.rule.counts}

    def met(self, day: date) -> bool:
        found = self.counting(day)
        return day >= self.rule.since and all(len(found & {*n.of}) >= n.at_least for n in self.rule.needs)

    def holds(self, day: date) -> bool:
        if self.rule.lost is Lost.AT_ONCE:
            return self.met(day)
        first = date(day.year, 1, 1)
        return any(self.met(first + n * DAY) for n in range((day - first).days + 1))

    def read(self) -> SlowDesignation:
        today, held = self.as_of, self.holds(self.as_of)
        since = until = None
        if held:
            since = today
            while self.holds(since - DAY):
                since -= DAY
            until = self.last_day() if self.met(today) else today
            if until and self.rule.lost is Lost.END_OF_YEAR:
                until = date(until.year, 12, 31)
        found = self.counting(today)
        return SlowDesignation(
            self.rule.key,
            self.met(today),
            held,
            since,
            until,
            [[code for code in need.of if code in found] for need in self.rule.needs],
            [[code for code in need.of if code not in found and not self.retired(code)] for need in self.rule.needs],
        )

    def last_day(self) -> date | None:
        """The last of the days in a row from today on, on which it is met."""
        return next((self.as_of + (n - 1) * DAY for n in range(1, LONG) if not self.met(self.as_of + n * DAY)), None)

    def retired(self, code: str) -> bool:
        retired = self.policy.certification(code).retired
        return retired is not None and retired <= self.as_of


def slow_designations(policy: Policy, found: SlowAssessment, as_of: date) -> list[SlowDesignation]:
    """Every designation of a policy as of a day."""
    return [SlowLook(policy, rule, found, as_of).read() for rule in policy.designations]
