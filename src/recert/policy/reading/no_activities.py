"""A policy without any activity type, where only an exam or another certification renews: what it leaves unsaid."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from recert.policy.positions import Path
from recert.policy.reading.lateness import UNITS
from recert.policy.toml import Document

FLOOR: Final = date(1950, 1, 1)
"""From when activities would count: the first day that a policy can name, so that no other rule waits for it."""
UNIT: Final = ("unit", "units", Decimal(1))
"""What would be counted, in which steps. Nobody reads it where nothing is."""

OF_ACTIVITIES: Final = {
    "unit": "[unit]",
    "counting": "[counting]",
    "category": "[category]",
    "limit": "[[limit]]",
    "counter": "[counter]",
    "carry": "[carry]",
    "proration": "[proration]",
    "allocation": "[allocation]",
    "late": "[[late]]",
    "deadline": "[deadline]",
    "audit": "[audit]",
}
"""Tables that say something of activities, or of what they earn, and their headers."""
OF_CYCLES: Final = (
    *("surplus", "grace_activity", "after_renewal", "after_renewal_from", "before_award"),
    *("opens_months", "opens_days"),
)
"""What [cycle], and the cycle of a group, says of what is done in it, or of when units renew it."""
OF_GROUPS: Final = ("requires", "minimum", "portfolio", "also", "or", "carry", "proration")
"""What a group says of what has to be done."""
OF_SUSPENSION: Final = ("activity", "done_in_grace")


def renewed_by_another(document: Document, group: str) -> bool:
    """Whether one certification of a group that is being read is renewed by another one."""
    certifications: Any = document.data.get("certification")
    found = certifications if isinstance(certifications, dict) else {}
    mine = {code for code, said in found.items() if isinstance(said, dict) and said.get("group") == group}
    rows: Any = document.data.get("cascade")
    renewed = (row.get("renews") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return any(code in mine for codes in renewed if isinstance(codes, list) for code in codes if isinstance(code, str))


def check_no_activities(document: Document) -> None:
    """Says once, of all that would be about activities, that there are none; nothing more is said of that then."""
    found = [*_said(document)]
    if not found:
        return
    places, names = zip(*found, strict=True)
    what = f"there is no activity type, so that {_listed(names)} {'says' if len(names) == 1 else 'say'} nothing"
    fix = "write [activity.NAME] for what people record"
    fix += f", or leave {'it' if len(names) == 1 else 'them'} out where nothing is recorded"
    document.problem(min(places, key=lambda place: _line(document, place)), what, fix)
    document.unread |= dict.fromkeys(places, True)


def _said(document: Document) -> Iterator[tuple[Path, str]]:
    """Where each of these stands, and what it is called."""
    yield from (((key,), name) for key, name in OF_ACTIVITIES.items() if key in document.data)
    cycle, suspension = _table(document.data, "cycle"), _table(document.data, "suspension")
    yield from ((("cycle", key), f"`{key}` in [cycle]") for key in OF_CYCLES if key in cycle)
    yield from ((("suspension", key), f"`{key}` in [suspension]") for key in OF_SUSPENSION if key in suspension)
    if isinstance(back := suspension.get("renewed_by"), list) and UNITS in back:
        yield ("suspension", "renewed_by"), f'"{UNITS}" in `renewed_by` of [suspension]'
    for group in document.names("group"):
        said = _table(_table(document.data, "group"), group)
        own = _table(said, "cycle")
        yield from ((("group", group, key), f"`{key}` in [group.{group}]") for key in OF_GROUPS if said.get(key))
        within = f"[group.{group}.cycle]"
        yield from ((("group", group, "cycle", key), f"`{key}` in {within}") for key in OF_CYCLES if key in own)
    rows: Any = document.data.get("circumstance")
    for i, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict) and row.get("removes") == UNITS:
            yield ("circumstance", i, "removes"), f'removes = "{UNITS}" in [[circumstance]]'


def _table(data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _line(document: Document, place: Path) -> tuple[int, int]:
    """Where a place stands; a table that only others are in stands where the first of these does."""
    inside = [at for where, at in document.places.items() if where[: len(place)] == place]
    return document.places.get(place) or min(inside, default=(0, 0))


def _listed(names: tuple[str, ...]) -> str:
    """Several of them in a sentence, each once."""
    *first, last = dict.fromkeys(names)
    return f"{', '.join(first)} and {last}" if first else last
