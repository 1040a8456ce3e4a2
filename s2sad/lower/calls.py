"""Calls, by what is called: a meaning of its own, a row, a structure, a function that is read.

::

    len(x)              a meaning of its own    (`meanings`)
    np.sin(x)           a row                   (`row_calls`)
    g(x)                a function beside       (`callee_calls`)
    p.energy(), f()     a method or a function that the program made
"""

from __future__ import annotations

import ast
import builtins
import functools
import math
import types
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives, list_operations, optional, runtime_dicts, runtime_lists
from s2sad.lower.arguments import arguments
from s2sad.lower.callee_calls import call_function
from s2sad.lower.choices import CHOICE, Call, each
from s2sad.lower.closures import call_made
from s2sad.lower.comprehensions import items_of_comprehension
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.containers import METHODS as STRUCTURE_METHODS
from s2sad.lower.containers import call_method
from s2sad.lower.emitting import holds_bottom
from s2sad.lower.expressions import expression
from s2sad.lower.frame import Frame
from s2sad.lower.generators import lower_draw
from s2sad.lower.heap import fresh
from s2sad.lower.held import HELD
from s2sad.lower.iterable_calls import call_view
from s2sad.lower.meanings import ARRAY_METHODS, BUILTINS, OF_KIND, OF_ROW
from s2sad.lower.members import attribute
from s2sad.lower.objects import can_be_made
from s2sad.lower.outside import captured
from s2sad.lower.reductions import REDUCTIONS, first_of, is_open, over_items, reduced
from s2sad.lower.row_calls import ruled
from s2sad.lower.rows import opened
from s2sad.lower.texts import text_method
from s2sad.lower.unknown_calls import own_call, plain_function, taken_inside, without_rule
from s2sad.lower.written import apart
from s2sad.rules import REGISTRY
from s2sad.rules.registry import identity
from s2sad.types import GENERATOR, Array


def call(frame: Frame, node: ast.Call) -> Arg:
    """Lower a call by what is called."""
    target = expression(frame, node.func)
    first = node.args[0] if node.args else None
    callee = id(target.value) if isinstance(target, Const) else 0
    if callee == id(next) and isinstance(first, ast.GeneratorExp) and not node.keywords and len(node.args) <= 2:
        default = expression(frame, node.args[1]) if len(node.args) == 2 else None
        return first_of(frame, first, default)
    lists_by_key = isinstance(first, ast.ListComp) and any(k.arg == "key" for k in node.keywords)
    if callee in _REDUCTIONS and isinstance(first, (ast.GeneratorExp, ast.ListComp)) and not lists_by_key:
        reduction = _REDUCTIONS[callee]
        lazy = isinstance(first, ast.GeneratorExp) and reduction in ("any", "all")
        items = None if lazy or callee not in BUILTINS else items_of_comprehension(frame, first)
        if items is None:
            return reduced(frame, node, reduction)
        rest = ast.copy_location(ast.Call(node.func, node.args[1:], node.keywords), node)
        args, kwargs = arguments(frame, rest, target)
        return call_value(frame, node, target, [fresh("list", items), *args], kwargs)
    args, kwargs = arguments(frame, node, target)
    one = len(args) == 1 and not kwargs and first is not None
    if one and (callee in _REDUCTIONS or callee == id(list)) and is_open(frame, node, args[0]):
        return over_items(frame, node, args[0], _REDUCTIONS.get(callee))
    return call_value(frame, node, target, args, kwargs)


def call_value(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """Lower a call of a value with arguments that are lowered already."""
    if target is BOTTOM:
        return BOTTOM
    target = optional.present(frame, node, target)
    if isinstance(target, Pack):
        return _call_structure(frame, node, target, args, kwargs)
    if not isinstance(target, Const):
        frame.refuse(
            node, "S2S301", f"a call of {type_of(target)}", "it is no function.", "call a function that has a name."
        )
    function = plain_function(target.value)
    lower = BUILTINS.get(identity(function))
    if lower is not None and id(function) in _OF_THINGS and args and optional.is_optional(args[0]):
        one, rest = lower, args[1:]
        assert isinstance(args[0], Pack)
        return optional.each(frame, node, args[0], lambda x: one(frame, node, [x, *rest], kwargs))
    if lower is not None and id(function) in _OF_THINGS and args and alternatives.is_either(args[0]):
        one, rest = lower, args[1:]
        assert isinstance(args[0], Pack)
        return alternatives.each(frame, node, args[0], lambda p: one(frame, node, [p, *rest], kwargs))
    if id(function) in _READING:
        args = list(map(opened, args))
        if id(function) in _REDUCTIONS and len(args) == 1 and not kwargs and runtime_lists.is_list(args[0]):
            with apart(frame, node):
                return over_items(frame, node, args[0], _REDUCTIONS[id(function)])
    if function is print:
        args = list(map(optional.shown, args))
    if lower is not None or REGISTRY.find(function) is not None:
        args = [alternatives.read(frame, node, a) for a in args]
        kwargs = {k: alternatives.read(frame, node, a) for k, a in kwargs.items()}
    if lower is not None:
        return BOTTOM if any(map(holds_bottom, args)) else lower(frame, node, args, kwargs)
    if isinstance(function, types.BuiltinMethodType) and isinstance(function.__self__, str):
        return text_method(frame, node, function, args, kwargs)
    rule = REGISTRY.find(function)
    if rule is not None and rule.name in OF_ROW:
        return BOTTOM if any(a is BOTTOM for a in args) else OF_ROW[rule.name](frame, node, args, kwargs)
    if rule is not None:
        return ruled(frame, node, rule, args, kwargs)
    if isinstance(function, types.MethodDescriptorType) and args and _is_of(function.__objclass__, args[0]):
        return call_value(frame, node, attribute(frame, node, args[0], function.__name__), args[1:], kwargs)
    problem = without_rule(function)
    if problem is not None:
        frame.refuse(node, *problem)
    taken = taken_inside(function)
    if taken is not None:
        return taken(frame, node, Const(function), args, kwargs)
    if isinstance(function, types.MethodType):
        return call_value(frame, node, Const(function.__func__), [Const(function.__self__), *args], kwargs)
    if isinstance(function, types.FunctionType):
        return call_function(frame, node, function, args, kwargs)
    if isinstance(function, functools.partial):
        return _call_partial_object(frame, node, function, args, kwargs)
    if can_be_made(function):
        from s2sad.lower.instances import construct

        return construct(frame, node, function, args, kwargs)
    return call_function(frame, node, own_call(function), [Const(function), *args], kwargs)


def _is_of(cls: type, value: Arg) -> bool:
    """Whether a value is of a class, of which a function is a method: ``np.ndarray.copy(a)``, ``str.upper(name)``."""
    if isinstance(value, Const):
        return type(value.value) is cls
    if runtime_lists.is_list(value) or isinstance(value, Pack):
        return cls is list and (runtime_lists.is_list(value) or getattr(value, "kind", "") == "list")
    return cls is np.ndarray and isinstance(value.type, Array) and value.type.axes is not None


def _call_structure(frame: Frame, node: ast.AST, target: Pack, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A call of a function that was made inside the program, of a method, or of a partial."""
    if target.kind == "function":
        return call_made(frame, node, target, args, kwargs)
    if target.kind == "method":
        base, name = target.items
        assert isinstance(name, Const)
        if isinstance(base, Pack) and alternatives.is_either(base):
            use: Call = lambda p: call_value(frame, node, attribute(frame, node, p, name.value), args, kwargs)  # noqa: E731
            return alternatives.each(frame, node, base, use)
        if isinstance(base, Var) and base.type == GENERATOR:
            return lower_draw(frame, node, base, name.value, args, kwargs)
        if runtime_lists.is_list(base):
            return list_operations.call_method(frame, node, base, name.value, args, kwargs)
        if runtime_dicts.is_dict(base):
            return runtime_dicts.call_method(frame, node, base, name.value, args, kwargs)
        if isinstance(base, Pack) and (base.kind, name.value) in STRUCTURE_METHODS:
            return call_method(frame, node, base, name.value, args, kwargs)
        if isinstance(base, Pack):
            return call_view(frame, node, base, name.value, args, kwargs)
        if name.value in ARRAY_METHODS:
            return ARRAY_METHODS[name.value](frame, node, [base, *args], kwargs)
        return ruled(frame, node, REGISTRY.by_method[name.value], [base, *args], kwargs, method=True)
    if target.kind == CHOICE:
        return each(frame, node, target, lambda f: call_value(frame, node, f, args, kwargs))
    if target.kind == alternatives.EITHER:
        return alternatives.each(frame, node, target, lambda p: call_value(frame, node, p, args, kwargs))
    if target.kind in ("object", HELD):
        return call_value(frame, node, attribute(frame, node, target, "__call__"), args, kwargs)
    if target.kind == "bound":
        function, base = target.items
        return call_value(frame, node, function, [base, *args], kwargs)
    if target.kind == "partial":
        names = target.keys or ()
        count = len(target.items) - len(names)
        given = dict(zip(map(str, names), target.items[count:], strict=True))
        return call_value(frame, node, target.items[0], [*target.items[1:count], *args], {**given, **kwargs})
    lower = OF_KIND.get(target.kind)
    if lower is not None:
        return lower(frame, node, target, args, kwargs)
    frame.refuse(
        node, "S2S301", f"a call of {type_of(target)}", "it is no function.", "call a function that has a name."
    )


def _call_partial_object(
    frame: Frame, node: ast.AST, made: functools.partial[Any], args: list[Arg], kwargs: dict[str, Arg]
) -> Arg:
    """A partial that was made outside: what it holds is read like attributes of an object."""
    place = frame.session.place_of(made)
    if place is None:
        frame.refuse(
            node,
            "S2S301",
            "a call of a functools.partial that comes from nowhere",
            "the values that it holds are read at every call, and nothing tells where.",
            "give it a name.",
        )
    first = [captured(frame, node, (*place, ("attribute", "args"), ("item", i)), v) for i, v in enumerate(made.args)]
    given = {
        k: captured(frame, node, (*place, ("attribute", "keywords"), ("item", k)), v) for k, v in made.keywords.items()
    }
    function = captured(frame, node, (*place, ("attribute", "func")), made.func)
    return call_value(frame, node, function, [*first, *args], {**given, **kwargs})


# What asks an object for its class or its fields: of one of several, that one.
_OF_THINGS = frozenset(map(id, (isinstance, type, getattr, hasattr)))
# What takes a tuple as it takes a list: `s2sad.lower.rows`.
_READING = frozenset(map(id, (sum, max, min, sorted, any, all, math.fsum, math.prod, math.dist)))
_REDUCTIONS = {id(getattr(builtins, name)): name for name in REDUCTIONS}
