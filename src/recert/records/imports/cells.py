"""What stands in a cell."""

import re
from datetime import date

from django.utils.translation import gettext as _

from recert.records.imports.table import LineProblem, Row


def day_in(row: Row, column: str, *, optional: bool = False) -> date | LineProblem | None:
    """The day that is written there; None where none has to be."""
    text = row.cells.get(column, "")
    if not text and optional:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    sentence = _("“{text}” is no day we can be sure of. Write it as year-month-day, such as 2026-03-31.")
    return LineProblem(row.line, column, sentence.format(text=text[:40]))
