"""Calls that are lowered by their own meaning: of builtins, of ``functools``, of what only asks for a type.

One function a callee; it gets the arguments as they are lowered, and gives an operand.  What computes numbers is an
operation with a row in `s2sad.rules`, not a function here.
"""

from __future__ import annotations

import ast
import builtins
import collections
import functools
import math
import operator
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, leaves, type_of
from s2sad.lower import runtime_dicts
from s2sad.lower.acts import lower_print
from s2sad.lower.calls import BUILTINS, Lower, call_value
from s2sad.lower.expressions import attribute, binary, emit, force, item
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh, kept
from s2sad.lower.iterables import iteration
from s2sad.lower.list_operations import collected
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.written import lowered
from s2sad.rules.registry import identity
from s2sad.types import BOOL, Array, Scalar

Kwargs = dict[str, Arg]


def meaning(*functions: object) -> Callable[[Lower], Lower]:
    """What calls of these objects are lowered by."""

    def note(lower: Lower) -> Lower:
        for function in functions:
            BUILTINS[identity(function)] = lower
        return lower

    return note


meaning(print)(lower_print)


@meaning(functools.partial)
def _partial(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``functools.partial(f, a, k=b)``: the function, the arguments, then those with names."""
    if not args:
        frame.refuse(node, "S2S211", "a partial of nothing", "the primal would raise TypeError.", "pass a function.")
    return Pack("partial", (*args, *kwargs.values()), tuple(kwargs))


class _Unchanged:
    """What a decorator is that hands back the function it is given."""

    __name__ = "unchanged"


UNCHANGED = _Unchanged()


@meaning(functools.wraps)
def _wraps(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``functools.wraps(f)``: it copies names and documentation, which no derivative asks for."""
    return Const(UNCHANGED)


@meaning(UNCHANGED, functools.update_wrapper)
def _unchanged(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    return args[0]


# ---------------------------------------------------------------- sequences of numbers


def known_items(frame: Frame, node: ast.AST, seq: Arg) -> list[Arg] | None:
    """The items of what can be looped over, if their number is known."""
    if isinstance(seq, Var) or is_list(seq):
        return None
    around = set(frame.iterated)
    items = iteration(frame, node, seq).items()
    if items is None:
        frame.iterated = around  # nothing runs over it yet
        return None
    return [force(frame, i, node) for i in items]


def needed_items(frame: Frame, node: ast.AST, seq: Arg, what: str) -> list[Arg]:
    """The items; refused where their number is not known."""
    items = known_items(frame, node, seq)
    if items is None:
        over = None if isinstance(seq, Var) or is_list(seq) else iteration(frame, node, seq)
        if over is not None and over.more is None and not over.endless:
            frame.ask_for(over.length())
        frame.refuse(
            node,
            "S2S304",
            f"{what} of {type_of(seq)}",
            "the number of its items is not known when the text is made.",
            "write a loop over it, or use the NumPy function for arrays.",
        )
    return items


def no_keywords(frame: Frame, node: ast.AST, kwargs: Kwargs, what: str, args: Sequence[Arg], *counts: int) -> None:
    if kwargs or len(args) not in counts:
        names = ", ".join([f"{len(args)} arguments", *kwargs])
        frame.refuse(node, "S2S211", f"{what} with {names}", "it is read without.", "write it with fewer arguments.")


@meaning(builtins.sum)
def _sum(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``sum(xs, start)``: numbers are added by ``sum`` itself, arrays one after the other."""
    start = kwargs.pop("start", args[1] if len(args) == 2 else Const(0))
    no_keywords(frame, node, kwargs, "sum", args, 1, 2)
    items = known_items(frame, node, args[0])
    if items is None:
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
    items = needed_items(frame, node, args[0], "math.prod")
    return functools.reduce(lambda x, y: binary(frame, node, "mul", x, y), items, start)


@meaning(math.hypot)
def _hypot(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "hypot", (), 0)
    return emit(frame, node, "math.hypot", (Pack("tuple", tuple(args)),))


_DIST = """
if len(p) != len(q):
    raise ValueError("both points must have the same number of dimensions")
found = hypot(p - q)
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
        calls = {"len": len, "hypot": _hypot_of, "ValueError": ValueError}
        return lowered(frame, node, _DIST, dict(zip("pq", arrays, strict=True)), calls, result="found") or Const(None)
    if len(p) != len(q):
        frame.refuse(node, "S2S211", "math.dist of points of two lengths", "the primal raises.", "check the points.")
    return _hypot(frame, node, [binary(frame, node, "sub", x, y) for x, y in zip(p, q, strict=True)], {})


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


def _made(kind: str) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, kind, args, 0, 1)
        items = [] if not args else known_items(frame, node, args[0])
        if items is None and kind == "list":
            return collected(frame, node, args[0])
        if items is None:
            items = needed_items(frame, node, args[0], kind)
        return fresh("list", items) if kind == "list" else Pack(kind, tuple(items))

    return lower


meaning(builtins.tuple)(_made("tuple"))
meaning(builtins.list)(_made("list"))


@meaning(builtins.dict)
def _dict(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``dict(pairs, k=v)`` with keys that are known."""
    if len(args) == 1 and runtime_dicts.is_dict(args[0]) and not kwargs:
        return runtime_dicts.copied(frame, node, args[0])
    made = pairs_of(frame, node, args[0]) if args else {}
    made.update(kwargs)
    return fresh("dict", made.values(), tuple(made))


def pairs_of(frame: Frame, node: ast.AST, given: Arg) -> dict[Any, Arg]:
    """What a dict is made of, or updated from: another one, or pairs with keys that are known."""
    if isinstance(given, Pack) and given.kind == "dict":
        return dict(zip(given.keys or (), given.items, strict=True))
    made: dict[Any, Arg] = {}
    for pair in needed_items(frame, node, given, "dict"):
        key, value = needed_items(frame, node, pair, "a pair")
        made[frame.known(key, node)] = value
    return made


@meaning(collections.defaultdict)
def _defaultdict(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``defaultdict(list)``: a dict that knows what makes the value of a key that it does not have."""
    if not args or args[0] == Const(None):
        frame.refuse(node, "S2S302", "a defaultdict without a factory", "it is a dict.", "write dict(...).")
    factory, *more = runtime_dicts.factory_of(frame, node, args[0]), *args[1:]
    made = pairs_of(frame, node, more[0]) if more else {}
    made.update(kwargs)
    if leaves(factory):
        why = "what it would make is read when a key is missing, and a number in it could be another one then."
        frame.refuse(node, "S2S302", "a defaultdict whose factory has numbers in it", why, "write setdefault.")
    return replace(fresh("dict", made.values(), tuple(made)), of=factory)


@meaning(dict.fromkeys)
def _fromkeys(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``dict.fromkeys(keys, value)``: one value under each key."""
    no_keywords(frame, node, kwargs, "dict.fromkeys", args, 1, 2)
    keys = dict.fromkeys(frame.known(k, node) for k in needed_items(frame, node, args[0], "dict.fromkeys"))
    value = kept(frame, node, args[1] if len(args) == 2 else Const(None))
    return fresh("dict", [value] * len(keys), tuple(keys))


@meaning(functools.reduce)
def _reduce(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``functools.reduce(f, xs, start)``: one call after the other."""
    no_keywords(frame, node, kwargs, "reduce", args, 2, 3)
    known = known_items(frame, node, args[1])
    if known is None and (isinstance(args[1], Var) or is_list(args[1])):
        from s2sad.lower.comprehensions import folded

        return folded(frame, node, args[0], args[1], args[2] if len(args) == 3 else None)
    items = [*args[2:], *(needed_items(frame, node, args[1], "functools.reduce") if known is None else known)]
    if not items:
        frame.refuse(node, "S2S211", "reduce of an empty sequence", "the primal raises TypeError.", "pass a start.")
    return functools.reduce(lambda x, y: call_value(frame, node, args[0], [x, y], {}), items)


# ---------------------------------------------------------------- numbers


@meaning(builtins.pow)
def _pow(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "pow", args, 2)
    return binary(frame, node, "pow", args[0], args[1])


@meaning(builtins.divmod)
def _divmod(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "divmod", args, 2)
    return Pack("tuple", tuple(binary(frame, node, op, args[0], args[1]) for op in ("floordiv", "mod")))


@meaning(builtins.round)
def _round(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    digits = kwargs.pop("ndigits", args[1] if len(args) == 2 else Const(None))
    no_keywords(frame, node, kwargs, "round", args, 1, 2)
    return emit(frame, node, "round", (args[0], digits))


@meaning(builtins.int)
def _int(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "int", args, 0, 1)
    if not args:
        return Const(0)
    (x,) = args
    return (
        Const(int(x.value)) if isinstance(x, Const) and type(x.value) in (int, bool) else emit(frame, node, "int", (x,))
    )


# ---------------------------------------------------------------- what only asks for a type


def classes_of(frame: Frame, node: ast.AST, arg: Arg) -> tuple[type, ...]:
    """The classes that a value may be of when the text runs."""
    if isinstance(arg, Const):
        return (type(arg.value),)
    if isinstance(arg, Pack):
        if isinstance(arg.of, type):
            return (getattr(arg.of, "__stands_for__", arg.of),)
        found = _CLASSES.get(arg.kind)
        if found is not None:
            return (found,)
    t = type_of(arg)
    if isinstance(t, Array):
        return (np.ndarray,) if t.axes is not None else (np.ndarray, *_scalar_classes(Scalar("any", t.dtype)))
    if isinstance(t, Scalar):
        return _scalar_classes(t)
    frame.refuse(node, "S2S304", f"the class of {t}", "it is known at run time only.", "ask before it is computed.")


_CLASSES: dict[str, type] = {
    "tuple": tuple,
    "list": list,
    "dict": dict,
    "set": set,
    "table": dict,
    "range": range,
    "function": types.FunctionType,
    "partial": functools.partial,
    "bound": types.MethodType,
}


def _scalar_classes(t: Scalar) -> tuple[type, ...]:
    python: dict[str, type] = {"bool": bool, "int64": int, "float64": float, "complex128": complex}
    numpy: tuple[type, ...] = (np.dtype(t.dtype).type,)
    own = (python[t.dtype],) if t.dtype in python else ()
    if t.kind == "any":
        # What may be an int or a float is called a float of open kind.
        return (*own, *numpy, *((int, np.int64) if t.dtype == "float64" else ()))
    return own if t.kind == "py" else numpy


@meaning(builtins.isinstance)
def _isinstance(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "isinstance", args, 2)
    return is_instance(frame, node, args[0], frame.known(args[1], node))


def is_instance(frame: Frame, node: ast.AST, x: Arg, wanted: type | tuple[type, ...]) -> Arg:
    """``isinstance(x, wanted)``: known, or asked when the text runs."""
    if isinstance(x, Const):
        return Const(isinstance(x.value, wanted))
    classes = classes_of(frame, node, x)
    found = [c for c in dict.fromkeys(classes) if issubclass(c, wanted)]
    if len(found) in (0, len(set(classes))):
        return Const(bool(found))
    # Which of them it is, the run decides: Python's number or NumPy's, an int or a float, a number or an array.
    asked = [Const(c) for c in found if not any(c is not d and issubclass(c, d) for d in found)]
    return emit(frame, node, "isinstance", (x, asked[0] if len(asked) == 1 else Pack("tuple", tuple(asked))))


@meaning(builtins.type)
def _type(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "type", args, 1)
    classes = classes_of(frame, node, args[0])
    if len(classes) > 1:
        frame.refuse(
            node, "S2S304", f"the class of {type_of(args[0])}", "the run decides it.", "convert it before: float(x)."
        )
    return Const(classes[0])


@meaning(builtins.callable)
def _callable(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "callable", args, 1)
    (x,) = args
    if isinstance(x, Const):
        return Const(callable(x.value))
    if isinstance(x, Pack) and isinstance(x.of, type):
        return Const(hasattr(x.of, "__call__"))  # noqa: B004
    return Const(isinstance(x, Pack) and x.kind in ("function", "partial", "bound", "choice", "method"))


@meaning(builtins.getattr)
def _getattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``getattr(x, "name")`` is ``x.name``; with a default, of an object that is known."""
    no_keywords(frame, node, kwargs, "getattr", args, 2, 3)
    name = frame.known(args[1], node)
    if len(args) == 3 and not _has(frame, node, args[0], name):
        return args[2]
    return attribute(frame, node, args[0], name)


@meaning(builtins.hasattr)
def _hasattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "hasattr", args, 2)
    return Const(_has(frame, node, args[0], frame.known(args[1], node)))


def _has(frame: Frame, node: ast.AST, x: Arg, name: str) -> bool:
    if isinstance(x, Const):
        return hasattr(x.value, name)
    if isinstance(x, Pack) and x.kind == "object" and name in (x.keys or ()):
        return True
    answers = {hasattr(c, name) for c in classes_of(frame, node, x)}
    if len(answers) > 1:
        frame.refuse(node, "S2S304", f"hasattr of {type_of(x)}", "the run decides it.", "convert it before.")
    return answers.pop()


@meaning(np.isscalar)
def _isscalar(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.isscalar", args, 1)
    (x,) = args
    if isinstance(x, Const):
        return Const(np.isscalar(x.value))
    t = type_of(x)
    if isinstance(t, Array) and t.axes is None:
        frame.refuse(node, "S2S304", "np.isscalar of an array that may be a scalar", "the run decides it.", "keep it.")
    return Const(isinstance(t, Scalar))


@meaning(builtins.super)
def _super(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``super()``: the object, and the class after which its methods are looked up."""
    if args:
        return Pack("super", (args[1], args[0]))
    function = frame.source.function
    names = function.__code__.co_freevars
    this = frame.env.get(next(iter(frame.source.names.parameters), ""))
    if "__class__" not in names or this is None:
        frame.refuse(node, "S2S211", "super() outside of a method", "the primal raises.", "name the class.")
    cell = (function.__closure__ or ())[names.index("__class__")]
    return Pack("super", (this, Const(cell.cell_contents)))


# ---------------------------------------------------------------- operators as functions


def _operator(op: str) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, f"operator.{op}", args, 1 if op in _UNARY else 2)
        if op in _UNARY:
            return emit(frame, node, op, (args[0],))
        return binary(frame, node, op, args[0], args[1])

    return lower


_UNARY = ("neg", "pos", "not", "abs", "invert")
_OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lt", "le", "gt", "ge", "eq", "ne")
for _name in (*_OPERATORS, "lshift", "rshift", "neg", "pos", "abs", "invert"):
    meaning(getattr(operator, _name))(_operator(_name))
for _function, _name in ((operator.and_, "bitand"), (operator.or_, "bitor"), (operator.xor, "bitxor")):
    meaning(_function)(_operator(_name))
meaning(operator.not_)(_operator("not"))


@meaning(operator.truth)
def _truth(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    return _bool(frame, node, args, kwargs)


@meaning(operator.getitem)
def _getitem(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "operator.getitem", args, 2)
    return item(frame, node, args[0], args[1])
