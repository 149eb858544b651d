"""What several cycles together gave, in words: this one and those before it that count for it."""

from collections.abc import Mapping
from typing import Final

from recert.policy.assessment import Cycle
from recert.policy.model import Demand
from recert.policy.sentence import Sentence, Shown, words


def had(rule: Demand, cycle: Cycle, values: Mapping[str, Shown]) -> Sentence:
    """How much they gave, by its `title` and as `much` in the values given: of no more cycles than there are.

    A cycle's number counts those before a lapse as well, which are not looked at any more: so it says up to how many.
    """
    cycles = min(rule.cycles, cycle.number - rule.first_cycle + 1)
    return Sentence(TOGETHER if cycles > 1 else ALONE, {**values, "cycles": cycles})


ALONE: Final = words("{title}: {much} in this cycle")
TOGETHER: Final = words("{title}: {much} in up to {cycles} cycles, this one the last")
