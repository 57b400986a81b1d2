"""Writing a ledger in the project's own form of an accounting export: it reads back the same.

Semicolons, French headings, decimal commas, dates with the year first (in any ledger they can be
read in one way only), UTF-8. Columns that would say nothing are left out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from simrecouv.intake.documents import one_per_document
from simrecouv.intake.formulas import guarded
from simrecouv.intake.ledger import RealLedger
from simrecouv.vocabulary import Column, Settling

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
#: Columns that are there only where some row says something.
_OPTIONAL = {
    "kind": Column.SETTLING,
    "document_type": Column.DOCUMENT_TYPE,
    "currency": Column.CURRENCY,
    "observed_from": Column.OBSERVED_FROM,
    "as_of": Column.AS_OF,
}
_LABELS = {kind.value: kind.label.fr for kind in Settling}


def write_ledger(ledger: RealLedger, path: str | Path) -> None:
    """Write a ledger as CSV, so that `read_ledger` gives it back.

    One row per invoice and payment, credit note or write-off of it; one row for an invoice that
    nothing settled yet. Credits that settle no invoice come last, as negative amounts. Payments of
    one invoice, day and kind are summed, and so are credits of one document. Texts that a
    spreadsheet would run as formulas get an apostrophe in front, which `read_ledger` takes off.
    """
    rows = pd.concat([_invoice_rows(ledger), _credit_rows(ledger)], ignore_index=True)
    rows["currency"] = ledger.currency
    rows["observed_from"] = ledger.observed_from.isoformat() if ledger.observed_from else ""
    rows["as_of"] = ledger.stated_as_of.isoformat() if ledger.stated_as_of else ""
    said = {name: column for name, column in _OPTIONAL.items() if rows[name].ne("").any()}
    headings = {name: column.label.fr for name, column in (_HEADINGS | said).items()}
    table = rows[list(headings)].set_axis(list(headings.values()), axis=1)
    table.to_csv(path, sep=";", index=False, lineterminator="\n", encoding="utf-8")


def _invoice_rows(ledger: RealLedger) -> pd.DataFrame:
    """One row per invoice and settlement of it, in the order of the invoices."""
    by = ["invoice_id", "paid_date", "kind"]
    paid = ledger.payments.groupby(by, as_index=False, sort=False).agg(
        paid_cents=("amount_cents", "sum")
    )
    rows = ledger.invoices.merge(paid, on="invoice_id", how="left", sort=False)
    plain = rows["kind"].isna() | rows["kind"].eq(Settling.PAYMENT.value)
    return pd.DataFrame(
        {
            "invoice_id": _texts(rows["invoice_id"]),
            "customer_id": _texts(rows["customer_id"]),
            "segment": _texts(rows["segment"]),
            "issue_date": _dates(rows["issue_date"]),
            "due_date": _dates(rows["due_date"]),
            "amount_cents": _euros(rows["amount_cents"]),
            "disputed": rows["disputed"].map({True: "oui", False: "non"}),
            "paid_date": _dates(rows["paid_date"]),
            "paid_cents": _euros(rows["paid_cents"].fillna(0).astype("int64")),
            "kind": rows["kind"].map(_LABELS).mask(plain, ""),
            "document_type": "",
        }
    )


def _credit_rows(ledger: RealLedger) -> pd.DataFrame:
    rows = one_per_document(ledger.credits)
    said = {
        "invoice_id": _texts(rows["document_id"]),
        "customer_id": _texts(rows["customer_id"]),
        "issue_date": _dates(rows["date"]),
        "amount_cents": _euros(-rows["amount_cents"]),
        "document_type": rows["kind"].map(_LABELS),
    }
    blank = {name: "" for name in (*_HEADINGS, "kind") if name not in said}
    return pd.DataFrame(said | blank, index=rows.index)


def _texts(column: pd.Series) -> pd.Series[str]:
    """Texts that no spreadsheet runs."""
    safe: pd.Series[str] = column.map({text: guarded(text) for text in column.unique()})
    return safe.astype("str")


def _dates(column: pd.Series) -> pd.Series[str]:
    texts: pd.Series[str] = column.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    return texts


def _euros(cents: pd.Series) -> pd.Series[str]:
    """Amounts with a decimal comma, exactly."""
    sign = pd.Series(np.where(cents < 0, "-", ""), index=cents.index, dtype="str")
    whole = (cents.abs() // 100).astype("str")
    return sign + whole + "," + (cents.abs() % 100).astype("str").str.zfill(2)
