"""The zoo of sums whose adjoint is a sum that the program has already, and of indices that keep all items."""

import numpy as np

from tests.programs import M33, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4,), (V4[:1],))
def log_sum_exp(x):
    top = np.max(x)
    return top + np.log(np.sum(np.exp(x - top)))


@program((M33,), (M33[:1],), (M33[:, :1],))
def rows_kept(x):
    top = np.max(x, axis=1, keepdims=True)
    total = np.log(np.sum(np.exp(x - top), axis=1, keepdims=True)) + top
    return np.sum(np.exp(x - total) ** 2 * total)


@program((M33,), (M33[:2],))
def columns_dropped(x):
    e = np.exp(x)
    s = np.sum(e, axis=0)
    p = e / s
    return np.sum(np.log(s) * s) + np.sum(p * p) + np.sum(np.sum(e, axis=0, keepdims=True) * p)


@program((M33,))
def over_both_axes(x):
    e = np.exp(x)
    top = np.max(x, axis=(0, 1), keepdims=True)
    shifted = np.exp(x - top)
    return np.log(np.sum(shifted, axis=(0, 1))) + top[0, 0] + np.log(np.sum(e))


@program((V4, 0), (V4, 1), (V4, 3))
def sums_in_a_loop(x, n):
    s = 1.0
    for k in range(n):
        y = x * s + k
        e = np.exp(y - np.max(y))
        s = np.log(np.sum(e)) + np.max(y)
    return s * np.sum(x)


@program((V4, True), (V4, False))
def a_sum_on_one_path(x, yes):
    e = np.exp(x)
    if yes and x[0] < 100.0:
        r = np.log(np.sum(e))
    else:
        r = np.sum(e * e)
    top = np.max(x)
    y = np.exp(x - top)
    return r * np.sum(y) + top


@program((V4,))
def an_array_that_is_written_after_its_sum(x):
    e = np.exp(x)
    s = np.sum(e)
    y = np.log(s) * e
    e[1:] *= 2.0
    return np.sum(y) + np.sum(e) * s


@program((V4, V4 + 1.0))
def a_difference_of_the_same(x, y):
    d = x * y
    return np.sum((d - d) * y + np.sin(d) - (x - x * 1.0))


@program((V4, M33), (V4[:1], M33))
def axes_put_in_and_taken_out(x, m):
    column = x[:, None]
    one = m[:1]
    first = one[0] * one[-1]
    back = column[::-1][:, 0] + x[None][0] * x[..., None][..., 0]
    return np.sum(column * x) + np.sum(first[::-1] * one[0]) + np.sum(back * x[::-1]) + np.sum(one[:, :, None] ** 2)


@program((M33,))
def axes_before_the_last(x):
    y = x[..., None, :] * 2.0
    z = y[..., ::-1, :] * np.expand_dims(x, 1)
    w = np.expand_dims(x, (0, 3)) * x[None, ..., None]
    return np.sum(z[:, 0] * x) + np.sum(w[0, ..., 0] * x[::-1])


@program((V4,))
def a_column_that_is_written(x):
    y = x * 2.0
    column = y[:, None]
    column[1:] *= x[1:, None]
    row = y[None, :]
    row[0, 0] = x[1] * x[2]
    return np.sum(column * row)


@program((V4, 2), (V4, 0))
def a_column_in_a_loop(x, n):
    s = 0.0
    for k in range(n):
        s = s + np.sum(x[:, None] * x[None, ::-1] * (k + 1.0)) + x[None][0][k]
    return s


@program((V4, M33[0, :2]))
def signs_and_numbers(x, p):
    m = x[:, None] - p
    return -np.sum(3.0 * (p[0] * -m) * m) - np.sum(-2.0 * np.sum(m * m, axis=1)[:, None] * p[1] * m)


@program((M33, M33.T))
def a_transposed_product_that_is_written(x, m):
    y = x @ (m - x + x)
    turned = y.T
    turned[0] = x[1] * x[2]
    z = -(x * 1.5)
    wide = np.expand_dims(z, 0)
    wide[0, 1] *= x[0]
    return np.sum(y * y * m) + np.sum(z * m)


@program((np.array([0.7]), np.array([[1.3]])), (np.array([0.7]), np.array([[-1.3]])))
def the_only_item(x, m):
    s = x[0] * m[0, -1] + m[0][0]
    return s * np.sum(x[None] * m[:, 0][::-1]) + np.sum(m[..., 0] * x) * x[-1]
