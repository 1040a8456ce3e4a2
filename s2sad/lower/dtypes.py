"""What functions ask of dtypes: these are known where a function is read, so the answers are.

::

    np.finfo(x.dtype).eps                       2.220446049250313e-16, of an array of doubles
    if np.issubdtype(x.dtype, np.floating):     the branch that is taken
    z = np.zeros(n, np.result_type(x, y))       z = np.zeros(n)
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sad.ir import Arg, Const, Var
from s2sad.lower.array_forms import weak_type
from s2sad.lower.frame import Frame
from s2sad.lower.known_items import Kwargs, no_keywords
from s2sad.lower.meanings import meaning
from s2sad.types import Array, Scalar


def _sample(x: Var) -> Any:
    """A number or an array of the same dtype."""
    if isinstance(x.type, Array):
        return np.zeros((1,), x.type.dtype)
    weak = weak_type(x)
    return weak.type(0) if isinstance(weak, np.dtype) else weak


# What takes dtypes, and what stands there for a number or an array of which only the run has the value, if that may be.
_QUESTIONS: dict[Callable[..., Any], Callable[[Var], Any] | None] = {
    np.finfo: _sample,
    np.iinfo: _sample,
    np.dtype: None,
    np.issubdtype: None,
    np.promote_types: None,
    np.can_cast: None,
    np.result_type: weak_type,
    np.iscomplexobj: _sample,
    np.isrealobj: _sample,
}


def _asked(function: Callable[..., Any], stand_in: Callable[[Var], Any] | None) -> None:
    name = f"np.{function.__name__}"

    @meaning(function)
    def answer(frame: Frame, node: ast.AST, args: list[Arg], kwargs: Kwargs) -> Arg:
        no_keywords(frame, node, kwargs, name, args, len(args))
        given = []
        for x in args:
            number = x if isinstance(x, Var) and isinstance(x.type, Array | Scalar) else None
            given.append(stand_in(number) if stand_in and number else frame.known(x, node))
        try:
            return Const(function(*given))
        except (TypeError, ValueError) as e:
            frame.raises(node, e, "S2S304", f"{name} of these arguments", f"the primal raises: {e}.", "check the call.")


for _function, _stand_in in _QUESTIONS.items():
    _asked(_function, _stand_in)
