"""Builtins that reduce items which are known one by one: ``sum``, ``max``, ``any``, ``math.hypot``.

::

    sum((a, b, c))          add(add(add(0, a), b), c)
    max(a, b)               w3 = gt(b, a); b if w3 else a
    any(x > 0 for x in p)   conditions, from left to right, each asked where those before it fail
"""

from __future__ import annotations

import ast
import builtins
import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, known_items, no_keywords
from s2sad.lower.meanings import Lower, meaning
from s2sad.lower.operations import binary
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written import lowered
from s2sad.types import BOOL, Array, Scalar


@meaning(builtins.sum)
def _sum(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``sum(xs, start)``: numbers are added by ``sum`` itself, arrays one after the other."""
    start = kwargs.pop("start", args[1] if len(args) == 2 else Const(0))
    no_keywords(frame, node, kwargs, "sum", args, 1, 2)
    items = known_items(frame, node, args[0])
    if items is None:
        if isinstance(type_of(start), Array) and is_list(args[0]):
            from s2sad.lower.reductions import folded

            return folded(frame, node, Const(operator.add), args[0], start)
        if start == Const(0):
            return emit(frame, node, "sum", (args[0],))
        return emit(frame, node, "sum_from", (args[0], start))
    if not items:
        return start
    if all(isinstance(type_of(x), Scalar) for x in (*items, start)):
        whole = Pack("tuple", tuple(items))
        return (
            emit(frame, node, "sum", (whole,)) if start == Const(0) else emit(frame, node, "sum_from", (whole, start))
        )
    return functools.reduce(lambda x, y: binary(frame, node, "add", x, y), items, start)


@meaning(math.fsum)
def _fsum(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "fsum", args, 1)
    items = known_items(frame, node, args[0])
    return emit(frame, node, "math.fsum", (args[0] if items is None else Pack("tuple", tuple(items)),))


@meaning(math.prod)
def _prod(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``math.prod(xs, start=1)``: one product after the other, as it computes them."""
    start = kwargs.pop("start", Const(1))
    no_keywords(frame, node, kwargs, "prod", args, 1)
    items = known_items(frame, node, args[0])
    if items is None:
        from s2sad.lower.reductions import folded

        return folded(frame, node, Const(operator.mul), args[0], start)
    return functools.reduce(lambda x, y: binary(frame, node, "mul", x, y), items, start)


@meaning(math.log)
def _log(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``math.log(x, base)`` is ``math.log(x) / math.log(base)``, to the bit."""
    no_keywords(frame, node, kwargs, "math.log", args, 1, 2)
    logs = [emit(frame, node, "math.log", (x,)) for x in args]
    return functools.reduce(lambda x, y: binary(frame, node, "truediv", x, y), logs)


@meaning(math.hypot)
def _hypot(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "hypot", (), 0)
    return emit(frame, node, "math.hypot", (Pack("tuple", tuple(args)),))


_DIST = """
if len(p) != len(q):
    raise ValueError("both points must have the same number of dimensions")
found = hypot(asarray(p, float) - asarray(q, float))
"""


def _hypot_of(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``math.hypot(*xs)`` of the items of an array."""
    return emit(frame, node, "math.hypot", tuple(args))


meaning(_hypot_of)(_hypot_of)


@meaning(math.dist)
def _dist(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``math.dist(p, q)`` is ``math.hypot`` of the differences."""
    no_keywords(frame, node, kwargs, "dist", args, 2)
    p, q = (known_items(frame, node, a) for a in args)
    if p is None or q is None:
        arrays = [emit(frame, node, "np.array", (a,)) if isinstance(a, Pack) or is_list(a) else a for a in args]
        calls = {"len": len, "hypot": _hypot_of, "ValueError": ValueError, "asarray": np.asarray, "float": float}
        return lowered(frame, node, _DIST, dict(zip("pq", arrays, strict=True)), calls, result="found") or Const(None)
    if len(p) != len(q):
        frame.refuse(node, "S2S211", "math.dist of points of two lengths", "the primal raises.", "check the points.")
    p, q = ([_double(frame, node, x) for x in items] for items in (p, q))
    return _hypot(frame, node, [binary(frame, node, "sub", x, y) for x, y in zip(p, q, strict=True)], {})


def _double(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    return emit(frame, node, "float", (x,)) if getattr(type_of(x), "dtype", "") == "float32" else x


def _extreme(name: str, over_array: str, comparison: type[ast.cmpop], choose: Callable[..., Any]) -> Lower:
    """``max`` and ``min``: of some numbers, or of the items of one sequence; ties are shared."""

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        if not args:
            frame.refuse(node, "S2S211", f"{name} of nothing", "the primal raises TypeError.", "pass numbers.")
        if len(args) == 1:
            items = known_items(frame, node, args[0])
            if items is None:
                return emit(frame, node, over_array, (args[0],))
            if not items:
                frame.refuse(node, "S2S211", f"{name} of an empty sequence", "the primal raises.", "check the call.")
            args = items
        if all(isinstance(a, Const) and type(a.value) in (int, float) for a in args):
            return Const(choose(a.value for a in args if isinstance(a, Const)))
        if any(isinstance(a, Pack) and a.kind in ("object", "either") for a in args):
            return functools.reduce(lambda x, y: _better(frame, node, comparison, x, y), args)
        return functools.reduce(lambda x, y: emit(frame, node, name, (x, y)), args)

    return lower


def _better(frame: Frame, node: ast.AST, comparison: type[ast.cmpop], x: Arg, y: Arg) -> Arg:
    """The second if it is larger than the first, by what their classes say."""
    from s2sad.lower.comparisons import compared

    more = truth_of(frame, node, compared(frame, node, comparison(), y, x))
    return frame.choose(more, lambda: y, lambda: x, node)


meaning(builtins.max)(_extreme("max", "largest", ast.Gt, max))
meaning(builtins.min)(_extreme("min", "smallest", ast.Lt, min))


def _truths(name: str, joined: str) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, name, args, 1)
        items = known_items(frame, node, args[0])
        if items is None:
            return emit(frame, node, name, (args[0],))
        truths = [truth_of(frame, node, x) for x in items]
        stop = Const(name == "any")
        if stop in truths:
            return stop
        rest = [t for t in truths if isinstance(t, Var)]
        if not rest:
            return Const(name == "all")
        found: Arg = rest[0]
        for t in rest[1:]:
            found = emit(frame, node, joined, (found, t))
        return found

    return lower


meaning(builtins.any)(_truths("any", "or"))
meaning(builtins.all)(_truths("all", "and"))


def truth_of(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    """``bool(x)``."""
    if isinstance(x, (Const, Pack)):
        return frame.decided(x, node)
    return x if type_of(x) == BOOL else emit(frame, node, "bool", (x,))


@meaning(builtins.bool)
def _bool(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "bool", args, 0, 1)
    return truth_of(frame, node, args[0]) if args else Const(False)


@meaning(operator.truth)
def _truth(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    return _bool(frame, node, args, kwargs)
