"""Where compiled kernels are kept between sessions, and what is said while they are made.

Kernels are kept in a folder named after the hash of every source that they call and of what shapes
compiled code: versions, processor. An edited rule can never meet a stale kernel. What kernels are
*given* (worlds, tables, plans) is not in the hash: Numba tells kernels apart by the types of their
arguments. Where no folder can be written, all works and nothing is kept.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path

import numba
import numpy as np
from numba.core.registry import cpu_target

PACKAGE = Path(__file__).resolve().parents[2]

#: Everything that kernels call, or take a constant or a record from.
SOURCES = (
    "engine/compiled",
    "engine/rules",
    "engine/codes.py",
    "errors.py",
    "history.py",
    "ledger.py",
    "units.py",
    "vocabulary",
    "world/addressing.py",
)

#: Folders of other sources or versions that are left alone, the last used first.
OTHERS_KEPT = 4
#: [seconds] A folder used since is left alone too: another process may be filling it.
RECENT_S = 3600.0

COMPILING = "compiling the fast engine, once for this version: about half a minute"
NOT_KEPT = (
    "compiling the fast engine: about half a minute, in each session, as no folder can be "
    "written to keep it (set NUMBA_CACHE_DIR to one)"
)
WAITING = "another process is compiling the fast engine: waiting for it"


@cache
def say(sentence: str) -> None:
    """Say a sentence once in a process; without any set-up it shows on standard error."""
    logging.getLogger("simrecouv").warning(sentence)


def source_key() -> str:
    """Hash of every source that kernels call, and of all else that shapes compiled code."""
    digest = hashlib.sha256()
    for file in source_files():
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(file.read_bytes() + b"\0")
    digest.update("|".join([*versions(), *processor()]).encode())
    return digest.hexdigest()[:20]


def source_files() -> Iterator[Path]:
    """Return the files that the key follows."""
    for name in SOURCES:
        path = PACKAGE / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def versions() -> tuple[str, ...]:
    """Return the versions of what compiles."""
    return numba.__version__, metadata.version("llvmlite"), np.__version__, sys.version


def processor() -> tuple[str, ...]:
    """Return the platform, the processor and its features: machines may share a folder."""
    return tuple(map(str, cpu_target.target_context.codegen().magic_tuple()))


# === Folders ===


def own_folder() -> Path | None:
    """Return the folder of the kernels of these very sources, made if needed; None if it cannot."""
    for root in _roots():
        folder = root / "simrecouv" / source_key()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
            os.utime(folder)
            return folder
    return None


def _roots() -> Iterator[Path]:
    """Yield folders that may hold caches, the preferred one first."""
    stated = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    if stated:
        yield Path(stated)
    with suppress(RuntimeError):  # no home
        yield Path.home() / ".cache"
    with suppress(OSError):  # no temporary folder
        yield _own_temporary()


def _own_temporary() -> Path:
    """Return a temporary folder that nobody else may write: kernels are code."""
    user = os.getuid() if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir()) / f"simrecouv-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if user != "" and (found.st_uid != user or found.st_mode & 0o077):
        raise PermissionError(f"{folder} is not ours alone")
    return folder


def is_kept(folder: Path, name: str) -> bool:
    """Say whether a folder holds code of the function `name`, as Numba names its files."""
    return any(folder.glob(f"*/*.{name}-*.nbc"))


def tidy(folder: Path) -> None:
    """Forget the kernels of other sources and versions, but for the last used."""
    others = [f for f in folder.parent.glob("?" * len(folder.name)) if f != folder]
    ours = [f for f in others if re.fullmatch("[0-9a-f]+", f.name)]
    for old in sorted(ours, key=_last_use, reverse=True)[OTHERS_KEPT:]:
        if time.time() - _last_use(old) > RECENT_S:
            shutil.rmtree(old, ignore_errors=True)


def _last_use(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:  # another process has just removed it
        return 0.0


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Fill a folder alone: another process that is about to compile waits, then reads.

    Where files cannot be locked, processes compile side by side: each is right.
    """
    with (folder / "lock").open("w") as lock:
        with suppress(ImportError, OSError):
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(WAITING)
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield
