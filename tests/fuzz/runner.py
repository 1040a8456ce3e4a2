"""One program through every mode, against the primal, dual numbers, and differences.

``run`` gives an `Outcome`.  Right is only what is right in all of: value to the bit,
exceptions, printed output, arguments left alone; tangent; value_and_grad; the split sweeps
with several seeds, after everybody who holds an array wrote it; forward over reverse;
simplified and as derived; gradients that share no memory.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import itertools
import signal
import sys
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from s2sad import differentiate
from s2sad.errors import UnsupportedError
from tests import oracle
from tests.driver import Derived, dot_numbers, identical

SECONDS = 20.0  # of computing time, for all of one program
LIMIT = 1e5  # beyond it rounding hides what is compared
RAISED = (ArithmeticError, AssertionError, LookupError, NameError, TypeError, ValueError)
_NUMBERS = itertools.count()


@dataclass(frozen=True)
class Outcome:
    """What became of a program; ``key`` tells failures apart, and is what a minimised program keeps."""

    kind: str  # right, raises, unjudged, refused, wrong, crash
    key: str = ""
    detail: str = ""

    @property
    def failed(self) -> bool:
        """Whether s2sad is to blame, or the generator."""
        return self.kind in ("wrong", "crash")


class Wrong(Exception):
    """A check that failed: which one, and what it saw."""

    def __init__(self, key: str, detail: object = "") -> None:
        super().__init__(key)
        self.key, self.detail = key, str(detail)


def run(text: str, folder: Path, thorough: bool = True) -> Outcome:
    """Execute and differentiate the program; ``thorough`` adds differences, the interface, all of second order."""
    path = folder / f"program_{next(_NUMBERS)}.py"
    path.write_text(text, encoding="utf-8")
    name = f"fuzz_{path.stem}"
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore", SyntaxWarning)
            spec = importlib.util.spec_from_file_location(name, path)
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            try:
                spec.loader.exec_module(module)
            except RAISED as e:
                return Outcome("unjudged", "no module", repr(e))
            with _limited(SECONDS), contextlib.redirect_stdout(io.StringIO()):
                return _judged(module, path, thorough)
    finally:
        sys.modules.pop(name, None)
        sys.modules.pop(f"{path.stem}_twin", None)
        path.unlink()


class Endless(BaseException):
    """It took too long: a program that was made smaller may run for ever."""


@contextlib.contextmanager
def _limited(seconds):
    """Raise `Endless` after this much computing time."""

    def expire(signum, frame):
        raise Endless

    before = signal.signal(signal.SIGVTALRM, expire)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _judged(module, path, thorough):
    primal = None
    try:
        with _limited(SECONDS / 10):
            primal = Primal(module)
        if primal.unjudged:
            return Outcome("unjudged", primal.unjudged)
        reference = None if primal.error else Reference(oracle.twin(path), module, primal)
        if reference and reference.unjudged:
            return Outcome("unjudged", reference.unjudged)
        second = ""
        for optimise in (True, False):
            made = Derived(module.f, module.arguments(), optimise=optimise)
            if primal.error:
                _check_raises(made, primal)
            else:
                _check_first(made, primal, reference)
        if primal.error:
            return Outcome("raises", type(primal.error).__name__)
        if thorough:
            _check_differences(module, primal, reference)
            if made.active():
                _check_interface(made, module, primal, reference)
        if made.has("value_and_grad") and made.active():
            second = _check_second(module, primal, reference, thorough)
        return Outcome("right", second)
    except UnsupportedError as e:
        problem = e.problems[0]
        return Outcome("refused", problem.code, f"{problem.what} | {problem.line.strip()}")
    except Endless:
        return Outcome("unjudged", "takes too long") if primal is None else Outcome("crash", "takes too long")
    except Wrong as e:
        return Outcome("wrong", e.key, e.detail)
    except Exception as e:
        frame = traceback.extract_tb(e.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.name}"
        return Outcome("crash", f"{type(e).__name__} in {place}", "".join(traceback.format_exception(e)[-8:]))


class Primal:
    """What the user's function does: its value or its exception, what it prints, what it does to its arguments."""

    def __init__(self, module):
        self.unjudged, self.error, self.value = "", None, None
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                self.value = module.f(*module.arguments())
            except RAISED as e:
                self.error = e
        self.printed = out.getvalue()
        numbers = oracle.flat((self.value,))
        if self.error is None and not (numbers.size and np.all(np.abs(numbers) < LIMIT)):
            self.unjudged = "not a moderate number"


class Reference:
    """The derivatives by dual numbers."""

    def __init__(self, twin, module, primal):
        self.unjudged, self.function, self.args = "", twin.f, module.arguments()
        self.n = oracle.flat(self.args).size
        with contextlib.redirect_stdout(io.StringIO()):
            value, _ = oracle.jvp(self.function, module.arguments(), np.zeros(self.n))
            self.jacobian = oracle.jacobian(self.function, module.arguments()).reshape(-1, self.n)
        if not np.all(np.abs(self.jacobian) < LIMIT):
            self.unjudged = "not a moderate derivative"
        elif not _near(value, oracle.flat((primal.value,))):
            self.unjudged = "the reference computes another value"

    def second(self, module, u):
        """The derivative of the gradient along u."""
        with contextlib.redirect_stdout(io.StringIO()):
            units = (oracle.unit(self.n, i) for i in range(self.n))
            return np.array([oracle.second(self.function, module.arguments(), u, e)[0] for e in units])


def direction(n, seed):
    """A direction that no accident makes right."""
    return np.random.default_rng(seed).uniform(0.5, 1.5, n) * np.array([1, -1] * n)[:n]


# ---------------------------------------------------------------- checks


def _check_raises(made, primal):
    """What the primal raises is raised by every sweep that computes its value."""
    sweeps = [("value_and_grad", ())] if made.has("value_and_grad") else []
    sweeps += [("forward", ())]
    if made.has("tangent"):
        sweeps.append(("tangent", tuple(made.dots(direction(99, 1)))))
    for which, more in sweeps:
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                made.call(which, *more)
            except RAISED as e:
                if type(e) is not type(primal.error):
                    raise Wrong(f"{which} raises something else", f"{e!r}, not {primal.error!r}") from e
                continue
        raise Wrong(f"{which} raises nothing", repr(primal.error))


def _check_first(made, primal, reference):
    if not made.active():
        if np.any(reference.jacobian != 0.0):
            raise Wrong("taken for constant", reference.jacobian)
        return
    n, m = reference.n, reference.jacobian.shape[0]
    u = direction(n, 1)
    got, tangent = _called(made, primal, "tangent", *made.dots(u))
    _compare("tangent", dot_numbers(primal.value, tangent), reference.jacobian @ u)
    if made.has("value_and_grad"):
        got, bars = _called(made, primal, "value_and_grad")
        _compare("value_and_grad", made.flat_gradient(bars), reference.jacobian[0])
        _check_fresh(made, got, bars)
        _compare("grad", made.flat_gradient(made.call("grad")), reference.jacobian[0])
    got, tape = _called(made, primal, "forward")
    for a in _arrays(got):
        if not any(np.may_share_memory(a, b) for b in _arrays(made.args)):
            a[...] = np.nan  # its owner writes it between the sweeps
    for seed in (2, 3, 2):
        v = direction(m, seed)
        seeds = made.seed(primal.value, v)
        bars = made.call("adjoint", tape, seeds)
        _compare(f"adjoint with seed {seed}", made.flat_gradient(bars), v @ reference.jacobian)
        if not identical(seeds, made.seed(primal.value, v)):
            raise Wrong("the seed was written")
        for a in _arrays(bars):
            a[...] = np.nan


def _check_interface(made, module, primal, reference):
    """The pullback of the public interface, after the caller has written arguments and value."""
    args = module.arguments()
    value, pullback = differentiate(module.f, cache=False).vjp(*args)
    if not identical(value, primal.value):
        raise Wrong("the value of vjp", f"{value!r}, not {primal.value!r}")
    if not identical(args, module.arguments()):
        raise Wrong("vjp writes the arguments")
    for a in (*_arrays(args), *_arrays(value)):
        if a.flags.writeable and a.dtype.kind == "f":
            a[...] = np.nan
    made.args = module.arguments()
    for seed in (2, 3):
        v = direction(reference.jacobian.shape[0], seed)
        found = pullback(made.seed(primal.value, v))
        bars = tuple(getattr(found, n) for n in made.active())
        _check_fresh(made, value, bars)
        _compare("vjp", made.flat_gradient(bars if len(bars) != 1 else bars[0]), v @ reference.jacobian)


def _called(made, primal, which, *more):
    """Call a sweep that computes the value: it has to be the primal's, and nothing else may happen."""
    before = _copied(made.args)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        got, rest = made.call(which, *more)
    if not identical(got, primal.value):
        raise Wrong(f"the value of {which}", f"{got!r}, not {primal.value!r}")
    if out.getvalue() != primal.printed:
        raise Wrong(f"what {which} prints", f"{out.getvalue()!r}, not {primal.printed!r}")
    if not identical(before, made.args):
        raise Wrong(f"{which} writes the arguments", f"{made.args!r}, not {before!r}")
    return got, rest


def _check_fresh(made, value, bars):
    """Gradients share no memory with one another, with the arguments, or with the value."""
    parts = _arrays(bars)
    for i, g in enumerate(parts):
        for other in (*parts[:i], *_arrays(made.args), *_arrays(value)):
            if np.shares_memory(g, other):
                raise Wrong("gradients share memory")


def _check_differences(module, primal, reference):
    """A second opinion, where two step sizes agree: next to a kink they do not."""
    u = direction(reference.n, 4)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            fine, coarse = (oracle.difference(lambda *a: module.f(*a), reference.args, u, step=h) for h in (1e-4, 1e-3))
        except RAISED:
            return
    want = reference.jacobian @ u
    if fine.shape != want.shape or not _near(fine, coarse, 1e-6):
        return
    if not _near(fine, want, 1e-4):
        raise Wrong("dual numbers and differences", f"{want!r}, not {fine!r}")


def _check_second(module, primal, reference, thorough):
    """Forward over reverse; gives the code of a refusal of it."""
    want_gradient = reference.jacobian[0]
    u = direction(reference.n, 5)
    want = reference.second(module, u)
    if not np.all(np.abs(want) < LIMIT):
        return "second order unjudged"
    for optimise in (True, False) if thorough else (True,):
        try:
            made = Derived(module.f, module.arguments(), optimise=optimise, chain=("grad",))
        except UnsupportedError as e:
            return f"second order {e.problems[0].code}"
        if not made.meta["active"]:
            continue
        gradient, dots = made.call("tangent", *made.dots(u))
        _compare("gradient of the second order", made.flat_gradient(gradient), want_gradient)
        _compare("forward over reverse", made.flat_gradient(dots, exact=False), want)
        gradient, tape = made.call("forward")
        for _ in range(2):
            bars = made.call("adjoint", tape, made.seed(gradient, u))
            _compare("reverse over reverse", made.flat_gradient(bars), want)
        if not identical(made.args, module.arguments()):
            raise Wrong("second order writes the arguments")
    return ""


def _compare(what, got, want):
    if np.shape(got) != np.shape(want) or not _near(got, want):
        raise Wrong(what, f"{got!r}, not {want!r}")


def _near(got, want, tolerance=1e-8):
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    return np.shape(got) == np.shape(want) and bool(np.all(np.abs(got - want) <= tolerance * scale))


def _arrays(x):
    found = []
    if isinstance(x, dict):
        for v in x.values():
            found += _arrays(v)
    elif isinstance(x, (tuple, list)):
        for v in x:
            found += _arrays(v)
    elif isinstance(x, np.ndarray):
        found.append(x)
    return found


def _copied(x):
    if isinstance(x, dict):
        return {k: _copied(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return type(x)(map(_copied, x))
    return x.copy() if isinstance(x, np.ndarray) else x
