"""How plain rules become compiled ones, and where compiled kernels are kept between sessions.

Rules are plain functions shared with the reference engine. Each is rebuilt with the compiled rules
it calls in place of the plain ones, in dependency order, then handed to Numba. Kernels are cached
on disk in a folder named after the hash of every engine source and of the versions that matter, so
an edited rule can never meet a stale kernel. No ``fastmath``: ledgers must be equal bit for bit.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
import numpy as np

from simrecouv.engine import rules
from simrecouv.world import addressing

PACKAGE = Path(__file__).resolve().parents[2]

#: Everything that kernels call or are shaped by.
SOURCES = ("engine", "vocabulary", "world/addressing.py", "units.py", "ledger.py")


#: Compile a helper of a kernel. Kernels allocate nothing, so nothing is reference-counted: counting
#: the arrays of every call took a third of a run.
LEAN: dict[str, Any] = {"_nrt": False}
lean = numba.njit(**LEAN)


def _rebuilt(function: Callable[..., Any], names: dict[str, Any]) -> Any:
    """Compile a copy of a function whose globals are replaced by `names` where they overlap."""
    assert isinstance(function, FunctionType)
    copy = FunctionType(function.__code__, {**function.__globals__, **names}, function.__name__)
    return lean(copy)


def compiled_rules() -> dict[str, Any]:
    """Compile every rule, callees first."""
    done: dict[str, Any] = {}
    for rule in rules.RULES:
        done[rule.__name__] = _rebuilt(rule, done)
    return done


def compiled_uniform() -> Any:
    """Compile the address function on ``uint64`` words."""
    words = {name: np.uint64(getattr(addressing, name)) for name in addressing.WORD_CONSTANTS}
    absorb = _rebuilt(addressing.absorb, words)
    return _rebuilt(addressing.uniform, {**words, "absorb": absorb})


def source_key() -> str:
    """Hash of every engine source and of the versions that shape compiled code."""
    digest = hashlib.sha256()
    for name in SOURCES:
        path = PACKAGE / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            digest.update(file.relative_to(PACKAGE).as_posix().encode())
            digest.update(file.read_bytes())
    versions = (numba.__version__, metadata.version("llvmlite"), np.__version__, sys.version)
    digest.update("|".join([*versions, platform.machine()]).encode())
    return digest.hexdigest()[:20]


def cache_folder() -> Path:
    """Return the folder of compiled kernels for these very sources, creating it."""
    base = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    roots = [Path(base)] if base else []
    roots += [Path.home() / ".cache", Path(tempfile.gettempdir())]
    for root in roots:
        folder = root / "simrecouv" / source_key()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    raise OSError("no folder can be written for compiled kernels: set NUMBA_CACHE_DIR")


def kernel(function: Callable[..., Any]) -> Any:
    """Compile an entry point: cached on disk, releasing the interpreter's lock."""
    config: Any = numba.config
    kept, config.CACHE_DIR = config.CACHE_DIR, str(cache_folder())
    try:
        return numba.njit(nogil=True, cache=True, **LEAN)(function)
    finally:
        config.CACHE_DIR = kept
