"""Bundles: named tuples of arrays, records and numbers that a kernel receives as one pointer.

Numba passes a named tuple field by field, and an array as seven words: handing all tables and the
state to a helper cost more than what most helpers do. A `Bundle` holds one table of 64-bit words:
a number is one word, a record its address, an array its address and its shape. Kernels read
``bundle.name`` as they would of the named tuple. The words never change while a kernel runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.extending import NativeValue, register_model, typeof_impl, unbox
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, models
from numba.np.arrayobj import populate_array

WORD = ir.IntType(64)


class Bundle:
    """The fields of a named tuple, where kernels find them.

    Parameters
    ----------
    fields
        Contiguous arrays, records (``np.void``) and numbers.
    """

    def __init__(self, fields: NamedTuple) -> None:
        self.fields = {name: _held(value) for name, value in fields._asdict().items()}
        words = [word for value in self.fields.values() for word in _words(value)]
        self.words = np.array(words, dtype=np.int64)
        self.address = int(self.words.ctypes.data)
        shapes = tuple((name, *_shape(value)) for name, value in self.fields.items())
        self.type = _type_of(type(fields).__name__, shapes)


def _held(value: Any) -> Any:
    """Keep a record as an array of one, whose address is known; check the layout of arrays."""
    if isinstance(value, np.void):
        return np.array(value)
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(value)
    return value


def _words(value: Any) -> list[int]:
    if isinstance(value, np.ndarray):
        return [value.ctypes.data, *value.shape]
    number = np.float64(value) if isinstance(value, float) else np.uint64(int(value) % 2**64)
    return [int(number.view(np.int64))]


def _shape(value: Any) -> tuple[Any, int]:
    """Return the dtype of a field, and its dimensions: 0 for a number or a record."""
    dtype = value.dtype if isinstance(value, np.ndarray) else np.result_type(type(value))
    return dtype, getattr(value, "ndim", 0)


@lru_cache
def _type_of(title: str, shapes: tuple[tuple[str, Any, int], ...]) -> BundleType:
    """Return the type of a bundle; finding the types of records takes a while."""
    fields = []
    for name, dtype, ndim in shapes:
        item = numba.from_dtype(dtype)
        fields.append((name, types.Array(item, ndim, "C") if ndim else item))
    return BundleType(title, tuple(fields))


class BundleType(types.Type):
    """The Numba type of a bundle: the names and types of its fields."""

    def __init__(self, name: str, fields: tuple[tuple[str, Any], ...]) -> None:
        self.title, self.fields = name, fields
        super().__init__(f"{name}{fields}")

    @property
    def mangling_args(self) -> tuple[str, tuple[int, ...]]:
        """Name of the type in the symbols of compiled functions: short."""
        return self.title, (self._code,)  # type: ignore[attr-defined]

    def find(self, name: str) -> tuple[int, Any]:
        """Return the place of the first word of a field, and its type."""
        at = 0
        for own, kind in self.fields:
            if own == name:
                return at, kind
            at += 1 + (kind.ndim if isinstance(kind, types.Array) else 0)
        raise AttributeError(name)


@register_model(BundleType)
class _Model(models.PrimitiveModel):
    """A bundle is the address of its words."""

    def __init__(self, models_known: Any, kind: BundleType) -> None:
        super().__init__(models_known, kind, WORD.as_pointer())


@typeof_impl.register(Bundle)
def _typeof(value: Bundle, context: Any) -> BundleType:
    return value.type


@unbox(BundleType)
def _unboxed(kind: BundleType, value: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(value, "address")
    word = c.unbox(types.intp, address).value
    c.pyapi.decref(address)
    return NativeValue(c.builder.inttoptr(word, WORD.as_pointer()))


@infer_getattr
class _Attributes(AttributeTemplate):
    key = BundleType

    def generic_resolve(self, bundle: BundleType, name: str) -> Any:  # type: ignore[override]
        return dict(bundle.fields).get(name)


@lower_getattr_generic(BundleType)
def _field(context: Any, builder: Any, kind: BundleType, words: Any, name: str) -> Any:
    """Read a field: its words are the same throughout a kernel, which LLVM may rely on."""
    at, field = kind.find(name)

    def word(k: int) -> Any:
        loaded = builder.load(builder.gep(words, [WORD(at + k)]))
        loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        return loaded

    if isinstance(field, types.Array):
        return _array(context, builder, field, word)
    if isinstance(field, types.Record):
        return builder.inttoptr(word(0), context.get_value_type(field))
    if isinstance(field, types.Float):
        return builder.bitcast(word(0), context.get_value_type(field))
    if isinstance(field, types.Boolean):
        return cgutils.is_not_null(builder, word(0))
    return word(0)


def _array(context: Any, builder: Any, kind: Any, word: Any) -> Any:
    array = context.make_array(kind)(context, builder)
    item = context.get_constant(
        types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype))
    )
    shape = [word(1 + k) for k in range(kind.ndim)]
    strides = [item]
    for length in shape[:0:-1]:
        strides.insert(0, builder.mul(strides[0], length))
    first = builder.inttoptr(word(0), context.get_data_type(kind.dtype).as_pointer())
    populate_array(array, data=first, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return array._getvalue()
