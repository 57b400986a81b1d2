"""From texts to values, column by column; nothing is judged here but what cannot be parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.amounts import Amounts, decimal_mark, read_amounts, read_currencies
from simrecouv.intake.date_order import DateOrder, date_order, is_changed_cell
from simrecouv.intake.dates import (
    Dates,
    are_serials,
    contradicted,
    from_serial,
    is_null_date,
    means_nothing,
    read_dates,
    whole_days,
)
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label, Reason
from simrecouv.vocabulary.numbers import plain

DATE_COLUMNS = (Column.ISSUE_DATE, Column.DUE_DATE, Column.PAID_DATE)
AMOUNT_COLUMNS = (Column.AMOUNT, Column.PAID_AMOUNT, Column.OPEN_AMOUNT)

YES = {"yes", "y", "oui", "o", "ja", "j", "true", "vrai", "wahr", "1", "x"}
NO = {"", "no", "n", "non", "nein", "false", "faux", "falsch", "0", "-"}

#: What a spreadsheet writes where a formula failed.
FAILED = re.compile(r"#(N/[AV]|NV|REF!|BEZUG!|VALUE!|VALEUR!|WERT!|DIV/0!|NAME\?|NOM\?|NUM!|NULL!)")
#: What typed cells keep in brackets: a date, or a number with decimals.
TYPED = re.compile(r"\[(\d{4}-\d\d-\d\d(?: [\d:.]+)?|-?\d+\.\d+)\]", re.ASCII)

SERIAL = Label(
    "{column} : nombres de jours d'un tableur (45322 = 31/01/2024)",
    "{column}: the day numbers of a spreadsheet (45322 = 2024-01-31)",
)
NULL = Label(
    "{column} : {n} dates qui veulent dire « aucune », ex. {example}, lues comme vides",
    "{column}: {n} dates that mean 'none', e.g. {example}, read as blank",
)
NOTHING = Label(
    "{column} : {n} valeurs qui veulent dire « rien », ex. {example}, lues comme vides",
    "{column}: {n} values that mean 'nothing', e.g. {example}, read as blank",
)


@dataclass(frozen=True, eq=False)
class Parsed:
    """The values of every well-formed row; ``NaT`` and `NO_AMOUNT` where there is none.

    All arrays and columns have one place per row, in the order of the file.

    Attributes
    ----------
    lines : (rows,) int64
        Line of the file each row starts on.
    texts : dict of Column to Texts
        Texts by field, for the fields that the file has: DOCUMENT_TYPE, APPLIES_TO and STATUS are
        here or absent like the others. Null dates of DUE_DATE and PAID_DATE are blank already,
        and so are words such as ``N/A`` in any date and in PAID_AMOUNT.
    issue, due, paid : (rows,) datetime64[D]
        Dates; ``due`` comes from terms in days where no due date is written.
    written : Amounts
        [cents] Every readable amount, however large: the sums of the quality report.
    amount_cents : (rows,) int64
        [cents] The same, `NO_AMOUNT` also where beyond measure.
    paid_cents : (rows,) int64
        [cents] As written; the whole amount where nothing is written and there is a payment date;
        else 0.
    open_cents : (rows,) int64
        [cents] What is still due, `NO_AMOUNT` where nothing is written or the file does not say.
    currency : Texts
        Code of the currency of each row; empty where none is named.
    disputed : (rows,) bool
        Whether a dispute is noted.
    order : DateOrder
        How the dates of the file read.
    mark : str
        Decimal mark of the file.
    doubts : list of SetAside
        Optional values that could not be read, or that were put right.
    evidence : tuple of Label
        Why the dates and amounts are read as they are.
    """

    lines: NDArray[np.int64]
    texts: dict[Column, Texts]
    issue: Dates
    due: Dates
    paid: Dates
    written: Amounts
    amount_cents: NDArray[np.int64]
    paid_cents: NDArray[np.int64]
    open_cents: NDArray[np.int64]
    currency: Texts
    disputed: NDArray[np.bool_]
    order: DateOrder
    mark: str
    doubts: list[SetAside]
    evidence: tuple[Label, ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.lines.size

    def text(self, column: Column) -> Texts:
        """Return the texts of a field, blank where the file does not have it."""
        return _column(self.texts, column, len(self))

    def rows(self, column: Column, reason: Reason, wrong: NDArray[np.bool_]) -> list[SetAside]:
        """Name the rows of a mask, with the value of one field, a reason and the amount."""
        named = _named(self.lines, column, self.text(column), reason, wrong)
        amounts = self.written.of(wrong)
        return [row._replace(cents=cents) for row, cents in zip(named, amounts, strict=True)]


def parse(lines: NDArray[np.int64], texts: Mapping[Column, Texts], source: str) -> Parsed:
    """Parse the texts of a file, once its date order and decimal mark are decided.

    Raises
    ------
    LedgerFileError
        If the date order cannot be decided.
    """
    texts, rewritten = _plain_texts(texts)
    dated = {column: texts[column] for column in DATE_COLUMNS if column in texts}
    order = date_order(dated, texts.get(Column.DAYS_TO_PAY), source)
    issue, due, paid = (_dates(texts, column, order, lines.size) for column in DATE_COLUMNS)
    mark, mark_evidence = decimal_mark([texts[c] for c in AMOUNT_COLUMNS if c in texts])
    written = read_amounts(texts[Column.AMOUNT], mark)
    return Parsed(
        lines=lines,
        texts=texts,
        issue=issue,
        due=_due(texts, issue, due),
        paid=paid,
        written=written,
        amount_cents=written.cents,
        paid_cents=_paid_cents(texts, written.cents, paid, mark),
        open_cents=read_amounts(_column(texts, Column.OPEN_AMOUNT, lines.size), mark).cents,
        currency=read_currencies(texts[Column.AMOUNT], texts.get(Column.CURRENCY)),
        disputed=_column(texts, Column.DISPUTED, lines.size).read(_is_yes, np.bool_),
        order=order,
        mark=mark,
        doubts=[
            *_swapped(lines, texts, order),
            *_undisputed(lines, texts),
            *_inconsistent(lines, texts, issue, paid),
        ],
        evidence=(*order.evidence, *rewritten, mark_evidence),
    )


def _column(texts: Mapping[Column, Texts], column: Column, rows: int) -> Texts:
    return texts[column] if column in texts else Texts.blank(rows)


def _named(
    lines: NDArray[np.int64], column: Column, texts: Texts, reason: Reason, rows: NDArray[np.bool_]
) -> list[SetAside]:
    places = np.flatnonzero(rows).tolist()
    return [SetAside(int(lines[row]), column, texts[row][:80], reason) for row in places]


# === Before any value is read ============================================================== #


def _plain_texts(texts: Mapping[Column, Texts]) -> tuple[dict[Column, Texts], list[Label]]:
    """Blank what means nothing, and write serial numbers as dates; say so."""
    plain_texts, evidence = {}, []
    for column, held in texts.items():
        if column in DATE_COLUMNS:
            plain_texts[column], told = _plain_dates(column, held)
            evidence += told
        elif column is Column.PAID_AMOUNT:
            plain_texts[column], told = _blanked(column, held, means_nothing, NOTHING)
            evidence += told
        elif column in AMOUNT_COLUMNS:
            plain_texts[column] = held
        else:
            plain_texts[column] = held.map(_untyped)
    return plain_texts, evidence


def _untyped(text: str) -> str:
    """Take the brackets of typed cells off; a formula that failed says nothing."""
    match = TYPED.fullmatch(text)
    return match[1] if match else "" if FAILED.fullmatch(text) else text


def _plain_dates(column: Column, texts: Texts) -> tuple[Texts, list[Label]]:
    evidence = []
    if are_serials(texts):
        texts = texts.map(from_serial)
        evidence.append(_told(SERIAL, column))
    if column is Column.ISSUE_DATE:
        texts, told = _blanked(column, texts, means_nothing, NOTHING)
    else:
        texts, told = _blanked(column, texts, is_null_date, NULL)
    return texts, evidence + told


def _blanked(
    column: Column, texts: Texts, means_none: Callable[[str], bool], label: Label
) -> tuple[Texts, list[Label]]:
    """Blank the texts that mean nothing; say so."""
    none = {text: n for text, n in texts.counts().items() if means_none(text)}
    if not none:
        return texts, []
    told = _told(label, column, sum(none.values()), next(iter(none)))
    return texts.map(lambda text: "" if text in none else text), [told]


def _told(label: Label, column: Column, n: int = 0, example: str = "") -> Label:
    return Label(
        label.fr.format(column=column.label.fr, n=plain(n, "fr"), example=example),
        label.en.format(column=column.label.en, n=plain(n, "en"), example=example),
    )


# === Values ================================================================================ #


def _dates(texts: Mapping[Column, Texts], column: Column, order: DateOrder, rows: int) -> Dates:
    return read_dates(_column(texts, column, rows), order.order, swapped=column in order.swapped)


def _due(texts: Mapping[Column, Texts], issue: Dates, due: Dates) -> Dates:
    """Due dates as written, else from terms in days."""
    if Column.TERMS_DAYS not in texts:
        return due
    days = whole_days(texts[Column.TERMS_DAYS])
    written = _column(texts, Column.DUE_DATE, issue.size)
    from_terms: Dates = np.where(written.is_blank & (days >= 0), issue + days, due)
    return from_terms


def _paid_cents(
    texts: Mapping[Column, Texts], amount: NDArray[np.int64], paid: Dates, mark: str
) -> NDArray[np.int64]:
    """Amounts paid: as written, else the whole invoice once it has a payment date."""
    whole = np.where(np.isnat(paid), 0, amount)
    written = texts.get(Column.PAID_AMOUNT)
    if written is None:
        return whole
    return np.where(written.is_blank, whole, read_amounts(written, mark).cents)


def _is_yes(text: str) -> bool:
    return text.lower() in YES


# === Doubts ================================================================================ #


def _swapped(
    lines: NDArray[np.int64], texts: Mapping[Column, Texts], order: DateOrder
) -> list[SetAside]:
    """Cells whose day and month were put right."""
    doubts = []
    for column in (column for column in DATE_COLUMNS if column in order.swapped):
        changed = texts[column].read(is_changed_cell, np.bool_)
        doubts += _named(lines, column, texts[column], Reason.SWAPPED_DATE, changed)
    return doubts


def _undisputed(lines: NDArray[np.int64], texts: Mapping[Column, Texts]) -> list[SetAside]:
    """Rows that say neither yes nor no to a dispute."""
    if Column.DISPUTED not in texts:
        return []
    written = texts[Column.DISPUTED]
    unknown = written.read(lambda text: text.lower() not in YES | NO, np.bool_)
    return _named(lines, Column.DISPUTED, written, Reason.UNREADABLE, unknown)


def _inconsistent(
    lines: NDArray[np.int64], texts: Mapping[Column, Texts], issue: Dates, paid: Dates
) -> list[SetAside]:
    """Rows whose given days to pay are not payment date - issue date."""
    if Column.DAYS_TO_PAY not in texts:
        return []
    given = texts[Column.DAYS_TO_PAY]
    wrong = contradicted(whole_days(given), issue, paid)
    return _named(lines, Column.DAYS_TO_PAY, given, Reason.INCONSISTENT, wrong)
