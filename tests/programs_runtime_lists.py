"""The zoo's programs of lists whose length only the run knows (see `tests.programs`)."""

import math

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- handed on and returned


@program((1.3, 4), (1.3, 0))
def helper_reads_a_list(x, n):
    xs = []
    for k in range(n):
        xs.append(x**k)
    return decayed(xs) * decayed([x, 2.0])


def decayed(values):
    total = 0.0
    for v in values:
        total = total * 0.5 + v * v
    return total


@program((1.3, 4), (1.3, 0))
def helper_grows_a_list(x, n):
    xs = [x]
    for k in range(n):
        put_powers(xs, x * k)
        if k == 2:
            xs[0] = xs.pop() * x
    put_powers(xs, x)
    return decayed(xs) + xs[0]


def put_powers(values, v):
    values.append(v * values[-1])
    if v > 2.0:
        values.append(v)
        values[0] *= v


@program((1.3, 4), (0.3, 4), (1.3, 0))
def helper_returns_a_list(x, n):
    a = powers(x, n)
    b = powers(x * x, 3)
    a.append(x)
    b.append(a[0] * a[-1])
    a[0] = b[-1] * x
    return decayed(a) + decayed(b) * len(a)


def powers(x, n):
    found = []
    for k in range(n):
        found.append(x**k)
        if found[-1] > 5.0:
            return found
    return found


@program((1.3, 3), (1.3, 0))
def helper_returns_what_it_grew(x, n):
    a = powers(x, n)
    b = appended(a, x * 2.0)
    b.append(x)
    a[0] *= x
    return decayed(a) + b[0] * len(b)


def appended(values, v):
    values.append(v)
    return values


@program((1.3, 3), (0.7, 3))
def one_list_handed_in_twice(x, n):
    a = powers(x, n)
    move_last(a, a)
    b = powers(x, 2)
    move_last(a, b)
    return decayed(a) * decayed(b)


def move_last(a, b):
    a.append(b.pop() * b[0])
    b[0] = a[-1] * 0.5


@program((1.3, 3), (1.3, 1))
def list_in_a_result(x, n):
    a = powers(x, n)
    return {"all": a, "last": (a[-1] * x, len(a))}


@program((1.3, 4), (1.3, 0))
def helper_puts_other_numbers(x, n):
    xs = [1.0]
    for k in range(n):
        put_number(xs, x)
    return xs[-1] / xs[0] + decayed(xs)


def put_number(values, x):
    values.append(np.sin(x) * values[-1])


@program((1.3, 4), (1.3, 1))
def recursion_on_a_list(x, n):
    return pairwise(powers(x, n))


def pairwise(values):
    if len(values) < 2:
        return 1.0 if len(values) == 0 else values[0]
    last = values.pop()
    return last * pairwise(values) + last


@program((1.3, 4))
def closure_appends_in_a_loop(x, n):
    seen = []

    def see(v):
        seen.append(v * x)
        return len(seen)

    total = 0.0
    for k in range(n):
        total += see(x + k) * x
    return total + decayed(seen)


@program((1.3, 4), refused="S2S205")
def helper_grows_what_is_looped_over(x, n):
    a = powers(x, n)
    for v in a:
        if v > 10.0:
            put_powers(a, v)
    return a[0]


# ---------------------------------------------------------------- one list or another


@program((1.3, 3), (0.3, 3), reordered=True)
def either_list_grows(x, n):
    a, b = powers(x, n), powers(x * 2.0, n)
    c = a if x > 1.0 else b
    c.append(x)
    c[0] *= x
    return decayed(a) + decayed(b) * c[-1]


@program((1.3, 4), (1.3, 1), (1.3, 0))
def rows_swapped_in_a_loop(x, n):
    previous, current = powers(x, 3), powers(0.5 * x, 3)
    for k in range(n):
        for i in range(1, len(current)):
            current[i] = previous[i - 1] * x + current[i - 1] * 0.5
        previous, current = current, previous
        previous.append(x * k)
    return decayed(previous) + decayed(current)


@program((1.3, 4), (1.3, 0))
def list_bound_anew_by_a_call(x, n):
    a = powers(x, 3)
    first = a
    for k in range(n):
        b = powers(x * k, k)
        b.append(a[-1] * a[0])
        a = b
    a.append(x)
    return decayed(a) + decayed(first)


@program((1.3, 4), (1.3, 0))
def lists_of_two_lengths(x, n):
    if x * n > 2.0:
        a = [x, x * x, 1.0]
    else:
        a = [x]
    a.append(2.0 * x)
    return decayed(a) + a[-2]


@program((1.3, 4), (1.3, 0), (1.3, 1))
def list_and_one_item_in_a_loop(x, n):
    a = [x]
    for k in range(n):
        acc = 0.0
        for j in range(len(a)):
            acc += a[j] * (j + 1)
        a = a + [acc * 0.3]  # noqa: RUF005
    return decayed(a)


@program((V4, 3), (V4, 0))
def list_returned_from_a_loop(x, n):
    kept = [x[0]]
    for v in x:
        kept.append(v * v)
        if len(kept) > n:
            return kept
    return [x[1], x[2]]


@program((1.3, 4), (1.3, 0))
def list_grows_once_it_was_added(x, n):
    a = powers(x, n)
    b = a + [x] + a  # noqa: RUF005
    a.append(3.0)
    return decayed(b)


@program((1.3, 4), (1.3, 1))
def list_grows_once_its_end_was_read(x, n):
    a = powers(x, n)
    last = a[-1] * x
    a.append(3.0)
    return last


def grown(a, v):
    a.append(v * len(a))
    return a


@program((1.3, 3), (1.3, 0))
def reductions_of_a_call_that_acts(x, n):
    a = [x * k for k in range(n)]
    s = sum(grown(a, x)) + max(grown(a, x * x))
    return s * len(a)


@program((np.array([1.0, 0.6, 0.3, 0.1]),))
def list_mixed_with_itself(r):
    a = [1.0]
    for k in range(1, len(r)):
        a = [a[i] + r[k] * a[k - i - 1] for i in range(k)] + [r[k]]
    return np.sum(np.array(a) * r)


def grow(values, x):
    values.append(x * x)


@program((1.3, 3), (1.3, 1), (1.3, 0))
def callee_grows_one_of_two_swapped_lists(x, n):
    old, new = [x * k for k in range(n)], [x + k for k in range(n + 1)]
    grow(old, x)
    for k in range(n):
        grow(new, x + k)
        old[k] += new[k] * x
        old, new = new, old
    return sum(old) * old[-1] + sum(new)


def shrink(rows):
    return rows.pop()[0]


@program((V3, 2), (V3, 1), second=False)
def callee_shortens_one_of_two_swapped_lists(x, n):
    old, new = [x * v for v in x], [x + v for v in x]
    total = 0.0
    for k in range(n):
        total += shrink(old) * old[0][1]
        old[0] = new[k] * total
        old, new = new, old
    return total + np.sum(np.array(old)) * new[0][1]


@program((V3, 2), (V3, 0), (-V3, 1))
def truth_of_a_list_in_a_condition(x, n):
    near, total = [v for v in x if v > 0.0], x[0]
    while near and near[-1] < 9.0 and len(near) < 6:
        near.append(near[-1] * near[0] + n)
    if not near or (total > 0.45 and (near[1:] or near[0] < 0.0)):
        total *= 3.0
    return total + sum(near)


# ---------------------------------------------------------------- lists that a branch on the way out chooses


@program((V4, 0.3), (V4, 9.0))
def list_rebound_behind_a_break(x, least):
    ys = [v * v for v in x if v * v > least]
    s = 0.0
    while True:
        s += sum(ys)
        if not sum(ys) > 1.0:
            break
        ys = [0.7 * y for y in ys]
    return sum(ys) * x[0] + s


@program((V4, 0.3), (V4, 9.0))
def list_rebound_under_a_condition_that_names_its_sum(x, least):
    total = x[0]
    ys = [y for v in x if (y := v * v) > least]
    while (s := sum(ys)) > 1.0 and ys:
        ys = [0.7 * y for y in ys]
        total += s
    return total + sum(ys)


def scaled_table(start, seen):
    table = [[0] * len(start) for _ in range(len(seen))]
    scales = [0] * len(seen)
    for t, s in enumerate(seen):
        for i in range(len(start)):
            before = start[i] if t == 0 else sum(table[t - 1]) * start[i]
            table[t][i] = before * s
            scales[t] += table[t][i]
        scales[t] = 1 / scales[t]
        for i in range(len(start)):
            table[t][i] *= scales[t]
    return table, scales


@program((V4**2, np.array([2.0, 1.0, 3.0])))
def table_and_list_that_one_call_returns(x, seen):
    table, scales = scaled_table(x, seen)
    return sum(math.log(s) for s in scales) + table[-1][0]
