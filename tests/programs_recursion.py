"""The zoo's programs that call themselves, directly or by others (see `tests.programs`)."""

import math

import numpy as np

from tests.programs import P4, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


def fib(x, n):
    if n < 2:
        return x if n == 1 else math.sin(x)
    return fib(x, n - 1) * 0.7 + fib(x, n - 2) * fib(x, n - 1) * 0.3


@program((0.7, 0), (0.7, 1), (0.7, 5))
def numbers_of_fibonacci(x, n):
    return fib(x, n) * x


def simpson(f, a, fa, b, fb):
    m = (a + b) / 2
    fm = f(m)
    return m, fm, abs(b - a) / 6 * (fa + 4 * fm + fb)


def quadrature(f, a, fa, b, fb, eps, whole, m, fm):
    lm, flm, left = simpson(f, a, fa, m, fm)
    rm, frm, right = simpson(f, m, fm, b, fb)
    delta = left + right - whole
    if abs(delta) <= 15 * eps:
        return left + right + delta / 15
    return quadrature(f, a, fa, m, fm, eps / 2, left, lm, flm) + quadrature(f, m, fm, b, fb, eps / 2, right, rm, frm)


@program((1.3, 0.2, 2.0), reordered=True)
def adaptive_quadrature(k, a, b):
    f = lambda t: math.exp(-k * t) * math.sqrt(t)  # noqa: E731
    fa, fb = f(a), f(b)
    m, fm, whole = simpson(f, a, fa, b, fb)
    return quadrature(f, a, fa, b, fb, 1e-4, whole, m, fm)


def tree(node):
    if isinstance(node, tuple):
        left, value, right = node
        return tree(left) * 0.5 + value * tree(right)
    return node * node


@program((((0.3, 1.1, (0.7, 0.2, 1.9)), 0.4, 2.2),))
def sum_over_a_tree_of_tuples(t):
    return tree(t) * tree(t[0])


def ups(a, i, x):
    if i < len(a):
        a[i] = a[i] * x + a[i - 1]
        downs(a, i + 1, x * a[i])


def downs(a, i, x):
    if i < len(a):
        a[i] -= math.sin(x) * a[i - 1] * a[i]
        ups(a, i + 1, x)


@program((V4, 0.7), (V4[:1], 0.7))
def functions_that_call_each_other_write_an_array(v, x):
    a = v * 1.0
    ups(a, 1, x)
    downs(a, 0, a[-1])
    return np.sum(a * a) * x


@program((P4, 0.7))
def part_of_an_array_is_halved(v, x):
    def solve(part, scale):
        if len(part) == 1:
            return part * scale
        half = len(part) // 2
        left, right = solve(part[:half], scale * x), solve(part[half:], scale + x)
        return np.concatenate((left * right, right))

    return np.sum(solve(v, 1.0) ** 2)


def deep(x, n):
    return x if n == 0 else deep(x * 0.999, n - 1) * 1.001


@program((0.8, 300))
def deep_recursion(x, n):
    return deep(x, n) ** 3


def tak(x, y, z, n):
    if y >= x or n == 0:
        return z * x
    return tak(tak(x - 1.0, y, z, n - 1), tak(y - 1.0, z, x, n - 1), tak(z - 1.0, x, y, n - 1), n - 1)


@program((3.5, 1.25, 0.5))
def calls_of_itself_as_arguments(x, y, z):
    return tak(x, y, z, 3)


def root(x, n):
    w = math.sqrt(x)
    if n > 2:
        return w * root(x + 1.0, n - 1)
    return 2.0 * w if n > 1 else x * x


@program((0.0, 1), (0.7, 3), smooth=False, second=False, expected=None)
def root_is_used_on_one_path(x, n):
    return root(x, n) * 3.0 if n > 2 else x


@program((0.7, 3), (0.7, 1), reordered=True)
def partial_is_infinite_on_another_path(x, n):
    return root(x, n) * x


def spread(x, y, n):
    if n == 0:
        return x * y, y
    a, b = spread(x * y, y, n - 1)
    c, d = spread(y, a, n - 1)
    return a * d, b + c


@program((0.7, 0.4, 2))
def two_results_of_two_calls(x, y, n):
    p, q = spread(x, y, n)
    return p * q


@program((0.7, 3), (0.7, 0))
def recursion_in_a_loop(x, n):
    s = x
    for k in range(n):
        s = s * 0.5 + fib(s, k) * x
        if s > 2.0:
            break
    return s


@program((0.7, 3), (-0.7, 3), reordered=True)
def recursion_on_one_path(x, n):
    y = x * x
    if x > 0.0:
        y = y * fib(x, n)
    return y * x


def counted(x, k):
    total = 0.0
    for i in range(k):
        total += counted(x * 0.9, i) * (i + x)
    return total + x * x


@program((0.7, 3))
def recursion_inside_a_loop_of_itself(x, k):
    return counted(x, k)


def until(x, limit):
    while x * x < limit:
        x = x * 1.5
        if x > 1.0:
            return until(x * 0.5, limit - 1.0) * x
    return x


@program((0.7, 3.1))
def recursion_leaves_a_loop(x, limit):
    return until(x, limit) * x


def guarded(x, n):
    try:
        if n == 0:
            raise ValueError(n)
        return guarded(x * 1.1, n - 1) * x
    except ValueError:
        return math.exp(x)


@program((0.7, 2))
def recursion_that_an_exception_ends(x, n):
    return guarded(x, n)


def bisect(p, lo, hi, n):
    mid = 0.5 * (lo + hi)
    if n == 0:
        return mid - (mid**3 - p) / (3.0 * mid**2)
    return bisect(p, mid, hi, n - 1) if mid**3 < p else bisect(p, lo, mid, n - 1)


@program((2.0, 6))
def recursive_bisection(p, n):
    return bisect(p, 0.5, 2.0, n) ** 2


def newton(f, df, x, n):
    return x if n == 0 else newton(f, df, x - f(x) / df(x), n - 1)


@program((2.0, 1.3))
def functions_handed_on_recursively(p, x):
    return newton(lambda t: t**3 - p, lambda t: 3.0 * t * t, x, 3) * x


def collect(x, n, found):
    if n > 0:
        found.append(x * n)
        collect(x * x, n - 1, found)
        found.append(found[0] * x)


@program((0.7, 3), (0.7, 0))
def recursion_fills_a_list(x, n):
    found = [x]
    collect(x, n, found)
    return sum(found) * found[-1]


def mixed(x, n):
    return {"v": x * x, "w": [x, 1.0]} if n == 0 else grown(mixed(x * 0.8, n - 1), x)


def grown(d, x):
    return {"v": d["v"] * x, "w": [d["w"][1] * d["v"], x]}


@program((0.7, 3))
def recursion_gives_a_dict(x, n):
    d = mixed(x, n)
    return d["v"] * d["w"][0] + d["w"][1]


def product(m, n):
    return m if n == 0 else product(m, n - 1) @ m * 0.5


@program((np.array([[0.5, -1.0], [2.0, 1.5]]), 2))
def powers_of_a_matrix(m, n):
    return np.trace(product(m, n) @ product(m.T, 1))


def last_of_a_growing_list(a, b, c):
    seen = [3.0]
    if a[0] > 0.1:
        seen.append(4.0 * a[1])
    b = seen[-1] * b
    return b if c <= 0 else 0.3 * last_of_a_growing_list(a, b, c - 1)


@program((V4, 0.8), (-V4, 0.8))
def recursion_around_a_list_that_grows(x, p):
    return last_of_a_growing_list(x, p, 1) * p


def _one_array_or_two(k):
    if k == 0:
        z = np.ones(3)
        return z, z
    p, q = _one_array_or_two(k - 1)
    return q, p * 1.0 if k == 5 else p


@program((V4,), refused="S2S401")
def one_array_or_two_from_recursion_are_written(x):
    p, q = _one_array_or_two(3)
    p[0] *= x[1]
    q[1] *= p[0]
    return np.sum(p * q)


def _rows_below(a, k):
    if k == 0:
        return [a]
    rows = _rows_below(a, k - 1)
    rows.append(rows[0] * 2.0)
    return rows


@program((V4, 2), (V4, 0), refused="S2S401")
def list_from_recursion_that_holds_what_it_was_given(x, n):
    y = x.copy()
    rows = _rows_below(y, n)
    rows[0][1] *= y[2]
    y[0] = rows[0][1] * x[0]
    return np.sum(rows[0] * x) + np.sum(rows[-1] * y)


def _row_at(rows, k):
    return rows[0] if k == 0 else _row_at(rows[1:], k - 1)


@program((V4, 2), (V4, 0), refused="S2S401")
def array_picked_by_recursion_is_written(x, n):
    rows = []
    for k in range(n + 1):
        rows.append(x * k + 0.1)
    r = _row_at(rows, n)
    r[0] *= x[1]
    return np.sum(rows[-1] * r)


# ---------------------------------------------------------------- results that have no end


class Branching:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right


def _grown(depth, x):
    if depth == 0:
        return Branching(x)
    return Branching(x, _grown(depth - 1, x * x), _grown(depth - 1, x + 0.5))


def _weight(tree):
    return 0.0 if tree is None else tree.value**2 + _weight(tree.left) - 0.5 * _weight(tree.right)


@program((1.3, 2), refused="S2S305")
def tree_that_a_recursive_call_builds(x, depth):
    return _weight(_grown(depth, x))


def halved(a):
    if len(a) == 0:
        return 0.1
    return a[0] * halved(a[1:]) * 0.5 + a[0]


@program((V4, 0.8))
def memory_that_only_a_record_holds(x, p):
    y = x * 1.0
    c = np.cos(x)
    x[1:3] * p
    y += c[0]
    s = halved(c) * np.log1p(y[-3] ** 2)
    return np.sum(x * x) + s + np.sum(c * x)
