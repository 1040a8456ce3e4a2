"""Products with vectors, by one sweep each: ``hvp(f, primals, vectors)``, ``vhp``, ``linearize``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from s2sad.api import grad, jvp, operand, vjp
from s2sad.differentiable import linear
from s2sad.errors import ArgumentError
from s2sad.trees import has_float


def hvp(f: Callable[..., Any], primals: Sequence[Any], vectors: Sequence[Any]) -> Any:
    """The Hessian of ``f``, whose result is a real number, times a vector: forward over reverse.

    ``vectors`` has one item like each primal, None where there is none. The product is like the primal if there is one,
    and else a tuple with one item a primal, None for what holds no float.
    """
    by = _by(primals, vectors)
    return _spread(jvp(grad(f, by), primals, vectors)[1], by, len(primals))


def vhp(f: Callable[..., Any], primals: Sequence[Any], vectors: Sequence[Any]) -> Any:
    """A vector times the Hessian of ``f``: reverse over reverse. The same numbers as those of ``hvp``."""
    by = _by(primals, vectors)
    _, pullback = vjp(grad(f, by), *primals)
    bars = pullback(tuple(vectors[n] for n in by) if isinstance(by, tuple) else vectors[by])
    return bars if isinstance(by, tuple) else bars[0]


def linearize(f: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[..., Any]]:
    """``(f(*primals), push)``: ``push(*tangents)`` is the derivative in a direction, one tangent a primal.

    It may be called any number of times, whatever happens to the arguments meanwhile. The function runs once, here;
    each call runs what is linear in the tangents.
    """
    target, order = operand(f)
    value, pushed = linear(target, primals)

    def push(*tangents: Any) -> Any:
        dot = pushed(tangents)
        return dot if order is None else order.arrange(dot)

    return value if order is None else order.arrange(value), push


def _by(primals: Sequence[Any], vectors: Sequence[Any]) -> int | tuple[int, ...]:
    """The primals to differentiate by: a number where there is one primal."""
    if not isinstance(primals, (tuple, list)) or not isinstance(vectors, (tuple, list)) or len(primals) != len(vectors):
        what = "primals and vectors are no tuples of one length"
        raise ArgumentError("S2S505", "hvp", what, "pass tuples, one item a positional argument.")
    by = tuple([n for n, x in enumerate(primals) if has_float(x)])
    if not by:
        what, fix = "no primal holds a float", "pass floats (2.0, not 2) or arrays of them."
        raise ArgumentError("S2S503", "hvp", what, fix)
    return by if len(primals) > 1 else 0


def _spread(made: Any, by: int | tuple[int, ...], count: int) -> Any:
    """One item a primal of what has one for each that holds floats."""
    if isinstance(by, int):
        return made
    found = dict(zip(by, made, strict=True))
    return tuple([found.get(n) for n in range(count)])
