"""Taylor coefficients along a direction: ``taylor(f, order)(primals, directions)``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from s2sad.api import jvp
from s2sad.differentiable import is_idle
from s2sad.errors import ArgumentError
from s2sad.operators.operator import Operator
from s2sad.operators.programs import taylor_of
from s2sad.trees import direction, filled, leaves, mapped

HIGHEST = 4


def taylor(f: Callable[..., Any], order: int) -> Taylor:
    """A function that gives the Taylor coefficients of ``f`` along a direction, of orders 0 to ``order``, at most 4.

    ``taylor(f, n)(primals, directions)`` is ``(c_0, ..., c_n)`` with ``f(x + t v) = c_0 + c_1 t + ... + c_n t**n + …``
    for the primals x and the directions v, one item each for every argument of f; the direction of what holds no float
    is None. Each coefficient has the structure and the shapes of the result; c_0 is the value. They are made by forward
    mode, nested n times.
    """
    return Taylor(f, order)


class Taylor(Operator):
    """What ``taylor`` returns."""

    def __init__(self, f: Callable[..., Any], order: int) -> None:
        super().__init__(f, (order,))
        if isinstance(order, bool) or not isinstance(order, int) or not 0 < order <= HIGHEST:
            what, fix = f"order={order!r}", f"pass an int from 1 to {HIGHEST}: the text doubles with each order."
            raise ArgumentError("S2S501", self.__name__, what, fix)
        marks = ("",) * (order - 1)
        self._lower = lambda primals, directions: taylor_of(f, primals, directions, marks)
        self._order = order

    def __call__(self, primals: Sequence[Any], directions: Sequence[Any]) -> Any:
        """The coefficients."""
        if len(primals) != len(directions):
            what = "primals and directions are no tuples of one length"
            raise ArgumentError("S2S505", self.__name__, what, "pass tuples, one item an argument.")
        primals = tuple(
            [float(x) if type(x) is int and not is_idle(x, v) else x for x, v in zip(primals, directions, strict=True)]
        )
        names = [f"the direction of primals[{i}]" for i in range(len(primals))]
        along = tuple([direction(x, v, self.__name__, n) for x, v, n in zip(primals, directions, names, strict=True)])
        # The last order is that of a jvp from outside.
        found, last = jvp(self._lower, (primals, along), (along, None))
        made = (*found, mapped(lambda x: x / self._order, last[-1]))
        return (made[0], *[_of_its_kind(made[0], c) for c in made[1:]])


def _of_its_kind(value: Any, coefficients: Any) -> Any:
    """Coefficients where those that are zero whatever the point is are NumPy's numbers, if the value's are."""
    pairs = zip(leaves(value), leaves(coefficients), strict=True)
    parts = [type(v)(c) if isinstance(v, np.inexact) and type(c) is float else c for v, c in pairs]
    return filled(coefficients, iter(parts))
