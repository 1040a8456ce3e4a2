"""Types of parameters as a user writes them: annotations, and ``--signature "f(x: float, a: float64[:, 3])"``.

Nothing is evaluated: a text is parsed, and names in it are looked up below and in its module.

=============================  ===================================================================================
``float``, ``int``, ``complex``  Python's own numbers
``np.float64``, ``float32``      NumPy scalars
``float[:, :]``, ``int64[:]``    arrays (``float`` is float64); ``:`` is an axis of any length, also 1
``float64[n, m]``, ``[1, :]``    named axes: one length wherever the name stands; axes of length 1
``float64[()]``                  an array without axes
``{"k": float}``, ``(float,)``   dicts, tuples and lists with the types of their items
``None``, ``True``, ``"fast"``   exactly this value; a number: exactly this number
=============================  ===================================================================================
"""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from s2sad.errors import ArgumentError
from s2sad.lower.frame import static
from s2sad.signature import spec_of
from s2sad.types import ONE, Array, Dim, Scalar, Struct, Type

_PYTHON = {"float": "float64", "int": "int64", "complex": "complex128"}
_NUMPY = {
    *("float16", "float32", "float64", "complex64", "complex128"),
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
}


class Unclear(Exception):
    """A text that names no type."""


@dataclass(frozen=True)
class Signature:
    """The types of a function's parameters, and how they were come by where it was not said."""

    specs: dict[str, Type]
    values: dict[str, object]  # defaults
    assumed: tuple[str, ...] = ()  # parameters taken as float
    defaults: tuple[str, ...] = ()  # parameters typed by their default
    promoted: tuple[str, ...] = ()  # ints that are differentiated
    axes: tuple[str, ...] = ()  # named axes

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """Rows for a header."""
        rows = []
        if self.assumed:
            rows.append(("assumed", f"{', '.join(self.assumed)}: taken as float, as nothing says what it is"))
        if self.defaults:
            rows.append(("assumed", f"{', '.join(self.defaults)}: as the default value is"))
        if self.promoted:
            rows.append(("promoted", f"{', '.join(self.promoted)}: an int that wrt names, so taken as float"))
        if self.axes:
            rows.append(("axes", f"{', '.join(self.axes)}: one length wherever the name stands, which nothing checks"))
        return tuple(rows)


def parse_option(text: str) -> tuple[str, dict[str, ast.expr]]:
    """The function (or ``""``) and the types by parameter of a ``--signature``: ``"x: float"`` or ``"f(x: float)"``."""
    for shown in (f"def {text}: pass", f"def _({text}): pass"):
        try:
            (node,) = ast.parse(shown).body
        except (SyntaxError, ValueError, RecursionError):
            continue
        if isinstance(node, ast.FunctionDef) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
            args = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if all(a.annotation is not None for a in args) and not node.args.defaults:
                return ("" if shown.startswith("def _(") else node.name), {
                    a.arg: a.annotation for a in args if a.annotation
                }
    raise ArgumentError(
        "S2S507",
        "--signature",
        f"{text!r} is no list of parameters with types",
        'write "x: float, a: float[:, :]", or "f(x: float, a: float[:, :])" where there are several functions.',
    )


def signature_of(
    function: types.FunctionType, given: Mapping[str, ast.expr], wrt: Sequence[str] | None = None
) -> Signature:
    """The types of the parameters: those given, else the annotations, else the defaults, else float.

    A Python int that ``wrt`` names is a float, as in a call.
    """
    parameters = inspect.signature(function, follow_wrapped=False).parameters
    unknown = [name for name in given if name not in parameters]
    if unknown:
        raise _error(function, f"--signature names {unknown[0]!r}, which is no parameter", parameters)
    annotations = inspect.get_annotations(function)
    reader = _Reader(function.__globals__)
    specs: dict[str, Type] = {}
    values: dict[str, object] = {}
    assumed: list[str] = []
    defaults: list[str] = []
    for name, p in parameters.items():
        if p.default is not p.empty:
            values[name] = p.default
        variadic = p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD)  # their annotations are of one item
        said: object = given.get(name, p.empty if variadic else annotations.get(name, p.empty))
        try:
            named = None if said is p.empty else reader.of(said, name)
        except Unclear as error:
            if name in given or p.default is p.empty:
                raise _error(function, f"the type of {name!r} is not clear: {error}", parameters) from None
            named = None  # `kind: str = "fast"`
        if named is not None:
            specs[name] = named
        elif variadic:
            specs[name] = spec_of(() if p.kind is p.VAR_POSITIONAL else {}, name)
            defaults.append(name)
        elif p.default is not p.empty and type(p.default) is not float:
            specs[name] = spec_of(p.default, name)
            defaults.append(name)
        else:
            specs[name] = Scalar("py", "float64")
            assumed.append(name)
    promoted = tuple(n for n in wrt or () if isinstance(t := specs[n], Scalar) and (t.kind, t.dtype) == ("py", "int64"))
    specs.update({n: Scalar("py", "float64") for n in promoted})
    return Signature(specs, values, tuple(assumed), tuple(defaults), promoted, tuple(reader.axes))


def _error(function: types.FunctionType, what: str, parameters: Mapping[str, inspect.Parameter]) -> ArgumentError:
    arrays = {
        name for name, p in parameters.items() if "ndarray" in str(p.annotation) or "NDArray" in str(p.annotation)
    }
    rest = ", ".join(f"{name}: {'float[:]' if name in arrays else 'float'}" for name in parameters)
    return ArgumentError(
        "S2S506", function.__qualname__, what, f'say it with --signature "{function.__name__}({rest})".'
    )


@dataclass
class _Reader:
    """Reads types for one function; ``axes`` are the named axes that it met."""

    namespace: Mapping[str, Any]
    axes: dict[str, None] = field(default_factory=dict)

    def of(self, said: object, path: str) -> Type:
        """The type that an annotation or a parsed text names."""
        if isinstance(said, ast.expr):
            return self._node(said, path)
        if isinstance(said, str):
            try:
                return self._node(ast.parse(said, mode="eval").body, path)
            except (SyntaxError, ValueError, RecursionError):
                raise Unclear(f"{said!r} cannot be parsed") from None
        if said is None:
            return static(None)
        if isinstance(said, dict):
            return Struct("dict", tuple(said), tuple(self.of(v, f"{path}.{k!s}") for k, v in said.items()))
        if isinstance(said, (tuple, list)):
            kind = "tuple" if isinstance(said, tuple) else "list"
            return Struct(kind, None, tuple(self.of(v, f"{path}.{i}") for i, v in enumerate(said)))
        if isinstance(said, type) and said is not np.ndarray:
            if said.__name__ in _PYTHON and said in (float, int, complex):
                return self._scalar(said.__name__, path)
            if issubclass(said, np.generic) and said.__name__ in _NUMPY:
                return Scalar("np", said.__name__)
        raise Unclear(f"{getattr(said, '__name__', said)!s} says too little, or is no type that is known here")

    def _node(self, node: ast.expr, path: str) -> Type:
        if isinstance(node, ast.Constant):
            return (
                self.of(node.value, path)
                if isinstance(node.value, str) and _names_type(node.value)
                else static(node.value)
            )
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return static(-node.operand.value)  # type: ignore[operator]
        if isinstance(node, ast.Subscript):
            return self._array(node, path)
        if isinstance(node, ast.Dict):
            keys = tuple(k.value if isinstance(k, ast.Constant) else None for k in node.keys)
            return Struct(
                "dict", keys, tuple(self._node(v, f"{path}.{k!s}") for k, v in zip(keys, node.values, strict=True))
            )
        if isinstance(node, (ast.Tuple, ast.List)):
            kind = "tuple" if isinstance(node, ast.Tuple) else "list"
            return Struct(kind, None, tuple(self._node(v, f"{path}.{i}") for i, v in enumerate(node.elts)))
        name = _last(node)
        if name in _PYTHON and isinstance(node, ast.Name):
            return self._scalar(name, path)
        if name in _NUMPY:
            return Scalar("np", name)
        if isinstance(node, ast.Name) and node.id in self.namespace:
            return self.of(self.namespace[node.id], path)
        raise Unclear(f"{ast.unparse(node)} says too little, or is no type that is known here")

    def _scalar(self, name: str, path: str) -> Type:
        return Scalar("py", _PYTHON[name], Dim(path, "?") if name == "int" else None)

    def _array(self, node: ast.Subscript, path: str) -> Type:
        name = _last(node.value)
        if name in ("tuple", "Tuple"):
            items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return Struct("tuple", None, tuple(self._node(v, f"{path}.{i}") for i, v in enumerate(items)))
        dtype = _PYTHON.get(name, name)
        if dtype not in _NUMPY:
            raise Unclear(f"{ast.unparse(node)} is no type that is known here")
        shape = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return Array(dtype, tuple(self._axis(a, f"{path}.{i}") for i, a in enumerate(shape)))

    def _axis(self, node: ast.expr, path: str) -> Dim:
        if isinstance(node, ast.Slice) and node.lower is None and node.upper is None and node.step is None:
            return Dim(path, "?")
        if isinstance(node, ast.Name):
            self.axes[node.id] = None
            return Dim(node.id, "?")
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value >= 0:
            return ONE if node.value == 1 else Dim(str(node.value), "n")
        raise Unclear(f"{ast.unparse(node)} is no axis; an axis is `:`, a name or a length")


def _names_type(text: str) -> bool:
    """Whether a quoted text is a type in quotes and not a value: ``"float[:]"``."""
    return text.partition("[")[0].rpartition(".")[2] in {*_PYTHON, *_NUMPY}


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
