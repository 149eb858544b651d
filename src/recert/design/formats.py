"""How dates and amounts are written, in the reader's language; and small things that templates need."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from recert.policy.sentence import Sentence, Shown


def day(value: date) -> str:
    """A date in full, as a sentence has it: September 30, 2026. A moment is written as its day in the local zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return _written(value, "DATE_FORMAT", get_language())


def short_day(value: date) -> str:
    """A date for a table or a drawing: Sep 30, 2026."""
    return _written(value, "SHORT_DATE_FORMAT", get_language())


def month(value: date) -> str:
    """A whole month: March 2027."""
    return _written(value, "YEAR_MONTH_FORMAT", get_language())


def short_month(value: date) -> str:
    """A month in a drawing: Mar 2027."""
    return _written(value, "M Y", get_language())


@lru_cache(maxsize=16_384)
def _written(value: date, form: str, language: str | None) -> str:
    """A page names the same days over and over, and every page names some of the same."""
    return date_format(value, form)


def machine(value: date) -> str:
    """A date or a moment as the `datetime` attribute has it, without fractions of a second."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def amount(value: Decimal) -> str:
    """Units without needless zeros: 10, 2.5."""
    return _counted(Decimal(value), get_language())


@lru_cache(maxsize=4096)
def _counted(value: Decimal, language: str | None) -> str:
    exact = value.normalize()
    places = max(-int(exact.as_tuple().exponent), 0)
    return number_format(exact, places, use_l10n=True)


def share(part: Decimal, whole: Decimal) -> str:
    """What a part is of the whole, in percent from 0 to 100, for the width of a bar."""
    if not whole:
        return "100"
    return f"{min(max(Decimal(part) / Decimal(whole), Decimal(0)), Decimal(1)) * 100:.2f}"


def shown(value: Shown) -> str:
    """A value inside a sentence, in the reader's language."""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def say(sentence: Sentence) -> str:
    """A sentence about the rules, in the reader's language."""
    language = get_language()
    return sentence.say(lambda words: _translated(words, language), shown)


@lru_cache(maxsize=4096)
def _translated(words: str, language: str | None) -> str:
    return gettext(words)


def combine(*mappings: Mapping[str, Any]) -> dict[str, Any]:
    """Several mappings as one; the later wins."""
    return {key: value for mapping in mappings for key, value in mapping.items()}


def tidy(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """HTML attributes as they are written: false ones left out, true ones by their name."""
    return {key: key if value is True else value for key, value in attributes.items() if value is not False}


def blank(value: object) -> str:
    """A form's value as text; nothing for None."""
    return "" if value is None else str(value)


def unlinked(text: str) -> str:
    """A sentence without the link at its end, for a place that is a link itself."""
    return re.sub(r"\s*<a .*?</a>", "", text) if isinstance(text, SafeString) else text


FILTERS = {
    "day": day,
    "short_day": short_day,
    "month": month,
    "short_month": short_month,
    "machine": machine,
    "amount": amount,
    "share": share,
    "say": say,
    "filesize": filesizeformat,
    "combine": combine,
    "tidy": tidy,
    "blank": blank,
    "unlinked": unlinked,
}
