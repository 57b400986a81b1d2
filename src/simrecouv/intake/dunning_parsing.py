"""From the texts of a dunning log to values, column by column; nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import Amounts, decimal_mark, read_amounts, read_currencies
from simrecouv.intake.date_order import DateOrder, date_order
from simrecouv.intake.dates import Dates, is_null_date, read_dates
from simrecouv.intake.dunning_headings import LogColumns
from simrecouv.intake.files import Columns
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label

Ints = NDArray[np.int64]

LATER_DATES = (Column.FIRST_PAID_DATE, Column.PAID_DATE)


@dataclass(frozen=True, eq=False)
class Dated:
    """A column of dates: as written, and read (``NaT`` where there is none)."""

    texts: Texts
    day: Dates


@dataclass(frozen=True, eq=False)
class Money:
    """A column of amounts: as written, and read."""

    texts: Texts
    amounts: Amounts


@dataclass(frozen=True, eq=False)
class LogRows:
    """The values of every well-formed row of a dunning log, in the order of the file.

    Attributes
    ----------
    lines : (rows,) int64
        Line of the file each row starts on.
    case_id, customer_id, currency, counts : Texts
        Blank where the file has no such column.
    created : Dated
        Date of creation.
    steps, payments : dict of Dated
        By the name of the step; by the field of the payment (first, last).
    amount, paid : Money
        What the case is for; what was paid on it.
    added, owed : dict of Money
        By the name of the step.
    evidence : tuple of Label
        Why dates and amounts are read as they are.
    """

    lines: Ints
    case_id: Texts
    customer_id: Texts
    currency: Texts
    counts: Texts
    created: Dated
    steps: dict[str, Dated]
    payments: dict[Column, Dated]
    amount: Money
    paid: Money
    added: dict[str, Money]
    owed: dict[str, Money]
    evidence: tuple[Label, ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.lines.size

    @property
    def n_payments(self) -> Ints:
        """Number of payments of each row; 0 where the file does not say."""
        return self.counts.read(whole_number, np.int64)


def whole_number(text: str) -> int:
    """Read a whole number that a program may have written with decimals; 0 if it is none.

    >>> whole_number("2"), whole_number("2.0"), whole_number("2.5")
    (2, 2, 0)
    """
    match = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text.strip("[]"), re.ASCII)
    return int(match[1]) if match else 0


def parse_log(read: Columns, columns: LogColumns, source: str) -> LogRows:
    """Parse the columns of a log, once its date order and decimal mark are decided.

    Raises
    ------
    LedgerFileError
        If the date order cannot be decided.
    """
    texts = {column: read.texts[place] for column, place in columns.of_case.items()}
    blank = Texts.blank(read.lines.size)
    created = texts[Column.CREATED_DATE]
    payments = {c: _without_null(texts[c]) for c in LATER_DATES if c in texts}
    steps = {step: _without_null(read.texts[place]) for step, place in columns.dates.items()}
    order = _order(created, [*steps.values(), *payments.values()], source)
    money = [texts[Column.AMOUNT], texts[Column.PAID_AMOUNT]]
    money += [read.texts[p] for part in (columns.added, columns.owed) for p in part.values()]
    mark, mark_evidence = decimal_mark(money)

    def amounts(held: Texts) -> Money:
        return Money(held, read_amounts(held, mark))

    def dates(held: Texts, column: Column) -> Dated:
        return Dated(held, read_dates(held, order.order, swapped=column in order.swapped))

    return LogRows(
        lines=read.lines,
        case_id=texts[Column.CASE_ID],
        customer_id=texts.get(Column.CUSTOMER_ID, blank),
        currency=read_currencies(texts[Column.AMOUNT], texts.get(Column.CURRENCY)),
        counts=texts.get(Column.PAYMENT_COUNT, blank),
        created=dates(created, Column.ISSUE_DATE),
        steps={step: dates(held, Column.DUE_DATE) for step, held in steps.items()},
        payments={column: dates(held, Column.DUE_DATE) for column, held in payments.items()},
        amount=amounts(texts[Column.AMOUNT]),
        paid=amounts(texts[Column.PAID_AMOUNT]),
        added={step: amounts(read.texts[place]) for step, place in columns.added.items()},
        owed={step: amounts(read.texts[place]) for step, place in columns.owed.items()},
        evidence=(*order.evidence, mark_evidence),
    )


def _without_null(texts: Texts) -> Texts:
    """Blank the dates by which programs mean that there is none."""
    return texts.map(lambda text: "" if is_null_date(text) else text)


def _order(created: Texts, later: list[Texts], source: str) -> DateOrder:
    """Decide how the dates read: all that comes later is one column of dates after creation."""
    stacked: Mapping[Column, Texts] = {
        Column.ISSUE_DATE: Texts(np.tile(created.codes, len(later)), created.values),
        Column.DUE_DATE: Texts.of(chain.from_iterable(later)),
    }
    return date_order(stacked, None, source)
