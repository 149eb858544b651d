"""Bundles of columns as compiled code sees them: one address each.

To the compiler a tuple of NumPy's arrays is seven values for each array, and the stages hand on some two
hundred arrays at each call: nearly all of the time, of compiling and of running, went into that. Here it is the
address of a row of cells, of which each holds a number, or where a column begins and how long it is. Nothing is
checked and nothing is kept alive: whoever calls keeps the `Handle`.

What says nothing in a bundle may be part of its type: then nothing is compiled for the kinds of rule that a policy
does not use.
"""

import hashlib
import operator
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import (
    NativeValue,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np import numpy_support

from recert.policy.calendar import BEFORE, NEVER
from recert.policy.lowering import columns_of

CELLS: Final = 2
"""How many cells a field has: a number and nothing, or a column's address and length."""
NOTHING: Final = frozenset({0, -1, NEVER, BEFORE})
"""What rules say that are not used: no, none, never, always."""


class Field(NamedTuple):
    """A number, whose `kind` is empty, or a column of some kind of integers.

    `always` is what it says in each place, where the compiler may know that; `empty`: it has no place.
    """

    name: str
    kind: str = ""
    always: int | None = None
    empty: bool = False

    @property
    def seen(self) -> Any:
        """Its type, as what reads it sees it."""
        if not self.kind:
            return types.int64
        return ColumnType(numpy_support.from_dtype(np.dtype(self.kind)), self.always, empty=self.empty)


class Handle:
    """A bundle of numbers and contiguous arrays, laid out in cells.

    `shaped`: what says nothing is of its type. Other values may stand in the cells of others of that type, and what
    says nothing here says nothing there.
    """

    def __init__(self, found: Any, *, shaped: bool = False) -> None:
        self.found = found
        items = list(columns_of(found))
        cells = list[int]()
        for _, item in items:
            if not isinstance(item, np.ndarray):
                cells += (item, 0)
                continue
            if not item.flags.c_contiguous:
                raise ValueError("a column must be in one piece")
            cells += (_address(item), len(item))
        self.cells = np.array(cells, dtype=np.int64)
        self.address = _address(self.cells)
        self.fields = tuple(_shaped(name, item) if shaped else _plain(name, item) for name, item in items)


def _address(column: Any) -> int:
    found: int = column.__array_interface__["data"][0]  # `ctypes.data` makes five objects to tell it
    return found


def _plain(name: str, item: Any) -> Field:
    return Field(name, _name(item.dtype) if isinstance(item, np.ndarray) else "")


def _shaped(name: str, item: Any) -> Field:
    if not isinstance(item, np.ndarray):
        return Field(name, "", int(item) if item in NOTHING else None)
    said = set(item.tolist())
    always = said.pop() if len(said) == 1 and said <= NOTHING else None
    return Field(name, _name(item.dtype), always if len(item) else 0, not len(item))


@cache
def _name(dtype: Any) -> str:
    """NumPy makes the name of a kind of number anew each time, which takes longer than all else about a column."""
    return str(dtype.name)


class HandleType(types.Type):
    """The type of a handle: its fields."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields
        self.places = {field.name: i for i, field in enumerate(fields)}
        # the name is in that of each function that takes one, thousands of times: all fields in it are 20 MB of names
        super().__init__(name=f"Handle({hashlib.sha256(repr(fields).encode()).hexdigest()[:16]})")


class ColumnType(types.Type):
    """The type of a column of some kind of integer, and of what is known of it, as of `Field`."""

    def __init__(self, dtype: Any, always: int | None = None, *, empty: bool = False) -> None:
        self.dtype = dtype
        self.always = always
        self.empty = empty
        known = "" if always is None else f", {'empty' if empty else always}"
        super().__init__(name=f"Column({dtype}{known})")


@typeof_impl.register(Handle)
def _type_of(value: Handle, _: Any) -> HandleType:
    return _handle_type(value.fields)


@cache
def _handle_type(fields: tuple[Field, ...]) -> HandleType:
    return HandleType(fields)


@register_model(HandleType)
class _Cells(models.PrimitiveModel):
    def __init__(self, manager: Any, fe_type: HandleType) -> None:
        super().__init__(manager, fe_type, manager.lookup(types.CPointer(types.int64)).get_value_type())


@register_model(ColumnType)
class _Column(models.StructModel):
    def __init__(self, manager: Any, fe_type: ColumnType) -> None:
        super().__init__(manager, fe_type, [("data", types.CPointer(fe_type.dtype)), ("size", types.intp)])


@unbox(HandleType)
def _unbox(kind: HandleType, value: Any, c: Any) -> NativeValue:
    found = c.pyapi.object_getattr_string(value, "address")
    number = c.pyapi.number_as_ssize_t(found)
    c.pyapi.decref(found)
    pointer = c.builder.inttoptr(number, c.context.get_value_type(kind))
    return NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


@infer_getattr
class _Fields(AttributeTemplate):
    key = HandleType

    def generic_resolve(self, value: HandleType, attr: str) -> Any:  # type: ignore[override]
        return value.fields[value.places[attr]].seen


@lower_getattr_generic(HandleType)
def _field(context: Any, builder: Any, kind: HandleType, value: Any, attr: str) -> Any:
    place, field = CELLS * kind.places[attr], kind.fields[kind.places[attr]]
    if not field.kind:
        known = field.always is not None
        return context.get_constant(types.int64, field.always) if known else _cell(context, builder, value, place)
    column = cgutils.create_struct_proxy(field.seen)(context, builder)
    column.data = builder.inttoptr(_cell(context, builder, value, place), column.data.type)
    column.size = _cell(context, builder, value, place + 1)
    return column._getvalue()


def _cell(context: Any, builder: Any, value: Any, place: int) -> Any:
    """What a cell holds: while compiled code runs, always the same."""
    found = builder.load(builder.gep(value, [context.get_constant(types.intp, place)]))
    found.set_metadata("invariant.load", builder.module.add_metadata([]))
    return found


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], ColumnType) and isinstance(args[1], types.Integer):
            return signature(args[0].dtype, args[0], types.intp)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], ColumnType) and isinstance(args[1], types.Integer):
            return signature(types.none, args[0], types.intp, args[0].dtype)
        return None


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(types.intp, args[0]) if isinstance(args[0], ColumnType) else None


def _place(context: Any, builder: Any, kind: ColumnType, column: Any, index: Any) -> Any:
    found = cgutils.create_struct_proxy(kind)(context, builder, value=column)
    return builder.gep(found.data, [index])


@lower_builtin(operator.getitem, ColumnType, types.intp)
def _get(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    if sig.args[0].always is not None:
        return context.get_constant(sig.return_type, sig.args[0].always)
    place = _place(context, builder, sig.args[0], args[0], args[1])
    return context.unpack_value(builder, sig.return_type, place)


@lower_builtin(operator.setitem, ColumnType, types.intp, types.Any)
def _set(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    place = _place(context, builder, sig.args[0], args[0], args[1])
    context.pack_value(builder, sig.args[2], args[2], place)
    return context.get_dummy_value()


@lower_builtin(len, ColumnType)
def _size(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    if sig.args[0].empty:
        return context.get_constant(types.intp, 0)
    return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0]).size
