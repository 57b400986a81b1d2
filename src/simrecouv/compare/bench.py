"""Worlds, run-ins and measures kept between questions: what a slider needs to answer at once.

A study of `simrecouv.compare.compare_policies` forgets its worlds; a `Bench` keeps them. A question
that changes one policy then costs the runs of that policy alone. What is measured is the same to
the last bit: `simrecouv.compare.worker` says what is measured, and both ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock

from simrecouv.compare.asked import engine_asked, policies_asked, scenario_asked, whole
from simrecouv.compare.execute import available_workers, default_executor, run_each
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.worker import Measured, measure, named, together
from simrecouv.engine import is_switch, open_switch
from simrecouv.kpi import Books
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.world import build_world

#: Orders whose worlds, run-ins and books are kept at most, about 1.1 kB each: 20 worlds of 12,000
#: invoices a year.
KEPT_ORDERS = 1_200_000
#: Run-ins kept at most: the one in use, and the one that an undo goes back to.
KEPT_RUN_INS = 2
#: Measures kept at most, by (policy, replication): some 40 kB each.
KEPT_ROWS = 5_000


class _Stopped(Exception):
    """Somebody does not want the answer any more."""


class _Opened:
    """One world after its run-in: policies may follow, and are measured against the baseline."""

    def __init__(self, scenario: Scenario, number: int, engine: str) -> None:
        world = build_world(scenario, number)
        self.n_orders = world.n_orders
        self.follow = open_switch(scenario, world, engine)
        ledger = self.follow(scenario, scenario.simulation.baseline)
        self.baseline = Books(ledger, scenario.finance)

    def measured(self, scenario: Scenario, policy: str) -> Measured:
        """Follow a policy and measure it."""
        if policy == scenario.simulation.baseline:
            return measure(self.baseline, self.baseline)
        books = Books(self.follow(scenario, policy), scenario.finance, self.baseline)
        return measure(books, self.baseline)


@dataclass
class _RunIn:
    """What one run-in serves: worlds opened, and rows measured, by (policy as stated, number)."""

    scenario: Scenario
    opened: dict[int, _Opened] = field(default_factory=dict)
    rows: dict[tuple[str, int], Measured] = field(default_factory=dict)


class Bench:
    """Simulates policies on common worlds, again and again, without drawing the worlds again.

    Parameters
    ----------
    engine
        ``"simpy"`` or ``"compiled"``; the faster one that is installed by default.
    workers
        Replications that run at once; the processors at hand by default.

    Raises
    ------
    EngineError
        If there is no such engine.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario, with_overrides
    >>> scenario = load_scenario("pme-b2b", ["segments.pme.customers=20"])
    >>> bench = Bench()
    >>> first = bench.measure(scenario, ["ferme"], range(2))
    >>> other = with_overrides(scenario, ["policies.ferme.contact_limits.min_gap_days=9"])
    >>> study = bench.measure(other, ["ferme"], range(2))  # the worlds of the first question
    >>> study.policies, len(study.scorecard)
    (('douce', 'ferme'), 4)
    """

    def __init__(self, *, engine: str | None = None, workers: int | None = None) -> None:
        self.engine = engine_asked(engine)
        crew = available_workers() if workers is None else whole("workers", workers)
        # What is kept stays in this process: the SimPy engine runs here, one world after the other.
        self._executor = default_executor(self.engine, crew if self.engine == "compiled" else 1)
        self._run_ins: list[_RunIn] = []
        self._lock = RLock()

    def measure(
        self,
        scenario: Scenario,
        policies: Sequence[str],
        numbers: Sequence[int],
        *,
        stop: Callable[[], bool] = lambda: False,
    ) -> Experiment | None:
        """Measure policies, and the baseline, on some worlds.

        Parameters
        ----------
        scenario, policies, numbers
            As in `simrecouv.compare.compare_policies`.
        stop
            Asked between replications; once true, what is measured is kept for the next question.

        Returns
        -------
        Experiment or None
            None when it was told to stop.

        Raises
        ------
        StudyError
            If a policy is unknown.
        """
        names = policies_asked(scenario_asked(scenario), list(policies))
        numbers = sorted(set(numbers))
        with self._lock:
            run_in = self._run_in(scenario)
            stated = {name: _as_stated(scenario, name) for name in names}
            missing = {
                number: [name for name in names if (stated[name], number) not in run_in.rows]
                for number in numbers
            }

            def task(number: int) -> Mapping[str, Measured]:
                return self._measured(run_in, scenario, number, missing[number])

            def keep(found: Mapping[str, Measured]) -> None:
                if stop():
                    raise _Stopped

            try:
                run_each(task, [n for n in numbers if missing[n]], self._executor, keep)
            except _Stopped:
                return None
            return self._experiment(run_in, scenario, stated, numbers)

    def ledgers(
        self, scenario: Scenario, policies: Sequence[str], number: int
    ) -> dict[str, Ledger]:
        """Return the ledgers of some policies on one world: the same luck.

        Raises
        ------
        StudyError
            If a policy is unknown.
        """
        with self._lock:
            opened = self._opened(self._run_in(scenario), scenario, number)
            return {name: opened.follow(scenario, name) for name in policies}

    def _run_in(self, scenario: Scenario) -> _RunIn:
        """Return the run-in that serves a scenario, the one used last at the end."""
        found = next((one for one in self._run_ins if is_switch(one.scenario, scenario)), None)
        if found is None:
            found = _RunIn(scenario)
        else:
            self._run_ins.remove(found)
        self._run_ins = [*self._run_ins, found][-KEPT_RUN_INS:]
        return found

    def _opened(self, run_in: _RunIn, scenario: Scenario, number: int) -> _Opened:
        """Return a world after its run-in, and keep it where there is room."""
        if number in run_in.opened:
            return run_in.opened[number]
        opened = _Opened(scenario, number, self.engine)
        others = [one for one in self._run_ins if one is not run_in]
        while others and self._kept_orders() + opened.n_orders > KEPT_ORDERS:
            others.pop(0).opened.clear()
        if self._kept_orders() + opened.n_orders <= KEPT_ORDERS:
            run_in.opened[number] = opened
        return opened

    def _kept_orders(self) -> int:
        return sum(one.n_orders for run_in in self._run_ins for one in [*run_in.opened.values()])

    def _measured(
        self, run_in: _RunIn, scenario: Scenario, number: int, policies: Sequence[str]
    ) -> Mapping[str, Measured]:
        """Measure policies on one world; the rows are kept, whoever waits for them."""
        opened, found = self._opened(run_in, scenario, number), {}
        for name in policies:
            with named(name, number):
                found[name] = opened.measured(scenario, name)
            run_in.rows[_as_stated(scenario, name), number] = found[name]
        return found

    def _experiment(
        self,
        run_in: _RunIn,
        scenario: Scenario,
        stated: Mapping[str, str],
        numbers: Sequence[int],
    ) -> Experiment:
        rows = [[run_in.rows[key, number] for key in stated.values()] for number in numbers]
        for old in [*run_in.rows][:-KEPT_ROWS]:
            del run_in.rows[old]
        return Experiment(
            scenario=scenario,
            engine=self.engine,
            numbers=tuple(numbers),
            policies=tuple(stated),
            measured=tuple(together(one) for one in rows),
        )


def _as_stated(scenario: Scenario, policy: str) -> str:
    """Write what a policy does; two labels of the same acts are one."""
    return scenario.policies[policy].model_dump_json(exclude={"label"})
