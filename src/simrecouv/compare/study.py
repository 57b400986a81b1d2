"""A study: policies simulated on common worlds, where and as many times as asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from simrecouv.compare.execute import AHEAD, Progress, available_workers, default_executor
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.precision import FEWEST, MOST, check_targets
from simrecouv.compare.running import Running
from simrecouv.compare.store import Store
from simrecouv.errors import EngineError, StudyError, StudyInterrupted, nearest
from simrecouv.scenario import Scenario
from simrecouv.scenario.names import nearest_policy
from simrecouv.vocabulary import Label, Mode


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
    names, chosen, luck = _policies(scenario, policies), _engine(engine), _mode(mode)
    targets = check_targets(precision)
    worlds = _worlds(scenario, replications, numbers, at_most, has_targets=targets is not None)
    _check("batch", batch)
    ahead = AHEAD
    if executor is None:
        crew = min(available_workers() if workers is None else workers, len(worlds))
        _check("workers", workers if workers is not None else crew)
        executor, ahead = default_executor(chosen, crew), 2 * crew
    elif workers is not None:
        raise StudyError("give either an executor or a number of workers, not both")
    with ExitStack() as stack:
        running = Running(
            scenario,
            names,
            chosen,
            luck,
            executor=executor,
            ahead=ahead,
            batch=batch,
            store=None if store is None else stack.enter_context(Store(store)),
            progress=progress or _say_nothing,
        )
        try:
            if replications == "auto":
                return running.until_precise(at_most, targets, replay=replay)
            return running.all_of(worlds, replay=replay)
        except KeyboardInterrupt:
            raise StudyInterrupted(running.finished(), len(worlds)) from None


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
                'in Python is simulated world by world on the other engine, "simpy", with '
                "`simulate` and `scorecard`"
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


def _mode(asked: str) -> Mode:
    try:
        return Mode(asked)
    except ValueError:
        known = [mode.value for mode in Mode]
        raise StudyError(f"no mode {asked!r}, {nearest(str(asked), known)}") from None


def _worlds(
    scenario: Scenario,
    replications: int | str | None,
    numbers: Sequence[int] | None,
    at_most: int,
    *,
    has_targets: bool,
) -> tuple[int, ...]:
    """Return the replications to simulate; for "auto", the most of them."""
    if has_targets and replications != "auto":
        raise StudyError("a precision is reached by replications='auto' only")
    if numbers is not None:
        if replications is not None:
            raise StudyError("give either replications or their numbers, not both")
        return _numbers(numbers)
    if replications == "auto":
        _check("at_most", at_most, least=FEWEST)
        return tuple(range(at_most))
    count = scenario.simulation.replications if replications is None else replications
    return tuple(range(_check("replications", count)))


def _numbers(asked: Sequence[int]) -> tuple[int, ...]:
    if not asked or len(set(asked)) != len(asked):
        raise StudyError(f"numbers = {asked!r}: at least one replication expected, each once")
    for number in asked:
        _check("numbers", number, least=0)
    return tuple(sorted(asked))


def _check(name: str, number: object, *, least: int = 1) -> int:
    """Refuse what is not a whole number of at least so much."""
    if not isinstance(number, int) or isinstance(number, bool) or number < least:
        raise StudyError(f"{name} = {number!r}: a whole number of at least {least} expected")
    return number


def _say_nothing(done: int, count: int, text: Label | None) -> None:
    """Report no progress."""
