"""One customer apart: its own ledger, which every KPI reads as it reads that of the company.

What belongs to no customer stays out: the days of the desk and what prevention costs. So the sums
of all customers, and those two, make the sums of the company.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import StudyError
from simrecouv.kpi.books import Books
from simrecouv.kpi.days import Bools
from simrecouv.kpi.recovery import PAID_OR_GIVEN_UP
from simrecouv.ledger import NO_DAY, Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR


def ledger_of_customer(ledger: Ledger, customer: int) -> Ledger:
    """Keep the events and the orders of one customer; numbers of invoices stay the same.

    Raises
    ------
    StudyError
        If nobody has that number.
    """
    n_customers = ledger.customer_profile.size
    if not 0 <= customer < n_customers:
        raise StudyError(f"no customer {customer!r}: numbers run from 0 to {n_customers - 1}")
    facts = ledger.invoices
    is_own = facts.customer == customer
    own = replace(
        facts,
        order_day=_only(facts.order_day, is_own),
        issue_day=_only(facts.issue_day, is_own),
        due_day=_only(facts.due_day, is_own),
    )
    events = ledger.events[ledger.events["customer"] == customer]
    return replace(ledger, events=events, invoices=own)


def _only(days: NDArray[np.int32], is_own: Bools) -> NDArray[np.int32]:
    """Keep the days of some orders; the others were never invoiced."""
    return np.where(is_own, days, np.int32(NO_DAY))


def days_by_invoice(ledger: Ledger, finance: Finance) -> pd.DataFrame:
    """Lay out `weighted_days_to_pay` invoice by invoice, as one would by hand.

    Returns
    -------
    DataFrame
        One row per invoice of the measured year: invoice, issue_day, due_day [days], amount_eur
        [EUR, incl. VAT], days (from issue to payment, weighted where it comes in parts; what is
        unpaid a year past due counts until then), euro_days (their product). The sum of the
        products over the sum of the amounts is `weighted_days_to_pay`.
    """
    books = Books(ledger, finance)
    mine = books.cohort
    paid = books.moves(PAID_OR_GIVEN_UP)
    age = paid.day - books.due[paid.invoice]
    in_time = paid.only(age <= DAYS_PER_YEAR)
    late = books.by_invoice(in_time.invoice, in_time.amount_cents * age[age <= DAYS_PER_YEAR])
    left = books.gross - books.by_invoice(in_time.invoice, in_time.amount_cents)
    terms = books.gross * (books.due - books.issue)
    cent_days = (late + left * DAYS_PER_YEAR + terms)[mine]
    gross = books.gross[mine]
    return pd.DataFrame(
        {
            "invoice": mine,
            "issue_day": books.issue[mine],
            "due_day": books.due[mine],
            "amount_eur": gross / 100.0,
            "days": cent_days / gross,
            "euro_days": cent_days / 100.0,
        }
    )
