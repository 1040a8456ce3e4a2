"""Calls that ask what something is: ``isinstance``, ``type``, ``callable``, ``hasattr``, ``super``.

::

    isinstance(x, float)    known: types are, when the text is made
    type(p) is Body         the class of the object, known
    super().step(x)         the method of the class that comes after this one
"""

from __future__ import annotations

import ast
import builtins
import functools
import types

import numpy as np

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.members import attribute
from s2sad.precision import SINGLE
from s2sad.rules import REGISTRY
from s2sad.types import EXCEPTION, Array, Scalar


def classes_of(frame: Frame, node: ast.AST, arg: Arg) -> tuple[type, ...]:
    """The classes that a value may be of when the text runs."""
    if isinstance(arg, Const):
        return (type(arg.value),)
    if isinstance(arg, Pack):
        if isinstance(arg.of, type):
            return (getattr(arg.of, "__stands_for__", arg.of),)
        found = _CLASSES.get(arg.kind)
        if found is not None:
            return (found,)
    t = type_of(arg)
    if isinstance(t, Array):
        return (np.ndarray,) if t.axes is not None else (np.ndarray, *_scalar_classes(Scalar("any", t.dtype)))
    if isinstance(t, Scalar):
        return _scalar_classes(Scalar("any", t.dtype) if _may_be_single(frame, arg) else t)
    fix = "write several except clauses." if t == EXCEPTION else "ask before it is computed."
    frame.refuse(node, "S2S304", f"the class of {t}", "it is known at run time only.", fix)


def _may_be_single(frame: Frame, arg: Arg) -> bool:
    """Whether a number of NumPy's is computed of what may be of single precision where its type says double."""
    if not any(getattr(v.type, "dtype", "") in SINGLE for v in (*frame.b.made, *frame.given)):
        return False
    todo, seen = [arg], set[Arg]()
    while todo:
        at = todo.pop()
        t, maker = type_of(at), frame.b.made.get(at) if isinstance(at, Var) else None
        if at in seen or not isinstance(t, Scalar) or t.dtype not in ("float64", "complex128"):
            continue
        seen.add(at)
        if at is not arg and t.kind == "any":
            return True
        if t.kind == "np" and maker is not None and REGISTRY.by_name[maker.op].kind == "elementwise":
            todo += maker.args
    return False


_CLASSES: dict[str, type] = {
    "tuple": tuple,
    "row": tuple,
    "list": list,
    "dict": dict,
    "set": set,
    "table": dict,
    "range": range,
    "function": types.FunctionType,
    "partial": functools.partial,
    "bound": types.MethodType,
}


def _scalar_classes(t: Scalar) -> tuple[type, ...]:
    python: dict[str, type] = {"bool": bool, "int64": int, "float64": float, "complex128": complex}
    numpy: tuple[type, ...] = (np.dtype(t.dtype).type,)
    own = (python[t.dtype],) if t.dtype in python else ()
    if t.kind == "any":
        # What may be an int or a float, or of single precision, is called a float of open kind.
        return (*own, *numpy, *_OPEN.get(t.dtype, ()))
    return own if t.kind == "py" else numpy


_OPEN: dict[str, tuple[type, ...]] = {"float64": (int, np.int64, np.float32), "complex128": (np.complex64,)}


@meaning(builtins.isinstance)
def _isinstance(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "isinstance", args, 2)
    return is_instance(frame, node, args[0], frame.known(args[1], node))


def is_instance(frame: Frame, node: ast.AST, x: Arg, wanted: type | tuple[type, ...]) -> Arg:
    """``isinstance(x, wanted)``: known, or asked when the text runs."""
    if isinstance(x, Const):
        return Const(isinstance(x.value, wanted))
    classes = classes_of(frame, node, x)
    found = [c for c in dict.fromkeys(classes) if issubclass(c, wanted)]
    if len(found) in (0, len(set(classes))):
        return Const(bool(found))
    # Which of them it is, the run decides: Python's number or NumPy's, an int or a float, a number or an array.
    asked = [Const(c) for c in found if not any(c is not d and issubclass(c, d) for d in found)]
    return emit(frame, node, "isinstance", (x, asked[0] if len(asked) == 1 else Pack("tuple", tuple(asked))))


@meaning(builtins.type)
def _type(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "type", args, 1)
    classes = classes_of(frame, node, args[0])
    if len(classes) > 1:
        frame.refuse(
            node, "S2S304", f"the class of {type_of(args[0])}", "the run decides it.", "convert it before: float(x)."
        )
    return Const(classes[0])


@meaning(builtins.callable)
def _callable(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "callable", args, 1)
    (x,) = args
    if isinstance(x, Const):
        return Const(callable(x.value))
    if isinstance(x, Pack) and isinstance(x.of, type):
        return Const(hasattr(x.of, "__call__"))  # noqa: B004
    return Const(isinstance(x, Pack) and x.kind in ("function", "partial", "bound", "choice", "method"))


@meaning(builtins.getattr)
def _getattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``getattr(x, "name")`` is ``x.name``; with a default, of an object that is known."""
    no_keywords(frame, node, kwargs, "getattr", args, 2, 3)
    name = frame.known(args[1], node)
    if len(args) == 3 and not _has(frame, node, args[0], name):
        return args[2]
    return attribute(frame, node, args[0], name)


@meaning(builtins.hasattr)
def _hasattr(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "hasattr", args, 2)
    return Const(_has(frame, node, args[0], frame.known(args[1], node)))


def _has(frame: Frame, node: ast.AST, x: Arg, name: str) -> bool:
    if isinstance(x, Const):
        return hasattr(x.value, name)
    if isinstance(x, Pack) and x.kind == "object" and name in (x.keys or ()):
        return True
    if isinstance(x, Pack) and isinstance(x.of, type) and hasattr(x.of, "__getattr__") and not hasattr(x.of, name):
        why = "its class answers by a __getattr__, which the run decides."
        frame.refuse(node, "S2S304", f"hasattr of an object of {x.of.__name__}", why, "ask for what it holds.")
    answers = {hasattr(c, name) for c in classes_of(frame, node, x)}
    if len(answers) > 1:
        frame.refuse(node, "S2S304", f"hasattr of {type_of(x)}", "the run decides it.", "convert it before.")
    return answers.pop()


@meaning(np.isscalar)
def _isscalar(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "np.isscalar", args, 1)
    (x,) = args
    if isinstance(x, Const):
        return Const(np.isscalar(x.value))
    t = type_of(x)
    if isinstance(t, Array) and t.axes is None:
        frame.refuse(node, "S2S304", "np.isscalar of an array that may be a scalar", "the run decides it.", "keep it.")
    return Const(isinstance(t, Scalar))


@meaning(object.__init__)
def _init(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``super().__init__()`` in a class without a base: it does nothing, and is there for classes between them."""
    no_keywords(frame, node, kwargs, "object.__init__", args, 1)
    return Const(None)


@meaning(builtins.super)
def _super(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``super()``: the object, and the class after which its methods are looked up."""
    if args:
        return Pack("super", (args[1], args[0]))
    function = frame.source.function
    names = function.__code__.co_freevars
    this = frame.env.get(next(iter(frame.source.names.parameters), ""))
    if "__class__" not in names or this is None:
        frame.refuse(node, "S2S211", "super() outside of a method", "the primal raises.", "name the class.")
    cell = (function.__closure__ or ())[names.index("__class__")]
    return Pack("super", (this, Const(cell.cell_contents)))


@meaning(object.__init__)
def _init_of_object(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    """``super().__init__()`` where no class is left that has one: nothing is done."""
    no_keywords(frame, node, kwargs, "object.__init__", args, 1)
    return Const(None)
