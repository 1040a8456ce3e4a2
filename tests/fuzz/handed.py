"""Rows of statements about functions, iterators and objects that are handed about."""

from __future__ import annotations

from tests.fuzz.calls import defined, fixed
from tests.fuzz.library import one_of
from tests.fuzz.writer import Feature, Writer

_GATHERED = "def gathered(items, w):\n    s = 0.0\n    for z in items:\n        s = np.tanh(s * w + z)\n    return s"
_FOLDED = "def folded(f, z, k):\n    if k == 0:\n        return z\n    return folded(f, f(z), k - 1)"
_HANDED = "def handed(f, z):\n    return f(z) * 0.5 + f(0.3)"
_EACH = "def each(f, a):\n    for k in range(len(a)):\n        f(k, a[k])"


def _list_of_functions(g: Writer) -> str:
    f, x = g.new("inner"), g.name("num")
    g.put(g.fill(f"for {f} in (np.sin, lambda z: z * {x} + 0.2, math.tanh):"))
    with g.block("for"):
        g.put(g.fill(f"{{num}} = {f}({{number}}) * 0.7"))
        g.statements(0, 1)
    return ""


def _writer_handed(g: Writer) -> str:
    """A closure that writes an array, called by what runs over the array or another one."""
    defined(g, "each", _EACH)
    name, a = g.new("inner"), g.name("vec")
    g.put(f"def {name}(k, z):")
    g.put(g.fill(f"    {a}[(k + {{digit}}) % 4] {{=}} z * {{small}}"))
    g.put(g.fill(f"each({name}, {g.r.choice([a, '{vector} * 1.0', a + '[1:]'])})"))
    return ""


def _stored(g: Writer) -> str:
    """An object with items, in a ``with`` or not."""
    store = g.new("store")
    made = g.r.choice(["Store({number}, {number})", "Store.of({number})"])
    if g.r.random() < 0.5:
        g.put(g.fill(f"with {made} as {store}:"))
        with g.block():
            g.put(g.fill(f"{store}[1] {{=}} {{number}}"))
            g.statements(0, 1)
    else:
        g.put(g.fill(f"{store} = {made}"))
        g.put(g.fill(f"{store}[-1] {{=}} Store.scale({{number}})"))
    uses = [
        f"sum({store})",
        f"{store}[0] * {store}[1]",
        f"max([z for z in {store}])",
        f"np.sum(np.array({store}.values))",
    ]
    g.put(g.fill(f"{{num}} = np.tanh({g.r.choice(uses)})"))
    return ""


HANDED = (
    Feature("functions in a dict", 1.5, one_of(
        '{new.rules} = {"a": lambda z: z * {num}, "b": np.sin}\n{num} = @["a"]({number}) + @["b"]({num})',
    )),
    Feature("functions in a tuple", 1.5, _list_of_functions),
    Feature("mapped function", 1.5, one_of(
        "{num} = np.tanh(sum(map(lambda z: z * {num}, {any})))", "{new.val} = np.array(list(map(math.sin, {any})))",
        "{num} = np.tanh(sum(map(lambda y, z: y * z, {any}, {any})))",
    )),
    Feature("iterator handed to a helper", 2, fixed(
        "gathered", _GATHERED,
        "{num} = gathered((z * {num} for z in {any}), 0.5)", "{num} = gathered([{number}, {number}], {number})",
        "{num} = gathered(map(np.sin, {any}), 0.3)", "{num} = gathered(reversed([{number}, {num}]), {number})",
        "{num} = gathered({any}[::-1], {number})", "{num} = gathered((z for z in {any} if z > 0.2), {number})",
        "{num} = gathered({mat}[1], {number}) + gathered(({number}, 0.5), 0.4)",
    )),
    Feature("closure handed to a recursion", 1.5, fixed(
        "folded", _FOLDED, "{num} = folded(lambda z: np.sin(z) * {num}, {number}, 2)",
        "{num} = folded(math.tanh, {number}, 3) * {num}",
        "{new.val} = folded(lambda z: np.tanh(z + {num}), {vector}, 2)",
    )),
    Feature("bound function handed to a helper", 1.5, fixed(
        "handed", _HANDED, "{new.body} = Body({number}, {any})\n{num} = handed(@.energy, {number})",
        "{num} = handed(functools.partial(math.hypot, {number}), {number})",
        "{num} = handed(Meter({number}), {number})",
        "{new.rules} = [{number}, {num}]\n{num} = handed(lambda z: z * @[0], {number})",
    )),
    Feature("closure that writes, handed to a helper", 1.5, _writer_handed),
    Feature("object with items", 2, _stored),
    Feature("dataclass replaced", 1.5, one_of(
        "{new.body} = Body({number}, {any} * 1.0)\n{new.more} = dataclasses.replace(@, mass={number})\n"
        "@.push({number})\n{num} = @.mass + @.energy({number})",
    )),
)  # fmt: skip
