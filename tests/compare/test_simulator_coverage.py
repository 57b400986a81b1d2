"""How often intervals of real studies hold the truth: many replications, split in studies.

The truth of each study is what all the others found, pooled: with 29 times as many replications and
more, its own error is small beside the width of the intervals (2 % wider at most). Bounds are read
as in `test_intervals_coverage`.

The company has 166 customers. In a much smaller one a few accounts make the DSO, so that it is skewed
(by 2 to 3 with 16 customers) and Student's interval of 20 replications holds it less often.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from compare.laws import Coverage, coverage
from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.totals import ratio_of_totals
from simrecouv.estimation import RATIO_KPIS
from simrecouv.scenario import load_scenario

pytestmark = pytest.mark.slow
WORLDS = 3_000
SMALL = tuple(
    f"segments.{name}.customers={n}"
    for name, n in (("pme", 150), ("grands-comptes", 8), ("public", 8))
)
HEADLINE = ("dso_simple", "bfr_mean", "recovery_rate_30d", "recovery_rate_90d")
TAILS = ("bad_debt", "cash_min", "recovery_rate_365d")
SMALL_RATIOS = ("recovery_placed", "dispute_days")


@pytest.fixture(scope="module")
def many() -> Experiment:
    pytest.importorskip("numba")
    scenario = load_scenario("pme-b2b", SMALL)
    return compare_policies(
        scenario,
        policies=["ferme"],
        replications=WORLDS,
        mode="luck+assumptions",
        replay=False,
    )


def studies_of(many: Experiment, size: int) -> Iterator[tuple[Experiment, slice]]:
    """Split replications in studies, each with the rows that it takes."""
    for first in range(0, many.replications, size):
        mine = slice(first, first + size)
        yield (
            dataclasses.replace(many, numbers=many.numbers[mine], measured=many.measured[mine]),
            mine,
        )


def pooled(many: Experiment, left_out: slice, policies: Sequence[str], kpi: str) -> float:
    """Return what the replications that are not left out find."""
    sides = [many.policies.index(name) for name in policies]
    if kpi in RATIO_KPIS:
        parts = [found.ratio_parts[sides, RATIO_KPIS.index(kpi)] for found in many.measured]
        return ratio_of_totals(np.delete(np.array(parts), left_out, axis=0))
    card = many.scorecard.pivot(index="replication", columns="policy", values=kpi)
    reached = [np.delete(card[name].to_numpy(), left_out) for name in policies]
    return float((reached[-1] - (reached[0] if len(reached) > 1 else 0.0)).mean())


def covered(many: Experiment, size: int, kpi: str, *, paired: bool) -> Coverage:
    """Count the studies whose interval holds the truth, of a level or of a paired difference."""
    policies = [many.baseline, "ferme"] if paired else ["ferme"]
    strays = []
    for study, mine in studies_of(many, size):
        found = study.estimates("ferme", many.baseline if paired else None, kpis=[kpi])
        truth = pooled(many, mine, policies, kpi)
        strays.append((float(found.low[0]) - truth, float(found.high[0]) - truth))
    return coverage(strays.__getitem__, 0.0, len(strays))


@pytest.mark.parametrize("paired", [False, True], ids=["level", "difference"])
@pytest.mark.parametrize("kpi", HEADLINE)
def test_headline_figures_are_covered_at_least_93(many: Experiment, kpi: str, paired: bool) -> None:
    """150 studies cannot tell too wide: a share of 97 % holds the truth in all of them at 1 %."""
    found = covered(many, 20, kpi, paired=paired)
    assert found.trials == WORLDS // 20
    assert found.is_at_least(0.93)


@pytest.mark.parametrize("paired", [False, True], ids=["level", "difference"])
@pytest.mark.parametrize("kpi", TAILS)
def test_tails_are_covered_at_least_90(many: Experiment, kpi: str, paired: bool) -> None:
    found = covered(many, 100, kpi, paired=paired)
    assert found.trials >= WORLDS // 200, "most studies have an interval"
    assert found.is_at_least(0.90)


@pytest.mark.parametrize("kpi", SMALL_RATIOS)
def test_small_ratios_are_covered_at_least_90(many: Experiment, kpi: str) -> None:
    found = covered(many, 100, kpi, paired=False)
    assert found.trials >= WORLDS // 200, "most studies have an interval"
    assert found.is_at_least(0.90)


def test_shares_of_replications_are_covered_at_least_95(many: Experiment) -> None:
    found = covered(many, 20, "p_breach", paired=False)
    assert found.is_at_least(0.95)
