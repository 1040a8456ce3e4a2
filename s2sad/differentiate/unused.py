"""Items of memory that nobody used, told from items with the adjoint zero.

::

    y[0] = math.sqrt(x)            w5_bar = y_bar[0]
                                   y_bar[0] = -0.0
                             ->    if used(w5_bar):
                                       x_bar = x_bar + w5_bar * 0.5 / w5

Memory that leads to a singular partial (`s2sad.analyse.unused`) has a shadow in which ``-0.0`` says that nothing was
added (`s2sad.rules.unused`).  What a statement takes out of it tells where it is used: of a number that is its mark
(`s2sad.differentiate.guards`), of an array the condition by which what it alone uses is cut off
(`s2sad.differentiate.masks`).
"""

from __future__ import annotations

from s2sad.build import bar
from s2sad.differentiate.adjoints import Adjoints, Subject
from s2sad.differentiate.masks import Stored, conditions, masks
from s2sad.ir import Arg, Const, Eqn, Var, type_of
from s2sad.rules import REGISTRY
from s2sad.rules.complexes import is_complex
from s2sad.types import Array, List, Scalar, same_shape

TRUE, FALSE = Const(True), Const(False)
NONE = Const(-0.0)


class Unused(Adjoints):
    """Adjoints in shadows that tell what is not used."""

    def __init__(self, of: Subject) -> None:
        super().__init__(of)
        f, a = of.function, of.aliases
        self.leading = of.leading
        self.told = of.told
        self.masks = masks(f, a, self.puts, self.leading)
        self.asked = {x.cond.at for mask in self.masks.values() for x in conditions(mask) if isinstance(x.cond, Stored)}
        self.taken: dict[int, Arg] = {}  # by statement: where what it put into memory is used
        self.marks: dict[Var, Var] = {}  # what says of a w whether its adjoint is there
        self.signed = {*of.signed}  # adjoints of arrays in which what nobody used is told

    def tells(self, v: Arg | None) -> bool:
        """Whether the shadow of a w tells what is not used."""
        if not self.told or not isinstance(v, Var) or is_complex(v.type):
            return False  # a complex zero has two signs
        return self.buffer(v) and self.aliases.find(v) in self.told

    def puts(self, s: Eqn) -> Arg | None:
        """The array that a statement puts into memory which tells whether it is used; of a new array, that."""
        if not self.told:
            return None
        if s.op in ("store", "update"):
            return s.args[-1] if self.tells(s.args[0]) else None
        out = s.outs[0] if len(s.outs) == 1 else None
        return out if self.tells(out) and self.aliases.sharing(s) == "fresh" else None

    def unsure(self, s: Eqn) -> bool:
        """Whether only the run knows if what a statement puts into memory is used, and no mask sees to that."""
        if not self.told or not (any(map(self.tells, self.leading.written(s))) or self.puts(s) is not None):
            return False
        return not self.cut(s)

    def cut(self, s: Eqn) -> bool:
        """Whether what a statement puts into memory is cut off item by item."""
        put = self.puts(s)
        maker = self.aliases.maker.get(put) if isinstance(put, Var) else None
        if isinstance(maker, Eqn) and REGISTRY.by_name[maker.op].chooses:  # then what it chooses from is
            wanted = [x for x in maker.args if self.wants(x)]
            return bool(wanted) and all(self._cut_by(x, s) for x in wanted)
        return self._cut_by(put, s)

    def _cut_by(self, v: Arg | None, s: Eqn) -> bool:
        mask = self.masks.get(v, ()) if isinstance(v, Var) else ()
        return any(x.cond == Stored(s, id(s)) for x in conditions(mask))

    # ------------------------------------------------------------ what rules ask for

    def blank(self, v: Var) -> Arg:
        """A shadow to which nothing was added yet."""
        return self.b.unused(v, bar(v)) if self.tells(v) else super().blank(v)

    def nothing(self, base: Var) -> Const:
        """What is left in a shadow where an item was taken out."""
        return NONE if self.tells(base) else Const(0.0)

    def dtype(self, v: Var, c: Arg) -> Arg:
        """A contribution in the dtype of what it is added to, where it is told, as one that is there."""
        c = super().dtype(v, c)
        if not self.tells(v) or c in self.signed or isinstance(type_of(c), List):
            return c
        return self.b.op("summand", c, Const(0.0))

    def add_items(self, base: Arg, parts: Arg) -> None:
        """Add to each item of a list's shadow; ``parts`` is a list, or an array of as many rows."""
        assert isinstance(base, Var)
        super().add_items(base, self.dtype(base, parts))

    def take(self, v: Var) -> Arg | None:
        """The adjoint of a w whose defining statement is reached: nothing adds to it any more."""
        g = super().take(v)
        if isinstance(g, Var) and self.tells(v):
            self.signed.add(g)
        return g

    def there(self, took: Arg, base: Arg, value: Arg, s: Eqn) -> Arg:
        """Whether what a statement takes out of a shadow is there; where it is, for what is cut off by that."""
        if not self.tells(base) or not isinstance(took, Var) or not self.wants(value):
            return TRUE
        if isinstance(took.type, Array):
            self.signed.add(took)
        if id(s) in self.asked:
            self.taken[id(s)] = self._items(took, value)
        if self.cut(s) or value not in self.marks:
            return TRUE
        return self.b.keep("used" if isinstance(took.type, Scalar) else "used_any", (took,))

    def where_used(self, c: Arg, took: Var, base: Var, to: Arg | None = None) -> Arg:
        """What becomes of an adjoint in an update, where that is there: what stays in the shadow, or goes on to a w."""
        if not self.tells(base) or c is took:
            return c
        stays = to is None or self.tells(to)
        used = self.b.op("select", self.b.keep("used_items", (took,)), self.dtype(base, c) if stays else c,
                         NONE if stays else Const(0.0))  # fmt: skip
        if stays and isinstance(used, Var):
            self.signed.add(used)
        return used

    def item(self, base: Var, g: Arg | None, like: Var) -> Arg:
        """What a shadow gets for an item that was taken out of a list: where nobody used it, none."""
        if not self.tells(base):
            return self.full(g, like)
        there = self.marked(like, g)
        if g is None or there == FALSE:
            return self.b.unused(like)
        g = self.dtype(base, self.full(g, like))
        return g if there == TRUE or isinstance(like.type, Array) else self.b.op("select", there, g, NONE)

    def marked(self, v: Var, g: Arg | None) -> Arg:
        """Whether the adjoint of a w that was taken is there."""
        return FALSE if g is None else TRUE

    def _items(self, took: Var, value: Arg) -> Arg:
        items = self.b.keep("used_items", (took,))
        if same_shape(took.type, type_of(value)):
            return items
        counted = self.b.keep("add", (items, Const(0.0)))
        return self.b.op("ne", self.b.unbroadcast(counted, value, None), Const(0))
