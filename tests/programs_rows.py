"""The zoo's programs of lists that hold memory: who shares a row, what is joined, what results hold."""

import numpy as np

from tests.programs import V4, Program, collector
from tests.programs_tables import weighted

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, 3), (1.3, 1))
def one_row_in_every_place(x, n):
    row = [x * k for k in range(n)]
    t = [row for _ in range(n)]
    t[0][0] = x * x
    row.append(x)
    return weighted(t[n - 1]) * t[0][0] + len(t[0])


@program((1.3, 3), (1.3, 1))
def copies_of_tables_share_rows(x, n):
    t = [[x * k, x] for k in range(n)]
    u = t[:]
    v = [r[:] for r in t]
    u[0][0] = 5.0 * x
    v[0][1] = 7.0
    u.append([x, x])
    t[0] = [x * x, 1.0]
    total = 0.0
    for a in (t, u, v):
        for r in a:
            total = total * 0.7 + r[0] * r[1]
    return total


@program((V4, 3), (V4, 1))
def row_that_a_branch_picks(x, n):
    t = [[x[0] * k, x[1]] for k in range(n + 1)]
    for k in range(n):
        row = t[k] if x[k] > 1.0 else t[k + 1]
        row[0] = row[0] * row[1] + x[k]
        row[1] *= 2.0
        if k == 1:
            row = t[0]
        row[1] += row[0]
    return sum(r[0] * r[1] for r in t)


@program((V4, 4), (V4, 0))
def rows_of_loops_left_early(x, n):
    t = []
    for k in range(n):
        if k == 2:
            continue
        r = [x[k]]
        while len(r) < k + 1:
            r.append(r[-1] * x[0])
            if r[-1] > 2.0:
                break
        t.append(r)
        if len(t) == 3:
            break
    else:
        t.append([1.0])
    s = 0.0
    for r in t:
        for v in r:
            s = s * 0.9 + v * v
    return s


@program((V4, 3), (V4, 1))
def arrays_in_tuples_written(x, n):
    trace = [(0.0, x * 1.0)]
    for k in range(n):
        t, v = trace[-1]
        w = v * x
        trace.append((t + w[0], w))
        w[1] = t * x[2]
        trace[0][1][2] += w[0]
    trace[0] = (x[0], trace[-1][1])
    trace[0][1][0] = x[3] * 2
    s = 0.0
    for t, v in trace:
        s += t * np.sum(v * v)
    return s


@program((V4, 3), (V4, 1))
def rows_taken_and_put_back(x, n):
    t = [[x[k], x[0] * k] for k in range(n + 1)]
    r = t.pop()
    r[0] = r[1] * x[1]
    t.insert(0, r)
    q = t.pop(0)
    q.append(x[2])
    t.extend([q, [x[3]]])
    t.reverse()
    t[0][0] *= t[1][2]
    del t[2:]
    return sum(sum(a) for a in t)


@program((1.3, 3), (1.3, 0))
def tuples_stored_and_swapped(x, n):
    p = [(x * k, k, x + k) for k in range(n + 1)]
    for i in range(n):
        p[i] = (p[i + 1][0] * p[i][2], i, p[0][2])
        p[i], p[0] = p[0], p[i]
    s = 0.0
    for i in range(len(p)):
        a, k, b = p[i]
        s = s * 0.5 + a * b * (k + 1)
    return s + p[-1][0]


@program((V4, 3), (V4, 1))
def lists_of_arrays_joined(x, n):
    rows = []
    for k in range(n):
        rows.append(np.sin(x) * k + x)
    a = np.stack(rows)
    b = np.vstack(rows)
    c = np.concatenate(rows)
    d = np.array(rows)
    e = np.stack(rows, axis=1)
    return np.sum(a * b) + np.sum(c * c) + np.sum(d[0] * d[-1]) + np.sum(e[1] * e[0])


@program((V4, 3), (V4, 1))
def joined_arrays_are_copies(x, n):
    rows = []
    for k in range(n):
        rows.append(np.sin(x) * k + x)
    a = np.stack(rows)
    rows[0][1] = x[0] * x[1]
    a[0, 0] = x[3]
    b = np.concatenate(rows)
    b[1] *= 2
    return np.sum(a * a) + np.sum(b * b) + np.sum(rows[0])


@program((V4, 3), (V4, 1))
def arrays_of_many_lengths_joined(x, n):
    parts = []
    for k in range(n):
        parts.append(x[k:] * x[0])
    y = np.concatenate(parts)
    z = np.hstack(parts)
    return np.sum(y * y) + z[-1]


@program((V4, 3), (V4, 1))
def list_of_arrays_as_a_result(x, n):
    states = [x]
    for k in range(n):
        states.append(states[-1] * x)
    return states


@program((V4, 3), (V4, 1))
def table_as_a_result(x, n):
    t = [[x[i] * x[j] for j in range(n)] for i in range(n)]
    t[0][0] = x[3]
    return t, n


@program((V4, 3), (V4, 1))
def known_table_at_computed_places(x, n):
    m = [[x[0], 1.0], [2.0, x[1]]]
    s = 0.0
    for k in range(n):
        i, j = k % 2, (k + 1) % 2
        m[i][j] = m[j][i] * x[2] + s
        s += m[i][i] * m[j][j]
    return s + m[0][1]


@program((V4, 3), (V4, 1))
def lists_side_by_side(x, n):
    a = [x[k] for k in range(n)]
    b = [x[0] * k for k in range(n + 1)]
    t = [(u, v) for u, v in zip(a, b)]
    s = 0.0
    for (u, v), w in zip(t, b):
        s = s * 0.5 + u * v * w
    return s + sum(u * v for u, v in zip(a, b)) + sum(u for u, _ in t)


@program((V4, 3), (V4, 1))
def rows_backwards(x, n):
    t = [[x[k], k * x[1]] for k in range(n)]
    s = 0.0
    for i, row in enumerate(reversed(t)):
        for j, v in enumerate(row):
            s = s * 0.5 + v * (i + j)
    for row in t[::-1]:
        row[0] += s
    return s * t[0][0]


@program((V4, 3), (V4, 1))
def lists_in_lists_in_lists(x, n):
    t = [[[x[i] * j + k for k in range(2)] for j in range(n)] for i in range(n)]
    t[0][0][1] = x[3] * x[0]
    u = t[0]
    u[0][0] += t[n - 1][n - 1][1]
    return np.sum(np.array(t) ** 2) + u[0][0] * t[0][0][1]


@program((V4, 3), (V4, 1))
def arrays_in_rows(x, n):
    t = [[x * k, x] for k in range(n)]
    t[0][0][1] = x[0] * 3
    t[0][1] = t[n - 1][0] * x
    s = 0.0
    for a, b in t:
        s += np.sum(a * b)
    return s


@program((V4, 3), (V4, 1))
def stars_of_lists(x, n):
    a = [x[k] for k in range(n)]
    b = [x[0], *a, 1.0, *a[1:], a.pop() if n > 1 else 2.0, *x]
    c = [*a, *b]
    a.append(x[1])
    return weighted(b) + len(c) * c[0] + weighted(c)


@program((V4[:3], V4[1:]), (-V4[1:], V4[:3]))
def stores_at_places_that_are_named_once(x, y):
    a = np.zeros((3, 3))
    rows, columns = np.triu_indices(3, 1)
    diagonal = np.arange(3)
    a[rows, columns] = x * y
    a[diagonal, diagonal] = np.exp(x)
    a[columns, rows] = y
    a[np.flatnonzero(x > -9.0)] *= 2.0
    a[:, diagonal] = a[:, diagonal] * x + y
    return np.sum(a @ a * a)


@program((V4[:3], V4[1:]))
def stores_at_places_that_may_be_named_twice(x, y):
    a = np.zeros((3, 3))
    rows, columns = np.triu_indices(3, 1)
    one = np.arange(1)
    a[rows, rows] = x * y
    a[one, columns] = y
    a[columns[rows], 0] = x
    a[np.arange(-1, 3)] = np.exp(np.arange(4.0)[:, None] * y)
    return np.sum(a * a * np.arange(1.0, 10.0).reshape(3, 3))
