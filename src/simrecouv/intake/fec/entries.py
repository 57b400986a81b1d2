"""One file of entries: its customer lines with what stands against them, the other lines summed.

An entry is the lines of one number in one journal on one day (a FEC), or of one document on one day
where numbers are missing or number single lines. What stands against a customer line in its entry
says what the line is; `roles` decides.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.intake.delimited import TextTable
from simrecouv.intake.fec.accounts import (
    OPENING_NAME,
    Side,
    customer_of,
    group_of,
    is_opening_journal,
    side_of,
)
from simrecouv.intake.fec.columns import find_entry_columns, is_a_fec
from simrecouv.intake.fec.soundness import check_entries
from simrecouv.intake.fec.values import Values, read_values
from simrecouv.intake.files import Table
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label

Mask = NDArray[np.bool_]
Cents = NDArray[np.int64]

#: Numbers of entries that mostly number single lines (more distinct ones than this share of the
#: rows) say nothing of entries.
LINE_NUMBERS = 0.6


class GroupTotal(NamedTuple):
    """Lines of other accounts: group of accounts, rows, sums of debits and credits [cents]."""

    group: str
    rows: int
    debit_cents: int
    credit_cents: int


@dataclass(frozen=True, eq=False)
class FileEntries:
    """What one file of entries holds.

    Attributes
    ----------
    lines : DataFrame
        One row per readable customer line: line; date, piece_date, due, letter_date; journal,
        ledger_account, customer, piece, letter (text); signed [cents, debit above 0]; entry;
        what stands against it in its entry [cents, debit above 0 but for sales]: sales, cash,
        written_off, discount, tax; receivables, receivable_debits (lines of customer accounts in
        the entry), others (lines of other accounts); is_opening.
    others : tuple of GroupTotal
        Lines of other accounts.
    is_fec : bool
        Whether the file holds all entries of the company, not its customers' alone.
    """

    source: str
    rows_in_file: int
    lines: pd.DataFrame
    others: tuple[GroupTotal, ...]
    set_aside: list[SetAside]
    first_day: np.datetime64
    last_day: np.datetime64
    is_fec: bool
    columns: dict[Column, str]
    unused: tuple[str, ...]
    evidence: tuple[Label, ...]


def read_file(table: Table, mapping: Mapping[str, str]) -> FileEntries:
    """Read a table of entries; lines of other accounts are summed, then forgotten.

    Raises
    ------
    LedgerFileError
        If a column is missing, or its dates are ambiguous.
    """
    table = _plain_quotes(table)
    places = find_entry_columns(table.headings, mapping, table.source)
    read = table.read_columns(places.values())
    texts = {column: read.texts[place] for column, place in places.items()}
    values = read_values(texts, read.lines, table.source)
    accounts = _ledger_accounts(texts, read.lines.size)
    sides = accounts.read(side_of, np.int8)
    is_customer = sides == Side.RECEIVABLE
    is_fec = bool(is_customer.any()) or is_a_fec(table.headings)
    if not is_fec:  # a ledger of customers only: auxiliary accounts, whatever their numbers
        is_customer[:], sides[:] = True, Side.RECEIVABLE
    bad = values.unusable(is_customer)
    kept = is_customer & values.is_readable
    entry = _entries(texts, values)
    told = check_entries(texts, values, entry, table.source) if is_fec else []
    last = values.date[values.is_readable]
    lines = _customer_lines(texts, accounts, values, kept)
    lines["line"] = read.lines[kept]
    for name, against in _against(entry, sides, values.signed, values.is_readable).items():
        lines[name] = against[entry[kept]]
    lines["entry"] = entry[kept]
    lines["is_opening"] = _is_opening(texts, accounts, values, entry)[kept]
    return FileEntries(
        source=table.source,
        rows_in_file=read.lines.size + len(read.broken),
        lines=lines,
        others=_totals(accounts, values, ~is_customer & values.is_summed),
        set_aside=[*read.broken, *bad],
        first_day=last.min() if last.size else np.datetime64("NaT", "D"),
        last_day=last.max() if last.size else np.datetime64("NaT", "D"),
        is_fec=is_fec,
        columns={column: table.headings[place] for column, place in places.items()},
        unused=tuple(h for k, h in enumerate(table.headings) if h and k not in places.values()),
        evidence=(table.layout, *values.evidence, *told),
    )


def _plain_quotes(table: Table) -> Table:
    """Drop blank headings after the last separator; in a FEC a quote is a plain character."""
    if not isinstance(table, TextTable):
        return table
    headings = table.headings
    while headings and not headings[-1]:
        headings = headings[:-1]
    first = table.content.lstrip()[:4096].split(b"\n", 1)[0]
    quoting = csv.QUOTE_MINIMAL if b'"' in first else csv.QUOTE_NONE
    return replace(table, headings=headings, quoting=quoting)


def _ledger_accounts(texts: Mapping[Column, Texts], rows: int) -> Texts:
    return texts.get(Column.LEDGER_ACCOUNT) or texts.get(Column.CUSTOMER_ID) or Texts.blank(rows)


def _entries(texts: Mapping[Column, Texts], values: Values) -> NDArray[np.int64]:
    """Return the number of the entry of each row."""
    rows = values.signed.size
    day = values.date.astype("int64")
    journal = texts.get(Column.JOURNAL, Texts.blank(rows)).codes
    document = texts.get(Column.INVOICE_ID, Texts.blank(rows))
    number = texts.get(Column.ENTRY_NUMBER, Texts.blank(rows))
    by_document = document.codes + len(number.values)
    by_number = np.where(number.is_blank, by_document, number.codes)
    found = _joined(journal, by_number, day)
    if rows and found.max() + 1 > LINE_NUMBERS * rows:
        found = _joined(journal, by_document, day)
    return found


def _joined(*codes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Give a number to each distinct combination of several codes."""
    joined = np.zeros(codes[0].size, dtype=np.int64)
    for one in codes:
        dense, values = pd.factorize(one)
        joined = pd.factorize(joined * (len(values) + 1) + dense)[0].astype(np.int64)
    return joined


def _against(
    entry: NDArray[np.int64], sides: NDArray[np.int8], signed: Cents, readable: Mask
) -> dict[str, Cents]:
    """Sum, entry by entry, the lines of each side; sums below 2**53 are exact."""
    size = int(entry.max(initial=-1)) + 1

    def total(rows: Mask) -> Cents:
        part = rows & readable
        sums = np.bincount(entry[part], weights=signed[part], minlength=size)
        return sums.astype(np.int64)

    def count(rows: Mask) -> Cents:
        return np.bincount(entry[rows], minlength=size).astype(np.int64)

    return {
        "sales": -total(sides == Side.SALES),
        "sale_lines": count(sides == Side.SALES),
        "cash": total(sides == Side.CASH),
        "cash_lines": count(sides == Side.CASH),
        "written_off": total(sides == Side.WRITTEN_OFF),
        "discount": total(sides == Side.DISCOUNT),
        "tax": total(sides == Side.TAX),
        "receivables": count(sides == Side.RECEIVABLE),
        "receivable_debits": count((sides == Side.RECEIVABLE) & (signed > 0)),
        "others": count(sides != Side.RECEIVABLE),
    }


def _is_opening(
    texts: Mapping[Column, Texts], accounts: Texts, values: Values, entry: NDArray[np.int64]
) -> Mask:
    """Whether a row opens the year: by its journal, its text, or as a balance sheet on day one."""
    rows = entry.size
    code = texts.get(Column.JOURNAL, Texts.blank(rows))
    name = texts.get(Column.JOURNAL_NAME, Texts.blank(rows))
    by_journal = code.read(lambda text: is_opening_journal(text, ""), np.bool_)
    by_journal |= name.read(lambda text: is_opening_journal("", text), np.bool_)
    if not rows or not values.is_readable.any():
        return np.zeros(rows, dtype=bool)
    first = values.date == values.date[values.is_readable].min()
    # Accounts of classes 1 to 5 with equity among them: a balance sheet, not a sale nor a payment.
    equity = accounts.read(lambda text: text[:2] in {"10", "11", "12"}, np.bool_)
    result = accounts.read(lambda text: text[:1] in {"6", "7"}, np.bool_)
    size = int(entry.max()) + 1
    balance = (np.bincount(entry[equity], minlength=size) > 0) & (
        np.bincount(entry[result], minlength=size) == 0
    )
    label = texts.get(Column.ENTRY_LABEL, Texts.blank(rows))
    told = label.read(lambda text: bool(OPENING_NAME.search(text)), np.bool_)
    lone = (np.bincount(entry[result], minlength=size) == 0)[entry]
    opening: Mask = by_journal | (first & balance[entry]) | (first & told & lone)
    return opening


def _customer_lines(
    texts: Mapping[Column, Texts], accounts: Texts, values: Values, kept: Mask
) -> pd.DataFrame:
    rows = kept.size
    blank = Texts.blank(rows)

    def text(column: Column) -> pd.Series[str]:
        return texts.get(column, blank).series(kept)

    auxiliary = texts.get(Column.CUSTOMER_ID, blank).take(kept)
    pairs = zip(accounts.take(kept), auxiliary, strict=True)
    customers = {pair: customer_of(*pair) for pair in set(pairs)}
    pairs = zip(accounts.take(kept), auxiliary, strict=True)
    return pd.DataFrame(
        {
            "date": values.date[kept],
            "piece_date": values.piece_date[kept],
            "due": values.due[kept],
            "letter_date": values.letter_date[kept],
            "journal": text(Column.JOURNAL),
            "journal_name": text(Column.JOURNAL_NAME),
            "number": text(Column.ENTRY_NUMBER),
            "ledger_account": accounts.series(kept),
            "customer": pd.Series([customers[pair] for pair in pairs], dtype="str"),
            "piece": text(Column.INVOICE_ID),
            "label": text(Column.ENTRY_LABEL),
            "letter": text(Column.LETTER),
            "signed": values.signed[kept],
        }
    )


def _totals(accounts: Texts, values: Values, rows: Mask) -> tuple[GroupTotal, ...]:
    """Sum the lines of other accounts by group; exact, in Python integers by distinct group."""
    groups = accounts.map(group_of)
    counts: Counter[str] = Counter()
    debit: Counter[str] = Counter()
    credit: Counter[str] = Counter()
    for code, group in enumerate(groups.values):
        mine = rows & (groups.codes == code)
        counts[group] = int(mine.sum())
        debit[group] = int(values.debit[mine].sum())
        credit[group] = int(values.credit[mine].sum())
    return tuple(GroupTotal(g, counts[g], debit[g], credit[g]) for g in sorted(counts) if counts[g])
