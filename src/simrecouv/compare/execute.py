"""Where replications run: here, in threads, in spawned processes, or in any executor given.

The compiled engine releases the lock of Python, so threads serve it; the SimPy engine holds the
lock, so it gets processes. Pools are kept from one study to the next. Whoever runs them, results
are taken one by one in the thread that asked, and those that are there survive an interruption.

Of an executor, only ``submit`` is used, and of its futures ``add_done_callback``, ``done``,
``result`` and ``cancel``: those of `concurrent.futures` and those of Dask have them.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import get_context
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any, TypeVar

from simrecouv.compare.worker import settle_in
from simrecouv.errors import StudyError
from simrecouv.vocabulary import Label

T = TypeVar("T")
W = TypeVar("W")
#: Called with (done, how many are under way in all, what to say beside the count).
Progress = Callable[[int, int, Label | None], None]

#: Tasks submitted ahead of those that are done, to an executor whose workers we cannot count:
#: enough for a cluster, few enough to hold in memory and to cancel at once.
AHEAD = 512
#: How often a wait looks up [s]: Windows hears no Ctrl-C during one.
_LOOK_UP_SECONDS = 0.5

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
    return _pool("processes" if engine == "simpy" else "threads", workers)


def process_beside() -> Executor:
    """Return the process that works beside a study: spawned once, one task at a time."""
    return _pool("beside", 1)


def _pool(sort: str, workers: int) -> Executor:
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
        with _script_hidden(), _ctrl_c_held():
            return super().submit(fn, *args, **kwargs)

    def stop(self) -> None:
        """End at once, replications under way included: a user who interrupts does not wait.

        Nobody reads any more what is queued: left to itself, the thread that writes it would wait
        for ever, and the end of the program for it.
        """
        workers = list((self._processes or {}).values())
        self._call_queue.cancel_join_thread()  # type: ignore[attr-defined]
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


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Start processes deaf to Ctrl-C: one that is still importing would print a traceback of it.

    What is held meanwhile comes at the end. Windows has no such mask.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def available_workers() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_each(
    task: Callable[[W], T],
    work: Sequence[W],
    executor: Executor | None,
    keep: Callable[[T], None],
    ahead: int = AHEAD,
) -> None:
    """Run a task on each piece of work, and hand over each result as it comes.

    An interruption, or the failure of one task, cancels those that have not started; what is done
    is handed over first.

    Parameters
    ----------
    task
        What to run; to be pickled when the executor uses other processes.
    work
        Its arguments, started in this order.
    executor
        Where to run; None = here, one after the other.
    keep
        Called in this thread with each result, in the order in which they come. One that it was
        taking when it was interrupted is handed over again.
    ahead
        Most tasks that wait or run at once.

    Raises
    ------
    StudyError
        If a worker process dies.

    Examples
    --------
    >>> found = []
    >>> run_each(lambda number: number * number, range(4), None, found.append)
    >>> found
    [0, 1, 4, 9]
    """
    if executor is None:
        for one in work:
            keep(task(one))
        return
    coming: SimpleQueue[Future[T]] = SimpleQueue()
    waiting, under_way = iter(work), set[Future[T]]()

    def start(most: int) -> None:
        for one in islice(waiting, most):
            future = executor.submit(task, one)
            under_way.add(future)
            future.add_done_callback(coming.put)

    try:
        start(ahead)
        while under_way:
            future = _next(coming)
            keep(future.result())
            under_way.remove(future)
            start(1)
    except BrokenProcessPool as error:
        _forget(executor)
        raise StudyError(
            "a worker process stopped before it had finished, out of memory perhaps: "
            "ask for fewer workers, workers=1 needs none"
        ) from error
    except KeyboardInterrupt as interruption:
        _end(executor, under_way, keep, interruption)
        raise
    except Exception:
        with suppress(Exception):  # the first error is the one to tell
            _hand_over(under_way, keep)
        raise
    finally:
        for future in under_way:
            future.cancel()


def _end(
    executor: Executor,
    under_way: set[Future[T]],
    keep: Callable[[T], None],
    interruption: KeyboardInterrupt,
) -> None:
    """Keep what is there, and stop: what cannot be kept hides neither the stop nor its cause."""
    try:
        _hand_over(under_way, keep)
    except Exception as error:
        interruption.add_note(f"what was finished could not all be kept: {error}")
    finally:
        if stop(executor):
            under_way.clear()  # they end with their executor


def stop(executor: Executor) -> bool:
    """End processes of ours at once, what they run included; say whether they were ours.

    Another start serves what follows.
    """
    if not isinstance(executor, _Processes):
        return False
    executor.stop()
    _forget(executor)
    return True


def end_all() -> None:
    """End the processes that are kept between studies, which have nothing left to do."""
    for executor in list(_pools.values()):
        if isinstance(executor, _Processes):
            executor.shutdown()
            _forget(executor)


def _next(coming: SimpleQueue[Future[T]]) -> Future[T]:
    """Wait for the next future that is done."""
    while True:
        try:
            return coming.get(timeout=_LOOK_UP_SECONDS)
        except Empty:
            continue


def _hand_over(under_way: set[Future[T]], keep: Callable[[T], None]) -> None:
    """Keep the results that are there."""
    for future in under_way:
        if future.done() and not future.cancelled() and future.exception() is None:
            keep(future.result())


def _forget(executor: Executor) -> None:
    for key in [key for key, pool in _pools.items() if pool is executor]:
        del _pools[key]
