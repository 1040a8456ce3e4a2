"""Statements that write arrays: stores, in-place operators, and ``out=``.

``np.add(a, b, out=c)`` computes first and stores then: NumPy promises that overlap makes no difference. So it is two
statements, and no row knows of ``out``::

    w4 = np.add(a, b)
    store(c, ..., w4)
"""

from __future__ import annotations

import ast

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import list_operations, list_parts
from s2sad.lower.coercion import stored
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import emit, usable
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import item
from s2sad.lower.optional import present
from s2sad.lower.runtime_lists import is_list
from s2sad.rules import Rule
from s2sad.rules.index import index_kind, indexed
from s2sad.types import Array, Scalar, Type, is_inexact, rank, same_shape


def effect(frame: Frame, node: ast.AST, op: str, args: tuple[Arg, ...], attrs: dict[str, object] | None = None) -> None:
    """A statement that has no result."""
    frame.b.loc = frame.loc(node)
    frame.b.effect(op, *args, **(attrs or {}))


def write(frame: Frame, node: ast.AST, base: Var, index: Arg, value: Arg) -> None:
    """``base[index] = value`` of an array."""
    value = present(frame, node, value)
    array = stored(frame, node, base, value)
    check_write(frame, node, base, index, array)
    if array is not value and index_kind(index) in ("item", "view"):
        _check_depth(frame, node, indexed(base.type, index, "target"), array)
    effect(frame, node, "store", (base, index, array))


def _check_depth(frame: Frame, node: ast.AST, target: Type, array: Arg) -> None:
    """A list may not be nested deeper than the axes that it is stored to; an array may have axes of length one more."""
    deep, axes = rank(type_of(array)), rank(target)
    if deep is not None and axes is not None and deep > axes:
        what, why = f"a store of a list nested {deep} deep", f"it is stored to {axes} axes: NumPy raises."
        frame.refuse(node, "S2S304", what, why, "leave out the outer brackets.")


def check_write(frame: Frame, node: ast.AST, base: Var, index: Arg, value: Arg) -> None:
    """Whether a value fits where it is stored."""
    usable(frame, value, node)
    try:
        indexed(base.type, index, "target")
    except Exception as e:  # NoType: the same refusal for whatever makes the index unusable
        frame.refuse(node, "S2S304", f"a store at index {index!r}", f"{e}.", "use integers, slices or a mask.")
    vt = type_of(value)
    if not isinstance(vt, (Scalar, Array)):
        frame.refuse(node, "S2S304", f"a store of {vt}", "it is no number or array.", "store numbers.")
    if is_inexact(vt) and not is_inexact(base.type):
        frame.refuse(
            node,
            "S2S404",
            f"a store of {vt} to an array of {getattr(base.type, 'dtype', '')}",
            "NumPy cuts off what does not fit, so the value has no derivative.",
            "make the array with a float dtype.",
        )


def in_place(frame: Frame, node: ast.AST, op: str | None, old: Arg, value: Arg) -> bool:
    """``a += e`` on an array writes through every alias; on a scalar it rebinds."""
    if is_list(old):
        if op == "mul":
            list_parts.times_in_place(frame, node, old, value)
        elif op == "add":
            list_operations.extend(frame, node, old, [value])
        return op in ("add", "mul")
    if not isinstance(old, Var) or not isinstance(old.type, Array):
        return False
    if old.type.axes is None:
        frame.refuse(
            node,
            "S2S305",
            "an in-place operation on what is a number or an array",
            "on an array it writes memory, on a number it makes a new one.",
            "start from an array, or write x = x + e.",
        )
    if op == "matmul" and (rank(type_of(value)) or 0) > 1:
        from s2sad.lower.calls import call_value

        call_value(frame, node, Const(np.matmul), [old, value], {"out": old})
        return True
    if op is None or op == "matmul":
        frame.refuse(node, "S2S201", "this in-place operator on an array", "it has no rule.", "write x[...] = x @ e.")
    value = stored(frame, node, old, value)
    check_write(frame, node, old, Const(...), value)
    # The result has to fit; the stand-ins know NumPy's casting.
    with frame.scope():
        emit(frame, node, op, (old, value))
    effect(frame, node, "update", (old, value), {"by": op})
    return True


def with_out(
    frame: Frame, node: ast.AST, rule: Rule, operands: tuple[Arg, ...], statics: dict[str, object], into: dict[str, Arg]
) -> Arg:
    """A call of a row with ``out=``, and maybe ``where=``: it gives back the array that it has written."""
    out = into.get("out", Const(None))
    if isinstance(out, Pack) and out.kind == "tuple" and len(out.items) == 1:
        out = out.items[0]
    if "where" in into:
        return _write_where(frame, node, rule, operands, into["where"], out)
    if rule.operator and out is operands[0] and in_place(frame, node, rule.operator, *operands):
        return out
    value = emit(frame, node, rule.name, operands, statics)
    if out is BOTTOM or value is BOTTOM:
        return BOTTOM
    made, target = type_of(value), type_of(out)
    if not isinstance(out, Var) or not isinstance(target, Array) or not isinstance(made, (Scalar, Array)):
        frame.refuse(node, "S2S302", f"out= of {target}", "it is no array.", "assign the result to a name.")
    ufunc = isinstance(rule.function, np.ufunc)
    fits = np.can_cast(made.dtype, target.dtype, "same_kind") if ufunc else made.dtype == target.dtype
    ranks = rank(made), rank(target)
    if None in ranks or not fits or (ranks[0] or 0) > (ranks[1] or 0):
        why = "NumPy would raise, or compute in another dtype."
        frame.refuse(node, "S2S302", f"out= of {target} for {made}", why, "make out with the result's dtype and shape.")
    # A ufunc spreads what it computes over out, but for the axes that it works along, as np.matmul does.
    spreads = ufunc and getattr(rule.function, "signature", None) is None
    if not spreads and not same_shape(made, target):
        why = "where the shapes differ, the primal would raise, and only the run knows them."
        frame.refuse(node, "S2S302", f"out= of {rule.name}", why, f"write out[...] = {rule.name}(...).")
    check_write(frame, node, out, Const(...), value)
    effect(frame, node, "store", (out, Const(...), value))
    return out


def in_shape_of(frame: Frame, node: ast.AST, x: Arg, like: Var) -> Arg:
    """What is broadcast to the shape of an array, as it is where it has that for sure."""
    if same_shape(type_of(x), like.type):
        return x
    sizes = tuple(emit(frame, node, "dim", (like,), {"axis": i}) for i in range(rank(like.type) or 0))
    return emit(frame, node, "np.broadcast_to", (x, Pack("tuple", sizes)))


def _write_where(frame: Frame, node: ast.AST, rule: Rule, operands: tuple[Arg, ...], mask: Arg, out: Arg) -> Arg:
    """``np.divide(a, b, out=c, where=m)`` computes the items of the mask alone: ``c[m] = np.divide(a[m], b[m])``."""
    if out is BOTTOM or mask is BOTTOM or any(a is BOTTOM for a in operands):
        return BOTTOM
    t = type_of(out)
    if not isinstance(rule.function, np.ufunc) or not isinstance(out, Var) or not isinstance(t, Array):
        why = "what it leaves out has no value of its own." if out == Const(None) else "the rule does not know it."
        frame.refuse(node, "S2S302", f"the argument 'where' of {rule.name}", why, "use np.where, or give out= as well.")
    ranks = [rank(type_of(a)) for a in (mask, *operands)]
    if not t.axes or getattr(type_of(mask), "dtype", "") != "bool" or any(r is None or r > len(t.axes) for r in ranks):
        why = "the mask and the operands are broadcast to the shape of out."
        frame.refuse(node, "S2S302", "where= of other shapes", why, "use np.where.")
    mask = in_shape_of(frame, node, mask, out)
    parts = tuple(
        item(frame, node, in_shape_of(frame, node, a, out), mask) if isinstance(type_of(a), Array) else a
        for a in operands
    )
    value = emit(frame, node, rule.name, parts)
    if not np.can_cast(getattr(type_of(value), "dtype", "O"), t.dtype, "same_kind"):
        frame.refuse(node, "S2S302", f"out= of {t}", "NumPy would raise.", "make out with the result's dtype.")
    write(frame, node, out, mask, value)
    return out
