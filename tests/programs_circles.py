"""The zoo of functions that call themselves and one another, and write some of what they are handed."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

OTHER = np.array([0.9, 0.3, -0.4, 0.6])


def merge_sorted(a):
    if len(a) <= 1:
        return list(a)
    m = len(a) // 2
    left, right = merge_sorted(a[:m]), merge_sorted(a[m:])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    return out + left[i:] + right[j:]


@program((V4,), (OTHER,), hessian_refused="S2S306")
def sorted_by_merging(x):
    return sum((i + 1) * v * v for i, v in enumerate(merge_sorted(x))) * merge_sorted(list(x * x))[0]


def merged(a):
    if len(a) <= 1:
        return a.copy()
    m = len(a) // 2
    left, right = merged(a[:m]), merged(a[m:])
    out, i, j = np.empty(len(a)), 0, 0
    for k in range(len(a)):
        if j >= len(right) or (i < len(left) and left[i] <= right[j]):
            out[k] = left[i] * a[0]
            i += 1
        else:
            out[k] = right[j]
            j += 1
    return out


@program((V4,), (OTHER,), hessian_refused="S2S306")
def arrays_that_are_merged_are_written_by_the_caller(x):
    z = x * 1.0
    q = merged(z)
    z[0] = q[1]
    q[0] *= z[1]
    return np.sum(q**2 * np.arange(4)) + np.sum(z**2)


def half_written(a, b, n):
    if n == 0:
        return b.copy()
    b[n] *= a[n]
    q = half_written(a, b, n - 1)
    q[0] += a[0]
    return q


@program((V4, 3), (OTHER, 0), hessian_refused="S2S306")
def one_of_two_is_written(x, n):
    z, y = x * x, x * 2.0
    q = half_written(z, y, n)
    q *= z
    z[1] = 3 * y[1]
    return np.sum(q**2) + np.sum(z * y)


def even(a, b, n):
    if n == 0:
        return 1.0
    a[n] += b[0] * b[n]
    return odd(a, b * 1.1, n - 1) * a[1]


def odd(a, b, n):
    if n == 0:
        return 2.0 * a[0]
    b[n] *= a[0]
    return even(a, b, n - 1) + b[0]


@program((V4, 3), (OTHER, 2), (V4, 0), second_refused="S2S306")
def each_writes_another(x, n):
    z, y = x * 1.0, x * x
    s = even(z, y, n) * odd(y, x * 3.0, n)
    z[0] *= s
    return np.sum(z**2) + np.sum(y) * s


def turns(a, b, n):
    if n == 0:
        return a[0]
    a[n] = b[n - 1] * a[n]
    return turns(b, a, n - 1) * a[n]


@program((V4, 3), (OTHER, 2))
def they_take_turns(x, n):
    z, y = x * 1.0, x * x
    s = turns(z, y, n)
    return np.sum(z**2) + np.sum(y * z) * s


def tail(a, n):
    if n == 0:
        return a[1:] * 1.0
    v = a[1:]
    v[0] *= a[0]
    return np.concatenate([tail(v, n - 1), a[:1]])


@program((V4, 2), (OTHER, 0), second_refused="S2S401")
def views_of_what_is_handed_are_written(x, n):
    z = x * 1.0
    q = tail(z, n)
    q[0] *= z[1]
    z[2] = q[1]
    return np.sum(z**2) + np.sum(q**3)


def itself(a, n):
    if n == 0:
        return a
    a[n] *= a[0]
    return itself(a, n - 1)


@program((V4, 3), refused="S2S401")
def what_is_handed_is_returned_and_written(x, n):
    z = x * 1.0
    q = itself(z, n)
    q[0] *= z[1]
    return np.sum(z**2) + q[0] * x[0]


def other(a, b, n):
    if n == 0:
        return b
    b[n] += a[0] * b[0]
    return other(b, a, n - 1)


@program((V4, 3), refused="S2S401")
def either_is_returned_and_written(x, n):
    z, y = x * 1.0, x * 2.0
    q = other(z, y, n)
    q[0] *= z[1]
    return np.sum(z**2) * np.sum(y) + q[0] * x[0]


def whole(a, n):
    if n == 0:
        return a[:2]
    a[0] *= 1.5 * a[1]
    return part(a, n - 1)


def part(a, n):
    if n == 0:
        return a * 1.0
    a[1] += a[2] ** 2
    return whole(a, n - 1)


@program((V4, 3), refused="S2S401")
def a_view_or_a_copy_is_returned(x, n):
    z = x * 1.0
    q = whole(z, n)
    q[0] *= z[1]
    return np.sum(z**2) + np.sum(q)
