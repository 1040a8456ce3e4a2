"""An operator inside a function that is differentiated gives what it gives outside, to the bit."""

import numpy as np
import pytest

from s2sad import (
    derivative,
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

V = np.array([0.3, -0.8, 0.45, 1.7])


def stretch(a, k):
    b = a * 1.0
    for i in range(1, 4):
        b[i] += np.sin(b[i - 1]) * k
    return np.sum(b * b) * 0.3


def cube(z):
    return 0.3 * z * z * z * 0.7


def energy(a):
    return np.sum(a**3) * 0.1 + np.sum(np.tanh(a * 0.37) ** 2) * 0.9


def wave(t):
    return cube(t) * 1.1 + np.sin(t) * t * 0.9


def deep(a, k=0.3):
    return stretch(a, k) + energy(a * 0.3) * k + cube(a[0])


def item_by_item(a):
    return np.tanh(a * 0.3) * a * 0.7 + a**3 * 0.13


def vector(a):
    return item_by_item(item_by_item(a) + a * 0.31) * 0.9


def rational(t):
    return (0.3 * t / (1.7 + t * t)) ** 2 * 0.7


def looped(t, n=4):
    s = t * 0.3
    for _ in range(n):
        s = s + cube(s) * 0.1 + rational(t) * 0.77
    return s * s * 0.9


def until(t):
    s, k = 1.0, 0
    while s * s < 50.0 and k < 5:
        s = s + 0.3 * cube(t) + 0.9
        k += 1
    return s * rational(t)


class Model:
    def __init__(self, w):
        self.w = w

    def loss(self, a):
        return np.sum((a * self.w - 0.3) ** 2) * 0.11 + self.penalty(a)

    def penalty(self, a):
        return 0.7 * np.sum(np.exp(-0.3 * a * a)) * 0.3


MODEL = Model(V)


def log_sum(a):
    return np.log(np.sum(np.exp(a * 0.3))) * 0.7


def softmax(a):
    e = np.exp(a * 0.3)
    return e / np.sum(e) * 0.7


def recursive(t, n):
    return t * 0.3 if n == 0 else recursive(t * 0.9 + 0.1 * t * t, n - 1) * 0.7 + t * t * 0.3


def of_a_matrix(a):
    m = np.outer(a, a) * 0.3
    return np.sum(np.tanh(m @ a) * 0.7 * a)


def used_twice(a):
    t = energy(a)
    return t * t * 0.3 + t * 0.7 + stretch(a, 0.3) * t


def of_two(a, t):
    return np.sum(item_by_item(a)) * cube(t) * 0.3


def descent(x):
    for _ in range(3):
        x = x - 0.1 * grad(deep)(x)
    return x


def of_a_closure(x):
    scale = 0.3 * x[0]

    def inner(a):
        return np.sum(a * a * scale) * 0.7 + cube(scale) * energy(a)

    return hvp(inner, (x,), (V,))


def solved(callback, x, y):
    for _ in (1, 2, 3):
        x = x * 0.5 + y
        callback(x)
    return x


def remembers(x, y):
    history = []
    r = solved(lambda v: history.append(v), x, y)
    return r * history[0] * history[-1] * len(history)


INSIDE = {
    "hvp of a loop that writes": lambda x: np.tanh(hvp(lambda a: stretch(a, 0.3), (x * 1.0,), (V,))),
    "hessian of a loop that writes": lambda x: np.tanh(hessian(stretch)(x * 1.0, 0.3)),
    "grad of callees": lambda x: grad(deep)(x),
    "grad of a lambda": lambda x: grad(lambda a: deep(a, 0.7) * 0.3)(x),
    "hvp of callees": lambda x: hvp(deep, (x,), (V,)),
    "vhp of callees": lambda x: vhp(deep, (x,), (V,)),
    "jvp of callees": lambda x: jvp(deep, (x,), (V,)),
    "hessian of callees": lambda x: hessian(deep)(x),
    "vjp of a vector": lambda x: vjp(vector, x)[1](V),
    "jacobian": lambda x: jacobian(vector)(x),
    "jacobian of a quotient": lambda x: jacobian(softmax)(x),
    "jacobian that reads what varies": lambda x: jacobian(lambda a: item_by_item(a) * x[0])(x * 0.3),
    "jacobian by a number": lambda x: jacobian(lambda t: np.array([cube(t), rational(t) * 0.3, wave(t)]))(x[0]),
    "jacobian by two": lambda x: jacobian(lambda a, b: item_by_item(a) * b * 0.3, (0, 1))(x, x[1]),
    "jacobian with fewer columns": lambda x: jacobian(lambda a: vector(np.outer(a, x) @ V * np.sum(a)) * 0.3)(x[:2]),
    "jacobian of several results": lambda x: jacobian(lambda a: (vector(x * a[0]), energy(a)))(x[1:]),
    "jacobian by an array of one": lambda x: jacobian(lambda a: energy(a) * 0.7)(x[:1]),
    "value_and_grad, used twice": lambda x: value_and_grad(used_twice)(x),
    "hvp, used twice": lambda x: hvp(used_twice, (x,), (V,)),
    "vhp, used twice": lambda x: vhp(used_twice, (x,), (V,)),
    "hessian, used twice": lambda x: hessian(used_twice)(x),
    "grad of a number": lambda x: grad(wave)(x[0]),
    "hvp of a number": lambda x: hvp(wave, (x[0],), (0.3,)),
    "grad of a grad": lambda x: grad(grad(wave))(x[0]),
    "grad of a grad of a grad": lambda x: grad(grad(grad(wave)))(x[0]),
    "grad of a loop": lambda x: grad(looped)(x[1]),
    "hvp of a loop": lambda x: hvp(looped, (x[1],), (0.3,)),
    "grad of a grad of a loop": lambda x: grad(grad(looped))(x[1]),
    "derivative of a loop": lambda x: derivative(looped)(x[0]),
    "taylor of a loop": lambda x: taylor(looped, 3)((x[0],), (0.9,)),
    "taylor of a vector": lambda x: taylor(vector, 2)((x,), (V,)),
    "grad of a while": lambda x: grad(until)(x[2]),
    "jvp of a while": lambda x: jvp(until, (x[2],), (0.77,)),
    "hvp of a while": lambda x: hvp(until, (x[2],), (0.3,)),
    "grad of a method": lambda x: grad(MODEL.loss)(x),
    "hvp of a method": lambda x: hvp(MODEL.loss, (x,), (V,)),
    "hessian of a method": lambda x: hessian(MODEL.loss)(x),
    "hessian of a logarithm": lambda x: hessian(log_sum)(x),
    "hvp of a composition": lambda x: hvp(lambda a: log_sum(softmax(a) * 0.7), (x,), (V,)),
    "grad of a recursion": lambda x: grad(recursive)(x[0], 3),
    "hvp of a recursion": lambda x: hvp(recursive, (x[0], 3), (0.3, None)),
    "hvp of products": lambda x: hvp(of_a_matrix, (x,), (V,)),
    "hessian of products": lambda x: hessian(of_a_matrix)(x),
    "linearize": lambda x: linearize(vector, x)[1](V),
    "elementwise_grad": lambda x: elementwise_grad(vector)(x),
    "laplacian": lambda x: laplacian(deep)(x),
    "grad in a grad": lambda x: grad(lambda a: np.sum(grad(deep)(a) * V) * 0.3)(x),
    "jvp of a grad": lambda x: jvp(lambda a: grad(deep)(a * 0.3) * 0.7, (x,), (V,)),
    "grad of an hvp": lambda x: grad(lambda a: hvp(lambda b: energy(b) * 0.3, (a * 0.7,), (V,)) @ V)(x),
    "in a loop": descent,
    "hessian by two": lambda x: hessian(of_two, (0, 1))(x, x[1]),
    "hessian by two, turned": lambda x: hessian(of_two, (1, 0))(x, x[1]),
    "hvp by two": lambda x: hvp(of_two, (x, x[1]), (V, 0.3)),
    "vhp by two": lambda x: vhp(of_two, (x, x[1]), (V, 0.3)),
    "pullback of several": lambda x: vjp(lambda a: (energy(a), vector(a), cube(a[2])), x)[1]((0.3, V, 0.9)),
    "grad of a sum of calls": lambda x: grad(lambda a: sum([cube(t) * 0.3 for t in a]) * 0.7)(x),
    "hvp of a closure": of_a_closure,
    "hvp of rest": lambda x: hvp(lambda *p: cube(p[0]) * rational(p[1]) * 0.3, (x[0], x[1]), (0.3, 0.7)),
}


def numbers(tree):
    if isinstance(tree, (tuple, list)):
        return [n for item in tree for n in numbers(item)]
    return [np.asarray(tree, float).tobytes()]


@pytest.mark.parametrize("name", INSIDE)
def test_the_value_is_that_of_the_operator(name):
    f = INSIDE[name]
    points = np.random.default_rng(0).normal(size=(4, 4))
    for x in (np.array([0.4, -0.7, 1.2, 0.3]), *points):
        want = numbers(f(x))
        assert numbers(jvp(f, (x,), (V,))[0]) == want
        assert numbers(vjp(f, x)[0]) == want
        assert numbers(linearize(f, x)[0]) == want


def test_what_a_callback_remembers():
    """The derivatives of its calls, which are functions of the program, have numbers of their own."""

    def slopes(x, y):
        return grad(remembers, (0, 1))(x, y)

    assert numbers(jvp(slopes, (1.3, 0.7), (1.0, 1.0))[0]) == numbers(slopes(1.3, 0.7))
