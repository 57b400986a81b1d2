"""Whether two ledgers hold the same, whatever program wrote them: order and leading zeros apart."""

from __future__ import annotations

import pandas as pd

from simrecouv.intake.ledger import RealLedger

#: Columns that identify, in which another program may have lost leading zeros.
IDENTIFIERS = ("invoice_id", "customer_id", "document_id", "segment")


def same_ledger(one: RealLedger, other: RealLedger) -> bool:
    """Whether two ledgers hold the same invoices, payments and credits.

    Rows may come in another order, and identifiers may lack leading zeros; what the quality reports
    say of the files is not compared.

    Examples
    --------
    >>> from simrecouv.intake import read_ledger
    >>> from simrecouv.scenario import resource_folder
    >>> ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    >>> same_ledger(ledger, ledger)
    True
    """
    return all(
        _comparable(getattr(one, name)).equals(_comparable(getattr(other, name)))
        for name in ("invoices", "payments", "credits")
    )


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort a frame by its content, identifiers without leading zeros."""
    bare = frame.assign(
        **{name: frame[name].str.lstrip("0") for name in IDENTIFIERS if name in frame}
    )
    return bare.sort_values(list(bare.columns), ignore_index=True)
