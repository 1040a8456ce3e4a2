"""Functions and methods of NumPy that write one of their arguments: each is one store, or several.

::

    np.copyto(a, b)             a[...] = b
    np.putmask(a, m, v)         a[m] = v[m]
    np.put(a, i, v)             a.flat[i] = v[np.arange(len(i)) % len(v)]
    np.subtract.at(a, i, v)     np.add.at(a, i, -v)
    a.sort()                    a[...] = np.sort(a)
    np.put_along_axis(a, i, v, 1)       a[np.expand_dims(np.arange(len(a)), (1,)), i] = v
"""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.array_forms import known_axis
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import item
from s2sad.lower.known_items import Kwargs
from s2sad.lower.meanings import ARRAY_METHODS, BUILTINS, Lower, meaning
from s2sad.lower.writes import check_write, effect, in_shape_of, write
from s2sad.lower.written import lowered
from s2sad.rules.registry import identity
from s2sad.types import Array, Scalar, Type, axes, rank, same_shape

NONE = Const(None)
Stores = Callable[[Frame, ast.AST, Var, tuple[Arg, ...]], None]


def writer(function: object, *names: str, method: bool = False, **defaults: object) -> Callable[[Stores], Stores]:
    """How calls are lowered that write their first argument; ``names`` and ``defaults`` are of the other arguments.

    Of what has a default, that is the only value that is known; a function with several forms has one for each.
    """

    def note(stores: Stores) -> Stores:
        table = ARRAY_METHODS if method else BUILTINS
        key = function if method else identity(function)
        other = table.get(key)  # type: ignore[call-overload]

        def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
            called = getattr(function, "__name__", str(function))
            given = dict(zip((*names, *defaults), args[1:], strict=False)) | kwargs
            extra = [k for k, v in given.items() if k not in names and v != Const(defaults.get(k, ...))]
            if not args or len(args) > 1 + len(names) + len(defaults) or extra or not given.keys() >= set(names):
                if other is not None:
                    return other(frame, node, args, kwargs)
                shown = f"{', '.join(extra)} of {called}" if extra else f"these arguments of {called}"
                frame.refuse(node, "S2S302", shown, "the rule for its derivative does not know it.", "write a store.")
            base = args[0]
            if not isinstance(base, Var) or not isinstance(base.type, Array) or base.type.axes is None:
                what = f"{called} of {type_of(base)}"
                frame.refuse(node, "S2S205", what, "it writes arrays only.", "make it an array.")
            stores(frame, node, base, tuple(given[n] for n in names))
            return NONE

        table[key] = lower  # type: ignore[index]
        return stores

    return note


def _refused(frame: Frame, node: ast.AST, what: str, why: str, fix: str) -> None:
    frame.refuse(node, "S2S205", what, why, fix)


def _same_kind(frame: Frame, node: ast.AST, base: Var, value: Arg) -> None:
    """Refuse what NumPy would refuse to cast."""
    t = type_of(value)
    if isinstance(t, (Scalar, Array)) and isinstance(base.type, Array):
        weak = isinstance(value, Const) and base.type.dtype[:5] in ("float", "compl")
        if not weak and not np.can_cast(t.dtype, base.type.dtype, "same_kind"):
            _refused(frame, node, f"a copy of {t} to {base.type}", "the primal would raise.", "cast it: x.astype(...).")


@writer(np.copyto, "src", casting="same_kind")
def _copyto(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    (value,) = args
    if isinstance(value, Pack):
        value = emit(frame, node, "np.array", (value,))
    _same_kind(frame, node, base, value)
    if (rank(type_of(value)) or 0) > (rank(base.type) or 0):
        _refused(frame, node, "a copy to an array of lower rank", "the primal would raise.", "check the shapes.")
    write(frame, node, base, Const(...), value)


@writer(np.copyto, "src", "where", casting="same_kind")
def _copyto_where(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    value, mask = (_as_array(frame, node, a) for a in args)
    _same_kind(frame, node, base, value)
    value, mask = (_spread(frame, node, a, base) for a in (value, mask))
    _put_masked(frame, node, base, mask, value, same_shape)


def _spread(frame: Frame, node: ast.AST, x: Arg, base: Var) -> Arg:
    """An array, or a mask, in the shape of another one; a number is stored as it is."""
    t, r = type_of(x), rank(base.type) or 0
    masks = getattr(t, "dtype", "") == "bool"
    return in_shape_of(frame, node, x, base) if (isinstance(t, Array) or masks) and (rank(t) or 0) <= r else x


@writer("fill", "value", method=True)
def _fill(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    (value,) = args
    if rank(type_of(value)) != 0:
        _refused(frame, node, "fill with an array", "it takes one number.", "write a[...] = value.")
    write(frame, node, base, Const(...), value)


@writer("sort", method=True, axis=-1)
def _sort(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    write(frame, node, base, Const(...), emit(frame, node, "np.sort", (base,)))


@writer("sort", "axis", method=True)
def _sort_along(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    axis = known_axis(frame, node, args[0], rank(base.type))
    write(frame, node, base, Const(...), emit(frame, node, "np.sort", (base,), {"axis": axis}))


_OF_ONE_SIZE = """
if mask.size != base.size:
    raise ValueError(message)
mask = reshape(mask, base.shape)
"""
# Whose turn it is stands before the branches: the adjoint sweep asks for it, and finds it without a tape there.
_PUT_IN_TURN = """
turn = arange(len(places)) % max(len(given), 1)
if len(given) > 0:
    base.flat[places] = given[turn]
"""
_PUT_UNDER_MASK_IN_TURN = """
turn = reshape(arange(base.size), base.shape)[mask] % max(len(given), 1)
if len(given) > 0:
    base[mask] = given[turn]
"""
_PLACE_IN_TURN = """
count = sum(mask)
turn = arange(count) % max(len(given), 1)
if count > 0:
    if len(given) == 0:
        raise ValueError("Cannot insert from an empty array!")
    base[mask] = given[turn]
"""
_CALLS = {
    "len": len,
    "max": max,
    "sum": np.sum,
    "reshape": np.reshape,
    "arange": np.arange,
    "ValueError": ValueError,
}


@writer(np.putmask, "mask", "values")
def _putmask(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    mask, value = args
    mask, value = _of_its_size(frame, node, base, mask, "putmask"), _as_array(frame, node, value)
    if isinstance(type_of(value), Array) and not _alike(type_of(value), base.type):
        operands = {"base": base, "mask": mask, "given": _in_turn(frame, node, value)}
        lowered(frame, node, _PUT_UNDER_MASK_IN_TURN, operands, _CALLS)
        return
    _put_masked(frame, node, base, mask, value, _alike)


def _of_its_size(frame: Frame, node: ast.AST, base: Var, mask: Arg, function: str) -> Arg:
    """A mask in the shape of an array, of which it has the size for sure then."""
    t = type_of(mask)
    if not isinstance(t, Array) or t.dtype != "bool" or _alike(t, base.type):
        return mask
    message = Const(f"{function}: mask and data must be the same size")
    operands = {"base": base, "mask": mask, "message": message}
    return lowered(frame, node, _OF_ONE_SIZE, operands, _CALLS, result="mask") or BOTTOM


def _as_array(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    return emit(frame, node, "np.array", (value,)) if isinstance(value, Pack) else value


def _in_turn(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """The items of an array one after the other, as they are now; a number is one."""
    if isinstance(type_of(value), Array):
        return emit(frame, node, "flatten", (value,))
    return emit(frame, node, "np.array", (Pack("tuple", (value,)),))


def _put_masked(
    frame: Frame, node: ast.AST, base: Var, mask: Arg, value: Arg, fits: Callable[[Type, Type], bool]
) -> None:
    """``a[m] = v[m]``."""
    _check_mask(frame, node, base, mask, fits)
    if isinstance(type_of(value), Array):
        if not fits(type_of(value), base.type):
            why = "values of another shape are broadcast."
            _refused(frame, node, "a masked copy of values of another shape", why, "write a[mask] = values.")
        value = item(frame, node, value, mask)
    write(frame, node, base, mask, value)


def _check_mask(frame: Frame, node: ast.AST, base: Var, mask: Arg, fits: Callable[[Type, Type], bool]) -> None:
    if getattr(type_of(mask), "dtype", "") != "bool" or not fits(type_of(mask), base.type):
        why = "it has to have the array's shape for sure."
        _refused(frame, node, "a masked copy with this mask", why, "write a[mask] = values.")


def _alike(a: Type, b: Type) -> bool:
    """Whether two arrays have one shape, also where NumPy would not raise for two shapes."""
    return isinstance(a, Array) and isinstance(b, Array) and a.axes is not None and a.axes == b.axes


@writer(np.place, "mask", "vals")
def _place(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    mask, value = args
    mask, value = _of_its_size(frame, node, base, mask, "place"), _as_array(frame, node, value)
    _check_mask(frame, node, base, mask, same_shape)
    if isinstance(type_of(value), Array):
        operands = {"base": base, "mask": mask, "given": _in_turn(frame, node, value)}
        lowered(frame, node, _PLACE_IN_TURN, operands, _CALLS)
    else:
        write(frame, node, base, mask, value)


@writer(np.put, "ind", "v", mode="raise")
def _put(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    _put_flat(frame, node, base, args)


@writer("put", "indices", "values", method=True, mode="raise")
def _put_method(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    _put_flat(frame, node, base, args)


def _put_flat(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    index, value = (_as_array(frame, node, a) for a in args)
    if "int" not in getattr(type_of(index), "dtype", "int"):
        what, why = "np.put at what are no integers", "it takes truth values for the places 0 and 1."
        _refused(frame, node, what, why, "write a[mask] = values.")
    if rank(base.type) == 1 and (not isinstance(type_of(value), Array) or _alike(type_of(value), type_of(index))):
        write(frame, node, base, index, value)
        return
    places, given = _in_turn(frame, node, index), _in_turn(frame, node, value)
    lowered(frame, node, _PUT_IN_TURN, {"base": base, "places": places, "given": given}, _CALLS)


@writer(np.put_along_axis, "indices", "values", "axis")
def _put_along_axis(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    """A store at the places along one axis, and at each place along the others."""
    index, value = (_as_array(frame, node, a) for a in args[:2])
    axis, n = frame.known(args[2], node), rank(base.type) or 0
    if not isinstance(axis, int) or not -n <= axis < n or rank(type_of(index)) != n:
        why = "it takes an axis of the array, and places with as many axes."
        _refused(frame, node, "np.put_along_axis with these places", why, "write a[rows, columns] = values.")
    places: list[Arg] = []
    for k in range(n):
        if k == axis % n:
            places.append(index)
            continue
        along = emit(frame, node, "np.arange", (emit(frame, node, "dim", (base,), {"axis": k}),))
        others = tuple(i for i in range(n) if i != k)
        places.append(emit(frame, node, "np.expand_dims", (along, Const(others))))
    write(frame, node, base, Pack("tuple", tuple(places)) if n > 1 else index, value)


@writer(np.fill_diagonal, "val", wrap=False)
def _fill_diagonal(frame: Frame, node: ast.AST, base: Var, args: tuple[Arg, ...]) -> None:
    (value,) = args
    shape, own = axes(base.type) or (), axes(type_of(value))
    if len(shape) != 2:
        why = "the diagonal of an array is that of its last two axes only where it has no more."
        _refused(frame, node, f"np.fill_diagonal of {base.type}", why, "i = np.arange(n); a[i, i] = value.")
    square = shape[0] == shape[1]
    if own is None or len(own) > 1 or (own and not (square and own[0] == shape[0])):
        why = "values of another length are repeated or cut off."
        _refused(frame, node, "np.fill_diagonal with these values", why, "i = np.arange(n); a[i, i] = value.")
    n = emit(frame, node, "dim", (base,), {"axis": 0})
    if not square:
        n = emit(frame, node, "shortest", (n, emit(frame, node, "dim", (base,), {"axis": 1})))
    i = emit(frame, node, "np.arange", (n,))
    write(frame, node, base, Pack("tuple", (i, i)), value)


def _at(sign: int) -> Lower:
    """``np.add.at`` and ``np.subtract.at``: repeated indices count as often as they stand there."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        if len(args) != 3 or kwargs or not isinstance(args[0], Var) or not isinstance(args[0].type, Array):
            _refused(frame, node, "ufunc.at of these arguments", "it takes an array, indices and values.", "a[i] += v.")
        base, index, value = (emit(frame, node, "np.array", (a,)) if _is_list(a) else a for a in args)
        assert isinstance(base, Var)
        _same_kind(frame, node, base, value)
        check_write(frame, node, base, index, value)
        if sign < 0:
            value = emit(frame, node, "neg", (value,))
        effect(frame, node, "add_at", (base, index, value))
        return NONE

    return lower


def _is_list(a: Arg) -> bool:
    return isinstance(a, Pack) and a.kind == "list"


meaning(np.add.at)(_at(1))
meaning(np.subtract.at)(_at(-1))
