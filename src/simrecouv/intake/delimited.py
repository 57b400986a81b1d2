"""Delimited text: its encoding, its separator, its headings, and its columns in one pass.

Headings may stand below a title and blank rows.
Nothing is decoded with replacement characters: UTF-8 (with or without a byte-order mark), UTF-16
with one, else Windows Latin-1. Rows go by in blocks and leave numbers behind: a million rows are
never a million Python lists.
"""

from __future__ import annotations

import csv
import io
import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple, Protocol

import numpy as np

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.files import Columns, refuse_wide
from simrecouv.intake.heads import SEARCHED_ROWS, find_head
from simrecouv.intake.quality import SetAside
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Label, Reason

#: Separators that are tried; with equal evidence the first wins.
SEPARATORS = {";": ";", ",": ",", "\t": "tab", "|": "|"}

#: Encodings of text without a mark of order, in the order in which they are tried.
ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows Latin-1", "latin-1": "ISO Latin-1"}

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")

#: Rows that are held as lists at any time, and bytes that are decoded at any time.
BLOCK, CHUNK = 4096, 2**20

#: An end of line inside quotes.
BREAK = re.compile(r"\r\n|\r|\n")

MIXED = Label(
    " ; certaines lettres sont écrites en UTF-8 (« Ã© » pour « é ») : deux encodages mêlés",
    "; some letters are written in UTF-8 ('Ã©' for 'é'): two encodings in one",
)
MS_DOS = Label(
    " ; des « ‚ » au milieu des mots : c'est sans doute du MS-DOS (cp850), à enregistrer en UTF-8",
    "; '‚' inside words: this may be MS-DOS text (cp850), to be saved as UTF-8",
)
#: Letters that betray a text of another encoding: written twice over in UTF-8, or UTF-8 beside
#: Latin-1, or the é of MS-DOS.
UTF_8_SIGNS = ((re.compile(rb"\xc3\x83\xc2[\x80-\xbf]"), MIXED),)
LATIN_SIGNS = (
    (re.compile(rb"\xc3[\x80-\xbf]"), MIXED),
    (re.compile(rb"[A-Za-z]\x82[A-Za-z]"), MS_DOS),
)


class Reader(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class Block(NamedTuple):
    """Some rows: their first lines, their values, whether each stands on one line."""

    firsts: list[int]
    rows: list[list[str]]
    is_plain: bool


class Codes(dict[str, int]):
    """Number texts in the order in which they first come."""

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        return code


@dataclass(frozen=True)
class TextTable:
    """A delimited text whose headings are known and whose rows are still unread.

    Attributes
    ----------
    content : bytes
        The text, in the codec `codec`.
    encoding : str
        What a user calls the encoding of the file.
    heading_line : int
        Line on which the headings start.
    quoting : int
        ``csv.QUOTE_NONE`` where a quote is a character like another, as in a FEC.
    """

    source: str
    content: bytes
    codec: str
    encoding: str
    separator: str
    headings: tuple[str, ...]
    heading_line: int
    quoting: int = csv.QUOTE_MINIMAL

    @property
    def layout(self) -> Label:
        """Encoding and separator of the file."""
        separator = SEPARATORS[self.separator]
        shown = {"tab": "tabulation"}.get(separator, separator)
        odd = _odd_letters(self.content, self.codec)
        return Label(
            f"fichier : {self.encoding}, séparateur « {shown} »{odd.fr}",
            f"file: {self.encoding}, separator '{separator}'{odd.en}",
        )

    def read_columns(self, places: Collection[int]) -> Columns:
        """Read some columns, by their places among the headings; blank rows are left out.

        Raises
        ------
        LedgerFileError
            At a quote that never closes, or a value longer than 128 kB.
        """
        lines = array("q")
        known = {place: Codes() for place in places}
        codes = {place: array("i") for place in places}
        broken: list[SetAside] = []
        for block in self._blocks():
            firsts, rows = self._shaped(block, broken)
            lines.extend(firsts)
            columns = list(zip(*rows, strict=True))
            for place in places if columns else ():
                codes[place].extend(map(known[place].__getitem__, columns[place]))
        texts = {
            place: Texts(np.array(codes[place], dtype=np.int32), tuple(known[place])).map(str.strip)
            for place in places
        }
        return Columns(np.array(lines, dtype=np.int64), texts, broken)

    def _reader(self) -> Reader:
        text = io.TextIOWrapper(io.BytesIO(self.content), self.codec, newline="")
        return csv.reader(text, delimiter=self.separator, quoting=self.quoting, strict=True)  # type: ignore[arg-type]

    def _blocks(self) -> Iterator[Block]:
        """Yield blocks of rows below the headings."""
        reader, last = self._reader(), 0
        while rows := self._some(reader):
            is_plain = reader.line_num - last == len(rows)
            spans = [1] * len(rows) if is_plain else [_lines_of(values) for values in rows]
            firsts = list(accumulate(spans[:-1], initial=last + 1))
            last = reader.line_num
            below = bisect_right(firsts, self.heading_line)
            yield Block(firsts[below:], rows[below:], is_plain)

    def _some(self, reader: Reader) -> list[list[str]]:
        try:
            return list(islice(reader, BLOCK))
        except csv.Error as error:
            place = f"line {self._broken_line()}"
            problem = Problem(place, None, f"not a row of delimited text: {error}")
            raise LedgerFileError(self.source, [problem]) from None

    def _broken_line(self) -> int:
        """Find the line on which the row that cannot be read starts, one row at a time."""
        reader, last = self._reader(), 0
        with suppress(csv.Error):
            for _ in reader:
                last = reader.line_num
        return last + 1

    def _shaped(self, block: Block, broken: list[SetAside]) -> tuple[list[int], list[list[str]]]:
        """Keep the rows that have a value per heading; others but blank ones go to `broken`."""
        width = len(self.headings)
        is_blank = [not "".join(values).strip() for values in block.rows]
        if block.is_plain and not any(is_blank) and set(map(len, block.rows)) <= {width}:
            return block.firsts, block.rows
        firsts, rows = [], []
        for first, values, blank in zip(block.firsts, block.rows, is_blank, strict=True):
            if blank:
                continue
            while len(values) > width and not values[-1].strip():
                values.pop()
            if any(self.separator in v and BREAK.search(v) for v in values):
                shown = f"{first}-{first + _lines_of(values) - 1}"
                broken.append(SetAside(first, None, shown, Reason.OPEN_QUOTE))
            elif len(values) != width:
                broken.append(SetAside(first, None, f"{len(values)}/{width}", Reason.WRONG_WIDTH))
            else:
                firsts.append(first)
                rows.append(values)
        return firsts, rows


def _lines_of(values: list[str]) -> int:
    """Count the lines on which a row stands."""
    return 1 + sum(len(BREAK.findall(value)) for value in values)


def open_text(content: bytes, source: str, wanted: Collection[str]) -> TextTable:
    """Find the encoding, the separator and the headings of a delimited text.

    The separator is the one that gives most known headings, then most headings.

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
        If it is empty, binary, has no separator, or more headings than any sheet has columns.
    """
    content, codec, encoding = _encoded(content, source)
    heads = {s: find_head(_first_rows(content, codec, s, source), wanted) for s in SEPARATORS}
    separator = max(SEPARATORS, key=lambda s: (heads[s].known, len(heads[s].headings)))
    _, line, headings = heads[separator]
    if not headings:
        raise LedgerFileError(source, [Problem("file", None, "empty: headings and rows expected")])
    if len(headings) < 2:
        meant = "one column: ; , tab or | expected between values"
        raise LedgerFileError(source, [Problem("headings", headings[0], meant)])
    return TextTable(source, content, codec, encoding, separator, headings, line)


def _encoded(content: bytes, source: str) -> tuple[bytes, str, str]:
    """Return the text, its codec and the name of the encoding of the file."""
    encoding = None
    if content.startswith(UTF_16_MARKS):
        try:
            content, encoding = content.decode("utf-16").encode(), "UTF-16"
        except UnicodeError:
            raise LedgerFileError(source, [Problem("file", None, "broken UTF-16 text")]) from None
    # Some programs end lines with CR CR LF: one end of line, not two.
    content = content.replace(b"\r\r\n", b"\r\n") if b"\r\r\n" in content else content
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        meant = "a NUL character: binary, not text"
        raise LedgerFileError(source, [Problem(f"line {line}", None, meant)])
    codec = "utf-8" if encoding else next(codec for codec in ENCODINGS if _decodes(content, codec))
    return content, codec, encoding or ENCODINGS[codec]


def _odd_letters(content: bytes, codec: str) -> Label:
    """Say what the letters look like where they betray another encoding; nothing if none do."""
    signs = UTF_8_SIGNS if codec.startswith("utf-8") else LATIN_SIGNS
    return next((told for sign, told in signs if sign.search(content)), Label("", ""))


def _decodes(content: bytes, codec: str) -> bool:
    text = io.TextIOWrapper(io.BytesIO(content), codec, newline="")
    try:
        while text.read(CHUNK):
            pass
    except UnicodeError:
        return False
    return True


def _first_rows(
    content: bytes, codec: str, separator: str, source: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the first lines and values of the first rows that this separator can read."""
    text = io.TextIOWrapper(io.BytesIO(content), codec, newline="")
    reader, last = csv.reader(text, delimiter=separator), 0
    with suppress(csv.Error):
        for values in islice(reader, SEARCHED_ROWS):
            refuse_wide(len(values), source, last + 1)
            yield last + 1, values
            last = reader.line_num
