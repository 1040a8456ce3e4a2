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
By = tuple[int, ...]
Args = tuple[Any, ...]


def jacobian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The Jacobian: by rows, or by columns where they are fewer."""
    of = only_by(f, marks, args)
    chosen = marked(marks, args)
    if len(chosen) == 1 and isinstance(chosen[0], float):
        value, dot = jvp(of, chosen, (1.0,))
        real_result(value)
        return each_in_order(dot, order)
    value, _ = vjp(of, *chosen)
    real_result(value)
    if fewer(chosen, value):
        return jacobian_columns(of, chosen, value, order)
    return jacobian_rows(of, chosen, order)


def jacobian_with_aux(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The Jacobian of the first of two results, and the other."""
    value, _ = vjp(only_by(f, marks, args), *marked(marks, args))
    return jacobian_of(lambda *a: f(*a)[0], marks, order, args), value[1]


def jacobian_rows(f: Callable[..., Any], chosen: Args, order: Any) -> Any:
    """The Jacobian by all arguments: a pullback for each number of the result."""
    value, pull = vjp(f, *chosen)
    if isinstance(value, tuple):
        return tuple([jacobian_rows(lambda *c, i=i: f(*c)[i], chosen, order) for i in range(len(value))])
    if isinstance(value, list):
        return [jacobian_rows(lambda *c, i=i: f(*c)[i], chosen, order) for i in range(len(value))]
    if isinstance(value, dict):
        return {k: jacobian_rows(lambda *c, k=k: f(*c)[k], chosen, order) for k in value}
    if not isinstance(value, np.ndarray):
        return in_order(pull(1.0), order)
    blocks = tuple([np.zeros((*value.shape, *np.shape(x)), value.dtype) for x in chosen])
    for k in np.ndindex(value.shape):
        seed = np.zeros_like(value)
        seed[k] = 1.0
        for block, bar in zip(blocks, pull(seed), strict=False):
            block[k] = bar
    return in_order(blocks, order)


def jacobian_columns(f: Callable[..., Any], chosen: Args, value: Any, order: Any) -> Any:
    """The Jacobian by all arguments: a tangent sweep for each number of them."""
    if isinstance(value, tuple):
        return tuple([jacobian_columns(lambda *c, i=i: f(*c)[i], chosen, value[i], order) for i in range(len(value))])
    if isinstance(value, list):
        return [jacobian_columns(lambda *c, i=i: f(*c)[i], chosen, value[i], order) for i in range(len(value))]
    if isinstance(value, dict):
        return {k: jacobian_columns(lambda *c, k=k: f(*c)[k], chosen, value[k], order) for k in value}
    return in_order(tuple([columns(f, chosen, value, i) for i in range(len(chosen))]), order)


def columns(f: Callable[..., Any], chosen: Args, value: Any, i: int) -> Any:
    """The derivatives of one result by one argument."""
    x = chosen[i]
    if not isinstance(x, np.ndarray):
        return jvp(f, chosen, direction(chosen, i, 1.0))[1]
    block = np.zeros((*np.shape(value), *x.shape), x.dtype)
    for k in np.ndindex(x.shape):
        along = np.zeros_like(x)
        along[k] = 1.0
        block[(..., *k)] = jvp(f, chosen, direction(chosen, i, along))[1]
    return block


def fewer(chosen: Args, value: Any) -> bool:
    """Whether the arguments hold fewer numbers than the result; lowering knows equal shapes."""
    return fewer_items(chosen, value)


def fewer_items(chosen: Args, value: Any) -> bool:
    """Whether the arguments hold fewer numbers than the result, counted."""
    return items(chosen) < items(value)


def items(tree: Any) -> int:
    """How many numbers of floats there are."""
    if isinstance(tree, (tuple, list)):
        return sum([items(x) for x in tree])
    if isinstance(tree, dict):
        return sum([items(x) for x in tree.values()])
    if isinstance(tree, np.ndarray):
        return tree.size
    return 1 if isinstance(tree, float) else 0


def in_order(blocks: Args, order: Any) -> Any:
    """What is asked for, of what there is for each argument."""
    return blocks[order] if isinstance(order, int) else tuple([blocks[n] for n in order])


def each_in_order(tree: Any, order: Any) -> Any:
    """What is asked for, of derivatives by one argument."""
    if isinstance(tree, tuple):
        return tuple([each_in_order(x, order) for x in tree])
    if isinstance(tree, list):
        return [each_in_order(x, order) for x in tree]
    if isinstance(tree, dict):
        return {k: each_in_order(x, order) for k, x in tree.items()}
    return in_order((tree,), order)


def hessian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The Hessian: its columns are the derivatives of the gradient along one number each."""
    by = numbers(marks)
    made = tuple([hessian_columns(f, by, marks, args, n) for n in by])
    return in_order(tuple([in_order(row, order) for row in zip(*made, strict=False)]), order)


def hessian_columns(f: Callable[..., Any], by: By, marks: Marks, args: Args, n: int) -> Any:
    """The columns that belong to one argument, by what the gradient is of."""
    x = args[n]
    if not isinstance(x, np.ndarray):
        return jvp(grad(f, by), args, direction_in(args, marks, n, 1.0))[1]
    blocks = tuple([np.zeros((*np.shape(y), *x.shape), x.dtype) for y in marked(marks, args)])
    for k in np.ndindex(x.shape):
        along = np.zeros_like(x)
        along[k] = 1.0
        parts = jvp(grad(f, by), args, direction_in(args, marks, n, along))[1]
        for block, part in zip(blocks, parts, strict=False):
            block[(..., *k)] = part
    return blocks


def laplacian_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The trace of the Hessian by one argument."""
    by = numbers(marks)
    x = args[by[0]]
    if not isinstance(x, np.ndarray):
        return jvp(grad(f, by), args, direction_in(args, marks, by[0], 1.0))[1][0]
    total = 0.0
    for k in np.ndindex(x.shape):
        along = np.zeros_like(x)
        along[k] = 1.0
        total += jvp(grad(f, by), args, direction_in(args, marks, by[0], along))[1][0][k]
    return total


def hvp_of(f: Callable[..., Any], marks: Marks, primals: Args, vectors: Args) -> Any:
    """The Hessian times a vector, one item for each argument that holds floats: forward over reverse."""
    return jvp(grad(f, numbers(marks)), primals, vectors)[1]


def vhp_of(f: Callable[..., Any], marks: Marks, primals: Args, vectors: Args) -> Any:
    """A vector times the Hessian: reverse over reverse."""
    _, pull = vjp(grad(f, numbers(marks)), *primals)
    return marked(marks, pull(marked(marks, vectors)))


def applied(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose text calls it."""
    return lambda *args: f(*args)


def elementwise_gradient_of(f: Callable[..., Any], marks: Marks, order: Any, args: Args) -> Any:
    """The sum of the rows of the Jacobian."""
    value, pull = vjp(only_by(f, marks, args), *marked(marks, args))
    real_result(value)
    bars = pull(np.ones_like(value) if isinstance(value, np.ndarray) else 1.0)
    return bars[order] if isinstance(order, int) else tuple([bars[n] for n in order])


def linearized(f: Callable[..., Any], held: Callable[..., Any], primals: Args, at: Args) -> Any:
    """The value, and the derivative in a direction, of the function as it was."""

    def push(*tangents: Any) -> Any:
        return jvp(held, at, tangents)[1]

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
    return (found[0], *[divided(c, float(math.factorial(k))) for k, c in enumerate(found) if k > 0])


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


def numbers(marks: Marks) -> By:
    """Which arguments a derivative is taken by."""
    return tuple([n for n, mark in enumerate(marks) if mark == "by"])


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


def direction(chosen: Args, i: int, along: Any) -> Args:
    """The direction along one of the arguments."""
    return (*[nothing(x) for x in chosen[:i]], along, *[nothing(x) for x in chosen[i + 1 :]])


def direction_in(args: Args, marks: Marks, at: int, along: Any) -> Args:
    """The direction along one of the arguments that a derivative is taken by, which are some of all."""
    dots = tuple([nothing(x) if mark == "by" else None for mark, x in zip(marks, args, strict=False)])
    return (*dots[:at], along, *dots[at + 1 :])


def nothing(x: Any) -> Any:
    """No direction."""
    return np.zeros_like(x) if isinstance(x, np.ndarray) else 0.0
