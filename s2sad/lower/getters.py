"""Functions that the standard library makes: ``operator.itemgetter`` and its like, and what ``lru_cache`` wraps.

::

    operator.itemgetter("a", 0)      a partial of ITEMS, which is called with the keys and then the thing
    operator.attrgetter("p.x")(b)    b.p.x
"""

from __future__ import annotations

import ast
import functools
import operator
from collections.abc import Callable
from dataclasses import replace

from s2sad.dataclass import dataclass
from s2sad.ir import Arg, Const, Eqn, Pack, Var, type_of
from s2sad.lower.calls import call_value
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.frame import Frame
from s2sad.lower.indexing import item
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import OF_CLASS, meaning
from s2sad.lower.members import attribute
from s2sad.lower.outside import captured
from s2sad.lower.rows import is_row
from s2sad.lower.runtime_lists import is_list
from s2sad.types import Array, List, Scalar

Get = Callable[[Frame, ast.AST, Arg, Arg], Arg]


@dataclass(frozen=True, eq=False)
class Getter:
    """What gets something of its last argument; ``made_by`` is the class that makes it."""

    made_by: type

    @property
    def __name__(self) -> str:
        return self.made_by.__name__


ITEMS, ATTRIBUTES, METHOD = map(Getter, (operator.itemgetter, operator.attrgetter, operator.methodcaller))


def _get_attribute(frame: Frame, node: ast.AST, base: Arg, name: Arg) -> Arg:
    for part in str(frame.known(name, node)).split("."):
        base = attribute(frame, node, base, part)
    return base


def _makes(getter: Getter) -> None:
    """A call of the class makes a partial; one that was made outside says itself what it was made of."""

    @meaning(getter.made_by)
    def make(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        if not args:
            what = f"{getter.__name__} of nothing"
            frame.refuse(node, "S2S211", what, "the primal raises TypeError.", "say what it gets.")
        return Pack("partial", (Const(getter), *args, *kwargs.values()), tuple(kwargs))

    def call_object(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: Kwargs) -> Arg:
        assert isinstance(target, Const)
        _, given, *_ = target.value.__reduce__()
        if target.value.__reduce__()[0] is not getter.made_by:  # a partial of methodcaller, where keywords are given
            what = f"a call of a {getter.__name__} with keywords, made outside"
            frame.refuse(node, "S2S301", what, "what it was made of is not read.", "write a lambda.")
        return call_value(frame, node, Const(getter), [*map(Const, given), *args], kwargs)

    OF_CLASS[getter.made_by] = call_object


for _getter in (ITEMS, ATTRIBUTES, METHOD):
    _makes(_getter)


def _each_of(getter: Getter, get: Get) -> None:
    @meaning(getter)
    def lower(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, getter.__name__, (), 0)
        *names, base = args
        found = [get(frame, node, base, name) for name in names]
        return found[0] if len(found) == 1 else Pack("tuple", tuple(found))


_each_of(ITEMS, item)
_each_of(ATTRIBUTES, _get_attribute)


@meaning(METHOD)
def _call_method(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    name, *given, base = args
    return call_value(frame, node, attribute(frame, node, base, str(frame.known(name, node))), given, kwargs)


# ---------------------------------------------------------------- functools.lru_cache


def _call_cached(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: Kwargs) -> Arg:
    """What ``lru_cache`` wraps: a value that it remembers is the value that is computed again."""
    assert isinstance(target, Const)
    wrapped = target.value.__wrapped__
    place = frame.session.place_of(target.value)
    steps = None if place is None else (*place, ("attribute", "__wrapped__"))
    function = Const(wrapped) if steps is None else captured(frame, node, steps, wrapped)
    why = "it looks its arguments up, and the primal raises TypeError"
    _check_values(frame, node, [*args, *kwargs.values()], why, _is_number)
    found = call_value(frame, node, function, args, kwargs)
    why = "who changes what it hands out changes what it hands out next"
    _check_values(frame, node, [found], why, lambda x: _is_number(x) or is_row(x) or _is_array(x))
    _remembered(frame)
    return found


def _is_number(value: Arg) -> bool:
    return isinstance(value, Const) or isinstance(type_of(value), Scalar)


def _is_array(value: Arg) -> bool:
    return isinstance(value, Var) and isinstance(value.type, Array) and not isinstance(value.type, List)


def _remembered(frame: Frame) -> None:
    """Say of the call that was just made that what it gives is handed out again: nobody may write it."""
    call = frame.b.stmts[-1] if frame.b.stmts else None
    if isinstance(call, Eqn) and call.op == "call" and any(map(_is_array, call.outs)):
        frame.b.stmts[-1] = replace(call, attrs=(*call.attrs, ("remembered", True)))


def _check_values(frame: Frame, node: ast.AST, values: list[Arg], why: str, fits: Callable[[Arg], bool]) -> None:
    for value in values:
        if value is BOTTOM:
            continue
        if isinstance(value, Pack) and value.kind == "tuple":
            _check_values(frame, node, list(value.items), why, fits)
        elif not fits(value):
            what = value.kind if isinstance(value, Pack) else "list" if is_list(value) else str(type_of(value))
            frame.refuse(
                node,
                "S2S301",
                f"a function with a cache that gets or gives {what}",
                f"{why}.",
                "leave the cache out, or call the function before and hand its result in.",
            )


OF_CLASS[functools._lru_cache_wrapper] = _call_cached
