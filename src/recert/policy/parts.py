"""The parts of an activity that is split among categories: as text, and what is wrong with them."""

import re
from decimal import Decimal
from enum import IntEnum
from typing import Final

from recert.policy.facts import facts
from recert.policy.history import Activity, History, Part
from recert.policy.model import Policy
from recert.policy.plan import plan
from recert.policy.sentence import number
from recert.policy.stages import split

ONE: Final = re.compile(r"\s*([\w.-]{1,60})\s*:\s*(\d{1,6}(?:\.\d{1,3})?)\s*", re.ASCII)
"""A category's key and how much of the activity it gets."""


class Fault(IntEnum):
    """What is wrong with the parts of an activity, as the evaluator has it."""

    NONE = split.FITS
    NOT_SERVED = split.NOT_SERVED
    SEVERAL = split.SEVERAL
    NOT_THE_SUM = split.NOT_THE_SUM
    INCREMENT = split.INCREMENT


def read_parts(text: str) -> tuple[Part, ...] | None:
    """The parts that a text such as `tax:1.5;accounting:1` names; None where it is no such text."""
    found = list[Part]()
    for each in text.split(";"):
        match = ONE.fullmatch(each)
        if match is None or any(part.category == match[1] for part in found):
            return None
        found.append(Part(match[1], Decimal(match[2])))
    return tuple(found)


def written(parts: tuple[Part, ...]) -> str:
    """Parts as a text that `read_parts` reads; empty where there are none."""
    return ";".join(f"{part.category}:{number(part.quantity)}" for part in parts)


def fault(policy: Policy, activity: Activity) -> Fault:
    """What is wrong with an activity's parts, if anything: the evaluator itself is asked."""
    if not activity.parts or policy.type(activity.type).division is None:
        return Fault.NONE
    made = plan(policy)
    columns, _, _ = facts(made, History(activities=(activity,)))
    return Fault(split.fault(made.tables, columns, 0))
