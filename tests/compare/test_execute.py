"""Executors: every result handed over, whoever finishes first, fails or interrupts."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare import Experiment, compare_policies, execute
from simrecouv.compare.execute import (
    available_workers,
    default_executor,
    run_each,
)
from simrecouv.engine import simulate
from simrecouv.errors import (
    EngineError,
    LedgerFileError,
    MissingExtra,
    Problem,
    ScenarioError,
    StudyError,
)
from simrecouv.scenario import Scenario
from simrecouv.world import build_world


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(4) as executor:
        yield executor


def test_results_come_as_they_finish(threads: Executor) -> None:
    turns = [threading.Event() for _ in range(4)]
    turns[3].set()
    found: list[int] = []

    def task(number: int) -> int:
        turns[number].wait(10)
        return number

    def keep(number: int) -> None:
        found.append(number)
        turns[number - 1].set()

    run_each(task, range(4), threads, keep)
    assert found == [3, 2, 1, 0]


@pytest.mark.parametrize("serial", [True, False])
def test_results_are_kept_once_each_in_the_calling_thread(threads: Executor, serial: bool) -> None:
    kept, here = [], threading.get_ident()
    run_each(
        str,
        range(50),
        None if serial else threads,
        lambda r: kept.append((r, threading.get_ident())),
    )
    assert sorted(kept) == sorted((str(n), here) for n in range(50))


@pytest.mark.parametrize("ahead", [1, 3])
def test_no_more_tasks_wait_than_allowed(threads: Executor, ahead: int) -> None:
    """Every task that starts counts up, every result taken counts down: never beyond `ahead`."""
    open_tasks, most, lock = [0], [0], threading.Lock()

    def task(number: int) -> int:
        with lock:
            open_tasks[0] += 1
            most[0] = max(most[0], open_tasks[0])
        return number

    def keep(number: int) -> None:
        with lock:
            open_tasks[0] -= 1

    run_each(task, range(40), threads, keep, ahead)
    assert 1 <= most[0] <= ahead


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interruption_cancels_what_has_not_started(error: type[BaseException]) -> None:
    started, go_on = [], threading.Event()

    def task(number: int) -> None:
        started.append(number)
        if number:
            go_on.wait(10)

    def interrupt(result: None) -> None:
        raise error

    with ThreadPoolExecutor(1) as executor:
        with pytest.raises(error):
            run_each(task, range(50), executor, interrupt)
        go_on.set()
    assert len(started) <= 2


class _Later(Executor):
    """An executor that runs all it was given when the first result is waited for, last first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: fn(*args, **kwargs)))
        if len(self.waiting) == 4:
            for one, task in reversed(self.waiting):
                try:
                    one.set_result(task())
                except ZeroDivisionError as error:
                    one.set_exception(error)
        return future


@pytest.mark.parametrize("error", [KeyboardInterrupt, StudyError])
def test_what_is_finished_is_kept_before_an_interruption_is_told(
    error: type[BaseException],
) -> None:
    kept: list[int] = []

    def keep(number: int) -> None:
        kept.append(number)
        if len(kept) == 1:
            raise error

    with pytest.raises(error):
        run_each(abs, range(4), _Later(), keep)
    assert set(kept) == {0, 1, 2, 3}


def test_a_failing_task_tells_its_error_and_loses_no_other() -> None:
    kept: list[float] = []
    with pytest.raises(ZeroDivisionError):
        run_each(lambda number: 1 / (number - 2), range(4), _Later(), kept.append)
    assert sorted(kept) == [-1.0, -0.5, 1.0]


class _Broken(Executor):
    """An executor whose processes die."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("gone"))
        return future


def test_dead_processes_are_explained() -> None:
    with pytest.raises(StudyError, match="workers=1"):
        run_each(str, range(2), _Broken(), _nothing)


def _nothing(result: object) -> None:
    """Keep nothing."""


class _Plain:
    """The least that a future of another library has: Dask's are of no class of Python's."""

    def __init__(self, result: Any) -> None:
        self._result = result

    def add_done_callback(self, told: Callable[[Any], None]) -> None:
        threading.Thread(target=told, args=(self,)).start()

    def done(self) -> bool:
        return True

    def cancelled(self) -> bool:
        return False

    def exception(self) -> None:
        return None

    def result(self) -> Any:
        return self._result

    def cancel(self) -> None:
        """Too late."""


class _Stranger:
    """An executor that shares no class with Python's."""

    def submit(self, fn: Any, /, *args: Any) -> _Plain:
        return _Plain(fn(*args))


def test_an_executor_of_another_library_will_do(tiny: Scenario, study: Experiment) -> None:
    executor: Any = _Stranger()
    found = compare_policies(tiny, replications=4, executor=executor)
    assert found.to_json() == study.to_json()


@pytest.mark.parametrize("batch", [2, 3, 4, 50])
def test_batches_change_nothing(tiny: Scenario, study: Experiment, batch: int) -> None:
    found = compare_policies(tiny, replications=4, batch=batch, workers=2)
    assert found.scorecard.equals(study.scorecard)
    assert found.curves.equals(study.curves)


@pytest.mark.parametrize(
    "error",
    [
        MissingExtra("the engine", "fast"),
        ScenarioError("mine", [Problem("a.b", 3, "too large")]),
        LedgerFileError("mine", []),
        EngineError("unknown"),
        StudyError("wrong"),
    ],
)
def test_errors_travel_between_processes(error: Exception) -> None:
    """An error that cannot be rebuilt from its pickle would break the pool, and say nothing."""
    error.add_note("replication 3")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
    assert again.__notes__ == ["replication 3"]


def test_a_failed_replication_is_named_and_runs_alone(
    tiny: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simrecouv.compare import worker

    plain = worker.scorecard_of

    def failing(books: Any, baseline: Any) -> Any:
        if books is not baseline and len(books.ledger) == size:
            raise ZeroDivisionError("division by zero")
        return plain(books, baseline)

    size = len(simulate(tiny, build_world(tiny, 2), "ferme"))
    monkeypatch.setattr(worker, "scorecard_of", failing)
    for options in ({"replications": 4, "workers": 2}, {"numbers": [2], "policies": ["ferme"]}):
        with pytest.raises(ZeroDivisionError) as raised:
            compare_policies(tiny, replay=False, **options)
        (note,) = raised.value.__notes__
        assert note.startswith("replication 2 of 'ferme' failed")
        assert "numbers=[2]" in note


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_processes_change_nothing(tiny: Scenario, study: Experiment, engine: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        found = compare_policies(tiny, replications=4, engine=engine, executor=executor, batch=2)
    assert found.scorecard.equals(study.scorecard)


@pytest.mark.slow
def test_a_dask_cluster_changes_nothing(tiny: Scenario, study: Experiment) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries that Dask brings
        distributed = pytest.importorskip("distributed")
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            for executor, batch in ((client.get_executor(), 1), (client, 3)):
                found = compare_policies(tiny, replications=4, executor=executor, batch=batch)
                assert found.to_json() == study.to_json()


@pytest.mark.parametrize("as_file", [True, False])
def test_processes_do_not_run_the_script_again(tmp_path: Path, as_file: bool) -> None:
    script = """
from simrecouv.compare.execute import default_executor, run_each
print("script")
found = []
run_each(abs, range(4), default_executor("simpy", 2), found.append)
print(sorted(found))
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


def test_what_cannot_be_kept_hides_neither_the_interruption_nor_the_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopped, kept = [], []
    monkeypatch.setattr(execute, "stop", lambda executor: stopped.append(executor))

    def keep(number: int) -> None:
        kept.append(number)
        raise KeyboardInterrupt if len(kept) == 1 else StudyError("disk is full")

    executor = _Later()
    with pytest.raises(KeyboardInterrupt) as raised:
        run_each(abs, range(4), executor, keep)
    assert stopped == [executor]
    assert "disk is full" in raised.value.__notes__[0]
