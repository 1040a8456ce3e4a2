"""Rows of expressions: numbers, arrays of four and of two, matrices, conditions.

Everything stays of moderate size: quotients have denominators of at least one, and what
could grow is squeezed.
"""

from __future__ import annotations

from tests.fuzz.writer import Feature, Writer, literal, text


def _helper(result: str):
    """A call of a helper that gives this kind, an earlier one or a new one."""

    def write(g: Writer) -> str:
        from tests.fuzz.calls import call

        return call(g, result)

    return write


def _listed(g: Writer) -> str:
    """Some numbers of a list or tuple."""
    n = g.r.randint(2, 3)
    return ", ".join(g.deeper("number") for _ in range(n))


def _sum_of_list(g: Writer) -> str:
    return f"sum([{_listed(g)}])"


def _builtin_extreme(g: Writer) -> str:
    return f"{g.r.choice(['max', 'min'])}({_listed(g)})"


def _structure(kind: str, *forms: str):
    def write(g: Writer) -> str:
        return g.r.choice(forms).replace("@", g.name(kind))

    return write


def _guarded(kind: tuple[str, ...], *forms: str):
    """What is computed where it is not used: infinite there, or not a number."""

    def write(g: Writer) -> str:
        return g.r.choice(forms).replace("@", g.name(*kind))

    return write


def _chosen_forms(choice: str) -> list[str]:
    """What ``np.where`` gives of numbers is an array without axes; it is made a number at once."""
    return [f"float({choice})", f"{choice} * GAIN", f"(0.1 - {choice})"]


def _chosen(choice: str):
    def write(g: Writer) -> str:
        return g.fill(g.r.choice(_chosen_forms(choice)))

    return write


def _function(g: Writer) -> str:
    f = g.r.choice(["np.sin", "np.cos", "np.tanh", "np.arctan", "np.sin"])
    return f"{f}({g.deeper('number')})"


def _vector_function(g: Writer) -> str:
    f = g.r.choice(["np.sin", "np.cos", "np.tanh", "np.arctan"])
    return f"{f}({g.deeper('vector')})"


def _math(g: Writer) -> str:
    f = g.r.choice(["math.sin({})", "math.cos({})", "math.atan({})", "math.sqrt(1.0 + ({}) ** 2)", "math.tanh({})"])
    return f.format(g.deeper("number"))


NUMBERS = (
    Feature("name of a number", 6, text("{num}"), leaf=True, base=True),
    Feature("literal", 3, literal, leaf=True, base=True),
    Feature("item", 6, text("{any}[{index}]"), leaf=True, base=True),
    Feature("item of two", 3, text("{two}[{index2}]"), leaf=True),
    Feature("item of a matrix", 3, text("{mat}[{index}, {index}]"), leaf=True),
    Feature("item of a row", 1.5, text("{mat}[{index}][{index}]"), leaf=True),
    Feature("sum and difference", 4, text("({number} {op} {number})")),
    Feature("product, squeezed", 4, text("np.tanh({number} * {number})")),
    Feature("quotient", 2, text("{number} / (1.5 + ({number}) ** 2)")),
    Feature("floating quotient of names", 1, text("{num} / (2.0 + abs({num}))"), leaf=True),
    Feature("power", 2, text("({num} ** 2 - {num} ** 3 * 0.1)"), leaf=True),
    Feature("power with a variable exponent", 1.5, text("(1.2 + {num} ** 2) ** np.tanh({num})"), leaf=True),
    Feature("function of a number", 4, _function),
    Feature("function of math", 2, _math),
    Feature("absolute value", 1.5, text("abs({number})")),
    Feature("square root", 1.5, text("np.sqrt(1.0 + ({number}) ** 2)")),
    Feature("exponential", 1.5, text("np.exp(-abs({number}))")),
    Feature("logarithm", 1.5, text("np.log1p(({number}) ** 2)")),
    Feature("negative", 2, text("-({number})")),
    Feature("conditional expression", 3, text("({number} if {condition} else {number})")),
    Feature("maximum and minimum", 2, text("np.maximum({number}, np.minimum({number}, 0.9))")),
    Feature("builtin max and min", 2, _builtin_extreme),
    Feature("sum of an array", 3, text("np.sum({vector})")),
    Feature("mean of an array", 2, text("np.mean({vector})")),
    Feature("sum of a matrix", 3, text("np.sum({matrix})")),
    Feature("sum of a slice", 2, text("np.sum({any}[{slice3}])")),
    Feature("sum by the method", 1.5, text("{any}.sum()"), leaf=True),
    Feature("mean by the method", 1, text("{mat}.mean()"), leaf=True),
    Feature("scalar product", 2, text("(({vector}) @ ({vector}))")),
    Feature("np.dot", 1.5, text("np.dot({any}, {vector})")),
    Feature("integer in arithmetic", 2, text("({number} + 0.1 * {int})")),
    Feature("integer division and remainder", 1.5, text("({number} + 0.1 * ({int} // 2) - {int} % 2)")),
    Feature("length", 1, text("{number} / len({any})")),
    Feature("shape", 1, text("{number} / {any}.shape[0]")),
    Feature("size", 1, text("{number} * 0.1 * {mat}.size")),
    Feature("helper of numbers", 3, _helper("num")),
    Feature("captured number", 1.5, text("({number} * GAIN)")),
    Feature("captured array", 1.5, text("WEIGHTS[{index}]"), leaf=True),
    Feature("captured dictionary", 1, text('SETTINGS["rate"]'), leaf=True),
    Feature(
        "item of a dict parameter",
        4,
        _structure("dict", '@["gain"]', '@["w"][1]', '@["w"][-1]'),
        leaf=True,
        needs="dict parameter",
    ),
    Feature(
        "item of a tuple parameter",
        4,
        _structure("tuple", "@[0]", "@[1][2]", "@[-1][0]"),
        leaf=True,
        needs="tuple parameter",
    ),
    Feature("item at an integer array", 2, text("{any}[ids[{index}]]"), leaf=True),
    Feature("float()", 1.5, text("float({number})")),
    Feature("sum of a list", 2, _sum_of_list),
    Feature("sum of a comprehension", 2, text("sum([z * 0.5 for z in {any}])")),
    Feature("sum of a generator", 2, text("sum(z * 0.5 for z in {any})")),
    Feature("np.where of numbers", 2, _chosen("np.where({number} > 0.1, {number}, {number})")),
    Feature("np.where of numbers, kept", 1, text("np.where({number} > 0.1, {number}, {number})"), refused=True),
    Feature("walrus", 2, text("((q := {number}) * q)")),
    Feature("lambda called at once", 2, text("(lambda z: z * z + {num})({num})")),
    Feature("np.prod", 1, text("np.prod(np.tanh({any}))")),
    Feature("np.max", 1, text("np.max({any})")),
    Feature("norm", 1, text("np.sqrt(np.sum({any} ** 2) + 0.1)"), leaf=True),
    Feature(
        "np.where of numbers with an inactive infinity",
        2,
        _guarded(
            ("num",),
            *_chosen_forms("np.where(@ > 0.1, np.log(@), @ * 0.5)"),
            *_chosen_forms("np.where(@ < 0.01, -@, np.sqrt(@))"),
        ),
        leaf=True,
    ),
    Feature("remainder", 1.5, text("({number} % 0.7)")),
    Feature("floor division", 1.5, text("({number} // 0.6 + {number})")),
    Feature("divmod", 1.5, text("sum(divmod({number}, 0.6))")),
    Feature("round", 1.5, text("(round(float({number}), 1) + {number})")),
    Feature("int()", 1.5, text("(int({number} * 3.0) * 0.1)")),
    Feature("pow()", 1.5, text("pow(1.2 + abs({number}), 0.5)")),
    Feature("truth in arithmetic", 2, text("({num} > 0.2) * {number}")),
    Feature("value of or", 2, text("({number} or {number})")),
    Feature("value of and", 2, text("({number} and {number})")),
    Feature("isinstance", 1.5, text("({number} if isinstance({num}, float) else 0.5)")),
    Feature("sum with a start", 1.5, text("sum(({number}, {number}), {num})")),
    Feature("max of an array's items", 1.5, text("max({any})"), leaf=True),
    Feature("true division of integers", 1.5, text("{number} * ({int} / 3)")),
    Feature("power of integers", 1.5, text("({number} + 0.1 * 2 ** {int})")),
    Feature("item of a view", 2, text("{any}[1:][{index2}]"), leaf=True),
    Feature("item of a reversed view", 2, text("{any}[{reversed}][{index}]"), leaf=True),
    Feature("item of a transposed", 1.5, text("{mat}.T[{index}, {index}]"), leaf=True),
    Feature("item at a computed index", 2, text("{any}[int(abs({num})) % 4]"), leaf=True),
    Feature("sum under a mask", 2, text("np.sum({any}[{mask}])"), leaf=True),
    Feature("hypotenuse", 1, text("math.hypot({number}, 1.1)")),
    Feature("math.pow", 1, text("math.pow(1.1 + abs({number}), 1.5)")),
    Feature("two walruses", 1.5, text("((q := {number}) + (q := q * {number}))")),
    Feature("NumPy's number", 1.5, text("np.float64({number})")),
    Feature(
        "item of a list parameter",
        4,
        _structure("list", "@[0]", "@[-1] * @[1]", "sum(@)"),
        leaf=True,
        needs="list parameter",
    ),
    Feature(
        "field of a named tuple parameter",
        4,
        _structure("point", "@.left", "@.right[2]", "@[0]"),
        leaf=True,
        needs="named tuple parameter",
    ),
    Feature(
        "number of an empty array",
        3,
        _structure("zero", "np.sum(@)", "len(@)", "@.size", "np.sum(@ * 2.0)"),
        leaf=True,
        needs="empty array",
    ),
    Feature(
        "number of an array of one",
        3,
        _structure("one", "@[0]", "np.sum(@)", "@[-1] ** 2"),
        leaf=True,
        needs="array of one",
    ),
    Feature("double sum", 1, text("np.sum(np.sum({mat}, axis=1) ** 2)")),
)

VECTORS = (
    Feature("name of an array", 5, text("{any}"), leaf=True, base=True),
    Feature("array times number", 3, text("({vector} * {number})")),
    Feature("array and array", 4, text("({vector} {op} {vector})")),
    Feature("number minus array", 2, text("({number} - {vector})")),
    Feature("quotient of arrays", 2, text("{vector} / (1.5 + ({vector}) ** 2)")),
    Feature("product of arrays, squeezed", 3, text("np.tanh({vector} * {vector})")),
    Feature("function of an array", 4, _vector_function),
    Feature("negative array", 1.5, text("-({vector})")),
    Feature("array plus zero", 1, text("({vector} + 0.0)")),
    Feature("reversed array", 2, text("{any}[::-1]"), leaf=True),
    Feature("strides of two", 1.5, text("np.sum({mat}[::2], axis=0)"), leaf=True),
    Feature("np.where", 3, text("np.where({mask}, {vector}, {number})")),
    Feature("np.where of a condition", 1.5, text("np.where({number} > 0.1, {vector}, {vector})")),
    Feature("np.maximum of arrays", 1.5, text("np.maximum({vector}, {number})")),
    Feature("absolute values", 1, text("np.abs({vector})")),
    Feature("power of an array", 1.5, text("{any} ** 2"), leaf=True),
    Feature("row", 2, text("{mat}[{index}]"), leaf=True),
    Feature("column", 2, text("{mat}[:, {index}]"), leaf=True),
    Feature("matrix times array", 2, text("({mat} @ {any})"), leaf=True),
    Feature("array times matrix", 2, text("({any} @ {mat})"), leaf=True),
    Feature("sum along an axis", 2, text("np.sum({matrix}, axis=0)")),
    Feature("mean along an axis", 1.5, text("{mat}.mean(axis=1)"), leaf=True),
    Feature("gather", 2, text("{any}[ids]"), leaf=True),
    Feature("gather by a list", 1.5, text("{any}[[0, 2, 2, 1]]"), leaf=True),
    Feature("array of numbers", 2, text("np.array([{number}, {number}, {number}, {number}])")),
    Feature("broadcast of one", 1.5, text("({vector} + {any}[1:2])")),
    Feature("zeros_like", 1, text("np.zeros_like({any})"), leaf=True),
    Feature("helper of arrays", 3, _helper("vec")),
    Feature("copy", 1.5, text("{any}.copy()"), leaf=True),
    Feature("captured weights", 1.5, text("WEIGHTS * {vector}")),
    Feature("array of a dict parameter", 3, _structure("dict", '@["w"]'), leaf=True, needs="dict parameter"),
    Feature("array of a tuple parameter", 3, _structure("tuple", "@[1]"), leaf=True, needs="tuple parameter"),
    Feature("flattened part of a matrix", 1, text("{mat}[:2, :2].ravel()"), leaf=True),
    Feature("reshaped there and back", 1, text("{any}.reshape(2, 2).T.reshape(4)"), leaf=True),
    Feature("conditional array", 1.5, text("({vector} * 1.0 if {condition} else {vector} * 0.5)")),
    Feature(
        "np.where with an inactive infinity",
        3,
        _guarded(
            ("vec", "val"),
            "np.where(@ > 0.1, np.log(@), @ * 0.5)",
            "np.where(@ > 0.0, np.sqrt(@), -@)",
            "np.where(@ < 0.2, @, np.log(@))",
        ),
        leaf=True,
    ),
    Feature("mask in arithmetic", 2, text("({mask}) * {vector}")),
    Feature("mask as numbers", 1.5, text("({mask}).astype(float)"), leaf=True),
    Feature("gather at computed indices", 1.5, text("{any}[(ids + {int}) % 4]"), leaf=True),
    Feature("gather at repeated indices", 2, text("{any}[{indices}]"), leaf=True),
    Feature("integers as an array", 1.5, text("(np.arange(4) * {number})")),
    Feature("row of a gathered matrix", 1.5, text("{mat}[{indices}][{index}]"), leaf=True),
    Feature("items of rows and columns", 1.5, text("{mat}[ids, [0, 1, 2, 3]]"), leaf=True),
    Feature("view of a view, read", 2, text("{any}[::-1][{reversed}]"), leaf=True),
    Feature(
        "stretched array of one",
        3,
        _structure("one", "(@ * WEIGHTS)", "(@ + x)", "np.sin(@) - x"),
        leaf=True,
        needs="array of one",
    ),
    Feature(
        "column of a matrix of one column",
        3,
        _structure("col", "(@[:, 0] * x)", "np.sum(@ * x, axis=1)", "(@ + x)[2]", "@.ravel() - 0.5"),
        leaf=True,
        needs="matrix of one column",
    ),
    Feature(
        "sum along an empty axis",
        3,
        _structure("zero2", "(np.sum(@, axis=0) + x)", "x * len(@)"),
        leaf=True,
        needs="matrix without rows",
    ),
    Feature(
        "array of a named tuple parameter",
        3,
        _structure("point", "@.right", "(@.left * @[1])"),
        leaf=True,
        needs="named tuple parameter",
    ),
    Feature(
        "array under a boolean parameter",
        3,
        _structure("bools", "np.where(@, x, 0.5)", "x * @"),
        leaf=True,
        needs="boolean array",
    ),
    Feature("concatenate", 1, text("np.concatenate([{pair}, {pair}])")),
    Feature("stack", 1, text("np.stack([{number}, {number}, {number}, {number}])")),
    Feature("cumulative sum", 1, text("np.cumsum({vector})")),
    Feature("clip", 1, text("np.clip({vector}, -0.5, 0.8)")),
    Feature("comprehension", 2, text("np.array([z * z for z in {any}])")),
    Feature("roll", 1, text("np.roll({vector}, 1)")),
    Feature("outer product", 1, text("np.outer({any}, {any})[{index}]"), leaf=True),
)

PAIRS = (
    Feature("name of a pair", 4, text("{two}"), leaf=True),
    Feature("part of an array", 5, text("{any}[{slice2}]"), leaf=True, base=True),
    Feature("every other item", 2, text("{any}[::2]"), leaf=True),
    Feature("every other item, backwards", 1, text("{any}[::-2]"), leaf=True),
    Feature("part of a column", 1.5, text("{mat}[{slice2}, {index}]"), leaf=True),
    Feature("pair times number", 3, text("({pair} * {number})")),
    Feature("pair and pair", 3, text("({pair} {op} {pair})")),
    Feature("difference of neighbours", 2, text("({any}[1:] - {any}[:-1])[:2]"), leaf=True),
    Feature("function of a pair", 2, text("np.sin({pair})")),
)

MATRICES = (
    Feature("name of a matrix", 5, text("{mat}"), leaf=True, base=True),
    Feature("transposed", 2, text("{mat}.T"), leaf=True),
    Feature("outer", 2, text("np.outer({vector}, {vector})")),
    Feature("matrix product", 2, text("({mat} @ {mat})"), leaf=True),
    Feature("matrix plus row", 2, text("({mat} + {vector})")),
    Feature("matrix plus column", 2, text("({mat} * {any}[:, None])"), leaf=True),
    Feature("function of a matrix", 3, text("np.sin({matrix})")),
)

CONDITIONS = (
    Feature("comparison", 5, text("{number} {compare} {number}"), base=True, leaf=True),
    Feature("comparison of integers", 3, text("{int} {compare} {digit}"), leaf=True),
    Feature("equality of integers", 2, text("{int} == {digit}"), leaf=True),
    Feature("odd or even", 1.5, text("{int} % 2 == 0"), leaf=True),
    Feature("and", 2, text("({number} > -0.4 and {condition})")),
    Feature("or", 2, text("({condition} or {number} > 0.6)")),
    Feature("not", 2, text("not {condition}")),
    Feature("chained comparison", 2, text("-0.6 < {number} < 0.7")),
    Feature("string switch", 3, _structure("str", '@ == "sine"', '@ != "sine"'), leaf=True, needs="string parameter"),
    Feature("flag", 3, _structure("flag", "@", "not @"), leaf=True, needs="bool parameter"),
    Feature("is None", 3, _structure("none", "@ is None", "@ is not None"), leaf=True, needs="None parameter"),
    Feature("any item", 2, text("np.any({mask})"), leaf=True),
    Feature("membership", 2, text("{int} in (0, 2, 5)"), leaf=True),
    Feature("chained equality", 1.5, text("0 <= {int} != {digit}"), leaf=True),
    Feature("walrus in a condition", 1.5, text("(t := {number}) > 0.1 and t < 0.9")),
    Feature("any of a generator", 1.5, text("any(z > 0.8 for z in {any})"), leaf=True),
    Feature("all of a comprehension", 1.5, text("all([z < 0.8 for z in {any}])"), leaf=True),
    Feature("difference of shapes", 1.5, text("{any}.shape == {any}.shape"), leaf=True),
    Feature("kind of a value", 1.5, text("isinstance({num}, (int, str))"), leaf=True),
    Feature("truth of a number", 1, text("{num}"), leaf=True),
)
