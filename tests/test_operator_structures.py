"""Operators by objects, named tuples, several positional arguments and methods: structures, and what they are named."""

import functools
import math
from dataclasses import dataclass
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest

from s2sad import (
    SourceError,
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
    vhp,
    vjp,
)

X = np.array([0.7, -0.4, 1.3])
V = np.array([0.3, 1.1, -0.6])


@dataclass
class Unsorted:
    z: float
    a: float


@dataclass(slots=True)
class Slotted:
    z: float
    n: int
    a: float


@dataclass(frozen=True)
class Mixed:
    z: np.ndarray
    a: float
    name: str = "m"


class Pair(NamedTuple):
    z: float
    a: float


class Plain:
    def __init__(self, z, a):
        self.z, self.a = z, a

    def loss(self, x):
        return np.sum(self.z * x * x) * self.a


def product(b):
    return b.z**2 * b.a


def summed(b):
    return np.sum(b.z**2) * b.a


AT_NUMBERS = [
    (Unsorted(2.0, 3.0), Unsorted(1.0, 0.0)),
    (Unsorted(2.0, 3.0), {"a": 0.0, "z": 1.0}),
    (Slotted(2.0, 7, 3.0), Slotted(1.0, None, 0.0)),
    (Plain(2.0, 3.0), Plain(1.0, 0.0)),
    (Pair(2.0, 3.0), Pair(1.0, 0.0)),
    (SimpleNamespace(z=2.0, a=3.0), SimpleNamespace(a=0.0, z=1.0)),
]


@pytest.mark.parametrize(("at", "along"), AT_NUMBERS)
def test_fields_in_an_order_that_is_not_that_of_their_names(at, along):
    assert jvp(product, (at,), (along,)) == (12.0, 12.0)
    assert linearize(product, at)[1](along) == 12.0
    assert taylor(product, 2)((at,), (along,)) == (12.0, 12.0, 3.0)
    assert laplacian(product)(at) == 6.0


@pytest.mark.parametrize(("at", "along"), AT_NUMBERS)
def test_second_derivatives_are_objects_like_the_argument(at, along):
    got, again = hvp(product, (at,), (along,)), vhp(product, (at,), (along,))
    assert (got.z, got.a) == (again.z, again.a) == (6.0, 4.0)
    rows = hessian(product)(at)
    assert (rows.z.z, rows.z.a, rows.a.z, rows.a.a) == (6.0, 4.0, 4.0, 0.0)
    _, pullback = vjp(grad(product), at)
    (bar,) = pullback(along)
    assert (bar.z, bar.a) == (6.0, 4.0)
    slope, push = linearize(grad(product), at)
    dot = push(along)
    assert (slope.z, slope.a, dot.z, dot.a) == (12.0, 4.0, 6.0, 4.0)
    _, dot = jvp(grad(product), (at,), (along,))
    kept = (Unsorted, Slotted, Pair)
    for made in (got, again, rows, rows.z, bar, slope, dot):
        assert type(made) is (type(at) if isinstance(at, kept) else SimpleNamespace)


def test_arrays_beside_numbers_in_objects():
    at, along = Mixed(X, 3.0), Mixed(V, 0.0, None)
    assert taylor(summed, 2)((at,), (along,)) == pytest.approx((summed(at), 6 * X @ V, 3 * V @ V))
    rows = hessian(summed)(at)
    assert np.array_equal(rows.z.z, 6.0 * np.eye(3))
    assert np.array_equal(rows.z.a, 2.0 * X)
    assert np.array_equal(rows.a.z, 2.0 * X)
    assert rows.z.name is None
    assert laplacian(summed)(at) == 18.0
    assert np.array_equal(vhp(summed, (at,), (along,)).z, 6.0 * V)
    by_both = hvp(lambda b, t: summed(b) * t, (at, 2.0), (along, 0.0))
    assert np.array_equal(by_both[0].z, 12.0 * V)
    assert by_both[1] == pytest.approx(6 * X @ V)
    named = differentiate(summed).hessian(at)
    assert np.array_equal(named.z.z, 6.0 * np.eye(3))


def test_what_comes_back_later_is_like_the_arguments_were():
    def f(p, items):
        return p.z**2 * items[0].a * len(items)

    p, items = Plain(X.copy(), 1.0), [Unsorted(1.0, 2.0)]
    _, pullback = vjp(f, p, items)
    _, named = differentiate(f).vjp(p, items)
    slope, push = linearize(grad(lambda p: np.sum(p.z**3)), p)
    p.z, p.more = None, 1
    items.append(None)
    for bars in (pullback(V), named(V)):
        assert isinstance(bars[0], SimpleNamespace)
        assert np.array_equal(bars[0].z, 4.0 * X * V)
        assert bars[1] == [Unsorted(0.0, V @ X**2)]
    assert isinstance(slope, SimpleNamespace)
    assert push(SimpleNamespace(z=V, a=0.0)).z == pytest.approx(6.0 * X * V)


def several(x, *xs):
    return x * xs[0] * xs[1] ** 2


def test_the_laplacian_by_one_of_any_number_of_arguments():
    assert laplacian(several, 2)(2.0, 3.0, 0.5) == 12.0
    assert laplacian(several, 1)(2.0, 3.0, 0.5) == 0.0
    assert laplacian(lambda *xs: np.sum(xs[1] ** 3) * xs[0], 1)(2.0, X, V) == pytest.approx(12 * np.sum(X))


def test_the_derivative_by_an_array_of_rank_0():
    got = derivative(lambda t: t**3)(np.array(2.0))
    assert isinstance(got, np.ndarray)
    assert (got.shape, float(got)) == ((), 12.0)
    assert np.array_equal(derivative(lambda t: t * X)(np.array(2.0)), X)


bound = Plain(np.array([1.0, 2.0, 3.0]), 2.0).loss


def test_methods_of_objects_that_stand_outside():
    want = 4.0 * bound.__self__.z * X
    assert np.array_equal(grad(lambda x: bound(x))(X), want)
    methods = [bound, Plain(1.0, 0.5).loss]
    assert np.array_equal(grad(lambda x: sum(f(x) for f in methods))(X), want + X)
    inner = grad(bound)
    assert np.array_equal(grad(lambda x: np.sum(inner(x) * V))(X), 4.0 * bound.__self__.z * V)
    assert np.array_equal(jacobian(elementwise_grad(bound))(X), np.diag(4.0 * bound.__self__.z))
    assert grad(laplacian(bound))(X).tolist() == [0.0] * 3
    assert taylor(bound, 2)((X,), (V,))[1] == pytest.approx(want @ V)
    own = Plain(X.copy(), 1.0).loss
    slope = grad(lambda x: own(x))
    assert np.array_equal(slope(X), 2.0 * X * X)
    own.__self__.z[:] = 1.0  # read anew at every call
    assert np.array_equal(slope(X), 2.0 * X)
    own = Plain(3.0, 1.0).loss
    assert np.array_equal(slope(X), 6.0 * X)


def test_what_a_pullback_captures_may_be_written_after():
    def f(x):
        k = np.full(3, 2.0)
        value, pull = vjp(lambda y: y**3 * k, x)
        k[:] = 5.0
        return np.sum(pull(V)[0] * value)

    assert f(X) == pytest.approx(np.sum(12.0 * X**5 * V))
    assert grad(f)(X) == pytest.approx(60.0 * X**4 * V)


# ---------------------------------------------------------------- functions without a text of their own


def energy(a, b, c=1.0, *, k=2.0):
    return np.sum(a * b**2) * c * k


def test_functions_of_the_library():
    assert grad(np.sin)(0.7) == math.cos(0.7)
    assert grad(math.sin)(0.7) == math.cos(0.7)
    assert grad(np.sum)(X).tolist() == [1.0] * 3
    assert np.array_equal(elementwise_grad(np.tanh)(X), elementwise_grad(lambda x: np.tanh(x))(X))
    assert jacobian(np.cumsum)(X).tolist() == np.tri(3).tolist()
    assert jvp(np.multiply, (X, V), (V, X))[1] == pytest.approx(V * V + X * X)
    assert vjp(np.linalg.norm, X)[1](2.0)[0] == pytest.approx(2.0 * X / np.linalg.norm(X))
    assert taylor(np.exp, 2)((0.0,), (1.0,)) == (1.0, 1.0, 0.5)
    assert hessian(np.prod)(X) == pytest.approx(hessian(lambda x: np.prod(x))(X))
    assert derivative(derivative(np.sin))(0.7) == -math.sin(0.7)
    assert grad(lambda x: grad(np.sin)(x) * derivative(np.exp)(x))(0.7) == pytest.approx(
        (math.cos(0.7) - math.sin(0.7)) * math.exp(0.7)
    )
    assert grad(lambda x: sum(grad(f)(x) for f in (np.sin, np.exp)))(0.7) == pytest.approx(
        math.exp(0.7) - math.sin(0.7)
    )
    with pytest.raises(SourceError, match="a function written in C"):
        grad([].append)


def test_partials():
    assert grad(functools.partial(energy, 2.0, k=3.0))(3.0) == 36.0
    assert grad(functools.partial(energy, 2.0, k=3.0), (0, 1))(3.0, 2.0) == (72.0, 54.0)
    assert grad(functools.partial(energy, 2.0))(3.0, k=3.0) == 36.0
    assert grad(functools.partial(energy, b=3.0))(2.0) == 18.0
    assert grad(functools.partial(functools.partial(energy, 2.0), c=3.0))(2.0) == 48.0
    assert hessian(functools.partial(energy, X))(2.0) == pytest.approx(4.0 * np.sum(X))
    assert np.array_equal(jacobian(functools.partial(grad(energy, 1), X))(V), np.diag(4.0 * X))
    assert grad(lambda x: grad(functools.partial(energy, x))(x))(3.0) == pytest.approx(8.0 * 3.0)
    w = X.copy()
    slope = grad(functools.partial(energy, w))
    assert np.array_equal(slope(V), 4.0 * w * V)
    w[:] = 1.0  # what it holds is read at every call
    assert np.array_equal(slope(V), 4.0 * V)
    assert grad(functools.partial(Plain.loss, Plain(X, 0.5)))(V).tolist() == (X * V).tolist()


def test_coefficients_beside_what_is_no_float():
    value, first, second = taylor(lambda x, n: {"a": x**n, "b": (n, x[0], "s")}, 2)((X, 3), (V, None))
    assert value["b"] == (3, 0.7, "s")
    assert type(value["b"][0]) is int
    assert first["b"][1] == 0.3
    assert second["a"] == pytest.approx(3.0 * X * V**2)


def test_coefficients_that_are_zero_everywhere_have_the_kind_of_the_value():
    made = taylor(lambda x: x**3, 4)((np.float32(2.0),), (np.float32(1.0),))
    assert made == (8.0, 12.0, 6.0, 1.0, 0.0)
    assert {type(c) for c in made} == {np.float32}


def test_jacobians_with_more_rows_than_columns_of_a_rule_for_adjoints():
    both = custom_vjp(lambda x: (x * x, x**3))
    both.defvjp(lambda x: ((x * x, x**3), x), lambda x, g: (2.0 * x * g[0] + 3.0 * x * x * g[1],))
    one, two = jacobian(both)(X)
    assert np.array_equal(one, np.diag(2.0 * X))
    assert np.array_equal(two, np.diag(3.0 * X * X))
