"""One invoice on several rows: with different payments they are one, else a row too many."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.checks import Sieve
from simrecouv.intake.exchange import Exchange
from simrecouv.intake.identity import Keys
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.roles import settlings_of
from simrecouv.vocabulary import Column, Reason

Mask = NDArray[np.bool_]


def is_written(parsed: Parsed) -> Mask:
    """Whether a row says how much was paid."""
    return ~parsed.text(Column.PAID_AMOUNT).is_blank


def join_repeats(sieve: Sieve, keys: Keys, money: Exchange) -> None:
    """Set aside the rows that repeat an invoice or contradict it; join those that add a payment."""
    parsed = sieve.parsed
    rows = np.flatnonzero(keys.of_row >= 0)
    first = keys.first[keys.of_row[rows]]
    if (rows == first).all():
        return
    same = np.ones(rows.size, dtype=bool)
    customers = parsed.text(Column.CUSTOMER_ID).codes
    for column in (customers, parsed.issue, parsed.due, parsed.amount_cents, money.codes):
        same &= column[rows] == column[first]
    seen = _payments(parsed, keys, rows).duplicated().to_numpy()
    wrong = np.zeros(len(parsed), dtype=bool)
    wrong[rows] = ~same | seen
    sieve.reject(Column.INVOICE_ID, Reason.DUPLICATE, wrong)
    keys.of_row[wrong] = -1
    joined = np.zeros(len(parsed), dtype=bool)
    joined[rows] = (rows != first) & same & ~seen
    sieve.doubt(Column.INVOICE_ID, Reason.REPEATED, joined)


def _payments(parsed: Parsed, keys: Keys, rows: NDArray[np.int64]) -> pd.DataFrame:
    """Show what each row says of payments: of rows that say the same, one is enough.

    Of two rows that give a date without an amount, the second could only repeat the first.
    """
    written, dated = is_written(parsed)[rows], ~np.isnat(parsed.paid[rows])
    implied = dated & ~written
    return pd.DataFrame(
        {
            "invoice": keys.of_row[rows],
            "is_implied": implied,
            "day": np.where(implied, np.datetime64("NaT", "D"), parsed.paid[rows]).astype("int64"),
            "cents": np.where(written, parsed.paid_cents[rows], 0),
            "kind": settlings_of(parsed)[rows],
        }
    )


def drop_repeated_settlings(sieve: Sieve, kinds: NDArray[np.int8], rows: Mask) -> None:
    """Set aside the credit notes and payments that are written twice, number included."""
    parsed = sieve.parsed
    places = np.flatnonzero(rows & ~parsed.text(Column.INVOICE_ID).is_blank)
    columns = (Column.INVOICE_ID, Column.CUSTOMER_ID, Column.APPLIES_TO, Column.LETTER)
    frame = pd.DataFrame(
        {
            **{column.value: parsed.text(column).codes[places] for column in columns},
            "issue": parsed.issue[places].astype("int64"),
            "paid": parsed.paid[places].astype("int64"),
            "cents": parsed.amount_cents[places],
            "kind": kinds[places],
        }
    )
    wrong = np.zeros(len(parsed), dtype=bool)
    wrong[places] = frame.duplicated().to_numpy()
    sieve.reject(Column.INVOICE_ID, Reason.DUPLICATE, wrong)
