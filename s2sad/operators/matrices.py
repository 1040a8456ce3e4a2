"""Jacobians and Hessians as functions: ``jacobian(f)(x)``, ``hessian(f)(x)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sad.api import Gradient, operand
from s2sad.argnums import Argnums, Chosen
from s2sad.operators.blocks import Question
from s2sad.operators.operator import Operator
from s2sad.trees import copied


def jacobian(f: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False, holomorphic: bool = False) -> Jacobian:
    """A function that gives the Jacobian of ``f`` by the arguments ``argnums``.

    For an array of shape s as result and one of shape t as argument, the Jacobian has the shape ``s + t``. Where the
    result is a structure, so is the Jacobian, and each of its leaves has the structure of the argument; with a tuple of
    argnums, it is a tuple of them. One forward sweep serves all rows; where there are more rows than columns, tangent
    sweeps make the columns. With ``has_aux``, ``f`` returns ``(value, aux)`` and the result is ``(jacobian, aux)``.

    Of complex results by complex arguments there is a Jacobian where ``f`` is ``holomorphic``, which has to be said.
    """
    return Jacobian(f, argnums, has_aux, holomorphic)


def hessian(f: Callable[..., Any], argnums: Argnums = 0) -> Hessian:
    """A function that gives the Hessian of ``f``, whose result is a real number: the Jacobian of its gradient.

    For an array of shape s it has the shape ``s + s``; with a tuple of argnums, it is a tuple of tuples. It is made by
    forward over reverse, one sweep a column.
    """
    return Hessian(f, argnums)


class Jacobian(Operator):
    """What ``jacobian`` returns."""

    def __init__(self, f: Callable[..., Any], argnums: Argnums, has_aux: bool, holomorphic: bool = False) -> None:
        super().__init__(f, (argnums, has_aux, holomorphic))
        target, order = operand(f)
        self._chosen = Chosen.of(argnums, target.parameters, len(target.leading))
        self._question = Question(target, order, self._chosen.wrt, has_aux, holomorphic=holomorphic)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The Jacobian; with the auxiliary result where there is one."""
        question = self._question
        found = question.answered(question.target.bind(args, kwargs))
        made = found.tree(self._chosen.arranged)
        return (made, copied(found.value[1])) if question.has_aux else made


class Hessian(Operator):
    """What ``hessian`` returns."""

    def __init__(self, f: Callable[..., Any], argnums: Argnums) -> None:
        super().__init__(f, (argnums,))
        target, order = operand(Gradient(f, argnums, has_aux=False, with_value=False))
        self._chosen = Chosen.of(argnums, target.parameters, len(target.leading))
        self._question = Question(target, order, self._chosen.wrt, by_columns=True)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The Hessian."""
        question = self._question
        return question.answered(question.target.bind(args, kwargs)).tree(self._chosen.arranged)
