"""``base.name``, by what the base is: an object that is known, a structure, a list, a number or an array.

::

    np.sin          the function            p.mass      the field of a structure
    a.T             w3 = T(a)               a.sum       a method: the pair of ``a`` and the name
"""

from __future__ import annotations

import ast

from s2sad.ir import Arg, Const, Pack, Var, type_of
from s2sad.lower import alternatives
from s2sad.lower.conflicts import BOTTOM, Reason
from s2sad.lower.emitting import usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import current
from s2sad.lower.list_operations import METHODS as LIST_METHODS
from s2sad.lower.meanings import ARRAY_METHODS, FLOAT_METHODS, NUMBER_METHODS
from s2sad.lower.optional import present
from s2sad.lower.runtime_lists import is_list
from s2sad.lower.slices import BOUNDS
from s2sad.rules import REGISTRY
from s2sad.types import EXCEPTION, GENERATOR, Array, Scalar


def attribute(frame: Frame, node: ast.AST, base: Arg, name: str) -> Arg:
    """``base.name``."""
    from s2sad.lower.attributes import attribute_of_number
    from s2sad.lower.objects import attribute_of_object, attribute_of_structure, is_method

    base = usable(frame, present(frame, node, current(frame.env, base)), node)
    if base is BOTTOM:
        return BOTTOM
    if isinstance(base, Const):
        return attribute_of_object(frame, node, base, name)
    if isinstance(base, Pack) and base.kind == alternatives.EITHER:
        if is_method(base.items[1], frame.source.mangled(name)):
            return Pack("method", (base, Const(name)))
        return usable(frame, alternatives.each(frame, node, base, lambda p: attribute(frame, node, p, name)), node)
    t = type_of(base)
    if t == GENERATOR or (is_list(base) and name in LIST_METHODS):
        return Pack("method", (base, Const(name)))
    if isinstance(t, (Array, Scalar)) and isinstance(base, Var) and not is_list(base):
        found = attribute_of_number(frame, node, base, t, name)
        if found is not None:
            return found
        if name == "flat" and isinstance(t, Array) and t.axes:
            return Pack("flat", (base,))
        methods = isinstance(t, Array) or name in (FLOAT_METHODS if t.kind != "np" else NUMBER_METHODS)
        if methods and (name in REGISTRY.by_method or name in ARRAY_METHODS):
            return Pack("method", (base, Const(name)))
    if isinstance(base, Pack) and base.kind == "slice":
        return bound_of(frame, node, base, name)
    if isinstance(base, Pack):
        return attribute_of_structure(frame, node, base, name)
    frame.refuse(
        node,
        "S2S303",
        f"the attribute {name!r} of {t}",
        "its derivative is not known.",
        "str(e), where it is shown."
        if t == EXCEPTION
        else "use the NumPy function of the same name, or an item of a dict.",
    )


def no_attribute(owner: str, name: str) -> Reason:
    """What is said of an attribute that is not there."""
    why = "the primal would raise AttributeError here."
    return "S2S303", f"{owner} has no attribute {name!r}", why, "check the spelling."


def bound_of(frame: Frame, node: ast.AST, base: Pack, name: str) -> Arg:
    """``s.start``, ``s.stop`` and ``s.step`` of a slice."""
    if name not in BOUNDS:
        frame.refuse(node, *no_attribute("a slice", name))
    found: Arg = base.items[BOUNDS.index(name)]
    return found
