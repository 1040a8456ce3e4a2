"""`dataclasses.dataclass`, as far as s2sad needs it, at a third of its price.

Before::

    @dataclass(frozen=True, slots=True)
    class Loc:
        line: int = 0
        col: int = 0

After, the same class, but only ``__init__`` has been written and compiled for it. The standard decorator does so with
six methods, which for all classes takes as long as the rest of importing s2sad; and a frozen class of it looks at each
field once more when an object is made, of which there are thousands in a derivative. Here comparison, hash and text are
code that classes share, and that nobody assigns to what is frozen is for mypy to say, to which this is the standard
decorator. What users are handed is made by that one.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, eq=True, frozen=False, slots=False):
        """The class with its fields, to be made from them, compared by them and shown as them."""

        def made(cls):
            own = vars(cls)
            new = dataclasses.dataclass(eq=False, repr=False, slots=slots)(cls)
            if "__repr__" not in own:
                new.__repr__ = _shown
            if eq:
                new.__eq__ = own.get("__eq__") or _equal_by(_compared(new))
                new.__hash__ = own.get("__hash__") or (_hash_by(_compared(new)) if frozen else None)
            return new

        return made if cls is None else made(cls)


def _compared(cls: type[Any]) -> Any:
    """What takes from an object the values that it is compared by."""
    names = [f.name for f in dataclasses.fields(cls) if f.compare]
    return attrgetter(*names) if names else lambda _: ()


def _equal_by(values: Any) -> Any:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash_by(values: Any) -> Any:
    def hashed(self: object) -> int:
        return hash(values(self))

    return hashed


def _shown(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({shown})"


__all__ = ["dataclass"]
