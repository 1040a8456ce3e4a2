"""The zoo of generators that are handed to functions, returned by them, or run over what the run decides."""

import math

import numpy as np

from tests.programs import M23, M33, P4, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


def total(values):
    s = 0.0
    for v in values:
        s = s + v
    return s


def mean_of(values):
    n, s = 0, 0.0
    for v in values:
        s += v
        n += 1
    return s / n


def product_of(values):
    p = 1.0
    for v in values:
        p *= v
    return p


def spread(values):
    low = high = None
    for v in values:
        if low is None or v < low:
            low = v
        if high is None or v > high:
            high = v
    return high - low


def first_above(values, limit):
    for v in values:
        if v > limit:
            return v
    return limit


def log_sum_exp(terms):
    terms = list(terms)
    most = max(terms)
    return most + math.log(sum(math.exp(t - most) for t in terms))


@program((P4,), (P4[:1],))
def handed_generators(x):
    return total(v * v for v in x) * mean_of(math.sin(v) for v in x if v > 0.2) + spread(v**3 for v in x)


@program((V4, 2.0), (V4, 0.1), smooth=False)
def handed_generator_stops_early(x, limit):
    return first_above((1.0 / v for v in x if v != 0.3), limit) * first_above((math.log(v) for v in x), -9.0)


@program((M23,), (M33,))
def handed_generator_of_two_loops(m):
    return log_sum_exp(a * b for row in m if row[0] > 0.2 for a, b in zip(row, row[1:]) if a < b) * total(
        m[i, j] ** 2 for i in range(len(m)) for j in range(i)
    )


@program((P4,), reordered=True)
def handed_generators_read_variables_of_comprehensions(x):
    n = len(x)
    weights = [product_of((1.7 - x[j]) / (x[i] - x[j]) for j in range(n) if j != i) for i in range(n)]
    return sum(w * w for w in weights) + sum(total(x[i] * x[j] for j in range(i)) for i in range(n))


@program((P4, 1.5))
def handed_generator_reads_names_late(x, k):
    y = x * 1.0
    g = (v * y[0] * k for v in x if v > 0.5)
    k = k * k
    y[0] = x[3]
    s = 0.0
    for v in g:
        y[0] += v
        s += v * k
    return s + total(u * k for u in y)


def add_up(y, values):
    s = 0.0
    for v in values:
        y[0] += v
        s += v * y[1]
    return s


@program((P4,))
def handed_generator_reads_what_its_reader_writes(x):
    y = x.copy()
    return add_up(y, (v * y[0] for v in x)) + add_up(y, (v * y[0] for v in y if v > 1.0))


def squares(values):
    return (v * v for v in values)


def every_other(values, k=0):
    return (v for i, v in enumerate(values, k) if i % 2 == 0)


@program((P4,))
def returned_generators(x):
    found = squares(every_other(squares(x)))
    return total(found) + max(every_other(x, 1)) * len(list(squares(x)))


def two(values):
    return next(values) * next(values)


@program((P4,), (P4[:2],))
def handed_generator_goes_on_where_it_was(x):
    g = (v * math.exp(v) for v in x)
    return two(g) + total(g)


def simpson(f, a, b):
    return (b - a) / 6.0 * (f(a) + 4.0 * f(0.5 * (a + b)) + f(b))


@program((P4,))
def functions_in_comprehensions_read_their_variables(x):
    areas = np.array([simpson(lambda t: math.exp(-t * v) + i * t, 0.0, v) for i, v in enumerate(x)])  # noqa: B023
    known = [simpson(lambda t: t * v * x[0], 0.0, 1.0) for v in (0.5, 2.0)]  # noqa: B023
    rest = sum(simpson(lambda t: t**2 * v, 0.0, v) for v in x if v > 0.5)  # noqa: B023
    return np.sum(areas**2) + sum(known) + rest


@program((P4, 1.0), (P4, 9.0))
def loops_over_generators_with_conditions(x, bound):
    s = 1.0
    for v in (u * w for u in x if u > 0.5 for w in x if w < u):
        if v > bound:
            break
        s += v * v
    else:
        s *= x[0]
    for i, v in enumerate(v * s for v in x if v < bound):
        if i == 1:
            continue
        s += i * v
    for u in (a - b for a in x for b in x if a > b):
        if u > 1.0:
            return s * u
    return s


@program((M23,))
def generators_with_conditions_in_one_another(m):
    s = 0.0
    for row in (r * r for r in m if r[0] > 0.0):
        for v in (u for u in row if u > 0.3):
            if v > 2.0:
                continue
            s += v
        else:
            s *= 1.5
    else:
        s += m[0, 0]
    return s


@program((P4,), (P4[2:],))
def filters_by_computed_values(x):
    large = filter(lambda v: v > 0.5, (v * v for v in x))
    kept = list(filter(lambda v: v * x[0] > 0.1, x))
    return sum(large) + sum(kept) * len(kept) + total(map(lambda v: v * x[0], filter(None, x)))


@program(({"a": 0.4, "b": 1.5},))
def handed_generators_over_a_dict(d):
    return total(v * v for k, v in d.items() if k != "a") + total(d[k] for k in d if d[k] > 0.2)


class Sum:
    def __init__(self):
        self.value = 0.0

    def feed(self, values):
        for v in values:
            self.value += v
        return self


@program((P4,))
def methods_are_handed_generators(x):
    s = Sum()
    s.feed(v * v for v in x).feed(v * s.value for v in x if v > 0.5)
    return s.value


@program((P4,), refused="S2S206")
def handed_generator_is_used_twice(x):
    g = (v * v for v in x)
    return total(g) + total(g)


@program((P4,), refused="S2S206")
def handed_generator_binds_a_name(x):
    return total((last := v * v) for v in x) * last


@program((1.3, 0.7), refused="S2S206")
def generators_of_a_comprehension_that_is_over(x, y):
    k = 5.0
    gs = [(v * k for v in (x, y)) for k in range(3)]
    return total(gs[0]) * sum([total(gs[1]) for k in (1.0, 2.0)]) * k


@program((1.3, 0.7), refused="S2S206")
def generator_is_taken_out_of_a_comprehension(x, y):
    k = 5.0
    return sum([(v * k for v in (x, y)) for k in range(3)][0]) * k  # noqa: RUF015


@program((P4,), refused="S2S305")
def generators_in_two_branches(x):
    g = (v * v for v in x) if x[0] > 1.0 else (v for v in x if v > 0.5)
    return total(g)


@program((P4,), refused="S2S305")
def one_of_two_generators_is_summed(x):
    if x[0] > 1.0:
        g = (v * v for v in x)
    else:
        g = (v for v in x)
    return sum(g)


@program((M33, P4[:3], 3))
def sums_without_an_index_that_read_what_is_written(a, b, n):
    x = np.zeros(len(b))
    for _ in range(n):
        for i in range(len(b)):
            s = total(a[i, j] * x[j] for j in range(len(b)) if j != i)
            x[i] = (b[i] - s) / (4.0 + a[i, i])
    return np.sum(x**2)


@program((P4,))
def functions_of_generators_change_what_is_around(x):
    kept, k = [], 1.0

    def push(v):
        nonlocal k
        kept.append(v)
        k = k * v
        return v * k

    s = total(push(v) for v in x if v > 0.5)
    return s * sum(kept) * k
