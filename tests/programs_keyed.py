"""The zoo's programs of dicts whose keys only the run knows."""

import numpy as np

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, 5), (1.3, 2))
def seasons(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
        d[k % 3] = d[k] * x + 1
    return d[0] * d[1]


@program((1.3, 3), (1.3, 0))
def grid_of_pairs(x, n):
    d = {(0, 0): x}
    for i in range(n):
        for j in range(n):
            d[i, j] = d.get((i - 1, j), 1.0) * x + d.get((i, j - 1), x)
    s = 0.0
    for (i, j), v in d.items():
        s = s * 0.5 + v * (i + 2 * j)
    return s + sum(d.values()) + len(d)


@program((1.3, 7), (1.3, 0))
def known_keys_at_computed_ones(x, n):
    d = {0: x, 1: x * x, 2: 2.0}
    s = x
    for k in range(n):
        s += d[k % 3] * k
    return s


@program((V4, [0, 2, 1]))
def keys_that_are_parameters(x, ranking):
    scores = {i: x[i] * x[0] for i in ranking}
    total = x[3]
    for a, b in zip(ranking, ranking[1:]):
        total -= np.log(1 / (1 + np.exp(scores[b] - scores[a])))
    return total


@program((np.array([[4.0, 1.0, 3.0], [2.0, 0.5, 6.0], [3.0, 2.0, 2.5]]),))
def cheapest_path_remembered(cost):
    rows, cols = cost.shape
    memo = {}

    def go(i, j):
        if (i, j) in memo:
            return memo[(i, j)]
        if i == 0 and j == 0:
            best = 0.0
        elif i == 0:
            best = go(i, j - 1)
        elif j == 0:
            best = go(i - 1, j)
        else:
            best = min(go(i - 1, j), go(i, j - 1))
        memo[(i, j)] = best + cost[i, j]
        return memo[(i, j)]

    return go(rows - 1, cols - 1)


@program((1.3, 5), (1.3, 1), reordered=True)
def numbers_remembered(x, n):
    memo = {}

    def go(k):
        if k < 2:
            return x
        if k not in memo:
            memo[k] = go(k - 1) * 0.3 + go(k - 2) * x
        return memo[k]

    return go(n)


@program((1.3, 4), (1.3, 0))
def handed_to_a_function(x, n):
    d = {}
    for k in range(n):
        fill(d, k, x * k)
    return x * sum(d.values()) + sum(k * v for k, v in d.items())


def fill(d, k, v):
    d[k] = v
    d[k + 1] = v * v


@program((1.3, {0: 2.0}, 4))
def handed_in(x, d, k):
    d[k] = x
    d[k + 1] = x * x * d[0]
    return d[k] * d[0] + d[5]


@program((1.3, 4))
def handed_without_a_name(x, n):
    return counted({0: x, 3: x * x}, n) * counted({}, n)


def counted(d, n):
    for k in range(n):
        d[k] = d.get(k - 1, 1.0) * 2.0 + d.get(k, 0.5)
    return sum(d.values())


@program((1.3, 4))
def made_deleted_updated(x, n):
    d = {k * k: x * k for k in range(n)}
    e = {k: v * x for k, v in d.items() if k > 1}
    del d[1]
    p = d.pop(4) + d.pop(77, x)
    d.setdefault(5, x * x)
    d.setdefault(9, 100.0)
    e.update(d)
    t = 0.0
    for k in e:
        t = t * 0.7 + e[k] * k
    if e:
        t *= 2
    d.clear()
    d[n] = x
    return t + p + len(e) + (1.0 if 9 in e else x) * d[4] + len(d)


@program((V4, 4), (V4, 1))
def lists_under_keys(x, n):
    g = {}
    for k in range(n):
        g.setdefault(k % 2, []).append(x[k] * k)
        if k % 3 not in g:
            g[k % 3] = [x[0]]
        g[k % 3][0] *= 2.0 * x[1]
    first = g[0]
    first.append(x[3])
    return sum(sum(v) ** 2 for v in g.values())


@program((V4, 3), (V4, 2))
def arrays_under_keys(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
    d[1] += x
    d[0] = d[1]
    d[0][0] = 7.0 * x[1]
    view = d[1][1:]
    view *= 2.0
    return sum(np.sum(v * v) for v in d.values()) + np.sum(d[1] * x)


@program((1.3, 4))
def two_names(x, n):
    d = {}
    e = d
    for k in range(n):
        e[k] = x * k
    e[0] = d[1] * x
    rows = {k: [x * k, 1.0] for k in range(n)}
    r = rows[1]
    r[0] = x**3
    rows[2][1] = r[0]
    return d[0] + rows[1][0] * rows[2][1] + len(d)


@program((1.3, 3))
def copies_are_others(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
    e = dict(d)
    e[0] = x
    f = d.copy()
    f[1] = x * x
    f[9] = x
    return sum(d.values()) + sum(e.values()) * sum(f.values())


@program((1.3, 3))
def stored_while_looped_over(x, n):
    d = {}
    for k in range(n):
        d[k * 2] = x * k
    for k, v in d.items():
        d[k] = v * x + k
    for k in list(d):
        d[k + 1] = d[k] * 0.5
    s = 0.0
    for i, (k, v) in enumerate(d.items()):
        s = s * 0.5 + i * v * k
    for k in d:
        d[k] *= x
    del d[k]
    d[k] = x
    for i, v in enumerate(d.values()):
        s = s * 0.3 + v * i
    return s


@program((1.3, 3), (1.3, 1))
def key_that_is_missing(x, n):
    d = {}
    for k in range(n):
        d[k] = x
    try:
        return d[n] * x
    except KeyError:
        return d[0] * x * x


@program((1.3, 4), (1.3, 0))
def one_in_each_turn(x, n):
    s = x
    for i in range(n):
        d = {}
        for j in range(i + 1):
            d[j * i] = x * j + s
            if j == 2:
                break
        s += sum(d.values()) / len(d)
    return s


@program((V4, 3))
def in_one_arm(x, n):
    d = {}
    for k in range(n):
        if x[k] > 1.0:
            d[k] = x[k] * x[0]
        else:
            d[0] = d.get(0, 1.0) * x[k]
        if k in d and k > 0:
            d[k - 1] = x[3]
    return sum(k * v * v for k, v in d.items()) + d[0]


@program((1.3, 3))
def tuples_under_keys(x, n):
    d = {}
    for k in range(n):
        d[k] = (x * k, x + k)
    d[1] = (d[2][1], x)
    a, b = d[n - 1]
    return a * b + sum(u * v for u, v in d.values()) + d.get(7, (x, 2.0))[0]


@program((1.3, 3))
def asked_while_summed(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
    e = {1: 5.0}
    e.update(d)
    total = sum(v * v for v in d.values()) * d.setdefault(9, x) + sum(k for k in e) * d.setdefault(10, x)
    return total + sum(e.values()) * len(d)


@program((1.3, 4))
def one_row_under_many_keys(x, n):
    row = [x * k for k in range(n)]
    d = {}
    e = {}
    for k in range(n):
        d[k] = row
        e[k * 2] = row
    d[0][1] = x**3
    e[2][0] += d[1][1]
    d[1] = [1.0, x * x]
    row[2] = x
    for k in range(n - 1):
        d[k], d[k + 1] = d[k + 1], d[k]
    return sum(e[0]) * sum(d[n - 1]) + sum(sum(r) for r in d.values())


@program((1.3, 4))
def remembered_by_an_object(x, n):
    c = Remembering()
    s = 0.0
    for k in range(n * 2):
        s += c.get(k % n, x) * k
    return s * c.hits


class Remembering:
    def __init__(self):
        self.d = {}
        self.hits = 0

    def get(self, k, x):
        if k in self.d:
            self.hits += 1
            return self.d[k]
        self.d[k] = x * k
        return self.d[k]


@program((1.3, 4))
def dict_that_a_function_makes(x, n):
    d, last = made_of(x, n)
    d[7] = last
    return sum(d.values()) * last


def made_of(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
    return d, d[n - 1]


@program((1.3, 3), refused="S2S304")
def dict_as_a_result(x, n):
    d = {}
    for k in range(n):
        d[k] = x * k
    return d


@program((1.3, 3), refused="S2S205")
def values_of_two_kinds(x, n):
    d = {}
    for k in range(n):
        d[k] = x
        d[k + 1] = (x, x)
    return d[0]


@program((1.3, 3), refused="S2S205")
def grown_while_looped_over(x, n):
    d = {k * k: x for k in range(n)}
    for k in d:
        if k > 9:
            d[k + 1] = x
    return d[0]


@program((1.3, 3), refused="S2S305")
def one_dict_or_another(x, n):
    a, b = {}, {}
    for k in range(n):
        d = a if k % 2 else b
        d[k] = x * k
    return sum(a.values()) * len(b)


@program((1.3, 2.0), reordered=True)
def keys_that_are_no_names(x, y):
    d = {(1, 2): x, "a b": y, -1: x * y, "-1": x}
    return product_of(d, x) * d["a b"]


def product_of(d, x):
    for k in d:
        d[k] *= x
    return d[1, 2] * d["a b"] - d[-1] * d["-1"]


def unrolled(x, w):
    states, shares = {-1: np.zeros(2)}, {}
    for t in range(len(x)):
        states[t] = np.tanh(w @ states[t - 1] + x[t])
        shares[t] = np.exp(states[t]) / np.sum(np.exp(states[t]))
    return states, shares, states[len(x) - 1]


@program((V4, np.array([[0.5, -0.3], [0.2, 0.7]]), np.array([1, 0, 1, 1])))
def dicts_that_a_call_returns_and_a_loop_reads(x, w, targets):
    states, shares, last = unrolled(x, w)
    loss = 0
    for t in range(len(x)):
        loss += -np.log(shares[t][targets[t]])
    return loss + states[0][0] * np.sum(last)
