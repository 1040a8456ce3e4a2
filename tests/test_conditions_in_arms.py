"""Conditions of choices in arms of ``if``, which only the arm can ask: what they do not take has no adjoint."""

import inspect
import linecache
import re

import numpy as np
import pytest

from s2sad import differentiate, grad, hvp, jvp, value_and_grad


def by_an_item(x):
    """``int`` raises where it gets nan: the condition is not asked where the arm is not run."""
    r = np.sqrt(x)
    if x[1] > 0:
        c = x > x[int(x[1]) % 3] * 0.0
        s = np.sum(np.where(c, r, 1.0) * x)
    else:
        s = np.sum(x)
    return s


def by_a_number(x):
    r = np.sqrt(x[0])
    s = x[2] * x[2]
    if x[1] > 0:
        c = x[int(x[1]) // 9] > 0
        s += np.where(c, r, x[1]) ** 2
    return s


def of_an_array_by_one_truth_value(x):
    r = np.sqrt(x)
    s = x[1]
    if x[1] > 0:
        s += np.sum(np.where(x[int(x[1]) // 9] > 3, r, x * x) * x)
    return s


def in_either_arm(x):
    r = np.sqrt(x)
    k = int(x[1])
    if k > 3:
        c = x > x[k % 3] * 0.0 + 4.0
        s = np.sum(np.where(c, r * x, x))
    else:
        d = x <= x[k % 2]
        s = np.sum(np.where(d, x, r))
    return s


def other_conditions_in_either_arm(x):
    """One takes the root where the choice is made, the other where it is not."""
    r = np.sqrt(x)
    if x[2] > 5:
        c = x > x[int(x[1]) % 3 - 1]
        s = np.sum(np.where(c, r, x * x))
    else:
        c = x <= x[int(x[1]) % 2]
        s = np.sum(np.where(c, x, r))
    return s


def one_in_the_other(x):
    r = np.sqrt(x)
    s = 0.0
    if x[1] > 0:
        k = int(x[1]) % 3
        if x[k] > 0:
            c = x > x[k - 1]
            s = np.sum(np.where(c, r * r, x)) + x[k]
    return s


def turn_by_turn(x):
    """In a loop, where what the branch yields is of each turn."""
    s = 0.0
    for i in range(3):
        r = np.sqrt(x * i)
        if i > 0:
            c = x > x[int(x[i]) % 3 - i] * 0.0
            s += np.sum(np.where(c, r, 1.0) * x)
    return s


def asked_for_by_another(x):
    """The root of a root: what the outer is cut off by cuts off the inner one too."""
    r = np.sqrt(x)
    t = np.sqrt(r)
    if x[1] > 0:
        c = x > x[int(x[1]) % 3] * 0.0
        s = np.sum(np.where(c, t * r, x))
    else:
        s = np.sum(np.where(x > 0, t, 1.0))
    return s


def by_conditions_of_one_name(x):
    """The branch yields a condition of the user's."""
    r = np.sqrt(x)
    if x[1] > 0:
        c = x > x[int(x[1]) % 3] * 0.0
        s = np.sum(np.where(c, r, 1.0) * x)
    else:
        c = x > 1.0
        s = np.sum(np.where(c, x, r))
    return s + np.sum(c)


def asked_again(x):
    """Nothing raises: the condition is asked again, by derivatives of any order."""
    r = np.sqrt(x)
    if x[1] > 0:
        return np.sum(np.where(x > 0, r * x * x, 0.0))
    return np.sum(x)


def carried_by_a_loop(x):
    """Only the choices of the first turn use the root that is carried."""
    r = np.sqrt(x)
    for _ in range(2):
        r = np.where(x > 0, r * x, x)
    return np.sum(r)


def carried_by_a_loop_that_need_not_turn(x):
    r = np.sqrt(x)
    for _ in range(len(x)):
        r = np.where(x > 0, r * x, x)
    return np.sum(np.where(x > 0, r, 1.0))


PROGRAMS = [
    by_an_item,
    by_a_number,
    of_an_array_by_one_truth_value,
    in_either_arm,
    other_conditions_in_either_arm,
    one_in_the_other,
    turn_by_turn,
    asked_for_by_another,
    by_conditions_of_one_name,
    asked_again,
    carried_by_a_loop,
    carried_by_a_loop_that_need_not_turn,
]
POINTS = [[0.0, 4.0, 9.0], [0.0, 2.0, 3.0], [4.0, 5.0, 6.0], [4.0, 6.0, 4.5]]
V = np.array([1.0, 2.0, 3.0])


def without_poles(f, tmp_path):
    """The function with roots of what has none at 0."""
    text = re.sub(r"np.sqrt\((.*)\)", r"np.sqrt(np.where(\1 > 0, \1, 1.0))", inspect.getsource(f))
    path = tmp_path / f"{f.__name__}.py"
    path.write_text(text, encoding="utf-8")
    linecache.checkcache(str(path))
    names = {"np": np}
    exec(compile(text, str(path), "exec"), names)
    return names[f.__name__]


def along(f):
    return lambda x: np.sum(grad(f)(x) * V)


@pytest.mark.parametrize("point", POINTS, ids=str)
@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_what_is_not_taken_has_no_adjoint(f, point, tmp_path):
    x, g = np.array(point), without_poles(f, tmp_path)
    with np.errstate(all="raise"):
        value, gradient = value_and_grad(f)(x)
    assert value == f(x)
    np.testing.assert_allclose(gradient, grad(g)(x), rtol=1e-12)
    np.testing.assert_allclose(jvp(f, (x,), (V,))[1], gradient @ V, rtol=1e-12)
    second = hvp(g, (x,), (V,))
    np.testing.assert_allclose(hvp(f, (x,), (V,)), second, rtol=1e-12)
    np.testing.assert_allclose(grad(along(f))(x), second, rtol=1e-12)
    np.testing.assert_allclose(hvp(along(f), (x,), (V,)), hvp(along(g), (x,), (V,)), rtol=1e-12)


@pytest.mark.parametrize("f", PROGRAMS, ids=lambda f: f.__name__)
def test_third_derivatives_in_reverse(f, tmp_path):
    x, g = np.array(POINTS[0]), without_poles(f, tmp_path)
    third = hvp(along(g), (x,), (V,))
    np.testing.assert_allclose(grad(along(along(f)))(x), third, rtol=1e-12)


def test_the_branch_yields_a_condition_that_is_asked_for():
    text = differentiate(by_an_item).source(np.array(POINTS[0]))
    assert "w9 = np.zeros_like(w2, dtype=np.bool_)" in text
    assert "np.where(w9, " in text


def test_other_branches_yield_no_conditions():
    """Of what is asked again without harm, or where there is no pole."""
    assert "np.bool_" not in differentiate(asked_again).source(np.array(POINTS[0]))

    def squared(x):
        r = x * x
        if x[1] > 0:
            return np.sum(np.where(x > x[int(x[1]) % 3], r, 1.0) * x)
        return np.sum(x)

    assert "np.bool_" not in differentiate(squared).source(np.array(POINTS[0]))
