"""What a study found: frames by (policy, replication), differences, and one JSON object."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from simrecouv.compare.paired import TAIL_KPIS, n_nonzero, p_better, student_interval
from simrecouv.compare.worker import Floats, Measured
from simrecouv.kpi import CURVES
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES

#: Names of the KPIs, in the order of the scorecard.
KPIS = [measure.name for measure in MEASURES]
#: Names of the terms of the bridge.
TERMS = [name for name, _, _ in BRIDGE]
#: The columns of the scorecard that a split of DSO explains, in the order of `Measured.dso_split`.
SPLIT_KPIS = ("dso_simple", "dso_book")

_IS_TAIL = np.array([name in TAIL_KPIS for name in KPIS])
_BETTER = [measure.better for measure in MEASURES]


@dataclass(frozen=True, eq=False)
class Experiment:
    """What policies did on the same worlds.

    Attributes
    ----------
    scenario
        What was simulated.
    engine
        ``"simpy"`` or ``"compiled"``.
    replications
        Number of worlds.
    policies
        Names, the baseline among them, in the order of the frames.
    measured
        What each replication found, in order.
    """

    scenario: Scenario
    engine: str
    replications: int
    policies: tuple[str, ...]
    measured: tuple[Measured, ...]

    def __repr__(self) -> str:
        size = f"{len(self.policies)} policies x {self.replications} replications"
        return f"Experiment({self.scenario.name!r}, {size}, engine={self.engine!r})"

    @property
    def baseline(self) -> str:
        """Name of the reference policy."""
        return self.scenario.simulation.baseline

    @property
    def identity(self) -> dict[str, Any]:
        """What it takes to obtain the same numbers again."""
        return {
            "scenario": self.scenario.name,
            "fingerprint": self.scenario.fingerprint,
            "seed": self.scenario.simulation.seed,
            "replications": self.replications,
            "engine": self.engine,
            "mode": "luck",
            "baseline": self.baseline,
        }

    @cached_property
    def scorecard(self) -> pd.DataFrame:
        """KPIs, one row per (policy, replication)."""
        return self._frame(KPIS, self._cards.reshape(-1, len(KPIS)))

    @cached_property
    def bridge(self) -> pd.DataFrame:
        """The eleven terms of profit [EUR], magnitudes, one row per (policy, replication)."""
        terms = np.stack([found.bridge for found in self.measured], axis=1) / 100.0
        return self._frame(TERMS, terms.reshape(-1, len(TERMS)))

    @cached_property
    def dso_split(self) -> pd.DataFrame:
        """Why DSO differs from the baseline's [days], one row per (kpi, policy, replication).

        The terms (`simrecouv.kpi.dso_split`) of a row sum to the paired difference of the `kpi`,
        ``dso_simple`` or ``dso_book``.
        """
        columns = [name for name, _ in DSO_SPLIT]
        stacked = np.stack([found.dso_split for found in self.measured], axis=1)
        parts = []
        for place, kpi in enumerate(SPLIT_KPIS):
            part = self._frame(columns, stacked[:, :, place].reshape(-1, len(columns)))
            part.insert(0, "kpi", kpi)
            parts.append(part)
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def third_parties(self) -> pd.DataFrame:
        """What third parties were given, brought and cost, one row per (policy, replication).

        Columns are `simrecouv.vocabulary.TALLIES`: [EUR] or counts, on the measured orders.
        """
        scale = [1.0 if one.unit == "count" else 100.0 for one in TALLIES]
        sums = np.stack([found.third_parties for found in self.measured], axis=1) / scale
        return self._frame([one.name for one in TALLIES], sums.reshape(-1, len(TALLIES)))

    @cached_property
    def curves(self) -> pd.DataFrame:
        """Weekly receivables by age and cash [EUR], one row per (policy, replication, day)."""
        day = self.measured[0].day.astype(np.int64)
        stacked = np.stack([found.curves for found in self.measured], axis=1)
        rows = np.moveaxis(stacked, 2, 3).reshape(-1, len(CURVES))
        frame = self._frame(list(CURVES), rows, points=day.size)
        frame.insert(2, "day", np.tile(day, len(self.policies) * self.replications))
        return frame

    def summary(self) -> pd.DataFrame:
        """Return the mean of each KPI and its 95 % interval, one row per (policy, kpi)."""
        rows = [
            {"policy": policy, "kpi": kpi, "mean": mean, "ci_low": low, "ci_high": high}
            for policy, values in zip(self.policies, self._cards, strict=True)
            for kpi, mean, low, high in zip(KPIS, *student_interval(values, _IS_TAIL), strict=True)
        ]
        return pd.DataFrame(rows)

    def differences(self) -> pd.DataFrame:
        """Return the paired differences against the baseline, one row per (policy, kpi).

        ``p_better`` is the share of replications that are better, ties one half; NaN for a KPI
        without direction. ``n_nonzero`` counts the differences that are not zero: under common
        luck a rare event may leave few, and a tail KPI with fewer than 30 has no interval.
        """
        reference = self._cards[self.policies.index(self.baseline)]
        parts = [
            self._difference(policy, values - reference)
            for policy, values in zip(self.policies, self._cards, strict=True)
            if policy != self.baseline
        ]
        return pd.concat(parts, ignore_index=True) if parts else self._difference("", reference)[:0]

    def to_json(self) -> str:
        """Return the study as one JSON object; what is not finite is null.

        The same scenario and seed give the same bytes, whatever the workers.
        """
        summary = _nested(self.summary())
        content = {
            **self.identity,
            "policies": {policy: summary[policy] for policy in self.policies},
            "differences": _nested(self.differences()),
        }
        return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)

    @cached_property
    def _cards(self) -> Floats:
        """All scorecards, shape (policies, replications, kpis)."""
        return np.stack([found.scorecard for found in self.measured], axis=1)

    def _frame(self, columns: list[str], rows: Floats, points: int = 1) -> pd.DataFrame:
        frame = pd.DataFrame(rows, columns=columns)
        each = self.replications * points
        frame.insert(0, "policy", np.repeat(np.array(self.policies), each))
        replication = np.repeat(np.arange(self.replications), points)
        frame.insert(1, "replication", np.tile(replication, len(self.policies)))
        return frame

    def _difference(self, policy: str, difference: Floats) -> pd.DataFrame:
        mean, low, high = student_interval(difference, _IS_TAIL)
        return pd.DataFrame(
            {
                "policy": policy,
                "kpi": KPIS,
                "mean": mean,
                "ci_low": low,
                "ci_high": high,
                "p_better": p_better(difference, _BETTER),
                "n_nonzero": n_nonzero(difference),
                "direction": [direction.value for direction in _BETTER],
            }
        )


def _nested(frame: pd.DataFrame) -> dict[str, dict[str, dict[str, Any]]]:
    """Turn rows (policy, kpi, ...) into {policy: {kpi: {...}}}."""
    tree: dict[str, dict[str, dict[str, Any]]] = {}
    for row in frame.to_dict("records"):
        policy, kpi = row.pop("policy"), row.pop("kpi")
        tree.setdefault(policy, {})[kpi] = {str(key): _null(value) for key, value in row.items()}
    return tree


def _null(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
