"""Calls of NumPy that are other calls by the form of their arguments.

::

    np.add.outer(x, y)                 np.add(x[:, None], y)
    x.reshape(3, 2, order="F")         x.T.reshape(2, 3).T
    np.cross(x, y, axis=0)             np.moveaxis(np.cross(np.moveaxis(x, 0, -1), np.moveaxis(y, 0, -1)), -1, 0)
    np.gradient(a)                     [np.gradient(a, axis=0), np.gradient(a, axis=1)]

Each makes what NumPy makes, bit by bit, and shares what NumPy shares.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.attributes import SIZE
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import ARRAY_METHODS, meaning
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Scalar, rank

NONE = Const(None)
ALL = Pack("slice", (NONE, NONE, NONE))


def as_array(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    return x if isinstance(type_of(x), Array) else emit(frame, node, "np.array", (x,))


def as_arrays(frame: Frame, node: ast.AST, args: Sequence[Arg]) -> list[Arg]:
    """Sequences as arrays, and numbers of Python's that operators would round to what stands beside them."""
    made = [as_array(frame, node, a) if isinstance(a, Pack) else a for a in args]
    dtype = np.result_type(*(getattr(type_of(a), "dtype", "float64") for a in made))
    alike = np.result_type(*map(weak_type, made)) == dtype
    return made if alike else [as_array(frame, node, a) for a in made]


def weak_type(x: Arg) -> Any:
    """What NumPy promotes an operand as: a number of Python's widens nothing of its kind."""
    t = type_of(x)
    dtype = str(getattr(t, "dtype", "float64"))
    if isinstance(t, Scalar) and t.kind == "py":
        return {"bool": False, "int64": 0, "float64": 0.0, "complex128": 0j}[dtype]
    return np.dtype(dtype)


def known_rank(frame: Frame, node: ast.AST, x: Arg, name: str) -> int:
    r = rank(type_of(x))
    if r is None:
        frame.refuse(node, "S2S304", f"{name} of {type_of(x)}", "its rank is not known.", "reshape it first.")
    return r


def known_axis(frame: Frame, node: ast.AST, axis: Arg, r: int | None = None) -> Any:
    """One axis as it is passed, or None where it is that; of an array of rank ``r``."""
    n = frame.known(axis, node)
    if n is None or (isinstance(n, (int, np.integer)) and (r is None or -r <= n < r)):
        return n
    why = "it is no whole number." if not isinstance(n, (int, np.integer)) else f"the array has rank {r}."
    frame.refuse(node, "S2S304", f"axis={n!r} here", f"the primal raises: {why}", "pass one axis that there is.")


# ---------------------------------------------------------------- ufuncs


def _outer_of(row: str) -> None:
    function = getattr(np, row.removeprefix("np."))

    @meaning(function.outer)
    def outer(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, f"{row}.outer", args, 2)
        x, y = as_arrays(frame, node, args)
        more = known_rank(frame, node, y, f"{row}.outer")
        if more and rank(type_of(x)):
            own = known_rank(frame, node, x, f"{row}.outer")
            x = emit(frame, node, "getitem", (x, Pack("tuple", (*[ALL] * own, *[NONE] * more))))
        return emit(frame, node, row, (x, y))


def _of_two_numbers(function: object) -> bool:
    return isinstance(function, np.ufunc) and (function.nin, function.nout, function.signature) == (2, 1, None)


for _name, _rule in list(REGISTRY.by_name.items()):
    if _of_two_numbers(_rule.function) and _name.startswith("np."):
        _outer_of(_name)


# ---------------------------------------------------------------- orders


def _turned(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    return x if rank(type_of(x)) == 1 else emit(frame, node, "T", (x,))


def _order(frame: Frame, node: ast.AST, given: Arg | None, name: str) -> bool:
    """Whether it is column by column."""
    order = "C" if given is None else frame.known(given, node)
    if order not in ("C", "F"):
        frame.refuse(node, "S2S302", f"order={order!r} of {name}", "how the array lies is not known.", "'C' or 'F'.")
    return bool(order == "F")


def _reshape(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs, method: bool = False) -> Arg:
    rest = dict(kwargs)
    order = rest.pop("order", args.pop() if not method and len(args) == 3 else None)
    if args and isinstance(type_of(args[0]), Scalar):
        args = [as_array(frame, node, args[0]), *args[1:]]
    if not _order(frame, node, order, "np.reshape"):
        return ruled(frame, node, REGISTRY.by_name["np.reshape"], args, rest, method=method)
    sizes = args[1:] or [v for v in (rest.pop("shape", None),) if v is not None]
    x = as_array(frame, node, args[0])
    whole = len(sizes) == 1 and isinstance(sizes[0], Pack)
    shape = sizes[0].items if whole and isinstance(sizes[0], Pack) else tuple(sizes)
    made = emit(frame, node, "np.reshape", (_turned(frame, node, x), Pack("tuple", shape[::-1])))
    return _turned(frame, node, made)


def _flat(row: str) -> None:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        given = by_name("a order", args, kwargs)
        columns = _order(frame, node, given.pop("order", None), row)
        x = given.pop("a")
        no_keywords(frame, node, given, row, [], 0)
        if isinstance(x, Pack) or isinstance(type_of(x), Scalar):
            x = as_array(frame, node, x)
        return emit(frame, node, row, (_turned(frame, node, x) if columns and rank(type_of(x)) else x,))

    if row == "np.ravel":
        meaning(np.ravel)(lower)
    ARRAY_METHODS[row.removeprefix("np.")] = lower


meaning(np.reshape)(_reshape)
ARRAY_METHODS["reshape"] = lambda frame, node, args, kwargs: _reshape(frame, node, args, kwargs, method=True)
_flat("np.ravel")
_flat("flatten")


# ---------------------------------------------------------------- axes


@meaning(np.roll)
def _roll(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along several axes it is one after the other."""
    given = by_name("a shift axis", args, kwargs)
    shift, axis = given.get("shift", NONE), given.get("axis", NONE)
    if not isinstance(axis, Pack):
        return ruled(frame, node, REGISTRY.by_name["np.roll"], args, kwargs)
    r = known_rank(frame, node, given["a"], "np.roll")
    if not axis.items and not r:
        frame.refuse(node, "S2S304", "np.roll of a number along no axis", "the primal raises.", "leave the axis out.")
    shifts = shift.items if isinstance(shift, Pack) else [shift] * len(axis.items)
    x = given["a"]
    for by, along in zip(shifts, axis.items, strict=True):
        x = emit(frame, node, "np.roll", (x, by), {"axis": known_axis(frame, node, along)})
    return x


@meaning(np.matrix_transpose, np.linalg.matrix_transpose)
def _matrix_transpose(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.matrix_transpose", args, 1)
    return emit(frame, node, "mT", (as_array(frame, node, args[0]),))


@meaning(np.astype)
def _astype(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """A new array; with ``copy=False`` the array itself, if it has the dtype."""
    given, t = dict(kwargs), type_of(args[0])
    anew = frame.known(given.pop("copy", Const(True)), node)
    dtype = args[1] if len(args) == 2 else given.get("dtype")
    if not anew and dtype is not None and isinstance(t, Array) and np.dtype(frame.known(dtype, node)).name == t.dtype:
        return args[0]
    return ruled(frame, node, REGISTRY.by_method["astype"], args, given, method=True)


ARRAY_METHODS["astype"] = _astype


@meaning(np.rollaxis)
def _rollaxis(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """An axis is moved to stand before another."""
    given = by_name("a axis start", args, kwargs)
    x = given.pop("a")
    r = known_rank(frame, node, x, "np.rollaxis")
    axis, start = (known_axis(frame, node, given.pop(k, Const(0))) for k in ("axis", "start"))
    if given or not -r <= axis < r or not -r <= start <= r:
        frame.refuse(node, "S2S302", "these arguments of np.rollaxis", "the primal would raise.", "check the call.")
    axis, start = axis % r, start if start >= 0 else start + r
    return emit(frame, node, "np.moveaxis", (x, Const(axis), Const(start - (axis < start))))


@meaning(np.sign)
def _sign(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of complex numbers it varies with them."""
    phase = len(args) == 1 and not kwargs and is_complex(type_of(args[0]))
    return ruled(frame, node, REGISTRY.by_name["phase" if phase else "np.sign"], args, kwargs)


@meaning(np.real_if_close)
def _real_if_close(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of what is real it is that; what becomes of complex numbers depends on the values."""
    no_keywords(frame, node, kwargs, "np.real_if_close", args, 1)
    x = as_array(frame, node, args[0]) if isinstance(args[0], Pack) else args[0]
    if is_complex(type_of(x)) or not isinstance(type_of(x), Array):
        frame.refuse(node, "S2S304", f"np.real_if_close of {type_of(x)}", "its type depends on values.", "write .real.")
    return x


def _crossed(function: object, names: str) -> None:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        given = by_name(names, args, kwargs)
        x, y = (as_array(frame, node, given.pop(k)) for k in names.split()[:2])
        one = given.pop("axis", NONE)
        a, b, c = (known_axis(frame, node, given.pop(f"axis{k}", Const(-1)) if one == NONE else one) for k in "abc")
        for v, axis in ((x, a), (y, b)):
            shape = getattr(type_of(v), "axes", None) or ()
            if -len(shape) <= axis < len(shape) and shape[axis].name == "2":
                frame.refuse(
                    node,
                    "S2S304",
                    "np.cross of vectors of two numbers",
                    "the result is a number.",
                    "x0 * y1 - x1 * y0.",
                )
        no_keywords(frame, node, given, "np.cross", [], 0)
        made = emit(frame, node, "np.cross", (_moved(frame, node, x, a, -1), _moved(frame, node, y, b, -1)))
        return _moved(frame, node, made, -1, c)

    meaning(function)(lower)


def _moved(frame: Frame, node: ast.AST, x: Arg, start: int, to: int) -> Arg:
    r = known_rank(frame, node, x, "np.cross")
    return x if start % r == to % r else emit(frame, node, "np.moveaxis", (x, Const(start), Const(to)))


_crossed(np.cross, "a b axisa axisb axisc axis")
_crossed(np.linalg.cross, "x1 x2")


def _last_axes(function: object, row: str) -> None:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        more = {**kwargs, "axis1": Const(-2), "axis2": Const(-1)}
        more = {"a" if k == "x" else k: v for k, v in more.items()}
        return ruled(frame, node, REGISTRY.by_name[row], args, more)

    meaning(function)(lower)


_last_axes(np.linalg.trace, "np.trace")
_last_axes(np.linalg.diagonal, "np.diagonal")


@meaning(np.gradient)
def _gradient(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along every axis it is a list of slopes, each with its spacing."""
    x, *steps = args
    x = as_array(frame, node, x)
    r = known_rank(frame, node, x, "np.gradient")
    axis = frame.known(kwargs.get("axis", NONE), node)
    axes = tuple(range(r)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = tuple([known_axis(frame, node, Const(n), r) for n in axes])
    if len(steps) not in (0, 1, len(axes)):
        frame.refuse(node, "S2S302", f"{len(steps)} spacings of np.gradient", "NumPy raises.", "one for each axis.")
    each = steps * len(axes) if len(steps) == 1 else steps
    rest = {k: v for k, v in kwargs.items() if k != "axis"}
    made = []
    for i, along in enumerate(axes):
        own = [x, *([as_array(frame, node, each[i]) if isinstance(each[i], Pack) else each[i]] if each else [])]
        made.append(_slopes(frame, node, own, {**rest, **({"axis": Const(along)} if r > 1 else {})}))
    return made[0] if len(axes) == 1 else Pack("tuple", tuple(made))


def _slopes(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along one axis, by what the items are apart or by where they are."""
    if len(args) == 2 and rank(type_of(args[1])) == 1:
        return ruled(frame, node, REGISTRY.by_name["gradient_at"], args, kwargs)
    return ruled(frame, node, REGISTRY.by_name["np.gradient"], args, kwargs)


@meaning(np.diff)
def _diff(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With something before or after, it is of what they are when they are joined."""
    given = by_name("a n axis prepend append", args, kwargs)
    ends = [given.pop(k, None) for k in ("prepend", "append")]
    if frame.known(given.get("n", Const(1)), node) == 0:
        return given["a"]  # itself, whatever stands before and after
    if ends == [None, None]:
        return ruled(frame, node, REGISTRY.by_name["np.diff"], args, kwargs)
    x = as_array(frame, node, given["a"])
    r = known_rank(frame, node, x, "np.diff")
    axis = frame.known(given.get("axis", Const(-1)), node)
    if not isinstance(axis, int):
        frame.refuse(node, "S2S304", f"np.diff along axis={axis}", "the primal raises.", "pass one axis.")
    parts: list[Arg] = []
    for end in (ends[0], x, ends[1]):
        if end is None:
            continue
        if end is not x and not isinstance(type_of(end), Array) and r == 1:
            end = emit(frame, node, "np.array", (Pack("list", (end,)) if not isinstance(end, Pack) else end,))
        if rank(type_of(end)) != r:
            frame.refuse(node, "S2S304", f"{type_of(end)} beside {type_of(x)} in np.diff", "ranks differ.", "reshape.")
        parts.append(end)
    joined = emit(frame, node, "np.concatenate", (Pack("tuple", tuple(parts)),), {"axis": axis})
    return ruled(frame, node, REGISTRY.by_name["np.diff"], [joined], {k: v for k, v in given.items() if k != "a"})


@meaning(np.size)
def _size(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along an axis it is a length."""
    given = by_name("a axis", args, kwargs)
    axis = given.pop("axis", NONE)
    if axis == NONE:
        return SIZE(frame, node, list(given.values()), {})
    r = known_rank(frame, node, given["a"], "np.size")
    return emit(frame, node, "dim", (given["a"],), {"axis": known_axis(frame, node, axis, r) % max(r, 1)})


# ---------------------------------------------------------------- products
