"""What changes the key of a generated module, and what must not."""

import abc
import contextlib
import dataclasses
import enum
import functools
import importlib
import linecache
import math
import operator
import os
import re
import subprocess
import sys
import textwrap
import typing
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest

from s2sad import fingerprint
from s2sad.fingerprint import dependencies

ROOT = Path(fingerprint.__file__).parent.parent


class Modules:
    """Writes modules, imports them, and imports them again after an edit."""

    def __init__(self, directory):
        self.directory = directory

    def __call__(self, name, text):
        name = f"{name}_for_fingerprint"
        path = self.directory.joinpath(*name.split(".")).with_suffix(".py")
        path.parent.mkdir(exist_ok=True, parents=True)
        before = path.stat() if path.exists() else None
        path.write_text(textwrap.dedent(text))
        if before is not None:  # the clock does not show an edit: neither may the key depend on it
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        importlib.invalidate_caches()
        return importlib.reload(sys.modules[name]) if name in sys.modules else importlib.import_module(name)


@pytest.fixture
def module(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a .pyc goes by the clock
    yield Modules(tmp_path)
    for name in [name for name in sys.modules if name.endswith("_for_fingerprint")]:
        del sys.modules[name]


def key(function, *parts, static=()):
    name = getattr(function, "__name__", type(function).__name__)
    return fingerprint.key(name, [dependencies(function, static)], *parts)


def digest(function, *parts, static=()):
    found = key(function, *parts, static=static)
    assert found is not None, dependencies(function).obstacle
    assert key(function, *parts, static=static) == found
    return found.digest


def of(text, **names):
    """The digest of ``f`` in a program without a file, with some names already there."""
    namespace = {"__name__": "program", "np": np, "math": math, **names}
    exec(textwrap.dedent(text), namespace)
    return digest(namespace["f"])


# ---------------------------------------------------------------------------------------------------------------------
# The text and the code of the function


def test_the_same_function_has_the_same_key(module):
    text = "import numpy as np\ndef f(x):\n    return np.sin(x)\n"
    assert digest(module("m", text).f) == digest(module("m", text).f)


@pytest.mark.parametrize(
    "edited",
    [
        "def f(x, n=2):\n    return x * n + 2.0  # why\n",  # another number
        "def f(x, n=2):\n    return x + n * 1.0  # why\n",
        "def f(x, n=3):\n    return x * n + 1.0  # why\n",
        "def f(y, n=2):\n    return y * n + 1.0  # why\n",
        "def f(x, *, n=2):\n    return x * n + 1.0  # why\n",
        "def f(x, n=2):\n    return x * n + 1.0  # why not\n",  # the module quotes the source
        "def f(x, n=2):\n    return x * n + 1.0  # why\n    print()\n",  # dead code
        "def f(x: float, n=2):\n    return x * n + 1.0  # why\n",
    ],
)
def test_an_edit_of_the_function_changes_the_key(module, edited):
    before = digest(module("m", "def f(x, n=2):\n    return x * n + 1.0  # why\n").f)
    assert digest(module("m", edited).f) != before


def test_an_edit_elsewhere_in_the_file_does_not(module):
    function = "def f(x):\n    def g(y):\n        return y * 2\n    return g(x) + sum([x for _ in range(3)])\n"
    before = digest(module("m", function + "\ndef other():\n    pass\n").f)
    assert digest(module("m", "import os\nCONSTANT = 1\n\n" + function + "def another(x):\n    return 1\n").f) == before


def test_a_same_second_edit_changes_the_key(module):
    helper = module("helper", "def g(x):\n    return x + 1\n")
    user = module("user", "import helper_for_fingerprint as h\ndef f(x):\n    return h.g(x)\n")
    before = digest(user.f)
    stat = os.stat(helper.__file__)
    linecache.getlines(helper.__file__)
    helper = module("helper", "def g(x):\n    return x + 2\n")
    again = os.stat(helper.__file__)
    assert (again.st_mtime_ns, again.st_size) == (stat.st_mtime_ns, stat.st_size)
    assert digest(user.f) != before


def test_a_text_edited_without_importing_again_is_another_key(module):
    m = module("m", "def f(x):\n    return x + 1\n")
    before = digest(m.f)
    Path(m.__file__).write_text("def f(x):\n    return x + 2\n")
    assert digest(m.f) != before


def test_code_without_text_is_known_by_its_code():
    assert of("def f(x): return x + 1") == of("def f(x): return x + 1")
    assert of("\n\ndef f(x): return x + 1") == of("def f(x): return x + 1")
    assert of("def f(x): return x + 1") != of("def f(x): return x + 2")
    assert of("def f(x): return x + 0.0") != of("def f(x): return x + -0.0")
    assert of("def f(x): return x + 1") != of("def f(x): return x + 1.0")
    assert of("def f(x): return x + 1") != of("def f(x): return x + True")
    assert of("f = lambda x: (lambda y: y + 1)(x)") != of("f = lambda x: (lambda y: y + 2)(x)")


# ---------------------------------------------------------------------------------------------------------------------
# Callees


def test_a_changed_callee_in_another_file_changes_the_key(module):
    far = "def far(x):\n    return x * {}\n"
    module("far", far.format(2))
    helper = "from far_for_fingerprint import far\ndef near(x):\n    return far(x)\n"
    module("helper", helper)
    user = "from helper_for_fingerprint import near as g\ndef f(x):\n    return g(x)\n"
    before = digest(module("user", user).f)
    module("far", far.format(3))
    module("helper", helper)
    after = digest(module("user", user).f)
    assert after != before
    module("far", far.format(2))
    module("helper", helper)
    assert digest(module("user", user).f) == before


@pytest.mark.parametrize(
    "user",
    [
        "import helper_for_fingerprint\ndef f(x):\n    return helper_for_fingerprint.g(x)\n",
        "import helper_for_fingerprint as h\ndef f(x):\n    return [h.g(y) for y in x]\n",
        "import helper_for_fingerprint as h\ndef f(x):\n    k = h\n    return (k if x else None).g(x)\n",
        "def f(x):\n    import helper_for_fingerprint\n    return helper_for_fingerprint.g(x)\n",
        "def f(x):\n    from helper_for_fingerprint import g as k\n    return k(x)\n",
        "from helper_for_fingerprint import g\ndef f(x):\n    def inner():\n        return g(x)\n    return inner()\n",
        "from helper_for_fingerprint import g\nf = lambda x: g(x)\n",
        "from helper_for_fingerprint import g\ndef f(x, h=g):\n    return h(x)\n",
        "from helper_for_fingerprint import g\ndef f(x, *, h=g):\n    return h(x)\n",
        "from helper_for_fingerprint import g\nTABLE = {'a': [g]}\ndef f(x):\n    return TABLE['a'][0](x)\n",
        "import functools\nimport helper_for_fingerprint as h\ng = functools.partial(h.g)\n"
        "def f(x):\n    return g(x)\n",
        "import functools\nimport helper_for_fingerprint as h\ng = functools.cache(h.g)\ndef f(x):\n    return g(x)\n",
        "import numpy as np\nimport helper_for_fingerprint as h\ng = np.vectorize(h.g)\ndef f(x):\n    return g(x)\n",
        "import contextlib\nimport helper_for_fingerprint as h\ng = contextlib.contextmanager(h.g)\n"
        "def f(x):\n    with g(x) as y:\n        return y\n",
        "import helper_for_fingerprint as h\nclass C:\n    def m(self, x):\n        return h.g(x)\n"
        "c = C()\ndef f(x):\n    return c.m(x)\n",
        "import helper_for_fingerprint as h\nclass C:\n    @staticmethod\n    def m(x):\n        return h.g(x)\n"
        "def f(x):\n    return C.m(x)\n",
        "import helper_for_fingerprint as h\nclass C:\n    @property\n    def p(self):\n        return h.g(1)\n"
        "def f(x):\n    return C().p\n",
        "import helper_for_fingerprint as h\nclass B:\n    def __call__(self, x):\n        return h.g(x)\n"
        "class C(B):\n    pass\nc = C()\ndef f(x):\n    return c(x)\n",
        "import helper_for_fingerprint as h\nclass C:\n    pass\nc = C()\nc.g = h.g\ndef f(x):\n    return c.g(x)\n",
        "import helper_for_fingerprint as h\nclass C:\n    def m(self, x):\n        return h.g(x)\n"
        "g = C().m\ndef f(x):\n    return g(x)\n",
    ],
)
def test_however_a_callee_is_reached(module, user):
    module("helper", "def g(x):\n    return x + 1\n")
    before = digest(module("user", user).f)
    module("helper", "def g(x):\n    return x + 2\n")
    after = digest(module("user", user).f)
    assert after != before


def test_relative_imports_inside_a_function(module, tmp_path):
    (tmp_path / "pack_for_fingerprint").mkdir()
    (tmp_path / "pack_for_fingerprint" / "__init__.py").write_text("")
    helper = tmp_path / "pack_for_fingerprint" / "helper_for_fingerprint.py"
    helper.write_text("def g(x):\n    return x + 1\n")
    user = tmp_path / "pack_for_fingerprint" / "user_for_fingerprint.py"
    user.write_text("def f(x):\n    from .helper_for_fingerprint import g\n    return g(x)\n")
    f = importlib.import_module("pack_for_fingerprint.user_for_fingerprint").f
    assert "not been imported" in dependencies(f).obstacle
    assert key(f) is None
    assert f(1) == 2
    before = digest(f)
    helper.write_text("def g(x):\n    return x + 2\n")
    importlib.reload(sys.modules["pack_for_fingerprint.helper_for_fingerprint"])
    assert digest(f) != before


def test_all_callees_are_named_the_function_first():
    def last(x):
        return x if x < 1 else first(x - 1)

    def middle(x):
        return last(x)

    def first(x):
        return middle(x) + last(x)

    functions = dependencies(first).functions
    assert functions[0] is first
    assert set(functions) == {first, middle, last}
    assert len(functions) == 3


def test_recursion_ends():
    assert of("def g(x): return f(x)\ndef f(x): return g(x) + f(x)") != of(
        "def g(x): return x\ndef f(x): return g(x) + f(x)"
    )


def test_a_method(module):
    text = "class C:\n    def f(self, x):\n        return self.g(x)\n    def g(self, x):\n        return x * {}\n"
    text += "f = C().f\n"
    assert digest(module("m", text.format(2)).f) != digest(module("m", text.format(3)).f)


# ---------------------------------------------------------------------------------------------------------------------
# Captured values


def capture(value):
    def f(x):
        return x, value

    return f


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("1", b"1"),
        (True, False),
        (None, False),
        (None, "None"),
        (("a", "b"), ("ab",)),
        (("a",), ["a"]),
        ({"a": "x"}, {"a": "y"}),
        ({"a": "x", "b": "y"}, {"b": "y", "a": "x"}),
        ({"a"}, {"b"}),
        (slice(1), slice(2)),
        (range(1), range(2)),
        (np.dtype("f4"), np.dtype("f8")),
        (math.sin, np.sin),
        (math.sin, math.cos),
        (np.sin, np.cos),
        (np.float32, np.float64),
        (math, np),
        (np.add.reduce, np.add.accumulate),
        (np.add.reduce, np.multiply.reduce),
        (str.upper, str.lower),
        ("a".join, "b".join),
        (len, sum),
        (functools.partial(math.pow, 2), functools.partial(math.pow, 3)),
        (Ellipsis, NotImplemented),
        (list[int], list[float]),
    ],
)
def test_callables_and_static_values_count_by_content(one, other):
    assert digest(capture(one)) == digest(capture(one))
    assert digest(capture(one)) != digest(capture(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 2),
        (1.0, float("nan")),
        (1j, 2j),
        (np.float64(1), np.float64(2)),
        (np.zeros(3), np.ones(4)),
        (np.zeros((1, 3)), np.ones((1, 5))),
        ([1.0, 2.0], [3.0, 4.0]),
        ((1, "a", 2.0), (2, "a", 3.0)),
        ({"a": 1.0}, {"a": 2.0}),
    ],
)
def test_numbers_and_arrays_count_by_type_unless_they_are_static(one, other):
    assert digest(capture(one)) == digest(capture(other))
    assert digest(capture(one), static={"value"}) != digest(capture(other), static={"value"})
    assert digest(capture(one), static={"another"}) == digest(capture(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (1.0, 1j),
        (1.0, np.float64(1)),
        (np.float32(1), np.float64(1)),
        (np.float64(1), np.array(1.0)),
        (np.zeros(3), np.zeros((3, 3))),
        (np.zeros((1, 3)), np.zeros((3, 1))),
        (np.zeros(3), np.zeros(3, "f4")),
        (np.zeros(3), np.ma.zeros(3)),
        ([1.0], [1.0, 2.0]),
        ([1.0], [1]),
        ([1.0], (1.0,)),
        ([1.0, 1], [1, 1.0]),
        ({"a": 1.0}, {"b": 1.0}),
        ({1: 1.0}, {2: 1.0}),
        (1, "1"),
    ],
)
def test_the_kind_of_a_captured_value_counts(one, other):
    assert digest(capture(one)) != digest(capture(other))


def test_static_values_of_all_sorts():
    values = [
        0.0,
        -0.0,
        float("nan"),
        10**5000,
        1 + 0j,
        np.float64(0),
        np.float32(0),
        np.array([0.0]),
        np.array([-0.0]),
    ]
    assert len({digest(capture(value), static={"value"}) for value in values}) == len(values)


def test_globals_of_every_function_are_looked_at(module):
    helper = "SCALE = {}\ndef g(x):\n    return SCALE * x\n"
    user = "import helper_for_fingerprint as h\ndef f(x):\n    return h.g(x)\n"

    def keys(value, **options):
        module("helper", helper.format(value))
        return digest(module("user", user).f, **options)

    assert keys(2.0) == keys(3.0) != keys(3)
    assert keys("'a'") != keys("'b'")
    assert keys(2.0, static={"SCALE"}) != keys(3.0, static={"SCALE"})


def test_attributes_of_modules_are_looked_at(module):
    user = "import helper_for_fingerprint as h\ndef f(x):\n    return x if h.MODE else h.N\n"

    def keys(mode, number):
        module("helper", f"MODE = {mode}\nN = {number}\n")
        return digest(module("user", user).f)

    assert keys("True", 1) == keys("True", 2)
    assert keys("True", 1) != keys("False", 1)
    assert keys("True", 1) != keys("True", 1.0)


def test_defaults_count_by_value():
    text = "def f(x, a=D, *, b=E): return x"
    assert of(text, D=1, E=2) == of(text, D=1, E=2)
    assert len({of(text, D=1, E=2), of(text, D=2, E=2), of(text, D=1, E=3), of(text, D=1.0, E=2)}) == 4


def test_a_changed_closure():
    def outer(mode, scale):
        def f(x):
            return scale * x if mode == "double" else x

        return f

    assert digest(outer("double", 2.0)) == digest(outer("double", 3.0))
    assert digest(outer("double", 2.0)) != digest(outer("single", 2.0))
    assert digest(outer("double", 2.0)) != digest(outer("double", 2))


def test_a_closure_that_is_not_bound_yet():
    def f(x):
        return later(x)

    before = digest(f)

    def later(x):
        return x

    assert digest(f) != before


def test_a_global_that_hides_a_builtin():
    text = "def f(x): return abs(x)"
    assert of(text) != of(text, abs=math.sin)
    assert of(text, abs=abs) == of(text, abs=abs)


def test_names_resolve_to_objects(monkeypatch):
    text = "def f(x): return cos(x)"
    assert of(text, cos=math.sin) != of(text, cos=math.cos)
    assert of(text, cos=np.cos) != of(text, cos=math.cos)
    before = of("def f(x): return np.sin(x)")
    monkeypatch.setattr(np, "sin", np.cos)
    changed = of("def f(x): return np.sin(x)")
    monkeypatch.setattr(np, "sin", lambda x: x)
    assert len({before, changed, of("def f(x): return np.sin(x)")}) == 3
    monkeypatch.undo()
    assert of("def f(x): return np.sin(x)") == before


def test_an_alias_of_a_library_is_the_same_object():
    assert np.acos is np.arccos
    assert of("def f(x): return g(x)", g=np.acos) == of("def f(x): return g(x)", g=np.arccos)


def test_the_version_of_a_library_counts(monkeypatch):
    special = pytest.importorskip("scipy.special")
    before = digest(capture(special.erf))
    monkeypatch.setattr(sys.modules["scipy"], "__version__", "99")
    monkeypatch.setattr(fingerprint, "_library", {})  # as in the process that has it
    assert digest(capture(special.erf)) != before


class Config:
    def __init__(self, mode, scale):
        self.mode, self.scale = mode, scale


@dataclasses.dataclass(slots=True)
class Slotted:
    mode: str
    scale: float = 1.0


@pytest.mark.parametrize("kind", [Config, Slotted])
def test_instances_count_by_what_they_hold(kind):
    assert digest(capture(kind("a", 1.0))) == digest(capture(kind("a", 2.0)))
    assert digest(capture(kind("a", 1.0))) != digest(capture(kind("b", 1.0)))
    assert digest(capture(kind("a", 1.0))) != digest(capture(kind("a", 1)))


def test_the_two_kinds_differ():
    assert digest(capture(Config("a", 1.0))) != digest(capture(Slotted("a", 1.0)))


def test_an_object_can_say_what_it_stands_for():
    class Decorated:
        def __init__(self, function, options):
            self.function, self.options, self.calls = function, options, 0

        def __s2sad_key__(self):
            return (self.function, self.options)

        def __call__(self, x):
            return self.function(x)

    def g(x):
        return x

    once, twice = Decorated(g, ("reverse", 1)), Decorated(g, ("reverse", 1))
    twice.calls = "changed"
    assert digest(capture(once)) == digest(capture(twice))
    assert digest(capture(once)) != digest(capture(Decorated(g, ("forward", 1))))
    assert digest(capture(once)) != digest(capture(Decorated(g, ("reverse", 2))))
    assert digest(capture(once)) != digest(capture(Decorated(capture("a"), ("reverse", 1))))


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Abstract(abc.ABC):
    @abc.abstractmethod
    def go(self): ...


T = typing.TypeVar("T")


class Generic(typing.Generic[T]):
    x: int | None = None
    y: list["Generic"] = []  # noqa: RUF012


@functools.singledispatch
def dispatched(x):
    return x


@contextlib.contextmanager
def managed():
    yield


class Typed(typing.NamedTuple):
    a: float
    b: int = 2


@pytest.mark.parametrize(
    "value",
    [
        Colour,
        Colour.RED,
        re.IGNORECASE | re.MULTILINE,
        Abstract,
        Generic,
        Generic[int],
        typing.Optional[int],  # noqa: UP045
        dispatched,
        managed,
        Typed,
        Typed(1.0),
        namedtuple("Point", "x y"),
        np.random.default_rng(0),
        np.random.default_rng(0).normal,
        np.random.rand,
        np.where,
        np.linalg.norm,
        np.poly1d([1, 2]),
        re.compile("a"),
        print,
        float.fromhex,
        "".__str__,
        object.__hash__,
        contextlib.suppress,
        Config,
        [Config("a", 1)] * 3,
    ],
    ids=lambda value: re.sub(" at 0x[0-9a-fA-F]+", "", repr(value), flags=re.IGNORECASE),  # the same in every process
)
def test_what_programs_capture_has_a_key(value):
    digest(capture(value))


def test_members_of_an_enumeration():
    assert digest(capture(Colour.RED)) != digest(capture(Colour.GREEN))


def test_what_contains_itself():
    loop = ["a"]
    loop.append(loop)
    config = Config("a", 1.0)
    config.itself = {"again": config}
    assert digest(capture((loop, config)))


def test_a_long_list_of_numbers_has_a_short_description():
    assert sum(map(len, dependencies(capture([1.0] * 100_000)).parts)) < 10_000


# ---------------------------------------------------------------------------------------------------------------------
# What cannot be cached says so


def deep():
    value = ()
    for _ in range(10_000):
        value = (value,)
    return value


@pytest.mark.parametrize(
    ("value", "static", "why"),
    [
        (np.frompyfunc(abs, 1, 1), (), "value, a numpy.ufunc"),
        (operator.itemgetter(1), (), "value, a operator.itemgetter"),
        ({dispatched, managed}, (), "a set of functions"),
        (np.array([object()]), ("value",), "dtype object"),
        (np.longdouble(1), ("value",), "dtype"),
        (deep(), (), "too deeply"),
        ([Config("a", 1.0) for _ in range(5000)], (), "more than"),
    ],
    ids=["ufunc", "itemgetter", "set", "objects", "padding", "deep", "many"],
)
def test_what_has_no_stable_description_is_not_cached(value, static, why):
    found = dependencies(capture(value), static)
    assert why in found.obstacle
    assert found.parts == ()
    assert key(capture(value), static=static) is None


# ---------------------------------------------------------------------------------------------------------------------
# Other parts, other processes


def test_the_other_parts_count():
    f = capture(1)
    digests = [digest(f), digest(f, ""), digest(f, "a"), digest(f, b"ab"), digest(f, "a", "b"), digest(f, "b", "a")]
    assert len(set(digests)) == 6
    assert digest(f, "a") == digest(f, b"a")


def test_the_name_is_the_functions():
    assert key(capture(1)).name == "f"
    assert key(lambda x: x).name == "<lambda>"
    assert key(functools.partial(math.pow, 2)).name == "partial"


PROGRAM = """
import abc, dataclasses, enum, functools, math
import numpy as np
from helper_for_fingerprint import g

class Colour(enum.Enum):
    RED = "red"

@dataclasses.dataclass
class Config:
    names: frozenset = frozenset({"a", "b", "c", "d"})
    scale: float = 2.0
    def of(self, x):
        return self.scale * g(x)

class Base(abc.ABC):
    @property
    def p(self): return g(1.0)

CONFIG, TABLE, WORDS, GENERATOR = Config(), {"sin": np.sin, "g": g}, {"x", "y", "z"}, np.random.default_rng()
memo = functools.lru_cache(g)

def outer(scale, mode):
    def f(x, n=3, *, where=(0, 1)):
        for i in range(n):
            if mode in {"p", "q", "r"} and "x" in WORDS:
                x = CONFIG.of(x) + TABLE["sin"](x) * memo(scale) + math.exp(np.sum(x))
        return [y for y in (x,)] + [Base, Colour.RED, GENERATOR.normal()]
    return f

f = outer(2.0, "p")
"""
HELPER = "import numpy as np\nSCALE = 1.0\ndef g(x, table={'a': 1}):\n    return np.tanh(x) * SCALE\n"
OTHER_PROCESS = """
import sys
sys.path.insert(0, sys.argv[1])
junk = [object() for _ in range(int(sys.argv[2]))]  # other addresses
if sys.argv[2] == "1000":
    import json, logging.handlers, numpy.testing
from s2sad.fingerprint import dependencies, key
from program_for_fingerprint import f
found = dependencies(f)
assert found.obstacle is None, found.obstacle
assert not any(sys.argv[1].encode() in part for part in found.parts)
print(key("f", [dependencies(f, {"n"})], "reverse").digest)
"""


def test_the_key_is_the_same_in_another_place_process_and_order(tmp_path):
    digests = []
    for run, seed in enumerate(["0", "1", "2", "random", "0"]):
        place = tmp_path / ("here" if run in (0, 4) else f"there{run}")  # the last run loads what the first compiled
        place.mkdir(exist_ok=True)
        (place / "program_for_fingerprint.py").write_text("\n" * run + PROGRAM if run < 4 else PROGRAM)
        (place / "helper_for_fingerprint.py").write_text(HELPER)
        result = subprocess.run(
            [sys.executable, "-W", "error", "-c", OTHER_PROCESS, str(place), "1000" if run == 2 else str(run)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            cwd=place,
            check=True,
            capture_output=True,
            text=True,
        )
        digests.append(result.stdout)
    assert len(set(digests)) == 1


def test_asking_changes_nothing():
    class Fragile:
        def __getattr__(self, name):
            raise AssertionError(f"{name} was asked for")

    fragile = Fragile()

    def f(x):
        return np.bool8, np.float_, np.testing, np.f2py, fragile.anything  # NumPy warns or imports when asked for these

    imported = set(sys.modules)
    assert key(f) is not None
    assert set(sys.modules) == imported


def test_a_notebooks_cell():
    text = "def f(x):\n    return x  # one\n"
    name = "<cell of test_fingerprint>"

    def cell(text):
        linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        namespace = {"__name__": "__main__"}
        exec(compile(text, name, "exec"), namespace)
        return digest(namespace["f"])

    assert cell(text) == cell("# above\n" + text) != cell(text.replace("one", "two"))
    del linecache.cache[name]


def test_a_users_file_that_is_called_like_a_module_of_the_library(module, tmp_path):
    text = "def g(x):\n    return x * {}\n"
    user = "def f(x):\n    return g(x)\n"

    def keys(factor):
        path = tmp_path / "statistics.py"
        path.write_text(text.format(factor))
        namespace = {"__name__": "statistics"}
        exec(compile(path.read_text(), str(path), "exec"), namespace)
        return of(user, g=namespace["g"])

    assert keys(2) != keys(3)


def test_classes_made_without_a_module_name_are_the_users():
    def keys(factor):
        namespace = {"__builtins__": __builtins__}
        exec(f"class C:\n    def m(self, x): return x * {factor}\n", namespace)
        return digest(capture(namespace["C"]))

    assert keys(2) != keys(3)
