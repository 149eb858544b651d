"""Templates compiled once per language, to as little as can be left for when a page is drawn.

Words are translated then, components are written out where they are used (`inline`), and what formats dates and amounts
knows its language.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import Any, Final
from weakref import ReferenceType

from django.templatetags.static import static
from django.utils import translation
from django.utils.safestring import SafeString
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import LRUCache
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

from recert.config.inline import WHOLE, Library, written_out

GETTEXT: Final = frozenset({"_", "gettext"})
TEMPLATES: Final = 500
VALUE: Final = re.compile(r"%\((\w+)\)s")


class Fold(NodeTransformer):
    """Puts what is known already in the place of the calls that ask for it: translations, and addresses of assets.

    `spoken` names the filters of the language that is being compiled for.
    """

    def __init__(self, spoken: Mapping[str, str]) -> None:
        self.spoken = spoken

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's own way to name
        """A call with one constant, or anything else as it is."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or len(node.args) != 1 or node.dyn_args or node.dyn_kwargs:
            return node
        given = node.args[0]
        if not isinstance(given, nodes.Const):
            return node
        if node.node.name in GETTEXT:
            return self.translated(given.value, node.kwargs)
        if node.node.name == "static" and not node.kwargs:
            return nodes.Const(static(given.value))
        return node

    def translated(self, text: str, values: list[nodes.Keyword]) -> nodes.Node:
        """What the call would give: markup, into which values go escaped."""
        given = {value.key: value.value for value in values}
        pieces = VALUE.split(translation.gettext(text))  # text, name, text, name, text
        parts: list[nodes.Expr] = [
            given[piece] if at % 2 else nodes.MarkSafeIfAutoescape(nodes.Const(piece.replace("%%", "%")))
            for at, piece in enumerate(pieces)
            if piece
        ]
        return parts[0] if len(parts) == 1 and len(pieces) == 1 else nodes.Concat(parts)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:  # noqa: N802 - the visitor's own way to name
        """A filter that writes in a language, as the one for the language of this template."""
        self.generic_visit(node)
        if node.name in self.spoken:
            node.name = self.spoken[node.name]
        return node


def shown(value: Any) -> str:
    """A value as it stands in a page: `escape`, without making markup of it first. Pages do this for every value."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup or kind is SafeString:
        return str.__str__(value)
    return str(value) if kind is int else escape(value)


def plainly(call: Callable[..., str], *args: Any, **options: Any) -> str:
    """A call, and nothing else."""
    return call(*args, **options)


class Writer(CodeGenerator):
    """Jinja's own, but for shorter ways to escape what is shown, to read attributes, and to ask for addresses."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """The module of a template."""
        self.writeline("from recert.config.jinja import plainly, shown")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 - Jinja's names
        """A call. What is called may want to know where it was called from; `url` doesn't."""
        if not isinstance(node.node, nodes.Name) or node.node.name != "url":
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write("plainly(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        return self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """An attribute at once where there is one; else as Jinja looks: an item, or undefined."""
        whole, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({whole} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({whole}, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Translated(Environment):
    """An environment that keeps its compiled templates by language. `spoken` makes filters for a language."""

    code_generator_class = Writer

    def __init__(self, *args: Any, spoken: Mapping[str, Callable[[str | None], Any]], **options: Any) -> None:
        self.by_language: defaultdict[str | None, Any] = defaultdict(lambda: LRUCache(TEMPLATES))
        self.libraries = dict[str | None, Library]()
        self.spoken = spoken
        super().__init__(*args, **options)
        self.filters[WHOLE] = str

    @property
    def cache(self) -> MutableMapping[tuple[ReferenceType[Any], str], Template] | None:
        """The templates in the reader's language."""
        kept: MutableMapping[tuple[ReferenceType[Any], str], Template] = self.by_language[translation.get_language()]
        return kept

    @cache.setter
    def cache(self, made: object) -> None:
        """The one cache that Jinja would keep is not needed."""

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        language = translation.get_language()
        if language not in self.libraries:
            self.filters.update({f"{name} {language}": make(language) for name, make in self.spoken.items()})
            self.libraries[language] = Library(self, partial(self._read, language=language))
        whole = written_out(self._folded(source, language), self.libraries[language])
        whole.set_environment(self)  # the nodes put in know it as well
        return super()._generate(whole, *args, **options)

    def _read(self, name: str, language: str | None) -> nodes.Template:
        assert self.loader is not None  # noqa: S101 - Django gives one
        source, filename, _is_fresh = self.loader.get_source(self, name)
        return self._folded(self._parse(source, name, filename), language)

    def _folded(self, source: nodes.Template, language: str | None) -> nodes.Template:
        folded: nodes.Template = Fold({name: f"{name} {language}" for name in self.spoken}).visit(source)
        folded.set_environment(self)
        return folded
