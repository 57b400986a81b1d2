"""The rows that cannot be used, each with its first reason: nothing is dropped silently."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.dates import Dates
from simrecouv.intake.parsing import NO_AMOUNT, Parsed, is_blank
from simrecouv.intake.quality import SetAside
from simrecouv.vocabulary import Column, Reason

#: Dates outside mean "empty" in many programs (1753, 1899, 1900, 9999).
FIRST_DATE, LAST_DATE = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")
LONGEST_TERMS_DAYS = np.timedelta64(366, "D")
#: A date further than this from the median issue is a slip, and would stretch the whole period.
FARTHEST = np.timedelta64(3653, "D")

Mask = NDArray[np.bool_]
Check = tuple[Column, Reason, Mask]


def set_aside_rows(parsed: Parsed) -> tuple[list[SetAside], Mask]:
    """Return the rows that cannot be used, and the mask of those that can."""
    kept = np.ones(len(parsed.lines), dtype=bool)
    aside: list[SetAside] = []
    with np.errstate(invalid="ignore"):
        checks = [
            *_identities(parsed),
            *_issue_dates(parsed),
            *_amounts(parsed),
            *_due_dates(parsed),
            *_payments(parsed),
        ]
    for column, reason, wrong in checks:
        aside += _rows(parsed, column, reason, wrong & kept)
        kept &= ~wrong
    repeated = _repeated(parsed, kept)
    aside += _rows(parsed, Column.INVOICE_ID, Reason.DUPLICATE, repeated)
    return aside, kept & ~repeated


def _rows(parsed: Parsed, column: Column, reason: Reason, wrong: Mask) -> list[SetAside]:
    texts = parsed.texts.get(column)
    return [
        SetAside(parsed.lines[row], column, texts[row][:80] if texts else "", reason)
        for row in np.flatnonzero(wrong).tolist()
    ]


def _blank(parsed: Parsed, column: Column) -> Mask:
    texts = parsed.texts.get(column)
    if texts is None:
        return np.ones(len(parsed.lines), dtype=bool)
    return is_blank(texts)


def _identities(parsed: Parsed) -> list[Check]:
    columns = (Column.INVOICE_ID, Column.CUSTOMER_ID)
    return [(column, Reason.MISSING, _blank(parsed, column)) for column in columns]


def _dates(parsed: Parsed, column: Column, dates: Dates) -> list[Check]:
    """Written but unreadable, or so far away that it means empty."""
    blank = _blank(parsed, column)
    return [
        (column, Reason.UNREADABLE, ~blank & np.isnat(dates)),
        (column, Reason.NULL_DATE, (dates < FIRST_DATE) | (dates >= LAST_DATE)),
        (column, Reason.FAR_DATE, np.abs(dates - _median_issue(parsed)) > FARTHEST),
    ]


def _median_issue(parsed: Parsed) -> np.datetime64:
    """Day in the middle of the issues that can be read; NaT if none can."""
    known = np.sort(parsed.issue[(parsed.issue >= FIRST_DATE) & (parsed.issue < LAST_DATE)])
    return known[known.size // 2] if known.size else np.datetime64("NaT", "D")


def _issue_dates(parsed: Parsed) -> list[Check]:
    missing = (Column.ISSUE_DATE, Reason.MISSING, _blank(parsed, Column.ISSUE_DATE))
    return [missing, *_dates(parsed, Column.ISSUE_DATE, parsed.issue)]


def _amounts(parsed: Parsed) -> list[Check]:
    cents = parsed.amount_cents
    unread = np.array([written is None for written in parsed.written_cents], dtype=bool)
    named = Counter(code for code in parsed.currency.tolist() if code)
    main = named.most_common(1)[0][0] if named else ""
    other = (parsed.currency != "") & (parsed.currency != main)
    column = Column.AMOUNT
    return [
        (column, Reason.MISSING, _blank(parsed, column)),
        (column, Reason.UNREADABLE, unread),
        (column, Reason.TOO_LARGE, ~unread & (cents == NO_AMOUNT)),
        (column, Reason.NEGATIVE, (cents < 0) & (cents > NO_AMOUNT)),
        (column, Reason.ZERO, cents == 0),
        (Column.CURRENCY, Reason.OTHER_CURRENCY, other),
    ]


def _due_dates(parsed: Parsed) -> list[Check]:
    column, due, issue = Column.DUE_DATE, parsed.due, parsed.issue
    return [
        *_dates(parsed, column, due),
        (column, Reason.MISSING, np.isnat(due)),
        (column, Reason.DUE_BEFORE_ISSUE, due < issue),
        (column, Reason.DUE_TOO_FAR, due - issue > LONGEST_TERMS_DAYS),
    ]


def _payments(parsed: Parsed) -> list[Check]:
    paid, cents = parsed.paid, parsed.paid_cents
    return [
        *_dates(parsed, Column.PAID_DATE, paid),
        (Column.PAID_DATE, Reason.PAID_BEFORE_ISSUE, paid < parsed.issue),
        (Column.PAID_AMOUNT, Reason.UNREADABLE, cents < 0),
        (Column.PAID_DATE, Reason.PAID_WITHOUT_DATE, (cents > 0) & np.isnat(paid)),
        (Column.PAID_AMOUNT, Reason.OVERPAID, cents > parsed.amount_cents),
    ]


def _repeated(parsed: Parsed, kept: Mask) -> Mask:
    """Usable rows whose invoice number was already read on an earlier line."""
    rows = np.flatnonzero(kept)
    ids = pd.Series([parsed.texts[Column.INVOICE_ID][row] for row in rows.tolist()], dtype="str")
    repeated = np.zeros(kept.size, dtype=bool)
    repeated[rows] = ids.duplicated().to_numpy()
    return repeated
