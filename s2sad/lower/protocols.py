"""What an object's class says that builtins do with it: ``len(p)``, ``abs(p)``, ``iter(p)``, its truth, ``setattr``.

Each is a call of the method that Python would call, which is lowered as the function that it is; none runs.
"""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Callable

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.calls import call_value
from s2sad.lower.frame import Frame
from s2sad.lower.instances import delete_attribute, set_field, store_attribute
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import BUILTINS, meaning
from s2sad.lower.objects import captured_method, own_method
from s2sad.lower.reducing import truth_of
from s2sad.lower.row_calls import ruled
from s2sad.rules import REGISTRY
from s2sad.rules.registry import identity

NONE = Const(None)


def _by_method(function: Callable[..., object], method: str) -> None:
    """``function(p)`` of an object is ``p.method()``; of anything else it is what it was."""
    before = BUILTINS.get(identity(function))

    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        found = (own_method(args[0], method) or captured_method(args[0], method)) if args else None
        if found is not None:
            return call_value(frame, node, found, args[1:], kwargs)
        if before is not None:
            return before(frame, node, args, kwargs)
        rule = REGISTRY.find(function)
        assert rule is not None
        return ruled(frame, node, rule, args, kwargs)

    meaning(function)(lower)


_SPELLED_ALIKE: tuple[Callable[..., object], ...] = (
    *(len, abs, round, float, int, divmod, reversed),
    *(math.floor, math.ceil, math.trunc),
)
for _function in _SPELLED_ALIKE:
    _by_method(_function, f"__{_function.__name__}__")


# ---------------------------------------------------------------- attributes by name


@meaning(builtins.setattr)
def _setattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``setattr(p, "x", v)`` is ``p.x = v``."""
    no_keywords(frame, node, kwargs, "setattr", args, 3)
    store_attribute(frame, node, args[0], frame.known(args[1], node), args[2])
    return NONE


@meaning(builtins.delattr)
def _delattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "delattr", args, 2)
    delete_attribute(frame, node, args[0], frame.known(args[1], node))
    return NONE


@meaning(object.__setattr__)
def _set_field(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``object.__setattr__(self, "x", v)``, as the ``__post_init__`` of a frozen dataclass does it."""
    no_keywords(frame, node, kwargs, "object.__setattr__", args, 3)
    set_field(frame, node, args[0], frame.known(args[1], node), args[2])
    return NONE


def truth_by_class(frame: Frame, node: ast.AST, value: Pack) -> Arg | None:
    """The truth of an object by ``__bool__`` or ``__len__``; None where its class says nothing."""
    for name in ("__bool__", "__len__"):
        found = own_method(value, name)
        if found is not None:
            return truth_of(frame, node, call_value(frame, node, found, [], {}))
    return None
