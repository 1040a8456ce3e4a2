"""Every row that has a derivative, at sample arguments of every kind, against central differences.

A row without a sample fails: adding a rule means adding a line here.
"""

from __future__ import annotations

import ast
import importlib.util
import itertools
import math
import re

import numpy as np
import pytest

from s2sad.errors import UnsupportedError
from s2sad.rules import REGISTRY
from tests import rule_samples, rule_samples_scipy
from tests.complex_samples import COMPLEX
from tests.driver import Derived, dot_numbers, fresh, identical
from tests.form_samples import FORMS
from tests.numpy_samples import FOUND
from tests.oracle import flat, like
from tests.rule_samples import V
from tests.series_samples import SERIES

REGISTRY.load_awaited()
CALLS = {**rule_samples.CALLS, **rule_samples_scipy.CALLS}
DOMAINS = {**rule_samples.DOMAINS, **rule_samples_scipy.DOMAINS}

# Rows that users cannot call: what makes them is in the programs of the zoo.
INTERNAL = {"store", "index_add", "update", "push", "pop", "tape_cut", "tape_copy", "pack", "call", "expand",
            "in_shape_of", "unbroadcast", "reshape_like", "fitting", "last_stored", "items_at", "add_at", "list_new",
            "list_repeat", "list_pick", "list_concat", "append", "extend", "list_insert", "list_put", "list_pop",
            "list_take", "list_cut", "list_reverse", "list_sum", "list_array", "list_parts", "dict_new", "dict_copy",
            "dict_find", "dict_has", "list_has", "ranked_rows", "dict_enter", "dict_drop", "dict_clear", "add_items",
            "diagonal_shadow", "diagonal_view"}  # fmt: skip

INTERNAL |= rule_samples_scipy.INTERNAL

ONE_OPERAND = ("py", "np", "0d", "1d", "2d", "row", "single", "single0", "length1")
TWO_OPERANDS = (
    ("py", "py"), ("np", "np"), ("py", "np"), ("np", "py"), ("py", "1d"), ("1d", "py"), ("1d", "1d"), ("1d", "2d"),
    ("2d", "1d"), ("2d", "2d"), ("row", "column"), ("column", "2d"), ("2d", "row"), ("0d", "1d"), ("0d", "0d"),
    ("np", "2d"), ("length1", "1d"), ("one", "row"), ("single", "single"), ("single", "py"), ("single0", "single"),
    ("column", "length1"),
)  # fmt: skip
# What NumPy does with kinds and shapes, ufuncs of SciPy do.
FEW = {1: [("py",), ("1d",), ("single",)], 2: [("py", "1d"), ("1d", "2d"), ("single", "single")]}
SHAPES = {"0d": (), "1d": (3,), "2d": (2, 3), "row": (1, 3), "column": (2, 1), "length1": (1,), "one": (1, 1)}


def sample(kind, domain, salt):
    """A number or array of this kind in a domain."""
    rng = np.random.default_rng(salt)
    low, high = domain
    if kind in ("py", "np", "single0"):
        x = rng.uniform(low, high)
        return {"py": float, "np": np.float64, "single0": np.float32}[kind](x)
    shape = SHAPES.get(kind, (3,))
    return np.array(rng.uniform(low, high, shape), dtype=np.float32 if kind == "single" else np.float64)


def differentiable(rule):
    return rule.kind != "constant" and bool(rule.derivatives or rule.cases or rule.vjp)


def calls():
    """(row, expression, arguments) of all samples."""
    for name, rule in REGISTRY.by_name.items():
        if name in DOMAINS:
            text = ast.unparse(rule.call)
            names = {o: "xyz"[i] for i, o in enumerate(rule.operands)}
            text = re.sub(r"\b[xyv]\b", lambda m, n=names: n.get(m[0], m[0]), text)
            domains = DOMAINS[name]
            if name.startswith("scipy."):
                kinds = FEW[len(domains)]
            else:
                kinds = [(k,) for k in ONE_OPERAND] if len(domains) == 1 else TWO_OPERANDS
            for ks in kinds:
                if name.startswith("math.") and not set(ks) <= {"py", "np", "0d"}:
                    continue
                if name in ("max", "min", "number_like") and not set(ks) <= {"py", "np"}:
                    continue
                if name in ("divide", "power") and set(ks) != {"py"}:
                    continue  # helpers for Python's floats; power_dx and log_positive serve arrays too
                args = [sample(k, d, 10 * i + len(name)) for i, (k, d) in enumerate(zip(ks, domains, strict=True))]
                yield name, text, dict(zip("xy", args, strict=False))
            if name in ("pow", "np.power", "math.pow"):
                for k, base in itertools.product(("3", "2", "1", "0", "-1", "0.5", "2.5"), (1.3, V + 3.0)):
                    if name != "math.pow" or isinstance(base, float):
                        yield name, re.sub(r"\by\b", k, text), {"x": base}
        for expression, args in itertools.chain(*(t.get(name, ()) for t in (CALLS, FORMS, FOUND, SERIES, COMPLEX))):
            yield name, expression, args


ALL = list(calls())
WRITTEN = ["    x = x * 1.0", "    x[...] = x * x"]
# What shares memory is no elementwise row: one sample of each is enough.
MEMORY = [
    (i, which)
    for i, (name, _, args) in enumerate(ALL)
    if isinstance(args.get("x"), np.ndarray) and args["x"].ndim and args["x"].dtype == np.float64
    and (REGISTRY.by_name[name].kind != "elementwise" or all(np.shape(a) == (3,) for a in args.values()))
    for which in ("before", "through")
]  # fmt: skip


def test_every_row_has_a_sample():
    sampled = {name for name, _, _ in ALL}
    missing = [n for n, r in REGISTRY.by_name.items() if differentiable(r) and n not in sampled | INTERNAL]
    assert not missing, f"no sample in tests/test_rules.py for {missing}"


ELEMENTARY = "exp log log1p expm1 sqrt sin cos tan sinh cosh tanh"
BASIC = {
    *("add", "sub", "mul", "truediv", "pow", "neg", "abs", "matmul", "T", "len", "getitem"),
    *(f"{module}.{name}" for module in ("np", "math") for name in ELEMENTARY.split()),
    *("np.arcsin", "np.arccos", "np.arctan", "np.arctan2", "math.asin", "math.acos", "math.atan", "math.atan2"),
    *("np.maximum", "np.minimum", "np.where", "np.sum", "np.mean", "np.dot", "np.reshape"),
    *("np.zeros", "np.ones", "np.array"),
}


def test_the_rows_that_everything_builds_on():
    assert BASIC - set(REGISTRY.by_name) == set()
    for name in BASIC:
        module, _, attribute = name.partition(".")
        if attribute:
            assert REGISTRY.find(getattr({"np": np, "math": math}[module], attribute)).name == name


def test_a_row_is_found_under_every_name_of_its_function():
    assert REGISTRY.find(np.acos).name == "np.arccos"
    assert REGISTRY.find(np.abs).name == "np.absolute"


@pytest.fixture(scope="module")
def functions(tmp_path_factory):
    """One module with a function per sample, and one for the sum of squares of it."""
    lines = ["import math", "import numpy as np", "from s2sad.rules.registry import NAMESPACE",
             "import scipy.fft, scipy.linalg, scipy.special, scipy.stats", "from tests.rule_samples_scipy import *",
             "globals().update({k: v for k, v in NAMESPACE.items() if k != 'print'})"]  # fmt: skip
    for i, (_, expression, args) in enumerate(ALL):
        params = ", ".join(args)
        lines += [f"def f{i}({params}):", f"    return {expression}"]
        lines += [f"def h{i}({params}):", f"    y_ = {expression}", "    return np.sum(y_ * y_ * y_)"]
        # The operand is memory that is written before and after, or through the result.
        lines += [f"def before{i}({params}):", *WRITTEN, f"    y_ = {expression}", "    x[...] = x * x",
                  "    return np.sum(y_ * y_ * y_) + np.sum(x)"]  # fmt: skip
        lines += [f"def through{i}({params}):", *WRITTEN, f"    y_ = {expression}", "    y_[...] = y_ * y_",
                  "    return np.sum(y_ * y_ * y_) + np.sum(x * x)"]  # fmt: skip
    path = tmp_path_factory.mktemp("rules") / "sampled_rules.py"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    spec = importlib.util.spec_from_file_location("sampled_rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def doubled(args):
    """The arguments in double precision, for differences."""
    return tuple(
        a.astype(np.float64) if isinstance(a, np.ndarray) and a.dtype == np.float32
        else np.float64(a) if isinstance(a, np.float32) else a
        for a in args
    )  # fmt: skip


def derivative(function, args, u, step):
    """A directional derivative by central differences with one Richardson step."""
    args = doubled(args)
    x = flat(args)

    def at(h):
        up, down = (flat(function(*like(args, x + s * h * u))) for s in (1.0, -1.0))
        return (up - down) / (2.0 * h)

    return (4.0 * at(step / 2.0) - at(step)) / 3.0


@pytest.mark.parametrize("i", range(len(ALL)), ids=[f"{i}-{n}" for i, (n, _, _) in enumerate(ALL)])
def test_rule(functions, i):
    name, _expression, given = ALL[i]
    args = tuple(given.values())
    single = any(getattr(a, "dtype", None) == np.float32 for a in args) or name in ("np.float32", "astype")
    rtol, rng = (3e-3 if single else 1e-7), np.random.default_rng(i)
    f, h = getattr(functions, f"f{i}"), getattr(functions, f"h{i}")
    with np.errstate(all="ignore"):
        value = f(*fresh(args))
        n, m = flat(args).size, flat((value,)).size
        first = Derived(f, fresh(args))
        jacobian = np.zeros((m, n))
        if name != "np.float32":
            for k in range(n):
                jacobian[:, k] = derivative(f, args, np.eye(n)[k], 1e-3)
        else:
            jacobian[0] = [float(args[1]), float(args[0])]
        scale = 1.0 + np.max(np.abs(jacobian), initial=0.0)
        if first.active():
            u, v = rng.uniform(0.5, 1.5, n), rng.uniform(0.5, 1.5, m)
            got, dots = first.call("tangent", *first.dots(u))
            assert type(got) is type(value)
            np.testing.assert_allclose(dot_numbers(value, dots), jacobian @ u, rtol=rtol, atol=rtol * scale)
            _, tape = first.call("forward")
            bars = first.flat_gradient(first.call("adjoint", tape, first.seed(value, v)))
            np.testing.assert_allclose(bars, v @ jacobian, rtol=rtol, atol=rtol * scale)
        if name != "np.float32" and m:
            _check_second(h, args, n, rng, rtol)


@pytest.mark.parametrize(("i", "which"), MEMORY, ids=[f"{ALL[i][0]}-{which}-{i}" for i, which in MEMORY])
def test_what_a_row_shares(functions, i, which):
    f, args = getattr(functions, f"{which}{i}"), tuple(ALL[i][2].values())
    with np.errstate(all="ignore"):
        try:
            value = f(*fresh(args))
        except (ValueError, TypeError) as problem:  # the result is a number, or may not be written
            if which == "through" and re.search("read-only|item assignment|0-d", str(problem)):
                return
            raise
        try:
            made = Derived(f, fresh(args))
        except UnsupportedError:
            return
        n = flat(args).size
        want = np.array([derivative(f, args, np.eye(n)[k], 1e-3)[0] for k in range(n)])
        if not np.isfinite(want).all() or not made.active():
            return
        scale = 1.0 + np.max(np.abs(want), initial=0.0)
        got, bars = made.call("value_and_grad")
        assert identical(got, value)
        np.testing.assert_allclose(made.flat_gradient(bars), want, rtol=1e-6, atol=1e-7 * scale)
        u = np.random.default_rng(i).uniform(0.5, 1.5, n)
        _, dot = made.call("tangent", *made.dots(u))
        np.testing.assert_allclose(dot, want @ u, rtol=1e-6, atol=1e-7 * scale)


def _check_second(h, args, n, rng, rtol):
    first, hessian = Derived(h, fresh(args)), Derived(h, fresh(args), chain=("grad",))
    precise = Derived(h, doubled(fresh(args)))
    if not first.active():
        return
    gradient = first.call("grad")

    def gradient_at(*xs):
        return precise.flat_gradient(precise.call("grad", args=xs))

    u = rng.uniform(0.5, 1.5, n)
    want = derivative(gradient_at, args, u, 1e-3)
    scale = 1.0 + np.max(np.abs(want), initial=0.0)
    _, dots = hessian.call("tangent", *hessian.dots(u))
    np.testing.assert_allclose(first.flat_gradient(dots, exact=False), want, rtol=10 * rtol, atol=10 * rtol * scale)
    _, tape = hessian.call("forward")
    bars = hessian.call("adjoint", tape, hessian.seed(gradient, u))
    np.testing.assert_allclose(hessian.flat_gradient(bars), want, rtol=10 * rtol, atol=10 * rtol * scale)
