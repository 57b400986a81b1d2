"""Payment curves of a real ledger: the share still unpaid, by days past due (Kaplan-Meier).

Lateness is counted in calendar days on the date of the money. An invoice that is not wholly paid is
open on the ledger's last day and leaves the count there (right censoring). No invoice is truncated:
one that is not issued yet is unpaid, so a curve starts at 1 for every length of terms.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake import RealLedger

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: With open items, the curve is not trusted once fewer invoices than this are followed.
FEWEST_FOLLOWED = 10


class Curve(NamedTuple):
    """A Kaplan-Meier curve on consecutive days past due, from `first_age`.

    `at_risk` invoices enter the day unpaid, `paid` of them are paid on it, `unpaid` is the share
    left after it; `has_open` says whether some invoices were still open.
    """

    first_age: int
    at_risk: Ints
    paid: Ints
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

    def unpaid_at(self, age: int) -> float:
        """Share unpaid at the end of a day past due; its last value beyond the curve."""
        place = min(age - self.first_age, self.unpaid.size - 1)
        return 1.0 if place < 0 else float(self.unpaid[place])

    def at_risk_at(self, age: int) -> int:
        """Invoices that enter a day past due unpaid."""
        place = age - self.first_age
        if place >= self.at_risk.size:
            return 0
        return int(self.at_risk[max(place, 0)])


def settlements(ledger: RealLedger) -> pd.DataFrame:
    """Reduce each invoice to when it left the books, or that it is still there.

    Returns
    -------
    DataFrame
        segment, customer_id, age ([days past due] on the day of the last payment, or
        on the ledger's last day), is_paid. One row per invoice, in the order of the ledger.
    """
    invoices = ledger.invoices
    paid = ledger.payments.groupby("invoice_id").agg(
        last=("paid_date", "max"), total=("amount_cents", "sum")
    )
    joined = invoices.join(paid, on="invoice_id")
    is_paid = (joined["total"] >= joined["amount_cents"]).to_numpy()
    left = joined["last"].where(is_paid, pd.Timestamp(ledger.as_of))
    return pd.DataFrame(
        {
            "segment": invoices["segment"],
            "customer_id": invoices["customer_id"],
            "age": (left - invoices["due_date"]).dt.days,
            "is_paid": is_paid,
        }
    )


def kaplan_meier(age: Ints, is_paid: NDArray[np.bool_]) -> Curve:
    """Estimate the share unpaid after each day past due.

    Parameters
    ----------
    age
        [days past due] Day of the last payment, or of the last news for an open invoice.
    is_paid
        Whether the invoice was wholly paid on that day.

    Examples
    --------
    Four invoices: paid at 1, 2 and 2 days past due, one open at 2 days.

    >>> kaplan_meier(np.array([1, 2, 2, 2]), np.array([True, True, True, False])).unpaid.tolist()
    [0.75, 0.25]
    """
    first = int(age.min())
    left = np.bincount(age - first)
    paid = np.bincount((age - first)[is_paid], minlength=left.size)
    at_risk = age.size - np.concatenate([[0], np.cumsum(left)[:-1]])
    return Curve(first, at_risk, paid, np.cumprod(1.0 - paid / at_risk), not bool(is_paid.all()))


def curve_of(rows: pd.DataFrame) -> Curve:
    """Estimate the curve of some rows of `settlements`."""
    return kaplan_meier(rows["age"].to_numpy(), rows["is_paid"].to_numpy(dtype=bool))


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
    for segment, rows in settlements(ledger).groupby("segment"):
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
