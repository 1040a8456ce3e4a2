"""Derivatives number by number: ``derivative(f)(t)``, ``elementwise_grad(f)(x)``, ``laplacian(f)(x)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.api import Gradient, operand
from s2sad.argnums import Argnums, Chosen
from s2sad.errors import ArgumentError
from s2sad.operators.blocks import Question
from s2sad.operators.operator import Operator
from s2sad.targets import Target
from s2sad.trees import is_complex, is_float, leaves, mapped


def derivative(f: Callable[..., Any], argnum: int | str = 0) -> Derivative:
    """A function that gives the derivative of ``f`` by one number, by one tangent sweep: it is like the result of f."""
    return Derivative(f, argnum)


def elementwise_grad(f: Callable[..., Any], argnums: Argnums = 0) -> ElementwiseGradient:
    """A function that gives the sum of the rows of the Jacobian, by one pullback.

    Of an ``f`` that works item by item, so that the Jacobian is diagonal, these are the derivatives of the items.
    """
    return ElementwiseGradient(f, argnums)


def laplacian(f: Callable[..., Any], argnum: int | str = 0) -> Laplacian:
    """A function that gives the trace of the Hessian of ``f``, whose result is a real number: Σ ∂²f/∂x_i²."""
    return Laplacian(f, argnum)


class Derivative(Operator):
    """What ``derivative`` returns."""

    def __init__(self, f: Callable[..., Any], argnum: int | str) -> None:
        super().__init__(f, (argnum,))
        target, order = operand(f)
        self._chosen = _one(argnum, target)
        self._question = Question(target, order, self._chosen.wrt)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The derivative."""
        question, target = self._question, self._question.target
        values = target.bind(args, kwargs)
        ((name, item),) = self._chosen.places
        given = values[target.parameters.names.index(name)]
        given = given if item is None else given[item]
        if not isinstance(given, (int, float, complex, np.number)) and not (is_float(given) and given.ndim == 0):
            what, fix = f"{name} is no number", "use jacobian, or elementwise_grad."
            raise ArgumentError("S2S505", target.parameters.function, what, fix)
        return question.answered(values).tree(self._chosen.arranged)


class ElementwiseGradient(Operator):
    """What ``elementwise_grad`` returns."""

    def __init__(self, f: Callable[..., Any], argnums: Argnums) -> None:
        super().__init__(f, (argnums,))
        self._target, self._order = operand(f)
        self._chosen = Chosen.of(argnums, self._target.parameters, len(self._target.leading))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The derivatives of the sum of the result's items."""
        values = self._target.bind(args, kwargs)
        plan = self._target.table("reverse", self._chosen.wrt).plan(values)
        value, pull = plan.pull(values)
        if any(map(is_complex, leaves(value))):
            what, fix = "elementwise_grad of a complex result", "use vjp with a seed, or jvp."
            raise ArgumentError("S2S504", self._target.parameters.function, what, fix)
        return self._chosen.arranged(plan.by_name(pull(mapped(_one_like, value)), values))


class Laplacian(Operator):
    """What ``laplacian`` returns."""

    def __init__(self, f: Callable[..., Any], argnum: int | str) -> None:
        super().__init__(f, (argnum,))
        target, order = operand(Gradient(f, argnum, has_aux=False, with_value=False))
        self._chosen = _one(argnum, target)
        self._question = Question(target, order, self._chosen.wrt, by_columns=True)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The trace of the Hessian: one tangent sweep of the gradient for each number."""
        question = self._question
        values, arguments = question.given(question.target.bind(args, kwargs))
        if any(map(is_complex, leaves(list(arguments.values())))):
            question.refuse("the laplacian by a complex argument", "write it by the two parts of the argument.")
        ((name, item),) = self._chosen.places
        before = 0 if item is None else len(list(leaves(arguments[name][:item])))
        own = list(leaves(arguments[name] if item is None else arguments[name][item]))
        total: Any = 0.0
        if not question.is_repeatable(values, arguments):
            rows = question.answered(values).rows
            for j, x in enumerate(own):
                block = rows[j][before + j]
                total = total + (np.trace(block.reshape(x.size, x.size)) if isinstance(x, np.ndarray) else block or 0.0)
            return total
        for j, index, _, dot in question.pushed(values, arguments, range(before, before + len(own))):
            part = list(leaves(dot))[j - before]
            total = total + (part[index] if isinstance(part, np.ndarray) else part)
        return total


def _one(argnum: Any, target: Target) -> Chosen:
    chosen = Chosen.of(argnum, target.parameters, len(target.leading))
    if not chosen.single:
        raise ArgumentError("S2S501", target.parameters.function, f"argnum={argnum!r}", "pass one int or one name.")
    return chosen


def _one_like(leaf: Any) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.ones_like(leaf) if is_float(leaf) else np.zeros_like(leaf)
    return type(leaf)(1.0) if is_float(leaf) else leaf
