"""Rows of calls: helpers that compute, write, return what they were given, recur, or are closures."""

from __future__ import annotations

from dataclasses import replace

from tests.fuzz.blocks import give
from tests.fuzz.writer import Feature, Helper, Scope, Unfit, Writer

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


def _define(g: Writer, params: tuple[str, ...], result: str, writes: bool, tail: str = "") -> Helper:
    """A new function of its own, above what is being written."""
    if g.inside >= DEEPEST:
        raise Unfit
    g.count += 1
    helper = Helper(f"h{g.count}", params, result, writes)
    names = dict(zip("abcd", params, strict=False))
    own = {n: "val" if k == "vec" and not writes else k for n, k in names.items()}
    outer = g.lines, g.scope, g.level
    g.lines, g.level = [f"def {helper.name}({', '.join(names)}):"], 0
    g.scope = Scope(own, 1, "", result or "none")
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
        "return {number} if c <= 0 else {small} * @(a, {number}, c - 1) + b",
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


CALLS = (
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
