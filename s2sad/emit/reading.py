"""Which names the text of a module reads: what it has to import.

Before: ``y = np.sin(x)  # math``. After: ``"np" in Read(text)``, and ``"math"`` is not.

The compiler knows, but compiling takes as long as several passes. So it is asked only where the lines leave a doubt:
one on which the name stands before any quote and any comment, with an attribute behind it, reads it.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property
from types import CodeType


class Read(Container[str]):
    """The names of globals and attributes that a text reads, asked one by one."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __contains__(self, name: object) -> bool:
        return str(name) in self.text and (self._plainly(f"{name}.") or name in self._compiled)

    def _plainly(self, prefix: str) -> bool:
        """Whether a line says so by itself."""
        code = self._code
        at = code.find(prefix)
        while at >= 0:
            lead = code[code.rfind("\n", 0, at) + 1 : at]
            if lead[-1:] not in ("_", ".") and not lead[-1:].isalnum() and not any(c in lead for c in "#\"'"):
                return True
            at = code.find(prefix, at + 1)
        return False

    @cached_property
    def _code(self) -> str:
        """The text without its docstrings; nothing where another string may go over the end of a line."""
        quotes = [line for line in self.text.split("\n") if '"""' in line]
        if "'''" in self.text or "\\\n" in self.text or not all(q.lstrip().startswith('"""') for q in quotes):
            return ""
        return '"'.join(self.text.split('"""')[::2])

    @cached_property
    def _compiled(self) -> set[str]:
        found, todo = set[str](), [compile(self.text, "<module>", "exec", dont_inherit=True)]
        while todo:
            at = todo.pop()
            found.update(at.co_names)
            todo += [c for c in at.co_consts if isinstance(c, CodeType)]
        return found
