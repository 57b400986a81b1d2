"""Disputed invoices of a real ledger: how many, and how much longer they take.

Disputed invoices are compared with the others of the same segment on their payment curves, so that
open items count for the time they have been open. The mean time is the area under a curve up to the
last day on which both can be trusted: what comes later is in neither.

The observed curve of a segment already holds its disputes. The payers of a calibrated scenario
therefore have none: they would count twice.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from simrecouv.calibration.curves import WHOLE, Curve, curve_of
from simrecouv.calibration.settled import followed, settlements
from simrecouv.intake import RealLedger

#: Invoices on either side that a comparison needs.
FEWEST_COMPARED = 10

COLUMNS = (
    "segment", "invoices", "disputed", "customers_disputed", "share", "late_disputed",
    "late_others", "median_disputed", "median_others", "extra_median", "extra_mean", "until",
)  # fmt: skip


def disputed_invoices(ledger: RealLedger) -> pd.DataFrame:
    """Compare disputed invoices with the others, for the whole ledger and by segment.

    Returns
    -------
    DataFrame
        segment (``""`` for the whole ledger); invoices; disputed (how many of them);
        customers_disputed (how many customers have one); share; late_disputed and late_others
        (share unpaid at the end of the due date); median_disputed and median_others [days past
        due]; extra_median and extra_mean [days] that disputed invoices take, the mean up to
        `until` [days past due]. NaN where fewer than `FEWEST_COMPARED` invoices are on a side, or
        where half of them is not paid yet. No dispute at all may mean that the ledger records none.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> int(disputed_invoices(read_ledger(example_ledger_path()))["disputed"].sum())
    0
    """
    rows = settlements(ledger).assign(disputed=ledger.invoices["disputed"].to_numpy(dtype=bool))
    rows = followed(rows)
    parts = [(WHOLE, rows), *((str(name), part) for name, part in rows.groupby("segment"))]
    return pd.DataFrame([_compared(name, part) for name, part in parts], columns=list(COLUMNS))


def _compared(name: str, rows: pd.DataFrame) -> tuple[object, ...]:
    disputed, others = rows[rows["disputed"]], rows[~rows["disputed"]]
    n, customers = len(disputed), int(disputed["customer_id"].nunique())
    head = (name, len(rows), n, customers, n / max(len(rows), 1))
    if min(n, len(others)) < FEWEST_COMPARED:
        return (*head, *(np.nan,) * (len(COLUMNS) - len(head)))
    one, other = curve_of(disputed), curve_of(others)
    until = _trusted(one, other)
    medians = median_age(one), median_age(other)
    extra = mean_age(one, until) - mean_age(other, until)
    late = one.unpaid_at(0), other.unpaid_at(0)
    return (*head, *late, *medians, medians[0] - medians[1], extra, float(until))


def _trusted(one: Curve, other: Curve) -> int:
    """Last day past due on which both curves can be trusted; one without open items always can."""
    ends = [curve.last_age for curve in (one, other) if curve.has_open]
    return min(ends) if ends else max(one.last_age, other.last_age)


def median_age(curve: Curve) -> float:
    """Day past due at whose end half of the invoices are paid; NaN if it is not reached.

    >>> from simrecouv.calibration.curves import kaplan_meier
    >>> median_age(kaplan_meier(np.array([1, 2, 9]), np.array([True, True, True])))
    2.0
    """
    reached = np.flatnonzero(curve.unpaid <= 0.5)
    return float(curve.first_age + reached[0]) if reached.size else float("nan")


def mean_age(curve: Curve, until: int) -> float:
    """Mean day past due of payment, later ones counting as `until`: the area under the curve.

    >>> from simrecouv.calibration.curves import kaplan_meier
    >>> mean_age(kaplan_meier(np.array([1, 2, 9]), np.array([True, True, True])), 9)
    4.0
    """
    before = curve.ages < until
    beyond = max(until - (curve.first_age + curve.paid.size), 0)
    area = float(curve.unpaid[before].sum()) + beyond * float(curve.unpaid[-1])
    return curve.first_age + area
