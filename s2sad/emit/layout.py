"""Lines that are too long: split as the formatter splits them; and what may stand in a comment.

``w9 = f(a, b)`` that is too long becomes ``w9 = f(`` with the arguments below, on one line or one a line.
"""

from __future__ import annotations

import re

WIDTH = 88  # comments and inlined terms keep to this
LINE = 120  # what is longer is split
_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")


def wrapped(pad: str, text: str) -> list[str]:
    """A line that is too long, split at its last bracket as the formatter splits it."""
    tail = ":" if text.endswith(":") else ""
    core = text[: len(text) - len(tail)]
    if core.startswith("return ") and (not core.endswith(")") or _ends_with_a_call_among_others(core[7:])):
        core = f"return ({core[7:]})"
    while core.endswith("()"):  # ``f(...).copy()`` is split inside f
        owner, dot, method = core[:-2].rpartition(".")
        if not dot or not owner.endswith(")"):
            break
        core, tail = owner, f".{method}(){tail}"
    open_at = _last_open(core)
    if open_at is None:
        return [pad + text]
    head, inner = core[: open_at + 1], core[open_at + 1 : -1]
    close = core[-1] + tail
    one = f"{pad}    {inner}"
    parts = _split(inner)
    called = len(head) > 1 and (head[-2].isalnum() or head[-2] in "_])")
    if len(one) <= LINE and (called or len(parts) == 1):
        return [pad + head, one, pad + close]
    if len(parts) == 1 and not (head[-1] == "(" and head[-2:-1].isidentifier()):
        comma = "," if inner.rstrip().endswith(",") else ""  # which makes a tuple of it
        return [pad + head, f"{pad}    {parts[0]}{comma}", pad + close]
    return [pad + head, *[line for x in parts for line in _item(f"{pad}    ", x)], pad + close]


def _item(pad: str, text: str) -> list[str]:
    """An argument on lines of its own, split again where it is too long."""
    if len(f"{pad}{text},") <= LINE or _last_open(text) is None:
        return [f"{pad}{text},"]
    lines = wrapped(pad, text)
    return [*lines[:-1], f"{lines[-1]},"]


def _ends_with_a_call_among_others(text: str) -> bool:
    open_at = _last_open(text) or 0
    return len(_split(text)) > 1 and (text[open_at - 1].isalnum() or text[open_at - 1] == "_")


def _last_open(text: str) -> int | None:
    """Where the bracket opens that the text ends with."""
    if not text or text[-1] not in ")]":
        return None
    depth, text = 0, without_texts(text)
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] in ")]}") - (text[i] in "([{")
        if depth == 0:
            return i
    return None


def _split(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for i, c in enumerate(without_texts(text)):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append(text[last:i].strip())
            last = i + 1
    parts.append(text[last:].strip())
    return [x for x in parts if x]


def without_texts(code: str) -> str:
    """The code with as many letters in place of each string: brackets and commas in a message split nothing."""
    return _TEXT.sub(lambda found: "s" * len(found.group()), code)


def printable(text: str) -> str:
    """A line of the user's source that is safe in a comment or docstring."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
