"""The zoo's programs of what lists and dicts can do besides: deletions, operators, what is looked for."""

import numpy as np

from tests.programs import V4, Program, collector

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
