"""A study under way: what is finished, what is missing, and when it may stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial

from simrecouv.compare.execute import Progress, run_each
from simrecouv.compare.experiment import Experiment
from simrecouv.compare.precision import FEWEST, checkpoints, look, usual_targets
from simrecouv.compare.replay import REPLAYING, Replay, Replaying, picked
from simrecouv.compare.store import Store, key_of, known_rows
from simrecouv.compare.worker import Found, Measured, Work, measure_all, together
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Label, Mode


class Running:
    """The replications of one study, as they finish.

    Parameters
    ----------
    scenario, policies, engine, mode
        What is asked: see `simrecouv.compare.compare_policies`.
    executor, ahead, batch
        Where, how many tasks ahead of those done, and how many replications in each.
    store
        Where finished rows are found and kept; None = in memory only.
    progress
        Told each time.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: tuple[str, ...],
        engine: str,
        mode: Mode,
        *,
        executor: Executor | None,
        ahead: int,
        batch: int,
        store: Store | None,
        progress: Progress,
    ) -> None:
        self.scenario, self.policies, self.engine, self.mode = scenario, policies, engine, mode
        self.executor, self.ahead, self.batch = executor, ahead, batch
        self.store, self.progress = store, progress
        self._keys = {}
        if store is not None:
            self._keys = {name: key_of(scenario, name, mode, engine) for name in policies}
        self._rows: dict[int, dict[str, Measured]] = {}
        self._digests: dict[str, str] = {}
        self._text: Label | None = None

    def all_of(self, numbers: Sequence[int], *, replay: bool) -> Experiment:
        """Simulate these replications, and replay one of them unless told not to."""
        replaying = self._replaying(numbers) if replay else None
        try:
            self._simulate(numbers, replaying)
            proven = self._proven(replaying, len(numbers))
        finally:
            if replaying is not None:
                replaying.give_up()
        return self._experiment(numbers, proven)

    def until_precise(
        self, most: int, targets: Mapping[str, float] | None, *, replay: bool
    ) -> Experiment:
        """Simulate until the differences are precise enough, or as many as allowed."""
        replaying = self._replaying(range(FEWEST)) if replay else None
        try:
            for count in checkpoints(most):
                self._simulate(range(count), replaying)
                study = self._experiment(range(count))
                targets = usual_targets(study) if targets is None else targets
                reached = look(study, targets)
                if reached.is_reached:
                    break
                self._text = Label(reached.widths_in_words("fr"), reached.widths_in_words("en"))
            proven = self._proven(replaying, count)
        finally:
            if replaying is not None:
                replaying.give_up()
        return replace(study, replay=proven, precision=reached)

    def finished(self) -> Experiment | None:
        """Return what is finished of a study that was interrupted; None if nothing is."""
        numbers = [n for n, rows in sorted(self._rows.items()) if len(rows) == len(self.policies)]
        return self._experiment(numbers) if numbers else None

    def _simulate(self, numbers: Sequence[int], replaying: Replaying | None) -> None:
        """Fill in the rows that neither this study nor the store has."""
        known = known_rows(self.store, self._keys, [n for n in numbers if n not in self._rows])
        self._rows |= known
        chosen = None if replaying is None or self._digests else replaying.chosen
        work = [self._work(number, chosen) for number in known]
        missing = [one for one in work if one.policies]
        batches = [missing[k : k + self.batch] for k in range(0, len(missing), self.batch)]
        task = partial(measure_all, self.scenario, self.engine, self.mode)
        self.progress(len(numbers) - len(missing), len(numbers), self._text)

        def keep(batch: Sequence[Found]) -> None:
            self._keep(batch)
            done = sum(len(self._rows[n]) == len(self.policies) for n in numbers)
            self.progress(done, len(numbers), self._text)

        run_each(task, batches, self.executor, keep, self.ahead)

    def _work(self, number: int, chosen: Replay | None) -> Work:
        """Return what is missing of a replication; what is replayed is always simulated."""
        proven = (chosen.policy,) if chosen and chosen.replication == number else ()
        known = self._rows[number]
        return Work(
            number, tuple(p for p in self.policies if p not in known or p in proven), proven
        )

    def _keep(self, batch: Sequence[Found]) -> None:
        if self.store is not None:
            for found in batch:
                known = self._rows[found.replication]
                for policy in known.keys() & found.rows.keys():  # simulated for the replay
                    self.store.check(policy, found.replication, known[policy], found.rows[policy])
            self.store.write(
                {
                    (self._keys[policy], found.replication): row
                    for found in batch
                    for policy, row in found.rows.items()
                }
            )
        for found in batch:
            self._rows[found.replication] |= found.rows
            self._digests |= found.digests

    def _replaying(self, numbers: Sequence[int]) -> Replaying | None:
        """Start the replay of one replication; SimPy's own need none."""
        if self.engine == "simpy":
            return None
        chosen = picked(self.scenario.simulation.seed, self.policies, numbers)
        return Replaying(self.scenario, self.mode, chosen)

    def _proven(self, replaying: Replaying | None, count: int) -> Replay | None:
        if replaying is None:
            return None
        self.progress(count, count, REPLAYING)
        return replaying.verify(self._digests[replaying.chosen.policy])

    def _experiment(self, numbers: Sequence[int], replay: Replay | None = None) -> Experiment:
        return Experiment(
            scenario=self.scenario,
            engine=self.engine,
            numbers=tuple(numbers),
            policies=self.policies,
            measured=tuple(together([self._rows[n][p] for p in self.policies]) for n in numbers),
            mode=self.mode,
            replay=replay,
        )
