"""Lines of emitted modules that are too long."""

import ast

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
