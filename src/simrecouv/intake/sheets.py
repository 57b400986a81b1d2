"""Excel workbooks (.xlsx, .xlsm): the sheet, the row of its headings, and its columns in one pass.

Of several sheets the one with most known headings is read. Headings may stand below a title and
blank rows. Cells become text in one canonical form (`simrecouv.intake.cells`); what formulas show
is read, not the formulas.
"""

from __future__ import annotations

import warnings
import zipfile
from array import array
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.cells import cell_text
from simrecouv.intake.delimited import Codes
from simrecouv.intake.files import LARGEST_BYTES, Columns
from simrecouv.intake.heads import SEARCHED_ROWS, find_head
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Label

#: Last row and last column of a sheet.
LAST_ROW, LAST_COLUMN = 2**20, 2**14
#: A part of an honest workbook shrinks less than this, unless it is small [bytes].
LARGEST_RATIO, SMALL_PART = 200, 2**26


@dataclass(frozen=True, eq=False)
class SheetTable:
    """A sheet whose headings are known and whose rows are still unread."""

    source: str
    sheet: Any
    heading_row: int
    headings: tuple[str, ...]

    @property
    def layout(self) -> Label:
        """Sheet and row of the headings."""
        title, row = self.sheet.title, self.heading_row
        return Label(
            f"fichier : Excel, feuille « {title} », en-têtes en ligne {row}",
            f"file: Excel, sheet '{title}', headings on row {row}",
        )

    def read_columns(self, places: Collection[int]) -> Columns:
        """Read some columns, by their places among the headings; blank rows are left out.

        Raises
        ------
        LedgerFileError
            If the sheet is broken.
        """
        lines = array("q")
        known = {place: Codes() for place in places}
        codes = {place: array("i") for place in places}
        first, width = self.heading_row + 1, len(self.headings)
        with _named_errors(self.source):
            for line, values in enumerate(_rows(self.sheet, first, LAST_ROW, width), first):
                texts = [cell_text(value) for value in values]
                if not any(texts):
                    continue
                lines.append(line)
                for place in places:
                    codes[place].append(known[place][texts[place]])
        columns = {
            place: Texts(np.array(codes[place], dtype=np.int32), tuple(known[place]))
            for place in places
        }
        return Columns(np.array(lines, dtype=np.int64), columns, [])


def open_workbook(content: bytes, source: str, wanted: Collection[str]) -> SheetTable:
    """Find the sheet and the headings of a workbook.

    Parameters
    ----------
    content
        The file.
    source
        Its name, for errors.
    wanted
        Headings that the user named: they count as known ones.

    Raises
    ------
    LedgerFileError
        If the workbook is broken, protected, empty, or larger than any ledger.
    """
    with _named_errors(source):
        _check_archive(content, source)
        from openpyxl import load_workbook

        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        heads = [(sheet, find_head(_first_rows(sheet), wanted)) for sheet in book.worksheets]
    if not any(head.headings for _, head in heads):
        raise LedgerFileError(source, [Problem("file", None, "empty: headings and rows expected")])
    sheet, head = max(heads, key=lambda found: (found[1].known, bool(found[1].headings)))
    if len(head.headings) < 2:
        meant = "one column: a column for each field expected"
        raise LedgerFileError(source, [Problem("headings", head.headings[0], meant)])
    return SheetTable(source, sheet, head.line, head.headings)


@contextmanager
def _named_errors(source: str) -> Iterator[None]:
    """Turn whatever a broken workbook raises into the error of its file.

    The archive, its XML and its values are read by three libraries, each with its own exceptions:
    none of them may reach a user as a traceback.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and dates that do not concern a ledger
            yield
    except LedgerFileError:
        raise
    except Exception as error:
        meant = f"a broken or protected Excel file ({type(error).__name__}: {error!s:.100})"
        raise LedgerFileError(source, [Problem("file", None, meant)]) from None


def _check_archive(content: bytes, source: str) -> None:
    """Refuse archives that are no workbook, or that swell beyond measure."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        meant = "this is a zip file that is not an Excel workbook (.xlsx, .xlsm)"
        raise LedgerFileError(source, [Problem("file", None, meant)])
    swollen = any(
        part.file_size > SMALL_PART and part.file_size > LARGEST_RATIO * part.compress_size
        for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > LARGEST_BYTES:
        meant = "an Excel file beyond measure once uncompressed: save the sheet as CSV"
        raise LedgerFileError(source, [Problem("file", None, meant)])


def _rows(sheet: Any, first: int, last: int, width: int) -> Iterator[tuple[Any, ...]]:
    """Yield the values of rows; the size that a sheet states for itself is not believed."""
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(
        min_row=first, max_row=last, max_col=width, values_only=True
    )
    return rows


def _first_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbers and the texts of the first rows, without the blank cells at their ends."""
    for line, values in enumerate(_rows(sheet, 1, SEARCHED_ROWS, LAST_COLUMN), 1):
        texts = [cell_text(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        yield line, texts
