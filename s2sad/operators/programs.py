"""The operators as programs: what stands for them in a function that is differentiated.

``jacobian(f)(x)`` inside a function is lowered as a call of `jacobian_of`, whose text is read like the user's own: what
it comes to is differentiated again like everything else.  ``marks`` has ``"by"`` for the arguments that the derivative
is taken by; ``order`` says in which order they are asked for, and is one number where there is one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.api import grad, jvp, vjp

Marks = tuple[str, ...]
Args = tuple[Any, ...]


def jacobian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The Jacobian, by rows; by columns where the arguments are numbers."""
    return jacobian_rows(only_by(f, marks, args), marked(marks, args), order)


def jacobian_rows(f: Callable[..., Any], chosen: Args, order: Any) -> Any:
    """The Jacobian by all arguments."""
    value, pull = vjp(f, *chosen)
    real_result(value)
    if isinstance(value, tuple):
        return tuple([jacobian_rows(lambda *c, i=i: f(*c)[i], chosen, order) for i in range(len(value))])
    if isinstance(value, list):
        return [jacobian_rows(lambda *c, i=i: f(*c)[i], chosen, order) for i in range(len(value))]
    if isinstance(value, dict):
        return {k: jacobian_rows(lambda *c, k=k: f(*c)[k], chosen, order) for k in value}
    if not isinstance(value, np.ndarray):
        blocks = pull(1.0)
    elif all(isinstance(x, float) for x in chosen):
        blocks = tuple([jvp(f, chosen, direction(chosen, i, 1.0))[1] for i in range(len(chosen))])
    else:
        blocks = tuple([np.zeros((*value.shape, *np.shape(x)), value.dtype) for x in chosen])
        for k in np.ndindex(value.shape):
            seed = np.zeros_like(value)
            seed[k] = 1.0
            for block, bar in zip(blocks, pull(seed), strict=False):
                block[k] = bar
    return blocks[order] if isinstance(order, int) else tuple([blocks[n] for n in order])


def hessian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The Hessian: its rows are the derivatives of the gradient along one number each."""
    slope = gradient_by(f, marks, args)
    chosen = marked(marks, args)
    rows = tuple([hessian_rows(slope, chosen, i, order) for i in range(len(chosen))])
    return rows[order] if isinstance(order, int) else tuple([rows[n] for n in order])


def hessian_rows(slope: Callable[..., Any], chosen: Args, i: int, order: Any) -> Any:
    """The rows that belong to one argument, by all."""
    x = chosen[i]
    if not isinstance(x, np.ndarray):
        blocks = jvp(slope, chosen, direction(chosen, i, 1.0))[1]
    else:
        blocks = tuple([np.zeros((*x.shape, *np.shape(y)), x.dtype) for y in chosen])
        for k in np.ndindex(x.shape):
            along = np.zeros_like(x)
            along[k] = 1.0
            for block, part in zip(blocks, jvp(slope, chosen, direction(chosen, i, along))[1], strict=False):
                block[k] = part
    return blocks[order] if isinstance(order, int) else tuple([blocks[n] for n in order])


def product_of(f: Callable[..., Any], marks: Marks, args: Args, vectors: Args) -> Any:
    """The Hessian times a vector, one item an argument."""
    slope = gradient_by(f, marks, args)
    return jvp(slope, marked(marks, args), vectors)[1]


def laplacian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The trace of the Hessian by one argument."""
    slope = gradient_by(f, marks, args)
    chosen = marked(marks, args)
    x = chosen[0]
    if not isinstance(x, np.ndarray):
        return jvp(slope, chosen, (1.0,))[1][0]
    total = 0.0
    for k in np.ndindex(x.shape):
        along = np.zeros_like(x)
        along[k] = 1.0
        total += jvp(slope, chosen, (along,))[1][0][k]
    return total


def elementwise_gradient_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The sum of the rows of the Jacobian."""
    value, pull = vjp(only_by(f, marks, args), *marked(marks, args))
    real_result(value)
    bars = pull(np.ones_like(value) if isinstance(value, np.ndarray) else 1.0)
    return bars[order] if isinstance(order, int) else tuple([bars[n] for n in order])


def linearized(f: Callable[..., Any], *primals: Any) -> Any:
    """The value, and the derivative in a direction."""
    held = tuple([x.copy() if isinstance(x, np.ndarray) else x for x in primals])

    def push(*tangents: Any) -> Any:
        return jvp(f, held, tangents)[1]

    return f(*primals), push


def gradient_with_aux(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The gradient of the first of two results, and the other."""
    value, pull = vjp(only_by(f, marks, args), *marked(marks, args))
    real_result(value[0])
    bars = pull((1.0, no_seed(value[1])))
    return (bars[order] if isinstance(order, int) else tuple([bars[n] for n in order])), value[1]


def value_and_gradient_with_aux(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """Both results, and the gradient of the first."""
    value, pull = vjp(only_by(f, marks, args), *marked(marks, args))
    real_result(value[0])
    bars = pull((1.0, no_seed(value[1])))
    return value, bars[order] if isinstance(order, int) else tuple([bars[n] for n in order])


def real_result(value: Any) -> Any:
    """A result that is real: lowering refuses others (`s2sad.lower.operators`)."""
    return value


def no_seed(value: Any) -> Any:
    """The seed of what is not differentiated."""
    if isinstance(value, tuple):
        return tuple([no_seed(v) for v in value])
    if isinstance(value, list):
        return [no_seed(v) for v in value]
    if isinstance(value, dict):
        return {k: no_seed(v) for k, v in value.items()}
    return nothing(value)


def taylor_of(f: Callable[..., Any], primals: Args, directions: Args, marks: Marks) -> Any:
    """The Taylor coefficients along a direction, from order 0 on; there is a mark for each order above."""
    found = derivatives_along(f, primals, directions, marks)
    return tuple([divided(c, float(math.factorial(k))) for k, c in enumerate(found)])


def derivatives_along(f: Callable[..., Any], primals: Args, directions: Args, marks: Marks) -> Any:
    """The derivatives along a direction: each is the tangent of the one before."""
    if len(marks) == 0:
        return (f(*primals),)
    lower, dots = jvp(lambda *p: derivatives_along(f, p, directions, marks[1:]), primals, directions)
    return (*lower, dots[-1])


def divided(value: Any, n: float) -> Any:
    """A structure of numbers, each divided by one."""
    if isinstance(value, tuple):
        return tuple([divided(v, n) for v in value])
    if isinstance(value, list):
        return [divided(v, n) for v in value]
    if isinstance(value, dict):
        return {k: divided(v, n) for k, v in value.items()}
    return value / n


def marked(marks: Marks, args: Args) -> Args:
    """The arguments that a derivative is taken by."""
    return tuple([a for mark, a in zip(marks, args, strict=False) if mark == "by"])


def only_by(f: Callable[..., Any], marks: Marks, args: Args) -> Callable[..., Any]:
    """The function of these arguments alone."""

    def of(*chosen: Any) -> Any:
        given = []
        for mark, a in zip(marks, args, strict=False):
            if mark == "by":
                given.append(chosen[0])
                chosen = chosen[1:]
            else:
                given.append(a)
        return f(*given)

    return of


def gradient_by(f: Callable[..., Any], marks: Marks, args: Args) -> Callable[..., Any]:
    """The gradient as a function of these arguments alone."""

    def slope(*chosen: Any) -> Any:
        return grad(only_by(f, marks, args), tuple(range(len(chosen))))(*chosen)

    return slope


def direction(chosen: Args, i: int, along: Any) -> Args:
    """The direction along one of the arguments."""
    return (*[nothing(x) for x in chosen[:i]], along, *[nothing(x) for x in chosen[i + 1 :]])


def nothing(x: Any) -> Any:
    """No direction."""
    return np.zeros_like(x) if isinstance(x, np.ndarray) else 0.0
