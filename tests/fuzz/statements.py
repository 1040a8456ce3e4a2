"""Rows of simple statements: assignments, stores, in-place operations, views and aliases."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Unfit, Writer, lines


def _tuple_swap(g: Writer) -> str:
    a, b = g.name("num"), g.name("num")
    if a == b:
        raise Unfit
    g.put(f"{a}, {b} = {b}, {a} * {g.deeper('number')}")
    return ""


def _straight(template: str):
    """Only where no branch and no loop is around, so that the name stays bound."""
    write = lines(template)

    def checked(g: Writer) -> str:
        if g.scope.conditional:
            raise Unfit
        return write(g)

    return checked


def _both_branches(g: Writer) -> str:
    name = g.new("num")
    g.put(f"if {g.choose('condition')}:")
    with g.block():
        g.put(f"{name} = {g.choose('number')}")
    g.put("else:")
    with g.block():
        g.put(f"{name} = {g.choose('number')}")
    g.bind(name, "num")
    return ""


def _maybe_bound(g: Writer) -> str:
    name, flag = g.new("num"), g.name("int")
    g.put(f"if {flag} > 1:")
    with g.block():
        g.put(f"{name} = {g.choose('number')}")
    g.statements(0, 1)
    g.put(f"if {flag} > 1:")
    with g.block():
        g.put(f"{g.name('num')} = {name} * {g.choose('number')}")
    return ""


def _becomes_an_array(g: Writer) -> str:
    if g.scope.conditional:
        raise Unfit
    name = g.new("val")
    g.put(f"{name} = 0.0")
    g.put(g.fill(f"{name} = {name} + {{vector}}"))
    g.bind(name, "val")
    return ""


def _reshaped(base: str, view: str, item: str):
    """What lies row by row, and a view of it in another shape that is written: of other arrays it may be a copy."""

    def write(g: Writer) -> str:
        made: list[str] = []
        g.put(g.fill(base, made))
        flat = g.new("flat")
        g.put(f"{flat} = {view.replace('@', made[0])}")
        g.put(g.fill(f"{flat}{item} {{=}} {{number}}"))
        g.bind(flat, "flat")
        return ""

    return write


def _print(g: Writer) -> str:
    k, s = g.name("int"), g.name("num")
    g.put(f'print(f"{{{k}}}: {{float({s}):.3f}}", "%.2f" % float({s}))')
    return ""


STATEMENTS = (
    Feature("assign a number", 5, lines("{num} = {number}"), base=True),
    Feature("new number", 4, lines("{new.num} = {number}"), base=True),
    Feature("update a number", 4, lines("{num} {op=} {number}")),
    Feature("annotated assignment", 1.5, lines("{num}: float = {number}")),
    Feature("two targets", 1.5, lines("{num} = {num} = {number}")),
    Feature("tuple assignment", 2, lines("{num}, {num} = {number}, {number}")),
    Feature("swap of numbers", 2, _tuple_swap),
    Feature("unpack an array", 1.5, lines("{new.num}, {new.num} = {pair}")),
    Feature("starred target", 2, lines("{num}, *rest = {number}, {number}, {number}")),
    Feature("rebind an array", 4, lines("{val} = np.sin({vector}) + {vector}")),
    Feature("new array", 4, lines("{new.vec} = {vector} * {number}")),
    Feature("new value", 3, lines("{new.val} = np.tanh({vector}) - {number}")),
    Feature("new zeros", 2, lines("{new.vec} = np.zeros(4)")),
    Feature("new ones", 1.5, lines("{new.vec} = np.ones(4)")),
    Feature("new array like another", 1.5, lines("{new.vec} = np.zeros_like({any})")),
    Feature("new empty array, filled", 1.5, lines("{new.empty} = np.empty(4)\n@[:] = {vector}\n{new.vec} = @")),
    Feature("new matrix", 3, lines("{new.mat} = np.outer({vector}, {vector})")),
    Feature("new matrix of another", 4, lines("{new.mat} = {matrix} * {small}")),
    Feature("new matrix of zeros", 2, lines("{new.mat} = np.zeros((4, 4))")),
    # stores
    Feature("store to an item", 6, lines("{vec}[{index}] = {number}")),
    Feature("update an item", 5, lines("{vec}[{index}] {op=} {number}")),
    Feature("store to an item of two", 3, lines("{two}[{index2}] {=} {number}")),
    Feature("store to a slice", 5, lines("{vec}[{slice2}] {=} {pair} * 1.0")),
    Feature("store a number to a slice", 3, lines("{vec}[{slice2}] {=} {number}")),
    Feature("store between slices", 4, lines("{vec}[{slice3}] {=} {any}[{slice3}] * {number}")),
    Feature("copy between slices", 2, lines("{vec}[{slice2}] {=} {any}[{slice2}]")),
    Feature("store to the whole", 3, lines("{vec}[:] = np.tanh({vector})")),
    Feature("store to the ellipsis", 1.5, lines("{vec}[...] = {vector} * {small}")),
    Feature("store to strides", 2, lines("{vec}[::2] {=} {pair} * {number}")),
    Feature("store backwards", 2, lines("{vec}[::-1] {=} {vector} * {small}")),
    Feature("store to a matrix item", 3, lines("{mat}[{index}, {index}] {=} {number}")),
    Feature("store to a row", 3, lines("{mat}[{index}] {=} {vector} * 1.0")),
    Feature("store to part of a row", 2, lines("{mat}[{index}, {slice2}] {=} {pair} * 1.0")),
    Feature("store to a column", 2, lines("{mat}[:, {index}] {=} {vector} * 1.0")),
    Feature("store to a block", 2, lines("{mat}[{slice2}, {slice2}] {=} {number}")),
    Feature("stencil in a row", 2, lines("{mat}[{index}, 1:-1] += {mat}[{index}, 2:] * {number}")),
    Feature("store under a mask", 3, lines("{vec}[{mask}] = {number}")),
    Feature("update under a mask", 2, lines("{vec}[{mask}] {op=} {number}")),
    Feature("store at indices", 2, lines("{vec}[[0, 3]] = {number}")),
    Feature("update at indices", 2, lines("{vec}[[0, 3]] {op=} {number}")),
    Feature("store an array at indices", 2, lines("{vec}[[0, 2]] {=} {pair}")),
    Feature("update at an index of an array", 2, lines("{vec}[ids[{index}]] {=} {number}")),
    # in place
    Feature("update an array", 5, lines("{vec} {op=} {vector}")),
    Feature("update an array by a number", 3, lines("{vec} {op=} {number}")),
    Feature("divide an array in place", 2, lines("{vec} /= 1.5 + ({vector}) ** 2")),
    Feature("square an array in place", 1.5, lines("{vec} **= 2")),
    Feature("update an array by itself", 2, lines("{vec} {op=} {vec}")),
    Feature("update a matrix", 4, lines("{mat} {op=} {matrix} * {small}")),
    Feature("update an array by a part", 1.5, lines("{vec} {op=} {any}[{digit}]")),
    # views and aliases
    Feature("view", 5, lines("{new.two} = {vec}[{slice2}]")),
    Feature("view of a matrix", 2, lines("{new.two} = {mat}[{index}, {slice2}]")),
    Feature("view of a view", 2, lines("{new.two} = {vec}[1:][:2]")),
    Feature("strided view", 2, lines("{new.two} = {vec}[::2]")),
    Feature("row as a view", 2, lines("{new.vec} = {mat}[{index}]")),
    Feature("column as a view", 2, lines("{new.vec} = {mat}[:, {index}]")),
    Feature("transposed view", 1.5, lines("{new.mat} = {mat}.T")),
    Feature("reversed view", 1.5, lines("{new.vec} = {vec}[::-1]")),
    Feature("update a view", 4, lines("{two} {op=} {pair}")),
    Feature("update a view by a number", 3, lines("{two} {op=} {number}")),
    Feature("alias", 2, lines("{new.vec} = {vec}")),
    Feature("alias of a matrix", 1, lines("{new.mat} = {mat}")),
    Feature("alias in a tuple", 2, lines("{new.vec}, {new.num} = {vec}, {number}")),
    Feature("alias by a condition", 2, lines("{new.vec} = {vec} if {condition} else {vec}"), dynamic=True),
    Feature("reshaped view written", 2, _reshaped("{new.vec} = {vector} * {number}", "@.reshape(2, 2)", "[0]")),
    Feature("reshaped copy written", 1.5, lines("{new.mat2} = {vec}.reshape(2, 2).copy()\n@[0] *= {number}")),
    Feature("raveled", 2, _reshaped("{new.mat} = np.zeros((4, 4)) + {number}", "@.ravel()", "[3]")),
    Feature("raveled copy", 1.5, lines("{new.flat} = {mat}.ravel().copy()\n@[3] = {number}")),
    Feature("swapped buffers", 2, lines("{vec}, {vec} = {vec}, {vec}"), dynamic=True),
    Feature("rebind a written array", 2, lines("{vec} = {vec} * {number}"), dynamic=True),
    Feature("np.copyto", 2, lines("np.copyto({vec}, {vector})")),
    Feature("fill", 2, lines("{vec}.fill({number})")),
    Feature("out=", 2, lines("np.add({vector}, {vector}, out={vec})")),
    # names
    Feature("bound in both branches", 3, _both_branches),
    Feature("bound in one branch", 2, _maybe_bound),
    Feature("name that becomes an array", 2, _becomes_an_array),
    Feature("integer", 2, lines("{new.int} = {int} + {digit}")),
    Feature("del", 2, _straight("{new.gone} = {number}\ndel @")),
    Feature("assert", 2, lines("assert {num} < 1e9")),
    Feature("print", 2, lines('print("here", {int})')),
    Feature("print of a number", 1.5, _print),
    Feature("shape unpacked", 1.5, lines("{new.int}, {new.int} = {mat}.shape")),
    Feature("chain of assignments to items", 1.5, lines("{vec}[{index}] = {num} = {number}")),
    Feature("targets that depend on one another", 1.5, lines("{new.int}, {vec}[{index}] = {digit}, {number}")),
    Feature("raise", 0.7, lines('if {condition}:\n    raise ValueError("no", {int})')),
    Feature("pass", 1.5, lines("pass")),
    Feature("expression that is thrown away", 1.5, lines("np.sum({vector})")),
)
