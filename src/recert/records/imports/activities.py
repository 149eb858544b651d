"""A row of a file as an activity that staff record."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import uuid4

from django.utils.translation import gettext as _

from recert.policy.history import Part
from recert.policy.model import ActivityType, Policy
from recert.policy.parts import read_parts
from recert.policy.toml import nearest
from recert.records import clock, drafts
from recert.records.drafts import MOST, ActivityDraft
from recert.records.imports.cells import day_in
from recert.records.imports.table import LineProblem, Row


def read_activity(row: Row, policy: Policy) -> ActivityDraft | list[LineProblem]:
    """What the row says, as it would be recorded; or all that is wrong with it."""
    kind = _type(row, policy)
    day, began = day_in(row, "date"), day_in(row, "began", optional=True)
    wrong = [found for found in (kind, day, began) if isinstance(found, LineProblem)]
    if isinstance(kind, LineProblem) or not isinstance(day, date) or isinstance(began, LineProblem):
        return wrong
    quantity = _quantity(row)
    wrong += _misplaced(row, kind)
    parts = _parts(row, policy, kind, quantity)
    if quantity is None:
        wrong.append(LineProblem(row.line, "quantity", _("That is not a number. Write it with digits, such as 1.5.")))
    if parts is None:
        wrong.append(LineProblem(row.line, "parts", _parts_told(policy, kind)))
    if wrong or quantity is None or parts is None:
        return wrong
    draft = ActivityDraft(
        type=kind.key, date=day, name=row.cells["name"], language="en", notes=row.cells.get("notes", ""),
        submission=uuid4(), quantity=quantity, provider=row.cells.get("provider", ""), parts=parts,
        serves=tuple(row.cells.get("serves", "").split()), began=began, by_staff=True,
    )  # fmt: skip
    draft = drafts.fitting(drafts.plain(draft), policy)
    found = drafts.problems(draft, policy, clock.today(policy))
    return [LineProblem(row.line, problem.field, problem.sentence) for problem in found] or draft


def _type(row: Row, policy: Policy) -> ActivityType | LineProblem:
    """The type meant by its key or its title, whatever the capitals."""
    if not policy.has_activities:
        return LineProblem(row.line, "type", _("This program records no activities. Take this line out."))
    text = row.cells["type"]
    wanted = text.casefold()
    for kind in policy.types:
        if wanted in {kind.key.casefold(), kind.title.casefold()}:
            return kind
    keys = [kind.key for kind in policy.types]
    near = nearest(text, keys)
    hint = _("Perhaps “{near}” is meant.").format(near=near) if near else _("Write one of: {keys}.")
    sentence = _("This program has no type of activity “{text}”. {hint}")
    return LineProblem(row.line, "type", sentence.format(text=text[:60], hint=hint.format(keys=", ".join(keys))))


def _quantity(row: Row) -> Decimal | None:
    """How much it was; 0 where nothing is written, None where that is no number."""
    text = row.cells.get("quantity", "")
    try:
        found = Decimal(text or 0)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= MOST * 10 else None


def _misplaced(row: Row, kind: ActivityType) -> Iterator[LineProblem]:
    """What is said of an activity of a type that has none of it: it would be lost."""
    if kind.measure is None and row.cells.get("quantity", "") not in {"", "1"}:
        sentence = _("“{type}” counts by use, not by how much it was. Leave this empty.")
        yield LineProblem(row.line, "quantity", sentence.format(type=kind.title))
    if kind.division is None and row.cells.get("parts"):
        sentence = _("“{type}” is of one category. Leave this empty.")
        yield LineProblem(row.line, "parts", sentence.format(type=kind.title))


def _parts(row: Row, policy: Policy, kind: ActivityType, quantity: Decimal | None) -> tuple[Part, ...] | None:
    """How much is of which category: as parts, or the one category of all of it. None where that can't be read."""
    text = row.cells.get("parts", "")
    if not text or kind.division is None:
        return ()
    for key in kind.division.categories:
        if text.casefold() in {key.casefold(), policy.category(key).name.casefold()}:
            return (Part(key, quantity or Decimal(0) if kind.measure else Decimal(1)),)
    return read_parts(text)


def _parts_told(policy: Policy, kind: ActivityType) -> str:
    keys = kind.division.categories if kind.division else ()
    sentence = _("Write one of these categories, or how much is of which, such as {example}: {keys}.")
    return sentence.format(example=";".join(f"{key}:1" for key in keys[:2]), keys=", ".join(keys))
