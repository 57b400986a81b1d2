"""Inverse distribution functions: every law is a function of one uniform.

Rejection samplers would break common random numbers (a small change of a parameter reshuffles
everything), so nothing here draws: it maps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from simrecouv.scenario.portfolio import Lognormal, Quantiles

Floats = NDArray[np.float64]

#: Below this a spread is no spread: the law's quantiles are no longer computed.
LEAST_VARIANCE = 1e-9

#: Patience of who never leaves [points × days].
MOST_PATIENCE = 10**12


def exponential(u: Floats) -> Floats:
    """Map uniforms to an exponential law of mean 1."""
    return -np.log1p(-u)


def gamma_mean_one(u: Floats, variance: float) -> Floats:
    """Map uniforms to a gamma law of mean 1 and given variance; all ones where it is nothing."""
    if variance < LEAST_VARIANCE:
        return np.ones_like(u)
    shape = 1.0 / variance
    return np.asarray(special.gammaincinv(shape, u) / shape, dtype=np.float64)


def gamma_given(u: Floats, shape: Floats, rate: Floats) -> Floats:
    """Map uniforms to gamma laws of given shapes and rates, one each."""
    return np.asarray(special.gammaincinv(shape, u) / rate, dtype=np.float64)


def lognormal(u: Floats, median: float, sigma: float) -> Floats:
    """Map uniforms to a lognormal law."""
    return median * np.exp(sigma * np.asarray(special.ndtri(u)))


def amount_cents(u: Floats, law: Lognormal | Quantiles) -> NDArray[np.int64]:
    """Map uniforms to amounts excl. VAT [cents], from one cent to a billion euros."""
    if isinstance(law, Lognormal):
        amounts = lognormal(u, law.median_eur, law.sigma)
    else:
        known = np.asarray(law.values_eur)
        amounts = np.interp(u, np.linspace(0.0, 1.0, known.size), known)
    cents = np.floor(np.clip(amounts, 0.01, 1e9) * 100.0 + 0.5)
    return np.asarray(cents, dtype=np.int64)


def category(u: Floats, shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Map uniforms to categories; rounding beyond the last share falls on the last category."""
    last_used = int(np.flatnonzero(shares)[-1])
    found: NDArray[np.int64] = np.searchsorted(np.cumsum(shares), u, side="right").astype(np.int64)
    return np.minimum(found, last_used)


def own_category(u: Floats, shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Map uniforms to categories whose shares differ from row to row."""
    found: NDArray[np.int64] = (u[:, None] >= np.cumsum(shares, axis=1)).sum(axis=1)
    last_used = shares.shape[1] - 1 - (shares[:, ::-1] > 0.0).argmax(axis=1)
    return np.asarray(np.minimum(found, last_used), dtype=np.int64)


def scores(u: Floats, mean: NDArray[np.int64], sigma: float) -> NDArray[np.int32]:
    """Map uniforms to credit scores, whole points from 0 to 100 = safest."""
    drawn = np.floor(mean + sigma * np.asarray(special.ndtri(u)) + 0.5)
    return np.clip(drawn, 0.0, 100.0).astype(np.int32)


def patience_days(u: Floats, median: Floats, sigma: float) -> NDArray[np.int64]:
    """Map uniforms to patience [points × days of healing]; no end of it where the median is 0."""
    days = np.floor(median * lognormal(u, 1.0, sigma) + 0.5)
    drawn = np.clip(days, 1.0, float(MOST_PATIENCE)).astype(np.int64)
    return np.where(median > 0.0, drawn, MOST_PATIENCE)
