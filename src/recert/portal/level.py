"""A level on a page: one credential group with its state, what is missing, and everything that explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from recert.policy import (
    apart_words,
    explain,
    explain_demands,
    explain_renewals,
    explain_states,
    life_words,
    missed_words,
    replaced_words,
    retiring_words,
    unmet_words,
)
from recert.policy.apart import latest
from recert.policy.assessment import (
    WAITING,
    Assessment,
    Cycle,
    CycleState,
    ExpiryStep,
    GroupStanding,
    Holding,
    HoldingState,
    Reason,
    Route,
)
from recert.policy.certification import Certification
from recert.policy.ends_first import as_it_ends
from recert.policy.exam_alone import without_lateness
from recert.policy.history import Activity
from recert.policy.model import ActivityType, Group, Policy
from recert.policy.never_words import is_never_renewed
from recert.policy.sentence import Sentence
from recert.policy.still_to_earn import without_held
from recert.policy.unusual_words import unusual
from recert.portal.timeline import Timeline, timeline
from recert.records.progress import Progress

KINDS: Final = {
    CycleState.OPEN: "good",
    CycleState.RENEWED: "good",
    CycleState.GRACE: "warn",
    CycleState.SUSPENDED: "stop",
    CycleState.LAPSED: "stop",
    CycleState.HELD: "held",
    CycleState.ENDED: "held",
    CycleState.UNMET: "warn",
    CycleState.REPLACED: "held",
}
HOLDING_KINDS: Final = {
    HoldingState.ACTIVE: "good",
    HoldingState.GRACE: "warn",
    HoldingState.SUSPENDED: "stop",
    HoldingState.LAPSED: "stop",
    HoldingState.RETIRED: "held",
    HoldingState.EXPIRED: "held",
    HoldingState.REPLACED: "held",
}
URGENCY: Final = (
    CycleState.SUSPENDED,
    CycleState.GRACE,
    CycleState.OPEN,
    CycleState.RENEWED,
    CycleState.LAPSED,
    CycleState.HELD,
    CycleState.ENDED,
    CycleState.REPLACED,
    CycleState.UNMET,
)
"""The order of levels on a page: whoever has to do something comes first."""


@dataclass(frozen=True, slots=True)
class Held:
    """One certification held, with the story of its expiry date."""

    holding: Holding
    certification: Certification
    state: Sentence
    kind: str
    steps: tuple[tuple[ExpiryStep, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Use:
    """What one activity type gave a level in a cycle. `most` is None where there is no limit.

    `tallied`: how many were counted besides units.
    """

    type: ActivityType
    amount: Decimal
    counted: int
    recorded: int
    most: int | None
    tallied: int = 0

    @property
    def left(self) -> int | None:
        """Uses that still count; None for any number."""
        return None if self.most is None else max(self.most - self.counted, 0)


@dataclass(frozen=True, slots=True)
class Level:
    """One credential group and its cycle under way, ready to be shown."""

    group: Group
    standing: GroupStanding
    cycle: Cycle
    kind: str
    state: Sentence
    besides: Sentence | None
    missing: Sentence
    deadline: Sentence
    ways: tuple[Sentence, ...]
    comes_after: tuple[Sentence, ...]
    shared_date: Sentence | None
    renewal: Sentence | None
    replaced: Sentence | None
    held: tuple[Held, ...]
    uses: tuple[Use, ...]
    categories: tuple[Sentence, ...]
    demands: tuple[Sentence, ...]
    unusual: tuple[Sentence, ...]
    timeline: Timeline
    never_renewed: bool

    @property
    def by_activities(self) -> bool:
        """Whether anything but an exam renews it, or activities keep what nothing renews."""
        return self.cycle.by_units or (self.never_renewed and bool(self.demands))

    @property
    def for_life(self) -> bool:
        """Whether what is held does not expire."""
        return life_words.has_no_end(self.cycle)

    @property
    def nothing_due(self) -> bool:
        """Whether the cycle was renewed as it began, because it requires nothing."""
        return explain_demands.is_nothing_due(self.cycle)

    @property
    def can_earn(self) -> bool:
        """Whether units still bring a renewal nearer."""
        return self.cycle.state in WAITING


def facts(progress: Progress) -> dict[str, Activity]:
    """The activities as the rules know them, by reference, each on the day by which it counts."""
    on = progress.policy.counted_on
    return {activity.ref: replace(activity, on=on(activity)) for activity in progress.history.activities}


def levels(progress: Progress) -> list[Level]:
    """Every level the candidate holds or held, the most urgent first."""
    known = facts(progress)
    made = [
        level(progress.policy, standing, progress.assessment, known)
        for standing in progress.assessment.groups
        if standing.current is not None
    ]
    return sorted(made, key=lambda each: (URGENCY.index(each.cycle.told_state), each.cycle.end))


def level(policy: Policy, standing: GroupStanding, found: Assessment, activities: Mapping[str, Activity]) -> Level:
    """One level as of the day of an assessment."""
    today = found.as_of
    group, still = policy.group(standing.group), without_held(policy, found)
    cycle = without_lateness(policy, group, standing.cycles[-1], today)
    return Level(
        group=group,
        standing=standing,
        cycle=cycle,
        kind=kind_of(standing, cycle),
        state=explain_states.state(policy, standing),
        besides=explain_states.active_besides(standing),
        missing=explain.missing(still, group, cycle, today),
        deadline=explain_states.deadline(policy, standing.group, cycle, today),
        ways=explain.ways_left(still, standing, today),
        comes_after=(
            *unmet_words.before(policy, standing),
            *missed_words.ahead(policy, standing, today),
            *explain_states.comes_after(policy, standing.group, cycle, today, latest(standing)),
            *apart_words.ahead(policy, standing),
            *retiring_words.ahead(policy, standing, today),
        ),
        shared_date=explain.shared_date(policy, standing),
        renewal=explain_renewals.renewal(policy, standing.group, cycle)
        if cycle.route != Route.NONE or cycle.missed
        else None,
        replaced=replaced_words.of_group(policy, standing),
        held=held(policy, standing, found.groups),
        uses=uses(policy, standing, cycle, activities),
        categories=tuple(explain.category(policy, each) for each in cycle.categories),
        demands=explain_demands.demands(policy, group, cycle, today),
        unusual=tuple(unusual(policy, standing.group, cycle)),
        timeline=timeline(standing, cycle, activities, today, policy),
        never_renewed=is_never_renewed(policy, standing.group),
    )


def kind_of(standing: GroupStanding, cycle: Cycle) -> str:
    """How a cycle's state looks: what a missed year ended does so as what lapsed, though it had been renewed."""
    if replaced_words.is_replaced(standing):
        return KINDS[CycleState.REPLACED]
    if life_words.has_no_end(cycle):
        return KINDS[CycleState.OPEN]
    if cycle.pause:
        return KINDS[CycleState.SUSPENDED]
    return KINDS[CycleState.LAPSED if missed_words.is_over(standing) else cycle.state]


def held(policy: Policy, standing: GroupStanding, groups: Sequence[GroupStanding]) -> tuple[Held, ...]:
    """The last award of each certification of the group, the soonest to expire first."""
    last = {holding.certification: holding for holding in standing.holdings}
    return tuple(
        Held(
            holding=holding,
            certification=policy.certification(holding.certification),
            state=explain_states.holding_state(policy, as_it_ends(policy, standing, holding)),
            kind=HOLDING_KINDS[holding.state],
            steps=tuple(explain_states.expiry_steps(policy, holding, standing, groups)),
        )
        for holding in sorted(last.values(), key=lambda h: (h.state, h.expires, h.certification))
    )


def uses(policy: Policy, standing: GroupStanding, cycle: Cycle, activities: Mapping[str, Activity]) -> tuple[Use, ...]:
    """What each type gave in a cycle and how much of its limit is used, in the policy's order."""
    totals = {total.type: total for total in cycle.types}
    tallied = [
        activities[entry.activity].type
        for entry in standing.entries
        if entry.cycle == cycle.number and entry.reason == Reason.TALLIED
    ]
    return tuple(
        Use(
            type=kind,
            amount=totals[kind.key].amount if kind.key in totals else Decimal(0),
            counted=totals[kind.key].counted if kind.key in totals else 0,
            recorded=totals[kind.key].recorded if kind.key in totals else 0,
            most=explain.limit_of(kind, cycle.start),
            tallied=tallied.count(kind.key),
        )
        for kind in policy.types
    )
