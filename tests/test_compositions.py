"""Operators of operators: compositions, nestings and structures, against closed forms and differences."""

import dataclasses

import numpy as np

import s2sad
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

x = np.array([0.5, -1.25, 2.0])
v = np.array([0.3, 0.7, -0.2])
A = np.array([[2.0, 0.3, 0.1], [0.0, 1.5, -0.4], [0.2, 0.1, 1.0]])


def f(x):
    return np.sum(np.sin(x) * x**2) + x[0] * x[1] * x[2]


def F(x):
    return np.array([x[0] * x[1], np.sin(x[2]) * x[0], np.exp(x[1])])


def num(g, x, h=1e-4):
    """The derivatives by differences with one Richardson step, by the axes of x last."""
    x = np.asarray(x, float)
    found = []
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = 1.0

        def slope(step, e=e):
            return (np.asarray(g(x + step * e)) - np.asarray(g(x - step * e))) / (2.0 * step)

        found.append((4.0 * slope(h / 2.0) - slope(h)) / 3.0)
    if not x.ndim:
        return found[0]
    whole = np.array(found).reshape(x.shape + np.shape(found[0]))
    return np.moveaxis(whole, list(range(x.ndim)), list(range(-x.ndim, 0)))


def close(got, want, tol=2e-5):
    got, want = np.asarray(got), np.asarray(want)
    assert got.shape == want.shape
    np.testing.assert_allclose(got, want, rtol=tol, atol=tol * (1.0 + np.max(np.abs(want), initial=0.0)))


def jv(x):
    return jvp(f, (x,), (v,))[1]


def test_hessian_of_a_tangent():
    close(hessian(jv)(x), num(lambda y: num(jv, y), x), 1e-3)


def pb(x):
    return vjp(F, x)[1](v)[0]


def test_jacobian_of_a_pullback():
    close(jacobian(pb)(x), num(lambda y: num(lambda z: F(z) @ v, y), x), 1e-4)


def pbs(s):
    return vjp(F, x)[1](s)[0]


def test_jacobian_of_a_pullback_by_its_seed():
    close(jacobian(pbs)(v), num(F, x).T)


def hv(x):
    return np.sum(hvp(f, (x,), (v,)) ** 2)


def test_gradient_of_a_hessian_vector_product():
    def k(x):
        return np.sum((jacobian(grad(f))(x) @ v) ** 2)

    close(grad(hv)(x), grad(k)(x), 1e-9)


def lt(x):
    return taylor(f, 2)((x,), (v,))[2]


def test_laplacian_of_a_taylor_coefficient():
    close(laplacian(lt)(x), np.trace(hessian(lt)(x)), 1e-9)


def test_laplacian_of_half_a_quadratic_form():
    def k(x):
        return 0.5 * v @ (hessian(f)(x) @ v)

    close(laplacian(lt)(x), laplacian(k)(x), 1e-8)


def aux(x):
    return np.sum(x**3), {"a": x * 2, "b": (x[0], 3)}


def test_has_aux_inside():
    def k(x):
        g, a = grad(aux, has_aux=True)(x)
        return np.sum(g * a["a"])

    close(grad(k)(x), 3 * 3 * 2 * x**2)


def test_hessian_of_value_gradient_and_aux():
    def k(x):
        (val, a), g = value_and_grad(aux, has_aux=True)(x)
        return val * np.sum(g) + a["b"][0]

    def k2(x):
        return np.sum(x**3) * np.sum(3 * x**2) + x[0]

    close(hessian(k)(x), hessian(k2)(x), 1e-9)


def named(a, b, *, c=2.0):
    return np.sum(a * b) * c + np.sum(a**2 * b)


def test_argnums_by_name():
    def k(x):
        return np.sum(grad(named, "b")(x, x * x) ** 2)

    def k2(x):
        return np.sum((2.0 * x + x**2) ** 2)

    close(grad(k)(x), grad(k2)(x), 1e-9)


def test_argnums_by_names_in_another_order():
    def k(x):
        a, b = grad(named, ("b", "a"))(x, x * x)
        return np.sum(a * b)

    def k2(x):
        return np.sum((2.0 * x + x**2) * (2 * x * x + 2 * x * x * x))

    close(grad(k)(x), grad(k2)(x), 1e-9)


def test_a_keyword_of_the_inner_function():
    def k(x):
        return np.sum(grad(named, 0)(x, x * x, c=3.0))

    def k2(x):
        return np.sum(3 * x * x + 2 * x**3)

    close(hessian(k)(x), hessian(k2)(x), 1e-9)


@dataclasses.dataclass
class P:
    w: np.ndarray
    b: float


def loss(p, y):
    return np.sum(np.tanh(p.w * y + p.b) ** 2)


def test_a_dataclass():
    def k(x):
        g = grad(loss)(P(x, x[0]), x)
        return np.sum(g.w) * g.b

    def k2(x):
        def inner(w, b):
            return np.sum(np.tanh(w * x + b) ** 2)

        gw, gb = grad(inner, (0, 1))(x, x[0])
        return np.sum(gw) * gb

    close(grad(k)(x), grad(k2)(x), 1e-9)
    close(grad(k)(x), num(k, x))


def test_a_nested_structure():
    def inner(p):
        return np.sum(p["a"][0] * p["a"][1]) * p["c"]

    def k(x):
        g = grad(inner)({"a": (x, x**2), "c": x[1]})
        return np.sum(g["a"][0]) * g["c"] + np.sum(g["a"][1])

    close(grad(k)(x), num(k, x))
    close(hessian(k)(x), num(lambda y: num(k, y), x), 1e-3)


@s2sad.custom_vjp
def cv(x):
    return np.sum(x**2)


def cf(x):
    return np.sum(x**2), x


def cb(x, g):
    return (3.0 * x * g,)


cv.defvjp(cf, cb)


def test_custom_vjp_inside():
    close(grad(lambda x: np.sum(grad(cv)(x) * x))(x), 6 * x)


def test_jacobian_of_a_custom_gradient():
    close(jacobian(lambda x: grad(cv)(x))(x), 3 * np.eye(3))


@s2sad.custom_jvp
def cj(x):
    return np.sin(x)


cj.defjvp(lambda p, d: (np.sin(p[0]), 2.0 * np.cos(p[0]) * d[0]))


def sc(x):
    return np.sum(cj(x) ** 2)


def test_custom_jvp():
    close(grad(sc)(x), 4 * np.sin(x) * np.cos(x))


def test_second_derivatives_of_a_custom_jvp():
    close(jacobian(grad(sc))(x), jacobian(lambda x: 2 * 2 * cj(x) * np.cos(x))(x), 1e-9)


def test_products_of_a_custom_jvp():
    close(hvp(sc, (x,), (v,)), jacobian(grad(sc))(x) @ v, 1e-9)
    close(vhp(sc, (x,), (v,)), v @ jacobian(grad(sc))(x), 1e-9)


x32 = x.astype(np.float32)


def test_hvp_in_single_precision():
    r = hvp(f, (x32,), (v.astype(np.float32),))
    assert r.dtype == np.float32
    close(r, hvp(f, (x,), (v,)), 1e-4)


def test_hessian_in_single_precision():
    r = hessian(f)(x32)
    assert r.dtype == np.float32, r.dtype
    close(r, hessian(f)(x), 1e-4)


def test_laplacian_in_single_precision():
    r = laplacian(f)(x32)
    close(r, laplacian(f)(x), 1e-4)


def test_taylor_in_single_precision():
    r = taylor(f, 3)((x32,), (v.astype(np.float32),))
    close(r[3], taylor(f, 3)((x,), (v,))[3], 1e-3)


z = x + 1j * v


def cz(z):
    return np.sum(np.abs(z) ** 2 * np.real(z * z))


def test_gradient_by_a_complex_argument_inside():
    def k(x):
        g = grad(cz)(x + 1j * x**2)
        return np.sum(g.real**2 + g.imag**2)

    close(grad(k)(x), num(k, x))


def test_tangent_of_a_complex_function_inside():
    def k(x):
        return np.real(jvp(lambda w: np.sum(w**3), (x + 1j * v,), (x * 1j,))[1])

    close(grad(k)(x), num(k, x))


def test_holomorphic_twice():
    def h(w):
        return w**3 + np.exp(w)

    close(grad(grad(h, holomorphic=True), holomorphic=True)(1.0 + 2j), 6 * (1 + 2j) + np.exp(1 + 2j))


def ints(x, n):
    s = 0.0
    for i in range(n):
        s = s + x**i
    return s


def test_functions_of_integers():
    def k(x):
        return grad(ints)(x, 4) * jvp(ints, (x, 3), (1.0, 0))[1]

    def k2(x):
        return (1 + 2 * x + 3 * x**2) * (1 + 2 * x)

    close(derivative(k)(0.7), derivative(k2)(0.7))
    close(grad(grad(k))(0.7), grad(grad(k2))(0.7), 1e-9)


def test_perturbations_are_not_confused():
    close(derivative(lambda x: x * derivative(lambda y: x + y)(1.0))(2.0), 1.0)


def test_perturbations_of_products_are_not_confused():
    close(derivative(lambda x: x * derivative(lambda y: x * y)(2.0))(1.0), 2.0)


def test_tangents_within_tangents():
    def k(x):
        return jvp(lambda y: jvp(lambda w: w * y * x, (y,), (x,))[1], (x,), (1.0,))[1]

    close(k(1.5), 1.5 * 1.5)
    close(grad(k)(1.5), 2 * 1.5)


def test_linearize_inside():
    def k(x):
        y, push = linearize(F, x)
        return np.sum(push(x) * push(v)) + np.sum(y)

    close(grad(k)(x), num(k, x))


def test_linearize_in_a_loop():
    def k(x):
        y, push = linearize(F, x)
        s = 0.0
        for i in range(3):
            s = s + np.sum(push(x * i) * y)
        return s

    close(grad(k)(x), num(k, x))
    close(hessian(k)(x), num(lambda q: num(k, q), x), 1e-3)


def test_jacobian_in_a_loop():
    def k(x):
        y = x
        for _i in range(2):
            y = jacobian(F)(y) @ x * 0.1
        return np.sum(y)

    close(grad(k)(x), num(k, x))


def test_steps_of_newton():
    def k(x):
        y = x * 1.0
        for _i in range(2):
            y = y - np.linalg.solve(hessian(f)(y) + 9 * np.eye(3), grad(f)(y))
        return np.sum(y)

    close(grad(k)(x), num(k, x), 1e-4)


def test_elementwise_gradient_inside():
    def k(x):
        return np.sum(elementwise_grad(lambda y: np.sin(y) * y)(x) ** 2)

    close(grad(k)(x), num(k, x))


def test_laplacian_inside():
    def k(x):
        return laplacian(f)(x) ** 2

    close(grad(k)(x), num(k, x), 1e-4)


def test_taylor_inside():
    def k(x):
        c = taylor(f, 3)((x,), (v * x[0],))
        return c[0] * c[3] + c[1] * c[2]

    close(grad(k)(x), num(k, x), 1e-4)


def test_taylor_of_two_arguments_inside():
    def g2(a, b):
        return np.sum(a * b**2)

    def k(x):
        c = taylor(g2, 2)((x, x), (v, x))
        return c[2] + c[1]

    close(grad(k)(x), num(k, x), 1e-5)


def test_jacobian_of_matrices():
    def M(W):
        return W @ W.T

    W = A[:2]
    close(jacobian(M)(W), num(M, W))
    close(grad(lambda W: np.sum(jacobian(M)(W) ** 2))(W), num(lambda W: np.sum(num(M, W) ** 2), W), 1e-4)


def test_hessian_by_two_arguments():
    def q(a, b):
        return np.sum(a**2 * b) + a[0] * b[1] ** 3

    H = hessian(q, (0, 1))(x, v)
    close(H[0][1], num(lambda b: num(lambda a: q(a, b), x), v), 1e-3)
    close(H[1][0], H[0][1].T, 1e-9)
    close(H[1][1], num(lambda b: num(lambda bb: q(x, bb), b), v), 1e-3)


def test_hessian_by_two_arguments_inside():
    def q(a, b):
        return np.sum(a**2 * b) + a[0] * b[1] ** 3

    def k(x):
        H = hessian(q, (0, 1))(x, x * v)
        return np.sum(H[0][1] * A) + np.sum(H[1][1])

    close(grad(k)(x), num(k, x), 1e-5)


def test_an_early_exit_and_a_loop_that_skips():
    def b(x):
        if x[0] > 0.2:
            return np.sum(x**3)
        return np.sum(x)

    def k(x):
        s = 0.0
        for i in range(3):
            if i == 1:
                continue
            s = s + np.sum(grad(b)(x * (i - 0.5)) * v)
        return s

    close(grad(k)(x), num(k, x))


def test_arrays_that_are_written():
    def b(x):
        y = x.copy()
        y[0] = y[1] * y[2]
        y *= 2.0
        return np.sum(y**2)

    def k(x):
        w = x * 2.0
        g = grad(b)(w)
        w[1] = g[2]
        return np.sum(w * g)

    close(grad(k)(x), num(k, x))
    close(hvp(k, (x,), (v,)), num(lambda y: num(k, y), x) @ v, 1e-3)


def test_a_pullback_called_twice():
    def k(x):
        y, p = vjp(F, x)
        (a,) = p(y)
        (b,) = p(a)
        return np.sum(a * b)

    close(grad(k)(x), num(k, x))
    close(hessian(k)(x), num(lambda q: num(k, q), x), 2e-3)


def test_a_pullback_of_two_results():
    def q(a, b):
        return a * b, np.sum(a)

    def k(x):
        (_y, s), p = vjp(q, x, x**2)
        da, db = p((x, s))
        return np.sum(da * db)

    close(grad(k)(x), num(k, x))


def test_stop_gradient():
    def k(x):
        return np.sum(s2sad.stop_gradient(x) * x**2)

    close(grad(k)(x), 2 * x * x)
    close(hessian(k)(x), np.diag(2 * x))


def test_a_recursion():
    def r(x, n):
        return x if n == 0 else np.sin(r(x, n - 1)) * x

    def k(x):
        return grad(lambda t: r(t, 3))(x) ** 2

    close(grad(k)(0.7), num(k, 0.7))


def test_jacobian_of_a_structure():
    def q(x):
        return [x * 2, (np.sum(x), x[0] * x)]

    J = jacobian(q)(x)
    close(J[1][1], num(lambda x: x[0] * x, x))


ALONG = np.array([0.7, -0.2, 0.4, 1.1])


def stretched(a, k):
    b = a * 1.0
    for i in range(1, 4):
        b[i] += np.sin(b[i - 1]) * k
    return np.sum(b * b) * 0.3


def chosen_of_a_product(z):
    h = np.tanh(hvp(lambda a: stretched(a, 0.3), (z,), (ALONG,)))
    return np.sum(np.where(h > 0.1, np.log(h), h * 0.5))


def test_choices_of_a_product_with_a_hessian_in_reverse_over_reverse():
    z, u = np.array([0.4, -0.7, 1.2, 0.33]), np.array([1.0, -0.5, 0.25, 2.0])
    expected = jvp(grad(chosen_of_a_product), (z,), (u,))[1]
    np.testing.assert_allclose(vjp(grad(chosen_of_a_product), z)[1](u)[0], expected, rtol=1e-12)
