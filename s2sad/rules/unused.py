"""Adjoints that are none, told from those that are zero: in memory none is ``-0.0``.

::

    y_bar = np.full_like(y, -0.0)      nobody used any item of y
    y_bar[i] += w7_bar + 0.0           what is added is no negative zero: ``-0.0 + 0.0`` is ``0.0``
    w5_bar = y_bar[i]
    if used(w5_bar): ...               so this tells whether anything was added

``-0.0`` is what leaves every number as it is when it is added.  Shadows are made so where zero times an infinite
partial would be nan (`s2sad.analyse.unused`).
"""

from __future__ import annotations

import math

import numpy as np

from s2sad.ir import Arg, Attrs, type_of
from s2sad.rules.registry import NAMESPACE, Rule, declare
from s2sad.rules.typing import type_of_first
from s2sad.types import BOOL, Array, Type


def used(g):  # type: ignore[no-untyped-def]
    """Whether the adjoint g is there: what nobody used has the adjoint -0.0."""
    return bool(g != 0.0 or math.copysign(1.0, g) > 0.0)


def used_items(g):  # type: ignore[no-untyped-def]
    """Where the adjoint g is there: items that nobody used have the adjoint -0.0."""
    return (g != 0.0) | ~np.signbit(g)


def _one(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    return (BOOL,)


def _items(rule: Rule, args: tuple[Arg, ...], attrs: Attrs, where: str) -> tuple[Type, ...]:
    t = type_of(args[0])
    assert isinstance(t, Array)
    return (Array("bool", t.axes),)


NAMESPACE.update({f.__name__: f for f in (used, used_items)})
declare("summand: x + y", "elementwise", type_of_first, x="g")
declare("used(g)", "constant", _one, helper="used")
declare("used_items(g)", "constant", _items, helper="used_items")
declare("used_any: bool(np.any(used_items(g)))", "constant", _one, helper="used_items")
