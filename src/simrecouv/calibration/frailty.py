"""The spread between customers: one frailty variance, from customers with several invoices.

Two stages (Shih and Louis, 1995): the payment curve of each segment is taken as known, then the
variance that makes the invoices of one customer as alike as the ledger has them is found on a
grid. For a customer whose invoices have cumulated hazards H_i and hazards h_i (under the variance
v), D of them paid, the likelihood is Π h_i · Π_{j<D} (1 + v j) · (1 + v Σ H_i)^(−1/v − D).

The interval comes from a jackknife over tenths of the customers, both stages repeated: the invoices
of one customer are no independent witnesses.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.curves import curve_of
from simrecouv.scenario import Assumption

Floats = NDArray[np.float64]

#: A customer teaches something of the spread with this many invoices; so many of them are needed.
FEWEST_INVOICES, FEWEST_CUSTOMERS = 5, 200
#: Logarithms of the variances that are tried.
GRID = np.linspace(np.log(0.01), np.log(5.0), 60)
#: Groups of customers left out in turn, and the 97.5 % Student quantile of one group less.
N_GROUPS, STUDENT = 10, 2.262


def frailty_variance(rows: pd.DataFrame, assumed: Assumption) -> Assumption:
    """Estimate the frailty variance, or return the assumed one when too few customers repeat.

    Parameters
    ----------
    rows
        The frame of `simrecouv.calibration.curves.settlements`.
    assumed
        What is assumed otherwise.

    Returns
    -------
    Assumption
        With its 95 % interval and the source ``"measured"``, or `assumed` itself.
    """
    counts = rows["customer_id"].value_counts()
    repeated = counts.index[counts >= FEWEST_INVOICES]
    if len(repeated) < FEWEST_CUSTOMERS:
        return assumed
    group = pd.factorize(rows["customer_id"], sort=True)[0] % N_GROUPS
    without = [_log_variance(rows[group != k], repeated) for k in range(N_GROUPS)]
    half = STUDENT * np.std(without) * np.sqrt(N_GROUPS - 1.0)
    log_value = _log_variance(rows, repeated)
    low, value, high = (float(f"{np.exp(log_value + shift):.3g}") for shift in (-half, 0.0, half))
    return Assumption(value=value, low=low, high=high, source="measured")


def _log_variance(rows: pd.DataFrame, repeated: pd.Index[str]) -> float:
    """Logarithm of the most likely variance, between points of the grid by a parabola."""
    around, density = _curve_values(rows)
    kept = rows["customer_id"].isin(repeated).to_numpy()
    likelihood = _likelihood(rows[kept], around[kept], density[kept])
    best = int(np.argmax(likelihood))
    if best in (0, GRID.size - 1):
        return float(GRID[best])
    left, top, right = likelihood[best - 1 : best + 2]
    shift = 0.5 * (left - right) / (left - 2.0 * top + right)
    return float(GRID[best] + shift * (GRID[1] - GRID[0]))


def _curve_values(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """Share unpaid around each invoice's age (mid-step when paid), and the share paid that day."""
    around, density = np.ones(len(rows)), np.ones(len(rows))
    for places in rows.groupby("segment").indices.values():
        curve = curve_of(rows.iloc[places])
        age = rows["age"].to_numpy()[places] - curve.first_age
        after = curve.unpaid[age]
        before = np.concatenate([[1.0], curve.unpaid])[age]
        is_paid = rows["is_paid"].to_numpy(dtype=bool)[places]
        around[places] = np.where(is_paid, (before + after) / 2.0, after)
        density[places] = np.where(is_paid, before - after, 1.0)
    return np.maximum(around, 1e-12), density


def _likelihood(rows: pd.DataFrame, around: Floats, density: Floats) -> Floats:
    """Log-likelihood of each variance of the grid."""
    is_paid = rows["is_paid"].to_numpy(dtype=bool)
    customer, names = pd.factorize(rows["customer_id"])
    n_paid = np.bincount(customer, weights=is_paid, minlength=len(names))
    ranks = np.concatenate([np.arange(n) for n in n_paid.astype(np.int64).tolist()])
    logs = np.log(around)
    found = []
    for v in np.exp(GRID):
        total = np.bincount(customer, weights=np.expm1(-v * logs) / v, minlength=len(names))
        hazards = np.log(density[is_paid]).sum() - (v + 1.0) * logs[is_paid].sum()
        alike = np.log1p(v * ranks).sum()
        found.append(hazards + alike - ((1.0 / v + n_paid) * np.log1p(v * total)).sum())
    return np.array(found)
