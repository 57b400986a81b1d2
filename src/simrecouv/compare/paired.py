"""Statistics of replications: means with intervals, and paired differences.

A figure is a mean over the replications where it is defined, with a Student interval. Two policies
meet the same worlds, so they are compared by the differences of each replication. Tail KPIs are
rarely moved: below `FEWEST_NONZERO` non-zero values they get no interval; from there on they also
get Student's, an approximation (bootstrap-t is not built yet).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.vocabulary import Better

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: KPIs that rare events drive.
TAIL_KPIS = frozenset(
    {
        "bad_debt",
        "bad_debt_rate",
        "cash_min",
        "p_breach",
        "refused_days",
        "overdraft_cost",
        "legal_cost",
        "recovery_rate_365d",
    }
)
#: Fewest non-zero values that an interval of a tail KPI needs.
FEWEST_NONZERO = 30
#: Coverage of every interval.
CONFIDENCE = 0.95


class Interval(NamedTuple):
    """A mean and its interval, per KPI; NaN where undefined."""

    mean: Floats
    low: Floats
    high: Floats


def student_interval(values: Floats, is_tail: Bools) -> Interval:
    """Return the mean of each column and its Student interval, over the finite values.

    Parameters
    ----------
    values : (replications, kpis)
        NaN where a replication does not define the KPI.
    is_tail : (kpis,)
        Columns that need `FEWEST_NONZERO` non-zero values.

    Returns
    -------
    Interval
        The interval is NaN when fewer than two values are finite.

    Examples
    --------
    >>> mean, low, high = student_interval(np.array([[1.0], [2.0], [3.0]]), np.array([False]))
    >>> float(mean[0]), round(float(low[0]), 3), round(float(high[0]), 3)
    (2.0, -0.484, 4.484)
    """
    from scipy.special import stdtrit

    finite = np.isfinite(values)
    n = finite.sum(axis=0)
    mean = _divide(np.where(finite, values, 0.0).sum(axis=0), n)
    spread = np.where(finite, values - mean, 0.0)
    variance = _divide((spread**2).sum(axis=0), n - 1)
    quantile = stdtrit(np.maximum(n - 1, 1), 0.5 + CONFIDENCE / 2.0)
    half = quantile * np.sqrt(_divide(variance, n))
    too_rare = is_tail & (n_nonzero(values) < FEWEST_NONZERO)
    half = np.where(too_rare, np.nan, half)
    return Interval(mean, mean - half, mean + half)


def n_nonzero(values: Floats) -> NDArray[np.int64]:
    """Count, in each column, the values that are defined and not zero.

    >>> n_nonzero(np.array([[0.0, 1.0], [np.nan, 2.0]])).tolist()
    [0, 2]
    """
    moved = np.isfinite(values) & (values != 0.0)
    return np.asarray(moved.sum(axis=0), dtype=np.int64)


def p_better(difference: Floats, better: list[Better]) -> Floats:
    """Return the share of pairs that improve, ties one half.

    Parameters
    ----------
    difference : (replications, kpis)
        Policy minus baseline.
    better : (kpis,)
        The direction of each KPI; NaN where it has none, or no pair is defined.

    Examples
    --------
    >>> lower = [Better.LOWER]
    >>> p_better(np.array([[-1.0], [0.0], [2.0], [-3.0]]), lower).tolist()
    [0.625]
    """
    toward = np.array([_SIGN[direction] for direction in better])
    finite = np.isfinite(difference)
    gain = np.where(finite, difference, 0.0) * toward
    points = (gain > 0) + 0.5 * (gain == 0)
    share = _divide(np.where(finite, points, 0.0).sum(axis=0), finite.sum(axis=0))
    return np.where(toward == 0.0, np.nan, share)


_SIGN = {Better.LOWER: -1.0, Better.HIGHER: 1.0, Better.NONE: 0.0}


def _divide(numerator: Floats, denominator: NDArray[np.generic]) -> Floats:
    """Divide, NaN where the denominator is not positive."""
    empty = np.full(numerator.shape, np.nan)
    return np.divide(numerator, denominator, out=empty, where=denominator > 0)  # type: ignore[operator]
