"""What cannot be differentiated, handed to the operators: the error's code, and the line that it names.

The line is the one of the module below with the mark ``# <- name``; without a mark, there is no place to name.
"""

import functools
import importlib.util
import linecache
import math
import operator

import numpy as np
import pytest

import s2sad

TEXT = """\
import functools
import statistics
import numpy as np

class Model:  # a class has no result
    def __init__(self, k):  # <- class
        self.k = k
    def __call__(self, x):  # <- object
        return self.k * x
    @classmethod
    def made(cls, x):  # <- classmethod
        return x

def plain(x):  # <- partial
    return x * x

@functools.lru_cache
def cached(x):  # <- cached
    return x * x

def generator(x):  # <- generator
    yield x

async def coroutine(x):  # <- coroutine
    return x

async def stream(x):  # <- stream
    yield x

pair = [lambda x: x * 2.0, lambda x: x * 3.0]

def edited(x):  # <- edited
    return x * 2.0

def defined_again(x):  # <- defined again
    return x * 2.0

first = defined_again

def calls_open(x):
    return x * len(open("data.txt").read())  # <- calls open

def calls_numpy_in_python(x):
    return x * np.mask_indices(3, np.triu)[0][0]  # <- written in Python

def calls_the_library(x):
    return statistics.stdev([x, 1.0, 2.0])  # <- a function of the library

def calls_generator(x):
    return sum(generator(x))  # <- calls a generator

def counted(x):
    global count  # <- global
    count = x
    return x

def scaled(function):
    @functools.wraps(function)
    def wrapper(x):
        return 3.0 * function(x)
    return wrapper

@scaled
def square(x):
    return x * x

@functools.lru_cache
@scaled
def cached_square(x):
    return x * x
"""


@pytest.fixture
def model(tmp_path, monkeypatch):
    """The module, from a file."""
    monkeypatch.setenv("S2SAD_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "model.py"
    path.write_text(TEXT, "utf-8")
    linecache.checkcache(str(path))
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def edited(module):
    """The function, after its file was edited."""
    with open(module.__file__, "w", encoding="utf-8") as file:
        file.write(TEXT.replace("# <- edited\n    return x * 2.0", "# <- edited\n    return x + 2.0"))
    return module.edited


def defined_again(module):
    """The first definition of a name that the file gives another one now."""
    with open(module.__file__, "w", encoding="utf-8") as file:
        file.write(TEXT.replace("defined again\n    return x * 2.0", "defined again\n    return x + 2.0"))
    return module.first


def executed(module):
    """A function that ``exec`` made of a string."""
    names = {}
    exec("def f(x):\n    return x * x\n", names)
    return names["f"]


# Functions without a text: `differentiate` refuses them, the operators read calls of them.
WITHOUT_TEXT = [
    ("a builtin", lambda m: len, "S2S104", ""),
    ("a function in C", lambda m: math.sin, "S2S104", ""),
    ("a function of operator", lambda m: operator.neg, "S2S104", ""),
    ("a ufunc", lambda m: np.sin, "S2S104", ""),
    ("a partial", lambda m: functools.partial(m.plain), "S2S104", "partial"),
]

BAD = [
    # name, what it is, code, mark of its line
    ("a method in C", lambda m: [].append, "S2S104", ""),
    ("a builtin class", lambda m: float, "S2S104", ""),
    ("a class", lambda m: m.Model, "S2S104", "class"),
    ("an object", lambda m: m.Model(2.0), "S2S104", "object"),
    ("an unbound classmethod", lambda m: vars(m.Model)["made"], "S2S104", "classmethod"),
    ("a cache around a function", lambda m: m.cached, "S2S104", "cached"),
    ("a number", lambda m: 3.0, "S2S104", ""),
    ("a module", lambda m: m, "S2S104", ""),
    ("a generator function", lambda m: m.generator, "S2S105", "generator"),
    ("a coroutine function", lambda m: m.coroutine, "S2S106", "coroutine"),
    ("an asynchronous generator", lambda m: m.stream, "S2S106", "stream"),
    ("a function of exec", executed, "S2S101", ""),
    ("a lambda of eval", lambda m: eval("lambda x: x * x"), "S2S101", ""),
    ("edited after the import", edited, "S2S102", "edited"),
    ("defined again", defined_again, "S2S102", "defined again"),
    ("calls open", lambda m: m.calls_open, "S2S301", "calls open"),
    ("calls what NumPy has in Python", lambda m: m.calls_numpy_in_python, "S2S301", "written in Python"),
    ("calls what the library cannot be read for", lambda m: m.calls_the_library, "S2S301", "a function of the library"),
    ("calls a generator", lambda m: m.calls_generator, "S2S105", "generator"),
    ("writes a global", lambda m: m.counted, "S2S203", "global"),
]


def method(f):
    return s2sad.differentiate(f).grad


CASES = [
    *((*b, o) for b in BAD for o in (s2sad.grad, s2sad.value_and_grad, method)),
    *((*b, method) for b in WITHOUT_TEXT),
]


@pytest.mark.parametrize(
    ("made", "code", "mark", "operator_"), [c[1:] for c in CASES], ids=[f"{c[0]}-{c[4].__name__}" for c in CASES]
)
def test_refused_at_its_line(made, code, mark, operator_, model):
    function = made(model)
    with pytest.raises(s2sad.UnsupportedError) as caught:
        operator_(function)(1.5)
    problem = caught.value.problems[0]
    assert problem.code == code, str(caught.value)
    assert problem.why
    assert problem.fix
    if mark:
        line = next(i for i, row in enumerate(TEXT.splitlines(), 1) if row.endswith(f"# <- {mark}"))
        assert (problem.filename, problem.lineno) == (model.__file__, line)
    else:
        assert problem.lineno == 0 or problem.filename == "<string>"


def test_a_wrapper_that_scales_the_result_is_what_is_differentiated(model):
    assert s2sad.grad(model.square)(1.5) == 9.0
    with pytest.raises(s2sad.UnsupportedError) as caught:  # what it wraps is another function
        s2sad.grad(model.cached_square)
    assert caught.value.code == "S2S104"


def test_two_lambdas_on_one_line_are_told_apart(model):
    assert [s2sad.grad(f)(1.5) for f in model.pair] == [2.0, 3.0]


def test_none_is_the_tangent_of_a_tuple_without_floats():
    def f(*args):
        return np.sum(args[0].reshape(args[1]) ** 3) + args[2]["n"]

    x = np.array([0.5, -0.7, 1.1, 0.3])
    _, dot = s2sad.jvp(f, (x, (2, 2), {"n": 3}), (x, None, None))
    assert dot == pytest.approx(np.sum(3 * x**3))
    with pytest.raises(s2sad.ArgumentError, match=r"pass a tuple\."):
        s2sad.jvp(lambda *args: args[0][0] * args[0][1], ((x, x),), (x,))
