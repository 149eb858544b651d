"""Recording and removing what a program knows to be offered."""

from collections.abc import Iterable

from recert.journal.change import Actor, change
from recert.policy.facts import name_key
from recert.records.models import Offering, Program
from recert.records.offerings import Offered


def record_offerings(actor: Actor, program: str, offered: Iterable[Offered]) -> int:
    """Records all that is not known yet, at once. Returns how many that were; sent again, there are none."""
    with change(actor, "offerings.recorded", program=program) as made:
        locked = Program.objects.select_for_update().get(pk=program)
        fresh = [each for each in dict.fromkeys(offered) if not _known(locked, each)]
        if not fresh:
            made.nothing()
        rows = {(each.type, name_key(each.title), each.begins): each for each in fresh}
        Offering.objects.bulk_create(
            Offering(program=locked, type=kind, title=each.title, title_key=key, begins=each.begins, ends=each.ends)
            for (kind, key, _begins), each in rows.items()
        )
        made.subject = f"program:{program}"
        made.data.update(many=len(rows), titles=", ".join(each.title for each in rows.values())[:2000])
    return len(rows)


def _known(program: Program, each: Offered) -> bool:
    mine = Offering.objects.filter(program=program, type=each.type, title_key=name_key(each.title))
    return mine.filter(begins=each.begins).exists()


def remove_offering(actor: Actor, program: str, key: int) -> None:
    """Removes one; what was examined before stays as it was found. Done already, nothing happens."""
    with change(actor, "offering.removed", program=program) as made:
        found = Offering.objects.filter(pk=key, program=program).first()
        if found is None:
            made.nothing()
            return
        made.subject = f"program:{program}"
        made.data.update(name=found.title)
        found.delete()
