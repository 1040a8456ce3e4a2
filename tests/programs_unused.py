"""The zoo's programs that compute more than the path taken uses, at points where what is thrown away has an infinite
partial: its adjoint is none, and zero times infinity is not asked for (see `tests.programs`)."""

import math

import numpy as np

from tests.programs import P4, V4, Program, collector

PROGRAMS: dict[str, Program] = {}
program = collector(PROGRAMS)

O3 = np.array([0.0, 4.0, 1.0])


# ---------------------------------------------------------------- branches


@program((0.0,), (4.0,), smooth=False)
def root_in_one_arm_of_an_expression(x):
    r = math.sqrt(x)
    return 2 * r if r > 1 else 3.0 * x


@program((0.0,), (4.0,), smooth=False)
def root_in_the_other_arm(x):
    r = math.sqrt(x)
    t = 2 * r
    if t < 1:
        y = 3.0 * x
    else:
        y = t * t * r
    return y * x


@program((np.float64(0.0),), (np.float64(0.25),), smooth=False)
def root_or_something(x):
    return np.sqrt(x) or x + 1


@program((np.float64(0.0), 2.0), (np.float64(0.25), 2.0), (np.float64(0.25), 0.0), smooth=False)
def root_and_something(x, p):
    s = x * p
    return (np.sqrt(s) and p * p) + s


@program((0.0, 0.5), (4.0, 0.0), (4.0, -0.5), smooth=False)
def weight_that_is_zero_by_accident(x, y):
    # The adjoint of the root is y, which may be zero where the root is used: the mixed derivative is not.
    r = math.sqrt(x)
    if r > 1:
        return y * r
    return x * y


@program((np.float64(0.0),), (np.float64(0.04),), (np.float64(4.0),), smooth=False)
def root_returned_early(x):
    r = x**0.5
    if r == 0:
        return x + 1
    if r < 1:
        return x * r
    return np.log(x) * r


@program((0.0, True), (0.0, False), (4.0, True), smooth=False)
def two_branches_use_one_root(x, c):
    r = math.sqrt(x)
    y = x
    if x > 1:
        y = y + r
    if c and x > 2:
        y = y * r
    return y


@program((0.0,), (0.3,), (3.0,), smooth=False)
def root_in_nested_arms(x):
    r = math.sqrt(x)
    a = math.asin(min(x, 1.0))
    if x > 0:
        if x < 1:
            y = a * r
        else:
            y = r
    else:
        y = 1.0 + x
    return y * y


@program((np.float64(1000.0),), (np.float64(1.5),), smooth=False)
def overflow_of_the_other_arm(x):
    e = np.exp(x)
    t = e * e
    return np.log1p(e) + t if x < 100 else x * x


@program((np.float64(0.0), 2.0), (np.float64(0.5), 2.0), smooth=False)
def quotient_of_the_other_arm(x, y):
    q = y / x
    z = np.log(x)
    if x == 0:
        return y * x
    return q * z


@program((np.float64(0.0), np.float64(0.0)), (np.float64(1.0), np.float64(2.0)), smooth=False)
def angle_of_the_other_arm(x, y):
    a = np.arctan2(y, x)
    b = np.arctan2(x, y)
    r = x * x + y * y
    return a * r + b if r > 0 else x - y


@program((np.array([0.0, 4.0]), 0), (np.array([0.3, 4.0]), 1), smooth=False)
def array_of_roots_in_one_arm(x, k):
    r = np.sqrt(x)
    t = 2.0 * r
    if x[k] > 0.2:
        return np.sum(t * x)
    return np.sum(x)


# ---------------------------------------------------------------- loops


@program((0.0, 0), (4.0, 3), smooth=False)
def root_in_a_loop_that_may_not_turn(x, n):
    r = math.sqrt(x)
    s = x
    for i in range(n):
        s = s + r * i
    return s


@program((0.0, 3.0), (5.0, 3.0), (5.0, 0.5), smooth=False)
def root_behind_a_break(x, c):
    r = np.sqrt(x)
    s, k = 0.0, 0
    while True:
        if k * c >= x:
            break
        s += r
        k += 1
    return s + x


@program((np.array([0.0, 4.0, 1.0]),), (np.array([2.0, 0.0, 1.0]),), smooth=False)
def greatest_root(x):
    best = -1.0
    for i in range(3):
        d = math.sqrt(x[i])
        if d > best:
            best = d
    return best


@program((O3, 1.5), (O3, 0.0), smooth=False)
def roots_that_are_skipped(x, c):
    s = 1.0
    for v in x:
        r = np.sqrt(v)
        if v < 0.5:
            continue
        s = s * r + c * v
    return s


@program((O3, 1.5), (O3[1:], 1.5), smooth=False)
def root_thrown_away_by_break(x, c):
    r = 1.0
    for v in x:
        r = np.sqrt(v) * c
        if r > 3:
            break
        r = v * v + c
    return r


# ---------------------------------------------------------------- functions


def root_of(p):
    return np.sqrt(p)


@program((0.0,), (4.0,), smooth=False)
def root_of_a_helper(x):
    r = root_of(x)
    if r > 1:
        return r * x
    return x


@program((V4,), (V4 - 0.3,), smooth=False)
def norm_in_one_arm(x):
    n = math.sqrt(x[0] ** 2)
    if n > 0:
        return x[1] / n
    return x[1] * x[2]


@program((np.float64(0.0), 2.0), (np.float64(0.25), 2.0), smooth=False)
def root_in_a_with_block(x, p):
    r = np.sqrt(x) * p
    y = x
    with np.errstate(all="ignore"):
        y = y * p
        if x > 0.1:
            y = y / r
    return y


@program((np.float64(4.0), 2.0), (np.float64(0.0), 2.0), smooth=False)
def root_where_something_is_tried(x, p):
    r = math.sqrt(x)
    y = p
    try:
        z = 1.0 / float(x)
        y = z * r * p
    except ZeroDivisionError:
        y = y * p
    return y + x


def _scaled_in_place(a, b):
    a *= b
    return math.log(1.5 + a[0] * a[0])


@program((np.array([0.4, -0.7]), 2.0), (np.array([1.4, 0.7]), 0.5))
def result_of_the_last_call_of_one_that_writes(x, p):
    a = x * p
    s = 0.0
    for k in range(3):
        s = _scaled_in_place(a, x[k % 2] + p)
    return np.sum(a) * p + s


@program((np.array([0.4, -0.7, 0.0]), 2), smooth=False)
def choice_on_the_last_turn(x, n):
    s = 0.0
    for _ in range(n + 1):
        s = np.sum(np.where(x > 0.0, np.sqrt(x), -x * x))
    return s


# ---------------------------------------------------------------- choices in choices

C3 = np.array([1.0, 1.0, -1.0])


@program((C3, O3), (-C3, O3 + 0.3), smooth=False)
def the_larger_of_two_in_one_branch(c, x):
    return np.sum(np.where(c > 0, np.maximum(np.log(x), -9.0) * x[1], x))


@program((C3, O3), (-C3, O3 + 0.3), smooth=False)
def choice_in_a_branch_of_a_choice(c, x):
    return np.sum(np.where(c > 0, np.where(x > 0.1, 3.0 * np.log(x), 2.0 * x), x * x))


@program((C3, O3), (-C3, O3 + 0.3), smooth=False)
def one_root_in_both_branches_of_the_inner_choice(c, x):
    r = np.sqrt(x) * x[1]
    return np.sum(np.where(c * x > 0, np.where(x > 2, r, 3.0 * r), x * c))


@program((1.0, 0.0), (0.0, 0.5), (-1.0, 4.0), smooth=False)
def number_chosen_twice(c, x):
    inner = float(np.where(x < 0.0, -x, np.sqrt(x)))
    return max(float(np.where(c > 0.5, c * x, inner)), x - 9.0)


@program((C3, O3), (C3, O3 + 0.3), smooth=False)
def choices_round_and_round(c, x):
    s = x[1]
    for i in range(3):
        s = s + np.where(c[i] > 0, np.where(x[i] > 0.1, np.log(x[i]), s * x[i]), x[i])
    return s


# ---------------------------------------------------------------- calls


@program((0.0, 2.0), (4.0, 2.0), smooth=False)
def result_of_a_call_that_nothing_uses(x, p):
    r = root_of(x)
    s = p * x
    for k in range(2):
        pair = (s * p, root_of(r * x))
        s = pair[0] * len(pair) + k
    return s


def _half(a):
    return a.real * 0.5


def _stored_and_chosen(a, b):
    a[0] = b
    return float(np.where(b > 0.1, np.where(b > 9.0, 2.0, b * b), _half(a[0])))


@program((0.4,), (-0.4,), (9.5,), smooth=False)
def call_in_one_branch_of_a_choice(b):
    # The adjoint of a call takes no condition: it is cut off where the choice hands it on.
    a = np.zeros(4)
    s = 0.0
    for _ in range(2):
        s = s + _stored_and_chosen(a, b)
    return s + a[0] * b


# ---------------------------------------------------------------- what only a branch uses, on the record of a call


def _root_at_the_end(b, c):
    return np.where(b < 0.01, -b, np.sqrt(b)) if c <= 0 else _root_at_the_end(b * b - 3.0, c - 1)


@program((1.2, 1), (2.5, 1), (-0.7, 0), smooth=False)
def choice_in_a_function_that_calls_itself(x, n):
    return _root_at_the_end(x, n) * x


def _roots_by_halves(a, c):
    if c <= 0:
        return np.sum(np.where(a > 0.0, np.sqrt(a), -a) * a)
    return _roots_by_halves(a * a - 0.5, c - 1) * 0.5 + np.sum(a)


@program((O3, 1), (-O3, 1), (np.array([0.4, -0.7, 0.0]), 0), smooth=False)
def choices_of_items_in_a_function_that_calls_itself(x, n):
    return _roots_by_halves(x, n)


def _roots_turn_by_turn(a, c):
    s = 0.0
    for i in range(len(a)):
        b = a[i] * a[i] - 0.25
        s = s + float(np.where(b < 0.01, -b, np.sqrt(b))) * s + b
    return s if c <= 0 else 0.7 * _roots_turn_by_turn(a * 0.9, c - 1) + s


@program((np.array([0.9, 0.3, 0.5, -0.4]), 1), (np.array([0.5, -0.7, 1.2]), 0), smooth=False)
def choices_turn_by_turn_in_a_function_that_calls_itself(x, n):
    return _roots_turn_by_turn(x, n)


# ---------------------------------------------------------------- choices in loops in loops


@program((np.array([0.4, -0.7, 1.2]), 2), (np.array([-0.4, 0.7, -1.2]), 1), smooth=False)
def root_that_fills_memory_turn_by_turn(x, n):
    a = np.ones(3)
    for _ in range(n, 0, -1):
        for v in x:
            a.fill(np.where(v < 0.01, v, np.sqrt(v)))
    return np.sum(a * a * x)


@program((np.array([0.4, -0.7, 1.2]), 0.8, 3), (np.array([1.4, 0.0, -1.2]), 0.3, 2), smooth=False)
def roots_in_a_triangle(x, s, n):
    for i in range(n):
        for j in range(i, 3):
            b = x[i] * x[j]
            s = float(np.where(b < 0.01, x[j], np.sqrt(b)))
    return s * x[0]


# ---------------------------------------------------------------- conditions in branches that are not taken


@program((P4, 1), (P4, 5), smooth=False)
def condition_that_only_one_arm_can_compute(x, i):
    r = np.sqrt(x)
    if i < 3:
        s = np.sum(np.where(x[i] > 0.0, r, 0.0))
    else:
        s = np.sum(np.where(x[0] > 0.0, r, 0.0))
    return s


@program((1.3, 1), (1.3, 0), smooth=False)
def condition_with_a_division_by_zero_in_the_other_arm(x, i):
    r = math.sqrt(x)
    if i != 0:
        s = float(np.where(1 // i > 0, r, 0.0))
    else:
        s = float(np.where(x > 0.0, r, 0.0))
    return s


# ---------------------------------------------------------------- conditions of memory that is written later


def _logarithm_here_and_turn_by_turn(a, k):
    r = np.where(a < 0.2, a, np.log(a))
    for _ in range(2):
        r = r + np.where(a > 0.1, np.log(a), a)
    return r[k]


@program((np.array([0.0, 4.0, 1.0]),), (np.array([0.6, 0.0, -1.0]),), smooth=False)
def one_logarithm_of_handed_memory_for_two_choices(x):
    a = x * 0.5
    a *= x
    y = _logarithm_here_and_turn_by_turn(a, 1)
    a += 0.3
    return np.sum(a) * y + _logarithm_here_and_turn_by_turn(a, 0)


@program((np.array([0.0, 4.0, 1.0]),), (np.array([0.6, 0.0, -1.0]),), smooth=False)
def one_root_of_memory_that_turns_write(x):
    a = x * 0.5
    s = 0.0
    for k in range(2):
        r = np.sqrt(a)
        for _ in range(2):
            s = s + np.sum(np.where(a > 0.1 * k, r, a))
        s = s + np.sum(np.where(a > 0.3, r, x))
        a[k] = a[2] + 0.1
    return s


# ---------------------------------------------------------------- several choices


E4 = np.array([-0.7, 0.3, 0.9, 0.1])


@program((E4,), smooth=False)
def choices_multiplied_on_one_root(a):
    r = np.sqrt(a)
    return np.sum(np.where(a > 0.5, r, a) * np.where(a > 0.2, r * r * a, a * a))


@program((E4,), smooth=False)
def choices_of_items_of_a_slice_turn_by_turn(x):
    w = x.copy()
    for _ in range(2):
        for s in x[::1]:
            w *= np.where(s < 0.01, s, np.sqrt(s)) + 0.1 + 0.1
    return np.sum(w)


@program((np.array([0.0, 4.0, 0.5, -1.0]),), (np.array([0.4, 0.1, 0.3, 2.0]),), smooth=False)
def another_condition_in_each_arm(a):
    r = np.sqrt(a)
    b = a * a
    if a[0] > 0.1:
        c = b > 0.1
        y = np.where(c, r, 1.0)
    else:
        c = a * 2.0 > 1.0
        y = np.where(c, r, b)
    return np.sum(y * y)


@program((np.array([0.0, 4.0, 0.5, -1.0]),), (E4,), smooth=False)
def another_condition_in_each_arm_of_a_turn(a):
    s, first = a, a[0]
    for k in range(3):
        b = a * (k + 1.0)
        r = np.sqrt(b)
        if k == 0:
            s = s * np.where(a * a > -0.2, 1.0, r)
        elif first > 0.0:
            s = s * np.where(a < 0.0, 2.0, r)
        else:
            s = s * np.where(b > 0.0, r, 2.0)
    return np.sum(s * s)


def _root_and_down(x, n):
    return np.sqrt(x) if n <= 0 else _root_and_down(x, n - 1) * 2.0


@program((O3, 2), (O3, 0), smooth=False, second=False)
def root_of_one_that_calls_itself_in_a_branch(x, n):
    return np.sum(np.where(x > 0.2, _root_and_down(x, n), 0.0))


def _root_times_the_sum(x, n):
    return np.sqrt(x) * np.sum(x) if n <= 0 else _root_times_the_sum(x, n - 1) * 2.0


@program((np.array([0.3, 4.0, 1.0]), 2), smooth=False)
def root_and_sum_of_one_that_calls_itself_in_a_branch(x, n):
    return np.sum(np.where(x > 0.5, _root_times_the_sum(x * 2.0, n), 0.0))


def _squashed(items, w):
    s = 0.0
    for z in items:
        s = np.tanh(s * w + z)
    return s


@program((0.5, 0.8), (4.0, 0.8), smooth=False, reordered=True)
def power_in_a_list_of_known_items(x, p):
    s = _squashed([x, 1.2**p], 0.3)
    if x > 3.0:
        p = np.maximum(s**0.5, 0.9)
    return s + p


def _grown_for_nothing(a, b):
    for _ in range(9):
        b = b * b * math.sqrt(abs(b))  # may raise, so it is computed; nothing is made of it
    return np.sin(a) * 2.0


@program((0.5, 8.0), smooth=False)
def argument_that_overflows_for_nothing(x, p):
    return _grown_for_nothing(x, p) * p + _grown_for_nothing(x * p, x)


@program((V4, 3), (V4, 0), smooth=False)
def nothing_flows_to_rows_that_are_stacked(x, n):
    p, k = x[0], 0
    while k < n:
        k += 1
        rows = [x * 1.0]
        for _ in range(2):
            rows.append(np.roll(x, 1) * (p > 0.2))
        p = np.tanh(np.sum(np.stack(rows) ** 2))
    return x[1:-1] * (2.0 + (p > 0.5))


@program((np.array([0.4, 0.7, 1.2, 0.33]), V4, 2), smooth=False, reordered=True)
def choice_by_memory_that_was_swapped(x, c, n):
    s = np.sin(x)
    for _ in range(2):
        a, b = x / (1.5 + np.where(x[0] > 0.1, s[::-1], c - 0.5) ** 2), np.zeros(4)
        for _ in range(n):
            b[1:-1] = a[2:] * 0.5 + a[:-2]
            a, b = b, a
        for _ in range(3):
            chosen = np.where(x[n % 4] * x[0] > 0.1, np.where(b > -0.1, c - 0.5, s[1]), c * x - s[::-1])
            return np.sum(chosen) * np.sum(b[1:]) ** 2
    return s[0]


@program((1.3, 0.7))
def nothing_flows_into_memory_that_is_written(x, y):
    phi = np.zeros((4, 4))
    phi[0, :] = x
    phi[:, 0] = y
    change, n = 1.0, 0
    while change > 1e-2 and n < 5:
        old = phi.copy()
        phi[1:-1, 1:-1] = 0.25 * (old[1:-1, 2:] + old[1:-1, :-2] + old[2:, 1:-1] + old[:-2, 1:-1])
        change = np.abs(phi - old).sum()
        n += 1
    return np.sum(phi * phi)


# ---------------------------------------------------------------- what loops make for nobody


@program((0.8, 0.3))
def loop_that_overflows_for_nothing(x, y):
    b = x * 3.0
    for _ in range(3):
        for _ in range(4):
            b = b * b * 1e30 + 1.0 / (b + 2.0)
    return x * x * y


def overflowing(a, b):
    a[1] += a[0] * b
    for _ in range(12):
        recent = [b, 1.0 / (b + 2.0)]
        recent.insert(0, b * 1e60)
        b = recent.pop(0) * recent.pop() + b * b
    b = -0.94
    return np.exp(a) * b


@program((V4, 0.8))
def lists_in_a_loop_of_a_callee_for_nothing(x, y):
    a = np.ones(4)
    a[1:] = x[:3] * y
    return np.sum(overflowing(a, 0.1 - math.sqrt(y)) * x)


@program((0.8, 0.3, 9))
def memory_of_a_loop_for_nothing(x, y, n):
    kept, lost, b = [x], np.zeros(3), y
    for k in range(n):
        kept.append(kept[-1] * y)
        lost[k % 3] = b * b * 1e60
        b = float(lost[k % 3]) + 1.0 / (b + 2.0)
    return sum(kept)


@program((0.8, 0.3, 9), (0.8, 0.3, 0))
def read_in_the_next_turn_only(x, y, n):
    total, b = 0.0, x
    for _ in range(n):
        total = total + b * y
        b = math.pow(b + 1.0, 0.5)
    return total


@program((0.8, 0.3, 3), smooth=False)
def overflows_in_a_while_for_nothing(x, y, n):
    b, size = x, x * y
    while size < 50.0:
        size, b = size * 2.0 + y, b * b * 1e60 + 1.0 / (b + 2.0)
    return size


@program((np.array([0.0, 1.1, 0.7, 2.2]), P4, 3), (P4, V4, 0), smooth=False)
def root_of_a_choice_within_a_choice_read_in_an_arm(x, u, n):
    y = x * 1.0
    chosen = np.where(u > 0.5, np.where(y > 0.0, np.sqrt(y), -y), 0.8)
    total = x[1]
    if n > 0:
        total = np.sum(chosen * chosen) * total
        y *= 2.0
    return total * y[0]


@program((O3,), (P4,), smooth=False)
def root_picked_by_truth_values(x):
    y = x * 1.0
    known = y > 0.5
    out = np.zeros_like(y)
    out[known] = np.sqrt(y)[known] * 2.0
    y *= 3.0
    return np.sum(out**3) + y[0]


@program((O3,), (P4,), smooth=False)
def root_read_where_it_is_known_and_added_up(x):
    r = np.sqrt(x)
    some = r[x > 0.0]
    return np.sum(some**3) * np.mean(np.log(x + 1.0)[x > 0.0])


@program((O3, 3), (P4, 2), smooth=False)
def root_that_four_choices_take_in_a_loop(x, n):
    r = np.sqrt(x)
    total = 0.0
    for _ in range(n):
        outer = np.where(x > 0.0, r, 1.0) * np.where(x > 0.1, r, x)
        total = total + np.sum(outer * np.where(x > 0.2, r, 2.0) * np.where(x > 0.3, r, 3.0))
    return total


def _distances(a, b):
    between = a[:, None] - b[None, :]
    return np.sqrt(between**2)


@program((P4,), smooth=False)
def distances_of_pairs(x):
    i, j = np.triu_indices(4, 1)
    far = _distances(x, x)
    return np.sum(1.0 / far[i, j]) * np.sum(far[~np.eye(4, dtype=bool)])


@program((O3, 2), (O3, 1), smooth=False)
def roots_of_items_in_a_list_of_places(x, k):
    r = np.sqrt(x)
    return np.sum(r[np.array([k, 1, 2])] ** 3) * x[1]


@program((0.0, 0.05), (0.0, 0.8), smooth=False)
def logarithm_of_a_float_that_choices_made(x, p):
    s = float(np.where(p > 0.1, p, np.where(x < 0.01, -x, np.sqrt(x + 0.5))))
    return 0.1 - np.where(s > 0.1, np.log(s), s * 0.5) + p * p
