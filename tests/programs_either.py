"""The zoo's programs with what is a view on one path and a number on another (see `tests.programs`)."""

import numpy as np

from tests.programs import M33, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((M33, 1.5))
def column_before_or_number(a, x):
    b = np.zeros_like(a)
    for j in range(3):
        b[:, j] = a[:, j] * (b[:, j - 1] if j > 1 else x if j else 1.0)
    return np.sum(b * b)


@program((V4, 3, 0.7), (V4, 0, -0.7))
def view_or_number_by_a_function(x, n, start):
    y = np.outer(x, x)

    def before(i):
        if i == 0:
            return start
        return y[i - 1]

    for i in range(n):
        y[i] = y[i] * before(i) + before(i)
        y[i, 0] = 2.0
        if y[i, 1] > 0.0:
            p = y[i, 1:]
        else:
            p = -1.0
        y[:, i] -= np.sum(p * x[0])
    return np.sum(y * y[::-1])


class Window:
    """A method gives a view or a number."""

    def __init__(self, held):
        self.held = held

    def at(self, k, c):
        if k % 2 and c > 0.0:
            return self.held[k:]
        if k == 2:
            return c
        return self.held[::2]


@program((V4, 0.7), (V4, -0.7))
def view_or_number_by_a_method(x, c):
    w = Window(x * 1.0)
    total = 0.0
    for k in range(4):
        r = w.at(k, c)
        total = total + np.sum(r * r)
        w.held[k] += 0.1 * total
        r = c if k == 0 else w.held[k:] if k == 1 else w.held[:k] if k == 2 else 3.0
        total = total + np.sum(r * r) * c
    return total * w.held[0]


@program((V4, 0.7), refused="S2S401")
def view_or_number_over_a_store_in_a_branch(x, c):
    y = x * 1.0
    total = 0.0
    for k in range(3):
        if k:
            r = y[k:] if k == 1 else c
            y[2] = total
        else:
            r = 1.0
        total = total + np.sum(r * r)
    return total


@program((V4, 0.7), refused="S2S401")
def view_or_number_over_a_store(x, c):
    y = x * 1.0
    total = 0.0
    for i in range(3):
        p = y[i:] if i else c
        y[i] = x[0]
        total += np.sum(p * p)
    return total


@program((V4, 3), (V4, 1))
def sum_from_a_number(x, n):
    total = 0.0
    for k in range(n):
        total += np.sin(k * x)
    return np.sum(total * total * x)


@program((V4, 1.2), (V4, -0.4))
def interpolation_from_a_number(x, t):
    q = x * t
    value, product = x[0], 1
    for k in range(1, len(x)):
        product *= q - k
        value += x[k] * product
    return np.sum(value * q)


@program((V4, 3, 2), (V4, 1, 1))
def sums_from_a_number_in_a_loop(x, n, m):
    seen = 0.0
    for j in range(m):
        total = 0
        for k in range(n):
            total += np.cos(k * x + j)
        seen = seen + np.sum(total * x) * j
        total = total * 2.0
    return seen * seen + np.sum(total)


@program((V4, 3), refused="S2S401")
def array_or_number_that_is_written_in_the_next_turn(x, n):
    a = np.zeros(4)
    kept, total = 1.0, 0.0
    for k in range(n):
        a[0] += x[k]
        total = total + np.sum(kept) * x[k]
        kept = a if k != 1 else 2.0
    return total


@program((V4, 3), refused="S2S401")
def array_or_number_that_a_loop_carries_to_the_next_turn(x, n):
    a = np.zeros(4)
    kept, total = 1.0, 0.0
    for k in range(n):
        a[0] += x[k]
        total = total + np.sum(kept) * x[k]
        kept = a if k != 1 else 2.0
        for j in range(n):
            if x[0] > 5.0 + j:
                kept = kept * 2.0
    return total


@program((V4, 0.7), (V4, -0.7), refused="S2S401")
def array_or_number_that_is_written_between_branches(x, c):
    y = x * 1.0
    if c < 1.0:
        r = y if c > 0.0 else 2.0
        y[0] += x[1]
        s = np.sum(r * r)
    else:
        r, s = 3.0, 1.0
    return s * np.sum(r) * y[0]


@program((V4, np.array([0.4, 1.7])), (V4[:2], np.array([0.4, 1.7])), (V4[:1], np.array([0.4, 1.7])))
def newton_form_at_points(c, x):
    value = c[0]
    for i in range(1, len(c)):
        term = c[i]
        for j in range(i):
            term *= x - c[j]
        value += term
    return np.sum(value * value)


@program((V4, np.array([0.4, 1.7])), (V4[:2], np.array([0.4, 1.7])))
def sum_of_products_from_numbers(c, x):
    value = 0
    for i in range(len(c)):
        term = 1
        for j in range(i + 1):
            term *= x * j - c[i]
        value += term
    return np.sum(value * value * x)


@program((V4, 0.8, 0.15, 3), (V4, 0.8, 0.15, 0))
def complex_number_that_may_turn_an_array(x, p, d, n):
    s, k = 0.0, 0
    while k < n:
        k += 1
        p = ((x[0] - 0.5j) * (p + 1j)).imag * (s + 0.5)
        s = np.where(s > 0.1, x[0] * s, p if x[1] <= k else d)
    return float(s + p)


@program((V4, 0.8, 0.15, 3), (V4, 0.8, 0.15, 0), smooth=False)
def number_divided_that_may_be_an_array(x, p, d, n):
    s, k = 0.0, 0
    while k < n:
        k += 1
        with np.errstate(all="ignore"):
            low = np.where(s > 0.1, np.log(s) + 1.0 / np.sqrt(s), s * 0.5)
        s = np.where(s > 0.1, low, p if x[1] <= k else d)
    return float(s + p)
