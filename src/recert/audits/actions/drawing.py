"""The seeds that entries are drawn by: one for each month, made known when the month is over."""

import secrets
from datetime import date
from typing import Final

from recert.audits.models import Draw
from recert.audits.sampling import commitment
from recert.journal.change import SYSTEM, change
from recert.people.prepared import Prepared, day, word
from recert.records import clock

_OF_MONTH: Final = Prepared(lambda: Draw.objects.filter(program=word(0), month=day(1)))


def seed_of(program: str, month: date) -> str:
    """The month's seed; made, and its digest told in the journal, when it is first asked for."""
    found = _OF_MONTH.first(program, month)
    return found.seed if found else begin_draw(program, month, secrets.token_hex(32))


def begin_draw(program: str, month: date, seed: str) -> str:
    """Draws by this seed in a month that has none; the seed that it has then. Whoever gives one knows who is drawn."""
    with change(SYSTEM, "draw.begun", program=program) as made:
        found, fresh = Draw.objects.get_or_create(
            program=program, month=month, defaults={"seed": seed, "digest": commitment(seed)}
        )
        if not fresh:
            made.nothing()
        made.subject = f"draw:{found.pk}"
        made.data.update(month=f"{month:%Y-%m}", digest=found.digest)
    return found.seed


def publish_seeds(program: str, today: date) -> list[Draw]:
    """Makes the seeds of months that are over known, in the journal. Returns those made known now."""
    ended = Draw.objects.filter(program=program, month__lt=today.replace(day=1), published_at=None)
    return [draw for draw in ended.order_by("month") if _publish(draw)]


def _publish(draw: Draw) -> bool:
    with change(SYSTEM, "draw.published", program=draw.program) as made:
        draw.published_at = clock.now()
        if not Draw.objects.filter(pk=draw.pk, published_at=None).update(published_at=draw.published_at):
            made.nothing()
        made.subject = f"draw:{draw.pk}"
        made.data.update(month=f"{draw.month:%Y-%m}", seed=draw.seed)
    return not made.dropped
