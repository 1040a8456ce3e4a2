"""The zoo's programs with names that are unbound on some path (see `tests.programs`)."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4, 0.8, 2), (V4, 0.8, 0), (V4, 0.8, 1))
def unbound_before_a_loop_after_a_try(x, p, n):
    for _ in range(3):
        try:
            s = float(x[1]) / (n - 1)
        except ZeroDivisionError:
            continue
        for _ in range(n):
            if n > 1:
                k = s * p
            p = k * 0.5
    return p * x[0]


@program((0.7, 0.8, 0.3))
def unbound_before_a_loop_and_bound_anew_after_it(x, p, r):
    for _ in range(2):
        k = 0
        while k < 3:
            k += 1
            for _ in range(2):
                t = r / (2.0 + abs(p))
                p = p * t
            p = 0.5
        else:
            t = x * t
    return p + t


@program((0.8, 2), (0.8, 4), (0.05, 4))
def unbound_behind_an_and_that_is_false(p, n):
    for k in range(n):
        for j in range(k):
            if j > 1 and (t := 1.5 * p) > 0.1 and (t < 2.9):
                return p * t
    return 0.5 * p


@program((0.8, 0), (0.8, 1), (0.8, 4))
def unbound_in_the_first_turn(x, n):
    y = x
    for k in range(n):
        if k > 0 and (k < 5 and last < 2.0):  # noqa: F821
            y = y * last  # noqa: F821
        last = x * k
    return y * x if n > 1 and last < 1.0 else y + 1.5 * x


@program((0.8, 0), (0.8, 2), (-0.8, 2))
def unbound_truth_value(x, n):
    if n > 1:
        flag = x > 0.0
    return x * x if n > 1 and flag else np.sin(x)


@program((0.8, 2), (0.8, 0))
def number_or_none_behind_an_and(x, n):
    other = None if n > 1 else x * x
    return other * x if other is not None and 0.5 < other + 0.1 else x
