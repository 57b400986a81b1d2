"""What segments are worth: how differently their invoices are paid, against chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.seasons import issued_since
from simrecouv.calibration.settled import settlements
from simrecouv.intake import RealLedger
from simrecouv.vocabulary import Ending

Bools = NDArray[np.bool_]

#: [days past due] Every compared invoice is followed up to this age; later payments count as it.
FOLLOWED_DAYS = 90
#: Endings that tell when an invoice was paid, or that it was not.
TOLD = (Ending.PAID.value, Ending.OPEN.value, Ending.WRITTEN_OFF.value)


def days_to_pay(ledger: RealLedger) -> pd.DataFrame:
    """Measure each invoice that is old enough, late payments counting as `FOLLOWED_DAYS`.

    Returns
    -------
    DataFrame
        days_to_pay and days_past_due [days]; NaN for invoices due less than `FOLLOWED_DAYS` before
        the ledger's last day, cancelled, or issued before payments are recorded.
    """
    rows, invoices = settlements(ledger), ledger.invoices
    old = invoices["due_date"] + pd.Timedelta(days=FOLLOWED_DAYS) <= pd.Timestamp(ledger.as_of)
    told = old.to_numpy() & issued_since(ledger) & rows["ending"].isin(TOLD).to_numpy()
    age = rows["age"].where(rows["is_paid"], FOLLOWED_DAYS).clip(upper=FOLLOWED_DAYS)
    terms = (invoices["due_date"] - invoices["issue_date"]).dt.days
    frame = pd.DataFrame({"days_to_pay": age + terms, "days_past_due": age}, dtype=np.float64)
    return frame.where(np.column_stack([told, told]))


def evidence_of(invoices: pd.DataFrame, lateness: pd.DataFrame, unseen: Bools) -> pd.DataFrame:
    """Describe the segments of some invoices: the frame of `ProposedSegments`.

    Parameters
    ----------
    lateness
        The frame of `days_to_pay`.
    unseen
        Invoices that the segments were not made from.
    """
    by_segment = invoices.groupby("segment")
    measured = lateness[unseen & lateness["days_to_pay"].notna().to_numpy()]
    names = invoices["segment"].reindex(measured.index)
    explained, chance = explained_variance(
        measured["days_to_pay"], names, invoices["customer_id"].reindex(measured.index)
    )
    frame = pd.DataFrame(
        {
            "customers": by_segment["customer_id"].nunique(),
            "invoices": by_segment.size(),
            "sales_eur": by_segment["amount_cents"].sum() / 100.0,
            "measured": names.value_counts(),
            "days_beyond_terms": measured["days_past_due"].groupby(names).mean(),
        }
    ).fillna({"measured": 0})
    told = frame.assign(explained=explained, explained_by_chance=chance)
    return told.astype({"measured": "int64"}).rename_axis("segment").reset_index()


def explained_variance(
    value: pd.Series[float], segment: pd.Series[str], customer: pd.Series[str]
) -> tuple[float, float]:
    """Share of a variance that lies between segments, and what chance alone would put there.

    With T_c the sum of a customer's distances from its segment's mean, N_s the invoices of a
    segment and N all of them, the sum of squares between segments without meaning has the mean
    Σ_s Σ_{c in s} T_c² / N_s − Σ_c T_c² / N, whatever the invoices of one customer have in common.

    NaN where there is nothing to compare.

    Examples
    --------
    >>> days = pd.Series([10.0, 10.0, 30.0, 30.0])
    >>> explained_variance(days, pd.Series(list("aabb")), pd.Series(list("uvwx")))
    (1.0, 0.0)
    """
    if value.empty:
        return float("nan"), float("nan")
    total = float(((value - value.mean()) ** 2).sum())
    if total == 0.0 or segment.nunique() < 2:
        return 0.0, 0.0
    means = value.groupby(segment).transform("mean")
    between = float(((means - value.mean()) ** 2).sum())
    sums = (value - means).groupby([segment, customer]).sum() ** 2
    noise = sums.groupby(level=0).sum() / segment.value_counts()
    chance = float(noise.sum()) - float(sums.sum()) / value.size
    return between / total, chance / total
