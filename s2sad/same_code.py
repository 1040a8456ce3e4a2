"""Does a text compile to the code that runs?

Before: two code objects, one compiled just now from the text that was found, one of the running function.
After: yes or no. ``x - y`` against ``y - x``, ``1`` against ``1.0``, a default renamed: no. Equal up to line numbers,
file names, docstrings (``-OO`` strips them) and the order of constants: yes.

One tool rewrites functions before they run, and is in everybody's tests: pytest replaces ``assert`` statements by
pages of code. In such a function the statements outside its asserts are compared, place by place.

Tracers, coverage and debuggers do not show: ``co_code`` is the bytecode before specialisation and instrumentation.
"""

from __future__ import annotations

import ast
import dis
import inspect
import re
from collections.abc import Hashable
from types import CodeType
from typing import Any

# Flags that say how a function is called. Not those that only tell where it stands (nested) or what surrounds it.
_FLAGS = (
    inspect.CO_VARARGS
    | inspect.CO_VARKEYWORDS
    | inspect.CO_GENERATOR
    | inspect.CO_COROUTINE
    | inspect.CO_ITERABLE_COROUTINE
    | inspect.CO_ASYNC_GENERATOR
)
_SILENT = frozenset({"CACHE", "EXTENDED_ARG", "NOP", "RESUME", "PUSH_NULL"})
# Two ways to call `np.sin(x)`: which one is taken depends on whether the file imports `np` at its top.
_SAME = {"LOAD_METHOD": "LOAD_ATTR"}
_JUMPS = frozenset(dis.hasjrel) | frozenset(dis.hasjabs)
_CONSTANTS = frozenset(dis.hasconst) | ({dis.opmap["KW_NAMES"]} if "KW_NAMES" in dis.opmap else frozenset())
# What a class body tells about its place: the line, and attribute names in the order of a set (from Python 3.13).
_PLACE_OF_CLASS = frozenset({"__firstlineno__", "__static_attributes__"})

# A place: line relative to the first line of the function, column, end line, end column (-1: not recorded).
Place = tuple[int, int, int, int]


def agrees(text: CodeType, running: CodeType, node: ast.AST) -> bool:
    """Whether ``text``, compiled from the source of ``node``, does what ``running`` does, nested functions included."""
    if text == running and _same_handlers(text, running):  # the usual case: the same lines in the same order
        return True
    layout = _Layout(node, text.co_firstlineno) if _is_rewritten(running) else None
    pairs = [(text, running)]
    while pairs:
        a, b = pairs.pop()
        if _head(a) != _head(b):
            return False
        steps_a, nested_a = _steps(a)
        steps_b, nested_b = _steps(b)
        if steps_a != steps_b:
            if layout is None:
                return False
            at_a, nested_a = _by_place(a, text.co_firstlineno, layout)
            at_b, nested_b = _by_place(b, running.co_firstlineno, layout)
            if at_a != at_b or len(nested_a) != len(nested_b):
                return False
        pairs += zip(nested_a, nested_b, strict=True)
    return True


def _same_handlers(a: CodeType, b: CodeType) -> bool:
    """Whether equal codes are so in the extents of their ``try`` blocks too, which Python 3.11 does not compare."""
    pairs = [(a, b)]
    while pairs:
        a, b = pairs.pop()
        if a.co_exceptiontable != b.co_exceptiontable:
            return False
        both = zip(a.co_consts, b.co_consts, strict=True)
        pairs += [(x, y) for x, y in both if isinstance(x, CodeType) and isinstance(y, CodeType)]
    return True


def same_places(text: CodeType, running: CodeType) -> bool:
    """Whether two codes that agree also stand at the same columns: tells two lambdas on one line apart."""
    return text.co_firstlineno == running.co_firstlineno and text.co_linetable == running.co_linetable


def same_tree(a: ast.AST, b: ast.AST) -> bool:
    """Whether two trees are equal but for their places. Iterative: ``ast.dump`` overflows on a sum of 500 terms."""
    stack: list[tuple[object, object]] = [(a, b)]
    while stack:
        x, y = stack.pop()
        if type(x) is not type(y):
            return False
        if isinstance(x, ast.AST) and isinstance(y, ast.AST):
            stack += [(getattr(x, field, None), getattr(y, field, None)) for field in x._fields]
        elif isinstance(x, list) and isinstance(y, list):
            if len(x) != len(y):
                return False
            stack += zip(x, y, strict=True)
        elif _constant(x) != _constant(y):
            return False
    return True


def _head(code: CodeType) -> tuple[Hashable, ...]:
    parameters = code.co_argcount + code.co_kwonlyargcount
    parameters += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return (
        code.co_name,
        code.co_argcount,
        code.co_posonlyargcount,
        code.co_kwonlyargcount,
        code.co_flags & _FLAGS,
        code.co_varnames[:parameters],
        code.co_freevars,
    )


def _steps(code: CodeType) -> tuple[list[tuple[str, Any]], list[CodeType]]:
    """The instructions with their operands as names and values, jumps to instruction numbers; and nested codes."""
    kept: list[tuple[str, Any]] = []
    jumps: list[int] = []
    index: dict[int, int] = {}  # bytecode offset -> number of the first instruction at or after it that is kept
    nested: list[CodeType] = []
    for step in dis.get_instructions(code):
        index[step.offset] = len(kept)
        if step.opname in _SILENT:
            continue
        if step.opname == "STORE_NAME" and step.argval in _PLACE_OF_CLASS:
            kept.pop()  # the constant that is stored
            continue
        if isinstance(step.argval, CodeType):
            nested.append(step.argval)
        if step.opcode in _JUMPS:
            jumps.append(len(kept))
            kept.append((step.opname, step.argval))
        else:
            kept.append((_SAME.get(step.opname, step.opname), _constant(_operand(code, step))))
    end = len(kept)
    for jump in jumps:
        name, target = kept[jump]
        kept[jump] = (name, index.get(target, end))
    if code.co_exceptiontable:
        for entry in dis.Bytecode(code).exception_entries:  # type: ignore[attr-defined] # typeshed lacks it
            extent = [index.get(offset, end) for offset in (entry.start, entry.end, entry.target)]
            kept.append(("try", (*extent, entry.depth, entry.lasti)))
    return kept, nested


def _operand(code: CodeType, step: dis.Instruction) -> Any:
    # `dis` of Python 3.11 knows no names of keyword arguments (KW_NAMES).
    return code.co_consts[step.arg] if step.opcode in _CONSTANTS and step.arg is not None else step.argval


def _constant(value: object) -> Hashable:
    """A key that tells 1, 1.0 and True, 0.0 and -0.0 apart, and finds nan equal to nan."""
    if isinstance(value, tuple | frozenset):
        return (type(value), type(value)(map(_constant, value)))
    if isinstance(value, CodeType):
        return (CodeType, value.co_name)  # compared on its own
    if isinstance(value, float | complex):
        return (type(value), repr(value))
    return (type(value), value)


def _is_rewritten(code: CodeType) -> bool:
    """Whether pytest has rewritten an ``assert`` in this function: it uses names that no program can contain."""
    stack = [code]
    while stack:
        code = stack.pop()
        if any(name.startswith("@py") for name in code.co_names + code.co_varnames):
            return True
        stack += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return False


class _Layout:
    """Where in a function its asserts and names stand, lines counted from its first."""

    def __init__(self, node: ast.AST, first: int) -> None:
        self.asserts: list[Place] = []
        self.names: list[tuple[Place, str, bool]] = []
        for child in ast.walk(node):
            if isinstance(child, ast.Assert):
                self.asserts.append(_place(child, first))
            elif isinstance(child, ast.Name):
                self.names.append((_place(child, first), child.id, isinstance(child.ctx, ast.Load)))

    def in_assert(self, place: Place) -> bool:
        line, column, _, _ = place
        for first, start, last, stop in self.asserts:
            if column < 0 and first <= line <= last:  # python -X no_debug_ranges
                return True
            if column >= 0 and (first, start) <= (line, column) < (last, stop):
                return True
        return False

    def name_after(self, place: Place, name: str, load: bool) -> Place | None:
        """Where ``name`` stands that is used directly after the one at ``place``."""
        places = [p for p, n, is_load in self.names if n == name and is_load == load and p[0] == place[0]]
        later = [p for p in places if p > place]
        return min(later or places, default=None)


def _place(node: ast.stmt | ast.expr, first: int) -> Place:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return node.lineno - first, node.col_offset, node.end_lineno - first, node.end_col_offset


def _by_place(code: CodeType, first: int, layout: _Layout) -> tuple[dict[Place | None, Hashable], list[CodeType]]:
    """The operations at each place outside of asserts; and nested codes, ordered by place.

    An assert changes which jumps around it are merged and which exits are copied, so unconditional jumps and the
    return at the end are left out: in the same text at the same columns they follow from the rest.
    """
    found: dict[Place | None, list[Hashable]] = {}
    nested: list[tuple[Place, CodeType]] = []
    for step in dis.get_instructions(code):
        where = step.positions
        if where is None or where.lineno is None or step.opname in _SILENT or _EXIT.match(step.opname):
            continue
        line, end = where.lineno - first, (where.end_lineno or where.lineno) - first
        column = -1 if where.col_offset is None else where.col_offset
        place = (line, column, end, -1 if where.end_col_offset is None else where.end_col_offset)
        operand = _operand(code, step)
        if layout.in_assert(place) or (step.opname == "LOAD_CONST" and operand is None):
            continue
        if isinstance(operand, CodeType):
            nested.append((place, operand))
        name = _UNESSENTIAL.sub("", _SAME.get(step.opname, step.opname))
        if pair := _PAIR.fullmatch(name):
            # Whether Python 3.13 joins two instructions depends on how many names the asserts have.
            found.setdefault(place, []).append((pair[1], _constant(operand[0])))
            second = place if column < 0 else layout.name_after(place, operand[1], pair[2].startswith("LOAD"))
            found.setdefault(second, []).append((pair[2], _constant(operand[1])))
        else:
            jump = step.opcode in _JUMPS
            found.setdefault(place, []).append((name, None if jump else _constant(operand)))
    nested.sort(key=lambda item: item[0])
    # At one place the same steps may stand twice (a copied `finally`). On a whole line the order counts.
    whole_line = any(place is not None and place[1] < 0 for place in found)
    kept = tuple if whole_line else frozenset
    return {place: kept(steps) for place, steps in found.items()}, [code for _, code in nested]


_EXIT = re.compile("RETURN|JUMP_(?!IF)")
_PAIR = re.compile("((?:LOAD|STORE)_FAST)_((?:LOAD|STORE)_FAST)")
_UNESSENTIAL = re.compile("_CHECK|_BORROW|_FORWARD|_BACKWARD")  # what is proven about a name, where a jump goes
