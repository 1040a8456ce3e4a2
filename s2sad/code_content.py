"""What a code object does, as bytes that no edit elsewhere in its file changes.

Before: ``def f(x): return np.sin(x) + 1`` compiled, with a file name, line numbers and whatever the interpreter has
specialised since. After: `code_content`, the instructions with names and constants; `code_names`, ``("np", "sin")``;
`code_imports`, what it imports itself.
"""

import dis
import functools
from types import CodeType
from typing import Any

from s2sad.cache import pack


@functools.lru_cache(maxsize=4096)
def code_content(code: CodeType) -> bytes:
    """Instructions, names and constants, those of the functions inside it included."""
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    constants = pack(*[constant_content(constant) for constant in code.co_consts])
    return pack(code.co_name, repr(counts), *[pack(*group) for group in names], code.co_code, constants)


def constant_content(obj: Any) -> bytes:
    """A value that can stand in a code object."""
    if isinstance(obj, CodeType):
        return code_content(obj)
    if isinstance(obj, tuple):
        return pack("tuple", *[constant_content(item) for item in obj])
    if isinstance(obj, frozenset):
        return pack("frozenset", *sorted(constant_content(item) for item in obj))
    if isinstance(obj, (str, bytes)):
        return pack(type(obj).__name__, obj)
    if isinstance(obj, bool) or not isinstance(obj, (int, float, complex)):
        return pack(repr(obj))
    if isinstance(obj, int):
        return pack("int", hex(obj))
    return pack(type(obj).__name__, float.hex(obj.real), float.hex(obj.imag))  # tells 0.0 from -0.0


@functools.lru_cache(maxsize=4096)
def code_names(code: CodeType) -> tuple[str, ...]:
    """Globals, attributes and imports of a function and of the functions inside it."""
    inner = [name for constant in code.co_consts if isinstance(constant, CodeType) for name in code_names(constant)]
    return tuple(dict.fromkeys([*code.co_names, *inner]))


@functools.lru_cache(maxsize=4096)
def code_imports(code: CodeType) -> tuple[tuple[str, int], ...]:
    """``(module, number of leading dots)`` of the imports inside a function."""
    found: list[tuple[str, int]] = []
    if dis.opmap["IMPORT_NAME"] in code.co_code[::2]:  # hardly ever, and looking closely is slow
        steps = [step for step in dis.get_instructions(code) if step.opname != "EXTENDED_ARG"]
        for index, step in enumerate(steps):
            if step.opname == "IMPORT_NAME":
                level = steps[index - 2].argval
                found.append((str(step.argval), level if isinstance(level, int) else 0))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found.extend(code_imports(constant))
    return tuple(found)
