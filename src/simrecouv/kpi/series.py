"""Sums of cents as integers, and daily series that come later."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Int64s = NDArray[np.int64]


def whole(amount: NDArray[Any]) -> Int64s:
    """Return sums of whole cents, held as floats by ``bincount``, as integers."""
    return amount.astype(np.int64)


def rounded(amount: NDArray[Any]) -> Int64s:
    """Round amounts to cents, halves up, as `simrecouv.units.round_cents` does."""
    halves_up = amount + 0.5
    return np.floor(halves_up, out=halves_up).astype(np.int64)


def delayed(daily: Int64s, days: int) -> Int64s:
    """Return a daily series some days later; its last entry holds what comes after the others.

    >>> delayed(np.array([[5, 6, 7, 8]]), 2).tolist()
    [[0, 0, 5, 21]]
    """
    kept = max(daily.shape[-1] - days, 0)
    later = np.zeros_like(daily)
    later[..., days:] = daily[..., :kept]
    later[..., -1] += daily[..., kept:].sum(axis=-1)
    return later
