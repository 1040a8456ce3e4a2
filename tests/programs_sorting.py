"""The zoo of orders that the run finds; see `tests.programs`."""

import math
import operator
from dataclasses import dataclass

import numpy as np

from tests.programs import V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@dataclass
class Ball:
    mass: float
    speed: float


@dataclass(order=True)
class Ranked:
    cost: float
    name: str
    value: float


@program((1.3, 0.7), (0.7, 1.3))
def numbers_sorted(x, y):
    a, b, c = sorted([x, y, x * y])
    d = [x * x, y, 2.0]
    d.sort(reverse=True)
    return a * b - c * math.sin(d[0]) + d[1] * d[2] ** 2


@program((1.3, 0.7), (0.7, 1.3))
def objects_sorted_by_a_field(x, y):
    balls = [Ball(x, y), Ball(y, x * x), Ball(x * y, 2.0)]
    by_mass = sorted(balls, key=lambda b: b.mass)
    by_mass[0].speed *= 3.0
    by_mass[2].mass += y
    return sum((k + 1) * b.speed * b.mass for k, b in enumerate(balls)) + by_mass[1].speed


@program((1.0, 1.0), smooth=False)
def equal_numbers_sorted(x, y):
    return numbers_sorted(x, y)


@program((1.3, 0.7), (0.7, 1.3))
def tuples_sorted_by_their_first(x, y):
    pairs = sorted([(x, 2.0 * y), (y, x * x), (0.9, x)], key=operator.itemgetter(0), reverse=True)
    total = 0.0
    for k, (weight, value) in enumerate(pairs):
        total += weight * value * (k + 1)
    (a, _), *_ = sorted([(-x, y), (y, x), (x, -x)])
    return total * a


@program((0.7, 0.7), smooth=False)
def tuples_sorted_by_equal_items(x, y):
    return tuples_sorted_by_their_first(x, y)


@program((V3, V4), (V3[::-1].copy(), V4))
def arrays_sorted_by_their_sums(a, b):
    rows = sorted([a, b[1:] * a, a * a], key=np.sum)
    return np.sum(rows[0] * rows[1]) + np.sum(np.exp(rows[2]))


@program((1.3, 0.7), (0.7, 1.3))
def dataclasses_sorted_by_their_order(x, y):
    found = sorted([Ranked(x, "a", y), Ranked(y, "b", x * x), Ranked(x, "c", 2.0)])
    return found[0].value * 3.0 + found[1].cost * found[2].value


@program((1.3, 0.7), (0.7, 1.3))
def functions_sorted_by_what_they_give(x, y):
    fs = sorted([math.sin, lambda t: t * y, math.exp], key=lambda f: f(x))
    return fs[0](y) * 2.0 + fs[1](x * y) * fs[2](x)


@program((1.3, 0.7, 3), (0.7, 1.3, 0))
def sorted_in_a_loop(x, y, n):
    a = [x, y, 1.0]
    for k in range(n):
        a = sorted(a)
        a[0] = a[0] + x * k
        a[2] = a[2] * a[1]
    return a[0] * 2.0 + a[1] * a[2]


@program((1.3, 0.7), refused="S2S202")
def numbers_and_objects_sorted(x, y):
    return len(sorted([Ball(x, y), (x, y)], key=lambda b: b.mass if isinstance(b, Ball) else b[0])) * x


class Lesser:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v


@program((1.3, 0.7), refused="S2S202")
def sorted_by_a_method(x, y):
    return sorted([Lesser(x), Lesser(y)])[0].v


@program((1.3, 0.7))
def items_of_a_dict_by_their_keys(x, y):
    d = {"width": x, "height": y, "depth": x * y}
    total = 1.0
    for key, value in sorted(d.items()):
        total = total * value + len(key)
    edges = [(2, "b", x), (1, "z", y), (1, "a", x * x)]
    names = "".join(name for _, name, _ in sorted(edges, reverse=True))
    print("-".join([names, f"{x:.1f}"]))
    return total + sum(v * k for k, (_, _, v) in enumerate(sorted(edges))) if names == "bza" else y
