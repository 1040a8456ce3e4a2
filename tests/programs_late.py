"""The zoo of functions that are kept: what they read of what is around them, they read when they are called."""
# ruff: noqa: B023

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.programs import P4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)
XY = (1.3, 0.7)


def handed_back(f):
    return f


def doubled(f):
    return lambda t: f(t) * 2.0


def twice(f):
    return lambda t: f(f(t))


def chain(fs):
    def run(t):
        for f in fs:
            t = f(t)
        return t

    return run


def swapped(f, g):
    return g, f


def push(fs, f):
    fs.append(f)


# ---------------------------------------------------------------- through calls


@program(XY)
def variable_is_bound_again_after_its_function_came_back(x, y):
    k = x
    f, g = handed_back(lambda t: t * k), doubled(doubled(lambda t: t + k))
    before = f(x) * g(y)
    k = y * x
    return before + f(x) * g(y)


@program(XY)
def functions_go_through_calls_in_loops(x, y):
    k, s = x, 0.0
    for i in range(4):
        g = doubled(lambda t: t * k + i)
        k = k + 0.1 * g(y)
        s = s + g(x)
    for v in np.array([x, y, x * y]):
        g = twice(lambda t: t * k + v)
        k = k + 0.1 * g(y)
        s = s + g(x)
    return s


@program(XY)
def functions_are_kept_by_callees(x, y):
    k = x
    fs: list[Any] = []

    def add(f):
        fs.append(f)

    add(lambda t: t * k)
    push(fs, lambda t: t + k)
    kept = {"f": handed_back(lambda t: t - k)}
    k = y
    return fs[0](x) * fs[1](x) * kept["f"](2.0)


@dataclass
class Box:
    f: Any
    w: float

    def __call__(self, t):
        return self.f(t) * self.w


@program(XY)
def objects_hold_functions(x, y):
    k = x
    f = lambda t: t * k  # noqa: E731
    b = Box(f, y)
    u = b(x)
    k = y
    b.w = x
    return u * b(x) + f(u)


@program(XY)
def list_of_functions_grows_after_it_was_handed_on(x, y):
    k = x
    fs: list[Any] = [lambda t: t * k]
    g = chain(fs)
    fs.append(lambda t: t + k)
    k = y
    return g(x)


def counted(f, start):
    count = start

    def step(d):
        nonlocal count
        count = count + d * f(d)
        return count

    return step


@program(XY, reordered=True)
def function_that_came_back_reads_here_and_there(x, y):
    k = x
    step = counted(lambda t: t * k, y)
    u = step(x)
    k = y * y
    return u * step(y) * step(2.0)


@program(XY)
def variable_that_a_function_assigns_goes_with_it(x, y):
    k = x

    def put(v):
        nonlocal k
        k = v

    get, set_ = handed_back(lambda t: t * k), handed_back(put)
    set_(y * 2.0)
    u = get(x)
    set_(u)
    return get(x) * k


@program((0.5,))
def assigned_variable_leaves_with_its_function(x):
    n = 0.0

    def count(v):
        nonlocal n
        n += v
        return n

    return doubled(count)(x) + n


@program(XY)
def recursion_returns_a_function_of_the_caller(x, y):
    k = x

    def go(n):
        nonlocal k
        if n == 0:
            return lambda t: t * k
        k = k * y
        return go(n - 1)

    g = go(3)
    k = k + x
    return g(x)


@program(XY)
def array_is_written_and_bound_again_after_its_function_came_back(x, y):
    z = np.array([x, y])
    f = handed_back(lambda: z[0] * z[1])
    z[0] = 3.0 * y
    u = f()
    z = np.array([y, y])
    return u * f()


@program((1.3, 0.7), (0.3, 0.7))
def one_of_two_functions_came_back(x, y):
    k = x
    g = handed_back(lambda t: t * k) if x > 1.0 else handed_back(lambda t: t + k)
    p, q = swapped(lambda t: t * k, lambda t: t - k)
    k = y
    return g(x) * p(x) * q(x)


@program(XY)
def partials_of_functions_that_came_back(x, y):
    k = x
    p = functools.partial(handed_back(lambda a, t: a * t * k), y)
    before = p(x)
    k = y
    return p(x) * before


# ---------------------------------------------------------------- of comprehensions


@program(XY)
def functions_of_a_comprehension_read_the_last_turn(x, y):
    powers = [lambda t: t**k * x for k in (1, 2)]
    named = {n: (lambda t: t * k + x) for n, k in (("a", x), ("b", y))}
    sums = [lambda t: t * (k + j) for k in (x, y) for j in range(2)]
    k = 3.0
    return powers[0](y) * named["a"](x) * k + sum(f(x) for f in sums)


@program(XY, reordered=True)
def comprehensions_in_comprehensions_have_variables_of_their_own(x, y):
    fs = [[lambda t: t * i * x + j for j in (1, 2)] for i in (x, y)]
    gs = [[lambda t: t * k * j for j in (x, y)] for k in range(3)]
    return fs[0][1](y) * fs[1][0](x) + gs[0][0](y) + gs[1][1](x)


@program(XY, reordered=True)
def comprehension_is_run_again(x, y):
    first: list[Any] = []
    s = 0.0
    for n in (x, y):
        fs = [lambda t: t * k * n for k in (s, y)]
        first.append(fs[0])
        s = s + fs[0](y)
    return s + first[0](x) + first[1](x)


@program((P4,))
def comprehensions_of_functions_in_a_loop(x):
    s = 1.0
    for v in x:
        fs = [lambda t: t * k + v for k in (v, s)]
        s = s + 0.1 * sum(f(v) for f in fs)
    return s


@program(XY)
def callee_returns_functions_of_a_comprehension(x, y):
    def make(a):
        return [lambda t: t * k + a for k in (a, a * a)]

    p, q = make(x), make(y)
    return p[0](x) * q[0](2.0) + p[1](1.0)


@program((1.3, 0.7), (0.3, 0.7))
def comprehensions_of_two_branches(x, y):
    fs = [lambda t: t * k for k in (x, y)] if x > 1.0 else [lambda t: t + k for k in (y, x)]
    return fs[0](x) * fs[1](y)


@program(XY)
def generator_of_functions_is_asked_twice(x, y):
    g = ((lambda t: t * k) for k in (x, y))
    first = next(g)
    v = first(2.0)
    second = next(g)
    return v + first(3.0) * second(x)


@program(XY)
def functions_of_a_generator_read_its_last_turn(x, y):
    fs = list((lambda t: t * k) for k in (x, y))
    p, q = ((lambda t: t + k) for k in (x, y))
    kept = [f for f in ((lambda t: t * k * j) for k in (x, y) for j in (2.0, x))]
    pairs = list(zip((x, y), ((lambda t: t - k) for k in (x, y)), strict=True))
    return fs[0](2.0) * p(x) * q(y) * kept[0](y) * pairs[0][1](pairs[0][0] + 1.0)


def first_of(functions):
    return list(functions)[0]  # noqa: RUF015


@program(XY, refused="S2S206")
def generator_of_functions_is_handed_on(x, y):
    return first_of((lambda t: t * k) for k in (x, y))(2.0)


@program(XY, refused="S2S206")
def generator_of_generators_is_handed_on(x, y):
    return sum(first_of((k * v for v in (x, y)) for k in (x, y)))


@program(XY, refused="S2S206")
def generator_of_functions_of_two_loops_is_handed_on(x, y):
    return first_of((lambda t: t * k * j) for k in (x, y) for j in (x, 2.0))(2.0)


def added(values):
    return sum(values)


@program(XY, reordered=True)
def generator_whose_functions_end_with_their_turn(x, y):
    return added(twice(lambda t: t * k)(x) for k in (x, y)) * added(added(k * j for j in (x, y)) for k in (x, y))
