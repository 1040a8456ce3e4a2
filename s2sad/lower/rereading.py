"""A loop that carries more than was assumed is read again at once, and not the whole program.

::

    s = 0.0                         s is assumed to be a number of Python's
    for k in range(n):
        s = s + np.sum(x[k])        an iteration makes one of NumPy's: the loop is read again, with either
    return s * a                    read once

Of loops in loops it is the outermost, so that a nest is read as often as its assumptions change.  All is put back that
its body may have noted of the function.  What it has made beside that, such as an instance of a function that it calls,
a list, or a problem, cannot be put back: then the next reading of the program does it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s2sad.lower.frame import Frame


class Before:
    """What was known before a loop was read."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.unsettled = frame.session.unsettled
        self.env = frame.env.copy()
        self.ends = len(frame.b.stmts), len(frame.starts)
        self.noted = {name: getattr(frame, name).copy() for name in _OF_FRAME}
        self.noted_of_program = {name: getattr(frame.session, name).copy() for name in _OF_PROGRAM}
        self.made = _made(frame)

    def read_again(self) -> bool:
        """Whether the loop has to be read again and can be: then all is as it was before, but for what is assumed."""
        frame, session = self.frame, self.frame.session
        if self.unsettled or session.changed or not session.widened or _made(frame) != self.made:
            return False
        session.widened = False
        frame.env.clear()
        frame.env.update(self.env)
        del frame.b.stmts[self.ends[0] :]
        del frame.starts[self.ends[1] :]
        for name, value in self.noted.items():
            setattr(frame, name, value.copy())
        for name, value in self.noted_of_program.items():
            setattr(session, name, value.copy())
        return True


_OF_FRAME = ("assigned", "hidden", "lost", "unbound")
_OF_PROGRAM = ("lowered", "reached")


def _made(frame: Frame) -> tuple[int, ...]:
    """How much there is of what is not put back."""
    s = frame.session
    of_program = len(s.functions), len(s.derived), len(s.names), len(s.problems), len(s.failed), len(s.open)
    return (*of_program, len(frame.rebound), len(frame.numbers), frame.opened.total())
