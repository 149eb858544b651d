"""What may happen to an audited entry, as a table in the staff guide. `python -m tests.docs.transitions` writes it."""

import os
from pathlib import Path
from typing import Final

GUIDE: Final = Path(__file__).parents[2] / "docs" / "staff-guide.md"
BEGIN, END = "<!-- transitions -->", "<!-- end of transitions -->"
ASKS: Final = {"": "", "note": "words, if there are any", "words": "words", "reason": "a reason of the list, and words"}


def table() -> str:
    """The rows in the order of buttons, in the words of the pages."""
    from recert.audits.models import Audit
    from recert.audits.transitions import TABLE
    from recert.desk.audits.words import state_told
    from recert.people.may import TABLE as MAY
    from recert.people.models import StaffRole

    lines = ["| step | from | to | who | needs |", "|---|---|---|---|---|"]
    for each in TABLE:
        sources = ", ".join(state_told(state) for state in Audit.State if state in each.sources)
        roles = [str(role.label) for role in StaffRole.Role if each.who in MAY and role in MAY[each.who].roles]
        who = " or ".join(roles) + (", another one than before" if each.another else "") or each.who
        lines.append(f"| {each.title} | {sources} | {state_told(each.target)} | {who} | {ASKS[each.asks]} |")
    return "\n".join(lines)


def written(text: str) -> str:
    """The guide with the table as it is now."""
    before, _begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2] if END in rest else rest
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recert.config.settings")
    import django

    django.setup()
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
