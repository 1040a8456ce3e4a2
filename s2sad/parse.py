"""A function becomes a syntax tree, its text, and names that resolve to objects.

Before: a function object, perhaps a method, a closure, a lambda, defined in a module, a script or a notebook::

    @differentiate
    def f(x):
        return math.sin(x) * scale

After: a ``Source``. Its ``node`` is the tree of exactly the code that runs, with the line numbers of the file; its
``text`` begins at ``def``; ``resolve(source, "math")`` is a global, the module ``math`` itself.

What has no text, or another text than the code that runs, is refused here (``source.py`` finds and proves the text).
A wrapper made with ``functools.wraps`` is parsed as what it is, the wrapper: what it does to the result counts too.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import sys
import types
from dataclasses import field
from types import FunctionType, MethodType

from s2sad.dataclass import dataclass
from s2sad.errors import Problem, SourceError, UnsupportedError, character_column
from s2sad.names import Binding, NamesOf, look_up, mangled, names_of
from s2sad.source import (
    Lines,
    NotFound,
    class_around,
    definition_line,
    find,
    read_lines,
    read_lines_again,
    segment,
)


@dataclass(frozen=True, eq=False)
class Source:
    """A function and its text, proven to belong together.

    ``node`` belongs to this object alone and has no decorators. Line numbers in it count in the file, from 1; columns
    in bytes, from 0 (``problem`` converts them).
    """

    function: FunctionType
    bound_to: object | None  # `self` of a bound method, the class of a class method
    node: ast.FunctionDef | ast.Lambda
    filename: str
    first_line: int  # of `def` or `lambda`
    lines: Lines = field(repr=False)  # of the file
    text: str = field(repr=False)  # from `def` on, without the indentation of the `def`
    name: str
    qualname: str
    signature: inspect.Signature  # of `function`: with `self`
    class_name: str | None  # that mangles private names

    @functools.cached_property
    def names(self) -> NamesOf:
        """The names that the function itself binds and declares."""
        return names_of(self.node)

    def mangled(self, name: str) -> str:
        """A name or attribute as the running code spells it."""
        return mangled(self.class_name, name)

    def problem(self, node: ast.AST, code: str, what: str, why: str, fix: str) -> Problem:
        """A problem at the place of a node of this function."""
        lineno = getattr(node, "lineno", self.first_line)
        offset = getattr(node, "col_offset", self.node.col_offset)
        return _problem(self.function, self.lines, lineno, offset, (code, what, why, fix))


def parse(function: object) -> Source:
    """Find the text of a Python function, parse it, and prove that it is the text of the code that runs.

    Accepts functions, lambdas, bound methods and static methods.

    Raises:
        SourceError: not a Python function, no text, or a text that does not belong to the running code.
        UnsupportedError: a generator or coroutine function.
    """
    plain, bound_to = _plain(function)
    lines = read_lines(plain.__code__, plain.__globals__)
    _refuse_kinds(plain, lines)
    if not lines:
        raise SourceError(_problem(plain, (), plain.__code__.co_firstlineno, 0, _NO_SOURCE))
    node, lines = _find(plain, lines)
    assert isinstance(node, ast.FunctionDef | ast.Lambda), "coroutines are refused above"
    return Source(
        function=plain,
        bound_to=bound_to,
        node=node,
        filename=plain.__code__.co_filename,
        first_line=node.lineno,
        lines=lines,
        text=_text(lines, node),
        name=plain.__name__,
        qualname=plain.__qualname__,
        signature=_signature(plain),
        class_name=class_around(plain.__code__),
    )


def resolve(source: Source, name: str) -> Binding:
    """What a name in the body of the function stands for, now.

    Not for names that a nested function or comprehension binds itself: those are its own.
    """
    return look_up(source.function, source.names, source.class_name, name)


def inner_source(outer: Source, node: ast.FunctionDef | ast.Lambda) -> Source:
    """The source of a function that is defined inside another; its globals are resolved by the outer one."""
    name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
    return dataclasses.replace(
        outer,
        bound_to=None,
        node=node,
        first_line=node.lineno,
        text=_text(outer.lines, node),
        name=name,
        qualname=f"{outer.qualname}.<locals>.{name}",
    )


_Refusal = tuple[str, str, str, str]  # code, what, why, fix

_NO_SOURCE = (
    "S2S101",
    "no source text for this function",
    "s2sad reads the text of a function; code that was built by exec or eval, or at a plain prompt, has none.",
    "put the function into a file or a notebook cell.",
)
_STALE = (
    "S2S102",
    "the source text is not that of the running code",
    "the file was edited after it was imported, the name was defined again, or an import hook rewrote the code.",
    "import the module anew (restart, or importlib.reload), or run the notebook cell again.",
)
_AMBIGUOUS = (
    "S2S103",
    "several lambdas on this line compile to the same code",
    "without columns (python -X no_debug_ranges) nothing tells which text belongs to this function.",
    "put each lambda on its own line, or write a def.",
)
_GENERATOR = (
    "S2S105",
    "a generator",
    "a generator hands out many values one by one, a derivative needs one result.",
    "collect the values in a list and return it, or return their sum.",
)
_COROUTINE = (
    "S2S106",
    "a coroutine or asynchronous generator",
    "its statements run interleaved with others: there is no one run to differentiate.",
    "write the numerical part as a plain def and await around it.",
)
_TOO_DEEP = (
    "S2S107",
    "expressions nested too deeply to be parsed",
    "Python's own parser gives up at this depth.",
    "give names to parts of the expression, or write the sum as a loop.",
)


def _plain(given: object) -> tuple[FunctionType, object | None]:
    """The plain function and what it is bound to. ``__wrapped__`` is not followed: the wrapper is what runs."""
    if isinstance(given, FunctionType):
        return given, None
    if isinstance(given, MethodType | staticmethod) and isinstance(given.__func__, FunctionType):
        return given.__func__, given.__self__ if isinstance(given, MethodType) else None
    raise _not_a_function(given)


def _not_a_function(given: object) -> SourceError:
    why = "s2sad reads the text of a function written with def or lambda."
    inside: object = None  # a function that shows where this object comes from
    if isinstance(given, functools.partial):
        inside = given.func
        what = "a functools.partial"
        why = "a partial has no text of its own."
        fix = "write a def or lambda that makes the call, or differentiate the function inside and pass all arguments."
    elif isinstance(given, classmethod):
        inside = given.__func__
        what = "a class method that is not bound to its class"
        why = "without the class it cannot be called."
        fix = "put @classmethod above the other decorators, or take the method from the class: Class.method."
    elif isinstance(given, type):
        inside = given.__dict__.get("__init__")
        what = "a class"
        fix = "write a function that makes the object and returns a number of it."
    elif isinstance(given, _WRITTEN_IN_C) or type(given).__name__ in ("ufunc", "_ArrayFunctionDispatcher"):
        what = "a function written in C"
        why = "it has no Python text."
        fix = "call it in a function of your own: def f(x): return {}(x)."
    elif callable(given):
        wrapped = getattr(given, "__wrapped__", None)
        call = getattr(type(given), "__call__", None)  # noqa: B004 - it is the method that is wanted
        inside = wrapped or call
        what = f"an object of class {type(given).__name__}"
        if isinstance(wrapped, FunctionType):
            fix = (
                "differentiate the function inside, {}.__wrapped__, if what the object adds does not change the value."
            )
        elif isinstance(call, FunctionType):
            fix = "differentiate the method: {}.__call__."
        else:
            fix = "call it in a function of your own: def f(x): return {}(x)."
    else:
        what = f"an object of class {type(given).__name__}, which cannot be called"
        fix = "pass a function."
    name = str(getattr(given, "__qualname__", None) or getattr(inside, "__qualname__", None) or type(given).__name__)
    refusal = ("S2S104", what, why, fix.format(getattr(given, "__name__", "it")))
    if isinstance(inside, FunctionType):
        lines = read_lines(inside.__code__, inside.__globals__)
        lineno = definition_line(inside.__code__, lines)
        return SourceError(_problem(inside, lines, lineno, None, refusal))
    code, what, why, fix = refusal
    return SourceError(Problem(code, "", 0, 0, name, what, why, fix))


_WRITTEN_IN_C = (
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodWrapperType,
)


def _refuse_kinds(function: FunctionType, lines: Lines) -> None:
    flags = function.__code__.co_flags
    if flags & (inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        refusal = _COROUTINE
    elif flags & (inspect.CO_GENERATOR | inspect.CO_ITERABLE_COROUTINE):
        refusal = _GENERATOR
    else:
        return
    lineno = definition_line(function.__code__, lines)
    raise UnsupportedError(_problem(function, lines, lineno, None, refusal))


def _find(function: FunctionType, lines: Lines) -> tuple[ast.AST, Lines]:
    code = function.__code__
    try:
        return find(code, lines, function.__globals__), lines
    except NotFound as not_found:
        again = read_lines_again(code, function.__globals__, lines)
        if again:
            return _find(function, again)
        refusal = _AMBIGUOUS if not_found.reason == "S2S103" else _STALE
        lineno = not_found.lineno
    except (RecursionError, MemoryError):  # MemoryError: the parser's own stack
        refusal, lineno = _TOO_DEEP, definition_line(code, lines)
    raise SourceError(_problem(function, lines, lineno, None, refusal))


def _problem(function: FunctionType, lines: Lines, lineno: int, offset: int | None, refusal: _Refusal) -> Problem:
    """A problem at a byte offset of a line, or where its text begins."""
    line = lines[lineno - 1].rstrip("\n") if 0 < lineno <= len(lines) else ""
    col = len(line) - len(line.lstrip()) + 1 if offset is None else character_column(line, offset)
    code, what, why, fix = refusal
    return Problem(code, function.__code__.co_filename, lineno, col, function.__name__, what, why, fix, line)


def _signature(function: FunctionType) -> inspect.Signature:
    """The signature of the code itself, whatever ``__signature__`` and ``__wrapped__`` claim."""
    if hasattr(function, "__signature__"):
        defaults, keyword_defaults = function.__defaults__, function.__kwdefaults__
        function = FunctionType(
            function.__code__, function.__globals__, function.__name__, defaults, function.__closure__
        )
        function.__kwdefaults__ = keyword_defaults
    if sys.version_info >= (3, 14):  # annotations are lazy: one of them may not be evaluable yet
        import annotationlib

        return inspect.signature(function, follow_wrapped=False, annotation_format=annotationlib.Format.FORWARDREF)
    return inspect.signature(function, follow_wrapped=False)


def _text(lines: Lines, node: ast.FunctionDef | ast.Lambda) -> str:
    """The lines of the definition, less the indentation of its first one; lines inside strings are left as they are,
    so that the text parses to the same tree.
    """
    assert node.end_lineno is not None
    first = lines[node.lineno - 1]
    indentation = first[: len(first) - len(first.lstrip())]
    if isinstance(node, ast.Lambda):
        rows = [row + "\n" for row in segment(lines, node).split("\n")]
    else:
        rows = list(lines[node.lineno - 1 : node.end_lineno])
    fixed = _lines_in_strings(node) if indentation and len(rows) > 1 else set()
    return "".join(
        row.removeprefix(indentation) if node.lineno + number not in fixed else row for number, row in enumerate(rows)
    )


def _lines_in_strings(node: ast.FunctionDef | ast.Lambda) -> set[int]:
    found: set[int] = set()
    docstring = node.body[0] if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None else None
    for child in ast.walk(node):
        if isinstance(child, ast.JoinedStr) or (
            isinstance(child, ast.Constant) and isinstance(child.value, str | bytes)
        ):
            if isinstance(docstring, ast.Expr) and child is docstring.value:
                continue  # its value says nothing about the program
            found.update(range(child.lineno + 1, (child.end_lineno or child.lineno) + 1))
    return found
