"""The zoo's programs of what ``collections`` has, of sets, and of reductions over lists of run-time length."""

import functools
import math
from collections import defaultdict, deque

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


# ---------------------------------------------------------------- defaultdict


@program((1.3, 5), (1.3, 0))
def dicts_with_defaults(x, n):
    g = defaultdict(list)
    for key, v in [("a", x), ("b", x * x), ("a", 2.0)]:
        g[key].append(v)
    t = defaultdict(float)
    for k in range(n):
        t[k % 2] += x * k
        t[k] += x
    c = defaultdict(lambda: 1.5, {3: x})
    missing = 7 in c
    return sum(sum(v) for v in g.values()) * t[0] + t[99] + len(t) * c[7] * c[3] + len(g) + (x if missing else 0.0)


@program((1.3, 5))
def lists_for_missing_keys(x, n):
    t = defaultdict(list)
    pairs = defaultdict(lambda: [0.0, 1.0])
    for k in range(n):
        t[k % 2].append(x * k)
        pairs[k % 3][0] += x * k
        pairs[k % 3][1] *= x
    return sum(sum(v) ** 2 for v in t.values()) + len(t[7]) + sum(v[0] * v[1] for v in pairs.values())


@program((1.3, 4), (1.3, 0))
def dict_with_defaults_handed_on(x, n):
    t = defaultdict(lambda: 0.0)
    add_to(t, x, n)
    u = t.copy()
    u[50] += x
    return sum(t.values()) + t[1] * len(t) + u[60] + len(u)


def add_to(t, x, n):
    for k in range(n):
        t[k % 3] += x * k


# ---------------------------------------------------------------- deque


@program((1.3, 5), (1.3, 1))
def moving_window_of_a_deque(x, n):
    buffer = deque(maxlen=3)
    total = x
    for k in range(n):
        buffer.append(x * k)
        total = x * total + sum(buffer) / len(buffer)
    return total * buffer[0] + buffer[-1]


@program((1.3, 4), (1.3, 0))
def queue_at_both_ends(x, n):
    q = deque()
    q.append(x)
    s = 0.0
    turns = 0
    while q:
        v = q.popleft() if turns % 2 else q.pop()
        s = s * 0.9 + v
        turns += 1
        if turns < n:
            q.append(v * x)
            q.appendleft(v + 1.0)
    return s


@program((1.3, 4))
def turned_and_extended(x, n):
    q = deque(x * k for k in range(n))
    q.rotate(1)
    q.rotate(-3)
    q[0] += x
    q.extend([x, 1.0])
    q.extendleft([x * x])
    q.reverse()
    a = q.pop()
    s = 0.0
    for v in q:
        s = s * 0.5 + v
    same = deque([x]) == deque([x, x])
    return s * a + q[-1] + max(q) + len(q) + (x if same or not isinstance(q, deque) else 0.0)


# ---------------------------------------------------------------- sets


@program((1.3, {"ab": 1.0, "bc": 2.0}))
def known_sets(x, edges):
    names = sorted({n for edge in edges for n in edge})
    place = {n: i for i, n in enumerate(names)}
    allowed = set([1, 2])
    s = 0.0
    for edge, w in edges.items():
        if place[edge[0]] in allowed and allowed:
            s += w * x
        if place[edge[1]] in {5, 6}:
            s += 100.0
    return s * len(names) + (x if "a" in {*names} else 0.0)


@program((1.3,), refused="S2S202")
def set_of_computed_values(x):
    return x * len({x, 2.0})


@program((1.3,), refused="S2S206")
def loop_over_a_set(x):
    return sum(x * k for k in {1, 2})


# ---------------------------------------------------------------- reductions


@program((1.3, 3), (1.3, 1))
def product_of_many_matrices(x, n):
    ms = []
    for k in range(n):
        ms.append(np.array([[x, k], [1.0, x * x]]))
    ms[0][0, 1] = x
    return np.sum(functools.reduce(np.matmul, ms)) + functools.reduce(
        lambda a, b: a * b + x, [x * k for k in range(n)], 2.0
    )


@program((1.3, 3))
def reduction_of_nothing(x, n):
    try:
        return functools.reduce(lambda a, b: a * b, [x for k in range(n) if k > 5])
    except TypeError:
        return x * x


@program((V4, 3))
def distances_of_arrays(x, n):
    points = [(0.0, x[0])]
    for k in range(n):
        points.append((x[k] * k, points[-1][1] + x[1]))
    total = (
        math.dist(x, np.sin(x)) + math.dist((x[0], 1.0, 2.0, 3.0), x) + math.dist(x, [x[0] * k for k in range(n + 1)])
    )
    for p, q in zip(points, points[1:]):
        total += math.dist(p, q)
    return total + math.dist(points[-1], x[:2])


@program((V4, 2))
def points_of_two_lengths(x, n):
    try:
        return math.dist(x[:n], [x[0]])
    except ValueError:
        return x[0] * x[1]
