"""Do the months that follow pay as those that were fitted? A scan with a stated false-alarm rate.

For one age, the share of each monthly cohort paid by that age is standardised,

    z_m = (p_m − μ) / √(τ² + μ(1 − μ)/n_m),

where μ is the mean of the fitted months and τ² the variance between them that chance alone does not
explain (Paule and Mandel, 1982: the value that makes Σ z_m² equal its expectation). Months differ
by more than chance: seasons, letters sent in batches, customers with several cases. The statistic
at month k is the largest mean of the last 3, 6 or 12 z, minus the fitted mean, over its standard
error as if months were independent. One odd month is no break.

**Threshold.** Months are not independent either, and there are many looks. So the same statistic is
computed on months that nothing ever changed: autoregressive of order 1, as many fitted and
watched, mean and scale estimated again each time. M months do not tell the correlation well: it is
that of the fitted months, corrected for its bias (Kendall, 1954), plus one standard error 1/√M, and
drawn around that with this error. The threshold is the quantile of the largest statistic of a whole
watch; the rate that is asked for is shared equally between the ages (Bonferroni).

The rate holds for stationary months, gaussian once standardised, whose correlation is not extreme:
of 1,000 simulated watches of 24 months after 24 at one age and 5 %, 2.8 % gave an alarm at a
correlation of 0.4 and 6.4 % at 0.7 (without the standard error: 7.7 % and 12.3 %). It is an upper
bound: ages resemble each other, so that 120 whole watches at 10 % gave no alarm at a correlation of
0 and 3 at 0.3. The price is power: 12 fitted months tell only a large break.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from simrecouv.world.addressing import name_word, uniform

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Months that are averaged at a look.
WINDOWS = (3, 6, 12)
#: Histories without a break that give a threshold.
HISTORIES = 2000
#: Correlation of successive months that is never exceeded.
LARGEST_CORRELATION = 0.95
_KEY = name_word("histories of months without a break")


class Scan(NamedTuple):
    """A scan at one age.

    `level` is the mean of the fitted months; each watched month has its standardised difference,
    and the largest statistic of the windows that end there.
    """

    level: float
    z: Floats
    statistic: Floats
    threshold: float
    n_fitted: int

    @property
    def alarms(self) -> NDArray[np.bool_]:
        """Whether the statistic of each watched month passes the threshold."""
        return np.asarray(np.abs(self.statistic) > self.threshold)

    def start(self, place: int) -> int:
        """Date the break that a month tells: the start of the window whose statistic is largest.

        Any number of months up to that month is tried.
        """
        width = np.arange(place + 1, 0, -1)
        mean = np.cumsum(self.z[place::-1])[::-1] / width
        return int(np.argmax(np.abs(mean) / np.sqrt(1.0 / width + 1.0 / self.n_fitted)))


def scan_months(
    shares: Floats, cases: Ints, place: Ints, n_fitted: int, false_alarm: float
) -> Scan:
    """Scan the months after the fitted ones.

    Parameters
    ----------
    shares, cases : (months,)
        Share paid by the age, and number of cases; fitted months first.
    place : (months,)
        Calendar place of each month: months may be missing.
    n_fitted
        Months that are fitted, at least 2.
    false_alarm
        Probability that a watch of this length, at this age, ever passes the threshold though
        nothing changed.
    """
    level, variance = _between(shares[:n_fitted], cases[:n_fitted])
    z = (shares - level) / np.sqrt(variance + level * (1.0 - level) / cases)
    fitted = z[:n_fitted] - z[:n_fitted].mean()
    # Months closer to each other than chance allows are no reason for a stricter watch.
    scale = max(float(fitted.std(ddof=1)), 1.0)
    difference = (z[n_fitted:] - z[:n_fitted].mean()) / scale
    statistic = _statistics(difference, n_fitted)
    threshold = _threshold(place, n_fitted, _correlation(fitted), false_alarm)
    return Scan(level, difference, statistic, threshold, n_fitted)


def _between(shares: Floats, cases: Ints) -> tuple[float, float]:
    """Mean of months and variance between them, beyond chance (Paule and Mandel)."""

    def excess(variance: float) -> tuple[float, float]:
        level = pooled
        for _ in range(10):  # the mean and its weights depend on each other
            weights = 1.0 / (variance + level * (1.0 - level) / cases)
            level = float((weights * shares).sum() / weights.sum())
            level = min(max(level, floor), 1.0 - floor)
        return float((weights * (shares - level) ** 2).sum()) - (shares.size - 1), level

    # Where nobody or everybody is paid, one half of a case keeps the chance above 0.
    floor = 0.5 / float(cases.sum() + 1)
    pooled = min(max(float(np.average(shares, weights=cases)), floor), 1.0 - floor)
    low, high = 0.0, 1.0
    if excess(low)[0] <= 0.0:
        return excess(low)[1], low
    for _ in range(50):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if excess(middle)[0] > 0.0 else (low, middle)
    return excess(high)[1], high


def _correlation(centred: Floats) -> float:
    """Correlation of successive months, its bias corrected, plus one standard error."""
    total = float((centred**2).sum())
    found = float((centred[1:] * centred[:-1]).sum()) / total if total > 0.0 else 0.0
    return found + (1.0 + 3.0 * found) / centred.size + float(1.0 / np.sqrt(centred.size))


def _statistics(difference: Floats, n_fitted: int) -> Floats:
    """Largest statistic of the windows that end at each month, with its sign."""
    n = difference.shape[-1]
    best = np.zeros_like(difference)
    total = np.concatenate([np.zeros((*difference.shape[:-1], 1)), difference.cumsum(-1)], axis=-1)
    for width in [w for w in WINDOWS if w <= n] or [n]:
        mean = (total[..., width:] - total[..., :-width]) / width
        value = mean / np.sqrt(1.0 / width + 1.0 / n_fitted)
        larger = np.abs(value) > np.abs(best[..., width - 1 :])
        best[..., width - 1 :] = np.where(larger, value, best[..., width - 1 :])
    return best


def _threshold(place: Ints, n_fitted: int, correlation: float, false_alarm: float) -> float:
    months = _unchanged(place - place[0], correlation, n_fitted)
    fitted = months[:, :n_fitted]
    mean, scale = fitted.mean(-1, keepdims=True), fitted.std(-1, ddof=1, keepdims=True)
    statistic = _statistics((months[:, n_fitted:] - mean) / scale, n_fitted)
    return float(np.quantile(np.abs(statistic).max(-1), 1.0 - false_alarm))


def _unchanged(place: Ints, correlation: float, n_fitted: int) -> Floats:
    """Draw histories of months that nothing changed, at some calendar places."""
    history = np.arange(HISTORIES, dtype=np.uint64)[:, None]
    month = np.arange(int(place[-1]) + 2, dtype=np.uint64)[None, :]
    drawn = special.ndtri(uniform(_KEY, history, month))
    r = np.clip(correlation + drawn[:, -1] / np.sqrt(n_fitted), 0.0, LARGEST_CORRELATION)
    months = drawn[:, :-1]
    for k in range(1, months.shape[1]):
        months[:, k] = r * months[:, k - 1] + np.sqrt(1.0 - r**2) * months[:, k]
    found: Floats = months[:, place]
    return found
