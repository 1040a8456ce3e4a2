"""Objects of classes: made by their constructors, and their fields written.

An object is its class and its fields, at a place (`s2sad.lower.heap`): what holds for lists holds for it, two names may
stand for one, branches merge its fields and loops carry them::

    p = Body(x, 2.0)            p -> &P      &P = Body(mass=w1, speed=2.0)
    q = p
    q.speed = q.speed + x                    &P = Body(mass=w1, speed=w3)

``__init__``, setters and operators that change the object are lowered as the functions that they are: none runs.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import types
from typing import Any, TypeGuard

from s2sad.ir import Arg, Const, Pack, type_of
from s2sad.lower import held
from s2sad.lower.alternatives import each, is_either
from s2sad.lower.builtin_calls import pairs_of
from s2sad.lower.callee_calls import bound
from s2sad.lower.calls import call_value
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.containers import METHODS
from s2sad.lower.emitting import usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import NEW, can_change, current, kept, write
from s2sad.lower.meanings import BUILTINS
from s2sad.lower.members import no_attribute
from s2sad.lower.objects import (
    REPLACE,
    attribute_of_object,
    attribute_of_structure,
    can_be_made,
    has_fields_set,
    is_record_class,
    via,
)
from s2sad.lower.operations import is_known_operand, is_object
from s2sad.lower.optional import present

_MISSING = object()


# ---------------------------------------------------------------- making


def new(cls: type, values: dict[str, Arg]) -> Pack:
    """A new object."""
    made = Pack("object", tuple(values.values()), tuple(values), cls)
    return dataclasses.replace(made, at=NEW) if can_change(made) else made


def construct(frame: Frame, node: ast.AST, cls: type, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """An object of a class, as a structure; its constructor is read, and does not run."""
    if issubclass(cls, tuple):
        values = bound(frame, node, cls.__name__, inspect.signature(cls), args, kwargs, lambda p: Const(p.default))
        return Pack("tuple", tuple(values.values()), None, cls)
    if has_fields_set(cls):
        return _with_fields(frame, node, cls, args, kwargs)
    made = kept(frame, node, new(cls, {}))
    assert isinstance(made, Pack)
    if isinstance(cls.__init__, types.FunctionType):
        call_value(frame, node, attribute_of_structure(frame, node, made, "__init__"), args, kwargs)
    elif args or kwargs:
        why = "the primal raises TypeError: the class has no __init__."
        frame.refuse(node, "S2S211", f"a call of {cls.__name__} with arguments", why, "check the call.")
    return current(frame.env, made)


def _with_fields(frame: Frame, node: ast.AST, cls: type, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """An object of a dataclass."""
    fields = {f.name: f for f in dataclasses.fields(cls)}
    signature = inspect.signature(cls)

    def default(p: inspect.Parameter) -> Arg:
        factory = fields[p.name].default_factory if p.name in fields else dataclasses.MISSING
        if factory is not dataclasses.MISSING:
            return call_value(frame, node, Const(factory), [], {})
        return Const(p.default)

    values = bound(frame, node, cls.__name__, signature, args, kwargs, default)
    only_given = [values.pop(name) for name in list(values) if name not in fields]
    for name, f in fields.items():
        if f.init:
            continue
        if f.default_factory is not dataclasses.MISSING:
            values[name] = call_value(frame, node, Const(f.default_factory), [], {})
        elif f.default is not dataclasses.MISSING:
            values[name] = Const(f.default)
    made = new(cls, {name: values[name] for name in fields if name in values})
    if not hasattr(cls, "__post_init__"):
        return made
    placed = kept(frame, node, made)
    assert isinstance(placed, Pack)
    call_value(frame, node, attribute_of_structure(frame, node, placed, "__post_init__"), only_given, {})
    return current(frame.env, placed)


def _namespace(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``SimpleNamespace(x=1.0)``."""
    if args:
        frame.refuse(node, "S2S211", "a namespace made of a value", "its names are not known.", "name the fields.")
    return new(types.SimpleNamespace, kwargs)


def _replaced(frame: Frame, node: ast.AST, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``dataclasses.replace(p, x=1.0)`` and ``p._replace(x=1.0)``: the object with other values in some fields."""
    (base, *more) = args
    if isinstance(base, Pack) and _is_made_by_replace(base.of) and not more:
        return construct(frame, node, base.of, [], _init_values(frame, node, base, kwargs))
    if not isinstance(base, Pack) or not is_record_class(base.of) or more:
        frame.refuse(
            node,
            "S2S301",
            f"a replacement in {type_of(base)}",
            "it is no dataclass or named tuple that is made here, or handed in.",
            "make a new object with its constructor.",
        )
    cls: Any = base.of
    fields = list(base.keys if base.keys is not None else cls._fields)
    unknown = [k for k in kwargs if k not in fields]
    if unknown:
        frame.refuse(node, *no_attribute(f"an object of {cls.__name__}", unknown[0]))
    made = base.like(kwargs.get(str(k), item) for k, item in zip(fields, base.items, strict=True))
    return dataclasses.replace(made, at=NEW if can_change(base) else None)


def _is_made_by_replace(cls: object) -> TypeGuard[type]:
    """Whether `dataclasses.replace` calls the constructor of a class, which does more than set fields."""
    return isinstance(cls, type) and dataclasses.is_dataclass(cls) and not is_record_class(cls) and can_be_made(cls)


def _init_values(frame: Frame, node: ast.AST, base: Pack, changes: dict[str, Arg]) -> dict[str, Arg]:
    """What the constructor is called with: the changes, and the fields as they are."""
    cls: Any = base.of
    values = dict(changes)
    for f in dataclasses.fields(cls):
        if not f.init and f.name in changes:
            why = "the primal raises ValueError: the constructor does not take it."
            frame.refuse(node, "S2S211", f"a replacement of the field {f.name!r}", why, "assign to it.")
        if f.init and f.name not in changes:
            values[f.name] = attribute_of_structure(frame, node, base, f.name)
    return values


# ---------------------------------------------------------------- writing


def store_attribute(frame: Frame, node: ast.AST, base: Arg, name: str, value: Arg) -> None:
    """``base.name = value``."""
    base = usable(frame, present(frame, node, current(frame.env, base)), node)
    if base is BOTTOM or value is BOTTOM:
        return
    if isinstance(base, Pack) and is_either(base):
        value = kept(frame, node, value)

        def store(thing: Arg) -> Arg:
            store_attribute(frame, node, thing, name, value)
            return Const(None)

        each(frame, node, base, store)
        return
    cls: Any = held.class_of(base) if held.is_held(base) else base.of if is_object(base) else None  # type: ignore[union-attr]
    if not isinstance(base, Pack) or not isinstance(cls, type):
        frame.refuse(
            node,
            "S2S205",
            f"an assignment to the attribute {name!r} of {_shown(base)}",
            "fields are followed of objects that the function makes, or that hold a float and are differentiated.",
            "keep the number in a variable of its own.",
        )
    stored = frame.source.mangled(name)
    found = inspect.getattr_static(cls, stored, _MISSING)
    if cls.__setattr__ not in _PLAIN_SETTERS:
        _refuse_store(frame, node, cls, name, "the class decides what an assignment does, or forbids it.")
    if isinstance(found, property):
        if not isinstance(found.fset, types.FunctionType):
            _refuse_store(frame, node, cls, name, "it is a property without a setter: the primal raises.")
        call_value(frame, node, Const(found.fset), [base, value], {})
        return
    if isinstance(getattr(type(found), "__set__", None), types.FunctionType):
        call_value(frame, node, Const(type(found).__set__), [via(frame, cls, stored, found), base, value], {})
        return
    if hasattr(type(found), "__set__") and not isinstance(found, types.MemberDescriptorType):
        _refuse_store(frame, node, cls, name, "an object of the class decides what an assignment does.")
    if not cls.__dictoffset__ and not isinstance(found, types.MemberDescriptorType):
        _refuse_store(frame, node, cls, name, "the class has no slot for it: the primal raises.")
    write_field(frame, node, base, stored, value)


def set_field(frame: Frame, node: ast.AST, base: Arg, name: str, value: Arg) -> None:
    """``object.__setattr__(base, name, value)``: a field, whatever the class says of assignments."""
    base = usable(frame, current(frame.env, base), node)
    if not isinstance(base, Pack) or not isinstance(base.of, type) or base.kind != "object":
        frame.refuse(
            node, "S2S205", f"object.__setattr__ of {_shown(base)}", "it is not made here.", "assign to a field."
        )
    if hasattr(type(inspect.getattr_static(base.of, name, None)), "__set__"):
        _refuse_store(frame, node, base.of, name, "its class decides what an assignment does.")
    write_field(frame, node, base, name, value)


def _set_fields(frame: Frame, node: ast.AST, base: Pack, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """``base.__dict__.update(values)``."""
    (thing,) = base.items
    given = pairs_of(frame, node, args[0]) if args else {}
    for name, value in (given | kwargs).items():
        set_field(frame, node, thing, name, value)
    return Const(None)


METHODS["fields", "update"] = (_set_fields, 0, 1)


def write_field(frame: Frame, node: ast.AST, base: Pack, name: str, value: Arg) -> None:
    """A field gets another value, or is there from now on."""
    if held.is_held(base):
        held.store(frame, node, base, name, value)
        return
    fields = dict(zip(base.keys or (), base.items, strict=True))
    fields[name] = value
    write(frame, node, base, fields.values(), tuple(fields))


_PLAIN_SETTERS: tuple[Any, ...] = (object.__setattr__, types.SimpleNamespace.__setattr__)


def _refuse_store(frame: Frame, node: ast.AST, cls: type, name: str, why: str) -> None:
    frame.refuse(
        node,
        "S2S205",
        f"an assignment to the attribute {name!r} of an object of {cls.__name__}",
        why,
        "make a new object, such as dataclasses.replace(...).",
    )


def _shown(base: Arg) -> str:
    if isinstance(base, Const):
        return f"{base!r}, which comes from outside"
    return str(type_of(base))


def operate_in_place(frame: Frame, node: ast.AST, op: str | None, base: Arg, value: Arg) -> Arg | None:
    """``base += value`` by the class's own method; None if it has none."""
    name = f"__i{(op or '').removeprefix('bit')}__"
    if isinstance(base, Const) and is_known_operand(base, name):
        method = attribute_of_object(frame, node, base, name)
    elif isinstance(base, Pack):
        cls = held.class_of(base) if held.is_held(base) else base.of
        if not isinstance(cls, type) or not isinstance(getattr(cls, name, None), types.FunctionType):
            return None
        method = attribute_of_structure(frame, node, base, name)
    else:
        return None
    result = call_value(frame, node, method, [value], {})
    return None if result == Const(NotImplemented) else result


def delete_attribute(frame: Frame, node: ast.AST, base: Arg, name: str) -> None:
    """``del base.name``."""
    base, stored = current(frame.env, base), frame.source.mangled(name)
    found = inspect.getattr_static(base.of, stored, None) if isinstance(base, Pack) else None
    if isinstance(found, property) and isinstance(found.fdel, types.FunctionType):
        call_value(frame, node, Const(found.fdel), [base], {})
        return
    if not isinstance(base, Pack) or base.kind != "object" or stored not in (base.keys or ()):
        frame.refuse(node, *no_attribute(_shown(base), name))
    fields = dict(zip(base.keys or (), base.items, strict=True))
    del fields[stored]
    write(frame, node, base, fields.values(), tuple(fields))


BUILTINS[id(REPLACE)] = _replaced
BUILTINS[id(dataclasses.replace)] = _replaced
BUILTINS[id(types.SimpleNamespace)] = _namespace
