"""``itertools.zip_longest``, ``cycle`` and ``compress``: items beside those of something that is shorter, or chooses.

::

    for a, b in zip_longest(x, y, fillvalue=0.0):       for k in range(max(len(x), len(y))):
                                                            a = x[k] if k < len(x) else 0.0; …
    for v, s in zip(x, cycle([1.0, -1.0])):             for k in range(len(x)): v, s = x[k], [1.0, -1.0][k % 2]
    for v in compress(x, chosen): B                     for v, c in zip(x, chosen): if c: B
"""

from __future__ import annotations

import ast
import functools
import itertools

from s2sad.ir import Arg, Const, Pack
from s2sad.lower.emitting import emit
from s2sad.lower.frame import Frame
from s2sad.lower.heap import contents, kept
from s2sad.lower.indexing import item
from s2sad.lower.iterables import STRUCTURES, Iteration, iteration, without_index
from s2sad.lower.known_items import Kwargs, by_name, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.lower.written_loops import COMPRESSED, STRICT, Written


@meaning(itertools.zip_longest)
def _zip_longest(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    fill = kwargs.pop("fillvalue", Const(None))
    no_keywords(frame, node, kwargs, "zip_longest", (), 0)
    return Pack("longest", (kept(frame, node, fill), *args))


def _longest(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    fill, *sources = seq.items
    inner = [iteration(frame, node, s) for s in sources]
    lengths = [i.length() for i in inner]
    known = [n.value for n in lengths if isinstance(n, Const)]
    if len(known) == len(inner):
        most = max(known, default=0)

        def known_at(k: Arg) -> Arg:
            assert isinstance(k, Const)
            turn: int = k.value
            return Pack("tuple", tuple(i.at(k) if turn < n else fill for i, n in zip(inner, known, strict=True)))

        return Iteration(lambda: Const(most), known_at, lambda k: k >= most)
    tables = [None if i.ended is None else Pack("tuple", tuple(i.items() or ())) for i in inner]
    number = functools.reduce(lambda a, b: emit(frame, node, "at_least", (a, b)), lengths)

    def at(k: Arg) -> Arg:
        found = []
        for one, table, n in zip(inner, tables, lengths, strict=True):

            def there(one: Iteration = one, table: Pack | None = table) -> Arg:
                return one.at(k) if table is None else item(frame, node, table, k)

            found.append(frame.choose(emit(frame, node, "lt", (k, n)), there, lambda: fill, node))
        return Pack("tuple", tuple(found))

    return Iteration(lambda: number, at)


@meaning(itertools.compress)
def _compress(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    given = by_name("data selectors", args, kwargs)
    if len(args) + len(kwargs) != 2 or given.keys() != {"data", "selectors"}:
        no_keywords(frame, node, kwargs, "compress", args, 2)
    return Pack("compressed", (given["data"], given["selectors"]))


def _compressed(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    data, selectors = seq.items
    return without_index(frame, node, Written(COMPRESSED, {"data": data, "selectors": selectors}))


def _strict(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    """``zip(xs, ys, strict=True)``: at the end of the loop it is seen whether one is longer."""
    operands = dict(zip(("first", "second", "length", "other"), seq.items, strict=True))
    return without_index(frame, node, Written(STRICT, {**operands, "error": Const(ValueError)}))


@meaning(itertools.cycle)
def _cycle(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
    no_keywords(frame, node, kwargs, "cycle", args, 1)
    (source,) = args
    if not isinstance(source, Pack) or source.kind not in ("tuple", "list") or not source.items:
        frame.refuse(
            node,
            "S2S206",
            "cycle of what is no tuple or list with known items",
            "its first round reads them, the others have what was there then.",
            "pick by the remainder: xs[k % len(xs)].",
        )
    return Pack("cycle", (Pack("tuple", source.items), kept(frame, node, source)))


def _cycled(frame: Frame, node: ast.AST, seq: Pack) -> Iteration:
    items, source = seq.items
    assert isinstance(items, Pack)
    assert isinstance(source, Pack)

    def refuse() -> Arg:
        frame.refuse(
            node, "S2S206", "an iterator without an end", "nothing says where to stop.", "zip it, or use islice."
        )

    def at(k: Arg) -> Arg:
        if source.kind == "list" and contents(frame, node, source).items != items.items:
            frame.refuse(
                node,
                "S2S206",
                "cycle of a list that has changed since",
                "its first round reads the items of now, the others have those of then.",
                "pick by the remainder: xs[k % len(xs)], or cycle through a copy: cycle(list(xs)).",
            )
        return item(frame, node, items, emit(frame, node, "mod", (k, Const(len(items.items)))))

    return Iteration(refuse, at, endless=True)


STRUCTURES.update({"longest": _longest, "compressed": _compressed, "cycle": _cycled, "strict": _strict})
