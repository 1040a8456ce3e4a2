"""Methods of decorated functions inside functions that are differentiated: ``f.jvp``, ``f.vjp``, ``f.jacobian``, …"""

import numpy as np
import pytest

from s2sad import UnsupportedError, check_grads, differentiate, grad, value_and_grad

AT = 0.7
X = np.array([1.0, 2.0, 0.5])


@differentiate
def energy(x):
    return np.sum(x**3)


@differentiate
def cubes(x):
    return x**3


@differentiate
def two(x, k, n=2):
    return np.sum(x**n) * k * k + k


@differentiate(wrt="k")
def by_k(x, k):
    return np.sum(x) * k**3


@differentiate
def pair(x, k):
    return x * k, {"s": k * k}


class Spring:
    def __init__(self, stiffness):
        self.stiffness = stiffness

    @differentiate(wrt="q")
    def energy(self, q):
        return self.stiffness * q**3


spring = Spring(2.0)

FUNCTIONS = {
    "jvp": lambda x: energy.jvp((X * x,), (X,))[1],
    "vjp": lambda x: np.sum(energy.vjp(X * x)[1](2.0).x),
    "jacobian": lambda x: np.sum(cubes.jacobian(X * x) ** 2),
    "hessian": lambda x: np.sum(energy.hessian(X * x) ** 2),
    "hvp": lambda x: np.sum(energy.hvp((X * x,), (X,))),
    "hessian by names": lambda x: np.sum(two.hessian(X * x, x).x.k) + two.hessian(X * x, k=x).k.k,
    "vjp by names": lambda x: np.sum(two.vjp(X * x, x)[1](x).x) * two.vjp(X * x, x, 3)[1](1.0).k,
    "jacobian by names": lambda x: np.sum(two.jacobian(X * x, x).x) * two.jacobian(X * x, x).k,
    "hvp by names": lambda x: np.sum(two.hvp((X * x, x, 2), (X, 1.0, None)).x),
    "one of the parameters": lambda x: by_k.jacobian(X, x) * by_k.hessian(X, x) + by_k.vjp(X, x)[1](1.0).k,
    "a result of several": lambda x: np.sum(pair.jacobian(X * x, x)[0].x) + pair.jacobian(X * x, x)[1]["s"].k,
    "of an object": lambda x: spring.energy.jacobian(x) * spring.energy.hessian(x) * spring.energy.vjp(x)[1](1.0).q,
    "gradient": lambda x: two.value_and_grad(X, x)[1].k * two.grad(X * x, 2.0).x[0],
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_value_and_its_derivatives(name):
    f = FUNCTIONS[name]
    value, _ = value_and_grad(f)(AT)
    assert value == pytest.approx(f(AT), rel=1e-12)
    check_grads(f, AT, order=2)


@differentiate
def all_kinds(x, *rest, k=1.0):
    return x * k


def test_what_is_not_expanded_is_refused_where_it_is_called():
    for f in (lambda x: by_k.hvp((X * x, x), (X, 1.0)), lambda x: all_kinds.jacobian(x).x, lambda x: energy.trace(X)):
        with pytest.raises(UnsupportedError) as caught:
            grad(f)(AT)
        assert caught.value.code == "S2S301"
        assert caught.value.filename == __file__
