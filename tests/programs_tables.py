"""The zoo's programs of lists of run-time length that are made at once, and that hold arrays, tuples and lists."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


def weighted(values):
    total = 0.0
    for k, v in enumerate(values):
        total = total * 0.5 + v * v * (k + 1)
    return total


# ---------------------------------------------------------------- what lists can do


@program((1.3, 4), (1.3, 1), (1.3, 0))
def list_of_zeros_filled(x, n):
    a = [0.0] * n
    b = n * [x, 2.0]
    for k in range(n):
        a[k] = x**k + b[2 * k]
    b[0:0]
    return weighted(a) + weighted(b) * len(b)


@program((1.3, 4), (1.3, 0))
def lists_of_ranges(x, n):
    order = list(range(n))
    order.append(n)
    order.reverse()
    a = list(order)
    a[0] += 1
    total = 0.0
    for k in order:
        total = total * x + k
    return total + x * a[0] * order[0]


@program((1.3, 4), (1.3, 1))
def lists_inserted_and_deleted(x, n):
    a = [x * k for k in range(n)]
    a.insert(0, x)
    a.insert(n, x * x)
    a.insert(n + 5, 2.0 * x)
    a.insert(-1, 3.0 * x)
    a.insert(-50, x**3)
    del a[1]
    first = a.pop(0)
    second = a.pop(-2)
    i = n - 2
    third = a.pop(i)
    return weighted(a) + first * second * third


@program((1.3, 4), (1.3, 0))
def lists_extended_and_cleared(x, n):
    a = [x * k for k in range(n)]
    b = [x + k for k in range(2 * n)]
    a.extend(b)
    a += a
    b += [x, 1.0]
    a.extend(v * x for v in b)
    a += range(n)
    s = weighted(a)
    del b[n:]
    t = weighted(b)
    c = b
    a.clear()
    a.append(s)
    c.reverse()
    return weighted(a) * 0.01 + t + weighted(c) + len(a)


@program((1.3, 5), (1.3, 2))
def slices_of_lists(x, n):
    a = [x**k for k in range(n)]
    b, c, d = a[1:], a[:-1], a[::-2]
    a[0] = 5.0 * x
    e = a[:]
    e.append(x)
    f = a.copy()
    f[1] *= 2.0
    return weighted(b) * c[0] + weighted(d) + weighted(e) + weighted(f) + a[-2] + len(a[7:])


@program((1.3, 4), (1.3, 0))
def lists_added(x, n):
    a = [x * k for k in range(n)]
    b = a + [x] + a  # noqa: RUF005
    a.append(3.0)
    b = [1.0] + b  # noqa: RUF005
    return weighted(b) + max(b) * min(b) + sum(a)


@program((1.3, 7), (0.5, 7))
def lists_as_conditions(x, n):
    stack = [x * k for k in range(n)]
    total = 0.0
    while stack:
        v = stack.pop()
        if v > 3.1 and len(stack) < 9:
            stack.append(v * 0.5)
            stack.append(x)
        total = total * 0.9 + v
    if not stack:
        total *= x
    return total


@program((V4, 2), (V4, 0))
def lists_of_array_items(x, n):
    a = list(x)
    b = list(zip(x[1:], x, strict=False))
    for k in range(n):
        a.append(a[k] * x[0])
        a[k] = 2.0
    total = 0.0
    for v, w in b:
        total = total * 0.5 + v * w
    return total + weighted(a)


# ---------------------------------------------------------------- tuples


@program((1.1, 5), (1.1, 0))
def path_of_tuples(x, n):
    path = [(0.0, x)]
    for k in range(n):
        t, v = path[-1]
        path.append((t + 0.1, v * x - t))
    path[0] = (x, path[-1][1])
    total = 0.0
    for t, v in path:
        total = total * 0.5 + t * v
    last = path.pop()
    return total + path[-1][0] * last[1] if path else total


@program((1.1, 4), (1.1, 1))
def tuples_in_tuples(x, n):
    found = []
    for k in range(n):
        found.append((k, (x * k, np.sin(x))))
    more = found[1:] + found
    more.reverse()
    total = 0.0
    for i, (k, (a, b)) in enumerate(more):
        total += (i + k) * a * b
    return total


@program((1.1, 4), (1.1, 0))
def helper_fills_a_path(x, n):
    path = []
    walk(path, x, n)
    walk(path, x * x, 2)
    return ends(path) * len(path)


def walk(path, x, n):
    for k in range(n):
        path.append((x * k, x + k))


def ends(path):
    (a, b), (c, d) = path[0], path[-1]
    return a * d + b * c


# ---------------------------------------------------------------- arrays


@program((V4, 3), (V4, 0))
def states_collected(x, n):
    states = [x]
    for k in range(n):
        states.append(np.sin(states[-1]) * x[k] + states[0])
    a = np.array(states)
    return np.sum(a[-1] * a[0]) + np.sum(a * a)


@program((V4, 3), (V4, 1))
def stack_of_arrays(x, n):
    stack = [x * x, x]
    for k in range(n):
        if k % 2 == 0:
            stack.append(stack[-1] * stack[0] + k)
        else:
            top = stack.pop()
            stack[0] = top * 0.5 + stack[0]
    total = 0.0
    for v in stack:
        total += np.sum(v * x)
    return total * stack[0][1]


@program((V4, 3), (V4, 0))
def arrays_of_many_lengths(x, n):
    parts = [x]
    for k in range(n):
        parts.append(x[k:] * x[0])
        parts.append(parts[-1][:1] + 1.0)
    total = 0.0
    for p in parts:
        for q in parts:
            total += np.sum(p[:1] * q)
    return total


@program((V4, 3), (V4, 0))
def states_changed_in_place(x, n):
    states = [x * 1.0]
    for k in range(n):
        new = states[-1] * x
        states.append(new)
        new[1] = x[0] * k
        states[0][0] += new[2]
    total = 0.0
    for s in states:
        s *= 1.5
        total += np.sum(s * s)
    return total + np.sum(states[-1] * states[0])


@program((V4, 3), (V4, 0))
def one_array_in_many_places(x, n):
    s = x * 1.0
    kept = []
    for k in range(n):
        kept.append(s)
        if k == 1:
            s = s * x
        s += kept[0] * 0.5
    for v in kept:
        v[0] = v[1] * 2.0
    return np.sum(s) + (np.sum(kept[0] * kept[-1]) if kept else 0.0)


@program((V4, 3), (V4, 1))
def arrays_and_times(x, n):
    trace = [(0.0, x)]
    for k in range(n):
        t, v = trace[-1]
        trace.append((t + v[0], np.cos(v) * t))
    return sum(t * np.sum(v) for t, v in trace)


# ---------------------------------------------------------------- lists of lists


@program((V4, 3), (V4, 1))
def table_filled(x, n):
    table = [[0.0] * (n + 1) for _ in range(len(x) + 1)]
    table[0][0] = x[0]
    for i in range(1, len(x) + 1):
        for j in range(1, n + 1):
            table[i][j] = x[i - 1] * j + table[i - 1][j] * table[i][j - 1] + table[i - 1][j - 1]
    return table[len(x)][n] * table[1][1] + table[0][0]


@program((1.2, 4), (1.2, 1), (1.2, 0))
def triangle_of_rows(x, n):
    rows = [[x]]
    for k in range(n):
        last = rows[-1]
        row = [x] + [last[i] * last[i + 1] + k for i in range(len(last) - 1)] + [1.0]
        row[0] *= 2.0
        rows.append(row)
        last.append(x * k)
    total = 0.0
    for row in rows:
        for v in row:
            total = total * 0.5 + v
    return total + len(rows[-1])


@program((V4, 3))
def table_as_an_array(x, n):
    table = [[x[i] * j for j in range(n)] for i in range(len(x))]
    table[1][2] = x[3] * x[0]
    table[0], table[1] = table[1], table[0]
    m = np.array(table)
    table[0][0] = 100.0
    return np.sum(m * m) + table[1][1]


@program((1.2, 4), (1.2, 1))
def rows_of_pairs(x, n):
    rows = []
    for k in range(n):
        rows.append([x * k, x + k])
    for r in rows:
        r[0] += r[1] * x
        r.append(2.0)
    return sum(a * b * c for a, b, c in rows_of(rows))


def rows_of(rows):
    out = []
    for r in rows:
        out.append((r[0], r[1], r[2]))
    return out


@program((1.2, 3), (1.2, 0))
def helper_writes_rows(x, n):
    table = [[x] * 3 for _ in range(n + 1)]
    scale_row(table, n, x)
    row = table[0]
    row[2] = x * x
    scale_row([row, row], 1, 2.0)
    return table[0][0] * table[0][2] + table[n][1]


def scale_row(table, i, x):
    for j in range(len(table[i])):
        table[i][j] *= x


@program((1.2, 3))
def one_row_many_times(x, n):
    table = [[x, 1.0]] * n
    table[0][0] = 2.0
    return table[n - 1][0]


@program((1.2, 3), refused="S2S205")
def items_of_two_kinds(x, n):
    a = [x]
    for k in range(n):
        a.append((x, k))
    return a[0]
