"""The source text of a function as it stands now.

Before: a code object, which knows a file name and a first line. After: the lines of its ``def`` (or ``lambda``), read
this moment. `inspect.getsource` decides by the file's size and time of change whether to read it again, so it misses an
edit of equal length within the resolution of the clock; the cached derivative of the old text would then be taken for
the new one's. Comparing the bytes costs some 20 µs a file, and what was found in equal bytes is not looked for again.

Where the function ends is found by brackets, strings and indentation: `tokenize` takes ten times as long, which would
be most of the time of a hit in a fresh process.
"""

import io
import linecache
import os
import re
import stat
import tokenize
from dataclasses import field
from types import CodeType
from typing import Any

from s2sad.dataclass import dataclass


@dataclass(slots=True)
class _Text:
    """A file or what `linecache` has in place of one; ``blocks`` by the line that they begin at."""

    origin: bytes | list[str]  # compared to see whether it still stands
    lines: list[str]
    blocks: dict[int, list[str]] = field(default_factory=dict)


_texts: dict[str, _Text] = {}


def source_lines(code: CodeType, module: dict[str, Any] | None = None) -> list[str] | None:
    """The lines of the function that ``code`` was compiled from, decorators included; None if there is no source.

    ``module`` is the namespace of the function's module, through which text inside a zip file is found. If the file has
    been edited since the import, these are the lines now at that place, not those that ``code`` came from.
    """
    text = _text(code.co_filename, module)
    first = code.co_firstlineno - 1
    if text is None or not 0 <= first < len(text.lines):
        return None
    if first not in text.blocks:
        text.blocks[first] = _block(text.lines, first)
    return text.blocks[first]


def file_bytes(filename: str) -> bytes | None:
    """The content of a regular file, else None."""
    try:
        # Not to wait for a pipe: `python /dev/stdin` must not hang.
        with io.FileIO(os.open(filename, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))) as file:
            return file.readall() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except (OSError, ValueError):
        return None


def _text(filename: str, module: dict[str, Any] | None) -> _Text | None:
    known = linecache.cache.get(filename)
    # Without a modification time the text was entered by hand (notebooks, generated modules) and there is no file.
    origin = None if known and len(known) == 4 and known[1] is None else file_bytes(filename)
    lines: list[str] = []
    if origin is None:
        if os.path.exists(filename) and not (known and len(known) == 4):
            return None  # a pipe, a terminal: reading it would take what the program waits for
        lines = linecache.getlines(filename, module)
    kept = _texts.get(filename)
    if kept is not None and kept.origin == (lines if origin is None else origin):
        return kept
    if origin is not None:
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(origin).readline)
            lines = io.TextIOWrapper(io.BytesIO(origin), encoding).readlines()
        except (SyntaxError, UnicodeDecodeError):
            return None
    if not lines:
        return None
    if len(_texts) >= 256:
        _texts.clear()
    _texts[filename] = made = _Text(list(lines) if origin is None else origin, lines)
    return made


# What opens, closes or hides a logical line: a triple-quoted string runs to the end of the text if it is not closed
# there, any other to the end of its line.
_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?(?:"""|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)'''
    r"""|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\#[^\n]*|\\\n|[()\[\]{}]|\n""",
    re.DOTALL,
)

_HIDING = re.compile(r"[\"'#\\]")
_DEFINITION = re.compile(r"\s*(async\s+def|def|class)\b")


def _block(lines: list[str], first: int) -> list[str]:
    """The lines of the definition that begins at ``lines[first]``; of anything else its logical line."""
    head = first
    while lines[head].lstrip().startswith("@") or (head > first and lines[head].lstrip()[:1] in ("", "#")):
        head = _logical_line(lines, head)
        if head == len(lines):
            return lines[first:]
    end = _logical_line(lines, head)
    if not _DEFINITION.match(lines[head]):
        return lines[first:end]
    outer = _indentation(lines[first])
    line = end
    while line < len(lines):
        content = lines[line].strip()
        if not content or content.startswith("#"):
            # A comment at the level of the body belongs to it, one further left only if the body goes on below.
            end = line + 1 if content and _indentation(lines[line]) > outer else end
            line += 1
        elif _indentation(lines[line]) > outer:
            line = end = _logical_line(lines, line)
        else:
            break
    return lines[first:end]


def _logical_line(lines: list[str], first: int) -> int:
    """The line after the logical line that begins at ``lines[first]``."""
    line = lines[first]
    if not _HIDING.search(line) and sum(map(line.count, "([{")) == sum(map(line.count, ")]}")):
        return first + 1  # as most are
    size = 1
    while True:
        depth, last = 0, first
        for token in _TOKEN.finditer("".join(lines[first : first + size])):
            match = token[0]
            if match == "\n":
                last += 1
                if depth <= 0:
                    return last
            elif match in "([{":
                depth += 1
            elif match in ")]}":
                depth -= 1
            else:
                last += match.count("\n")
        if first + size >= len(lines):
            return len(lines)
        size *= 4


def _indentation(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())
