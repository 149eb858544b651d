"""A designation on a page: where it stands, and which certifications count for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from recert.policy import designation_words
from recert.policy.assessment import Holding
from recert.policy.certification import Certification
from recert.policy.designations import DesignationStanding, NeedStanding, designations
from recert.policy.model import Policy
from recert.policy.sentence import Sentence
from recert.records.progress import Progress


@dataclass(frozen=True, slots=True)
class Row:
    """A certification that counts for it, or would."""

    certification: Certification
    state: Sentence
    kind: str


@dataclass(frozen=True, slots=True)
class Set:
    """Certifications of which so many are needed."""

    title: Sentence
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One designation, ready to be shown. `counted` of `needed` certifications count; more than are needed don't."""

    standing: DesignationStanding
    kind: str
    state: Sentence
    missing: tuple[Sentence, ...]
    told: tuple[Sentence, ...]
    counted: int
    needed: int
    sets: tuple[Set, ...]


def shown(progress: Progress) -> tuple[Shown, ...]:
    """Every designation of which the candidate ever held a certification, in the policy's order."""
    found = designations(progress.plan, progress.assessment)
    held = {holding.certification: holding for group in progress.assessment.groups for holding in group.holdings}
    return tuple(_shown(progress.policy, standing, held) for standing in found if standing.begun)


def kind_of(standing: DesignationStanding) -> str:
    """How its state looks: one that is held without enough needs attention."""
    if not standing.held:
        return "plain"
    return "good" if standing.met else "warn"


def _shown(policy: Policy, standing: DesignationStanding, held: Mapping[str, Holding]) -> Shown:
    return Shown(
        standing=standing,
        kind=kind_of(standing),
        state=designation_words.state(standing),
        missing=tuple(designation_words.lacking(standing)),
        told=tuple(designation_words.besides(standing)),
        counted=standing.needed - standing.missing,
        needed=standing.needed,
        sets=tuple(_set(policy, need, held) for need in standing.needs),
    )


def _set(policy: Policy, found: NeedStanding, held: Mapping[str, Holding]) -> Set:
    counting = {each.certification for each in found.counting}
    rows = tuple(
        Row(
            policy.certification(code),
            designation_words.of_certification(policy, found, code, held.get(code)),
            "good" if code in counting else "plain",
        )
        for code in sorted(found.need.of, key=lambda code: code not in counting)
    )
    return Set(designation_words.of_need(found.need), rows)
