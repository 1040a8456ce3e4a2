"""The zoo of lists with items that are None until something is stored there; see `tests.programs`."""

import numpy as np

from tests.programs import M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

A = np.array([[0.9, 0.2], [-0.3, 0.7]])
Q = np.array([[1.1, 0.1], [0.1, 0.8]])


# ---------------------------------------------------------------- recursions


@program((1.3, 4), (np.float64(0.7), 1), (0.4, 0))
def backward_of_numbers(q, n):
    p = [None] * (n + 1)
    p[n] = q
    for k in range(n - 1, -1, -1):
        p[k] = np.sin(p[k + 1]) + q * k
    return p[0]


@program((A, Q, np.array([0.5, -1.0]), 3), (A, Q, np.array([0.5, -1.0]), 0))
def regulator(a, q, x, n):
    p, gains = [None] * (n + 1), [None for _ in range(n)]
    p[n] = q
    for k in range(n - 1, -1, -1):
        then = p[k + 1]
        gains[k] = np.linalg.solve(q + then, then @ a)
        p[k] = q + a.T @ then @ (a - gains[k])
    cost = x @ p[0] @ x
    for gain in gains:
        u = -gain @ x
        cost += u @ u
        x = a @ x + u
    return cost


@program((M33, V3, 3))
def by_hand_back_through_layers(w, x, n):
    acts, grads = [None] * (n + 1), [None] * n
    acts[0] = x
    for k in range(n):
        acts[k + 1] = np.tanh(w @ acts[k])
    g = 2.0 * acts[-1]
    for k in reversed(range(n)):
        g = g * (1.0 - acts[k + 1] ** 2)
        grads[k] = np.outer(g, acts[k])
        g = w.T @ g
    return sum(np.sum(d * w) for d in grads)


@program((V4, 4), (V4, 1))
def forward_in_a_while(x, n):
    a = [None] * len(x)
    a[0] = x[0]
    k = 1
    while k < n:
        a[k] = np.tanh(a[k - 1] * x[k])
        k += 1
    return a[k - 1] * a[0]


@program((1.3, 4))
def tuples_filled_later(x, n):
    s = [None for _ in range(n)]
    s[0] = (x, x * x)
    for k in range(1, n):
        p, q = s[k - 1]
        s[k] = (0.3 * p * q, q + x)
    return s[-1][0] * s[1][1]


@program((V4, 4))
def arrays_of_other_lengths(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = x[: k + 1] * x[k]
    return sum(np.sum(v**2) for v in a)


@program((0.6, 1.4, 4))
def known_length_at_computed_places(x, y, n):
    a = [None, y, None, None, None]
    a[n] = x
    for k in range(n - 1, 1, -1):
        a[k] = a[k + 1] * y + x
    return a[2] * a[1]


# ---------------------------------------------------------------- what is asked whether it is there


@program((1.3, 6), (0.4, 1), second_refused="S2S306")
def remembered_in_a_list(x, n):
    memo = [None] * (n + 1)

    def value(k):
        if k < 2:
            return x
        if memo[k] is None:
            memo[k] = value(k - 1) * 0.5 + value(k - 2) * x
        return memo[k]

    return value(n)


@program((V4, 5))
def asked_in_a_loop(x, n):
    memo, total = [None] * n, 0.0
    for k in [3, 1, 3, 2, 1, 3]:
        if memo[k] is None:
            memo[k] = np.sin(k * x[0]) * x[k]
        total = total + memo[k] * x[1]
    for v in memo:
        total = total * 1.5 if v is None else total + v * v
    return total


@program((V4, 4))
def stored_again_and_again(x, n):
    a = [None] * n
    for k in range(n):
        for j in range(k + 1):
            a[j] = x[k] * x[j] + (0.0 if a[j] is None else a[j] ** 2)
    return sum(a) + max(a)


@program((V4, 1.0), (V4, 9.0), (V4, -9.0))
def left_early_with_slots(x, bound):
    a = [None] * len(x)
    for k in range(len(x)):
        if x[k] > bound:
            break
        a[k] = x[k] ** 2
    found = [v for v in a if v is not None]
    return sum(found) * bound + len(found)


@program((V4,))
def appended_and_taken_out(x):
    a = []
    for k in range(len(x)):
        a.append(None if k % 2 else x[k] * k)
    a.insert(1, x[3])
    a.extend([None, x[2]])
    last, first = a.pop(), a.pop(0)
    total = last * first
    while a:
        v = a.pop()
        if v is not None:
            total = total + v**2
    return total


@program((V4, 4))
def none_put_back(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = x[k] * x[0]
        if k > 0 and a[k - 1] is not None and x[k] > 1.0:
            a[k - 1] = None
    total = 0.0
    for k, v in enumerate(a):
        if v is None:
            a[k] = x[1]
        else:
            total = total + v * v
    return total + sum(a)


# ---------------------------------------------------------------- one thing in several places


@program((V4, 4))
def arrays_in_several_slots_are_written(x, n):
    a, b = [None] * n, x * 1.0
    a[0] = b
    a[1] = b
    a[0] *= 2.0
    b[1] += x[0] * x[0]
    a[2] = a[1]
    a[2][0] = x[3] * x[2]
    p = a[2]
    p -= x * x
    return a[0] @ a[1] + a[2].sum() + b[1] ** 2


@program((V4, 4))
def lists_that_are_copied(x, n):
    a = [None] * n
    a[0] = x[0]
    b, c, d = a[:], list(a), a
    b[1] = x[1] ** 2
    c[0] = x[2] ** 3
    d[2] = x[3] * x[0]
    total = 0.0
    for p in (a, b, c, a + b, b[::-1]):
        for k, v in enumerate(p):
            if v is not None:
                total += v**2 * k
    return total


@program((V4, 4))
def arrays_handed_from_slot_to_slot(x, n):
    a = [None] * n
    a[n - 1] = x * 1.0
    for k in range(n - 2, -1, -1):
        a[k] = a[k + 1]
        if k % 2:
            a[k] = a[k] * x
        a[k] += x[k]
    return sum(np.sum(v**2) for v in a)


def fill(a, x, n):
    for k in range(n):
        a[k] = x * k


def filled(x, n):
    a = [None] * n
    for k in range(n - 1):
        a[k] = x**k
    return a


@program((1.3, 4))
def handed_to_functions_and_back(x, n):
    a, b = [None] * n, filled(x, n)
    fill(a, x, n - 1)
    b[n - 1] = a[1]
    return a[n - 2] * b[1] + b[n - 1] * (x if a[n - 1] is None else 2.0)


@program((1.3, 3), (0.4, 0))
def returned_when_filled(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = x**k
    return a, x * n


# ---------------------------------------------------------------- what lists do


@program((V4, 4))
def read_as_lists_are(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = x[k] ** 2
    total = sum(a) + min(a) + sorted(a)[1]
    for i, v in enumerate(a):
        total += v * i
    for v, w in zip(a, a[1:]):
        total += v * w
    first, *rest = a
    return total + first * rest[0] + np.dot(a, x)


@program((V4, 3))
def joined_by_numpy(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = x * (k + 1.0)
    return np.sum(np.array(a) ** 2) + np.stack(a)[1] @ x + np.concatenate(a)[1] * np.mean(a)


@program((V4, 3))
def lists_in_slots(x, n):
    a = [None] * n
    for k in range(n):
        a[k] = [x[0], x[k] * k]
    a[1].append(x[3])
    b = a[1]
    b[0] = x[1]
    return a[1][0] * a[2][1] + a[1][2] ** 2


@program((1.3, 4), (1.3, 0))
def nothing_is_ever_stored(x, n):
    a = [None] * n
    return x * len(a) + (x if all(v is None for v in a) else 0.0)


@program((V4, 1.0), (V4, -1.0))
def one_list_with_slots_or_another(x, bound):
    a = [None] * len(x) if x[0] < bound else [None] * (len(x) - 1)
    a[0] = x[0]
    a[1] = a[0] * x[1]
    if x[1] > bound:
        a = [*a, x[2]]
    return sum(v**2 for v in a if v is not None)


# ---------------------------------------------------------------- lists of their own that meet


@program((V4, 4))
def slots_of_two_lists_meet(x, n):
    a, b = [None] * n, [None] * n
    a[0], b[0], b[1] = x[0], x[2], x[1] ** 2
    a.extend(b)
    c = a + b
    c += [None, x[3]]
    b[:] = a[:3]
    b[1] = x[3] * x[0]
    total = sum(v * k for k, v in enumerate(c) if v is not None)
    return total + sum(v**2 * k for k, v in enumerate(b) if v is not None) + len(c)


@program((V4, 4), (-V4, 4))
def one_of_two_lists_with_slots(x, n):
    a, b = [None] * n, [None] * n
    a[0], b[0], b[1] = x[0], x[1] ** 2, x[2]
    c, d = (a, b) if x[0] > 0.0 else (b, a)
    c[1] = x[3] ** 2
    d[2] = c[0] * 2.0
    first = c
    for k in range(3):
        c, d = d, c
        c[0] = c[0] * x[k]
    d.extend(first)
    return sum(v * k for k, v in enumerate(a + b) if v is not None) + first[0] + a[0]


@program((V4, 4))
def numbers_before_slots(x, n):
    a = [v**2 for v in x[:n]]
    a.extend([None] * n)
    a[1] = None
    b = [x[3], None] * n
    a.extend(b)
    return sum(v * k for k, v in enumerate(a) if v is not None)


def filled_with_pairs(a, x, n):
    for k in range(n):
        a[k] = (x[k], x * k)


@program((V4, 4))
def pairs_stored_by_a_callee(x, n):
    a, y = [None] * n, np.zeros((n, 4))
    filled_with_pairs(a, x, n)
    b = [None] * n
    for k in range(n):
        b[k] = a[k][1] * x[k]
        y[k] = b[k]
    return a[1][0] * a[2][1][0] + np.sum(y * y)


# ---------------------------------------------------------------- dicts in lists


def layer(w, h):
    a = np.tanh(w @ h)
    cache = {"h": h, "a": a}
    return a, cache


def layer_backward(cache, g, w):
    g = g * (1.0 - cache["a"] ** 2)
    return w.T @ g, np.outer(g, cache["h"])


@program((A, np.array([0.3, 0.4]), 3), (A, np.array([0.3, 0.4]), 0))
def caches_of_layers(w, x, n):
    caches, h, total = [], x, 0.0
    for _ in range(n):
        h, cache = layer(w, h)
        caches.append(cache)
    g = 2.0 * h
    while caches:
        g, gw = layer_backward(caches.pop(), g, w)
        total = total + np.sum(gw * w)
    return total + np.sum(g * x)


@program((A, np.array([0.3, 0.4]), 3))
def caches_in_slots(w, x, n):
    caches, h = [None] * n, x
    for k in range(n):
        a = np.tanh(w @ h)
        caches[k] = {"h": h, "a": a, "k": k}
        h = a
    g, gw = 2.0 * h, np.zeros((2, 2))
    for k in range(n - 1, -1, -1):
        c = caches[k]
        g = g * (1.0 - c["a"] ** 2)
        gw += np.outer(g, c["h"]) * (c["k"] + 1.0)
        g = w.T @ g
    return np.sum(gw * w) + np.sum(g * x)


@program((V4, 4))
def dicts_that_are_read_in_every_way(x, n):
    rows = [{"x": x[k], "t": (x[k] ** 2, k)} for k in range(n)]
    best = max(rows, key=lambda row: row["x"])
    rows.sort(key=lambda row: row["t"][0])
    total = best["t"][0] + rows[0]["x"] * rows[1]["x"] + len(best)
    for row in rows[1:]:
        for key, v in row.items():
            if key == "x":
                total = total + v * row["t"][0] + row.get("y", 1.0) + ("x" in row)
    mine = {**rows[2], "y": x[0]}
    mine["x"] *= x[1]
    other = dict(rows[0])
    other["x"] = x[3] ** 2
    return total + mine["x"] * mine["y"] + other["x"] + rows[2]["x"] * rows[0]["x"]


@program((V4, 4))
def what_dicts_in_lists_hold_is_written(x, n):
    rows, h = [], x * 1.0
    for k in range(n):
        items = [x[k]]
        rows.append({"h": h, "copy": h.copy(), "items": items, "in": {"q": x[k] * k}})
        h *= x[k]
        items.append(x[0])
        items[0] = x[1] * x[k]
    row = rows[1]
    row["copy"] += x[2]
    row["copy"][0] = x[3] ** 2
    row["items"].append(x[2])
    total = sum(r["h"] @ r["copy"] + r["in"]["q"] ** 2 for r in rows)
    return total + rows[1]["items"][2] * rows[2]["items"][0] + rows[3]["items"][1]


# ---------------------------------------------------------------- lists of a known length


LEVELS = [None, 1.0, 2.0]


@program((1.3, 3))
def read_from_outside(x, n):
    mine, total = list(LEVELS), 0.0
    for k in range(n):
        if mine[k] is None:
            mine[k] = x
        mine[k] = mine[k] * x
        if LEVELS[k] is not None:
            total = total + LEVELS[k] * x
        level = (None, x, 2.0)[k]
        total = total + (3.0 if level is None else level * x)
    return sum(mine) + total


@program((V4, 4), (V4, 1), (V4, 2))
def kept_as_it_was_halfway(x, n):
    made = [None] * n
    kept = made
    for i in range(n):
        if i == 2:
            kept = list(made)
        made[i] = x * (i + 1)
    total = 0.0
    for item in kept:
        if item is not None:
            total += np.sum(item * item)
    return total
