"""What is checked of a program: each function raises `Wrong` where one thing is not as it has to be."""

from __future__ import annotations

import contextlib
import io
import warnings

import numpy as np

from s2sad import differentiate
from s2sad.errors import UnsupportedError
from tests import oracle
from tests.driver import Derived, dot_numbers, identical

LIMIT = 1e5  # beyond it rounding hides what is compared
RAISED = (ArithmeticError, AssertionError, LookupError, NameError, StopIteration, TypeError, ValueError)


class Wrong(Exception):
    """A check that failed: which one, and what it saw."""

    def __init__(self, key: str, detail: object = "") -> None:
        super().__init__(key)
        self.key, self.detail = key, str(detail)


def direction(n, seed):
    """A direction that no accident makes right."""
    return np.random.default_rng(seed).uniform(0.5, 1.5, n) * np.array([1, -1] * n)[:n]


def near(got, want, tolerance=1e-8):
    """Whether numbers agree, relative to the largest of them."""
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    return np.shape(got) == np.shape(want) and bool(np.all(np.abs(got - want) <= tolerance * scale))


def compare(what, got, want, tolerance=1e-8):
    """Derivatives against the reference's."""
    if not near(got, want, tolerance):
        raise Wrong(what, f"{got!r}, not {want!r}")


# ---------------------------------------------------------------- the primal


def raises(made, primal):
    """What the primal raises is raised by every sweep that computes its value, after the same has been printed."""
    sweeps = [("value_and_grad", ()), ("grad", ())] if made.has("value_and_grad") else []
    sweeps += [("forward", ())]
    if made.has("tangent"):
        sweeps.append(("tangent", tuple(made.dots(direction(99, 1)))))
    for which, more in sweeps:
        out, error = io.StringIO(), None
        with contextlib.redirect_stdout(out):
            try:
                made.call(which, *more)
            except RAISED as e:
                error = e
        if error is None:
            raise Wrong(f"{which} raises nothing", repr(primal.error))
        if type(error) is not type(primal.error):
            raise Wrong(f"{which} raises something else", f"{error!r}, not {primal.error!r}") from error
        if not isinstance(error, NameError) and str(error) != str(primal.error):  # names have other names
            raise Wrong(f"{which} raises with another message", f"{error!r}, not {primal.error!r}") from error
        if out.getvalue() != primal.printed:
            raise Wrong(f"what {which} prints before it raises", f"{out.getvalue()!r}, not {primal.printed!r}")


def _called(made, primal, which, *more):
    """Call a sweep that computes the value: it has to be the primal's, and nothing else may happen."""
    before = copied(made.args)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        got, rest = made.call(which, *more)
    if not identical(got, primal.value):
        raise Wrong(f"the value of {which}", f"{got!r}, not {primal.value!r}")
    if sharing(got) != primal.sharing:
        raise Wrong(f"what is shared in the value of {which}", f"{sharing(got)}, not {primal.sharing}")
    if out.getvalue() != primal.printed:
        raise Wrong(f"what {which} prints", f"{out.getvalue()!r}, not {primal.printed!r}")
    if not identical(before, made.args):
        raise Wrong(f"{which} writes the arguments", f"{made.args!r}, not {before!r}")
    return got, rest


def _silently(made, which, *more):
    """Call a sweep that prints nothing and writes nothing."""
    before = copied((made.args, more[-1:]))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        got = made.call(which, *more)
    if out.getvalue():
        raise Wrong(f"{which} prints", out.getvalue())
    if not identical(before, (made.args, more[-1:])):
        raise Wrong(f"{which} writes what it is given", f"{(made.args, more[-1:])!r}, not {before!r}")
    return got


# ---------------------------------------------------------------- first derivatives


def first(made, primal, reference, module):
    """The tangent, value and gradient, and the split sweeps with several seeds."""
    if not made.active():
        if np.any(reference.jacobian != 0.0):
            raise Wrong("taken for constant", reference.jacobian)
        return
    n, m, close = reference.n, reference.jacobian.shape[0], reference.tolerance
    u = direction(n, 1)
    got, tangent = _called(made, primal, "tangent", *made.dots(u))
    compare("tangent", dot_numbers(primal.value, tangent), reference.jacobian @ u, close)
    if made.has("value_and_grad"):
        got, bars = _called(made, primal, "value_and_grad")
        compare("value_and_grad", made.flat_gradient(bars), reference.jacobian[0], close)
        fresh(made, got, bars)
        with contextlib.redirect_stdout(io.StringIO()):
            bars = made.call("grad")
        compare("grad", made.flat_gradient(bars), reference.jacobian[0], close)
        fresh(made, got, bars)
    got, tape = _called(made, primal, "forward")
    for a in arrays(got):
        if not any(np.may_share_memory(a, b) for b in arrays(made.args)):
            a[...] = np.nan  # its owner writes it between the sweeps
    for seed in (2, 3, 2):
        v = direction(m, seed)
        bars = _silently(made, "adjoint", tape, made.seed(primal.value, v))
        compare(f"adjoint with seed {seed}", made.flat_gradient(bars), v @ reference.jacobian, close)
        fresh(made, got, bars)
        for a in arrays(bars):
            a[...] = np.nan
    if not identical(made.args, module.arguments()):
        raise Wrong("the arguments are changed")


def interface(made, module, primal, reference):
    """The pullback of the public interface, after the caller has written arguments and value."""
    args = module.arguments()
    value, pullback = differentiate(module.f, cache=False).vjp(*args)
    if not identical(value, primal.value):
        raise Wrong("the value of vjp", f"{value!r}, not {primal.value!r}")
    if not identical(args, module.arguments()):
        raise Wrong("vjp writes the arguments")
    for a in (*arrays(args), *arrays(value)):
        if (
            a.flags.writeable
            and a.dtype.kind == "f"
            and not np.shares_memory(a, getattr(module, "SHARED", np.zeros(0)))
        ):
            a[...] = np.nan
    made.args = module.arguments()
    for seed in (2, 3):
        v = direction(reference.jacobian.shape[0], seed)
        found = pullback(made.seed(primal.value, v))
        bars = tuple(getattr(found, n) for n in made.active())
        fresh(made, value, bars)
        flat = made.flat_gradient(bars if len(bars) != 1 else bars[0])
        compare("vjp", flat, v @ reference.jacobian, reference.tolerance)


def fresh(made, value, bars):
    """Gradients share no memory with one another, with the arguments, or with the value."""
    parts = arrays(bars)
    for i, g in enumerate(parts):
        for other in (*parts[:i], *arrays(made.args), *arrays(value)):
            if np.shares_memory(g, other):
                raise Wrong("gradients share memory")


def differences(module, primal, reference):
    """A second opinion, where two step sizes agree: next to a kink they do not.

    At a jump they may: both sides are another branch than the point between them, and have another value; at a tie
    they may, too, and slope another way.
    """
    if reference.tolerance > 1e-6:
        return
    u = direction(reference.n, 4)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            fine, coarse = (oracle.difference(lambda *a: module.f(*a), reference.args, u, step=h) for h in (1e-4, 1e-3))
            numbers = oracle.flat(reference.args)
            sides = [oracle.flat(module.f(*oracle.like(reference.args, numbers + h * u))) for h in (1e-5, -1e-5)]
        except RAISED:
            return
    want = reference.jacobian @ u
    if fine.shape != want.shape or not near(fine, coarse, 1e-6):
        return
    if not smooth(sides[0], oracle.flat((primal.value,)), sides[1], 1e-5):
        return
    if not near(fine, want, 1e-4):
        raise Wrong("dual numbers and differences", f"{want!r}, not {fine!r}")


def smooth(after, at, before, step):
    """Whether values on both sides of a point are on one curve through it."""
    if not (np.shape(after) == np.shape(at) == np.shape(before) and near((after + before) / 2.0, at, 1e-6)):
        return False
    return near((after - at) / step, (at - before) / step, 1e-3)


def warnings_of(made, module):
    """Where the primal has no floating-point error, its adjoint has none that would be seen.

    A tangent stands among what it is the tangent of, and warns where it is infinite (see `s2sad.emit.quiet`).
    """
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(divide="raise", over="raise", invalid="raise"):
        try:
            module.f(*module.arguments())
        except FloatingPointError:
            return
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        with np.errstate(divide="warn", over="warn", invalid="warn"):
            try:
                if made.has("value_and_grad"):
                    made.call("value_and_grad", args=module.arguments())
            except RuntimeWarning as e:
                raise Wrong("a warning that the primal has not", e) from e


# ---------------------------------------------------------------- second derivatives


def forward_over_forward(module, primal, reference):
    """The tangent of the tangent, along two directions."""
    u, w = direction(reference.n, 6), direction(reference.n, 7)
    want = reference.along(module, u, w)
    with contextlib.redirect_stdout(io.StringIO()):
        if not np.all(np.abs(want) < LIMIT):
            return
        try:
            made = Derived(module.f, module.arguments(), chain=("tangent",), modes=("forward",))
        except UnsupportedError as e:
            raise Wrong("forward over forward is refused", e) from e
        (got, dots), (_, second) = made.call("tangent", *made.dots(u), *made.dots(w))
    if not identical(got, primal.value):
        raise Wrong("the value of forward over forward", f"{got!r}, not {primal.value!r}")
    compare("the inner tangent", dot_numbers(primal.value, dots), reference.jacobian @ u, reference.tolerance)
    compare("forward over forward", dot_numbers(primal.value, second), want, reference.tolerance)


def second(module, primal, reference, thorough):
    """Forward over reverse, and reverse over reverse; gives the code of a refusal of it."""
    want_gradient, close = reference.jacobian[0], reference.tolerance
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
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            gradient, dots = made.call("tangent", *made.dots(u))
        if out.getvalue() != primal.printed:
            raise Wrong("what forward over reverse prints", f"{out.getvalue()!r}, not {primal.printed!r}")
        compare("gradient of the second order", made.flat_gradient(gradient), want_gradient, close)
        compare("forward over reverse", made.flat_gradient(dots, exact=False), want, close)
        with contextlib.redirect_stdout(io.StringIO()):
            gradient, tape = made.call("forward")
        for _ in range(2):
            bars = _silently(made, "adjoint", tape, made.seed(gradient, u))
            compare("reverse over reverse", made.flat_gradient(bars), want, close)
            fresh(made, gradient, bars)
        if not identical(made.args, module.arguments()):
            raise Wrong("second order writes the arguments")
    return ""


# ---------------------------------------------------------------- structures


def sharing(value):
    """Which arrays of a result are one object, or share memory."""
    found = arrays(value)
    return [(i, j, found[i] is found[j]) for i in range(len(found)) for j in range(i) if _shared(found[i], found[j])]


def _shared(a, b):
    return a is b or np.shares_memory(a, b)


def arrays(x):
    """All arrays of a structure."""
    found = []
    if isinstance(x, dict):
        for v in x.values():
            found += arrays(v)
    elif isinstance(x, (tuple, list)):
        for v in x:
            found += arrays(v)
    elif isinstance(x, np.ndarray):
        found.append(x)
    return found


def copied(x):
    """The structure with copies of its arrays."""
    if isinstance(x, dict):
        return {k: copied(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return oracle.rebuilt(x, map(copied, x))
    return x.copy() if isinstance(x, np.ndarray) else x
