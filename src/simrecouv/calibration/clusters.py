"""Whether counts are uneven, when the invoices of one customer go together.

A customer who always pays on Tuesdays brings one habit, not forty payments. Pearson's chi-square is
therefore divided by the mean design effect of its cells (Rao and Scott's first correction), the
variance of each cell's count being that between customers; few customers widen it once more, by
the F law. The design effect is never taken below 1, that of independent counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Unevenness(NamedTuple):
    """How far counts are from expected ones, in units of what chance gives.

    `ratio` is about 1 where they agree; `p_value` is the chance of as much or more; `signal` is the
    share of the squared distance that chance does not explain, 0 to 1.
    """

    ratio: float
    design_effect: float
    p_value: float

    @property
    def signal(self) -> float:
        """Share of the squared distance from the expected counts that is no noise."""
        return max(0.0, 1.0 - 1.0 / self.ratio) if self.ratio > 0.0 else 0.0


def unevenness(cluster: Ints, cell: Ints, expected: Floats) -> Unevenness:
    """Compare the shares of some cells with expected ones, rows being clustered.

    Parameters
    ----------
    cluster
        Number of the customer of each row.
    cell
        Cell of each row, from 0.
    expected
        Expected share of each cell; cells of share 0 are left out, with their rows.

    Examples
    --------
    Ten customers, each with ten payments on its own weekday, two customers per weekday: even.

    >>> customer = np.repeat(np.arange(10), 10)
    >>> unevenness(customer, customer % 5, np.full(5, 0.2)).p_value
    1.0
    """
    from scipy.special import fdtrc

    possible = expected > 0.0
    kept = possible[cell]
    place = np.cumsum(possible) - 1
    shares = expected[possible] / expected[possible].sum()
    table = _table(cluster[kept], place[cell[kept]], shares.size)
    n, customers, freedom = table.sum(), table.shape[0], shares.size - 1
    if customers < 2 or freedom < 1:
        return Unevenness(0.0, 1.0, 1.0)
    found = table.sum(axis=0)
    statistic = float(((found - n * shares) ** 2 / (n * shares)).sum())
    residual = table - table.sum(axis=1, keepdims=True) * (found / n)
    between = (residual**2).sum(axis=0) * customers / (customers - 1)
    effect = max(float((between / (n * shares)).sum()) / freedom, 1.0)
    ratio = statistic / freedom / effect
    return Unevenness(ratio, effect, float(fdtrc(freedom, freedom * (customers - 1), ratio)))


def _table(cluster: Ints, cell: Ints, cells: int) -> Floats:
    """Count the rows of each cluster in each cell."""
    _, number = np.unique(cluster, return_inverse=True)
    size = int(number.max(initial=-1)) + 1
    counts = np.bincount(number * cells + cell, minlength=size * cells)
    return counts.reshape(size, cells).astype(np.float64)
