"""Calls that tell somebody something: ``print``, the functions of ``logging``, ``warnings.warn``.

Each is done once, in the forward sweep, where the primal does it; the adjoint sweep tells nothing.
"""

from __future__ import annotations

import ast
import sys
import types
import warnings
from typing import Any

from s2sad.ir import Arg, Const, Eqn, Pack
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import by_name
from s2sad.lower.meanings import meaning
from s2sad.lower.optional import shown
from s2sad.lower.texts import check_shown
from s2sad.telling import PRINT, Way

Kwargs = dict[str, Arg]
_WORDS = {
    "print": ("sep", "end", "flush"),
    "logging": ("exc_info", "stack_info", "stacklevel"),
    "warnings": ("stacklevel",),
}
_LEVELS = frozenset({"debug", "info", "warning", "error", "critical", "exception", "log"})
_NONE = Const(None)


@meaning(print)
def _print(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``print``."""
    return _tell(frame, node, PRINT, args, kwargs)


@meaning(warnings.warn)
def _warn(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``warnings.warn(message, category)``, with a class of Python's."""
    given = by_name("message category stacklevel", args, kwargs)
    told = [given.pop(k) for k in ("message", "category") if k in given]
    category = told[1] if len(told) == 2 else Const(UserWarning)
    if not isinstance(category, Const) or getattr(category.value, "__module__", "") != "builtins":
        what = "a warning of another class"
        frame.refuse(node, "S2S302", what, "only Python's own can be written.", "warn with RuntimeWarning.")
    return _tell(frame, node, ("warnings", "warn"), told[:1], given, (category,) if len(told) == 2 else ())


def logs(function: object) -> bool:
    """Whether a function is one of ``logging`` that tells something, or gives a logger."""
    plain = getattr(function, "__func__", function)
    name = getattr(plain, "__name__", "")
    if not isinstance(plain, types.FunctionType) or plain.__module__ != "logging":
        return False
    if isinstance(function, types.MethodType):
        return name in _LEVELS and isinstance(function.__self__, sys.modules["logging"].Logger)
    return name == "getLogger" or (name in _LEVELS and plain is getattr(sys.modules["logging"], name, None))


def lower_logged(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``logging.info(...)``, ``log.info(...)``, and ``logging.getLogger(name)``."""
    assert isinstance(target, Const)
    function: Any = target.value
    if function.__name__ == "getLogger":
        names = [frame.known(a, node) for a in (*args, *kwargs.values())]
        return Const(function(*names))
    of = getattr(function, "__self__", None)
    logger = () if of is None else (of.name,)
    return _tell(frame, node, ("logging", *logger, function.__name__), args, kwargs)


def _tell(frame: Frame, node: ast.AST, by: Way, args: list[Arg], kwargs: Kwargs, more: tuple[Arg, ...] = ()) -> Arg:
    words: list[tuple[str, object]] = []
    for k, value in kwargs.items():
        if k not in _WORDS[by[0]] or not isinstance(value, Const):
            allowed = ", ".join(_WORDS[by[0]])
            why = f"only {allowed} are read, and only as literals."
            frame.refuse(node, "S2S302", f"the argument {k!r} of {by[-1]}", why, "leave it out.")
        words.append((k, value.value))
    args = list(map(shown, args))
    for v in args:
        check_shown(frame, node, v)
    if by != PRINT:
        words.append(("by", by))
    frame.b.stmts.append(Eqn((), "print", (Pack("args", (*args, *more)),), tuple(sorted(words)), frame.loc(node)))
    return _NONE
