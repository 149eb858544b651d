"""Events and courses that a program knows of, as lines of text: `type;title` or `type;title;first day;last day`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from recert.policy.facts import name_key
from recert.policy.model import Policy
from recert.records.models import Offering

MOST_LINES: Final = 1_000
MOST_COMPARED: Final = 5_000
"""How many of one type a name is compared with, where none is called exactly so."""
SHORTEST: Final = 5
"""A title shorter than this says nothing by being a part of another one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One line: what is offered, and when."""

    type: str
    title: str
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a line, by its number from 1."""

    line: int
    sentence: str


def read_lines(text: str, policy: Policy) -> tuple[list[Offered], list[Wrong]]:
    """All lines, and all that is wrong with any of them. Empty lines are left out."""
    found, wrong = list[Offered](), list[Wrong]()
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return [], [Wrong(MOST_LINES + 1, _("More than 1,000 lines. Send the rest after these."))]
    for number, line in lines:
        outcome = _read(line, policy)
        if isinstance(outcome, Offered):
            found.append(outcome)
        else:
            wrong.append(Wrong(number, outcome))
    return found, wrong


def _read(line: str, policy: Policy) -> Offered | str:
    cells = [" ".join(cell.replace("\x00", "").split()) for cell in line.split(";")]
    if not 2 <= len(cells) <= 4:
        return _("Write the type, the title and, if it has any, its first and its last day, with semicolons between.")
    if cells[0] not in {kind.key for kind in policy.types}:
        known = ", ".join(kind.key for kind in policy.types)
        return _("There is no type “%(type)s”. There are: %(known)s.") % {"type": cells[0], "known": known}
    if not cells[1] or len(cells[1]) > 200:
        return _("A title has 1 to 200 characters.")
    days = [_day(cell) for cell in cells[2:] if cell]
    if None in days:
        return _("A day is written like 2026-04-09.")
    begins = days[0] if days else None
    ends = days[1] if len(days) > 1 else begins
    if begins and ends and ends < begins:
        return _("The last day is before the first one.")
    return Offered(cells[0], cells[1], begins, ends)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def called(program: str, kind: str, name: str) -> Iterator[Offering]:
    """What of this type is called so: exactly, or else as a part of the name, or the other way round."""
    of_type, key = Offering.objects.filter(program=program, type=kind), name_key(name)
    exact = list(of_type.filter(title_key=key))
    if exact:
        yield from exact
        return
    for each in of_type.order_by("-begins", "pk")[:MOST_COMPARED]:
        shorter, longer = sorted((key, each.title_key), key=len)
        if len(shorter) >= SHORTEST and shorter in longer:
            yield each
