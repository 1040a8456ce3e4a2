"""Generated modules on disk: one file an entry, and no index.

Before, in memory: a key and the text of a module. After, the file ``f-<key>.py``, which people read too::

    # s2sad cache 1
    # key 3f0c…                     the whole key, compared on reading
    # name "f"
    # meta {"wrt":["x"]}            one line of JSON, for the caller
    # sha256 9b1e…                  over all that stands above and below
    \"\"\"Derivatives of ``f`` …       from here on the generated module

Reading an entry runs it, so what may run is decided by who can have written it: see `s2sad.private_directory`. The
digest is *not* such a protection, for whoever can write the directory can write a digest; it detects damage, which is
repaired. Entries are never imported: the import system prefers a planted ``__pycache__/*.pyc`` to the text.

Trouble with the disk never fails the caller: it costs the time of generating again and at most one warning. Nobody
lists the directory to find an entry, nobody waits: two processes that miss together write the same bytes.
"""

import hashlib
import io
import json
import linecache
import os
import re
import struct
import types
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from s2sad.dataclass import dataclass
from s2sad.private_directory import (
    SUPPORTED,
    PrivateDirectory,
    private_directory,
    temporary_for,
    warn_once,
)

MAGIC = b"# s2sad cache "  # of every version: what is ours
FORMAT = MAGIC + b"1"
Meta = dict[str, Any]

_UNSAFE = re.compile(r"[^A-Za-z0-9_]")
_ENTRY = re.compile(r"([A-Za-z0-9_]{1,40})-[0-9a-f]{64}\.py")


def pack(*parts: bytes | str) -> bytes:
    """The parts after their lengths: no two lists of parts give the same bytes."""
    data = [p.encode("utf-8", "surrogatepass") if isinstance(p, str) else p for p in parts]
    return struct.pack(f">{len(data) + 1}Q", len(data), *map(len, data)) + b"".join(data)


@dataclass(frozen=True, slots=True)
class Key:
    """What a generated module depends on: equal keys, equal text.

    ``name`` is the function's, for people; ``parts`` is everything else (`s2sad.fingerprint.key` makes them).
    """

    name: str
    parts: tuple[bytes, ...]
    digest: str = field(init=False, compare=False)  # 64 hexadecimal digits

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(pack(self.name, *self.parts)).hexdigest())

    @property
    def filename(self) -> str:
        """``f-<digest>.py``; the hyphen keeps ``import`` away from it."""
        return f"{_identifier(self.name)}-{self.digest}.py"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the cache as it was read; ``text`` is all of it, ``body`` the module below the header."""

    path: Path
    meta: Meta
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A generated module that has been run; ``path`` is None if it is not on disk."""

    module: types.ModuleType
    meta: Meta
    body: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the cache as ``s2sad cache list`` shows it; ``name`` is the function's, ``size`` counts bytes."""

    path: Path
    name: str
    size: int


def load_or_make(key: Key, make: Callable[[], tuple[Mapping[str, Any], str]]) -> Loaded:
    """The module for ``key``: from disk, else from ``make() -> (meta, body)``, which is then kept on disk.

    ``meta`` is JSON and comes back as JSON gives it (lists for tuples), whether it was read or made. Only what ``make``
    or the module that it made raises gets through to the caller.
    """
    entry = read(key)
    if entry is not None:
        try:
            return Loaded(load(key.name, entry.text, entry.path), entry.meta, entry.body, entry.path)
        except Exception as error:  # a library that it imports is gone, for example: what is made now may run
            warn_once(entry.path.parent, "run", f"{key.filename} does not run any more ({error!r}); it is made again")
    meta, body = make()
    path = write(key, meta, body)
    return Loaded(load(key.name, _render(key, meta, body), path), json.loads(_json(meta)), body, path)


def load(name: str, text: str, path: Path | None = None) -> types.ModuleType:
    """Run ``text`` as a module without the import system; tracebacks, ``inspect`` and debuggers show its lines.

    The module is called ``s2sad_<name>_<digest of text>`` in every process. It is not in ``sys.modules``: nothing needs
    it there (a derivative is pickled through the function that it belongs to), and there it would never be freed. What
    does need it, as a compiler whose own cache goes by module names, can enter it.
    """
    label = f"{_identifier(name)}_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    filename = f"<s2sad {label}>" if path is None else str(path)
    code = compile(text, filename, "exec", dont_inherit=True)
    # Without a modification time `linecache.checkcache` leaves the text alone, whatever becomes of the file.
    lines = io.StringIO(text, newline=None).readlines()  # unlike `splitlines`, breaks lines where Python does
    linecache.cache[filename] = (len(text), None, lines, filename)
    module = types.ModuleType(f"s2sad_{label}")
    if path is not None:
        module.__file__ = filename
    exec(code, vars(module))
    return module


def enabled() -> bool:
    """False under ``S2SAD_CACHE=0`` (or ``off``, ``no``, ``false``): nothing is read, nothing is written."""
    return os.environ.get("S2SAD_CACHE", "").strip().lower() not in {"0", "off", "no", "false"}


def cache_dir() -> Path | None:
    """``$S2SAD_CACHE_DIR``, else ``$XDG_CACHE_HOME/s2sad``, else ``~/.cache/s2sad``; None if there is no cache.

    The directory need not exist. None under ``S2SAD_CACHE=0``, without a home directory, and on systems that do not say
    who may have written a file.
    """
    if not enabled() or not SUPPORTED:
        return None
    if chosen := os.environ.get("S2SAD_CACHE_DIR"):
        try:
            return Path(os.path.abspath(os.path.expanduser(chosen)))
        except OSError:  # relative to a working directory that is gone
            return None
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(xdg):  # its specification says to ignore a relative one
        return Path(xdg, "s2sad")
    home = "" if os.environ.get("HOME") == "" else os.path.expanduser("~")
    return Path(home, ".cache", "s2sad") if os.path.isabs(home) else None


def read(key: Key) -> Entry | None:
    """The entry for ``key`` if it is whole and only this user can have written it, else None."""
    with private_directory(cache_dir()) as directory:
        data = None if directory is None else directory.read(key.filename)
    if directory is None or data is None:
        return None
    entry = _parse(data, key, directory.path)
    if entry is None and not _of_another_version(data):
        warn_once(directory.path, "damage", f"{key.filename} is damaged; it is made again")
    return entry


def write(key: Key, meta: Mapping[str, Any], body: str) -> Path | None:
    """Keep a module on disk, all of it or nothing; its path, or None if that was not possible."""
    data = _render(key, meta, body).encode()
    with private_directory(cache_dir(), create=True) as directory:
        if directory is not None and directory.write(key.filename, data):
            return directory.path / key.filename
    return None


def entries() -> list[Listed]:
    """The entries on disk by file name; what is not ours by its name and its header is not among them."""
    with private_directory(cache_dir()) as directory:
        if directory is None:
            return []
        found = []
        for name in directory.names():
            match = _ENTRY.fullmatch(name)
            head = directory.head(name, len(MAGIC)) if match else None
            if match and head and head[1] == MAGIC:
                found.append(Listed(directory.path / name, match[1], head[0]))
        return found


def clear() -> int:
    """Remove the entries and what killed writers have left; how many files. Never follows a symbolic link."""
    with private_directory(cache_dir()) as directory:
        if directory is None:
            return 0
        return sum(directory.remove(name) for name in directory.names() if _is_ours(directory, name))


def _is_ours(directory: PrivateDirectory, name: str) -> bool:
    target = temporary_for(name)
    if not _ENTRY.fullmatch(target or name):
        return False
    head = directory.head(name, len(MAGIC))
    # A killed writer may have left less than the magic.
    return head is not None and (head[1] == MAGIC or (target is not None and MAGIC.startswith(head[1])))


def _render(key: Key, meta: Mapping[str, Any], body: str) -> str:
    lines = [FORMAT.decode(), f"# key {key.digest}", f"# name {_json(key.name)}", f"# meta {_json(meta)}"]
    return "\n".join([*lines, f"# sha256 {hashlib.sha256(pack(*lines, body)).hexdigest()}", body])


def _parse(data: bytes, key: Key, directory: Path) -> Entry | None:
    """The entry; None unless it has this format and this key and its digest is right."""
    parts = data.split(b"\n", 5)
    if len(parts) < 6:
        return None
    *lines, digest, body = parts
    if digest != b"# sha256 " + hashlib.sha256(pack(*lines, body)).hexdigest().encode():
        return None
    if lines[:2] != [FORMAT, b"# key " + key.digest.encode()]:  # a whole entry, but under another's name
        return None
    try:
        meta: Meta = json.loads(lines[3].removeprefix(b"# meta "))
        return Entry(directory / key.filename, meta, data.decode(), body.decode())
    except ValueError:
        return None


def _of_another_version(data: bytes) -> bool:
    """Whether this is an entry, but not of this format: no damage, and replaced without a word."""
    return data.startswith(MAGIC) and b"\n" in data and data.partition(b"\n")[0] != FORMAT


def _json(value: object) -> str:
    """One line of ASCII: control characters, line separators and lone surrogates are escaped."""
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, sort_keys=True, separators=(",", ":"))


def _identifier(name: str) -> str:
    return _UNSAFE.sub("_", name)[:40] or "_"
