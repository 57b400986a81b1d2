"""Executors: the order of results, progress, failures and interruptions."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare.execute import available_workers, default_executor, run_in_order
from simrecouv.errors import StudyError


def _silent(done: int, count: int) -> None:
    """Report nothing."""


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


def test_results_come_in_order_whoever_finishes_first(threads: Executor) -> None:
    turns = [threading.Event() for _ in range(4)]
    turns[3].set()

    def task(number: int) -> int:
        turns[number].wait(10)
        if number:
            turns[number - 1].set()
        return number

    assert run_in_order(task, 4, threads, _silent) == [0, 1, 2, 3]


@pytest.mark.parametrize("serial", [True, False])
def test_progress_counts_up_in_the_calling_thread(threads: Executor, serial: bool) -> None:
    told = []
    here = threading.get_ident()

    def progress(done: int, count: int) -> None:
        told.append((done, count, threading.get_ident()))

    run_in_order(str, 5, None if serial else threads, progress)
    assert told == [(done, 5, here) for done in range(1, 6)]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interruption_cancels_what_has_not_started(error: type[BaseException]) -> None:
    started = []
    go_on = threading.Event()

    def task(number: int) -> None:
        started.append(number)
        if number:
            go_on.wait(10)

    def interrupt(done: int, count: int) -> None:
        raise error

    with ThreadPoolExecutor(1) as executor:
        with pytest.raises(error):
            run_in_order(task, 50, executor, interrupt)
        go_on.set()
    assert len(started) <= 2


def test_a_failing_task_tells_its_error(threads: Executor) -> None:
    def task(number: int) -> float:
        return 1 / (number - 2)

    with pytest.raises(ZeroDivisionError):
        run_in_order(task, 4, threads, _silent)


class _Broken(Executor):
    """An executor whose processes die."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("gone"))
        return future


def test_dead_processes_are_explained() -> None:
    with pytest.raises(StudyError, match="workers=1"):
        run_in_order(str, 2, _Broken(), _silent)


@pytest.mark.parametrize("as_file", [True, False])
def test_processes_do_not_run_the_script_again(tmp_path: Path, as_file: bool) -> None:
    script = """
from simrecouv.compare.execute import default_executor, run_in_order
print("script")
print(run_in_order(abs, 4, default_executor("simpy", 2), lambda done, count: None))
"""
    path = tmp_path / "script.py"
    path.write_text(script)
    command = [sys.executable, str(path) if as_file else "-"]
    told = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    assert (told.stdout.split("\n"), told.stderr) == (["script", "[0, 1, 2, 3]", ""], "")


def test_pools_are_kept() -> None:
    assert default_executor("compiled", 1) is None
    assert default_executor("compiled", 2) is default_executor("compiled", 2)
    assert default_executor("compiled", 2) is not default_executor("compiled", 3)
    assert available_workers() >= 1
