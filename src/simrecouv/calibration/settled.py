"""What became of each invoice of a real ledger: paid and when, or why it is not known to be.

An invoice is paid on the first day since which money, discounts, credit notes and other entries
have covered it. What accounting writes off is not paid: nobody knows what came afterwards, so the
invoice leaves the count on that day. So does one that credit notes alone cancelled. One that was
covered before it was issued is a sale for cash: it was never owed. One that was settled before the
ledger records payments should not be in it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake import RealLedger
from simrecouv.units import NEVER
from simrecouv.vocabulary import Ending, Settling

Ints = NDArray[np.int64]

#: Entry of an invoice that is not truncated: before any age.
ALWAYS = -100_000
#: Endings that leave no trace in a payment curve.
LEFT_OUT = (Ending.CASH_SALE.value, Ending.UNSEEN.value)


def settlements(ledger: RealLedger) -> pd.DataFrame:
    """Reduce each invoice to when it left the books, or that it is still there.

    Returns
    -------
    DataFrame
        segment; customer_id; entry_age [days past due] from which it is observed, `ALWAYS` but for
        an invoice issued before payments were recorded; age [days past due] on the day it was paid,
        or of the last news of it; is_paid; ending (a `simrecouv.vocabulary.Ending`). One row per
        invoice, in the order of the ledger.
    """
    invoices = ledger.invoices
    issue, due = _days(invoices["issue_date"]), _days(invoices["due_date"])
    covered, cash_cents, lost = _covered(ledger)
    last = int(np.datetime64(ledger.as_of, "D").astype(np.int64))
    ending = np.full(len(invoices), Ending.OPEN.value, dtype=object)
    ending[covered < NEVER] = Ending.PAID.value
    ending[(covered < NEVER) & (cash_cents <= 0)] = Ending.CANCELLED.value
    ending[covered < issue] = Ending.CASH_SALE.value
    ending[(lost < NEVER) & (lost <= covered)] = Ending.WRITTEN_OFF.value
    left = np.minimum(np.minimum(covered, lost), last)
    entry_age = np.full(len(invoices), ALWAYS)
    if ledger.observed_from is not None:
        since = int(np.datetime64(ledger.observed_from, "D").astype(np.int64))
        entry_age[issue < since] = (since - due)[issue < since]
        ending[(issue < since) & (left < since)] = Ending.UNSEEN.value
    return pd.DataFrame(
        {
            "segment": invoices["segment"],
            "customer_id": invoices["customer_id"],
            "entry_age": entry_age,
            "age": left - due,
            "is_paid": ending == Ending.PAID.value,
            "ending": pd.Series(ending, index=invoices.index, dtype="str"),
        }
    )


def followed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `settlements` that a payment curve is made of."""
    return rows[~rows["ending"].isin(LEFT_OUT)]


def _covered(ledger: RealLedger) -> tuple[Ints, Ints, Ints]:
    """Find the day each invoice is covered for good, its money [cents], the day it is given up."""
    invoices, payments = ledger.invoices, ledger.payments
    place = pd.Index(invoices["invoice_id"]).get_indexer(payments["invoice_id"])
    day, cents = _days(payments["paid_date"]), payments["amount_cents"].to_numpy(dtype=np.int64)
    kind = payments["kind"].to_numpy()
    is_loss = kind == Settling.WRITTEN_OFF.value
    lost = np.full(len(invoices), NEVER)
    np.minimum.at(lost, place[is_loss], day[is_loss])
    is_money = ~is_loss & (kind != Settling.CREDIT_NOTE.value) & (kind != Settling.DISCOUNT.value)
    cash_cents = np.zeros(len(invoices), dtype=np.int64)
    np.add.at(cash_cents, place[is_money], cents[is_money])
    owed = invoices["amount_cents"].to_numpy(dtype=np.int64)
    covered = _covered_since(place[~is_loss], day[~is_loss], cents[~is_loss], owed)
    return covered, cash_cents, lost


def _covered_since(place: Ints, day: Ints, cents: Ints, owed: Ints) -> Ints:
    """Find the day since which entries cover each invoice without a break, else `NEVER`."""
    order = np.lexsort((day, place))
    place, day, cents = place[order], day[order], cents[order]
    total = np.cumsum(cents)
    opens = np.r_[True, place[1:] != place[:-1]][: place.size]
    before = np.repeat((total - cents)[opens], np.diff(np.r_[np.flatnonzero(opens), place.size]))
    closes_day = np.r_[(place[1:] != place[:-1]) | (day[1:] != day[:-1]), True][: place.size]
    place, day = place[closes_day], day[closes_day]
    covers = (total - before)[closes_day] >= owed[place]
    same = np.r_[False, place[1:] == place[:-1]][: place.size]
    begins = covers & ~(same & np.r_[False, covers[:-1]][: place.size])
    found, holds = np.full(owed.size, NEVER), np.zeros(owed.size, dtype=bool)
    found[place[begins]] = day[begins]  # of several, the last one stands
    holds[place] = covers
    return np.where(holds, found, NEVER)


def _days(dates: pd.Series) -> Ints:
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)
