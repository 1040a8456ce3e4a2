"""Derivatives that are taken inside a function that is differentiated, and constants made of what varies."""

import dataclasses
import math

import numpy as np
import pytest

import s2sad
from s2sad import UnsupportedError, differentiate, grad, jvp, stop_gradient, value_and_grad, vjp


def wave(q):
    return np.sin(q) * q


@differentiate
def energy(q, k=2.0):
    return k * q * q * q + q


slope = grad(wave)


@dataclasses.dataclass
class Spring:
    stiffness: float

    def energy(self, q):
        return self.stiffness * q**3

    def force(self, q):
        return -grad(self.energy)(q)


def of_a_lambda(x):
    inner = lambda q: x * q * q  # noqa: E731
    return grad(inner)(1.5 * x)


def of_a_gradient_made_outside(x):
    return slope(x) * x


def of_a_decorated_function(x):
    return energy.grad(x, x).q + energy.grad(x).k * energy.value_and_grad(x)[0]


def newton(f, x0):
    x = x0
    for _ in range(4):
        x = x - f(x) / grad(f)(x)
    return x


def in_a_helper(x):
    return newton(lambda t: t * t - x, x)


def with_its_value(x):
    y = x
    for _ in range(3):
        v, g = value_and_grad(lambda t: t * t * t - x)(y)
        y = y - v / g
    return y


def twice(x):
    return grad(grad(wave))(x) + grad(slope)(x * x)


def of_what_calls_helpers(x):
    return grad(lambda t: wave(t) * energy(t, x))(x)


def by_an_array(x):
    g = grad(lambda v: np.sum(v * v * v * x))(np.array([x, 2.0 * x]))
    return np.sum(g * g)


def by_several(x):
    a, b = grad(lambda a, b: a * b * b, (0, 1))(x, 2.0)
    return a * b * x


def by_a_structure(x):
    g = grad(lambda p: p["a"] * p["b"][0] * p["b"][1])({"a": x, "b": (x * x, 2.0)})
    return g["a"] * g["b"][1] + g["b"][0]


def along_a_direction(x):
    value, dot = jvp(lambda a, b: a * b * x, (x, 2.0), (1.0, x))
    return value * dot


def of_a_branch(x):
    def f(t):
        if t > 1.0:
            return t * t * x
        return t**3

    return grad(f)(x) + grad(f)(2.0 * x)


def of_a_method(x):
    return Spring(x).force(2.0 * x)


def of_a_list_that_changes(x):
    a = [x, 2.0 * x]
    g = grad(lambda p: p[0] * p[0] * p[1])(a)
    g[0] = g[0] * x
    g.append(x)
    a[0] = g[1]
    return g[0] * g[1] * len(g) * a[0]


def by_a_pullback(x):
    y, pull = vjp(wave, x * x)
    return y + pull(1)[0] * pull(x)[0]


def scaled_in_place(u, k):
    u[0] = u[1] * k
    return u * k, {"sum": np.sum(u)}


def by_a_pullback_after_the_argument_has_changed(x):
    u = np.array([x, x * x])
    (y, total), pull = vjp(scaled_in_place, u, x)
    before = u[0]
    u[1] = 5.0
    g, k = pull((y, total))
    return np.sum(g * u) + k * before + y[0]


def by_a_pullback_in_a_loop(x):
    total = 0.0
    for i in range(3):
        _, pull = vjp(lambda a, b, i=i: (a * b * x, a + b * i, "no number"), x, 2.0)
        total += pull((x, 1.0, None))[0] * pull((0.0, x, None))[1]
    return total


def by_a_pullback_of_a_gradient(x):
    y, pull = vjp(grad(wave), x)
    return y * pull(x)[0]


def of_a_pullback(x):
    def squared_slope(q):
        y, pull = vjp(lambda t: x * t * t, q)
        return pull(y)[0]

    return grad(squared_slope)(x * x)


def inner_variable_is_another(x):
    return x * grad(lambda y: x + y)(x)


def inner_variable_is_another_in_products(x):
    return x * grad(lambda y: x * y * y)(2.0 * x) + grad(lambda y: grad(lambda x: x * y * y)(y) * x)(x)


def three_deep(x):
    def outer(y):
        def middle(z):
            return z * grad(lambda w: w * w * x * y * z)(x * y)

        return y * grad(middle)(x + y)

    return x * grad(outer)(2.0 * x)


def of_the_rest_of_the_arguments(x):
    def f(a, *rest, k=2.0):
        return a * rest[0] * rest[1] ** 2 * k

    y, pull = vjp(f, x, 2.0, x * x)
    p, q, r = pull(x)
    value, dot = jvp(f, (x, 3.0, x), (1.0, x, 2.0))
    return y + p * q * r + value * dot + grad(f, 2)(x, x, 2.0) * grad(f, (0, 1))(x, x, 2.0)[1]


def of_what_is_given(x):
    (a,), (b, c) = vjp(energy, x)[1](1.0), vjp(energy, x, x)[1](x)
    return a * b + c + grad(energy, "k")(x) * jvp(energy, (x,), (x,))[1]


def along_structures(x):
    def f(p, spring, n):
        return p["a"] * p["b"][0] * p["b"][1] ** n * spring.stiffness

    primals = {"a": x, "b": (x * x, 2.0)}, Spring(3.0 * x), 2
    value, dot = jvp(f, primals, ({"b": (1.0, x), "a": x}, Spring(x), None))
    return value * dot + jvp(f, primals, (None, Spring(1.0), None))[1]


def in_loops_branches_and_comprehensions(x):
    slopes = [grad(lambda y, k=k: x ** (k + 1) * y**3)(x) for k in range(3)]
    y = x
    for s in slopes:
        if s > 0.5:
            y = y + 0.1 * grad(lambda t, s=s: t * t * s * x)(y)
        else:
            y = y * jvp(lambda t: t * x, (y,), (x,))[1]
    return y * sum(slopes)


def handed_back(f):
    return f


def of_a_function_that_came_back(x):
    k = x
    cube = handed_back(lambda t: t**3 * k)
    slopes = [handed_back(lambda t: t * t * (j + k)) for j in range(3)]  # noqa: B023
    before = grad(cube)(x)
    k = k * 2.0
    return before * grad(cube)(x) + grad(slopes[0])(x)


def potential(z, w):
    if z > 0.4:
        return math.sin(z) * w
    return math.tanh(z * z) * w


def powers_of_a_second_derivative(x):
    curvature = grad(grad(potential))(0.0, x)
    return curvature ** math.tanh(curvature)


ALL = [
    by_a_pullback,
    by_a_pullback_after_the_argument_has_changed,
    by_a_pullback_in_a_loop,
    by_a_pullback_of_a_gradient,
    of_a_pullback,
    inner_variable_is_another,
    inner_variable_is_another_in_products,
    three_deep,
    of_the_rest_of_the_arguments,
    of_what_is_given,
    along_structures,
    in_loops_branches_and_comprehensions,
    of_a_lambda,
    of_a_gradient_made_outside,
    of_a_decorated_function,
    in_a_helper,
    with_its_value,
    twice,
    of_what_calls_helpers,
    by_an_array,
    by_several,
    by_a_structure,
    along_a_direction,
    of_a_branch,
    of_a_method,
    of_a_list_that_changes,
    of_a_function_that_came_back,
    powers_of_a_second_derivative,
]


@pytest.mark.parametrize("f", ALL, ids=lambda f: f.__name__)
def test_the_outer_derivative_is_that_of_the_function(f):
    x, h = 0.7, 1e-5
    want = (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
    value, gradient = differentiate(f).value_and_grad(x)
    assert value == pytest.approx(f(x), rel=1e-14)
    assert gradient == pytest.approx(want, rel=1e-8)
    assert jvp(f, (x,), (1.0,)) == (pytest.approx(value, rel=1e-14), pytest.approx(want, rel=1e-8))


@pytest.mark.parametrize("f", [of_a_lambda, twice, by_an_array, of_a_branch], ids=lambda f: f.__name__)
def test_and_so_is_the_second(f):
    x, h = 0.7, 1e-5
    want = (grad(f)(x + h) - grad(f)(x - h)) / (2 * h)
    assert grad(grad(f))(x) == pytest.approx(want, rel=1e-7)


@pytest.mark.parametrize("cache", [True, False])
def test_which_derivative_it_is_decides_the_text(cache):
    def with_argnums(argnums):
        slope = grad(lambda a, b: a * b * b, argnums)
        return differentiate(lambda x: slope(x, 2.0) * x, cache=cache)

    def with_wrt(wrt):
        inner = differentiate(lambda a, b: a * b * b, wrt=wrt)
        return differentiate(lambda x: inner.grad(x, 2.0) * x, cache=cache)

    for make, names in ((with_argnums, (0, 1)), (with_wrt, ("a", "b"))):
        assert [make(n).grad(1.5) for n in names] == [4.0, 12.0]


def test_the_text_stands_alone():
    assert "s2sad" not in differentiate(in_a_helper).source(0.7).split('"""', 2)[2]


def refused_in_its_own_recursion(x):
    def f(t, n):
        return t if n == 0 else jvp(lambda q: q * f(q, n - 1), (t,), (1.0,))[1]

    return f(x, 3)


def refused_vector(x):
    return grad(lambda t: np.array([t, x]))(x)


def refused_rule(x):
    return grad([].append)(x)


def printed(q):
    print("once")
    return q * q


def refused_printing(x):
    return vjp(printed, x)[1](1.0)[0]


def refused_seed(x):
    return vjp(lambda q: np.array([q, x]), x)[1](1.0)[0]


def refused_elsewhere(x):
    pull = vjp(wave, x)[1]

    def slope_there():
        return pull(1.0)[0]

    return slope_there()


def refused_list_of_tuples(x):
    def moved(pairs, k):
        pairs[k] = (pairs[k][0] * pairs[k + 1][1], 1.0)
        return pairs[k][0] ** 2

    return grad(moved)([(x, 2.0), (3.0, x)], int(x))[0][1]


@pytest.mark.parametrize(
    "f",
    [
        refused_in_its_own_recursion,
        refused_vector,
        refused_rule,
        refused_printing,
        refused_seed,
        refused_elsewhere,
        refused_list_of_tuples,
    ],
    ids=lambda f: f.__name__,
)
def test_refused_at_its_place(f):
    with pytest.raises(s2sad.UnsupportedError) as caught:
        grad(f)(0.7)
    assert caught.value.code == "S2S301"
    assert caught.value.lineno > f.__code__.co_firstlineno


def test_tangents_and_seeds_of_other_arguments():
    """Their shapes are those of what they belong to, or the call raises."""

    def energy(q):
        return np.sum(q**3 * q[::-1])

    def product(x, v):
        return jvp(grad(energy), (x,), (v,))[1] + vjp(grad(energy), x)[1](v)[0]

    x, v = np.array([1.0, 2.0, -0.5]), np.array([0.5, -1.0, 3.0])
    want = 2.0 * s2sad.hvp(energy, (x,), (v,))
    np.testing.assert_allclose(vjp(product, x, v)[0], want)
    h = s2sad.hessian(energy)(x)
    np.testing.assert_allclose(s2sad.jacobian(product, 1)(x, v), 2.0 * h, rtol=1e-12)
    near = (product(x + 1e-6 * v, v) - product(x - 1e-6 * v, v)) / 2e-6
    np.testing.assert_allclose(jvp(product, (x, v), (v, 0 * v))[1], near, rtol=1e-7)
    for wrong in (np.ones(2), np.ones(1)):
        with pytest.raises(ValueError, match="is not that of what it belongs to"):
            jvp(product, (x, wrong), (x, wrong))


def test_tangents_of_another_precision():
    """As outside: an array is not narrowed, and a narrower one is made like what it belongs to."""
    double, single = np.array([0.5, -1.0]), np.array([0.5, -1.0], np.float32)

    def along(x, v):
        return jvp(lambda q: q * 2.0, (x,), (v,))[1]

    for x, v in ((double, double), (double, single), (single, single)):
        want = along(x, v)
        found, _ = jvp(along, (x, v), (x, v))
        assert found.dtype == want.dtype == x.dtype
        assert found.tobytes() == want.tobytes()
    with pytest.raises(s2sad.ArgumentError, match="has the dtype float64"):
        along(single, double)
    with pytest.raises(UnsupportedError, match="a tangent for 'q'"):
        jvp(along, (single, double), (single, double))


def test_the_first_item_of_a_derivative():
    """What it is, is not known when the loop over it is read first."""

    def energy(q):
        return np.sum(q**3 * q[::-1])

    def first(x):
        return next(z * z for z in s2sad.hvp(energy, (x,), (x,)) if z > 1.0)

    x = np.array([0.1, 2.0, -0.5])
    s2sad.check_grads(first, x)


# ---------------------------------------------------------------- stop_gradient


def held_number(x):
    return x * stop_gradient(x * x) + stop_gradient(3.0)


def held_array(x):
    y = stop_gradient(x)
    y[0] = 5.0
    return np.sum(y * x)


def held_structure(p):
    q = stop_gradient(p)
    return p["a"] * q["a"] + q["b"][1] * p["b"][0]


def test_nothing_flows_through_what_is_held():
    assert stop_gradient(2.0) == 2.0
    assert differentiate(held_number).value_and_grad(1.5) == (held_number(1.5), 2.25)
    assert jvp(held_number, (1.5,), (1.0,)) == (held_number(1.5), 2.25)
    x = np.array([1.0, 2.0])
    value, gradient = differentiate(held_array).value_and_grad(x)
    assert value == held_array(x)
    assert gradient.tolist() == [5.0, 2.0]
    assert x.tolist() == [1.0, 2.0]
    p = {"a": 2.0, "b": (3.0, 4.0)}
    assert differentiate(held_structure).grad(p) == {"a": 2.0, "b": (4.0, 0.0)}


def test_an_array_that_is_held_is_a_copy():
    x = np.ones(2)
    y = stop_gradient({"x": x})["x"]
    assert not np.shares_memory(x, y)


def test_constants_of_a_list_are_a_list_of_their_own():
    def f(x):
        a = [x, x * x]
        c = stop_gradient(a)
        c.append(2.0)
        a[0] = a[0] * 3.0
        return c[0] * a[0] * len(c) + c[1]

    assert differentiate(f).value_and_grad(0.7) == (f(0.7), pytest.approx(0.7 * 3.0 * 3.0))


def along_integers(x, n):
    def product(z, w):
        return w * z

    both = jvp(product, (x, n), (x, 0.5 * x))
    return both[0] * both[1] + jvp(product, (0.1, 1), (1.0, 0.5))[1] * x + jvp(product, (x, n), (x, 0))[1]


def test_a_tangent_of_an_integer_counts_inside_as_outside():
    x, n = 0.8, 3
    value = (n * x) * (n * x + 0.5 * x * x) + 1.05 * x + n * x
    slope = 2 * n * n * x + 1.5 * n * x * x + 1.05 + n
    assert along_integers(x, n) == pytest.approx(value)
    assert differentiate(along_integers).value_and_grad(x, n) == (pytest.approx(value), (pytest.approx(slope), None))
    assert jvp(along_integers, (x, n), (1.0, None)) == (pytest.approx(value), pytest.approx(slope))


def test_a_tangent_that_is_an_integer_that_only_the_run_knows():
    f = differentiate(lambda x, n, m: jvp(lambda u: u**2 * x, (n,), (m,))[1])
    for n, m in ((2, 1), (3, -2), (2, 0)):
        assert f.value_and_grad(0.4, n, m) == (pytest.approx(2 * n * m * 0.4), (pytest.approx(2.0 * n * m), None, None))


@pytest.mark.parametrize(
    ("primal", "dot"),
    [
        (lambda n: np.arange(n), lambda n: np.ones(n)),
        (lambda n: np.arange(n), lambda n: np.arange(n)[::-1]),
        (lambda n: np.arange(n)[1], lambda n: 1.0),
        (lambda n: n > 1, lambda n: 1.0),
    ],
)
def test_a_tangent_of_what_is_no_float_is_refused_inside_as_outside(primal, dot):
    def f(x, n):
        return jvp(lambda u: np.sum(u * x), (primal(n),), (dot(n),))[1]

    with pytest.raises(UnsupportedError, match="pass None, or make it of floats"):
        grad(f)(0.5, 3)
    with pytest.raises(s2sad.ArgumentError, match="S2S502"):
        f(0.5, 3)


def test_integers_in_structures_have_no_tangents():
    def f(x, n, dot):
        return jvp(lambda p: p["k"] * p["u"] ** 2 * x, ({"u": x, "k": n},), ({"u": 1.0, "k": dot(n)},))[1]

    for dot in (lambda n: 0, lambda n: None, lambda n: 0.0):
        assert grad(lambda x, n: f(x, n, dot))(0.7, 3) == pytest.approx(4 * 3 * 0.7)  # noqa: B023
        assert f(0.7, 3, dot) == pytest.approx(2 * 3 * 0.7**2)
    with pytest.raises(UnsupportedError, match="pass None, or make it of floats"):
        grad(lambda x, n: f(x, n, lambda n: n + 1))(0.7, 3)


def test_none_says_zero_for_some_of_several_arguments():
    def f(x, y):
        def g(*a):
            return a[0]["p"] * a[1] ** 2 * np.sum(a[2])

        return jvp(g, ({"p": x}, y, np.array([x, 1.0])), (None, 1.0, None))[1]

    assert grad(f)(0.7, 0.4) == pytest.approx(2 * 0.4 * 1.7 + 2 * 0.7 * 0.4)
    assert grad(f, 1)(0.7, 0.4) == pytest.approx(2 * 0.7 * 1.7)


def test_a_gradient_by_what_may_be_of_either_kind_is_of_that_kind_inside_as_outside():
    def slope(z, w):
        return np.sin(z) * w

    def f(x, n):
        single = np.float32(x[1])
        z = 2.0 if n == 0 else x[0] if n == 1 else single
        return grad(slope)(z, 3.0), vjp(slope, z, 3.0)[1](1.0)[0], grad(lambda t: slope(t["z"], 0.5))({"z": z})["z"]

    def told(x, n):
        made = f(x, n)
        return np.sum(x) * sum(
            10.0**k * (isinstance(g, float) + 2 * isinstance(g, np.float32)) for k, g in enumerate(made)
        )

    x = np.array([0.4, 0.7])
    for n in range(3):
        assert told(x, n) == value_and_grad(told)(x, n)[0] == jvp(told, (x, n), (x, None))[0], n
    assert [type(g) for g in f(x, 2)] == [np.float32] * 3
