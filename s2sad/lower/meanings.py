"""What is lowered by a meaning of its own: tables from functions, rows, methods and classes to what lowers a call.

::

    @meaning(functools.partial)
    def _partial(frame, node, args, kwargs): ...        a call of ``functools.partial`` is lowered by it
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from s2sad.ir import Arg
from s2sad.lower.frame import Frame
from s2sad.lower.iterable_calls import MAKERS
from s2sad.rules import REGISTRY
from s2sad.rules.registry import identity

# What is called by its own meaning: each gets the arguments as they are lowered.
Lower = Callable[[Frame, ast.AST, list[Arg], dict[str, Arg]], Arg]
# The same for structures of some kind, and for objects of some class: these get what is called, too.
LowerObject = Callable[[Frame, ast.AST, Arg, list[Arg], dict[str, Arg]], Arg]
OF_KIND: dict[str, LowerObject] = {}
OF_CLASS: dict[type, LowerObject] = {}
ARRAY_METHODS: dict[str, Lower] = {}  # methods of arrays that are no rows: the first argument is the array
FLOAT_METHODS = {"is_integer"}  # of Python's floats
# What NumPy's numbers do as arrays do; they have no ``dot``, and what writes writes a copy.
NUMBER_METHODS = {"astype", "clip", "conj", "conjugate", "copy", "item", "max", "mean", "min", "prod"} | {
    *("flatten", "is_integer", "ravel", "reshape", "round", "squeeze", "std", "sum", "transpose", "var")
}
OF_ROW: dict[str, Lower] = {}  # functions whose arguments or results are taken apart before the row is applied
BUILTINS: dict[Any, Lower] = {id(function): lower for function, lower in MAKERS.items()}


def meaning(*functions: object) -> Callable[[Lower], Lower]:
    """What calls of these objects are lowered by."""

    def note(lower: Lower) -> Lower:
        for function in functions:
            BUILTINS[identity(function)] = lower
        return lower

    return note


def is_read(function: object) -> bool:
    """Whether calls of a function without a text are read: it has a row or a meaning."""
    return identity(function) in BUILTINS or REGISTRY.find(function) is not None
