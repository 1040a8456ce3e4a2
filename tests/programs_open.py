"""The zoo of what builtins do with sequences whose length only the run knows; see `tests.programs`."""

import math

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

OTHER = np.array([0.3, 1.1, 0.35, -0.4])


class Mark:
    def __init__(self, x, k):
        self.x, self.k = x, k


@program((V4,), (OTHER,))
def lists_are_sorted(x):
    a = [v * v for v in x]
    b = a
    b.sort()
    c = sorted(a, reverse=True)
    c[0] *= 2.0
    return a[0] * 3.0 + a[1] * a[2] + c[0] + sum(v * k for k, v in enumerate(sorted(x)))


@program((V4, 3), (OTHER, 3), (V4, 0))
def pairs_are_sorted(x, n):
    pairs = [(v, k) for k, v in enumerate(x)]
    pairs.sort(key=lambda p: -p[0])
    queue = [(math.sin(v), v) for v in x]
    total = 0.0
    for k in range(n):
        queue.sort()
        first, other = queue.pop(0)
        total += first * other
        queue.append((first + 0.5, other * k))
    return total + pairs[0][0] * pairs[1][0] * pairs[0][1]


@program((V4,), (-V4,))
def objects_are_sorted_and_change(x):
    marks = [Mark(v, k) for k, v in enumerate(x)]
    for rank, m in enumerate(sorted(marks, key=lambda m: m.x)):
        m.x *= rank
    marks.sort(key=lambda m: m.k, reverse=True)
    marks[0].x += x[0]
    worst = min(marks, key=lambda m: m.x)
    worst.x *= 3.0
    return sum(m.x * m.k for m in marks) + worst.x * max(marks, key=lambda m: m.x).k


@program((V4,), (OTHER,))
def best_by_a_key(x):
    path = [v * 3.0 for v in x]
    pairs = [(v, k) for k, v in enumerate(path)]
    largest, at = max(pairs, key=lambda p: p[0])
    i = min(range(len(x)), key=lambda i: x[i])
    none = max([v for v in x if v > 9.0], key=abs, default=x[1])
    none += max((v * v for v in x if v < 9.0), key=lambda v: -v)
    return largest * at + x[i] * i + none * min(path, key=lambda v: (v - 1.0) ** 2)


@program((V4,), (OTHER,))
def what_is_in_a_list(x):
    a, seen = [v * 2.0 for v in x], []
    for v in x:
        k = int(10.0 * v + 0.25)
        if k not in seen:
            seen.append(k)
    return x[0] * len(seen) * (2.0 if a[1] in a[2:] or 7.0 in a else 3.0)


@program((V4,), (V3,))
def lists_are_unpacked(x):
    a = [v * 2.0 for v in x]
    first, *rest = a
    *most, last = [(v, k) for k, v in enumerate(a)]
    p, q = a[:2]
    rest[0] *= first
    return first * sum(rest) + last[0] * last[1] * most[0][0] + p * q


@program((V3, 1.0), (V3, -1.0), (V3, 0.0), smooth=False)
def key_is_one_of_some(x, y):
    table = {"a": x[0], "b": x[1] * 2.0, "c": x[2]}
    return table["a" if y > 0.0 else "b" if y < 0.0 else "c"] * x[2]


@program((V3, 0.9), (V3, -1.0))
def last_object_of_a_loop_changes(x, bound):
    marks = [Mark(v, 1.0) for v in x]
    for m in marks:
        m.x *= 2.0
    m.x += x[0]
    found = None
    for m in marks:
        if m.x > bound:
            found = m
            break
    if found is not None:
        found.x *= 3.0
    return marks[0].x * marks[1].x + marks[2].x


@program((V4,), (np.array([1.3, -0.2, 0.4, 0.9]),))
def lists_in_a_list_grow_where_an_index_says(x):
    groups = [[] for _ in range(2)]
    for v in x:
        groups[int(v > 0.35)].append(v * x[0])
    groups[1].append(x[1])
    return sum(len(g) * sum(g) ** 2 for g in groups)


@program((V3,), (-V3,))
def iterators_are_unpacked(x):
    a, b, c = (Mark(v * v, 1.0) for v in x)
    first, *rest = (v * a.x for v in x)
    for m in (a, b, c):
        m.x *= rest[0]
    return a.x * b.x + c.x * first


@program((np.array([[0.5, -0.2, 0.7], [1.1, 0.4, -0.3], [0.2, 0.9, 0.6]]),), (np.diag([0.5, 2.0, -1.5])[::-1],))
def determinant_by_pivots(a):
    a, sign = a.copy(), 1.0
    n = len(a)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(a[i, k]))
        if pivot != k:
            a[[k, pivot]] = a[[pivot, k]]
            sign = -sign
        for i in range(k + 1, n):
            a[i, k] /= a[k, k]
            a[i, k + 1 :] -= a[i, k] * a[k, k + 1 :]
    for k in range(n):
        sign *= a[k, k]
    return sign
