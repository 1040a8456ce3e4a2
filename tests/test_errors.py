"""The errors: exact texts, the caret under the right character, one message for all problems, pickling."""

import ast
import copy
import pickle
import re
import unicodedata
from pathlib import Path

import pytest

from s2sad.errors import (
    CODES,
    ISSUES,
    ArgumentError,
    InternalError,
    Problem,
    S2SADError,
    SourceError,
    UnsupportedError,
    caret_lines,
    character_column,
    printable,
)


def problem(line="    y = foo(x)", col=9, code="S2S301", **changes):
    fields = {
        "code": code,
        "filename": "model.py",
        "lineno": 7,
        "col": col,
        "function": "loss",
        "what": "a call of foo",
        "why": "foo has no derivative rule.",
        "fix": "write it with NumPy.",
        "line": line,
    }
    return Problem(**(fields | changes))


def test_one_problem_prints_place_line_caret_why_and_fix():
    assert str(UnsupportedError(problem())) == (
        "S2S301 model.py:7:9 in loss(): a call of foo\n"
        "    y = foo(x)\n"
        "        ^\n"
        "Why: foo has no derivative rule.\n"
        "Fix: write it with NumPy."
    )


def test_all_problems_print_in_one_message():
    first, second = problem(), problem(lineno=9, col=1, line="", code="S2S201", what="a with", why="", fix="leave it.")
    error = UnsupportedError(first, second)
    assert str(error) == f"{first}\n\nS2S201 model.py:9:1 in loss(): a with\nFix: leave it."
    assert error.problems == (first, second)
    assert (error.filename, error.lineno, error.col, error.code) == ("model.py", 7, 9, "S2S301")


def test_a_problem_that_is_found_twice_is_reported_once():
    assert UnsupportedError(problem(), problem(lineno=8), problem()).problems == (problem(), problem(lineno=8))


def test_many_problems_are_counted_not_printed():
    error = UnsupportedError(*(problem(lineno=n) for n in range(1, 31)))
    assert len(error.problems) == 30
    assert str(error).count("S2S301") == 20
    assert str(error).endswith("... and 10 more (all of them are in .problems)")


def test_without_a_place_there_is_none_in_the_text():
    assert str(problem(filename="", lineno=0, col=0, line="")).splitlines()[0] == "S2S301 in loss(): a call of foo"


def test_an_error_without_problem_and_an_unknown_code_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        UnsupportedError()
    with pytest.raises(ValueError, match="CODES"):
        problem(code="S2S999")
    with pytest.raises(ValueError, match="CODES"):
        ArgumentError("oops", "f", "what", "fix")


def test_codes_are_five_hundreds_with_one_line_of_meaning_each():
    for code, meaning in CODES.items():
        assert re.fullmatch(r"S2S[1-5]\d\d", code)
        assert meaning
        assert meaning[-1] != "."
        assert "\n" not in meaning
    assert len(set(CODES.values())) == len(CODES)
    with pytest.raises(TypeError):
        CODES["S2S999"] = "something"


def test_the_table_has_the_codes_of_the_sources_and_no_others():
    files = [f for f in (Path(__file__).parents[1] / "s2sad").rglob("*.py") if f.name != "errors.py"]
    assert {code for f in files for code in re.findall(r"\bS2S\d{3}\b", f.read_text("utf-8"))} == set(CODES)


def test_the_base_class_catches_all():
    for error in (
        UnsupportedError(problem()),
        SourceError(problem()),
        ArgumentError("S2S501", "f", "wrt names no parameter: 'z'", "name one of x, y."),
        InternalError("w3 is used before it is defined"),
    ):
        assert isinstance(error, S2SADError)
    assert issubclass(SourceError, UnsupportedError)
    assert issubclass(ArgumentError, TypeError)


def test_argument_error_says_what_why_and_fix():
    error = ArgumentError("S2S502", "loss", "x is an integer array", "pass x.astype(float).", "they have no slope.")
    assert str(error) == "S2S502 loss(): x is an integer array\nWhy: they have no slope.\nFix: pass x.astype(float)."
    assert (error.code, error.function, error.what) == ("S2S502", "loss", "x is an integer array")
    assert (error.why, error.fix) == ("they have no slope.", "pass x.astype(float).")
    assert str(ArgumentError("S2S502", "f", "no", "yes")) == "S2S502 f(): no\nFix: yes"


def test_internal_error_says_whose_bug_it_is():
    text = str(InternalError("w3 is used before it is defined"))
    assert text.startswith("w3 is used before it is defined\n")
    assert "bug in s2sad" in text
    assert ISSUES in text


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize(
    "error",
    [
        S2SADError("plain"),
        UnsupportedError(problem(), problem(lineno=8)),
        SourceError(problem()),
        ArgumentError("S2S501", "f", "what", "fix", "why"),
        ArgumentError("S2S501", "f", "what", "fix"),
        InternalError("what"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_survive_pickle_and_copy(error, protocol):
    error.add_note("seen in a worker process")
    for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)
        assert again.args == error.args


def test_problems_are_frozen_and_slotted():
    with pytest.raises(AttributeError):
        problem().code = "S2S201"
    assert not hasattr(problem(), "__dict__")


# -- the caret ---------------------------------------------------------------------------------------------------------


def columns(text):
    """Where each character of a line begins in a terminal, tabs every eight columns from the fifth on."""
    at, starts = 0, []
    for c in text:
        starts.append(at)
        wide = 2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.category(c) in ("Mn", "Me") else 1
        at = (at // 8 + 1) * 8 if c == "\t" else at + wide
    return starts


@pytest.mark.parametrize(
    "line",
    [
        "    y = foo(x)",
        "\ty = foo(x)",
        "\t\ty =\tfoo(x)",
        "größe = foo(x)",
        "名前 = foo(x)  # 全角",
        "s = '\U0001f600'; foo(x)",
        "a\u0301b = foo(x)",
        "ａ = foo(x)",
    ],
)
def test_the_caret_stands_under_the_character(line):
    node = next(n for n in ast.walk(ast.parse(line.strip())) if isinstance(n, ast.Call))
    offset = node.col_offset + len(line) - len(line.lstrip())
    col = character_column(line, offset)
    assert line[col - 1 :].startswith("foo")
    shown, caret = caret_lines(line, col)
    assert caret.endswith("^")
    assert not caret[:-1].strip()
    assert columns(caret)[-1] == columns(shown)[shown.index("foo")]


def test_the_indentation_is_cut_and_the_tabs_inside_are_kept():
    assert caret_lines("\t  x =\tfoo(x)", 8) == ["x =\tfoo(x)", "   \t^"]


def test_a_long_line_is_cut_to_a_window_around_the_caret():
    line = "    y = " + " + ".join(f"a{n:04}" for n in range(100))
    for name, head, tail in (("a0000", False, True), ("a0050", True, True), ("a0099", True, False)):
        shown, caret = caret_lines(line, line.index(name) + 1)
        assert len(shown) <= 126
        assert shown[len(caret) - 1 :].startswith(name)
        assert (shown.startswith("..."), shown.endswith("...")) == (head, tail)


@pytest.mark.parametrize("col", [0, 1, 3, 11, 99])
def test_a_column_outside_of_the_line_does_no_harm(col):
    shown, caret = caret_lines("    abc def\n", col)
    assert shown.strip() == "abc def"
    assert caret.endswith("^")


def test_text_of_the_program_cannot_move_the_cursor_or_fake_lines():
    error = UnsupportedError(
        problem(line="x = 1 # \x1b[2J\u202e\u2028", col=5, filename="a\nb.py", function="f\x07", what="\ud800")
    )
    text = str(error)
    assert text.splitlines()[:2] == ["S2S301 a\\nb.py:7:5 in f\\x07(): \\ud800", "    x = 1 # \\x1b[2J\\u202e"]
    text.encode("utf-8")
    assert caret_lines("\x1bx = foo", 6)[1].index("^") == "\\x1bx = foo".index("foo")


@pytest.mark.parametrize("text", ["plain", "größe", "名前"])
def test_harmless_text_is_printed_as_it_is(text):
    assert printable(text) == text


def test_a_column_counts_characters_also_of_lone_surrogates():
    before = "s = '\ud800'; "
    assert character_column(before + "foo(x)", len(before.encode("utf-8", "surrogatepass"))) == len(before) + 1
