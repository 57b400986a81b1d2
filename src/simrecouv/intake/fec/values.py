"""Dates and amounts of the rows of entries: one signed amount per row, debits above 0."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import LARGEST_CENTS, NO_AMOUNT, decimal_mark, read_cents
from simrecouv.intake.checks import FARTHEST, FIRST_DATE, LAST_DATE
from simrecouv.intake.date_order import date_order
from simrecouv.intake.dates import Dates, read_dates
from simrecouv.intake.last_days import last_days
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label, Reason

Cents = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Senses of an amount, as the rule writes them: debits, credits.
SENSES = {"D": 1, "+1": 1, "1": 1, "+": 1, "DEBIT": 1, "C": -1, "-1": -1, "-": -1, "CREDIT": -1}

LONE = Label(
    "dates : {n} lignes plus d'un an après toutes les autres ({day})",
    "dates: {n} lines more than a year after all the others ({day})",
)


@dataclass(frozen=True, eq=False)
class Values:
    """Dates and amounts of every row; ``NaT`` and `NO_AMOUNT` where there is none.

    Attributes
    ----------
    debit, credit : (rows,) int64
        [cents] As written; 0 where nothing is.
    signed : (rows,) int64
        [cents] Debit less credit; 0 where one of them cannot be read.
    amount_fault : (rows,) bool
        Whether an amount or its sense cannot be read, or is beyond measure.
    date_fault : list of (Reason, mask)
        What is wrong with the dates of entries.
    """

    lines: NDArray[np.int64]
    date: Dates
    piece_date: Dates
    due: Dates
    letter_date: Dates
    debit: Cents
    credit: Cents
    signed: Cents
    amount_fault: Mask
    amount_written: Texts
    date_written: Texts
    date_faults: list[tuple[Reason, Mask]]
    evidence: tuple[Label, ...]

    @property
    def is_summed(self) -> Mask:
        """Whether the amount of a row can be read."""
        return ~self.amount_fault

    @property
    def is_readable(self) -> Mask:
        """Whether a row has a date and an amount."""
        wrong: Mask = self.amount_fault | (self.signed == 0)
        for _, fault in self.date_faults:
            wrong = wrong | fault
        readable: Mask = ~wrong
        return readable

    def unusable(self, is_customer: Mask) -> list[SetAside]:
        """Return customer lines that cannot be read, and other lines whose amount cannot."""
        taken = np.zeros(is_customer.size, dtype=bool)
        aside: list[SetAside] = []
        checks = [
            (Column.AMOUNT, self.amount_written, Reason.UNREADABLE, self.amount_fault),
            *(
                (Column.ENTRY_DATE, self.date_written, reason, fault & is_customer)
                for reason, fault in self.date_faults
            ),
            (Column.AMOUNT, self.amount_written, Reason.ZERO, is_customer & (self.signed == 0)),
        ]
        for column, texts, reason, wrong in checks:
            for row in np.flatnonzero(wrong & ~taken).tolist():
                cents = int(self.signed[row])
                aside.append(SetAside(int(self.lines[row]), column, texts[row][:80], reason, cents))
            taken |= wrong
        return aside


def read_values(texts: Mapping[Column, Texts], lines: NDArray[np.int64], source: str) -> Values:
    """Read the dates and amounts of every row.

    Raises
    ------
    LedgerFileError
        If the order of days and months cannot be decided.
    """
    blank = Texts.blank(lines.size)
    written = texts[Column.ENTRY_DATE]
    dated = {Column.ISSUE_DATE: written, Column.DUE_DATE: texts.get(Column.DUE_DATE, blank)}
    order = date_order(dated, None, source)

    def dates(column: Column) -> Dates:
        found = read_dates(texts.get(column, blank), order.order)
        with np.errstate(invalid="ignore"):
            odd = (found < FIRST_DATE) | (found >= LAST_DATE)
        found[odd] = np.datetime64("NaT", "D")
        return found

    date = read_dates(written, order.order)
    date_faults, lone = _date_faults(written, date)
    debit, credit, shown, mark = _sides(texts)
    fault = (debit == NO_AMOUNT) | (credit == NO_AMOUNT)
    return Values(
        lines=lines,
        date=date,
        piece_date=dates(Column.ISSUE_DATE),
        due=dates(Column.DUE_DATE),
        letter_date=dates(Column.LETTER_DATE),
        debit=np.where(fault, 0, debit),
        credit=np.where(fault, 0, credit),
        signed=np.where(fault, 0, debit - credit),
        amount_fault=fault,
        amount_written=shown,
        date_written=written,
        date_faults=date_faults,
        evidence=(*order.evidence, mark, *lone),
    )


def _date_faults(written: Texts, date: Dates) -> tuple[list[tuple[Reason, Mask]], list[Label]]:
    """Find what is wrong with dates, and what is odd about the last ones."""
    with np.errstate(invalid="ignore"):
        null = (date < FIRST_DATE) | (date >= LAST_DATE)
        known = np.sort(date[~np.isnat(date) & ~null])
        middle = known[known.size // 2] if known.size else np.datetime64("NaT", "D")
        far = np.abs(date - middle) > FARTHEST
    last = last_days([date[~null & ~far]])
    if last.is_slip:
        far |= last.after(date)
    late = int((last.after(date) & ~null & ~far).sum())
    return [
        (Reason.MISSING, written.is_blank),
        (Reason.UNREADABLE, np.isnat(date)),
        (Reason.NULL_DATE, null),
        (Reason.FAR_DATE, far),
    ], _lone_days(late, last.day)


def _lone_days(n: int, day: np.datetime64) -> list[Label]:
    """Say that some days come long after the others, too many of all to be slips for sure."""
    told = {"n": n, "day": day}
    return [Label(LONE.fr.format(**told), LONE.en.format(**told))] if n else []


def _sides(texts: Mapping[Column, Texts]) -> tuple[Cents, Cents, Texts, Label]:
    """Debits and credits, the texts to show at fault, and how amounts are written."""
    if Column.DEBIT in texts and Column.CREDIT in texts:
        debit, credit = texts[Column.DEBIT], texts[Column.CREDIT]
        mark, evidence = decimal_mark([debit, credit])
        left, right = _cents(debit, mark), _cents(credit, mark)
        return left, right, _shown(debit, left, credit), evidence
    amounts, senses = texts[Column.AMOUNT], texts[Column.SENSE]
    mark, evidence = decimal_mark([amounts])
    cents = _cents(amounts, mark)
    sense = senses.read(lambda text: SENSES.get(text.upper().replace("É", "E"), 0), np.int64)
    unknown = (sense == 0) & (cents != 0)
    debit_cents = np.where(sense > 0, cents, 0)
    credit_cents = np.where(sense < 0, cents, 0)
    debit_cents[unknown] = NO_AMOUNT
    return debit_cents, credit_cents, _shown(amounts, debit_cents, senses), evidence


def _shown(first: Texts, cents: Cents, second: Texts) -> Texts:
    """Show the text at fault: of the first column where that one cannot be read, or is not 0."""
    codes = np.where((cents == 0), second.codes + len(first.values), first.codes)
    return Texts(codes.astype(np.int32), first.values + second.values)


def _cents(texts: Texts, mark: str) -> Cents:
    """Read a column of amounts, 0 where nothing is written."""
    plain = re.compile(rf"(\d{{1,13}})\{mark}(\d\d)", re.ASCII)

    def read(text: str) -> int:
        if not text:
            return 0
        if match := plain.fullmatch(text):
            cents: int | None = int(match[1] + match[2])
        else:
            cents = read_cents([text], mark)[0]
        return NO_AMOUNT if cents is None or abs(cents) > LARGEST_CENTS else cents

    return texts.read(read, np.int64)
