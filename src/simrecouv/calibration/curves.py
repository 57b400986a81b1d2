"""Payment curves of a real ledger: the share still unpaid, by days past due (Kaplan-Meier).

Lateness is counted in calendar days on the date of the money. An invoice that is not wholly paid is
open on the ledger's last day and leaves the count there (right censoring). One that was issued
before payments were recorded is in the ledger only because it was still unpaid then: it enters the
count on that day (left truncation). No other is truncated: one that is not issued yet is unpaid, so
a curve starts at 1 for every length of terms.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.settled import followed, settlements
from simrecouv.intake import RealLedger

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Name of the whole ledger in a frame by segment.
WHOLE = ""
#: With open items, the curve is not trusted once fewer invoices than this are followed.
FEWEST_FOLLOWED = 10


class Curve(NamedTuple):
    """A Kaplan-Meier curve on consecutive days past due, from `first_age`.

    `at_risk` invoices enter the day unpaid, `paid` of them are paid on it, `unpaid` is the share
    left after it; `has_open` says whether some invoices were still open. Counts are whole numbers
    unless the customers weigh differently.
    """

    first_age: int
    at_risk: NDArray[Any]
    paid: NDArray[Any]
    unpaid: Floats
    has_open: bool

    @property
    def ages(self) -> Ints:
        """Days past due of each entry."""
        return self.first_age + np.arange(self.paid.size)

    @property
    def last_age(self) -> int:
        """The last day past due on which the curve can be trusted."""
        if not self.has_open:
            return int(self.ages[-1])
        enough = np.flatnonzero(self.at_risk >= FEWEST_FOLLOWED)
        return self.first_age + (int(enough[-1]) if enough.size else 0)

    @property
    def floor(self) -> float:
        """The least share unpaid that so many invoices can tell from zero."""
        return 0.5 / max(float(self.at_risk.max()), 1.0)

    def unpaid_at(self, age: int) -> float:
        """Share unpaid at the end of a day past due; its last value beyond the curve."""
        place = min(age - self.first_age, self.unpaid.size - 1)
        return 1.0 if place < 0 else float(self.unpaid[place])

    def at_risk_at(self, age: int) -> float:
        """Invoices that enter a day past due unpaid."""
        place = age - self.first_age
        if place >= self.at_risk.size:
            return 0.0
        return float(self.at_risk[max(place, 0)])


def unpaid_shares(at_risk: NDArray[Any], paid: NDArray[Any]) -> Floats:
    """Multiply the shares that are not paid on each day; days on which nobody is followed are one.

    Parameters
    ----------
    at_risk, paid : (..., days)
    """
    shares = np.divide(paid, at_risk, out=np.zeros(paid.shape), where=at_risk > 0)
    return np.asarray(np.cumprod(1.0 - shares, axis=-1))


def kaplan_meier(age: Ints, is_paid: NDArray[np.bool_], entry_age: Ints | None = None) -> Curve:
    """Estimate the share unpaid after each day past due.

    Parameters
    ----------
    age
        [days past due] Day of the last payment, or of the last news for an open invoice.
    is_paid
        Whether the invoice was wholly paid on that day.
    entry_age
        [days past due] First day on which the invoice is observed, unpaid when it begins; all are
        observed from the start if not given.

    Examples
    --------
    Four invoices: paid at 1, 2 and 2 days past due, one open at 2 days.

    >>> kaplan_meier(np.array([1, 2, 2, 2]), np.array([True, True, True, False])).unpaid.tolist()
    [0.75, 0.25]

    The second is observed from day 2 on: it tells nothing of day 1.

    >>> is_paid, entry_age = np.array([True, True, False]), np.array([0, 2, 0])
    >>> kaplan_meier(np.array([1, 2, 2]), is_paid, entry_age).unpaid.tolist()
    [0.5, 0.25]
    """
    first = int(age.min())
    entry = np.full(age.shape, first) if entry_age is None else np.clip(entry_age, first, age)
    left = np.bincount(age - first)
    paid = np.bincount((age - first)[is_paid], minlength=left.size)
    entered = np.bincount(entry - first, minlength=left.size)
    at_risk = np.cumsum(entered) - np.r_[0, np.cumsum(left)[:-1]]
    return Curve(first, at_risk, paid, unpaid_shares(at_risk, paid), not bool(is_paid.all()))


def curve_of(rows: pd.DataFrame) -> Curve:
    """Estimate the curve of some rows of `settlements`."""
    counted = followed(rows)
    age, entry = counted["age"].to_numpy(), counted["entry_age"].to_numpy()
    return kaplan_meier(age, counted["is_paid"].to_numpy(dtype=bool), entry)


def payment_curve(ledger: RealLedger) -> pd.DataFrame:
    """Return the payment curve of each segment of a ledger.

    Returns
    -------
    DataFrame
        segment, days_past_due, at_risk (invoices that enter the day unpaid), paid (on that day),
        unpaid_share (after it). One row per segment and day past due.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> curve = payment_curve(read_ledger(example_ledger_path()))
    >>> bool(curve["unpaid_share"].between(0.0, 1.0).all())
    True
    """
    frames = []
    for segment, rows in followed(settlements(ledger)).groupby("segment"):
        curve = curve_of(rows)
        frames.append(
            pd.DataFrame(
                {
                    "segment": str(segment),
                    "days_past_due": curve.ages,
                    "at_risk": curve.at_risk,
                    "paid": curve.paid,
                    "unpaid_share": curve.unpaid,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
