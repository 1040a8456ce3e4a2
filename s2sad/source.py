"""The text of a function, found and proven to be the text of the code that runs.

Before: a code object, which knows its file, its name and its first line.
After: the node of exactly that ``def`` or ``lambda``, with the line numbers of the file.

A line number is a hint, not a proof: the file may have been edited since, the name defined twice, the notebook cell
run again. So a candidate counts only if its text, compiled, gives the running code (``same_code.py``). Candidates are
tried from cheap to dear:

1. the block that begins at the first line, alone, inside stand-ins for the scopes around it::

       class Model:                     # the qualified name says which class mangles `__names`, ...
        def _(scale):                   # ... the running code which names are captured
           @_
           def f(self, x):              # the block, on its own lines and columns
               return scale * x

2. the whole file: it was edited above the function, or the block alone does not compile.
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import functools
import itertools
import linecache
import operator
import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeVar

from s2sad.same_code import agrees, same_places, same_tree

T = TypeVar("T")
Tree = TypeVar("Tree", bound=ast.AST)
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Lines = tuple[str, ...]

_FILENAME = "<s2sad: the text of a function>"
_FUTURE_FLAGS = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)
_DEFINITION = re.compile(r"[ \t\f]*(?:async[ \t]+)?def[ \t]+(\w+)")
_INDENTATION = " \t\f"
_BLOCK_ATTEMPTS = 50
_DECORATOR_LINES = 200
_LAMBDA_CANDIDATES = 200


class NotFound(Exception):
    """No text agrees with the running code; ``reason`` is a code of ``errors.CODES``, ``lineno`` the best guess."""

    def __init__(self, reason: str, lineno: int) -> None:
        super().__init__(reason, lineno)
        self.reason = reason
        self.lineno = lineno


def read_lines(code: CodeType, module: dict[str, Any]) -> Lines:
    """The lines of the file of a code object, through ``linecache``: what IPython, doctest, zip files register counts.

    Empty if there are none. ``module`` are the function's globals, whose loader may know the text.
    """
    filename = code.co_filename
    linecache.checkcache(filename)
    if filename not in linecache.cache and os.path.exists(filename) and not os.path.isfile(filename):
        return ()  # a pipe (`python /dev/stdin`): reading it would take what the program waits for
    # The loader of the module knows the text of the module's file, and would give it for any other one too.
    lines = linecache.getlines(filename, module if module.get("__file__") == filename else None)
    if not lines:
        # From Python 3.13 on the interactive prompt and `-c` register texts by code object, without a filename.
        by_code: Callable[[CodeType], list[str] | None] | None = getattr(linecache, "_getlines_from_code", None)
        lines = (by_code(code) if by_code else None) or []
    return tuple(lines)


def read_lines_again(code: CodeType, module: dict[str, Any], before: Lines) -> Lines | None:
    """The lines from the file itself if it changed behind ``linecache``, which looks at time stamp and size only."""
    entry = linecache.cache.get(code.co_filename)
    if entry is None or len(entry) == 1 or entry[1] is None or not os.path.isfile(code.co_filename):
        return None  # not from a file: reading again would drop what somebody registered
    lines = tuple(linecache.updatecache(code.co_filename, module))
    return None if lines == before else lines


def find(code: CodeType, lines: Lines, module: dict[str, Any]) -> Definition:
    """The node whose text compiles to ``code``. Decorators are removed: they ran when the function was defined.

    ``module`` are the function's globals.
    """
    _ignore_own_warnings()
    search = _find_lambda if code.co_name == "<lambda>" else _find_def
    imports = _imports(code, module)
    node = with_room(lambda: search(code, lines, imports))
    if not isinstance(node, ast.Lambda):
        node.decorator_list = []
    return node


def definition_line(code: CodeType, lines: Lines) -> int:
    """The line where the ``def`` seems to stand, without proof: for errors about functions that are not parsed."""
    first = code.co_firstlineno
    for number in range(first, min(first + _DECORATOR_LINES, len(lines) + 1)):
        match = _DEFINITION.match(lines[number - 1])
        if match and match[1] == code.co_name:
            return number
    return first


def class_around(code: CodeType) -> str | None:
    """The innermost class that the text of the code stands in: it mangles private names.

    >>> class Model:
    ...     def outer(self):
    ...         def inner(): ...
    ...         return inner
    >>> class_around(Model().outer().__code__)
    'Model'
    """
    parts = code.co_qualname.split(".")
    # A part that is followed by "<locals>" is a function; one that is not, and is not the last, is a class.
    for part, following in reversed(list(itertools.pairwise(parts))):
        if following != "<locals>" and part != "<locals>" and part.isidentifier():
            return part
    return None


def with_room(work: Callable[[], T]) -> T:
    """Run ``work``; if the stack is too full for the parser's own recursion, on the fresh stack of another thread."""
    try:
        return work()
    except RecursionError:
        pass
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # handed to the thread that waits
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


# -- def ---------------------------------------------------------------------------------------------------------------


def _find_def(code: CodeType, lines: Lines, imports: str) -> Definition:
    first = code.co_firstlineno
    if first <= len(lines) and lines[first - 1].lstrip(_INDENTATION).startswith(("@", "def", "async")):
        node = _block_at(code, lines, imports, definition_line(code, lines))
        if node is not None:
            return node
    return _search_file(code, lines)


def _block_at(code: CodeType, lines: Lines, imports: str, at: int) -> Definition | None:
    """The definition whose ``def`` is on line ``at``, if it agrees with the running code."""
    first = code.co_firstlineno
    match = _DEFINITION.match(lines[at - 1])
    if match is None or match[1] != code.co_name:
        return None
    around, indentation = _scopes(code), _indentation(lines[at - 1])
    if around and not indentation:
        return None  # no room for stand-ins
    around = around or ["if 1:"] * bool(indentation)
    # The code of a decorated function begins at its first decorator: a stand-in puts the compiled one there too.
    decorator = f"{indentation}@_\n" + "\n" * (at - first - 1) if first < at else ""
    for end in itertools.islice(_ends(lines, at), _BLOCK_ATTEMPTS):
        text, shift = _placed(around, first, decorator + "".join(lines[at - 1 : end]))
        try:
            tree = ast.parse(text, _FILENAME)
        except (SyntaxError, ValueError):
            continue  # cut inside brackets or a string
        node: Any = tree
        for _ in range(len(around) + 1):
            node = node.body[0]
        compiled = _compiled(text + imports, code, first + shift)
        if isinstance(node, Definition) and compiled is not None and agrees(compiled, code, node):
            return _moved(node, -shift)
        return None
    return None


def _ends(lines: Lines, at: int) -> Iterator[int]:
    """Where the block that begins on line ``at`` may end: before each line that is not indented deeper.

    The first that parses is right: such a line either is no part of the block, or it stands inside brackets, a string
    or after a backslash, and then what is before it does not parse.
    """
    depth = len(_indentation(lines[at - 1]).expandtabs())
    for number in range(at, len(lines)):
        line = lines[number].lstrip(_INDENTATION)
        if line.strip() and not line.startswith("#") and len(_indentation(lines[number]).expandtabs()) <= depth:
            yield number
    yield len(lines)


def _search_file(code: CodeType, lines: Lines) -> Definition:
    """The definition anywhere in the file: on its own line, else the only one of its qualified name that agrees."""
    stale = NotFound("S2S102", definition_line(code, lines))
    text = "".join(lines)
    try:
        tree = ast.parse(text, _FILENAME)
    except (SyntaxError, ValueError):
        raise stale from None
    nodes = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == code.co_name:
            nodes[node.decorator_list[0].lineno if node.decorator_list else node.lineno] = node
    for optimize in (-1, 0, 1, 2):  # the code may come from a file compiled with other options
        found = []
        for compiled in itertools.chain.from_iterable(_levels(text, code, optimize)):
            same = nodes.get(compiled.co_firstlineno) if compiled.co_qualname == code.co_qualname else None
            if same is not None and agrees(compiled, code, same):
                if compiled.co_firstlineno == code.co_firstlineno:
                    return same
                found.append(same)
        if found and all(same_tree(node, found[0]) for node in found):
            return min(found, key=lambda node: abs(node.lineno - code.co_firstlineno))
    raise stale


# -- lambda ------------------------------------------------------------------------------------------------------------


def _find_lambda(code: CodeType, lines: Lines, imports: str) -> ast.Lambda:
    """The lambda on the first line of the code that agrees; of several the one at the same columns."""
    line = code.co_firstlineno
    for tree in _statements_around(lines, line):
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda) and node.lineno == line]
        found = []
        for node in nodes:
            compiled = _compiled_lambda(code, lines, imports, node)
            if compiled is not None and agrees(compiled, code, node):
                found.append((node, compiled))
        if found:
            there = [node for node, compiled in found if same_places(compiled, code)]
            if len(there) == 1:
                return there[0]
            if all(same_tree(node, found[0][0]) for node, _ in found):
                return found[0][0]
            raise NotFound("S2S103", line)  # python -X no_debug_ranges
    raise NotFound("S2S102", line)


def _statements_around(lines: Lines, line: int) -> Iterator[ast.AST]:
    """Texts that parse and contain the line, from small to large: from the line itself, from lines further out, all."""
    depth = None
    for start in range(min(line, len(lines)), 0, -1):
        text = lines[start - 1].lstrip(_INDENTATION)
        indentation = _indentation(lines[start - 1])
        width = len(indentation.expandtabs())
        if not text.strip() or text.startswith("#") or (depth is not None and width >= depth):
            continue
        depth = width
        around = ["if 1:"] * bool(indentation)
        for end in itertools.islice(_ends(lines, start), _BLOCK_ATTEMPTS):
            placed, shift = _placed(around, start, "".join(lines[start - 1 : end]))
            with contextlib.suppress(SyntaxError, ValueError):
                yield _moved(ast.parse(placed, _FILENAME), -shift)
                break
        if not depth:
            break
    with contextlib.suppress(SyntaxError, ValueError):
        yield ast.parse("".join(lines), _FILENAME)


def _compiled_lambda(code: CodeType, lines: Lines, imports: str, node: ast.Lambda) -> CodeType | None:
    """The code of one lambda alone, on its own lines and columns."""
    scopes = _scopes(code)
    around = [*scopes, " " * len(scopes) + "_ = ("]  # in brackets its further lines may begin at any column
    block = " " * node.col_offset + segment(lines, node) + "\n)\n"
    text, shift = _placed(around, node.lineno, block)
    return _compiled(text + imports, code, node.lineno + shift)


def segment(lines: Lines, node: ast.expr) -> str:
    """The exact text of an expression (``ast`` counts columns in bytes)."""
    assert node.end_lineno is not None
    rows = [line.encode("utf-8", "surrogatepass") for line in lines[node.lineno - 1 : node.end_lineno]]
    rows[-1] = rows[-1][: node.end_col_offset]
    rows[0] = rows[0][node.col_offset :]
    return b"".join(rows).decode("utf-8", "surrogatepass")


# -- compiling ---------------------------------------------------------------------------------------------------------


def _scopes(code: CodeType) -> list[str]:
    """Headers of stand-ins for the scopes around the code: its free names are free in them, private ones mangled."""
    name = class_around(code)
    scopes = [f"class {name}:"] if name else []  # outermost: its own name is captured only if the code says so
    captured = set(code.co_freevars) - ({"__class__"} if scopes else set())  # a class has `__class__` for its methods
    if captured or "<locals>" in code.co_qualname:
        scopes.append(" " * len(scopes) + f"def _({', '.join(code.co_freevars)}):")
    return scopes


def _imports(code: CodeType, module: dict[str, Any]) -> str:
    """A statement that imports what the module seems to import: Python compiles ``np.sin(x)`` in another way if ``np``
    is imported somewhere at the top of the file. A wrong guess costs time only (``same_code`` knows both ways).
    """
    names: set[str] = set()
    stack = [code]
    while stack:
        inner = stack.pop()
        names.update(inner.co_names)
        stack += [constant for constant in inner.co_consts if isinstance(constant, CodeType)]
    here = module.get("__name__")
    imported = [name for name in names if name.isidentifier() and _is_foreign(module.get(name), here)]
    return f"\nimport {', '.join(sorted(imported))}\n" if imported else ""


def _is_foreign(value: object, here: object) -> bool:
    return isinstance(value, ModuleType) or (isinstance(value, type | FunctionType) and value.__module__ != here)


def _placed(around: list[str], line: int, block: str) -> tuple[str, int]:
    """The block on its line, the headers above it; and by how many lines it stands too low if there was no room."""
    shift = max(0, len(around) - (line - 1))
    return "\n" * (line - 1 + shift - len(around)) + "".join(f"{header}\n" for header in around) + block, shift


def _moved(node: Tree, lines: int) -> Tree:
    return ast.increment_lineno(node, lines) if lines else node


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(_INDENTATION))]


def _compiled(text: str, code: CodeType, line: int) -> CodeType | None:
    """The code that the text gives at the line and under the name of ``code``, the outermost of several."""
    for level in _levels(text, code):
        found = [c for c in level if c.co_name == code.co_name and c.co_firstlineno == line]
        if found:
            return found[-1]  # a lambda comes after the lambdas among its own defaults
    return None


def _levels(text: str, code: CodeType, optimize: int = -1) -> Iterator[list[CodeType]]:
    """All codes in the text, level by level, outermost first."""
    flags = code.co_flags & _FUTURE_FLAGS | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # a notebook's cell may await
    try:
        level = [compile(text, _FILENAME, "exec", flags, dont_inherit=True, optimize=optimize)]
    except (SyntaxError, ValueError):
        return
    while level:
        level = [constant for outer in level for constant in outer.co_consts if isinstance(constant, CodeType)]
        yield level


def _ignore_own_warnings() -> None:
    """Do not tell the user again what Python said when it compiled the module (``"\\d"``, ``x is 1``).

    A filter for our own file name, which stays: ``catch_warnings`` would put back the filters of another thread.
    """
    if not warnings.filters or warnings.filters[0] != _OWN_WARNINGS:
        warnings.filterwarnings("ignore", module=re.escape(_FILENAME))


_OWN_WARNINGS = ("ignore", None, Warning, re.compile(re.escape(_FILENAME)), 0)
