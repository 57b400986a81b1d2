"""What a study found: frames by (policy, replication), differences, and one JSON object."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from simrecouv.compare.intervals import Estimates, estimates, p_better
from simrecouv.compare.precision import Precision
from simrecouv.compare.replay import Replay
from simrecouv.compare.worker import Measured
from simrecouv.estimation import CONFIDENCE, RATIO_KPIS, Floats, method_of
from simrecouv.kpi import CURVES
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES, Mode

#: Names of the KPIs, in the order of the scorecard.
KPIS = [measure.name for measure in MEASURES]
#: Names of the terms of the bridge.
TERMS = [name for name, _, _ in BRIDGE]
#: The columns of the scorecard that a split of DSO explains, in the order of `Measured.dso_split`.
SPLIT_KPIS = ("dso_simple", "dso_book")

_BETTER = [measure.better for measure in MEASURES]
#: What the frames say of a figure beyond the contract of the JSON object.
_BESIDE = {"policies": ("n_nonzero", "why"), "differences": ("why",)}


@dataclass(frozen=True, eq=False)
class Experiment:
    """What policies did on the same worlds.

    Attributes
    ----------
    scenario
        What was simulated.
    engine
        ``"simpy"`` or ``"compiled"``.
    numbers
        The replications that it holds, ascending.
    policies
        Names, the baseline among them, in the order of the frames.
    measured
        What each replication found, in order.
    mode
        What differs between replications: luck alone, or the assumptions as well.
    replay
        What was simulated on both engines, to the same events.
    precision
        Where a study that chose its number of replications stopped.
    """

    scenario: Scenario
    engine: str
    numbers: tuple[int, ...]
    policies: tuple[str, ...]
    measured: tuple[Measured, ...]
    mode: Mode = Mode.LUCK
    replay: Replay | None = None
    precision: Precision | None = None

    def __repr__(self) -> str:
        size = f"{len(self.policies)} policies x {self.replications} replications"
        return f"Experiment({self.scenario.name!r}, {size}, engine={self.engine!r})"

    @property
    def replications(self) -> int:
        """Number of worlds."""
        return len(self.numbers)

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
            "mode": str(self.mode),
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
        """Return each KPI and its 95 % interval, one row per (policy, kpi).

        Columns policy, kpi, mean, ci_low, ci_high, n_nonzero, why: the mean over replications, or
        the ratio of totals (`simrecouv.compare.intervals`). Where an interval is NaN, ``why`` is a
        word of `simrecouv.vocabulary.Doubt`; else it is empty.
        """
        parts = [_rows(policy, self.estimates(policy)) for policy in self.policies]
        return pd.concat(parts, ignore_index=True)

    def differences(self) -> pd.DataFrame:
        """Return the paired differences against the baseline, one row per (policy, kpi).

        Columns of `summary`, and ``p_better``, the share of replications that are better, ties one
        half; NaN for a KPI without direction. ``n_nonzero`` counts the differences that are not
        zero: under common luck a rare event may leave few.
        """
        parts = [self._differences_of(policy) for policy in self.policies]
        found = pd.concat(parts, ignore_index=True)
        return found[found["policy"] != self.baseline].reset_index(drop=True)

    def estimates(
        self,
        policy: str,
        other: str | None = None,
        *,
        kpis: Sequence[str] = KPIS,
        confidence: float = CONFIDENCE,
    ) -> Estimates:
        """Return KPIs of a policy, or its paired differences from another, and their intervals.

        Parameters
        ----------
        policy, other
            Names among `policies`.
        kpis
            Names of the columns.
        confidence
            Coverage of each interval.

        Examples
        --------
        >>> from simrecouv.compare import compare_policies
        >>> from simrecouv.scenario import load_scenario
        >>> scenario = load_scenario("pme-b2b")
        >>> study = compare_policies(scenario, policies=["ferme"], replications=2, replay=False)
        >>> same = study.estimates("ferme", "ferme", kpis=["dso_simple"])
        >>> float(same.low[0]), float(same.high[0]), int(same.n_nonzero[0])
        (0.0, 0.0, 0)
        """
        sides = [self.policies.index(name) for name in (other, policy) if name is not None]
        columns = [KPIS.index(kpi) for kpi in kpis]
        cards = self._cards[sides][:, :, columns]
        with np.errstate(invalid="ignore"):  # an infinite level has no difference
            values = cards[0] if other is None else cards[1] - cards[0]
        ratios = np.stack([found.ratio_parts[sides] for found in self.measured])
        return estimates(
            values,
            [method_of(kpi, is_difference=other is not None) for kpi in kpis],
            {
                place: ratios[:, :, RATIO_KPIS.index(kpi)]
                for place, kpi in enumerate(kpis)
                if kpi in RATIO_KPIS
            },
            confidence,
        )

    def to_json(self) -> str:
        """Return the study as one JSON object; what is not finite is null.

        The same scenario and seed give the same bytes, whatever the workers.
        """
        found = {"policies": self.summary(), "differences": self.differences()}
        content = self.identity | {
            name: _nested(frame.drop(columns=list(_BESIDE[name]))) for name, frame in found.items()
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
        replication = np.repeat(np.array(self.numbers), points)
        frame.insert(1, "replication", np.tile(replication, len(self.policies)))
        return frame

    def _differences_of(self, policy: str) -> pd.DataFrame:
        rows = _rows(policy, self.estimates(policy, self.baseline))
        own, reference = (self._cards[self.policies.index(p)] for p in (policy, self.baseline))
        with np.errstate(invalid="ignore"):
            difference = own - reference
        rows.insert(5, "p_better", p_better(difference, _BETTER))
        rows.insert(7, "direction", [direction.value for direction in _BETTER])
        return rows


def _rows(policy: str, found: Estimates) -> pd.DataFrame:
    """Lay out figures of all KPIs, one row each."""
    return pd.DataFrame(
        {
            "policy": policy,
            "kpi": KPIS,
            "mean": found.mean,
            "ci_low": found.low,
            "ci_high": found.high,
            "n_nonzero": found.n_nonzero,
            "why": [doubt or "" for doubt in found.why],
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
