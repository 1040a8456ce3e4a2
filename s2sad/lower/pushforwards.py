"""``jvp(f, primals, tangents)`` inside functions, and what tangents have to look like.

::

    value, dot = jvp(f, (x, 2.0), (v, 0.0))     →     w5 = f_tangent(x, 2.0, v, 0.0)
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

import numpy as np

from s2sad import api
from s2sad.differentiate.derive import Deriver
from s2sad.ir import Arg, Block, Const, Pack, leaves, type_of
from s2sad.lower.callee_calls import bound, emit_call, numbers_of
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.derivatives import Places, called, mask_of, program_of, refuse, registered, taken
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.handing import Received, holds_same
from s2sad.lower.meanings import BUILTINS
from s2sad.lower.objects import attribute_of_object
from s2sad.lower.own_memory import apart
from s2sad.records import fields_of
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, Scalar, Type, is_inexact, rank


def lower_jvp(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``jvp(f, primals, tangents)``: the value and its tangent."""
    signature = inspect.signature(api.jvp)
    given = bound(frame, node, "jvp", signature, args, kwargs, lambda p: Const(p.default))
    primals, tangents = given["primals"], given["tangents"]
    if not (isinstance(primals, Pack) and isinstance(tangents, Pack) and len(primals.items) == len(tangents.items)):
        refuse(frame, node, "a jvp of these primals and tangents", "they are no tuples of one length.", "pass tuples.")
    pairs = [_promoted(frame, node, x, d) for x, d in zip(primals.items, tangents.items, strict=True)]
    found = called(frame, node, given["f"], [x for x, _ in pairs], {})
    if found is None:
        return BOTTOM
    call, places = found
    dots = _dots(places, [d for _, d in pairs])
    dots = {n: conformed(frame, node, d, call.values[n], f"a tangent for {n!r}") for n, d in dots.items()}
    program = program_of(frame, node, call)
    if program is None:
        return BOTTOM
    f = program.functions[call.name]
    mask = mask_of(f, call, tuple(dots))
    key = ("jvp", call.key, tuple(dots))
    deriver = Deriver(program, final=False, reserved=taken(frame, key))
    made, _ = deriver.tangent(call.name, mask, spread=True)
    whole = Pack("tuple", made.body.yields)
    name = registered(frame, replace(made, body=Block(made.body.stmts, (whole,))), key, deriver)
    along = [d for n in call.specs for d in numbers_of(dots.get(n, call.values[n]), call.specs[n])]
    more = [d for d, on in zip(along, mask, strict=False) if on]
    if holds_same(f.body.yields[0]):
        refuse(
            frame, node, "a jvp of a function that returns a list that it is handed", "it is no copy.", "return a copy."
        )
    got = emit_call(frame, node, call, name, whole, more)
    assert isinstance(got, Pack)
    own = apart(frame, node, made, deriver.reachable(made.name), whole.items[1], got.items[1], leaves(whole.items[0]))
    return Received(frame, node, call.handed, frame.env).value(got.like((got.items[0], own)))


def _promoted(frame: Frame, node: ast.AST, primal: Arg, dot: Arg) -> tuple[Arg, Arg]:
    """A primal and its tangent: an int of Python with a tangent is a float, and with a zero it is a count."""
    t = type_of(primal)
    if not isinstance(t, Scalar) or (t.kind, t.dtype) != ("py", "int64"):
        return primal, dot
    return (primal, Const(None)) if _says_nothing(dot) else (_floated(frame, node, primal), _floated(frame, node, dot))


def _says_nothing(dot: Arg) -> bool:
    return isinstance(dot, Const) and (dot.value is None or (isinstance(dot.value, (int, float)) and dot.value == 0))


def _floated(frame: Frame, node: ast.AST, x: Arg) -> Arg:
    if isinstance(x, Const) and isinstance(x.value, int):
        return Const(float(x.value))
    t = type_of(x)
    is_int = isinstance(t, Scalar) and (t.kind, t.dtype) == ("py", "int64")
    return emit(frame, node, "float", (x,)) if is_int else x


def _dots(places: Places, tangents: Sequence[Arg]) -> dict[str, Arg]:
    """The tangents by parameter, without those that are None; of ``*rest`` it is a tuple."""
    dots: dict[str, Arg] = {}
    rest: dict[str, list[Arg]] = {}
    for (name, item), d in zip(places, tangents, strict=False):
        if item is not None:
            rest.setdefault(name, []).append(d)
        elif d != Const(None):
            dots[name] = d
    return dots | {n: Pack("tuple", tuple(items)) for n, items in rest.items() if any(d != Const(None) for d in items)}


def conformed(frame: Frame, node: ast.AST, dot: Arg, primal: Arg, what: str) -> Arg:
    """A tangent in the structure of its primal, where None says zero; refused where it has another."""
    t = type_of(primal)
    if isinstance(primal, Pack) and dot == Const(None):
        return primal.like([conformed(frame, node, dot, p, what) for p in primal.items])
    if isinstance(primal, Pack):
        if isinstance(dot, Const) and (fields := fields_of(dot.value)) is not None:
            dot = Pack("dict", tuple([attribute_of_object(frame, node, dot, k) for k in fields]), fields)
        named = isinstance(dot, Pack) and dot.kind == primal.kind == "dict"
        if not isinstance(dot, Pack) or sorted(map(repr, dot.keys or ())) != sorted(map(repr, primal.keys or ())):
            _refuse_dot(frame, node, what, dot, t)
        items = dict(zip(dot.keys or (), dot.items, strict=True)) if named else {}
        given = [items[k] for k in primal.keys or ()] if named else list(dot.items)
        if len(given) != len(primal.items):
            _refuse_dot(frame, node, what, dot, t)
        return primal.like([conformed(frame, node, d, p, what) for d, p in zip(given, primal.items, strict=True)])
    if not is_inexact(t):
        if dot != primal and not _says_nothing(dot):
            _refuse_dot(frame, node, what, dot, t)
        return primal
    if dot == Const(None):
        return emit(frame, node, "np.zeros_like", (primal,)) if isinstance(t, Array) else Const(0.0)
    if not alike(type_of(dot), t):
        _refuse_dot(frame, node, what, dot, t)
    return fitted(frame, node, dot, primal)


def _refuse_dot(frame: Frame, node: ast.AST, what: str, dot: Arg, primal: Type) -> NoReturn:
    why = f"it is of type {type_of(dot)}, and belongs to {primal}."
    floats = not isinstance(primal, (Array, Scalar)) or is_inexact(primal)
    fix = "pass a tangent of the same structure." if floats else "pass None, or make it of floats: x.astype(float)."
    refuse(frame, node, what, why, fix)


def alike(dot: Type, primal: Type) -> bool:
    """Whether a tangent can stand for a primal: a number for a number, an array for an array of the same rank.

    What is real has a real one, and an array of singles has one of singles, as outside.
    """
    if is_complex(dot) and not is_complex(primal):
        return False
    if isinstance(primal, Array):
        if not isinstance(dot, Array) or not np.can_cast(dot.dtype, primal.dtype, "safe"):
            return False
        return dot.axes is not None and rank(dot) == rank(primal)
    return isinstance(primal, Scalar) and isinstance(dot, Scalar)


def fitted(frame: Frame, node: ast.AST, dot: Arg, primal: Arg) -> Arg:
    """A tangent or seed, of the shape of what it belongs to for sure: else the run finds out."""
    t, wanted = type_of(dot), type_of(primal)
    if isinstance(t, Array) and isinstance(wanted, Array) and t.dtype != wanted.dtype:
        dot = emit(frame, node, "astype", (dot,), {"dtype": wanted.dtype})
    same = not isinstance(t, Array) or not isinstance(wanted, Array) or t.axes == wanted.axes
    return dot if same else emit(frame, node, "fitting", (dot, primal))


BUILTINS[id(api.jvp)] = lower_jvp
