"""What became of each invoice: one small ledger by hand, one invoice per rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from simrecouv.calibration.settled import ALWAYS, settlements
from simrecouv.intake import QualityReport, RealLedger

#: Invoices of 100 cents, issued on 1 March, due on 31 March 2024; what settles them: (day of March,
#: cents, kind), then what became of them and the day past due.
CASES: dict[str, tuple[list[tuple[int, int, str]], str, int]] = {
    "paid": ([(20, 100, "payment")], "paid", -11),
    "paid in parts": ([(20, 60, "payment"), (25, 40, "payment")], "paid", -6),
    "reduced, then paid": ([(5, 30, "credit_note"), (25, 70, "payment")], "paid", -6),
    "paid, then reduced": ([(20, 70, "payment"), (25, 30, "credit_note")], "paid", -6),
    "with discount": ([(10, 98, "payment"), (10, 2, "discount")], "paid", -21),
    "cancelled": ([(6, 40, "credit_note"), (9, 60, "credit_note")], "cancelled", -22),
    "returned, then paid": (
        [(10, 100, "payment"), (12, -100, "payment"), (28, 100, "payment")],
        "paid",
        -3,
    ),
    "paid twice, once returned": (
        [(10, 100, "payment"), (12, 100, "payment"), (15, -100, "payment")],
        "paid",
        -21,
    ),
    "in part": ([(10, 99, "payment")], "open", 0),
    "written off": ([(10, 50, "payment"), (30, 50, "written_off")], "written_off", -1),
    "paid, then written off": ([(10, 100, "payment"), (30, 5, "written_off")], "paid", -21),
    "deposit and balance": ([(-3, 30, "deposit"), (25, 70, "payment")], "paid", -6),
    "cash sale": ([(-3, 100, "deposit")], "cash_sale", -34),
}


@pytest.fixture(scope="module")
def ledger() -> RealLedger:
    names = pd.Series(list(CASES), dtype="str")
    first = pd.Timestamp(2024, 2, 29)
    payments = [
        (name, first + pd.Timedelta(days=day), cents, kind)
        for name, (entries, _, _) in CASES.items()
        for day, cents, kind in entries
    ]
    invoices = pd.DataFrame(
        {
            "invoice_id": names,
            "customer_id": names,
            "segment": "all",
            "issue_date": pd.Timestamp(2024, 3, 1),
            "due_date": pd.Timestamp(2024, 3, 31),
            "amount_cents": 100,
            "disputed": False,
        }
    )
    frame = pd.DataFrame(payments, columns=["invoice_id", "paid_date", "amount_cents", "kind"])
    n = len(CASES)
    quality = QualityReport("by hand", n, n, 100 * n, 100 * n, 0)
    return RealLedger(invoices, frame, quality, stated_as_of=date(2024, 3, 31))


@pytest.mark.parametrize("name", CASES)
def test_each_rule(ledger: RealLedger, name: str) -> None:
    row = settlements(ledger).set_index("customer_id").loc[name]
    _, ending, age = CASES[name]
    assert (row["ending"], row["age"]) == (ending, age)
    assert row["is_paid"] == (ending == "paid")
    assert row["entry_age"] == ALWAYS


def test_old_invoices_enter_when_payments_are_recorded(ledger: RealLedger) -> None:
    rows = settlements(replace(ledger, observed_from=date(2024, 3, 15))).set_index("customer_id")
    assert (rows["entry_age"] == -16).all()
    assert rows.loc["paid", "ending"] == "paid"
    assert rows.loc["with discount", "ending"] == "unseen"
