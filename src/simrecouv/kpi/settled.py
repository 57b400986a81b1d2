"""The day on which an invoice is settled, as `weighted_days_to_pay` reads it.

An invoice is settled on the day of the last payment, or of the last thing let off, after which its
customer owes nothing; being sold to a factor or written off settles nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi.recovery import PAID_OR_GIVEN_UP
from simrecouv.ledger import Ledger
from simrecouv.units import TICKS_PER_DAY

#: What counts against what was paid.
_TAKEN_BACK = [kind for kind, sign in PAID_OR_GIVEN_UP.items() if sign < 0]


def settled_day(ledger: Ledger) -> NDArray[np.float64]:
    """Return the day on which the customer owes nothing more of each invoice, NaN if it never is.

    As `weighted_days_to_pay` reads it: whoever is paid, and also what the customer was let off.
    """
    rows = ledger.of_kind(*PAID_OR_GIVEN_UP)
    sign = np.where(np.isin(rows["kind"], _TAKEN_BACK), -1, 1)
    settled = np.zeros(ledger.invoices.gross_cents.size, dtype=np.int64)
    np.add.at(settled, rows["invoice"], sign * rows["amount_cents"])
    last = np.full(settled.size, np.nan)
    last[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY  # rows are in order: the last one stays
    return np.where(settled >= ledger.invoices.gross_cents, last, np.nan)
