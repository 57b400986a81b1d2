"""Reading a real ledger: one document per row, or accounting entries, in text, Excel or Parquet.

The file decides its own layout, date order and decimal mark, with evidence; every row becomes an
invoice, what settles one, or is set aside with its reason; identifiers stay text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.documents import Asked, Documents, read_documents
from simrecouv.intake.fec import are_entries, read_entries
from simrecouv.intake.files import Columns, Table, open_table
from simrecouv.intake.headings import find_columns
from simrecouv.intake.last_days import seen_on
from simrecouv.intake.ledger import RealLedger
from simrecouv.intake.parsing import Parsed, parse
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.vocabulary import Column


def read_ledger(
    path: str | Path | Sequence[str | Path],
    mapping: Mapping[str, str] | None = None,
    *,
    currency: str | None = None,
    rates: Mapping[str, float] | None = None,
    terms_days: int | None = None,
    as_of: date | None = None,
) -> RealLedger:
    """Read the invoices of a real ledger, and what settled them.

    Parameters
    ----------
    path
        A CSV file: ``;``, comma, tab or ``|``; UTF-8, UTF-16 with a mark, or Windows Latin-1;
        compressed by gzip or not. Or an Excel workbook (.xlsx, .xlsm), or a Parquet file. Files of
        accounting entries (a FEC) may be several, one year each.
    mapping
        Heading → field (a `simrecouv.vocabulary.Column`), where detection is wrong or silent.
    currency
        Code of the currency to read; by default that of most rows. Rows in another one are set
        aside, unless `rates` converts them.
    rates
        Currency → what one unit of it is worth in the currency that is read, e.g.
        ``{"USD": 0.92}``. Accounting entries are in the currency of the books, and take neither.
    terms_days
        [days] From invoice to due date, for the invoices without one; a FEC has none, and without
        terms they are assumed, which the report says.
    as_of
        The day of the export, where the file does not say; not before its last recorded day.

    Raises
    ------
    LedgerFileError
        If the file cannot be read at all, or no invoice of it can be used. A row that cannot be
        used is set aside with its reason, in ``.quality``.
    MissingExtra
        If it is a Parquet file and pyarrow is not installed.

    Examples
    --------
    >>> from simrecouv.scenario import resource_folder
    >>> ledger = read_ledger(resource_folder("scenarios") / "ledgers" / "exemple-grand-livre.csv")
    >>> ledger.quality.reconciles
    True
    """
    mapping = mapping or {}
    paths = _paths(path)
    tables = [open_table(one, mapping) for one in paths]
    if tables and all(are_entries(table.headings, mapping) for table in tables):
        _refuse_currency(tables, currency, rates)
        ledger = read_entries(tables, mapping, terms_days)
        return seen_on(ledger, as_of or ledger.stated_as_of)
    if len(tables) != 1:
        meant = "one file expected: only accounting entries (a FEC, one file a year) take several"
        source = ", ".join(table.source for table in tables) or "no file"
        raise LedgerFileError(source, [Problem("files", None, meant)])
    asked = Asked(currency, rates or {}, terms_days)
    ledger = _read_documents(tables[0], mapping, asked)
    return seen_on(ledger, as_of or ledger.stated_as_of)


def _paths(path: object) -> list[str | Path]:
    """Return the paths of the files to read."""
    paths = list(path) if isinstance(path, Sequence) and not isinstance(path, str) else [path]
    found = [one for one in paths if isinstance(one, str | Path)]
    if len(found) < len(paths):
        wrong = next(one for one in paths if not isinstance(one, str | Path))
        meant = "the path of a file, or a list of such paths, expected"
        raise LedgerFileError("ledger", [Problem("path", repr(wrong)[:80], meant)])
    return found


def _refuse_currency(
    tables: Sequence[Table], currency: str | None, rates: Mapping[str, float] | None
) -> None:
    """Refuse to choose or convert the currency of accounting entries: they are in one already."""
    if currency is not None or rates:
        asked = Problem(
            "rates" if rates else "currency",
            ", ".join(rates) if rates else currency,
            "accounting entries are in the currency of the books: leave it out",
        )
        raise LedgerFileError(", ".join(table.source for table in tables), [asked])


def _read_documents(table: Table, mapping: Mapping[str, str], asked: Asked) -> RealLedger:
    """Read a list of documents, one per row."""
    given = asked.terms_days is not None
    places = find_columns(table.headings, mapping, table.source, terms_given=given)
    columns = table.read_columns(places.values())
    texts = {column: columns.texts[place] for column, place in places.items()}
    parsed = parse(columns.lines, texts, table.source)
    read = read_documents(parsed, asked, table.source)
    if not len(read.invoices):
        raise LedgerFileError(table.source, _nothing_usable(columns.broken, read))
    return RealLedger(
        read.invoices,
        read.payments,
        _quality(table, places, columns, parsed, read),
        credits=read.credits,
        currency=read.currency,
        observed_from=_stated(parsed, Column.OBSERVED_FROM),
        stated_as_of=_stated(parsed, Column.AS_OF),
    )


def _quality(
    table: Table, places: Mapping[Column, int], columns: Columns, parsed: Parsed, read: Documents
) -> QualityReport:
    aside = [*columns.broken, *read.set_aside]
    return QualityReport(
        source=table.source,
        rows_in_file=len(parsed) + len(columns.broken),
        rows_read=int(read.kept.sum()),
        amount_in_file_cents=parsed.written.total(),
        amount_read_cents=parsed.written.total(read.kept),
        amount_set_aside_cents=parsed.written.total(~read.kept),
        set_aside=tuple(sorted(aside, key=lambda row: row.line)),
        doubts=tuple(read.doubts),
        columns={column: table.headings[place] for column, place in places.items()},
        unused=tuple(h for k, h in enumerate(table.headings) if k not in places.values()),
        evidence=(table.layout, *parsed.evidence, *read.evidence),
        currency=read.currency,
    )


def _stated(parsed: Parsed, column: Column) -> date | None:
    """Return the day that a column states, year first, as `write_ledger` writes it."""
    for text in parsed.text(column).values:
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None


def _nothing_usable(broken: list[SetAside], read: Documents) -> list[Problem]:
    """Say why no invoice can be read: the first rows, each with its reason."""
    rows = sorted([*broken, *read.set_aside, *read.doubts], key=lambda row: row.line)
    if not rows:
        return [Problem("file", None, "headings without rows")]
    shown = [
        Problem(
            f"line {row.line}" + (f", {row.column.value}" if row.column else ""),
            row.value,
            row.reason.label.en,
        )
        for row in rows[:5]
    ]
    n = len({row.line for row in rows})
    return [Problem("file", None, f"none of its {n} rows can be used, such as:"), *shown]
