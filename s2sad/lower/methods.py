"""Methods of a decorated function inside another: ``f.grad(x)``, ``f.jvp``, ``f.vjp``, ``f.jacobian``, ``f.hessian``, …

Each is the operator of the same name; what it gives has a name for each parameter, as it has outside::

    dx = f.grad(x, y).x          dx = grad(f, "x")(x, y)
    H = f.hessian(x, y)          H = hessian(f, ("x", "y"))(x, y)
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from s2sad.dataclass import dataclass
from s2sad.differentiable import Differentiable
from s2sad.gradients import gradients_type
from s2sad.ir import Arg, Const, Pack
from s2sad.lower.callee_calls import Prepared, bound
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.derivatives import called, gradient_by, leaf_types, program_of, refuse
from s2sad.lower.frame import Frame
from s2sad.lower.heap import anew, bare, current
from s2sad.lower.meanings import OF_CLASS
from s2sad.lower.operators import Wanted, call_operator, lower_hvp
from s2sad.lower.pullbacks import Pulled, lower_vjp
from s2sad.lower.pushforwards import lower_jvp
from s2sad.operators import programs
from s2sad.types import is_real


@dataclass(frozen=True)
class _Call:
    """A call of a method: the function's parameters by name, and which of them the derivative is taken by."""

    frame: Frame
    node: ast.AST
    owner: Differentiable
    call: Prepared
    names: tuple[str, ...]
    chosen: tuple[str, ...]
    single: bool  # whether what is given has no names

    def named(self, items: Sequence[Arg]) -> Arg:
        """What was found by the chosen parameters, with a name for each parameter."""
        if self.single:
            return items[0]
        found = dict(zip(self.chosen, items, strict=True))
        given = tuple(found.get(n, Const(None)) for n in self.names)
        return Pack("tuple", given, None, gradients_type(self.names))


def _function(owner: Differentiable) -> Arg:
    """What a method is of: the function, or a method of an object, each access to which makes another object."""
    function = owner.__s2sad_function__
    if isinstance(function, types.MethodType):
        return Pack("bound", (Const(function.__func__), Const(function.__self__)))
    return Const(owner)


def _bound(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> _Call | None:
    found = called(frame, node, _function(owner), args, kwargs)
    if found is None:
        return None
    call, places = found
    names = tuple(dict.fromkeys(name for name, _ in places))
    own = [n for n in names if owner.wrt is None or n in owner.wrt]
    chosen = tuple(n for n in own if any(is_real(t) for t in leaf_types(call.specs[n])))
    if not chosen:
        refuse(frame, node, "a derivative by nothing", "no argument holds a float.", "pass floats.")
    single = len(names) == 1 or (owner.wrt is not None and len(owner.wrt) == 1)
    return _Call(frame, node, owner, call, names, chosen, single)


def _positional(
    frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]
) -> tuple[_Call, list[Arg]] | None:
    """The call, and its arguments in the order of the parameters."""
    found = _bound(frame, node, owner, args, kwargs)
    if found is None:
        return None
    kinds = [p.kind for p in inspect.signature(owner).parameters.values()]
    if any(kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD for kind in kinds):
        what, why = "this method of a function with starred or keyword-only parameters", "it is not expanded."
        refuse(frame, node, what, why, "use the operator of the same name: s2sad.jacobian(f).")
    return found, [found.call.values[n] for n in found.names]


def _gradient(with_value: bool) -> _Method:
    def lower(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        found = _bound(frame, node, owner, args, kwargs)
        made = None if found is None else gradient_by(frame, node, found.call, found.chosen, True)
        if found is None or made is None:
            return BOTTOM
        value, grads = made
        result = found.named([grads[n] for n in found.chosen])
        return Pack("tuple", (value, result)) if with_value else result

    return lower


def _jvp(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    return lower_jvp(frame, node, [_function(owner), *args], kwargs)


def _vjp(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    found = _positional(frame, node, owner, args, kwargs)
    made = BOTTOM if found is None else lower_vjp(frame, node, [_function(owner), *found[1]], {})
    if found is None or not isinstance(made, Pack):
        return made
    value, pullback = made.items
    assert isinstance(pullback, Pack)
    assert isinstance(pullback.of, Pulled)
    pulled = replace(pullback.of, chosen=found[0].chosen, names=found[0].names)
    return Pack("tuple", (value, replace(pullback, of=pulled)))


def _matrix(program: Any) -> _Method:
    def lower(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
        found = _positional(frame, node, owner, args, kwargs)
        if found is None:
            return BOTTOM
        call, values = found
        by = tuple(call.names.index(n) for n in call.chosen)
        wanted = Wanted(program, by[0] if call.single else by)
        made = call_operator(frame, node, Pack("operator", (_function(owner),), None, wanted), values, {})
        if call.single or made is BOTTOM:
            return made
        if program is programs.hessian_of:
            assert isinstance(made, Pack)
            return call.named([call.named(row.items) for row in made.items if isinstance(row, Pack)])
        lowered = program_of(frame, node, call.call)
        if lowered is None:
            return BOTTOM
        result = bare(lowered.functions[call.call.name].body.yields[0])
        return anew(_by_leaf(call, bare(current(frame.env, made)), result))

    return lower


def _by_leaf(call: _Call, made: Arg, result: Arg) -> Arg:
    """The blocks of a Jacobian with names, in each leaf of the structure of the result."""
    assert isinstance(made, Pack)
    if isinstance(result, Pack):
        return made.like([_by_leaf(call, m, r) for m, r in zip(made.items, result.items, strict=True)])
    return call.named(made.items)


def _hvp(frame: Frame, node: ast.AST, owner: Differentiable, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    given = bound(frame, node, "hvp", _OF_PRODUCT, args, kwargs, lambda p: Const(None))
    primals = given["primals"]
    found = _positional(frame, node, owner, list(primals.items) if isinstance(primals, Pack) else [], {})
    if found is None:
        return BOTTOM
    call, values = found
    floats = [n for n in call.names if any(map(is_real, leaf_types(call.call.specs[n])))]
    if len(floats) > len(call.chosen) or not isinstance(primals, Pack) or len(values) > len(primals.items):
        why = "a gradient by some of the parameters only, or a primal that is not given, is not expanded."
        refuse(frame, node, "this .hvp inside the function", why, "use s2sad.hvp with all primals.")
    made = lower_hvp(frame, node, [_function(owner), *given.values()], {})
    if call.single or not isinstance(made, Pack):
        return made
    by_name = dict(zip(call.names, made.items, strict=True))
    return call.named([by_name[n] for n in call.chosen])


def call_method(frame: Frame, node: ast.AST, target: Arg, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``f.grad(x)`` of a decorated function, and its other methods."""
    assert isinstance(target, Const)
    method = target.value
    name = getattr(method, "__name__", "")
    if not isinstance(method, types.MethodType) or name not in _METHODS:
        fix = f"use one of {', '.join(f'.{n}' for n in _METHODS)}."
        refuse(frame, node, f"a call of .{name} inside the function", "it is not expanded.", fix)
    owner = method.__self__
    assert isinstance(owner, Differentiable)
    return _METHODS[name](frame, node, owner, args, kwargs)


_Method = Callable[[Frame, ast.AST, Differentiable, list[Arg], dict[str, Arg]], Arg]
_OF_PRODUCT = inspect.signature(lambda primals, vectors: None)
_METHODS: dict[str, _Method] = {
    "grad": _gradient(False),
    "value_and_grad": _gradient(True),
    "jvp": _jvp,
    "vjp": _vjp,
    "jacobian": _matrix(programs.jacobian_of),
    "hessian": _matrix(programs.hessian_of),
    "hvp": _hvp,
}
OF_CLASS[Differentiable] = call_method
