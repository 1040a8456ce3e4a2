"""``try`` as text: what may raise, a clause for each handler, and what follows if nothing is raised as ``else``.

::

    w4 = try ValueError:              try:
      w3 = math.sqrt(a)                   w3 = math.sqrt(a)
      completed()               ->    except ValueError:
      yield w3                            w3 = 0.0
    else:
      yield 0.0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from s2sad.exceptions import spelled
from s2sad.ir import Arg, Block, Eqn, If, Pack, Var, protected, unused

if TYPE_CHECKING:
    from s2sad.emit.text import Printer

Names = tuple[str, ...]


def attempt(p: Printer, s: If, pad: str, note: str) -> list[str]:
    """The lines of a ``try``; nothing but its ``else`` where nothing may raise any more."""
    assert isinstance(s.cond, Pack)
    handled = s.cond.of
    assert isinstance(handled, tuple)
    inner = pad + "    "
    tried, rest = protected(s.then)
    yields = list(zip(s.outs, s.then.yields, strict=True))
    before = _lines(p, lambda: p.block(Block(tried), inner))
    if not before:
        return _lines(p, lambda: _after(p, rest, yields, pad))
    after = _lines(p, lambda: p.block(Block(rest), inner))
    lines = [*_lines(p, lambda: p.put(pad, "try:", note)), *before]
    copies = _lines(p, lambda: p.copies(yields, inner, 0))
    if not after:
        lines += copies
    lines += _clauses(p, s, handled, pad)
    if after:
        lines += [f"{pad}else:", *after, *copies]
    return lines


def told_apart(p: Printer, s: If, pad: str) -> list[str]:
    """Handlers that share a clause: which one it is, the exception tells."""
    assert isinstance(s.cond, Pack)
    inner = pad + "    "
    then, orelse = p.arm(s.outs, s.then, inner, 0), p.arm(s.outs, s.orelse, inner, 1)
    kind = f"isinstance({p.exception}, {_named(s.cond.of)})"
    if not then and not orelse:
        return []
    if not then:
        return [f"{pad}if not {kind}:", *orelse]
    return [f"{pad}if {kind}:", *then, *([f"{pad}else:", *orelse] if orelse else [])]


def _after(p: Printer, rest: Sequence[object], yields: list[tuple[Var, Arg]], pad: str) -> None:
    p.block(Block(tuple(rest)), pad)  # type: ignore[arg-type]
    p.copies(yields, pad, 0)


def _lines(p: Printer, write: Callable[[], None]) -> list[str]:
    outer, p.lines = p.lines, []
    shown = p.shown_line
    write()
    p.shown_line = shown
    p.lines, made = outer, p.lines
    return made


def _clauses(p: Printer, s: If, handled: tuple[Names, ...], pad: str) -> list[str]:
    """One clause for each handler; one for all where they have something in common."""
    inner = pad + "    "
    arms = _apart(s.outs, s.orelse)
    if arms is None:
        outer, p.exception = p.exception, unused("exception", p.names.taken)
        lines = p.arm(s.outs, s.orelse, inner, 1)
        names = tuple(dict.fromkeys(n for some in handled for n in some))
        read = any(p.exception in line for line in lines)
        head = f"{pad}except {_named(names)}" + (f" as {p.exception}:" if read else ":")
        p.exception = outer
        return [head, *(lines or [f"{inner}pass"])]
    lines = []
    outer, p.exception = p.exception, ""
    for i, (block, further) in enumerate(arms):
        names = handled[i] if i + 1 < len(arms) else tuple(dict.fromkeys(n for some in handled[i:] for n in some))
        found = next((t.outs[0] for t in block.stmts if isinstance(t, Eqn) and t.op == "caught"), None)
        alias = "" if found is None or not p.counts[found] else f" as {p.names[found]}"
        made = _lines(p, lambda b=block: p.block(b, inner))  # type: ignore[misc]
        for outs, yields in further:
            pairs = list(zip(outs, yields, strict=True))
            made += _lines(p, lambda x=pairs: p.copies(x, inner, 1))  # type: ignore[misc]
        lines += [f"{pad}except {_named(names)}{alias}:", *(made or [f"{inner}pass"])]
    p.exception = outer
    return lines


Further = list[tuple[tuple[Var, ...], tuple[Arg, ...]]]  # what is yielded to what, from the inside out


def _apart(outs: tuple[Var, ...], block: Block) -> list[tuple[Block, Further]] | None:
    """The blocks of the handlers, if there is nothing between the branches that tell them apart."""
    found: list[tuple[Block, Further]] = []
    chain: Further = [(outs, block.yields)]
    while any(isinstance(s, If) and isinstance(s.cond, Pack) and s.cond.kind == "caught" for s in block.stmts):
        (s, *more) = block.stmts
        if more or not isinstance(s, If):
            return None
        found.append((s.then, [(s.outs, s.then.yields), *chain]))
        block = s.orelse
        chain = [(s.outs, block.yields), *chain]
    return [*found, (block, chain)]


def _named(names: object) -> str:
    assert isinstance(names, tuple)
    shown = [spelled(n) for n in names]
    return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"
