"""``with``: what is done before a block and after it, however it is left.

::

    with p.damped(x) as q:            p.__enter__()
        y = q.rate * x                y = p.rate * x
    return y                          p.__exit__(None, None, None)      where it raises: __exit__, and raise again

NumPy's and Python's own ways with warnings leave the statements as they are: the text says ``with`` as well.  What an
``__exit__`` is told of an exception is that there was one.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import types
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.assignments import store
from s2sad.lower.attempts import lower_managed, lower_suppress
from s2sad.lower.calls import call_value
from s2sad.lower.emitting import usable
from s2sad.lower.expressions import expression
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current, kept
from s2sad.lower.members import attribute
from s2sad.lower.objects import own_method
from s2sad.lower.statements import body
from s2sad.lower.truths import decided
from s2sad.origin import Origin, origin_of

NONE = Const(None)
RAISED_KIND = "raised"  # the kind of what stands for an exception, its class and its place in an ``__exit__``
_ERRSTATE = ("all", "divide", "over", "under", "invalid")
_QUIET = ("ignore", "default", "always", "module", "once")


def lower_with(frame: Frame, node: ast.With) -> None:
    """``with``: several managers are as many statements, one in the other."""
    if len(node.items) > 1:
        inner = ast.copy_location(ast.With(node.items[1:], node.body), node)
        lower_with(frame, ast.copy_location(ast.With(node.items[:1], [inner]), node))
        return
    (manager,) = node.items
    call = manager.context_expr
    target = expression(frame, call.func) if isinstance(call, ast.Call) else NONE
    known = MANAGERS.get(id(target.value)) if isinstance(target, Const) else None
    if isinstance(call, ast.Call) and known is not None:
        known(frame, node, call, manager.optional_vars)
        return
    if isinstance(target, Const) and target.value is not None and _is_foreign(target.value):
        _refuse(frame, node, call)
    value = kept(frame, node, usable(frame, expression(frame, call), call))
    if own_method(value, "__enter__") is None or own_method(value, "__exit__") is None:
        _refuse(frame, node, call)
    _by_methods(frame, node, value, manager.optional_vars)


def _refuse(frame: Frame, node: ast.With, call: ast.expr) -> None:
    frame.refuse(
        node,
        "S2S201",
        f"with {ast.unparse(call)[:60]}",
        "what its entry and exit do cannot be read: it is no object of a class with __enter__ and __exit__ in Python.",
        "write a class with __enter__ and __exit__, or what they do before and after the block.",
    )


def _is_foreign(target: object) -> bool:
    """Whether a call makes a manager of a generator, or of what no text of the user's says."""
    wrapped = getattr(target, "__wrapped__", None)
    if isinstance(wrapped, types.FunctionType) and inspect.isgeneratorfunction(wrapped):
        return True
    return origin_of(getattr(target, "__module__", None)) is Origin.LIBRARY


# ---------------------------------------------------------------- objects


def _by_methods(frame: Frame, node: ast.With, value: Arg, name: ast.expr | None) -> None:
    """``__enter__``, the block, ``__exit__``."""
    entered = call_value(frame, node, attribute(frame, node, value, "__enter__"), [], {})
    if name is not None:
        store(frame, name, kept(frame, node, entered))

    def leave(raised: bool) -> Arg:
        what = Pack(RAISED_KIND, ()) if raised else NONE
        exit_ = attribute(frame, node, current(frame.env, value), "__exit__")
        return decided(frame, call_value(frame, node, exit_, [what] * 3, {}), node)

    exit_ = own_method(value, "__exit__")
    assert isinstance(exit_, Pack)
    assert isinstance(exit_.items[0], Const)
    lower_managed(frame, node, leave, _may_drop(frame, exit_.items[0].value), node.body)


def _may_drop(frame: Frame, function: types.FunctionType) -> bool:
    """Whether an ``__exit__`` may say that the exception is dropped: whether it returns anything but None or False."""
    from s2sad.parse import parse

    source = frame.session.sources.setdefault(function, None) or parse(function)
    frame.session.sources[function] = source
    returns = [n for n in ast.walk(source.node) if isinstance(n, ast.Return) and n.value is not None]
    return any(not isinstance(n.value, ast.Constant) or n.value.value for n in returns)


# ---------------------------------------------------------------- the library's


def _suppress(frame: Frame, node: ast.With, call: ast.Call, name: ast.expr | None) -> None:
    lower_suppress(frame, node, call.args)


def _nullcontext(frame: Frame, node: ast.With, call: ast.Call, name: ast.expr | None) -> None:
    """``contextlib.nullcontext(x)`` does nothing."""
    given = [*call.args, *(k.value for k in call.keywords)]
    value = kept(frame, node, usable(frame, expression(frame, given[0]), node)) if given else NONE
    if name is not None:
        store(frame, name, value)
    body(frame, node.body)


def _errstate(frame: Frame, node: ast.With, call: ast.Call, name: ast.expr | None) -> None:
    """``np.errstate(...)``: warnings are NumPy's own affair, the statements are as they are."""
    keys: list[str] = []
    values: list[Arg] = []
    for k in call.keywords:
        value = expression(frame, k.value)
        if k.arg not in _ERRSTATE or not isinstance(value, Const) or value.value not in ("ignore", "warn"):
            frame.refuse(
                k.value,
                "S2S201",
                f"np.errstate with {k.arg}={ast.unparse(k.value)}",
                "only 'ignore' and 'warn' leave the statements inside as they are.",
                "use 'ignore' or 'warn', and test for what would raise.",
            )
        keys.append(k.arg)
        values.append(value)
    if call.args or name is not None:
        frame.refuse(
            node, "S2S201", "np.errstate in this form", "it takes keywords only.", "write np.errstate(all=...)."
        )
    frame.always(Pack("errstate", tuple(values), tuple(keys)), lambda: body(frame, node.body), node)


def _catch_warnings(frame: Frame, node: ast.With, call: ast.Call, name: ast.expr | None) -> None:
    """``warnings.catch_warnings()``, with the filters that its block begins with."""
    filters = [_filter(frame, call, keywords=call.keywords)] if call.keywords else []
    stmts = list(node.body)
    while stmts and isinstance(stmts[0], ast.Expr) and isinstance(stmts[0].value, ast.Call):
        made = stmts[0].value
        target = expression(frame, made.func)
        if not isinstance(target, Const) or target.value not in FILTERS:
            break
        filters.append(_filter(frame, made, made.args, made.keywords))
        stmts.pop(0)
    if call.args or name is not None:
        _refuse_warnings(frame, node, "warnings.catch_warnings in this form", "what it records is a list of objects.")
    if not filters:
        _refuse_warnings(frame, node, "warnings.catch_warnings without a filter", "it begins with no simplefilter.")
    run: Callable[[], None] = lambda: body(frame, stmts)  # noqa: E731
    for how in reversed(filters):
        run = partial(frame.always, how, run, node)
    run()


def _filter(frame: Frame, node: ast.Call, args: list[ast.expr] | None = None, keywords: Any = ()) -> Pack:
    """What a filter does with which class of warnings."""
    given = dict(zip(("action", "category"), args or [], strict=False))
    given.update({k.arg: k.value for k in keywords})
    if len(args or []) > len(given) or not set(given) <= {"action", "category"} or "action" not in given:
        _refuse_warnings(frame, node, "a filter of warnings by their text or place", "the text has other lines.")
    action = expression(frame, given["action"])
    category = expression(frame, given["category"]) if "category" in given else Const(Warning)
    if not isinstance(action, Const) or action.value not in _QUIET:
        why = "where a warning is an exception, any arithmetic may raise."
        _refuse_warnings(frame, node, f"a filter of warnings with {ast.unparse(given['action'])}", why)
    if not isinstance(category, Const) or getattr(category.value, "__module__", "") != "builtins":
        _refuse_warnings(frame, node, "a filter of another class of warnings", "only Python's own can be written.")
    return Pack("warnings", (action, category))


def _refuse_warnings(frame: Frame, node: ast.AST, what: str, why: str) -> None:
    frame.refuse(node, "S2S201", what, why, 'write with warnings.catch_warnings(action="ignore"), or np.errstate(...).')


MANAGERS: dict[int, Callable[[Frame, ast.With, ast.Call, ast.expr | None], None]] = {
    id(contextlib.suppress): _suppress,
    id(contextlib.nullcontext): _nullcontext,
    id(np.errstate): _errstate,
    id(warnings.catch_warnings): _catch_warnings,
}
FILTERS = (warnings.simplefilter, warnings.filterwarnings)  # read where a block of catch_warnings begins
