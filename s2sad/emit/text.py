"""One function of the IR as Python text.

The user's statements are printed one w a line, as in the three-address code, with the
source line and variable in a comment; derivative terms that are used once are printed
inside the statement that uses them::

    w8 = np.sin(x)  # L4                     # L4: y = y + np.sin(x) * i
    w5 = w5 + w8 * w4  # L4 y                x_bar = x_bar + out_bar * w4 * np.cos(x)

The emitter decides layout only: it drops and reorders nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from functools import cached_property

from s2sad.analyse.aliases import aliases
from s2sad.analyse.reads import reads
from s2sad.emit.attempts import attempt, told_apart
from s2sad.emit.expressions import operand, value
from s2sad.emit.heads import condition, range_text
from s2sad.emit.inlining import inlined
from s2sad.emit.layout import LINE, WIDTH, printable, wrapped
from s2sad.emit.naming import Names, Primal
from s2sad.emit.printing import expression
from s2sad.emit.quiet import QUIET, WHY_QUIET, calm, derivative, first_singular, interleaved, makers
from s2sad.emit.stores import WRITERS
from s2sad.ir import (
    UNDEF,
    UNREAD,
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    If,
    Loop,
    Pack,
    Program,
    Stmt,
    Var,
    leaves,
    packed,
    uses,
    walk,
)
from s2sad.rules import REGISTRY
from s2sad.types import Record

_STARTS = {"np.zeros_like", "tape"}  # of adjoints that are added to later, by more than one line


class Printer:
    """Prints one function."""

    def __init__(self, f: Function, program: Program, taken: Iterable[str], forward: Primal | None = None) -> None:
        self.f = f
        self.program = program
        self.aliases = aliases(f, program)
        self.counts = reads(f)
        self.inlined = inlined(f, program, self.aliases, self.counts)
        self.starts = {(v.id, arm): loc for v, arm, loc in f.note("starts", ())}
        self.names = Names(f, self.inlined, taken, forward)
        self.lines: list[str] = []
        self.bound: set[str] = set()  # the names that the text assigns
        self.shown_line = 0
        self.apart = False  # whether each run of derivatives is printed in a block in which nothing warns
        self.open: tuple[list[str], int, str] | None = None  # the block that the last line is in: where it may go on
        self.exception = ""  # what a handler calls what it caught, where several share a clause
        # In a joint function, the seam tells where the adjoint sweep begins.
        self.in_adjoint = not any(isinstance(s, Eqn) and s.op == "seam" for s in f.body.stmts)

    # ------------------------------------------------------------ printing

    def show(self, v: Var) -> ast.expr:
        """A w as an expression: its name, or the term that is printed in its place."""
        if v in self.inlined:
            maker = self.aliases.maker[v]
            assert isinstance(maker, Eqn)
            return value(maker, self.show)
        return ast.Name(self.names[v], ast.Load())

    def text(self, arg: Arg) -> str:
        """An operand as text."""
        return expression(operand(arg, self.show))

    def put(self, pad: str, text: str, comment: str = "") -> None:
        """A line, with its comment where it fits, else above."""
        line = pad + text
        if comment and len(line) + 4 + len(comment) <= WIDTH:
            line += f"  # {comment}"
        elif comment and len(pad) + 2 + len(comment) <= WIDTH:
            self.lines.append(f"{pad}# {comment}")
        if len(pad + text) > LINE:
            self.lines += wrapped(pad, text)
        else:
            self.lines.append(line)

    def body(self) -> list[str]:
        """The statements and the return."""
        pad = "    "
        stmts = self.f.body.stmts
        quiet = first_singular(self.f, self.program)
        self.block(Block(stmts[:quiet]), pad)
        self.apart = interleaved(self.f, quiet)
        if quiet < len(stmts) and not self.apart:
            pad = self.hushed(pad)
        self.block(Block(stmts[quiet:]), pad)
        results = self.f.body.yields
        if len(results) == 1:
            text = self.text(results[0])
        else:
            text = ", ".join(self.text(r) for r in results)
        if isinstance(results[0] if results else None, Pack) and len(results) == 1 and text.startswith("("):
            inner = text[1:-1]
            text = inner if inner and not inner.endswith(",") else text
        if text:
            self.put(self.around(results, pad), f"return {text}")
        return [*self.locals(), *self.lines]

    def hushed(self, pad: str) -> str:
        """What stands before the lines of a block in which nothing warns: the last one, if it is still open."""
        if not self.still_open(pad):
            self.put(pad, QUIET, WHY_QUIET)
        return pad + "    "

    def still_open(self, pad: str) -> bool:
        """Whether the last line is in a block in which nothing warns."""
        return self.open is not None and self.open[0] is self.lines and self.open[1:] == (len(self.lines), pad)

    def derives(self, s: Stmt) -> bool:
        """Whether a statement is of a derivative, or records a term of one that is printed inside it."""
        if derivative(s) or not isinstance(s, Eqn):
            return derivative(s)
        made = makers(self.f)
        return any(v in self.inlined and derivative(made[v]) for v in uses(s))

    def may_warn(self, s: Stmt, pad: str) -> bool:
        """Whether a statement of a derivative is to stand in a block in which nothing warns, or as well may."""
        inside = isinstance(s, Eqn) and any(v in self.inlined for v in uses(s))
        return inside or not calm(s) or self.still_open(pad)

    def around(self, terms: Iterable[Arg], pad: str) -> str:
        """What stands before a line with terms that may be printed inside it."""
        inside = self.apart and any(v in self.inlined for t in terms for v in leaves(t))
        return self.hushed(pad) if inside else pad

    def locals(self) -> list[str]:
        """What is read and assigned nowhere is a local name all the same: it is unbound, and no other exception."""
        if not self.names.undefined:
            return []
        names = {self.names[v] for s in walk(self.f.body) for v in uses(s) if v in self.names.undefined}
        return [f"    {name}: object" for name in sorted(names - self.bound)]

    def block(self, block: Block, pad: str) -> None:
        """The statements of a block, without its yields."""
        stmts = [s for s in block.stmts if not (isinstance(s, Eqn) and s.outs and s.outs[0] in self.inlined)]
        done = 0
        for i, s in enumerate(stmts):
            if i < done:
                continue
            start = len(self.lines)
            at = self.hushed(pad) if self.apart and self.derives(s) and self.may_warn(s, pad) else pad
            head = len(self.lines)
            if isinstance(s, Eqn):
                if s.op in ("field", "tape_copy", "tape_turned"):
                    done = i + self.unpacking(s, stmts[i:], at)
                if i >= done:
                    self.source_comment(s, at)
                    self.eqn(s, at)
            elif isinstance(s, If):
                self.branch(s, at)
            else:
                self.loop(s, at)
            if len(self.lines) == head:
                del self.lines[start:]  # a branch of which nothing is printed: it yields what it is given
            else:
                self.open = (self.lines, len(self.lines), pad) if at != pad else None

    def unpacking(self, first: Eqn, stmts: Sequence[Stmt], pad: str) -> int:
        """The items of a tape in one statement, and the copies of its lists in one; how many they are in the IR."""
        base = first.args[0]
        same: list[Eqn] = []
        for s in stmts:
            if not isinstance(s, Eqn) or s.op != first.op or (s.op == "field" and s.args[0] is not base):
                break
            same.append(s)
        names = [self.name(s.outs[0]) for s in same]
        if first.op != "field":
            right = ", ".join(expression(value(s, self.show)) for s in same)
        elif isinstance(base, Var) and isinstance(base.type, Record) and self.whole(base.type, same):
            right = self.text(base)
        else:
            return 0
        text = f"{', '.join(names)} = {right}"
        if len(pad + text) <= LINE:
            self.put(pad, text)
        elif first.op == "field":
            self.lines += [f"{pad}(", *(f"{pad}    {n}," for n in names), f"{pad}) = {right}"]
        else:
            return 0
        return len(same)

    def whole(self, t: Record, taken: Sequence[Eqn]) -> bool:
        """Whether all items of a tape, several, are taken in their order."""
        made = packed(self.program, t)
        length = len(made[0].args) if made else 0
        return length > 1 and [s.args[1] for s in taken] == list(map(Const, range(length)))

    def source_comment(self, s: Eqn, pad: str) -> None:
        """The user's line above the derivative statements that belong to it."""
        if s.op in _STARTS:
            return
        if s.of is None or not self.f.note("adjoint") or not self.in_adjoint or s.loc.line <= 0:
            if s.of is None and s.loc.line:
                self.shown_line = 0
            return
        if s.loc.line != self.shown_line:
            self.shown_line = s.loc.line
            line = self.source_line(s.loc.line)
            comment = f"# L{s.loc.line}: {line}"
            if line and len(pad) + len(comment) <= WIDTH:
                self.lines.append(pad + comment)

    def source_line(self, line: int) -> str:
        """A line of the user's function, without its own comment."""
        if not 0 < line <= len(self.source_lines):
            return ""
        return printable(self.source_lines[line - 1].strip())

    @cached_property
    def source_lines(self) -> Sequence[str]:
        """The lines of the user's function."""
        source = self.f.note("source")
        return source.text.splitlines() if source is not None else ()

    def comment(self, s: Eqn) -> str:
        """Where a statement comes from."""
        if s.of is None:
            return str(s.loc) if s.loc.line else ""
        if s.op in _STARTS:
            return ""
        if isinstance(s.of, Eqn) and s.of.outs and s.of.op != "field" and self.f.note("adjoint") and self.in_adjoint:
            try:
                names = ", ".join(self.names.shown.named(repr(v)) for v in s.of.outs)
                return f"{names} = {expression(value(s.of, self.origin))}"
            except KeyError:
                return ""
        return ""

    def origin(self, v: Var) -> ast.expr:
        """A w of the primal as it is called in comments."""
        return ast.Name(self.names.shown.named(repr(v)), ast.Load())

    def eqn(self, s: Eqn, pad: str) -> None:
        """A statement that is no branch and no loop."""
        note = self.comment(s)
        if s.op == "caught" and self.exception:
            self.put(pad, f"{self.names[s.outs[0]]} = {self.exception}")
        if s.op in ("caught", "completed"):
            return
        if s.op == "seam":
            self.in_adjoint = True
            return
        writer = WRITERS.get(s.op)
        if writer is not None:
            self.put(pad, writer(self, s), note)
            return
        node = value(s, self.show)
        names = ", ".join(map(self.name, s.outs))
        bare = not names or (names == "_" and isinstance(node, ast.Call))  # linters take a call for its effect only
        names = f"({names},)" if len(s.outs) == 1 and REGISTRY.by_name[s.op].outs else names
        text = expression(node) if bare else f"{names} = {expression(node)}"
        self.put(pad, text, note if note != text else "")  # what is done again is what it says

    def name(self, v: Var) -> str:
        """The name that a w is assigned to; ``_`` if it is computed only because it may raise."""
        if not self.counts[v]:
            return "_"
        self.bound.add(self.names[v])
        return self.names[v]

    def branch(self, s: If, pad: str) -> None:
        """An ``if``; an arm that only breaks off leaves the rest unindented."""
        note = str(s.loc)
        if isinstance(s.cond, Pack) and s.cond.kind in ("try", "caught"):
            lines = attempt(self, s, pad, note) if s.cond.kind == "try" else told_apart(self, s, pad)
            self.lines += lines
            return
        then = self.arm(s.outs, s.then, pad + "    ", 0)
        orelse = self.arm(s.outs, s.orelse, pad + "    ", 1)
        cond = expression(operand(s.cond, self.show))
        if isinstance(s.cond, Pack):
            # What the adjoint computes is not what the user asked to be warned of.
            self.put(pad, f"with {cond}:" if not s.adjoint else QUIET, note)
            self.lines += then or [f"{pad}    pass"]
        elif then:
            self.put(pad, f"if {cond}:", note)
            self.lines += then
            if orelse:
                self.lines.append(f"{pad}else:")
                self.lines += orelse
        elif orelse:
            self.put(pad, f"if {expression(ast.UnaryOp(ast.Not(), operand(s.cond, self.show)))}:", note)
            self.lines += orelse

    def arm(self, outs: Sequence[Var], block: Block, pad: str, which: int) -> list[str]:
        """The lines of one arm, with the copies of what it yields."""
        outer, self.lines = self.lines, []
        shown = self.shown_line
        self.block(block, pad)
        self.copies(list(zip(outs, block.yields, strict=True)), pad, which)
        self.shown_line = shown
        self.lines, made = outer, self.lines
        return made

    def copies(self, pairs: list[tuple[Var, Arg]], pad: str, which: int = -1) -> None:
        """Assign what is yielded to the names that carry it, all at once where they overlap.

        ``which`` of the arms of a branch it is, or 0 for what a loop starts with: literals that the user assigned
        there have a source line.
        """
        todo: list[tuple[str, Arg, str]] = []
        for target, y in pairs:
            if y is UNDEF or y is UNREAD:
                continue
            if isinstance(y, Var) and y not in self.inlined and self.names[y] == self.names[target]:
                continue
            loc = self.starts.get((target.id, which)) if isinstance(y, Const) else None
            self.bound.add(self.names[target])
            todo.append((self.names[target], y, "" if loc is None else str(loc)))
        while todo:
            for i, (name, y, note) in enumerate(todo):
                if not any(self._mentions(other, name) for j, (_, other, _) in enumerate(todo) if j != i):
                    self.line(pad, f"{name} = {self.text(y)}", [y], note)
                    del todo[i]
                    break
            else:
                names = ", ".join(n for n, _, _ in todo)
                given = [y for _, y, _ in todo]
                self.line(pad, f"{names} = " + ", ".join(map(self.text, given)), given)
                return

    def line(self, pad: str, text: str, terms: Sequence[Arg], comment: str = "") -> None:
        """A line with terms that may be printed inside it."""
        at = self.around(terms, pad)
        self.put(at, text, comment)
        self.open = (self.lines, len(self.lines), pad) if at != pad else None

    def _mentions(self, arg: Arg, name: str) -> bool:
        return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(operand(arg, self.show)))

    def loop(self, s: Loop, pad: str) -> None:
        """A loop of any kind."""
        self.copies(list(zip(s.params, s.inits, strict=True)), pad, 0)
        note = str(s.loc) + (" reversed" if s.adjoint or s.reverse else "")
        counter = self.names[s.count] if s.count is not None else None
        inner = pad + "    "
        if counter is not None:
            self.put(pad, f"{counter} = 0")
        if s.bounds is not None:
            assert s.index is not None
            used = self.counts[s.index] > 0
            index = self.names[s.index] if used else "_"
            self.put(pad, f"for {index} in {range_text(s, used, self.show)}:", note)
        elif s.test is not None:
            shown = condition(s.test, self.show)
            if shown is not None:
                self.put(pad, f"while {shown}:", note)
            else:
                self.put(pad, "while True:", note)
                self.block(s.test, inner)
                cond = expression(ast.UnaryOp(ast.Not(), operand(s.test.yields[0], self.show)))
                self.put(inner, f"if {cond}:")
                self.lines.append(f"{inner}    break")
        else:
            self.put(pad, "while True:", note)
        if counter is not None:
            self.put(inner, f"{counter} += 1")
        before = len(self.lines)
        self.loop_body(s, inner)
        if len(self.lines) == before and counter is None:
            self.put(inner, "pass")

    def loop_body(self, s: Loop, pad: str) -> None:
        """The statements of an iteration, the carried names, and the way out."""
        shift = 1 if s.until else 0
        pairs = list(zip(s.params, s.body.yields[shift:], strict=True))
        if not s.until:
            self.block(s.body, pad)
            self.copies(pairs, pad)
            return
        stop = s.body.yields[0]
        last = s.body.stmts[-1] if s.body.stmts else None
        if isinstance(last, If) and isinstance(stop, Var) and stop in last.outs and not isinstance(last.cond, Pack):
            self.block(Block(s.body.stmts[:-1]), pad)
            unread = {p for p, out in zip(s.params, s.outs, strict=True) if not self.counts[out]}
            self.exit(last, stop, pairs, unread, pad)
            return
        self.block(s.body, pad)
        self.copies(pairs, pad)
        if stop == Const(True):
            self.put(pad, "break")
        else:
            self.put(pad, f"if {self.text(stop)}:")
            self.put(pad + "    ", "break")

    def exit(self, s: If, stop: Var, pairs: list[tuple[Var, Arg]], unread: set[Var], pad: str) -> None:
        """A branch at the end of an iteration that decides whether to leave: as ``break``.

        What is ``unread`` after the loop needs no value on the way out.
        """
        at = s.outs.index(stop)

        def arm(block: Block, pad: str) -> list[str]:
            outer, self.lines = self.lines, []
            shown = self.shown_line
            leaving = block.yields[at]
            mapping = dict(zip(s.outs, block.yields, strict=True))
            direct = [(p, mapping.get(y, y) if isinstance(y, Var) else y) for p, y in pairs]
            last = block.stmts[-1] if block.stmts else None
            if (
                isinstance(leaving, Var)
                and isinstance(last, If)
                and leaving in last.outs
                and not isinstance(last.cond, Pack)
            ):
                self.block(Block(block.stmts[:-1]), pad)
                self.exit(last, leaving, direct, unread, pad)
            else:
                self.block(block, pad)
                self.copies([d for d in direct if leaving != Const(True) or d[0] not in unread], pad)
                if leaving == Const(True):
                    self.put(pad, "break")
                elif leaving != Const(False):
                    self.put(pad, f"if {self.text(leaving)}:")
                    self.put(pad + "    ", "break")
            self.shown_line = shown
            self.lines, made = outer, self.lines
            return made

        note = str(s.loc) if not s.adjoint else ""
        cond = operand(s.cond, self.show)
        if s.then.yields[at] == Const(True):
            self.put(pad, f"if {expression(cond)}:", note)
            self.lines += arm(s.then, pad + "    ")
            self.lines += arm(s.orelse, pad)
        elif s.orelse.yields[at] == Const(True):
            self.put(pad, f"if {expression(ast.UnaryOp(ast.Not(), cond))}:", note)
            self.lines += arm(s.orelse, pad + "    ")
            self.lines += arm(s.then, pad)
        else:
            then, orelse = arm(s.then, pad + "    "), arm(s.orelse, pad + "    ")
            if then:
                self.put(pad, f"if {expression(cond)}:", note)
                self.lines += then
                if orelse:
                    self.lines.append(f"{pad}else:")
                    self.lines += orelse
            elif orelse:
                self.put(pad, f"if {expression(ast.UnaryOp(ast.Not(), cond))}:", note)
                self.lines += orelse
