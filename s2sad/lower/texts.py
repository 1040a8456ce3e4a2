"""Text that is made of computed values, for messages: f-strings, ``%`` and ``str.format``.

It is no w: it stays a structure until it is printed or raised, so what it shows must not change
meanwhile.  Of literals it is a literal.
"""

from __future__ import annotations

import ast
from typing import Any

from s2sad.ir import Arg, Const, Pack, leaves
from s2sad.lower.conflicts import BOTTOM
from s2sad.lower.emitting import force, usable
from s2sad.lower.frame import Frame
from s2sad.lower.heap import bare
from s2sad.lower.optional import shown
from s2sad.types import Array

KIND = "format"
_LITERALS = (str, int, float, bool, complex, bytes, type(None))


def formatted(frame: Frame, node: ast.AST, template: str, values: tuple[Arg, ...]) -> Arg:
    """``template.format(*values)``."""
    if any(v is BOTTOM for v in values):
        return BOTTOM
    values = tuple(map(_ranges, map(shown, map(bare, values))))  # the text shows what a list holds now
    for v in values:
        check_shown(frame, node, v)
    if all(isinstance(v, Const) for v in values):
        return Const(template.format(*(v.value for v in values if isinstance(v, Const))))
    return Pack(KIND, (Const(template), *values))


def _ranges(value: Arg) -> Arg:
    """A value with its ranges as text."""
    if not isinstance(value, Pack):
        return value
    if value.kind != "range":
        return value.like([_ranges(i) for i in value.items])
    numbers = value.items[:2] if value.items[2] == Const(1) else value.items
    return Pack(KIND, (Const(f"range({', '.join(['{}'] * len(numbers))})"), *numbers))


def check_shown(frame: Frame, node: ast.AST, value: Arg) -> None:
    """Refuse to show what is no number, text or structure of these: it may show an address."""
    if isinstance(value, Const) and not isinstance(value.value, _LITERALS):
        frame.refuse(
            node,
            "S2S202",
            f"text made of {value!r}",
            "only numbers, arrays, strings and structures of these are shown.",
            "show a name or a number of it.",
        )
    if isinstance(value, Pack):
        if value.kind not in ("tuple", "list", "dict", KIND):
            frame.refuse(node, "S2S202", f"text made of a {value.kind}", "its text is not known.", "show its items.")
        for i in value.items:
            check_shown(frame, node, i)


def check_kept(frame: Frame, node: ast.AST, value: Arg) -> None:
    """Refuse to keep text that shows an array: the array could change before the text is made."""
    if isinstance(value, Pack) and value.kind == KIND:
        if any(isinstance(v.type, Array) for v in leaves(value)):
            frame.refuse(
                node,
                "S2S202",
                "text with an array in it under a name",
                "it is made where it is shown, and the array could change before.",
                "write the text where it is printed or raised.",
            )
    elif isinstance(value, Pack):
        for i in value.items:
            check_kept(frame, node, i)


def check_returned(frame: Frame, node: ast.AST, value: Arg) -> None:
    """Refuse a result that holds computed text."""
    if isinstance(value, Pack):
        if value.kind == KIND:
            frame.refuse(
                node,
                "S2S304",
                "a result that is text made of computed values",
                "results are numbers, arrays and structures of these.",
                "return the numbers.",
            )
        for i in value.items:
            check_returned(frame, node, i)


def lower_joined(frame: Frame, node: ast.JoinedStr) -> Arg:
    """An f-string."""
    template, values = _template(frame, node, outer=True)
    return formatted(frame, node, template, values)


def _template(frame: Frame, node: ast.JoinedStr, outer: bool) -> tuple[str, tuple[Arg, ...]]:
    from s2sad.lower.expressions import expression

    text, values = "", []
    for part in node.values:
        if isinstance(part, ast.Constant):
            shown = str(part.value)
            if not outer and ("{" in shown or "}" in shown):
                frame.refuse(node, "S2S202", "braces in a format", "they cannot be written again.", "use another fill.")
            text += shown.replace("{", "{{").replace("}", "}}") if outer else shown
            continue
        assert isinstance(part, ast.FormattedValue)
        values.append(force(frame, usable(frame, expression(frame, part.value), part.value), part.value))
        text += "{" + (f"!{chr(part.conversion)}" if part.conversion >= 0 else "")
        if part.format_spec is not None:
            assert isinstance(part.format_spec, ast.JoinedStr)
            if not outer and part.format_spec.values:
                frame.refuse(node, "S2S202", "a format inside a format's format", "it is too deep.", "write it apart.")
            spec, more = _template(frame, part.format_spec, outer=False)
            text += ":" + spec
            values += more
        text += "}"
    return text, tuple(values)


def percent(frame: Frame, node: ast.AST, template: str, value: Arg) -> Arg:
    """``template % value``."""
    value = _ranges(bare(value))
    check_shown(frame, node, value)
    if isinstance(value, Const):
        try:
            return Const(template % value.value)
        except (TypeError, ValueError) as e:
            frame.refuse(node, "S2S202", "a format of this value", f"the primal raises {e}.", "check the format.")
    return Pack(KIND, (Const(None), Const(template), value))


def text_method(frame: Frame, node: ast.AST, method: Any, args: list[Arg], kwargs: dict[str, Arg]) -> Arg:
    """A method of a string that is known: ``mode.lower()``, or ``"...".format(x)``."""
    values = [*args, *kwargs.values()]
    if any(v is BOTTOM for v in values):
        return BOTTOM
    if method.__name__ == "format" and not kwargs:
        return formatted(frame, node, method.__self__, tuple(args))
    if method.__name__ == "join" and len(values) == 1:
        from s2sad.lower.known_items import known_items

        items = known_items(frame, node, values[0])
        if items is not None and all(map(is_text, items)):
            sep = method.__self__.replace("{", "{{").replace("}", "}}")
            return formatted(frame, node, sep.join(["{}"] * len(items)), tuple(items))
    if not all(isinstance(v, Const) for v in values):
        frame.refuse(
            node,
            "S2S301",
            f"str.{method.__name__} of computed values",
            "only what is known when the text is made is computed then.",
            "use an f-string where it is printed or raised.",
        )
    try:
        found = method(*(frame.known(v, node) for v in args), **{k: frame.known(v, node) for k, v in kwargs.items()})
    except Exception as e:  # whatever it raises, the primal does too
        frame.refuse(node, "S2S301", f"str.{method.__name__} of these values", f"the primal raises {e!r}.", "check it.")
    return Pack("list", tuple(map(Const, found))) if isinstance(found, list) else Const(found)


def refuse_asked(frame: Frame, node: ast.AST, *operands: Arg) -> None:
    """Refuse to ask what stands in text that is made of computed values: it is made where it is shown."""
    if any(isinstance(x, Pack) and x.kind == KIND for x in operands):
        frame.refuse(
            node,
            "S2S202",
            "a question about text that is made of computed values",
            "it is made where it is printed or raised.",
            "ask about the numbers that it shows; write several except clauses to tell exceptions apart.",
        )


def is_text(arg: Arg) -> bool:
    """Whether an operand is text."""
    return (isinstance(arg, Const) and isinstance(arg.value, str)) or (isinstance(arg, Pack) and arg.kind == KIND)
