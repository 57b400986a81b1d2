"""A real ledger as every reader returns it: invoices, what settled them, what settled nothing.

Readers of invoices (CSV, Excel, Parquet) and of accounting entries (FEC) end here; what comes after
does not know which one it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from simrecouv.intake.quality import QualityReport

#: Name of the only segment of a ledger without a segment column, and of rows without a value in it.
ONE_SEGMENT, NO_SEGMENT = "clients", "sans-segment"


def no_credits() -> pd.DataFrame:
    """Return the empty frame of credits that settle no known invoice."""
    return pd.DataFrame(
        {
            "document_id": pd.Series(dtype="str"),
            "customer_id": pd.Series(dtype="str"),
            "date": pd.Series(dtype="datetime64[s]"),
            "amount_cents": pd.Series(dtype="int64"),
            "kind": pd.Series(dtype="str"),
        }
    )


@dataclass(frozen=True, eq=False)
class RealLedger:
    """The invoices of a company and what was paid on them.

    Attributes
    ----------
    invoices : DataFrame
        invoice_id, customer_id, segment (text); issue_date, due_date; amount_cents
        [cents, incl. VAT, above 0]; disputed (bool). One row per invoice.
    payments : DataFrame
        invoice_id; paid_date; amount_cents [cents, incl. VAT; below 0 for money that was returned];
        kind (a `simrecouv.vocabulary.Settling`: payment, deposit, credit_note, written_off, ...).
        One row per payment, credit note or write-off of a known invoice.
    quality : QualityReport
        What the reading did with every row of the file.
    credits : DataFrame
        document_id, customer_id (text); date; amount_cents [cents, above 0]; kind. Credit
        notes and money that settle no known invoice.
    currency : str
        Code of the currency of all amounts; empty where the file names none.
    observed_from : date or None
        Since when payments are recorded. An invoice issued before is in the ledger only because it
        was still unpaid then (left truncation); None if no invoice was left out for that reason.
    stated_as_of : date or None
        The day of the export, where it is known.
    """

    invoices: pd.DataFrame
    payments: pd.DataFrame
    quality: QualityReport
    credits: pd.DataFrame = field(default_factory=no_credits)
    currency: str = ""
    observed_from: date | None = None
    stated_as_of: date | None = None

    @property
    def as_of(self) -> date:
        """Day on which unpaid items are open: that of the export, else the last recorded one."""
        if self.stated_as_of is not None:
            return self.stated_as_of
        last = self.invoices["issue_date"].max()
        if len(self.payments):
            last = max(last, self.payments["paid_date"].max())
        day: date = last.date()
        return day
