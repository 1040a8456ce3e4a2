"""Calls that make what loops run over, or count it: ``range``, ``enumerate``, ``zip``, ``map``, ``reversed``, ``len``.

::

    zip(x, range(3))        a structure of kind "zip" of both: nothing is computed before a loop asks
    len(x)                  w3 = dim(x, 0), or the number of items that are known
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.iterables import ITERATORS, Iteration, iteration, same_axis
from s2sad.lower.known_items import Kwargs
from s2sad.lower.list_operations import length
from s2sad.lower.runtime_lists import is_list
from s2sad.types import Scalar


def _call_range(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if not 1 <= len(args) <= 3 or kwargs:
        frame.refuse(node, "S2S211", "a range of these arguments", "it takes one to three.", "check the call.")
    for a in args:
        t = type_of(a)
        if not (isinstance(t, Scalar) and t.dtype.startswith(("int", "uint", "bool"))):
            frame.refuse(node, "S2S304", f"a range of {t}", "range takes integers.", "pass an int.")
    start = args[0] if len(args) > 1 else Const(0)
    stop = args[1] if len(args) > 1 else args[0]
    return Pack("range", (start, stop, args[2] if len(args) > 2 else Const(1)))


def _call_enumerate(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    given = [*args, *kwargs.values()]
    if not 1 <= len(given) <= 2 or not set(kwargs) <= {"iterable", "start"} or "iterable" in kwargs:
        frame.refuse(
            node, "S2S211", "an enumerate of these arguments", "it takes one or two.", "write enumerate(x, start)."
        )
    start = given[1] if len(given) == 2 else Const(0)
    t = type_of(start)
    if not (isinstance(t, Scalar) and t.dtype.startswith(("int", "uint", "bool"))):
        frame.refuse(node, "S2S304", f"an enumerate from {type_of(start)}", "it counts integers.", "pass an int.")
    return Pack("enumerate", (given[0], start))


def _call_zip(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if any(isinstance(a, Pack) and a.kind == "spread" for a in args):
        if len(args) == 1 and not kwargs and isinstance(args[0], Pack):
            return args[0].items[0]
        frame.refuse(
            node,
            "S2S211",
            "zip of unpacked rows beside other arguments",
            "only the run knows how many rows there are.",
            "write zip(*rows) alone.",
        )
    strict = frame.known(kwargs.pop("strict", Const(False)), node)
    if kwargs:
        frame.refuse(node, "S2S211", "these keywords of zip", "the primal would raise.", "check the call.")
    if strict:
        lengths = [iteration(frame, node, a) for a in args]
        if any(not _equally_long(lengths[0], i) for i in lengths[1:]):
            if len(args) == 2 and all(_is_counted(i) for i in lengths):
                return Pack("strict", (*args, *(i.length() for i in lengths)))
            frame.refuse(
                node,
                "S2S211",
                "zip(..., strict=True) of lengths that only the run knows",
                "what the primal raises where they differ has no derivative code.",
                "compare the lengths before, and leave strict out.",
            )
    return Pack("zip", tuple(args))


def _call_map(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if len(args) < 2 or kwargs:
        frame.refuse(node, "S2S211", "a map of these arguments", "it takes a function, then sequences.", "check it.")
    return Pack("map", tuple(args))


def _is_counted(over: Iteration) -> bool:
    return over.ended is None and over.more is None and over.written is None and not over.endless


def _equally_long(a: Iteration, b: Iteration) -> bool:
    if a.ended is not None or b.ended is not None:
        return a.ended is not None and b.ended is not None and None is a.more is b.more and a.length() == b.length()
    x, y = a.length(), b.length()
    return x == y or same_axis(x, y)


def _call_reversed(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if len(args) != 1 or kwargs:
        frame.refuse(node, "S2S211", "a reversed of these arguments", "it takes one.", "check the call.")
    return Pack("reversed", (args[0],))


def _call_len(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    if len(args) != 1 or kwargs:
        frame.refuse(node, "S2S211", "a len of these arguments", "it takes one.", "check the call.")
    (of,) = args
    if isinstance(of, Const) and isinstance(of.value, (str, bytes, tuple, enum.EnumType)):
        return Const(len(of.value))
    if isinstance(of, Const):
        frame.refuse(
            node,
            "S2S304",
            f"the length of a {type(of.value).__name__}",
            "it is neither an array nor a tuple, list or dict, and may change from call to call.",
            "hand the length in as a parameter.",
        )
    if is_list(of):
        return length(frame, node, of)
    if isinstance(of, Pack) and of.kind == "set":
        return Const(len(of.items))
    if not isinstance(of, Pack) or of.kind in ITERATORS:
        return emit(frame, node, "len", (of,))
    number = iteration(frame, node, of).length()
    if isinstance(number, Const):
        return Const(max(0, number.value))
    return number if of.kind != "range" else emit(frame, node, "range_len", of.items)


def call_view(frame: Frame, node: ast.AST, base: Pack, name: str, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``d.keys()``, ``d.values()`` and ``d.items()``: what they show is the dict as it is when it is looked at."""
    if args or kwargs:
        frame.refuse(node, "S2S211", "arguments of a method that takes none", "the primal raises.", "remove them.")
    return Pack("dict_view", (base,), None, name)


MAKERS: dict[object, Callable[[Frame, ast.AST, list[Arg], Kwargs], Arg]] = {
    range: _call_range,
    enumerate: _call_enumerate,
    zip: _call_zip,
    reversed: _call_reversed,
    map: _call_map,
    len: _call_len,
}
