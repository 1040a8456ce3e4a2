"""Rows of statements about structures: lists and dicts that change, tuples, named tuples, objects."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Writer, lines


def _list_of_a_loop(g: Writer) -> str:
    items, k = g.new("items"), g.new("int")
    g.put(f"{items} = []")
    g.put(g.fill(f"for {k} in range({g.r.choice(['1', '2', '3', '{n}', 'len({any})'])}):"))
    with g.block("for", **{k: "int"}):
        g.statements(0, 1)
        g.put(g.fill(f"{items}.append({{number}})"))
    uses = ["sum(@)", "np.sum(np.array(@))", "len(@) * 0.1", "sum([z * z for z in @])"]
    g.put(f"{g.name('num')} = {g.r.choice(uses).replace('@', items)}")
    return ""


def _list_of_a_while(g: Writer) -> str:
    items, k = g.new("items"), g.new("int")
    g.put(g.fill(f"{items}, {k} = [{{number}}], 0"))
    g.put(f"while {items}[-1] < 0.8 and {k} < 3:")
    with g.block("while", **{k: "int"}):
        g.put(f"{k} += 1")
        g.put(g.fill(f"{items}.append({items}[-1] * 0.5 + abs({{number}}))"))
    g.put(f"{g.name('num')} = {items}[-1] + {g.r.choice([f'{items}[0]', f'len({items})', f'sum({items})'])}")
    g.bind(k, "int")
    return ""


def _grown_by_its_loop(g: Writer) -> str:
    items, z = g.new("items"), g.new("num")
    g.put(g.fill(f"{items} = [{{number}}, {{number}}]"))
    g.put(f"for {z} in {items}:")
    with g.block("for", **{z: "num"}):
        g.put(f"if len({items}) < 4:")
        with g.block():
            g.put(g.fill(f"{items}.append({z} * {{number}})"))
        g.statements(0, 1)
    g.put(f"{g.name('num')} = sum({items})")
    return ""


def _changed_by_its_loop(g: Writer) -> str:
    items, k, z = g.new("items"), g.new("int"), g.new("num")
    g.put(g.fill(f"{items} = [{{number}}, {{number}}, {{number}}]"))
    g.put(f"for {k}, {z} in enumerate({items}):")
    with g.block("for", **{k: "int", z: "num"}):
        g.put(g.fill(f"{items}[({k} + 1) % 3] {{=}} {z} * {{small}}"))
    g.put(f"{g.name('num')} = {items}[0] * {items}[2]")
    return ""


def _dict_in_a_loop(g: Writer) -> str:
    pack, k = g.new("pack"), g.new("int")
    g.put(g.fill(pack + ' = {"a": {number}, "b": {number}}'))
    g.put(g.fill(f"for {k} in range({{n}}):"))
    with g.block("for", **{k: "int"}):
        g.put(g.fill(f'{pack}["a"], {pack}["b"] = {pack}["b"] * {{small}}, {pack}["a"] + {{number}}'))
        g.statements(0, 1)
    g.put(f'{g.name("num")} = {pack}["a"] * {pack}["b"]')
    return ""


STRUCTURES = (
    # lists
    Feature("list that grows", 2, lines("{new.items} = []\n@.append({number})\n{num} = @[0] + len(@)")),
    Feature("list of a loop", 2, _list_of_a_loop),
    Feature("list of a while", 2, _list_of_a_while),
    Feature("list grown by the loop over it", 2, _grown_by_its_loop),
    Feature("list changed by the loop over it", 2, _changed_by_its_loop),
    Feature("item of a list stored", 2, lines(
        "{new.items} = [{number}, {number}]\n@[1] {=} {number}\n{num} = @[0] * @[1]"
    )),
    Feature("list popped", 2, lines("{new.items} = [{number}, {number}]\n{num} = @.pop()\n{num} = @[0] + len(@)")),
    Feature("list with two names", 2, lines(
        "{new.items} = [{number}]\n{new.more} = @\n@.append({number})\n{num} = @[-1]"
    )),
    Feature("list grown in a branch", 2, lines(
        "{new.items} = [{number}]\nif {condition}:\n    @.append({number})\n{num} = @[-1]"
    )),
    Feature("list extended", 2, lines(
        "{new.items} = [{number}]\n@ += [{number}, {number}]\n@.extend([{num}])\n{num} = sum(@)"
    )),
    Feature("list sliced", 2, lines("{new.items} = [{number}, {number}, {number}]\n{num} = sum(@[1:]) * @[::-1][0]")),
    Feature("nested list", 2, lines(
        "{new.items} = [[{number}, {number}], [{number}]]\n@[0][1] {=} {number}\n{num} = sum(@[0])"
    )),
    Feature("array of a list", 2, lines("{new.items} = [{number}, {number}]\n{new.two} = np.array(@) * {number}")),
    Feature("array written in a list", 2, lines("{new.items} = [{vec}, {any}]\n@[0][{index}] = {number}")),
    Feature("array of a comprehension", 2, lines("{new.val} = np.array([{number} * z for z in range(4)])")),
    Feature("array of a comprehension of items", 2, lines("{new.vec} = np.array([z * {num} for z in {any}])")),
    Feature("comprehension with a condition", 2, lines(
        "{new.items} = [z * z for z in {any} if z > 0.1]\n{num} = sum(@) + len(@)"
    )),
    Feature("comprehension over zip", 2, lines("{num} = sum([y * z for y, z in zip({any}, {any})])")),
    Feature("generator with a condition", 1.5, lines("{num} = sum(z * {num} for z in {any} if z < 0.5)")),
    Feature("max of a generator", 1.5, lines("{num} = max(z * 0.5 for z in {any})")),
    # tuples
    Feature("tuple of parts", 2, lines("{new.pack} = ({number}, {any})\n{num} = @[0] * @[1][{index}]")),
    Feature("tuple unpacked with a star", 2, lines(
        "{new.pack} = ({number}, {number}, {number})\n{num}, *{new.more} = @\n{num} = @[-1]"
    )),
    Feature("starred items in the middle", 2, lines(
        "{num}, *{new.more}, {num} = {number}, {number}, {number}, {number}\n{num} = sum(@)"
    )),
    Feature("tuple made of a tuple", 2, lines(
        "{new.pack} = ({number}, {number})\n{new.more} = (*@, {number})\n{num} = @[0] * len(@)"
    )),
    Feature("tuples joined", 1.5, lines("{new.pack} = ({number},) + ({number}, 0.5)\n{num} = @[0] - @[1] * @[2]")),
    Feature("nested targets", 2, lines("({num}, {new.val}), {num} = ({number}, {vector} * 1.0), {number}")),
    Feature("items of an array unpacked", 1.5, lines("{new.num}, *{new.more} = {pair}")),
    Feature("named tuple", 2, lines("{new.pack} = Pair({number}, {any})\n{num} = @.left * @.right[{index}]")),
    Feature("named tuple replaced", 1.5, lines(
        "{new.pack} = Pair({number}, {any})\n{num} = @._replace(left={number}).left * @[0]"
    )),
    # dicts
    Feature("dict of parts", 2, lines('{new.pack} = {"a": {number}, "b": {any}}\n{num} = @["a"] * @["b"][{index}]')),
    Feature("item of a dict stored", 2, lines(
        '{new.pack} = {"a": {number}}\n@["b"] = {number}\n{num} = @["a"] * @["b"]'
    )),
    Feature("item of a dict updated", 2, lines('{new.pack} = {"a": {number}}\n@["a"] {op=} {number}\n{num} = @["a"]')),
    Feature("dict with two names", 2, lines(
        '{new.pack} = {"a": {number}}\n{new.more} = @\n@["a"] *= {number}\n{num} = @["a"]'
    )),
    Feature("dict changed in a loop", 2, _dict_in_a_loop),
    Feature("dict changed in a branch", 2, lines(
        '{new.pack} = {"a": {number}}\nif {condition}:\n    @["a"] = {number}\n{num} = @["a"]'
    )),
    Feature("loop over a dict", 2, lines(
        '{new.pack} = {"a": {number}, "b": {number}}\nfor _, {new.num} in @.items():\n    {num} += {number}'
    )),
    Feature("dict asked for what it lacks", 1.5, lines(
        '{new.pack} = {"a": {number}}\n{num} = @.get("b", {number}) + @.get("a", 0.5)'
    )),
    Feature("dict comprehension", 1.5, lines('{new.pack} = {k: {number} for k in "ab"}\n{num} = @["a"] * @["b"]')),
    Feature("dict updated and popped", 1.5, lines(
        '{new.pack} = {"a": {number}}\n@.update(b={number})\n{num} = @.pop("b") * @["a"]'
    )),
    # objects
    Feature("object", 2, lines("{new.body} = Body({number}, {vec})\n{num} = @.mass * @.place[{index}]")),
    Feature("method", 2, lines("{new.body} = Body({number}, {any})\n{num} = @.energy({number})")),
    Feature("method that writes", 2, lines(
        "{new.body} = Body({number}, {vec})\n@.push({number})\n{num} = @.energy({number})"
    )),
    Feature("field stored", 2, lines("{new.body} = Body({number}, {any})\n@.mass {=} {number}\n{num} = @.mass")),
    Feature("array of an object written", 2, lines("{new.body} = Body(0.5, {vec})\n@.place[{index}] {=} {number}")),
)  # fmt: skip
