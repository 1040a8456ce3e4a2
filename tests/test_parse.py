"""From a function to its text: the right one, proven, or a located refusal. And names that resolve to objects."""

# ruff: noqa: C416, E702, E731, F841, RUF018, W191
# The functions under test keep the shape that is tested: assigned lambdas, unused names, loop variables captured.

import ast
import builtins
import contextlib
import doctest
import functools
import importlib
import inspect
import linecache
import math
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import time
import types
import warnings
import zipfile
from math import sin as cos
from pathlib import Path

import numpy as np
import pytest

from s2sad.errors import CODES, SourceError, UnsupportedError
from s2sad.names import UNBOUND, mangled, names_of
from s2sad.parse import Source, parse, resolve
from s2sad.source import class_around

ROOT = Path(__file__).resolve().parent.parent
SCALE = 3.0


def body_text(source):
    return ast.unparse(source.node.body if isinstance(source.node, ast.Lambda) else source.node.body[-1])


def refused(function, code, error=SourceError):
    with pytest.raises(error) as caught:
        parse(function)
    assert caught.value.code == code, str(caught.value)
    assert len(caught.value.problems) == 1
    (problem,) = caught.value.problems
    assert problem.why
    assert problem.fix
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
    return caught.value


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write a module of the given text and import it; again to edit it."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a .pyc remembers the second of an edit only
    names = []

    def make(text, name="made_module", load=True):
        path = tmp_path / f"{name}.py"
        before = path.stat().st_mtime_ns if path.exists() else 0
        path.write_text(textwrap.dedent(text), "utf-8")
        if before:
            os.utime(path, ns=(before + 10**9, before + 10**9))
        names.append(name)
        importlib.invalidate_caches()
        return importlib.import_module(name) if load else path

    yield make
    for name in names:
        sys.modules.pop(name, None)


# -- what a Source holds -----------------------------------------------------------------------------------------------


def plain(x, n=2, *rest, key: float = 1.0, **others):
    """A docstring."""
    y = x * n  # a comment
    assert y is not None, "rewritten by pytest"
    return y + key


def test_a_source_holds_the_function_and_its_place():
    source = parse(plain)
    assert source.function is plain
    assert source.bound_to is None
    assert isinstance(source.node, ast.FunctionDef)
    assert source.filename == plain.__code__.co_filename
    assert source.first_line == source.node.lineno == plain.__code__.co_firstlineno
    assert source.lines[source.first_line - 1].startswith("def plain")
    assert (source.name, source.qualname) == ("plain", "plain")
    assert source.signature == inspect.signature(plain)
    assert source.text == inspect.getsource(plain)
    assert source.names.parameters == ("x", "n", "rest", "key", "others")
    assert source.names.locals == {"y"}
    assert source.class_name is None


def test_line_numbers_in_the_tree_are_those_of_the_file():
    source = parse(plain)
    for node in ast.walk(source.node):
        if isinstance(node, ast.Name):
            assert source.lines[node.lineno - 1][node.col_offset :].startswith(node.id)


def test_a_problem_stands_at_its_node():
    source = parse(plain)
    call = next(n for n in ast.walk(source.node) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Mult))
    problem = source.problem(call, "S2S306", "what", "why", "fix")
    assert str(problem).splitlines()[1:3] == ["    y = x * n  # a comment", "        ^"]
    assert (problem.filename, problem.function) == (source.filename, "plain")
    assert problem.lineno == source.first_line + 2
    assert source.problem(ast.arguments(), "S2S211", "", "", "").lineno == source.first_line


def test_the_tree_belongs_to_its_source_alone():
    assert parse(plain).node is not parse(plain).node


# -- functions of all kinds: accepted, with the right text -------------------------------------------------------------


def scaled(scale):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args):
            return scale * function(*args)

        return wrapper

    return decorator


def same(*args, **kwargs):
    return lambda function: function


@same()
@same(
    1,
    # def decorated(x): not this one
    "(",
    key=[lambda x: x + 1],
)
@same
def not_a_function(x): ...


# fmt: off
@same(
    """
def decorated(x):
    return "not this one either"
"""
)
@same()
# a comment between
def decorated(
    x,
    y=(
        1,
        2,
    ),
):
    """Docstring
at column 0, and a line that looks like a definition:
def decorated(x): pass
    """
    text = """
inside a string
    """
    return (
        x
# a comment at column 0
+ 1
    ) + len(text)


@(
    same()
)
def decorated_in_brackets(x):
    return x * 5
# fmt: on


@scaled(2.0)
def wrapped(x):
    return x * 7


def closure(a):
    b = a + 1

    def inner(x):
        def innermost(y):
            return y * a

        return innermost(x) * b * SCALE

    return inner


def recursive_closure():
    def factorial(n):
        return 1 if n < 1 else n * factorial(n - 1)

    return factorial


def counting():
    total = 0

    def count(x):
        nonlocal total
        total += x
        return total

    return count


class Base:
    def method(self, x):
        return x


class Model(Base):
    """A class of methods."""

    __rate = 0.5

    def method(self, x):
        assert x is not None
        return super().method(x) * self.__rate

    def uses_class(self):
        return __class__

    @staticmethod
    def static(x):
        return x * 11

    @classmethod
    def of_class(cls, x):
        return x * cls.__rate

    @property
    def rate(self):
        return self.__rate

    def local(self, scale):
        def __private(x):
            return self.__rate * scale * x * __private.__code__.co_argcount

        return __private

    by_lambda = lambda self, x: x * self.__rate

    class Inner:
        def deep(self, x):
            return self.__rate * x

    def __call__(self, x):
        return x


if SCALE:

    def conditional(x):
        return x + SCALE

    with contextlib.suppress(ValueError):

        def deeper(x):
            return x - SCALE


def with_control_flow(x, n, path="a"):
    assert n
    total = 0.0
    for i in range(n):
        assert i >= 0
        if i > 3:
            total += x
            assert total
        else:
            assert not isinstance(x, str), f"{x} {[k for k in range(3)]}"
    while n:
        n -= 1
        try:
            assert n is not None
            continue
        finally:
            total -= 1
    else:
        assert total is not None
    with contextlib.suppress(ValueError):
        assert all(k for k in [1, 2])
        return total

    def nested(z):
        assert z
        return z

    a = 1; assert a; b = a  # fmt: skip
    if total:
        return
    assert (m := n + 1)
    return total if m else None


def only_asserts(x):
    assert x
    if x:
        assert x > 0


def one_line(x): return x * 13  # fmt: skip


# fmt: off
def	tabbed(x):
	y = x
	if y:
		y = 	y * 2
	return y
# fmt: on


def unusual_spelling\
        (x):  # fmt: skip
    return x * \
        17  # fmt: skip


def größe(x):
    länge = "名前"; return x * len(länge)  # fmt: skip


def with_class_inside(x):
    class Local:
        """Docstring."""

        def __init__(self):
            self.b = self.a = x

    return Local().a


def with_constants(x):
    return x * -0.0 + 1e400 + (1e400 - 1e400 if x else 0) + len({1, 2, 3} & {1}) + (1, 2.0, (True, -0.0))[0] + 1j


ANNOTATED_NOTHING: "list[int]"

FUNCTIONS = [
    plain,
    decorated,
    decorated_in_brackets,
    closure,
    closure(2),
    scaled,
    wrapped,
    recursive_closure(),
    counting(),
    Model.method,
    Model.uses_class,
    Model.static,
    Model.rate.fget,
    Model.local,
    Model().local(2),
    Model.by_lambda,
    Model.Inner.deep,
    Model.__call__,
    conditional,
    deeper,
    with_control_flow,
    only_asserts,
    one_line,
    tabbed,
    unusual_spelling,
    größe,
    with_class_inside,
    with_constants,
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__qualname__)
def test_the_text_found_compiles_to_the_function(function):
    source = parse(function)
    assert source.function is function
    code = function.__code__
    if isinstance(source.node, ast.FunctionDef):
        assert source.node.name == code.co_name
        assert source.node.decorator_list == []
        assert source.text.startswith("def")
        assert ast.dump(ast.parse(source.text).body[0].args) == ast.dump(source.node.args)
    assert [a.arg for a in source.node.args.args] == list(code.co_varnames[: code.co_argcount])


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__qualname__)
def test_the_text_parses_to_the_same_tree(function):
    source = parse(function)
    again = ast.parse(source.text.replace("lambda", "_ = lambda", 1) if "lambda" in function.__name__ else source.text)
    (statement,) = again.body
    node = statement.value if isinstance(source.node, ast.Lambda) else statement
    without_docstring = [
        child.body.pop(0)
        for child in (node, source.node)
        if isinstance(child, ast.FunctionDef) and ast.get_docstring(child) is not None
    ]
    assert ast.dump(node) == ast.dump(source.node)


def test_multi_line_decorators_strings_and_comments_at_column_0():
    source = parse(decorated)
    assert body_text(source) == "return x + 1 + len(text)"
    assert source.text.startswith("def decorated(\n    x,\n")
    assert source.first_line > decorated.__code__.co_firstlineno


def test_the_text_loses_the_indentation_of_its_def_but_not_of_its_strings():
    def indented(x):
        """Docstring,
        second line."""
        text = """a
        b"""
        return (
            x
        )  # fmt: skip

    assert parse(indented).text == (
        'def indented(x):\n    """Docstring,\n    second line."""\n    text = """a\n        b"""\n'
        "    return (\n        x\n    )  # fmt: skip\n"
    )


def test_a_wrapper_is_parsed_as_what_it_is():
    source = parse(wrapped)
    assert source.node.name == "wrapper"
    assert (source.name, source.qualname) == ("wrapped", "wrapped")  # what the user calls it
    assert body_text(source) == "return scale * function(*args)"
    assert list(source.signature.parameters) == ["args"]
    assert resolve(source, "scale").value == 2.0
    assert body_text(parse(resolve(source, "function").value)) == "return x * 7"


def test_a_claimed_signature_is_not_believed():
    def f(x, y=2, *, z=3):
        return x

    f.__signature__ = inspect.Signature()
    assert str(parse(f).signature) == "(x, y=2, *, z=3)"
    assert f.__signature__ == inspect.Signature()


def test_methods():
    model = Model()
    source = parse(model.method)
    assert source.function is Model.method
    assert source.bound_to is model
    assert list(source.signature.parameters) == ["self", "x"]
    assert source.class_name == "Model"
    assert source.mangled("__rate") == "_Model__rate"
    source = parse(Model.of_class)
    assert source.bound_to is Model
    assert body_text(source) == "return x * cls.__rate"
    assert parse(Model.__dict__["static"]).function is Model.static
    assert parse(model.__call__).bound_to is model


def test_a_method_of_a_function_that_has_the_name_of_another():
    class A:
        def f(self, x):
            return self.a * x

    class B:
        def f(self, x):
            return self.a * x

    assert parse(A.f).first_line + 4 == parse(B.f).first_line


def test_nested_functions_in_a_class_in_a_function():
    def outer(scale):
        class __Private:
            def method(self, x):
                y = scale * x

                def inner(z):
                    return self.__y * y * z * scale

                return inner

        return __Private()

    source = parse(outer(2).method(3))
    assert source.mangled("__y") == "_Private__y"
    assert resolve(source, "y").value == 6
    assert parse(outer(2).method).names.locals == {"y", "inner"}


# -- lambdas -----------------------------------------------------------------------------------------------------------

double, triple = lambda x: 2 * x, lambda x: 3 * x
folded, plain_sum = (lambda x: x + (1 + 1), lambda x: x + 2)
twins = [lambda x: x * 2.0, lambda x: x * 2.0]
with_defaults = [lambda x, k=k: x * k for k in range(3)]
nested_lambda = lambda x: lambda y: lambda z: x + y + z
default_lambda = lambda x, f=lambda x: x + 1: f(x) + 1
text_and_lambda = "名前名前 lambda x: x", lambda x: x - 名前
名前 = 1.5


def compose(*functions):
    return functions


in_call = compose(
    # lambda x: x
    lambda x: x + 10,
    lambda x: (
        x
        * 20
    ),
    lambda x: x \
        * 30,
    lambda x: x
    * 40, compose,
    [lambda
        x: x * 50][0],
)  # fmt: skip


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (double, "2 * x"),
        (triple, "3 * x"),
        (folded, "x + (1 + 1)"),
        (plain_sum, "x + 2"),
        (twins[0], "x * 2.0"),
        (twins[1], "x * 2.0"),
        (with_defaults[2], "x * k"),
        (nested_lambda, "lambda y: lambda z: x + y + z"),
        (nested_lambda(1), "lambda z: x + y + z"),
        (nested_lambda(1)(2), "x + y + z"),
        (default_lambda, "f(x) + 1"),
        (default_lambda.__defaults__[0], "x + 1"),
        (text_and_lambda[1], "x - 名前"),
        (in_call[0], "x + 10"),
        (in_call[1], "x * 20"),
        (in_call[2], "x * 30"),
        (in_call[3], "x * 40"),
        (in_call[5], "x * 50"),
        (Model.by_lambda, "x * self.__rate"),
        ((lambda x: x * SCALE), "x * SCALE"),
    ],
)
def test_the_right_lambda_of_several(function, text):
    source = parse(function)
    assert body_text(source) == text
    assert source.name == "<lambda>"
    assert source.text.startswith("lambda")
    assert source.lines[source.first_line - 1].encode()[source.node.col_offset :].startswith(b"lambda")


def test_lambdas_inside_functions_keep_their_context():
    def outer(a):
        local = a + 1
        return [
            (lambda x: x * a)(2),
            lambda x: x * a * local, lambda x: x * local * a,
        ]  # fmt: skip

    functions = outer(3)
    assert [body_text(parse(f)) for f in functions[1:]] == ["x * a * local", "x * local * a"]
    assert parse(functions[1]).text == "lambda x: x * a * local\n"


def test_equal_lambdas_are_told_apart_by_their_columns():
    first, second = (parse(f).node.col_offset for f in twins)
    assert first < second


def without_columns(function):
    """What ``python -X no_debug_ranges`` compiles: a table with lines only."""
    code = function.__code__
    lines_only = compile("0", "", "eval").replace(co_firstlineno=code.co_firstlineno).co_linetable
    return types.FunctionType(code.replace(co_linetable=lines_only), function.__globals__)


def test_lambdas_that_nothing_tells_apart_are_refused_if_their_texts_differ():
    error = refused(without_columns(folded), "S2S103")
    assert error.lineno == folded.__code__.co_firstlineno
    assert error.col == 1
    assert body_text(parse(without_columns(twins[1]))) == "x * 2.0"
    assert body_text(parse(without_columns(triple))) == "3 * x"


# -- where the text comes from -----------------------------------------------------------------------------------------


def define(text, name="f", filename="<string>", flags=0, **scope):
    text = textwrap.dedent(text)
    exec(compile(text, filename, "exec", flags, dont_inherit=True), scope)
    return scope[name]


def register(monkeypatch, filename, text):
    """What IPython does for a cell: lines without a time stamp."""
    text = textwrap.dedent(text)
    monkeypatch.setitem(linecache.cache, filename, (len(text), None, text.splitlines(keepends=True), filename))


CELL = """\
    import math

    def f(x):
        return math.sin(x) * 2
"""


@pytest.mark.parametrize("filename", ["<ipython-input-3-7c5b1c4f0e2a>", "/tmp/ipykernel_4711/1234.py", "<cell 1>"])
def test_notebook_cells(monkeypatch, filename):
    register(monkeypatch, filename, CELL)
    source = parse(define(CELL, filename=filename, __name__="__main__"))
    assert source.filename == filename
    assert source.first_line == 3
    assert body_text(source) == "return math.sin(x) * 2"
    assert resolve(source, "math").value is math


def test_a_cell_with_top_level_await_whose_function_moved(monkeypatch):
    text = "await g()\n\n\ndef f(x):\n    return x\n"
    register(monkeypatch, "<cell 2>", text)
    assert parse(define(text[10:], filename="<cell 2>")).first_line == 4


def test_ipython_itself():
    shell_module = pytest.importorskip("IPython.core.interactiveshell")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a shell made outside of a terminal
        shell = shell_module.InteractiveShell()
    hook = linecache.checkcache
    try:
        shell.run_cell("def f(x):\n    return x * 2\n")
        first = shell.user_ns["f"]
        shell.run_cell("%time 1\ng = lambda x: x * 4\ndef f(x):\n    return x * 3\n")
        assert body_text(parse(first)) == "return x * 2"
        assert body_text(parse(shell.user_ns["f"])) == "return x * 3"
        assert body_text(parse(shell.user_ns["g"])) == "x * 4"
    finally:
        linecache.checkcache = hook
        shell.history_manager.end_session()


def test_doctest():
    """A doctest patches linecache while it runs."""
    test = doctest.DocTestParser().get_doctest(
        ">>> def f(x):\n...     return x * 2\n>>> parse(f).text\n'def f(x):\\n    return x * 2\\n'\n",
        {"parse": parse, "__name__": "some_module"},
        "some_test",
        None,
        0,
    )
    output = []
    result = doctest.DocTestRunner(verbose=False).run(test, out=output.append)
    assert result.failed == 0, "".join(output)


def test_a_script(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("from s2sad.parse import parse\ndef f(x):\n    return x * 2\nprint(parse(f).text, end='')\n")
    command = [sys.executable, script.name]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("def f(x):\n    return x * 2\n", "")


@pytest.mark.parametrize("options", [["-O"], ["-OO"], ["-X", "no_debug_ranges"], ["-X", "importtime=0"]])
def test_options_of_the_interpreter(tmp_path, options):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent('''\
            from s2sad.parse import parse
            def f(x):
                """Docstring."""
                assert x
                def g():
                    "Docstring."
                    assert x
                return x * 2
            print(parse(f).first_line, end='')
            exec(compile(open(__file__).read().split("print")[0], __file__, "exec", optimize=0))
            print(parse(f).first_line, end='')
            exec(compile(open(__file__).read().split("print")[0], __file__, "exec", optimize=2))
            print(parse(f).first_line, end='')
        ''')
    )
    command = [sys.executable, *options, script.name]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.stdout == "222", run.stderr


def test_a_module_in_a_zip_file(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        archive.writestr("zipped_module.py", "\n\ndef f(x):\n    return x * 2\n")
    monkeypatch.syspath_prepend(tmp_path / "package.zip")
    zipped_module = importlib.import_module("zipped_module")
    try:
        assert body_text(parse(zipped_module.f)) == "return x * 2"
    finally:
        del sys.modules["zipped_module"]


def test_other_encodings_and_line_ends(tmp_path, module):
    path = module("", name="latin", load=False)
    path.write_bytes("# -*- coding: latin-1 -*-\r\ndef f(größe):\r\n    return größe * 2\r\n".encode("latin-1"))
    source = parse(importlib.import_module("latin").f)
    assert source.text == "def f(größe):\n    return größe * 2\n"
    path = module("", name="with_mark", load=False)
    path.write_bytes(b"\xef\xbb\xbfdef f(x): return x")
    assert parse(importlib.import_module("with_mark").f).text == "def f(x): return x\n"


@pytest.mark.parametrize("future", ["annotations", "division", "generator_stop"])
def test_future_imports(module, future):
    made = module(f"""\
        from __future__ import {future}

        class C:
            def f(self, x: undefined_name if {future == "annotations"} else 1):
                y: undefined_name = x
                def g(z: y = 1) -> x: return z
                return g(y)
    """)
    assert parse(made.C.f).first_line == 4


def test_a_file_without_a_last_line_end_and_comments_behind_the_function(module):
    made = module("def f(x):\n    # first\n    return x\n    # last")
    assert parse(made.f).text == "def f(x):\n    # first\n    return x\n"


def test_indentation_by_tabs_and_by_single_spaces(module):
    made = module("class C:\n\tif 1:\n\t def f(self, x):\n\t  return self.__x\n\tdef g(self): return super()\n")
    assert parse(made.C.f).first_line == 3
    assert parse(made.C.g).first_line == 5
    assert parse(made.C.f).text == "def f(self, x):\n return self.__x\n"
    made = module("def outer(a):\n class C:\n  f = lambda self: self.__a * a\n return C\nC = outer(1)\n", name="tight")
    assert parse(made.C.f).node.col_offset == 6


def test_functions_on_the_first_lines(module):
    made = module("outer = lambda a: lambda x: x * a\nf = outer(2)\n")
    assert parse(made.f).first_line == 1
    assert parse(made.outer).text == "lambda a: lambda x: x * a\n"


def test_instrumented_functions():
    def f(x):
        for _ in range(2):
            x = x * 2
        return x

    def trace(*_):
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        f(1.0)
        assert parse(f).first_line
    finally:
        sys.settrace(before)
    for _ in range(200):  # specialises the bytecode
        f(1.0)
    assert parse(f).first_line


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is new in Python 3.12")
def test_monitored_functions():
    tool, events = sys.monitoring.OPTIMIZER_ID, sys.monitoring.events
    sys.monitoring.use_tool_id(tool, "test")
    try:
        sys.monitoring.set_events(tool, events.LINE | events.INSTRUCTION | events.BRANCH)
        closure(2)(1.0)
        assert parse(closure(2)).first_line
        sys.monitoring.set_events(tool, 0)
    finally:
        sys.monitoring.free_tool_id(tool)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters(module):
    made = module("class C:\n    def f[T](self, x: T) -> T:\n        y: T = x\n        return y, T\n")
    assert parse(made.C.f).first_line == 2


# -- stale text --------------------------------------------------------------------------------------------------------

ORIGINAL = """\
    def f(x, y=1):
        z = x - y
        return z * 2.0
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x - y", "y - x"),
        ("x - y", "x + y"),
        ("2.0", "2"),
        ("2.0", "3.0"),
        ("z * 2.0", "z * -2.0"),
        ("return z * 2.0", "z * 2.0"),
        ("z = x", "w = x"),
        ("def f(x, y", "def f(y, x"),
        ("def f(x, y", "def f(x, *, y"),
        ("def f(x, y=1", "def f(x, y=1, *z"),
        ("def f", "def g"),
        ("def f", "async def f"),
        ("return z", "return (yield z)"),
        ("return z", "return sin(z)"),
        ("return z * 2.0", "return (lambda: z)() * 2.0"),
        ("    z =", "    if y: z ="),
        ("x - y", "x - y ="),
    ],
)
def test_edited_after_import(module, old, new):
    made = module(ORIGINAL)
    parse(made.f)
    path = module(ORIGINAL.replace(old, new), load=False)
    error = refused(made.f, "S2S102")
    assert error.filename == str(path)
    assert error.lineno == 1
    assert parse(importlib.reload(made).f).first_line == 1 if new in ("y - x", "x + y", "2", "3.0") else True


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return g(x, a=1)", "return g(x, b=1)"),
        ("try:\n  a(x)\n  b(x)\n except E: pass", "try:\n  a(x)\n except E: pass\n else:\n  b(x)"),
        ("return x and y", "return x or  y"),
        ("if x: y = 1", "if not x: y = 1"),
        ("return x < y", "return x <= y"),
        ("return x is y", "return x is not y"),
        ("return x.a", "return x.b"),
        ("x.a = y", "x.b = y"),
        ("return 0.0", "return -0.0"),
        ("return 1, 2", "return 1, 2.0"),
        ("return (1, (2, 3))", "return (1, (2, True))"),
        ("return x in {1, 2}", "return x in {1, 2.0}"),
        ("return [x for y in z if y]", "return [x for y in z if not y]"),
        ("return lambda a: a - x", "return lambda a: x - a"),
        ("def g(a): return a", "def g(b): return b"),
        ("return x[1:]", "return x[:1]"),
        ("x += y", "x -= y"),
        ("return f'{x!r}'", "return f'{x!s}'"),
        ("while x: x = y", "if x: x = y"),
        ("for i in x: break", "for i in x: continue"),
        ("del x", "del y"),
        ("global a; a = x", "a = x"),
    ],
)
def test_every_difference_that_counts_is_seen(monkeypatch, old, new, moved):
    register(monkeypatch, "<edited>", f"\n\ndef f(x, y):\n {old}\n")
    functions = [define("\n" * 2 + f"def f(x, y):\n {text}\n", filename="<edited>") for text in (old, new)]
    if moved:
        register(monkeypatch, "<edited>", f"import math\n\n\n\ndef f(x, y):\n {old}\n")
    assert parse(functions[0]).first_line == (5 if moved else 3)
    refused(functions[1], "S2S102")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("def f", "\n    import math\n\n    def f", 4),
        ("def f", "@staticmethod\n    def f", 2),
        ("x - y", "(x  -  y)  # a comment", 1),
        ("y=1", "y=2", 1),  # defaults are taken from the function, not from its text
        ("        z", '        "Docstring."\n        z', 1),
        ("        z =", "        z: float =", 1),
        ("def f", "def f(x): pass\n\n    def f", 3),
        ("    def f", "    def g(x):\n        return x\n    def f", 3),
    ],
)
def test_an_edit_that_leaves_the_function_what_it_is(module, old, new, line):
    made = module(ORIGINAL)
    module(ORIGINAL.replace(old, new, 1), load=False)
    assert parse(made.f).first_line == line


def test_lines_removed_above_the_function(module):
    made = module("import math\n\n\n" + textwrap.dedent(ORIGINAL) + "\n\n\ndef g(x): return x\n")
    module(ORIGINAL, load=False)
    assert parse(made.f).first_line == 1
    assert refused(made.g, "S2S102").lineno == 10


def test_the_same_method_of_another_class_is_no_substitute(module):
    text = "class A:\n    def f(self):\n        return self.x\nclass B:\n    def f(self):\n        return self.x{}\n"
    made = module(text.format(""))
    module("\n" + text.format(" + 1"), load=False)
    assert parse(made.A.f).first_line == 3
    refused(made.B.f, "S2S102")


def test_reload_makes_the_old_function_stale(module):
    made = module(ORIGINAL)
    old = made.f
    module(ORIGINAL.replace("2.0", "3.0"), load=False)
    importlib.reload(made)
    assert body_text(parse(made.f)) == "return z * 3.0"
    refused(old, "S2S102")


def test_an_edit_that_the_time_stamp_does_not_show(module):
    made = module(ORIGINAL)
    parse(made.f)
    path = Path(made.__file__)
    stamp = path.stat()
    path.write_text(path.read_text().replace("2.0", "3.0"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert linecache.getlines(str(path))[2] == "    return z * 2.0\n"
    new = define(path.read_text(), filename=str(path))
    assert body_text(parse(new)) == "return z * 3.0"


def test_defined_twice_in_one_file(module):
    made = module("""\
        def f(x):
            return x * 2
        first = f
        def f(x):
            return x * 3
        second = f
        def f(x):
            return x * 2
    """)
    assert [parse(f).first_line for f in (made.first, made.second, made.f)] == [1, 4, 7]


def test_defined_in_both_branches(module):
    made = module("""\
        if len("ab") > 5:
            def f(x):
                return x * 2
        else:
            def f(x):
                return x * 3
    """)
    assert body_text(parse(made.f)) == "return x * 3"


def test_the_same_cell_name_run_again(monkeypatch):
    register(monkeypatch, "<cell>", CELL)
    old = define(CELL, filename="<cell>")
    register(monkeypatch, "<cell>", CELL.replace("sin", "cos"))
    refused(old, "S2S102")
    assert body_text(parse(define(CELL.replace("sin", "cos"), filename="<cell>"))) == "return math.cos(x) * 2"


def test_a_lambda_edited_or_moved(module):
    made = module("f = lambda x: x * 2\n")
    assert parse(made.f).text == "lambda x: x * 2\n"
    for text in ("f = lambda x: x * 3\n", "\nf = lambda x: x * 2\n", "f = (\n"):
        module(text, load=False)
        assert refused(made.f, "S2S102").lineno == 1


def test_rewritten_by_pytest_and_edited_after_import(module):
    """What pytest leaves of a function with asserts is compared place by place."""
    text = """\
        def f(x, y):
            assert x
            for i in range(3):
                assert i < 3, "small"
                x = x - y
            return g(x, key=x and
                            y)
    """
    rewrite = importlib.import_module("_pytest.assertion.rewrite")
    path = module(text, load=False)
    config = pytest.Config.fromdictargs({}, []) if hasattr(pytest.Config, "fromdictargs") else None

    def rewritten():
        tree = ast.parse(path.read_text())
        rewrite.rewrite_asserts(tree, path.read_bytes(), str(path), config)
        scope = {"__name__": "rewritten", "__file__": str(path)}
        exec(compile(tree, str(path), "exec", dont_inherit=True), scope)
        return scope["f"]

    function = rewritten()
    assert any(name.startswith("@py") for name in function.__code__.co_varnames)
    assert parse(function).first_line == 1
    edits = [("x - y", "y - x"), ("x - y", "x + y"), ("range(3)", "range(4)"), ("x and", "x or"), ("key", "kez")]
    for old, new in edits:
        module(text.replace(old, new), load=False)
        refused(function, "S2S102")
    module("\n\n" + textwrap.dedent(text), load=False)
    assert parse(function).first_line == 3


# -- refused -----------------------------------------------------------------------------------------------------------


def generator(x):
    yield x


async def coroutine(x):
    return x


@same()
async def asynchronous_generator(x):
    yield x


@types.coroutine
def old_coroutine(x):
    yield x


@functools.lru_cache
def cached(x):
    return x


class WithInit:
    def __init__(self, x):
        self.x = x


class WithoutInit:
    pass


def line_of(text):
    (line,) = [n for n, row in enumerate(Path(__file__).read_text("utf-8").splitlines(), 1) if row.startswith(text)]
    return line


BAD_INPUTS = [
    # what, error, code, text of the line (None: no place), what the text says
    (generator, UnsupportedError, "S2S105", "def generator(", "a generator"),
    (coroutine, UnsupportedError, "S2S106", "async def coroutine(", "a coroutine"),
    (asynchronous_generator, UnsupportedError, "S2S106", "async def asynchronous_generator(", "a coroutine"),
    (old_coroutine, UnsupportedError, "S2S105", "def old_coroutine(", "a generator"),
    (len, SourceError, "S2S104", None, "in len(): a function written in C"),
    (np.sum, SourceError, "S2S104", None, "def f(x): return sum(x)"),
    (math.sin, SourceError, "S2S104", None, "def f(x): return sin(x)"),
    (np.sin, SourceError, "S2S104", None, "def f(x): return sin(x)"),
    ([].append, SourceError, "S2S104", None, "a function written in C"),
    (list.append, SourceError, "S2S104", None, "a function written in C"),
    ("".join, SourceError, "S2S104", None, "a function written in C"),
    (float, SourceError, "S2S104", None, "in float(): a class"),
    (WithoutInit, SourceError, "S2S104", None, "in WithoutInit(): a class"),
    (WithInit, SourceError, "S2S104", "    def __init__(self, x):\n        self.x", "a class"),
    (cached, SourceError, "S2S104", "def cached(", "cached.__wrapped__"),
    (functools.partial(plain, 1), SourceError, "S2S104", "def plain(", "a functools.partial"),
    (functools.partial(math.atan2, 1), SourceError, "S2S104", None, "in atan2(): a functools.partial"),
    (functools.partialmethod(plain, 1), SourceError, "S2S104", None, "cannot be called"),
    (Model(), SourceError, "S2S104", "    def __call__(", "__call__"),
    (Model.__dict__["of_class"], SourceError, "S2S104", "    def of_class(", "@classmethod"),
    (Model.__dict__["rate"], SourceError, "S2S104", None, "an object of class property"),
    (np.vectorize(plain), SourceError, "S2S104", None, "an object of class vectorize"),
    (np.polynomial.Polynomial([1, 2]), SourceError, "S2S104", None, "an object of class Polynomial"),
    (types.MethodType(len, []), SourceError, "S2S104", None, "an object of class method"),
    (3.0, SourceError, "S2S104", None, "an object of class float, which cannot be called"),
    (None, SourceError, "S2S104", None, "cannot be called"),
    (math, SourceError, "S2S104", None, "an object of class module, which cannot be called"),
]


@pytest.mark.parametrize(("given", "error", "code", "line", "says"), BAD_INPUTS)
def test_bad_inputs(given, error, code, line, says):
    caught = refused(given, code, error)
    assert type(caught) is error
    assert says in str(caught)
    if line is None:
        return
    assert caught.lineno == (line_of(line) if "\n" not in line else caught.lineno)
    text = Path(caught.filename).read_text("utf-8").splitlines()[caught.lineno - 1]
    assert text.startswith(line.partition("\n")[0])
    assert text[caught.col - 1 :].startswith(("def", "async def"))


def test_the_printed_form_of_a_refusal():
    error = refused(generator, "S2S105", UnsupportedError)
    assert str(error) == (
        f"S2S105 {error.filename}:{line_of('def generator(')}:1 in generator(): a generator\n"
        "    def generator(x):\n"
        "    ^\n"
        "Why: a generator hands out many values one by one, a derivative needs one result.\n"
        "Fix: collect the values in a list and return it, or return their sum."
    )


NO_TEXT = {
    "exec": define("def f(x):\n    return x\n"),
    "a file that is not there": define("\ndef f(x):\n    return x\n", filename="/nowhere/at/all.py"),
    "eval": eval("lambda x: x"),
    "the name of this module, another file": define("def f(x): return x", filename="gen.py", __name__=__name__),
}


@pytest.mark.parametrize("function", NO_TEXT.values(), ids=NO_TEXT)
def test_functions_without_text(function):
    error = refused(function, "S2S101")
    assert (error.filename, error.lineno) == (function.__code__.co_filename, function.__code__.co_firstlineno)
    assert "\n    " not in str(error)


def test_a_generator_without_text_is_still_called_a_generator():
    assert refused(define("def f(x):\n    yield x\n"), "S2S105", UnsupportedError).lineno == 1


def test_the_loader_of_a_module_is_not_asked_for_other_files(module):
    """linecache would take the text of the module for that of any file with an unknown name."""
    made = module("def f(x): return x\n")
    assert made.__loader__.get_source(made.__name__)
    exec(compile("def g(x): return x", "gen.py", "exec"), made.__dict__)
    refused(made.g, "S2S101")
    assert parse(made.f).first_line == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")  # reading it would wait for a writer
    refused(define("def f(x): return x", filename=str(tmp_path / "pipe")), "S2S101")


def test_what_is_too_deep_for_the_parser_is_refused(monkeypatch):
    def too_deep(*_):
        raise RecursionError

    monkeypatch.setattr("s2sad.parse.find", too_deep)
    assert refused(plain, "S2S107").lineno == plain.__code__.co_firstlineno


def test_exec_under_the_name_of_a_file_with_other_text():
    refused(define("def f(x):\n    return x\n", filename=__file__), "S2S102")
    refused(define("f = lambda x: x\n", filename=__file__), "S2S102")


def test_every_code_of_the_first_hundred_is_raised_here():
    text = Path(__file__).read_text("utf-8")
    assert all(f'"{code}"' in text for code in CODES if code.startswith("S2S1"))


# -- depth, speed, warnings, threads -----------------------------------------------------------------------------------


def at_depth(depth, work):
    return work() if depth == 0 else at_depth(depth - 1, work)


def free_depth():
    frame, depth = sys._getframe(), 0
    while frame:
        frame, depth = frame.f_back, depth + 1
    return sys.getrecursionlimit() - depth


@pytest.mark.parametrize("form", ["def", "lambda"])
@pytest.mark.parametrize("room", [None, 150, 60])
def test_a_sum_of_500_terms_and_a_full_stack(module, form, room):
    total = " + ".join(f"x * {n}.0" for n in range(500))
    made = module(f"def f(x):\n    return {total}\n" if form == "def" else f"f = lambda x: {total}\n")
    source = at_depth(free_depth() - room, lambda: parse(made.f)) if room else parse(made.f)
    assert source.text.count("+") == 499


def test_long_chains_and_deep_nesting(module):
    chain = "    if x == 0: pass\n" + "".join(f"    elif x == {n}: y = {n}\n" for n in range(500))
    loops = "".join(" " * (4 + n) + f"for i{n} in x:\n" for n in range(18)) + " " * 30 + "y = 1\n"
    made = module(f"def f(x):\n{chain}    return y\ndef g(x):\n{loops}    return y\n")
    assert parse(made.f).names.locals == {"y"}
    assert len(parse(made.g).names.locals) == 19


def test_long_functions_are_parsed_in_linear_time(module):
    def seconds(n):
        lines = "".join(f"    y{k} = x * {k} + 1\n" for k in range(n))
        made = module(f"def f(x):\n{lines}    return y1\n", name=f"long_{n}")
        best = math.inf
        for _ in range(3):
            start = time.perf_counter()
            parse(made.f)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(2000) < 40 * seconds(200)  # 10 if nothing else ran on the machine; 100 if it were quadratic


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    return np.sin(x) + math.sin(x) + Path.exists(x) + [m.sqrt(x) for k in x]",
        "f = lambda x: np.sin(x) + math.pi",
        "f = g(\n    1,\n    lambda x: np.sin(x),\n)",
        "@g(\n    1,\n    2\n)\ndef f(\n    x,\n):\n    return x",
        "class C:\n    def f(self):\n        return super().__init__()\nf = C.f",
        "def outer(y):\n    def f(x):\n        return y + np.sin(x)\n    return f\nf = outer(1)",
    ],
)
def test_the_rest_of_a_file_is_not_parsed(module, monkeypatch, text):
    before = "import math, numpy as np\nimport math as m\nfrom pathlib import Path\n\n"
    before += "def g(*args): return args[-1] if callable(args[-1]) else lambda f: f\n\n"
    made = module(before + "y = 1\n" * 1000 + f"{text}\n" + "z = 2\n" * 1000)
    seen = []

    def spy(text, *args, original=ast.parse):
        seen.append(text)
        return original(text, *args)

    monkeypatch.setattr(ast, "parse", spy)
    assert parse(made.f).first_line > 1000
    assert "y = 1" not in "".join(seen)
    assert len(seen) <= 3


def test_a_method_of_something_imported_that_does_not_look_so(module):
    """Python compiles calls of attributes of imported names in another way than those of other names."""
    made = module("from math import sin as f\ndef g(x):\n    return f.__call__(x) + len.__call__(x)\n")
    assert parse(made.g).first_line == 2
    module("\n\ndef g(x):\n    return f.__call__(x) + len.__call__(x)\n", load=False)
    assert parse(made.g).first_line == 3


WARNING_TEXT = """\
def f(x):
    y = "\\d" if x is 1 else "\\."
    assert (x, "always true")
    return len(y) * x
g = lambda x: x if x is 2 else len("\\w")
"""


@pytest.mark.parametrize("action", ["error", "always", "default"])
def test_what_python_warned_of_is_not_said_again(monkeypatch, action):
    register(monkeypatch, "<warnings>", WARNING_TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        f = define(WARNING_TEXT, filename="<warnings>")
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter(action)
        assert parse(f).first_line == 1
        warnings.simplefilter(action)
        assert body_text(parse(f.__globals__["g"])) == "x if x is 2 else len('\\\\w')"
        refused(types.FunctionType(f.__code__.replace(co_name="h"), {}), "S2S102")  # looks through the whole file
        count = len(warnings.filters)
        parse(f)
        assert len(warnings.filters) == count
    assert not seen


def test_threads():
    functions = [double, nested_lambda(1), plain, wrapped, Model.method, Model().local(1), closure(1), with_constants]
    results, start = [], threading.Barrier(8)

    def work():
        start.wait()
        results.extend(parse(function).text for function in functions for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8 * 3 * len(functions)
    assert set(results) == {parse(function).text for function in functions}


# -- names -------------------------------------------------------------------------------------------------------------


def test_names_resolve_to_objects():
    late = None

    def f(x, *args, **kwargs):
        y = cos(x) + np.sin(x) + SCALE + abs(late) + late_cell
        return y + undefined_name  # noqa: F821

    def binding(name):
        found = resolve(parse(f), name)
        assert found.name == name
        return found.kind, found.value

    assert binding("x") == ("parameter", UNBOUND)
    assert binding("args") == ("parameter", UNBOUND)
    assert binding("kwargs") == ("parameter", UNBOUND)
    assert binding("y") == ("local", UNBOUND)
    assert binding("cos") == ("global", math.sin)
    assert binding("np") == ("global", np)
    assert binding("SCALE") == ("global", 3.0)
    assert binding("late") == ("closure", None)
    assert binding("late_cell") == ("closure", UNBOUND)
    assert binding("abs") == ("builtin", abs)
    assert binding("undefined_name") == ("missing", UNBOUND)
    cell = resolve(parse(f), "late_cell").cell
    late_cell = 5
    assert binding("late_cell") == ("closure", 5)
    assert cell.cell_contents == 5
    assert resolve(parse(f), "late").bound
    assert not resolve(parse(f), "y").bound
    assert repr(UNBOUND) == "UNBOUND"


def test_a_global_that_shadows_a_builtin_and_one_that_is_removed(monkeypatch):
    f = define("def f(x): return abs(x)", filename="<shadow>", abs=math.sin)
    register(monkeypatch, "<shadow>", "def f(x): return abs(x)\n")
    assert resolve(parse(f), "abs").value is math.sin
    del f.__globals__["abs"]
    assert resolve(parse(f), "abs").value is builtins.abs


def test_the_builtins_are_those_of_the_function(monkeypatch):
    f = define("def f(x): return abs(x)", filename="<own>", __builtins__={"abs": math.cos})
    register(monkeypatch, "<own>", "def f(x): return abs(x)\n")
    source = parse(f)
    assert resolve(source, "abs").value is math.cos
    assert resolve(source, "len").kind == "missing"


def test_private_names_are_mangled():
    _Hidden__secret = 7

    class Hidden:
        def f(self, __x):
            return __x + __secret  # noqa: F821

    source = parse(Hidden.f)
    assert resolve(source, "__secret").value == 7
    assert resolve(source, "__x").kind == "parameter"
    assert mangled("C", "__x") == "_C__x"
    assert mangled("__C", "__x") == "_C__x"
    assert [mangled("C", name) for name in ("x", "_x", "__x__", "__a.b")] == ["x", "_x", "__x__", "__a.b"]
    assert mangled("___", "__x") == "__x"
    assert mangled(None, "__x") == "__x"


def test_a_class_around_is_seen_through_functions():
    assert class_around(Model.local.__code__) == "Model"
    assert class_around(Model().local(1).__code__) == "Model"
    assert class_around(Model.Inner.deep.__code__) == "Inner"
    assert class_around(closure(1).__code__) is None
    assert class_around(plain.__code__) is None


@pytest.mark.parametrize(
    ("body", "bound"),
    [
        ("a = b", "a"),
        ("a, (b, *c) = d", "a b c"),
        ("a[i] = b.c = 1", ""),
        ("a += 1", "a"),
        ("a: int", "a"),
        ("a: int = 1", "a"),
        ("for a, b in c: d = 1\nelse: e = 1", "a b d e"),
        ("while a: b = 1", "b"),
        ("if a: b = 1\nelse: c = 1", "b c"),
        ("with a as b, c as (d, e): pass", "b d e"),
        ("try: a = 1\nexcept E as e: b = 1\nelse: c = 1\nfinally: d = 1", "a b c d e"),
        ("import a.b, c as d\nfrom e import f, g as h", "a d f h"),
        ("del a", "a"),
        ("def a(b=(c := 1)): d = 1", "a c"),
        ("class a(b, c=(d := 1)): e = 1", "a d"),
        ("lambda a, b=(c := 1): (d := 1)", "c"),
        ("[a for a in b if (c := a)]", "c"),
        ("[[(a := b) for b in c] for c in d]", "a"),
        ("{a: b for a, b in c}, {a for a in b}, (a for a in b)", ""),
        ("[lambda: (a := 1) for b in c]", ""),
        ("print(a := 1)", "a"),
        (
            "match a:\n case [b, *c] | {'x': b, **c} if (d := b): e = 1\n case C(f) as g: pass\n case _: pass",
            "b c d e f g",
        ),
        ("global a\na = b = 1", "b"),
        ("nonlocal a\na = b = 1", "b"),
        ("x = 1", ""),
    ],
)
def test_what_a_function_binds(body, bound):
    (node,) = ast.parse("def f(x):\n" + textwrap.indent(body, "    ")).body
    assert names_of(node).locals == set(bound.split())


def test_declared_names():
    (node,) = ast.parse("def f(x, /, y, *z, k, **l):\n global a, b\n nonlocal c\n a = c = 1").body
    names = names_of(node)
    assert names.parameters == ("x", "y", "z", "k", "l")
    assert (names.globals, names.nonlocals, names.locals) == ({"a", "b"}, {"c"}, frozenset())


def test_names_agree_with_the_compiler():
    for function in FUNCTIONS:
        code, names = function.__code__, parse(function).names
        rewritten = {name for name in code.co_varnames if name.startswith("@py")}
        by_compiler = {*code.co_varnames, *code.co_cellvars} - rewritten
        own = {mangled(class_around(code), name) for name in (*names.parameters, *names.locals)}
        assert own <= by_compiler
        inlined = by_compiler - own  # the targets of comprehensions, from Python 3.12 on
        assert not inlined or (sys.version_info >= (3, 12) and inlined == {"k"})


def test_a_global_declared_and_read(monkeypatch):
    text = "def f(x):\n    global counter\n    counter = x\n    return counter\n"
    register(monkeypatch, "<global>", text)
    assert resolve(parse(define(text, filename="<global>", counter=4)), "counter").value == 4


def test_a_source_is_hashed_by_identity_and_prints_short():
    source = parse(plain)
    assert source == source
    assert source != parse(plain)
    assert isinstance(hash(source), int)
    assert len(repr(source)) < 1500
    assert isinstance(source, Source)


@pytest.mark.parametrize("name", ["errors", "names", "source", "same_code", "parse"])
def test_examples_in_docstrings(name):
    assert doctest.testmod(importlib.import_module(f"s2sad.{name}")).failed == 0
