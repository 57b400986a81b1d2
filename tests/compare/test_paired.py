"""Intervals and paired differences, against scipy and against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simrecouv.compare.paired import TAIL_KPIS, n_nonzero, p_better, student_interval
from simrecouv.vocabulary import MEASURE, Better
from simrecouv.world.addressing import uniform

NO_TAIL = np.array([False])


def _uniforms(rows: int, columns: int) -> np.ndarray:
    index = np.arange(rows * columns, dtype=np.uint64).reshape(rows, columns)
    return np.asarray(uniform(2026, 1, index))


def test_interval_is_scipys() -> None:
    values = stats.lognorm.ppf(_uniforms(17, 1), 1.0)
    expected = stats.ttest_1samp(values[:, 0], 0.0).confidence_interval(0.95)
    found = student_interval(values, NO_TAIL)
    assert found.mean[0] == pytest.approx(values.mean())
    assert (found.low[0], found.high[0]) == pytest.approx((expected.low, expected.high))


def test_intervals_cover_the_truth() -> None:
    """95 % of 4,000 intervals, give or take 4 standard errors of that share (0.0138)."""
    columns = 4_000
    values = stats.norm.ppf(_uniforms(20, columns), loc=3.0, scale=2.0)
    found = student_interval(values, np.zeros(columns, dtype=bool))
    covered = np.mean((found.low <= 3.0) & (found.high >= 3.0))
    assert covered == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / columns))


def test_undefined_replications_are_left_out() -> None:
    with_gaps = np.array([[1.0], [np.nan], [2.0], [np.inf], [4.0]])
    defined = np.array([[1.0], [2.0], [4.0]])
    for found, expected in zip(
        student_interval(with_gaps, NO_TAIL), student_interval(defined, NO_TAIL), strict=True
    ):
        assert found == pytest.approx(expected)


@pytest.mark.parametrize(("values", "mean"), [([5.0], 5.0), ([np.nan, 5.0], 5.0), ([], np.nan)])
def test_no_interval_from_one_value(values: list[float], mean: float) -> None:
    found = student_interval(np.array(values).reshape(-1, 1), NO_TAIL)
    assert found.mean[0] == pytest.approx(mean, nan_ok=True)
    assert np.isnan([found.low[0], found.high[0]]).all()


def test_nothing_moved_is_known_exactly() -> None:
    found = student_interval(np.zeros((10, 1)), NO_TAIL)
    assert [float(part[0]) for part in found] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(("moved", "has_interval"), [(29, False), (30, True)])
def test_a_tail_needs_thirty_moves(moved: int, has_interval: bool) -> None:
    values = np.zeros((100, 1))
    values[:moved, 0] = 1.0
    found = student_interval(values, np.array([True]))
    assert n_nonzero(values)[0] == moved
    assert found.mean[0] == moved / 100
    assert np.isfinite(found.low[0]) == has_interval
    assert np.isfinite(student_interval(values, NO_TAIL).low[0])


def test_tails_are_known_columns() -> None:
    assert set(MEASURE) >= TAIL_KPIS
    assert {"cash_min", "p_breach", "refused_days", "overdraft_cost"} <= TAIL_KPIS


def test_better_is_the_direction_of_the_kpi() -> None:
    lower, higher, no_direction = [-1, -2, 3, 0], [-1, -2, 3, np.nan], [-1, 0, 3, 0]
    difference = np.array([lower, higher, no_direction], dtype=float).T
    found = p_better(difference, [Better.LOWER, Better.HIGHER, Better.NONE])
    assert found[:2].tolist() == pytest.approx([2.5 / 4, 1 / 3])
    assert np.isnan(found[2])


def test_better_and_worse_share_all_pairs() -> None:
    difference = np.round(stats.norm.ppf(_uniforms(50, 3)))
    better = p_better(difference, [Better.LOWER] * 3)
    assert better + p_better(-difference, [Better.LOWER] * 3) == pytest.approx(1.0)
    assert np.isnan(p_better(np.full((5, 1), np.nan), [Better.LOWER])[0])
