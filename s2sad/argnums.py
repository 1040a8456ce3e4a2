"""Which arguments an operator differentiates by: ``argnums`` as JAX has them, or names of parameters."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any

from s2sad.binding import Parameters
from s2sad.dataclass import dataclass
from s2sad.errors import ArgumentError

Argnums = int | str | Sequence[int | str]


@dataclass(frozen=True)
class Chosen:
    """Arguments by which something is differentiated: of ``f(x, *rest)``, 0 is x and 2 the item 1 of rest."""

    single: bool  # whether one was asked for, and no tuple of them
    places: tuple[tuple[str, int | None], ...]  # the parameters, and the item of ``*rest``
    wrt: tuple[str, ...]  # the parameters, in their order

    @classmethod
    def of(cls, argnums: Any, parameters: Parameters, leading: int) -> Chosen:
        """Those of ``argnums``, an int or a name for one, a tuple for several; ``leading`` arguments do not count."""
        single, given = _given(argnums, parameters.function)
        places = []
        for n in given:
            place = (parameters.named((n,), leading)[0], None) if isinstance(n, str) else parameters.place(n, leading)
            places.append(place)
        names = {name for name, _ in places}
        return cls(single, tuple(places), tuple(n for n in parameters.names if n in names))

    @property
    def whole(self) -> bool:
        """Whether they are whole parameters."""
        return all(item is None for _, item in self.places)

    def arranged(self, by_name: dict[str, Any]) -> Any:
        """What belongs to them, of something for each parameter: one, or a tuple."""
        taken = [by_name[name] if item is None else by_name[name][item] for name, item in self.places]
        return taken[0] if self.single else tuple(taken)


def _given(argnums: Any, title: str) -> tuple[bool, tuple[int | str, ...]]:
    """Whether one was given, and all of them; a NumPy integer is a number, a bool is none."""
    single = hasattr(argnums, "__index__") or isinstance(argnums, str)
    given = (argnums,) if single else tuple(argnums) if isinstance(argnums, Iterable) else ()
    if not given or any(isinstance(n, bool) or not (isinstance(n, str) or hasattr(n, "__index__")) for n in given):
        raise ArgumentError("S2S501", title, f"argnums={argnums!r}", "pass an int or a name, or a tuple of them.")
    return single, tuple([n if isinstance(n, str) else operator.index(n) for n in given])
