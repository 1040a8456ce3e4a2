"""What a store writes over has no adjoint, as the arm that ``np.where`` does not take."""

import linecache
import random
import warnings

import numpy as np
import pytest

from s2sad import grad, hvp, jvp, vhp
from tests.driver import Derived
from tests.oracle import difference

X = np.array([0.0, 4.0, 9.0, 2.0])
ALONG = np.array([0.3, -0.2, 0.5, 0.1])


def by_truth_values(x):
    r = np.sqrt(x)
    r[x == 0] = 0.5
    return np.sum(r * x + r)


def cardinal_sine(x):
    y = np.sin(x) / x
    y[x == 0] = 1.0
    return np.sum(y * y)


def by_what_it_is(x):
    y = 1.0 / x
    y[~np.isfinite(y)] = 0.0
    return y @ y


def entropy(x):
    p = x / np.sum(x)
    z = p * np.log(p)
    z[p == 0] = 0.0
    return -np.sum(z)


def an_item(x):
    y = np.log(x)
    y[0] = 2.0
    return y @ y


def a_diagonal(x):
    d = x[:, None] - x[None, :]
    r = np.sqrt(d * d)
    np.fill_diagonal(r, 1.0)
    return np.sum(1.0 / r)


def forces(x):
    d = x[:, None] - x[None, :]
    f = 1.0 / np.abs(d) ** 3
    f[np.arange(4), np.arange(4)] = 0.0
    return np.sum((f @ x) ** 2)


def after_updates(x):
    y = x * 2.0
    y /= x
    y *= x
    y[x == 0] = x[1]
    y[2:] = 3.0 * x[1]
    return y @ y


def stored_as_a_whole(x):
    y = np.zeros(4)
    y[:] = np.sqrt(x)
    y[x == 0] = 7.0
    y[np.array([2, 3])] *= 2.0
    return y @ y


def read_before(x):
    y = np.sqrt(x)
    s = np.sum(np.where(x == 0, 1.0, y)) + y[1] * y[2] + np.sum(y[np.array([3, 1])])
    y[x == 0] = 7.0
    return s * (y @ y)


def copied_before(x):
    y = np.log(x)
    z = y * x
    z[x == 0] = 0.0
    y[0] = 1.0
    return y @ z


def in_a_loop(x):
    s = 0.0
    for k in range(2):
        r = x**0.5
        r[r == 0] = k
        s = s + r @ x
    return s


def by_places_in_a_loop(x):
    at = np.array([2, 0])
    s = 0.0
    for _ in range(2):
        r = 1.0 / x
        r[at] = x[at]
        s = s + np.sum(r * r * x)
    return s


def by_functions(x):
    r = np.sqrt(x)
    np.putmask(r, x == 0, 2.0)
    np.copyto(r, 3.0, where=x == 9)
    np.put(r, [3], [4.0])
    return r @ r


def of_pi(x):
    a = np.arccos(np.cos(x))
    a[np.cos(x) >= 1] = 0.0
    return np.sum(a)


def behind_the_block_that_keeps_quiet(x):
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.sin(x) / x
    y[x == 0] = 1.0
    return y @ y


def in_the_block_that_keeps_quiet(x):
    y = np.ones_like(x)
    with np.errstate(all="ignore"):
        y[:] = 1.0 / x
        y[~np.isfinite(y)] = 2.0
    return y @ y


def behind_arms(x):
    if x[1] > 0:
        y = np.sqrt(x)
    else:
        y = x * 2.0
    y[x == 0] = 1.0
    return np.sum(y**3)


def in_an_arm(x):
    y = np.sqrt(x)
    if np.any(x == 0):
        y[x == 0] = 1.0
    else:
        y[1] = 2.0
    return np.sum(y**3)


def places_in_an_arm(x):
    y = 1.0 / x
    k = np.where(x == 0)[0]
    if len(k):
        y[k] = x[2]
    return np.sum(y**2)


WRITTEN = (
    by_truth_values, cardinal_sine, by_what_it_is, entropy, an_item, a_diagonal, forces, after_updates,
    stored_as_a_whole, read_before, copied_before, in_a_loop, by_places_in_a_loop, by_functions, of_pi,
    behind_the_block_that_keeps_quiet, in_the_block_that_keeps_quiet, behind_arms, in_an_arm, places_in_an_arm,
)  # fmt: skip


def second(f):
    def product(x):
        return grad(f)(x) @ ALONG

    return grad(product)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the primal divides by zero
@pytest.mark.parametrize("f", WRITTEN, ids=lambda f: f.__name__)
def test_what_a_store_writes_over_has_no_adjoint(f):
    """In reverse mode as in forward mode, where what is written over is not read; in second order, too."""
    gradient = grad(f)(X)
    forward = [jvp(f, (X,), (e,))[1] for e in np.eye(4)]
    np.testing.assert_allclose(gradient, forward, rtol=1e-13, atol=1e-13)
    products = [hvp(f, (X,), (ALONG,)), vhp(f, (X,), (ALONG,)), second(f)(X)]
    for product in products:
        np.testing.assert_allclose(product, products[0], rtol=1e-12, atol=1e-12)
    assert np.all(np.isfinite(gradient))
    assert np.all(np.isfinite(products[0]))


def kept_and_read(x):
    y = np.sqrt(x)
    s = np.sum(y)
    y[x == 0] = 7.0
    return s * (y @ y)


def viewed_before(x):
    y = np.sqrt(x)
    z = y[:2]
    y[x == 0] = 7.0
    return z @ z + y @ y


def read_turned_round(x):
    y = np.ones_like(x)
    turned, rest = y[::-1], y[1:]
    y[:] = np.sqrt(x)
    s = np.sum(np.where(x == 0, 1.0, turned)) + rest[0] ** 2
    y[x == 0] = 7.0
    return s * (y @ y)


def test_what_a_view_reads_before_is_in_other_places():
    at = np.array([3.0, 4.0, 9.0, 0.25])
    np.testing.assert_allclose(grad(read_turned_round)(at), [jvp(read_turned_round, (at,), (e,))[1] for e in np.eye(4)])
    assert np.isinf(grad(read_turned_round)(np.array([4.0, 2.0, 3.0, 0.0]))[3])  # it is the first of the turned ones


def test_what_is_read_before_has_its_adjoint():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isinf(grad(kept_and_read)(X)[0])
    assert np.isfinite(grad(viewed_before)(X)[1:]).all()


def test_the_condition_is_asked_where_a_partial_may_be_infinite():
    def linear(x):
        y = 2.0 * x
        y[x == 0] = 7.0
        return y @ y

    assert "np.where(" not in Derived(linear, (X,)).module.text
    text = Derived(by_truth_values, (X,)).module.text
    assert "w8 = np.where(w3, 0.0, 0.5 * w2_bar / w7)  # w2 = np.sqrt(x)" in text


# ------------------------------------------------------------ programs by chance

FILLED = (
    "np.sqrt(x)", "np.sqrt(x) * 2.0", "1.0 / x", "x * w / x", "np.log(x)", "x ** 0.5 + w", "np.sin(x) / x * w",
    "np.where(w > 3, np.sqrt(x), x)",
)  # fmt: skip
UPDATED = ("/= x", "*= np.sqrt(x)", "+= np.log(x)", "**= 0.5", "/= (x * x)")
PLACES = np.array([True, False, False, True, False])
AT = np.array([0.0, 4.0, 9.0, 0.0, 2.0])
THE_SAME = np.array([0, 3])
OTHERS = np.array([3, 0, 1])


def written_by_chance(r):
    """A function that fills arrays with what is infinite, or has an infinite partial, where it is written over."""
    lines, names, ind = ["w = x + 1.5", "s = 0.0"], [], ""
    if r.random() < 0.3:
        lines.append(f"for q in range({r.choice([1, 2])}):")
        ind = "    "

    def put(line):
        if line.startswith("y") and "[" in line and r.random() < 0.15:
            lines.append(f"{ind}if w[1] > {r.choice(['2.0', '9.0'])}:")
            line = "    " + line
        lines.append(ind + line)

    for _ in range(r.choice([1, 1, 2])):
        names.append(f"y{len(names)}")
        y, k = names[-1], r.random()
        if k < 0.4:
            put(f"{y} = {r.choice(FILLED)}")
        elif k < 0.6:
            put("with np.errstate(all='ignore'):")
            put(f"    {y} = {r.choice(FILLED)}")
        elif k < 0.8:
            put(f"{y} = np.zeros(5)")
            put(f"{y}[{r.choice([':', '...'])}] = {r.choice(FILLED)}")
        else:
            put(f"{y} = w * 2.0")
            put(f"{y} {r.choice(UPDATED)}")
        for _ in range(r.randint(1, 4)):
            y, value = r.choice(names), r.choice(["1.0", "w[1]", "0.0", "s"])
            put(
                r.choice(
                    [
                        *[f"{y}[m] = {v}" for v in (value, "w[m]", "w[:2] * 2.0")],
                        *[f"{y}[i] = {v}" for v in (value, "w[i]")],
                        f"{y}[j] = w[j]",
                        f"{y}[{r.choice(['0', '3', '1', '-2'])}] = {value}",
                        f"{y}[{r.choice(['2:', '1:', '::3', '3:'])}] = {value}",
                        *[f"{y} {u}" for u in ("*= 2.0", "+= w", "*= w", "/= w", "-= 1.0")],
                        f"s = s + np.sum({y}[~m] * w[~m])",
                        f"s = s + np.sum(np.where(m, w, {y}))",
                        f"s = s + {y}[1] * {y}[2]",
                        f"s = s + np.sum({y}[np.array([1, 2])])",
                        f"{y} = {y} * w",
                    ]
                )
            )
    for y in names:
        lines.append(f"{ind}{y}[m] = {r.choice(['1.0', 'w[1]', 'w[m]'])}")
        put(f"s = s + np.sum({y} * {y} * w)")
    return "def f(x, m, i, j):\n" + "".join(f"    {line}\n" for line in lines) + "    return s\n"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the primal divides by zero
@pytest.mark.parametrize("seed", range(40))
def test_programs_that_write_over_what_is_infinite(seed):
    text, name = written_by_chance(random.Random(seed)), f"<written over {seed}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    space = {"np": np}
    exec(compile(text, name, "exec"), space)
    f = space["f"]

    def at(x):
        return f(x, PLACES, THE_SAME, OTHERS)

    gradient = grad(at)(AT)
    by_differences = np.concatenate([difference(at, (AT,), e) for e in np.eye(5)])
    rounding = 1e-6 + 1e-12 * abs(at(AT))  # of the differences
    np.testing.assert_allclose(gradient, by_differences, rtol=1e-6, atol=rounding, err_msg=text)
    along = np.array([0.3, -0.2, 0.5, 0.1, 0.7])
    np.testing.assert_allclose(vhp(at, (AT,), (along,)), hvp(at, (AT,), (along,)), rtol=1e-10, atol=1e-10, err_msg=text)
