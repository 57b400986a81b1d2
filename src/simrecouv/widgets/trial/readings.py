"""What a comparison says of one policy: level, paired difference, interval, verdict.

A verdict is only as strong as its interval: a difference whose interval holds zero, as it is shown,
is too close to call, and differences that are all exactly zero are no effect at all. Figures carry
the precision that their interval allows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from simrecouv.compare import Experiment
from simrecouv.compare.experiment import KPIS
from simrecouv.compare.intervals import Estimates
from simrecouv.vocabulary import MEASURE, Better, Lang, Word
from simrecouv.vocabulary.numbers import decimals_for, interval, quantity
from simrecouv.widgets.trial.words import TILES


class Verdict(Word):
    """What a paired difference allows to conclude."""

    BETTER = "better", "mieux", "better"
    WORSE = "worse", "moins bien", "worse"
    CHANGED = "changed", "différent", "different"
    TOO_CLOSE = "too_close", "trop proche pour conclure", "too close to call"
    NO_EFFECT = "no_effect", "aucun effet", "no effect"
    NO_INTERVAL = "no_interval", "pas d'intervalle : trop peu de cas", "no interval: too few cases"


class Reading(NamedTuple):
    """One KPI of one policy, in words; the interval is empty where it is undefined."""

    level: str
    difference: str
    interval: str
    verdict: Verdict


def readings_of(
    experiment: Experiment,
    policy: str,
    lang: Lang = "fr",
    *,
    reference: str | None = None,
    kpis: Sequence[str] = KPIS,
) -> dict[str, Reading]:
    """Read KPIs of a policy against a reference, the baseline by default.

    Examples
    --------
    >>> from simrecouv.compare import compare_policies
    >>> from simrecouv.scenario import load_scenario
    >>> study = compare_policies(load_scenario("pme-b2b"), policies=["nothing"], replications=8)
    >>> readings_of(study, "nothing")["dso_simple"].verdict.label.fr
    'moins bien'
    >>> found = readings_of(study, "douce", kpis=["dso_simple"], reference="nothing")
    >>> found["dso_simple"].verdict.label.en
    'better'
    """
    levels = experiment.estimates(policy, kpis=kpis)
    paired = experiment.estimates(policy, reference or experiment.baseline, kpis=kpis)
    return {
        kpi: _reading(kpi, _row(kpi, levels, place), _row(kpi, paired, place), lang)
        for place, kpi in enumerate(kpis)
    }


def verdicts_of(experiment: Experiment, policy: str, reference: str) -> dict[str, Verdict]:
    """Return what each of the four tiles concludes, by KPI."""
    found = readings_of(experiment, policy, reference=reference, kpis=list(TILES))
    return {kpi: reading.verdict for kpi, reading in found.items()}


def verdict_of(paired: Mapping[Any, Any], decimals: int = 6) -> Verdict:
    """Conclude from a paired difference, its interval rounded as it is shown.

    >>> row = {"mean": 2.0, "ci_low": -1.0, "ci_high": 5.0, "n_nonzero": 8, "direction": "lower"}
    >>> verdict_of(row).value, verdict_of({**row, "ci_low": 1.0}).value
    ('too_close', 'worse')
    """
    low, high = round(paired["ci_low"], decimals), round(paired["ci_high"], decimals)
    if math.isfinite(paired["mean"]) and paired["n_nonzero"] == 0:
        return Verdict.NO_EFFECT
    if not (math.isfinite(low) and math.isfinite(high)):
        return Verdict.NO_INTERVAL
    if low <= 0.0 <= high:
        return Verdict.TOO_CLOSE
    if paired["direction"] == Better.NONE:
        return Verdict.CHANGED
    return (
        Verdict.BETTER if (low > 0.0) == (paired["direction"] == Better.HIGHER) else Verdict.WORSE
    )


def _row(kpi: str, found: Estimates, place: int) -> dict[str, Any]:
    return {
        "mean": float(found.mean[place]),
        "ci_low": float(found.low[place]),
        "ci_high": float(found.high[place]),
        "n_nonzero": int(found.n_nonzero[place]),
        "direction": MEASURE[kpi].better.value,
    }


def _reading(kpi: str, level: Mapping[Any, Any], paired: Mapping[Any, Any], lang: Lang) -> Reading:
    unit = MEASURE[kpi].unit
    fine, finer = decimals_for(unit, _half(level)), decimals_for(unit, _half(paired))
    ends = paired["ci_low"], paired["ci_high"]
    return Reading(
        level=quantity(level["mean"], unit, lang, decimals=fine),
        difference=quantity(paired["mean"], unit, lang, decimals=finer, difference=True),
        interval=interval(*ends, unit, lang, decimals=finer, difference=True),
        verdict=verdict_of(paired, finer + 2 if unit == "share" else finer),
    )


def _half(row: Mapping[Any, Any]) -> float:
    return float(row["ci_high"] - row["ci_low"]) / 2.0
