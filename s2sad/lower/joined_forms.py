"""Calls of NumPy that join, pick or spread arrays, and are other calls by the form of their arguments.

::

    np.hstack((0.0, x))             np.hstack((np.array([0.0]), x))
    np.vstack((A, row))             np.vstack((A, row[None, :]))
    np.block([[A, B], [C, D]])      np.concatenate of rows, each np.concatenate of blocks
    np.take(x, i, mode="wrap")      np.take(x, i % len(x))
    np.where(mask)                  np.nonzero(mask)
"""

from __future__ import annotations

import ast
from collections.abc import Callable

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.array_forms import ALL, NONE, as_array, known_axis, known_rank
from s2sad.lower.coercion import arrayed
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import ARRAY_METHODS, meaning
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.types import Array, Scalar, rank


@meaning(np.concatenate)
def _concatenate(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Along no axis it joins what its items are in a row."""
    given = by_name("arrays axis", args, kwargs)
    items = given.get("arrays")
    if "axis" not in given or given["axis"] != NONE or not isinstance(items, Pack):
        return ruled(frame, node, REGISTRY.by_name["np.concatenate"], args, kwargs)
    flat = [emit(frame, node, "np.ravel", (as_array(frame, node, a),)) for a in items.items]
    more = {k: v for k, v in given.items() if k not in ("arrays", "axis")}
    return ruled(frame, node, REGISTRY.by_name["np.concatenate"], [Pack("tuple", tuple(flat))], more)


def _beside(name: str, least: int, index: tuple[Arg, ...]) -> Callable[..., Arg]:
    """A function that gives what has fewer axes than the others, and than it joins at least, these axes first."""

    def joined(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        items = args[0] if len(args) == 1 and not kwargs else None
        if isinstance(items, Pack) and items.kind in ("tuple", "list"):
            items = items.like([arrayed(frame, node, a) for a in items.items])
            less = [isinstance(type_of(a), Array | Scalar) and rank(type_of(a)) == least - 1 for a in items.items]
            if any(less) and not all(less):
                items = items.like([more(frame, node, a) if s else a for a, s in zip(items.items, less, strict=True)])
            args = [items]
        return ruled(frame, node, REGISTRY.by_name[name], args, kwargs)

    def more(frame: Frame, node: ast.AST, x: Arg) -> Arg:
        if isinstance(type_of(x), Scalar):
            return as_array(frame, node, Pack("list", (x,)))
        return emit(frame, node, "getitem", (x, Pack("tuple", index)))

    return joined


meaning(np.hstack)(_beside("np.hstack", 1, (NONE,)))
meaning(np.vstack)(_beside("np.vstack", 2, (NONE, ALL)))
meaning(np.column_stack)(_beside("np.column_stack", 2, (ALL, NONE)))


@meaning(np.block)
def _block(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Lists of blocks that are joined, the innermost along the last axis, once all have one number of axes."""
    no_keywords(frame, node, kwargs, "np.block", args, 1)

    def depth(x: Arg) -> int:
        return 1 + max(map(depth, x.items), default=0) if isinstance(x, Pack) and x.kind == "list" else 0

    def blocks(x: Arg) -> list[Arg]:
        return [b for i in x.items for b in blocks(i)] if isinstance(x, Pack) and x.kind == "list" else [x]

    deep = depth(args[0])
    count = max(deep, *(known_rank(frame, node, b, "np.block") for b in blocks(args[0])), 0)

    def joined(x: Arg, level: int) -> Arg:
        if not isinstance(x, Pack) or x.kind != "list":
            if level:
                frame.refuse(node, "S2S304", "np.block of lists of unlike depth", "NumPy raises.", "nest all alike.")
            x = as_array(frame, node, x)
            new = Pack("tuple", (*[NONE] * (count - known_rank(frame, node, x, "np.block")), Const(Ellipsis)))
            return x if rank(type_of(x)) == count else emit(frame, node, "getitem", (x, new))
        items = Pack("tuple", tuple(joined(i, level - 1) for i in x.items))
        return emit(frame, node, "np.concatenate", (items,), {"axis": -level})

    made = joined(args[0], deep)
    return made if deep else emit(frame, node, "copy", (made,), {})


@meaning(np.broadcast_arrays)
def _broadcast_arrays(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Each of the arrays in the shape of all: a view."""
    no_keywords(frame, node, kwargs, "np.broadcast_arrays", [], 0)
    xs = [as_array(frame, node, x) for x in args]
    shapes = [getattr(type_of(x), "axes", None) for x in xs]
    count = max(known_rank(frame, node, x, "np.broadcast_arrays") for x in xs)
    sizes: list[Arg] = []
    for i in range(-count, 0):
        own = [(x, s) for x, s in zip(xs, shapes, strict=True) if s and len(s) >= -i]
        wide = [(x, len(s) + i) for x, s in own if s[i].known == "n"]
        if not wide and any(s[i].known != "1" for _, s in own):
            frame.refuse(
                node,
                "S2S304",
                f"np.broadcast_arrays of {', '.join(str(type_of(x)) for x in xs)}",
                "which of them is repeated, only the run knows.",
                "use np.broadcast_to.",
            )
        sizes.append(emit(frame, node, "dim", (wide[0][0],), {"axis": wide[0][1]}) if wide else Const(1))
    shape = Pack("tuple", tuple(sizes))
    return Pack("tuple", tuple(emit(frame, node, "np.broadcast_to", (x, shape)) for x in xs))


@meaning(np.take)
def _take(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Indices outside are moved inside first where the mode says so."""
    given = by_name("a indices axis out mode", args, kwargs)
    mode = frame.known(given.pop("mode", Const("raise")), node)
    x, indices = given.pop("a"), given.pop("indices")
    if mode != "raise":
        axis = known_axis(frame, node, given.get("axis", NONE))
        indices = as_array(frame, node, indices) if isinstance(indices, Pack) else indices
        r = known_rank(frame, node, x, "np.take")
        n = (
            emit(frame, node, "size", (x,))
            if axis is None or not r
            else emit(frame, node, "dim", (x,), {"axis": axis % r})
        )
        if mode == "clip":
            indices = emit(frame, node, "np.clip", (indices, Const(0), emit(frame, node, "sub", (n, Const(1)))))
        else:
            indices = emit(frame, node, "mod", (indices, n))
    return ruled(frame, node, REGISTRY.by_name["np.take"], [x, indices], given)


ARRAY_METHODS["take"] = _take
ARRAY_METHODS["compress"] = lambda frame, node, args, kwargs: ruled(
    frame, node, REGISTRY.by_name["np.compress"], [args[1], args[0], *args[2:]], kwargs
)
ARRAY_METHODS["searchsorted"] = lambda frame, node, args, kwargs: ruled(
    frame, node, REGISTRY.by_name["np.searchsorted"], args, kwargs
)


@meaning(np.ix_)
def _ix(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Each sequence of indices along an axis of its own."""
    made = []
    for i, x in enumerate(args):
        x = as_array(frame, node, x)
        t = type_of(x)
        if not isinstance(t, Array) or rank(t) != 1 or not t.dtype.startswith(("int", "uint")):
            frame.refuse(node, "S2S304", f"np.ix_ of {t}", "it is no vector of integers.", "pass np.flatnonzero(mask).")
        index: list[Arg] = [NONE] * len(args)
        index[i] = ALL
        made.append(emit(frame, node, "getitem", (x, Pack("tuple", tuple(index)))) if len(args) > 1 else x)
    return Pack("tuple", tuple(made))


@meaning(np.diagflat)
def _diagflat(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    given = by_name("v k", args, kwargs)
    row = emit(frame, node, "np.ravel", (as_array(frame, node, given.pop("v")),))
    return ruled(frame, node, REGISTRY.by_name["np.diag"], [row], given)


@meaning(np.where)
def _where(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """Of a condition alone it says where it holds."""
    if len(args) == 1 and not kwargs:
        return _nonzero(frame, node, args, kwargs)
    return ruled(frame, node, REGISTRY.by_name["np.where"], args, kwargs)


@meaning(np.nonzero)
def _nonzero(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """As many arrays of places as there are axes."""
    no_keywords(frame, node, kwargs, "np.nonzero", args, 1)
    x = as_array(frame, node, args[0])
    if rank(type_of(x)) == 1:
        return Pack("tuple", (emit(frame, node, "np.flatnonzero", (x,)),))
    return emit(frame, node, "np.nonzero", (x,))


ARRAY_METHODS["nonzero"] = _nonzero
