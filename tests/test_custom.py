"""Rules of the user's: adjoints and tangents of whole functions, and edits of adjoints in flight."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import s2sad
from s2sad import custom_jvp, custom_vjp, differentiate, grad, hessian, hvp, insert_grad_of, jvp, value_and_grad, vjp

X = np.array([0.3, -1.0, 2.0])


def code(f, *args):
    with pytest.raises(s2sad.S2SADError) as e:
        f(*args)
    return e.value.code


@custom_jvp
def log1pexp(x):
    """Softplus."""
    return np.log1p(np.exp(x))


@log1pexp.defjvp
def log1pexp_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return log1pexp(x), x_dot / (1.0 + np.exp(-x))


def softplus(x):
    return np.log1p(np.exp(x))


@custom_jvp
def product(x, y):
    return x * y


@product.defjvp
def product_jvp(primals, tangents):
    x, y = primals
    x_dot, y_dot = tangents
    return x * y, 3.0 * (x_dot * y + x * y_dot)  # told from the function's own derivative by the 3


@custom_vjp
def rounded(x):
    return np.round(x)


def rounded_forward(x):
    return np.round(x), None


def rounded_backward(_, g):
    return (g,)


rounded.defvjp(rounded_forward, rounded_backward)


@custom_vjp
def norm(v):
    return np.sqrt(np.sum(v * v))


def norm_forward(v):
    n = np.sqrt(np.sum(v * v))
    return n, (v, n)


def norm_backward(kept, g):
    v, n = kept
    return (np.where(n > 0, g * v / np.where(n > 0, n, 1.0), 0.0),)


norm.defvjp(norm_forward, norm_backward)


def same(f, g, *args, order=3):
    """Derivatives of one number by one number, to some order, of two functions."""
    for _ in range(order):
        f, g = grad(f), grad(g)
        assert f(*args) == pytest.approx(g(*args), rel=1e-12)


def test_a_call_is_the_function():
    assert log1pexp(0.5) == softplus(0.5)
    assert log1pexp.__doc__ == "Softplus."
    assert repr(norm) == "<custom_vjp norm>"


def test_tangents_in_all_modes_and_orders():
    def f(t, g=log1pexp):
        y = t
        for _ in range(3):
            y = g(y) * t
        return y

    def by_rule(t):
        y = t
        for _ in range(3):
            y = log1pexp(y) * t
        return y

    def by_text(t):
        y = t
        for _ in range(3):
            y = softplus(y) * t
        return y

    same(by_rule, by_text, 0.5)
    same(lambda t: f(t), by_text, 0.5)
    assert jvp(grad(by_rule), (0.5,), (1.0,))[1] == pytest.approx(grad(grad(by_text))(0.5), rel=1e-12)
    assert jvp(by_rule, (0.5,), (2.0,))[1] == pytest.approx(2.0 * grad(by_text)(0.5), rel=1e-12)
    assert grad(lambda t: jvp(by_rule, (t,), (1.0,))[1])(0.5) == pytest.approx(grad(grad(by_text))(0.5), rel=1e-12)


def test_arrays():
    def f(x):
        return np.sum(log1pexp(x) * x)

    def text(x):
        return np.sum(softplus(x) * x)

    np.testing.assert_allclose(grad(f)(X), grad(text)(X), rtol=1e-13)
    np.testing.assert_allclose(hessian(f)(X), hessian(text)(X), rtol=1e-12)
    np.testing.assert_allclose(hvp(f, (X,), (np.ones(3),)), hvp(text, (X,), (np.ones(3),)), rtol=1e-12)
    bar = vjp(grad(f), X)[1](np.ones(3))[0]
    np.testing.assert_allclose(bar, hessian(text)(X).sum(0), rtol=1e-12)
    value, (pull,) = vjp(log1pexp, X)[0], vjp(log1pexp, X)[1](np.ones(3))
    np.testing.assert_array_equal(value, softplus(X))
    np.testing.assert_allclose(pull, 1.0 / (1.0 + np.exp(-X)))


def test_the_rule_is_taken_and_not_the_text():
    assert grad(product, (0, 1))(2.0, 5.0) == (15.0, 6.0)
    assert jvp(product, (2.0, 5.0), (1.0, 0.0)) == (10.0, 15.0)
    assert jvp(lambda x: product(x, 5.0), (2.0,), (1.0,)) == (10.0, 15.0)
    assert grad(lambda x: product(x, x))(2.0) == 12.0
    assert grad(lambda x: product(3.0, x))(2.0) == 9.0
    assert grad(grad(lambda x: product(x, x)))(2.0) == 6.0  # of 3 * (y + x), which is no call of it
    assert grad(lambda x, y: product(product(x, y), y), 1)(2.0, 5.0) == pytest.approx(3 * (10.0 + 5.0 * 6.0))


def test_what_has_no_derivative_may_have_one():
    f = lambda x: np.sum(rounded(x) * x)  # noqa: E731
    np.testing.assert_array_equal(grad(f)(X), np.round(X) + X)
    assert grad(lambda x: rounded(x) ** 2)(1.3) == 2.0
    assert grad(lambda x: float(np.round(x)) ** 2)(1.3) == 0.0


def test_adjoints_in_loops_branches_and_helpers():
    def helper(v, k):
        return norm(v) * k if k > 2 else norm(v)

    def f(v):
        s = 0.0
        for k in range(1, 4):
            s = s + helper(v * k, k) ** 2
            v = v * 1.5
        return s

    def plain(v):
        s = 0.0
        for k in range(1, 4):
            w = v * k
            n = np.sqrt(np.sum(w * w))
            s = s + (n * k if k > 2 else n) ** 2
            v = v * 1.5
        return s

    w = X + 1.7
    by_differences = [(plain(w + h) - plain(w - h)) / 2e-6 for h in 1e-6 * np.eye(3)]
    np.testing.assert_allclose(grad(f)(w), by_differences, rtol=1e-7)
    h = hessian(f)(w)
    np.testing.assert_allclose(h, h.T, atol=1e-12)
    np.testing.assert_allclose(vjp(grad(f), w)[1](np.ones(3))[0], h.sum(0), rtol=1e-12)
    by_differences = [(grad(f)(w + d) - grad(f)(w - d)) / 2e-5 for d in 1e-5 * np.eye(3)]
    np.testing.assert_allclose(h, by_differences, rtol=1e-6, atol=1e-7)


def test_arrays_that_are_written():
    def f(x):
        a = x * 2.0
        n = norm(a)
        a[0] = n * n  # what the rule has kept is what the array held
        y = log1pexp(a)
        y[1] *= x[1]
        a[:] = 0.0
        return np.sum(y) + n

    def text(x):
        a = x * 2.0
        n = np.sqrt(np.sum(a * a))
        a[0] = n * n
        y = softplus(a)
        y[1] *= x[1]
        a[:] = 0.0
        return np.sum(y) + n

    np.testing.assert_allclose(grad(f)(X), grad(text)(X), rtol=1e-12)
    np.testing.assert_allclose(hessian(f)(X), hessian(text)(X), rtol=1e-11)
    np.testing.assert_allclose(
        jvp(lambda x: log1pexp(x * x), (X,), (X,))[1], jvp(lambda x: softplus(x * x), (X,), (X,))[1]
    )
    value, pull = vjp(f, X)
    np.testing.assert_array_equal(pull(1.0)[0], pull(1.0)[0])
    assert value == text(X)


def test_structures_and_arguments_without_derivatives():
    @custom_vjp
    def layer(p, x, scale):
        return {"out": p["w"] @ x * scale, "size": x.size}

    def forward(p, x, scale):
        return layer(p, x, scale), (p, x, scale)

    def backward(kept, bar):
        p, x, scale = kept
        g = bar["out"] * scale
        return {"b": None, "w": np.outer(g, x)}, p["w"].T @ g, None

    layer.defvjp(forward, backward)

    def f(p, x):
        return np.sum(layer(p, x, 2)["out"] ** 2)

    def text(p, x):
        return np.sum((p["w"] @ x * 2) ** 2)

    p = {"w": np.arange(6.0).reshape(2, 3), "b": np.ones(2)}
    got, want = grad(f, (0, 1))(p, X), grad(text, (0, 1))(p, X)
    np.testing.assert_allclose(got[0]["w"], want[0]["w"])
    np.testing.assert_allclose(got[0]["b"], np.zeros(2))
    np.testing.assert_allclose(got[1], want[1])


def power_rule(n, primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return x**n, n * x ** (n - 1) * x_dot


power = custom_jvp(lambda x, n: x**n, nondiff_argnums=(1,))
power.defjvp(power_rule)


def test_arguments_that_are_counted_out():
    assert grad(lambda x: power(x, 3))(2.0) == 12.0
    assert grad(grad(lambda x: power(x, 3)))(2.0) == 12.0
    assert code(grad(lambda x: power(x, 3.0 * x)), 2.0) == "S2S306"
    assert code(grad(power, 1), 2.0, 3.0) == "S2S306"


class Model:
    scale = 2.0

    @custom_jvp
    def act(self, x):
        return self.scale * x * x

    @act.defjvp
    def act_jvp(primals, tangents):
        self, x = primals
        return self.scale * x * x, 2.0 * self.scale * x * tangents[1]


def test_methods():
    m = Model()
    assert m.act(3.0) == 18.0
    assert grad(lambda x: m.act(x))(3.0) == 12.0


def test_what_rules_capture():
    k = 3.0

    @custom_vjp
    def f(x):
        return x * k

    f.defvjp(lambda x: (x * k, None), lambda _, g: (10.0 * k * g,))
    assert grad(f)(2.0) == 30.0

    def inside(x, c):
        return insert_grad_of(x * c, lambda g: g * c) * 2.0

    assert grad(inside, (0, 1))(5.0, 7.0) == (2.0 * 7.0 * 7.0, 2.0 * 7.0 * 5.0)

    def varying(x, c):
        g = custom_vjp(lambda v: v * c)
        return g(x)

    assert code(grad(varying), 1.0, 2.0) in ("S2S301", "S2S205")


def test_derivatives_inside():
    def f(x):
        return grad(log1pexp)(x) + jvp(log1pexp, (x,), (2.0,))[1]

    assert f(0.3) == pytest.approx(3.0 / (1.0 + np.exp(-0.3)))
    sigma = 1.0 / (1.0 + np.exp(-0.3))
    assert grad(f)(0.3) == pytest.approx(3.0 * sigma * (1.0 - sigma))
    assert grad(lambda x: grad(lambda q: norm(q * np.ones(3)))(x) * x)(2.0) == pytest.approx(np.sqrt(3.0))


def test_edits():
    seen = []

    def clipped(x, c):
        h = insert_grad_of(np.tanh(3.0 * x), lambda h_bar: np.clip(h_bar, -c, c))
        return np.sum(h * h * h)

    h = np.tanh(3.0 * X)
    np.testing.assert_allclose(grad(clipped)(X, 0.1), np.clip(3 * h * h, -0.1, 0.1) * 3 * (1 - h * h))
    value, dot = jvp(clipped, (X, 0.1), (np.ones(3), 0.0))
    assert (value, dot) == (
        clipped(X, 0.1),
        pytest.approx(np.sum(9.0 * h * h * (1 - h * h))),
    )  # tangents are not edited
    assert "np.clip(" in differentiate(clipped).source(X, 0.1)
    numbers = lambda x: np.clip(3 * np.tanh(3 * x) ** 2, -0.1, 0.1) * 3 * (1 - np.tanh(3 * x) ** 2)  # noqa: E731
    by_differences = (numbers(X + 1e-6) - numbers(X - 1e-6)) / 2e-6
    np.testing.assert_allclose(hvp(clipped, (X, 0.1), (np.ones(3), 0.0))[0], by_differences, rtol=1e-6, atol=1e-8)

    def steps(x):
        for _ in range(3):
            x = insert_grad_of(x * x, lambda g: g * 0.5)
        return x

    assert steps(1.1) == pytest.approx(1.1**8)
    assert grad(steps)(1.1) == pytest.approx(8 * 1.1**7 / 8)
    assert not seen


def test_an_edit_that_prints():
    def f(x):
        y = insert_grad_of(x * x, shown)
        return y * 3.0

    def shown(g):
        print("adjoint", g)
        return g

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert value_and_grad(f)(2.0) == (12.0, 12.0)
    assert out.getvalue() == "adjoint 3.0\n"


def test_an_edit_of_a_buffer():
    def f(x):
        a = insert_grad_of(x, lambda g: 2.0 * g)
        a[0] = a[1] * a[2]
        return np.sum(a * a)

    def text(x):
        a = x.copy()
        a[0] = a[1] * a[2]
        return np.sum(a * a)

    np.testing.assert_allclose(grad(f)(X), 2.0 * grad(text)(X))
    x = X.copy()
    f(x)
    np.testing.assert_array_equal(x, X)
    with pytest.raises(s2sad.ArgumentError):
        insert_grad_of(1.0, 2.0)


def test_what_is_refused():
    @custom_jvp
    def square(x):
        return x * x

    square.defjvp(lambda p, t: (p[0] * p[0], t[0] * t[0]))
    assert code(grad(square), 2.0) == "S2S306"  # not linear
    assert jvp(square, (2.0,), (3.0,)) == (4.0, 9.0)
    assert code(lambda: jvp(norm, (X,), (X,))) == "S2S306"
    assert code(grad(custom_vjp(softplus)), 2.0) == "S2S301"  # no rule

    @custom_vjp
    def wrong(x):
        return x * 1.0

    wrong.defvjp(lambda x: (x * 1.0, x), lambda x, g: (np.sum(g),))
    assert code(grad(lambda x: np.sum(wrong(x))), X) == "S2S301"
    wrong.defvjp(lambda x: (x * 1.0, x), lambda x, g: g)
    assert code(grad(lambda x: np.sum(wrong(x))), X) == "S2S301"
    wrong.defvjp(lambda x: np.sum(x), lambda x, g: (g,))
    assert code(grad(lambda x: np.sum(wrong(x))), X) == "S2S301"

    @custom_vjp
    def returned(x):
        return x

    returned.defvjp(lambda x: (x, None), lambda _, g: (g,))

    def writes(x):
        a = x * 1.0
        b = returned(a)
        b[0] = 2.0
        return np.sum(a * a)

    assert code(grad(writes), X) == "S2S401"
    np.testing.assert_array_equal(grad(lambda x: np.sum(returned(x) ** 2))(X), 2.0 * X)


def test_a_rule_with_a_loop_stays_a_function():
    @custom_vjp
    def root(a):
        x = a
        for _ in range(20):
            x = 0.5 * (x + a / x)
        return x

    def forward(a):
        x = a
        for _ in range(20):
            x = 0.5 * (x + a / x)
        return x, x

    root.defvjp(forward, lambda x, g: (0.5 * g / x,))
    f = differentiate(lambda a: root(a) ** 3)
    assert f.grad(2.0) == pytest.approx(1.5 * np.sqrt(2.0))
    assert hessian(f)(2.0) == pytest.approx(0.75 / np.sqrt(2.0))
    assert "reversed" not in f.source(2.0)
    assert "forward(a)" in f.source(2.0)


def test_rules_with_loops_inside_loops():
    @custom_jvp
    def big(x, k):
        for _ in range(k):
            x = x * np.sin(x)
        return x

    @big.defjvp
    def big_jvp(primals, tangents):
        (x, k), (x_dot, _) = primals, tangents
        for _ in range(k):
            x, x_dot = x * np.sin(x), x_dot * (np.sin(x) + x * np.cos(x))
        return x, x_dot

    def f(v, c):
        total = 0.0
        for i in range(3):
            total = total + norm(v * (i + 1.0)) * big(c, 4)
        return total

    s2sad.check_grads(f, X, 0.7, order=1, modes=("reverse",))
    s2sad.check_grads(lambda c: big(c, 3) ** 2, 0.7, order=2)
    text = differentiate(f).source(X, 0.7)
    assert "big_tangent_transposed(c, " in text
    assert "def big_tangent_transposed(x, out_bar):" in text
    assert "+w" not in text.replace("= w", "")


def test_a_rule_for_tangents_may_go_through_their_items():
    @custom_jvp
    def product(x, y):
        return np.sum(x * y)

    @product.defjvp
    def product_jvp(primals, tangents):
        (x, y), (x_dot, y_dot) = primals, tangents
        total = 0.0
        for i in range(len(x_dot)):
            total = total + x_dot[i] * y[i] + x[i] * y_dot[i]
        return np.sum(x * y), total

    def f(v):
        return product(v * v, np.sin(v)) ** 2

    s2sad.check_grads(f, X, order=2)
    np.testing.assert_allclose(grad(f)(X), grad(lambda v: np.sum(v * v * np.sin(v)) ** 2)(X), rtol=1e-12)


def test_modules_of_what_has_no_tangents(tmp_path):
    (tmp_path / "roots.py").write_text(ROOTS)
    command = [sys.executable, "-m", "s2sad", "generate", str(tmp_path / "roots.py"), "-o", str(tmp_path / "made")]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "f_tangent" not in done.stdout
    assert "g_tangent" in done.stdout
    text = (tmp_path / "made" / "roots.py").read_text()
    assert "modes      reverse: a rule for adjoints gives no tangents" in text
    space = {}
    exec(text, space)
    assert space["f_grad"](4.0) == pytest.approx(0.5)
    assert "s2sad" not in text.split('"""', 2)[2]


ROOTS = """
from s2sad import custom_vjp, differentiate


@custom_vjp
def root(a):
    return a**0.5


root.defvjp(lambda a: (a**0.5, a**0.5), lambda x, g: (0.5 * g / x,))


@differentiate
def f(a: float):
    return 2.0 * root(a)


@differentiate
def g(a: float):
    return a * a
"""


def test_rules_are_part_of_what_is_cached():
    @custom_jvp
    def f(x):
        return x * 1.0

    f.defjvp(lambda p, t: (p[0] * 1.0, 2.0 * t[0]))
    g = differentiate(lambda x: f(x))
    assert g.grad(1.0) == 2.0
    f.defjvp(lambda p, t: (p[0] * 1.0, 5.0 * t[0]))
    assert g.grad(1.0) == 5.0


# ---------------------------------------------------------------- rules that write what they are handed


def doubled(b):
    b *= 2.0
    return b


def clipped(b):
    for i in range(len(b)):
        if b[i] > 0.5:
            b[i] = 0.5
    return b


@pytest.mark.parametrize(("edit", "want"), [(doubled, lambda b: 2.0 * b), (clipped, lambda b: np.minimum(b, 0.5))])
def test_an_edit_writes_the_adjoint_that_it_is_handed_and_nothing_else(edit, want):
    x, w = np.array([0.7, -0.4, 1.3]), np.array([0.3, 1.1, -0.6])

    def f(x):
        return np.sum(insert_grad_of(x * x, edit) * w) + np.sum(x * w)

    before = w.copy()
    expected = 2.0 * x * want(w.copy()) + w
    _, pullback = vjp(f, x)
    for got in (grad(f)(x), pullback(1.0)[0], pullback(1.0)[0], differentiate(f, optimise=False).grad(x)):
        assert got == pytest.approx(expected)
    seed = w.copy()
    assert vjp(lambda x: insert_grad_of(x, edit), x)[1](seed)[0] == pytest.approx(want(w.copy()))
    assert np.array_equal(w, before)
    assert np.array_equal(seed, before)


def test_rules_write_residuals_arguments_and_tangents_of_their_own():
    x, w = np.array([0.7, -0.4, 1.3]), np.array([0.3, 1.1, -0.6])
    square = custom_vjp(lambda x: x * x)

    def forward(x):
        x *= 2.0
        return x * x / 4.0, x

    def backward(r, g):
        r *= g
        g *= 0.0
        return (r,)

    square.defvjp(forward, backward)
    at = x.copy()
    _, pullback = vjp(lambda x: square(x) + x, at)
    for _ in range(2):
        assert pullback(w.copy())[0] == pytest.approx(2.0 * x * w + w)
    assert grad(lambda x: np.sum(square(x)))(at) == pytest.approx(2.0 * x)
    other = custom_jvp(lambda x: x * x)

    @other.defjvp
    def rule(primals, tangents):
        (y,), (dot,) = primals, tangents
        value = y * y
        dot *= 2.0
        y *= dot
        return value, y

    along = w.copy()
    value, dot = jvp(lambda x: other(x) + x, (at,), (along,))
    assert value == pytest.approx(x * x + x)
    assert dot == pytest.approx(2.0 * x * w + w)
    assert np.array_equal(at, x)
    assert np.array_equal(along, w)
