"""What stays has no tangent: where an infinite partial meets it, both modes give what the rest of the function does."""

import math

import numpy as np
import pytest

import s2sad


def carried(x):
    s = np.float64(0.0)
    for i in range(3):
        s = np.sqrt(s) if i < 2 else s + x[0] * x[1]
    return s


def carried_by_numbers(x):
    s = 0.0
    for i in range(4):
        s = math.sqrt(s) + (x[0] if i == 2 else 0.0)
    return s


def carried_by_while(x):
    s = 0.0
    k = 0
    while k < 3:
        s = s**0.5 if k < 2 else s * x[0] + x[1]
        k += 1
    return s


def summed_up(x):
    s = 0.0
    t = 0.0
    for v in x:
        t = t + np.sqrt(s)
        s = s + v * v
    return t


def left_early(x):
    s = 0.0
    for v in x:
        if v > 2.5:
            s = s + v
            break
        s = s**0.5
    return s


def in_an_arm(x):
    if x[0] > 9.0:
        t = x[0] * x[1]
    else:
        t = 0.0
    return np.sqrt(t) * x[1] + x[0]


def nowhere_in_the_arms(x):
    s = 0.0
    if x[0] > 9.0:
        s = x[1]
    return s**0.5 + x[0]


def cut_off_at_zero(x):
    return np.sum(np.sqrt(np.maximum(x - 1.75, 0.0)) + np.cbrt(np.minimum(x - 2.5, 0.0)))


def chosen(x):
    return np.sum(np.sqrt(np.where(x > 2.5, x, 0.0))) + np.sqrt(np.where(x[0] > 9.0, x[0] * x[1], 0.0))


def clipped(x):
    return np.sum(np.arccos(np.clip(x, -1.0, 1.0)) + np.sqrt(np.clip(x - 1.75, 0.0, 3.0)))


def stored(x):
    a = np.zeros(4)
    a[:2] = x[:2]
    total = np.sum(np.sqrt(a))
    for i in range(4):
        total = total + a[i] ** 0.25
    return total


def joined(x):
    y = np.concatenate([np.zeros(2), x])
    z = np.array([0.0, x[0], x[1]])
    return np.sum(np.sqrt(y)) + np.sum(np.sqrt(z)) + np.sum(np.sqrt(np.pad(x, 1)))


def spread_in_matrices(x):
    return np.sum(np.sqrt(np.diag(x))) + np.sum(np.sqrt(np.tril(np.stack([x, 2.0 * x, x]))).T)


def in_a_list(x):
    items = []
    for i in range(len(x)):
        items.append(x[i] if i == 1 else 0.0)
    total = 0.0
    for v in items:
        total = total + v**0.5
    return total


def angle_at_rest(x):
    y = 0.0
    z = 0.0
    if x[0] > 9.0:
        y, z = x[0], x[1]
    return math.atan2(y, z) + x[0] * x[1]


def raised_in_a_handler(x):
    s = 0.0
    try:
        t = 1.0 / s
        s = x[0]
    except ZeroDivisionError:
        t = math.pow(s, 0.5)
    return x[0] * x[1] + t


def chosen_or_nothing(v, k):
    return v if k else 0.0


def squared_or_nothing(v, k):
    return v * v if k else 0.0


def given_by_callees(x):
    return x[0] * x[1] + math.sqrt(chosen_or_nothing(x[0], 0)) + math.sqrt(squared_or_nothing(x[1], len(x) - 3))


def step(s, v):
    return np.sqrt(s) + 0.5 * v


def handed_to_callees(x):
    s = 0.0
    t = 0.0
    if x[0] > 9.0:
        s = x[0]
        t = x[0] * x[1]
    return step(s, x[0]) + step(t, x[1] * x[0]) + step(x[2], 1.0)


def put_in(a, i, v):
    a[i] = v


def filled_by_a_callee(x):
    a = np.zeros(4)
    put_in(a, 1, x[0])
    put_in(a, 2, x[2])
    return np.sum(np.sqrt(a))


class Length:
    def __init__(self):
        self.square = 0.0

    def add(self, v):
        self.square = self.square + v * v

    def value(self):
        return np.sqrt(self.square)


def measured(x):
    length = Length()
    total = length.value()
    for v in x:
        length.add(v)
        total = total + length.value()
    return total


def by_recursion(s, x, n):
    if n == 0:
        return s
    return by_recursion(np.sqrt(s) if n > 2 else s + x[0] * x[1], x, n - 1)


def rooted_by_recursion(x):
    return by_recursion(0.0, x, 4)


def powers_of_sums(x):
    s = 0.0
    t = 0.0
    for v in x:
        t = t + s**1.5 + np.power(s, 0.5)
        s = s + v
    return t


def lengths_of_arrays(x):
    a = np.zeros(3)
    total = 0.0
    for i in range(3):
        total = total + np.sqrt(np.sum(a * a)) + (a @ a) ** 0.5
        a = a + x * x[i]
    return total + np.sqrt(np.sum(np.maximum(x - 9.0, 0.0) ** 2))


def joined_and_squared(x):
    s = 0.0
    if x[0] > 9.0:
        s = x[0] * x[1]
    z = np.concatenate([np.zeros(2), x]) ** 2 + s
    return np.sum(np.sqrt(z[2:]) * x)


def spread_and_squared(x):
    y = np.concatenate([np.zeros(1), np.cumsum(x * x)])
    z = np.array([0.0, x[0] * x[1], x[2]])
    m = np.tril(np.outer(x, x)) + np.diag(x**2, k=2)[:3, :3]
    return np.sum(np.sqrt(y)) + np.sum(z**0.25) + np.sum(np.sqrt(m.T)) + np.sum(np.sqrt(np.pad(x * x, 1)[1:]))


def of_a_pair(pair):
    s, v = pair
    return np.sqrt(s) * v + v


def of_a_structure(options):
    return np.sqrt(options["at"]) + options["by"]


def handed_in_structures(x):
    s = 0.0
    t = 0.0
    if x[0] > 1.5:
        s = x[0] * x[1]
    if x[0] > 9.0:
        t = x[0] * x[1]
    moved = of_a_pair((s, x[2])) + of_a_structure({"at": s, "by": x[1]})
    return moved + of_a_pair((t, x[2])) + of_a_structure({"at": t, "by": x[1]})


def broadcast_and_joined(x):
    y = np.where(x > 2.5, x, 0.0) ** 2
    m = y[:, None] + np.zeros((3, 2))
    n = np.concatenate([m, x[:2] * np.ones((1, 2))])
    return np.sum(np.sqrt(np.tril(n))) + np.sum(np.sqrt(n[1:, 0]))


PROGRAMS = [
    handed_in_structures,
    broadcast_and_joined,
    spread_and_squared,
    lengths_of_arrays,
    joined_and_squared,
    given_by_callees,
    handed_to_callees,
    filled_by_a_callee,
    measured,
    rooted_by_recursion,
    powers_of_sums,
    carried,
    carried_by_numbers,
    carried_by_while,
    summed_up,
    left_early,
    in_an_arm,
    nowhere_in_the_arms,
    cut_off_at_zero,
    chosen,
    clipped,
    stored,
    joined,
    spread_in_matrices,
    in_a_list,
    angle_at_rest,
    raised_in_a_handler,
]
X = np.array([2.0, 1.5, 3.0])
U = np.array([1.0, -0.5, 0.25])


@pytest.mark.parametrize("f", PROGRAMS)
def test_tangents_are_what_gradients_are(f):
    gradient = s2sad.grad(f)(X)
    assert np.isfinite(gradient).all()
    with np.errstate(all="ignore"):
        _, tangent = s2sad.jvp(f, (X,), (U,))
        _, push = s2sad.linearize(f, X)
        pushed = push(U)
    np.testing.assert_allclose([tangent, pushed], gradient @ U, rtol=1e-14)


@pytest.mark.parametrize("f", PROGRAMS)
def test_second_derivatives_are_the_same_in_all_modes(f):
    with np.errstate(all="ignore"):
        expected = s2sad.vhp(f, (X,), (U,))
        product = s2sad.hvp(f, (X,), (U,))
        slope = s2sad.grad(lambda x: s2sad.jvp(f, (x,), (U,))[1])(X)
        _, _, half = s2sad.taylor(f, 2)((X,), (U,))
    assert np.isfinite(expected).all()
    np.testing.assert_allclose(product, expected, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(slope, expected, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(2.0 * half, expected @ U, rtol=1e-13, atol=1e-15)


def rooted(x):
    return np.sqrt(np.where(x > 0.0, x, 0.0))


def along(v, x):
    return np.sum(s2sad.jvp(rooted, (x,), (v,))[1])


def test_the_derivative_by_a_tangent_that_is_zero_is_no_zero():
    v, x = np.array([0.0, 0.0, 1.0]), np.array([4.0, -1.0, 1.0])
    np.testing.assert_array_equal(s2sad.grad(along)(v, x), [0.25, 0.0, 0.5])
    np.testing.assert_array_equal(s2sad.grad(along, 1)(v, x), [0.0, 0.0, -0.25])
    assert s2sad.jvp(along, (v, np.abs(x)), (np.ones(3), None))[1] == 0.25 + 0.5 + 0.5


def test_zero_by_accident_is_no_rest():
    def f(x):
        s = 0.0
        if x < 5.0:
            s = x * x * x
        return np.cbrt(s)  # x, whose derivative is 1: zero times infinity is not known to be zero

    with np.errstate(all="ignore"):
        assert math.isnan(s2sad.jvp(f, (0.0,), (1.0,))[1])
        assert math.isnan(s2sad.grad(f)(0.0))
    assert s2sad.jvp(f, (7.0,), (1.0,))[1] == 0.0


def test_where_nothing_stays_at_a_pole_nothing_is_asked():
    def f(x, n):
        s = 0.0
        for i in range(n):
            s = s + x[i] * x[i]
        safe = np.where(x > 0.0, x, 1.0)
        return np.sqrt(s) + np.sum(np.sqrt(x) + np.sqrt(safe) + np.exp(np.maximum(x, 0.0)) / x)

    text = s2sad.differentiate(f, mode="forward").source(X, 3)
    assert "moves" not in text
    assert "w13_dot = 0.5 * np.where(w9, x_dot, 0.0) / w13" in text
    assert "np.sum(w21 / w12 + w13_dot + w17_dot)" in text
    assert "return w20, 0.5 * w4_dot / w11 + w19_dot" in text


def test_marks_as_text():
    text = s2sad.differentiate(summed_up, mode="forward").source(X)
    assert "(0.5 * w5_dot / w7 if w5_moves else 0.0)" in text
    assert "np.where(w3_dot, 0.5 * w3_dot / w4, 0.0)" in s2sad.differentiate(rooted, mode="forward").source(X)
