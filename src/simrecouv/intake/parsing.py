"""From texts to values, column by column; nothing is judged here but what cannot be parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import currency_of, decimal_mark, read_cents
from simrecouv.intake.date_order import date_order
from simrecouv.intake.dates import Dates, Order, contradicted, read_dates, whole_days
from simrecouv.intake.quality import SetAside
from simrecouv.vocabulary import Column, Label, Reason

#: An amount that could not be read, or is beyond measure, in an array of cents.
NO_AMOUNT = -(2**62)
#: Largest amount of one invoice [cents]: ten billion euros.
LARGEST_CENTS = 10**12

DATE_COLUMNS = (Column.ISSUE_DATE, Column.DUE_DATE, Column.PAID_DATE)

YES = {"yes", "y", "oui", "o", "ja", "j", "true", "vrai", "wahr", "1", "x"}
NO = {"", "no", "n", "non", "nein", "false", "faux", "falsch", "0", "-"}


@dataclass(frozen=True, eq=False)
class Parsed:
    """The values of every well-formed row; ``NaT`` and `NO_AMOUNT` where there is none.

    Attributes
    ----------
    lines : list of int
        Line of the file each row starts on.
    texts : dict
        Texts as written, stripped, by field.
    written_cents : list
        [cents] Every readable amount, however large; None where there is none.
    """

    lines: list[int]
    texts: dict[Column, list[str]]
    issue: Dates
    due: Dates
    paid: Dates
    written_cents: list[int | None]
    amount_cents: NDArray[np.int64]
    paid_cents: NDArray[np.int64]
    currency: NDArray[np.str_]
    disputed: NDArray[np.bool_]
    doubts: list[SetAside]
    evidence: tuple[Label, ...]


def parse(lines: list[int], texts: dict[Column, list[str]], source: str) -> Parsed:
    """Parse the texts of a file, once its date order and decimal mark are decided.

    Raises
    ------
    LedgerFileError
        If the date order cannot be decided.
    """
    dated = {column: texts[column] for column in DATE_COLUMNS if column in texts}
    order = date_order(dated, texts.get(Column.DAYS_TO_PAY), source)
    issue = read_dates(texts[Column.ISSUE_DATE], order.order)
    paid = read_dates(texts[Column.PAID_DATE], order.order)
    mark, mark_evidence = decimal_mark(texts[Column.AMOUNT])
    written = read_cents(texts[Column.AMOUNT], mark)
    amount = _array(written)
    disputed, doubts = _disputed(lines, texts.get(Column.DISPUTED))
    return Parsed(
        lines=lines,
        texts=texts,
        issue=issue,
        due=_due(texts, issue, order.order),
        paid=paid,
        written_cents=written,
        amount_cents=amount,
        paid_cents=_paid_cents(texts, amount, paid, mark),
        currency=_currency(texts),
        disputed=disputed,
        doubts=[*doubts, *_inconsistent(lines, texts.get(Column.DAYS_TO_PAY), issue, paid)],
        evidence=(order.evidence, mark_evidence),
    )


def _array(cents: list[int | None]) -> NDArray[np.int64]:
    small = [NO_AMOUNT if c is None or abs(c) > LARGEST_CENTS else c for c in cents]
    return np.array(small, dtype=np.int64)


def is_blank(texts: list[str]) -> NDArray[np.bool_]:
    """Whether nothing is written, row by row."""
    return np.array([not text for text in texts], dtype=bool)


def _due(texts: Mapping[Column, list[str]], issue: Dates, order: Order) -> Dates:
    """Due dates as written, else from terms in days."""
    written = texts.get(Column.DUE_DATE, [""] * issue.size)
    due = read_dates(written, order)
    if Column.TERMS_DAYS not in texts:
        return due
    days = whole_days(texts[Column.TERMS_DAYS])
    from_terms: Dates = np.where(is_blank(written) & (days >= 0), issue + days, due)
    return from_terms


def _paid_cents(
    texts: Mapping[Column, list[str]], amount: NDArray[np.int64], paid: Dates, mark: str
) -> NDArray[np.int64]:
    """Amounts paid: as written, else the whole invoice once it has a payment date."""
    whole = np.where(np.isnat(paid), 0, amount)
    written = texts.get(Column.PAID_AMOUNT)
    if written is None:
        return whole
    return np.where(is_blank(written), whole, _array(read_cents(written, mark)))


def _currency(texts: Mapping[Column, list[str]]) -> NDArray[np.str_]:
    """Currency named by the column of currencies, else by the amount itself."""
    named = {text: currency_of(text) for text in set(texts[Column.AMOUNT])}
    inline = [named[text] for text in texts[Column.AMOUNT]]
    stated = texts.get(Column.CURRENCY, [""] * len(inline))
    codes = {text: currency_of(text) or text.upper() for text in set(stated)}
    return np.array([codes[s] or i for s, i in zip(stated, inline, strict=True)], dtype=np.str_)


def _disputed(
    lines: list[int], texts: list[str] | None
) -> tuple[NDArray[np.bool_], list[SetAside]]:
    if texts is None:
        return np.zeros(len(lines), dtype=bool), []
    unknown = [
        SetAside(line, Column.DISPUTED, text, Reason.UNREADABLE)
        for line, text in zip(lines, texts, strict=True)
        if text.lower() not in YES | NO
    ]
    return np.array([text.lower() in YES for text in texts], dtype=bool), unknown


def _inconsistent(
    lines: list[int], texts: list[str] | None, issue: Dates, paid: Dates
) -> list[SetAside]:
    """Rows whose given days to pay are not payment date - issue date."""
    if texts is None:
        return []
    return [
        SetAside(lines[row], Column.DAYS_TO_PAY, texts[row], Reason.INCONSISTENT)
        for row in np.flatnonzero(contradicted(texts, issue, paid)).tolist()
    ]
