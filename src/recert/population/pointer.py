"""Bundles of columns as compiled code sees them: one address each.

To the compiler a tuple of NumPy's arrays is seven values for each array, and the stages hand on some two
hundred arrays at each call: nearly all of the time, of compiling and of running, went into that. Here it is the
address of a row of cells, of which each holds a number, or where a column begins and how long it is. Nothing is
checked and nothing is kept alive: whoever calls keeps the `Handle`.
"""

import hashlib
import operator
from functools import cache
from typing import Any, Final

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

from recert.policy.lowering import columns_of

CELLS: Final = 2
"""How many cells a field has: a number and nothing, or a column's address and length."""


class Handle:
    """A bundle of numbers and contiguous arrays, laid out in cells."""

    def __init__(self, found: Any) -> None:
        self.found = found
        items = list(columns_of(found))
        self.cells = np.zeros(CELLS * len(items), dtype=np.int64)
        self.address = self.cells.ctypes.data
        kinds = list[str]()
        for i, (_, item) in enumerate(items):
            if not isinstance(item, np.ndarray):
                self.cells[CELLS * i] = item
                kinds.append("")
                continue
            if not item.flags.c_contiguous:
                raise ValueError("a column must be in one piece")
            self.cells[CELLS * i : CELLS * i + CELLS] = item.ctypes.data, len(item)
            kinds.append(_name(item.dtype))
        self.fields = tuple(zip((name for name, _ in items), kinds, strict=True))


@cache
def _name(dtype: Any) -> str:
    """NumPy makes the name of a kind of number anew each time, which takes longer than all else about a column."""
    return str(dtype.name)


class HandleType(types.Type):
    """The type of a handle: its fields, each with the kind of its column's integers; empty for a number."""

    def __init__(self, fields: tuple[tuple[str, str], ...]) -> None:
        self.fields = fields
        self.places = {name: i for i, (name, _) in enumerate(fields)}
        # the name is in that of each function that takes one, thousands of times: all fields in it are 20 MB of names
        super().__init__(name=f"Handle({hashlib.sha256(repr(fields).encode()).hexdigest()[:16]})")


class ColumnType(types.Type):
    """The type of a column of some kind of integer."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        super().__init__(name=f"Column({dtype})")


@typeof_impl.register(Handle)
def _type_of(value: Handle, _: Any) -> HandleType:
    return _handle_type(value.fields)


@cache
def _handle_type(fields: tuple[tuple[str, str], ...]) -> HandleType:
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
        kind = value.fields[value.places[attr]][1]
        return ColumnType(numpy_support.from_dtype(np.dtype(kind))) if kind else types.int64


@lower_getattr_generic(HandleType)
def _field(context: Any, builder: Any, kind: HandleType, value: Any, attr: str) -> Any:
    place = CELLS * kind.places[attr]
    first = builder.load(builder.gep(value, [context.get_constant(types.intp, place)]))
    dtype = kind.fields[kind.places[attr]][1]
    if not dtype:
        return first
    column_type = ColumnType(numpy_support.from_dtype(np.dtype(dtype)))
    column = cgutils.create_struct_proxy(column_type)(context, builder)
    column.data = builder.inttoptr(first, column.data.type)
    column.size = builder.load(builder.gep(value, [context.get_constant(types.intp, place + 1)]))
    return column._getvalue()


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
    place = _place(context, builder, sig.args[0], args[0], args[1])
    return context.unpack_value(builder, sig.return_type, place)


@lower_builtin(operator.setitem, ColumnType, types.intp, types.Any)
def _set(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    place = _place(context, builder, sig.args[0], args[0], args[1])
    context.pack_value(builder, sig.args[2], args[2], place)
    return context.get_dummy_value()


@lower_builtin(len, ColumnType)
def _size(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0]).size
