"""The rows that cannot be used, each with its first reason: nothing is dropped silently."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import NO_AMOUNT
from simrecouv.intake.dates import Dates
from simrecouv.intake.exchange import Exchange
from simrecouv.intake.parsing import Parsed
from simrecouv.intake.quality import SetAside
from simrecouv.intake.roles import INVOICE, is_not_issued
from simrecouv.vocabulary import Column, Reason

#: Dates outside mean "empty" in many programs (1753, 1899, 1900, 9999).
FIRST_DATE, LAST_DATE = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")
LONGEST_TERMS_DAYS = np.timedelta64(366, "D")
#: A date further than this from the median issue is a slip, and would stretch the whole period;
#: slips nearer to it show by the silence before them (`simrecouv.intake.last_days`).
FARTHEST = np.timedelta64(3653, "D")

Mask = NDArray[np.bool_]
Check = tuple[Column, Reason, Mask]


class Sieve:
    """What is kept of a file, what is set aside and what is doubtful, as the reading goes on.

    Attributes
    ----------
    kept : (rows,) bool
    set_aside : list of SetAside
        One per row that is not kept, with the first reason that was found.
    doubts : list of SetAside
        Rows that are kept, with a doubt, if nothing sets them aside later.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.kept: Mask = np.ones(len(parsed), dtype=bool)
        self.set_aside: list[SetAside] = []
        self._doubts: list[tuple[int, SetAside]] = []

    def reject(self, column: Column, reason: Reason, wrong: Mask) -> None:
        """Set aside the rows of a mask that are still kept."""
        rows = np.flatnonzero(wrong & self.kept)
        self.set_aside += self._named(column, reason, rows)
        self.kept[rows] = False

    def doubt(self, column: Column, reason: Reason, rows: NDArray[Any]) -> None:
        """Note a doubt on some rows, by mask or by place."""
        places: NDArray[np.int64] = np.flatnonzero(rows) if rows.dtype == bool else np.unique(rows)
        named = self._named(column, reason, places)
        self._doubts += zip(places.tolist(), named, strict=True)

    @property
    def doubts(self) -> list[SetAside]:
        """Doubts on the rows that are kept, in the order of the file."""
        gone = set(self.parsed.lines[~self.kept].tolist())
        found = [one for row, one in self._doubts if self.kept[row]]
        found += [one for one in self.parsed.doubts if one.line not in gone]
        return sorted(found, key=lambda one: one.line)

    def _named(self, column: Column, reason: Reason, rows: NDArray[np.int64]) -> list[SetAside]:
        texts, written, lines = self.parsed.text(column), self.parsed.written, self.parsed.lines
        return [
            SetAside(
                int(lines[row]),
                column,
                texts[row][:80],
                reason,
                written.values[int(written.codes[row])] or 0,
            )
            for row in rows.tolist()
        ]


def check_rows(sieve: Sieve, kinds: NDArray[np.int8], money: Exchange) -> None:
    """Set aside the rows that cannot be used whatever the other rows say."""
    parsed, is_invoice = sieve.parsed, kinds == INVOICE
    with np.errstate(invalid="ignore"):
        checks = [
            *_identities(parsed, is_invoice),
            *_issue_dates(parsed, is_invoice),
            *_amounts(parsed),
            (Column.CURRENCY, Reason.OTHER_CURRENCY, ~money.is_read),
            (Column.STATUS, Reason.NOT_ISSUED, is_not_issued(parsed)),
            *((column, why, wrong & is_invoice) for column, why, wrong in _due_dates(parsed)),
            *_payments(parsed, is_invoice),
        ]
    for column, reason, wrong in checks:
        sieve.reject(column, reason, wrong)


def _identities(parsed: Parsed, is_invoice: Mask) -> list[Check]:
    """Find what has no customer, and invoices without a number; a credit note may lack one."""
    number, customer = Column.INVOICE_ID, Column.CUSTOMER_ID
    return [
        (number, Reason.MISSING, parsed.text(number).is_blank & is_invoice),
        (customer, Reason.MISSING, parsed.text(customer).is_blank),
    ]


def _dates(parsed: Parsed, column: Column, dates: Dates) -> list[Check]:
    """Written but unreadable, or so far away that it means empty."""
    blank = parsed.text(column).is_blank
    return [
        (column, Reason.UNREADABLE, ~blank & np.isnat(dates)),
        (column, Reason.NULL_DATE, (dates < FIRST_DATE) | (dates >= LAST_DATE)),
        (column, Reason.FAR_DATE, np.abs(dates - _median_issue(parsed)) > FARTHEST),
    ]


def _median_issue(parsed: Parsed) -> np.datetime64:
    """Day in the middle of the issues that can be read; NaT if none can."""
    known = np.sort(parsed.issue[(parsed.issue >= FIRST_DATE) & (parsed.issue < LAST_DATE)])
    return known[known.size // 2] if known.size else np.datetime64("NaT", "D")


def _issue_dates(parsed: Parsed, is_invoice: Mask) -> list[Check]:
    """Check dates of issue; a payment may carry its date in the column of payments."""
    blank = parsed.text(Column.ISSUE_DATE).is_blank & (is_invoice | np.isnat(parsed.paid))
    missing = (Column.ISSUE_DATE, Reason.MISSING, blank)
    return [missing, *_dates(parsed, Column.ISSUE_DATE, parsed.issue)]


def _amounts(parsed: Parsed) -> list[Check]:
    cents, is_read = parsed.amount_cents, parsed.written.is_read
    column = Column.AMOUNT
    return [
        (column, Reason.MISSING, parsed.text(column).is_blank),
        (column, Reason.UNREADABLE, ~is_read),
        (column, Reason.TOO_LARGE, is_read & (cents == NO_AMOUNT)),
        (column, Reason.ZERO, cents == 0),
    ]


def _due_dates(parsed: Parsed) -> list[Check]:
    column, due, issue = Column.DUE_DATE, parsed.due, parsed.issue
    return [
        *_dates(parsed, column, due),
        (column, Reason.MISSING, np.isnat(due)),
        (column, Reason.DUE_BEFORE_ISSUE, due < issue),
        (column, Reason.DUE_TOO_FAR, due - issue > LONGEST_TERMS_DAYS),
    ]


def _payments(parsed: Parsed, is_invoice: Mask) -> list[Check]:
    unread = [
        (column, Reason.UNREADABLE, ~parsed.text(column).is_blank & (cents == NO_AMOUNT))
        for column, cents in (
            (Column.PAID_AMOUNT, parsed.paid_cents),
            (Column.OPEN_AMOUNT, parsed.open_cents),
        )
    ]
    return [
        *_dates(parsed, Column.PAID_DATE, parsed.paid),
        *((column, why, wrong & is_invoice) for column, why, wrong in unread),
    ]
