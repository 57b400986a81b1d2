"""From a file to its table, whatever kind of file it is; no meaning is given to values here.

A table knows its headings; its rows are still unread. `Table.read_columns` reads the columns that
are wanted, and no other, in one pass. Every malformed file ends in a `LedgerFileError`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Label

#: Largest file that is read, once uncompressed [bytes].
LARGEST_BYTES = 2**31

#: Most headings of a table: the columns of a sheet.
MOST_HEADINGS = 2**14

GZIP, EXCEL, PARQUET = b"\x1f\x8b", b"PK\x03\x04", b"PAR1"

#: First bytes of files that are not read, and what they are.
NOT_READ = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls), or one that a password protects: save it as "
    ".xlsx without a password, or as CSV UTF-8",
    b"%PDF": "a PDF: export the ledger as CSV or .xlsx",
}


@dataclass(frozen=True, eq=False)
class Columns:
    """The wanted columns of every row that has the shape of the headings.

    Attributes
    ----------
    lines : (rows,) int64
        Line of the file, or row of the sheet, on which each row starts.
    texts : dict of int to Texts
        Place among the headings → texts, without the spaces around them.
    broken : list of SetAside
        Rows of another shape.
    """

    lines: NDArray[np.int64]
    texts: dict[int, Texts]
    broken: list[SetAside]


class Table(Protocol):
    """A table whose headings are known and whose rows are still unread."""

    @property
    def source(self) -> str:
        """Name of the file, for errors."""

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings, without the spaces around them."""

    @property
    def layout(self) -> Label:
        """How the file is made: encoding and separator, or sheet and row of the headings."""

    def read_columns(self, places: Collection[int]) -> Columns:
        """Read some columns, by their places among the headings; blank rows are left out.

        Raises
        ------
        LedgerFileError
            Where a row cannot be told from the next.
        """


def open_table(path: str | Path, wanted: Collection[str] = ()) -> Table:
    """Open a ledger file: delimited text, Excel or Parquet; text may be compressed by gzip.

    Parameters
    ----------
    path
        The file; its first bytes say what it is, not its name.
    wanted
        Headings that the user named: they help to find the row of headings.

    Raises
    ------
    LedgerFileError
        If the file is missing, empty, broken, or not a table.
    MissingExtra
        If it is a Parquet file and pyarrow is not installed.
    """
    from simrecouv.intake.delimited import open_text
    from simrecouv.intake.parquet import open_parquet
    from simrecouv.intake.sheets import open_workbook

    source = Path(path).name or str(path)
    content = _bytes_of(Path(path), source)
    if content.startswith(EXCEL):
        return open_workbook(content, source, wanted)
    if content.startswith(PARQUET):
        return open_parquet(content, source)
    return open_text(content, source, wanted)


def refuse_wide(width: int, source: str, line: int) -> None:
    """Refuse a table that is wider than any sheet, before its headings are looked at.

    Raises
    ------
    LedgerFileError
        If it has more than `MOST_HEADINGS` headings.
    """
    if width > MOST_HEADINGS:
        meant = f"{width} columns, {MOST_HEADINGS} at most: this is no table of invoices"
        raise LedgerFileError(source, [Problem(f"line {line}", None, meant)])


def _bytes_of(path: Path, source: str) -> bytes:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        meant = getattr(error, "strerror", None) or str(error)
        raise LedgerFileError(source, [Problem("file", None, meant)]) from None
    if content.startswith(GZIP):
        content = _uncompressed(content, source)
    for start, kind in NOT_READ.items():
        if content.startswith(start):
            raise LedgerFileError(source, [Problem("file", None, f"this is {kind}")])
    return content


def _uncompressed(content: bytes, source: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as stream:
            text = stream.read(LARGEST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = Problem("file", None, f"a broken gzip file: {error}")
        raise LedgerFileError(source, [problem]) from None
    if len(text) > LARGEST_BYTES:
        meant = f"more than {LARGEST_BYTES // 2**20} MiB once uncompressed: split it"
        raise LedgerFileError(source, [Problem("file", None, meant)])
    return text
