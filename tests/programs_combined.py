"""The zoo of ``itertools`` over arrays and lists of which only the run knows how long they are."""

import itertools
import math
import operator
from itertools import accumulate, chain, combinations, pairwise, permutations, product, takewhile

import numpy as np

from tests.programs import M23, M33, P4, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((P4,), (P4[:1],))
def sums_over_pairs(x):
    total = sum((b - a) ** 2 for a, b in pairwise(x)) + 1.0
    for a, b in combinations(x, 2):
        total += a * math.sin(b)
    for i, j in combinations(range(len(x)), 2):
        total += x[i] * x[j] ** 2 * (i + 2 * j)
    return total


@program((M33,))
def forces_of_pairs_of_rows(m):
    force = np.zeros_like(m)
    energy = 0.0
    for (i, p), (j, q) in combinations(enumerate(m), 2):
        r = p - q
        energy += 1.0 / np.sqrt(r @ r)
        force[i] += r
        force[j] -= r * energy
    return energy + np.sum(force**2)


@program((P4,))
def triples_and_orders(x):
    total = 0.0
    for a, b, c in combinations(x, 3):
        total += a * b**2 * c**3
    for i, j in itertools.combinations_with_replacement(range(len(x)), 2):
        total += x[i] * x[j] * (1 + i)
    return total + sum(a * b * b for a, b in permutations(x, 2))


@program((P4, 2.0), (P4, 0.6), (P4, 99.0))
def products_left_early(x, bound):
    total = 0.0
    for a, b in product(x, x[1:]):
        if a > b:
            continue
        total += a * b
        if total > bound:
            break
    else:
        total *= x[0]
    for i, a, b in product(range(len(x)), (1.0, x[0]), x[:2]):
        if i * b > bound:
            return total * a
        total += i * a * b
    return total


@program((P4,))
def products_read_their_items_at_once(x):
    y = x.copy()
    total = 0.0
    for a, b in product(y, repeat=2):
        y[0] += a * b
        total += a * b * y[0]
    for a, b in pairwise(y):
        y[1:] *= 0.5
        total += a * b
    for a, b in combinations(y, 2):
        y[2] = a
        total += a * b * y[2]
    return total + np.sum(y)


@program((M33,))
def pairs_of_rows_are_views(m):
    y = m.copy()
    for a, b in pairwise(y):
        b += 0.5 * a
        a[0] = b[1]
    return np.sum(y**2)


@program((V4, M23))
def one_after_the_other(x, m):
    total = 0.0
    for v in chain(x, x[::-1], [1.0, x[0] * 2.0]):
        total = 0.5 * total + v * v
    for k, v in enumerate(chain.from_iterable(m), 1):
        if v > 1.7:
            break
        total += k * v**2
    return total + sum(chain((v for v in x if v > 0.0), range(len(x)))) * x[1]


@program((P4,), (P4[:1],))
def running_sums(x):
    sums = list(accumulate(x))
    total = sums[-1] * sums[0]
    for p in accumulate(x, operator.mul, initial=2.0):
        total += p * p
    for i, q in enumerate(accumulate(x, lambda a, b: a * b + 1.0)):
        if i == 2:
            break
        total *= q
    return total + np.sum(np.array(list(accumulate(v * v for v in x))) ** 2)


@program((M33,))
def running_sums_of_rows(m):
    total = 0.0
    for s in accumulate(m):
        total += np.sum(s**3)
    return total


@program((P4,), (P4[::-1].copy(),))
def items_as_long_as_they_are_small(x):
    total = 0.0
    for v in takewhile(lambda t: t < 1.0, x):
        total += v * v
    else:
        total *= 2.0
    return total + sum(takewhile(lambda t: t < 2.0, (v * x[0] for v in x)))


@program((1.3, 4), (1.3, 1))
def lists_are_combined(x, n):
    path = [x]
    for k in range(n):
        path.append(path[-1] * 0.5 + k)
    total = sum(a * b for a, b in combinations(path, 2)) + sum(abs(a - b) for a, b in pairwise(path))
    for a, b in product(path, path[:2]):
        if a > b:
            path.append(a)
        total += a / b
    return total * len(path)


def distances(points):
    return (math.hypot(a - b, 1.0) for a, b in combinations(points, 2))


@program((P4,))
def combinations_are_handed_on(x):
    pairs = combinations(x, 2)
    first = 0.0
    for a, b in pairs:
        first = first * 0.5 + a * b
    return first * sum(distances(x)) * max(distances(x[1:]))


NAMES = ("mass", "length", "rate", "angle")


@program((P4,))
def dicts_of_names_and_items(x):
    p = dict(zip(NAMES, x))
    q = dict(zip(["a", "b"], x * x))
    return p["mass"] * p["angle"] + sum(p.values()) * q["b"]


@program((P4, 3), (P4, 1))
def arrays_of_what_is_generated(x, n):
    a = np.fromiter((v * v for v in x), float)
    b = np.fromiter((math.sin(v) for v in x), dtype=float, count=n)
    listed = [v * x[0] for v in x]
    c = np.asarray(listed, dtype=float) + np.array([v**3 for v in x], dtype=np.float64) * np.copy(listed)
    return np.sum(a * c) * np.sum(b)


@program((P4,))
def sums_of_lists_of_arrays(x):
    forces = [np.array([v, v * v]) for v in x]
    start = np.ones(2) * x[0]
    total = sum(forces, start=start)
    return np.sum(sum(forces) ** 2 * total) + np.sum(sum(forces, np.zeros(2)) * start)


@program((V4,))
def chain_of_a_list_that_changes_before_it_is_read(x):
    a = [x[0], x[1]]
    c = itertools.chain(a, [x[2]])
    a.append(x[3] * 5.0)
    a[0] = x[1] ** 2
    return sum(v * v * (i + 1) for i, v in enumerate(c))


@program((V4,))
def chain_of_a_list_that_changes_while_it_is_read(x):
    a, s = [x[0], x[1]], 0.0
    for v in itertools.chain(a, [x[2]]):
        s += v * v
        a[1] = x[3]
    return s


@program((V4,))
def pairs_of_a_list_that_changes_before_they_are_read(x):
    a = [x[0], x[1]]
    c = itertools.pairwise(a)
    a[0] = x[1] ** 2
    return sum(p * q * q for p, q in c)


@program((V4,))
def filter_of_a_list_that_changes_before_it_is_read(x):
    a = [x[0], x[1]]
    c = filter(lambda v: True, a)
    a[0] = x[1] ** 2
    return sum(v * (i + 1) for i, v in enumerate(c))


@program((V4,))
def accumulation_by_a_function_of_what_changes(x):
    k = 2.0
    c = itertools.accumulate([x[0], x[1], x[2]], lambda a, b: a * k + b)
    k = x[3]
    return sum(c)


@program((V4, 3), (V4, 0))
def lists_change_between_iterators(x, n):
    s, a = 0.0, [x[0], x[1]]
    for k in range(n):
        for u in itertools.chain(a, [x[2] * k]):
            s += u * u
        a[0] = a[0] * s
    c = itertools.chain(a, (x[3],))
    first = next(c)
    return first * sum(c) + sum(p * q for p, q in itertools.pairwise(a)) + sum(filter(lambda v: True, a))


@program((V4,))
def totals_of_an_array_that_is_written_before_they_are_read(x):
    z = x * 1.0
    by_products = accumulate([z, z * 2.0, x], np.multiply)
    sums = accumulate([z, z * 2.0])
    z[0] = x[1] ** 2
    total = 0.0
    for k, v in enumerate(by_products):
        total += (k + 1) * v[0] * v[1]
    z[1] = total
    for k, v in enumerate(sums, 2):
        total += k * v[0] * v[1]
    return total


@program((V4,))
def totals_by_functions_that_read_what_is_written_meanwhile(x):
    z = x * 1.0
    k = x[3]
    c = accumulate([x[0], x[1], x[2], x[3]], lambda a, b: a * z[0] + b * k)
    total = 0.0
    for v in c:
        total += v * v
        z[0] = total
        k = v
    return total + z[0]


@program((V4,))
def chain_of_what_is_computed_when_it_is_asked_for(x):
    z = x * 1.0
    k = x[3]
    c = chain(map(lambda v: v * z[0], [x[1], x[2]]), (v * z[1] * k for v in [x[0], x[1]]), [x[2]])
    z[0] = x[1] ** 2
    z[1] = x[0] ** 2
    k = x[2]
    return sum(v * v * (i + 1) for i, v in enumerate(c))


class Weight:
    def __init__(self, v):
        self.v = v


@program((V4,))
def chain_of_an_object_that_changes_before_it_is_read(x):
    o = Weight(x[0])
    c = chain(map(lambda q: q.v, [o]), [x[1]])
    pairs = pairwise(chain((q.v for q in [o, o]), [x[1]]))
    o.v = x[2] ** 2
    total = sum(v * v * (i + 1) for i, v in enumerate(c))
    o.v = x[3]
    return total + sum(a * b * b for a, b in pairs)


@program((V4,))
def iterators_that_go_on_where_they_were(x):
    a = [x[0], x[1]]
    c = chain(a, [x[2]], (v * 2.0 for v in a))
    first, second = next(c), next(c)
    a.append(x[3])
    third = next(c)
    sums = accumulate([x[0], x[1], x[2]], lambda p, q: p * q)
    next(sums)
    kept = filter(lambda v: v is not None, [x[0], None, x[1], x[2]])
    lowest = next(kept)
    pairs = pairwise(a)
    p, q = next(pairs)
    a[1] = x[0] * 3.0
    few = takewhile(lambda v: v is not None, [x[0], x[1], None, x[2]])
    head = next(few)
    total = sum(v * v * (i + 1) for i, v in enumerate(c, 3)) + first * second**2 * third**3
    total += sum(sums) + lowest * sum(kept) + p * q * sum(b * d * d for b, d in pairs)
    return total + head * sum(few) ** 2


@program((V4,))
def iterators_that_end_have_ended(x):
    a = [x[0], x[1]]
    it, c = iter(a), chain(a, [x[2]])
    total = 0.0
    for _ in (1, 2, 3, 4):
        total += next(it, 0.5) * next(c, 2.0)
    a.append(x[3])
    return total + next(it, 3.0) * next(c, 4.0)


@program((V4,))
def some_of_the_items_of_iterators(x):
    total = sum(v * v for v in itertools.islice(accumulate([x[0], x[1], x[2], x[3]], lambda p, q: p * q), 1, 4, 2))
    total += sum(v * k for k, v in zip(itertools.count(1), chain([x[0]], [x[1] ** 2, x[2]])))
    for v, w in zip(chain([x[3]], [x[2]]), x):
        total += v * w * w
    return total + sum(itertools.islice((v * v for v in [x[0], None, x[1]] if v is not None), 1, None))


@program((V4, 2), (V4, 0))
def left_in_the_middle_of_a_chain(x, n):
    a = [x[0], x[1]]
    total = 0.0
    for v in chain(a, (p * total for p in a), [x[2]]):
        if v > 1.0 and n:
            break
        a[1] = a[1] * 0.5 + v
        total += v * v
    else:
        total *= x[3]
    return total + a[1]


@program((P4, 3))
def lists_of_what_is_known_and_what_is_not(x, n):
    products = list(accumulate(x, operator.mul, initial=1.0))
    first, *others = chain([x[0]], x[1:3])
    values = [x[i % 4] * i for i in range(n)]
    total = products[-1] * products[2] + first * sum(others) ** 2 + max(accumulate(values))
    return total + sum(v * v for v in chain([x[0]], values, (v * 2.0 for v in values)))


@program((V4,))
def functions_are_called_when_the_item_is_asked_for(x):
    state = {"k": x[0]}

    def grown(a, b):
        state["k"] *= b
        return a + state["k"]

    totals = accumulate([x[1], x[2], x[3]], grown)
    first = next(totals)
    state["k"] = 2.0 * x[0]
    second = next(totals)
    return first * second + sum(totals) + state["k"]
