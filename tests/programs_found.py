"""The zoo's programs that `tests.fuzz` found, minimised (see `tests.programs`): each one was wrong or crashed once."""

import math

import numpy as np

from tests.programs import M33, V4, V6, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

SINGLE = np.array([0.5, -0.25, 0.75, 0.3], dtype=np.float32)
KEPT = np.array([True, False, True, True])


# ---------------------------------------------------------------- loops inside of expressions


@program((V4, 0.5), (V4, -0.5))
def comprehension_in_a_conditional_expression(x, c):
    return c * x[0] if c <= 0 else sum([z * c for z in x])


@program((V4, 3), (-V4, 3))
def comprehension_behind_or(x, n):
    k = 0
    while True:
        k += 1
        if k > n or x[0] <= sum([z for z in x]):
            return k * x[0]


@program((V4, 3))
def generator_behind_and(x, n):
    k = 0
    while k < n and sum(0.5 * z for z in x) > 0.5:
        k += 1
        x = x * 0.9
    return x[0] * k


# ---------------------------------------------------------------- memory


@program((V4,))
def gathered_sum_with_an_item_of_itself(x):
    y = x * 1.0
    a = np.array([z for z in y])
    e = a + y[1:2]
    y *= e[np.array([0, 2, 2, 1])]
    return np.sum(y)


@program((abs(V4), 1), (abs(V4), 3))
def memory_that_is_written_or_truth_values(x, n):
    y = x.copy()
    y[1:] = 0.5 * x[0]
    z = y > 0.1 if n > 2 else y
    y[0] = 2.0 * x[1]
    return np.sum(z * x) + np.sum(y * y)


@program((abs(V4), 0), (abs(V4), 2), (abs(V4), 4))
def memory_that_is_written_or_integers(x, n):
    y = x.copy()
    y[1:] = 0.5 * x[0]
    z = y
    for k in range(n):
        if k == 1:
            z = np.arange(4)
        if k == 2:
            z = y[::-1]
        y[k] = y[k] * x[1] + z[k]
    return np.sum(z * x) + np.sum(y * y)


# ---------------------------------------------------------------- exits


@program((2.1,), (9.3,))
def nothing_behind_while_true(x):
    y = x
    while True:
        for k in range(3):
            if y * y < x + k:
                break
            y = 0.5 * (y + x / y)
        else:
            return y
        if y < 1.5:
            return y * k
        y = y * 0.9


@program((2.1, 3), (9.3, 0))
def helper_left_inside_while_true(x, n):
    s = 0.0
    for k in range(n):
        s += halved(x * (k + 1))
    return s * x


def halved(y):
    while True:
        y = y * 0.5
        if y < 1.0:
            return y * y


# ---------------------------------------------------------------- names, kinds and shapes


@program((V4,))
def mask_as_floats(x):
    positive = (x > 0.0).astype(float)
    return np.sum(positive * x * x) + np.sum((x < 0.5).astype(np.float64))


@program((V4, V4 * 0.5, 1.5))
def parameters_called_like_helpers(x, unbroadcast, halved_tangent):
    a = np.ones(4)
    a[1:-1] = unbroadcast[1:-1]
    return np.sum(a * x * unbroadcast[1:2]) * halved_tangent + halved(x[1])


@program((V4, V4 * 0.5), (V4, V4[:2]), (V4[:2], V4))
def shapes_compared(x, y):
    s = 0.0
    if x.shape == y.shape != (3,):
        s = np.sum(x * y)
    if (4,) == x.T.shape and (*y.shape, 1) != (4, 1):
        s = s * y[0] + x[3] * y[1]
    return s + x[1] * y[1]


@program((0.7, V4))
def parameter_called_underscore(x, _):
    for _k in range(2):
        _[1:3]
        x = x * _[_k]
    return x * np.sum(_)


@program((V4, 1.3), (V4, np.float64(1.3)), (np.zeros(4), 0.7))
def number_or_array_without_axes(x, p):
    s = np.where(x[0] < 0.0, 0.5, x[0]) and p
    p = 0.5 + s
    return np.sum(x * x) * p


@program((V4, np.array(0.7)), (-V4, np.array(0.7)), (-V4, 0.7))
def condition_or_array_without_axes(x, z):
    b = x[0] < 0.5 if x[1] > 0.0 else -z
    return np.sum(x * (0.5 + b))


@program((np.float64(0.8),), (np.float64(-0.3),), smooth=False)
def roots_of_either_sign(a):
    for _ in range(3):
        b = np.where(a < 0.0, a, np.sqrt(a))
        a = -(b * b + 1.21)
    return a * 1.0


@program((np.array([0.4, -0.7, 1.2]),), smooth=False)
def roots_where_positive_again_and_again(x):
    s = x * 0.0
    for k in range(3):
        x = np.where(x > 0.5, np.sqrt(x - 0.5) * (k - 1.2), x * x - 0.3)
        s = s + np.where(s > x, np.log(s - x) * x, x * x)
    return np.sum(s)


@program((np.float64(0.8), 3), (np.float64(-0.3), 3), smooth=False)
def roots_summed_where_positive(a, n):
    s = 0.0
    for _ in range(n):
        s = s + np.where(a < 0.0, a, np.sqrt(a))
        a = 0.5 - abs(a)
    return s


@program((np.array([0.4, -0.7, 1.2]), 1.3), (np.array([-0.4, 0.7, -1.2]), 1.3), smooth=False)
def roots_of_items_where_positive(x, a):
    y = 0.0
    for v in x:
        y += np.where(not v > 0.0, v * a, np.sqrt(v * a)) * y + a
    return y


@program((np.array([0.4, -0.7, 1.2]), 1.3), (np.array([-0.4, 0.7, -1.2]), 1.3), smooth=False)
def logarithm_of_a_number_or_array_without_axes(x, a):
    y = 0.0
    k = 0
    while k < 3:
        v = x[k] + y
        k += 1
        y = np.where(v > 0.1, np.log(v) * a, a * v)
    return y


@program(
    (np.array([0.4, -0.7, 1.2]), 1.3), (np.array([0.4, -0.7, 0.2]), -0.5), (-np.ones(3), np.float64(0.0)), smooth=False
)
def root_of_a_number_in_the_branch_of_arrays(x, a):
    y = np.where(x > 0.5, np.sqrt(a + 0.5 - x[2] * 0.0) * x, x * x)
    z = np.where(x > 3.0, np.log(a) * x, np.where(x < 1.9, x, np.sqrt(a - 2.0)))
    return np.sum(y[:2] * y[1:]) + np.sum(z[:2])


@program((np.array([0.4, -0.7, 1.2]), 1.3), (-np.array([0.4, -0.7, 0.0]), 1.3), smooth=False)
def logarithm_in_branches_of_two_choices(x, a):
    y = np.log(x)
    z = np.where(x > 0.0, x, np.sqrt(1.5 - 2.0 * x)) * np.where(x < 0.2, np.sqrt(0.7 - x), a)
    return np.sum(np.where(x > 0.0, y, 0.0) + np.where(x > 1.0, y * a, 1.0)) + np.sum(z)


# ---------------------------------------------------------------- shapes that are known only at run time


@program((V4,))
def a_shorter_adjoint_that_a_column_is_added_to(x):
    return np.sum(x[:, None] * x * np.arange(4.0))


@program((V6.reshape(3, 2), 2))
def products_of_stacks(x, heads):
    def split(t):
        return t.reshape(len(t), heads, 2 // heads).transpose(1, 0, 2)

    q, k, v = (split(t) for t in (x, 2.0 * x, x * x))
    scores = np.where(np.triu(np.ones((3, 3)), k=1).astype(bool), -5.0, q @ k.transpose(0, 2, 1))
    weights = np.exp(scores)
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.mean((weights @ v).transpose(1, 0, 2).reshape(x.shape) ** 2)


@program((np.array([0.4, -0.7, 1.2]), 1.3))
def array_of_items_written_by_numbers(x, a):
    y = np.array([v for v in x])
    y -= a**2
    z = np.array([1.0 for v in x])
    z *= a**2
    return y * z


@program((np.array([0.4, -0.7, 1.2]), 1.3), (np.array([0.4, -0.7]), 1.3))
def items_of_an_array_unpacked_with_a_star(x, a):
    first, *rest, last = x * a
    rest.append(first * last)
    low, *_ = x[:-1] if a < 1.0 else x
    return rest[0] * rest[-1] * sum(rest) + len(rest) * low


@program((np.outer(V4, V4), 1.3), (np.ones((2, 2)), 1.3))
def row_unpacked_with_a_star(m, a):
    (p, *q), m[0, 0] = m[0] * a, 2.0
    for row in m:
        try:
            _, second, _, *others = row
        except ValueError:
            return p * row[0]
        q.append(second * a)
        p = p * len(others) + sum(others)
    return p * q[0] + sum(q) * m[0, 0]


# ---------------------------------------------------------------- terms


@program((V4, 0.8))
def negative_of_the_largest_item(x, p):
    return -max(x) * p - min(x * p)


@program((V4,))
def difference_of_the_smallest_and_largest_items(x):
    return min(x) - max(x)


# ---------------------------------------------------------------- integers or floats


@program((V4, 3), (V4, 0))
def integers_that_become_floats_in_a_loop(x, n):
    a = np.zeros(4, int)
    total = 0
    for k in range(n):
        a = a + x * (k + 1)
        total = total + x[k]
    b = a * 0.5 + x
    b[1] += x[0]
    c = a.astype(float)
    c[2] = x[1]
    d = np.array([total, x[2]])
    d[0] = total * x[3]
    return np.sum(a * b * c) + np.sum(d * d)


@program((V4, 0.8, 3), (V4, 0.8, 2))
def factors_that_are_integers_or_floats(x, p, n):
    e = np.array([p if n == 3 else len(x) for z in range(4)])
    return np.sum(x * x) + np.sum(np.sin(x)) + np.sum(e * x)


@program((V4, 0.8, 3), (V4, 0.8, 2))
def integers_or_floats_whose_adjoint_is_added_to_at_an_item(x, p, n):
    e = np.array([0.5 if n == 3 else len(x) for z in range(4)])
    return x[1] * p + np.sum(e * x)


@program((V4, 0.8), (V4, -0.8))
def transposed_in_one_branch(x, p):
    m = np.outer(np.sin(x), x)
    e = m.T if p > 0.1 else m * p
    return np.sum(np.cos(e) @ x)


# ---------------------------------------------------------------- names that one path leaves undefined


@program((V4, 0.8, np.array(0.7)), (-V4, 0.8, np.array(0.7)))
def array_that_a_loop_within_a_loop_returns(x, p, c):
    for i in range(2):
        for j in range(i):
            c = sum([x, c < 0.0])
            return (c > 0.2) * p + x[j]
    return c


@program((V4, 0.8, 3, np.ones(4), False), (V4, 0.8, 3, np.ones(4), True), (V4, 0.3, 3, np.ones(4), True))
def pair_returned_from_a_loop_or_behind_it(x, p, n, u, flag):
    a = np.zeros(4)
    if p > 0.5:
        a = u
    a -= p
    for k in range(n):
        if k > 1 and flag:
            return (x * a, 1.0)
    s = x * p
    return (s + a, 0.5)


@program((V4, 0.8, 2), (V4, 0.8, 3), (V4, 0.3, 3), (V4, 0.8, 0))
def part_returned_from_a_loop_within_a_loop_or_the_whole_behind_it(x, p, n):
    a = np.zeros(4)
    for k in range(2):
        for j in range(n):
            rows = [x]
            for m in range(2):
                rows.append(x * a)
            if k > 0 and p > 0.5:
                return x[0:2] * p
            a += rows[1] + p
    return a * p


@program((V4, 0.1, 3), (V4, 0.3, 3), (V4, 0.9, 3), (V4, 0.9, 1))
def truth_values_numbers_or_none_from_loops(x, c, n):
    def picked(a):
        for k in range(n):
            for bound in (0.5, 0.2):
                if a < bound:
                    return x > 0.5
            if k > 1:
                return x * 2.0
        return None

    found = picked(c)
    return np.sum(x * x) if found is None else np.sum(x * found)


@program((V4, 0.1, 3), (V4, 0.9, 3), (V4, 0.9, 1))
def what_does_not_vary_or_what_does_from_loops(x, c, n):
    def picked(a, b):
        for k in range(n):
            for bound in (0.5, 0.2):
                if a < bound:
                    return b
            if k > 1:
                return x * 2.0
        return None

    found = picked(c, np.arange(4.0))
    return np.sum(x * x) if found is None else np.sum(x * found)


# ---------------------------------------------------------------- idioms of published functions


class Turn:
    """A rotation by its numbers."""

    def __init__(self, w, x, y):
        self.w, self.x, self.y = w, x, y

    @classmethod
    def about(cls, axis, angle):
        """A rotation about an axis."""
        return cls(np.cos(angle), *(c * np.sin(angle) for c in axis))

    def __mul__(self, o):
        return Turn(self.w * o.w - self.x * o.x, *[self.x * o.y, self.y * o.w + o.x])


@program((V4,))
def starred_arguments_that_are_computed(x):
    def norm(*parts, scale=1.0):
        return scale * sum(p * p for p in parts)

    a = Turn.about((x[0], x[1]), x[2])
    b = a * a
    print(*(len(n) for n in ("a", "bc")), *range(2))
    return norm(b.w, *[b.x, b.y], scale=x[3]) + norm(*map(float, (x[0], x[3])))


@program((V4, (0, 2, 1)))
def arrays_indexed_by_tuples_and_ranges(x, labels):
    n = len(x)
    a = np.outer(x, x)
    a[range(n), range(n)] += 2.0
    a[(0, 1), 1:3] *= x[[0, 1]]
    probabilities = np.exp(a[:3])
    chosen = probabilities[np.arange(3), labels] * probabilities[range(2, -1, -1), list(labels)]
    return np.sum(chosen) + x[range(2)].sum() * a[(1, 2)]


@program((V4,))
def sums_of_generators_from_a_start(x):
    total = sum((v * x for v in x), np.zeros(len(x)))
    whole = sum((x for _ in range(0)), start=x * 2.0)
    return np.sum(total * whole) + sum([v * v for v in x], 1.5)


@program((V4,))
def methods_of_numbers(x):
    a, b = x[0], np.sum(x)
    c = a.item() * b.copy() + x.item(1) * x[2] + b.mean() * a.sum()
    return c * (x[2] ** 2).item() + x[3].conj() ** 2 + np.outer(x, x).item(1, 2)


@program((V4,))
def a_dtype_decides(x):
    if x.dtype == float and x.dtype != np.float32:
        return np.sum(x * x)
    return np.sum(x**3) if x.dtype == "float32" else x[0]


def _transform(re, im):
    n = len(re)
    if n == 1:
        return re, im
    er, ei = _transform(re[::2], im[::2])
    dr, di = _transform(re[1::2], im[1::2])
    angle = -2.0 * np.pi * np.arange(n // 2) / n
    c, s = np.cos(angle), np.sin(angle)
    dr, di = c * dr - s * di, c * di + s * dr
    return np.concatenate([er + dr, er - dr]), np.concatenate([ei + di, ei - di])


@program((V4,))
def recursive_halves(x):
    re, im = _transform(x, np.zeros_like(x))
    return np.sum((re**2 + im**2) * x)


# ---------------------------------------------------------------- kinds of numbers


@program((V4, 0.8), (V4, 1.6))
def number_that_np_where_chooses_turn_by_turn(x, p):
    for _ in range(3):
        p = np.where(p**3 * 0.4 > 0.3, 0.5, p)
    return np.sum(x * p)


@program((V4, 0.8, 3), (V4, 1.6, 0))
def number_that_np_where_scales_turn_by_turn(x, p, n):
    for k in range(n):
        p = np.where(p > 0.3 * k, p * 0.7, x[k] * p)
    return p * x[0]


@program((V4, 3))
def snapshots_of_one_array_in_a_list(x, n):
    c, seen = x * 1.0, []
    for i in range(n):
        seen.append(c.copy())
        c[i] = c[i] * x[3]
        seen += [c.copy(), c[:2].copy()]
        seen[0] = c.copy()
        seen.insert(1, c.copy())
        c[3] += x[i]
    return sum(k * np.sum(v * v) for k, v in enumerate(seen))


@program((V4, 0.8), (V4, 0.5), (V4, 0.1), smooth=False)
def number_clipped_at_its_bounds(x, p):
    return np.clip(p, 0.5, 0.8) * np.sum(x) + np.sum(np.clip(x, None, p)) + np.clip(p, 0.1, None)


@program((V4, 4), (V4, 3), (V4, 0))
def class_of_a_number_that_the_run_decides(x, n):
    s = 0
    for k in range(n):
        match s:
            case int():
                s = s + 2
            case float() as z:
                s = z * x[k]
            case _:
                s = s * 2
        if k == 2 and isinstance(s, int):
            s = float(s) * x[0]
        if k == 3:
            s = s * x[1]
    return s * x[1] if isinstance(s, (float, str)) else x[0]


@program((V4, 0.8), (-V4, 0.8), (V4, -0.3))
def functions_of_numbers_of_what_may_be_an_array_without_axes(x, p):
    s = np.where(p > 0.1, p * p, 0.5) if x[0] > 0.1 else p * 3.0
    t = math.sin(s) + float(s) * math.hypot(np.where(p > 0.2, p, 0.5), 1.1) + np.float64(np.where(p > 0.5, p, 0.2))
    if s:
        t = t + 1.0 / (1.0 + int(s * 4) ** 2)
    u = (s and x[1]) or s
    if u > 0.1:
        t = t * u
    while not (s > 3 and t):
        s = s + 1
    return float(t * u) + math.tanh(s)


@program((np.array([[0.5, 1.5, -0.3], [3.0, 0.2, 0.9]]),), tolerance=1e-7)
def guarded_by_what_it_divides_by(m):
    with np.errstate(all="ignore"):
        n = np.sqrt(np.sum(m * m, axis=1, keepdims=True) * np.array([[0.0], [1.0]]))
        unit = np.where(n > 0.0, m / n, 2.0 * m)
        r = np.sqrt(m[:, :1] * np.array([[1.0], [0.0]]))
        return np.sum(unit * np.arange(6.0).reshape(2, 3)) + np.sum(np.where(r != 0.0, 1.0 / r, m[0, 0]))


@program((1.3, V4))
def repeated_scalar_whose_tangent_is_added_to(x, a):
    y = np.zeros(4)
    y[0] = x * a[1]
    return np.sum(y * a) + np.linalg.norm(a) + np.broadcast_to(x, (4,)) @ a


@program((0.7, 0.8, 2), (0.7, 0.8, 0))
def numbers_of_numpy_from_a_tape_of_python_numbers(x, p, n):
    s = x
    for _ in range(n):
        s = np.sin(x) * p
        p = 0.5
    return s


@program((V4, np.array(-0.4)), (V4 + 5.0, np.array(-0.4)), (V4, 0.3))
def real_number_of_a_complex_one_or_an_array(x, p):
    size = 0.5
    for z in x:
        if z > 4.5:
            p = z * 0.1
        w = np.exp(1j * p) + 2.0
        size = size * abs(w) + w.real * w.imag
    return x * (p + size)


@program((SINGLE, 0.8), (SINGLE, -0.8), tolerance=2e-4, smooth=False)
def complex_number_of_single_precision_or_of_python(x, p):
    s = min(x[0], p)
    return abs((1j * s).real) + abs((s + 2j).real) * 0.5


@program((V4, SINGLE, 0.8), (V4, SINGLE, -0.8), tolerance=2e-4, smooth=False)
def single_precision_times_complex_numbers_in_a_branch(x, u, p):
    s = p
    if s > 0.0:
        s = np.sum(np.exp(1j * x) * u).imag
    return s + np.sum(u * u)


# ---------------------------------------------------------------- terms that are folded


@program((abs(V4), 0.8, 3), (abs(V4), 0.8, 0))
def stack_of_a_list_that_begins_with_a_sum(x, p, n):
    rows = [np.sum(np.ones((4, 4)) * p, axis=0)]
    for _ in range(n):
        rows.append(x)
    return np.log(np.sum(np.stack(rows)))


@program((V4, 0.3), (V4, -0.0), (V4, 0.0), smooth=False)
def logarithm_of_zero_that_np_where_leaves_out_turn_by_turn(x, z):
    for k in range(3):
        z = 0.1 - np.where(z > 0.1, np.log(z), z)
        if x[k] < 0.8:
            return z * z
    return z


@program((V4, 0.8), (V4, -0.8))
def new_or_old_array_in_a_loop_is_written(x, p):
    y = np.sin(x)
    for k in range(2):
        z = np.zeros(4)
        if p > 0.0:
            z = y
        z[1] = x[2] if k < 1 else 1.0
        z[k] *= x[3]
    return y


@program((0.7,), (-0.3,))
def conditions_of_while_in_while_that_branch(x):
    s, n = x, 0
    while n < 3 and math.exp(-s) * s < 0.9:
        n += 1
        k = 0
        while k < 2 and math.sin(s) + 0.1 * k < 0.95:
            k += 1
            s = s * 0.8 + 0.3
        s = s + 0.1 * x
    return s * x


@program((V4, 2, (0.4, 0.7)), (V4, 1, (0.4, 0.7)))
def array_named_in_an_inner_loop_beside_a_pair(x, n, pair):
    y = x.copy()
    s = pair[0]
    for _ in range(2):
        for _ in range(n):
            z = y
        s = s * z[n]
    return s + np.sum(z * x)


@program((V4, SINGLE), (-V4, SINGLE), tolerance=2e-4, smooth=False)
def clipped_product_with_single_precision(x, y):
    return x[0] * np.maximum(x[1], np.minimum(np.dot(y, x), 0.1))


@program((np.array([0.4, -0.7, 1.2]),), (np.array([0.4, 1.2, -0.7]),), (np.array([0.4, 1.2, 0.6]),), smooth=False)
def choice_in_a_choice_whose_last_turn_counts(x):
    for k in range(3):
        y = 0.5 / x[k] - 0.77
        z = np.minimum(np.where(y < 0.01, y, np.sqrt(y)), 0.9)
    return z


@program((V4, 2), (-V4, 2), (V4, 0), smooth=False)
def choice_of_an_item_of_written_memory_turn_by_turn(x, n):
    x[3] *= 0.5
    y = x[0]
    for k in range(n):
        z = x[k + 1]
        y = np.where(z < 0.01, z, np.sqrt(z)) * 1.3
    return y * x[0]


@program((V4, 2), (-V4, 2), (V4, 0), smooth=False)
def choice_of_an_item_that_is_written_turn_by_turn(x, n):
    a = x.copy()
    for k in range(n):
        z = a[k + 1]
        y = np.where(z < 0.01, z, np.sqrt(z)) * 1.3
        a[k + 1] = 0.8 * a[k] - 0.1
        a[k] *= y
    return np.sum(a * a)


@program((V4,), (V4 * 9.0,), (-V4,))
def lists_of_indices_that_may_be_empty(x):
    picks, y, m = [], x * 2.0, np.outer(x, x)
    for k in range(4):
        if x[k] > 2.0:
            picks.append(k)
    y[picks] *= x[1]
    y[picks] += x[picks] ** 2
    m[picks] *= x
    m[:, picks] = x[0]
    return np.sum(m) + y @ x + np.sum(x[picks[::-1]] * np.arange(len(picks)))


def located(rows, limit):
    for i, row in enumerate(rows):
        for j, z in enumerate(row):
            if z * limit > 0.3:
                return i, j, z * limit
    return -1, 0, limit


@program((V4,), (V4 * 9.0,), (-V4 * 0.1,))
def one_number_for_two_results_that_a_search_leaves_undefined(x):
    i, j, z = located([[x[0], x[1]], [x[2]]], x[0])
    return x[i] * z + x[j]


@program((V4,), (V4 * 9.0,), (-V4 * 0.1,))
def one_number_of_two_names_out_of_loops(x):
    s = t = 0.0
    for i in (0, 1):
        for j in (0, 2):
            if x[j] * x[i] > 0.1:
                k, s = i, x[j] * 2.0
                t = s
                break
        else:
            continue
        break
    else:
        return x[0] * x[1]
    return x[k] * s * t * x[i]


@program((V4,), (V4 * 9.0,))
def numbers_beside_arrays_in_hstack(x):
    y = np.hstack((0.0, np.cumsum(x[1:]) * x[0]))
    z = np.hstack([x[:2], x[2] ** 2, [x[3], 2]])
    return np.sum(y * x) + z[2] * z[-2] * z[-1]


@program((V4,), (V4 * 9.0,))
def rows_and_columns_beside_matrices(x):
    m = np.outer(x, np.sin(x))
    below = np.vstack((m[:3], x * x, [x[3], 2, x[0], 1.0]))
    beside = np.column_stack([np.ones(4), m[:, 1:], x])
    return np.sum(below * x) + np.sum(beside @ np.arange(5.0) * x)


@program((V4, 3), (V4, 0))
def nothing_flows_through_a_choice_in_a_loop(x, n):
    s = 1
    for _ in range(n):
        s = np.dot(x, np.where(s > 0.1, KEPT, x[::-1]))
    return x * 2.0


@program((0.3 * V4, 3), (0.3 * V4, 0))
def nothing_flows_through_arrays_of_lists_in_a_loop(x, n):
    for s in x:
        k = 0
        while k < n and s > -5.0:
            k += 1
            s = np.array([z * z for z in x]) @ np.maximum(x, 0.9)
    return x * np.sum(x)


@program((V4, 3), (V4, 0))
def nothing_flows_through_products_in_a_loop(x, n):
    s = 1.0
    for _ in range(n):
        s = np.sum(np.outer(x, x)[1:, 0].cumsum()) + np.sum(M33 @ (s * x)[:3].reshape(3, 1).T.ravel())
    return np.sum(x * x)


@program((V4, 2), (V4, 0), smooth=False)
def nothing_flows_through_parts_in_a_loop(x, n):
    k, s = 0, 0.3
    e = np.cos(x)
    while k < n:
        k += 1
        for _ in range(n):
            s = np.sum(np.lib.stride_tricks.sliding_window_view(e, 2) ** 2) + np.sum(np.repeat(e, 2) ** 2)
            s += np.sum(np.einsum("i,j->ij", e, x) ** 2) + np.sum(np.diff(e) ** 2) + np.sum(np.pad(e, 2) ** 2)
            s += np.sum(np.linalg.solve(np.eye(4) + np.outer(x, x), e) ** 2)
        s = np.minimum(float(s) // 0.6 + 0.1, 0.9)
    return np.sum(e) * s


@program((V4, np.float64(-1.1)))
def number_of_numpy_whose_second_adjoint_is_nothing(x, q):
    a = x * 1.0
    a[:2] = np.sum(x)
    q = next((z for z in a if z > 0.5), 0.3 * x[0])
    return np.sum(a * a) + q


@program((M33,))
def padded_without_width_and_written(a):
    b = a * 1.0
    p = np.pad(b, 0, mode="reflect")
    p[0] *= b[1]
    b[1] *= p[2]
    return np.sum(p**2 * b) + np.sum(np.diff(b, 0) * p)


class Ball:
    def __init__(self, mass, place):
        self.mass = mass
        self.place = place

    def push(self, force):
        self.mass = self.mass * 0.5 + force
        self.place[0] += force

    def energy(self, factor):
        return self.mass * factor + self.place[1]


@program((0.8, V4, 3, np.int64(2)), (0.8, V4, 0, np.int64(3)), reordered=True)
def infinite_mass_that_is_not_used(p, x, n, m):
    a = np.zeros(4)
    with np.errstate(divide="ignore"):
        s = p / (m % 2)
    ball = Ball(np.maximum(s, 0.5), a)
    ball.push(p)
    s = ball.energy(x[0])
    k = 0
    while k < n and x[0] > -9.0:
        k += 1
        s = x[1] * k
    return s + a[0] ** 2 + p


@program((0.4, SINGLE[:1], 1))
def number_where_another_path_has_single_precision(x, u, n):
    s = u if n > 5 else 0.5 * x
    return math.cos(s * s)


@program((V4, np.float64(-1.1)))
def part_of_a_complex_number_that_is_rounded(x, p):
    s = ((x[0] - 0.5j) * p).imag
    for _ in range(2):
        s = int(s).imag
    return 0.5 + s


@program((V4, 0.5, 2))
def view_that_only_indices_and_conditions_read(x, p, n):
    v = x[::-1]
    r = p
    for s in [np.sum(np.tanh(v[::-1] * v)), p]:
        for _ in range(n):
            if np.sum(np.tanh(v)) > -5.0:
                r = x[int(abs(s)) % 4] * r
            else:
                t = x[0]  # noqa: F841
            s = np.sum(x**2)
    return r + np.sum(x * x)


def _four_times_a_condition(a, b):
    return np.array([0.5 <= b, a, a, a]) * (b > 0.2) * -0.34


@program((0.8,), (0.3,), smooth=False)
def array_times_a_condition_and_a_negative_number(p):
    return np.sum(_four_times_a_condition(p, p * p) * p)


def _four_times_an_unsigned_number(a, k):
    return np.array([a, a * a]) * k * -0.34


@program((0.8, np.uint8(3)), (0.3, np.int8(-128)), reordered=True)
def array_times_a_small_integer_and_a_negative_number(p, k):
    return np.sum(_four_times_an_unsigned_number(p, k) * p)


@program((V4, np.uint8(200)), (V4, np.int8(-128)), (V4, np.array([200, 3, 0, 7], np.uint8)))
def small_integers_less_a_product(x, k):
    return np.sum(k - x * k)


@program((V4, np.uint8(200)), (V4, np.int8(-100)), (V4, np.array([200, 3, 16, 7], np.uint8)))
def angle_with_a_small_integer(x, k):
    return np.sum(np.arctan2(x, k))


@program((V4 * V4, np.int8(-128)), (V4 * V4, np.uint8(0)))
def power_to_a_small_integer(x, k):
    return np.sum((0.9 + 0.01 * x) ** k)


def _of_one_number_or_itself(a, b):
    for k in range(3):
        if k != 1:
            a = a * ((b**2 - b**3 * 0.1) or (b**2 - b**3 * 0.1))
        else:
            b = (1.2 + a**2) ** np.tanh(b)
    return a


@program((0.8,), (np.float64(0.8),), reordered=True)
def branch_of_which_nothing_is_printed(x):
    return _of_one_number_or_itself(_of_one_number_or_itself(x, x), x) + _of_one_number_or_itself(x, 0.5)


@program((V4, 0.5), (-V4, 2.0))
def number_that_where_rebinds_in_loops_in_loops(x, s):
    for i in range(2):
        for j in range(3):
            s = np.where(x[i] > 0.35, s * x[j], s + x[i])
    return s * x[0]


@program((V4,))
def arrays_that_numbers_become_in_loops_in_loops(x):
    s = 0.5
    for i in range(2):
        for j in range(2):
            for k in range(3):
                s = np.where(x[i] > 0.35, s * x[j], s + x[k]) * x
    return s[0] * s @ x


@program((V4, 0.0), (V4, 0.3))
def zero_adjoint_of_a_loop_meets_an_infinite_partial(x, y):
    s = 1.0
    with np.errstate(all="ignore"):
        for _ in range(2):
            s = (round(s) + float(np.where(y > 0.1, np.log(y), y * 0.5))) * x[1]
    return np.sum(x * x)
