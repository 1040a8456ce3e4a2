"""Rows of statements about what is collected while the program runs: keys, queues, sorted things, iterators, rows."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Writer, lines


def _one_of(*templates: str):
    """Statements by one of some templates."""
    return lambda g: lines(g.r.choice(templates))(g)


def _filled(g: Writer) -> str:
    """A dict whose keys the loop computes, and what is asked of it."""
    table, k = g.new("table"), g.new("int")
    g.put(f"{table} = {g.r.choice(['{}', 'defaultdict(float)'])}")
    g.put(g.fill(f"for {k} in range({g.r.choice(['3', '4', '{n}'])}):"))
    with g.block("for", **{k: "int"}):
        key = g.r.choice([f"{k} % 2", f"{k} * {k}", f"({k}, {k} % 2)"])
        g.put(g.fill(g.r.choice([
            f"{table}[{key}] = {table}.get({key}, 0.1) * {{number}} + {{number}}",
            f"if {key} not in {table}:\n{'    ' * (g.scope.depth + 1)}{table}[{key}] = {{number}}",
            f"{table}[{key}] = {{number}}",
        ])))  # fmt: skip
        g.statements(0, 1)
    uses = ["np.tanh(sum(@.values()))", "len(@) * {number}", "np.tanh(sum([z * z for z in @.values()])) + len(@)"]
    g.put(g.fill(f"{{num}} = {g.r.choice(uses).replace('@', table)}"))
    return ""


def _recent(g: Writer) -> str:
    recent, z = g.new("recent"), g.new("num")
    g.put(g.fill(f"{recent} = {g.r.choice(['deque(maxlen=2)', 'deque([{number}])', 'deque([{num}], maxlen=3)'])}"))
    g.put(g.fill(f"for {z} in {{any}}:"))
    with g.block("for", **{z: "num"}):
        g.put(g.fill(f"{recent}.append(np.tanh({z} * {{number}}))"))
        uses = [f"np.tanh(sum({recent}))", f"{recent}[-1] * 0.5", f"{recent}[0] / len({recent})"]
        g.put(f"{g.name('num')} = {g.r.choice(uses)}")
        g.statements(0, 1)
    return ""


def _rows(g: Writer) -> str:
    """Arrays of which only the run knows how many there are."""
    rows, k = g.new("rows"), g.new("int")
    g.put(g.fill(f"{rows} = [{{vector}} * 1.0]"))
    g.put(g.fill(f"for {k} in range({g.r.choice(['2', '3', '{n}'])}):"))
    with g.block("for", **{k: "int"}):
        g.put(g.fill(g.r.choice([
            f"{rows}.append({{vector}} * {{number}})",
            f"{rows}.append(np.tanh({rows}[-1] * {{number}} + {{vector}}))",
        ])))  # fmt: skip
        g.statements(0, 1)
    g.put(g.fill(g.r.choice([
        f"{{num}} = np.tanh(sum([np.sum(row) for row in {rows}]))",
        f"{{num}} = np.tanh(np.sum(np.stack({rows}) ** 2))",
        f"{rows}[-1][{{index}}] {{=}} {{number}}\n{'    ' * g.scope.depth}{{num}} = np.tanh({rows}[-1] @ {rows}[0])",
        f"{{num}} = {rows}.pop()[{{index}}] / (1 + len({rows}))",
    ])))  # fmt: skip
    return ""


def _table(g: Writer) -> str:
    table, i, j = g.new("table"), g.new("int"), g.new("int")
    g.put(g.fill(f"{table} = [[{{number}}] * 3 for _ in range({g.r.choice(['2', '3'])})]"))
    g.put(f"for {i} in range(len({table})):")
    with g.block("for", **{i: "int"}):
        g.put(f"for {j} in range(1, 3):")
        with g.block("for", **{j: "int"}):
            g.put(g.fill(f"{table}[{i}][{j}] {{=}} {table}[{i} - 1][{j} - 1] * {{small}} + {{number}}"))
    uses = [f"{table}[1][2]", f"np.tanh(sum({table}[-1]))", f"np.tanh(np.sum(np.array({table})))"]
    g.put(f"{g.name('num')} = {g.r.choice(uses)}")
    return ""


def _gone_on_with(g: Writer) -> str:
    """An iterator under a name, of which a loop takes the rest."""
    kept, z, first = g.new("kept"), g.new("num"), g.new("num")
    forms = [
        "iter({any})",
        "(z * {num} for z in {any})",
        "map(lambda z: z * {num}, {any})",
        "iter([{number}, {number}])",
    ]
    g.put(g.fill(f"{kept} = {g.r.choice(forms)}"))
    g.put(f"{first} = next({kept})")
    g.bind(first, "num")
    g.put(f"for {z} in {kept}:")
    with g.block("for", **{z: "num"}):
        g.statements(1, 2)
    return ""


def _over(*forms: str, names: str):
    def write(g: Writer) -> str:
        targets = [g.new(kind) for kind in names.split()]
        g.put(f"for {', '.join(targets)} in {g.fill(g.r.choice(forms))}:")
        with g.block("for", **dict(zip(targets, names.split(), strict=True))):
            g.statements(1, 2)
        return ""

    return write


COLLECTED = (
    # keys that the run computes
    Feature("dict filled by a loop", 2, _filled),
    Feature("dict by a comprehension over items", 2, _one_of(
        "{new.table} = {k * k: z * {num} for k, z in enumerate({any})}\n{num} = @[4] - @.get(7, {number})",
        "{new.table} = {k: z for k, z in enumerate({any})}\n@[{index} % 4] {=} {number}\n{num} = sum(@.values())",
    )),
    Feature("dict that loses keys", 1.5, _one_of(
        "{new.table} = {k: z for k, z in enumerate({any})}\n{num} = @.pop(2) * @.pop(9, {number})\n"
        "{num} = len(@) * {num}",
        "{new.table} = {k: z for k, z in enumerate({any})}\nif {int} in @:\n    del @[{digit}]\n"
        "{num} = sum(@.values())",
    )),
    Feature("items of such a dict", 1.5, lines(
        "{new.table} = {(k, k % 2): z * {num} for k, z in enumerate({any})}\n"
        "{num} = sum([z * i + j for (i, j), z in @.items()])"
    )),
    Feature("dict of two names, chosen", 1.5, lines(
        '{new.table}, {new.more} = {"a": {number}}, {"a": {number}}\n'
        '{new.pack} = @ if {condition} else {"a": {number}}\n{num} = @["a"]'
    )),
    # queues, sets
    Feature("deque", 2, _recent),
    Feature("deque of both ends", 2, lines(
        "{new.recent} = deque([{number}, {number}])\n@.appendleft({number})\n{num} = @.popleft() * @.pop() + @[0]"
    )),
    Feature("set", 1.5, _one_of(
        "{num} = {number} * len({0, 2, 2})",
        "if {digit} in {1, 3}:\n    {num} = {number}",
        "for {new.int} in sorted({3, 1}):\n    {num} = {number}",
    )),
    # sorting
    Feature("sorted", 2, _one_of(
        "{num}, _, {num} = sorted([{number}, {number}, {number}])",
        "{new.items} = sorted(({number}, {number}, {num}), reverse=True)\n{num} = @[0] - @[2] * 0.5",
        "{new.items} = [{number}, {number}]\n@.sort()\n{num} = @[0] * 0.3 + @[1]",
    )),
    Feature("sorted by a key", 2, _one_of(
        "{new.items} = sorted([({number}, {number}), ({number}, {number})], key=lambda q: q[1])\n"
        "{num} = @[0][0] + @[1][1]",
        "{num} = min([{number}, {number}, {num}], key=lambda z: abs(z - 0.3))",
        "{num} = max(({number}, {number}), key=abs)",
        "{new.items} = [({number}, 2), ({number}, 1)]\n@.sort(key=lambda q: -q[0])\n{num} = @[0][0] * @[0][1]",
    )),
    Feature("array sorted", 1.5, _one_of(
        "{new.val} = np.sort({any} + WEIGHTS * 0.01)",
        "{new.val} = {any}[np.argsort({any})]",
        "{num} = {any}[np.argmax({any})] * {number}",
    )),
    # iterators
    Feature("iterator gone on with", 2, _gone_on_with),
    Feature("first that fits", 2, _one_of(
        "{num} = next((z for z in {any} if z > 0.5), {number})", "{num} = next(z * z for z in {any} if z * 0.0 == 0.0)"
    )),
    Feature("itertools", 2, _over(
        "itertools.pairwise([{number}, {number}, {num}])",
        "itertools.product(({number}, 0.3), [{num}])",
        "zip({any}, itertools.repeat({number}))",
        "itertools.combinations([{number}, {num}, 0.3], 2)", names="num num",
    )),
    Feature("itertools of one", 2, _over(
        "itertools.chain([{number}], ({number},))", "itertools.islice({any}, 2)",
        "itertools.accumulate([{number}, {number}])",
        "map(lambda z: z * 0.5, {any})", names="num",
    )),
    # lists whose lengths the run knows
    Feature("list of arrays", 2, _rows),
    Feature("list of lists", 2, _table),
)  # fmt: skip
