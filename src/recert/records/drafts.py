"""What somebody typed about an activity, before it is one: made plain, and checked."""

import datetime
import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recert.policy.asking import asks_provider
from recert.policy.facts import name_key
from recert.policy.history import Activity, Part
from recert.policy.lowering import allocated
from recert.policy.measure_words import between_steps, parts_between_steps
from recert.policy.model import Measure, Policy
from recert.policy.parts import written
from recert.policy.serving_words import wrong_parts
from recert.records.evidence import Cleaned
from recert.records.refusal import Problem

EARLIEST: Final = date(2000, 1, 1)
MAX_NAME: Final = 200
MAX_NOTES: Final = 2000
MAX_LANGUAGE: Final = 10
MOST: Final = 100_000
SMALLEST: Final = Decimal("0.001")
_JOINERS: Final = "\u200c\u200d"  # several scripts, and many an emoji, can't be written without them


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An activity as typed. `submission` is the form's own key: the same form sent again is the same activity.

    `quantity` is how much of what the type is measured in; 0 where nothing was typed. `provider` is who gave it.
    `began` is its first day, where it took several. `by_staff`: the program's staff record it for the candidate.
    """

    type: str
    date: date
    name: str
    language: str
    notes: str
    submission: UUID
    files: tuple[Cleaned, ...] = ()
    quantity: Decimal = Decimal(1)
    provider: str = ""
    parts: tuple[Part, ...] = ()
    serves: tuple[str, ...] = ()
    began: "datetime.date | None" = None
    by_staff: bool = False

    @property
    def digest(self) -> str:
        """What the form says, in one digest, without its files."""
        words = [self.type, self.date.isoformat(), self.name, self.language, self.notes, str(self.quantity.normalize())]
        serving = [written(self.parts), *self.serves] if self.parts or self.serves else []
        words += [self.provider, *serving] if self.provider or serving else []
        words += [f"from {self.began.isoformat()}"] if self.began else []
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()

    @property
    def name_key(self) -> str:
        """The name as compared with others."""
        return name_key(self.name)


def plain(draft: ActivityDraft) -> ActivityDraft:
    """The same words in one normal form: browsers send lines and accents in several."""
    return replace(
        draft,
        name=" ".join(unicodedata.normalize("NFC", draft.name).split()),
        provider=" ".join(unicodedata.normalize("NFC", draft.provider).split()),
        language=draft.language.strip() or "en",
        notes=unicodedata.normalize("NFC", draft.notes.replace("\r\n", "\n").replace("\r", "\n")).strip(),
    )


def fitting(draft: ActivityDraft, policy: Policy) -> ActivityDraft:
    """The draft without what the rules don't ask of its type: how much, by whom, parts, assignments, its first day."""
    kind = next((known for known in policy.types if known.key == draft.type), None)
    return replace(
        draft,
        quantity=draft.quantity if kind and kind.measure else Decimal(1),
        provider=draft.provider if asks_provider(policy, draft.type) else "",
        parts=draft.parts if kind and kind.division else (),
        serves=draft.serves if kind and allocated(policy, kind) else (),
        began=draft.began if policy.asks_first_day else None,
    )


def as_fact(draft: ActivityDraft, ref: str) -> Activity:
    """The draft as the rules read an activity."""
    return Activity(
        ref=ref,
        type=draft.type,
        on=draft.date,
        name=draft.name,
        quantity=draft.quantity,
        provider=draft.provider,
        parts=draft.parts,
        serves=draft.serves,
        began=draft.began,
    )


def measure_of(kind: str, policy: Policy) -> Measure | None:
    """What a type is measured in, if it is known and measured."""
    return next((known.measure for known in policy.types if known.key == kind), None)


def problems(draft: ActivityDraft, policy: Policy, today: date) -> Iterator[Problem]:
    """What is wrong with a plain draft in itself."""
    if all(kind.key != draft.type for kind in policy.types):
        yield Problem("type", _("This program does not know that type of activity. Choose one from the list."))
    yield from _date_problems(draft.date, today)
    yield from _first_day_problems(draft)
    yield from _name_problems(draft)
    measure = measure_of(draft.type, policy)
    if measure is not None and not (0 < draft.quantity <= MOST and draft.quantity % SMALLEST == 0):
        sentence = _("Say how many {measure} it was: a number such as 1.5, with up to three decimals.")
        yield Problem("quantity", sentence.format(measure=measure.many))
    elif measure is not None:
        uneven = between_steps(policy.type(draft.type), draft.quantity)
        if uneven:
            yield Problem("quantity", uneven.say(_))
    if asks_provider(policy, draft.type):
        yield from _provider_problems(draft)
    yield from _serving_problems(draft, policy)
    if len(draft.notes) > MAX_NOTES:
        yield Problem("notes", _("The notes are longer than 2,000 characters. Shorten them to what matters."))
    if has_control(draft.notes, allowed="\n\t"):
        yield Problem("notes", _("The notes contain characters that can't be shown. Type them again as plain text."))
    if not _is_language(draft.language):
        yield Problem("language", _("Choose the language from the list."))


def _serving_problems(draft: ActivityDraft, policy: Policy) -> Iterator[Problem]:
    """What is wrong with parts and assignments of a draft that fits its type."""
    if draft.parts and any(kind.key == draft.type for kind in policy.types):
        fact = Activity("", draft.type, draft.date, quantity=draft.quantity, parts=draft.parts)
        wrong = wrong_parts(policy, fact) or parts_between_steps(policy.type(draft.type), draft.parts)
        if wrong:
            yield Problem("parts", wrong.say(_))
    rule = policy.allocation
    if rule is None or not draft.serves:
        return
    most = rule.most_of(draft.type)
    if len(draft.serves) > most:
        sentence = _("It may count for {most} at the most: leave out the others.")
        yield Problem("serves", sentence.format(most=most))
    if any(all(group.key != key for group in policy.groups) for key in draft.serves):
        yield Problem("serves", _("This program does not have that. Choose from the list."))


def _date_problems(day: date, today: date) -> Iterator[Problem]:
    if day > today:
        sentence = _(
            "{date} is in the future. Record an activity once it is over; one of several days has the date of its "
            "last day."
        )
        yield Problem("date", sentence.format(date=date_format(day)))
    if day < EARLIEST:
        sentence = _("{date} is too long ago to be meant. Check the year.")
        yield Problem("date", sentence.format(date=date_format(day)))


def _first_day_problems(draft: ActivityDraft) -> Iterator[Problem]:
    if draft.began is None:
        return
    if draft.began > draft.date:
        sentence = _("{date} comes after the last day. Write the day on which it began, or leave it empty.")
        yield Problem("began", sentence.format(date=date_format(draft.began)))
    elif draft.began < EARLIEST:
        sentence = _("{date} is too long ago to be meant. Check the year.")
        yield Problem("began", sentence.format(date=date_format(draft.began)))


def recorder_problems(draft: ActivityDraft, policy: Policy) -> Iterator[Problem]:
    """Why whoever sends this does not record activities of its type."""
    kind = next((known for known in policy.types if known.key == draft.type), None)
    if kind is not None and kind.by_staff and not draft.by_staff:
        sentence = _(
            "The program itself records “{type}”: it appears among your activities once it did. If it is missing, ask "
            "the program’s staff."
        )
        yield Problem("type", sentence.format(type=kind.title))


def _name_problems(draft: ActivityDraft) -> Iterator[Problem]:
    name = draft.name
    if not name and draft.by_staff:
        yield Problem("name", _("Give the name of the activity, as the candidate knows it."))
    elif not name:
        yield Problem("name", _("Give the name of the course or event, as it stands on your evidence."))
    elif len(name) > MAX_NAME:
        yield Problem("name", _("The name is longer than 200 characters. Shorten it; the rest can go into the notes."))
    if has_control(name):
        yield Problem("name", _("The name contains characters that can't be shown. Type it again as plain text."))


def _provider_problems(draft: ActivityDraft) -> Iterator[Problem]:
    provider = draft.provider
    if not provider and draft.by_staff:
        yield Problem("provider", _("Say who gave it."))
    elif not provider:
        yield Problem("provider", _("Say who gave it, as it stands on your evidence."))
    elif len(provider) > MAX_NAME:
        yield Problem("provider", _("The provider's name is longer than 200 characters. Shorten it."))
    if has_control(provider):
        yield Problem("provider", _("The provider's name contains characters that can't be shown. Type it again."))


def has_control(text: str, *, allowed: str = "") -> bool:
    """Whether a text has characters that no one can see, or that turn the reading direction."""
    return any(
        unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and c not in allowed and c not in _JOINERS
        for c in text
    )


def _is_language(code: str) -> bool:
    parts = code.split("-")
    letters = parts[0].isascii() and parts[0].isalpha() and parts[0].islower() and 2 <= len(parts[0]) <= 3
    return letters and len(code) <= MAX_LANGUAGE and all(p.isascii() and p.isalnum() for p in parts[1:])
