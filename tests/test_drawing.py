"""Draws from generators that are passed in: once, as the function makes them, and constant in every derivative."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import UnsupportedError


@s2sad.differentiate
def noisy(x, rng):
    z = rng.normal(size=x.shape)
    return np.sum(x * x * z) + rng.random() * x[0]


X = np.array([0.5, -1.5, 2.0])


def gradient(rng):
    z = rng.normal(size=3)
    return 2.0 * X * z + rng.random() * np.array([1.0, 0.0, 0.0])


def test_the_numbers_are_those_that_the_function_draws():
    for seed in (1, 2):
        rng, twin = np.random.default_rng(seed), np.random.default_rng(seed)
        value, made = noisy.value_and_grad(X, rng)
        assert value == noisy(X, twin)
        assert rng.bit_generator.state == twin.bit_generator.state
        np.testing.assert_allclose(made.x, gradient(np.random.default_rng(seed)), rtol=1e-14)
        assert made.rng is None


def test_a_pullback_draws_nothing():
    rng = np.random.default_rng(1)
    value, pullback = noisy.vjp(X, rng)
    state = rng.bit_generator.state
    first, second = pullback(1.0), pullback(2.0)
    assert rng.bit_generator.state == state
    np.testing.assert_array_equal(2.0 * first.x, second.x)
    assert value == noisy(X, np.random.default_rng(1))


def test_forward_mode_and_second_derivatives_draw_once():
    tangent = s2sad.jvp(noisy, (X, np.random.default_rng(1)), (X, None))[1]
    np.testing.assert_allclose(tangent, gradient(np.random.default_rng(1)) @ X, rtol=1e-14)
    rng = np.random.default_rng(1)
    _, second = s2sad.jvp(s2sad.grad(noisy), (X, rng), (X, None))
    np.testing.assert_allclose(second, 2.0 * X * np.random.default_rng(1).normal(size=3), rtol=1e-14)
    twin = np.random.default_rng(1)
    noisy(X, twin)
    assert rng.bit_generator.state == twin.bit_generator.state


def test_a_trace_shows_what_was_drawn():
    table = str(noisy.trace(X, np.random.default_rng(1)))
    assert "rng.normal(size=" in table
    assert "0.3456" in table


@pytest.mark.parametrize("kind", ["rng.choice(x)", "rng.permutation(x)", "rng.normal(x)", "rng.poisson(x[0])"])
def test_what_varies_cannot_be_drawn_from(kind, tmp_path):
    path = tmp_path / "drawn.py"
    path.write_text(f"import numpy as np\ndef f(x, rng):\n    z = {kind}\n    return np.sum(z * x)\n")
    namespace = {}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    with pytest.raises(UnsupportedError, match="S2S307"):
        s2sad.grad(namespace["f"])(np.array([0.5, 1.5]), np.random.default_rng(1))


def unseeded(x):
    return x * np.random.standard_normal()


def made_inside(x):
    return x * np.random.default_rng().normal()


def of_a_seed_that_varies(x):
    return x * np.random.default_rng(x).normal()


@pytest.mark.parametrize("f", [unseeded, made_inside, of_a_seed_that_varies])
def test_other_randomness_is_refused(f):
    with pytest.raises(UnsupportedError, match="S2S307"):
        s2sad.grad(f)(1.5)


def scaled(x, seed):
    return x * np.random.default_rng(seed).uniform(0.5, 1.0)


def seeded(x, n):
    rng, twin = np.random.default_rng(7), np.random.default_rng(seed=7)
    total = 0.0
    for k in range(n):
        x = np.sin(scaled(x, [k, 3])) * twin.normal()
        total += np.sum(x * rng.normal(size=len(x))) ** 2
    return total


@pytest.mark.parametrize("n", [0, 2])
def test_a_generator_with_a_seed_is_made_inside(n):
    value, gradient = s2sad.value_and_grad(seeded)(X, n)
    assert value == seeded(X, n)
    s2sad.check_grads(seeded, X, n)
    twice = s2sad.grad(lambda x: s2sad.grad(seeded)(x, n) @ x)(X)
    np.testing.assert_allclose(twice, s2sad.hessian(seeded)(X, n) @ X + gradient, rtol=1e-10)
