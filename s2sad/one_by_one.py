"""Gradients by tangent sweeps: one derivative at a time, for each number of a tree."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from s2sad.records import fields_of, items_of
from s2sad.trees import is_complex, is_float, like, zeros


def one_by_one(x: Any, derivative: Callable[[Any], Any]) -> Any:
    """The gradient by a tree of numbers, one derivative at a time."""
    if isinstance(x, (tuple, list)):
        items = [
            one_by_one(item, lambda dot, i=i: derivative(like(x, [*zeros(x[:i]), dot, *zeros(x[i + 1 :])])))  # type: ignore[misc]
            for i, item in enumerate(x)
        ]
        return like(x, items)
    if type(x) is dict:
        return {k: one_by_one(item, lambda dot, k=k: derivative({**zeros(x), k: dot})) for k, item in x.items()}  # type: ignore[misc]
    if (fields := fields_of(x)) is not None:
        none = dict(zip(fields, items_of(zeros(x), fields), strict=True))
        return {
            k: one_by_one(getattr(x, k), lambda dot, k=k: derivative(SimpleNamespace(**{**none, k: dot})))  # type: ignore[misc]
            for k in fields
        }
    if not is_float(x):
        return None

    def slope(dot_of: Callable[[Any], Any]) -> Any:
        """Of a complex number ``du/dx - i du/dy``."""
        along = derivative(dot_of(1.0))
        return along - 1j * derivative(dot_of(1j)) if is_complex(x) else along

    def single(i: tuple[int, ...], number: Any) -> Any:
        dot = np.zeros_like(x)
        dot[i] = number
        return dot

    if not isinstance(x, np.ndarray):
        return type(x)(slope(type(x)))
    out = np.empty_like(x)
    for i in np.ndindex(x.shape):
        out[i] = slope(lambda number, i=i: single(i, number))  # type: ignore[misc]
    return out
