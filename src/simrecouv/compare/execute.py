"""Where replications run: here, in threads, in spawned processes, or in any executor given.

The compiled engine releases the lock of Python, so threads serve it; the SimPy engine holds the
lock, so it gets processes. Pools are kept from one study to the next. Results come back in the
order of the replications, whatever the executor, the workers and the order in which they finish.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import (
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from types import ModuleType
from typing import Any, TypeVar

from simrecouv.compare.worker import settle_in
from simrecouv.errors import StudyError

T = TypeVar("T")
Progress = Callable[[int, int], None]

#: Pools kept between studies, by (sort, workers).
_pools: dict[tuple[str, int], Executor] = {}


def default_executor(engine: str, workers: int) -> Executor | None:
    """Return the pool that suits an engine, started once; None for one worker.

    Parameters
    ----------
    engine
        ``"simpy"`` runs in spawned processes, ``"compiled"`` in threads.
    workers
        How many replications run at once.

    Examples
    --------
    >>> default_executor("compiled", 1) is None
    True
    >>> default_executor("compiled", 2) is default_executor("compiled", 2)
    True
    """
    if workers == 1:
        return None
    sort = "processes" if engine == "simpy" else "threads"
    if (sort, workers) not in _pools:
        _pools[sort, workers] = _start(sort, workers)
    return _pools[sort, workers]


def _start(sort: str, workers: int) -> Executor:
    if sort == "threads":
        return ThreadPoolExecutor(workers, thread_name_prefix="simrecouv")
    return _Processes(workers, mp_context=get_context("spawn"), initializer=settle_in)


class _Processes(ProcessPoolExecutor):
    """Spawned processes that do not import the user's script, which then needs no guard."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        with _script_hidden():
            return super().submit(fn, *args, **kwargs)

    def stop(self) -> None:
        """End at once, replications under way included: a user who interrupts does not wait."""
        workers = list((self._processes or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()


@contextmanager
def _script_hidden() -> Iterator[None]:
    """Show an empty main module to the processes that start: their work is in the package."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def available_workers() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_in_order(
    task: Callable[[int], T], count: int, executor: Executor | None, progress: Progress
) -> list[T]:
    """Run ``task(0)`` to ``task(count - 1)`` and return their results in that order.

    An interruption, or the failure of one task, cancels those that have not started.

    Parameters
    ----------
    task
        What to run; to be pickled when the executor uses other processes.
    count
        How many.
    executor
        Where to run; None = here, one after the other.
    progress
        Called in this thread with (done, count) each time one is done.

    Examples
    --------
    >>> run_in_order(lambda number: number * number, 4, None, lambda done, count: None)
    [0, 1, 4, 9]
    """
    if executor is None:
        return _one_by_one(task, count, progress)
    futures: list[Future[T]] = []
    try:
        futures += [executor.submit(task, number) for number in range(count)]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            progress(done, count)
    except BrokenProcessPool as error:
        _forget(executor)
        raise StudyError(
            "a worker process stopped before it had finished, out of memory perhaps: "
            "ask for fewer workers, workers=1 needs none"
        ) from error
    except KeyboardInterrupt:
        if isinstance(executor, _Processes):
            executor.stop()
            _forget(executor)
        raise
    finally:
        for future in futures:
            future.cancel()
    return [future.result() for future in futures]


def _one_by_one(task: Callable[[int], T], count: int, progress: Progress) -> list[T]:
    results = []
    for number in range(count):
        results.append(task(number))
        progress(number + 1, count)
    return results


def _forget(executor: Executor) -> None:
    for key in [key for key, pool in _pools.items() if pool is executor]:
        del _pools[key]
