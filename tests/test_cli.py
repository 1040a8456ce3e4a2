"""The command line: what it writes, what it refuses to overwrite, what it prints."""

import importlib.util
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from s2sad.cli import main
from s2sad.cli.load import split
from s2sad.command_path import protect

ROOT = Path(__file__).resolve().parent.parent
CLOSED_FORMS = str(ROOT / "examples" / "closed_forms.py")
LOOPS = str(ROOT / "examples" / "loops.py")

SOURCE = """\
import numpy as np

from s2sad import differentiate

SCALE = 2.5
WEIGHTS = np.array([1.0, 2.0])


def helper(x, k):
    return np.sin(x) * k


@differentiate
def f(x):
    return helper(x, 2) * SCALE


@differentiate
def g(x: float, n=3):
    return helper(x, 2) + x * n


@differentiate
def h(x: "float[:]"):
    return np.sum(x * WEIGHTS)


def plain(x, y: "float"):
    return x * y
"""


@pytest.fixture(autouse=True)
def _clean(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def source(tmp_path):
    file = tmp_path / "model.py"
    file.write_text(SOURCE)
    return file


def imported(file):
    spec = importlib.util.spec_from_file_location(f"made_{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def python(*arguments, cwd, **environment):
    """A fresh interpreter that finds s2sad where the tests find it, but has no other path."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run([sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


# ---------------------------------------------------------------- generate


def test_one_module_for_all_decorated_functions(source, tmp_path, capsys):
    assert main(["generate", "model.py", "-o", "generated/"]) == 0
    out, err = capsys.readouterr()
    assert "importing model.py, which runs its code" in err
    assert "f(x: float): f_forward, f_adjoint, f_value_and_grad, f_grad, f_tangent" in out
    assert "assumed x: taken as float, as nothing says what it is" in out
    assert "assumed n: as the default value is" in out
    text = (tmp_path / "generated" / "model.py").read_text()
    assert "assumed    x: taken as float, as nothing says what it is" in text
    assert "rebuild    s2sad generate model.py -o generated/" in text
    assert str(tmp_path) not in text
    assert text.count("def helper_forward(") == 1
    module = imported(tmp_path / "generated" / "model.py")
    assert module.f_grad(0.5) == pytest.approx(2 * math.cos(0.5) * 2.5)
    assert module.f_tangent(0.5, 1.0)[1] == pytest.approx(2 * math.cos(0.5) * 2.5)
    value, tape = module.g_forward(0.5, 3)
    assert value == pytest.approx(2 * math.sin(0.5) + 1.5)
    assert module.g_adjoint(0.5, 3, tape, 2.0) == pytest.approx(2 * (2 * math.cos(0.5) + 3))
    assert not hasattr(module, "plain_grad")


def test_captured_numbers_are_constants_and_captured_arrays_parameters(source, tmp_path):
    assert main(["generate", "model.py:f,h", "-o", "generated/"]) == 0
    text = (tmp_path / "generated" / "model.py").read_text()
    assert (
        "\n# Numbers that the functions read from outside, as they were when this module was made.\nSCALE = 2.5\n"
        in text
    )
    assert "captured   WEIGHTS: read by the function from outside, here passed after its own\n" in text
    module = imported(tmp_path / "generated" / "model.py")
    np.testing.assert_allclose(module.h_grad(np.ones(2), np.array([3.0, 4.0])), [3.0, 4.0])


def test_a_constant_is_never_assigned(tmp_path):
    (tmp_path / "model.py").write_text(
        "scale = 2.0\n\ndef f(x: float, n: int):\n"
        "    y = scale\n    for i in range(n):\n        y = y * x\n    return y\n"
    )
    assert main(["generate", "model.py:f", "-o", "out"]) == 0
    module = imported(tmp_path / "out" / "model.py")
    assert module.f_grad(3.0, 2) == 12.0
    assert module.f_tangent(3.0, 2, 1.0) == (18.0, 12.0)


def test_named_functions_need_no_decorator(source, tmp_path):
    assert main(["generate", "model.py:plain", "-o", "generated/"]) == 0
    assert imported(tmp_path / "generated" / "model.py").plain_grad(2.0, 3.0) == (3.0, 2.0)


def test_a_module_is_named_by_its_dotted_name(source, tmp_path, capsys):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    (tmp_path / "package" / "inner.py").write_text("from .other import k\n\ndef f(x):\n    return k * x\n")
    (tmp_path / "package" / "other.py").write_text("k = 3.0\n")
    assert main(["generate", "package.inner:f", "-o", "generated/"]) == 0
    assert imported(tmp_path / "generated" / "inner.py").f_grad(1.0) == 3.0
    by_file = tmp_path / "generated" / "inner.py"
    before = by_file.read_text()
    assert main(["generate", "package/inner.py:f", "-o", "generated/", "--check"]) == 0, capsys.readouterr()
    assert by_file.read_text() == before


def test_signature_overrides_annotations(source, tmp_path):
    assert main(["generate", "model.py:plain", "-o", "out", "--signature", "x: float[:], y: float[:]"]) == 0
    module = imported(tmp_path / "out" / "model.py")
    assert "unbroadcast" in (tmp_path / "out" / "model.py").read_text()  # either may have the length 1
    _, tape = module.plain_forward(np.array([1.0, 2.0]), np.array([3.0]))
    x_bar, y_bar = module.plain_adjoint(np.array([1.0, 2.0]), np.array([3.0]), tape, np.ones(2))
    np.testing.assert_array_equal(x_bar, [3.0, 3.0])
    np.testing.assert_array_equal(y_bar, [3.0])


def test_named_axes_are_equal(source, tmp_path):
    assert main(["generate", "model.py:plain", "-o", "out", "--signature", "plain(x: float[n], y: float[n])"]) == 0
    text = (tmp_path / "out" / "model.py").read_text()
    assert "unbroadcast" not in text
    assert "axes       n: one length wherever the name stands, which nothing checks" in text
    assert "signature  x: float64[n], y: float64[n]" in text


def test_several_signatures_of_one_function(source, tmp_path):
    given = ["--signature", "plain(x: float)", "--signature", "plain(x: np.float64, y: np.float32)"]
    assert main(["generate", "model.py:plain", "-o", "out", *given]) == 0
    module = imported(tmp_path / "out" / "model.py")
    assert module.plain_grad(2.0, 3.0) == (3.0, 2.0)
    first, second = module.plain_2_grad(np.float64(2.0), np.float32(3.0))
    assert (type(first), type(second)) == (np.float64, np.float32)
    assert "function   plain, here plain_2" in (tmp_path / "out" / "model.py").read_text()


def test_values_and_structures_in_signatures(tmp_path):
    (tmp_path / "model.py").write_text(
        "import numpy as np\n\ndef f(a, axis, p, kind='sum'):\n"
        "    s = np.sum(a, axis=axis) * p['k'][0]\n    return np.sum(s) if kind == 'sum' else np.mean(s)\n"
    )
    signature = "a: float[:, :], axis: 0, p: {'k': (float, int)}"
    assert main(["generate", "model.py:f", "-o", "out", "--signature", signature]) == 0
    module = imported(tmp_path / "out" / "model.py")
    a_bar, p_bar = module.f_grad(np.ones((2, 3)), {"k": (2.0, 1)})
    np.testing.assert_array_equal(a_bar, np.full((2, 3), 2.0))
    assert p_bar == {"k": (6.0, None)}


def test_names_that_would_clash(tmp_path):
    (tmp_path / "model.py").write_text(
        "def f_grad(x):\n    return 2 * x\n\ndef g(x):\n    return f(x) * x\n\n"
        "def f(x):\n    return x * x * f_grad(1)\n"
    )
    assert main(["generate", "model.py:f,f_grad,g", "-o", "out"]) == 0
    module = imported(tmp_path / "out" / "model.py")
    assert module.f_grad(3.0) == 12.0
    assert module.f_grad_2_grad(3.0) == 2.0
    assert module.g_grad(3.0) == 54.0
    assert module.f_adjoint(3.0, module.f_forward(3.0)[1]) == 12.0


def test_what_cannot_be_float_asks_for_a_signature(tmp_path, capsys):
    (tmp_path / "model.py").write_text("def f(x):\n    return x[0] * 2\n")
    assert main(["generate", "model.py:f", "-o", "out"]) == 1
    error = capsys.readouterr().err
    assert "model.py:2:" in error
    assert 'f: x was taken as float: nothing says what it is. Say it with --signature "f(x: ...)"' in error
    assert not (tmp_path / "out").exists()


def test_annotations_that_say_too_little(tmp_path, capsys):
    (tmp_path / "model.py").write_text("import numpy as np\n\ndef f(x: np.ndarray):\n    return np.sum(x)\n")
    assert main(["generate", "model.py:f", "-o", "out"]) == 1
    assert '--signature "f(x: float[:])"' in capsys.readouterr().err


ANNOTATED = """\
from __future__ import annotations
from typing import Optional
import numpy as np
from s2sad import differentiate

@differentiate
def f(x: float, n: int, a: "float64[:, :]", v: float[:], c: complex, s: np.float32, p: {"k": float}):
    return x * n * np.sum(a) * np.sum(v) * abs(c) * s * p["k"]

@differentiate
def g(x: float, kind: str = "fast", y: Optional[float] = None, *rest: float, **more: float):
    return x * x if kind == "fast" and y is None else x * rest[0]

@differentiate(wrt="n")
def h(n: int, x: float):
    return n * n * x
"""


def test_forms_of_annotations(tmp_path, capsys):
    (tmp_path / "model.py").write_text(ANNOTATED)
    assert main(["generate", "model.py", "-o", "out"]) == 0
    said = capsys.readouterr().out
    assert "f(x: float, n: int, a: float64[:, :], v: float64[:], c: complex, s: np.float32, p: {'k': float})" in said
    # What an annotation leaves open, the default value says; `*rest: float` is the type of one item.
    assert "g(x: float, rest: (), more: {}, kind: 'fast', y: None)" in said
    assert "assumed kind, y, rest, more: as the default value is" in said
    # An int that is differentiated is a float, as in a call.
    assert "h(n: float, x: float)" in said
    assert "promoted n: an int that wrt names, so taken as float" in said
    text = (tmp_path / "out" / "model.py").read_text()
    assert "promoted   n: an int that wrt names, so taken as float\n" in text
    assert imported(tmp_path / "out" / "model.py").h_grad(3.0, 2.0) == 12.0
    assert main(["generate", "model.py:g", "-o", "other", "--signature", "g(rest: (float,), kind: 'slow')"]) == 0
    module = imported(tmp_path / "other" / "model.py")
    assert module.g_grad(3.0, (2.0,), {}) == (2.0, (3.0,))


def test_what_cannot_be_the_default_asks_for_a_signature(tmp_path, capsys):
    (tmp_path / "model.py").write_text("def f(x: float, *rest):\n    return x * rest[0]\n")
    assert main(["generate", "model.py:f", "-o", "out"]) == 1
    error = capsys.readouterr().err
    assert 'f: rest was taken as the default value is: nothing says what it is. Say it with --signature "f(x: ' in error
    assert "f(x: float, rest: ...)" in error


@pytest.mark.parametrize(
    "text", ["x: float[", "x", "x: float = 1", "f(x: float): pass\nimport os\ndef g()", "g(x: float)", "y: float"]
)
def test_signatures_that_are_none(text, source, capsys):
    assert main(["generate", "model.py:f", "-o", "out", "--signature", text]) == 1
    assert "--signature" in capsys.readouterr().err


def test_signatures_are_not_evaluated(source, tmp_path, capsys):
    assert main(["generate", "model.py:f", "-o", "out", "--signature", "x: open('planted', 'w')"]) == 1
    assert not (tmp_path / "planted").exists()


# ---------------------------------------------------------------- files


def test_check_shows_a_diff_and_writes_nothing(source, tmp_path, capsys):
    command = ["generate", "model.py", "-o", "generated/"]
    assert main([*command, "--check"]) == 1
    assert "is missing" in capsys.readouterr().err
    assert not (tmp_path / "generated").exists()
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    made = tmp_path / "generated" / "model.py"
    made.write_text(made.read_text().replace("* 2.5", "* 3.5") + "# edited\n")
    edited = made.read_text()
    capsys.readouterr()
    assert main([*command, "--check"]) == 1
    out, err = capsys.readouterr()
    assert "-# edited" in out
    assert "generated/model.py is stale" in err
    assert made.read_text() == edited


def test_check_does_not_depend_on_the_working_directory(source, tmp_path, monkeypatch):
    assert main(["generate", "model.py", "-o", "generated/"]) == 0
    monkeypatch.chdir("/")
    assert main(["generate", str(source), "-o", str(tmp_path / "generated"), "--check"]) == 0


def test_foreign_files_are_kept(source, tmp_path, capsys):
    out = tmp_path / "generated" / "model.py"
    out.parent.mkdir()
    out.write_text("precious = 1\n")
    assert main(["generate", "model.py", "-o", "generated"]) == 1
    assert "--force" in capsys.readouterr().err
    assert out.read_text() == "precious = 1\n"
    assert main(["generate", "model.py", "-o", "generated", "--force"]) == 0
    assert main(["generate", "model.py", "-o", "generated"]) == 0
    # Ours, but of another source of the same name.
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "model.py").write_text("def f(x):\n    return x * x\n")
    assert main(["generate", "other/model.py:f", "-o", "generated"]) == 1
    assert "SCALE" in out.read_text()


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_nothing_is_written_through_symbolic_links(source, tmp_path, force, capsys):
    victim = tmp_path / "victim.py"
    victim.write_text("precious = 1\n")
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated" / "model.py").symlink_to(victim)
    assert main(["generate", "model.py", "-o", "generated", *force]) == 1
    assert "symbolic link" in capsys.readouterr().err
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    assert main(["generate", "model.py", "-o", "link", *force]) == 1
    assert not list((tmp_path / "elsewhere").iterdir())
    assert victim.read_text() == "precious = 1\n"


def test_a_failed_write_leaves_the_old_file_and_no_other(source, tmp_path, monkeypatch):
    assert main(["generate", "model.py", "-o", "generated"]) == 0
    out = tmp_path / "generated" / "model.py"
    before = out.read_text()
    source.write_text(SOURCE.replace("2.5", "3.5"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    sys.modules.pop("model", None)
    assert main(["generate", "model.py", "-o", "generated"]) == 1
    assert out.read_text() == before
    assert [p.name for p in out.parent.iterdir()] == ["model.py"]


# ---------------------------------------------------------------- imports


def test_a_hostile_module_beside_the_target_does_not_win(tmp_path):
    (tmp_path / "model.py").write_text("def f(x):\n    return x * x\n")
    for name in ("numpy", "ast", "math", "json"):
        (tmp_path / f"{name}.py").write_text(f"open('planted_{name}', 'w')\nraise SystemExit(3)\n")
    (tmp_path / "elsewhere").mkdir()
    for cwd, target in ((tmp_path / "elsewhere", "../model.py:f"), (tmp_path, "model.py:f")):
        done = python("-m", "s2sad", "generate", target, "-o", "out", cwd=cwd)
        assert (done.returncode, done.stderr.count("importing")) == (0, 1), done.stderr
    assert not [p.name for p in tmp_path.rglob("planted*")]


def test_the_current_directory_comes_last(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), "/somewhere", "."])
    protect()
    assert sys.path == ["/somewhere", str(tmp_path)]


def test_targets_that_are_not_there(source, tmp_path, capsys):
    for target in ("missing.py", "missing_module", "model.py:missing", "model.py:SCALE"):
        assert main(["generate", target, "-o", "out"]) == 1
        assert "s2sad: " in capsys.readouterr().err
    (tmp_path / "broken.py").write_text("raise RuntimeError('\\x1b[2J no')\n")
    assert main(["generate", "broken.py", "-o", "out"]) == 1
    assert "raised RuntimeError: \\x1b[2J no" in capsys.readouterr().err
    (tmp_path / "bare.py").write_text("def f(x):\n    return x\n")
    assert main(["generate", "bare.py", "-o", "out"]) == 1
    assert "name one, bare.py:f" in capsys.readouterr().err


def test_split():
    assert split("a.py") == ("a.py", [])
    assert split("a.py:f, g") == ("a.py", ["f", "g"])
    assert split("package.module:Class.method") == ("package.module", ["Class.method"])


# ---------------------------------------------------------------- show, trace, cache


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("ir", "func J(x = x: float, y = y: float):"),
        ("forward", "def J_forward(x, y):"),
        ("adjoint", "def J_adjoint(x, y, tape, out_bar=1.0):"),
        ("tangent", "def J_tangent(x, y, x_dot, y_dot):"),
        ("module", '"""Derivatives of closed_forms.py, generated by s2sad '),
    ],
)
def test_show(stage, text, capsys):
    assert main(["show", f"{CLOSED_FORMS}:J", "--stage", stage]) == 0
    assert capsys.readouterr().out.startswith(text)


def test_show_at_another_signature(capsys):
    assert main(["show", f"{CLOSED_FORMS}:z", "--stage", "ir", "--signature", "x: float[:]"]) == 0
    assert "x: float64[x.0?]" in capsys.readouterr().out
    assert main(["show", CLOSED_FORMS]) == 1
    assert "name one" in capsys.readouterr().err


def test_trace(capsys):
    assert main(["trace", f"{CLOSED_FORMS}:J", "2", "3", "--tangent", "(1, 0)"]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.split("\n") if "u = 3 * x * y" in line and "w4 =" in line)
    assert row.split()[:8] == ["w4", "w4", "=", "w3", "*", "y", "18", "9"]
    assert "0.203236" in row
    assert main(["trace", f"{LOOPS}:f", "0.5", "3"]) == 0
    assert main(["trace", f"{LOOPS}:f", "x"]) == 1


def test_trace_of_an_int_that_wrt_names(tmp_path, capsys):
    (tmp_path / "model.py").write_text(ANNOTATED)
    assert main(["trace", "model.py:h", "3", "2"]) == 0
    row = next(line for line in capsys.readouterr().out.split("\n") if "w1 = n" in line)
    assert row.split()[:6] == ["w1", "w1", "=", "n", "3", "12"]


def test_cache(capsys, tmp_path):
    assert main(["cache", "path"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'cache'}\n"
    assert main(["cache", "list"]) == 0
    assert capsys.readouterr().out == ""
    from examples import closed_forms

    closed_forms.z.source(np.float64(1.0), 2.0)
    assert main(["cache", "list"]) == 0
    assert main(["cache", "clear"]) == 0
    assert "files removed" in capsys.readouterr().out


def test_usage_errors_exit_with_2(capsys):
    for arguments in ([], ["generate"], ["show", "x", "--stage", "nothing"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
    capsys.readouterr()


RAISING = """
from s2sad import differentiate


class NoRoot(ValueError):
    pass


@differentiate
def root(x: float) -> float:
    if x < 0.0:
        raise NoRoot(f"no root of {x}")
    return x**0.5
"""


def test_a_module_that_needs_the_users_says_so(tmp_path, capsys):
    (tmp_path / "raising.py").write_text(RAISING)
    assert main(["generate", "raising.py", "-o", "generated/"]) == 0
    made = tmp_path / "generated" / "raising.py"
    assert "\nneeds      raising: exceptions of theirs are raised or caught\n" in made.read_text()
    module = imported(made)
    assert module.root_grad(4.0) == 0.25
    with pytest.raises(sys.modules["raising"].NoRoot, match=r"no root of -1\.0"):
        module.root_grad(-1.0)
    assert main(["generate", "raising.py", "-o", "generated/", "--standalone"]) == 1
    assert "need raising, whose functions or exceptions they use" in capsys.readouterr().err
    (tmp_path / "raising.py").write_text(RAISING.replace("class NoRoot(ValueError):\n    pass", "NoRoot = ValueError"))
    assert main(["generate", "raising.py", "-o", "generated/", "--standalone"]) == 0
    assert "needs" not in made.read_text()
    assert "--standalone" in made.read_text()
