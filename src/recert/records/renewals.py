"""What the facts make of the renewals on record: which are new, which read otherwise now, which they no longer give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from recert.policy.assess import assess
from recert.policy.assessment import Assessment, ExpiryCause
from recert.policy.history import History
from recert.records.history import HOLDING
from recert.records.models import Renewal
from recert.records.progress import Progress
from recert.records.statements import Derived, by_facts, derive, derive_again, renewed


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be written. `given` pairs a renewal on record with what the facts give for its cycle now."""

    new: tuple[Derived, ...]
    given: tuple[tuple[Renewal, Derived], ...]
    missing: tuple[Renewal, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A pinned statement that its own facts and rules no longer give: one of them was changed, or the evaluator."""

    renewal: Renewal
    pinned: Any
    derived: Any


def settlement(seen: Progress) -> Settlement:
    """Compares the renewals on record with the facts, each without its own help and that of later ones."""
    kept = [renewal for renewal in seen.renewals if renewal.state in {*HOLDING, Renewal.State.SUSPENDED}]
    known = {(renewal.group, renewal.cycle) for renewal in kept}
    fresh = [
        (standing.group, cycle)
        for standing in seen.assessment.groups
        for cycle in standing.cycles
        if by_facts(cycle) and (standing.group, cycle.number) not in known
    ]
    if not kept and not fresh:
        return Settlement((), (), ())
    given, missing = list[tuple[Renewal, Derived]](), list[Renewal]()
    for renewal in kept:
        derived = given_by_facts(seen, renewal)
        if derived is None:
            missing.append(renewal)
        else:
            given.append((renewal, derived))
    new = tuple(
        derive(seen.plan, seen.rules, before(seen.history, group, cycle.number), group, cycle) for group, cycle in fresh
    )
    return Settlement(new, tuple(given), tuple(missing))


def given_by_facts(seen: Progress, renewal: Renewal) -> Derived | None:
    """What the facts give for a renewal's cycle, None where they no longer reach it or reach an earlier date."""
    alone = before(seen.history, renewal.group, renewal.cycle)
    found = renewed(seen.assessment, renewal.group, renewal.cycle)
    if found is None or lifted(seen.assessment, renewal.group):
        # The renewal itself stood in for the facts, or for a part of the time they give. What do they give alone?
        found = renewed(assess(seen.plan, alone, seen.today), renewal.group, renewal.cycle)
    if found is None or found.new_expiry is None or found.new_expiry < renewal.new_expiry:
        return None
    return derive(seen.plan, seen.rules, alone, renewal.group, found)


def lifted(assessment: Assessment, group: str) -> bool:
    """Whether a granted renewal, and not the facts, set some expiry date of the group."""
    return any(
        step.cause == ExpiryCause.GRANT
        for standing in assessment.groups
        if standing.group == group
        for holding in standing.holdings
        for step in holding.steps
    )


def before(history: History, group: str, cycle: int) -> History:
    """The facts without the renewals granted in this cycle of the group and in later ones."""
    return replace(history, grants=tuple(g for g in history.grants if g.group != group or g.cycle < cycle))


def verify_statements() -> Iterator[Difference]:
    """Derives every pinned statement again from the facts and rules it names. Nothing is written."""
    for renewal in Renewal.objects.order_by("pk").iterator(chunk_size=500):
        derived = derive_again(renewal.statement)
        if derived != renewal.statement["result"]:
            yield Difference(renewal, renewal.statement["result"], derived)
