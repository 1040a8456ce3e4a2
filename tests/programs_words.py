"""The zoo's programs of words that have a meaning of their own where others stand: names, jumps, scopes, defaults.

See `tests.programs`.
"""

import math

import numpy as np

from tests.programs import M33, V3, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)


@program((V4, 0.5), (V4[:0], 0.5), (-V4, 0.5))
def for_else_with_break_and_return(x, c):
    for i, e in enumerate(x):
        if e < 0:
            y = e * c
            break
        if e > 2:
            return e * e * c
    else:
        y = c * c
        e = 3.0 * c
    return y * e


@program((V4, 3), (V4, 0), (-V4, 9))
def while_else_inside_while_else(x, n):
    y = 1.0
    k = 0
    while k < n:
        j = 0
        while j < 4:
            if x[j] < 0:
                break
            y *= x[j]
            j += 1
        else:
            y += 1.0
            k += 1
            continue
        if k > 1:
            y *= 2.0
            break
        k += 1
    else:
        y = y * y
    return y * x[0]


@program((0.5, 1.5, 2), (0.5, -1.5, 0), (0.5, 1.5, 5))
def match_with_guards_and_captures(x, y, n):
    match n:
        case 0 | 1 if y > 0:
            r = x
        case 0 | 2 as k:
            r = x * y * (k + 1)
        case int(v) if v > 4:
            r = x**v
        case _:
            r = y
    match (x, [y, n]):
        case (a, [b, 0]):
            s = a - b
        case (a, [b, *rest]) if a > b:
            s = a * b * len(rest)
        case (a, [*_, c]):
            s = a * c
    return r * s


@program((V3,), (np.array([1.0, 2.0, 5.0]),))
def match_of_a_list_by_its_form(x):
    a = [x[0], x[1], x[2]]
    match a:
        case [p, q, r] if p > q:  # noqa: F841
            return p * q
        case [p, *rest]:
            return p * sum(rest)


@program((V3,))
def walrus_of_a_comprehension_stays(x):
    zs = [(last := e * 2.0) for e in (x[0], x[1], x[2]) if e > -5]
    return sum(zs) * last


@program((0.7, 1.2))
def defaults_bound_where_the_def_stands(x, y):
    k = x * y

    def g(a, b=k, *, c=k + 1.0):
        return a * b + c

    k = 100.0
    return g(x) + g(x, c=2.0) + g(x, y) * k


@program((0.7, 1.5))
def stars_in_calls_and_parameters(x, y):
    def g(a, b=2.0, *rest, c=1.0, **more):
        return a * b + sum(rest) * c + more.get("d", 3.0) * x

    t = (x, y)
    d = {"c": x * y, "d": y}
    return g(*t) + g(*t, *t, **d) + g(x, *[y, x], d=2.0) + g(**{"a": x})


@program((0.7, 1.5), (1.7, 1.5), (0.1, 0.2))
def chained_comparison_calls_each_once(x, y):
    n = 0

    def g(v):
        nonlocal n
        n += 1
        return v

    r = 0.0 < g(x) < g(y) <= g(x * y)
    return (x if r else y) * n


@program((V3,))
def deleted_names_and_items(x):
    a = [x[0], x[1], x[2] * 2]
    d = {"p": x[0], "q": x[1]}
    b = a
    del a[0], d["p"]
    del x
    x = 3.0
    del b[-1:]
    return a[0] * d["q"] * x


@program((V3,))
def targets_from_left_to_right(x):
    a = b = x * 2.0
    b[0] = 7.0 * x[1]
    c = d = e = x[2]
    c += 1.0
    i = 0
    z = [0.0, 0.0, 0.0]
    i, z[i] = 2, c
    z[i] = d
    return np.sum(a * b) + c * d * e + z[0] * 3 + z[2]


@program((-7.3, 2.0), (7.3, -2.0), (7.3, 2.0), (-7.3, -2.0))
def divmod_of_negative_numbers(x, y):
    q, r = divmod(x, y)
    return q * x + r * r + x % y * 3.0 + x // y + (-x) % y + divmod(x, 3)[1]


@program((-7.3, 2), (7.3, 0))
def rounded_to_digits(x, n):
    return (
        round(x, n) * x + round(x) * x + round(2.5) + round(x, 1) + math.floor(x) * x + math.ceil(x) + math.trunc(x) * x
    )


@program((2.7, V4), (-1.2, V4), (0.2, V4))
def index_made_of_a_float(x, v):
    i = int(x)
    j = int(round(abs(x)))  # noqa: RUF046
    return v[i] * x + v[j % len(v)] + v[int(np.floor(x))] * int(x)


@program((0.7, 10), (0.7, 0))
def integers_in_a_loop(x, n):
    a, b = 0, 1
    y = 0.0
    for i in range(n):
        a, b = b, (a + b) % 7
        if a & 1 and not i >> 2 & 1:
            y += x ** (a // 2)
        elif a ^ b == 3:
            y -= x * (a | b)
        else:
            y += x / (1 + a**2)
        k = -a // 2
        y += k * x
    return y * b


@program((0.9, 4), (0.9, 1), (0.9, 0))
def mutual_recursion_of_closures(x, n):
    def even(k, v):
        return v if k == 0 else odd(k - 1, v * x)

    def odd(k, v):
        return v * v if k == 0 else even(k - 1, v + x)

    return even(n, x)


@program((0.7, 3))
def names_that_shadow(x, range):
    np_ = x * 2.0
    w1 = np_ + range
    x_bar = w1 * x
    print_ = x_bar  # noqa: F841
    len = x_bar * 2
    w2_dot = len + w1
    t1 = [w2_dot]
    float = t1[0] * x
    return float * w1


@program((0.7, 1.3))
def modules_as_parameters(np, math):
    y = np * math
    for w3 in (np, math):
        y = y * w3 + np
    return y


@program((0.7, 1.3))
def greek_names_and_accents(α, Δt):
    β = α * Δt
    γ_ñ = β**2 + α

    def ψ(ξ):
        return ξ * β

    return ψ(γ_ñ) + α


@program((0.7, 1.3))
def soft_keywords_as_names(match, case):
    type = match * case
    _ = type + 1.0
    match match:
        case 0.75:
            r = case * _
        case _:
            r = type
    return r * _


@program((0.7,))
def parameter_called_like_a_derivative(f_value_and_grad):
    f_grad = f_value_and_grad**2

    def f(f_value_and_grad):
        return f_value_and_grad * f_grad

    return f(f_value_and_grad)


def squared_by_np(x):
    def np(v):
        return v * v

    return np(x)


@program((0.7,), reordered=True)
def inner_function_called_like_a_module(x):
    def math(v):
        return v + x

    return math(x) * squared_by_np(x) + np.sin(x)


@program((0.7, 4), (0.7, 0))
def loop_variable_read_when_called(x, n):
    fs = [None, None]
    for i in range(2):

        def f(v):
            return v * i + x  # noqa: B023

        fs[i] = f
    y = fs[0](x)
    i = 7
    return y + fs[0](x) * fs[1](2.0)


@program((0.7, 4), (0.7, 0), reordered=True)
def cell_rebound_between_calls(x, n):
    c = x

    def f(v):
        return v * c

    a = f(x)
    for _ in range(n):
        c = c * x + a
    b = f(x)
    c = 1.0
    return a + b + f(2.0)


@program((0.7, 4), (0.7, 1), (0.7, 0))
def loop_variable_after_no_turn(x, n):
    i = -1
    y = x
    for i in range(n):
        if i == 2:
            y = y * x
            continue
        y = y + i * x
    return y * (i + 2)


@program((0.7, 5), (0.7, 0))
def flag_that_leaves_two_loops(x, n):
    found = False
    y = 0.0
    for i in range(n):
        for j in range(i):
            y += x * j
            if y > 1.5:
                found = True
                break
        if found:
            break
    else:
        y = y - 1.0
    return y * x + (i if n else 3)


@program((-7.5, 2.0), (7.5, -2.0), (6.5, 2.0), (-6.5, 4.0))
def floor_and_remainder_of_negatives(x, y):
    return (x % y) * x + (x // y) * y + (-x % y) + x % -y + math.fmod(x, y) * y


@program((V3, 2), (V3, 0))
def augmented_through_a_list_of_aliases(x, n):
    a = x * 1.0
    b = a
    rows = [a, b]
    for k in range(n):
        rows[k % 2] += b[::-1] * 0.5
        b = b + 0.0
        b *= 2.0
    return np.sum(a * b)


@program(
    (M33,),
)
def rows_swapped_and_written(m):
    a = m * 1.0
    r0, r1 = a[0], a[1]
    r0 += r1
    a[1] = r0 * 2.0
    r0, r1 = r1, r0
    r0[0] = 9.0 * r1[2]
    for r in a:
        r[1] = r[0] * r[2]
    return np.sum(a * a)


@program((0.7, 1.5))
def and_or_give_back_operands(x, y):
    a = x if x > 1 else y if y > 1 else x * y
    b = (x and y) * (0.0 or x) + (not x) * y
    c = x > 0 and y or 3.0  # noqa: RUF021
    d = None or a
    return a * b + c * d


@program((0.7, 1.5))
def operands_evaluated_in_order(x, y):
    log = []

    def g(v):
        log.append(v)
        return v * len(log)

    d = {}
    d[0] = g(x)
    z = [0.0] * 4
    z[int(g(0.0)) + 1] = g(y)
    r = g(x) if g(y) > 0 else g(3.0)
    return r + z[1] + d[0] + sum(log)


@program((0.7, 1.5))
def default_list_that_is_kept(x, y):
    def push(v, acc=[]):  # noqa: B006
        acc.append(v)
        return sum(acc)

    return push(x) * 1.0 + push(y) * x


@program(
    (V3,),
)
def enumerate_of_zip_of_reversed(x):
    y = 0.0
    for i, (a, b) in enumerate(zip(reversed(x), x[1:]), start=2):
        y += a * b * i
    for a, (i, b) in zip(x, enumerate(x)):
        y += a * i * b
    return y + i


@program((0.7, 3), (0.7, 0))
def recursion_with_an_accumulator(x, n):
    def fact(k, acc=1.0):
        if k <= 1:
            return acc
        return fact(k - 1, acc * k * x)

    return fact(n) + fact(4)


@program(
    (V3, 2.0),
)
def generator_takes_its_iterable_at_once(x, k):
    xs = [x[0], x[1]]
    g = (e * k for e in xs)
    xs = [k]
    y = list(g)
    return y[0] * y[1] + len(y) * k


@program(
    (V3, 2.0),
)
def generator_reads_names_late(x, k):
    g = (e * k for e in x)
    k = 5.0
    return sum(g) * k


@program((V3, 2.0), (-V3, 2.0), (V3[:0], 2.0))
def extremes_with_defaults(x, k):
    a = max((e * k for e in x), default=k * k)
    b = min((e * e for e in x if e > 1.0), default=k)
    c = max([e for e in x], default=-1.0)
    return a * b + c * k


@program((V3, 2.0), (V3[:0], 2.0))
def default_computed_before_the_items(x, k):
    d = [k]

    def last():
        d.append(k * 3.0)
        return d[-1]

    best = max((e * len(d) for e in x), default=last())
    return best * k


@program((V3, 2.0), (V3[:0], 2.0))
def default_in_a_loop(x, k):
    y = 0.0
    for i in range(3):
        y += min((e * i for e in x if e * i > 0.55), default=y + k)
    return y


@program((M33, 2), (M33, 0))
def rows_take_from_rows_and_from_themselves(a, n):
    y = a * 1.0
    for i in range(n):
        y[i, 1:-1] += y[i, 2:]
        y[1, :] -= y[i, :] * a[0, 0]
        y[:, -1] *= y[:, 0]
        y[i, 1] += y[i, 0] * y[i + 1, 2]
    return np.sum(y * y)


@program((V4,), (-V4,))
def items_of_a_mask_are_read_and_stored(x):
    y = x * x
    large = y[y > 0.3] * x[0]
    y[x < 0.0] -= x[1]
    y[y > 0.5] *= 2.0
    return np.sum(large) * np.sum(y * y)


@program((0.7, 1.2), (1.2, 0.7))
def both_branches_return(x, y):
    def larger(a, b):
        if a > b:
            return a * b
        else:
            return b * b

    if x > y:
        z = larger(x, y) * x
        return z + y
    else:
        z = larger(y, x)
        return z - x * y


class Costs:
    def __init__(self, table, gap):
        self.table, self.gap = table, gap

    def __call__(self, a, b):
        return self.gap if "-" in (a, b) else self.table[ord(a) - ord("a"), ord(b) - 97]


@program((M33**2, 0.35), (M33**2, 5.0))
def words_aligned_by_costs_of_their_letters(table, gap):
    cost, first, second = Costs(table, gap), "abc", "acb"
    total = [[0.0] * 4 for _ in range(4)]
    for i in range(1, 4):
        total[i][0] = total[i - 1][0] + cost(first[i - 1], "-")
        total[0][i] = total[0][i - 1] + cost("-", second[i - 1])
    for i in range(1, 4):
        for j in range(1, 4):
            both = total[i - 1][j - 1] + cost(first[i - 1], second[j - 1])
            total[i][j] = min(both, total[i - 1][j] + gap, total[i][j - 1] + gap)
    return total[-1][-1] * table[ord(chr(99)) - 97, 0]
