"""For how many months a way, or the exam, renews, where that is not a cycle's length: `renews_for`."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from recert.policy.cycles import Anchor
from recert.policy.model import Policy, Value
from recert.policy.positions import Path
from recert.policy.reading.conditions import read_condition
from recert.policy.reading.values import Amounts, values
from recert.policy.toml import LIFE, Document, Table

MOST: Final = 240
OF_WAYS: Final = Amounts("months", Decimal(1), read_condition, word=LIFE)
OF_EXAMS: Final = Amounts("months", Decimal(1), word=LIFE)


def read_lengths(table: Table, amounts: Amounts) -> tuple[Value, ...]:
    """The months with the days since when they hold; none where nothing is said of them."""
    if not table.has("renews_for"):
        return ()
    found = values(table, "renews_for", amounts)
    for at, value in enumerate(found):
        place = (*table.path, "renews_for", at, "months")
        if not value.unlimited and not 1 <= value.amount <= MOST and place not in table.document.unread:
            what, fix = f"{value.amount} months are no length of a cycle", f'write 1 to {MOST}, or "{LIFE}"'
            table.document.problem(place, what, fix)
    if not found and not table.lacks("renews_for"):
        fix = "write renews_for = [{ from = DATE, months = N, source = … }], or leave it out"
        table.problem("renews_for", "it is not said for how many months", fix)
    return found


def check_lengths(document: Document, policy: Policy) -> None:
    """Periods of the calendar are the same for everybody, however somebody renews."""
    if policy.cycle.anchor is not Anchor.CALENDAR:
        return
    for place, found in _said(policy):
        if found:
            what = "periods of the calendar are as long for whoever renews, in whatever way"
            document.problem((*place, "renews_for"), what, "leave `renews_for` out")


def _said(policy: Policy) -> Iterator[tuple[Path, tuple[Value, ...]]]:
    if policy.retake:
        yield ("retake",), policy.retake.renews_for
    for group in policy.groups:
        if group.own_retake:
            yield ("group", group.key, "retake"), group.own_retake.renews_for
        for at, way in enumerate(group.ways):
            yield ("group", group.key, "or", at), way.renews_for
