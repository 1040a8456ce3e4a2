"""Rows of statements that hold others: branches, loops, jumps, and what else has a block."""

from __future__ import annotations

from tests.fuzz.writer import Feature, Unfit, Writer


def _if(g: Writer) -> str:
    g.put(f"if {g.choose('condition')}:")
    with g.block():
        g.statements(1, 3)
    return ""


def _if_else(g: Writer) -> str:
    _if(g)
    g.put("else:")
    with g.block():
        g.statements(1, 2)
    return ""


def _elif(g: Writer) -> str:
    _if(g)
    for _ in range(g.r.randint(1, 2)):
        g.put(f"elif {g.choose('condition')}:")
        with g.block():
            g.statements(1, 2)
    if g.r.random() < 0.5:
        g.put("else:")
        with g.block():
            g.statements(1, 2)
    return ""


def _over(*forms: str, names: str = "int"):
    """A ``for`` over one of some things; ``names`` are the kinds of its targets, in order."""

    def write(g: Writer) -> str:
        targets = [g.new(kind) for kind in names.split()]
        over = g.fill(g.r.choice(forms))
        g.put(f"for {', '.join(targets)} in {over}:")
        with g.block("for", **dict(zip(targets, names.split(), strict=True))):
            g.statements(1, 4)
        return ""

    return write


def _index_after(g: Writer) -> str:
    k = g.new("int")
    g.put(f"for {k} in range({g.r.choice(['2', '3', '1, 4', '3, -1, -1'])}):")
    with g.block("for", **{k: "int"}):
        g.statements(1, 3)
    g.bind(k, "int")
    return ""


def _while(g: Writer) -> str:
    k = g.new("int")
    g.put(f"{k} = 0")
    g.put(g.fill(f"while {k} < {g.r.choice(['2', '3', '{n}'])}:"))
    _counted(g, k)
    return ""


def _while_condition(g: Writer) -> str:
    k = g.new("int")
    g.put(f"{k} = 0")
    g.put(f"while {k} < 3 and {g.choose('number')} > -0.8:")
    _counted(g, k)
    return ""


def _counted(g: Writer, k: str) -> None:
    with g.block("while", **{k: "int"}):
        g.put(f"{k} += 1")
        g.statements(1, 3)
    g.bind(k, "int")


def _while_true(g: Writer) -> str:
    k = g.new("int")
    g.put(f"{k} = 0")
    g.put("while True:")
    with g.block("while", **{k: "int"}):
        g.put(f"{k} += 1")
        g.statements(0, 2)
        g.put(f"if {k} > 2 or {g.choose('condition')}:")
        with g.block():
            g.statements(0, 1)
            g.put("break")
        g.statements(0, 2)
    g.bind(k, "int")
    return ""


def _with_else(loop):
    def write(g: Writer) -> str:
        loop(g)
        g.put("else:")
        with g.block():
            g.statements(1, 2)
        return ""

    return write


def _jump(word: str):
    def write(g: Writer) -> str:
        if not g.scope.loop:
            raise Unfit
        g.put(f"if {g.choose('condition')}:")
        with g.block():
            g.statements(0, 2)
            g.put(word)
        return ""

    return write


def _jump_else(g: Writer) -> str:
    if not g.scope.loop:
        raise Unfit
    g.put(f"if {g.choose('condition')}:")
    with g.block():
        g.statements(1, 2)
    g.put("else:")
    with g.block():
        g.statements(0, 1)
        g.put(g.r.choice(["break", "continue"]))
    return ""


def _return(g: Writer) -> str:
    if not g.scope.conditional:
        g.put(f"if {g.choose('condition')}:")
        with g.block():
            g.statements(0, 2)
            give(g)
        return ""
    if not g.scope.loop:
        raise Unfit
    g.put(f"if {g.choose('condition')}:")
    with g.block():
        give(g)
    return ""


def give(g: Writer) -> None:
    """A ``return`` of what this function returns."""
    forms = {
        "number": "return {number} * np.sum({any})",
        "array": "return {vector} * {number}",
        "part": "return {any}[{slice2}] * 1.0",
        "tuple": "return {number}, {vector} * 1.0",
        "numbers": "return {number}, {number}",
        "dict": 'return {"a": {number}, "b": {vector} * 1.0}',
        "buffer": "return {vec}",
        "num": "return {number}",
        "vec": "return {vector} * 1.0",
        "view": "return a[{slice2}]",
        "argument": "return a",
        "none": "return",
    }
    g.put(g.fill(forms[g.scope.result]))


def _guarded(*heads: str):
    def write(g: Writer) -> str:
        g.put(heads[0])
        with g.block():
            g.statements(1, 2)
        for head in heads[1:]:
            g.put(head)
            with g.block():
                g.put(f"{g.name('num')} = {g.fill('{literal}')}")  # what the body has assigned is half done here
        return ""

    return write


def _tried(g: Writer) -> str:
    """A ``try`` whose body assigns one name, by what may raise; what handles that binds it, too."""
    name = g.new("num")
    division = f"float({g.deeper('number')}) / ({g.name('int')} % 2)"
    error, value = g.r.choice([("ZeroDivisionError", division), ("ValueError", f"math.log({g.deeper('number')})")])
    g.put("try:")
    g.put(f"    {name} = {value}")
    g.put(f"except {g.r.choice([error, f'({error}, KeyError)'])}:")
    g.put(g.fill(f"    {name} = {{number}}"))
    return name


def _caught(g: Writer) -> str:
    name = _tried(g)
    if g.r.random() < 0.5:
        g.put("else:")
        with g.block(**{name: "num"}):
            g.statements(1, 2)
    g.bind(name, "num")
    return ""


def _caught_finally(g: Writer) -> str:
    name = _tried(g)
    g.put("finally:")
    with g.block():
        g.put(f"{g.name('num')} = {g.choose('number')}")
    g.bind(name, "num")
    return ""


def _left_from_two(g: Writer) -> str:
    i, j, done = g.new("int"), g.new("int"), g.new("int")
    g.put(f"{done} = 0")
    g.put(g.fill(f"for {i} in range({{n}}):"))
    with g.block("for", **{i: "int", done: "int"}):
        g.put(f"for {j} in range(3):")
        with g.block("for", **{j: "int"}):
            g.statements(0, 2)
            g.put(f"if {g.choose('condition')}:")
            with g.block():
                g.put(f"{done} = {i} + 1")
                g.put("break")
            g.statements(0, 1)
        g.put(f"if {done}:")
        with g.block():
            g.put(g.r.choice(["break", "continue"]))
        g.statements(0, 1)
    g.bind(done, "int")
    return ""


def _returned_from_two(g: Writer) -> str:
    if g.scope.result in ("none", "view", "argument"):
        raise Unfit
    i, j = g.new("int"), g.new("int")
    g.put(f"for {i} in range(2):")
    with g.block("for", **{i: "int"}):
        g.statements(0, 1)
        g.put(g.r.choice([f"for {j} in range(3):", f"for {j} in range({i} + 1):"]))
        with g.block("for", **{j: "int"}):
            g.statements(0, 2)
            g.put(f"if {i} + {j} > 1 and {g.choose('condition')}:")
            with g.block():
                give(g)
    return ""


def _index_changed(g: Writer) -> str:
    k = g.new("int")
    g.put(f"for {k} in range(3):")
    with g.block("for", **{k: "int"}):
        g.put(f"{k} = {k} * 2 + 1")
        g.statements(1, 2)
    g.bind(k, "int")
    return ""


def _shrinking(g: Writer) -> str:
    s = g.new("num")
    g.put(f"{s} = 1.0 + abs({g.choose('number')})")
    g.put(f"while {s} > 0.6:")
    with g.block("while", **{s: "num"}):
        g.put(f"{s} = min({s} * 0.5, 2.0)")
        g.scope.names.pop(s)
        g.statements(1, 2)
    g.bind(s, "num")
    return ""


def _match_tuple(g: Writer) -> str:
    a, b = g.new("num"), g.new("num")
    g.put(g.fill("match ({int}, {number}):"))
    with g.block():
        for pattern in (f"(0, {a})", f"(1 | 2, {b}) if {b} > 0.1", "_"):
            g.put(f"case {pattern}:")
            with g.block(**{a: "num"} if a in pattern else {b: "num"} if b in pattern else {}):
                g.statements(1, 2)
    return ""


def _match(g: Writer) -> str:
    g.put(f"match {g.name('int')}:")
    with g.block():
        for pattern in ("0", "1 | 2", "_"):
            g.put(f"case {pattern}:")
            with g.block():
                g.statements(1, 2)
    return ""


BLOCKS = (
    Feature("if", 5, _if),
    Feature("if else", 5, _if_else),
    Feature("elif", 6, _elif),
    Feature("for over range", 6, _over("range({n})", "range(3)", "range(2)", "range(4)")),
    Feature("for over range from", 3, _over("range(1, {n})", "range(1, 4)", "range(-1, 2)")),
    Feature("for over range with a step", 3, _over("range(0, 4, 2)", "range({n}, 0, -1)", "range(3, -1, -1)")),
    Feature("for over a range of the length", 2, _over("range(len({any}))", "range({any}.shape[0])")),
    Feature("loop index used after", 2, _index_after),
    Feature("while with a count", 3, _while),
    Feature("while with a condition", 3, _while_condition),
    Feature("while True", 4, _while_true),
    Feature("break", 7, _jump("break"), needs="for over range"),
    Feature("continue", 7, _jump("continue"), needs="for over range with a step"),
    Feature("jump in else", 5, _jump_else, needs="while with a count"),
    Feature("early return", 4, _return),
    Feature("for else", 7, _with_else(_over("range({n})", "range(2)"))),
    Feature("while else", 7, _with_else(_while)),
    Feature("for over an array", 2, _over("{any}", names="num")),
    Feature("for over rows", 2, _over("{mat}", names="val")),
    Feature("for over enumerate", 2, _over("enumerate({any})", names="int num")),
    Feature("for over zip", 2, _over("zip({any}, {any})", names="num num")),
    Feature("for over reversed", 2, _over("reversed(range(3))")),
    Feature("for over a tuple", 2, _over("({number}, {number})", "[{number}, 0.3]", names="num")),
    Feature("for over a list of arrays", 2, _over("[{any}, {any}]", "({any}, {any})", names="val")),
    Feature("for over an array backwards", 2, _over("reversed({any})", "{any}[::-1]", names="num")),
    Feature("for over a part", 2, _over("{any}[1:]", "{any}[::2]", names="num")),
    Feature(
        "for over enumerate from one", 2, _over("enumerate({any}, 1)", "enumerate({any}, start=2)", names="int num")
    ),
    Feature("for over zip with range", 2, _over("zip({any}, range(3))", "zip({any}, range(9))", names="num int")),
    Feature("for over enumerate of rows", 2, _over("enumerate({mat})", names="int val")),
    Feature("for over pairs", 2, _over("[({number}, 1), ({number}, 2)]", names="num int")),
    Feature("for over nothing", 5, _over("range(0)", "()", "range(2, 2)")),
    Feature("for over integers of an array", 2, _over("ids", "ids[::-1]")),
    Feature("loop left from two loops", 3, _left_from_two),
    Feature("return from two loops", 3, _returned_from_two),
    Feature("loop index changed", 1.5, _index_changed),
    Feature("while over a shrinking number", 2, _shrinking),
    Feature("match of a tuple", 3, _match_tuple),
    Feature("np.errstate", 2, _guarded('with np.errstate(all="ignore"):')),
    Feature("try finally", 1.5, _guarded("try:", "finally:")),
    Feature("try except", 2, _caught),
    Feature("try except finally", 1.5, _caught_finally),
    Feature("match", 4, _match),
)
