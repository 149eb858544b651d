"""How dates and amounts are written, in the reader's language; and small things that templates need."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from recert.policy.calendar import FOR_LIFE
from recert.policy.sentence import Sentence, Shown


def day(value: date) -> str:
    """A date in full, as a sentence has it: September 30, 2026. A moment is written as its day in the local zone."""
    return day_in(get_language())(value)


def amount(value: Decimal) -> str:
    """Units without needless zeros: 10, 2.5."""
    return amount_in(get_language())(value)


def say(sentence: Sentence) -> str:
    """A sentence about the rules, in the reader's language."""
    return say_in(get_language())(sentence)


@lru_cache(maxsize=64)
def day_in(language: str | None, form: str = "DATE_FORMAT") -> Callable[[date], str]:
    """`day` in a language; of what is held for life, that it does not expire.

    What was written once is kept: every page names some of the same days.
    """

    @lru_cache(maxsize=16_384)
    def day_of(value: date) -> str:
        with override(language):
            return gettext("Does not expire") if value == FOR_LIFE else date_format(value, form)

    def written(value: date) -> str:
        return day_of(timezone.localtime(value).date() if isinstance(value, datetime) else value)

    return written


@lru_cache(maxsize=64)
def amount_in(language: str | None) -> Callable[[Decimal], str]:
    """`amount` in a language."""

    @lru_cache(maxsize=4096)
    def written(value: Decimal) -> str:
        exact = Decimal(value).normalize()
        places = max(-int(exact.as_tuple().exponent), 0)
        with override(language):
            return number_format(exact, places, use_l10n=True)

    return written


def short_day_in(language: str | None) -> Callable[[date], str]:
    """A date for a table or a drawing, in a language: Sep 30, 2026."""
    return day_in(language, "SHORT_DATE_FORMAT")


@lru_cache(maxsize=64)
def say_in(language: str | None) -> Callable[[Sentence], str]:
    """`say` in a language."""
    write_day, write_amount = day_in(language), amount_in(language)

    @lru_cache(maxsize=4096)
    def write_number(value: int) -> str:
        with override(language):
            return number_format(value, use_l10n=True, force_grouping=True)

    @lru_cache(maxsize=4096)
    def translated(words: str) -> str:
        with override(language):
            return gettext(words)

    def shown(value: Shown) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return write_day(value)
        return write_amount(value) if isinstance(value, Decimal) else write_number(value)

    return lambda sentence: sentence.say(translated, shown)


def month_in(language: str | None) -> Callable[[date], str]:
    """A whole month, in a language: March 2027."""
    return day_in(language, "YEAR_MONTH_FORMAT")


def short_month_in(language: str | None) -> Callable[[date], str]:
    """A month in a drawing, in a language: Mar 2027."""
    return day_in(language, "M Y")


def until_in(language: str | None, form: str = "DATE_FORMAT") -> Callable[[date], str]:
    """Until when something was renewed, within a sentence: until September 30, 2026; or for life."""
    write_day = day_in(language, form)

    def written(value: date) -> str:
        with override(language):
            return gettext("for life") if value == FOR_LIFE else gettext("until %(day)s") % {"day": write_day(value)}

    return written


def until_short_in(language: str | None) -> Callable[[date], str]:
    """The same for a table."""
    return until_in(language, "SHORT_DATE_FORMAT")


def until(value: date) -> str:
    """The same in the reader's language."""
    return until_in(get_language())(value)


def ends(value: date) -> bool:
    """Whether a date comes at all: that of what is held for life does not."""
    return value != FOR_LIFE


def machine(value: date) -> str:
    """A date or a moment as the `datetime` attribute has it, without fractions of a second."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def share(part: Decimal, whole: Decimal) -> str:
    """What a part is of the whole, in percent from 0 to 100, for the width of a bar."""
    if not whole:
        return "100"
    return f"{min(max(Decimal(part) / Decimal(whole), Decimal(0)), Decimal(1)) * 100:.2f}"


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
    "machine": machine,
    "ends": ends,
    "share": share,
    "filesize": filesizeformat,
    "combine": combine,
    "tidy": tidy,
    "blank": blank,
    "unlinked": unlinked,
}
"""Filters of every template."""

SPOKEN: Mapping[str, Callable[[str | None], Callable[[Any], str]]] = {
    "day": day_in,
    "short_day": short_day_in,
    "month": month_in,
    "short_month": short_month_in,
    "until": until_in,
    "until_short": until_short_in,
    "amount": amount_in,
    "say": say_in,
}
"""Filters that write in a language, which a compiled template knows."""
