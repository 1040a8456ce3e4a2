"""Attributes: of modules and objects that are known, and of objects that are structures of numbers.

An object that is a parameter to be differentiated, or is made in the function (`s2sad.lower.instances`), is a structure
with its class: ``p.mass`` is an item, ``p.energy(x)`` a call of the method with the structure, a property a call as
well.  No code of the user's runs while the text is made: what would, is lowered or refused.
"""

from __future__ import annotations

import abc
import ast
import dataclasses
import enum
import functools
import inspect
import types
from collections.abc import Iterator
from typing import Any

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower import held, runtime_dicts
from s2sad.lower.containers import METHODS as STRUCTURE_METHODS
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.members import no_attribute
from s2sad.lower.operations import is_known_operand
from s2sad.lower.outside import captured
from s2sad.origin import Origin, origin_of, origin_of_class
from s2sad.records import fields_of
from s2sad.types import Scalar, is_number

_MISSING = object()
_OF_MEMBERS = (bool, int, float, str)  # values of members of enumerations that stay what they are
DICT_VIEWS = ("keys", "values", "items")
_PLAIN = (types.FunctionType, staticmethod, classmethod)
_LIBRARY_DESCRIPTORS = (
    types.GetSetDescriptorType,
    types.MemberDescriptorType,
    types.WrapperDescriptorType,
    types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)


def attribute_of_object(frame: Frame, node: ast.AST, base: Const, name: str) -> Arg:
    """An attribute of a module or object: of the library's modules it is a constant, of the user's it may change."""
    stored = frame.source.mangled(name)
    if name == "_make" and isinstance(base.value, type) and issubclass(base.value, tuple):
        return Pack("bound", (Const(MAKE), base))
    if isinstance(base.value, enum.Enum) and name in ("name", "value") and isinstance(base.value.value, _OF_MEMBERS):
        return Const(getattr(base.value, name))
    found = inspect.getattr_static(type(base.value), stored, _MISSING)
    of_library = origin_of_class(type(base.value)) is Origin.LIBRARY  # whose properties are read as they are
    if isinstance(found, property) and not isinstance(base.value, type) and not of_library:
        return _read_property(frame, node, found, base, name)
    if _runs_code(base.value, stored, found):
        _refuse_code(frame, node, type(base.value), name)
    value = getattr(base.value, stored, _MISSING)
    if value is _MISSING:
        frame.refuse(node, *no_attribute(repr(base), name))
    if isinstance(base.value, types.ModuleType) and origin_of(base.value.__name__) is Origin.LIBRARY:
        return Const(value)
    place = frame.session.place_of(base.value)
    if place is not None:
        return captured(frame, node, (*place, ("attribute", stored)), value)
    if is_number(type_of(Const(value))) and not of_library:
        frame.refuse(
            node,
            "S2S303",
            f"the attribute {name!r} of an object",
            "its value may change from call to call, and nothing tells where the object comes from.",
            "read the attribute before, and hand the number in as a parameter.",
        )
    return Const(value)


def _runs_code(value: object, name: str, found: object) -> bool:
    """Whether reading an attribute would run code that is not the library's."""
    cls = type(value)
    if isinstance(value, types.ModuleType) or origin_of_class(cls) is Origin.LIBRARY:
        return False
    if inspect.getattr_static(cls, "__getattribute__", None) is not object.__getattribute__ and not isinstance(
        value, type
    ):
        return True
    if found is _MISSING:
        own = inspect.getattr_static(value, name, _MISSING)
        return own is _MISSING and hasattr(cls, "__getattr__")
    if isinstance(found, (*_PLAIN, *_LIBRARY_DESCRIPTORS)):
        return False
    if isinstance(found, functools.cached_property):
        return name not in getattr(value, "__dict__", {})
    return hasattr(type(found), "__get__") and origin_of_class(type(found)) is not Origin.LIBRARY


def _refuse_code(frame: Frame, node: ast.AST, cls: type, name: str) -> None:
    frame.refuse(
        node,
        "S2S303",
        f"the attribute {name!r} of {cls.__name__}, which is computed when it is read",
        "to read it would run the program's own code while the text is made.",
        "make it a property or a method, or read it before and hand the value in.",
    )


def _read_property(frame: Frame, node: ast.AST, found: property, base: Arg, name: str) -> Arg:
    from s2sad.lower.calls import call_value

    if not isinstance(found.fget, types.FunctionType):
        frame.refuse(
            node,
            "S2S303",
            f"the property {name!r}",
            "it is read by what is no Python function.",
            "write the property with def.",
        )
    return call_value(frame, node, Const(found.fget), [base], {})


def _read_once(frame: Frame, node: ast.AST, found: functools.cached_property[Any], base: Pack, name: str) -> Arg:
    """A property that is computed when it is read first, and is a field from then on."""
    from s2sad.lower.calls import call_value
    from s2sad.lower.heap import current, kept
    from s2sad.lower.instances import write_field

    value = kept(frame, node, call_value(frame, node, Const(found.func), [base], {}))
    now = current(frame.env, base)
    assert isinstance(now, Pack)
    write_field(frame, node, now, name, value)
    return value


# ---------------------------------------------------------------- structures with a class


def attribute_of_structure(frame: Frame, node: ast.AST, base: Pack, name: str) -> Arg:
    """A field, a method or a property of a structure."""
    if base.kind == runtime_dicts.TABLE and name in runtime_dicts.METHODS:
        return Pack("method", (base, Const(name)))
    if (base.kind, name) in STRUCTURE_METHODS or (base.kind == "dict" and name in DICT_VIEWS):
        return Pack("method", (base, Const(name)))
    if held.is_held(base):
        stored, cls = frame.source.mangled(name), held.class_of(base)
        found = held.field(frame, node, base, stored)
        return _of_class(frame, node, base, cls, stored) if found is None else found
    if isinstance(base.of, type):
        stored = frame.source.mangled(name)
        fields = base.keys if base.kind == "object" else getattr(base.of, "_fields", ())
        if fields is not None and stored in fields:
            return base.items[fields.index(stored)]
        if name == "__dict__" and base.kind == "object" and base.of.__dictoffset__:
            return Pack("fields", (base,))
        return _of_class(frame, node, base, base.of, stored)
    if base.kind == "super":
        return _of_super(frame, node, base, name)
    frame.refuse(
        node,
        "S2S303",
        f"the attribute {name!r} of {type_of(base)}",
        "its derivative is not known.",
        "use items, or a NumPy function.",
    )


def _of_class(frame: Frame, node: ast.AST, base: Arg, cls: type, name: str, after: type | None = None) -> Arg:
    """What the class, or what stands after another one in its order of inheritance, has under a name."""
    from s2sad.lower.calls import call_value

    order = cls.__mro__ if after is None else cls.__mro__[cls.__mro__.index(after) + 1 :]
    if name in _OF_TUPLES and issubclass(cls, tuple) and is_record_class(cls):
        return Pack("bound", (Const(_OF_TUPLES[name]), base))
    owner = next((c for c in order if name in vars(c)), None)
    otherwise = inspect.getattr_static(cls, "__getattr__", None)
    if owner is None and after is None and isinstance(otherwise, types.FunctionType):
        return call_value(frame, node, Const(otherwise), [base, Const(name)], {})
    if owner is None:
        frame.refuse(node, *no_attribute(f"an object of {cls.__name__}", name))
    found = vars(owner)[name]
    if isinstance(found, property):
        return _read_property(frame, node, found, base, name)
    if isinstance(found, functools.cached_property) and isinstance(base, Pack) and base.at:
        return _read_once(frame, node, found, base, name)
    if isinstance(found, types.FunctionType):
        return Pack("bound", (_guarded(frame, node, cls, owner, name, found), base))
    if found is object.__init__:
        return Pack("bound", (Const(found), base))
    if isinstance(found, staticmethod):
        return _guarded(frame, node, cls, owner, name, found.__func__)
    if isinstance(found, classmethod):
        return Pack("bound", (Const(found.__func__), Const(cls)))
    marked = getattr(found, "__s2sad_function__", None)
    if isinstance(marked, types.FunctionType):
        return Pack("bound", (Const(marked), base))
    if isinstance(getattr(type(found), "__get__", None), types.FunctionType):
        return call_value(frame, node, Const(type(found).__get__), [via(frame, cls, name, found), base, Const(cls)], {})
    if hasattr(type(found), "__get__"):
        _refuse_code(frame, node, cls, name)
    place = frame.session.place_of(cls)
    if place is None and (is_number(type_of(Const(found))) or type(found) in (list, dict, tuple)):
        frame.refuse(
            node,
            "S2S303",
            f"the class attribute {name!r}",
            "its value may change from call to call, and nothing tells where the class comes from.",
            f"name the class: {cls.__name__}.{name}.",
        )
    return Const(found) if place is None else captured(frame, node, (*place, ("attribute", name)), found)


def _guarded(frame: Frame, node: ast.AST, cls: type, owner: type, name: str, function: object) -> Arg:
    """A function of a class; where the class can be reached, it is checked at each call that it is still there."""
    place = frame.session.place_of(cls)
    if place is None or getattr(cls, name, None) is not function:
        return Const(function)
    return captured(frame, node, (*place, ("attribute", name)), function)


def via(frame: Frame, cls: type, name: str, descriptor: object) -> Const:
    """An object that a class has under a name, and that says what the name means; what it holds is read there."""
    place = frame.session.place_of(cls)
    if place is not None:
        frame.session.found_at((*place, ("attribute", "__dict__"), ("item", name)), descriptor)
    return Const(descriptor)


def _of_super(frame: Frame, node: ast.AST, base: Pack, name: str) -> Arg:
    this, owner = base.items
    assert isinstance(owner, Const)
    cls = this.of if isinstance(this, Pack) else type(this.value) if isinstance(this, Const) else None
    if not isinstance(cls, type) or owner.value not in cls.__mro__:
        frame.refuse(node, "S2S303", "super() here", "the class of self is not known.", "name the class in the call.")
    return _of_class(frame, node, this, cls, name, after=owner.value)


def is_method(value: Arg, name: str) -> bool:
    """Whether an attribute of a structure is called, and not read."""
    if not isinstance(value, Pack):
        return False
    if not isinstance(value.of, type):
        return (value.kind, name) in STRUCTURE_METHODS or (value.kind == "dict" and name in DICT_VIEWS)
    return name not in (value.keys or ()) and isinstance(
        inspect.getattr_static(value.of, name, None), types.FunctionType
    )


def own_method(value: Arg, name: str) -> Arg | None:
    """A method that the class of an object defines in Python; None of one that was made for a dataclass."""
    if not isinstance(value, Pack) or not isinstance(value.of, type):
        return None
    found = inspect.getattr_static(value.of, name, None)
    if not isinstance(found, types.FunctionType) or made_method(value.of, name):
        return None
    return Pack("bound", (Const(found), value))


def captured_method(value: Arg, name: str) -> Arg | None:
    """The same of an object from outside, by which nothing is differentiated."""
    if not isinstance(value, Const) or fields_of(value.value) is None:
        return None
    found = inspect.getattr_static(type(value.value), name, None)
    return Pack("bound", (Const(found), value)) if isinstance(found, types.FunctionType) else None


def iterated(frame: Frame, node: ast.AST, value: Arg) -> Arg:
    """What a loop over an object runs over: what its ``__iter__`` gives, or the object itself, asked for each item.

    Any other value is what it is.
    """
    from s2sad.lower.calls import call_value

    method = own_method(value, "__iter__")
    over = value if method is None else call_value(frame, node, method, [], {})
    if isinstance(over, Pack) and over.kind == "object" and how_asked(over, method is not None) is None:
        frame.refuse(
            node,
            "S2S206",
            f"a loop over an object of {getattr(over.of, '__name__', 'a class')}",
            "its class has no __iter__, __next__ or __getitem__ that can be read.",
            "loop over what it holds.",
        )
    return over


def how_asked(value: Arg, by_iter: bool) -> str | None:
    """The method that a loop asks for each item; None where the class of an object has none."""
    name = "__next__" if by_iter else "__getitem__"
    return name if own_method(value, name) is not None else None


def made_method(cls: object, name: str) -> bool:
    """Whether a class has a method that was made for it because it is a dataclass."""
    found = inspect.getattr_static(cls, name, None)
    return isinstance(found, types.FunctionType) and "__create_fn__" in found.__code__.co_qualname


_MIRRORED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def call_operator(frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg | None) -> Arg:
    """``left op right`` where one is an object: a call of the method that its class has for it."""
    from s2sad.lower.calls import call_value

    for base, name, args in _tries(frame, node, op, left, right):
        method: Arg | None = None
        if isinstance(base, Const) and is_known_operand(base, name):
            method = attribute_of_object(frame, node, base, name)
        elif isinstance(base, Pack) and own_method(base, name) is not None:
            method = attribute_of_structure(frame, node, base, name)
        result = Const(NotImplemented) if method is None else call_value(frame, node, method, args, {})
        if result != Const(NotImplemented):
            return result
    shown = " and ".join(str(type_of(x)) for x in (left, right) if x is not None)
    frame.refuse(
        node,
        "S2S304",
        f"the operator {op!r} of {shown}",
        "no class of them has a method for it that can be read.",
        "use their numbers.",
    )


def _tries(
    frame: Frame, node: ast.AST, op: str | None, left: Arg, right: Arg | None
) -> Iterator[tuple[Arg, str, list[Arg]]]:
    """The methods that Python asks, in its order: of a subclass first, of one class only once."""
    stem = (op or "").removeprefix("bit")  # the rows called and, or are of truth
    if right is None:
        yield left, f"__{stem}__", []
        return
    mirrored = f"__{_MIRRORED.get(stem, f'r{stem}')}__"
    mine, theirs = map(_class_of, (left, right))
    first, second = (left, f"__{stem}__", [right]), (right, mirrored, [left])
    if mine is None and theirs is not None:
        yield right, mirrored, [_as_handed_on(frame, node, stem, left, theirs)]
    elif mine is not None and mine is theirs:
        yield first
        if stem in _MIRRORED:
            yield second
    elif mine is not None and theirs is not None and issubclass(theirs, mine) and _is_other(mine, theirs, mirrored):
        yield second
        yield first
    else:
        yield first
        yield second


def _class_of(value: Arg) -> type | None:
    """The class of an object, made here or outside; None of anything else."""
    if isinstance(value, Const):
        cls = type(value.value)
        return None if origin_of_class(cls) is Origin.LIBRARY else cls
    return value.of if isinstance(value, Pack) and isinstance(value.of, type) else None


def _is_other(mine: type, theirs: type, name: str) -> bool:
    """Whether a subclass has a method of its own of this name."""
    return inspect.getattr_static(theirs, name, None) is not inspect.getattr_static(mine, name, None)


_SEEN_BY_NUMPY = ("__array__", "__array_interface__", "__array_struct__", "__len__", "__getitem__", "__float__")
_LEAST = -1e6  # the priority of NumPy's scalars


def _as_handed_on(frame: Frame, node: ast.AST, stem: str, number: Arg, cls: type) -> Arg:
    """What the right operand's method gets of a number or array on the left, which is asked first.

    NumPy's do not wait for a class that does not ask for it: an array makes an array of objects, a scalar hands itself
    on as a Python number.
    """
    t = type_of(number)
    if isinstance(number, (Const, Pack)) or (isinstance(t, Scalar) and t.kind == "py"):
        return number
    asks: Any = getattr(cls, "__array_ufunc__", _MISSING)
    scalar = isinstance(t, Scalar)
    if asks is None or (asks is _MISSING and getattr(cls, "__array_priority__", _LEAST) > (_LEAST if scalar else 0.0)):
        return number
    plain = asks is _MISSING and not any(hasattr(cls, name) for name in _SEEN_BY_NUMPY)
    if scalar and plain and stem not in _MIRRORED:
        return emit(frame, node, "float", (number,)) if t.dtype == "float64" else number  # type: ignore[union-attr]
    frame.refuse(
        node,
        "S2S304",
        f"an operator of {t} and an object of {cls.__name__}",
        "NumPy is asked first, and takes the object apart or makes an array of objects.",
        f"write __array_ufunc__ = None in {cls.__name__}, or the object on the left.",
    )


@dataclasses.dataclass(frozen=True, eq=False)
class OfTuples:
    """What a method stands for that every named tuple has."""

    __name__: str


REPLACE, AS_DICT, MAKE = OfTuples("_replace"), OfTuples("_asdict"), OfTuples("_make")
_OF_TUPLES = {"_replace": REPLACE, "_asdict": AS_DICT}


def is_record_class(cls: object) -> bool:
    """Whether calling a class only sets fields: a dataclass with the constructor that is made for it, a named tuple."""
    if not isinstance(cls, type) or type(cls) is not type:
        return False
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        new = cls.__new__
        made = getattr(new, "__globals__", {}).get("__name__", "")
        return cls.__init__ is object.__init__ and str(made).startswith("namedtuple_")
    return has_fields_set(cls) and not hasattr(cls, "__post_init__")


def has_fields_set(cls: Any) -> bool:
    """Whether the constructor of a class is the one that is made for a dataclass."""
    own = getattr(getattr(cls.__init__, "__code__", None), "co_qualname", "")
    return dataclasses.is_dataclass(cls) and _made_bare(cls) and "__create_fn__" in own


def _made_bare(cls: Any) -> bool:
    new: object = cls.__new__
    return new is object.__new__


def can_be_made(cls: Any) -> bool:
    """Whether what a call of a class does can be read: it sets fields, or runs an ``__init__`` on a bare object."""
    if type(cls) not in (type, abc.ABCMeta):
        return False
    return is_record_class(cls) or (
        _made_bare(cls)
        and cls.__getattribute__ is object.__getattribute__
        and not getattr(cls, "__abstractmethods__", None)
        and origin_of_class(cls) is not Origin.LIBRARY
        and (cls.__init__ is object.__init__ or isinstance(cls.__init__, types.FunctionType))
    )
