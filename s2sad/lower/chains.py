"""Long chains: ``elif`` after ``elif``, one exit after another, conditional expressions in one another.

A chain is nested branches, and so is what follows an exit.  Python gives up on nests of a
hundred, and so do recursive passes; so a chain is cut into pieces of `LONGEST` that follow
one another, each of which asks whether those before it have decided::

    if a: …                         w1 = if a: …; yield True
    elif b: …                       else: if b: …; yield True; else: yield False
    elif c: …                 ->    if w1: pass
    else: …                         else: if c: …; else: …
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from s2sad.dataclass import dataclass
from s2sad.ir import Arg
from s2sad.lower.conflicts import FALSE, RAISED, TRUE, Refused
from s2sad.lower.frame import Frame
from s2sad.lower.syntax import exits

LONGEST = 16
_SIMPLE = (ast.Return, ast.Break, ast.Continue)


@dataclass(frozen=True)
class Link:
    """A condition, and what is done if it is the first that holds; ``give_up`` where the condition is refused."""

    node: ast.AST
    test: Callable[[], Arg]
    then: Callable[[], None]
    give_up: Callable[[], None] | None = None


def decide(frame: Frame, node: ast.AST, links: Sequence[Link], otherwise: Callable[[], None]) -> None:
    """``if … elif … else …``."""
    flag = f"%decided@{frame.where(node)}"
    frame.env[flag] = FALSE

    def go_on(at: int, end: int) -> None:
        if at == len(links):
            frame.env[flag] = TRUE
            otherwise()
        elif at < end:

            def then() -> None:
                frame.env[flag] = TRUE
                links[at].then()

            give_up = links[at].give_up
            try:
                cond = links[at].test()
            except Refused:
                if give_up is None or at == 0:
                    raise
                give_up()
                return
            frame.branch(cond, then, lambda: go_on(at + 1, end), links[at].node)

    for start in range(0, len(links), LONGEST):
        decided = frame.env[flag]
        if decided == TRUE or RAISED in frame.env:
            break
        end = min(start + LONGEST, len(links))
        frame.branch(decided, lambda: None, lambda start=start, end=end: go_on(start, end), links[start].node)  # type: ignore[misc]
    frame.env.pop(flag, None)


def pieces(stmts: Sequence[ast.stmt]) -> Iterator[Sequence[ast.stmt]]:
    """Statements in groups with few exits each."""
    start, count = 0, 0
    for i, s in enumerate(stmts):
        if not isinstance(s, _SIMPLE) and any(exits([s])):
            count += 1
            if count == LONGEST:
                yield stmts[start : i + 1]
                start, count = i + 1, 0
    if start < len(stmts):
        yield stmts[start:]


def elifs(node: ast.If) -> tuple[list[ast.If], list[ast.stmt]]:
    """The ifs of a chain, and its else."""
    chain = [node]
    while len(chain[-1].orelse) == 1 and isinstance(chain[-1].orelse[0], ast.If):
        chain.append(chain[-1].orelse[0])
    return chain, chain[-1].orelse
