"""Lines of emitted modules that are too long."""

from s2sad.emit.layout import wrapped

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
