"""What a callee does not take has no adjoint in the caller, nor what a caller does not take in the callee."""

import math

import numpy as np
import pytest

from s2sad import grad, hvp, jacobian, jvp, vhp
from tests.driver import Derived

X = np.array([0.0, 4.0, 9.0])  # sum(sqrt(x) ** 3), and 0 has no part in it
ALONG = np.array([0.3, 0.5, -0.2])


def picked(r, x):
    return np.where(x > 0, r, 0.0)


def by_a_callee(x):
    return np.sum(picked(np.sqrt(x), x) ** 3)


def by_a_function_inside(x):
    def pick(r):
        return np.where(x > 0, r, 0.0)

    return np.sum(pick(np.sqrt(x)) ** 3)


def picked_of_a_dict(d):
    return np.where(d["x"] > 0, d["r"], 0.0)


def out_of_a_dict(x):
    return np.sum(picked_of_a_dict({"r": np.sqrt(x), "x": x}) ** 3)


def picked_further_down(pair):
    return picked(pair[1], pair[0]) * 1.0


def two_calls_down(x):
    return np.sum(picked_further_down((x, np.sqrt(x))) ** 3)


def root_and_mask(x):
    r = np.sqrt(x)
    return r, x > 0


def made_by_a_callee(x):
    r, known = root_and_mask(x)
    return np.sum(np.where(known, r, 0.0) ** 3)


class Rooted:
    def __init__(self, x):
        self.x = x
        self.r = np.sqrt(x)

    def pick(self):
        return np.where(self.x > 0, self.r, 0.0)


def by_a_method(x):
    return np.sum(Rooted(x).pick() ** 3)


def largest(r, least):
    return np.maximum(r, least)


def by_a_greater_one(x):
    return np.sum(largest(np.sqrt(x), 1.0) ** 3)


def those(r, known):
    return r[known]


def by_truth_values_of_the_caller(x):
    return np.sum(those(np.sqrt(x), x > 0) ** 3)


ARRAYS = [
    by_a_callee,
    by_a_function_inside,
    out_of_a_dict,
    two_calls_down,
    made_by_a_callee,
    by_a_method,
    by_a_greater_one,
    by_truth_values_of_the_caller,
]


@pytest.mark.parametrize("f", ARRAYS, ids=lambda f: f.__name__)
def test_what_a_choice_across_a_call_does_not_take_has_no_adjoint(f):
    first, second = np.array([0.0, 3.0, 4.5]), np.array([0.0, 0.375, 0.25])
    np.testing.assert_allclose(grad(f)(X), first, rtol=1e-14)
    np.testing.assert_allclose(jvp(f, (X,), (ALONG,))[1], first @ ALONG, rtol=1e-14)
    for product in (hvp, vhp):
        np.testing.assert_allclose(product(f, (X,), (ALONG,)), second * ALONG, rtol=1e-13)
    np.testing.assert_allclose(jacobian(grad(f))(X), np.diag(second), rtol=1e-13)


def chosen(r, x):
    return r**3 if x > 0 else 3.0 * x


def in_an_arm(x):
    return chosen(math.sqrt(x), x)


def early(r, x):
    if x <= 0:
        return 3.0 * x
    return r * 2.0


def behind_a_return(x):
    return early(math.sqrt(x), x)


def chosen_further_down(r, x):
    return chosen(r, x) * 1.0


def in_an_arm_two_calls_down(x):
    return chosen_further_down(math.sqrt(x), x)


def in_an_arm_of_a_method(x):
    made = Rooted(x)
    return made.r**3 if made.x > 0 else 3.0 * made.x


def in_turns(r, x, n):
    total = 3.0 * x
    for _ in range(n):
        total = total + r
    return total


def in_no_turn(x):
    return in_turns(math.sqrt(x), x, 0)


NUMBERS = [in_an_arm, behind_a_return, in_an_arm_two_calls_down, in_an_arm_of_a_method, in_no_turn]


@pytest.mark.parametrize("f", NUMBERS, ids=lambda f: f.__name__)
def test_what_a_callee_reads_on_another_path_has_no_adjoint(f):
    assert grad(f)(0.0) == 3.0
    assert jvp(f, (0.0,), (1.0,))[1] == 3.0
    assert hvp(f, (0.0,), (1.0,)) == vhp(f, (0.0,), (1.0,)) == jacobian(grad(f))(0.0) == 0.0


def without_roots(x):
    return np.sum(picked(np.sin(x), x) ** 3)


def without_choices(x):
    return np.sum(doubled(np.sqrt(x)))


def doubled(r):
    return np.tanh(r) * 2.0


def picked_at_length(r, x):
    r = r + r * 0.1 - r * 0.2 + r * 0.3 - r * 0.4 + r * 0.5 - r * 0.6 + r * 0.7 - r * 0.8 + r * 0.9 - r * 1.1
    r = r + r * 0.1 - r * 0.2 + r * 0.3 - r * 0.4 + r * 0.5 - r * 0.6 + r * 0.7 - r * 0.8 + r * 0.9 - r * 1.1
    return np.where(x > 0, r, 0.0)


def very_many(x):
    r, total = np.sqrt(x), 0.0
    for f in (np.sin, np.cos) * 15:
        total = total + np.sum(f(picked_at_length(r, x)))
    return total


def test_other_calls_stay_calls():
    assert "picked_at_length_adjoint(" in Derived(very_many, (X,)).module.text
    assert "picked_adjoint(" in Derived(without_roots, (X,)).module.text
    assert "doubled_adjoint(" in Derived(without_choices, (X,)).module.text
    assert "picked_adjoint(" not in Derived(by_a_callee, (X,)).module.text


def rooted(x):
    return np.sqrt(np.where(x > 0, x, 1.0))


def taken_in_one_arm(x):
    r = rooted(x)
    if x[1] > 0:
        return np.sum(r * x * x)
    return np.sum(x**3)


def along_a_gradient(x):
    return np.sum(grad(taken_in_one_arm)(x) * ALONG)


def test_the_adjoint_of_a_record_has_a_tangent_in_the_arm_that_does_not_take_it():
    one, other = np.array([1.0, 4.0, 9.0]), np.array([1.0, -4.0, 9.0])
    third = 1.875 * one**-0.5 * ALONG
    np.testing.assert_allclose(hvp(along_a_gradient, (one,), (ALONG,)), third * ALONG, rtol=1e-13)
    np.testing.assert_allclose(hvp(along_a_gradient, (other,), (ALONG,)), 6.0 * ALONG * ALONG, rtol=1e-13)
