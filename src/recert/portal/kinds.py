"""The activity types as a candidate chooses among them: worth, limit, and what of it is used."""

from dataclasses import dataclass
from decimal import Decimal

from recert.policy import explain, explain_limits, formula_words
from recert.policy.model import ActivityType, in_force
from recert.policy.sentence import Sentence
from recert.portal.level import Level, Use, levels
from recert.records.progress import Progress


@dataclass(frozen=True, slots=True)
class Kind:
    """One type today: what one use is worth, and its uses in the running cycle of each level.

    `rate` is for what it is worth so much, or says all of it where `worth` is None because no one number does; `caps`
    are the limits in units that cover it, and what of them is used; `counters` what it is counted as besides units.
    """

    type: ActivityType
    worth: Decimal | None
    rate: Sentence
    uses: tuple[tuple[Level, Use], ...]
    caps: tuple[Sentence, ...]
    counters: str


def kinds(seen: Progress) -> list[Kind]:
    """Every type of the program, in the policy's order."""
    earning = [level for level in levels(seen) if level.can_earn]
    return [
        Kind(
            type=kind,
            worth=None if _whole(seen, kind) else explain.worth_of(kind, seen.today),
            rate=_whole(seen, kind) or explain.rate(seen.policy, kind, seen.today),
            caps=tuple(
                explain_limits.cap_used(seen.policy, level.standing, cap, seen.today)
                for level in earning
                for cap in explain_limits.caps_of(seen.policy, level.standing, level.standing.cycles[-1], seen.today)
                if kind.key in cap.types
            ),
            counters=", ".join(counter.name for counter in seen.policy.counters if kind.key in counter.types),
            uses=tuple((level, use) for level in earning for use in level.uses if use.type is kind),
        )
        for kind in seen.policy.types
    ]


def _whole(seen: Progress, kind: ActivityType) -> Sentence | None:
    """All that a type is worth today, where more than a number and its measure say it."""
    value = in_force(kind.worth, seen.today)
    return formula_words.worth(seen.policy, kind, value) if value and (value.formula or kind.step) else None
