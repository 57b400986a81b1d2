"""Tables → one Excel file: a sheet per table, typed cells, and no formula whatever a text says.

A text stays a text: it is stored as one even where it looks like a formula, what would act instead
of being read is written out, and what a cell cannot hold is cut with a mark. A number that is not
finite leaves its cell empty. Nothing of the file depends on the day: same tables, same bytes.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from numbers import Integral, Real
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.vocabulary.typography import visible

#: Characters of a cell, of the name of a sheet; rows and columns of a sheet: the limits of Excel.
LONGEST_TEXT, LONGEST_NAME, MOST_ROWS, MOST_COLUMNS = 32_767, 31, 1_048_576, 16_384
#: Digits that Excel keeps of a whole number: a longer one, such as a seed, is written as a text.
MOST_DIGITS = 15
#: What ends a text that was cut.
CUT = " […]"
#: First characters that a spreadsheet may take for a formula when someone edits the cell.
ACTING = ("=", "+", "-", "@")
#: How a number shows, by unit; a date shows as the reader's own settings write dates.
FORMATS = {
    "days": "#,##0.0",
    "share": "0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "eur": '#,##0\\ "€"',
    "money": "#,##0.00",
    "count": "#,##0",
    "hours": "#,##0.0",
    "eur_per_eur": "0.0000",
}
#: A count that is a mean has a decimal.
MEAN_COUNT = "#,##0.0"
#: Number 14 of the formats that Excel knows by itself: a short date.
DATE_FORMAT = "mm-dd-yy"
#: Narrowest and widest column [characters].
NARROWEST, WIDEST = 9, 60
#: First day of the calendar of Excel that all readers count alike.
FIRST_DATE = date(1900, 3, 1)
#: When a workbook and every file inside it is said to be written: the first day an archive tells.
ALWAYS = (1980, 1, 1, 0, 0, 0)
#: The unit of a column whose numbers have the unit of their row.
OF_ROW = "row"


class Sheet(NamedTuple):
    """A table of a workbook, its headings being what a reader sees.

    Attributes
    ----------
    frame
        One row per row.
    units
        Unit of the numbers of each column: a key of `FORMATS`, ``"row"`` where each row has its
        own, else none; shorter than the columns where the last ones have none.
    row_units
        Unit of each row, where a column asks for it.
    about
        A sentence on what the table holds.
    """

    frame: pd.DataFrame
    units: Sequence[str] = ()
    row_units: Sequence[str] = ()
    about: str = ""


def workbook(sheets: Mapping[str, pd.DataFrame | Sheet], path: str | Path) -> Path:
    """Write tables to an Excel file, one sheet each, in their order.

    Parameters
    ----------
    sheets
        Table by the name of its sheet; names are made legal and unique. The first row of a sheet
        holds the headings of the table.
    path
        The file to write.

    Returns
    -------
    Path
        The same.

    Raises
    ------
    StudyError
        If there is no table, or one does not fit in a sheet.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"Policy": ["=1+1"], "DSO": [61.2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = pd.read_excel(workbook({"Levels": table}, Path(folder, "levels.xlsx")))
    >>> found.to_dict("records")
    [{'Policy': '=1+1', 'DSO': 61.2}]
    """
    from openpyxl import Workbook

    if not sheets:
        raise StudyError("a workbook needs one table at least")
    book = Workbook(write_only=True)
    for title, one in zip(sheet_names(sheets), sheets.values(), strict=True):
        sheet = one if isinstance(one, Sheet) else Sheet(one)
        _refuse_what_does_not_fit(title, sheet.frame)
        _fill(book.create_sheet(title), sheet)
    target = Path(path)
    target.write_bytes(_without_dates(book))
    return target


def sheet_names(names: Iterable[str]) -> list[str]:
    """Make names legal for sheets: no sign that Excel refuses, 31 characters, no two alike.

    >>> sheet_names(["Net gain [€]", "net gain _€_", "", "'x'"])
    ['Net gain _€_', 'net gain _€_ (2)', '_', '_x_']
    """
    found: list[str] = []
    for name in names:
        legal = re.sub(r"[\[\]:*?/\\]|^'|'$", "_", readable(name)) or "_"
        legal = "_History" if legal.casefold() == "history" else legal  # Excel keeps that name
        number, unique = 1, _within(legal, LONGEST_NAME)
        while unique.casefold() in {one.casefold() for one in found}:
            number += 1
            end = f" ({number})"
            unique = _within(legal, LONGEST_NAME - len(end)) + end
        found.append(unique)
    return found


def readable(text: str) -> str:
    r"""Write out what would act instead of being read, and what no file of Excel can hold.

    >>> readable("a\x00b\ufffe"), readable("l\u2019été")
    ('a\\x00b\\ufffe', 'l\u2019été')
    """
    shown = visible(text)
    return "".join(_named(c) if unicodedata.category(c) == "Cn" else c for c in shown)


def _named(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _within(text: str, longest: int, mark: str = "") -> str:
    """Cut a text that is too long, as Excel counts characters: some count for two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - len(mark))].decode("utf-16-le", "ignore") + mark


def _refuse_what_does_not_fit(title: str, frame: pd.DataFrame) -> None:
    rows, columns = frame.shape
    if rows + 1 > MOST_ROWS or columns > MOST_COLUMNS:
        raise StudyError(
            f"the table {title!r} has {rows} rows and {columns} columns: a sheet holds "
            f"{MOST_ROWS - 1} and {MOST_COLUMNS}"
        )


# === Cells =================================================================================== #


def _fill(target: Any, sheet: Sheet) -> None:
    """Write the headings and the rows of a table: widths and frozen headings come before them."""
    from openpyxl.utils import get_column_letter

    frame = sheet.frame
    columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
    headings = [str(name) for name in frame.columns]
    for place, values in enumerate(columns):
        width = _width(headings[place], values)
        target.column_dimensions[get_column_letter(place + 1)].width = width
    target.freeze_panes = "A2"
    target.append([_heading(target, text) for text in headings])
    units = [*sheet.units, *[""] * (len(columns) - len(sheet.units))]
    for place, row in enumerate(zip(*columns, strict=True)):
        of_row = sheet.row_units[place] if sheet.row_units else ""
        target.append(
            [
                _cell(target, value, of_row if unit == OF_ROW else unit)
                for value, unit in zip(row, units, strict=True)
            ]
        )


def _width(heading: str, values: Sequence[object]) -> int:
    """Return the width of a column: that of its texts and headings, within reason."""
    texts = [len(value) for value in values if isinstance(value, str)]
    words = max((len(word) for word in heading.split()), default=0)
    return min(max([NARROWEST, words + 4, *(length + 2 for length in texts)]), WIDEST)


def _heading(target: Any, text: str) -> Any:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _text(target, text or " ")
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E3EDF4")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(target: Any, value: object, unit: str) -> Any:
    """Return a cell of the type of a value; None where there is nothing to write."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    match value:
        case bool():
            return _made(target, value)
        case Integral() if len(str(abs(int(value)))) <= MOST_DIGITS:
            return _made(target, int(value), FORMATS.get(unit, ""))
        case Real() if not isinstance(value, Integral):
            return _number(target, float(value), unit)
        case date() if _is_day(value):
            return _made(target, _day(value), DATE_FORMAT)
    return _text(target, str(value))


def _number(target: Any, value: float, unit: str) -> Any:
    if not math.isfinite(value):
        return None
    is_mean = unit == "count" and not value.is_integer()
    return _made(target, value, MEAN_COUNT if is_mean else FORMATS.get(unit, ""))


def _is_day(value: date) -> bool:
    """Tell whether Excel can hold a date: it knows neither time zones nor what came before 1900."""
    is_local = not isinstance(value, datetime) or value.tzinfo is None
    return is_local and _day(value) >= FIRST_DATE


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _made(target: Any, value: object, number_format: str = "") -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(target, value)
    if number_format:
        cell.number_format = number_format
    return cell


def _text(target: Any, text: str) -> Any:
    """Return a cell that holds a text, whatever it looks like."""
    from openpyxl.styles import Alignment

    held = _within(readable(text), LONGEST_TEXT, CUT)
    if not held:
        return None
    cell = _made(target, None)
    cell.value = held
    cell.data_type = "s"
    if held.startswith(ACTING):
        cell.quotePrefix = True
    if len(held) > WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


# === The file ================================================================================ #


def _without_dates(book: Any) -> bytes:
    """Return the bytes of a workbook, in which nothing tells when it was written."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = "simrecouv"
    book.properties.created = book.properties.modified = datetime(*ALWAYS)  # noqa: DTZ001
    written, kept = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(written, "w")).save()
    with ZipFile(written) as source, ZipFile(kept, "w", ZIP_DEFLATED) as target:
        for name, content in _members(source):
            entry = ZipInfo(name, ALWAYS)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            target.writestr(entry, content)
    return kept.getvalue()


def _members(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    yield from ((entry.filename, archive.read(entry)) for entry in archive.infolist())
