"""Formulas of a workbook that were never calculated: programs that write files leave them so."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

#: Bytes of a sheet that are searched at any time, and the longest cell that is looked for.
CHUNK, LONGEST_CELL = 2**20, 2**14

#: A cell with a formula and no value; its attributes tell its place, and whether it holds a text,
#: which may be calculated and empty.
_CELL = re.compile(rb"<c\s([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_PLACE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")


def uncalculated_cells(content: bytes, sheet: Any, heading_row: int) -> Iterator[tuple[int, str]]:
    """Yield the columns, from 0, and names of the cells below the headings never calculated.

    Parameters
    ----------
    content
        The workbook.
    sheet
        A sheet of openpyxl, opened for reading only.
    heading_row
        Row of the headings.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(sheet._worksheet_path) as part:
        text = b""
        while chunk := part.read(CHUNK):
            text += chunk
            last = 0
            for match in _CELL.finditer(text) if b"<f" in text else ():
                last = match.end()
                place = _PLACE.search(match[1])
                if place and int(place[2]) > heading_row and b't="str"' not in match[1]:
                    yield _column(place[1]), (place[1] + place[2]).decode()
            text = text[max(last, len(text) - LONGEST_CELL) :]


def _column(letters: bytes) -> int:
    """Return the place of a column, from 0.

    >>> _column(b"A"), _column(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
