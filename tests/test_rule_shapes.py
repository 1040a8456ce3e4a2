"""Every row at arrays without items, with axes of length one, of three axes, and in single precision.

The samples of `tests.test_rules` say what a row computes; here they are given other shapes and dtypes. Where the primal
raises there is nothing to differentiate; else the value is the primal's, tangents and gradients have its dtypes and the
shapes of the arguments, both modes agree, and a difference along one direction tells the same.
"""

import importlib.util
import warnings

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.oracle import flat
from tests.test_rules import ALL, DOMAINS, INTERNAL, derivative, differentiable

HEAD = """\
import math
import numpy as np
import scipy.linalg, scipy.special, scipy.stats
from s2sad.rules.registry import NAMESPACE
from tests.rule_samples_scipy import *
globals().update({k: v for k, v in NAMESPACE.items() if k != 'print'})
"""


# Differences, areas, fits and medians of fewer items than they take have no derivative that would be tested here.
NEEDS_ITEMS = {"np.trapezoid", "trapezoid_of_steps", "np.polyder", "np.polymul", "np.polyfit", "np.median",
               "polyfit_with_weights", "np.nanmedian", "np.nanquantile", "np.nanpercentile", "aligned",
               "scipy.linalg.expm", "scipy.linalg.sqrtm"}  # fmt: skip


def resized(args, size):
    """The arrays with another length where they have the length of the last axis of the first one."""
    arrays = [a for a in args.values() if isinstance(a, np.ndarray) and a.ndim]
    if not arrays:
        return None
    n = arrays[0].shape[-1]

    def one(a):
        if not isinstance(a, np.ndarray):
            return a
        for axis, length in enumerate(a.shape):
            if length == n:
                a = np.take(a, range(size), axis=axis)
        return a

    return {k: one(a) for k, a in args.items()}


def single(args, names):
    """The arrays of some names in single precision."""
    made = {k: a.astype(np.float32) if k in names and _double(a) else a for k, a in args.items()}
    return made if any(made[k] is not a for k, a in args.items()) else None


def _double(a):
    return isinstance(a, np.ndarray) and a.dtype == np.float64


def deep(args):
    """Vectors as arrays of three axes."""
    if not all(isinstance(a, np.ndarray) and a.shape == (3,) for a in args.values()):
        return None
    return {k: np.stack([np.stack([a, a[::-1]])] * 2) for k, a in args.items()}


VARIANTS = {
    "empty": lambda args: resized(args, 0),
    "ones": lambda args: resized(args, 1),
    "deep": deep,
    "single": lambda args: single(args, args),
    "mixed": lambda args: single(args, list(args)[:1]) if sum(map(_double, args.values())) > 1 else None,
}


def cases():
    """(row, variant, expression, arguments): the first sample of each row with arrays."""
    taken = {}
    for name, expression, args in ALL:
        rule = REGISTRY.by_name[name]
        plain = name not in DOMAINS or name.startswith("math.") or all(np.shape(a) == (3,) for a in args.values())
        if not differentiable(rule) or name in INTERNAL or not plain or name.startswith("scipy.stats."):
            continue
        if len(taken.setdefault(name, [])) < 1 and any(isinstance(a, np.ndarray) and a.ndim for a in args.values()):
            taken[name].append((expression, args))
    for name, found in taken.items():
        for expression, args in found:
            for variant, make in VARIANTS.items():
                short = variant in ("empty", "ones") and (name in NEEDS_ITEMS or REGISTRY.by_name[name].helper)
                new = None if short or (variant == "deep" and name not in DOMAINS) else make(args)
                if new is not None:
                    yield name, variant, expression, new


CASES = list(cases())


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """A function for each case, in a module."""
    lines = [HEAD]
    for i, (_, _, expression, args) in enumerate(CASES):
        lines += [f"def f{i}({', '.join(args)}):", f"    return {expression}"]
    path = tmp_path_factory.mktemp("shapes") / "shaped_rules.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shaped_rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("i", range(len(CASES)), ids=[f"{n}-{v}" for n, v, _, _ in CASES])
def test_a_row_at_other_shapes_and_dtypes(functions, i):
    name, variant, _, given = CASES[i]
    f, args = getattr(functions, f"f{i}"), tuple(given.values())
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = f(*fresh(args))
        except (ValueError, IndexError, TypeError, ZeroDivisionError, np.linalg.LinAlgError):
            return
        try:
            made = Derived(f, fresh(args))
        except UnsupportedError:
            assert variant in ("empty", "ones", "deep")
            return
        if not made.active():
            return
        n, m = flat(args).size, flat((value,)).size
        rng = np.random.default_rng(i)
        u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
        got, dots = made.call("tangent", *made.dots(u))
        assert identical(got, value)
        if isinstance(value, (np.ndarray, np.generic)):
            assert np.asarray(dots).dtype == value.dtype
        _, tape = made.call("forward")
        bars = made.flat_gradient(made.call("adjoint", tape, made.seed(value, v)))  # of the dtypes of the arguments
        tangent = dot_numbers(value, dots)
        want = derivative(f, args, u, 1e-3) if n else np.zeros(m)
    if not np.isfinite(want).all() or not np.isfinite(tangent).all():
        assert variant != "deep", name
        return
    rtol = 1e-7 if variant in ("empty", "ones", "deep") else 3e-3
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    np.testing.assert_allclose(v @ tangent, bars @ u, rtol=rtol, atol=rtol * scale)
    np.testing.assert_allclose(tangent, want, rtol=10 * rtol, atol=10 * rtol * scale)
