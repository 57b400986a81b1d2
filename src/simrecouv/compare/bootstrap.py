"""The studentised bootstrap: intervals of means that rare, large events drive.

Student's interval supposes that a mean and its standard error are independent. Where a few large
losses make both, it misses them on one side. The bootstrap-t (Efron and Tibshirani, 1993, chapter
12) asks the sample itself how far such a mean strays, in standard errors: it resamples the
replications, and reads both ends off the ratios (mean* - mean) / error*.

Resampling is luck of its own, addressed by the number of replications: the same figures give the
same interval, and all KPIs are resampled alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simrecouv.estimation import Floats
from simrecouv.world.addressing import absorb, name_word, uniform

#: Resamples: one less than a round number, so that usual levels fall on one of them.
RESAMPLES = 1_999
#: Counts held at once.
AT_ONCE = 2_000_000
#: Spread of a resample, as a share of the sample's own [mean squares], that is rounding alone.
_ROUNDING = 1e-12
_KEY = name_word("bootstrap-t")


def bootstrap_t(values: Floats, confidence: float) -> tuple[float, float]:
    """Return the ends of the studentised bootstrap interval of a mean.

    Parameters
    ----------
    values : (replications,)
        Finite; at least two.
    confidence
        Coverage aimed at, two-sided with equal tails.

    Returns
    -------
    low, high
        Both the mean where nothing varies.

    Examples
    --------
    Large losses are on the right: so is the longer side of the interval.

    >>> losses = np.exp(np.linspace(-3.0, 3.0, 101))
    >>> low, high = bootstrap_t(losses, 0.95)
    >>> bool(high - losses.mean() > losses.mean() - low > 0.0)
    True
    """
    n, mean = len(values), float(values.mean())
    error = float(values.std(ddof=1)) / np.sqrt(n)
    strays = np.concatenate(list(_strays(values - mean)))
    tail = (1.0 - confidence) / 2.0
    below, above = np.quantile(strays, [tail, 1.0 - tail], method="weibull")
    return float(mean - above * error), float(mean - below * error)


def _strays(centred: Floats) -> Iterator[Floats]:
    """Return how far the means of resamples are from zero, in their own standard errors.

    A resample of one value over and over has none: it does not stray.
    """
    n, least = len(centred), _ROUNDING * float(np.mean(centred**2))
    each = max(1, AT_ONCE // n)
    for first in range(0, RESAMPLES, each):
        counts = _counts(n, first, min(each, RESAMPLES - first))
        mean = counts @ centred / n
        spread = counts @ centred**2 / n - mean**2
        varies = spread > least
        error = np.sqrt(np.where(varies, spread, 1.0) / (n - 1))
        yield np.where(varies, mean / error, 0.0)


def _counts(n: int, first: int, rows: int) -> Floats:
    """Count how many times each resample, from `first` on, holds each replication."""
    index = np.arange(first * n, (first + rows) * n, dtype=np.uint64)
    drawn = (uniform(absorb(_KEY, n), 0, index) * n).astype(np.int64)
    place = drawn + np.repeat(np.arange(rows) * n, n)
    return np.bincount(place, minlength=rows * n).reshape(rows, n).astype(np.float64)
