"""What a generated module depends on, as bytes that are equal in every process where the module would be.

Before, a function with all that it reaches::

    from helpers import damp               # def damp(x): return SCALE * np.tanh(x)
    def f(x, n=3): return damp(x) ** n

After, `key("f", [dependencies(f)], "reverse", …)`: the text and the code of ``f`` and of ``damp``, the default 3, that
``SCALE`` is a float, that ``np.tanh`` is NumPy's, s2sad itself, the versions of Python and NumPy. In it is what decides
the generated text; a number or an array that a function captures does not (it is read at every call), only its type
does. Nothing in it is an address, a time, a path or a line number: the same program has the same key on another day in
another place.

Nothing is parsed here, since a hit should cost less than parsing. Which names a function reads is taken from its code
objects and errs on the side of more: an attribute ``.damp`` of anything counts as the global ``damp`` if there is one.
"""

import builtins
import enum
import functools
import hashlib
import importlib.util
import sys
import types
from collections.abc import Callable, Collection, Iterable, Sequence
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from s2sad.cache import Key, pack
from s2sad.code_content import code_content, code_imports, code_names, constant_content
from s2sad.dataclass import dataclass
from s2sad.environment import environment_parts
from s2sad.origin import Origin, is_library_file, origin_of, origin_of_class, qualified_name, version_of
from s2sad.source_text import file_bytes, source_lines

# Beyond this a function reaches so much that looking at it costs more than generating: it is not cached.
MOST_OBJECTS = 2048

_NUMBERS = (int, float, complex, np.generic, np.ndarray)
# What stands for other objects: the attributes that say which, and whether the values of numbers among them decide.
_MADE_OF: tuple[tuple[Any, tuple[str, ...], bool], ...] = (
    (functools.partial, ("func", "args", "keywords"), True),
    (property, ("fget", "fset", "fdel"), False),
    ((classmethod, staticmethod), ("__func__",), False),
    (functools.cached_property, ("func",), False),
    ((slice, range), ("start", "stop", "step"), True),
    ((types.GenericAlias, types.UnionType), ("__origin__", "__args__"), True),
    (types.MethodWrapperType, ("__self__", "__name__"), False),
    ((types.WrapperDescriptorType, types.MethodDescriptorType), ("__objclass__", "__name__"), False),
    (types.ClassMethodDescriptorType, ("__objclass__", "__name__"), False),
)
# Of a class's namespace: what Python keeps there for itself, some of it only after it was first asked for.
_NOT_CONTENT = {
    "__dict__",
    "__weakref__",
    "__doc__",
    "_abc_impl",
    "__firstlineno__",
    "__static_attributes__",
    "__annotations_cache__",
}


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What a function reaches.

    ``functions`` are the user's functions, itself first, then its callees. ``parts`` describes all that it reaches.
    ``obstacle`` says what cannot be described so that it means the same in another process; then nothing that comes of
    the function may be kept on disk, and ``parts`` is empty.
    """

    functions: tuple[FunctionType, ...]
    parts: tuple[bytes, ...]
    obstacle: str | None = None


def key(name: str, found: Sequence[Dependencies], *parts: bytes | str) -> Key | None:
    """The key of what is generated from the objects that were ``found``; None if it must not be cached.

    ``name`` is for people; ``parts`` is what else decides: signature, options, a digest of the rules.
    """
    environment = environment_parts()
    if environment is None or any(each.obstacle is not None for each in found):
        return None
    return Key(name, (pack(*environment), *[pack(*each.parts) for each in found], pack(*parts)))


def dependencies(function: Callable[..., Any], static: Collection[str] = ()) -> Dependencies:
    """All that ``function`` reaches by globals, closures, defaults, modules, classes and instances, transitively.

    ``static`` names captured numbers and arrays whose values decide too, in ``function`` or in what it reaches.
    """
    walk = _Walk(static)
    try:
        root = walk.value(function, getattr(function, "__name__", "function"))
        parts = (root, *walk.pending())
    except _Unstable as unstable:
        return Dependencies(tuple(walk.functions), (), str(unstable))
    except RecursionError:
        return Dependencies(tuple(walk.functions), (), "data nested too deeply")
    return Dependencies(tuple(walk.functions), parts)


# What the libraries' own objects are called, by identity; held, so that no identity is used twice. Nothing that
# `_Walk.meet` numbers may be in here, for its numbers must not depend on what this process was asked before.
_library: dict[int, tuple[object, bytes]] = {}


def _remember(obj: object, description: bytes) -> bytes:
    _library[id(obj)] = (obj, description)
    return description


class _Unstable(Exception):
    """Something has no description that means the same in another process."""


class _Walk:
    """Describes objects. Functions and classes are described once, in the order in which they are met."""

    def __init__(self, static: Collection[str]) -> None:
        self.static = frozenset(static)
        self.functions: list[FunctionType] = []
        # Objects met, by identity; held, so that no identity is used twice. The number is the order of meeting.
        self.met: dict[tuple[int, bool], tuple[int, object]] = {}
        self.latest = -1
        self.waiting: list[FunctionType | type] = []
        self.names: tuple[str, ...] = ()  # all names in the function at hand

    def pending(self) -> Iterable[bytes]:
        """Descriptions of the functions and classes referred to so far, and of those met on the way."""
        done = 0
        while done < len(self.waiting):
            item = self.waiting[done]
            done += 1
            yield self.class_(item) if isinstance(item, type) else self.function(item)

    def meet(self, obj: object, exact: bool = False) -> bytes | None:
        """A reference if ``obj`` was met before (it may contain itself), else None."""
        place = (id(obj), exact)
        if place in self.met:
            return pack("again", str(self.met[place][0]))
        self.latest = len(self.met)
        self.met[place] = (self.latest, obj)
        if self.latest >= MOST_OBJECTS:
            raise _Unstable(f"more than {MOST_OBJECTS} functions, classes and containers")
        return None

    def value(self, obj: Any, name: str, exact: bool = False, where: str | None = None) -> bytes:
        """``obj``, captured as ``name``: callables and static values by content, numbers and arrays by type.

        ``exact`` puts the values of numbers and arrays in too. ``where`` is ``module.attribute`` if ``obj`` was found
        in the module of a library.
        """
        known = _library.get(id(obj))
        if known is not None:
            return known[1]
        exact = exact or name in self.static
        kind = type(obj)
        if obj is None or obj is Ellipsis or obj is NotImplemented or kind in (bool, str, bytes):
            return constant_content(obj)
        if isinstance(obj, enum.Enum):
            return pack("enum", self.value(kind, name), str(obj.name), self.value(obj.value, name, True))
        if isinstance(obj, _NUMBERS):
            return self.number(obj, name, exact)
        if isinstance(obj, (tuple, list, set, frozenset, dict)):
            return self.container(obj, name, exact)
        if isinstance(obj, ModuleType):
            return self.module(obj, set())
        if isinstance(obj, FunctionType):
            return self.function_reference(obj, name)
        if isinstance(obj, type):
            return self.class_reference(obj)
        if isinstance(obj, (types.BuiltinFunctionType, types.MethodType)):
            return self.builtin_or_method(obj, name, where)
        for kinds, attributes, inner_exact in _MADE_OF:
            if isinstance(obj, kinds):
                inner = [getattr(obj, attribute, None) for attribute in attributes]
                return pack(kind.__name__, *[self.value(item, name, exact or inner_exact) for item in inner])
        if isinstance(obj, np.dtype):
            return pack("dtype", _dtype(obj))
        return self.instance(obj, name, exact, where)

    def number(self, obj: Any, name: str, exact: bool) -> bytes:
        """``float64 (1, 2)``: whether an axis has length 1 decides how it broadcasts; how long it is otherwise, not."""
        kind = self.class_reference(type(obj))
        if not isinstance(obj, (np.ndarray, np.generic)):
            return pack("number", kind, constant_content(obj) if exact else b"")
        if not exact:
            return pack("array", kind, _dtype(obj.dtype), repr(tuple([min(length, 2) for length in obj.shape])))
        if obj.dtype.hasobject or obj.dtype.char in "gG":  # addresses; padding that nobody has set
            raise _Unstable(f"the value of {name}, of dtype {obj.dtype}")
        return pack("array", kind, _dtype(obj.dtype), repr(obj.shape), obj.tobytes())

    def container(self, obj: Any, name: str, exact: bool) -> bytes:
        # Immutable containers are not looked up: whether equal ones are one object differs between processes.
        if isinstance(obj, (list, set, dict)) and (again := self.meet(obj, exact)) is not None:
            return again
        kind = self.class_reference(type(obj))
        if isinstance(obj, dict):
            pairs = [pack(self.value(k, name, True), self.value(v, str(k), exact)) for k, v in list(obj.items())]
            return pack("container", kind, *pairs)
        items, known = list(obj), len(self.met)
        if not exact and len(kinds := set(map(type, items))) == 1 and kinds <= {int, float, complex}:
            return pack("numbers", kind, kinds.pop().__name__, str(len(items)))  # of any length at the same cost
        described = [self.value(item, name, exact) for item in items]
        if isinstance(obj, (set, frozenset)):
            if len(self.met) > known:  # numbered in an order that differs between processes
                raise _Unstable(f"{name}, a set of functions or objects")
            described.sort()
        return pack("container", kind, *described)

    def module(self, module: ModuleType, on_the_way: set[str]) -> bytes:
        """The module's name, and what the function at hand may take from it: all that is called like a name there."""
        if module.__name__ in on_the_way:
            return pack("module", module.__name__)
        on_the_way.add(module.__name__)
        origin = origin_of(module.__name__)
        namespace = vars(module)  # asking the module itself for an attribute can import something, or warn
        taken = []
        for name in self.names:
            item = namespace.get(name)
            if isinstance(item, ModuleType):
                taken.append(pack(name, self.module(item, on_the_way)))
            elif name in namespace and (callable(item) or origin is not Origin.LIBRARY):
                where = None if origin is Origin.USER else f"{module.__name__}.{name}"
                taken.append(pack(name, self.value(item, name, where=where)))
        return pack("module", module.__name__, version_of(module.__name__), *taken)

    def builtin_or_method(self, obj: Any, name: str, where: str | None) -> bytes:
        """The method of an object, or a function written in C as it is found in its module."""
        owner = obj.__self__
        if owner is not None and not isinstance(owner, ModuleType):
            # The name alone would not do: an instance can be bound to any function.
            function = getattr(obj, "__func__", None)
            content = self.value(function, name) if isinstance(function, FunctionType) else b""
            return pack("method", obj.__name__, content, self.value(owner, name))
        if (named := qualified_name(obj)) is not None:
            return _remember(obj, pack("library", named, version_of(named)))
        if (row := row_of_user(obj)) is not None:
            return pack("row", row)
        if where is None:
            raise _Unstable(f"{name}, a function written in C that its module does not hold")
        return pack("library", where, version_of(where))

    def instance(self, obj: Any, name: str, exact: bool, where: str | None) -> bytes:
        """Any other object: by content if it can be called, else by type, and by what it holds if it is the user's."""
        named = qualified_name(obj) if callable(obj) else None
        if named is not None and origin_of(named) is Origin.LIBRARY:
            return _remember(obj, pack("library", named, version_of(named)))
        if (row := row_of_user(obj)) is not None:
            return pack("row", row)
        if (again := self.meet(obj, exact)) is not None:
            return again
        cls = type(obj)
        kind = self.class_reference(cls)
        if (own := getattr(cls, "__s2sad_key__", None)) is not None:
            return pack("keyed", kind, self.value(own(obj), name, True))
        if origin_of_class(cls) is not Origin.USER and cls is not types.SimpleNamespace:
            if not callable(obj):  # a generator of random numbers, a logger, a lock: only asked when running
                return pack("object", kind)
            if callable(wrapped := getattr(obj, "__wrapped__", None)):  # memoised or compiled
                return pack("wrapper", kind, self.value(wrapped, name))
            if (place := named or where) is not None:
                return pack("library", place, version_of(place))
        if callable(obj) and not isinstance(cls.__call__, FunctionType):  # what it calls is out of sight
            raise _Unstable(f"{name}, a {cls.__module__}.{cls.__qualname__}")
        state = [pack(part, self.value(held, part, exact)) for part, held in sorted(_state(obj).items())]
        return pack("instance", kind, *state)

    def function_reference(self, function: FunctionType, name: str) -> bytes:
        library = is_library_file(function.__code__.co_filename)
        if library and (named := qualified_name(function)) is not None:
            return pack("library", named, version_of(named))
        if (again := self.meet(function)) is not None:
            return again
        if library:  # made by a function of the library, perhaps around one of the user's
            return pack("made", code_content(function.__code__), self.captured(function))
        self.functions.append(function)
        self.waiting.append(function)
        return pack("function", str(self.latest))

    def class_reference(self, cls: type) -> bytes:
        if (known := _library.get(id(cls))) is not None:
            return known[1]
        origin = origin_of_class(cls)
        named = f"{cls.__module__}.{cls.__qualname__}"
        if origin is Origin.LIBRARY:
            return _remember(cls, pack("class", named, version_of(named)))
        if origin is Origin.INSTALLED:  # its version, and its text too: packages get reinstalled under one version
            module = sys.modules.get(cls.__module__)
            text = file_bytes(str(getattr(module, "__file__", ""))) or b""
            return pack("class", named, version_of(named), hashlib.sha256(text).digest())
        if (again := self.meet(cls)) is not None:
            return again
        self.waiting.append(cls)
        return pack("class", str(self.latest))

    def function(self, function: FunctionType) -> bytes:
        """A function of the user's: text, code, what it captures, and all globals that it may read."""
        code, namespace = function.__code__, function.__globals__
        self.names = code_names(code)
        text = "".join(source_lines(code, namespace) or ())
        parts = [
            pack(str(function.__module__), function.__qualname__, text),
            code_content(code),
            self.captured(function),
        ]
        for name in self.names:
            if name in namespace:
                parts.append(pack(name, self.value(namespace[name], name)))
            elif callable(item := vars(builtins).get(name)):
                parts.append(pack(name, self.value(item, name, where=f"builtins.{name}")))
        for name, level in code_imports(code):
            parts.append(pack(name, self.imported(name, level, namespace)))
        return pack("function", *parts)

    def captured(self, function: FunctionType) -> bytes:
        parts = [
            self.value(function.__defaults__, "defaults", True),
            self.value(function.__kwdefaults__, "defaults", True),
        ]
        for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
            try:
                parts.append(pack(name, self.value(cell.cell_contents, name)))
            except ValueError:  # not bound yet
                parts.append(pack(name))
        return pack(*parts)

    def imported(self, name: str, level: int, namespace: dict[str, Any]) -> bytes:
        """A module that the function itself imports."""
        if level:
            name = importlib.util.resolve_name("." * level + name, str(namespace.get("__package__") or ""))
        module = sys.modules.get(name)
        if module is not None:
            return self.module(module, set())
        if origin_of(name) is Origin.LIBRARY:
            return pack("module", name)
        raise _Unstable(f"the module {name}, which has not been imported yet")

    def class_(self, cls: type) -> bytes:
        """A class of the user's: its bases and its namespace, methods included."""
        self.names = ()
        bases = [self.class_reference(base) for base in (type(cls), *cls.__bases__)]
        content = [(name, item) for name, item in vars(cls).items() if name not in _NOT_CONTENT]
        items = [pack(name, self.value(item, name, True)) for name, item in content]
        return pack("class", cls.__module__, cls.__qualname__, pack(*bases), *items)


def row_of_user(obj: object) -> str | None:
    """The name of the user's row of an object whose content is out of sight: the digest of the rules says the rest."""
    registry = sys.modules.get("s2sad.rules.registry")
    rule = registry.REGISTRY.find(obj) if registry is not None and callable(obj) else None
    return rule.name if rule is not None and rule.modules else None


def _dtype(dtype: np.dtype[Any]) -> str:
    return dtype.str if dtype.isbuiltin == 1 else repr(dtype)  # a repr is made slowly, and says all of a structure


def _state(obj: Any) -> dict[str, Any]:
    """What an instance holds, in ``__dict__`` and in slots."""
    state = dict(getattr(obj, "__dict__", {}))
    for cls in type(obj).__mro__:
        if "__slots__" in vars(cls):
            for name, item in vars(cls).items():
                if isinstance(item, types.MemberDescriptorType) and hasattr(obj, name):
                    state[name] = item.__get__(obj)
    return state
