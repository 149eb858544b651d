"""What may happen to an audited entry and to a whole candidate's audit, as tables in the staff guide.

`python -m tests.docs.transitions` writes them.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from recert.audits.transitions import Transition

GUIDE: Final = Path(__file__).parents[2] / "docs" / "staff-guide.md"
ENTRIES, REVIEWS = "transitions", "steps of reviews"
ASKS: Final = {
    "": "",
    "note": "words, if there are any",
    "words": "words",
    "reason": "a reason of the list, and words",
    "day": "a later day, and words",
}


def table(name: str) -> str:
    """The rows in the order of buttons, in the words of the pages."""
    from recert.audits.models import Audit, Review
    from recert.audits.reviews import TABLE as STEPS
    from recert.audits.transitions import TABLE
    from recert.desk.audits.words import state_told
    from recert.desk.reviews import state_told as review_told

    if name == ENTRIES:
        return _rows(TABLE, Audit.State, state_told)
    return _rows(STEPS, Review.State, review_told)


def _rows(steps: "Iterable[Transition]", states: Iterable[str], told: Callable[[str], str]) -> str:
    from recert.people.may import TABLE as MAY
    from recert.people.models import StaffRole

    lines = ["| step | from | to | who | needs |", "|---|---|---|---|---|"]
    for each in steps:
        sources = ", ".join(told(state) for state in states if state in each.sources)
        roles = [str(role.label) for role in StaffRole.Role if each.who in MAY and role in MAY[each.who].roles]
        who = " or ".join(roles) + (", another one than before" if each.another else "") or each.who
        lines.append(f"| {each.title} | {sources} | {told(each.target)} | {who} | {ASKS[each.asks]} |")
    return "\n".join(lines)


def written(text: str) -> str:
    """The guide with the tables as they are now."""
    for name in (ENTRIES, REVIEWS):
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _begin, rest = text.partition(begin)
        text = f"{before}{begin}\n\n{table(name)}\n\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recert.config.settings")
    import django

    django.setup()
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
