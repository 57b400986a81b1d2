"""The interval of a share of customers who never pay, when few of them do not.

A customer who has paid nothing is either one of them, or slow: under the fitted curve it would have
paid nothing by now with a probability L. The likelihood of the share is that of a binomial count in
which the slow are counted for what they tell, (1 − π) for each customer who paid,
π + (1 − π) L for the others. With Jeffreys' prior its quantiles cover well for few customers, where
a standard error says little; where there is none, the exact upper end is taken (Brown, Cai and
DasGupta, 2001: the modified Jeffreys interval). How well the spread between customers is known is
averaged over.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.frailty import Likelihood, Spread
from simrecouv.estimation import CONFIDENCE

Floats = NDArray[np.float64]

#: Shares that are weighed, from less than one customer in a million on.
GRID = 1.0 / (1.0 + np.exp(-np.linspace(-15.0, 6.0, 1_500)))
#: Points by which the uncertain variance is averaged over.
NODES = 5


def share_interval(
    likelihood: Likelihood, spread: Spread, error: float, segment: int
) -> tuple[float, float]:
    """Return both ends of the interval of the share that never pays, in one segment.

    Parameters
    ----------
    error
        Standard error of the logarithm of the variance.
    """
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    mass = np.zeros(GRID.size)
    seen = likelihood.chances_of_nothing(spread, segment)
    is_none = _most_likely_share(*seen) < 0.5 / max(seen[1], 1.0)
    prior = 1.0 / (1.0 - GRID) if is_none else 1.0 / np.sqrt(GRID * (1.0 - GRID))
    for point, weight in zip(points, weights, strict=True):
        moved = spread._replace(log_variance=spread.log_variance + point * error)
        chances, n_paid, each = likelihood.chances_of_nothing(moved, segment)
        logs = _logs(chances, n_paid, each)
        density = np.exp(logs - logs.max()) * prior * np.gradient(GRID)
        mass += weight * density / density.sum()
    below = np.cumsum(mass) / mass.sum()
    tails = (0.5 - CONFIDENCE / 2.0, 0.5 + CONFIDENCE / 2.0)
    low, high = np.interp(tails, below, GRID)
    return (0.0 if is_none else float(low)), float(high)


def _most_likely_share(chances: Floats, n_paid: float, weight: Floats) -> float:
    return float(GRID[np.argmax(_logs(chances, n_paid, weight))])


def _logs(chances: Floats, n_paid: float, weight: Floats) -> Floats:
    """Log-likelihood of each share of the grid."""
    shares = GRID[:, None]
    nothing = np.log(shares + (1.0 - shares) * chances) @ weight
    return np.asarray(n_paid * np.log1p(-GRID) + nothing)
