"""A study: policies simulated on common worlds, where and as many times as asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from simrecouv.compare.asked import (
    engine_asked,
    executor_asked,
    is_auto,
    mode_asked,
    policies_asked,
    precision_asked,
    progress_asked,
    scenario_asked,
    whole,
    worlds_asked,
)
from simrecouv.compare.execute import AHEAD, Progress, available_workers, default_executor
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.precision import MOST
from simrecouv.compare.running import Running
from simrecouv.compare.store import Store
from simrecouv.errors import StudyError, StudyInterrupted
from simrecouv.scenario import Scenario


def compare_policies(
    scenario: Scenario,
    *,
    policies: Sequence[str] | None = None,
    replications: int | Literal["auto"] | None = None,
    numbers: Sequence[int] | None = None,
    mode: str = "luck",
    engine: str | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    batch: int = 1,
    store: str | Path | None = None,
    replay: bool = True,
    precision: Mapping[str, float] | None = None,
    at_most: int = MOST,
    progress: Progress | None = None,
) -> Experiment:
    """Simulate policies on common worlds, and measure them.

    What is found depends on the scenario, the policies, the replications and the mode: not on the
    executor, the workers, the batches or the store.

    Parameters
    ----------
    scenario
        What the user states.
    policies
        Names to report, beside the baseline; all by default.
    replications
        Number of worlds; the scenario's by default. ``"auto"`` = as many as `precision` takes.
    numbers
        Which worlds, instead of the first `replications`: a world is the same in any company.
    mode
        ``"luck"``, or ``"luck+assumptions"``: each replication draws the assumptions of the
        scenario in their ranges as well.
    engine
        ``"simpy"`` or ``"compiled"``; the faster one that is installed by default.
    executor
        Any `concurrent.futures.Executor`, a Dask client's among them; by default threads for the
        compiled engine and spawned processes for SimPy, kept from one study to the next.
    workers
        Replications that run at once; the processors at hand by default. 1 = no pool.
    batch
        Replications of one task; more than one spares a distant executor some messages.
    store
        File of finished replications (`simrecouv.compare.store`): those that it holds are not
        simulated again, the others are added to it as they finish.
    replay
        Whether one replication of the compiled engine is simulated by SimPy as well, in a process
        beside, and compared event for event. It takes SimPy's time for one replication.
    precision
        Half-width to reach, by KPI, in its unit; by default `simrecouv.compare.precision.TARGETS`
        and one thousandth of the sales for the net gain. For ``"auto"`` only.
    at_most
        Most replications of ``"auto"``.
    progress
        Called with (done, replications, text): each time replications are done, and when there is
        something to say; the text, in both languages, may be None.

    Raises
    ------
    StudyError
        If a policy is unknown, a number makes no sense, or the store cannot be used.
    EngineError
        If the engine is unknown, or if the replay differs.
    StudyInterrupted
        If the user interrupts; it carries what was finished.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> small = load_scenario("pme-b2b", ["segments.pme.customers=20"])
    >>> study = compare_policies(small, policies=["nothing"], replications=2)
    >>> study.policies, len(study.scorecard)
    (('douce', 'nothing'), 4)
    """
    names, luck = policies_asked(scenario_asked(scenario), policies), mode_asked(mode)
    chosen, told = engine_asked(engine), progress_asked(progress)
    targets = precision_asked(precision)
    worlds = worlds_asked(scenario, replications, numbers, at_most, targets)
    batch = whole("batch", batch)
    ahead = AHEAD
    if executor_asked(executor) is None:
        processors = available_workers() if workers is None else whole("workers", workers)
        crew = min(processors, len(worlds))
        executor, ahead = default_executor(chosen, crew), 2 * crew
    elif workers is not None:
        raise StudyError("give either an executor or a number of workers, not both")
    running: Running | None = None
    with ExitStack() as stack:
        try:
            running = Running(
                scenario,
                names,
                chosen,
                luck,
                executor=executor,
                ahead=ahead,
                batch=batch,
                store=None if store is None else stack.enter_context(Store(store)),
                progress=told,
            )
            if is_auto(replications):
                return running.until_precise(len(worlds), targets, replay=replay)
            return running.all_of(worlds, replay=replay)
        except KeyboardInterrupt as interruption:
            finished = None if running is None else running.finished()
            raise _interrupted(interruption, finished, len(worlds)) from None


def _interrupted(
    interruption: KeyboardInterrupt, finished: Experiment | None, asked: int
) -> StudyInterrupted:
    """Return the interruption of a study, with what was noted on that of the user."""
    told = StudyInterrupted(finished, asked)
    for note in getattr(interruption, "__notes__", ()):
        told.add_note(note)
    return told
