"""Intervals of each method and their limits, against scipy and against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from compare.laws import files, lognormal, normal, uniforms
from simrecouv.compare import why_in_words
from simrecouv.compare.bootstrap import bootstrap_t
from simrecouv.compare.intervals import Estimates, estimates, n_nonzero, p_better
from simrecouv.compare.totals import jackknife, ratio_of_totals
from simrecouv.estimation import (
    EVENT_KPIS,
    RATIO_KPIS,
    TAIL_KPIS,
    Floats,
    Method,
    method_of,
    student,
)
from simrecouv.vocabulary import MEASURE, Better, Doubt

STUDENT, TAIL, RATIO, EVENT = Method.STUDENT, Method.TAIL, Method.RATIO, Method.EVENT


def one(values: list[float] | Floats, method: Method, parts: Floats | None = None) -> Estimates:
    """Estimate one column."""
    column = np.asarray(values, dtype=float).reshape(-1, 1)
    return estimates(column, [method], {} if parts is None else {0: parts})


# === Student ===


def test_interval_is_scipys() -> None:
    values = lognormal(1, 17)
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    found = one(values, STUDENT)
    assert found.mean[0] == pytest.approx(values.mean())
    assert (found.low[0], found.high[0]) == pytest.approx((expected.low, expected.high))


def test_undefined_replications_are_left_out() -> None:
    with_gaps, defined = [1.0, np.nan, 2.0, np.inf, 4.0], [1.0, 2.0, 4.0]
    for found, expected in zip(one(with_gaps, STUDENT), one(defined, STUDENT), strict=True):
        assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "mean", "why"),
    [
        ([5.0], 5.0, Doubt.TOO_FEW),
        ([np.nan, 5.0], 5.0, Doubt.TOO_FEW),
        ([np.nan, np.nan], np.nan, Doubt.UNDEFINED),
        ([], np.nan, Doubt.UNDEFINED),
    ],
)
@pytest.mark.parametrize("method", [STUDENT, TAIL, EVENT])
def test_no_interval_from_one_value(
    values: list[float], mean: float, why: Doubt | None, method: Method
) -> None:
    found = one(values, method)
    assert found.mean[0] == pytest.approx(mean, nan_ok=True)
    assert np.isnan([found.low[0], found.high[0]]).all()
    assert found.why == [why]


def test_nothing_moved_is_known_exactly() -> None:
    found = one([0.0] * 10, STUDENT)
    assert (found.mean[0], found.low[0], found.high[0]) == (0.0, 0.0, 0.0)
    assert found.why == [None]


def test_what_one_world_in_thirty_moves_is_too_rare_for_student() -> None:
    assert one([9.0, *[0.0] * 29], STUDENT).why == [Doubt.TOO_RARE]
    assert one([9.0] * 15 + [0.0] * 15, STUDENT).why == [None]


# === Tails: the studentised bootstrap ===


@pytest.mark.parametrize(("moved", "why"), [(29, Doubt.TOO_RARE), (30, None)])
def test_a_tail_needs_thirty_moves(moved: int, why: Doubt) -> None:
    found = one([*np.linspace(1.0, 2.0, moved), *[0.0] * (100 - moved)], TAIL)
    assert found.n_nonzero[0] == moved
    assert found.why == [why]
    assert np.isfinite(found.low[0]) == (why is None)


@pytest.mark.parametrize(
    ("moved", "n", "why"),
    [
        (99, 99, Doubt.TOO_FEW),
        (30, 99, Doubt.TOO_FEW),
        (29, 99, Doubt.TOO_RARE),  # 100 replications would bring 29 or 30 of them
        (20, 20, Doubt.TOO_FEW),
        (3, 50, Doubt.TOO_RARE),
        (0, 200, Doubt.TOO_RARE),
    ],
)
def test_a_tail_needs_a_hundred_replications(moved: int, n: int, why: Doubt) -> None:
    values = [*np.linspace(1.0, 2.0, moved), *[0.0] * (n - moved)]
    found = one(values, TAIL)
    assert found.why == [why]
    assert np.isnan([found.low[0], found.high[0]]).all()
    assert found.mean[0] == pytest.approx(sum(values) / n)


@pytest.mark.parametrize(("moved", "why"), [(0, Doubt.TOO_RARE), (29, Doubt.TOO_RARE), (30, None)])
def test_a_tail_needs_thirty_replications_away_from_its_usual_value(
    moved: int, why: Doubt | None
) -> None:
    found = one([*np.linspace(1.0, 2.0, moved), *[7.0] * (200 - moved)], TAIL)
    assert (found.n_nonzero[0], found.why) == (200, [why])
    assert np.isfinite(found.low[0]) == (why is None)
    if why:
        told = why_in_words(why, "cash_min", "en", k=int(found.n_nonzero[0]), n=200)
        assert told == "nearly always the same value"


def test_resampling_gives_the_same_interval_each_time() -> None:
    values = lognormal(3, 120)
    assert bootstrap_t(values, 0.95) == bootstrap_t(values.copy(), 0.95)
    assert bootstrap_t(values, 0.95) != bootstrap_t(values, 0.90)


def test_resampling_moves_and_stretches_with_the_figures() -> None:
    """A change of unit or of origin changes the interval as it changes the figures."""
    values = lognormal(4, 120)
    low, high = bootstrap_t(values, 0.95)
    assert bootstrap_t(7.0 + 3.0 * values, 0.95) == pytest.approx((7 + 3 * low, 7 + 3 * high))
    assert bootstrap_t(-values, 0.95) == pytest.approx((-high, -low))


def test_resampling_normal_figures_is_nearly_students() -> None:
    """Both ends within 15 % of the half-width: 1,999 resamples put 7 % of noise on a quantile."""
    values = normal(5, 400)
    mean, low, high = (float(end[0]) for end in student(values[:, None]))
    found = bootstrap_t(values, 0.95)
    assert found == pytest.approx((low, high), abs=0.15 * (high - mean))


def test_what_never_varies_has_no_width() -> None:
    assert bootstrap_t(np.full(100, 2.5), 0.95) == (2.5, 2.5)


@pytest.mark.parametrize("odd", [1, 2, 3])
def test_resamples_of_one_value_over_and_over_do_not_stray(odd: int) -> None:
    """Their spread is rounding: divided by it, an interval would leave the range of the figures."""
    values = np.full(200, 250_000.0)
    values[:odd] = 241_234.5
    low, high = bootstrap_t(values, 0.95)
    assert values.min() <= low <= values.mean() <= high
    assert high - values.mean() < values.max() - values.min()


# === Ratios of totals ===


def test_a_ratio_is_that_of_the_totals() -> None:
    parts = files(6, 50)[:, None]
    assert ratio_of_totals(parts) == pytest.approx(parts[:, 0, 0].sum() / parts[:, 0, 1].sum())
    assert np.isnan(ratio_of_totals(np.zeros((5, 1, 2))))


def test_the_jackknife_of_a_mean_is_students() -> None:
    """With denominators of one, the ratio of totals is a mean, its jackknife Student's interval."""
    values = normal(7, 40)
    parts = np.stack([values, np.ones(40)], axis=1)[:, None]
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert jackknife(parts, 0.95) == pytest.approx((expected.low, expected.high))


def test_the_jackknife_is_that_of_scipy() -> None:
    """Against `scipy.stats.ttest_1samp` on pseudo-values, which are centred on another estimate."""
    parts = files(8, 40) + np.array([0.0, 0.1])
    total = parts.sum(axis=0)
    without = (total[0] - parts[:, 0]) / (total[1] - parts[:, 1])
    pseudo = 40 * total[0] / total[1] - 39 * without
    expected = stats.ttest_1samp(pseudo, 0.0).confidence_interval(0.95)
    low, high = jackknife(parts[:, None], 0.95)
    assert high - low == pytest.approx(expected.high - expected.low)


def test_the_same_ratio_twice_does_not_differ() -> None:
    parts = files(9, 40)
    assert jackknife(np.stack([parts, parts], axis=1), 0.95) == (0.0, 0.0)


def test_two_ratios_on_the_same_files_differ_more_surely_than_apart() -> None:
    low_rate, high_rate = (files(10, 60, rate=rate) for rate in (0.3, 0.5))
    paired = jackknife(np.stack([low_rate, high_rate], axis=1), 0.95)
    apart = [np.diff(jackknife(one_side[:, None], 0.95)) for one_side in (low_rate, high_rate)]
    assert np.diff(paired) < np.hypot(*apart)
    assert ratio_of_totals(np.stack([low_rate, high_rate], axis=1)) > 0.0


@pytest.mark.parametrize(
    ("worlds", "filled", "why"),
    [
        (40, 30, None),
        (40, 29, Doubt.TOO_RARE),
        (20, 20, Doubt.TOO_FEW),
        (20, 3, Doubt.TOO_RARE),
        (40, 0, Doubt.UNDEFINED),
    ],
)
def test_a_ratio_needs_thirty_worlds_with_files(worlds: int, filled: int, why: Doubt) -> None:
    below = np.repeat([2.0, 0.0], [filled, worlds - filled])
    above = below * uniforms(11, worlds)
    ratios = np.divide(above, below, out=np.full(worlds, np.nan), where=below > 0.0)
    found = one(ratios, RATIO, np.stack([above, below], axis=1)[:, None])
    assert found.why == [why]
    assert np.isfinite(found.low[0]) == (why is None)


# === Shares of replications ===


@pytest.mark.parametrize(("k", "n"), [(0, 2), (0, 20), (1, 20), (7, 20), (20, 20), (3, 200)])
def test_a_share_of_replications_has_the_exact_interval(k: int, n: int) -> None:
    found = one([1.0] * k + [0.0] * (n - k), EVENT)
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="exact")
    assert (found.low[0], found.high[0]) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize("n", [2, 5, 20, 29])
def test_the_exact_interval_never_covers_less(n: int) -> None:
    """Sum the binomial law over the counts whose interval holds each probability."""
    ends = [one([1.0] * k + [0.0] * (n - k), EVENT) for k in range(n + 1)]
    for p in np.linspace(0.01, 0.99, 25):
        holds = np.array([found.low[0] <= p <= found.high[0] for found in ends])
        assert stats.binom.pmf(np.arange(n + 1), n, p)[holds].sum() >= 0.95


# === Which method, and what is said ===


def test_methods_are_those_of_known_columns() -> None:
    assert set(MEASURE) >= TAIL_KPIS | set(RATIO_KPIS) | EVENT_KPIS
    assert not TAIL_KPIS & set(RATIO_KPIS)
    tails = {"bad_debt", "cash_min", "p_breach", "legal_cost", "recovery_rate_365d"}
    assert {method_of(kpi, is_difference=True) for kpi in tails} == {TAIL}
    headline = {"dso_simple", "bfr_mean", "recovery_rate_90d", "net_gain"}
    assert {method_of(kpi, is_difference=True) for kpi in headline} == {STUDENT}
    assert method_of("p_breach", is_difference=False) is EVENT


def test_reasons_are_told_in_both_languages() -> None:
    told = {"k": 3, "n": 200}
    assert why_in_words("too_rare", "bad_debt", "fr", **told).startswith("trop rare pour conclure")
    assert "100" in why_in_words("too_few", "bad_debt", "fr", **told)
    assert "30" in why_in_words("too_few", "recovery_placed", "en", **told)
    assert why_in_words("undefined", "recovery_placed", "en", **told) == "undefined"
    assert why_in_words("", "dso_simple", "fr", **told) == ""


# === Who is better ===


def test_better_is_the_direction_of_the_kpi() -> None:
    lower, higher, no_direction = [-1, -2, 3, 0], [-1, -2, 3, np.nan], [-1, 0, 3, 0]
    difference = np.array([lower, higher, no_direction], dtype=float).T
    found = p_better(difference, [Better.LOWER, Better.HIGHER, Better.NONE])
    assert found[:2].tolist() == [2.5 / 4, 1 / 3]
    assert np.isnan(found[2])


def test_better_and_worse_share_all_pairs() -> None:
    difference = np.round(normal(12, 50, 3))
    better = p_better(difference, [Better.LOWER] * 3)
    assert better + p_better(-difference, [Better.LOWER] * 3) == pytest.approx(1.0)
    assert np.isnan(p_better(np.full((5, 1), np.nan), [Better.LOWER])[0])


def test_what_is_counted_is_defined_and_not_zero() -> None:
    assert n_nonzero(np.array([[0.0, 1e-300], [np.inf, -2.0]])).tolist() == [0, 2]
