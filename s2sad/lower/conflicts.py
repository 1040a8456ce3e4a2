"""What lowering binds where there is no single value, and how it gives up.

::

    if x > 0.0:             &a = conflict("a", "a tuple of 2 in one branch and float in the other")
        a = x, x
    else:
        a = x
    return a                refused here, where the name is used: S2S305
"""

from __future__ import annotations

from dataclasses import field

from s2sad.dataclass import dataclass
from s2sad.ir import Const

# What is said of a problem: code, what, why, fix.
Reason = tuple[str, str, str, str]


class Refused(Exception):
    """This statement cannot be lowered; the problem has been noted, lowering goes on after it."""


class Ended(Exception):
    """This statement surely ends in an exception, and has been lowered to that."""


class NeedsValue(Exception):
    """The value of a parameter is needed (an axis): it has to become part of the signature, if it is known."""

    def __init__(
        self, function: object, path: tuple[object, ...], otherwise: Conflict | None = None, wished: bool = False
    ) -> None:
        super().__init__(*path)
        self.function = function
        self.path = path  # the parameter's name, and then numbers of items
        self.otherwise = otherwise  # what is wrong where the caller does not know it either
        self.wished = wished  # whether nothing is wrong then

    @property
    def param(self) -> str:
        """The parameter's name."""
        return str(self.path[0])


@dataclass(frozen=True)
class Conflict:
    """What a name is bound to after a merge that no one w can express; lists that exist at run time could."""

    name: str
    what: str
    why: str = "the derivative's text is made for one type of each name."
    fix: str = "use two names, or give both branches the same type."
    lists: Lists | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Lists:
    """The places of lists that a name may be, and what was assumed of the name."""

    places: tuple[tuple[tuple[object, ...], str], ...]
    key: tuple[object, ...] | None = None


class _Bottom:
    __name__ = "bottom"


DONE, BREAK, RETURN, VALUE = "%done", "%break", "%return", "%value"  # how a block is left, as names of its own
TRUE, FALSE = Const(True), Const(False)
RAISED = "%raised"  # set where a block has ended in an exception
BOTTOM = Const(_Bottom())  # the result of a recursive call of which nothing is known yet
DECLINED = Const(NotImplemented)
POISON = Const(Conflict("", "a statement that was refused"))
