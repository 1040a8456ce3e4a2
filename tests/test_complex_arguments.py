"""Complex arguments: JAX's convention, kinds and dtypes of what comes back, seeds and tangents, what is refused."""

import re
from pathlib import Path

import numpy as np
import pytest

import s2sad
from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from s2sad.cli import main
from s2sad.errors import ArgumentError, UnsupportedError

Z, Z3 = 0.3 + 0.7j, np.array([0.5 - 0.2j, -1.2 + 0.4j, 0.7 + 0.9j])


def modulus(z):
    return abs(z * z + 1.0) ** 2


def total(z):
    return np.sum(np.abs(np.exp(z) * z) ** 2) + np.sum(z).imag


def by_parts(f, z, h=1e-6):
    """du/dx - i du/dy of a function of one number, by differences."""
    return (f(z + h) - f(z - h)) / (2 * h) - 1j * (f(z + 1j * h) - f(z - 1j * h)) / (2 * h)


def test_the_gradient_is_du_dx_minus_i_du_dy():
    assert grad(modulus)(Z) == pytest.approx(by_parts(modulus, Z), rel=1e-8)
    assert grad(lambda z: z.real)(Z) == 1.0
    assert grad(lambda z: z.imag)(Z) == -1j
    assert grad(lambda z: abs(z) ** 2)(Z) == pytest.approx(2 * np.conj(Z), rel=1e-15)


def test_a_step_along_the_conjugate_goes_down():
    step = 1e-4
    assert modulus(Z - step * np.conj(grad(modulus)(Z))) < modulus(Z)
    assert total(Z3 - step * np.conj(grad(total)(Z3))) < total(Z3)


@pytest.mark.parametrize(
    "z", [Z, np.complex128(Z), np.complex64(Z), np.array(Z), np.array(Z, dtype=np.complex64)], ids=lambda z: repr(z)
)
def test_the_gradient_is_of_the_kind_of_the_argument(z):
    value, gradient = value_and_grad(modulus)(z)
    assert value == modulus(z)
    assert type(value) is type(modulus(z))
    assert type(gradient) is type(z)
    assert np.asarray(gradient).dtype == np.asarray(z).dtype
    single = np.asarray(z).dtype == np.complex64
    assert complex(gradient) == pytest.approx(by_parts(modulus, Z), rel=1e-5 if single else 1e-8)


def test_single_precision_stays_single():
    gradient = grad(total)(Z3.astype(np.complex64))
    assert gradient.dtype == np.complex64
    np.testing.assert_allclose(gradient, grad(total)(Z3), rtol=1e-5)


def test_all_arguments_that_hold_floats_are_differentiated():
    d = differentiate(lambda x, z, n: (x * z**n).real)
    assert d.grad(2.0, 1.0 + 1.0j, 2) == (0.0, 4.0 + 4.0j, None)
    assert type(d.grad(2.0, 1.0 + 1.0j, 2).x) is float


@pytest.mark.parametrize("z", [Z, Z3])
def test_autograd_has_the_same_convention(z):
    import autograd
    import autograd.numpy as anp

    theirs = autograd.grad(lambda z: anp.sum(anp.abs(anp.exp(z) * z) ** 2) + anp.imag(anp.sum(z)))(z)
    np.testing.assert_allclose(grad(total)(z), theirs, rtol=1e-14)


def test_a_pullback_is_linear_in_the_seed_without_a_conjugate():
    _, back = vjp(lambda z: z * z, Z)
    assert (back(1.0), back(1j)) == ((2 * Z,), (2j * Z,))
    _, back = vjp(lambda z: np.conj(z), Z)
    assert (back(1.0), back(1j)) == ((1.0,), (-1j,))
    _, back = vjp(lambda x: x * Z, 2.0)
    assert (back(1.0), back(1j)) == ((Z.real,), (-Z.imag,))
    _, back = vjp(lambda z: z.real, Z)
    assert back(2.0) == (2.0 + 0j,)
    assert type(back(2.0)[0]) is complex


def test_a_tangent_of_a_complex_argument_is_complex():
    assert jvp(lambda z: z * z, (Z,), (1j,)) == (Z * Z, 2j * Z)
    assert jvp(lambda z: z.imag, (Z,), (2.0 + 3.0j,)) == (Z.imag, 3.0)
    value, dot = jvp(lambda z: z * 0.0 + 1j, (Z3,), (Z3,))
    assert value.dtype == dot.dtype == np.complex128
    _, dot = jvp(lambda z, x: (z, x * 1j), (Z, 1.0), (1.0, 0.0))
    assert tuple(map(type, dot)) == (complex, complex)


@pytest.mark.parametrize(
    ("function", "primal", "seed"),
    [
        (lambda z: z.real, Z, 1j),
        (lambda z: z.real, Z3, Z3),
        (lambda z: z, Z3.astype(np.complex64), Z3),
        (lambda z: z, Z3, Z3[:2]),
        (lambda z: z, Z3, 1.0),
        (lambda z: z, Z, "1j"),
    ],
)
def test_seeds_are_checked(function, primal, seed):
    _, back = vjp(function, primal)
    with pytest.raises(ArgumentError, match="S2S505"):
        back(seed)


def test_narrower_seeds_are_converted():
    _, back = vjp(lambda z: z * 2.0, Z3)
    for seed in (np.ones(3), np.ones(3, dtype=np.complex64), np.ones(3, dtype=int)):
        (found,) = back(seed)
        assert found.dtype == np.complex128
        assert np.array_equal(found, [2.0, 2.0, 2.0])


@pytest.mark.parametrize("tangent", [Z3, np.ones(3, dtype=complex), 1j])
def test_a_real_argument_has_real_tangents(tangent):
    with pytest.raises(ArgumentError, match="S2S505"):
        jvp(lambda x: x * 1j, (np.ones(3),), (tangent,))


def test_a_complex_result_has_no_gradient():
    for derivative in (grad(lambda z: z * z), differentiate(lambda z: z * z, mode="forward").grad):
        with pytest.raises(ArgumentError, match="return its real part") as e:
            derivative(Z)
        assert e.value.code == "S2S504"


def test_forward_mode_gives_the_same_gradient():
    d = differentiate(lambda z, x: total(z * x), mode="forward")
    found, expected = d.grad(Z3, 0.5), grad(lambda z, x: total(z * x), (0, 1))(Z3, 0.5)
    np.testing.assert_allclose(found.z, expected[0], rtol=1e-13)
    assert found.x == pytest.approx(expected[1], rel=1e-13)


def test_products_with_the_hessian_are_the_same_from_either_side():
    v = np.array([1.0 + 2.0j, -0.5j, 0.25])
    found = s2sad.hvp(total, (Z3,), (v,))
    h = 1e-6
    np.testing.assert_allclose(found, (grad(total)(Z3 + h * v) - grad(total)(Z3 - h * v)) / (2 * h), rtol=1e-7)
    np.testing.assert_allclose(s2sad.vhp(total, (Z3,), (v,)), found, rtol=1e-13)


def test_the_modulus_at_zero_has_the_derivative_zero():
    assert grad(lambda z: abs(z))(0j) == 0.0
    assert np.array_equal(grad(lambda z: np.sum(np.abs(z)))(np.zeros(2, dtype=complex)), [0.0, 0.0])
    assert jvp(lambda z: abs(z), (0j,), (1j,))[1] == 0.0


def test_an_angle():
    assert grad(lambda z: np.angle(z))(Z) == pytest.approx(by_parts(np.angle, Z), rel=1e-8)


def test_numbers_that_are_undone_leave_both_parts():
    assert grad(lambda z: complex(z.real, z.imag).imag)(Z) == -1j
    assert grad(lambda x: abs(complex(x, 2.0 * x)))(1.0) == pytest.approx(np.sqrt(5.0))


def test_check_grads_takes_both_parts():
    s2sad.check_grads(total, Z3)
    s2sad.check_grads(lambda z, x: {"a": z * np.conj(z) * x, "b": (z.imag, x)}, Z, 1.5)
    s2sad.check_grads(total, Z3.astype(np.complex64))


def test_check_grads_finds_a_missing_conjugate(monkeypatch):
    real = s2sad.api.vjp

    def wrong(f, *primals):
        value, back = real(f, *primals)
        return value, lambda seed: tuple(np.conj(b) for b in back(seed))

    monkeypatch.setattr(s2sad.api, "vjp", wrong)
    with pytest.raises(s2sad.testing.WrongDerivative, match=r"z\.imag"):
        s2sad.check_grads(total, Z3, order=1, modes=("reverse",))


@pytest.mark.parametrize(
    "function",
    [
        lambda z: np.sum(z.astype(float)),
        lambda z: _stored(np.zeros(3), z),
    ],
)
def test_what_drops_an_imaginary_part_is_refused(function):
    with pytest.raises(UnsupportedError, match="S2S304"):
        grad(function)(Z3)


def _stored(a, z):
    a[...] = z
    return np.sum(a)


def test_an_operation_that_turns_a_buffer_complex_raises_as_the_primal_does():
    def f(z):
        a = np.zeros(3)
        a += z
        return np.sum(a)

    with pytest.raises((TypeError, UnsupportedError)):
        grad(f)(Z3)


# ---------------------------------------------------------------- operators


def test_a_jacobian_of_real_numbers_by_complex_ones():
    found = s2sad.jacobian(lambda z: np.abs(z) ** 2)(Z3)
    np.testing.assert_allclose(found, np.diag(2 * np.conj(Z3)), rtol=1e-14)
    assert s2sad.jacobian(lambda z: abs(z))(3 + 4j) == pytest.approx(0.6 - 0.8j)


@pytest.mark.parametrize("x", [np.array([0.5, 1.5]), 0.5])
def test_a_jacobian_of_complex_numbers_by_real_ones(x):
    found = s2sad.jacobian(lambda x: np.exp(1j * x))(x)
    expected = 1j * np.exp(1j * x)
    np.testing.assert_allclose(found, np.diag(expected) if np.ndim(x) else expected, rtol=1e-14)
    row = s2sad.jacobian(lambda v: np.exp(1j * v[0]) * v[1])(np.array([0.5, 1.5]))
    np.testing.assert_allclose(row, [1.5j * np.exp(0.5j), np.exp(0.5j)], rtol=1e-14)


def test_a_jacobian_of_a_holomorphic_function():
    found = s2sad.jacobian(lambda z: z * z, holomorphic=True)(Z3)
    np.testing.assert_allclose(found, np.diag(2 * Z3), rtol=1e-14)
    assert s2sad.jacobian(lambda z: np.sin(z), holomorphic=True)(Z) == pytest.approx(np.cos(Z))


@pytest.mark.parametrize(
    ("derivative", "z"),
    [
        (s2sad.jacobian(lambda z: z * z), Z3),
        (s2sad.jacobian(lambda z: z * z), Z),
        (s2sad.jacobian(lambda z: abs(z), holomorphic=True), Z),
        (s2sad.jacobian(lambda x: x * 1j, holomorphic=True), 2.0),
        (s2sad.derivative(lambda z: z * z), Z),
        (s2sad.hessian(lambda z: abs(z) ** 2), Z),
        (s2sad.laplacian(lambda z: np.sum(np.abs(z) ** 2)), Z3),
        (s2sad.elementwise_grad(lambda z: z * z), Z3),
    ],
)
def test_operators_refuse_what_is_no_single_number(derivative, z):
    with pytest.raises(ArgumentError) as e:
        derivative(z)
    assert e.value.code == "S2S504"


def test_other_operators():
    assert s2sad.derivative(lambda t: np.exp(1j * t))(0.5) == pytest.approx(1j * np.exp(0.5j))
    assert s2sad.taylor(lambda z: z * z, 2)((1j,), (1 + 1j,)) == (-1, 2j * (1 + 1j), 2j)
    np.testing.assert_array_equal(s2sad.linearize(lambda z: z * z, Z3)[1](Z3), 2 * Z3 * Z3)
    found = s2sad.elementwise_grad(lambda z: np.abs(z) ** 2)(Z3)
    np.testing.assert_allclose(found, 2 * np.conj(Z3), rtol=1e-14)


# ---------------------------------------------------------------- derivatives inside the function


def by_gradient(z):
    return abs(grad(modulus)(z))


def by_pullback(z):
    _, back = vjp(lambda w: w * w * np.conj(w), z)
    return abs(back(1j)[0] + z)


def by_tangent(z):
    _, dot = jvp(lambda w: w * np.conj(w) * w, (z,), (2.0 - 1j,))
    return abs(dot * z)


@pytest.mark.parametrize("f", [by_gradient, by_pullback, by_tangent])
def test_derivatives_inside(f):
    s2sad.check_grads(f, Z)


def _jacobian_of_complex(x):
    return np.sum(s2sad.jacobian(lambda x: np.exp(1j * x))(x).imag)


def _jacobian_by_complex(z):
    return np.sum(s2sad.jacobian(lambda z: np.abs(z))(z).imag)


def _complex_tangent_of_real(x):
    return abs(jvp(lambda w: w * w, (x,), (1j,))[1])


def _complex_seed_of_real(x):
    return abs(vjp(lambda w: w * w, x)[1](1j)[0])


@pytest.mark.parametrize(
    ("function", "x"),
    [
        (_jacobian_of_complex, np.ones(2)),
        (_jacobian_by_complex, Z3),
        (_complex_tangent_of_real, 1.5),
        (_complex_seed_of_real, 1.5),
    ],
)
def test_what_is_refused_inside(function, x):
    with pytest.raises(UnsupportedError):
        grad(function)(x)


def test_a_literal_that_is_complex_is_handed_to_a_callee():
    def scaled(z, by):
        return z * by

    s2sad.check_grads(lambda z: abs(scaled(z, 2j) + 1.0), Z)


# ---------------------------------------------------------------- holomorphic functions


def cube(z, a):
    return z**3 * a + np.exp(z)


def test_the_gradient_of_a_holomorphic_function_is_its_derivative():
    expected = 3 * Z * Z * 2.0 + np.exp(Z)
    assert grad(cube, holomorphic=True)(Z, 2.0) == pytest.approx(expected)
    value, slope = value_and_grad(cube, holomorphic=True)(np.array(Z), 2.0)
    assert (value, slope) == (pytest.approx(cube(Z, 2.0)), pytest.approx(expected))
    assert type(slope) is np.ndarray
    second = grad(grad(cube, holomorphic=True), holomorphic=True)
    assert second(Z, 2.0) == pytest.approx(12.0 * Z + np.exp(Z))
    assert jvp(grad(cube, holomorphic=True), (Z, 2.0), (1j, 0.0))[1] == pytest.approx(1j * (12.0 * Z + np.exp(Z)))
    by_array = grad(lambda z: np.sum(z**2), holomorphic=True)(Z3)
    np.testing.assert_allclose(by_array, 2 * Z3, rtol=1e-14)


@pytest.mark.parametrize(
    ("function", "z"),
    [(lambda z: abs(z), Z), (lambda z: z * z, Z3), (lambda x: x * 1j, 2.0), (lambda z: (z, z), Z)],
)
def test_what_is_no_holomorphic_function_by_its_types(function, z):
    with pytest.raises(ArgumentError, match="holomorphic=True") as e:
        grad(function, holomorphic=True)(z)
    assert e.value.code == "S2S504"
    with pytest.raises((ArgumentError, UnsupportedError)):
        grad(lambda z: abs(grad(function, holomorphic=True)(z)))(z)


# ---------------------------------------------------------------- the document

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "complex.md"


def test_the_examples_of_the_document(tmp_path):
    blocks = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    names = {"np": np, **{n: getattr(s2sad, n) for n in ("grad", "jvp", "vjp", "jacobian", "hvp")}}
    for i, text in enumerate(blocks):
        path = tmp_path / f"block{i}.py"
        path.write_text(text, encoding="utf-8")
        exec(compile(text, str(path), "exec"), names)
    assert sum(text.count("assert") for text in blocks) > 8


def test_the_vectors_of_a_hermitian_matrix_move_without_a_phase():
    a = np.array([[2.0, 0.5 - 0.3j], [0.5 + 0.3j, 1.0]])
    v, v_dot = jvp(lambda a: np.linalg.eigh(a)[1], (a,), (np.array([[0.0, 1j], [-1j, 0.5]]),))
    np.testing.assert_allclose(np.sum(np.conj(v) * v_dot, axis=0), 0.0, atol=1e-15)


def test_a_generated_module_says_the_convention(tmp_path, monkeypatch):
    (tmp_path / "model.py").write_text(
        "import numpy as np\n\ndef f(z: complex, a: 'complex128[:, :]', x: float):\n"
        "    return abs(z * x) ** 2 + np.sum(a * z).imag\n"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "model.py:f", "-o", "out"]) == 0
    text = (tmp_path / "out" / "model.py").read_text()
    assert "the adjoint of x + iy is du/dx - i du/dy" in text
    assert "z: complex, a: complex128[" in text
    names = {"__name__": "model"}
    exec(compile(text, "model.py", "exec"), names)
    a = np.array([[0.5 + 1j, 2.0]])
    found = names["f_grad"](Z, a, 1.5)
    np.testing.assert_allclose(found[1], np.full(a.shape, -1j * Z))
    assert found[0] == pytest.approx(2 * np.conj(Z) * 1.5**2 - 1j * np.sum(a))
