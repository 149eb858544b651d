"""Templates say the same whether their macros are called or written out."""

from functools import partial
from typing import Any

import pytest
from django.utils.translation import ngettext
from jinja2 import DictLoader, Environment, StrictUndefined

from recert.config.jinja import Translated

PARTS = """
{% macro icon(name) %}
<i>{% if name == "a" %}first{% elif name == "b" %}second{% else %}{{ name }}{% endif %}</i>
{% endmacro %}
{% macro box(title, kind="plain", open=false) %}
<b class="{{ kind }}{{ ' open' if open else '' }}">{{ icon(kind) }}{{ title }}{{ caller() }}</b>
{% endmacro %}
{% macro row(each, more=()) %}
{% set name = each.name or "none" %}{% for x in more %}{{ name }}{{ x }}{% else %}{{ name }}!{% endfor %}
{% endmacro %}
{% macro twice(text) %}{{ text }}-{{ text }}{% endmacro %}
{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n - 1) }}{% endif %}{% endmacro %}
{% macro many(items) %}{% for item in items %}{{ caller(item) }}{% endfor %}{% endmacro %}
"""

PAGES = {
    "constants": '{{ c.icon("a") }}{{ c.icon("b") }}{{ c.icon("<c>") }}',
    "escapes": "{{ c.icon(evil) }}{{ c.twice(evil) }}{{ c.twice(c.icon(evil)) }}",
    "names": '{% set name = "mine" %}{{ c.row(thing) }}{{ name }}{{ c.row(thing, more=[name, 2]) }}',
    "loops": "{% for each in things %}{{ loop.index }}{{ c.row(each) }}{% endfor %}",
    "bodies": '{% set title = "T" %}{% call c.box(evil, kind="b") %}{{ title }}{{ c.icon("a") }}{% endcall %}',
    "nested": "{% call c.box(1, open=true) %}{% call c.box(2) %}{{ evil }}{% endcall %}{% endcall %}",
    "itself": "{{ c.deep(3) }}",
    "with arguments": "{% call(x) c.many([1, 2]) %}[{{ x }}]{% endcall %}",
    "by name": '{% from "parts.html" import twice as double %}{{ double("x") }}{{ double(thing.name) }}',
    "as a value": '{{ c.twice("x")|upper }}{{ "a" ~ c.icon("b") }}',
    "words": '{{ _("Hello %(name)s, 100%%", name=evil) }}{{ c.twice(_("Hi %(name)s", name=evil)) }}',
    "missing": "{{ thing.nothing|default('none') }}{{ thing.nothing is defined }}{{ thing.name is defined }}",
    "blocks": '{% extends "frame.html" %}{% block main %}{{ c.icon("a") }}{{ self.title() }}{% endblock %}',
}
FRAME = (
    '{% import "parts.html" as c %}<title>{% block title %}T{% block inner %}{{ evil }}{% endblock %}{% endblock %}'
    "</title>{% block main %}{% endblock %}"
)


class Thing:
    def __init__(self, name: str) -> None:
        self.name = name


CONTEXT: dict[str, Any] = {"evil": "<&>", "thing": Thing("<t>"), "things": [Thing("1"), Thing("")]}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_the_same(name: str) -> None:
    own = PAGES[name] if "extends" in PAGES[name] else '{% import "parts.html" as c %}' + PAGES[name]
    loader = DictLoader({"parts.html": PARTS, "frame.html": FRAME, "page.html": own})
    options: dict[str, Any] = {"loader": loader, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
    found = []
    for kind in (Environment, partial(Translated, spoken={})):
        made = kind(autoescape=True, **options)
        made.install_gettext_callables(str, ngettext, newstyle=True)  # type: ignore[attr-defined]
        found.append(made.get_template("page.html").render(CONTEXT))
    assert found[0] == found[1]
