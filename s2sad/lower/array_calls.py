"""Calls of NumPy that are other calls, or none: ``np.asarray(x)`` of an array is x."""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.array_forms import known_axis, weak_type
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import ARRAY_METHODS, BUILTINS, meaning
from s2sad.lower.row_calls import ruled
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written import lowered
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, axes, rank

NONE = Const(None)


@meaning(np.asarray, np.asanyarray)
def _asarray(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The array itself, if it has the dtype; else a new one."""
    dtype = kwargs.pop("dtype", args[1] if len(args) == 2 else NONE)
    no_keywords(frame, node, kwargs, "np.asarray", args, 1, 2)
    x = emit(frame, node, "np.array", (args[0],)) if is_list(args[0]) else args[0]
    t = type_of(x)
    wanted = None if dtype == NONE else np.dtype(frame.known(dtype, node))
    if isinstance(x, Var) and isinstance(t, Array) and (wanted is None or wanted.name == t.dtype):
        return x
    if isinstance(t, Array) and wanted is not None:
        return emit(frame, node, "astype", (x,), {"dtype": wanted.name})
    return emit(frame, node, "np.array", (x,), {} if wanted is None else {"dtype": wanted.type})


@meaning(np.copy)
def _copy(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.copy", args, 1)
    x = args[0]
    if is_list(x) or not isinstance(type_of(x), Array):
        x = emit(frame, node, "np.array", (x,))
    return emit(frame, node, "copy", (x,), {"order": "K"})


@meaning(np.array)
def _new(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """A new array; with axes of one before its own where it is to have so many, and row by row where that is said."""
    given = dict(kwargs)
    least, order = frame.known(given.pop("ndmin", Const(0)), node), frame.known(given.pop("order", Const("K")), node)
    made = ruled(frame, node, REGISTRY.by_name["np.array"], args, given)
    r = rank(type_of(made))
    if order not in ("K", "C") or (least and r is None):
        frame.refuse(node, "S2S302", "ndmin or order of np.array here", "what it makes is not known.", "leave it out.")
    if order == "C":
        made = emit(frame, node, "np.ascontiguousarray" if r else "copy", (made,))
    missing = least - (r or 0)
    if missing <= 0:
        return made
    return emit(frame, node, "np.expand_dims", (made, Pack("tuple", tuple(map(Const, range(missing))))))


def _at_least(row: str) -> None:
    @meaning(REGISTRY.by_name[row].function)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        """Of several arrays it is that of each."""
        each = [ruled(frame, node, REGISTRY.by_name[row], [a], kwargs) for a in args]
        return each[0] if len(each) == 1 else Pack("tuple", tuple(each))


for _name in ("np.atleast_1d", "np.atleast_2d", "np.atleast_3d"):
    _at_least(_name)


@meaning(np.clip)
def _clip(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """With one bound it is ``np.maximum`` or ``np.minimum``."""
    given = by_name("a a_min a_max out", args, kwargs)
    named = set(kwargs) & {"a_min", "a_max", "min", "max"}
    if len({n.startswith("a_") for n in named}) > 1 or (
        named & {"a_min", "a_max"} and not {"a_min", "a_max"} <= set(given)
    ):
        frame.refuse(node, "S2S302", "these arguments of np.clip", "NumPy raises TypeError.", "np.clip(x, low, high).")
    low, high = (given.pop(f"a_{k}", given.pop(k, NONE)) for k in ("min", "max"))
    out = {k: given.pop(k) for k in ("out",) if k in given}
    if "a" not in given or len(given) > 1 or (low == NONE and high == NONE):
        frame.refuse(node, "S2S302", "these arguments of np.clip", "it needs a bound.", "np.clip(x, low, high).")
    name, bounds = ("np.minimum", [high]) if low == NONE else ("np.maximum", [low])
    if NONE not in (low, high):
        name, bounds = "np.clip", [low, high]
    return ruled(frame, node, REGISTRY.by_name[name], [given["a"], *bounds], out)


@meaning(np.insert)
def _insert(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of a number, or of an array of them."""
    given = by_name("arr obj values axis", args, kwargs)
    row = "insert_number" if isinstance(type_of(given.get("values", NONE)), Scalar) else "np.insert"
    return ruled(frame, node, REGISTRY.by_name[row], args, kwargs)


@meaning(np.append)
def _append(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """It joins, and without an axis what it joins is laid in a row first."""
    given = by_name("arr values axis", args, kwargs)
    axis = given.pop("axis", NONE)
    no_keywords(frame, node, {k: v for k, v in given.items() if k not in ("arr", "values")}, "np.append", args, 2, 3)
    both = [_array(frame, node, given[k]) for k in ("arr", "values")]
    if axis == NONE:
        both = [_in_a_row(frame, node, x) for x in both]
    attrs = {} if axis == NONE else {"axis": known_axis(frame, node, axis)}
    return emit(frame, node, "np.concatenate", (Pack("tuple", tuple(both)),), attrs)


@meaning(np.dstack)
def _dstack(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """It joins along a third axis."""
    no_keywords(frame, node, kwargs, "np.dstack", args, 1)
    if not isinstance(args[0], Pack):
        frame.refuse(node, "S2S304", f"np.dstack of {type_of(args[0])}", "it is no tuple.", "pass a tuple of arrays.")
    items = tuple(emit(frame, node, "np.atleast_3d", (_array(frame, node, a),)) for a in args[0].items)
    return emit(frame, node, "np.concatenate", (Pack("tuple", items),), {"axis": 2})


def _array(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    return x if isinstance(type_of(x), Array) else emit(frame, node, "np.array", (x,))


def _in_a_row(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    return x if rank(type_of(x)) == 1 else emit(frame, node, "np.ravel", (x,))


@meaning(np.select)
def _select(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The first choice whose condition holds: choices inside one another, so that what is not taken does no harm."""
    given = by_name("condlist choicelist default", args, kwargs)
    conditions, choices = given.get("condlist"), given.get("choicelist")
    if not isinstance(conditions, Pack) or not isinstance(choices, Pack) or len(conditions.items) != len(choices.items):
        frame.refuse(node, "S2S304", "these arguments of np.select", "lists of one length are needed.", "pass lists.")
    if any(getattr(type_of(c), "dtype", "") != "bool" for c in conditions.items):
        frame.refuse(node, "S2S304", "a condition of np.select that is no mask", "the primal would raise.", "compare.")
    made: Arg = given.get("default", Const(0))
    dtype = np.result_type(*map(weak_type, (*choices.items, made))).name
    for condition, choice in zip(reversed(conditions.items), reversed(choices.items), strict=True):
        # Beside a choice of single precision, a default of Python's would be rounded that others make a double.
        weak = isinstance(weak_type(choice), bool | int | float | complex)
        if not weak and np.result_type(weak_type(choice), weak_type(made)).name != dtype:
            choice = emit(frame, node, "astype", (choice,), {"dtype": dtype})
        made = emit(frame, node, "np.where", (condition, choice, made))
    return (
        made if getattr(type_of(made), "dtype", "") == dtype else emit(frame, node, "astype", (made,), {"dtype": dtype})
    )


@meaning(np.array_equal)
def _array_equal(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.array_equal", args, 2)
    x, y = (emit(frame, node, "np.array", (a,)) if isinstance(a, Pack) else a for a in args)
    return emit(frame, node, "array_equal", (x, y))


@meaning(np.linalg.svd)
def _svd(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The values alone, or with vectors, of which all have derivatives if they are as many as there are values."""
    given = by_name("a full_matrices compute_uv hermitian", args, kwargs)
    x = given.pop("a", NONE)
    hermitian = bool(frame.known(given.pop("hermitian", Const(False)), node))
    attrs: dict[str, object] = {"hermitian": True} if hermitian else {}
    if not frame.known(given.pop("compute_uv", Const(True)), node):
        given.pop("full_matrices", None)
        no_keywords(frame, node, given, "np.linalg.svd", [], 0)
        if hermitian:
            return emit(frame, node, "values_of_hermitian", (x,), {"compute_uv": False, **attrs})
        return emit(frame, node, "np.linalg.svdvals", (x,))
    whole = frame.known(given.pop("full_matrices", Const(True)), node)
    no_keywords(frame, node, given, "np.linalg.svd", [], 0)
    shape = axes(type_of(x)) or ()
    thin = not whole or hermitian or (len(shape) > 1 and shape[-1] == shape[-2])
    if not whole:
        attrs["full_matrices"] = False
    return emit(frame, node, "np.linalg.svd" if thin else "whole_svd", (x,), attrs)


_SQUARE = """
if x.shape[-1] != x.shape[-2]:
    raise LinAlgError("Last 2 dimensions of the array must be square")
"""


@meaning(np.linalg.matrix_power)
def _matrix_power(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """The products that NumPy takes, in its order."""
    given = by_name("a n", args, kwargs)
    x, n = (given.pop(k, NONE) for k in ("a", "n"))
    no_keywords(frame, node, given, "np.linalg.matrix_power", [], 0)
    power = frame.known(n, node)
    t = type_of(x)
    if type(power) is not int or not isinstance(t, Array) or t.axes is None or len(t.axes) < 2:
        frame.refuse(node, "S2S304", f"the power {power} of {t}", "it is no matrix.", "pass a matrix and an integer.")
    if t.axes[-1] != t.axes[-2]:
        lowered(frame, node, _SQUARE, {"x": x}, {"LinAlgError": np.linalg.LinAlgError})
    if power == 0:
        size, dtype = emit(frame, node, "dim", (x,), {"axis": len(t.axes) - 1}), np.dtype(t.dtype).type
        one = emit(frame, node, "np.eye", (size,), {} if t.dtype == "float64" else {"dtype": dtype})
        return one if len(t.axes) == 2 else emit(frame, node, "add", (emit(frame, node, "np.zeros_like", (x,)), one))
    if power < 0:
        x, power = emit(frame, node, "np.linalg.inv", (x,)), -power
    if power == 1:
        return x
    if power == 3:
        return emit(frame, node, "np.matmul", (emit(frame, node, "np.matmul", (x, x)), x))
    result: Arg | None = None
    square: Arg | None = None
    while power > 0:
        square = x if square is None else emit(frame, node, "np.matmul", (square, square))
        power, bit = divmod(power, 2)
        if bit:
            result = square if result is None else emit(frame, node, "np.matmul", (result, square))
    assert result is not None
    return result


def _item(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``x.item()`` of a number or an array with one item, ``x.item(i, j)`` of an array with so many axes."""
    x, *at = args
    t = type_of(x)
    if len(at) == 1 and isinstance(at[0], Pack) and at[0].kind == "tuple":
        at = list(at[0].items)
    if len(at) == 1 and isinstance(t, Array) and t.axes is not None and len(t.axes) > 1:  # the place in a row of all
        x = emit(frame, node, "flatten", (x,))
        t = type_of(x)
    no_keywords(frame, node, kwargs, "item", at, 0, *([len(t.axes)] if isinstance(t, Array) and t.axes else []))
    if at:
        x = emit(frame, node, "getitem", (x, Pack("tuple", tuple(at)) if len(at) > 1 else at[0]))
        t = type_of(x)
    if not isinstance(t, Scalar):
        return emit(frame, node, "item", (x,))
    kinds = (("bool", bool), ("int", int), ("uint", int), ("complex", complex))
    python = next((kind for name, kind in kinds if t.dtype.startswith(name)), float)
    return call_value(frame, node, Const(python), [x], {})


ARRAY_METHODS["clip"] = BUILTINS[id(np.clip)]
ARRAY_METHODS["item"] = _item
