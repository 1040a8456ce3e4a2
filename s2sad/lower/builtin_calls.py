"""Calls that are lowered by their own meaning: of builtins, of ``functools``, of ``operator``.

One function a callee; it gets the arguments as they are lowered, and gives an operand.  What computes numbers is an
operation with a row in `s2sad.rules`, not a function here.
"""

from __future__ import annotations

import ast
import builtins
import collections
import functools
import operator
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, leaves
from s2sad.lower import runtime_dicts
from s2sad.lower.acts import Raised, throw
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import fresh, kept
from s2sad.lower.indexing import item
from s2sad.lower.iterables import iteration
from s2sad.lower.known_items import Kwargs, by_name, known_items, needed_items, no_keywords
from s2sad.lower.list_operations import collected
from s2sad.lower.meanings import Lower, meaning
from s2sad.lower.operations import binary
from s2sad.lower.reductions import folded
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.texts import formatted
from s2sad.lower.written import lowered
from s2sad.types import Array


@meaning(complex)
def _complex(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``complex(x)``, and of two parts."""
    given = [*args, *(kwargs[k] for k in ("real", "imag") if k in kwargs)]
    if len(given) not in (1, 2) or len(given) < len(args) + len(kwargs) or (not args and "real" not in kwargs):
        frame.refuse(node, "S2S304", "complex() of these arguments", "it takes one number or two.", "pass both parts.")
    return emit(frame, node, "complex" if len(given) == 1 else "complex_of", tuple(given))


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
    pairs = _by_keys(frame, node, given)
    for pair in needed_items(frame, node, given, "dict") if pairs is None else pairs:
        key, value = needed_items(frame, node, pair, "a pair")
        made[frame.known(key, node)] = value
    return made


def _by_keys(frame: Frame, node: ast.AST, given: Arg) -> list[Arg] | None:
    """``zip(names, x)`` of names that are known and arrays: an item for each name, or the run says that one is missing.

    A dict of which only the run knows the keys would be another one; None of anything else.
    """
    if not isinstance(given, Pack) or given.kind != "zip" or len(given.items) < 2:
        return None
    names = known_items(frame, node, given.items[0])
    arrays = [a for a in given.items[1:] if isinstance(a, Var) and isinstance(a.type, Array) and not is_list(a)]
    if names is None or len(arrays) < len(given.items) - 1:
        return None
    missing = Raised("ValueError", (Const("a derivative of dict(zip(names, x)) needs an item for each name"),))
    for a in arrays:
        enough = emit(frame, node, "ge", (emit(frame, node, "dim", (a,), {"axis": 0}), Const(len(names))))
        frame.branch(enough, lambda: None, lambda: throw(frame, node, missing), node)
    rows = [iteration(frame, node, a) for a in arrays]
    return [Pack("tuple", (name, *(r.at(Const(k)) for r in rows))) for k, name in enumerate(names)]


def _as_text(conversion: str) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, "str", args, 1)
        return formatted(frame, node, f"{{!{conversion}}}", tuple(args))

    return lower


meaning(str)(_as_text("s"))
meaning(repr)(_as_text("r"))


def _of_text(function: Callable[[Any], Any]) -> Lower:
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, function.__name__, args, 1)
        try:
            return Const(function(frame.known(args[0], node)))
        except (TypeError, ValueError, OverflowError) as e:
            what = f"this call of {function.__name__}"
            frame.raises(node, e, "S2S304", what, f"the primal raises: {e}.", "check the argument.")

    return lower


meaning(ord)(_of_text(ord))
meaning(chr)(_of_text(chr))


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


_FROMITER = """
items = [item for item in given]
if count >= 0:
    if len(items) < count:
        raise ValueError("iterator too short")
    items = items[:count]
"""


@meaning(np.fromiter)
def _fromiter(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``np.fromiter(xs, dtype, count)``: the array of a list of the items."""
    given = by_name("iter dtype count", args, kwargs)
    if len(args) + len(kwargs) != len(given) or not {"iter", "dtype"} <= given.keys() <= {"iter", "dtype", "count"}:
        frame.refuse(node, "S2S302", "these arguments of np.fromiter", "it is read without.", "write np.array([...]).")
    calls = {"len": len, "ValueError": ValueError}
    operands = {"given": kept(frame, node, given["iter"]), "count": given.get("count", Const(-1))}
    items = lowered(frame, node, _FROMITER, operands, calls, result="items")
    return call_value(frame, node, Const(np.array), [items or Const(None)], {"dtype": given["dtype"]})


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


@meaning(builtins.slice)
def _slice(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``slice(stop)``, ``slice(start, stop, step)``."""
    no_keywords(frame, node, kwargs, "slice", args, 1, 2, 3)
    bounds = (Const(None), args[0]) if len(args) == 1 else tuple(args)
    return Pack("slice", (*bounds, Const(None))[:3])


@meaning(builtins.int)
def _int(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "int", args, 0, 1)
    if not args:
        return Const(0)
    (x,) = args
    if isinstance(x, Const) and isinstance(x.value, str):
        return of_text(frame, node, int, x.value)
    return (
        Const(int(x.value)) if isinstance(x, Const) and type(x.value) in (int, bool) else emit(frame, node, "int", (x,))
    )


def of_text(frame: Frame, node: ast.AST, kind: type, text: str) -> Arg:
    """The number that a text says, which is known."""
    try:
        return Const(kind(text))
    except ValueError as e:
        what = f"{kind.__name__}({text!r})"
        frame.raises(node, e, "S2S304", what, "the primal raises ValueError here.", "check the text.")


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


@meaning(operator.getitem)
def _getitem(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "operator.getitem", args, 2)
    return item(frame, node, args[0], args[1])
