"""Rows of statements about memory: views of views, strides, masks, repeated indices, aliases through structures."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Unfit, Writer, lines

_SINGLE = "written array of single precision"


def _two_of(kind: str, template: str):
    """With ``@a`` and ``@b`` two different names of a kind."""

    def write(g: Writer) -> str:
        found = [n for n, k in g.scope.names.items() if k == kind]
        if len(found) < 2:
            raise Unfit
        a, b = g.r.sample(found, 2)
        return lines(template.replace("@a", a).replace("@b", b))(g)

    return write


def _of(kind: str, template: str):
    """With ``$`` one name of a kind, the same one at each place."""

    def write(g: Writer) -> str:
        return lines(template.replace("$", g.name(kind)))(g)

    return write


def _maybe_swapped(g: Writer) -> str:
    found = [n for n, k in g.scope.names.items() if k == "vec"]
    if len(found) < 2:
        raise Unfit
    a, b = g.r.sample(found, 2)
    g.put(f"if {g.choose('condition')}:")
    with g.block():
        g.put(f"{a}, {b} = {b}, {a}")
    g.put(g.fill(f"{a}[{{index}}] = {{number}}"))
    return ""


def _time_loop(g: Writer) -> str:
    old, new, k = g.new("vec"), g.new("vec"), g.new("int")
    g.put(g.fill(f"{old}, {new} = {{vector}} * 1.0, np.zeros(4)"))
    g.put(g.fill(f"for {k} in range({{n}}):"))
    with g.block("for", **{k: "int", old: "vec", new: "vec"}):
        g.put(g.fill(f"{new}[1:-1] = {old}[2:] * {{small}} + {old}[:-2]"))
        g.put(g.fill(f"{new}[0] = {old}[-1] * {{number}}"))
        g.statements(0, 1)
        g.put(f"{old}, {new} = {new}, {old}")
    g.bind(old, "vec")
    g.bind(new, "vec")
    return ""


MEMORY = (
    # views
    Feature("view of a view of a view", 2, lines("{new.two} = {vec}[1:][::-1][:2]\n@[{index2}] {=} {number}")),
    Feature("view of a reversed row", 2, lines("{new.vec} = {mat}[1:][{index2}][::-1]\n@[{index}] {=} {number}")),
    Feature("view of a transposed part", 2, lines(
        "{new.two} = {mat}.T[{index}][{slice2}]\n@[{index2}] {op=} {number}"
    )),
    Feature("every other item as a view", 2, lines("{new.two} = {vec}[{strides}]\n@ {op=} {number}")),
    Feature("view with a new axis", 1.5, lines("{new.column} = {vec}[:, None]\n@[{index}, 0] {=} {number}")),
    Feature("diagonal block as a view", 1.5, lines("{new.block} = {mat}[1:3, 1:3]\n@[0] {op=} {pair}")),
    Feature("view before its base is bound anew", 2, _of(
        "vec", "{new.two} = $[1:3]\n$ = $ * {number}\n@[0] = {number}"
    )),
    Feature("view of an array that is written", 2, _of("vec", "{new.two} = $[{slice2}]\n$ *= {number}\n@[1] += $[0]")),
    Feature("view that is read after a write", 2, _of(
        "vec", "{new.two} = $[2:]\n$[3] {=} {number}\n{num} = @[1] * @[0]"
    )),
    Feature("two views that overlap", 2, _of("vec", "{new.v} = $[:3]\n{new.v} = $[1:]\n@[1:] {op=} @[:2] * {small}")),
    # stores that overlap
    Feature("shifted store", 3, _of("vec", "$[1:] = $[:-1]")),
    Feature("shifted update", 2, _of("vec", "$[:-1] {op=} $[1:] * {number}")),
    Feature("store of the reversed", 2, _of("vec", "$[:] = $[::-1]")),
    Feature("update by the reversed", 2, _of("vec", "$ {op=} $[::-1]")),
    Feature("row by the row before", 2, _of("mat", "$[1:] = $[:-1] * {small}")),
    Feature("update by the transposed", 1.5, _of("mat", "$ {op=} $.T")),
    Feature("update by an item of itself", 2, _of("vec", "$ {op=} $[{index}]")),
    Feature("store to strides of either sign", 2, lines("{vec}[{strides}] {=} {pair} * 1.0")),
    Feature("copy between strides", 1.5, lines("{vec}[1::2] = {any}[::-2] * 1.0")),
    # masks and arrays of indices
    Feature("store of what a mask takes", 2, _of("vec", "$[$ > 0.1] = $[$ > 0.1] * {number}")),
    Feature("store an array under a mask", 2, lines("{new.mask} = {mask}\n{vec}[@] {=} {any}[@]")),
    Feature("mask of a part", 1.5, _of("vec", "$[1:][$[1:] < 0.3] {=} {number}")),
    Feature("mask with an operator", 1.5, _of("vec", "$[($ > -0.2) & ($ < 0.7)] {=} {number}")),
    Feature("store at repeated indices", 2, lines("{vec}[{indices}] = {vector} * 1.0")),
    Feature("update at repeated indices", 2, lines("{vec}[{indices}] {op=} {vector}")),
    Feature("update a number at repeated indices", 2, lines("{vec}[{indices}] {op=} {number}")),
    Feature("gather from itself", 2, _of("vec", "$[:] = $[{indices}] * {number}")),
    Feature("store at rows", 1.5, lines("{mat}[{indices}] = {vector} * 1.0")),
    Feature("store at rows and columns", 1.5, lines("{mat}[ids, [0, 1, 2, 3]] {=} {number}")),
    Feature("np.add.at", 1.5, lines("np.add.at({vec}, {indices}, {vector})")),
    # aliases
    Feature("alias in a list", 2, lines("{new.items} = [{vec}, {vec}]\n@[{index2}][{index}] {=} {number}")),
    Feature("alias in a nested tuple", 2, lines(
        "{new.pack} = ({number}, ({vec}, {vec}))\n@[1][0][{index}] {=} {number}"
    )),
    Feature("alias in a dict", 2, lines('{new.pack} = {"a": {vec}, "b": {vec}}\n@["b"][{index}] {=} {number}')),
    Feature("alias in a list in a dict", 1.5, lines('{new.pack} = {"a": [{vec}]}\n@["a"][0] {op=} {number}')),
    Feature("alias by a conditional, written at once", 2, lines(
        "({vec} if {condition} else {vec})[{index}] {=} {number}"
    ), dynamic=True),
    Feature("alias by a conditional view", 2, lines(
        "{new.two} = {vec}[:2] if {condition} else {vec}[2:]\n@ {op=} {number}"
    ), dynamic=True),
    Feature("alias in one branch", 2, _two_of(
        "vec", "if {condition}:\n    @a = @b\n@a[{index}] {=} {number}"
    ), dynamic=True),
    Feature("alias or copy", 2, _two_of(
        "vec", "if {condition}:\n    @a = @b\nelse:\n    @a = @b * 1.0\n@a[0] {=} {number}"
    ), dynamic=True),
    Feature("swap in a branch", 2, _maybe_swapped, dynamic=True),
    Feature("swap in a time loop", 2, _time_loop, dynamic=True),
    Feature("three names in a ring", 1.5, _two_of(
        "vec", "@a, @b, {new.vec} = @b, @a, @a\n@a[{index}] {=} {number}"
    ), dynamic=True),
    # single precision
    Feature("store to single precision", 2, lines("{vec32}[{index}] {=} {number}"), needs=_SINGLE),
    Feature("update of single precision", 2, lines("{vec32} {op=} {vector}"), needs=_SINGLE),
    Feature("view of single precision", 2, lines("{new.v} = {vec32}[{slice2}]\n@ {op=} {number}"), needs=_SINGLE),
    # whole arrays
    Feature("stores by a comprehension's items", 1.5, lines("for {new.int} in range(4):\n    {vec}[@] {=} {number}")),
    Feature("size-one axis stretched", 2, lines("{new.mat} = {any}[:, None] * {vector}[None, :]")),
    Feature("item of one stretched", 2, lines("{vec}[:] = {any}[{digit}:][:1] * {number}")),
    Feature("empty part", 1.5, lines("{new.v} = {any}[4:]\n{num} = {number} + np.sum(@) + len(@)")),
    Feature("empty part written", 1.5, lines("{vec}[2:2] {=} {number}\n{vec}[4:] *= {number}")),
)  # fmt: skip
