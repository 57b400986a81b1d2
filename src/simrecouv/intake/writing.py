"""Writing a ledger the way a French accounting program exports it: it can be read back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simrecouv.intake.ledger import RealLedger
from simrecouv.vocabulary import Column

_HEADINGS = {
    "invoice_id": Column.INVOICE_ID,
    "customer_id": Column.CUSTOMER_ID,
    "segment": Column.SEGMENT,
    "issue_date": Column.ISSUE_DATE,
    "due_date": Column.DUE_DATE,
    "amount_cents": Column.AMOUNT,
    "disputed": Column.DISPUTED,
    "paid_date": Column.PAID_DATE,
    "paid_cents": Column.PAID_AMOUNT,
}


def write_ledger(ledger: RealLedger, path: str | Path) -> None:
    """Write a ledger as CSV: French headings, semicolons, decimal commas, dd/mm/yyyy, UTF-8.

    One row per invoice; several payments of one invoice become one, of their sum, at the last date.
    """
    paid = ledger.payments.groupby("invoice_id").agg(
        paid_date=("paid_date", "max"), paid_cents=("amount_cents", "sum")
    )
    rows = ledger.invoices.join(paid, on="invoice_id")
    rows["paid_cents"] = rows["paid_cents"].fillna(0).astype("int64")
    for column in ("issue_date", "due_date", "paid_date"):
        rows[column] = rows[column].dt.strftime("%d/%m/%Y")
    for column in ("amount_cents", "paid_cents"):
        rows[column] = _euros(rows[column])
    rows["disputed"] = rows["disputed"].map({True: "oui", False: "non"})
    headings = {name: column.label.fr for name, column in _HEADINGS.items()}
    table = rows[list(headings)].rename(columns=headings)
    table.to_csv(path, sep=";", index=False, lineterminator="\n", encoding="utf-8")


def _euros(cents: pd.Series[int]) -> pd.Series[str]:
    """Amounts with a decimal comma, exactly."""
    return (cents // 100).astype("str") + "," + (cents % 100).astype("str").str.zfill(2)
