"""`check_grads` has to find what is wrong, in each mode and order, and say where; what is right has to pass."""

import ast
import dataclasses
import math
from typing import NamedTuple

import numpy as np
import pytest

import s2sad
from s2sad import testing
from s2sad.rules.registry import REGISTRY
from s2sad.testing import WrongDerivative, check_grads

V = np.array([0.3, -1.2, 0.8])
MODES = (("forward",), ("reverse",), ("forward", "reverse"))


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE", "0")  # modules that are wrong on purpose stay in memory


@pytest.fixture
def wrong_rule(monkeypatch):
    """Replace the derivatives of a row."""

    def patch(name, **derivatives):
        rule = REGISTRY.by_name[name]
        parsed = {p: ast.parse(text, mode="eval").body for p, text in derivatives.items()}
        new = dataclasses.replace(rule, derivatives={**rule.derivatives, **parsed})
        monkeypatch.setitem(REGISTRY.by_name, name, new)
        if rule.function is not None:
            monkeypatch.setitem(REGISTRY.by_object, id(rule.function), [new])

    return patch


@pytest.fixture
def wrong_answer(monkeypatch):
    """Spoil one number of what jvp or a pullback returns, for functions or for their gradients."""

    def patch(name, spoil, order=1):
        real = getattr(testing.api, name)
        gradients = []

        def grad(f, argnums=0):
            gradients.append(made := real_grad(f, argnums=argnums))
            return made

        def is_chosen(f):
            return any(f is g for g in gradients) == (order == 2)

        def jvp(f, primals, tangents):
            value, dot = real(f, primals, tangents)
            return value, spoil(dot) if is_chosen(f) else dot

        def vjp(f, *primals):
            value, pullback = real(f, *primals)
            return value, (lambda seed: spoil(pullback(seed))) if is_chosen(f) else pullback

        real_grad = testing.api.grad
        monkeypatch.setattr(testing.api, "grad", grad)
        monkeypatch.setattr(testing.api, name, {"jvp": jvp, "vjp": vjp}[name])

    return patch


# ---------------------------------------------------------------- what is right passes


def smooth(x, y):
    return np.sum(np.sin(x) * y**2) + math.exp(0.5)


def of_numbers(a, b):
    return math.sin(a) * b + a / b


def nested(p, scale):
    hidden = np.tanh(p["w"] @ p["x"] + p["b"][0])
    return {"h": hidden * scale, "t": (np.sum(hidden), p["b"][1] * scale)}


def loop(x, n):
    total = 0.0
    for i in range(n):
        total = total + np.sin(x) * i if x > 0.5 else total * x + x
    return total


def table(x):
    return x[:2] * x[1:]


def parameters():
    return {"w": np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]]), "x": V.copy(), "b": [np.array([0.1, -0.2]), 0.7]}


@pytest.mark.parametrize("modes", MODES)
@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(
    ("function", "args"),
    [
        (smooth, (V, V + 2.0)),
        (of_numbers, (0.7, 1.9)),
        (of_numbers, (np.float64(0.7), 1.9)),
        (nested, (parameters(), 1.5)),
        (loop, (0.7, 4)),
        (loop, (0.3, 4)),
        (table, (V,)),
        (smooth, (V.astype(np.float32), (V + 2.0).astype(np.float32))),
        (smooth, (V.reshape(3, 1), V + 2.0)),
        (smooth, (np.linspace(-1.0, 1.0, 50), np.linspace(0.5, 1.5, 50))),
    ],
)
def test_right_derivatives_pass(function, args, order, modes):
    check_grads(function, *args, order=order, modes=modes)


class Model(NamedTuple):
    gain: float
    name: str
    table: np.ndarray


def mixed(model, counts, x):
    return {"gain": model[0] * x, "table": (model[2] * x * counts["n"], model[1])}, counts["n"]


def test_what_holds_no_floats_is_passed_on():
    check_grads(mixed, Model(0.5, "m", V), {"n": 2}, 1.5)


def test_methods_and_gradients_are_functions_too():
    class Scaled:
        def __init__(self, scale):
            self.scale = scale

        def of(self, x):
            return np.sin(x) * x * self.scale

        def total(self, x):
            return np.sum(np.sin(x) * x * self.scale)

    check_grads(Scaled(2.0).total, V)
    check_grads(Scaled(2.0).of, V, order=1)
    check_grads(s2sad.grad(smooth, argnums=(0, 1)), V, V + 2.0)
    check_grads(s2sad.differentiate(nested), parameters(), 1.5)


@pytest.mark.parametrize("x", [1e-4, 1.0, 1e8])
def test_steps_follow_the_size_of_the_argument(x):
    def logarithm(x):
        return math.log(x)

    check_grads(logarithm, x)


def test_a_large_value_does_not_drown_a_right_derivative():
    def offset(x):
        return np.sum(np.sin(x)) + 1e9

    check_grads(offset, V)


def test_a_derivative_whose_terms_cancel_is_right():
    def f(x):
        a = np.eye(5)
        a[range(4), range(1, 5)] = x
        return np.linalg.det(a @ a.T)  # is 1.0

    check_grads(f, np.array([0.1, 0.25, 0.3, 0.4]))


def test_arguments_are_not_changed():
    p = parameters()
    check_grads(nested, p, 1.5)
    assert repr(p) == repr(parameters())


# ---------------------------------------------------------------- what is wrong is found


@pytest.mark.parametrize("modes", MODES)
@pytest.mark.parametrize("order", [1, 2])
def test_a_wrong_row_is_found_in_both_modes(wrong_rule, modes, order):
    def f(x, y):
        return np.sum(np.sin(x) * y)

    wrong_rule("np.sin", x="g * (np.cos(x) + 1e-3)")
    with pytest.raises(WrongDerivative, match=f"{modes[0]} mode"):
        check_grads(f, V, V + 2.0, order=order, modes=modes)


@pytest.mark.parametrize("modes", MODES)
def test_a_wrong_second_derivative_is_found_though_the_first_is_right(wrong_rule, modes):
    def f(x):
        return np.sum(np.sin(x))

    wrong_rule("np.cos", x="g * np.sin(x)")
    check_grads(f, V, order=1, modes=modes)
    with pytest.raises(WrongDerivative, match=f"{modes[0]} over reverse"):
        check_grads(f, V, order=2, modes=modes)


@pytest.mark.parametrize("modes", MODES)
def test_a_wrong_second_derivative_of_a_nested_result_is_found(wrong_rule, modes):
    def f(x):
        return {"s": np.sin(x)[1:], "n": (x[0] * x[1], 3)}

    check_grads(f, V, modes=modes)
    wrong_rule("np.cos", x="g * np.sin(x)")
    with pytest.raises(WrongDerivative, match=f"{modes[0]} over reverse: at x"):
        check_grads(f, V, modes=modes)


def test_a_wrong_transpose_is_found_in_reverse_mode_only(wrong_rule):
    def f(x):
        return np.sum(np.sin(x)[1:])

    wrong_rule("np.sum", x="2.0 * g if keepdims or axis is None else np.expand_dims(g, axis)")
    check_grads(f, V, order=1, modes=("forward",))
    with pytest.raises(WrongDerivative, match="reverse mode"):
        check_grads(f, V, order=1, modes=("reverse",))


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(("name", "mode"), [("jvp", "forward"), ("vjp", "reverse")])
def test_a_wrong_answer_is_found_in_each_mode_and_order(wrong_answer, name, mode, order):
    def f(x):
        return np.sum(x * np.sin(x))

    def spoil(out):
        return tuple(map(spoil, out)) if isinstance(out, tuple) else out * 1.0001

    wrong_answer(name, spoil, order)
    text = f"{mode} mode" if order == 1 else f"{mode} over reverse"
    with pytest.raises(WrongDerivative, match=text):
        check_grads(f, V, order=2, modes=(mode,))
    if order == 2:
        check_grads(f, V, order=1, modes=(mode,))


def test_an_error_too_small_for_differences_is_found_by_the_dot_product(wrong_answer):
    def f(x):
        return np.sum(x * np.sin(x))

    wrong_answer("vjp", lambda bars: (bars[0] * (1.0 + 1e-8),))
    check_grads(f, V, order=1, modes=("reverse",))
    with pytest.raises(WrongDerivative, match="dot product"):
        check_grads(f, V, order=1)


def test_the_worst_place_is_named(wrong_answer):
    def spoil(bars):
        bars[0]["w"][1, 0] += 0.1
        bars[0]["w"][1, 2] += 0.5
        return bars

    wrong_answer("vjp", spoil)
    with pytest.raises(WrongDerivative) as caught:
        check_grads(nested, parameters(), 1.5, modes=("reverse",))
    error = caught.value
    assert (error.path, error.index) == ("p['w']", (1, 2))
    assert error.got == pytest.approx(error.expected + 0.5, abs=1e-6)
    assert "reverse mode: at p['w'][1, 2] got" in str(error)


def test_forward_mode_names_the_parameter_and_the_result(wrong_answer):
    def spoil(dot):
        dot["t"] = (dot["t"][0], dot["t"][1] + 1e-3)
        return dot

    wrong_answer("jvp", spoil)
    with pytest.raises(WrongDerivative) as caught:
        check_grads(nested, parameters(), 1.5, modes=("forward",))
    assert (caught.value.path, caught.value.index) == ("result['t'][1]", ())
    assert "by p['w'][0, 0]" in caught.value.check


def test_nan_is_not_a_derivative(wrong_answer):
    def f(x):
        return np.sum(x * x)

    wrong_answer("vjp", lambda bars: (bars[0] * np.nan,))
    with pytest.raises(WrongDerivative, match="got nan"):
        check_grads(f, V, modes=("reverse",))


def test_a_wrong_value_is_found(monkeypatch):
    def f(x):
        return np.sum(x * x)

    real = testing.api.jvp

    def shifted(*args):
        value, dot = real(*args)
        return value + 1e-12, dot

    monkeypatch.setattr(testing.api, "jvp", shifted)
    with pytest.raises(WrongDerivative, match="forward mode, value"):
        check_grads(f, V, modes=("forward",))


def test_a_gradient_of_another_dtype_is_found(wrong_answer):
    def f(x):
        return np.sum(x * x)

    wrong_answer("vjp", lambda bars: (bars[0].astype(np.float64),))
    with pytest.raises(AssertionError, match="the gradient is built like"):
        check_grads(f, V.astype(np.float32), modes=("reverse",))


def test_at_a_kink_the_message_says_that_the_steps_differ():
    def f(x):
        return abs(x - 0.5) + x * x

    with pytest.raises(WrongDerivative, match="is f smooth here"):
        check_grads(f, 0.5 + 1e-7)


# ---------------------------------------------------------------- what cannot be checked is refused


@pytest.mark.parametrize(
    ("function", "args", "options", "message"),
    [
        (of_numbers, (0.7, 1.9), {"order": 3}, "order is 1 or 2"),
        (of_numbers, (0.7, 1.9), {"modes": ("backward",)}, "modes are among"),
        (of_numbers, (0.7, 1.9), {"modes": ()}, "modes are among"),
        (of_numbers, (2, 3), {}, "none of the arguments"),
        (lambda x: int(x), (1.5,), {}, "the result holds no floats"),
        (lambda x: x if x == 1.5 else x * math.nan, (1.5,), {}, "not finite"),
    ],
)
def test_refusals(function, args, options, message):
    with pytest.raises(ValueError, match=message):
        check_grads(function, *args, **options)
