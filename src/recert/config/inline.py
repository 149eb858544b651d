"""Macros written out where they are called.

Components are macros, so that their markup stands in one place. To call one costs several times what most of them
write, and a page calls them by the hundred. A call that stands by itself in the output is therefore replaced, when its
template is compiled, by the macro's own nodes, with all names of the macro made unlike any other.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Final, TypeVar

from jinja2 import Environment, nodes

Node = TypeVar("Node", bound=nodes.Node)
Turn = Callable[[nodes.Node], list[nodes.Node]]
ODD: Final = (nodes.Macro, nodes.Block, nodes.Import, nodes.FromImport, nodes.Include, nodes.AssignBlock)
"""What defines names or blocks for others, and so stays where it is."""

LEAVES: Final = (nodes.Name, nodes.Const, nodes.TemplateData)
"""What has no parts; most nodes are of these."""

WHOLE: Final = "whole"
"""The filter that changes nothing."""

_numbers: Final = count()


def clone(node: Node) -> Node:
    """A copy that shares nothing with the first but the environment."""
    made = type(node).__new__(type(node))
    own = vars(made)
    own.update(vars(node))
    for name in () if isinstance(node, LEAVES) else node.fields:
        value = own.get(name)
        if isinstance(value, nodes.Node):
            own[name] = clone(value)
        elif isinstance(value, list):
            own[name] = [clone(each) if isinstance(each, nodes.Node) else each for each in value]
    return made


def changed(node: Node, turn: Turn, kind: type[nodes.Node] = nodes.Node) -> Node:
    """Puts what `turn` makes of each part in its place, the inner ones first. Only lists have room for several.

    Only parts of this kind are gone through: in expressions there are no statements.
    """
    own = vars(node)
    for name in () if isinstance(node, LEAVES) else node.fields:
        value = own.get(name)
        if isinstance(value, kind):
            own[name] = turn(changed(value, turn, kind))[0]
        elif isinstance(value, list) and value:
            parts = [turn(changed(each, turn, kind)) if isinstance(each, kind) else [each] for each in value]
            own[name] = [part for several in parts for part in several]
    return node


def below(node: nodes.Node) -> list[nodes.Node]:
    """All parts of a node and their parts, in no order. Jinja's own `find_all` takes several times as long."""
    found, left = list[nodes.Node](), [node]
    while left:
        each = left.pop()
        own = vars(each)
        for name in () if isinstance(each, LEAVES) else each.fields:
            value = own.get(name)
            parts = value if isinstance(value, list) else [value]
            left += [part for part in parts if isinstance(part, nodes.Node)]
        found.append(each)
    return found[1:]


def names(node: nodes.Node) -> list[nodes.Name]:
    """The names that stand in a node, each as often as it does."""
    return [each for each in below(node) if isinstance(each, nodes.Name)]


@dataclass(frozen=True)
class Module:
    """A template as a place of macros: its own, those it imports by name, the modules it imports, its own values."""

    macros: Mapping[str, nodes.Macro]
    imported: Mapping[str, tuple[str, str]]
    modules: Mapping[str, str]
    values: frozenset[str]

    def needs(self, name: str) -> bool:
        """Whether this name means something here that it means nowhere else."""
        return name in self.macros or name in self.imported or name in self.modules or name in self.values


@dataclass
class Library:
    """The macros of all templates, read once."""

    environment: Environment
    read: Callable[[str], nodes.Template]
    kept: dict[str, Module] = field(default_factory=dict)
    under_way: list[nodes.Macro] = field(default_factory=list)

    def module(self, name: str) -> Module:
        """The macros that a template knows."""
        if name not in self.kept:
            self.kept[name] = self.module_of(self.read(name))
        return self.kept[name]

    def module_of(self, template: nodes.Template) -> Module:
        """The same of a template that was read already, with what it knows from the one it extends."""
        macros, imported, modules = dict[str, nodes.Macro](), dict[str, tuple[str, str]](), dict[str, str]()
        for node in template.body:
            if isinstance(node, nodes.Extends) and isinstance(node.template, nodes.Const):
                above = self.module(node.template.value)
                imported.update(above.imported)
                modules.update(above.modules)
            elif isinstance(node, nodes.Macro):
                macros[node.name] = node
            elif isinstance(node, nodes.FromImport) and isinstance(node.template, nodes.Const):
                imported.update({alias: (node.template.value, name) for name, alias in _names(node)})
            elif isinstance(node, nodes.Import) and isinstance(node.template, nodes.Const):
                modules[node.target] = node.template.value
        values = (node.target for node in template.body if isinstance(node, nodes.Assign))
        return Module(macros, imported, modules, frozenset(v.name for v in values if isinstance(v, nodes.Name)))

    def find(self, called: nodes.Expr, home: Module) -> tuple[nodes.Macro, Module] | None:
        """The macro that a call means, with the module where it stands."""
        if isinstance(called, nodes.Name) and called.name in home.macros:
            return home.macros[called.name], home
        if isinstance(called, nodes.Name) and called.name in home.imported:
            module, name = home.imported[called.name]
        elif isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
            module, name = home.modules.get(called.node.name, ""), called.attr
        else:
            return None
        there = self.module(module) if module else None
        return (there.macros[name], there) if there and name in there.macros else None


def written_out(template: nodes.Template, library: Library) -> nodes.Template:
    """The template with its macros where they are called, and without imports by name that nothing needs any more."""
    home = library.module_of(template)
    changed(template, _plain, nodes.Stmt)
    changed(template, partial(_inlined, library=library, home=home), nodes.Stmt)
    changed(template, _plain, nodes.Stmt)
    changed(template, _at_once, nodes.Stmt)
    _join(template)
    needed = {name.name for name in names(template)}
    template.body = [
        node
        for node in template.body
        if not isinstance(node, nodes.FromImport) or any(alias in needed for _name, alias in _names(node))
    ]
    return template


def _names(node: nodes.FromImport) -> list[tuple[str, str]]:
    return [each if isinstance(each, tuple) else (each, each) for each in node.names]


def _plain(node: nodes.Node) -> list[nodes.Node]:
    """An output as one for each of its parts (a concatenation is as many), and `elif` as `if` inside of `else`."""
    if isinstance(node, nodes.If) and node.elif_:
        first, *more = node.elif_
        others = nodes.If(first.test, first.body, more, node.else_, lineno=first.lineno)
        return [nodes.If(node.test, node.body, [], _plain(others), lineno=node.lineno)]
    if not isinstance(node, nodes.Output):
        return [node]
    parts = [part for child in node.nodes for part in (child.nodes if isinstance(child, nodes.Concat) else [child])]
    return [nodes.Output([part], lineno=node.lineno) for part in parts]


def _at_once(node: nodes.Node) -> list[nodes.Node]:
    """A block that hands over its text as a whole: every piece would climb through all the templates that extend."""
    if isinstance(node, nodes.Block) and not node.scoped:
        whole = nodes.Filter(None, WHOLE, [], [], None, None, lineno=node.lineno)
        node.body = [nodes.FilterBlock(node.body, whole, lineno=node.lineno)]
    return [node]


def _join(node: nodes.Node) -> None:
    """Makes neighboring outputs one again, so that constant parts become one text."""
    for _name, value in node.iter_fields():
        if isinstance(value, list):
            joined = list[object]()
            for each in value:
                if isinstance(each, nodes.Output) and joined and isinstance(joined[-1], nodes.Output):
                    joined[-1].nodes += each.nodes
                else:
                    joined.append(each)
            value[:] = joined
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Stmt):
            _join(child)


def _inlined(node: nodes.Node, library: Library, home: Module) -> list[nodes.Node]:
    """A call that stands by itself, with or without a body, as the statements it comes to."""
    if isinstance(node, nodes.CallBlock) and not node.args:
        made = _statements(node.call, library, home, node.body)
    elif isinstance(node, nodes.Output) and isinstance(node.nodes[0], nodes.Call):
        made = _statements(node.nodes[0], library, home, None)
    else:
        made = None
    return [node] if made is None else made


def _statements(
    call: nodes.Call, library: Library, home: Module, inside: list[nodes.Node] | None
) -> list[nodes.Node] | None:
    """What a call comes to; None where that is no macro, or one that can't be taken out of its place."""
    found = library.find(call.node, home)
    given = _given(call, found[0]) if found else None
    if found is None or given is None:
        return None
    macro, there = found
    if macro in library.under_way:  # it calls itself
        return None
    body = nodes.Scope([clone(each) for each in macro.body])
    changed(body, _plain, nodes.Stmt)
    if not _movable(body, has_body=inside is not None):
        return None
    mark = f"_m{next(_numbers)}"
    own = {name.name for name in names(body) if name.ctx == "store"}
    for name in names(body):
        if name.name in own or name.name in given:
            name.name += mark
    values = {name + mark: value for name, value in given.items()}
    fixed = {name: value for name, value in values.items() if _is_fixed(value) and name.removesuffix(mark) not in own}
    changed(body, partial(_with_values, values=fixed))
    changed(body, partial(_folded, environment=library.environment), nodes.Stmt)
    library.under_way.append(macro)
    changed(body, partial(_inlined, library=library, home=there), nodes.Stmt)
    library.under_way.pop()
    if any(there.needs(name.name) and not _same(there, home, name.name) for name in names(body)):
        return None
    bound = {name: value for name, value in values.items() if name not in fixed}
    often = _often(body)
    once = {name: value for name, value in bound.items() if name.removesuffix(mark) not in own and name not in often}
    changed(body, partial(_with_values, values=once))
    changed(body, lambda node: [clone(each) for each in inside or ()] if _is_caller(node) else [node], nodes.Stmt)
    targets: list[nodes.Expr] = [nodes.Name(name, "param") for name in bound if name not in once]
    if not targets and not own:
        return body.body
    kept = [value for name, value in bound.items() if name not in once]
    return [nodes.With(targets, kept, body.body, lineno=call.lineno)]


def _given(call: nodes.Call, macro: nodes.Macro) -> dict[str, nodes.Expr] | None:
    """The value of each of a macro's parameters in a call. None where the call doesn't fit by itself."""
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(macro.args):
        return None
    wanted = [each.name for each in macro.args]
    given = dict(zip(wanted[len(wanted) - len(macro.defaults) :], map(clone, macro.defaults), strict=True))
    given.update(zip(wanted, call.args, strict=False))
    given.update({each.key: each.value for each in call.kwargs})
    return given if set(given) == set(wanted) else None


def _movable(body: nodes.Scope, *, has_body: bool) -> bool:
    """Whether a macro's body means the same elsewhere: it calls its caller plainly, and defines nothing for others."""
    parts = below(body)
    callers = sum(_is_caller(node) for node in parts)
    named = sum(isinstance(node, nodes.Name) and node.name == "caller" for node in parts)
    loops = [node for node in parts if isinstance(node, nodes.For)]
    repeated = any(name.name == "caller" for loop in loops for name in names(loop))
    odd = any(isinstance(node, ODD) for node in parts)
    return callers == named and bool(callers) == has_body and not repeated and not odd


def _is_caller(node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Output) or not isinstance(node.nodes[0], nodes.Call):
        return False
    call = node.nodes[0]
    return isinstance(call.node, nodes.Name) and call.node.name == "caller" and not call.args and not call.kwargs


def _is_fixed(value: nodes.Expr) -> bool:
    """Whether a value is known when the template is compiled."""
    return isinstance(value.expr if isinstance(value, nodes.MarkSafeIfAutoescape) else value, nodes.Const)


def _often(body: nodes.Node) -> set[str]:
    """Names that are asked for more than once, or in a loop, so that their value may not stand there itself."""
    parts = below(body)
    uses = Counter(each.name for each in parts if isinstance(each, nodes.Name))
    loops = [node for node in parts if isinstance(node, nodes.For)]
    return {name for name, times in uses.items() if times > 1} | {each.name for loop in loops for each in names(loop)}


def _same(there: Module, home: Module, name: str) -> bool:
    return name in there.modules and there.modules.get(name) == home.modules.get(name)


def _with_values(node: nodes.Node, values: Mapping[str, nodes.Expr]) -> list[nodes.Node]:
    return [clone(values[node.name])] if isinstance(node, nodes.Name) and node.name in values else [node]


def _folded(node: nodes.Node, environment: Environment) -> list[nodes.Node]:
    """Of a choice that is known already, what was chosen."""
    if not isinstance(node, nodes.If):
        return [node]
    assert isinstance(node.test, nodes.Expr)  # noqa: S101 - Jinja declares less than it builds
    try:
        return node.body if node.test.as_const(nodes.EvalContext(environment)) else node.else_
    except nodes.Impossible:
        return [node]
