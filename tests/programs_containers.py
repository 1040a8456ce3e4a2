"""The zoo's programs of what lists and dicts can do besides: deletions, operators, an index that only the run knows."""

import numpy as np

from tests.programs import V4, Program, collector

WEIGHTS = [0.5, 2.0, 1.5]

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, 0.7))
def items_deleted(x, y):
    a = [x, y, x * y, 3.0, y * y]
    b = a
    del a[0], b[-1]
    del a[a.index(3.0) if len(a) < 2 else 1 : 2]
    d = {"p": x, "q": {"r": y, "s": x}}
    inner = d["q"]
    del d["p"], d["q"]["r"]
    inner["t"] = y
    return a[0] * b[1] * len(a) + inner["s"] * inner["t"] * len(inner) * len(d)


@program((1.3, 0.7), (-1.3, 0.7))
def items_deleted_in_both_branches(x, y):
    a, d = [x, y, x * y], {"u": x, "v": y}
    if x > 0:
        del a[0]
        del d["u"]
    else:
        a.pop()
        del d["u"]
        d["v"] *= 2.0
    return a[0] * a[1] * d["v"]


@program((1.3, 0.7))
def item_deleted_before_the_right_hand_side(x, y):
    a = [x, y, x * y]
    a[-1] += removed(a) * len(a)
    return a[0] * a[1]


def removed(a):
    v = a[0]
    del a[0]
    return v


@program((1.3, 0.7))
def lists_repeated(x, y):
    row = [x, y]
    m = [row] * 2 + [[y]] * 2
    m[0][0] = y * 3.0
    m[3].append(x)
    a = 3 * [x]
    b = a
    a *= 2
    b[5] = y
    t = (x, row) * 2
    row[1] = 2.0
    return m[1][0] * m[2][1] * a[5] * len(a) + t[2] * t[3][1] + len([y] * 0) + len((x,) * True)


@program((1.3, 0.7))
def dicts_united(x, y):
    d = {"a": x, "b": [y]}
    e = d
    u = d | {"b": y, "c": x * y}
    d |= {"c": y * y, "a": d["a"] * 2.0}
    d["b"].append(u["c"])
    e["b"][0] *= 2.0
    u["a"] = 5.0
    return e["a"] * e["c"] * e["b"][1] + u["b"] * u["c"] * len(u) + d["b"][0]


@program((1.3, 0.7))
def known_items_looked_for(x, y):
    names = ["u", "v", "w", "v"]
    values = [x, y, x * y, 1.0]
    names.remove("v")
    k = names.index("v")
    order = [3, 1, 2]
    order.sort()
    names.sort(reverse=True)
    return values[k] * values[order[1]] * names.count("v") * len(names) + (x if names[0] == "w" else y)


@program((1.3, 0.7), refused="S2S202")
def computed_item_removed(x, y):
    a = [x, y]
    a.remove(y)
    return a[0]


@program((V4,))
def arrays_deleted_and_repeated(x):
    rows = [x * 1.0] * 3
    rows[0][1] = 5.0 * x[2]
    rows.insert(1, rows[0] * x)
    del rows[0]
    rows[0][2] = x[3]
    return np.sum(np.array(rows) ** 2)


# ---------------------------------------------------------------- an index that only the run knows


@program((1.3, 4), (1.3, 0))
def items_by_an_index_in_a_loop(x, n):
    a = [x, x * x, 2.0, 1.0]
    t = 0.0
    for i in range(n):
        t += a[i] * a[-i]
        a[i] = t
    return t * a[2] + a[0]


@program((1.3, 7), (1.3, 1))
def two_names_and_an_index(x, n):
    a = [x, 1.0]
    a[0] = a[1] * x
    a.append(a[0])
    b = a
    t = (a, 2.0)
    i = 0
    while i < n:
        b[i % 3] += a[(i + 1) % 3] * 0.5
        t[0][0] *= x
        i += 2
    return sum(a) * t[1] + b[2]


@program((1.3, 3))
def items_sorted_by_comparing(x, n):
    a = [3.0 * x, x * x, 2.0]
    for i in range(n):
        for j in range(2):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a[0] + a[1] * 2.0 + a[2] * x


@program((V4, 5), (V4, 0))
def integers_by_an_index(x, n):
    where = [2, 0, 1]
    t = 0.0
    for i in range(n):
        t = t * 0.5 + x[where[i % 3]] * x[where[-1] + 2]
        where[i % 2] = where[2]
    return t


@program((1.3, 4))
def weights_without_a_name(x, n):
    t = 0.0
    for i in range(n):
        t += [x, 1.0, x * x][i % 3] * WEIGHTS[i % 3]
    return t


@program((1.3, 3))
def helpers_with_an_index(x, n):
    a = [x, 2.0, x * x]
    t = 0.0

    def item(i):
        return a[i % 3]

    for i in range(n):
        t += item(i) * a[0]
    return t * convolved(a, n)


def convolved(a, n):
    t = 0.0
    for i in range(n):
        t += a[i] * a[n - 1 - i]
    return t


@program((1.3, 2), (1.3, -1))
def item_by_a_parameter(x, k):
    a = [x, x * x, x**3]
    a[k] = a[k] * 2.0
    return a[k] * a[0]


@program((1.3, 3))
def row_by_an_index_in_a_loop(x, n):
    m = [[x, 1.0], [x * x], [2.0]]
    t = 0.0
    for i in range(n):
        t += m[i][0]
    return t


@program((1.3, 3))
def key_that_only_the_run_knows(x, n):
    d = {0: x, 1: 1.0}
    for i in range(n):
        d[i + 2] = d[i] * x
    return d[2]
