"""Excel workbooks (.xlsx, .xlsm): their sheets, the row of their headings, their columns.

Of several sheets the one with most known headings is read, a hidden one only where no other holds
anything; the sheets with the same headings, such as years, are read with it as one table, and the
others are named. Headings may stand below a title and blank rows. Cells become text in one
canonical form (`simrecouv.intake.cells`); what formulas show is read, not the formulas, and those
that were never calculated are refused.
"""

from __future__ import annotations

import warnings
import zipfile
from array import array
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.cells import cell_text
from simrecouv.intake.delimited import Codes
from simrecouv.intake.files import LARGEST_BYTES, Columns
from simrecouv.intake.heads import SEARCHED_ROWS, Head, find_head
from simrecouv.intake.texts import Texts
from simrecouv.intake.uncalculated import uncalculated_cells
from simrecouv.vocabulary import Label

#: Last row and last column of a sheet.
LAST_ROW, LAST_COLUMN = 2**20, 2**14
#: A part of an honest workbook shrinks less than this, unless it is small [bytes].
LARGEST_RATIO, SMALL_PART = 200, 2**26
#: What is added to the rows of each further sheet, so that a line names one row of the file.
SHEET_LINES = 2_000_000

READ = Label(
    "fichier : Excel, feuille « {title} », en-têtes en ligne {n}",
    "file: Excel, sheet '{title}', headings on row {n}",
)
HIDDEN = Label("feuille masquée, les autres étant vides", "a hidden sheet, the others being blank")
TOO = Label(
    "feuille « {title} » lue aussi, mêmes en-têtes, ses lignes comptées depuis {n}",
    "sheet '{title}' read too, same headings, its rows counted from {n}",
)
LEFT = Label(
    "feuille « {title} » laissée de côté ({n} lignes)", "sheet '{title}' left out ({n} rows)"
)
LEFT_HIDDEN = Label(
    "feuille masquée « {title} » laissée de côté ({n} lignes)",
    "hidden sheet '{title}' left out ({n} rows)",
)
UNCALCULATED = Label(
    "{n} formules jamais calculées, ex. {cell}, lues comme vides",
    "{n} formulas never calculated, e.g. {cell}, read as blank",
)


class Found(NamedTuple):
    """A sheet and its headings."""

    sheet: Any
    head: Head

    @property
    def is_hidden(self) -> bool:
        """Whether the sheet does not show."""
        return bool(self.sheet.sheet_state != "visible")


@dataclass(frozen=True, eq=False)
class SheetTable:
    """Sheets of the same headings, which are known; their rows are still unread.

    Attributes
    ----------
    sheets : tuple of Found
        The sheets that are read, in the order of the book.
    left_out : tuple of (Found, int)
        Sheets that hold something else, and their numbers of rows below the headings.
    uncalculated : dict of int to list of str
        Place among the headings → cells whose formula was never calculated.
    """

    source: str
    sheets: tuple[Found, ...]
    left_out: tuple[tuple[Found, int], ...]
    uncalculated: dict[int, list[str]]

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings, without the spaces around them."""
        return self.sheets[0].head.headings

    @property
    def layout(self) -> Label:
        """Sheets and row of the headings; what is left out."""
        first = self.sheets[0]
        told = [_said(READ, first, n=first.head.line)]
        if first.is_hidden:
            told.append(_said(HIDDEN, first))
        told += [_said(TOO, one, n=k * SHEET_LINES) for k, one in enumerate(self.sheets) if k]
        told += [_said(LEFT_HIDDEN if o.is_hidden else LEFT, o, n=n) for o, n in self.left_out]
        cells = [cell for column in self.uncalculated.values() for cell in column]
        if cells:
            told.append(_said(UNCALCULATED, first, n=len(cells), cell=cells[0]))
        return Label("; ".join(one.fr for one in told), "; ".join(one.en for one in told))

    def read_columns(self, places: Collection[int]) -> Columns:
        """Read some columns, by their places among the headings; blank rows are left out.

        Raises
        ------
        LedgerFileError
            If the sheet is broken, or most of a column is formulas that were never calculated.
        """
        lines = array("q")
        known = {place: Codes() for place in places}
        codes = {place: array("i") for place in places}
        with _named_errors(self.source):
            for line, texts in self._rows():
                lines.append(line)
                for place in places:
                    codes[place].append(known[place][texts[place]])
        self._refuse_uncalculated(places, len(lines))
        columns = {
            place: Texts(np.array(codes[place], dtype=np.int32), tuple(known[place]))
            for place in places
        }
        return Columns(np.array(lines, dtype=np.int64), columns, [])

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield lines and texts of the rows that are not blank, sheet after sheet."""
        for k, found in enumerate(self.sheets):
            for row, texts in _texts_below(found):
                yield row + k * SHEET_LINES, texts

    def _refuse_uncalculated(self, places: Collection[int], rows: int) -> None:
        for place in places:
            cells = self.uncalculated.get(place, [])
            if 2 * len(cells) > rows:
                meant = (
                    f"{len(cells)} formulas of a file that was never calculated: open it in a "
                    "spreadsheet program, save it there, and read it again"
                )
                problem = Problem(f"{self.headings[place]}, cell {cells[0]}", None, meant)
                raise LedgerFileError(self.source, [problem])


def open_workbook(content: bytes, source: str, wanted: Collection[str]) -> SheetTable:
    """Find the sheets and the headings of a workbook.

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
        sheets = _sheets(content)
        found = [Found(sheet, find_head(_first_rows(sheet), wanted)) for sheet in sheets]
    found = [one for one in found if one.head.headings]
    if not found:
        raise LedgerFileError(source, [Problem("file", None, "empty: headings and rows expected")])
    best = max(found, key=lambda one: (not one.is_hidden, one.head.known))
    if len(best.head.headings) < 2:
        meant = "one column: a column for each field expected"
        raise LedgerFileError(source, [Problem("headings", best.head.headings[0], meant)])
    with _named_errors(source):
        return _table(content, source, best, found)


def _sheets(content: bytes) -> list[Any]:
    """Open the sheets of a workbook; those of charts are passed over, for they hold no row."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_chartsheet = lambda sheet, rel: None
    reader.read()
    return list(reader.wb.worksheets)


def _table(content: bytes, source: str, best: Found, found: list[Found]) -> SheetTable:
    read = [
        one
        for one in found
        if one.head.headings == best.head.headings and one.is_hidden == best.is_hidden
    ]
    left_out = [one for one in found if one not in read]
    uncalculated: dict[int, list[str]] = {}
    for one in read:
        for place, cell in uncalculated_cells(content, one.sheet, one.head.line):
            uncalculated.setdefault(place, []).append(cell)
    counted = tuple((one, sum(1 for _ in _texts_below(one))) for one in left_out)
    return SheetTable(source, tuple(read), counted, uncalculated)


def _texts_below(found: Found) -> Iterator[tuple[int, list[str]]]:
    """Yield numbers and texts of the rows below the headings that are not blank."""
    first, width = found.head.line + 1, len(found.head.headings)
    for row, values in enumerate(_rows(found.sheet, first, LAST_ROW, width), first):
        texts = [cell_text(value) for value in values]
        if any(texts):
            yield row, texts


def _said(label: Label, found: Found, **named: object) -> Label:
    values = {"title": found.sheet.title, **named}
    return Label(label.fr.format(**values), label.en.format(**values))


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
