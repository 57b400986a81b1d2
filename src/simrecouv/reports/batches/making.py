"""Making the reports of a batch: several at once, each in a process that may fail alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from simrecouv.compare.asked import engine_asked
from simrecouv.compare.execute import (
    available_workers,
    default_executor,
    end_all,
    process_beside,
    run_each,
)
from simrecouv.errors import SimrecouvError, StudyError
from simrecouv.reports.batches.endings import Ending, Outcome
from simrecouv.reports.batches.folders import put_in_place
from simrecouv.reports.render import render
from simrecouv.reports.request import Request
from simrecouv.scenario import Scenario

#: Why a report failed whose process died.
DIED = "its process stopped before it had finished, out of memory perhaps: ask for fewer workers"


class Task(NamedTuple):
    """One report to make.

    Attributes
    ----------
    at
        Its rank in the batch.
    left
        Its outcome until it is made: its source and its folder.
    request, formats
        What is asked.
    apart
        Where it is made, before it goes to its folder.
    """

    at: int
    left: Outcome
    request: Request
    formats: tuple[str, ...]
    apart: Path


#: What became of a task: its rank, and its outcome.
Made = tuple[int, Outcome]


def make(task: Task) -> Made:
    """Make one report, and tell how it ended; only an interruption is raised."""
    folder = task.left.folder
    try:
        shutil.rmtree(task.apart, ignore_errors=True)
        made = render(task.request, task.apart, task.formats)
        put_in_place(task.apart, folder)
    except Exception as error:
        return task.at, failed(task.left, error)
    finally:
        end_all()  # a process whose own processes live would wait for them for ever
    files = {name: folder / path.name for name, path in made.files.items()}
    return task.at, task.left._replace(ending=Ending.WRITTEN, files=files, notes=made.notes)


def failed(left: Outcome, error: Exception) -> Outcome:
    """Return the outcome of a report that failed."""
    return left._replace(ending=Ending.FAILED, problem=in_words(error))


def in_words(error: Exception) -> str:
    """Say why a report failed, with what was noted on the way.

    >>> in_words(StudyError("no policy 'x'")), in_words(KeyError("x"))
    ("no policy 'x'", "KeyError: 'x'")
    """
    cell = vars(error)
    if "evalue" in cell:  # an error of the template, which names what its cell met
        said = f"{cell['ename']}: {cell['evalue']}"
    elif isinstance(error, OSError) and error.filename:
        said = f"{error.filename}: {error.strerror}"
    elif isinstance(error, SimrecouvError | OSError):
        said = str(error)
    else:
        said = f"{type(error).__name__}: {error}"
    return "\n".join([said, *getattr(error, "__notes__", ())])


def make_each(tasks: Sequence[Task], crew: int, keep: Callable[[Made], None]) -> None:
    """Make reports, `crew` at once, and hand each over as it is done.

    When a process dies, those that were under way are made again one by one: the one whose process
    dies again has failed, and the others go on.
    """
    if not tasks:
        return
    crew = min(crew, len(tasks))
    threads = max(1, available_workers() // crew)
    left = {
        task.at: task._replace(request=replace(task.request, workers=threads)) for task in tasks
    }

    def done(made: Made) -> None:
        left.pop(made[0], None)
        keep(made)

    _compile(tasks)
    while not _made(list(left.values()), _pool(crew), done, crew):
        for task in list(left.values())[:crew]:  # they start in this order
            if not _made([task], _pool(1), done, 1):
                done((task.at, failed(task.left, StudyError(DIED))))
    end_all()


def _pool(crew: int) -> Executor:
    """Return processes of their own for reports, one included: each may die alone."""
    return default_executor("simpy", crew) or process_beside()


def _made(
    tasks: Sequence[Task], executor: Executor, done: Callable[[Made], None], ahead: int
) -> bool:
    """Make reports; say whether every process has lived to the end."""
    try:
        run_each(make, tasks, executor, done, ahead)
    except StudyError:  # a process died: whatever else a task may meet is told by its outcome
        return False
    return True


def _compile(tasks: Sequence[Task]) -> None:
    """Compile the fast engine once, here, before processes each do it."""
    from simrecouv.engine import open_runner
    from simrecouv.world import build_world

    for task in tasks:
        scenario = task.request.source
        if isinstance(scenario, Scenario):
            with suppress(Exception):  # told where it happens again, in its report
                engine = engine_asked(task.request.options.get("engine"))
                open_runner(scenario, build_world(scenario), engine)(scenario.simulation.baseline)
            return
