"""From a file to its rows: bytes, encoding, separator, quotes. No meaning is given to values here.

Every malformed file ends in a `LedgerFileError`. Nothing is decoded with replacement characters:
UTF-8 (with or without a byte-order mark), UTF-16 with one, else Windows Latin-1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.headings import recognised

#: Separators that are tried; with equal evidence the first wins.
SEPARATORS = {";": ";", ",": ",", "\t": "tab", "|": "|"}

#: Encodings that are tried, and what a user calls them.
ENCODINGS = {
    "utf-16": "UTF-16",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows Latin-1",
    "latin-1": "ISO Latin-1",
}

#: First bytes of files that are not text, and what they are.
NOT_TEXT = {
    b"PK\x03\x04": "an Excel or zip file; Excel is not read yet: save the sheet as CSV UTF-8",
    b"\xd0\xcf\x11\xe0": "an old Excel file; Excel is not read yet: save the sheet as CSV UTF-8",
    b"%PDF": "a PDF; export the ledger as CSV",
    b"\x1f\x8b": "a gzip file; uncompress it",
    b"PAR1": "a Parquet file; export the ledger as CSV",
}


@dataclass(frozen=True)
class TextTable:
    """A delimited text whose headings are known and whose rows are still unread."""

    source: str
    text: str
    encoding: str
    separator: str
    headings: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, int, list[str]]]:
        """Yield (first line, last line, values) of every row below the headings, blanks apart.

        Raises
        ------
        LedgerFileError
            At a quote that never closes, or a value longer than 128 kB.
        """
        text = io.StringIO(self.text, newline="")
        reader = csv.reader(text, delimiter=self.separator, strict=True)
        last, headed = 0, False
        try:
            for values in reader:
                first, last = last + 1, reader.line_num
                if any(value.strip() for value in values):
                    if headed:
                        yield first, last, values
                    headed = True
        except csv.Error as error:
            problem = Problem(f"line {last + 1}", None, f"not a row of delimited text: {error}")
            raise LedgerFileError(self.source, [problem]) from None


def open_table(path: str | Path) -> TextTable:
    """Read a file, find its encoding, its separator and its headings.

    Raises
    ------
    LedgerFileError
        If the file is missing, empty, binary, or has no separator.
    """
    source = Path(path).name or str(path)
    text, encoding = _decoded(_bytes_of(Path(path), source), source)
    heading_line = next((line for line in io.StringIO(text) if line.strip()), "")
    if not heading_line:
        raise LedgerFileError(source, [Problem("file", None, "empty: headings and rows expected")])
    separator, headings = _separated(heading_line)
    if len(headings) < 2:
        meant = "one column: ; , tab or | expected between values"
        raise LedgerFileError(source, [Problem("headings", heading_line.strip(), meant)])
    return TextTable(source, text, encoding, separator, headings)


def _bytes_of(path: Path, source: str) -> bytes:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        meant = getattr(error, "strerror", None) or str(error)
        raise LedgerFileError(source, [Problem("file", None, meant)]) from None
    for start, kind in NOT_TEXT.items():
        if content.startswith(start):
            raise LedgerFileError(source, [Problem("file", None, f"this is {kind}")])
    return content


def _decoded(content: bytes, source: str) -> tuple[str, str]:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252", "latin-1"]:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text, ENCODINGS[encoding]
        place = f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        raise LedgerFileError(source, [Problem(place, None, "a NUL character: binary, not text")])
    raise LedgerFileError(source, [Problem("file", None, "broken UTF-16 text")])


def _separated(line: str) -> tuple[str, tuple[str, ...]]:
    """Choose the separator that gives the most known headings, then the most headings."""

    def headings(separator: str) -> tuple[str, ...]:
        try:
            values = next(csv.reader([line], delimiter=separator), [])
        except csv.Error:
            return ()
        return tuple(value.strip() for value in values)

    best = max(SEPARATORS, key=lambda s: (recognised(headings(s)), len(headings(s))))
    return best, headings(best)
