"""Who takes a discount and who pays late charges, in one world: sums by group of customers.

An invoice has the same number under every policy of a world: what a policy changes is read invoice
by invoice against the baseline, same customer, same luck. Invoices are those of the measured year.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.kpi.books import Books
from simrecouv.kpi.days import Int64s
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import Kind

#: What customers are grouped by.
By = Literal["segment", "profile"]


def discounts_by_group(
    ours: Ledger, base: Ledger, within_days: int, finance: Finance, by: By
) -> pd.DataFrame:
    """Sum up the discounts that a policy grants, and how much sooner they bring the money.

    Parameters
    ----------
    ours, base
        The ledgers of the policy and of the baseline, on one world.
    within_days
        [days] From issue to the deadline of the discount.

    Returns
    -------
    DataFrame
        One row per group: invoices and taken (numbers of invoices); granted (excl. VAT), given
        and received (incl. VAT) [EUR]; euro_days, what is received times the days gained on the
        baseline; anyway, how many of those taken come as early under the baseline.
    """
    books = Books(ours, finance)
    given = _by_invoice(ours, Kind.DISCOUNT)
    taken = books.is_cohort & (given > 0)
    gross, net = books.gross, books.net
    gained = np.where(taken, _paid_on(base) - _paid_on(ours), 0)
    early = ours.invoices.issue_day + within_days
    invoices = pd.DataFrame(
        {
            "group": _groups(ours, by)[ours.invoices.customer],
            "invoices": books.is_cohort,
            "taken": taken,
            "granted": np.where(taken, given * net / np.maximum(gross, 1), 0.0) / 100.0,
            "given": np.where(taken, given, 0) / 100.0,
            "received": np.where(taken, gross - given, 0) / 100.0,
            "euro_days": np.where(taken, gross - given, 0) / 100.0 * gained,
            "anyway": taken & (_paid_on(base) <= early),
        }
    )
    return invoices.groupby("group").sum()


def charges_by_group(ours: Ledger, base: Ledger, finance: Finance, by: By) -> pd.DataFrame:
    """Sum up the late charges that a policy bills, and the customers that it loses.

    Parameters
    ----------
    ours, base
        The ledgers of the policy and of the baseline, on one world.

    Returns
    -------
    DataFrame
        One row per group: invoices and charged (numbers of invoices), billed and received [EUR],
        left (customers who left in the first year, less those who leave under the baseline).
    """
    books = Books(ours, finance)
    billed = _by_invoice(ours, Kind.INTEREST, Kind.FEE)
    received = _by_invoice(ours, Kind.CHARGES_RECEIVED)
    mine, group = books.is_cohort, _groups(ours, by)
    invoices = pd.DataFrame(
        {
            "group": group[ours.invoices.customer],
            "invoices": mine,
            "charged": mine & (billed > 0),
            "billed": np.where(mine, billed, 0) / 100.0,
            "received": np.where(mine, received, 0) / 100.0,
            "left": 0,
        }
    )
    leavers = pd.DataFrame({"group": group, "left": _lost(ours) - _lost(base)})
    return pd.concat([invoices, leavers]).fillna(0).groupby("group").sum()


def _by_invoice(ledger: Ledger, *kinds: Kind) -> Int64s:
    """Sum the amounts of some kinds by invoice [cents]."""
    rows = ledger.of_kind(*kinds)
    sums = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    np.add.at(sums, rows["invoice"], rows["amount_cents"])
    return sums


def _paid_on(ledger: Ledger) -> Int64s:
    """Return the day of the last payment of each invoice; the last day where none came."""
    day = np.full(ledger.invoices.customer.size, ledger.end_day, dtype=np.int64)
    is_paid = ledger.events["kind"] == Kind.RECEIVED
    day[ledger.events["invoice"][is_paid]] = ledger.day[is_paid]
    return day


def _lost(ledger: Ledger) -> Int64s:
    """Tell which customers left in the first year."""
    is_lost = ledger.events["kind"] == Kind.CUSTOMER_LOST
    is_lost &= (ledger.day >= 0) & (ledger.day < ledger.cohort_days)
    lost = np.zeros(ledger.customer_segment.size, dtype=np.int64)
    lost[ledger.events["customer"][is_lost]] = 1
    return lost


def _groups(ledger: Ledger, by: By) -> NDArray[np.object_]:
    """Name the group of each customer."""
    names, numbers = (
        (ledger.segments, ledger.customer_segment)
        if by == "segment"
        else (ledger.profiles, ledger.customer_profile)
    )
    return np.array(names, dtype=object)[numbers]
