"""What a worked example says that nothing looks at, and whoever wrote it surely thought it would."""

import re
from typing import Final

from recert.policy.model import Policy
from recert.policy.problem import Problem
from recert.policy.toml import parse

COMMON: Final = frozenset(
    {"minute", "minutes", "hour", "hours", "day", "days", "month", "months", "year", "years", "page", "pages"}
)
"""What activities are measured in."""
AMOUNT: Final = re.compile(r", (\d{1,9}(?:\.\d{1,9})?) ([^\W\d_]+)(?:, withdrawn|, rejected)?$")
TYPE: Final = re.compile(r"\S+ (?:to \S+ )?([^\s:]+): ")


def case_doubts(text: str, file: str, policy: Policy) -> tuple[Problem, ...]:
    """Amounts at the end of activities of types that are not measured: they are no more than a part of the name."""
    document, found = parse(text, file), list[Problem]()
    counted = {kind.key: kind for kind in policy.types if kind.measure is None}
    measures = (kind.measure for kind in policy.types if kind.measure)
    words = COMMON | {policy.unit, policy.units} | {word for each in measures for word in (each.one, each.many)}
    for case in document.top.rows("case"):
        for at, line in enumerate(case.texts("activities")):
            kind, amount = TYPE.match(line), AMOUNT.search(line)
            if kind and amount and kind[1] in counted and amount[2] in words:
                much = f"{amount[1]} {amount[2]}"
                what = f'{counted[kind[1]].title} is not measured, so "{much}" changes nothing of what it counts'
                fix = f'write measured_in in [activity.{kind[1]}], or leave ", {much}" out'
                found.append(Problem(file, *document.places[(*case.path, "activities", at)], what, fix))
    return tuple(found)
