"""Columns as compiled code sees them: where they begin, and how long they are.

An array of NumPy is seven values to the compiler, and the stages hand on some two hundred of them at each call. Two
for each leave a third to be compiled. Nothing is checked and nothing is kept alive: whoever calls keeps the arrays.
"""

import operator
from typing import Any, TypeVar

import numpy as np
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import NativeValue, lower_builtin, models, register_model, typeof_impl, unbox
from numba.np import numpy_support
from numpy.typing import NDArray

T = TypeVar("T", bound=tuple[Any, ...])


class Column:
    """A contiguous array by its address."""

    __slots__ = ("address", "array", "size")

    def __init__(self, array: NDArray[Any]) -> None:
        if not array.flags.c_contiguous:
            raise ValueError("a column must be in one piece")
        self.array, self.address, self.size = array, array.ctypes.data, len(array)


def columns(found: T) -> T:
    """The same named tuple with its arrays as columns."""
    handed: list[Any] = [Column(item) if isinstance(item, np.ndarray) else item for item in found]
    return type(found)(*handed)


class ColumnType(types.Type):
    """The type of a column of some kind of integer."""

    def __init__(self, dtype: Any) -> None:
        self.dtype = dtype
        super().__init__(name=f"Column({dtype})")


@typeof_impl.register(Column)
def _type_of(value: Column, _: Any) -> ColumnType:
    return ColumnType(numpy_support.from_dtype(value.array.dtype))


@register_model(ColumnType)
class _Model(models.StructModel):
    def __init__(self, manager: Any, fe_type: ColumnType) -> None:
        super().__init__(manager, fe_type, [("data", types.CPointer(fe_type.dtype)), ("size", types.intp)])


@unbox(ColumnType)
def _unbox(kind: ColumnType, value: Any, c: Any) -> NativeValue:
    column = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    for name, attribute in (("address", "data"), ("size", "size")):
        found = c.pyapi.object_getattr_string(value, name)
        number = c.pyapi.number_as_ssize_t(found)
        c.pyapi.decref(found)
        if attribute == "data":
            number = c.builder.inttoptr(number, column.data.type)
        setattr(column, attribute, number)
    return NativeValue(column._getvalue(), is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


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


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(types.intp, args[0]) if isinstance(args[0], ColumnType) else None


@lower_builtin(len, ColumnType)
def _size(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return cgutils.create_struct_proxy(sig.args[0])(context, builder, value=args[0]).size
