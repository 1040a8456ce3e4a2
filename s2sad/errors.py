"""What s2sad refuses, and how it says so.

Every refusal names the place, shows the line, and says why and what to write instead::

    def f(x):
        total = 0.0
        yield total

    S2S105 /home/me/model.py:1:1 in f(): a generator
        def f(x):
        ^
    Why: a generator hands out many values, a derivative needs one.
    Fix: collect the values in a list and return it, or return their sum.

``UnsupportedError`` carries *all* problems that were found in one go, so that one attempt shows the whole list.
``SourceError`` is its special case "the text of the function cannot be had". ``ArgumentError`` is a mistake in a call,
``InternalError`` is a bug of ours. All of them derive from ``S2SADError`` and survive pickling.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

ISSUES: Final = "the project's issue tracker"

# One line of meaning for each code; a code that is not here cannot be raised (`Problem` and `ArgumentError` check).
CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # S2S1xx: the function itself
        "S2S101": "no source text for the function",
        "S2S102": "the source text is not that of the running code",
        "S2S103": "several lambdas on one line that cannot be told apart",
        "S2S104": "not a function written in Python",
        "S2S105": "a generator function",
        "S2S106": "a coroutine or asynchronous generator function",
        "S2S107": "expressions nested too deeply to be parsed",
        # S2S2xx: constructs of the language
        "S2S201": "a statement that is not supported",
        "S2S202": "an expression that is not supported",
        "S2S203": "a write to a global or captured name",
        "S2S204": "a name that is not defined",
        "S2S205": "a target of an assignment that is not supported",
        "S2S206": "a loop over something that is not supported",
        "S2S208": "exception handling where it is not supported",
        "S2S209": "a definition inside the function that is not supported",
        "S2S210": "a pattern that is not supported",
        "S2S211": "a form of parameter or argument that is not supported",
        # S2S3xx: types, and calls without a rule
        "S2S301": "a call of something that has no derivative rule",
        "S2S302": "an argument that the derivative rule does not know",
        "S2S303": "an attribute or method that is not supported",
        "S2S304": "a type that is not supported here",
        "S2S305": "a name whose type changes in a way that is not supported",
        "S2S306": "an operation that has no derivative",
        "S2S307": "randomness without a generator that is passed in",
        "S2S308": "a value that must be known before the call",
        # S2S4xx: memory and aliasing
        "S2S401": "a write that an alias could see",
        "S2S402": "arguments that share memory, one of them written",
        "S2S404": "a write to memory that the function does not own",
        "S2S405": "overlapping source and target of a strided store",
        # S2S5xx: arguments of a call
        "S2S501": "wrt or argnums names no parameter",
        "S2S502": "an argument that cannot be differentiated",
        "S2S503": "nothing to differentiate",
        "S2S504": "a result that is no real scalar",
        "S2S505": "a seed or tangent of the wrong structure, shape or dtype",
        "S2S506": "arguments that do not fit the function's signature",
        "S2S507": "an option with an impossible value",
        "S2S508": "what a function reads is changed by another thread while its derivative is made",
        "S2S509": "a row whose texts do not hold together",
    }
)

_SHOWN_PROBLEMS = 20  # the rest are counted only; `.problems` holds all
_SHOWN_COLUMNS = 120


class S2SADError(Exception):
    """Base class of all errors that s2sad raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a function cannot be differentiated, at one place of the user's program.

    ``col`` counts characters from 1, as editors do. ``lineno`` 0 means that there is no place, as for a C function.
    ``line`` is the source line as it stands in the file, empty if it is not to be had.
    """

    code: str
    filename: str
    lineno: int
    col: int
    function: str
    what: str
    why: str
    fix: str
    line: str = ""
    calls: tuple[str, ...] = field(default=(), compare=False)  # how the function was come to: the innermost call first

    def __post_init__(self) -> None:
        _check_code(self.code)

    def __str__(self) -> str:
        place = f"{printable(self.filename)}:{self.lineno}:{self.col} " if self.lineno else ""
        text = [f"{self.code} {place}in {printable(self.function)}(): {printable(self.what)}"]
        if self.line.strip():
            text += [f"    {row}" for row in caret_lines(self.line, self.col)]
        text += [f"Called at {printable(c)}" for c in self.calls]
        return "\n".join([*text, *_remedy(self.why, self.fix)])


class UnsupportedError(S2SADError):
    """The function uses what s2sad cannot differentiate; ``problems`` has every such place, ``code`` etc. the first."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an UnsupportedError needs at least one problem")
        # Analyses may visit a statement twice (loops); one place is reported once.
        self.problems: tuple[Problem, ...] = tuple(dict.fromkeys(problems))
        super().__init__(*self.problems)  # `args` is what pickle calls the class with

    @property
    def filename(self) -> str:
        return self.problems[0].filename

    @property
    def lineno(self) -> int:
        return self.problems[0].lineno

    @property
    def col(self) -> int:
        return self.problems[0].col

    @property
    def code(self) -> str:
        return self.problems[0].code

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:_SHOWN_PROBLEMS]]
        if rest := len(self.problems) - len(shown):
            shown.append(f"... and {rest} more (all of them are in .problems)")
        return "\n\n".join(shown)


class SourceError(UnsupportedError):
    """The source text of a function cannot be had, or is not the text of the code that runs."""


class ArgumentError(S2SADError, TypeError):
    """A call of a derivative that cannot be: a wrong ``wrt``, an integer array, a seed of the wrong shape ..."""

    def __init__(self, code: str, function: str, what: str, fix: str, why: str = "") -> None:
        _check_code(code)
        super().__init__(code, function, what, fix, why)
        self.code = code
        self.function = function
        self.what = what
        self.fix = fix
        self.why = why

    def __str__(self) -> str:
        head = f"{self.code} {printable(self.function)}(): {printable(self.what)}"
        return "\n".join([head, *_remedy(self.why, self.fix)])


class InternalError(S2SADError):
    """s2sad broke one of its own promises: nothing that the user could have done better."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return (
            f"{self.what}\n"
            "This is a bug in s2sad, not in your program. "
            f"Please report it, with the function and this message, at {ISSUES}."
        )


def character_column(line: str, byte_offset: int) -> int:
    """The 1-based column in characters of a ``col_offset``, which ``ast`` counts in bytes of UTF-8 from 0.

    >>> character_column("größe = x", len("größe = ".encode()))
    9
    """
    if line.isascii():
        return byte_offset + 1
    before = line.encode("utf-8", "surrogatepass")[:byte_offset]
    return sum(byte & 0xC0 != 0x80 for byte in before) + 1  # every byte but those that continue a character


def caret_lines(line: str, col: int) -> list[str]:
    """The source line without its indentation, and a caret under its character ``col`` (1-based).

    Tabs are repeated under tabs, wide characters count as two columns, combining ones as none, control characters
    are shown escaped: the caret stands right in a terminal whatever the line holds. Long lines are cut to a window.
    """
    line = line.rstrip()
    at = min(max(col - 1, 0), len(line))
    start = min(len(line) - len(line.lstrip()), at)
    stop = len(line)
    head = tail = ""
    if stop - start > _SHOWN_COLUMNS:
        start = max(start, min(at - _SHOWN_COLUMNS // 2, stop - _SHOWN_COLUMNS))
        head = "..." if line[:start].strip() else ""
        if stop > start + _SHOWN_COLUMNS:
            stop = start + _SHOWN_COLUMNS
            tail = "..."
    padding = "".join("\t" if c == "\t" else " " * _width(printable(c)) for c in line[start:at])
    shown = "".join(c if c == "\t" else printable(c) for c in line[start:stop])
    return [head + shown + tail, " " * len(head) + padding + "^"]


def printable(text: str) -> str:
    """The text on one line, with everything escaped that could move the cursor, hide text or not be encoded.

    Names, paths and source lines come from the user's program and end in terminals, logs and headers of modules.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c.encode("unicode_escape").decode("ascii") if unicodedata.category(c) in _HIDDEN else c for c in text
    )


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # control, format (bidi), surrogate, line and paragraph separator


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _remedy(why: str, fix: str) -> list[str]:
    return [f"{label}: {text}" for label, text in (("Why", why), ("Fix", fix)) if text]


def _check_code(code: str) -> None:
    if code not in CODES:
        raise ValueError(f"{code!r} is not in s2sad.errors.CODES")
