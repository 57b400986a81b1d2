"""The scorecard: every column of `simrecouv.vocabulary.MEASURES`, from one ledger.

Columns are measured over the windows that `simrecouv.kpi.windows` states. A lever that no policy
pulls gives a true zero; a ratio of nothing is NaN.
"""

from __future__ import annotations

import math

import numpy as np

from simrecouv.errors import StudyError
from simrecouv.kpi.books import Books
from simrecouv.kpi.cash import npv_of_switch
from simrecouv.kpi.closings import Closing, month_closings
from simrecouv.kpi.dso import average_days_delinquent, best_possible_dso, dso_countback, dso_simple
from simrecouv.kpi.net_gain import bridge_of, paid_by_insurer, profit
from simrecouv.kpi.provisions import provisions_on
from simrecouv.kpi.ratios import mean_defined, ratio
from simrecouv.kpi.recovery import (
    collection_effectiveness_index,
    days_beyond_terms,
    placed_debts,
    recovery_rates,
    weighted_days_to_pay,
)
from simrecouv.kpi.relation import dispute_days, margin_lost
from simrecouv.kpi.rows import Rows
from simrecouv.kpi.signs import CASH
from simrecouv.kpi.treasury import treasury_of
from simrecouv.kpi.vat import unpaid_vat
from simrecouv.kpi.working_capital import bfr_cents, working_capital_days
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR, euros
from simrecouv.vocabulary import MEASURES, WRONG, Kind


def scorecard(ledger: Ledger, finance: Finance, baseline: Ledger | None = None) -> dict[str, float]:
    """Measure one policy on one replication.

    Parameters
    ----------
    ledger
        The events of the policy.
    finance
        The creditor's rates and delays.
    baseline
        The events of the baseline policy in the same replication; without it `net_gain` and
        `npv_switch` are NaN.

    Returns
    -------
    dict[str, float]
        [units of `simrecouv.vocabulary.MEASURES`] In that order; NaN = undefined.

    Raises
    ------
    StudyError
        If the ledger is that of a run stopped before its end: its KPIs would mean nothing.
    """
    if ledger.until_day < ledger.end_day:
        raise StudyError(
            f"this ledger stops before day {ledger.until_day}: its KPIs need the whole run, up to "
            f"day {ledger.end_day}; let the run go on with run_until({ledger.end_day})"
        )
    reference = None if baseline is None else Books(baseline, finance)
    return scorecard_of(Books(ledger, finance, reference), reference)


def scorecard_of(books: Books, baseline: Books | None) -> dict[str, float]:
    """Measure books already read; see `scorecard`."""
    columns = {
        **_month_end_columns(books),
        **_recovery_columns(books),
        **_cohort_columns(books),
        **_cash_columns(books),
        **_effort_columns(books),
        **_relation_columns(books),
        **_against_baseline(books, baseline),
    }
    return {measure.name: float(columns[measure.name]) for measure in MEASURES}


def _month_end_columns(books: Books) -> dict[str, float]:
    closings = month_closings(books)
    bfr = [bfr_cents(closing, books.finance) for closing in closings]
    columns = [_at_month_end(closing) for closing in closings]
    return {
        **{name: mean_defined(column[name] for column in columns) for name in columns[0]},
        "receivables_end": euros(closings[-1].receivables),
        "provisions": euros(int(provisions_on(books, books.ledger.month_ends[-1]).sum())),
        "bfr_mean": mean_defined(bfr) / 100.0,
        "bfr_days": mean_defined(
            working_capital_days(requirement, closing.year.net)
            for requirement, closing in zip(bfr, closings, strict=True)
        ),
    }


def _at_month_end(closing: Closing) -> dict[str, float]:
    receivables, not_due, sales = closing.receivables, closing.not_due, closing.year.gross
    return {
        "dso_simple": dso_simple(receivables, sales),
        "dso_book": dso_simple(closing.book, sales),
        "dso_countback": dso_countback(receivables, *closing.history),
        "best_possible_dso": best_possible_dso(not_due, sales),
        "average_days_delinquent": average_days_delinquent(receivables, not_due, sales),
        "overdue_rate": ratio(receivables - not_due, receivables),
        "overdue_90_share": ratio(closing.overdue_over_90, receivables),
        "cei": collection_effectiveness_index(closing.opening, sales, receivables, not_due),
        "receivables_mean": euros(receivables),
    }


def _recovery_columns(books: Books) -> dict[str, float]:
    return {
        **recovery_rates(books),
        **placed_debts(books),
        "weighted_days_to_pay": weighted_days_to_pay(books),
        "days_beyond_terms": days_beyond_terms(books),
    }


def _cohort_columns(books: Books) -> dict[str, float]:
    mine, terms = books.cohort, bridge_of(books)
    sales, net_sales = int(books.gross[mine].sum()), int(books.net[mine].sum())
    collected = int(books.daily(CASH)[1].sum())
    charged = books.cohort_amount(Kind.INTEREST, Kind.FEE, Kind.COURT_COSTS)
    bad_debt = int((books.unpaid - unpaid_vat(books))[mine].sum()) - paid_by_insurer(books)
    return {
        "sales": euros(sales),
        "cash_collected": euros(collected),
        "discounts": euros(terms["discounts"]),
        "interest_and_fees_charged": euros(charged),
        "interest_and_fees_received": euros(terms["charges_received"]),
        "collection_cost": euros(terms["collection"]),
        "cost_to_collect": ratio(terms["collection"] + terms["agency"] + terms["legal"], collected),
        "agency_fees": euros(terms["agency"]),
        "legal_cost": euros(terms["legal"]),
        "insurance_cost": euros(terms["insurance"]),
        "factoring_cost": euros(terms["factoring"]),
        "financing_cost": euros(terms["financing"]),
        "bad_debt": euros(bad_debt),
        "bad_debt_rate": ratio(bad_debt, net_sales),
    }


def _cash_columns(books: Books) -> dict[str, float]:
    bank = treasury_of(books)
    return {
        "cash_min": euros(bank.lowest),
        "p_breach": float(bank.refused_days > 0),
        "refused_days": float(bank.refused_days),
        "overdraft_cost": euros(bank.cost),
    }


def _effort_columns(books: Books) -> dict[str, float]:
    """Messages, desk time and wrong reminders of the second year, whatever the invoice."""
    contacts, reminded = (_second_year(books, kind) for kind in (Kind.CONTACT, Kind.REMINDED))
    wrong = [np.count_nonzero(rows.detail & WRONG) for rows in (contacts, reminded)]
    return {
        "contacts": float(contacts.where.size),
        "desk_hours": float(books.ledger.desk_minutes[contacts.step].sum()) / 60.0,
        "wrong_reminders": float(sum(wrong)),
    }


def _second_year(books: Books, kind: Kind) -> Rows:
    """Events of one kind in the 365 days that end with the last month-end."""
    last = books.ledger.month_ends[-1]
    return books.rows(kind).between(last - DAYS_PER_YEAR + 1, last)


def _relation_columns(books: Books) -> dict[str, float]:
    """Margin, disputes and promises of the cohorts; complaints and customers of their year."""
    kept, broken = (
        int(books.is_cohort[books.rows(kind).invoice].sum())
        for kind in (Kind.PROMISE_KEPT, Kind.PROMISE_BROKEN)
    )
    return {
        "margin_lost": euros(margin_lost(books)),
        "complaints": _first_year(books, Kind.COMPLAINT),
        "customers_lost": _first_year(books, Kind.CUSTOMER_LOST),
        "dispute_days": dispute_days(books),
        "promises_kept_rate": ratio(kept, kept + broken),
    }


def _first_year(books: Books, kind: Kind) -> float:
    """Count the events of one kind in the year of the cohorts, from the switch on."""
    return float(books.rows(kind).between(0, books.ledger.cohort_days - 1).where.size)


def _against_baseline(books: Books, baseline: Books | None) -> dict[str, float]:
    if baseline is None:
        return {"net_gain": math.nan, "npv_switch": math.nan}
    gained = profit(bridge_of(books)) - profit(bridge_of(baseline))
    return {"net_gain": euros(gained), "npv_switch": npv_of_switch(books, baseline) / 100.0}
