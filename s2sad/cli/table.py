"""What has rules, as a table: a line each function, by its module and under all of its names.

Before: the rows, and the calls that lowering knows by their own meaning. After, `entries`::

    Entry(module="np", names=("absolute", "abs"), by=("x",))

``by`` are the operands by which there is a derivative: none for what is constant (a comparison, a shape), and
``None`` for what is made of other calls (``np.asarray``, ``np.rot90``): it has the derivatives of those.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import math
import sys
from collections.abc import Callable, Collection, Iterable, Iterator

import numpy as np

import s2sad.pipeline  # noqa: F401 - before its parts: what lowering knows is in their tables
from s2sad.dataclass import dataclass
from s2sad.lower.meanings import ARRAY_METHODS, BUILTINS
from s2sad.rules import REGISTRY, Rule
from s2sad.rules.registry import identity

_NUMPY = {"np.linalg": np.linalg, "np.fft": np.fft, "np.lib.stride_tricks": np.lib.stride_tricks}
_SERIES = ("legendre", "chebyshev", "laguerre", "hermite", "hermite_e")
MODULES = {"builtins": builtins, "math": math, "np": np, **_NUMPY} | {
    f"np.polynomial.{name}": getattr(np.polynomial, name) for name in _SERIES
}
OF_SCIPY = ("scipy.special", "scipy.linalg", "scipy.stats", "scipy.fft")


@dataclass(frozen=True)
class Entry:
    """A function, where it stands, what it is called there, and by which operands it has derivatives."""

    module: str
    names: tuple[str, ...]
    by: tuple[str, ...] | None

    @property
    def said(self) -> str:
        """What the table says of it."""
        if self.by is None:
            return "as what it is made of"
        return f"by {', '.join(self.by)}" if self.by else "constant"


def entries(words: Collection[str] = ()) -> list[Entry]:
    """What has rules, by modules and in the order of names; with ``words``, only what has one of them in a name."""
    found = [*_operators(), *_methods(), *_of_modules(), *_of_modules_of_rows()]
    return [e for e in found if not words or any(w in f"{e.module}.{n}" for w in words for n in e.names)]


def load_scipy() -> list[str]:
    """Load what s2sad has rows for of SciPy, as far as it is installed; the modules that are not."""
    missing = []
    for name in OF_SCIPY:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    REGISTRY.load_awaited()
    return missing


def derivatives_by(rule: Rule) -> tuple[str, ...]:
    """The operands by which a row has derivatives that are not zero everywhere."""
    if rule.kind == "constant":
        return ()
    formulas = [rule.derivatives, *rule.of_outs.values()]
    zero = {o: all(ast.unparse(f[o]) == "0.0" for f in formulas if o in f) for f in formulas for o in f}
    if rule.cases is not None or rule.vjp is not None:
        named = zero or dict.fromkeys(rule.operands, False)
        return tuple(o for o in named if o not in rule.shape_only and not zero.get(o))
    return tuple(o for o in rule.operands if zero.get(o) is False)


def _of_modules() -> Iterator[Entry]:
    for shown, module in {**MODULES, **{m: sys.modules[m] for m in OF_SCIPY if m in sys.modules}}.items():
        names_of: dict[object, list[str]] = {}
        functions: dict[object, object] = {}
        for name in sorted(n for n in dir(module) if not n.startswith("_")):
            function = getattr(module, name)
            if callable(function) and (REGISTRY.find(function) is not None or identity(function) in BUILTINS):
                names_of.setdefault(identity(function), []).append(name)
                functions[identity(function)] = function
        for key, names in names_of.items():
            rows = REGISTRY.by_object.get(key, [])
            by = tuple(dict.fromkeys(o for r in rows for o in derivatives_by(r))) if rows else None
            yield Entry(shown, _own_first(names, functions[key]), by)


def _own_first(names: list[str], function: object) -> tuple[str, ...]:
    own = getattr(function, "__name__", "")
    return tuple(sorted(names, key=lambda n: n != own))


def _of_modules_of_rows() -> Iterator[Entry]:
    """Methods of objects of modules, ``scipy.stats.norm.pdf``, and rows of users: by the names in their calls."""
    for module in dict.fromkeys(r.modules[0] for r in REGISTRY.by_name.values() if r.modules):
        rows: dict[str, list[Rule]] = {}
        for rule in REGISTRY.by_name.values():
            if rule.modules == (module,) and isinstance(rule.call, ast.Call) and not rule.helper:
                name = ast.unparse(rule.call.func).removeprefix(f"{module}.")
                if "." in name or module not in OF_SCIPY:
                    rows.setdefault(name, []).append(rule)
        for name in sorted(rows):
            yield Entry(module, (name,), tuple(dict.fromkeys(o for r in rows[name] for o in derivatives_by(r))))


def _operators() -> Iterator[Entry]:
    shown: dict[str, Rule] = {}
    for rule in REGISTRY.by_name.values():
        if isinstance(rule.call, (ast.BinOp, ast.UnaryOp, ast.Compare)) and set(rule.operands) <= {"x", "y"}:
            shown.setdefault(ast.unparse(rule.call), rule)
    for text, rule in shown.items():
        yield Entry("operators", (text,), derivatives_by(rule))


def _methods() -> Iterator[Entry]:
    for name in sorted({*REGISTRY.by_method, *ARRAY_METHODS}):
        rule = REGISTRY.by_method.get(name)
        yield Entry("of arrays", (f"{name}()",), None if rule is None else derivatives_by(rule))


def table(found: Iterable[Entry], columns: Iterable[tuple[str, Callable[[Entry], str]]] = ()) -> str:
    """Entries as a text, under a head for each module; ``columns`` are more things to say of each."""
    more = list(columns)
    lines: list[tuple[str, ...]] = []
    last = ""
    for e in found:
        if e.module != last:
            lines += [("",), (e.module, "derivative", *(head for head, _ in more))]
            last = e.module
        lines.append((f"  {', '.join(e.names)}", e.said, *(say(e) for _, say in more)))
    widths = [max((len(row[i]) for row in lines if i < len(row)), default=0) for i in range(2 + len(more))]
    shown = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=False)).rstrip() for row in lines]
    return "\n".join(shown).lstrip("\n")
