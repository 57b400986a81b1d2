"""How often intervals hold the truth, on laws where it is known.

Aimed at: 93 to 97 % for sums over many invoices, at least 90 % for tails and for ratios, at least
95 % for shares of replications and for the choice of the best. A measured share strays from the
true one by chance: a test fails where a true share at the bound would give such a count less than
once in 10,000. The fast suite runs few trials, and the slow one enough to tell 93 from 95 %.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from compare.laws import Coverage, Floats, coverage, files, lognormal, normal, rare, uniforms
from simrecouv.compare.intervals import estimates
from simrecouv.estimation import Method, familywise, student

Trial = Callable[[int], tuple[float, float]]
#: Mean of a lognormal law of sigma 1.
MEAN = float(np.exp(0.5))
QUICK, MANY = 150, 4_000
TRIALS = [QUICK, pytest.param(MANY, marks=pytest.mark.slow)]


def of_mean(law: Callable[..., Floats], n: int, method: Method) -> Trial:
    """Estimate the mean of a law from `n` replications, other ones at each trial."""

    def trial(number: int) -> tuple[float, float]:
        found = estimates(law(10 * number, n).reshape(n, 1), [method], {})
        return float(found.low[0]), float(found.high[0])

    return trial


def of_ratio(n: int, *rates: float) -> Trial:
    """Estimate the ratio of totals of one policy, or the difference of two on the same files."""

    def trial(number: int) -> tuple[float, float]:
        sides = [files(10 * number, n, rate=rate) for rate in rates]
        with np.errstate(invalid="ignore"):
            ratios = [side[:, 0] / side[:, 1] for side in sides]
        values = ratios[-1] - (ratios[0] if len(sides) > 1 else 0.0)
        parts = {0: np.stack(sides, axis=1)}
        found = estimates(values.reshape(n, 1), [Method.RATIO], parts)
        return float(found.low[0]), float(found.high[0])

    return trial


def many_invoices(key: int, n: int) -> Floats:
    """Draw the mean of 50 lognormal amounts: a KPI such as the DSO, skewed a little."""
    drawn: Floats = lognormal(key, n, 50).mean(axis=1)
    return drawn


@pytest.mark.parametrize("trials", TRIALS)
@pytest.mark.parametrize("n", [8, 20, 50])
@pytest.mark.parametrize(
    ("law", "truth"), [(normal, 0.0), (many_invoices, MEAN)], ids=["normal", "many invoices"]
)
def test_student_covers_95(law: Callable[..., Floats], truth: float, n: int, trials: int) -> None:
    found = coverage(of_mean(law, n, Method.STUDENT), truth, trials)
    assert found.trials == trials
    assert found.is_at_least(0.93)
    assert found.is_at_most(0.97)


@pytest.mark.parametrize("trials", TRIALS)
@pytest.mark.parametrize("n", [100, 200])
@pytest.mark.parametrize(
    ("law", "truth"), [(lognormal, MEAN), (rare, 0.4 * MEAN)], ids=["skewed", "rare"]
)
def test_bootstrap_covers_tails_at_least_90(
    law: Callable[..., Floats], truth: float, n: int, trials: int
) -> None:
    found = coverage(of_mean(law, n, Method.TAIL), truth, trials)
    assert found.trials > 0.8 * trials
    assert found.is_at_least(0.90)


@pytest.mark.parametrize("trials", TRIALS)
@pytest.mark.parametrize(
    ("n", "rates", "truth"), [(50, [0.3], 0.3), (200, [0.3], 0.3), (100, [0.3, 0.5], 0.2)]
)
def test_jackknife_covers_ratios_at_least_90(
    n: int, rates: list[float], truth: float, trials: int
) -> None:
    found = coverage(of_ratio(n, *rates), truth, trials)
    assert found.trials > 0.8 * trials
    assert found.is_at_least(0.90)


@pytest.mark.parametrize("trials", TRIALS)
@pytest.mark.parametrize(("n", "p"), [(5, 0.5), (20, 0.05), (100, 0.3)])
def test_shares_of_replications_are_covered_at_least_95(n: int, p: float, trials: int) -> None:
    def happens(key: int, n: int) -> Floats:
        return (uniforms(key, n) < p).astype(float)

    found = coverage(of_mean(happens, n, Method.EVENT), p, trials)
    assert found.trials == trials
    assert found.is_at_least(0.95)


@pytest.mark.slow
def test_student_would_miss_skewed_tails() -> None:
    """Why tails are resampled: on the same trials Student's interval holds the truth less often."""
    n = 100
    resampled = coverage(of_mean(lognormal, n, Method.TAIL), MEAN, MANY)
    students = coverage(of_mean(lognormal, n, Method.STUDENT), MEAN, MANY)
    assert students.share < resampled.share


@pytest.mark.parametrize("trials", TRIALS)
@pytest.mark.parametrize("n", [10, 50])
def test_the_true_best_of_many_is_kept_95(n: int, trials: int) -> None:
    """Ten policies that share most of their luck; the first is best by a hair, unequal spreads.

    Bonferroni is cautious where policies are alike: the share may be above 95 %.
    """
    mean = np.array([0.02, *[0.0] * 9])
    spread = np.linspace(0.5, 1.5, 10)
    each = familywise(mean.size - 1)
    kept = 0
    for number in range(trials):
        common, own = normal(10 * number, n, 1), normal(10 * number + 1, n, 10)
        reached = 3.0 * common + spread * own + mean
        _, low, _ = student(np.delete(reached, 0, axis=1) - reached[:, [0]], each)
        kept += not (low > 0.0).any()
    assert Coverage(kept, trials).is_at_least(0.95)


def test_one_interval_per_pair_would_drop_the_best_too_often() -> None:
    """Why the choice needs wider intervals: of ten equal policies, the first is dropped by chance.

    Nine one-sided tests at 2.5 % that share a policy drop it in more than 5 % of the trials.
    """
    n, trials = 20, 1_000
    dropped = 0
    for number in range(trials):
        reached = normal(number, n, 10)
        _, low, _ = student(np.delete(reached, 0, axis=1) - reached[:, [0]])
        dropped += bool((low > 0.0).any())
    assert not Coverage(trials - dropped, trials).is_at_least(0.95)


def test_laws_have_the_means_that_are_claimed() -> None:
    """Four standard errors of 200,000 draws; of the ratio of totals, by the delta method."""
    n = 200_000
    for law, truth in ((lognormal, MEAN), (rare, 0.4 * MEAN)):
        drawn = law(77, n)
        assert drawn.mean() == pytest.approx(truth, abs=4 * drawn.std() / np.sqrt(n))
    parts = files(78, 20_000)
    rest = parts[:, 0] - 0.3 * parts[:, 1]
    error = rest.std() / np.sqrt(len(parts)) / parts[:, 1].mean()
    assert parts[:, 0].sum() / parts[:, 1].sum() == pytest.approx(0.3, abs=4 * error)
    assert special.ndtr(normal(79, n)).mean() == pytest.approx(0.5, abs=4 / np.sqrt(12 * n))
