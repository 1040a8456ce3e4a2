"""Jacobians, Hessians, products with them, and what else operators make of a function; alone and inside functions."""

import math
import pickle
from dataclasses import dataclass

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

import s2sad
from s2sad import (
    ArgumentError,
    custom_vjp,
    derivative,
    differentiate,
    elementwise_grad,
    grad,
    hessian,
    hvp,
    jacobian,
    jvp,
    laplacian,
    linearize,
    taylor,
    value_and_grad,
    vhp,
    vjp,
)

X = np.array([1.0, 2.0, 0.5])


def waves(x):
    y = x * x
    for i in range(1, len(x)):
        y[i] = np.sin(x[i] * y[i - 1])
    return y


def energy(x):
    return np.sum(waves(x) ** 2)


def outer(x):
    return np.outer(x, x) * x[0]


def several(a, b, n):
    return np.sum(a * a * a) * b**n


@dataclass
class State:
    q: np.ndarray
    p: float


def differences(f, x, h=1e-4):
    """The Jacobian by central differences, extrapolated twice."""
    x = np.asarray(x, float)

    def central(step):
        columns = []
        for k in np.ndindex(x.shape):
            e = np.zeros_like(x)
            e[k] = step
            columns.append((np.asarray(f(x + e)) - np.asarray(f(x - e))) / (2 * step))
        return np.moveaxis(
            np.array(columns).reshape((*x.shape, *np.shape(columns[0]))), range(x.ndim), range(-x.ndim, 0)
        )

    return (16 * (4 * central(h / 2) - central(h)) / 3 - (4 * central(h) - central(2 * h)) / 3) / 15


# ---------------------------------------------------------------- alone


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (waves, X),
        (outer, X),
        (lambda x: x[:1] * np.sum(x), np.arange(5.0)),  # fewer rows than columns
        (lambda x: np.outer(x, np.arange(4.0)) * x[0], X),  # fewer columns than rows
        (energy, X),
        (lambda x: np.sum(x) * x[:0], X),
        (lambda x: x.T @ x, np.arange(6.0).reshape(2, 3)),
    ],
)
def test_jacobians_are_those_of_differences(f, x):
    got = jacobian(f)(x)
    assert got.shape == np.shape(f(x)) + x.shape
    assert got == pytest.approx(differences(f, x), rel=1e-8, abs=1e-8)
    assert np.array_equal(differentiate(f).jacobian(x), got)
    assert got.flags.writeable


def test_a_jacobian_has_the_structure_of_the_result_and_then_of_the_argument():
    def f(p, s):
        return {"a": p["u"] * s.p, "b": (np.sum(p["u"]) * s.q, 3)}, p["v"][0] * s.p

    p, s = {"u": X, "v": (2.0,)}, State(np.array([1.0, 3.0]), 0.5)
    first, second = jacobian(f, (1, 0))(p, s)
    by_s, by_p = first["b"][0]
    assert isinstance(by_s, State)
    assert np.array_equal(by_s.q, np.sum(X) * np.eye(2))
    assert by_s.p.tolist() == [0.0, 0.0]
    assert by_p["u"].tolist() == [[1.0] * 3, [3.0] * 3]
    assert by_p["v"][0].tolist() == [0.0, 0.0]
    assert np.array_equal(first["a"][1]["u"], 0.5 * np.eye(3))
    assert first["b"][1][1] == {"u": None, "v": (None,)}
    assert second[1]["v"] == (0.5,)
    assert second[0].p == 2.0
    named = differentiate(f).jacobian(p, s)
    assert named[1].s.p == 2.0


def test_dtypes_and_kinds_of_numbers_are_kept():
    assert jacobian(waves)(X.astype(np.float32)).dtype == np.float32
    assert hessian(energy)(X.astype(np.float32)).dtype == np.float32
    assert type(jacobian(lambda a: a * a)(3.0)) is float
    assert type(derivative(lambda t: math.sin(t))(0.0)) is float
    assert jacobian(lambda a, n: a**n, ("a",))(3.0, 2) == (6.0,)
    assert jacobian(lambda n: n * n)(3) == 6.0


def test_hessians_are_those_of_autograd():
    def f(np):
        return lambda x: np.sum(np.sin(x) * np.outer(x, x)) + np.prod(x)

    want = autograd.hessian(f(anp))(X)
    assert hessian(f(np))(X) == pytest.approx(want)
    assert differentiate(f(np)).hessian(X) == pytest.approx(want)
    assert laplacian(f(np))(X) == pytest.approx(np.trace(want))
    v = np.array([0.3, -1.0, 2.0])
    for product in (hvp(f(np), (X,), (v,)), vhp(f(np), (X,), (v,)), differentiate(f(np)).hvp((X,), (v,))):
        assert product == pytest.approx(want @ v)


def test_hessians_by_several_arguments():
    (bb, ba), (ab, aa) = hessian(several, ("b", 0))(X, 2.0, 3)
    assert (bb, ba.tolist()) == (6 * 2.0 * np.sum(X**3), (3 * X**2 * 12).tolist())
    assert ab.tolist() == ba.tolist()
    assert np.array_equal(aa, np.diag(6 * X * 8))
    made = differentiate(several).hessian(X, 2.0, 3)
    assert made.a.b.tolist() == ba.tolist()
    assert made.n is None
    assert made.b.n is None
    got = hvp(several, (X, 2.0, 3), (X, 1.0, None))
    assert got[0] == pytest.approx(aa @ X + ab)
    assert (got[1], got[2]) == (pytest.approx(ba @ X + bb), None)
    again = vhp(several, (X, 2.0, 3), (X, 1.0, None))
    assert again[0] == pytest.approx(got[0])
    assert again[2] is None
    assert differentiate(several).hvp((X, 2.0, 3), (X, 1.0, None)).b == pytest.approx(got[1])


def test_a_linearization_outlives_its_arguments():
    x = X.copy()
    value, push = linearize(waves, x)
    x[:] = 7.0
    assert np.array_equal(value, waves(X))
    for v in (X, X**2):
        assert push(v) == pytest.approx(jacobian(waves)(X) @ v)
    value, push = linearize(several, X, 2.0, 3)
    assert push(np.zeros(3), 1.0, None) == pytest.approx(np.sum(X**3) * 12)


@custom_vjp
def cubed(x):
    return x * x * x


cubed.defvjp(lambda x: (x * x * x, x), lambda x, g: (3.0 * x * x * g,))


def of_any_number(*xs):
    return xs[0] ** 2 * xs[1]


@pytest.mark.parametrize(
    ("derivative_of", "want"),
    [
        (lambda: grad(grad(cubed))(3.0), 18.0),
        (lambda: jacobian(grad(cubed))(3.0), 18.0),
        (lambda: hessian(cubed)(3.0), 18.0),
        (lambda: grad(grad(derivative(lambda t: t**5)))(2.0), 240.0),
        (lambda: grad(grad(of_any_number), 1)(2.0, 3.0), 4.0),
        (lambda: hessian(of_any_number, (0, 1))(2.0, 3.0)[0], (6.0, 4.0)),
        (lambda: jvp(value_and_grad(lambda x: x**3), (2.0,), (1.0,))[1], (12.0, 12.0)),
        (lambda: jacobian(grad(lambda x: (x**3, x * x), has_aux=True))(2.0), (12.0, 4.0)),
    ],
)
def test_gradients_that_are_differentiated(derivative_of, want):
    assert derivative_of() == pytest.approx(want)


def noisy(x, rng):
    print("once")
    return x * np.exp(rng.normal(size=3)) + np.sum(x)


def test_a_linearization_runs_the_function_once(capsys):
    rng = np.random.default_rng(1)
    value, push = linearize(noisy, X, rng)
    again = np.random.default_rng(1)
    assert np.array_equal(value, noisy(X, again))
    assert rng.random() == again.random()
    factors = np.exp(np.random.default_rng(1).normal(size=3))
    for v in (X, X**2):
        assert push(v, None) == pytest.approx(v * factors + np.sum(v))
    assert capsys.readouterr().out == "once\nonce\n"


def powers(x, n):
    return x if n == 0 else powers(x * x, n - 1) + np.sum(x)


def test_a_linearization_of_what_calls_itself():
    value, push = linearize(powers, X, 2)
    assert np.array_equal(value, powers(X, 2))
    for v in (X, X**2):
        assert push(v, None) == pytest.approx(jacobian(powers)(X, 2) @ v)


def test_a_linearization_takes_what_is_like_its_arguments():
    _, push = linearize(several, X, 2.0, 3)
    assert push(None, 1.0, None) == pytest.approx(push(np.zeros(3), 1.0, 0))
    with pytest.raises(ArgumentError, match="a tangent of n, which holds no float"):
        push(X, 1.0, 2.0)
    with pytest.raises(ArgumentError, match="3 primals, but 1 tangents"):
        push(X)
    with pytest.raises(ArgumentError, match="the tangent of a"):
        push(np.zeros(2), 1.0, None)
    _, push = linearize(lambda x: x * 1.0, X)
    first = push(X)
    first[:] = 0.0
    assert push(X).tolist() == X.tolist()


def test_derivatives_by_one_number():
    assert derivative(lambda t: t**3)(2.0) == 12.0
    assert derivative(derivative(lambda t: t**3))(2.0) == 12.0
    assert derivative(derivative(derivative(lambda t: t**4)))(2.0) == 48.0
    assert derivative(lambda x, t: x * t * t, "t")(X, 3.0).tolist() == (6 * X).tolist()
    with pytest.raises(ArgumentError, match="is no number"):
        derivative(waves)(X)
    with pytest.raises(ArgumentError):
        derivative(several, (0, 1))


def test_derivatives_item_by_item():
    assert elementwise_grad(lambda x: np.sin(x))(X) == pytest.approx(np.cos(X))
    assert elementwise_grad(waves)(X) == pytest.approx(np.sum(jacobian(waves)(X), axis=0))
    a, b = elementwise_grad(lambda a, b: a * b, (0, 1))(X, X + 1)
    assert (a.tolist(), b.tolist()) == ((X + 1).tolist(), X.tolist())


def test_auxiliary_results():
    made, aux = jacobian(lambda x: (x * x, {"sum": np.sum(x)}), has_aux=True)(X)
    assert np.array_equal(made, np.diag(2 * X))
    assert aux == {"sum": 3.5}
    made, aux = jacobian(lambda x: (np.outer(x, x), x), has_aux=True)(X[:1])
    assert (made.tolist(), aux.tolist()) == ([[[2.0]]], [1.0])
    with pytest.raises(ArgumentError, match="has_aux"):
        jacobian(waves, has_aux=True)(X)


def test_what_acts_does_so_once(capsys):
    def chatty(x):
        print("here")
        return np.outer(x, x)

    assert jacobian(chatty)(X).shape == (3, 3, 3)
    assert capsys.readouterr().out == "here\n"
    assert hessian(lambda x: np.sum(chatty(x)))(X) == pytest.approx(2 * np.ones((3, 3)))
    assert capsys.readouterr().out == "here\n"


def test_arguments_stay_as_they_are():
    def writes(x):
        x *= 2.0
        return x

    x = X.copy()
    assert np.array_equal(jacobian(writes)(x), 2.0 * np.eye(3))
    assert np.array_equal(jacobian(lambda x: np.outer(writes(x), x))(x[:2]).shape, (2, 2, 2))
    assert x.tolist() == X.tolist()


def test_operators_of_gradients_and_of_each_other():
    want = hessian(energy)(X)
    assert jacobian(grad(energy))(X) == pytest.approx(want)
    assert jacobian(lambda x: grad(energy)(x))(X) == pytest.approx(want)
    third = jacobian(jacobian(jacobian(energy)))(X)
    assert third == pytest.approx(differences(hessian(energy), X), rel=1e-7)
    assert jacobian(hessian(energy))(X) == pytest.approx(third)
    rows = jacobian(grad(several, (0, 1)), (0, 1))(X, 2.0, 3)
    assert rows[1][1] == pytest.approx(hessian(several, (0, 1))(X, 2.0, 3)[1][1])


def test_operators_are_functions_with_names():
    made = jacobian(waves)
    assert (made.__name__, made.__doc__) == ("waves_jacobian", waves.__doc__)
    assert repr(made) == "<jacobian of waves>"
    for operator in (made, hessian(energy), laplacian(energy), elementwise_grad(waves)):
        assert np.array_equal(pickle.loads(pickle.dumps(operator))(X), operator(X))
    with pytest.raises(ArgumentError, match="argnums"):
        jacobian(waves, 3)
    with pytest.raises(ArgumentError):
        hvp(energy, X, X)
    with pytest.raises(ArgumentError, match="real scalar"):
        hessian(waves)(X)
    with pytest.raises(ArgumentError, match="holds a float"):
        hvp(energy, (3,), (1,))


# ---------------------------------------------------------------- inside functions

J = jacobian(waves)


def jacobian_inside(x):
    return np.sum(jacobian(waves)(x) ** 2)


def jacobian_made_outside(x):
    return np.sum(J(x) ** 3)


def jacobian_of_a_matrix(x):
    return np.sum(jacobian(outer)(x)[0, 1, 2] ** 2)


def jacobian_of_structures(x):
    d = jacobian(lambda p, q=2.0: {"u": p * q * x[1], "v": (p * p, 3)})(x, q=x[0])
    return np.sum(d["u"] ** 2) * np.sum(d["v"][0])


def jacobian_of_a_jacobian(x):
    return np.sum(jacobian(jacobian(waves))(x) ** 2) + np.sum(jacobian(grad(energy))(x) ** 2)


def hessian_inside(x):
    return np.sum(hessian(energy)(x) ** 2)


def hessian_by_several(x):
    (h00, h01), (h10, h11) = hessian(several, (1, 0))(x, x[0], 3)
    return h00 * np.sum(h11[0] * h01) * np.sum(h10)


def products_inside(x):
    return np.sum(hvp(energy, (x,), (x * x,)) * x) + np.sum(vhp(several, (x, x[0], 3), (x, 1.0, None))[0] * x)


def laplacian_inside(x):
    return laplacian(energy)(x) * x[0]


def derivative_inside(x):
    return np.sum(derivative(lambda t: t * t * x)(x[1]) * x) + derivative(lambda t: np.sum(np.sin(t * x)))(x[0])


def elementwise_inside(x):
    return np.sum(elementwise_grad(lambda v: v * v * x)(x) * x)


def linearization_inside(x):
    value, push = linearize(waves, x)
    return np.sum(push(value) * push(x))


INSIDE = [
    jacobian_inside,
    jacobian_made_outside,
    jacobian_of_a_matrix,
    jacobian_of_structures,
    jacobian_of_a_jacobian,
    hessian_inside,
    hessian_by_several,
    products_inside,
    laplacian_inside,
    derivative_inside,
    elementwise_inside,
    linearization_inside,
]


@pytest.mark.parametrize("f", INSIDE, ids=lambda f: f.__name__)
def test_operators_inside_functions(f):
    value, gradient = value_and_grad(f)(X)
    want = differences(f, X)
    assert value == pytest.approx(f(X), rel=1e-12)
    assert gradient == pytest.approx(want, rel=1e-7)
    assert jvp(f, (X,), (X,))[1] == pytest.approx(want @ X, rel=1e-7)
    assert vjp(f, X)[1](2.0)[0] == pytest.approx(2.0 * want, rel=1e-7)


def test_perturbations_are_not_confused():
    """The classical cases: an inner derivative does not see what the outer one varies."""
    assert derivative(lambda x: x * derivative(lambda y: x + y)(1.0))(1.0) == 1.0
    assert derivative(lambda x: x * derivative(lambda y: x * y)(2.0))(3.0) == 6.0
    assert grad(lambda x: x * derivative(lambda y: x * y * y)(x))(3.0) == 3 * 2 * 9.0
    shifted = lambda f, o: lambda x: f(x + o)  # noqa: E731
    slope = derivative(lambda o: derivative(shifted(lambda z: z**3, o))(2.0))
    assert slope(0.0) == 12.0


@pytest.mark.parametrize(
    "f",
    [
        lambda x: np.sum(jacobian(lambda t: t * t, holomorphic=True)(x)),
        lambda x: np.sum(jacobian(waves, 2)(x)),
        lambda x: np.sum(hvp(several, (x, 2.0, 3), (x, None, None))[0]),
    ],
)
def test_what_is_not_expanded_is_refused_at_its_place(f):
    with pytest.raises(s2sad.UnsupportedError) as caught:
        grad(f)(X)
    assert caught.value.code == "S2S301"
    assert caught.value.filename == __file__


# ---------------------------------------------------------------- Taylor coefficients


def test_taylor_coefficients():
    f = lambda x: np.sin(x) * np.exp(x)  # noqa: E731
    got = taylor(f, 4)((0.3,), (1.0,))
    derivative_of, want = f, []
    for k in range(5):
        want.append(derivative_of(0.3) / math.factorial(k))
        derivative_of = grad(derivative_of)
    assert got == pytest.approx(want, rel=1e-13)
    assert taylor(f, 1)((0.3,), (2.0,)) == pytest.approx((want[0], 2.0 * want[1]))
    assert taylor(f, 3)((0.3,), (-0.5,)) == pytest.approx([w * (-0.5) ** k for k, w in enumerate(want[:4])])


def test_taylor_coefficients_of_structures():
    def f(p, n, x):
        return {"y": p["w"] * x**n, "s": np.sum(x * x * p["w"])}

    p, x = {"w": np.array([0.5, 1.5])}, np.array([2.0, 3.0])
    v, u = {"w": np.array([1.0, -1.0])}, np.array([0.5, 0.25])
    c = taylor(f, 4)((p, 2, x), (v, None, u))
    # (w + t v)(x + t u)**2 is a polynomial of degree 3
    np.testing.assert_allclose(c[0]["y"], p["w"] * x**2)
    np.testing.assert_allclose(c[1]["y"], v["w"] * x**2 + 2 * p["w"] * x * u)
    np.testing.assert_allclose(c[2]["y"], 2 * v["w"] * x * u + p["w"] * u * u)
    np.testing.assert_allclose(c[3]["y"], v["w"] * u * u)
    np.testing.assert_allclose(c[4]["y"], np.zeros(2), atol=1e-15)
    assert c[2]["s"] == pytest.approx(np.sum(2 * v["w"] * x * u + p["w"] * u * u))


def test_taylor_coefficients_through_a_loop_that_writes():
    def f(x, n):
        u = np.zeros(n)
        u[0] = x
        for i in range(1, n):
            u[i] = np.sin(u[i - 1]) + u[i - 1] * x
        return u[n - 1]

    c = taylor(f, 4)((0.7, 5), (1.0, None))
    t = 1e-2
    near = [sum(c[k] * s**k for k in range(5)) - f(0.7 + s, 5) for s in (t, t / 2)]
    assert abs(near[0]) < 1e-7
    assert near[0] / near[1] == pytest.approx(32.0, rel=0.1)  # what is left is of order 5


def test_taylor_coefficients_inside():
    def curvature(x, v):
        _, _, c2 = taylor(lambda q: np.sum(q**3), 2)((x,), (v,))
        return c2

    x, v = np.array([1.0, 2.0]), np.array([0.5, -1.0])
    assert curvature(x, v) == pytest.approx(np.sum(3 * x * v * v))
    np.testing.assert_allclose(grad(curvature, (0, 1))(x, v)[0], 3 * v * v)
    np.testing.assert_allclose(grad(curvature, (0, 1))(x, v)[1], 6 * x * v)
    made = taylor(lambda q: q**4, 3)
    assert grad(lambda x: made((x,), (1.0,))[3])(2.0) == pytest.approx(4.0)


def test_an_integer_with_a_direction_is_a_float_for_taylor_and_without_one_a_count():
    def f(n, y):
        return y * n**3

    # (1.5 + t)(2 + t)**3 = 12 + 26 t + 21 t**2 + ...; and along y alone, (1.5 + t) 8
    assert taylor(f, 2)((2, 1.5), (1, 1.0)) == pytest.approx((12.0, 26.0, 21.0))
    for count in (None, 0):
        assert taylor(f, 2)((2, 1.5), (count, 1.0)) == pytest.approx((12.0, 8.0, 0.0))
    inside = differentiate(lambda y, n, m: taylor(f, 2)((n, y), (m, 1.0))[1])  # y 3 n**2 m + n**3
    assert inside.value_and_grad(1.5, 2, 1) == (pytest.approx(26.0), (pytest.approx(12.0), None, None))


def test_taylor_takes_no_direction_for_some_of_what_it_is_handed():
    def f(*a):
        return a[0] * a[1] ** 2

    x = np.array([2.0, 3.0])
    for first in (x, 2.0, np.float64(2.0)):
        got = taylor(lambda *a: np.sum(f(*a)), 2)((first, 0.5), (None, 1.0))
        s = np.sum(first)
        assert got == pytest.approx((0.25 * s, s, s))
    assert grad(lambda y: taylor(f, 2)((2.0, y), (None, 1.0))[1])(0.5) == pytest.approx(4.0)


@dataclass
class Power:
    base: float
    n: int


def test_taylor_coefficients_of_objects():
    for along in (Power(1.0, 3), {"base": 1.0, "n": None}, Power(1.0, 0)):
        c = taylor(lambda p: p.base**p.n, 2)((Power(1.5, 3),), (along,))
        assert c == pytest.approx((1.5**3, 3 * 1.5**2, 3 * 1.5))
    with pytest.raises(s2sad.ArgumentError, match="is not zero, but belongs to a int"):
        taylor(lambda p: p.base**p.n, 2)((Power(1.5, 3),), ({"base": 1.0, "n": 2},))
    with pytest.raises(s2sad.ArgumentError, match="is not zero, but belongs to an array of int64"):
        taylor(lambda i, y: np.sum(i * y), 2)((np.arange(3), 1.5), (np.ones(3), 1.0))


def test_taylor_arguments():
    for order in (0, 5, True, 2.0):
        with pytest.raises(s2sad.ArgumentError):
            taylor(lambda x: x, order)
    with pytest.raises(s2sad.ArgumentError):
        taylor(lambda x: x, 2)((1.0,), ())


# ---------------------------------------------------------------- has_aux inside


def test_gradients_with_an_auxiliary_result_inside():
    def loss(w, x):
        r = w * x - 1.0
        return np.sum(r * r), {"r": r, "n": 3}

    def f(w, x):
        g, aux = grad(loss, has_aux=True)(w, x)
        (value, more), h = value_and_grad(loss, (0, 1), has_aux=True)(w, x)
        return np.sum(g * aux["r"]) + value * more["n"] + np.sum(h[1])

    def plain(w, x):
        r = w * x - 1.0
        return np.sum(2 * r * x * r) + 3 * np.sum(r * r) + np.sum(2 * r * w)

    w, x = np.array([0.5, 2.0]), np.array([1.5, -1.0])
    assert f(w, x) == pytest.approx(plain(w, x))
    for a, b in zip(grad(f, (0, 1))(w, x), grad(plain, (0, 1))(w, x), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)
    outside = grad(loss, has_aux=True)
    assert grad(lambda w: np.sum(outside(w, x)[0]))(w) == pytest.approx(2 * x * x)
