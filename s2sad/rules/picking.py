"""Rows of the functions that pick items of their operands: which ones, the function itself says when it gets places.

::

    z = np.tile(x, 2)             x_bar = put_back(z_bar, np.tile(places, 2), x)      places = [0, 1, 2, …] in x's shape
    z = np.insert(x, 1, y)        x_bar = put_back(z_bar, np.insert(places, 1, -1), x)

Where the place is -1 an item comes from somewhere else.  ``put_back`` adds items up at their places; its transpose,
``picked``, takes them from there.
"""

from __future__ import annotations

import numpy as np

from s2sad.ir import Arg, Attrs, Const, Pack, type_of
from s2sad.rules.registry import NAMESPACE, Rule, Typing, declare
from s2sad.rules.typing import NoType, probed
from s2sad.types import ONE, Array, Dim, Scalar, Type, axes, rank


def put_back(x, places, like):  # type: ignore[no-untyped-def]
    """Add each item to zeros of the shape of ``like`` at its place; items with the place -1 are left out."""
    out = np.zeros(np.size(like) + 1, dtype=np.asarray(x).dtype)
    np.add.at(out, places, x)
    return out[:-1].reshape(np.shape(like))


def picked(x, places):  # type: ignore[no-untyped-def]
    """The items at places, and zero for the place -1."""
    return np.append(x, np.zeros(1, dtype=np.asarray(x).dtype))[places]


def unpadded(x, pad_width, like):  # type: ignore[no-untyped-def]
    """What ``np.pad`` has put its items around."""
    width = np.broadcast_to(pad_width, (np.ndim(x), 2))
    return x[tuple(slice(before, n - after) for (before, after), n in zip(width, np.shape(x), strict=True))]


def unmirrored(x, pad_width, like, mode="reflect"):  # type: ignore[no-untyped-def]
    """The transpose of ``np.pad`` where it mirrors at the end items, as points: as often as the width takes."""
    width, edge = np.broadcast_to(pad_width, (np.ndim(x), 2)), int(mode == "reflect")
    for axis in reversed(range(np.ndim(x))):
        (before, after), n, x = width[axis], np.shape(like)[axis], np.moveaxis(x, axis, 0)
        parts, size = [], n
        while n > 1 and before + after > 0:
            most = (size - edge) // (n - edge) * (n - edge)
            parts.append((min(most, before), min(most, after)))
            size, before, after = size + sum(parts[-1]), before - parts[-1][0], after - parts[-1][1]
        for i, j in reversed(parts):
            left, x, right = x[:i], x[i : len(x) - j].copy(), x[len(x) - j :]
            x[edge : edge + i] -= left[::-1]
            x[len(x) - edge - j : len(x) - edge] -= right[::-1]
            x[0] += 2 * np.sum(left, axis=0)
            x[-1] += 2 * np.sum(right, axis=0)
        x = np.moveaxis(x if n > 1 else np.sum(x, axis=0, keepdims=True), 0, axis)
    return x if np.any(width) else x.copy()


NAMESPACE.update(put_back=put_back, picked=picked, unpadded=unpadded, unmirrored=unmirrored)
PLACES = "reshape_like(np.arange(size({0})), {0})"
NOWHERE = "np.full_like({}, -1)"


def _known(arg: Arg) -> bool:
    return isinstance(arg, Const) or (isinstance(arg, Pack) and all(map(_known, arg.items)))


def _numbers(arg: Arg) -> list[int]:
    if isinstance(arg, Pack):
        return [n for i in arg.items for n in _numbers(i)]
    return [abs(arg.value)] if isinstance(arg, Const) and isinstance(arg.value, int) else []


def roomy(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    """From two calls on arrays that are large enough for the numbers that the call names."""
    t = type_of(args[0])
    if not all(_known(a) for a in args[1:]):
        longer = _tiled if rule.name == "np.tile" else _framed
        shape = longer(axes(t), args[1], where) if isinstance(t, (Array, Scalar)) else None
        if not shape:
            raise NoType(f"{rule.name} with {', '.join(str(type_of(a)) for a in args[1:])}, which only the run knows")
        return (Array(getattr(t, "dtype", ""), shape),)
    return probed(rule, args, attrs, where, room=max([0, *(n for a in args[1:] for n in _numbers(a))]))


def _tiled(shape: tuple[Dim, ...] | None, reps: Arg, where: str) -> tuple[Dim, ...] | None:
    """As often along each axis as the last of the numbers say; more numbers than axes are more axes."""
    numbers = reps.items if isinstance(reps, Pack) else (reps,)
    if shape is None or not all(isinstance(type_of(n), Scalar) for n in numbers):
        return None
    rank = max(len(shape), len(numbers))
    shape, numbers = (ONE,) * (rank - len(shape)) + shape, (Const(1),) * (rank - len(numbers)) + numbers
    pairs = zip(shape, numbers, strict=True)
    return tuple(d if n == Const(1) else Dim(f"{where}.{i}", "?") for i, (d, n) in enumerate(pairs))


def _framed(shape: tuple[Dim, ...] | None, width: Arg, where: str) -> tuple[Dim, ...] | None:
    """Longer along each axis for which the widths are not said to be zero."""
    if shape is None:
        return None
    each = width.items if isinstance(width, Pack) and len(width.items) == len(shape) else [width] * len(shape)
    still = Pack("tuple", (Const(0), Const(0)))
    return tuple(
        d if w == still else Dim(f"{where}.{i}", "?") for i, (d, w) in enumerate(zip(shape, each, strict=True))
    )


def _other_length(x: int) -> Typing:
    """An axis of another length, which only the run knows; without an axis, all items in a row."""

    def typing(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
        t, axis = type_of(args[x]), {**rule.statics, **dict(attrs)}.get("axis")
        if not isinstance(t, Array) or t.axes is None:
            raise NoType(f"{rule.name} of {t}")
        for a in args:
            if not isinstance(type_of(a), (Array, Scalar)) and not _known(a):
                raise NoType(f"{rule.name} with {type_of(a)}")
        new = Dim(where, "?")
        if axis is None:
            return (Array(t.dtype, (new,)),)
        if not isinstance(axis, int) or not -len(t.axes) <= axis < len(t.axes):
            raise NoType(f"axis {axis} of an array of rank {len(t.axes)}")
        at = axis % len(t.axes)
        return (Array(t.dtype, (*t.axes[:at], new, *t.axes[at + 1 :])),)

    return typing


def _put_back(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, like = type_of(args[0]), type_of(args[2])
    if not isinstance(t, (Array, Scalar)) or not isinstance(like, (Array, Scalar)):
        raise NoType(f"{rule.name} of {t}")
    return (Array(t.dtype, axes(like)),)


def _picked(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, places = type_of(args[0]), type_of(args[1])
    assert isinstance(t, (Array, Scalar))
    shape = axes(places)
    return (Array(t.dtype, shape) if shape or isinstance(places, Array) else Scalar("np", t.dtype),)


def _padded(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    mode = dict(attrs).get("mode", "constant")
    if mode not in ("constant", "edge", "wrap", "reflect", "symmetric"):
        raise NoType(f"mode {mode!r}, in which the new items are computed")
    if len(args) == 3 and (not isinstance(type_of(args[2]), Scalar) or mode != "constant"):
        raise NoType(f"constant_values={type_of(args[2])} in mode {mode!r}: one number for all sides,")
    return roomy(rule, args[:2], attrs, where) if len(args) == 2 else roomy(_PAD, args[:2], attrs, where)


def _chosen(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[1])
    if rank(t) is None or getattr(type_of(args[0]), "dtype", "") != "bool":
        raise NoType(f"{rule.name} of {t} at {type_of(args[0])}: it needs a mask,")
    return _other_length(1)(rule, args, attrs, where)


def _rotated(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t, given = type_of(args[0]), {**rule.statics, **dict(attrs)}
    if not isinstance(t, Array) or t.axes is None or len(t.axes) < 2:
        raise NoType(f"{rule.name} of {t}")
    shape = list(t.axes)
    a, b = (int(i) for i in given["axes"])  # type: ignore[attr-defined]
    if given["k"] % 2:  # type: ignore[operator]
        shape[a], shape[b] = shape[b], shape[a]
    return (Array(t.dtype, tuple(shape)),)


_X, _Y = PLACES.format("x"), PLACES.format("y")
_INSERTING = (
    ("np.insert", _Y, "np.zeros_like(y)", NOWHERE.format(_Y)),
    ("insert_number", "0", "0.0", "-1"),
)

# fmt: off
declare("put_back(x, places, like)", "linear", _put_back, x="picked(g, places)", helper="put_back",
        shape_only=("like",))
declare("picked(x, places)", "linear", _picked, x="put_back(g, places, x)", helper="picked")
declare("np.tile(x, reps)", "linear", roomy, x=f"put_back(g, np.tile({_X}, reps), x)", asked=("reps",))
_PAD = declare("np.pad(x, pad_width, mode='constant')", "linear", _padded, asked=("pad_width",), raises=True,
               x="unpadded(g, pad_width, x) if mode == 'constant' "
                 f"else put_back(g, np.pad({_X}, pad_width, mode=mode), x)")
declare("pad_with: np.pad(x, pad_width, mode='constant', constant_values=constant_values)", "tangent", _padded,
        function=np.pad, asked=("pad_width",), raises=True,
        x="np.pad(d, pad_width)",
        constant_values="d * pad_with(np.zeros_like(x), pad_width, 1)",
        constant_values_bar="np.sum(g * pad_with(np.zeros_like(x), pad_width, 1))")
declare("pad_odd: np.pad(x, pad_width, mode='constant', reflect_type=reflect_type)", "linear", roomy, function=np.pad,
        known=("reflect_type",), asked=("pad_width",), raises=True, x="unmirrored(g, pad_width, x, mode=mode)")
declare("unmirrored(x, pad_width, like, mode='reflect')", "linear", _put_back, helper="unmirrored",
        shape_only=("like",), x="pad_odd(g, pad_width, 'odd', mode=mode)")
declare("unpadded(x, pad_width, like)", "linear", _put_back, x="np.pad(g, pad_width)", helper="unpadded", memory="view",
        shape_only=("like",))
declare("np.delete(x, i, axis=None)", "linear", _other_length(0), raises=True,
        x=f"put_back(g, np.delete({_X}, i, axis=axis), x)")
for name, mine, zero, none in _INSERTING:
    declare(f"{'insert_number: ' if mine == '0' else ''}np.insert(x, i, y, axis=None)", "tangent", _other_length(0),
            raises=True, function=np.insert,
            x=f"{name}(d, i, {zero}, axis=axis)", x_bar=f"put_back(g, {name}({_X}, i, {none}, axis=axis), x)",
            y=f"{name}(np.zeros_like(x), i, d, axis=axis)",
            y_bar=f"put_back(g, {name}({NOWHERE.format(_X)}, i, {mine}, axis=axis), y)")
declare("np.compress(c, x, axis=None)", "linear", _chosen, x=f"put_back(g, np.compress(c, {_X}, axis=axis), x)",
        raises=True)
declare("np.extract(c, x)", "linear", _chosen, x=f"put_back(g, np.extract(c, {_X}), x)", raises=True)
declare("np.rot90(x, k=1, axes=(0, 1))", "linear", _rotated, x="np.rot90(g, k=-k, axes=axes)", memory="view",
        raises=True)
# fmt: on
