"""What an activity being typed would do: shown beside the form while it is filled in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from recert.policy import history
from recert.policy.model import ActivityType
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


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed so far of what its worth depends on. `quantity` is None while there is no number."""

    kind: ActivityType
    on: date | None
    name: str
    quantity: Decimal | None
    provider: str = ""
    parts: tuple[history.Part, ...] = ()
    serves: tuple[str, ...] = ()
    began: date | None = None


def worth(seen: Progress, typed: Typed, *, replacing: Activity | None = None) -> Worth | None:
    """What it would do as far as it is filled in. None while there is no date, or nothing says how much it was."""
    quantity = typed.quantity if typed.kind.measure else Decimal(1)
    if typed.on is None or quantity is None:
        return None
    draft = history.Activity(
        ref=DRAFT,
        type=typed.kind.key,
        on=typed.on,
        name=typed.name,
        quantity=quantity,
        provider=typed.provider,
        parts=typed.parts,
        serves=typed.serves,
        began=typed.began if typed.began and typed.began <= typed.on else None,
    )
    found = preview_in(seen, draft, replacing=replacing)
    return Worth(effects(seen, found, draft), found.similar, found.duplicate)
