"""What the text of evidence says about what was typed."""

from collections.abc import Iterable
from typing import Final

from recert.audits.known import Shown
from recert.audits.models import Look
from recert.audits.reading.dates import dates_shown
from recert.audits.reading.lines import Answer, Reading, Says
from recert.audits.reading.names import name_shown
from recert.audits.reading.registered import only_registered
from recert.audits.reading.titles import title_shown
from recert.records.models import Activity

LINES: Final = 4
"""How many lines of a text are told to whoever looks."""
KNOWN: Final = {Says.YES: True, Says.NO: False, Says.UNSURE: None}


def shown(activity: Activity, looks: Iterable[Look]) -> tuple[Shown, ...]:
    """One for each file that could be read."""
    return tuple(_shown(activity, Reading.from_json(look.reading)) for look in looks if look.reading)


def _shown(activity: Activity, reading: Reading) -> Shown:
    days = dates_shown(reading)
    name = activity.candidate.name
    return Shown(
        name=_told(name_shown(reading, name)) if name else None,
        day=activity.date in days if days else None,
        title=_told(title_shown(reading, activity.name)),
        registration=_told(only_registered(reading)),
        told=" · ".join(line.text for line in reading.lines[:LINES]),
    )


def _told(answer: Answer) -> bool | None:
    return KNOWN[answer.says]
