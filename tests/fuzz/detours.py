"""Rows of what goes another way between real numbers: through complex numbers, and through derivatives."""

from __future__ import annotations

from tests.fuzz.calls import fixed
from tests.fuzz.writer import Feature, Writer, text

_POTENTIAL = (
    "def potential(z, w):\n    if z > 0.4:\n        return np.sin(z) * np.cos(w)\n    return np.tanh(z * z) * w"
)
_STRETCH = (
    "def stretch(a, k):\n    b = a * 1.0\n    for i in range(1, 4):\n        b[i] += np.sin(b[i - 1]) * k\n"
    "    return np.sum(b * b) * 0.3"
)


def _one_of(*templates: str):
    def write(g: Writer) -> str:
        return g.fill(g.r.choice(templates))

    return write


COMPLEX_NUMBERS = (
    Feature("part of a complex product", 2, _one_of(
        "(({num} + 1j * {num}) * (0.5 - 2j)).real", "(({number} - 0.5j) * ({num} + 1j)).imag",
    )),
    Feature("length of a complex number", 2, _one_of("abs(2.0 + 1j * {num})", "abs(np.exp(1j * {number}) + 2.0)")),
    Feature("sum of complex numbers", 2, _one_of(
        "np.sum(np.exp(1j * {any}) * {any}).imag", "np.sum(({any} + 1j) * ({any} - 2j)).real",
    )),
)  # fmt: skip

COMPLEX_VECTORS = (
    Feature("part of complex arrays", 2, _one_of(
        "(({vector} + 1j * {any}) * (1.0 - 0.5j)).real", "np.exp(1j * {any}).imag", "(1.0 / ({any} + 2j)).real",
    )),
    Feature("lengths of complex numbers", 2, text("np.abs({any} + 2j)"), leaf=True),
)  # fmt: skip

INNER = (
    Feature("derivative inside", 2, fixed(
        "potential", _POTENTIAL,
        "{num} = grad(potential)({number}, {number})",
        "{new.num}, {new.num} = value_and_grad(potential)({number}, {num})",
        "{num} = jvp(potential, ({number}, {number}), (1.0, 0.5))[1]",
    )),
    Feature("gradient inside", 2, fixed(
        "stretch", _STRETCH, "{new.val} = grad(stretch)({vector} * 1.0, {number})",
        "{vec}[:] = grad(stretch)({any} * 1.0, 0.4)",
    )),
    Feature("pullback inside", 1.5, fixed(
        "potential", _POTENTIAL,
        "{num} = vjp(potential, {number}, {number})[1]({num})[0]",
        "{num} = grad(lambda z, w: z * np.sin(z) * w)({number}, {num})",
        "{num} = grad(grad(potential))({number}, {number})",
    )),
    Feature("matrix of derivatives inside", 1.5, fixed(
        "stretch", _STRETCH, "{new.mat} = np.tanh(hessian(stretch)({vector} * 1.0, {small}))",
        "{new.mat} = np.tanh(jacobian(lambda a: a * a[0] + np.sin(a))({vector} * 1.0))",
        "{new.val} = np.tanh(hvp(lambda a: stretch(a, 0.3), ({vector} * 1.0,), (WEIGHTS,)))",
    )),
)  # fmt: skip
