"""``np.pad`` in the modes that compute the new items, by statistics of the old ones or along a ramp.

::

    np.pad(x, (2, 1), mode="mean")        np.concatenate((np.repeat(m, 2), x, np.repeat(m, 1)))       m = the mean of x
    np.pad(x, 3, mode="linear_ramp")      np.concatenate((np.linspace(0, x[0], 3, False), x, ...))

Axes are padded one after the other, as NumPy pads them. The other modes have rows.
"""

from __future__ import annotations

import ast
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.array_forms import as_array, known_rank
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name
from s2sad.lower.meanings import meaning
from s2sad.lower.row_calls import ruled
from s2sad.lower.written import lowered
from s2sad.rules import REGISTRY

_MIRRORED = {"array", "pad_width", "mode", "reflect_type"}
_NOT_EMPTY = """
if x.shape[axis] == 0:
    raise ValueError(message)
"""
_STATISTICS = {"mean": np.mean, "median": np.median, "maximum": np.max, "minimum": np.min}


def _one_number(values: Arg) -> Arg:
    """The number that stands for every side, of tuples as of itself: ``(0, 0)``, ``((c, c), (c, c))``."""
    found = {values} if not isinstance(values, Pack) else {_one_number(v) for v in values.items}
    return found.pop() if len(found) == 1 else values


@meaning(np.pad)
def _pad(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    given = by_name("array pad_width mode", args, kwargs)
    mode = frame.known(given.get("mode", Const("constant")), node)
    kind = frame.known(given.get("reflect_type", Const("even")), node)
    if mode in ("reflect", "symmetric") and kind == "odd" and given.keys() <= _MIRRORED:
        x = as_array(frame, node, given["array"])
        return emit(frame, node, "pad_odd", (x, given["pad_width"], Const(kind)), {"mode": mode})
    if mode not in (*_STATISTICS, "linear_ramp"):
        mirrors = mode in ("reflect", "symmetric")  # which reflect_type="even" says nothing new of
        rest = {k: v for k, v in kwargs.items() if k != "reflect_type" or not mirrors}
        if "constant_values" in rest:
            rest["constant_values"] = _one_number(rest["constant_values"])
        return ruled(frame, node, REGISTRY.by_name["np.pad"], args, rest)
    x = as_array(frame, node, given.pop("array"))
    rank = known_rank(frame, node, x, "np.pad")
    if mode != "linear_ramp" and "end_values" in given:
        frame.refuse(node, "S2S302", f"end_values of np.pad in the mode {mode!r}", "NumPy raises.", "leave them out.")
    widths = _pairs(frame.known(given.pop("pad_width", Const(0)), node), rank)
    ends = _pairs(frame.known(given.pop("end_values", Const(0)), node), rank)
    lengths = frame.known(given.pop("stat_length", Const(None)), node)
    if set(given) - {"mode"} or lengths is not None:
        what = ", ".join(sorted({*given, *(["stat_length"] if lengths is not None else [])} - {"mode"}))
        frame.refuse(node, "S2S302", f"these arguments of np.pad: {what}", "they are not read.", "pad with a slice.")
    if not any(map(any, widths)):
        return emit(frame, node, "copy", (x,))
    for axis, ((before, after), (first, last)) in enumerate(zip(widths, ends, strict=True)):
        if before == after == 0:
            continue
        where = [Const(v) for v in (axis, before, after)]
        message = Const(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
        lowered(frame, node, _NOT_EMPTY, {"x": x, "axis": where[0], "message": message}, {"ValueError": ValueError})
        if mode == "linear_ramp":
            x = call_value(frame, node, Const(ramped), [x, *where, Const(first), Const(last)], {})
        else:
            x = call_value(frame, node, Const(framed), [x, *where, Const(_STATISTICS[mode])], {})
    return x


def _pairs(value: Any, rank: int) -> list[tuple[Any, Any]]:
    """Two numbers for each axis, as NumPy reads one, two, or two for each axis."""
    if isinstance(value, dict):
        value = [value.get(k, value.get(k - rank, 0)) for k in range(rank)]
        value = [v if isinstance(v, tuple) else (v, v) for v in value]
    return [(a.item(), b.item()) for a, b in np.broadcast_to(np.asarray(value), (rank, 2))]


def framed(x: Any, axis: Any, before: Any, after: Any, statistic: Any) -> Any:
    """The same statistic on both sides."""
    item = statistic(x, axis=axis, keepdims=True)
    parts = (np.repeat(item, before, axis=axis), x, np.repeat(item, after, axis=axis))
    return np.concatenate(parts, axis=axis)


def ramped(x: Any, axis: Any, before: Any, after: Any, first: Any, last: Any) -> Any:
    """From a number to the first item, and from the last one to a number."""
    x = np.moveaxis(x, axis, 0)
    left = np.linspace(np.full(x[0].shape, first, dtype=float), x[0], before, endpoint=False)
    right = np.linspace(np.full(x[0].shape, last, dtype=float), x[-1], after, endpoint=False)
    made = np.concatenate((left.astype(x.dtype), x, right.astype(x.dtype)[::-1]))
    return np.moveaxis(made, 0, axis)
