"""A study: policies simulated on common worlds, where and as many times as asked for."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial

from simrecouv.compare.execute import Progress, available_workers, default_executor, run_in_order
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.worker import measure_replication
from simrecouv.errors import EngineError, StudyError, nearest
from simrecouv.scenario import Scenario
from simrecouv.scenario.names import nearest_policy


def compare_policies(
    scenario: Scenario,
    *,
    policies: Sequence[str] | None = None,
    replications: int | None = None,
    engine: str | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Experiment:
    """Simulate policies on common worlds, and measure them.

    Parameters
    ----------
    scenario
        What the user states.
    policies
        Names to report, beside the baseline; all by default.
    replications
        Number of worlds; the scenario's by default.
    engine
        ``"simpy"`` or ``"compiled"``; the faster one that is installed by default.
    executor
        Any `concurrent.futures.Executor`; by default threads for the compiled engine and spawned
        processes for SimPy, kept from one study to the next.
    workers
        Replications that run at once; the processors at hand by default. 1 = no pool.
    progress
        Called with (done, replications) each time a replication is done.

    Raises
    ------
    StudyError
        If a policy is unknown or a number makes no sense.
    EngineError
        If the engine is unknown.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> study = compare_policies(load_scenario("pme-b2b"), policies=["nothing"], replications=2)
    >>> study.policies, len(study.scorecard)
    (('douce', 'nothing'), 4)
    """
    names = _policies(scenario, policies)
    worlds = scenario.simulation.replications if replications is None else replications
    _check_positive("replications", worlds)
    chosen = _engine(engine)
    if executor is None:
        crew = available_workers() if workers is None else workers
        _check_positive("workers", crew)
        executor = default_executor(chosen, min(crew, worlds))
    elif workers is not None:
        raise StudyError("give either an executor or a number of workers, not both")
    task = partial(measure_replication, scenario, names, chosen)
    measured = run_in_order(task, worlds, executor, progress or _say_nothing)
    return Experiment(scenario, chosen, worlds, names, tuple(measured))


def _policies(scenario: Scenario, asked: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names to report: the baseline, first unless it was asked for elsewhere."""
    if asked is None:
        return tuple(scenario.policies)
    if isinstance(asked, str) or not asked:
        raise StudyError(f"policies: a list of at least one name expected, got {asked!r}")
    for name in asked:
        if not isinstance(name, str):
            raise StudyError(
                f"policies are compared by name, this is a {type(name).__name__}; a policy written "
                "in Python is simulated world by world, with `simulate` and `scorecard`"
            )
        if name not in scenario.policies:
            raise StudyError(f"no policy {name!r}, {nearest_policy(name, scenario.policies)}")
    baseline = scenario.simulation.baseline
    return tuple(dict.fromkeys(asked if baseline in asked else [baseline, *asked]))


def _engine(asked: str | None) -> str:
    from simrecouv.engine import ENGINES, default_engine

    if asked is None:
        return default_engine()
    if asked not in ENGINES:
        raise EngineError(f"no engine {asked!r}, {nearest(asked, ENGINES)}")
    return asked


def _check_positive(name: str, number: object) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise StudyError(f"{name} = {number!r}: a whole number of at least 1 expected")


def _say_nothing(done: int, count: int) -> None:
    """Report no progress."""
