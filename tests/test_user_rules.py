"""Rows of users: functions of any module, with derivatives that their rows give."""

import importlib.util
import subprocess
import sys
import textwrap

import numpy as np
import pytest

import s2sad
from s2sad.check_rule import WrongRule
from s2sad.errors import ArgumentError, UnsupportedError
from s2sad.rules import REGISTRY

LIBRARY = """
import numpy as np

SLOPE = 2.0
calls = []

def softsign(x):
    calls.append("softsign")
    return x / (1.0 + np.abs(x))

def sine(x):
    return np.sin(x)

def cosine(x):
    return np.cos(x)

def blend(x, y, weight=0.5, *, power=1):
    return (x * (1.0 - weight) + y * weight) ** power

def density(x, scale=1.0):
    return np.exp(-x / scale)

def inverse(x):
    return np.linalg.inv(x)

def smooth(x, width=3):
    return np.convolve(x, np.ones(width), "full")

def smooth_back(y, width=3):
    return np.convolve(y, np.ones(width), "valid")

def dot(x, y):
    return float(np.sum(x * y))

def quadratic(a, x):
    return np.einsum("...i,...ij,...j->...", x, a, x)

def running(x):
    return np.cumsum(x)

def step(x):
    return np.floor(x)

def failing(x):
    if np.any(np.asarray(x) < 0.0):
        raise RuntimeError("negative")
    return np.sqrt(x)

cube = np.frompyfunc(lambda v: v * v * v, 1, 1)

class Tools:
    @staticmethod
    def square(x):
        return x * x

    def scaled(self, x):
        return 3.0 * x

TOOLS = Tools()
"""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A module of a user's, found by its name; its rows are gone after the test."""
    (tmp_path / "lab_of_user.py").write_text(LIBRARY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = dict(REGISTRY.by_name)
    yield importlib.import_module("lab_of_user")
    for name, rule in list(REGISTRY.by_name.items()):
        if before.get(name) is not rule and not REGISTRY.is_own(rule):
            REGISTRY.remove(rule)
    sys.modules.pop("lab_of_user", None)


def made(text, tmp_path, name="program"):
    """The functions of a program that imports the user's module."""
    path = tmp_path / f"{name}.py"
    path.write_text("import numpy as np\nimport lab_of_user as lab\n" + textwrap.dedent(text), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


V = np.array([0.3, -1.2, 2.0])
M = np.array([[2.0, 0.3, -0.4], [0.1, 1.5, 0.2], [-0.3, 0.4, 1.8]])


def check(f, *args):
    """Forward, reverse, forward over reverse, reverse over reverse; and the value, to the bit."""
    s2sad.check_grads(f, *args)
    value, _ = s2sad.value_and_grad(f, argnums=tuple(range(len(args))))(*args)
    assert np.array_equal(value, f(*args))
    assert type(value) is type(f(*args))


# ---------------------------------------------------------------- rows of each kind


@pytest.mark.parametrize("x", [0.7, np.float64(-0.7), V, M, V[:1].copy()], ids=["py", "np", "1d", "2d", "length1"])
def test_an_elementwise_row(lab, tmp_path, x):
    s2sad.elementwise("lab_of_user.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")
    check(made("def f(x): return np.sum(lab.softsign(x * x - 0.2) * lab.softsign(x))", tmp_path).f, x)


def test_operands_that_broadcast_and_options(lab, tmp_path):
    s2sad.elementwise(
        "lab_of_user.blend(x, y, weight=0.5, power=1)",
        x="g * power * (1.0 - weight) * (x * (1.0 - weight) + y * weight) ** (power - 1)",
        y="g * power * weight * (x * (1.0 - weight) + y * weight) ** (power - 1)",
    )
    f = made("def f(x, y): return np.sum(lab.blend(x, y, 0.25) * lab.blend(y=y, x=x[0], power=3))", tmp_path).f
    for x, y in ((M, V), (M, 0.3), (M[:, :1].copy(), M[:1])):
        check(f, x, y)


def test_a_keyword_with_a_formula_is_an_operand(lab, tmp_path):
    s2sad.elementwise("lab_of_user.density(x, scale=1.0)", x="-(g * out / scale)", scale="g * out * x / scale**2")
    f = made("def f(x, s): return np.sum(lab.density(x) + lab.density(x, s) + lab.density(x, scale=s * s))", tmp_path).f
    check(f, V, 1.3)
    check(f, V, np.array([1.3, 0.8, 1.1]))


def test_rows_that_call_one_another(lab, tmp_path):
    s2sad.elementwise("lab_of_user.sine(x)", x="g * lab_of_user.cosine(x)")
    f = made("def f(x): return lab.sine(x) * lab.sine(x * x)", tmp_path).f
    with pytest.raises(UnsupportedError, match=r"lab_of_user\.cosine") as caught:
        s2sad.grad(f)(0.4)
    assert caught.value.code == "S2S301"
    assert caught.value.lineno == 3
    s2sad.elementwise("lab_of_user.cosine(x)", x="-(g * lab_of_user.sine(x))")
    check(f, 0.4)


def test_a_linear_row_and_its_transpose(lab, tmp_path):
    s2sad.linear("lab_of_user.smooth(x, width=3)", shape="(n)->(m)", x="lab_of_user.smooth_back(g, width=width)")
    s2sad.linear("lab_of_user.smooth_back(y, width=3)", shape="(m)->(n)", y="lab_of_user.smooth(g, width=width)")
    f = made("def f(x): return np.sum(lab.smooth(x * x, width=2) ** 2) + np.sum(lab.smooth(x) ** 3)", tmp_path).f
    check(f, V)


def test_a_row_of_a_number_that_is_linear_in_two_operands(lab, tmp_path):
    s2sad.linear("dot(x, y)", shape="(n),(n)->()", function=lab.dot, x="g * y", y="g * x")
    check(made("def f(x, y): return lab.dot(x, y * y) * lab.dot(x, x) / lab.dot(y, y)", tmp_path).f, V, V[::-1] + 3.0)


def test_a_row_that_gives_the_tangent(lab, tmp_path):
    s2sad.rule("lab_of_user.inverse(x)", shape="(n,n)->(n,n)", x="-(out @ d @ out)")
    f = made("def f(x): return np.sum(lab.inverse(x @ x) * x)", tmp_path).f
    check(f, M)
    s2sad.rule("lab_of_user.inverse(x)", shape="x", x="-(out @ d @ out)", x_bar="-(out.T @ g @ out.T)")
    check(f, M)


def test_two_operands_and_axes_that_the_signature_does_not_name(lab, tmp_path):
    s2sad.rule(
        "lab_of_user.quadratic(a, x)",
        shape="(n,n),(n)->()",
        a="np.sum(x * (d @ x))",
        x="np.sum(d * (a @ x)) + np.sum(x * (a @ d))",
    )
    f = made("def f(a, x): return lab.quadratic(a, x * x) * lab.quadratic(a @ a, x)", tmp_path).f
    check(f, M, V)
    g = made("def g(a, x): return np.sum(lab.quadratic(a, x))", tmp_path, "more").g
    with pytest.raises(UnsupportedError, match=r"\(n,n\),\(n\)->\(\)"):
        s2sad.grad(g)(np.stack([M, M]), V)


def test_single_precision_stays(lab, tmp_path):
    s2sad.elementwise("lab_of_user.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")
    s2sad.rule("lab_of_user.inverse(x)", shape="(n,n)->(n,n)", x="-(out @ d @ out)")
    f = made("def f(x): return np.sum(lab.softsign(lab.inverse(x)))", tmp_path).f
    assert s2sad.grad(f)(M.astype(np.float32)).dtype == np.float32
    check(f, M.astype(np.float32))


def test_what_has_no_source_and_what_stands_in_a_class(lab, tmp_path):
    s2sad.elementwise("lab_of_user.Tools.square(x)", x="2.0 * g * x")
    s2sad.elementwise("lab_of_user.TOOLS.scaled(x)", x="3.0 * g")
    f = made("def f(x): return lab.Tools.square(lab.TOOLS.scaled(x)) * x", tmp_path).f
    check(f, 1.3)
    s2sad.elementwise("lab_of_user.cube(x)", x="3.0 * g * x**2")
    check(made("def f(x): return lab.cube(x) * x", tmp_path, "ufunc").f, 1.3)


def test_a_decorated_function(lab, tmp_path):
    lab.decorated = s2sad.differentiate(lab.sine)
    s2sad.elementwise("lab_of_user.decorated(x)", x="7.0 * g")
    f = made("def f(x): return lab.decorated(x) * 2.0", tmp_path).f
    assert s2sad.grad(f)(0.3) == 14.0
    with pytest.raises(WrongRule):
        s2sad.check_rule(lab.decorated, 0.3)


def test_a_function_that_jumps(lab, tmp_path):
    s2sad.elementwise("lab_of_user.step(x)", x="0.0")
    f = made("def f(x): return x * lab.step(x)", tmp_path).f
    assert s2sad.grad(f)(2.5) == 2.0
    assert s2sad.jvp(f, (2.5,), (1.0,))[1] == 2.0


def test_exceptions_of_the_function_are_the_primals(lab, tmp_path):
    s2sad.elementwise("lab_of_user.failing(x)", x="0.5 * g / out")
    program = """
        def f(x):
            lab.failing(x)
            return x * x

        def g(x):
            try:
                y = lab.failing(x)
            except RuntimeError:
                y = -x
            return y * x
    """
    module = made(program, tmp_path)
    assert s2sad.grad(module.f)(1.5) == 3.0
    with pytest.raises(RuntimeError, match="negative"):
        s2sad.grad(module.f)(-1.5)
    check(module.g, 1.5)
    assert s2sad.grad(module.g)(-1.5) == 3.0


def test_the_text_of_a_function_with_a_row_is_not_read(lab, tmp_path):
    f = made("def f(x): return lab.softsign(x) * x", tmp_path).f
    with pytest.raises(UnsupportedError):
        s2sad.grad(f)(0.5)  # its append to a list of the module is refused
    s2sad.elementwise("lab_of_user.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")
    s2sad.value_and_grad(f)(0.5)
    lab.calls.clear()
    s2sad.value_and_grad(f)(0.5)
    assert lab.calls == ["softsign"]


# ---------------------------------------------------------------- what is refused


def test_an_operand_without_a_formula_is_refused_where_it_varies(lab, tmp_path):
    s2sad.elementwise("lab_of_user.blend(x, y)", x="0.5 * g")
    module = made("def f(x, y):\n    return lab.blend(x, y) * x\n\ndef g(x):\n    return lab.blend(x, x)", tmp_path)
    assert s2sad.grad(module.f)(1.0, 2.0) == 2.0
    for derivative in (lambda: s2sad.grad(module.f, 1)(1.0, 2.0), lambda: s2sad.jvp(module.g, (1.0,), (1.0,))):
        with pytest.raises(UnsupportedError, match="a derivative by y") as caught:
            derivative()
        assert caught.value.code == "S2S306"
        assert caught.value.lineno in (4, 7)


def test_a_shape_that_is_left_open_is_refused_where_it_is_needed(lab, tmp_path):
    s2sad.rule("lab_of_user.inverse(x)", x="-(out @ d @ out)")
    f = made("def f(x): return np.sum(lab.inverse(x))", tmp_path).f
    with pytest.raises(UnsupportedError, match="leaves the shape of the result open"):
        s2sad.grad(f)(M)


@pytest.mark.parametrize(
    ("register", "said"),
    [
        (lambda: s2sad.elementwise("lab_of_user.softsin(x)", x="g"), "lab_of_user has no softsin"),
        (lambda: s2sad.elementwise("nowhere_to_be_found.f(x)", x="g"), "no module nowhere_to_be_found"),
        (lambda: s2sad.elementwise("softsign(x)", x="g"), "without a module"),
        (lambda: s2sad.elementwise("softsign(x)", function=lambda x: x, x="g"), "no module holds"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x", x="g"), "is no call"),
        (lambda: s2sad.elementwise("lab_of_user.softsign", x="g"), "is no call of a function"),
        (lambda: s2sad.elementwise("lab_of_user.SLOPE(x)", x="g"), "no function"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(2 * x)", x="g"), "2 * x for an operand"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x, y)", x="g"), "too many positional arguments"),
        (lambda: s2sad.elementwise("lab_of_user.cube(x, y)", x="g"), "2 operands, the function 1, with 1 results"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(g)", g="g"), "an operand called g"),
        (lambda: s2sad.elementwise("lab_of_user.blend(x, x)", x="g"), "two operands called x"),
        (lambda: s2sad.elementwise("lab_of_user.blend(x, y, weight=np.pi)", x="g"), "no literal"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", y="g"), "'y', which is no operand"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * z"), "column 5, names z"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g *"), "is no expression"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x=2.0), "is a float"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * np.softsign(x)"), "np has no softsign"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * lab_of_user.SLOPE"), "which is no function"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g if x > 0 else -g"), "has an if about x"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * (x > 0 and x < 1)"), "formulas have not"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * (not x)"), "formulas have not"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * x[0]"), "formulas have not"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * np.sum(x, 0)"), "does not know"),
        (lambda: s2sad.elementwise("lab_of_user.softsign(x)", x="g * np.sum(x, axis=x)"), "depends on x"),
        (lambda: s2sad.elementwise("np.tanh(x)", x="g"), "of which s2sad has its own"),
        (lambda: s2sad.linear("lab_of_user.smooth(x)", shape="n->n", x="g"), "which says no shape"),
        (lambda: s2sad.linear("lab_of_user.dot(x, y)", shape="(n)->()", x="g"), "for 2 operands"),
    ],
)  # fmt: skip
def test_rows_that_do_not_hold_together(lab, register, said):
    rows = dict(REGISTRY.by_name)
    with pytest.raises(ArgumentError) as caught:
        register()
    assert caught.value.code == "S2S509"
    assert said in str(caught.value)
    assert caught.value.fix
    assert rows == REGISTRY.by_name


# ---------------------------------------------------------------- texts and keys


def test_a_row_that_is_registered_again_takes_the_place_of_the_one_before(lab, tmp_path):
    f = made("def f(x): return lab.sine(x) * 2.0", tmp_path).f
    derivative = s2sad.grad(f)
    assert derivative(0.0) == 2.0
    for factor in ("3.0", "4.0", "3.0"):
        s2sad.elementwise("lab_of_user.sine(x)", x=f"{factor} * g")
        assert derivative(0.0) == s2sad.grad(f)(0.0) == 2.0 * float(factor)


def test_names_of_modules_are_not_taken_by_others(lab, tmp_path):
    s2sad.elementwise("lab_of_user.sine(x)", x="g * lab_of_user.cosine(x)")
    s2sad.elementwise("lab_of_user.cosine(x)", x="-(g * lab_of_user.sine(x))")
    program = """
        def f(lab_of_user):
            np_ = lab.sine(lab_of_user)
            return np_ * lab_of_user
    """
    check(made(program, tmp_path).f, 0.4)


PROGRAM = """
import sys
sys.path.insert(0, {path!r})
import lab_of_user as lab, s2sad
s2sad.elementwise("lab_of_user.{name}(x)", x="{formula}")
import program
print(s2sad.grad(program.f)(1.5), "s2sad.pipeline" in sys.modules)
"""


def test_rows_are_in_the_keys_of_the_cache(lab, tmp_path, monkeypatch):
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("S2SAD_CACHE", raising=False)
    library = tmp_path / "lab_of_user.py"

    def run(name, formula):
        (tmp_path / "program.py").write_text(
            f"import lab_of_user as lab\ndef f(x): return lab.{name}(x) * 1.0\n", encoding="utf-8"
        )
        text = PROGRAM.format(path=str(tmp_path), name=name, formula=formula)
        done = subprocess.run([sys.executable, "-B", "-c", text], capture_output=True, text=True, check=True)
        return done.stdout.split()

    for name in ("sine", "cube"):  # with a text, and without
        assert run(name, "2.0 * g") == ["2.0", "True"]
        assert run(name, "2.0 * g") == ["2.0", "False"]
        assert run(name, "3.0 * g") == ["3.0", "True"]
        assert run(name, "2.0 * g") == ["2.0", "False"]
        library.write_text(library.read_text("utf-8") + "\n__version__ = '2'\n", encoding="utf-8")
        assert run(name, "2.0 * g") == ["2.0", "True"]
        library.write_text(LIBRARY, encoding="utf-8")


def test_a_generated_module_imports_the_users_and_says_so(lab, tmp_path, monkeypatch, capsys):
    from s2sad.cli import main

    (tmp_path / "model.py").write_text(
        "import lab_of_user\nimport s2sad\n\n"
        's2sad.elementwise("lab_of_user.softsign(x)", x="g / (1.0 + abs(x)) ** 2")\n\n'
        "def f(x: float):\n    return lab_of_user.softsign(x) * x\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert main(["generate", "model.py:f", "-o", "out/"]) == 0
    text = (tmp_path / "out" / "model.py").read_text("utf-8")
    assert "\nneeds      lab_of_user: functions of theirs are called\n" in text
    assert "\nimport lab_of_user\n" in text
    assert "s2sad" not in text.split('"""', 2)[2]
    names = {}
    exec(compile(text, "out.py", "exec"), names)
    assert names["f_grad"](0.5) == pytest.approx(0.5 / 1.5 + 0.5 / 1.5**2)
    capsys.readouterr()
    assert main(["generate", "model.py:f", "-o", "out/", "--standalone"]) == 1
    assert "need lab_of_user" in capsys.readouterr().err


# ---------------------------------------------------------------- check_rule


def test_a_right_row_passes(lab):
    s2sad.elementwise("lab_of_user.softsign(x)", x="g / (1.0 + np.abs(x)) ** 2")
    s2sad.check_rule("lab_of_user.softsign", 0.7, np.float64(-0.4), V, M, M.astype(np.float32))
    s2sad.check_rule(lab.softsign, (V,))
    s2sad.rule("lab_of_user.inverse(x)", shape="(n,n)->(n,n)", x="-(out @ d @ out)", x_bar="-(out.T @ g @ out.T)")
    s2sad.check_rule(lab.inverse, M)
    s2sad.linear("lab_of_user.smooth(x, width=3)", shape="(n)->(m)", x="lab_of_user.smooth_back(g, width=width)")
    s2sad.linear("lab_of_user.smooth_back(y, width=3)", shape="(m)->(n)", y="lab_of_user.smooth(g, width=width)")
    s2sad.check_rule(lab.smooth, V, np.arange(5.0), width=2)
    s2sad.elementwise("lab_of_user.density(x, scale=1.0)", x="-(g * out / scale)", scale="g * out * x / scale**2")
    s2sad.check_rule(lab.density, (V,), (V, 1.3), (M, V * V))
    s2sad.elementwise("lab_of_user.TOOLS.scaled(x)", x="3.0 * g")
    s2sad.check_rule(lab.TOOLS.scaled, 0.3)


def test_rows_of_s2sad_pass():
    s2sad.check_rule(np.tanh, 0.3, V)
    s2sad.check_rule("np.arctan2", (V, M))
    s2sad.check_rule(np.linalg.inv, M)


WRONG = {
    "a factor": ("elementwise", "lab_of_user.softsign(x)", {"x": "g * 1.001 / (1.0 + np.abs(x)) ** 2"}, (V,), "x",
                 r"the derivative by x is wrong \(x = g \* 1.001 / .*forward mode, by x.*off by 0.0"),
    "one of two": ("elementwise", "lab_of_user.blend(x, y)", {"x": "0.5 * g", "y": "0.6 * g"}, ((V, V),), "y",
                   r"derivative by y is wrong \(y = 0.6 \* g\)"),
    "not linear in g": ("elementwise", "lab_of_user.sine(x)", {"x": "g * g * np.cos(x)"}, (V,), "x",
                        "random direction"),
    "not elementwise": ("elementwise", "lab_of_user.running(x)", {"x": "g"}, (V,), "x", "by x"),
    "the transpose": ("rule", "lab_of_user.inverse(x)",
                      {"shape": "x", "x": "-(out @ d @ out)", "x_bar": "-(out @ g @ out)"}, (M,), "x",
                      r"x_bar = -\(out @ g @ out\)\); (reverse mode|first order)"),
    "the tangent": ("rule", "lab_of_user.inverse(x)",
                    {"shape": "x", "x": "-(out @ d @ out.T)", "x_bar": "-(out.T @ g @ out.T)"}, (M,), "x",
                    r"\(x = -\(out @ d @ out.T\)\); forward mode"),
    "no linear function": ("linear", "lab_of_user.sine(x)", {"shape": "x", "x": "g"}, (V,), "x", "is not linear in x"),
    "a transpose of another shape": ("linear", "lab_of_user.smooth(x, width=3)", {"shape": "(n)->(m)", "x": "2.0 * g"},
                                     (V,), "x", "the gradient is built like|raises"),
    "the shape": ("linear", "lab_of_user.smooth(x, width=3)", {"shape": "x", "x": "g"}, (V,), "", r"gives \(5,\)"),
    "the second derivative": ("elementwise", "lab_of_user.sine(x)", {"x": "g * lab_of_user.cosine(x)"}, (V,), "x",
                              "the second derivative by x is wrong .the first is right"),
    "a mixed derivative": ("elementwise", "lab_of_user.product(x, y)", {"x": "g * lab_of_user.same(y)", "y": "g * x"},
                           ((V, M),), "", "a mixed derivative by x and y"),
    "changes its argument": ("elementwise", "lab_of_user.spoiled(x)", {"x": "g"}, (V,), "", "changes its argument x"),
    "hands its argument on": ("elementwise", "lab_of_user.same(x)", {"x": "g"}, (V,), "", "shares memory with x"),
    "has a state": ("elementwise", "lab_of_user.counted(x)", {"x": "g"}, (0.5,), "", "two results"),
    "raises": ("rule", "lab_of_user.inverse(x)", {"shape": "x", "x": "out @ d @ np.ones((2, 2))"}, (M,), "x", "raises"),
}  # fmt: skip
MORE = """
def product(x, y):
    return x * y

def same(x):
    return x

def spoiled(x):
    x *= 1.5
    return x.copy()

def counted(x):
    calls.append(x)
    return x + len(calls)
"""


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_is_found(lab, case):
    kind, call, options, samples, operand, said = WRONG[case]
    exec(MORE, vars(lab))
    for function in ("product", "same", "spoiled", "counted"):
        vars(lab)[function].__module__ = "lab_of_user"
    s2sad.elementwise("lab_of_user.cosine(x)", x="-(g * np.sin(x) * 1.01)")
    s2sad.elementwise("lab_of_user.same(x)", x="0.5 * g")
    getattr(s2sad, kind)(call, **options)
    with pytest.raises(WrongRule, match=said) as caught:
        s2sad.check_rule(call.partition("(")[0], *samples)
    assert caught.value.operand == operand
    assert caught.value.rule == call.partition("(")[0]
    assert isinstance(caught.value, AssertionError)


def test_what_cannot_be_checked(lab):
    with pytest.raises(ArgumentError, match="no row"):
        s2sad.check_rule(lab.softsign, 0.5)
    s2sad.elementwise("lab_of_user.blend(x, y)", x="0.5 * g")
    for samples in ((), ((1.0,),), ((1.0, 2.0, 3.0),), ((1, 2.0),)):
        with pytest.raises(ArgumentError) as caught:
            s2sad.check_rule(lab.blend, *samples)
        assert caught.value.code == "S2S506"
    s2sad.elementwise("lab_of_user.sine(x)", x="g * lab_of_user.cosine(x)")
    s2sad.elementwise("lab_of_user.cosine(x)")
    s2sad.check_rule(lab.sine, 0.4, order=1)
    with pytest.raises(UnsupportedError) as refused:
        s2sad.check_rule(lab.sine, 0.4)
    assert "order=1" in refused.value.__notes__[0]
