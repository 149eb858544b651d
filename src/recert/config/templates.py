"""What every template may use."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from recert.config.form_token import form_input
from recert.config.jinja import Translated
from recert.design.formats import FILTERS, SPOKEN


def is_markup(name: str | None) -> bool:
    """Whether a template's values are escaped: all but plain texts, which mails are made of."""
    return name is None or not name.endswith(".txt")


_address = lru_cache(maxsize=4096)(lambda name, args: reverse(name, args=args))


def url(name: str, args: Sequence[Any] = ()) -> str:
    """The address of a page. Pages name the same few over and over, and RECERT_URL has no path before them."""
    return _address(name, tuple(args))


def environment(**options: Any) -> Environment:
    """Jinja with translations, where a name that isn't there is an error and not a blank."""
    made = Translated(
        **{**options, "undefined": StrictUndefined, "autoescape": is_markup},
        spoken=SPOKEN,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static, url=url, site_url=settings.SITE_URL)
    made.filters.update(FILTERS)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    return made


def context(request: HttpRequest) -> dict[str, Any]:
    """On every page: the language, the secret of its forms, and whether this is a development server."""
    return {
        "language": translation.get_language(),
        "csrf_input": form_input(request),
        "development": settings.DEVELOPMENT,
    }
