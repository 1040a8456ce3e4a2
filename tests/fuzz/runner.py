"""One program through every mode, against the primal, dual numbers, and differences.

``run`` gives an `Outcome`.  Right is only what is right in all of: value to the bit,
exceptions, printed output, arguments left alone; tangent; value_and_grad; the split sweeps
with several seeds, after everybody who holds an array wrote it; forward over forward, forward
and reverse over reverse; simplified and as derived; gradients that share no memory.
`tests.fuzz.checks` has the checks.
"""

from __future__ import annotations

import contextlib
import copy
import importlib.util
import io
import itertools
import os
import signal
import sys
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np

from s2sad import pipeline
from s2sad.errors import UnsupportedError
from s2sad.ir import Program
from tests import oracle
from tests.driver import Derived, dot_numbers
from tests.fuzz import checks
from tests.fuzz.checks import LIMIT, RAISED, Wrong, near
from tests.fuzz.points import FACTORS, moved

SECONDS = 20.0  # of computing time, for all of one program
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


def run(text: str, folder: Path, thorough: bool = True) -> Outcome:
    """Execute and differentiate the program; ``thorough`` adds differences, the interface, all of second order.

    One that cannot be judged at its own point may be at another: see `tests.fuzz.points`.
    """
    first = _run(text, folder, thorough)
    if first.kind != "unjudged":
        return first
    others = (_run(moved(text, factor), folder, thorough) for factor in FACTORS)
    return next((o for o in others if o.kind not in ("unjudged", "raises")), first)


def _run(text, folder, thorough):
    path = folder / f"program_{os.getpid()}_{next(_NUMBERS)}.py"
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
            with _limited(SECONDS), contextlib.redirect_stdout(io.StringIO()), _lowered_once():
                return _judged(module, path, thorough)
    finally:
        sys.modules.pop(name, None)
        sys.modules.pop(f"{path.stem}_twin", None)
        path.unlink()


@contextlib.contextmanager
def _lowered_once():
    """Lower a function once for all of its derivatives, which is a third of the work.

    Passes add functions to a program and take numbers from its supply, and change nothing else of it.
    """
    made = {}
    lower = pipeline.read

    def read(function, specs, values, of=""):
        key = function, tuple(specs.items()), of
        if key not in made:
            made[key] = lower(function, specs, values, of)
        program, known = made[key]
        return Program(dict(program.functions), copy.copy(program.supply)), dict(known)

    with mock.patch.object(pipeline, "read", read):
        yield


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
        if reference and reference.without:
            reference = Differences(module, primal, reference.unjudged)
        if reference and reference.unjudged:
            return Outcome("unjudged", reference.unjudged)
        for optimise in (False, True):
            made = Derived(module.f, module.arguments(), optimise=optimise)
            if primal.error:
                checks.raises(made, primal)
            else:
                checks.first(made, primal, reference, module)
        if primal.error:
            return Outcome("raises", type(primal.error).__name__)
        if not made.active():
            return Outcome("right", "constant")
        if thorough:
            checks.differences(module, primal, reference)
            checks.interface(made, module, primal, reference)
            checks.warnings_of(made, module)
            checks.forward_over_forward(module, primal, reference)
        second = checks.second(module, primal, reference, thorough) if made.has("value_and_grad") else ""
        return Outcome("right", second)
    except UnsupportedError as e:
        problem = e.problems[0]
        if primal is not None and primal.error:
            return Outcome("raises", f"{type(primal.error).__name__}, refused")
        return Outcome("refused", problem.code, f"{problem.what} | {problem.line.strip()}")
    except Endless:
        return Outcome("unjudged", "takes too long") if primal is None else Outcome("crash", "takes too long")
    except Wrong as e:
        return Outcome("wrong", e.key, e.detail)
    except Exception as e:
        frame = traceback.extract_tb(e.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.name}"
        return Outcome("crash", f"{type(e).__name__} in {place}", "".join(traceback.format_exception(e)[-4:]))


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
        self.sharing = checks.sharing(self.value)
        numbers = oracle.flat((self.value,))
        if self.error is None and _overflows(module):
            self.unjudged = "overflows"  # infinite on the way: zero times that is no number
        if self.error is None and not (numbers.size and np.all(np.abs(numbers) < LIMIT)):
            self.unjudged = "not a moderate number"


def _overflows(module):
    with np.errstate(over="raise"), contextlib.redirect_stdout(io.StringIO()):
        try:
            module.f(*module.arguments())
        except FloatingPointError:
            return True
    return False


class Reference:
    """The derivatives by dual numbers."""

    def __init__(self, twin, module, primal):
        self.unjudged, self.without, self.function, self.args = "", False, twin.f, module.arguments()
        self.n = oracle.flat(self.args).size
        self.tolerance = 2e-4 if _single(self.args) else 1e-8  # numbers of single precision round otherwise
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                value, _ = oracle.jvp(self.function, module.arguments(), np.zeros(self.n))
                self.jacobian = oracle.jacobian(self.function, module.arguments()).reshape(-1, self.n)
            except Exception as e:
                frame = traceback.extract_tb(e.__traceback__)[-1]
                self.unjudged = f"the reference raises {type(e).__name__} in {Path(frame.filename).name[:7]}"
                self.without = True
                return
        if not np.all(np.abs(self.jacobian) < LIMIT):
            self.unjudged = "not a moderate derivative"
        elif not near(value, oracle.flat((primal.value,)), self.tolerance):
            self.unjudged = "the reference computes another value"

    def second(self, module, u):
        """The derivative of the gradient along u."""
        with contextlib.redirect_stdout(io.StringIO()):
            units = (oracle.unit(self.n, i) for i in range(self.n))
            return np.array([oracle.second(self.function, module.arguments(), u, e)[0] for e in units])

    def along(self, module, u, w):
        """The second derivative along two directions."""
        with contextlib.redirect_stdout(io.StringIO()):
            return oracle.second(self.function, module.arguments(), u, w)


class Differences:
    """The derivatives by differences, of what dual numbers do not compute, such as what LAPACK does.

    Second derivatives are differences of the gradient that s2sad gives, after that was found to be right.
    """

    tolerance = 1e-5

    def __init__(self, module, primal, without):
        self.unjudged, self.args = "", module.arguments()
        self.n = oracle.flat(self.args).size
        columns = [self._slope(lambda *a: (module.f(*a),), oracle.unit(self.n, i)) for i in range(self.n)]
        if _single(self.args) or any(c is None for c in columns):
            self.unjudged = without
            return
        self.jacobian = np.array(columns).reshape(self.n, -1).T
        if not np.all(np.abs(self.jacobian) < LIMIT):
            self.unjudged = "not a moderate derivative"

    def _slope(self, function, u):
        """The derivative along u, where two step sizes agree on it and both sides on the value."""
        x = oracle.flat(self.args)
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                fine, coarse = (oracle.difference(function, self.args, u, step=h) for h in (1e-4, 1e-3))
                sides = [oracle.flat(function(*oracle.like(self.args, x + h * u))) for h in (1e-5, 0.0, -1e-5)]
            except RAISED:
                return None
        alike = np.shape(coarse) == np.shape(fine) and checks.smooth(*sides, 1e-5)
        return fine if alike and near(fine, coarse, 1e-6) else None

    def second(self, module, u):
        """The derivative of the gradient along u."""
        made = Derived(module.f, module.arguments())
        slope = self._slope(lambda *a: (made.flat_gradient(made.call("grad", args=a)),), u)
        return np.full(self.n, np.inf) if slope is None else slope

    def along(self, module, u, w):
        """The second derivative along two directions."""
        made = Derived(module.f, module.arguments())
        value = module.f(*module.arguments())
        slope = self._slope(lambda *a: (dot_numbers(value, made.call("tangent", *made.dots(u), args=a)[1]),), w)
        return np.full(1, np.inf) if slope is None else slope


def _single(args):
    found = []
    oracle.map_leaves(lambda v: found.append(np.asarray(v).dtype == np.float32), args)
    return any(found)
