"""Rows of the functions that make arrays or arrange them anew; they say what they share with the operand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from s2sad.gaps import copy_with_gaps
from s2sad.ir import Arg, Attrs, Const, Eqn, Pack, type_of
from s2sad.rules.complexes import is_complex
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import NoType, probed
from s2sad.types import INT, ONE, SHAPE, Array, Dim, Scalar, Struct, Type, axes, broadcast, rank


def length(arg: Arg, where: str) -> Dim:
    """The axis that an integer operand makes: ``len(x)`` makes the axis of x."""
    t = type_of(arg)
    if not isinstance(t, Scalar) or not t.dtype.startswith(("int", "uint")):
        raise NoType(f"{t} as a length")
    if isinstance(arg, Const):
        return ONE if arg.value == 1 else Dim(str(arg.value), "n")
    return t.dim or Dim(where, "?")


def dtype_given(value: object) -> str:
    return np.dtype(value).name if value is not None else "float64"  # type: ignore[call-overload]


def _filled(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shape = args[0]
    items = shape.items if isinstance(shape, Pack) else (shape,)
    dims = tuple(length(a, f"{where}.{i}") for i, a in enumerate(items))
    return (Array(dtype_given({**rule.statics, **dict(attrs)}["dtype"]), dims),)


def _like(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if isinstance(t, Scalar):
        return (Array(t.dtype, ()),)
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    return (Array(dtype_given(dict(attrs).get("dtype", t.dtype)), t.axes),)


def _reshaped(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, shape = type_of(args[0]), args[1]
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    if type_of(shape) == SHAPE:
        raise NoType("a shape whose rank is not known")
    items = shape.items if isinstance(shape, Pack) else (shape,)
    dims = []
    for i, a in enumerate(items):
        unknown = isinstance(a, Const) and a.value == -1
        alone = unknown and len(items) == 1 and t.axes is not None and len(t.axes) == 1
        if alone and t.axes is not None:
            dims.append(t.axes[0])
        else:
            dims.append(Dim(f"{where}.{i}", "?") if unknown else length(a, f"{where}.{i}"))
    return (Array(t.dtype, tuple(dims)),)


def _shaped_like(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    value, like = type_of(args[0]), type_of(args[1])
    if not isinstance(value, (Scalar, Array)):
        raise NoType(f"{rule.name} of {value}")
    return (Array(value.dtype, axes(like)),)


def _array(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if isinstance(t, (Scalar, Array)):
        return _like(rule, args, attrs, where)
    return (_stacked(t, args[0], dict(attrs).get("dtype"), where),)


def _stacked(t: Type, arg: Arg, dtype: object, where: str) -> Array:
    """Nested lists of numbers, or lists of arrays of one shape."""
    if not isinstance(t, Struct) or not isinstance(arg, Pack) or not t.items:
        raise NoType(f"np.array of {t}")
    parts = [
        _stacked(i, a, dtype, where) if isinstance(i, Struct) else i for i, a in zip(t.items, arg.items, strict=True)
    ]
    if not all(isinstance(p, (Scalar, Array)) for p in parts):
        raise NoType(f"np.array of {t}")
    inner = broadcast([axes(p) for p in parts], where)
    if inner is None or any(len(axes(p) or ()) != len(inner) for p in parts):
        raise NoType("np.array of items of different rank")
    own = ONE if len(parts) == 1 else Dim(str(len(parts)), "n")
    name = dtype_given(dtype) if dtype else np.result_type(*[np.dtype(p.dtype) for p in parts if hasattr(p, "dtype")])
    return Array(str(name), (own, *inner))


def _item_length(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    shape = axes(type_of(args[0]))
    axis: Any = dict(attrs).get("axis", 0)
    if shape is None or not isinstance(type_of(args[0]), Array):
        return (INT,)
    if axis >= len(shape):
        raise NoType(f"axis {axis} of an array of rank {len(shape)}")
    return (Scalar("py", "int64", shape[axis]),)


def _integer(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (INT,)


def _whole_shape(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (SHAPE,)


def _raveled(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if isinstance(t, Scalar) and rule.name == "np.ravel":
        return (Array(t.dtype, (ONE,)),)
    if not isinstance(t, Array):
        raise NoType(f"{rule.name} of {t}")
    dim = t.axes[0] if t.axes is not None and len(t.axes) == 1 else Dim(f"{where}.0", "?")
    return (Array(t.dtype, (dim,)),)


def _contiguous(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    if not isinstance(t, Array) or not t.axes:
        raise NoType(f"{rule.name} of {t}")
    return (t,)


def reshaped_back(t: Type) -> Mapping[str, str]:
    """The adjoint of what was a number or an array of another rank."""
    return {"x": "np.sum(g)" if rank(t) == 0 else "reshape_like(g, x)"}


def _cast(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    dtype = dict(attrs)["dtype"]
    if isinstance(t, Array):
        return (Array(dtype_given(dtype), t.axes),)
    return (Scalar("np", dtype_given(dtype)),)


def _as_float(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    text = isinstance(args[0], Const) and isinstance(args[0].value, str)  # float("inf")
    number = isinstance(t, Scalar) or (isinstance(t, Array) and t.axes in ((), None))
    if not text and (not number or is_complex(t)):
        raise NoType(f"float of {t}")
    return (Scalar("py", "float64"),)


def _as_complex(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    for t in map(type_of, args):
        if not isinstance(t, Scalar) and not (isinstance(t, Array) and t.axes == ()):
            raise NoType(f"complex of {t}")
    return (Scalar("py", "complex128"),)


def _as_numpy(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    dtype = dtype_given(rule.function)
    if rank(t) != 0 or (is_complex(t) and not dtype.startswith("complex")):
        raise NoType(f"{rule.name} of {t}")
    return (Scalar("np", dtype),)


def _array_vjp(adj: Any, eqn: Eqn, g: Arg) -> None:
    """``np.array([a, b])``: each item gets its own entry of the adjoint."""
    x = eqn.args[0]
    if not isinstance(x, Pack):
        adj.add(x, g)
        return
    for place, leaf in _places(x, ()):
        index: Arg = Const(place[0]) if len(place) == 1 else Pack("tuple", tuple(map(Const, place)))
        if adj.wants(leaf):
            adj.add(leaf, adj.b.op("getitem", adj.full(g, eqn.outs[0]), index))


def _places(arg: Arg, place: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Arg]]:
    if isinstance(arg, Pack):
        for i, item in enumerate(arg.items):
            yield from _places(item, (*place, i))
    else:
        yield place, arg


def unbroadcast(x, like):  # type: ignore[no-untyped-def]
    """Sum x over the axes along which something of the shape of ``like`` was repeated."""
    shape = np.shape(like)
    if np.shape(x) == shape:
        return x
    extra = np.ndim(x) - len(shape)
    repeated = [i + extra for i, n in enumerate(shape) if n == 1]
    return np.reshape(np.sum(x, axis=(*range(extra), *repeated)), shape)


def fitting(x, like):  # type: ignore[no-untyped-def]
    """``x``, which has to have the shape of ``like``."""
    if np.shape(x) != np.shape(like):
        raise ValueError(f"the shape {np.shape(x)} is not that of what it belongs to, {np.shape(like)}")
    return x


def in_shape_of(x, like):  # type: ignore[no-untyped-def]
    """Repeat x to the shape of ``like``; on a path that leaves ``like`` without a value, nobody reads the result."""
    return x if like is None else np.broadcast_to(x, np.shape(like))


NAMESPACE["unbroadcast"] = unbroadcast
NAMESPACE["in_shape_of"] = in_shape_of
NAMESPACE["fitting"] = fitting
NAMESPACE["copy_with_gaps"] = copy_with_gaps

# fmt: off
declare("np.zeros(shape, dtype=None)",  "constant", _filled, raises=True, layout="C")
declare("np.ones(shape, dtype=None)",   "constant", _filled, raises=True, layout="C")
declare("np.empty(shape, dtype=None)",  "constant", _filled, raises=True, layout="C")
declare("np.full_like(x, fill_value, dtype=None)", "linear", _like, shape_only=("x",), layout="K",
        fill_value="unbroadcast(g, fill_value)")
declare("np.array(xs, dtype=None)",     "linear",   _array, vjp=_array_vjp, layout="K")
declare("np.reshape(x, shape)",         "linear",   _reshaped, x="reshape_like(g, x)", memory="maybe", raises=True,
        method="reshape")
declare("np.ravel(x)",                  "linear",   _raveled,  cases=reshaped_back, memory="maybe", method="ravel")
declare(
    "np.transpose(x, axes=None)", "linear", probed,
    x="np.transpose(g, axes=None if axes is None else np.argsort(axes))", memory="view", method="transpose",
)
declare("T: x.T",                       "linear",   probed,    memory="view",
        cases=lambda t: {"x": "g.T" if axes(t) != () else "g"})
declare("np.swapaxes(x, a, b)",         "linear",   probed,    x="np.swapaxes(g, a, b)", memory="view",
        method="swapaxes", known=("a", "b"))
declare("np.expand_dims(x, axis)",      "linear",   probed,    x="reshape_like(g, x)", memory="view", known=("axis",))
declare("copy: x.copy(order='C')",      "linear",   _like,     x="g", layout="C", method="copy")
declare("copy_with_gaps(x)",            "linear",   _like,     x="g", helper="copy_with_gaps")
declare("np.ascontiguousarray(x)",       "linear",   _contiguous, x="g", memory="maybe", layout="C")
declare("flatten: x.flatten()",          "linear",   _raveled,  x="reshape_like(g, x)", layout="C", method="flatten")
declare("astype: x.astype(dtype=None)", "linear",   _cast,     x="g", method="astype")
declare("float(x)",                     "linear",   _as_float, x="g", function=float, raises=True)
declare("complex(x)",                   "linear",   _as_complex, x="g", function=complex, raises=True)
declare("complex_of: complex(x, y)",    "elementwise", _as_complex, x="g", y="1j * g", raises=True)
declare("np.complex128(x)",             "linear",   _as_numpy, x="g")
declare("np.complex64(x)",              "linear",   _as_numpy, x="g")
declare("np.float64(x)",                "linear",   _as_numpy, x="g")
declare("np.float32(x)",                "linear",   _as_numpy, x="g")
declare("np.bool_(x)",                  "constant", _as_numpy, kinks=(((0.0,), (0.0,)),))
for _integer_type in (np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64):
    declare(f"np.{_integer_type.__name__}(x)", "constant", _as_numpy, raises=True, kinks=(((1.0,), (0.0,)),))
declare(
    "expand: np.broadcast_to(x, np.shape(like))", "linear", _shaped_like,
    x="unbroadcast(g, x)", memory="view", repeats=True, shape_only=("like",),
)
declare(
    "in_shape_of(x, like)", "linear", _shaped_like,
    x="unbroadcast(g, x)", helper="in_shape_of", memory="view", repeats=True, shape_only=("like",),
)
declare(
    "unbroadcast(x, like)", "linear", _shaped_like,
    x="expand(g, x)", helper="unbroadcast", memory="maybe", sums=True, shape_only=("like",),
)
declare(
    "fitting(x, like)", "linear", _shaped_like,
    x="reshape_like(g, x)", helper="fitting", memory="view", shape_only=("like",), raises=True,
)
declare(
    "reshape_like: np.reshape(x, np.shape(like))", "linear", _shaped_like,
    x="reshape_like(g, x)", memory="maybe", shape_only=("like",),
)
declare("size: x.size",                 "constant", _integer, shape_only=("x",))
declare("dim(x, axis=0)",               "constant", _item_length, shape_only=("x",), function=False)
declare("len(x)",                       "constant", _item_length, function=len, raises=True, shape_only=("x",))
declare("shape: np.shape(x)",           "constant", _whole_shape, shape_only=("x",))
declare("np.zeros_like(x, dtype=None)", "constant", _like, shape_only=("x",), layout="K")
declare("np.ones_like(x, dtype=None)",  "constant", _like, shape_only=("x",), layout="K")
declare("np.empty_like(x, dtype=None)", "constant", _like, shape_only=("x",), layout="K")
# fmt: on
