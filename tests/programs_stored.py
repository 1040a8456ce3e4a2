"""The zoo's programs that store more than the path taken uses, at points where what nobody reads has an infinite
partial: items of arrays and lists that are overwritten, never read, or thrown away (see `tests.programs_unused`)."""

import math

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

O3 = np.array([0.0, 4.0, 1.0])
P3 = np.array([0.5, 4.0, 1.0])


# ---------------------------------------------------------------- items of arrays


@program((0.0,), (4.0,), smooth=False)
def root_stored_where_nothing_reads(x):
    y = np.zeros(3)
    y[0] = math.sqrt(x)
    y[1] = x * x + 1.0
    return y[1] * y[2] + y[1]


@program((O3,), (P3,), smooth=False)
def root_overwritten_in_a_branch(x):
    y = np.zeros(3)
    for i in range(3):
        y[i] = np.sqrt(x[i])
        if x[i] < 0.2:
            y[i] = x[i] * 2.0
    return np.sum(y * y)


@program((O3, 1), (O3, 2), (P3, 0), smooth=False)
def one_item_is_read(x, k):
    y = np.ones(3)
    for i in range(3):
        y[i] = 2.0 * np.sqrt(x[i]) * x[1]
    return y[k] * x[0] + y[k] ** 2


@program((O3,), (P3,), smooth=False)
def roots_overwritten_as_a_whole(x):
    y = np.sqrt(x)
    z = y[1] * y[2]
    y[:] = x * z
    return np.sum(y)


@program((O3, 2.0), (P3, 2.0), smooth=False, second=False)
def quotients_repaired_afterwards(x, p):
    with np.errstate(all="ignore"):
        q = p * x[1] / x
    q[~np.isfinite(q)] = p
    return np.sum(q * q)


@program((O3, 2.0), (P3, 2.0), smooth=False, second=False)
def quotients_repaired_by_a_mask(x, p):
    with np.errstate(all="ignore"):
        q = np.log(x) * p
    q[x == 0.0] = 0.0
    q += x
    return np.sum(q * q)


@program((O3,), (P3,), smooth=False)
def rows_of_roots(x):
    a = np.zeros((3, 3))
    a[0] = np.sqrt(x)
    a[1:] = 3.0 * np.sqrt(x) + x
    a[1] = x * x
    return np.sum(a[:, 1:]) * x[0] + a[1, 0]


@program((O3,), (P3,), smooth=False)
def roots_through_views(x):
    a = np.zeros(6)
    v = a[1:4]
    w = v[::-1]
    w[:] = np.sqrt(x)
    v[2] = x[1]
    a.reshape(2, 3)[0, 1] = x[2] * x[0]
    return a[1] * a[3] + np.sum(a[2:4]) + a[1] ** 2


@program((O3,), (P3,), smooth=False)
def roots_added_in_place(x):
    a = np.ones(3) * x[1]
    a += np.sqrt(x)
    a[0] = x[2]
    return np.sum(a * a)


@program((O3,), (P3,), smooth=False)
def roots_multiplied_in_place(x):
    a = x * x[1]
    a *= np.sqrt(x)
    a[0] = 2.0 * x[2]
    a *= 3.0
    return a @ a


@program((O3,), (P3,), smooth=False, second=False)
def divided_in_place(x):
    a = np.ones(3) * x[2]
    with np.errstate(all="ignore"):
        a /= x
    a[0] = x[1]
    return np.sum(a * a)


@program((O3, np.array([1, 2])), (P3, np.array([0, 1])), smooth=False)
def roots_at_places(x, ids):
    a = np.zeros(3)
    a[np.array([0, 1, 2])] = np.sqrt(x)
    b = a[ids] * x[1]
    return np.sum(b * b)


@program((0.0, 3), (4.0, 2), smooth=False)
def a_number_in_many_places(x, n):
    a = np.zeros(4)
    a[0:2] = np.sqrt(np.float64(x))
    for i in range(n):
        a[i] = x * i + 1.0
    return np.sum(a * a)


@program((O3, 3), (O3, 0), (P3, 2), smooth=False)
def stored_round_and_round(x, n):
    a = np.zeros(2)
    for i in range(n):
        a[i % 2] = np.sqrt(x[i])
    return a[0] * x[1] + x[2]


@program((O3,), (P3,), smooth=False)
def stored_until_it_is_enough(x):
    a = np.zeros(4)
    k = 0
    while True:
        a[k] = np.sqrt(x[k]) * x[2]
        if a[k] > 1.0:
            break
        k += 1
    return a[k] * x[1]


@program((np.float64(0.0), 2.0), (np.float64(4.0), 2.0), smooth=False)
def stored_or_returned_early(x, p):
    a = np.zeros(2)
    a[0] = np.sqrt(x)
    if x < 1.0:
        return p * x + a[1]
    a[1] = a[0] * p
    return a[1] + a[0]


@program((O3,), (P3,), smooth=False)
def copy_of_items(x):
    a = np.sqrt(x) * 2.0
    b = a.copy()
    b[0] = x[1]
    c = b * 1.0
    c[1] = b[0]
    return np.sum(c * b)


# ---------------------------------------------------------------- names that change, functions that write


@program((O3, 3), (P3, 3), (np.array([4.0, 1.0, 0.0]), 5), smooth=False, second=False)
def roots_in_swapped_arrays(x, n):
    a, b = x * 1.0, np.zeros(3)
    for k in range(n):
        b[0] = np.sqrt(x[k % 3])
        b[1:] = a[:-1] * x[1]
        a, b = b, a
    return a[1] * x[2] + b[2]


@program((O3, True), (O3, False), (P3, True), smooth=False)
def roots_in_one_array_or_another(x, c):
    a, b = np.zeros(3), np.zeros(3)
    y = a if c else b
    y[:] = np.sqrt(x)
    y[0] = x[2]
    return np.sum(a * x) + np.sum(b)


def _fill(y, x):
    for i in range(3):
        y[i] = np.sqrt(x[i])
        if x[i] < 0.2:
            y[i] = x[i]


@program((O3,), (P3,), smooth=False)
def filled_by_a_helper(x):
    y = np.zeros(3)
    _fill(y, x)
    return np.sum(y * y) + y[0] * x[1]


def _put(y, i, v):
    y[i] = v * y[2]
    return y[i]


@program((P3,), smooth=False)
def put_by_a_helper(x):
    y = np.ones(3)
    for i in range(2):
        _put(y, 0, np.sqrt(x[i]))
    return y[0] * x[1] + y[2] * x[0]


def _roots_of(x):
    y = np.zeros(4)
    y[:3] = np.sqrt(x)
    y[3] = x[1]
    return y


@program((O3,), (P3,), smooth=False)
def roots_that_a_helper_returns(x):
    y = _roots_of(x)
    y[0] = x[2] * x[0]
    return np.sum(y * y)


@program((O3, {"y": np.ones(3)}), (P3, {"y": np.ones(3)}), smooth=False)
def stored_into_an_argument(x, d):
    y = d["y"]
    y[0] = np.sqrt(x[0]) * y[1]
    y[1] = y[2] * x[0]
    y[0] = x[1]
    return np.sum(y * x)


# ---------------------------------------------------------------- lists


@program((O3,), (P3,), smooth=False)
def roots_in_a_list(x):
    roots = []
    for v in x:
        roots.append(math.sqrt(v))
    return roots[1] * roots[2] + x[0]


@program((O3,), (P3,), smooth=False)
def list_items_overwritten(x):
    roots = [0.0] * len(x)
    for i in range(len(x)):
        roots[i] = math.sqrt(x[i]) * 3.0
    for i in range(len(x)):
        if x[i] < 0.2:
            roots[i] = x[i] + 1.0
    return sum(r * r for r in roots)


@program((O3,), (P3,), smooth=False)
def popped_and_thrown_away(x):
    found = []
    for v in x:
        found.append(np.sqrt(v))
        if v < 0.2:
            found.pop()
    last = found.pop()
    return sum(found) * last + x[0]


# ---------------------------------------------------------------- no path, a number


@program((4.0, 0.5), (4.0, -0.5))
def weight_in_memory_that_is_zero_by_accident(x, p):
    # What is used with the weight zero is used: the derivative of its derivative is not zero.
    a = np.zeros(2)
    a[0] = math.sqrt(x)
    a[1] = a[0] * (p - 0.5)
    return a[1] * x


@program((P3, 0.0), (P3, 0.7))
def items_with_weights(x, p):
    a = np.zeros(3)
    for i in range(3):
        a[i] = np.sqrt(x[i]) / x[1]
    a[2] = x[0]
    return p * a[0] * x[2] + p * p * a[1] + a[2]
