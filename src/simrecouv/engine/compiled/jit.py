"""How plain rules become compiled ones, and how entry points are compiled once.

Rules are plain functions shared with the reference engine. Each is rebuilt with the compiled rules
it calls in place of the plain ones, in dependency order, then handed to Numba. Entry points are
compiled at their first call, never at import, or read from disk: see
`simrecouv.engine.compiled.cache`. No ``fastmath``: ledgers must be equal bit for bit.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any

import numba
import numpy as np
from numba.core.event import Event, Listener, install_listener

from simrecouv.engine import rules
from simrecouv.engine.compiled import cache
from simrecouv.world import addressing

#: Kernels allocate nothing, so nothing is reference-counted: counting the arrays of every call took
#: a third of a run.
UNCOUNTED: dict[str, Any] = {"_nrt": False}

#: Compile a helper of a kernel. Python never calls one: the wrappers for that took half of the
#: compilation.
LEAN: dict[str, Any] = {**UNCOUNTED, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
lean = numba.njit(**LEAN)


def _rebuilt(function: Callable[..., Any], names: dict[str, Any]) -> Any:
    """Compile a copy of a function whose globals are replaced by `names` where they overlap."""
    assert isinstance(function, FunctionType)
    copy = FunctionType(function.__code__, {**function.__globals__, **names}, function.__name__)
    return numba.njit(**UNCOUNTED)(copy)


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


# === Entry points ===

#: What reading a damaged file, or writing on a full disk, raises.
DAMAGED = (OSError, EOFError, pickle.UnpicklingError)

#: Threads compile in turn: Numba's settings, and the lock on a folder, belong to the process.
_ONE_AT_A_TIME = Lock()


class Kernel:
    """An entry point: compiled at its first call or read from disk; releases the interpreter."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._compiled: Any = None

    def __call__(self, *arguments: Any) -> Any:
        """Run the compiled function."""
        if self._compiled is None:
            with _ONE_AT_A_TIME:
                if self._compiled is None:
                    self._compiled = self._prepared(tuple(map(numba.typeof, arguments)))
        return self._compiled(*arguments)

    @property
    def compiled(self) -> Any:
        """What Numba made of the function; None before the first call."""
        return self._compiled

    def _prepared(self, types: tuple[Any, ...]) -> Any:
        folder, name = cache.own_folder(), self._function.__name__
        if folder is None:
            return self._made(types, None)
        try:
            with nullcontext() if cache.is_kept(folder, name) else cache.alone(folder):
                made = self._made(types, folder)
        except DAMAGED:
            shutil.rmtree(folder, ignore_errors=True)
            return self._made(types, None)
        if made.stats.cache_misses:
            cache.tidy(folder)
        return made

    def _made(self, types: tuple[Any, ...], folder: Path | None) -> Any:
        """Read the code for these types of arguments, or compile it and leave it in the folder."""
        with _cache_in(folder):
            made = numba.njit(nogil=True, cache=folder is not None, **UNCOUNTED)(self._function)
        sentence = cache.NOT_KEPT if folder is None else cache.COMPILING
        with install_listener("numba:compile", _Announcer(made, sentence)):
            made.compile(types)
        return made


class _Announcer(Listener):
    """Says that a function is about to be compiled: Numba found none on disk."""

    def __init__(self, made: Any, sentence: str) -> None:
        self._made, self._sentence = made, sentence

    def on_start(self, event: Event) -> None:
        if event.data["dispatcher"] is self._made:
            cache.say(self._sentence)

    def on_end(self, event: Event) -> None:
        pass


@contextmanager
def _cache_in(folder: Path | None) -> Iterator[None]:
    """Let Numba keep in a folder, and nowhere else, the functions decorated inside."""
    config: Any = numba.config
    ours = {"CACHE_DIR": str(folder or ""), "CACHE_LOCATOR_CLASSES": ""}
    theirs = {name: getattr(config, name) for name in ours if hasattr(config, name)}
    vars(config).update({name: ours[name] for name in theirs})
    try:
        yield
    finally:
        vars(config).update(theirs)


def kernel(function: Callable[..., Any]) -> Any:
    """Make an entry point of a function; with Numba's compilation disabled it stays plain."""
    config: Any = numba.config
    return function if config.DISABLE_JIT else Kernel(function)
