"""The modules that an emitted text imports: what its statements name, and nothing else.

Before: a program in which ``scipy.special.gammaln`` is called and ``lab.Failure`` raised. After::

    import numpy as np
    import scipy.special

    import lab

Rows of a library or of the user's say which modules their calls name (`s2sad.rules.registry.Rule.modules`); of an
exception class it is where the class stands. Both are named in full, as ``scipy.special.gammaln``, so of the names of
the text only the first part is taken.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable

from s2sad.analyse.effects import operations
from s2sad.exceptions import module_of, named_in
from s2sad.ir import Eqn, Function, If, Pack, Program, statements
from s2sad.origin import Origin, origin_of
from s2sad.rules import REGISTRY
from s2sad.rules.registry import names, tops
from s2sad.telling import module_of as module_of_way
from s2sad.telling import way_of

_RAISED, _CALLED = "exceptions of theirs are raised or caught", "functions of theirs are called"


def modules_raised(functions: Iterable[Function]) -> set[str]:
    """The modules in which the exception classes stand that functions raise or catch; not Python's and NumPy's."""
    return {module_of(n) for f in functions for n in named_in(f)} - {""}


def modules_called(functions: Iterable[Function]) -> set[str]:
    """The modules that the rows of functions name, NumPy and math apart."""
    return {m for f in functions for op in operations(f) for m in REGISTRY.by_name[op].modules}


def modules_told(f: Function) -> set[str]:
    """``warnings`` where a function filters them or warns, ``logging`` where it logs."""
    found = set[str]()
    for s in statements(f):
        if isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind == "warnings":
            found.add("warnings")
        elif isinstance(s, Eqn) and s.op == "print":
            found.add(module_of_way(way_of(s)[0]))
    return found - {""}


def tops_reached(functions: Iterable[Function]) -> set[str]:
    """The names that the text of functions needs for modules, and the texts of their derivatives do."""
    functions = tuple(functions)
    reached = {m.partition(".")[0] for m in modules_raised(functions)}
    reached = reached.union(*map(modules_told, functions))
    for rule in {REGISTRY.by_name[op] for f in functions for op in operations(f)}:
        if rule.modules:
            formulas = (*rule.derivatives.values(), *rule.adjoints.values())
            reached |= tops(rule) | {n for e in formulas for n in names(e) if n not in rule.operands}
    return reached


def paragraphs(program: Program, used: Container[str]) -> list[str]:
    """The imports of a module, sorted as an import sorter leaves them: Python's, those of libraries, the user's own.

    ``used`` are the names that its text reads.
    """
    standard = ["import math"] if "math" in used else []
    standard += [f"import {m}" for m in sorted(set[str]().union(*map(modules_told, program.functions.values())))]
    libraries = ["import numpy as np"] if "np" in used else []
    own: list[str] = []
    functions = program.functions.values()
    for m in sorted(modules_called(functions) | modules_raised(functions)):
        if m.partition(".")[0] in used:
            group = {Origin.USER: own, Origin.INSTALLED: own}.get(origin_of(m), libraries)
            (standard if m.partition(".")[0] in sys.stdlib_module_names else group).append(f"import {m}")
    return ["\n".join(sorted(group)) for group in (standard, libraries, own) if group]


def needs(program: Program) -> tuple[tuple[str, str], ...]:
    """What the docstring says of the modules without which a program does not run: neither Python's nor NumPy's."""
    functions = program.functions.values()
    found = [(modules_called(functions), _CALLED), (modules_raised(functions), _RAISED)]
    said = [f"{', '.join(named)}: {why}" for modules, why in found if (named := _foreign(modules))]
    return (("needs", "; ".join(said)),) if said else ()


def foreign(program: Program) -> list[str]:
    """The user's modules without which a program does not run."""
    functions = program.functions.values()
    found = _foreign(modules_called(functions) | modules_raised(functions))
    return [m for m in found if m.partition(".")[0] != "scipy"]


def _foreign(modules: set[str]) -> list[str]:
    tops = {m: m.partition(".")[0] for m in modules}
    return sorted(m for m, top in tops.items() if top != "numpy" and top not in sys.stdlib_module_names)
