"""Drop writes to arrays that nothing reads any more.

``y_bar[0] = 0.0`` at the end of an adjoint sweep clears an adjoint that is thrown away.
Only arrays that the derivative made itself count, in the block in which they were made:
there, "any more" is what follows, unless a tape holds them.
"""

from __future__ import annotations

from dataclasses import replace

from s2sad.analyse.aliases import Aliases, aliases
from s2sad.analyse.effects import operations, writes
from s2sad.analyse.owned import own
from s2sad.analyse.reads import reads
from s2sad.ir import (
    Arg,
    Block,
    Const,
    Eqn,
    Function,
    Program,
    Stmt,
    Var,
    blocks,
    leaves,
    touched,
    type_of,
    uses,
    walk,
)
from s2sad.rewriting import map_blocks, with_body, with_contents
from s2sad.rules import REGISTRY
from s2sad.rules.index import index_kind
from s2sad.rules.memory import shares
from s2sad.types import Array, Scalar, same_shape

_WRITES = {"store", "index_add", "update"}


def drop_stores(f: Function, program: Program) -> Function:
    """The function without derivative writes that cannot be seen."""
    if operations(f).isdisjoint(_WRITES):
        return f
    return with_body(f, _block(f.body, aliases(f, program)))


def _block(block: Block, a: Aliases) -> Block:
    def inside(b: Block) -> Block:
        return _block(b, a)

    if not any(_is_write(s) for s in block.stmts):
        return with_contents(block, [map_blocks(inside, s) for s in block.stmts], block.yields)
    mine = own(block, a)
    read = {a.find(v) for y in block.yields for v in leaves(y)}
    kept: list[Stmt] = []
    for s in reversed(block.stmts):
        if isinstance(s, Eqn) and _is_write(s):
            base = s.args[0]
            if isinstance(base, Var) and a.find(base) in mine and a.find(base) not in read:
                continue
        read.update(a.find(v) for v in _reads(s, a))
        kept.append(map_blocks(inside, s))
    return with_contents(block, kept[::-1], block.yields)


def _is_write(s: Stmt) -> bool:
    """Whether a statement writes an array, and belongs to a derivative."""
    return isinstance(s, Eqn) and s.of is not None and s.op in _WRITES


def _reads(s: Stmt, a: Aliases) -> list[Var]:
    if isinstance(s, Eqn) and s.outs and shares(s) == "view":
        # Making a view reads nothing; who uses the view does.
        return [v for x in s.args[1:] for v in leaves(x)]
    found = list(uses(s))
    for b in blocks(s):
        found += [v for inner in walk(b) for v in uses(inner)]
        found += [v for y in b.yields for v in leaves(y)]
    return found


# ---------------------------------------------------------------- zero, then add


def assign_first(f: Function, program: Program) -> Function:
    """``b[i] = 0.0 … b[i] += v`` becomes ``b[i] = v``, placed where the zero was.

    Additions to other items of ``b`` between them may hit the same item: they commute with
    the addition, so it can come first.  What v is made of moves up with it.
    """
    if not operations(f) >= {"store", "index_add"}:
        return f
    return with_body(f, _assigned(f.body, aliases(f, program), program))


def _assigned(block: Block, a: Aliases, program: Program) -> Block:
    stmts = [map_blocks(lambda b: _assigned(b, a, program), s) for s in block.stmts]
    at = 0
    while at < len(stmts):
        s = stmts[at]
        if isinstance(s, Eqn) and s.op == "store" and s.of is not None and s.args[2] == Const(0.0):
            found = _addition(stmts, at, a, program)
            if found is not None:
                stmts = _moved(stmts, at, found)
        at += 1
    return with_contents(block, stmts, block.yields)


def _addition(stmts: list[Stmt], at: int, a: Aliases, program: Program) -> int | None:
    """The place of the addition that can take the place of a zero."""
    zero = stmts[at]
    assert isinstance(zero, Eqn)
    base, index, _ = zero.args
    assert isinstance(base, Var)
    root = a.find(base)
    makers: dict[Var, Stmt] = {}
    for i in range(at + 1, len(stmts)):
        s = stmts[i]
        if not isinstance(s, Eqn):
            return None
        if s.op == "index_add" and s.args[0] is base and _same_index(s.args[1], index):
            if not isinstance(type_of(s.args[2]), Scalar) and not _is_item(index):
                return None
            return i if _movable(s.args[2], makers, a, program) else None
        if s.op == "index_add" and isinstance(s.args[0], Var) and a.find(s.args[0]) is root:
            if any(a.find(v) is root for v in leaves(s.args[2]) if isinstance(v.type, Array)):
                return None
        elif any(a.find(v) is root for v in uses(s) if isinstance(v.type, Array)):
            return None
        makers.update(dict.fromkeys(s.outs, s))
    return None


def _is_item(index: Arg) -> bool:
    return index_kind(index) == "item"


def _same_index(x: Arg, y: Arg) -> bool:
    return x == y


def _movable(v: Arg, makers: dict[Var, Stmt], a: Aliases, program: Program) -> bool:
    """Whether all that v is made of is pure arithmetic on numbers."""
    todo = list(leaves(v))
    while todo:
        u = todo.pop()
        s = makers.get(u)
        if s is None:
            continue
        if not isinstance(s, Eqn) or REGISTRY.by_name[s.op].kind not in ("elementwise", "constant"):
            return False
        if any(not isinstance(w.type, Scalar) for w in (*uses(s), *s.outs)):
            return False
        todo += uses(s)
    return True


def _moved(stmts: list[Stmt], at: int, add: int) -> list[Stmt]:
    zero, addition = stmts[at], stmts[add]
    assert isinstance(zero, Eqn)
    assert isinstance(addition, Eqn)
    wanted = set(leaves(addition.args[2]))
    first: list[Stmt] = []
    rest: list[Stmt] = []
    for s in reversed(stmts[at + 1 : add]):
        if any(v in wanted for v in s.outs):
            wanted.update(uses(s))
            first.append(s)
        else:
            rest.append(s)
    store = replace(addition, op="store")
    return [*stmts[:at], *reversed(first), store, *reversed(rest), *stmts[add + 1 :]]


def assign_whole_first(f: Function, program: Program) -> Function:
    """``b = zeros_like(x) … b += v`` becomes ``b = v.copy()``, or ``full_like`` of a number, if b stays untouched.

    Of a part, ``b[1:] += v``, the addition becomes ``b[1:] = v``.
    """
    if "np.zeros_like" not in operations(f):
        return f
    a = aliases(f, program)

    def inside(block: Block) -> Block:
        stmts = [map_blocks(inside, s) for s in block.stmts]
        dropped: set[int] = set()
        for i, s in enumerate(stmts):
            if isinstance(s, Eqn) and s.op == "np.zeros_like" and s.of is not None and not s.attrs:
                at = _first_touch(stmts, i, a)
                if at is None:
                    continue
                first = stmts[at]
                assert isinstance(first, Eqn)
                if first.op == "index_add":
                    _store_items(stmts, at, a)
                else:
                    stmts[at] = _assignment(s, first)
                    dropped.add(i)
        return with_contents(block, [s for i, s in enumerate(stmts) if i not in dropped], block.yields)

    return with_body(f, inside(f.body))


def _store_items(stmts: list[Stmt], at: int, a: Aliases) -> None:
    """Assign where an addition is the first to touch a part of zeros, and at further items that are others for sure."""
    first = stmts[at]
    assert isinstance(first, Eqn)
    base = first.args[0]
    assert isinstance(base, Var)
    stmts[at] = replace(first, op="store")
    seen = [first.args[1]]
    for i in range(at + 1, len(stmts)):
        s = stmts[i]
        if not any(a.find(v) is a.find(base) for v in touched(s)):
            continue
        alone = isinstance(s, Eqn) and s.op == "index_add" and s.args[0] is base and _is_place(s.args[1])
        if not alone or not isinstance(s, Eqn) or not all(map(_is_place, seen)) or s.args[1] in seen:
            return
        if any(a.find(v) is a.find(base) for v in leaves(s.args[2])):
            return
        stmts[i] = replace(s, op="store")
        seen.append(s.args[1])


def _is_place(index: Arg) -> bool:
    """Whether an index is a number that counts from the front."""
    return isinstance(index, Const) and type(index.value) is int and index.value >= 0


def _first_touch(stmts: list[Stmt], at: int, a: Aliases) -> int | None:
    """The place of the addition that is the first to touch a new array of zeros."""
    zeros = stmts[at]
    assert isinstance(zeros, Eqn)
    out = zeros.outs[0]
    root = a.find(out)
    for i in range(at + 1, len(stmts)):
        s = stmts[i]
        if not any(a.find(v) is root for v in touched(s)):
            continue
        if not isinstance(s, Eqn) or s.of is None or not s.args or s.args[0] is not out:
            return None
        if s.op == "index_add" and index_kind(s.args[1]) != "gather":
            return None if any(a.find(v) is root for x in s.args[1:] for v in leaves(x)) else i
        if s.op != "update" or s.attr("by") != "add":
            return None
        value = s.args[1]
        if any(a.find(v) is root for v in leaves(value)):
            return None
        t = type_of(value)
        assert isinstance(out.type, Array)
        if isinstance(t, Scalar) and out.type.axes:
            return i if t.dtype.startswith("float") else None
        return i if same_shape(t, out.type) and getattr(t, "dtype", "") == out.type.dtype else None
    return None


def update_in_place(f: Function, program: Program) -> Function:
    """``b[...] = b * v`` becomes ``b *= v`` where b has the dtype of the product."""
    if "store" not in operations(f):
        return f
    counts = reads(f)

    def inside(block: Block) -> Block:
        made: dict[Var, Eqn] = {}  # since memory was last written
        stmts: list[Stmt] = []
        for s in block.stmts:
            s = map_blocks(inside, s)
            if not isinstance(s, Eqn):
                made.clear()
            elif not s.outs:
                maker = made.get(s.args[2]) if s.op == "store" and isinstance(s.args[2], Var) else None
                if maker is not None and counts[maker.outs[0]] == 1 and (new := _updated(s, maker)) is not None:
                    stmts.remove(maker)
                    s = new
                made.clear()
            elif writes(s) or s.op == "call":
                made.clear()
            elif len(s.outs) == 1 and s.of is not None:
                made[s.outs[0]] = s
            stmts.append(s)
        return with_contents(block, stmts, block.yields)

    return with_body(f, inside(f.body))


def _updated(store: Eqn, value: Eqn) -> Eqn | None:
    base, index, _ = store.args
    if index != Const(...) or value.op not in ("add", "sub", "mul", "truediv") or store.of is None:
        return None
    x, y = value.args
    if y is base and value.op in ("add", "mul"):
        x, y = y, x
    out = value.outs[0].type
    if x is not base or y is base or not isinstance(base, Var) or not isinstance(base.type, Array):
        return None
    if not isinstance(out, Array) or out.dtype != base.type.dtype:
        return None
    return replace(store, op="update", args=(base, y), attrs=(("by", value.op),))


def _assignment(zeros: Eqn, addition: Stmt) -> Eqn:
    assert isinstance(addition, Eqn)
    value = addition.args[1]
    if isinstance(type_of(value), Array):
        return replace(addition, outs=zeros.outs, op="copy", args=(value,), attrs=())
    out = zeros.outs[0].type
    if isinstance(out, Array) and out.axes:
        return replace(addition, outs=zeros.outs, op="np.full_like", args=(zeros.args[0], value), attrs=())
    return replace(addition, outs=zeros.outs, op="np.array", args=(value,), attrs=())
