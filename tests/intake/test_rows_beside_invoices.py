"""Rows that look like invoices and are none: totals, and further payments of the invoice above."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.ledger_texts import read_text
from intake.workbooks import workbook
from simrecouv.intake import read_ledger
from simrecouv.vocabulary import Reason

HEAD = "facture;client;date facture;échéance;montant;date règlement;montant réglé\n"
ROWS = (
    "F1;A;2024-01-05;2024-02-05;100,00;2024-02-09;100,00\n"
    "F2;B;2024-01-06;2024-02-06;50,00;;\n"
    "F3;C;2024-01-07;2024-02-07;25,00;;\n"
)
ODOO = """\
Number,Partner,Invoice Date,Due Date,Total,Payments/Date,Payments/Amount
F1,A,2024-01-05,2024-02-05,1000.00,2024-02-01,300.00
,,,,,2024-03-01,200.00
,,,,,2024-04-01,500.00
F2,B,2024-01-06,2024-02-06,800.00,2024-02-02,300.00
,,,,,2024-03-02,200.00
F3,C,2024-01-07,2024-02-07,70.00,,
"""


@pytest.mark.parametrize(
    "total",
    [
        "Total;;;;175,00;;100,00\n",
        "Total général;Total;2024-01-31;2024-02-28;175,00;;100,00\n",
        "Sous-total B;B;2024-01-31;2024-02-28;50,00;;\n",
        "Gesamtsumme;;2024-01-31;2024-02-28;175,00;;\n",
        "À reporter;;2024-01-31;2024-02-28;175,00;;\n",
        ";TOTAL;2024-01-31;2024-02-28;175,00;;\n",
        "F9;Subtotal;2024-01-31;2024-02-28;175,00;;\n",
        "Report;Report;2024-01-31;2024-02-28;175,00;;\n",
    ],
)
def test_totals_are_no_invoices(total: str) -> None:
    ledger = read_text(HEAD + ROWS + total)
    assert [row.reason for row in ledger.quality.set_aside] == [Reason.TOTAL]
    assert ledger.quality.reconciles
    assert len(ledger.invoices) == 3


def test_a_customer_may_be_called_total() -> None:
    one = "F4;Total SA;2024-01-08;2024-02-08;75,00;;\n"
    other = "TOTAL-5;Total;2024-01-08;2024-02-08;9,00;;\n"
    ledger = read_text(HEAD + ROWS + one + other)
    assert not ledger.quality.set_aside
    assert len(ledger.invoices) == 5


def test_totals_of_a_workbook_are_no_invoices(tmp_path: Path) -> None:
    rows = [line.split(";") for line in (HEAD + ROWS + "Total;;;;175,00;;100,00").splitlines()]
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(workbook({"Factures": rows}))
    assert read_ledger(path).quality.reasons() == {Reason.TOTAL: 1}


def test_further_payments_belong_to_the_invoice_above() -> None:
    ledger = read_text(ODOO)
    paid = ledger.payments.groupby("invoice_id")["amount_cents"].agg(list).to_dict()
    assert paid == {"F1": [30_000, 20_000, 50_000], "F2": [30_000, 20_000]}
    assert ledger.quality.doubts_by_reason() == {Reason.REPEATED: 3}
    assert ledger.quality.reconciles
    assert ledger.quality.amount_in_file_cents == ledger.invoices["amount_cents"].sum()


def test_several_payments_without_amounts_settle_nothing() -> None:
    lines = [line.rsplit(",", 1)[0] for line in ODOO.splitlines()]
    ledger = read_text("\n".join(lines))
    assert ledger.invoices["invoice_id"].tolist() == ["F3"]
    assert ledger.quality.reasons() == {Reason.MISSING: 5}
    assert ledger.quality.reconciles


def test_a_further_payment_of_no_invoice_is_set_aside() -> None:
    head, rest = ODOO.split("\n", 1)
    ledger = read_text(f"{head}\n,,,,,2024-03-02,200.00\n{rest}")
    assert ledger.quality.reasons() == {Reason.MISSING: 1}
    assert len(ledger.payments) == 5
