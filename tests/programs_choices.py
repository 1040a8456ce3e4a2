"""The zoo of functions of which the run chooses one; see `tests.programs`."""

import functools
import math

import numpy as np

from tests.programs import V3, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3,), (-1.3,))
def ufunc_by_a_branch(x):
    f = np.sin if x > 0.0 else np.cos
    g = math.exp if x > 0.0 else (lambda t: t * x)
    return f(2.0 * x) * g(x) + f(x)


@program((V3,), (-V3,))
def ufunc_of_arrays_by_a_branch(x):
    f, scale = (np.sin, 2.0) if x[0] > 0.0 else (np.exp, x[1])
    y = f(x) * x
    return np.sum(f(y)) * scale


@program((1.3,), (0.3,), (-1.3,))
def one_of_three(x):
    if x > 1.0:
        f = math.sin
    elif x > 0.0:
        k = 3.0 * x
        f = lambda t: t * k  # noqa: E731
    else:
        f = cubed
    return f(x) * f(2.0 * x)


def cubed(t):
    return t * t * t


def power(t, k, shift=0.0):
    return t**k + shift


@program((1.3,), (-1.3,))
def with_values_of_one_arm(x):
    if x > 0.0:
        k = x * x
        f = functools.partial(power, k=2.0, shift=k)
    else:
        scale = 2.0 * x

        def f(t, scale=scale):
            return t * scale + t * t

    return f(x) + f(3.0)


def rk2(f, y, h):
    return y + h * f(y + 0.5 * h * f(y))


@program((1.3, 3), (0.2, 3), (0.2, 0), reordered=True)
def choice_handed_to_a_helper_in_a_loop(x, n):
    y = x
    for i in range(n):
        f = np.sin if y > 1.0 else cubed
        y = rk2(f, y, 0.1 + 0.1 * i)
    return y * x


@program((1.3, 4), (0.9, 4))
def name_is_rebound_where_it_was_a_choice(x, n):
    f = cubed if x > 1.0 else math.sin
    y = x
    for i in range(n):
        if y > 1.5:
            f = math.sin
        y = f(y) + 0.5
    return y


def chooser(x, y):
    if x > y:
        return cubed
    return math.cos


@program((1.3, 0.4), (0.4, 1.3))
def choice_returned_by_a_helper(x, y):
    f = chooser(x, y)
    g = chooser(y, 1.0)
    h = f if x > 0.0 else g
    return f(x) * g(y) + h(x * y)


@program((1.3,), (-1.3,))
def choice_of_a_choice(x):
    f = cubed if x > 2.0 else math.cos
    if x > 0.0:
        f = math.exp
    y = f(x)
    if y > 1.0:
        f = cubed
    return f(y)


TABLE = (np.sin, np.cos, cubed)


@program((1.3,), (0.3,), (-0.8,))
def table_by_a_computed_index(x):
    k = int(x * 2.0)
    return TABLE[k](x) * [math.exp, math.sin, cubed, cubed][k](x)


@program((1.3, 2), (1.3, 0), reordered=True)
def table_by_a_parameter_and_a_loop(x, k):
    y = x
    for f in TABLE:
        y = f(y) + x
    for i in range(3):
        y = TABLE[i](y) * TABLE[k](x)
    return y


class Spring:
    def __init__(self, k):
        self.k = k
        self.calls = 0

    def soft(self, x):
        self.calls += 1
        return self.k * x

    def hard(self, x):
        self.calls += 2
        self.k = self.k * 1.1
        return self.k * x**3


@program((1.3,), (0.3,), reordered=True)
def method_by_a_branch(x):
    s = Spring(x)
    f = s.hard if x > 1.0 else s.soft
    y = f(x) + f(2.0)
    return y * s.k + s.calls


@program((1.3,), (-1.3,))
def choice_called_with_an_array_that_it_writes(x):
    u = np.ones(3) * x
    f = doubled if x > 0.0 else shifted
    f(u)
    f(u)
    return np.sum(u * u)


def doubled(u):
    u[1:] *= u[0]


def shifted(u):
    u[0] = u[1] * u[2]


@program((1.3,), (-1.3,), refused="S2S305")
def function_or_a_number(x):
    f = cubed if x > 0.0 else 2.0
    return f(x)


# ---------------------------------------------------------------- rebound around a loop


@program((0.7,))
def functions_made_in_a_loop(x):
    fs = []
    for i in range(3):
        fs.append(lambda v, i=i: v * (i + 1) + x)
    late = []
    for j in range(3):
        late.append(lambda v: v * j + x)  # noqa: B023
    for a in range(2):
        for b in range(2):
            fs.append(functools.partial(lambda p, q, r: p * q * r + a, x, b))  # noqa: B023
    return sum(f(x) for f in fs[:3]) + sum(f(x) for f in late) + fs[-1](2.0)


@program((0.9, 4), (0.9, 0), (-0.9, 2))
def swapped_functions(x, n):
    f, g = np.sin, cubed
    y = x
    for _ in range(n):
        if y > 0.3:
            f, g = g, f
        y = f(y) * g(x) + 0.2
    return f(y) + g(y)


@program((0.9, 4), (0.9, 0), (0.2, 5))
def function_carried_with_what_it_holds(x, n):
    f = lambda v: v * x  # noqa: E731
    y = x
    while n > 0:
        f = cubed if y > 0.7 else (lambda v, y=y: v * y + x)
        y = f(y) * 0.9
        n -= 1
    return f(x) + y


@program((0.9, 4), (0.9, 0), (0.2, 5))
def partial_carried(x, n):
    def power(v, k, shift=0.0):
        return v * k + shift

    f = functools.partial(power, k=x)
    y = x
    for i in range(n):
        y = f(y) + 0.1
        if y > 0.5:
            f = functools.partial(power, k=y)
        elif i == 3:
            break
        else:
            f = math.exp
    return f(y) * x


@program((0.9, 4), (0.9, 0), (0.2, 5))
def functions_by_integer_key(x, n):
    table = {0: np.sin, 1: cubed, 7: lambda v: v + x}
    y = x
    k = 0
    for i in range(n):
        y = table[k](y) * 1.1
        k = (k * 2 + 1) % 8
        if k == 3:
            k = 7
    return y


@program((0.9, 3), (0.9, 0))
def missing_key_of_functions(x, n):
    table = {0: np.sin, 1: cubed}
    y = x
    try:
        k = 0
        for i in range(n):
            table[k](x)
            k += 1
    except KeyError:
        return x * x
    return y * 3.0


@program((0.9, 4), (0.9, 0), (-0.5, 3))
def method_or_function_in_a_loop(x, n):
    class_like = (np.sin, np.cos, cubed)
    y = x
    best, f = -9.0, class_like[0]
    for g in class_like:
        if g(x) > best:
            best, f = g(x), g
    for i in range(n):
        y = f(y)
        f = class_like[i % 3]
    return y + f(x)


def iterate(f, g, x, n):
    h = f
    for i in range(n):
        x = h(x)
        h = g if x > 0.5 else f
    return h


@program((0.9, 4), (0.9, 0), (-0.5, 3))
def function_rebound_in_a_callee(x, n):
    k = 2.0 * x
    h = iterate(np.sin, lambda v: v * k, x, n)
    w = iterate(h, cubed, x, 2)
    return h(x) + w(k)


@program((0.9, 4), (0.9, 0), (0.3, 3))
def function_in_a_while_condition(x, n):
    f = cubed
    y = x
    while f(y) > 0.1 and n > 0:
        y = y * 0.8
        n -= 1
        if n % 2:
            f = np.sin
        else:
            f = cubed
    else:
        y = y * f(2.0 * x)
    return y


@program((0.9, 4), (0.9, 0), (0.3, 3))
def function_in_a_list_item_rebound(x, n):
    ops = [np.sin, cubed]
    y = x
    for i in range(n):
        y = ops[0](y) + ops[1](x)
        ops[0], ops[1] = ops[1], ops[0]
    return ops[0](y)


@program((0.9, 4), (0.9, 0), (0.3, 3))
def inner_function_rebound(x, n):
    c = x * 2.0

    def f(v):
        return v * c

    g = f
    y = x
    for i in range(n):
        y = g(y)
        c = y
        if y > 1.0:

            def g(v):
                return v / c + x  # noqa: B023
        else:
            g = f
    return g(c)
