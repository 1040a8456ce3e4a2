"""`check_grads`: generated derivatives against differences, and the two modes against each other.

Three tests that fail in different ways::

    differences    J e and J u from four values of the function each: central differences with the
                   steps h and h/2, extrapolated (Richardson), for coordinates e and random directions u
    dot product    <v, J u> = <Jᵀ v, u> for random u and v: no step, so the tolerance is near rounding
    second order   derivatives of the generated gradient against differences of the gradient

Differences are taken of the function itself, in its own precision, and their limits enter the
comparison openly: see `check_grads`.  A complex number is two coordinates, its parts: ``J e`` is taken along 1 and
along 1j, and ``<v, u>`` is the sum of the products of both parts, the real part of ``conj(v) * u``.
"""

from __future__ import annotations

import copy
import itertools
import linecache
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sad import api
from s2sad.dataclass import dataclass
from s2sad.flattening import (
    Leaf,
    beside,
    conjugation,
    flat,
    float_leaves,
    is_float,
    like,
    nothing,
    parameter_names,
    place,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray  # NumPy takes a while to make it

    Vector = NDArray[np.float64]

__all__ = ["WrongDerivative", "check_grads"]

MODES = ("forward", "reverse")
COORDINATES = 32  # of the arguments are taken one by one; all of them where there are no more
DIRECTIONS = 2  # random ones, through all coordinates at once
# By the least precise float: its spacing at 1, atol and rtol against differences, the dot-product test's tolerance.
TOLERANCES = {
    "float64": (2.0**-52, 1e-6, 1e-10),
    "float32": (2.0**-23, 1e-2, 1e-4),
    "float16": (2.0**-10, 1e-1, 1e-2),
}


class WrongDerivative(AssertionError):
    """A derivative that is not what it has to be.

    ``check`` names the test; ``path`` and ``index`` the worst place (``p['w']`` and ``(2, 0)``; ``index`` is ``()``
    for a scalar); ``got`` is what was generated, ``expected`` what it was compared with.
    """

    def __init__(self, check: str, path: str, index: tuple[int, ...], got: float, expected: float, note: str = ""):
        self.check, self.path, self.index, self.got, self.expected = check, path, index, got, expected
        at = f"{path}[{', '.join(map(str, index))}]" if index else path
        super().__init__(f"{check}: at {at} got {got!r}, expected {expected!r}{note and '; ' + note}")


def check_grads(
    f: Callable[..., Any],
    *args: Any,
    order: int = 2,
    modes: Sequence[str] = MODES,
    atol: float | None = None,
    rtol: float | None = None,
    seed: int = 0,
) -> None:
    """Check the derivatives of ``f`` at ``args``; raise `WrongDerivative` at the worst place.

    ``f`` is a plain or a decorated function; its floats, float arrays and nested tuples, lists and dicts of them are
    differentiated, everything else in ``args`` is passed on. The result may be nested too. ``args`` are not changed.

    ``modes`` are ``"forward"`` (jvp) and ``"reverse"`` (vjp); with both, the dot-product test ties them together.
    ``order=2`` checks the derivatives of the gradient as well: forward over reverse for ``"forward"``, reverse over
    reverse for ``"reverse"``. If the result is not one real number, the gradient is that of a randomly weighted sum of
    its numbers; if ``f`` is itself a gradient made here, order 2 is order 1 then. Complex numbers are
    taken along 1 and along 1j.

    A derivative ``d`` agrees with a difference quotient ``q`` if ``|d - q| <= atol + rtol * max(|d|, |q|) + noise``.

    ========  =====  =====  ===========
    numbers   atol   rtol   dot product
    ========  =====  =====  ===========
    float64   1e-6   1e-6   1e-10
    float32   1e-2   1e-2   1e-4
    float16   1e-1   1e-1   1e-2
    ========  =====  =====  ===========

    The row is that of the least precise float among arguments and result. ``noise`` is ``4 eps max|f| / h``, what
    rounding does to the quotient; it counts only where ``f`` is large. The step ``h`` is ``eps ** 0.2`` times
    ``max(1, |x|)``, and smaller where the two steps do not agree or leave the domain of ``f``. The dot-product test is
    relative to ``|u| |Jᵀv| + |v| |Ju|``, and asks for no more than ``4 eps |v| |f|``. At a kink a difference quotient
    means nothing: choose another point.
    """
    if order not in (1, 2):
        raise ValueError(f"order is 1 or 2, not {order!r}")
    if not modes or any(m not in MODES for m in modes):
        raise ValueError(f"modes are among {MODES}, not {tuple(modes)!r}")
    check = _Check(f, args, modes, atol, rtol, np.random.default_rng(seed))
    check.first_order()
    if order == 2 and (check.scalar or not isinstance(f, api.Gradient)):
        check.second_order()


# ---------------------------------------------------------------- differences


@dataclass(frozen=True)
class _Quotient:
    """A directional difference quotient, what rounding may have done to it, and whether the two steps agree."""

    value: Vector
    noise: Vector
    steady: bool


def _quotient(at: Callable[[Vector], Vector], x: Vector, u: Vector, eps: float) -> _Quotient:
    """``J u`` at ``x`` to fourth order in the step, from steps that agree if there are such."""
    best: _Quotient | None = None
    least = np.inf
    relative = float(np.max(np.abs(u) / np.maximum(1.0, np.abs(x))))
    for shrink in (1.0, 8.0, 64.0, 512.0):
        h = eps**0.2 / (relative * shrink)
        try:
            with np.errstate(all="ignore"):
                ends = [at(x + s * h * u) for s in (1.0, -1.0, 0.5, -0.5)]
        except (ArithmeticError, ValueError):  # left the domain
            continue
        if not all(e.shape == ends[0].shape and np.all(np.isfinite(e)) for e in ends):
            continue
        coarse, fine = (ends[0] - ends[1]) / (2.0 * h), (ends[2] - ends[3]) / h
        noise = 4.0 * eps * np.max(np.abs(ends), axis=0) / h
        gap = float(np.max(np.abs(coarse - fine) - 4.0 * noise, initial=0.0))
        gap /= float(np.max(np.abs(fine), initial=0.0)) + eps
        quotient = _Quotient((4.0 * fine - coarse) / 3.0, noise, gap <= eps**0.25)
        if gap < least:
            best, least = quotient, gap
        if quotient.steady:
            break
    if best is None:
        raise ValueError("f is not finite, or its result has no fixed structure, around the arguments")
    return best


# ---------------------------------------------------------------- the checks


class _Check:
    """What the tests of one function have in common: numbers for structures, tolerances, directions."""

    def __init__(
        self,
        f: Callable[..., Any],
        args: tuple[Any, ...],
        modes: Sequence[str],
        atol: float | None,
        rtol: float | None,
        rng: np.random.Generator,
    ) -> None:
        self.f, self.args, self.modes, self.rng = f, args, modes, rng
        self.names = parameter_names(f, args)
        self.parameters = float_leaves(list(zip(self.names, args, strict=True)))
        if not self.parameters:
            raise ValueError("none of the arguments is a float or holds floats: there is nothing to differentiate")
        self.value = f(*copy.deepcopy(args))
        self.results = float_leaves([("result", self.value)])
        if not self.results:
            raise ValueError("the result holds no floats: there is nothing to differentiate")
        self.scalar = is_float(self.value) and np.ndim(self.value) == 0 and not np.iscomplexobj(self.value)
        self.x = flat(args)
        self.y = flat(self.value)
        dtypes = {np.asarray(leaf.value).real.dtype for leaf in (*self.parameters, *self.results)}
        self.eps, tolerance, self.dot_tol = max(TOLERANCES.get(d.name, TOLERANCES["float64"]) for d in dtypes)
        self.atol = tolerance if atol is None else atol
        self.rtol = tolerance if rtol is None else rtol
        n = self.x.size
        self.coordinates = np.arange(n) if n <= COORDINATES else np.sort(rng.choice(n, COORDINATES, replace=False))

    # ---- the generated derivatives, on flat vectors

    def jvp(self, f: Callable[..., Any], u: Vector, adjoint: bool = False) -> tuple[Any, Vector]:
        """The value and ``J u``; of an ``adjoint``, the derivatives by both parts of complex numbers."""
        parts = zip(self.args, self._slices(), strict=True)
        tangents = tuple(like(a, u[s], nothing) if s.stop > s.start else None for a, s in parts)
        value, dot = api.jvp(f, copy.deepcopy(self.args), tangents)
        found = beside(dot, value)
        return value, found * conjugation(self.parameters) if adjoint else found

    def vjp(self, f: Callable[..., Any], check: str, adjoint: bool = False) -> tuple[Any, Callable[[Vector], Vector]]:
        """The value and the map ``v -> Jᵀ v``; of an ``adjoint`` as in `jvp`."""
        value, pullback = api.vjp(f, *copy.deepcopy(self.args))
        flip = 1.0 if adjoint else conjugation(float_leaves([("", value)]))

        def transposed(v: Vector) -> Vector:
            bars = pullback(like(value, v * flip, nothing))
            self._same_structure(check, bars)
            return flat(bars) * conjugation(self.parameters)

        return value, transposed

    def _slices(self) -> list[slice]:
        ends = np.cumsum([0, *(flat(a).size for a in self.args)])
        return [slice(int(a), int(b)) for a, b in itertools.pairwise(ends)]

    def _same_structure(self, check: str, bars: Any) -> None:
        """Gradients have the argument's structure, shape and dtype."""
        made = float_leaves(list(zip(self.names, bars, strict=True)))
        want = [(p.path, np.shape(p.value), np.asarray(p.value).dtype) for p in self.parameters]
        have = [(p.path, np.shape(p.value), np.asarray(p.value).dtype) for p in made]
        if want != have:
            wrong = next((w, h) for w, h in zip([*want, None], [*have, None], strict=False) if w != h)
            raise AssertionError(f"{check}: the gradient is built like {wrong[1]}, the argument like {wrong[0]}")

    def at(self, numbers: Vector) -> Vector:
        """The function on flat vectors."""
        return flat(self.f(*like(self.args, numbers)))

    # ---- comparisons

    def compare(self, check: str, leaves: Sequence[Leaf], got: Vector, want: _Quotient, where: Any = None) -> None:
        """Every number of ``got`` against a quotient; ``where`` says which numbers of the leaves they are."""
        if got.shape != want.value.shape:
            raise AssertionError(f"{check}: {got.size} numbers, expected {want.value.size}")
        with np.errstate(invalid="ignore"):
            allowed = self.atol + self.rtol * np.maximum(np.abs(got), np.abs(want.value)) + want.noise
            excess = np.abs(got - want.value) / allowed
        excess[np.isnan(excess)] = np.inf
        if excess.size and excess.max() > 1.0:
            i = int(excess.argmax())
            path, index = place(leaves, i if where is None else int(where[i]))
            note = "" if want.steady else "the quotients of two steps differ: is f smooth here?"
            raise WrongDerivative(check, path, index, float(got[i]), float(want.value[i]), note)

    def same_value(self, check: str, value: Any) -> None:
        """The value that comes with a derivative is the function's own."""
        got = flat(value)
        if got.shape != self.y.shape or not np.array_equal(got, self.y, equal_nan=True):
            i = int(np.argmax(got != self.y)) if got.shape == self.y.shape else 0
            path, index = place(self.results, i)
            raise WrongDerivative(f"{check}, value", path, index, float(got[i]), float(self.y[i]))

    def adjoint_pair(self, check: str, u: Vector, ju: Vector, v: Vector, jv: Vector) -> None:
        """``<v, J u> = <Jᵀ v, u>`` up to rounding."""
        left, right = float(v @ ju), float(jv @ u)
        norm = np.linalg.norm
        size = float(norm(v) * norm(ju) + norm(jv) * norm(u))
        lost = 4.0 * self.eps * float(norm(v) * norm(self.y))  # terms of the size of the value may cancel
        if not abs(left - right) <= self.dot_tol * size + lost + 1e-300:
            path, index = place(self.parameters, int(np.argmax(np.abs(jv * u))))
            raise WrongDerivative(f"{check}, dot product", path, index, right, left, "the place is the largest term")

    # ---- order one

    def first_order(self) -> None:
        """Forward mode column by column, reverse mode row by row, both along random directions."""
        columns = [_quotient(self.at, self.x, _unit(self.x.size, i), self.eps) for i in self.coordinates]
        directions = [self._direction() for _ in range(DIRECTIONS)]
        along = [_quotient(self.at, self.x, u, self.eps) for u in directions]
        tangents: list[Vector] = []
        if "forward" in self.modes:
            for i, column in zip(self.coordinates, columns, strict=True):
                path, index = place(self.parameters, int(i))
                by = f"{path}{list(index) if index else ''}"
                self.compare(f"forward mode, by {by}", self.results, self.jvp(self.f, _unit(self.x.size, i))[1], column)
            for u, quotient in zip(directions, along, strict=True):
                value, ju = self.jvp(self.f, u)
                self.same_value("forward mode", value)
                self.compare("forward mode, in a random direction", self.results, ju, quotient)
                tangents.append(ju)
        if "reverse" in self.modes:
            value, transposed = self.vjp(self.f, "reverse mode")
            self.same_value("reverse mode", value)
            for v in self._seeds():
                jv = transposed(v)
                row = _Quotient(
                    np.array([v @ c.value for c in columns]),
                    np.array([np.abs(v) @ c.noise for c in columns]),
                    all(c.steady for c in columns),
                )
                self.compare("reverse mode", self.parameters, jv[self.coordinates], row, self.coordinates)
                for u, quotient in zip(directions, along, strict=True):
                    total = _Quotient(
                        np.array([v @ quotient.value]), np.array([np.abs(v) @ quotient.noise]), quotient.steady
                    )
                    largest = np.array([np.argmax(np.abs(jv * u))])
                    check = "reverse mode, in a random direction"
                    self.compare(check, self.parameters, np.array([jv @ u]), total, largest)
                for u, ju in zip(directions, tangents, strict=False):
                    self.adjoint_pair("first order", u, ju, v, jv)

    def _direction(self) -> Vector:
        """Random, and through large coordinates in larger steps."""
        return self.rng.standard_normal(self.x.size) * np.maximum(1.0, np.abs(self.x))

    def _seeds(self) -> list[Vector]:
        """One for a scalar; else two random ones."""
        m = self.y.size
        return [np.ones(1)] if m == 1 else [self.rng.standard_normal(m) for _ in range(DIRECTIONS)]

    # ---- order two

    def _weighted(self) -> Callable[..., Any]:
        """A sum of the result's numbers with random weights: a function of one real number, written for s2sad to read.

        It names what the result holds as the paths do: ``return np.sum(w0 * result['h']) + w1 * result['t'][0]``.
        """
        weights = [
            like(leaf.value, self.rng.uniform(0.5, 1.5, leaf.size) * self.rng.choice((-1.0, 1.0), leaf.size))
            for leaf in self.results
        ]
        terms = []
        for i, leaf in enumerate(self.results):
            term = f"(w{i} * {leaf.path}).real" if np.iscomplexobj(leaf.value) else f"w{i} * {leaf.path}"
            terms.append(f"np.sum({term})" if isinstance(leaf.value, np.ndarray) else term)
        params = ", ".join(f"a{i}" for i in range(len(self.args)))
        text = f"def weighted({params}):\n    result = function({params})\n    return {' + '.join(terms)}\n"
        filename = f"<s2sad check_grads {len(self.args)} {' '.join(leaf.path for leaf in self.results)}>"
        linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
        names: dict[str, Any] = {"np": np, "function": self.f, **{f"w{i}": w for i, w in enumerate(weights)}}
        exec(compile(text, filename, "exec", dont_inherit=True), names)
        made: Callable[..., Any] = names["weighted"]
        return made

    def second_order(self) -> None:
        """The derivatives of the gradient against differences of the gradient, and the Hessian's symmetry."""
        argnums = tuple(i for i, a in enumerate(self.args) if flat(a).size)
        g = api.grad(self.f if self.scalar else self._weighted(), argnums=argnums)

        def gradient_at(numbers: Vector) -> Vector:
            return flat(g(*like(self.args, numbers))) * conjugation(self.parameters)

        chosen = self.coordinates if self.x.size <= COORDINATES // 2 else self.coordinates[:: max(1, COORDINATES // 8)]
        units = [_unit(self.x.size, i) for i in chosen]
        directions = [*units, *(self._direction() for _ in range(DIRECTIONS))]
        quotients = [_quotient(gradient_at, self.x, u, self.eps) for u in directions]
        products: list[Vector] = []
        if "forward" in self.modes:
            for u, quotient in zip(directions, quotients, strict=True):
                _, hu = self.jvp(g, u, adjoint=True)
                self.compare("forward over reverse", self.parameters, hu, quotient)
                products.append(hu)
        if "reverse" in self.modes:
            _, transposed = self.vjp(g, "reverse over reverse", adjoint=True)
            for v, quotient in zip(directions, quotients, strict=True):
                hv = transposed(v)
                self.compare("reverse over reverse", self.parameters, hv, quotient)
                for u, hu in list(zip(directions, products, strict=False))[-DIRECTIONS:]:
                    self.adjoint_pair("second order", u, hu, v, hv)


def _unit(n: int, i: int) -> Vector:
    e = np.zeros(n)
    e[i] = 1.0
    return e
