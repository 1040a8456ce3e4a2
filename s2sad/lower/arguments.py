"""The arguments of a call, ``f(t, *p, **options)``, one by one.

An array of a length that only the run knows has as many items as the function still takes; else the run raises::

    def model(t, a, b): ...        if len(p) != 2:
    model(t, *p)                       raise TypeError(...)
                                   model(t, p[0], p[1])
"""

from __future__ import annotations

import ast
import contextlib
import functools
import inspect
import types
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower import alternatives
from s2sad.lower.closures import signature_of
from s2sad.lower.emitting import force, usable
from s2sad.lower.expressions import expression
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current
from s2sad.lower.indexing import item
from s2sad.lower.known_items import known_items
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.scopes import Made
from s2sad.lower.unknown_calls import plain_function
from s2sad.types import Array


def arguments(frame: Frame, node: ast.Call, target: Arg) -> tuple[list[Arg], dict[str, Arg]]:
    """The values of a call's arguments, in the order in which Python computes them."""
    args: list[Arg] = []
    for i, a in enumerate(node.args):
        if isinstance(a, ast.Starred):
            after = node.args[i + 1 :]
            wanted = None
            if not any(isinstance(b, ast.Starred) for b in after):
                wanted = _positional(target, {k.arg for k in node.keywords})
            args += unpacked(frame, a, None if wanted is None else wanted - len(args) - len(after), target)
        else:
            args.append(force(frame, expression(frame, a), a))
    kwargs: dict[str, Arg] = {}
    for k in node.keywords:
        value = force(frame, expression(frame, k.value), k.value)
        if k.arg is not None:
            kwargs[k.arg] = value
        elif isinstance(value, Pack) and value.keys is not None:
            kwargs.update({str(key): v for key, v in zip(value.keys, value.items, strict=True)})
        else:
            frame.refuse(k.value, "S2S211", "unpacked keywords", "they are not known.", "pass them one by one.")
    # A list that is an argument may have been changed by the arguments after it.
    return [current(frame.env, a) for a in args], {k: current(frame.env, a) for k, a in kwargs.items()}


def unpacked(frame: Frame, node: ast.Starred, wanted: int | None = None, target: Arg | None = None) -> list[Arg]:
    """``*a`` as an argument: the items of anything that can be looped over.

    Where only the run knows their number, they are as many as are ``wanted`` by the ``target`` of the call.
    """
    value = force(frame, usable(frame, expression(frame, node.value), node), node)
    items = known_items(frame, node, alternatives.read(frame, node, value))
    if items is not None:
        return items
    if isinstance(target, Const) and target.value is zip:
        from s2sad.lower.transposing import transposed

        columns = transposed(frame, node, value)
        if columns is not None:
            return [Pack("spread", (columns,))]
    if wanted is None or wanted < 0 or not (is_list(value) or isinstance(type_of(value), Array)):
        frame.refuse(
            node,
            "S2S211",
            f"unpacked arguments, of {type_of(value)}",
            "their number is not known when the text is made.",
            "pass them one by one, x[0], x[1], or the whole as one argument.",
        )
    _check_count(frame, node, value, wanted, target)
    return [item(frame, node, value, Const(i)) for i in range(wanted)]


def _check_count(frame: Frame, node: ast.Starred, value: Arg, wanted: int, target: Arg | None) -> None:
    """Raise what Python raises where there are more or fewer items than the function takes."""
    from s2sad.lower.statements import body

    name = f"unpacked@{frame.where(node)}"
    frame.env[name] = value
    message = f"{_name(target)}() takes {wanted} of its arguments from the items of a sequence of another length"
    error = ast.Call(ast.Name("TypeError", ast.Load()), [ast.Constant(message)], [])
    count = ast.Call(ast.Constant(len), [ast.Name(name, ast.Load())], [])  # type: ignore[arg-type]
    test = ast.Compare(count, [ast.NotEq()], [ast.Constant(wanted)])
    check = ast.If(test, [ast.Raise(error)], [])
    for at in ast.walk(check):
        ast.copy_location(at, node)
    body(frame, [ast.fix_missing_locations(check)])
    frame.env.pop(name, None)


def _positional(target: Arg, named: set[str | None]) -> int | None:
    """How many positional arguments a call has to have; None where that is not one number."""
    if isinstance(target, Pack) and target.kind == "bound":
        wanted = _positional(target.items[0], named)
        return None if wanted is None else wanted - 1
    if isinstance(target, Pack) and target.kind == "partial":
        names = target.keys or ()
        wanted = _positional(target.items[0], named | {*map(str, names)})
        return None if wanted is None else wanted - (len(target.items) - 1 - len(names))
    signature = _signature(target)
    if signature is None or None in named:
        return None
    kinds, wanted = inspect.Parameter, 0
    for p in signature.parameters.values():
        if p.kind is kinds.VAR_POSITIONAL:
            return None
        if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD) and p.name not in named:
            if p.default is not kinds.empty:
                return None
            wanted += 1
    return wanted


def _signature(target: Arg) -> inspect.Signature | None:
    """What a function takes, if Python tells."""
    if isinstance(target, Pack) and target.kind == "function" and isinstance(target.of, Made):
        return signature_of(target.of.code)
    if not isinstance(target, Const):
        return None
    function: Any = plain_function(target.value)
    if isinstance(function, np.ufunc):
        return inspect.Signature([inspect.Parameter(f"x{i}", _POSITIONAL) for i in range(function.nin)])
    if isinstance(function, (types.FunctionType, types.MethodType, functools.partial, type)):
        with contextlib.suppress(TypeError, ValueError):
            return inspect.signature(function, follow_wrapped=False)
    return None


_POSITIONAL = inspect.Parameter.POSITIONAL_ONLY


def _name(target: Arg | None) -> str:
    """What Python calls it in its message."""
    if isinstance(target, Pack) and isinstance(target.of, Made):
        return target.of.code.source.qualname
    value = plain_function(target.value) if isinstance(target, Const) else None
    return str(getattr(value, "__qualname__", getattr(value, "__name__", "a function")))
