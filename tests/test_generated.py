"""The modules in generated/: up to date, standalone, clean, deterministic, right."""

import importlib
import importlib.util
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from examples import closed_forms, iris, loops, relaxation
from s2sad.ir import Pack
from s2sad.pipeline import generate, read
from s2sad.types import FLOAT

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "generated"
NAMES = ("closed_forms", "iris", "loops", "relaxation")
MODULES = [GENERATED / f"{name}.py" for name in NAMES]


def module(name):
    spec = importlib.util.spec_from_file_location(f"generated_{name}", GENERATED / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def run(*arguments, **environment):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "S2SAD_CACHE": "0", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


# ---------------------------------------------------------------- all of them


def test_up_to_date():
    sources = [f"examples/{name}.py" for name in NAMES]
    done = run("-m", "s2sad", "generate", *sources, "-o", "generated/", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_no_others():
    assert sorted(p.name for p in GENERATED.glob("*.py")) == [f"{name}.py" for name in NAMES]


@pytest.mark.parametrize("arguments", [("check",), ("format", "--check")])
def test_ruff(arguments):
    ruff = shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    done = subprocess.run([ruff, *arguments, *MODULES], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", MODULES, ids=lambda p: p.stem)
def test_imports_with_s2sad_blocked(file, tmp_path):
    shutil.copy(file, tmp_path)
    code = (
        "import sys; sys.modules['s2sad'] = None; sys.path.append('.');"
        f"import {file.stem} as m; print(sorted(n for n in vars(m) if n.endswith('_grad')))"
    )
    env = {**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "_value_and_grad" in done.stdout


@pytest.mark.parametrize("file", MODULES, ids=lambda p: p.stem)
def test_text(file):
    text = file.read_text(encoding="utf-8")
    assert "import s2sad" not in text
    assert "from s2sad" not in text
    assert str(ROOT) not in text
    assert f"rebuild    s2sad generate examples/{file.name} -o generated/\n" in text
    assert max(map(len, text.split("\n"))) <= 120
    assert all(line == line.rstrip() for line in text.split("\n"))


def test_calls_never_read_what_was_generated_ahead_of_time(tmp_path):
    opened = (
        "import sys; seen = [];"
        "sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == 'open' else None);"
        "from examples import closed_forms as c; from s2sad import grad;"
        "c.y.grad(1.0, 2.0); c.y.path(1.0, 2.0); c.J.trace(2.0, 3.0); grad(grad(c.z))(3.0, 2.0);"
        "print([name for name in seen if 'generated' in name], len(seen) > 10)"
    )
    done = run("-c", opened, S2SAD_CACHE="1", S2SAD_CACHE_DIR=str(tmp_path))
    assert done.stdout == "[] True\n", done.stderr


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_byte_identical_under_hash_seeds(seed):
    sources = [f"examples/{name}.py" for name in NAMES]
    done = run("-m", "s2sad", "generate", *sources, "-o", "generated/", "--check", PYTHONHASHSEED=seed)
    assert done.returncode == 0, done.stdout + done.stderr


# ---------------------------------------------------------------- case 1


def test_case_1():
    made = module("closed_forms")
    program, _ = read(closed_forms.y.__s2sad_function__, {"x1": FLOAT, "x2": FLOAT}, {})
    (f,) = program.functions.values()
    assert len(f.params) + sum(len(s.outs) for s in f.body.stmts) == 9
    gradient = (2 * math.exp(2) + 4, 4 - math.sin(2))
    value, found = made.y_value_and_grad(1.0, 2.0)
    assert value == closed_forms.y(1.0, 2.0) == pytest.approx(math.exp(2) + 4 + math.cos(2), rel=1e-15)
    assert found == pytest.approx(gradient, rel=1e-15)
    assert made.y_grad(1.0, 2.0) == found
    assert made.y_tangent(1.0, 2.0, 1.0, 0.0) == (value, pytest.approx(gradient[0], rel=1e-15))
    assert made.y_tangent(1.0, 2.0, 0.0, 1.0) == (value, pytest.approx(gradient[1], rel=1e-15))
    forward, tape = made.y_forward(1.0, 2.0)
    assert forward == value
    assert made.y_adjoint(1.0, 2.0, tape) == pytest.approx(gradient, rel=1e-15)
    twice = made.y_adjoint(1.0, 2.0, tape, 2.0)
    assert twice == pytest.approx(tuple(2 * g for g in gradient), rel=1e-15)


# ---------------------------------------------------------------- case 2


def test_case_2():
    made = module("closed_forms")
    assert made.z_value_and_grad(3.0, 2.0) == (28.0, (12.0, 9.0))
    assert made.z_adjoint(3.0, 2.0, made.z_forward(3.0, 2.0)[1]) == (12.0, 9.0)
    assert made.z_tangent(3.0, 2.0, 1.0, 0.0) == (28.0, 12.0)
    text = (GENERATED / "closed_forms.py").read_text(encoding="utf-8")
    assert "return w7, (3.0 * y + 2.0 * x, w4)" in text


def test_mixed_second_derivative_is_the_constant_3():
    z = closed_forms.z.__s2sad_function__
    specs = {"x": FLOAT, "y": FLOAT}
    made = generate(z, specs, {}, ("y",), chain=(("grad", ("x",)),))
    names = made.meta["names"]
    lines = made.text.split(f"def {names['value_and_grad']}(")[1].split("\n\n")[0].split("\n")
    assert next(line.strip() for line in lines if "return" in line).endswith(", 3.0")
    namespace = {}
    exec(made.text, namespace)
    assert namespace[names["value_and_grad"]](3.0, 2.0) == (12.0, 3.0)
    assert type(namespace[names["value_and_grad"]](3.0, 2.0)[1]) is float


# ---------------------------------------------------------------- case 3


def test_case_3():
    made = module("closed_forms")
    value, gradient = made.J_value_and_grad(2.0, 3.0)
    assert round(float(value), 3) == 1.178
    assert [round(g, 2) for g in gradient] == [3.06, 1.22]
    dots = [made.J_tangent(2.0, 3.0, *dot) for dot in ((1.0, 0.0), (0.0, 1.0))]
    assert [dot for _, dot in dots] == pytest.approx(gradient, rel=1e-14)
    assert all(v == value for v, _ in dots)


def test_case_3_against_torch():
    torch = pytest.importorskip("torch")
    x, y = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (2.0, 3.0))
    torch.log(x**2 + torch.sin(3 * x * y)).backward()
    assert module("closed_forms").J_grad(2.0, 3.0) == pytest.approx((x.grad.item(), y.grad.item()), rel=1e-12)


# ---------------------------------------------------------------- cases 4, 5, 6


def test_case_4():
    made = module("iris")
    features, labels = iris.read_iris()
    targets = (labels[:, None] == np.unique(labels)).astype(float)
    random = np.random.default_rng(0)
    weights, bias = random.normal(size=(3, 4)), random.normal(size=3)
    for rows in (slice(None), slice(0, 1)):  # one sample: all axes of that name have the length 1
        point = (weights, bias, features[rows], targets[rows], 1e-6)
        value, (weights_bar, bias_bar) = made.loss_value_and_grad(*point)
        assert value == iris.loss(*point)
        gradient = iris.loss.grad(*point)
        np.testing.assert_allclose(weights_bar, gradient.weights, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(bias_bar, gradient.bias, rtol=1e-12, atol=1e-15)
        step = 1e-6 * random.normal(size=(3, 4))
        difference = iris.loss(weights + step, *point[1:]) - iris.loss(weights - step, *point[1:])
        assert 2 * np.sum(weights_bar * step) == pytest.approx(difference, rel=1e-6)
    assert "unbroadcast" not in (GENERATED / "iris.py").read_text(encoding="utf-8")


def test_case_5():
    made = module("loops")
    for x, n in ((0.5, 10), (-0.5, 10), (0.5, 0)):
        expected = n * (n - 1) / 2 * math.cos(x) if x > 0 else -n
        value, x_bar = made.f_value_and_grad(x, n)
        assert value == loops.f(x, n)
        assert x_bar == pytest.approx(expected, rel=1e-14)
        assert made.f_tangent(x, n, 1.0)[1] == pytest.approx(expected, rel=1e-14)
        assert made.f_adjoint(x, n, made.f_forward(x, n)[1]) == pytest.approx(expected, rel=1e-14)
    for a in (2.0, 9.0, 1.0):
        value, a_bar = made.newton_sqrt_value_and_grad(a)
        assert value == loops.newton_sqrt(a)
        assert a_bar == made.newton_sqrt_tangent(a, 1.0)[1] == pytest.approx(0.5 / math.sqrt(a), rel=1e-6)


def test_case_6():
    made = module("relaxation")
    u = np.array([1.0, 0.5, 0.3, 0.8, 0.2, 0.9])
    params = {"rate": 0.3, "sink": 0.2, "weight": 0.1, "sweeps": 3, "limit": 2.0}
    before = u.copy()
    value, tape = made.relaxed_energy_forward(u, params)
    assert value == relaxation.relaxed_energy(u.copy(), params)
    first = made.relaxed_energy_adjoint(u, params, tape)
    second = made.relaxed_energy_adjoint(u, params, tape, 2.0)
    np.testing.assert_array_equal(u, before)
    np.testing.assert_allclose(2 * first[0], second[0], rtol=1e-14)
    gradient = relaxation.relaxed_energy.grad(u, params)
    np.testing.assert_allclose(first[0], gradient.u, rtol=1e-13)
    for key in ("rate", "sink", "weight"):
        step = dict.fromkeys(("rate", "sink", "weight", "limit"), 0.0) | {"sweeps": None, key: 1.0}
        tangent = made.relaxed_energy_tangent(u, params, np.zeros(6), step)[1]
        assert first[1][key] == pytest.approx(tangent, rel=1e-12)
        moved = [relaxation.relaxed_energy(u.copy(), params | {key: params[key] + h}) for h in (1e-6, -1e-6)]
        assert first[1][key] == pytest.approx((moved[0] - moved[1]) / 2e-6, rel=1e-7)


def test_pack_is_what_structures_are():
    """The tree of ``params`` is a dict of five leaves in the three-address code."""
    function = relaxation.relaxed_energy.__s2sad_function__
    from s2sad.cli.signatures import signature_of

    program, _ = read(function, signature_of(function, {}).specs, {})
    tree = program.functions["relaxed_energy"].params[1].tree
    assert isinstance(tree, Pack)
    assert tree.keys == ("rate", "sink", "weight", "sweeps", "limit")
