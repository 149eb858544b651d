"""Templates compiled once per language: words without a value in them are translated then, and not on every page."""

from collections import defaultdict
from collections.abc import MutableMapping
from typing import Any, Final
from weakref import ReferenceType

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.utils import LRUCache
from jinja2.visitor import NodeTransformer

GETTEXT: Final = frozenset({"_", "gettext"})
TEMPLATES: Final = 500


class Fold(NodeTransformer):
    """Puts what is known already in the place of the calls that ask for it: translations, and addresses of assets."""

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
        words = translation.gettext(text)
        if not values:
            return nodes.MarkSafeIfAutoescape(nodes.Const(words % {}))
        pairs = [nodes.Pair(nodes.Const(value.key), value.value) for value in values]
        return nodes.Mod(nodes.MarkSafeIfAutoescape(nodes.Const(words)), nodes.Dict(pairs))


class Translated(Environment):
    """An environment that keeps its compiled templates by language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.by_language: defaultdict[str | None, Any] = defaultdict(lambda: LRUCache(TEMPLATES))
        super().__init__(*args, **options)

    @property
    def cache(self) -> MutableMapping[tuple[ReferenceType[Any], str], Template] | None:
        """The templates in the reader's language."""
        kept: MutableMapping[tuple[ReferenceType[Any], str], Template] = self.by_language[translation.get_language()]
        return kept

    @cache.setter
    def cache(self, made: object) -> None:
        """The one cache that Jinja would keep is not needed."""

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        folded: nodes.Template = Fold().visit(source)
        folded.set_environment(self)  # the nodes put in know it as well
        return super()._generate(folded, *args, **options)
