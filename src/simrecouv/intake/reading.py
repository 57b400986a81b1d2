"""Reading a real ledger: one invoice per row, in a delimited text file.

The file decides its own encoding, separator, date order and decimal mark, with evidence; every row
becomes an invoice or is set aside with its reason; identifiers stay text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.checks import set_aside_rows
from simrecouv.intake.files import SEPARATORS, TextTable, open_table
from simrecouv.intake.headings import find_columns
from simrecouv.intake.ledger import NO_SEGMENT, ONE_SEGMENT, RealLedger
from simrecouv.intake.parsing import Parsed, parse
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.vocabulary import Column, Label, Reason, Settling


def read_ledger(path: str | Path, mapping: Mapping[str, str] | None = None) -> RealLedger:
    """Read the invoices of a real ledger, one row each, from a delimited text file.

    Parameters
    ----------
    path
        A CSV file: ``;``, comma, tab or ``|``; UTF-8, UTF-16 with a mark, or Windows Latin-1.
    mapping
        Heading → field (a `simrecouv.vocabulary.Column`), where detection is wrong or silent.

    Raises
    ------
    LedgerFileError
        If the file cannot be read at all, or no row of it can be used. A row that cannot be used
        is set aside with its reason, in ``.quality``.

    Examples
    --------
    >>> from simrecouv.scenario import resource_folder
    >>> ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    >>> ledger.quality.reconciles
    True
    """
    table = open_table(path)
    places = find_columns(table.headings, mapping or {}, table.source)
    lines, texts, broken = _collect(table, places)
    parsed = parse(lines, texts, table.source)
    aside, kept = set_aside_rows(parsed)
    if not kept.any():
        raise LedgerFileError(table.source, _nothing_usable([*broken, *aside]))
    quality = QualityReport(
        source=table.source,
        rows_in_file=len(lines) + len(broken),
        rows_read=int(kept.sum()),
        amount_in_file_cents=sum(amount or 0 for amount in parsed.written_cents),
        amount_read_cents=int(parsed.amount_cents[kept].sum()),
        amount_set_aside_cents=sum(
            parsed.written_cents[row] or 0 for row in np.flatnonzero(~kept).tolist()
        ),
        set_aside=tuple(sorted([*broken, *aside], key=lambda row: row.line)),
        doubts=tuple(_kept_doubts(parsed, kept)),
        columns={column: table.headings[place] for column, place in places.items()},
        unused=tuple(h for k, h in enumerate(table.headings) if k not in places.values()),
        evidence=(_layout(table), *parsed.evidence),
    )
    return RealLedger(_invoices(parsed, kept), _payments(parsed, kept), quality)


def _collect(
    table: TextTable, places: Mapping[Column, int]
) -> tuple[list[int], dict[Column, list[str]], list[SetAside]]:
    """Read the texts of the known columns; rows of another shape are set aside at once."""
    lines: list[int] = []
    texts: dict[Column, list[str]] = {column: [] for column in places}
    broken: list[SetAside] = []
    wells = [(texts[column], place) for column, place in places.items()]
    width = len(table.headings)
    for first, last, values in table.rows():
        while len(values) > width and not values[-1].strip():
            values.pop()
        if last > first and any(table.separator in v and "\n" in v for v in values):
            broken.append(SetAside(first, None, f"{first}-{last}", Reason.OPEN_QUOTE))
        elif len(values) != width:
            broken.append(SetAside(first, None, f"{len(values)}/{width}", Reason.WRONG_WIDTH))
        else:
            lines.append(first)
            for well, place in wells:
                well.append(values[place].strip())
    return lines, texts, broken


def _layout(table: TextTable) -> Label:
    separator = SEPARATORS[table.separator]
    shown = {"tab": "tabulation"}.get(separator, separator)
    return Label(
        f"fichier : {table.encoding}, séparateur « {shown} »",
        f"file: {table.encoding}, separator '{separator}'",
    )


def _nothing_usable(rows: list[SetAside]) -> list[Problem]:
    """Say why no row can be used: the first rows, each with its reason."""
    if not rows:
        return [Problem("file", None, "headings without rows")]
    shown = [
        Problem(
            f"line {row.line}" + (f", {row.column.value}" if row.column else ""),
            row.value,
            row.reason.label.en,
        )
        for row in sorted(rows, key=lambda row: row.line)[:5]
    ]
    return [Problem("file", None, f"none of its {len(rows)} rows can be used, such as:"), *shown]


def _kept_doubts(parsed: Parsed, kept: NDArray[np.bool_]) -> list[SetAside]:
    lines = set(np.asarray(parsed.lines)[kept].tolist())
    return [doubt for doubt in parsed.doubts if doubt.line in lines]


def _invoices(parsed: Parsed, kept: NDArray[np.bool_]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "invoice_id": _text(parsed.texts[Column.INVOICE_ID], kept),
            "customer_id": _text(parsed.texts[Column.CUSTOMER_ID], kept),
            "segment": _segments(parsed, kept),
            "issue_date": pd.Series(parsed.issue[kept].astype("datetime64[s]")),
            "due_date": pd.Series(parsed.due[kept].astype("datetime64[s]")),
            "amount_cents": parsed.amount_cents[kept],
            "disputed": parsed.disputed[kept],
        }
    )


def _payments(parsed: Parsed, kept: NDArray[np.bool_]) -> pd.DataFrame:
    paid = kept & ~np.isnat(parsed.paid) & (parsed.paid_cents > 0)
    return pd.DataFrame(
        {
            "invoice_id": _text(parsed.texts[Column.INVOICE_ID], paid),
            "paid_date": pd.Series(parsed.paid[paid].astype("datetime64[s]")),
            "amount_cents": parsed.paid_cents[paid],
            "kind": pd.Series([Settling.PAYMENT.value] * int(paid.sum()), dtype="str"),
        }
    )


def _text(texts: list[str], rows: NDArray[np.bool_]) -> pd.Series[str]:
    return pd.Series([texts[row] for row in np.flatnonzero(rows).tolist()], dtype="str")


def _segments(parsed: Parsed, kept: NDArray[np.bool_]) -> pd.Series[str]:
    texts = parsed.texts.get(Column.SEGMENT)
    if texts is None:
        return pd.Series([ONE_SEGMENT] * int(kept.sum()), dtype="str")
    return _text([re.sub(r"\s+", " ", text) or NO_SEGMENT for text in texts], kept)
