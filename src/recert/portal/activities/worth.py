"""What an activity being typed would do: shown beside the form while it is filled in."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.dateparse import parse_date

from recert.policy import history
from recert.portal.effect import Effect, effects
from recert.records.models import Activity
from recert.records.progress import Progress, preview_in

DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class Worth:
    """What it would do, level by level; `similar` and `duplicate` are others like it on record."""

    effects: list[Effect]
    similar: tuple[Activity, ...]
    duplicate: Activity | None


def worth(seen: Progress, kind: str, on: date | None, name: str, *, replacing: Activity | None = None) -> Worth | None:
    """What it would do as far as it is filled in. None while there is no date."""
    if on is None:
        return None
    draft = history.Activity(ref=DRAFT, type=kind, on=on, name=name)
    found = preview_in(seen, draft, replacing=replacing)
    return Worth(effects(seen, found, draft), found.similar, found.duplicate)


def parse_day(text: str) -> date | None:
    """The day that is typed so far; None while it is none."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
