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
from collections import Counter
from collections.abc import Iterable, Sequence

from s2sad.analyse.aliases import aliases, written_by
from s2sad.emit.expressions import operand, subscript, value
from s2sad.emit.naming import Names
from s2sad.emit.printing import expression
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
    blocks,
    leaves,
    uses,
    walk,
)
from s2sad.rules import REGISTRY
from s2sad.rules.index import entries, index_kind
from s2sad.rules.memory import shares
from s2sad.types import Array, Tape

WIDTH = 88  # comments and inlined terms keep to this
LINE = 120  # what is longer is split as the formatter does
_NEVER_INLINE = {"pop", "list_pop", "tape", "call", "field", "tape_copy"}
_LARGEST = 4  # operations in one expression


class Printer:
    """Prints one function."""

    def __init__(self, f: Function, program: Program, taken: Iterable[str], primal: bool) -> None:
        self.f = f
        self.program = program
        self.primal = primal
        self.aliases = aliases(f, program)
        self.size = _size(f)
        self.inlined: set[Var] = set()
        self.trees: dict[Var, tuple[ast.expr, int]] = {}
        self._choose_inlined(f.body)
        self.names = Names(f, self.inlined, taken)
        self.lines: list[str] = []
        self.shown_line = 0
        # In a joint function, the seam tells where the adjoint sweep begins.
        self.in_adjoint = not any(isinstance(s, Eqn) and s.op == "seam" for s in f.body.stmts)

    # ------------------------------------------------------------ inlining

    def _choose_inlined(self, block: Block) -> None:
        """Derivative terms that are used once, by a statement of the same block, before memory changes."""
        counts: Counter[Var] = Counter()
        for s in walk(self.f.body):
            counts.update(uses(s))
            for b in blocks(s):
                counts.update(v for y in b.yields for v in leaves(y))
        counts.update(v for y in self.f.body.yields for v in leaves(y))
        self.counts = counts
        self._inline_in(self.f.body, counts, top=True)

    def _inline_in(self, block: Block, counts: Counter[Var], top: bool = False) -> None:
        pending: dict[Var, tuple[Eqn, int]] = {}
        for s in block.stmts:
            for b in blocks(s):
                self._inline_in(b, counts)
            used = list(uses(s))
            cost = 1
            if isinstance(s, Eqn) and s.op == "update":
                # Python assigns in place to names and items only.
                pending = {v: m for v, m in pending.items() if v is not s.args[0] or m[0].op == "getitem"}
            for v in used:
                if v in pending:
                    _, size = pending[v]
                    if cost + size <= _LARGEST:
                        self.inlined.add(v)
                        cost += size
                    del pending[v]
            if isinstance(s, Eqn):
                written = {self.aliases.find(v) for w in written_by(s, self.program) for v in leaves(w)}
                if written or s.op == "call":
                    for v in [v for v, (m, _) in pending.items() if self._reads(m, written)]:
                        del pending[v]
                if self._may_inline(s, counts) or self._tape_field(s, counts):
                    pending[s.outs[0]] = (s, cost)
            else:
                pending.clear()
        if top:
            results = [v for y in block.yields for v in leaves(y) if v in pending]
            if sum(pending[v][1] for v in results) <= 2 * _LARGEST:
                self.inlined.update(results)
            self.inlined.update(v for v in results if pending[v][0].op == "pack")

    def _reads(self, s: Eqn, written: set[Var]) -> bool:
        if not written:
            return True  # a call: whatever it writes
        todo, seen = [s], set()
        while todo:
            at = todo.pop()
            for v in uses(at):
                if isinstance(v.type, Array) and self.aliases.find(v) in written and shares(at) != "view":
                    return True
                maker = self.aliases.maker.get(v)
                if v in self.inlined and isinstance(maker, Eqn) and v not in seen:
                    seen.add(v)
                    todo.append(maker)
        return False

    def _may_inline(self, s: Eqn, counts: Counter[Var]) -> bool:
        if len(s.outs) != 1 or counts[s.outs[0]] != 1 or s.op in _NEVER_INLINE:
            return False
        return s.of is not None or s.op == "pack"

    def _tape_field(self, s: Eqn, counts: Counter[Var]) -> bool:
        return s.op == "field" and isinstance(s.outs[0].type, Tape) and counts[s.outs[0]] == 1

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
        self.block(self.f.body, "    ")
        results = self.f.body.yields
        if len(results) == 1:
            text = self.text(results[0])
        else:
            text = ", ".join(self.text(r) for r in results)
        if isinstance(results[0] if results else None, Pack) and len(results) == 1 and text.startswith("("):
            inner = text[1:-1]
            text = inner if inner and not inner.endswith(",") else text
        if text:
            self.put("    ", f"return {text}")
        return self.lines

    def block(self, block: Block, pad: str) -> None:
        """The statements of a block, without its yields."""
        for s in block.stmts:
            if isinstance(s, Eqn):
                if not (s.outs and s.outs[0] in self.inlined):
                    self.source_comment(s, pad)
                    self.eqn(s, pad)
            elif isinstance(s, If):
                self.source_comment(s, pad)
                self.branch(s, pad)
            else:
                self.source_comment(s, pad)
                self.loop(s, pad)

    def source_comment(self, s: Stmt, pad: str) -> None:
        """The user's line above the derivative statements that belong to it."""
        derived = (isinstance(s, Eqn) and s.of is not None) or (not isinstance(s, Eqn) and s.adjoint)
        if not derived or not self.f.note("adjoint") or not self.in_adjoint or s.loc.line <= 0:
            if isinstance(s, Eqn) and s.of is None and s.loc.line:
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
        source = self.f.note("source")
        lines = source.text.splitlines() if source is not None else []
        if not 0 < line <= len(lines):
            return ""
        return printable(lines[line - 1].strip())

    def comment(self, s: Eqn) -> str:
        """Where a statement comes from."""
        if s.of is None:
            return str(s.loc) if s.loc.line else ""
        if isinstance(s.of, Eqn) and s.of.outs and s.of.op != "field" and self.f.note("adjoint") and self.in_adjoint:
            try:
                return f"{s.of.outs[0]!r} = {expression(value(s.of, self.origin))}"
            except KeyError:
                return ""
        return ""

    def origin(self, v: Var) -> ast.expr:
        """A w of the primal as it is called in comments."""
        return ast.Name(repr(v), ast.Load())

    def eqn(self, s: Eqn, pad: str) -> None:
        """A statement that is no branch and no loop."""
        note = self.comment(s)
        if s.op == "seam":
            self.in_adjoint = True
            return
        writer = _WRITERS.get(s.op)
        if writer is not None:
            self.put(pad, writer(self, s), note)
            return
        node = value(s, self.show)
        names = ", ".join(map(self.name, s.outs))
        bare = not names or (names == "_" and isinstance(node, ast.Call))  # linters take a call for its effect only
        self.put(pad, expression(node) if bare else f"{names} = {expression(node)}", note)

    def name(self, v: Var) -> str:
        """The name that a w is assigned to; ``_`` if it is computed only because it may raise."""
        return self.names[v] if self.counts[v] else "_"

    def branch(self, s: If, pad: str) -> None:
        """An ``if``; an arm that only breaks off leaves the rest unindented."""
        note = str(s.loc) if not s.adjoint else ""
        then = self.arm(s.outs, s.then, pad + "    ")
        orelse = self.arm(s.outs, s.orelse, pad + "    ")
        cond = expression(operand(s.cond, self.show))
        if isinstance(s.cond, Pack):
            # What the adjoint computes is not what the user asked to be warned of.
            self.put(pad, f"with {cond}:" if not s.adjoint else 'with np.errstate(all="ignore"):', note)
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

    def arm(self, outs: Sequence[Var], block: Block, pad: str) -> list[str]:
        """The lines of one arm, with the copies of what it yields."""
        outer, self.lines = self.lines, []
        shown = self.shown_line
        self.block(block, pad)
        self.copies(list(zip(outs, block.yields, strict=True)), pad)
        self.shown_line = shown
        self.lines, made = outer, self.lines
        return made

    def copies(self, pairs: list[tuple[Var, Arg]], pad: str) -> None:
        """Assign what is yielded to the names that carry it, all at once where they overlap."""
        todo: list[tuple[str, Arg]] = []
        for target, y in pairs:
            if y is UNDEF or y is UNREAD:
                continue
            if isinstance(y, Var) and y not in self.inlined and self.names[y] == self.names[target]:
                continue
            todo.append((self.names[target], y))
        while todo:
            for i, (name, _y) in enumerate(todo):
                if not any(self._mentions(other, name) for j, (_, other) in enumerate(todo) if j != i):
                    self.put(pad, f"{name} = {self.text(todo[i][1])}")
                    del todo[i]
                    break
            else:
                names = ", ".join(n for n, _ in todo)
                self.put(pad, f"{names} = " + ", ".join(self.text(y) for _, y in todo))
                return

    def _mentions(self, arg: Arg, name: str) -> bool:
        return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(operand(arg, self.show)))

    def loop(self, s: Loop, pad: str) -> None:
        """A loop of any kind."""
        self.copies([(p, i) for p, i in zip(s.params, s.inits, strict=True)], pad)
        note = str(s.loc) + (" reversed" if s.adjoint or s.reverse else "")
        counter = self.names[s.count] if s.count is not None else None
        inner = pad + "    "
        if counter is not None:
            self.put(pad, f"{counter} = 0")
        if s.bounds is not None:
            assert s.index is not None
            used = any(v is s.index for t in walk(s.body) for v in _reads_of(t)) or any(
                v is s.index for y in s.body.yields for v in leaves(y)
            )
            index = self.names[s.index] if used else "_"
            self.put(pad, f"for {index} in {self.range_text(s, used)}:", note)
        elif s.test is not None:
            shown = self._as_condition(s.test)
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
        held = stop
        if isinstance(stop, Var) and any(self.names[stop] == self.names[p] for p, _ in pairs):
            held = stop
        self.copies(pairs, pad)
        if held == Const(True):
            self.put(pad, "break")
        else:
            self.put(pad, f"if {self.text(held)}:")
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

    def _as_condition(self, test: Block) -> str | None:
        """The condition on one line, if all that its block does can be part of an expression."""
        makers = {s.outs[0]: s for s in test.stmts if isinstance(s, Eqn) and len(s.outs) == 1}
        if len(makers) < len(test.stmts) or any(s.op in _NEVER_INLINE for s in makers.values()):
            return None
        counts: Counter[Var] = Counter(v for s in test.stmts for v in uses(s))
        counts.update(v for y in test.yields for v in leaves(y))
        if any(counts[v] != 1 for v in makers):
            return None

        def show(v: Var) -> ast.expr:
            return value(makers[v], show) if v in makers else self.show(v)

        text = expression(operand(test.yields[0], show))
        return text if len(text) < WIDTH - 24 else None

    def range_text(self, s: Loop, used: bool) -> str:
        """``range(...)``, backwards and cut short where the loop is."""
        assert s.bounds is not None
        start, stop, step = s.bounds
        simple = start == Const(0) and step == Const(1)
        if not used and (s.take is not None or simple):
            return f"range({self.text(stop if s.take is None else s.take)})"
        if s.reverse and step == Const(1):
            top = s.take if simple and s.take is not None else stop if s.take is None else None
            if top is not None:
                low = expression(_minus_one(operand(start, self.show)))
                return f"range({expression(_minus_one(operand(top, self.show)))}, {low}, -1)"
        parts = [self.text(stop)] if simple else [self.text(start), self.text(stop)]
        if step != Const(1):
            parts.append(self.text(step))
        text = f"range({', '.join(parts)})"
        if s.take is not None:
            text += f"[:{self.text(s.take)}]"
        return f"reversed({text})" if s.reverse else text


def _minus_one(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        n = node.value - 1
        return ast.Constant(n) if n >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-n))
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and type(node.right.value) is int:
        if isinstance(node.op, ast.Sub):
            return ast.BinOp(node.left, ast.Sub(), ast.Constant(node.right.value + 1))
        if isinstance(node.op, ast.Add) and node.right.value == 1:
            return node.left
    return ast.BinOp(node, ast.Sub(), ast.Constant(1))


def _reads_of(s: Stmt) -> list[Var]:
    return [*uses(s), *(v for b in blocks(s) for y in b.yields for v in leaves(y))]


def _size(f: Function) -> int:
    return max((v.id for s in walk(f.body) for v in s.outs), default=0)


# ---------------------------------------------------------------- statements that write


def _target(p: Printer, base: Arg, index: Arg) -> str:
    return expression(subscript(operand(base, p.show), index, p.show))


def _store(p: Printer, s: Eqn) -> str:
    base, index, v = s.args
    return f"{_target(p, base, index)} = {p.text(v)}"


def _index_add(p: Printer, s: Eqn) -> str:
    base, index, v = s.args
    if index_kind(index) == "gather":
        at = p.text(index)
        if any(isinstance(e, Pack) and e.kind == "slice" for e in entries(index)):
            at = expression(subscript(ast.parse("np.s_", mode="eval").body, index, p.show))
        return f"np.add.at({p.text(base)}, {at}, {p.text(v)})"
    return f"{_target(p, base, index)} {_added(p, v)}"


def _added(p: Printer, v: Arg) -> str:
    """``+= v``, or ``-= x`` where v is printed as ``-x``."""
    if isinstance(v, Var) and v in p.inlined:
        maker = p.aliases.maker[v]
        if isinstance(maker, Eqn) and maker.op == "neg":
            return f"-= {p.text(maker.args[0])}"
    return f"+= {p.text(v)}"


_SIGNS = {"add": "+=", "sub": "-=", "mul": "*=", "truediv": "/=", "pow": "**="}


def _update(p: Printer, s: Eqn) -> str:
    base, v = s.args
    if s.attr("by") == "add":
        return f"{p.text(base)} {_added(p, v)}"
    return f"{p.text(base)} {_SIGNS[s.attr('by')]} {p.text(v)}"


def _push(p: Printer, s: Eqn) -> str:
    return f"{p.text(s.args[0])}.append({p.text(s.args[1])})"


def _add_items(p: Printer, s: Eqn) -> str:
    return f"add_items({p.text(s.args[0])}, {p.text(s.args[1])})"


def _throw(p: Printer, s: Eqn) -> str:
    cause = f" from {s.attr('cause')}" if s.attr("cause") else ""
    return f"raise {s.attr('exception')}({_arguments(p, s)}){cause}"


def _print(p: Printer, s: Eqn) -> str:
    keywords = [f"{k}={v!r}" for k, v in s.attrs]
    return f"print({', '.join([_arguments(p, s), *keywords] if _arguments(p, s) else keywords)})"


def _unpack(p: Printer, s: Eqn) -> str:
    """Raises what Python raises where there are more or fewer items."""
    count = s.attr("count")
    return f"{'(_,)' if count == 1 else ', '.join('_' * count)} = {p.text(s.args[0])}"


def _arguments(p: Printer, s: Eqn) -> str:
    (values,) = s.args
    assert isinstance(values, Pack)
    return ", ".join(map(p.text, values.items))


_WRITERS = {
    "store": _store,
    "index_add": _index_add,
    "update": _update,
    "push": _push,
    "append": _push,
    "add_items": _add_items,
    "throw": _throw,
    "print": _print,
    "unpack": _unpack,
}


# ---------------------------------------------------------------- layout


def wrapped(pad: str, text: str) -> list[str]:
    """A line that is too long, split at its last bracket as the formatter splits it."""
    tail = ":" if text.endswith(":") else ""
    core = text[: len(text) - len(tail)]
    if core.startswith("return ") and not core.endswith(")"):
        core = f"return ({core[7:]})"
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
        return [pad + head, f"{pad}    {parts[0]}", pad + close]  # a comma would make a tuple of it
    return [pad + head, *[f"{pad}    {x}," for x in parts], pad + close]


def _last_open(text: str) -> int | None:
    """Where the bracket opens that the text ends with."""
    if not text or text[-1] not in ")]":
        return None
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        depth += (text[i] in ")]}") - (text[i] in "([{")
        if depth == 0:
            return i
    return None


def _split(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append(text[last:i].strip())
            last = i + 1
    parts.append(text[last:].strip())
    return [x for x in parts if x]


def printable(text: str) -> str:
    """A line of the user's source that is safe in a comment or docstring."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


__all__ = ["LINE", "REGISTRY", "WIDTH", "Printer", "printable", "wrapped"]
