"""The parameters of a function, and the values that a call gives them."""

from __future__ import annotations

import functools
import inspect
import types
import weakref
from typing import Any

from s2sad.errors import ArgumentError, InternalError


class Parameters:
    """The parameters of ``f(x, n=3, *rest, **options)`` in order: x, n, rest, options.

    ``simple`` is how many positional arguments need no binding; -1 where every call has to be bound.
    """

    def __init__(self, function: types.FunctionType) -> None:
        code = self.code = function.__code__
        self.function = function.__qualname__
        self.positional = code.co_argcount
        count = code.co_argcount + code.co_kwonlyargcount
        rest = count + bool(code.co_flags & inspect.CO_VARARGS)
        last = rest + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        named = code.co_varnames
        # In code objects ``*rest`` comes after what is given by keyword only.
        self.names = (*named[: self.positional], *named[count:rest], *named[self.positional : count], *named[rest:last])
        self.variadic = self.positional if rest > count else -1  # its index
        self.keywords = named[rest:last]
        self.simple = self.positional if last == self.positional else -1
        self._by_position_only = code.co_posonlyargcount
        self._by_keyword_only = named[self.positional : count]
        self._by_keyword = frozenset(named[code.co_posonlyargcount : count])
        self._of = weakref.ref(function)

    def _given(self) -> types.FunctionType:
        function = self._of()
        assert function is not None, "the caller holds it"
        return function

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """As `inspect` makes it."""
        return inspect.signature(self._given(), follow_wrapped=False)

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """One value a parameter, as in a normal call: a tuple for ``*rest``, a dict for ``**options``."""
        function, count, taken = self._given(), self.positional, 0
        values = list(args[:count])
        if len(values) < count:
            defaults = function.__defaults__ or ()
            for i in range(len(values), count):
                if i >= self._by_position_only and self.names[i] in kwargs:
                    values.append(kwargs[self.names[i]])
                    taken += 1
                elif i >= count - len(defaults):
                    values.append(defaults[i - count])
                else:
                    raise self._unfit(args, kwargs)
        if self.variadic >= 0:
            values.append(args[count:])
        elif len(args) > count:
            raise self._unfit(args, kwargs)
        for name in self._by_keyword_only:
            if name in kwargs:
                values.append(kwargs[name])
                taken += 1
            elif name in (defaults_by_name := function.__kwdefaults__ or {}):
                values.append(defaults_by_name[name])
            else:
                raise self._unfit(args, kwargs)
        if self.keywords:
            values.append({k: v for k, v in kwargs.items() if k not in self._by_keyword})
            taken += len(values[-1])
        if taken < len(kwargs):  # unknown names, or given twice
            raise self._unfit(args, kwargs)
        return tuple(values)

    def _unfit(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Exception:
        fix = f"call it as {self.function}{self.signature}."
        try:
            self.signature.bind(*args, **kwargs)
        except TypeError as error:
            return ArgumentError("S2S506", self.function, str(error), fix)
        return InternalError(f"{self.function} could be called with arguments that were refused")

    def place(self, position: int, leading: int) -> tuple[str, int | None]:
        """The parameter that a positional argument belongs to, and its item of ``*rest``.

        ``leading`` arguments (``self``) are given already and are not counted.
        """
        index = position + leading if position >= 0 else position + self.positional
        if leading <= index < self.positional:
            return self.names[index], None
        if self.variadic >= 0 and position >= 0:
            return self.names[self.variadic], index - self.positional
        raise ArgumentError(
            "S2S501",
            self.function,
            f"argnums has {position}, but there are {self.positional - leading} positional parameters",
            f"count from 0 in {self.function}{self.signature}.",
        )

    def named(self, wrt: tuple[str | int, ...], leading: int) -> tuple[str, ...]:
        """The names of parameters that are given by name or position, in the order of the parameters."""
        known = self.names[leading:]
        names = [n if isinstance(n, str) else self.place(n, leading)[0] for n in wrt]
        unknown = [n for n in names if n not in known]
        if unknown or not names:
            what = f"wrt names {unknown[0]!r}, which is no parameter" if unknown else "wrt names no parameter"
            raise ArgumentError(
                "S2S501", self.function, what, f"choose from {', '.join(known) or 'a function with parameters'}."
            )
        return tuple(n for n in known if n in names)

    def spread(self, values: tuple[Any, ...], count: int, leading: int) -> tuple[Any, ...]:
        """Values by parameter as one value for each of ``count`` positional arguments."""
        if leading + count <= self.positional:
            return values[leading : leading + count]
        found = []
        for position in range(count):
            name, item = self.place(position, leading)
            value = values[self.names.index(name)]
            found.append(value if item is None or value is None else value[item])
        return tuple(found)
