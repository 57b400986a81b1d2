"""The portfolio of a real ledger: its segments, customers, orders, amounts and terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger
from simrecouv.scenario.base import as_name
from simrecouv.units import DAYS_PER_YEAR

#: Invoices a segment needs for a curve of its own; smaller segments are joined.
FEWEST_IN_SEGMENT = 30
#: [days] Shortest period of issue that tells a yearly rate of orders.
SHORTEST_PERIOD_DAYS = 90
#: Quantiles that state the law of amounts.
N_QUANTILES = 101
#: Longest terms that a scenario can state [days].
LONGEST_TERMS_DAYS = 180
#: Name of the joined small segments.
OTHERS = "autres"


def joined_segments(segment: pd.Series[str]) -> pd.Series[str]:
    """Join the smallest segments, until each has enough invoices for a curve of its own.

    Raises
    ------
    StudyError
        If the whole ledger has not enough.
    """
    if segment.size < FEWEST_IN_SEGMENT:
        raise StudyError(
            f"the ledger holds {segment.size} invoices, a payment curve needs {FEWEST_IN_SEGMENT}"
        )
    while segment.value_counts().min() < FEWEST_IN_SEGMENT:
        smallest = segment.value_counts(ascending=True).index[:2]
        segment = segment.where(~segment.isin(smallest), OTHERS)
    return segment


def segment_keys(segment: pd.Series[str]) -> dict[str, str]:
    """Give each segment a name that a scenario accepts: letters, digits, ``-`` and ``_``.

    >>> segment_keys(pd.Series(["Île-de-France", "391", "A/B", "A B"]))
    {'391': '391', 'A B': 'A-B', 'A/B': 'A-B-2', 'Île-de-France': 'Île-de-France'}
    """
    keys: dict[str, str] = {}
    for value in sorted(segment.unique()):
        key = stem = as_name(value, 24) or "segment"
        number = 1
        while key in keys.values():
            number += 1
            key = f"{stem}-{number}"
        keys[value] = key
    return keys


def period_days(ledger: RealLedger) -> int:
    """Days between the first and the last invoice, both included.

    Raises
    ------
    StudyError
        If the ledger is too short to tell a yearly rate of orders.
    """
    issued = ledger.invoices["issue_date"]
    days = int((issued.max() - issued.min()).days) + 1
    if days < SHORTEST_PERIOD_DAYS:
        raise StudyError(
            f"the invoices cover {days} days, a yearly rate of orders needs {SHORTEST_PERIOD_DAYS}"
        )
    return days


def segment_table(invoices: pd.DataFrame, days: int, vat_rate: float) -> dict[str, Any]:
    """State the invoices of one segment as plain scenario tables, payers apart.

    Parameters
    ----------
    invoices
        Rows of `RealLedger.invoices`.
    days
        [days] Period over which they were issued.
    vat_rate
        Taken off the amounts, which are incl. VAT.
    """
    customers = int(invoices["customer_id"].nunique())
    rate = len(invoices) / customers * DAYS_PER_YEAR / days
    return {
        "customers": customers,
        "orders_per_customer_per_year": float(f"{rate:.6g}"),
        "amount": {"law": "quantiles", "values_eur": _quantiles(invoices, vat_rate)},
        "terms": {"net_days": modal_terms(invoices)},
        "vat_rate": vat_rate,
        "payment_runs": {"daily": 1.0},
    }


def modal_terms(invoices: pd.DataFrame) -> int:
    """Most frequent number of days from issue to due; the shortest of equals."""
    terms = (invoices["due_date"] - invoices["issue_date"]).dt.days
    return min(int(terms.mode().iloc[0]), LONGEST_TERMS_DAYS)


def _quantiles(invoices: pd.DataFrame, vat_rate: float) -> list[float]:
    """Quantiles of the amounts excl. VAT [EUR]; the last one is set so that the mean is right.

    A straight line to the largest amount would give the last hundredth of the invoices far too
    much weight.
    """
    amounts = invoices["amount_cents"].to_numpy() / 100.0 / (1.0 + vat_rate)
    values = np.quantile(amounts, np.linspace(0.0, 1.0, N_QUANTILES))
    others = values.copy()
    others[-1] = 0.0
    values[-1] = 2.0 * (amounts.mean() * (N_QUANTILES - 1) - np.trapezoid(others))
    values[-1] = max(values[-1], values[-2])
    return [max(round(float(value), 2), 0.01) for value in values]
