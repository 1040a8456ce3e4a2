"""Rows of calls: helpers that compute, write, return what they were given, recur, or are closures."""

from __future__ import annotations

from dataclasses import replace

from tests.fuzz.blocks import give
from tests.fuzz.writer import Feature, Helper, Scope, Unfit, Writer, lines

WRITES = ("a[1] += a[0] * {number}", "a[1:3] *= {number}", "a *= {number}", "a[0] = {number}")
DEEPEST = 2  # helpers that are written while a helper is written


def call(g: Writer, result: str) -> str:
    """A call of a helper with this result and no writes, an earlier one or a new one."""
    return _called(g, _helper(g, result, writes=False))


def _called(g: Writer, helper: Helper, twice: bool = False) -> str:
    args: list[str] = []
    for kind in helper.params:
        if kind == "num":
            args.append(g.deeper("number"))
        elif kind == "vec":
            name = g.name("vec") if helper.writes else g.deeper("vector")
            if name in args and not twice:
                raise Unfit
            args.append(name)
        else:
            args.append(g.name(kind))
    if len(args) > 1 and g.r.random() < 0.2:
        args[-1] = f"{'abcd'[len(args) - 1]}={args[-1]}"
    return f"{helper.name}({', '.join(args)})"


def _helper(g: Writer, result: str, writes: bool) -> Helper:
    known = [h for h in g.helpers if h.result == result and h.writes == writes]
    if known and g.r.random() < 0.6:
        return g.r.choice(known)
    params = list(g.r.choice([("num", "num"), ("vec", "num"), ("vec",), ("vec", "vec")]))
    if result == "num" and not writes and g.r.random() < 0.5:
        params = ["num", "num"]
    if (writes or result == "vec") and "vec" not in params:
        params = ["vec", "num"]
    return _define(g, tuple(params), result, writes)


def _define(
    g: Writer, params: tuple[str, ...], result: str, writes: bool, tail: str = "", recursive: bool = False
) -> Helper:
    """A new function of its own, above what is being written."""
    if g.inside >= DEEPEST:
        raise Unfit
    g.count += 1
    helper = Helper(f"h{g.count}", params, result, writes)
    names = dict(zip("abcd", params, strict=False))
    own = {n: "val" if k == "vec" and not writes else k for n, k in names.items()}
    outer = g.lines, g.scope, g.level
    g.lines, g.level = [f"def {helper.name}({', '.join(names)}):"], 0
    g.scope = Scope(own, 1, "", result or "none", recursive=recursive or outer[1].recursive)
    if g.inside or g.r.random() < 0.5:
        g.scope.conditional = True  # no early return and few definitions: a short one
    g.inside += 1
    try:
        if "num" not in names.values():
            g.put(f"s = 0.4 * a[{g.r.randrange(4)}]")
            g.bind("s", "num")
        if writes and g.r.random() < 0.7:
            g.put(g.fill(g.r.choice(WRITES)))
        g.statements(0 if result in ("num", "vec") else 1, 3)
        if tail:
            g.put(g.fill(tail))
        elif result:
            give(g)
        elif len(g.lines) == 1:
            g.put("pass")
        g.functions.append("\n".join(g.lines))
    finally:
        g.inside -= 1
        g.lines, g.scope, g.level = outer
    g.helpers.append(helper)
    return helper


def _writes(result: str):
    def write(g: Writer) -> str:
        text = _called(g, _helper(g, result, writes=True))
        g.put(f"{g.name('num')} = {text}" if result == "num" else f"{g.name('val')} = {text}" if result else text)
        return ""

    return write


def _same_array_twice(g: Writer) -> str:
    helper = _define(g, ("vec", "vec"), "", True)
    name = g.name("vec")
    g.put(f"{helper.name}({name}, {name})")
    return ""


def _reads_same_twice(g: Writer) -> str:
    helper = _define(g, ("vec", "vec"), "num", False)
    name = g.name("vec", "val")
    g.put(f"{g.name('num')} = {helper.name}({name}, {name})")
    return ""


def _returns_argument(g: Writer) -> str:
    helper = _define(g, ("vec", "num"), "argument", True)
    name = g.new("vec")
    g.put(f"{name} = {helper.name}({g.name('vec')}, {g.deeper('number')})")
    g.bind(name, "val")
    return ""


def _returns_view(g: Writer) -> str:
    helper = _define(g, ("vec",), "view", False)
    name = g.new("two")
    g.put(f"{name} = {helper.name}({g.name('vec', 'val')})")
    g.put(f"{g.name('num')} = {name}[0] * {name}[1]")
    return ""


def _returns_tuple(g: Writer) -> str:
    helper = _define(g, ("vec", "num"), "tuple", g.r.random() < 0.4)
    a, b = g.new("num"), g.new("val")
    array = g.name("vec") if helper.writes else g.deeper("vector")
    g.put(f"{a}, {b} = {helper.name}({array}, {g.deeper('number')})")
    g.bind(a, "num")
    g.bind(b, "val")
    return ""


def _recursion(g: Writer) -> str:
    writes = g.r.random() < 0.5
    helper = _define(
        g, ("vec", "num", "int"), "num", writes,
        "return {number} if c <= 0 else {small} * @(a, {number}, c - 1) + b", writes,
    )  # fmt: skip
    g.functions[-1] = g.functions[-1].replace("@(a, ", f"{helper.name}(a, ", 1)
    g.helpers.remove(helper)  # called with a small number only
    g.put(f"{g.name('num')} = {helper.name}({g.name('vec')}, {g.deeper('number')}, {g.r.choice(['2', '0', '1'])})")
    return ""


def _default(g: Writer) -> str:
    helper = _define(g, ("num", "num"), "num", False)
    g.functions[-1] = g.functions[-1].replace("(a, b):", "(a, b=0.25):", 1)
    g.put(f"{g.name('num')} = {helper.name}({g.deeper('number')})")
    return ""


def _static(g: Writer) -> str:
    helper = _define(g, ("num", "str"), "num", False)
    g.helpers.remove(helper)
    g.put(f'{g.name("num")} = {helper.name}({g.deeper("number")}, "{g.r.choice(["sine", "other"])}")')
    return ""


def _starred(g: Writer) -> str:
    helper = _helper(g, "num", False)
    if helper.params != ("num", "num"):
        raise Unfit
    g.put(f"{g.name('num')} = {helper.name}(*({g.deeper('number')}, {g.deeper('number')}))")
    return ""


def _nested(g: Writer) -> str:
    name, x = g.new("inner"), g.name("num")
    g.put(f"def {name}(z):")
    scope = g.scope
    g.scope = replace(scope, depth=scope.depth + 1)
    g.put(f"return z * {x} + {g.deeper('number')}")
    g.scope = scope
    g.put(f"{g.name('num')} = {name}({g.deeper('number')})")
    return ""


def _lambda(g: Writer) -> str:
    name = g.new("inner")
    g.put(f"{name} = lambda z: np.sin(z) * {g.name('num')}")
    g.put(f"{g.name('num')} = {name}({g.deeper('number')})")
    return ""


def _function_argument(g: Writer) -> str:
    if "def apply(" not in "".join(g.functions):
        g.functions.append("def apply(f, z, w):\n    return f(z) * w")
    g.put(f"{g.name('num')} = apply({g.r.choice(['np.sin', 'np.tanh', 'math.cos'])}, {g.deeper('number')}, 0.5)")
    return ""


def _closure_of_a_loop(g: Writer) -> str:
    name, k = g.new("inner"), g.new("int")
    g.put(f"for {k} in range(2):")
    with g.block("for", **{k: "int"}):
        g.put(f"{name} = lambda z: z * {g.name('num')} + {k}")
        g.put(g.fill(f"{g.name('num')} = {name}({{number}}) * 0.4"))
    return ""


def _nonlocal(g: Writer) -> str:
    name, x = g.new("inner"), g.name("num")
    if g.functions and g.inside:
        raise Unfit
    g.put(f"def {name}(z):")
    g.put(f"    nonlocal {x}")
    g.put(f"    {x} = {x} * z")
    g.put(g.fill(f"{name}({{number}})"))
    return ""


def defined(g: Writer, key: str, text: str) -> str:
    """A helper that is always the same text; its name."""
    if text not in g.functions:
        g.functions.append(text)
    return key


def fixed(key: str, definition: str, *uses: str):
    """Statements that call a helper of a fixed text."""

    def write(g: Writer) -> str:
        defined(g, key, definition)
        return lines(g.r.choice(uses))(g)

    return write


def _called_twice(g: Writer) -> str:
    helper = _helper(g, "num", False)
    first, second = _called(g, helper), _called(g, helper)
    g.put(f"{g.name('num')} = {first} {g.r.choice('+-*')} {second}")
    return ""


def _writer_called_twice(g: Writer) -> str:
    helper = _helper(g, "", True)
    g.put(_called(g, helper))
    g.put(_called(g, helper))
    return ""


def _gets_overlapping_views(g: Writer) -> str:
    helper = _define(g, ("two", "two"), "", True)
    g.helpers.remove(helper)
    a, b = g.name("vec"), g.name("vec", "val")
    parts = g.r.choice([(":2", "2:"), ("1:3", "2:"), (":2", ":2"), ("::2", "1::2"), ("1:3", "2:0:-1")])
    g.put(f"{helper.name}({a}[{parts[0]}], {b}[{parts[1]}])")
    return ""


def _written_through_a_result(g: Writer) -> str:
    helper = _define(g, ("vec",), "view", False)
    g.put(g.fill(f"{helper.name}({g.name('vec')})[{{index2}}] {{=}} {{number}}"))
    return ""


def _result_or_argument(g: Writer) -> str:
    defined(g, "either", "def either(a, b, c):\n    if c > 0.1:\n        return a\n    return b * 0.5")
    g.put(g.fill("{new.val} = either({any64}, {vector} * 1.0, {number})"))
    return ""


def _mutual_recursion(g: Writer) -> str:
    a, b = g.new("h"), g.new("h")
    u, v = g.fill("{small}"), g.fill("{small}")
    g.functions.append(f"def {a}(s, k):\n    return s * {u} if k <= 0 else {b}(np.sin(s), k - 1) + {v}")
    g.functions.append(f"def {b}(s, k):\n    if k == 0:\n        return s * s\n    return s * {a}(s * {v}, k - 1)")
    g.put(g.fill(f"{{num}} = {g.r.choice([a, b])}({{number}}, {g.r.choice('0123')})"))
    return ""


def _late_binding(g: Writer) -> str:
    name, x = g.new("inner"), g.name("num")
    g.put(f"{name} = lambda z: z * {x}")
    g.put(g.fill(f"{x} = {{number}}"))
    g.put(g.fill(f"{{num}} = {name}({{number}})"))
    return ""


def _early_binding(g: Writer) -> str:
    name, k = g.new("inner"), g.new("int")
    g.put(f"{name} = [lambda z, k={k}: z * 0.5 + k for {k} in range(3)]")
    g.put(g.fill(f"{{num}} = {name}[{g.r.choice('012')}]({{number}}) + {name}[0]({{num}})"))
    return ""


def _late_binding_in_a_list(g: Writer) -> str:
    name, k = g.new("inner"), g.new("int")
    g.put(f"{name} = [lambda z: z * 0.5 + {k} for {k} in range(3)]")
    g.put(g.fill(f"{{num}} = {name}[{g.r.choice('012')}]({{number}})"))
    return ""


def _closure_that_writes(g: Writer) -> str:
    name, a = g.new("inner"), g.name("vec")
    g.put(f"def {name}(k, z):")
    g.put(g.fill(f"    {a}[k % 4] {{=}} z"))
    g.put(g.fill(f"{name}({{int}}, {{number}})"))
    g.put(g.fill(f"{name}({g.r.choice('0123')}, {{number}})"))
    return ""


def _counter(g: Writer) -> str:
    make, count, name = g.new("make"), g.new("total"), g.new("inner")
    g.put(f"def {make}():")
    g.put(f"    {count} = 0.5")
    g.put(f"    def {name}(z):")
    g.put(f"        nonlocal {count}")
    g.put(f"        {count} = {count} * z + 0.1")
    g.put(f"        return {count}")
    g.put(f"    return {name}")
    g.put(f"{name} = {make}()")
    g.put(g.fill(f"{{num}} = {name}({{number}}) + {name}({{number}})"))
    return ""


_SCALED = "def scaled(z, *more, gain=0.5, **named):\n    return z * gain + sum(more) * named.get('bias', 0.3)"
_SHIFTED = "def shifted(z, by, /, factor=2.0):\n    return np.sin(z - by) * factor"
_TWICE = (
    "def twice(g):\n    @functools.wraps(g)\n    def both(z):\n        return g(g(z))\n\n    return both\n\n\n"
    "@twice\ndef half(z):\n    return 0.5 * z * z - 0.2"
)
_PARTS = "def parts(a):\n    return a[::-1], a[1:3]"
_TOTAL = "def total(a):\n    if len(a) == 0:\n        return 0.1\n    return a[0] * total(a[1:]) * 0.5 + a[0]"
_KEPT = "def kept(z, seen=(0.5, 0.2)):\n    return z * seen[0] - seen[1]"
_POWERED = "def powered(n):\n    def inner(z):\n        return z**n * 0.5\n\n    return inner"
_FIRST = (
    "def first(a):\n    for k in range(4):\n        for z in a:\n            if z * k > 0.9:\n"
    "                return z * k\n    return a[1]"
)
_PUSH = "def push(a, z):\n    a[:-1] = a[1:]\n    a[-1] = z\n    return a"
_SCALE_ALL = "def scale_all(arrays, by):\n    for a in arrays:\n        a *= by"

CALLS = (
    Feature("helper called twice", 2, _called_twice),
    Feature("helper that writes called twice", 2, _writer_called_twice),
    Feature("helper that gets overlapping views", 2, _gets_overlapping_views),
    Feature("result of a helper written", 2, _written_through_a_result),
    Feature("helper that returns an argument or not", 1.5, _result_or_argument, dynamic=True),
    Feature("mutual recursion", 1.5, _mutual_recursion),
    Feature("recursion over parts", 1.5, fixed("total", _TOTAL, "{num} = total({any}) * {number}")),
    Feature("closure that sees a later value", 2, _late_binding),
    Feature("closures that keep a loop's variable", 1.5, _early_binding),
    Feature("closures that share a loop's variable", 4, _late_binding_in_a_list, refused=True),
    Feature("closure that writes an array", 2, _closure_that_writes),
    Feature("closure with a state", 2, _counter),
    Feature(
        "keywords and stars",
        2,
        fixed(
            "scaled",
            _SCALED,
            "{num} = scaled({number}, {number}, gain={number}, bias={number})",
            '{num} = scaled({number}, **{"gain": {number}})',
            "{num} = scaled(*({number}, {number}), gain={num})",
            "{num} = scaled({number})",
        ),
    ),
    Feature("positional only", 1.5, fixed("shifted", _SHIFTED, "{num} = shifted({number}, {number}, factor={number})")),
    Feature(
        "partial",
        2,
        fixed(
            "shifted",
            _SHIFTED,
            "{new.inner} = functools.partial(shifted, {number}, factor={number})\n{num} = @({number})",
        ),
    ),
    Feature("decorated helper", 1.5, fixed("half", _TWICE, "{num} = half({number})")),
    Feature(
        "helper that returns views",
        2,
        fixed("parts", _PARTS, "{new.vec}, {new.two} = parts({vec})\n@[{index}] {=} {number}"),
    ),
    Feature(
        "default that is a tuple", 1.5, fixed("kept", _KEPT, "{num} = kept({number}) + kept({number}, ({num}, 1))")
    ),
    Feature(
        "function that returns a function",
        2,
        fixed("powered", _POWERED, "{num} = powered(2)({number}) + powered(3)({num})"),
    ),
    Feature("helper left from two loops", 2, fixed("first", _FIRST, "{num} = first({any})")),
    Feature(
        "helper that shifts and returns",
        2,
        fixed("push", _PUSH, "{new.vec} = push({vec}, {number})", "push(push({vec}, {number}), {num})"),
    ),
    Feature(
        "helper that writes arrays of a tuple",
        1.5,
        fixed("scale_all", _SCALE_ALL, "scale_all(({vec}, {vec}), {number})", "scale_all([{mat}], {number})"),
    ),
    Feature("helper that writes", 3, _writes("")),
    Feature("helper that writes and returns a number", 3, _writes("num")),
    Feature("helper that writes and returns an array", 2, _writes("vec")),
    Feature("helper that gets an array twice", 1.5, _reads_same_twice),
    Feature("helper that writes what it gets twice", 2, _same_array_twice),
    Feature("helper that returns its argument", 2, _returns_argument),
    Feature("helper that returns a view", 2, _returns_view),
    Feature("helper that returns a tuple", 2, _returns_tuple),
    Feature("recursion", 1.5, _recursion),
    Feature("default argument", 1.5, _default),
    Feature("static argument", 1.5, _static),
    Feature("starred argument", 1.5, _starred),
    Feature("function as an argument", 1.5, _function_argument),
    Feature("nested function", 2, _nested),
    Feature("lambda", 2, _lambda),
    Feature("closure over a loop variable", 2, _closure_of_a_loop),
    Feature("nonlocal", 2, _nonlocal),
)
