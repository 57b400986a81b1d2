"""What is owed on a day, against a ledger small enough to be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from calibration.hand_ledgers import hand_ledger
from simrecouv.calibration import example_ledger_path
from simrecouv.calibration.receivables import AGES, Receivables, dso_variants, history
from simrecouv.intake import QualityReport, RealLedger, read_ledger
from simrecouv.vocabulary import Settling

PAYMENT, LOST = Settling.PAYMENT.value, Settling.WRITTEN_OFF.value
LAST = date(2025, 12, 31)


def _ledger(
    rows: list[tuple[str, str, str, int]], paid: list[tuple[int, str, int, str]]
) -> RealLedger:
    """Make a ledger: (customer, issued, due, EUR) per invoice; (invoice, day, EUR, kind) paid."""
    invoices = pd.DataFrame(
        {
            "invoice_id": [f"F{k}" for k in range(len(rows))],
            "customer_id": [row[0] for row in rows],
            "segment": "clients",
            "issue_date": pd.to_datetime([row[1] for row in rows]),
            "due_date": pd.to_datetime([row[2] for row in rows]),
            "amount_cents": [100 * row[3] for row in rows],
            "disputed": False,
        }
    )
    payments = pd.DataFrame(
        {
            "invoice_id": [f"F{one[0]}" for one in paid],
            "paid_date": pd.to_datetime([one[1] for one in paid]),
            "amount_cents": [100 * one[2] for one in paid],
            "kind": [one[3] for one in paid],
        }
    )
    quality = QualityReport("hand", len(rows), len(rows), 0, 0, 0)
    return RealLedger(invoices, payments, quality, stated_as_of=LAST)


@pytest.fixture
def books() -> RealLedger:
    """365 days, 365,000 EUR of sales, 70,000 EUR owed: DSO is 70 days, whoever counts.

    Owed: 40,000 not due, 20,000 ten days late, 10,000 a hundred days late, of which 4,000 lost.
    """
    rows = [
        ("A", "2025-01-01", "2025-01-31", 245_000),
        ("A", "2025-12-10", "2026-01-09", 40_000),
        ("B", "2025-11-21", "2025-12-21", 60_000),
        ("B", "2025-08-23", "2025-09-22", 20_000),
    ]
    paid = [
        (0, "2025-02-10", 245_000, PAYMENT),
        (2, "2025-12-01", 40_000, PAYMENT),
        (3, "2025-10-02", 10_000, PAYMENT),
        (3, "2025-12-15", 4_000, LOST),
    ]
    return _ledger(rows, paid)


def test_the_methods_are_those_of_the_hand(books: RealLedger) -> None:
    """Countback: 70,000 take December (40,000, 31 days) and half of November (60,000, 30 days).

    To pay: 245,000 in 40 days; 20,000: half in 40 days, half still owed after 130 days.
    """
    found = dso_variants(Receivables(books), LAST)
    paid = (245 * 40 + 10 * 40 + 10 * 130) / 265
    late = (245 * 10 + 10 * 10 + 10 * 100) / 265
    assert found == pytest.approx(
        {
            "dso_simple": 70.0,
            "dso_book": 66.0,
            "dso_countback": 31 + 15,
            "best_possible_dso": 40.0,
            "average_days_delinquent": 30.0,
            "weighted_days_to_pay": paid,
            "days_beyond_terms": late,
        }
    )


def test_the_ageing_is_that_of_the_books_and_the_balance_is_gross(books: RealLedger) -> None:
    balance = Receivables(books).balance(LAST)
    assert dict(zip(AGES, balance.ages, strict=True)) == {
        "not_due": 4_000_000,
        "overdue_1_30": 2_000_000,
        "overdue_31_60": 0,
        "overdue_61_90": 0,
        "overdue_over_90": 600_000,
    }
    assert balance.items == (1, 1, 0, 0, 1)
    assert (balance.owed, balance.written_off) == (7_000_000, 400_000)


def test_a_balance_only_knows_what_had_happened(books: RealLedger) -> None:
    """On 1 October F3 is owed whole; on the 2nd, half of it."""
    receivables = Receivables(books)
    days = (date(2025, 10, 1), date(2025, 10, 2))
    assert [receivables.balance(day).owed for day in days] == [2_000_000, 1_000_000]
    assert receivables.balance(date(2025, 2, 9)).owed == 24_500_000
    assert receivables.balance(date(2025, 2, 10)).owed == 0


def test_customers_share_the_balance(books: RealLedger) -> None:
    receivables = Receivables(books)
    found = receivables.customers(LAST).set_index("customer_id")
    assert found.index.tolist() == ["A", "B"]
    assert found["sales_cents"].tolist() == [28_500_000, 8_000_000]
    assert found["owed_cents"].tolist() == [4_000_000, 2_600_000]
    assert found["overdue_cents"].tolist() == [0, 2_600_000]
    assert found["owed_cents"].sum() == sum(receivables.balance(LAST).ages)


def test_steady_sales_and_a_fixed_delay_give_that_delay_by_every_method() -> None:
    """One invoice a day, terms of 30 days, paid 45 days after its issue: every DSO is 45."""
    issued = pd.date_range("2024-01-01", LAST)
    paid = issued + pd.Timedelta(days=45)
    paid = paid.where(paid <= pd.Timestamp(LAST))
    ledger = replace(
        hand_ledger(np.zeros(len(issued), dtype=int), issued, issued + pd.Timedelta(days=30), paid),
        stated_as_of=LAST,
    )
    found = dso_variants(Receivables(ledger), LAST)
    for method in ("dso_simple", "dso_countback", "weighted_days_to_pay"):
        assert found[method] == pytest.approx(45.0, abs=1e-9)
    assert found["best_possible_dso"] == pytest.approx(31.0)  # due in 0 to 30 days
    assert found["days_beyond_terms"] == pytest.approx(15.0)


def test_a_file_of_paid_invoices_is_read_before_its_last_invoice() -> None:
    issued = pd.date_range("2024-01-01", "2025-06-20")
    due = issued + pd.Timedelta(days=30)
    ledger = hand_ledger(np.zeros(len(issued), dtype=int), issued, due, due)
    receivables = Receivables(ledger)
    assert receivables.balance(ledger.as_of).owed == 0
    assert receivables.reference_day == date(2025, 5, 31)
    assert receivables.told_days[-1] == date(2025, 5, 31)


def test_a_month_end_is_told_once_older_debts_are_in_the_ledger() -> None:
    receivables = Receivables(read_ledger(example_ledger_path()))
    months = history(receivables)
    assert months["date"].tolist() == list(receivables.told_days)
    assert months["date"].iloc[0] == date(2025, 4, 30)
    assert months["date"].iloc[-1] == LAST
    assert (months["dso_simple"] >= months["best_possible_dso"]).all()


def test_without_ripe_invoices_the_time_to_pay_is_not_told() -> None:
    ledger = _ledger([("A", "2025-12-01", "2025-12-31", 100)], [])
    found = dso_variants(Receivables(ledger), LAST)
    assert "weighted_days_to_pay" not in found
    assert found["dso_simple"] == found["best_possible_dso"] == 31.0
