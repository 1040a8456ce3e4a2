"""What a function reads from outside: of globals and cells, and of what they hold.

::

    g = 9.81                            f(x) has a hidden input ``g``, read anew at every call
    cfg.scale * x                       a hidden input ``cfg_scale``, a number of the object that ``cfg`` is
    helper(x)                           the function itself, known; that it is this one is asked at every call
"""

from __future__ import annotations

import ast
import functools
import keyword
import re
import types

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.conflicts import Reason
from s2sad.lower.frame import Frame
from s2sad.lower.session import Place
from s2sad.signature import spec_of
from s2sad.types import Array, Scalar

_MOST_ITEMS = 64  # of a captured list


def undefined(name: str) -> Reason:
    """What is said of a name without a value."""
    why = "it is assigned on no path that leads here, and the module does not define it."
    return "S2S204", f"the name {name!r} is not defined here", why, "assign it before it is used."


def captured(frame: Frame, node: ast.AST, place: Place, value: object) -> Arg:
    """What is read from outside: numbers and arrays are hidden inputs, the rest is known, its identity is checked."""
    from s2sad.lower.callee_calls import hidden_input

    if type(value) in (tuple, list, dict):
        frame.session.reached[place] = None  # how many items it has, under which keys, decides the text
        keys = tuple(value) if isinstance(value, dict) else None
        items = list(value.values()) if isinstance(value, dict) else list(value)  # type: ignore[call-overload]
        if len(items) > _MOST_ITEMS:
            frame.refuse(
                node,
                "S2S304",
                f"a captured {type(value).__name__} of {len(items)} items",
                "each item is an input that is read at every call.",
                "make it a NumPy array.",
            )
        steps = [("item", k) for k in (keys if keys is not None else range(len(items)))]
        parts = [captured(frame, node, (*place, s), i) for s, i in zip(steps, items, strict=True)]
        return Pack(type(value).__name__, tuple(parts), keys)
    spec = spec_of(value, _path(place))
    if isinstance(spec, (Scalar, Array)):
        return hidden_input(frame, _input_name(place), spec, place)
    frame.session.reached[place] = None
    frame.session.found_at(place, value)
    _find_object(frame, place, value)
    return Const(value)


def _find_object(frame: Frame, place: Place, value: object) -> None:
    """Note where the object of a method is found, also where an operator is made of the method, or of a partial."""
    while hasattr(type(value), "__s2sad_key__") and hasattr(value, "_made_of"):
        place, value = (*place, ("attribute", "_made_of"), ("item", 0)), value._made_of[0]
    if isinstance(value, functools.partial):
        frame.session.found_at(place, value)
    if isinstance(value, types.MethodType):
        frame.session.found_at((*place, ("attribute", "__self__")), value.__self__)


def _path(place: Place) -> str:
    """What the axes of a captured array are named after; no parameter is called so."""
    steps = [step if isinstance(step, str) else str(step[1]) for step in place[1:]]
    return f"{place[0].__qualname__ if place[0] is not None else ''}:{'.'.join(steps)}"


def _input_name(place: Place) -> str:
    """``cfg_scale`` for ``cfg.scale``: the name of a parameter of the generated functions."""
    steps = [step if isinstance(step, str) else str(step[1]) for step in place[1:]]
    name = "_".join(re.sub(r"\W", "_", step) for step in steps)
    return f"{name}_" if keyword.iskeyword(name) or not name.isidentifier() else name
