"""The zoo of iterators that are kept, and of generators; see `tests.programs`."""

import itertools
import math

from tests.programs import V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((1.3, 0.7))
def next_goes_on_where_it_was(x, y):
    it = iter([x, y, x * y])
    a = next(it)
    b = next(it)
    c = next(it, 2.0)
    return a * b + c * next(it, y) * next(iter(()), x)


@program((1.3, 0.7))
def generator_reads_names_when_it_is_asked(x, y):
    k = 2.0
    items = [x, y]
    g = (v * k for v in items)
    k = 3.0
    first = next(g)
    items.append(x * y)
    items[1] = y * y
    k = x
    total = sum(g)
    items = [1.0]
    return first * total + sum(items)


@program((V4,), (V4[:1],))
def generator_over_an_array_is_used_once(a):
    g = (v * v for v in a)
    pairs = zip(a, a[1:])
    rows = enumerate(a, 2)
    total = sum(g)
    for u, v in pairs:
        total += u * v
    for k, v in rows:
        total += k * v
    return total


@program((V4,))
def first_of_an_array_then_the_rest(a):
    it = iter(a)
    most = next(it)
    for v in it:
        most = most * math.sin(v) + 1.0
    return most


@program((V4, 0.1), (V4, 0.7), (V4, 5.0))
def first_that_is_larger(a, limit):
    best = next((v * v for v in a if v > limit), a[0])
    total = best
    for u in a:
        total += next((u * v for v in a if v > u + 1.05), 0.5) + next((u - v for v in a for _ in a if v < u), 0.0)
    return total


@program((1.3, 0.7))
def loop_goes_on_where_another_stopped(x, y):
    it = iter([("a", x), ("b", y), ("c", x * y), ("d", 2.0)])
    total = 0.0
    for name, v in it:
        total += v
        if name == "b":
            break
    for _, v in it:
        total *= v
    return total


@program((1.3, 3), (1.3, 0))
def iterator_around_a_loop(x, n):
    it = iter([x, x * x, 2.0])
    a = next(it)
    total = 1.0
    for k in range(n):
        total += a * k
    return total * next(it) + sum(it)


def take_two(items):
    return next(items) * 2.0 + next(items)


def rest(items, x):
    return map(lambda v: v * x, items)


@program((1.3, 0.7))
def iterator_is_handed_on_and_back(x, y):
    it = iter([x, y, x * y, 3.0])
    total = take_two(it)
    a, b = rest(it, y)
    return total * a * b


@program((1.3, 0.7), (0.7, 1.3))
def iterator_of_one_of_two_lists(x, y):
    it = iter([x, y * y]) if x > y else iter([y, x])
    a = next(it)
    if x > 1.0:
        a = a * x
    return a * next(it)


class Poly:
    def __init__(self, c):
        self.c = c

    def __iter__(self):
        return iter(self.c)

    def __add__(self, other):
        return Poly([a + b for a, b in zip(self, other)])


@program((1.3, 0.7))
def object_is_looped_over(x, y):
    p = Poly([x, y, x * y])
    total = 1.0
    for c in p:
        p.c[2] += 1.0
        total = total * x + c
    first, *others = p + Poly((y, x, 2.0))
    return total * first * sum(others) + max(p) + sum(c * c for c in p) + take_two(iter(p)) + math.hypot(*p)


@program((V4,))
def loop_over_an_object_with_an_array(a):
    total = 0.0
    for k, v in enumerate(Poly(a)):
        total += k * v * v
    return total + sum(Poly(a))


@program((V4, 3), (V4, 1), (V4, 9))
def slices_of_iterables(a, n):
    total = sum(itertools.islice(a, 1, n)) + sum(v * v for v in itertools.islice(a, 0, None, 2))
    for k, v in enumerate(itertools.islice([a[0], a[1], 2.0, a[2]], 1, 3)):
        total += (k + 1) * v
    for v in itertools.islice(a, 2):
        total = total * v
    return total


@program((1.3, 0.5), (0.4, 0.5))
def counts_without_an_end(x, y):
    total = x
    for k in itertools.count(1):
        if k % 2:
            continue
        total = total + y * k
        if total > 8.0:
            break
    for j, v in zip(itertools.count(2, 3), (x, y)):
        total += j * v
    for term in itertools.count(x, 0.5):
        total += term
        if term > 3.0:
            return total * k
    return 0.0


@program((V4,))
def counted_and_repeated_beside_an_array(a):
    total = sum(k * v for k, v in zip(itertools.count(1, 2), a))
    for (k, u), w in zip(enumerate(a), itertools.repeat(a[0])):
        total += k * u * w
    return total + sum(itertools.starmap(lambda u, v: u * v, zip(a, a[1:]))) + sum(itertools.repeat(a[1], 3))


@program((V4,))
def list_of_what_is_mapped(a):
    b = list(map(math.sin, a))
    c = list(v * v for v in a)
    return sum(b) * b[0] * c[-1] + sum(map(math.exp, b)) + max(map(abs, a))


@program((1.3, 0.7), refused="S2S206")
def iterator_is_used_twice(x, y):
    g = (v * y for v in (x, y))
    return sum(g) + sum(g)


@program((1.3, 0.7), refused="S2S206")
def iterator_moves_in_one_arm(x, y):
    it = iter([x, y, 2.0])
    total = next(it) if x > y else 0.0
    return total + next(it)


@program((1.3, 2), refused="S2S206")
def iterator_moves_in_a_loop(x, n):
    it = iter([x, x * x, 2.0])
    total = 0.0
    for _ in range(n):
        total += next(it)
    return total


@program((1.3, 0.7))
def iterator_beside_itself(x, y):
    it = iter([x, y, x * y, 2.0])
    return sum(a * b for a, b in zip(it, it))


@program((1.3, 0.7))
def generator_is_handed_to_a_function(x, y):
    return take_two(v * y for v in (x, y))


@program((1.3, 0.7), refused="S2S206")
def generators_of_a_comprehension(x, y):
    k = 5.0
    gs = [(v * k for v in (x, y)) for k in range(3)]
    return sum(gs[0]) * k


@program((V4,), (V4[:3],), (V4[:1],))
def one_iterator_beside_itself(x):
    total, it = 0.0, iter(x)
    for a, b in zip(it, it):
        total += a * b * b
    values = iter([v for v in (1.5, total, 2.0, total, 3.0)])
    for a, b in zip(*[values] * 2):
        total = total * a + b
    return total + sum(a * c for a, b, c in zip(*[iter(x)] * 3))


@program((V4,), (-V4,))
def next_of_what_is_sifted(x):
    first = next(filter(lambda v: v > 0.0, x))
    return first * next(itertools.takewhile(lambda v: v < 9.0, x)) + next(filter(lambda v: v > 9.0, x), first * first)


@program((1.1, 5), refused="S2S304")
def range_that_ends_where_it_begins(x, n):
    s = x
    for k in range(n)[1:0]:
        s = s * x + k
    return s


@program((1.1, 5, 2), (1.1, 6, 2), (1.1, 1, 3), (1.1, 0, 1), (1.1, -2, -1), (1.1, 4, -1))
def parts_of_ranges(x, n, step):
    s = x
    for k in range(1, n, step)[::-1]:
        s = s * x + k
    for k in range(n)[1:-1]:
        s = s * x + k
    for k in range(n, 0, -1)[2:]:
        s = s * x - k
    for k in range(7)[5:1:-2]:
        s = s * x - k
    return s
