"""Lines of emitted modules that are too long."""

import ast
import random

import pytest

from s2sad.emit.layout import wrapped
from s2sad.emit.printing import expression

LONG = ", ".join(["a_name_that_is_long"] * 7)


def test_a_method_without_arguments_stays_behind_the_call_that_is_split():
    items = [f"    {'a_name_that_is_long'},"] * 7
    assert wrapped("", f"w1 = np.f({LONG}).copy()") == ["w1 = np.f(", *items, ").copy()"]


def test_results_that_end_with_a_call_stand_below_one_another():
    items = [f"        {'a_name_that_is_long'},"] * 7
    assert wrapped("", f"return x, np.f({LONG})") == ["return (", "    x,", "    np.f(", *items, "    ),", ")"]


def test_an_argument_that_is_too_long_is_split_again():
    assert wrapped("", f"w1 = f(np.f({LONG}), b)") == [
        "w1 = f(",
        "    np.f(",
        *[f"        {'a_name_that_is_long'},"] * 7,
        "    ),",
        "    b,",
        ")",
    ]


def test_results_that_end_with_a_structure_open_it():
    assert wrapped("", f"return x, ({LONG})")[0] == "return x, ("


def test_commas_and_brackets_of_a_text_split_nothing():
    text = "'one, two' and (so on, and so on) and so on, " * 2
    assert wrapped("", f'raise ValueError("{text}".format(a, "b\\"(", c))') == [
        "raise ValueError(",
        f'    "{text}".format(a, "b\\"(", c)',
        ")",
    ]


def test_texts_are_printed_as_they_are():
    for code in (
        'ValueError("b ** 2 is %s, (not" % (n,))',
        'f("(" + a) + g(b ** 2, x**3)',
        """f('(', ("a)" + b) % c)""",
    ):
        shown = expression(ast.parse(code).body[0].value)
        assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(code)), shown


def test_a_tuple_of_one_keeps_its_comma():
    for code in (f"return x, ([{LONG}],)", f"return ([{LONG}],)", f"w1 = ([{LONG}],)"):
        lines = "\n".join(wrapped("", code))
        assert ast.dump(ast.parse(f"def f():\n {code}")) == ast.dump(ast.parse(f"def f():\n {lines}")), lines


def _any_expression(rng, depth):
    """An expression as emitted text may have it, nested so deep at most."""
    if depth <= 0 or rng.random() < 0.15:
        name = ast.Name(rng.choice(["x", "np", "w12", "a_name_that_is_long"]), ast.Load())
        number = ast.Constant(rng.choice([0, 2.5, 1e-30, True, None, 2j]))
        text = ast.Constant(
            rng.choice(["so on, (and", "it's [", "b ** 2 is", "{}, {!r}", 'say "so", (', "a\\ \"b' ", ""])
        )
        return rng.choice([name, name, name, ast.Attribute(name, "T", ast.Load()), number, text])

    def one():
        return _any_expression(rng, depth - 1)

    def some():
        return [one() for _ in range(rng.choice([0, 1, 1, 2, 3, 5, 8]))]

    def index():
        back = ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1)))
        return rng.choice([one, lambda: ast.Slice(one(), one(), None), lambda: back])()

    def call():
        called = ast.Attribute(one(), "copy", ast.Load()) if rng.random() < 0.3 else ast.Name("f", ast.Load())
        starred = [ast.Starred(one(), ast.Load())] if rng.random() < 0.1 else []
        keywords = [ast.keyword(n, one()) for n in rng.sample(["axis", "out"], rng.choice([0, 0, 1, 2]))]
        return ast.Call(called, [*some(), *starred], keywords)

    operators = [ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.FloorDiv, ast.Mod]
    kinds = [
        lambda: ast.BinOp(one(), rng.choice(operators)(), one()),
        lambda: ast.UnaryOp(rng.choice([ast.USub, ast.Not])(), one()),
        lambda: ast.Compare(one(), [rng.choice([ast.Lt, ast.Is, ast.NotIn])()], [one()]),
        lambda: ast.BoolOp(rng.choice([ast.And, ast.Or])(), [one(), one()]),
        lambda: ast.IfExp(one(), one(), one()),
        call,
        call,
        lambda: ast.Subscript(one(), index(), ast.Load()),
        lambda: ast.Subscript(one(), ast.Tuple([index(), one()][: rng.choice([1, 2])], ast.Load()), ast.Load()),
        lambda: ast.Tuple(some(), ast.Load()),
        lambda: ast.List(some(), ast.Load()),
        lambda: ast.Dict([ast.Constant("a"), ast.Constant("b")], [one(), one()]),
    ]
    return rng.choice(kinds)()


LINES = ["w1 = {}", "return {}", "return x, {}", "if {}:", "raise ValueError({})", "w1[x, 2:] = {}", "t1.append({})"]


@pytest.mark.parametrize("line", [*LINES, "w9 = np.f({}).copy()", "w1, w2 = {}", "w1 += {}"])
def test_what_is_printed_and_split_says_the_same(line):
    for seed in range(150):
        rng = random.Random(f"{line} {seed}")
        made = _any_expression(rng, rng.choice([2, 3, 4]))
        plain = ast.unparse(ast.fix_missing_locations(ast.Expression(made)))
        text = line.format(expression(made))
        lines = wrapped("", text) if len(text) > 80 else [text]
        shown, meant = (t + "\n    pass" if line.endswith(":") else t for t in ("\n".join(lines), line.format(plain)))
        assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(meant)), shown
