"""Ten small programs, each with the number of lists that its forward sweep appends to, and why it is that number.

Everything that the adjoint sweep names of the forward sweep is still alive, cheap to compute again, or on a list.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Named:
    function: Any
    args: tuple[Any, ...]
    sites: int
    why: str
    wrt: tuple[str, ...] | None = None


NAMED: dict[str, Named] = {}


def named(*args, sites, why, wrt=None):
    """Put a function among the named programs."""

    def add(function):
        NAMED[function.__name__] = Named(function, args, sites, why, wrt)
        return function

    return add


X5 = np.array([0.4, -1.2, 0.8, 1.5, -0.3])


@named(1.5, 2.5, sites=0, why="outside of loops and branches every w is alive across the seam")
def straight(x, y):
    return np.exp(x * y) * np.sin(x) / y


@named(0.5, 10, sites=0, why="the condition is made of a parameter; y enters linearly, so nothing asks for it")
def branch_in_loop(x, n):
    y = 0.0
    for i in range(n):
        if x > 0:
            y = y + np.sin(x) * i
        else:
            y = y - x
    return y


@named(2.0, sites=1, why="x at the start of an iteration; a / x is one division, which is done again")
def newton(a):
    x = 0.5 * (1.0 + a)
    while abs(x * x - a) > 1e-12 * a:
        x = 0.5 * (x + a / x)
    return x


@named(0.9, 6, sites=1, why="the factor y; the other factor is a parameter")
def power(x, n):
    y = 1.0
    for _ in range(n):
        y = y * x
    return y


@named(0.9, 0.3, 6, sites=2, why="tanh's derivative asks for its result, the product's for y: two w's of one iteration")
def recurrence(w, y, n):
    for _ in range(n):
        y = np.tanh(w * y)
    return y


@named(X5, 3, sites=0, why="a linear stencil asks for no value at all, though it overwrites them in place")
def linear_stencil(u, n):
    for _ in range(n):
        for i in range(1, len(u) - 1):
            u[i] += 0.1 * (u[i - 1] - 2.0 * u[i] + u[i + 1])
    return np.sum(u)


@named(X5, 3, sites=1, why="the item that is overwritten, once for both factors")
def nonlinear_stencil(u, n):
    for _ in range(n):
        for i in range(1, len(u)):
            u[i] = 0.5 * u[i] * u[i] + u[i - 1]
    return np.sum(u)


@named(1.3, 8, sites=1, why="y at the start of an iteration; the branch's condition is computed again from it")
def branch_on_state(y, n):
    for _ in range(n):
        if y > 1.0:
            y = 0.5 * y
        else:
            y = y * y + 0.3
    return y


@named(1.1, 9, sites=1, why="y before the product; the condition is made of y, the product is done again")
def leaves_early(x, n):
    y = x
    for _ in range(n):
        y = y * x
        if y > 2.0:
            break
        y = y + 0.1
    return y


def sine_step(y, x):
    return np.sin(y) * x


@named(0.7, 5, sites=1, why="the callee's own tape, one for each call")
def calls_in_loop(x, n):
    y = x
    for _ in range(n):
        y = sine_step(y, x)
    return y
