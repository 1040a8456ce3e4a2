"""The zoo of what picks, orders and joins the items of sequences; see `tests.programs`."""

import functools
import itertools
import math
import operator

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, -2.0, 0.5), (0.1, 0.2, -3.0))
def largest_by_a_key(x, y, z):
    far = max([x, y, z], key=lambda t: t * t)
    near = min(x, y, z, key=abs)
    return far * math.sin(near) + max((), default=x) * min([y], default=0.0)


@program((1.3, 0.4), (0.4, 1.3))
def pair_by_a_key(x, y):
    name, best = max([("a", x * y), ("a", y), ("a", x)], key=lambda p: p[1])
    return best * best * len(name)


@program((2.0, 2.0))
def first_of_equal_keys_stays(x, y):
    return max([x, y], key=lambda t: 1.0) * 3.0 + min([x * y, y], key=lambda t: 0)


@program((1.3, 0.4))
def items_joined_and_paired(x, y):
    total = 0.0
    for a, b in itertools.pairwise([x, y, x * y]):
        total += a * math.exp(b)
    for v in itertools.chain([x], (y, 2.0), range(2)):
        total = total * 0.5 + v
    for (a, b), k in zip(itertools.product((x, y), repeat=2), range(3)):
        total += a * b * k
    return total + sum(a * b for a, b in itertools.combinations([x, y, 3.0], 2))


@program((1.3, 0.4))
def items_accumulated(x, y):
    sums = list(itertools.accumulate([x, y, x]))
    products = list(itertools.accumulate([x, y, x], operator.mul, initial=2.0))
    return sums[2] * sums[1] + functools.reduce(lambda a, b: a * 0.5 + b, products)


@program((1.3,))
def items_filtered(x):
    weights = {"a": x, "b": 2.0, "c": x * x}
    kept = [weights[name] for name in filter(lambda name: name != "b", weights)]
    return sum(kept) * sum(filter(None, [1, 0, 2]))


@program((V4,))
def items_filtered_by_values(x):
    return sum(filter(lambda t: t > 0.0, [x[0], x[1]]))


@program((1.3, 0.4), refused="S2S206")
def joined_items_are_used_up(x, y):
    both = itertools.chain([x], [y])
    return sum(both) + sum(both)
