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


# ------------------------------------------------- bound twice behind one condition, and both values read

TWO = (V4, 0), (V4, 3)


@program(*TWO)
def bound_twice_behind_one_condition(x, n):
    p = 0.0
    if n > 1:
        s = np.sin(x[0])
    if n > 1:
        p = p + s * x[1]
    if n > 1:
        s = np.cos(x[1])
    if n > 1:
        p = p + s * s * x[2]
    return p * x[0]


@program(*TWO)
def bound_in_each_turn_of_a_loop_that_is_written_out(x, n):
    p = 0.0
    a = x * 1.0
    for c, k in [(x[0], 1), (x[1], 2)]:
        a *= a
        if n > 1:
            s = a[k % 2]
        a[0:2] = (x[1:] - a[:-1])[:2] * x[2]
        if n > 1:
            p = s * (a[2] + c)
        for _v in a:
            p = p + x[1] * c
    return np.sum(x * x) + p


@program(*TWO)
def bound_before_a_loop_and_in_it(x, n):
    p = x[0]
    if n > 1:
        s = x[1] * p
    for c in (x[1], x[2]):
        if n > 1:
            p = p + s * s * c
            if c > 0.0:
                s = s * p
    if n > 1:
        p = p + s * s
    return p


@program(*TWO)
def bound_by_tries_that_may_fail(x, n):
    p = x[0]
    try:
        q = float(x[1]) / n
        s = x[1] * x[2]
    except ZeroDivisionError:
        q = 1.0
    if n > 0:
        p = p * s * s
    try:
        q = float(x[1]) / n
        s = x[3] * s * p
    except ZeroDivisionError:
        q = 2.0
    if n > 0:
        p = p * s * s
    return p * q


@program(*TWO)
def bound_twice_before_a_finally(x, n):
    p = x[0] * 1.0
    for c in (x[1], x[2]):
        try:
            if n > 1:
                s = c * p
            if n > 1:
                s = s * s + x[2]
            if n > 1:
                p = p + s * s
        finally:
            p = p * c
    return p


@program(*TWO, (V4, 2))
def exchanged_behind_one_condition(x, n):
    p = x[0]
    if n > 1:
        s, t = x[0] * x[1], x[1]
    if n > 1:
        p = p + s * s * t
    if n > 2:
        s, t = t * p, s * p
    if n > 2:
        p = p + s * s * t
    if n > 1:
        s, t = t, s
        p = p + s * s * t
    return p


@program(*TWO, (V4, 2))
def each_arm_binds_a_name_of_its_own(x, n):
    p = x[0]
    for c in (x[1], x[2]):
        if n > 1:
            s = c * p * 0.5
        else:
            t = np.sin(c) * p
        if n > 2:
            s = s * s
        if n > 1:
            p = p + s * s * c
        if n < 1:
            p = p + t * t * c
    return p


@program(*TWO)
def array_bound_in_each_turn_and_written(x, n):
    p = x[0]
    for c in (x[1], x[2]):
        if n > 1:
            s = x[1:3] * p
        if n > 1:
            s[0] = s[1] * c
        if n > 1:
            s *= s
        if n > 1:
            p = p + s[0] * s[1]
    return p


@program(*TWO)
def read_by_a_closure_between(x, n):
    p = x[0]
    if n > 1:
        s = x[1] * p

    def times(v):
        return v * s

    if n > 1:
        p = times(p) + s * s
    if n > 1:
        s = s * x[2] * p
    if n > 1:
        p = times(p) + s * s
    return p * p


@program(*TWO)
def bound_by_a_search_and_then_anew(x, n):
    p = x[0]
    for c in (x[1], x[2]):
        for k in range(n):
            if k == 1:
                s = c * p
                break
        if n > 1:
            p = p + s * s
        if n > 1:
            s = p * s
        if n > 1:
            p = p + s * s * 0.1
    return p * p


@program(*TWO)
def unbound_and_bound_anew(x, n):
    p = x[0]
    if n > 1:
        s = x[1] * p
    q = 0.0
    if n > 1:
        q = s * s
    if n > 1:
        del s
    if n > 1:
        s = q * x[2]
    if n > 1:
        p = p + s * s * 0.1
    return p * p


@program(*TWO)
def complex_number_bound_twice(x, n):
    p = x[0]
    if n > 1:
        z = x[1] + 1j * p
    if n > 1:
        p = p + (z * z).real
    if n > 1:
        z = z * z
    if n > 1:
        p = p + (z * z).imag
    return p


def _bound_twice(x, n):
    p = 0.0
    if n > 1:
        s = x * x
    if n > 1:
        p = s * s
        s = s * p
    if n > 1:
        p = p + s * s
    return p


@program(*TWO)
def bound_twice_in_a_callee(x, n):
    p = 1.0
    for k in range(4):
        p = p + _bound_twice(x[k], n)
    return p * x[0] + _bound_twice(p * 0.1, n)


@program((0.8, 3, V4), (0.8, 1, V4))
def unbound_and_kept_as_it_is_by_a_handler(x, n, a):
    total = x
    for k in range(3):
        try:
            s = a[n + k] * total
        except IndexError:
            s = s
        total = total + s
    return total * x


@program((0.8, 3), (0.8, 7))
def unbound_in_a_body_whose_handler_catches_that(x, n):
    if n > 5:
        s = x * 2.0
    try:
        t = x * 3.0
        _ = s
    except NameError:
        t = x
    return t * x
