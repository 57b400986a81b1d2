"""One policy under several values of one lever: responses, their terms, and where the best lies.

All values meet the same worlds as the baseline, in one study. An assumption about customers is no
lever: change the scenario (`simrecouv.scenario.with_overrides`), then sweep again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from simrecouv.compare.best import contenders
from simrecouv.compare.execute import Progress
from simrecouv.compare.experiment import TERMS, Experiment
from simrecouv.compare.study import compare_policies
from simrecouv.errors import StudyError
from simrecouv.estimation import Floats, student
from simrecouv.scenario import Scenario, scenario_from, to_tables, with_overrides
from simrecouv.scenario.names import nearest_policy
from simrecouv.vocabulary import BRIDGE

_SIGNS = np.array([sign for _, sign, _ in BRIDGE], dtype=float)


class Optimum(NamedTuple):
    """Where a KPI is best along a lever, and how far that can be told.

    Attributes
    ----------
    value
        Value of the lever with the best mean.
    first, last
        Smallest and largest value that may be the best (`simrecouv.compare.contenders`): among
        those tried, the true best lies between them with 95 % confidence.
    is_interior
        Whether both ends of the sweep are clearly worse than another value.
    """

    value: float
    first: float
    last: float
    is_interior: bool


@dataclass(frozen=True, eq=False)
class Sweep:
    """What a policy did under each value of a lever.

    Attributes
    ----------
    policy
        Name of the policy whose lever moved.
    lever
        Place of the lever in the policy, e.g. ``steps.r1.repeat.every_days``.
    values
        What it was, ascending.
    points
        Names of the policies of `experiment`, one per value.
    experiment
        The study that compared them with the baseline.
    """

    policy: str
    lever: str
    values: tuple[float, ...]
    points: tuple[str, ...]
    experiment: Experiment

    def __repr__(self) -> str:
        size = f"{len(self.values)} values x {self.experiment.replications} replications"
        return f"Sweep({self.policy!r}, {self.lever!r}, {size})"

    def responses(self) -> pd.DataFrame:
        """Return the paired differences against the baseline, one row per (value, kpi).

        Columns lever, value, then those of `Experiment.differences` but the policy.
        """
        found = self.experiment.differences()
        value = found.pop("policy").map(dict(zip(self.points, self.values, strict=True)))
        found.insert(0, "lever", self.lever)
        found.insert(1, "value", value)
        return found

    def terms(self) -> pd.DataFrame:
        """Return what each term of the bridge adds to the net gain [EUR], by (value, term).

        Signed: a cost that rises is negative, so that the means of a value sum to its net gain.
        """
        reference = self._signed_terms(self.experiment.baseline)
        rows: list[dict[str, Any]] = []
        for name, value in zip(self.points, self.values, strict=True):
            found = student(self._signed_terms(name) - reference)
            rows += [
                {"lever": self.lever, "value": value, "term": term}
                | {"mean": mean, "ci_low": low, "ci_high": high}
                for term, mean, low, high in zip(TERMS, *found, strict=True)
            ]
        return pd.DataFrame(rows)

    def optimum(self, kpi: str = "net_gain") -> Optimum:
        """Find the value with the best mean, and those that cannot be told from the best.

        Raises
        ------
        StudyError
            If the KPI is unknown, has no direction, or is undefined somewhere.
        """
        found = contenders(self.experiment, kpi, self.points)
        value = dict(zip(self.points, self.values, strict=True))
        close = [value[name] for name in found.close]
        is_interior = not {self.points[0], self.points[-1]} & set(found.close)
        return Optimum(value[found.best], close[0], close[-1], is_interior)

    def _signed_terms(self, policy: str) -> Floats:
        bridge = self.experiment.bridge
        signed: Floats = bridge.loc[bridge["policy"] == policy, TERMS].to_numpy(float) * _SIGNS
        return signed


def sweep(
    scenario: Scenario,
    policy: str,
    lever: str,
    values: Sequence[float],
    *,
    replications: int | None = None,
    mode: str = "luck",
    engine: str | None = None,
    workers: int | None = None,
    store: str | Path | None = None,
    replay: bool = True,
    progress: Progress | None = None,
) -> Sweep:
    """Simulate one policy under several values of one lever, against the baseline.

    Parameters
    ----------
    scenario
        What the user states.
    policy
        Name of the policy whose lever moves; the others stay as they are.
    lever
        Place in the policy, as an override spells it: ``steps.r1.repeat.every_days``.
    values
        At least two, ascending.
    replications, mode, engine, workers, store, replay, progress
        As in `compare_policies`.

    Raises
    ------
    StudyError
        If the policy is unknown or the values make no sweep.
    ScenarioError
        If the lever does not exist or refuses a value.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> scenario, rates = load_scenario("pme-b2b"), [0.005, 0.03]
    >>> found = sweep(scenario, "remise", "discount.rate", rates, replications=2, replay=False)
    >>> found.optimum("dso_simple").value
    0.03
    """
    if policy not in scenario.policies:
        raise StudyError(f"no policy {policy!r}, {nearest_policy(policy, scenario.policies)}")
    if len(values) < 2 or any(low >= high for low, high in pairwise(values)):
        raise StudyError(f"values = {list(values)!r}: at least two, ascending, expected")
    names = (f"sweep-{k}" for k in count(1))
    free = (name for name in names if name not in scenario.policies)
    points = tuple(islice(free, len(values)))
    tables = to_tables(scenario)
    tables["policies"] |= dict.fromkeys(points, tables["policies"][policy])
    moved = [f"policies.{name}.{lever}={value}" for name, value in zip(points, values, strict=True)]
    study = compare_policies(
        with_overrides(scenario_from(tables, source=scenario.name), moved),
        policies=points,
        replications=replications,
        mode=mode,
        engine=engine,
        workers=workers,
        store=store,
        replay=replay,
        progress=progress,
    )
    return Sweep(policy, lever, tuple(values), points, study)
