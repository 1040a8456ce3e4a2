"""The zoo's programs that compute more than choices take, where no condition is known at the root: what is cut off is
told by tallies (`s2sad.differentiate.tallied`)."""

import math

import numpy as np

from tests.programs import Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

A4 = np.array([0.0, 1.7, 0.6, 2.3])
N4 = np.array([1.7, -0.7, 0.6, 2.3])


@program((A4,), (N4,), smooth=False)
def root_of_two_slices(x):
    r = np.sqrt(x)
    y = np.where(x[1:] > 0.2, r[1:], x[1:])
    z = np.where(x[:-1] > 0.2, r[:-1], x[:-1])
    return np.sum(y * z)


@program((A4,), (N4,), smooth=False)
def root_turned_round(x):
    r = np.sqrt(x)[::-1]
    return np.sum(np.where(x[::-1] > 0.2, r, 1.0) * x)


@program((A4,), (N4,), smooth=False)
def root_in_another_shape(x):
    r = np.sqrt(x).reshape(2, 2)
    return np.sum(np.where(x.reshape(2, 2) > 0.2, r, x.reshape(2, 2)) ** 2)


@program((A4,), (N4,), smooth=False)
def roots_transposed(x):
    A = np.outer(x, x)
    r = np.sqrt(A).T
    return np.sum(np.where(A.T > 0.2, r, A) ** 2)


@program((A4,), (N4,), smooth=False)
def root_in_a_stack(x):
    r = np.stack([np.sqrt(x), x])
    return np.sum(np.where(x > 0.2, r[0], r[1]) ** 2)


@program((A4,), (N4,), smooth=False)
def root_joined_to_what_is_regular(x):
    r = np.concatenate([np.sqrt(x), x])
    c = np.concatenate([x, x])
    return np.sum(np.where(c > 0.2, r, 1.0) ** 2)


@program((A4,), (N4,), smooth=False)
def root_of_gathered_items(x):
    i = np.array([2, 0, 1, 1])
    r = np.sqrt(x)
    return np.sum(np.where(x[i] > 0.2, r[i], x) ** 2)


@program((A4,), (N4,), smooth=False)
def sums_of_roots_along_an_axis(x):
    A = np.outer(x, np.array([1.0, 2.0]))
    r = np.sum(np.sqrt(A), axis=1)
    return np.sum(np.where(x > 0.2, r, x) ** 2)


@program((A4, 2), (N4, 2), smooth=False)
def root_before_a_loop_of_choices(x, n):
    r = np.sqrt(x)
    s = x
    for k in range(n):
        s = s * np.where(x > 0.1 + 0.1 * k, r, x)
    return np.sum(s)


@program((A4, 2), (N4, 2), smooth=False)
def roots_in_a_loop_of_loops_of_choices(x, n):
    s = 0.0
    for k in range(n):
        t = x * (k + 1.0)
        r = np.sqrt(t)
        for j in range(n):
            s = s + np.sum(np.where(t > 0.2 + j * 0.1, r, t) * x)
    return s * s


@program((A4, 2), (N4, 2), smooth=False)
def root_and_a_condition_that_a_loop_carries(x, n):
    s = x
    r = np.sqrt(x)
    for k in range(n):
        c = s > 0.2
        s = np.where(c, r * s, s * 0.5)
    return np.sum(s * s)


@program((A4, 2), (N4, 2), smooth=False)
def four_choices_of_one_root_in_a_loop(x, n):
    r = np.sqrt(x)
    s = x
    for k in range(n):
        s = s * np.where(x > 0.2, r, 1.0)
        s = s + np.where(x > 0.3, r, x)
        s = s * np.where(x > 0.25, r, 2.0)
        s = s + np.where(x > 0.22, r, x)
    return np.sum(s)


@program((A4,), (N4,), smooth=False)
def six_choices_of_one_root(x):
    r = np.sqrt(x)
    s = np.where(x > 0.2, r, 1.0)
    s = s + np.where(x > 0.3, r, x)
    s = s * np.where(x > 0.25, r, 2.0)
    s = s + np.where(x > 0.22, r, x)
    s = s * np.where(x > 0.23, r, x)
    s = s * np.where(x > 0.26, r, x)
    return np.sum(s)


@program((A4, 2), (N4, 2), smooth=False)
def roots_in_a_list(x, n):
    rs = []
    for k in range(n):
        rs.append(np.sqrt(x * (k + 1.0)))
    s = 0.0
    for k in range(n):
        s = s + np.sum(np.where(x > 0.2, rs[k], x) * x)
    return s


@program((A4, 2), (N4, 2), smooth=False)
def roots_in_a_dict_of_the_run(x, n):
    d = {}
    for k in range(n):
        d[k] = np.sqrt(x) * k
    s = 0.0
    for k in range(n):
        s = s + np.sum(np.where(x > 0.2, d[k], x) * x)
    return s


@program((A4,), (N4,), smooth=False)
def root_stored_whole(x):
    a = np.zeros(4)
    a[:] = np.sqrt(x)
    return np.sum(np.where(x > 0.2, a, x) * x)


@program((A4,), (N4,), smooth=False)
def roots_stored_item_by_item(x):
    a = np.zeros(4)
    for i in range(4):
        a[i] = np.sqrt(x[i])
    return np.sum(np.where(x > 0.2, a, x) * x)


@program((A4,), (N4,), smooth=False)
def root_that_is_written(x):
    a = np.sqrt(x)
    a *= 2.0
    a[0] = a[0] * 1.0
    return np.sum(np.where(x > 0.2, a, x) * x)


@program((A4,), (N4,), smooth=False)
def root_that_is_multiplied_in_place(x):
    a = np.sqrt(x)
    a *= x
    a += 1.0
    return np.sum(np.where(x > 0.2, a, x) * x)


@program((A4, 2), (N4, 2), smooth=False)
def condition_that_each_turn_writes(x, n):
    r = np.sqrt(x)
    a = x * 1.0
    s = 0.0
    for k in range(n):
        s = s + np.sum(np.where(a > 0.2, r, x))
        a[1] += 0.5
    return s * s


@program((A4, 2), (N4, 2), smooth=False)
def conditions_in_a_list(x, n):
    r = np.sqrt(x)
    cs = []
    for k in range(n):
        cs.append(x > 0.2 + 0.1 * k)
    s = 0.0
    for k in range(n):
        s = s + np.sum(np.where(cs[k], r, x) * x)
    return s


@program((A4,), (N4,), smooth=False)
def root_that_a_mask_overwrites(x):
    y = np.sqrt(x)
    y[x <= 0.2] = 0.0
    return np.sum(y * x)


@program((A4,), (N4,), smooth=False)
def root_that_masked_items_overwrite(x):
    y = np.sqrt(x) * x
    y[x <= 0.2] = x[x <= 0.2] ** 2
    return np.sum(y * x)


@program((A4,), (N4,), smooth=False)
def root_copied_where_it_is_finite(x):
    y = x * 1.0
    np.copyto(y, np.sqrt(x), where=x > 0.2)
    return np.sum(y * x)


@program((A4,), (N4,), smooth=False)
def root_put_over(x):
    y = np.sqrt(x)
    np.putmask(y, x <= 0.2, x)
    return np.sum(y * x)


@program((A4,), (N4,), smooth=False)
def root_that_np_choose_takes(x):
    k = (x > 0.2).astype(int)
    return np.sum(np.choose(k, [x, np.sqrt(x)]) * x)


@program((A4,), (N4,), smooth=False)
def root_of_masked_items(x):
    r = np.sqrt(x)
    return np.sum(r[x > 0.2] * x[x > 0.2])


@program((A4,), (N4,), smooth=False)
def roots_compressed(x):
    r = np.sqrt(x)
    return np.sum(np.compress(x > 0.2, r) ** 2)


@program((A4, 2), (N4, 2), smooth=False)
def condition_that_may_raise_in_an_arm(x, n):
    r = np.sqrt(x)
    if n > 1:
        y = np.where(x[n] * x > 0.2 * x[n], r, x)
    else:
        y = x * r[1]
    return np.sum(y * x)


@program((A4, 2), smooth=False)
def conditions_that_may_raise_turn_by_turn(x, n):
    r = np.sqrt(x)
    s = x[1]
    for k in range(n):
        if k > 0:
            s = s + np.sum(np.where(x * x[k] > 0.2 * x[k], r, x))
        else:
            s = s * np.sum(np.where(x > 0.25, r, x))
    return s


@program((A4, 2), (N4, 2), smooth=False)
def condition_that_is_tried(x, n):
    r = np.sqrt(x)
    try:
        y = np.where(x > 0.2 / n, r, x)
    except ZeroDivisionError:
        y = x
    return np.sum(y * y)


@program((A4, 2), (N4, 2), smooth=False)
def root_in_a_loop_that_may_return(x, n):
    r = np.sqrt(x)
    for k in range(n):
        y = np.where(x > 0.2 + 0.1 * k, r, x)
        if np.sum(y) > 100.0:
            return np.sum(y)
        if k == 1:
            break
    return np.sum(y * y)


@program((A4, 2), (N4, 2), smooth=False)
def root_that_a_loop_carries(x, n):
    r = np.sqrt(x)
    for k in range(n):
        r = r * 0.5 + x
    return np.sum(np.where(x > 0.2, r, x) * x)


@program((A4, 2), (N4, 2), smooth=False)
def roots_of_roots_that_a_loop_carries(x, n):
    r = x
    for k in range(n):
        r = np.sqrt(r) + x
    return np.sum(np.where(x > 0.2, r, x) * x)


@program((A4, 2), (N4, 2), smooth=False)
def sum_of_roots_that_a_loop_carries(x, n):
    s = 0.0 * x
    for k in range(n):
        s = s + np.sqrt(x * (k + 1))
    return np.sum(np.where(x > 0.2, s, x) * x)


@program((A4,), (N4,), smooth=False)
def rows_of_roots(x):
    A = np.sqrt(np.outer(x, x))
    s = 0.0
    for i in range(4):
        row = A[i]
        s = s + np.sum(np.where(x[i] * x > 0.04, row, x))
    return s * s


@program((A4,), (N4,), smooth=False)
def items_of_a_root(x):
    r = np.sqrt(x)
    s = 0.0
    for i in range(4):
        s = s + np.where(x[i] > 0.2, r[i], x[i]) * x[i]
    return s


def _powers_of_roots(a, n):
    s = a
    for k in range(n):
        s = s * np.sqrt(a)
    return s


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def loop_of_roots_in_a_function(x, n):
    return np.sum(np.where(x > 0.2, _powers_of_roots(x, n), x) * x)


def _recs_of_roots(a, n):
    return np.sqrt(a) * np.sum(a) if n <= 0 else _recs_of_roots(a, n - 1) * 2.0


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_times_a_sum_in_one_that_calls_itself(x, n):
    return np.sum(np.where(x > 0.2, _recs_of_roots(x, n), x) * x)


def _recp_of_roots(a, c, n):
    return np.sqrt(a) * c if n <= 0 else _recp_of_roots(a, c * c, n - 1) * c


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_times_a_number_in_one_that_calls_itself(x, n):
    return np.sum(np.where(x > 0.2, _recp_of_roots(x, x[1], n), x) * x)


def _rec3_of_roots(a, n):
    if n <= 0:
        return a, np.sqrt(a)
    y, r = _rec3_of_roots(a * 1.1, n - 1)
    return y * a, r * a


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_that_comes_back_beside_another(x, n):
    y, r = _rec3_of_roots(x, n)
    return np.sum(np.where(x > 0.2, r, y) * x)


def _rec4_of_roots(a, r, n):
    if n <= 0:
        return np.sum(np.where(a > 0.2, r, a) ** 2)
    return _rec4_of_roots(a, r * 0.9, n - 1) * 1.1


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_that_is_handed_down(x, n):
    return _rec4_of_roots(x, np.sqrt(x), n) * x[1]


class Rooted:
    def __init__(self, a):
        self.a = a
        self.r = np.sqrt(a)

    def pick(self):
        return np.where(self.a > 0.2, self.r, self.a)


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_in_a_field(x, n):
    o = Rooted(x)
    return np.sum(o.pick() * x)


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_that_a_function_inside_chooses(x, n):
    r = np.sqrt(x)

    def pick(c):
        return np.where(c, r, x)

    return np.sum(pick(x > 0.2) * pick(x > 0.3))


def _rec2_of_roots(a, n):
    r = np.sqrt(a)
    return a * 0.5 if n <= 0 else np.where(a > 0.2, r * _rec2_of_roots(a * 0.9, n - 1), a)


@program((A4, 2), (N4, 2), smooth=False, reordered=True)
def root_before_a_choice_in_one_that_calls_itself(x, n):
    return np.sum(_rec2_of_roots(x, n) * x)


def _squares_down(rs, n):
    s = 0.0
    for r in rs:
        s = s + np.sum(r * r)
    return s if n <= 0 else _squares_down(rs, n - 1) * 0.5


@program((A4 + 0.1, 2), smooth=False, reordered=True)
def roots_in_lists_that_are_handed_on(x, n):
    rs = []
    s = 0.0
    for k in range(n):
        r = np.sqrt(x * (k + 1.0))
        rs.append(r)
        s = s + np.sum(np.where(x > 0.2, r, x))
    ts = rs + rs
    return s + _squares_down(rs, n) + _squares_down(ts, 1) + _squares_down([r, x] * n, 1) + _squares_down(ts[1:], 1)


@program((A4 + 0.1, 2), smooth=False, reordered=True)
def roots_in_a_list_that_grows_every_way(x, n):
    rs = [np.sqrt(x)] * n
    ts = [*rs, x]
    ts.extend(rs)
    ts.insert(1, x * 2.0)
    s = sum(np.sum(np.where(x > 0.2, t, 1.0)) for t in ts[::-1])
    q = ts.pop()
    return s * x[1] + np.sum(np.where(x > 0.2, q, 0.0)) + np.sum(np.where(x > 0.2, np.array(ts), 0.0)[1])


def _squashed(items, w):
    s = 0.0
    for z in items:
        s = np.tanh(s * w + z)
    return s


@program((0.5, 0.8), (4.0, 0.8), smooth=False, reordered=True)
def power_in_a_list_of_known_items(x, p):
    s = _squashed([x, 1.2**p], 0.3)
    if x > 3.0:
        p = np.maximum(s**0.5, 0.9)
    return s + p


def _summed_pair(pair, own):
    return np.sum(pair[0] * pair[1]) + own["r"] * own["s"]


@program((A4, 0.8), (N4, 0.8), smooth=False, reordered=True)
def roots_in_tuples_and_dicts_that_are_handed_on(x, p):
    s = _summed_pair((x, np.sqrt(x * x + p)), {"r": np.sqrt(p), "s": p})
    for v in x:
        s = s + np.where(v > 0.2, np.sqrt(s * s + 1.0), s)
    return s


def _grown_for_nothing(a, b):
    for _ in range(9):
        b = b * b * math.sqrt(abs(b))  # may raise, so it is computed; nothing is made of it
    return np.sin(a) * 2.0


@program((0.5, 8.0), smooth=False)
def argument_that_overflows_for_nothing(x, p):
    return _grown_for_nothing(x, p) * p + _grown_for_nothing(x * p, x)
