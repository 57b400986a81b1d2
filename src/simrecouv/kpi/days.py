"""Daily series of cents: summed by day and by month-end, those of the cohorts apart, or delayed.

They are indexed by ``day - first_day``; what falls due after the simulated days has the index
``n_days``, so that a series of ``n_days + 1`` entries loses nothing. Sums are exact: cents add up
without rounding below 2**53.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance

Bools = NDArray[np.bool_]
Int64s = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Days:
    """The simulated days of a ledger, run-in included.

    Attributes
    ----------
    ledger
        The events and the static facts of every invoice.
    finance
        Rates and delays of the creditor.
    """

    ledger: Ledger
    finance: Finance

    @property
    def n_days(self) -> int:
        """[days] Length of the simulation, run-in included."""
        return self.ledger.end_day - self.ledger.first_day

    def index(self, day: int) -> int:
        """Return the index of one simulated day."""
        return day - self.ledger.first_day

    def at(self, day: Int64s) -> Int64s:
        """Return the index of days in a daily series of ``n_days + 1`` entries."""
        index = day - self.ledger.first_day
        return np.minimum(index, self.n_days, out=index)

    @property
    def at_month_ends(self) -> Int64s:
        """Index of the 12 month-ends in a daily series."""
        return self.at(np.array(self.ledger.month_ends))

    def by_day(self, day: Int64s, amount: Int64s) -> Int64s:
        """Sum amounts by day, in ``n_days + 1`` entries."""
        return whole(np.bincount(self.at(day), weights=amount, minlength=self.n_days + 1))

    def by_month_end(self, day: Int64s, amount: Int64s) -> Int64s:
        """Sum the amounts of the days up to each month-end, its own included."""
        return np.cumsum(self.by_day(day, amount))[self.at_month_ends]

    def by_day_apart(self, day: Int64s, is_mine: Bools, amount: Int64s) -> Int64s:
        """Sum amounts by day, other invoices then the cohorts, shape (2, ``n_days + 1``)."""
        return self._apart(self._place(day, is_mine), amount)

    def _place(self, day: Int64s, is_mine: Bools) -> Int64s:
        return self.at(day) + is_mine * (self.n_days + 1)

    def _apart(self, place: Int64s, amount: Int64s) -> Int64s:
        width = self.n_days + 1
        return whole(np.bincount(place, weights=amount, minlength=2 * width)).reshape(2, width)


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
