"""Ratios whose denominator is small and random: the ratio of totals, with a jackknife interval.

What an agency recovers of what it is given is a ratio of two sums of one replication, and some
replications give it little: the mean of such ratios weighs a file as much as a hundred. The figure
is therefore the sum of the numerators over that of the denominators, and its standard error is that
of the values found when each replication in turn is left out (Quenouille and Tukey's jackknife). Of
two policies the difference of their ratios is jackknifed as one figure, for they share their luck.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from simrecouv.estimation import Floats


def ratio_of_totals(parts: Floats) -> float:
    """Return the ratio of totals of one policy, or of the last less that of the first of two.

    Parameters
    ----------
    parts : (replications, policies, 2)
        Numerators and denominators, of one policy or of two.

    Examples
    --------
    >>> placed = np.array([[[1.0, 2.0]], [[0.0, 6.0]]])
    >>> ratio_of_totals(placed), ratio_of_totals(0.0 * placed)
    (0.125, nan)
    """
    return float(_signed(_divided(parts.sum(axis=0))))


def jackknife(parts: Floats, confidence: float) -> tuple[float, float]:
    """Return the jackknife interval of `ratio_of_totals`.

    Student's quantile has as many degrees of freedom as replications that count but one: those
    with a denominator that is not zero. The interval is NaN when fewer than two count, or when
    leaving one out leaves nothing to divide by.

    Examples
    --------
    >>> parts = np.array([[[1.0, 2.0]], [[2.0, 4.0]], [[4.0, 8.0]]])
    >>> jackknife(parts, 0.95)
    (0.5, 0.5)
    """
    n, counted = len(parts), int(parts[:, :, 1].any(axis=1).sum())
    if counted < 2:
        return np.nan, np.nan
    without = _signed(_divided(parts.sum(axis=0) - parts))
    error = np.sqrt((n - 1) / n * np.sum((without - without.mean()) ** 2))
    half = float(stdtrit(counted - 1, 0.5 + confidence / 2.0) * error)
    found = ratio_of_totals(parts)
    return found - half, found + half


def _divided(sums: Floats) -> Floats:
    """Divide numerators by denominators; 0/0 is NaN."""
    below = sums[..., 1]
    empty = np.full(below.shape, np.nan)
    ratios: Floats = np.divide(sums[..., 0], below, out=empty, where=below > 0.0)
    return ratios


def _signed(ratios: Floats) -> Floats:
    """Return the last policy's ratio less the first's, or the ratio of the only one."""
    first: Floats = ratios[..., 0]
    if ratios.shape[-1] == 1:
        return first
    last: Floats = ratios[..., 1]
    return last - first
