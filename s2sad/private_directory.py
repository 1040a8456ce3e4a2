"""A directory whose files may be trusted because nobody else can have written them.

Before: a path from the environment, which may not exist, be a symbolic link, belong to somebody else, be full. After::

    with private_directory(path) as directory:      # None: it does not exist, or may not be trusted
        data = directory and directory.read(name)   # None: no such file, or it may not be trusted

The directory and each file are no symbolic links, belong to the effective user and are not writable by group or others.
That is checked on what was *opened*, so nothing can be exchanged between the check and the use; everything else goes
through the descriptor of the directory. What is made here has mode 0700 or 0600 whatever the umask.

A file is written beside and renamed: a reader sees the old one, none, or all of the new one, also under ``kill -9``.
Nothing here raises for what is wrong with the disk: it warns, once per process, directory and kind of problem.
"""

import contextlib
import os
import re
import stat
import time
import warnings
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from s2sad.dataclass import dataclass

# Where the operating system does not say who may have written a file, nothing can be trusted.
SUPPORTED = os.name == "posix" and os.open in os.supports_dir_fd
if SUPPORTED:
    import fcntl

_READ = (
    os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK if SUPPORTED else 0
)  # a planted FIFO must not hang us
_SECONDS_TO_MARK = 60
_TEMPORARY = re.compile(r"\.(.+)\.[0-9a-f]{16}\.tmp")


class CacheWarning(UserWarning):
    """The cache on disk, or an entry of it, is not used; results are not affected."""


_told: dict[tuple[str, str], object] = {}


def warn_once(directory: Path, problem: str, what: str) -> None:
    """Warn unless this process has already warned of ``problem`` in ``directory``."""
    token = object()
    # `setdefault` is atomic. A lock would be too, but a fork can leave it locked for ever.
    if _told.setdefault((str(directory), problem), token) is token:
        warnings.warn(f"s2sad's cache in {directory}: {what}", CacheWarning, stacklevel=3)


@dataclass(frozen=True, slots=True)
class PrivateDirectory:
    """An open directory that has passed the checks; valid inside the ``with`` of `private_directory`."""

    path: Path
    fd: int

    def read(self, name: str) -> bytes | None:
        """All bytes of a file; None if there is none, or (with a warning) if somebody else may have written it."""
        try:
            problem = self._untrusted(name)
            if problem is None:
                with FileIO(os.open(name, _READ, dir_fd=self.fd)) as file:
                    problem = _untrusted_file(os.fstat(file.fileno()))  # again: this is what is read
                    if problem is None:
                        return file.readall()
        except FileNotFoundError:
            return None
        except OSError as error:
            warn_once(self.path, "read", f"{name} cannot be read ({error})")
            return None
        self._refuse(name, problem)
        return None

    def write(self, name: str, data: bytes) -> bool:
        """Make or replace a file, all of it or nothing; False (with a warning) if that was not possible.

        What could not have been read, a symbolic link for example, is not replaced either.
        """
        try:
            if problem := self._untrusted(name):
                self._refuse(name, problem)
                return False
        except FileNotFoundError:
            pass
        except OSError as error:
            warn_once(self.path, "write", f"{name} cannot be written ({error})")
            return False
        self._sweep()
        try:
            self._replace(name, data)
        except OSError as error:
            warn_once(self.path, "write", f"{name} cannot be written ({error})")
            return False
        return True

    def names(self) -> list[str]:
        """The names of all files, sorted. Reading and writing an entry must not need it: it grows with the cache."""
        with contextlib.suppress(OSError):
            return sorted(os.listdir(self.fd))
        return []

    def head(self, name: str, count: int) -> tuple[int, bytes] | None:
        """``(size, first bytes)`` of a regular file of this user, else None; no symbolic link is followed."""
        with contextlib.suppress(OSError):
            file = os.open(name, _READ, dir_fd=self.fd)
            try:
                status = os.fstat(file)
                if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                    return status.st_size, os.read(file, count)
            finally:
                os.close(file)
        return None

    def remove(self, name: str) -> bool:
        """Remove the name itself, never what a symbolic link points to."""
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self.fd)
            return True
        return False

    def _refuse(self, name: str, problem: str) -> None:
        warn_once(self.path, "trust", f"{name} {problem}: it is neither run nor replaced")

    def _untrusted(self, name: str) -> str | None:
        return _untrusted_file(os.stat(name, dir_fd=self.fd, follow_symlinks=False))

    def _replace(self, name: str, data: bytes) -> None:
        temporary = f".{name}.{os.urandom(8).hex()}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        mark = os.open(temporary, flags, 0o600, dir_fd=self.fd)
        try:
            _mark(mark)  # before there is a byte in it, and until it has its name
            _write_all(os.dup(mark), data)
            os.replace(temporary, name, src_dir_fd=self.fd, dst_dir_fd=self.fd)
        except BaseException:  # an interrupt too
            self.remove(temporary)
            raise
        finally:
            with contextlib.suppress(OSError):
                os.close(mark)

    def _sweep(self) -> None:
        """Remove, once per process, the temporary files of writers that were killed."""
        if str(self.path) in _swept:
            return
        _swept.add(str(self.path))
        for name in self.names():
            if temporary_for(name) is not None:
                with contextlib.suppress(OSError):
                    file = os.open(name, _READ, dir_fd=self.fd)
                    try:
                        status = os.fstat(file)
                        # An empty one may not be marked yet.
                        if (status.st_size or time.time() - status.st_mtime > _SECONDS_TO_MARK) and _mark(file):
                            self.remove(name)
                    finally:
                        os.close(file)


_swept: set[str] = set()


def temporary_for(name: str) -> str | None:
    """The name of the file that a temporary file was to become; None if ``name`` is not a temporary file's."""
    match = _TEMPORARY.fullmatch(name)
    return match[1] if match else None


@contextlib.contextmanager
def private_directory(path: Path | None, *, create: bool = False) -> Iterator[PrivateDirectory | None]:
    """The opened directory; None if there is none, or (with a warning) if it cannot be trusted, opened or made."""
    fd = None if path is None else _open(path, create)
    if path is None or fd is None:
        yield None
        return
    try:
        yield PrivateDirectory(path, fd)
    finally:
        os.close(fd)


def _open(path: Path, create: bool) -> int | None:
    try:
        if create:
            _make(path)
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if create or not isinstance(error, FileNotFoundError):
            why = "it is a symbolic link" if os.path.islink(path) else f"it cannot be used ({error})"
            warn_once(path, "open", why)
        return None
    problem = _untrusted(os.fstat(fd))
    if problem is None:
        return fd
    os.close(fd)
    warn_once(path, "open", f"the directory {problem}: nothing in it is run, nothing is written")
    return None


def _make(path: Path) -> None:
    """``mkdir --parents``, each new directory with mode 0700 whatever the umask."""
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return
    except FileNotFoundError:
        if path.parent == path:
            raise
        _make(path.parent)
        with contextlib.suppress(FileExistsError):  # another process was faster
            os.mkdir(path, 0o700)
    if stat.S_IMODE(os.lstat(path).st_mode) & 0o700 != 0o700:  # the umask has taken from the owner's permissions
        os.chmod(path, 0o700)


def _untrusted(status: os.stat_result) -> str | None:
    """Why somebody else may have written this; None if nobody else can have."""
    if status.st_uid != os.geteuid():
        return f"belongs to user {status.st_uid}, not to the effective user {os.geteuid()}"
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"is writable by group or others (mode {stat.S_IMODE(status.st_mode):04o}; chmod go-w)"
    return None


def _untrusted_file(status: os.stat_result) -> str | None:
    if stat.S_ISLNK(status.st_mode):
        return "is a symbolic link"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    return _untrusted(status)


def _write_all(file: int, data: bytes) -> None:
    """Write and close."""
    try:
        os.fchmod(file, 0o600)  # the umask may have taken from the owner's permissions
        rest = memoryview(data)
        while rest:
            written = os.write(file, rest)  # a short write is no error
            if written <= 0:
                raise OSError("nothing was written")
            rest = rest[written:]
    finally:
        os.close(file)  # may be what reports that the disk is full


def _mark(file: int) -> bool:
    """Mark a temporary file as being written, without waiting; False if another process has it marked.

    The mark goes with its process, also by ``kill -9``: so `_sweep` knows what was left behind. Nothing else depends on
    it: where a file system has no locks, leftovers stay until the cache is cleared.
    """
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
