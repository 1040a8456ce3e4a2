"""The zoo's programs of lists and dicts that change (see `tests.programs`)."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, 0.4))
def list_with_two_names(x, y):
    a = [x, 2.0]
    b = a
    b.append(x * y)
    a[0] = b[2] * x
    return sum_of(b) + a[-1]


def sum_of(values):
    total = 0.0
    for v in values:
        total = total * 0.5 + v
    return total


@program((1.3, 0.4), (-1.3, 0.4))
def list_grows_in_a_branch(x, y):
    a = [x]
    if x > 0:
        a.append(y * x)
    else:
        a.append(y)
    a += [a[0] * a[1]]
    return a[1] * a[2] + a[0]


@program((1.3, 4), (1.3, 0))
def list_items_change_in_a_loop(x, n):
    s = [x, 1.0]
    t = s
    for k in range(n):
        s[0] = s[0] * s[1] + k
        t[1] *= x
    return s[0] + t[1]


@program((1.3, 4), (1.3, 0))
def list_bound_anew_in_a_loop(x, n):
    s = [x, 1.0]
    for k in range(n):
        s = [s[1] * x, s[0] + s[1]]
    return s[0] * s[1]


@program((1.3, 4))
def fibonacci_dict(x, n):
    d = {"a": x, "b": x * x}
    for k in range(n):
        d["a"], d["b"] = d["b"], d["a"] * 0.5 + d["b"]
    d["c"] = d.pop("a") * 2.0
    d.update(b=d["b"] * x, e=3.0)
    return d["b"] + d["c"] * d.get("zz", x) + sum_of(d.values())


@program((V4,))
def arrays_in_a_list(x):
    rows = [x * 1.0, x * x]
    rows.append(rows[0])
    rows[0][1] = 5.0 * x[2]
    rows[2] *= rows[1]
    m = np.array(rows)
    return np.sum(m * m)


@program((V4,), (-V4,), reordered=True)
def one_list_or_another(x):
    a, b = [x[0], x[1]], [x[2] * x[2], x[3]]
    c = a if x[0] > 0 else b
    return c[0] * c[1] + a[0]


@program((1.3, 0.5))
def nested_lists(x, y):
    m = [[x, y], [y, 1.0]]
    first = m[0]
    first[1] = x * y
    m[1].append(m[0][1])
    m.append([x])
    m[2].insert(0, m[1].pop())
    m.reverse()
    return m[0][0] * m[0][1] + m[2][1] * m[1][0] + first[1]


@program((1.3, 0.5), (0.3, 0.5))
def either_list_changes(x, y):
    a, b = [x, y], [y, x]
    c = a if x > 1 else b
    c[0] = x * y
    return a[0] + b[0]


@program((1.3, 0.5))
def helper_returns_its_list(x, y):
    a = [x, y]
    b = same(a)
    a[0] = x * y
    return a[0] * b[0]


def same(values):
    return values


@program((1.3, 0.5))
def helper_changes_its_list(x, y):
    a = [x, y]
    push_product(a)
    return a[2]


def push_product(values):
    values.append(values[0] * values[1])


@program((1.3, 0.5))
def stars_in_structures(x, y):
    a = [x, *(y, x * y), *range(2)]
    b = (*a[1:3], *[a[0] ** 2])
    d = {"a": y, **{"b": b[2]}, "c": x}
    e = {**d, "a": x * y}
    d["b"] = 5.0
    return b[0] * b[1] + e["a"] * e["b"] * d["b"] + len(a) * e["c"]


@program((1.3, 0.5))
def equal_keys_in_a_dict(x, y):
    d = {"a": x, "b": x * y, "a": y, 1: x, True: y * y}  # noqa: F601
    return d["a"] * d["b"] + d[1] * len(d)


@program((1.3, 0.5))
def closure_reads_a_list(x, y):
    a = [x, y]

    def total(k):
        return a[0] * k + a[1]

    before = total(2.0)
    a[0] = x * y
    return before * total(3.0)


@program((1.3, 3))
def list_in_a_while(x, n):
    s, k = [x, x, 0.0], 0
    while k < n:
        s[2] = s[0] * s[1]
        s[0], s[1] = s[1], s[2]
        k += 1
        if s[2] > 3.0:
            break
    return s[0] + s[2]


@program((1.3,))
def copies_of_lists(x):
    a = [x, 2.0 * x]
    more = [1.0]
    b, c, d = a[:], a.copy(), a + more
    a[0] = x**3
    b[1] = 1.0
    c.extend((x, a[0]))
    d.clear()
    return a[0] + b[0] * b[1] + c[3] * c[0] + len(d)


# ---------------------------------------------------------------- lengths that only the run knows


@program((1.3, 4), (1.3, 0), (1.3, 1))
def squares_collected(x, n):
    xs = []
    for k in range(n):
        xs.append(x * x + k)
    total = 0.0
    for v in xs:
        total += v * v
    return total


@program((V4, 0.5), (-V4, 0.5))
def positive_items(x, c):
    kept = [c]
    for v in x:
        if v > 0:
            kept.append(v * kept[-1])
    a = np.array(kept)
    return np.sum(a * a) + len(kept) * a[0]


@program((1.3, 5), (1.3, 0))
def stack_of_numbers(x, n):
    stack = [x, x * x]
    for k in range(n):
        if k % 2 == 0:
            stack.append(stack[-1] * x + k)
        else:
            stack[0] += stack.pop() * stack[-1]
    s = 0.0
    for i in range(len(stack)):
        s += stack[i] * (i + 1)
    return s


@program((1.1, 3))
def trajectory_until(x, n):
    path = [x]
    while path[-1] < 50.0 and len(path) < 10 * n:
        path.append(path[-1] * x + path[0])
        path[0] = path[0] * 0.5
    return np.mean(path) * path[0] + path[2]


@program((1.1, 3))
def lists_in_a_loop(x, n):
    total = 0.0
    for i in range(n):
        row = []
        for j in range(i + 1):
            row.append(x ** (j + 1))
        row += [x, 2.0]
        total += np.sum(np.array(row) * i)
    return total


@program((1.1, 3), (1.1, 0))
def list_of_unknown_length_returned(x, n):
    xs = []
    for k in range(n):
        xs.append(x * k)
    return xs


@program((V4, 3), (-V4, 0))
def comprehensions_of_unknown_length(x, n):
    a = [v * v for v in x if v > 0]
    b = [x[0] ** k + k for k in range(n)]
    b.append(1.5)
    return sum_of_array(np.array(a)) * sum(b) + len(a) * b[-1]


def sum_of_array(values):
    total = 0.0
    for v in values:
        total = total * 0.5 + v
    return total


@program((1.2, 4))
def two_names_for_one_list(x, n):
    a = []
    b = a
    for k in range(n):
        a.append(x * k)
        b.append(a[-1] * x)
    for v in b:
        x = x + v
    a.append(x)
    return b[-1] * b[1]


@program((1.2, 3), refused="S2S205")
def list_grows_while_a_loop_runs_over_it(x, n):
    a = [x for k in range(n)]
    for v in a:
        if v > 10.0:
            a.append(v)
    return a[0]


@program((1.2, 3), (0.2, 3))
def one_or_another_list_of_unknown_length(x, n):
    a, b = [], []
    for k in range(n):
        a.append(x * k)
        b.append(x + k)
    c = a if x > 1 else b
    return c[0]


@program((V4, 3), (V4, 0))
def swap_items(x, n):
    s = [x * 1.0, np.zeros(4)]
    for k in range(n):
        s[1][1:] = s[0][:-1] * s[0][1:]
        s[0], s[1] = s[1], s[0]
        s[0] *= 1.5
    return np.sum(s[0] * s[1]) + s[0][2]


@program((V4, 3))
def dict_state(x, n):
    st = {"u": x * 1.0, "v": x * 0.5, "t": 0.0}
    for k in range(n):
        old = st["u"]
        st["u"] = st["u"] + 0.1 * st["v"]
        st["v"] -= old * 0.3
        old[0] = st["t"]
        st["t"] += 0.1 * st["u"][1]
    return np.sum(st["u"] * st["v"]) * st["t"]


@program((1.2, 0.3))
def tuple_holds_list(x, y):
    a = [x]
    t = (a, y)
    a.append(y * y)
    t[0][0] *= 3.0
    b, c = t
    b.append(c * a[0])
    return a[0] * a[1] * a[2]


@program((1.2, 0.4), (-1.2, 0.4))
def append_then_merge(x, y):
    if x > 0:
        items = [x]
        items.append(y)
    else:
        items = [y, x]
    return items[0] * items[1] * items[1]


@program((1.2, 4))
def nested_early_return(x, n):
    hist = []
    for k in range(n):
        hist.append(x * k)
        if len(hist) > 2 and hist[-1] > 2.0:
            return hist[-1] * hist[0] + sum(hist)
    return hist[1]


@program((1.1, 5))
def two_lists_cross(x, n):
    a, b = [x], [1.0]
    for k in range(n):
        a.append(b[-1] * x)
        b.append(a[-2] + a[-1])
        if k == 2:
            a.pop()
            a[0] = b[0] * x
    return sum(a) * sum(b) + a[0]


@program((V4,))
def list_aliases_array_rows(x):
    m = np.outer(x, x)
    rows = [m[0], m[1], m[2]]
    rows[0][1] = 5.0 * x[0]
    rows[1] += rows[0]
    rows[2][:] = rows[1][::-1]
    return np.sum(m * m)


@program((V4, 3))
def int_list(x, n):
    idx = []
    for k in range(n):
        idx.append((k * 2) % 4)
    s = 0.0
    for i in idx:
        s = s * 0.5 + x[i] * x[i]
    return s


@program((V4, 3))
def dict_get_loop(x, n):
    p = {"a": x[0], "b": x[1] * x[2]}
    q = p
    for k in range(n):
        q["a"] = p["b"] * q.get("c", 0.5)
        p["b"] = q["a"] + x[3]
    return p["a"] * q["b"]


@program((1.3, 5), (1.3, 0), (0.2, 5))
def tuple_returned_from_a_loop(x, n):
    y = x
    for k in range(n):
        y = y * x + k
        if y > 4.0:
            return y, x * k
    return y * 2.0, x


@program((1.3, 3), (1.3, 1))
def tuple_bound_in_a_loop(x, n):
    for k in range(n):
        if k > 0:
            x = p[0] * p[1]  # noqa: F821
        p = (x * k, x + 1.0)
    return p[0] + p[1] * x


@program((1.3, 5), (0.3, 5))
def structure_returned_from_nested_loops(x, n):
    for i in range(n):
        for j in range(i):
            if x * i * j > 3.0:
                return {"value": x * j, "where": [x * i, 1.0]}
    return {"value": x * x, "where": [0.5, x]}
