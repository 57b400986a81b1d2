"""Amounts of a file, in cents; the decimal mark is decided per file, never per row.

Thin and no-break spaces, apostrophes, currency signs and codes before or after, a minus before or
after, brackets, DR and CR are understood; a percentage is no amount. A mark that comes back in one
value, or that stands before exactly three digits in every value, separates thousands; a lone mark
before three digits is decimal after a leading 0 or after more than three digits. Numbers in
brackets such as ``[12.5]`` come from typed cells, which have no mark to decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.currencies import currency_of, without_currency
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Label
from simrecouv.vocabulary.numbers import plain

#: An amount that could not be read, or is beyond measure, in an array of cents.
NO_AMOUNT = -(2**62)
#: Largest amount of one invoice [cents]: ten billion euros.
LARGEST_CENTS = 10**12
#: Longest text that may be an amount [characters].
LONGEST = 40

MARKS = {",": Label("virgule", "comma"), ".": Label("point", "point")}

#: How most amounts are written: read at once, for a file may hold a million of them.
_PLAIN = re.compile(r"(-?)(\d+)(?:([.,])(\d\d?))?", re.ASCII)
#: A single mark before one digit or two at the end, whatever stands around: decimal at once.
_DECIMAL = re.compile(r"[^.,]*\d([.,])\d\d?[^.,\d]*", re.ASCII)
_NUMBER = re.compile(r"(\(?)([-+]?)(\d[\d.,]*|[.,]\d+)(-?)(\)?)", re.ASCII)
_TYPED = re.compile(r"\[(-?)(\d+)\.(\d+)\]", re.ASCII)
_SIDE = re.compile(r"(?<=[\d\s)])(CR|DR)\.?\s*$", re.IGNORECASE)
#: A dash in the place of the decimals, as in ``12.-``: none.
_NO_DECIMALS = re.compile(r"(?<=\d)[.,][-\u2013\u2014]+(?=\s|$)")
_MINUSES = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
#: Spaces of every width and apostrophes: between groups of thousands, and around signs.
_GROUPS = re.compile(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))", re.UNICODE)
_AROUND = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


@dataclass(frozen=True, eq=False)
class Amounts:
    """Amounts of a column, however large; each distinct one is kept once.

    Attributes
    ----------
    codes : (rows,) int32
        Place of each row's amount in `values`.
    values : tuple of int or None
        [cents] The distinct amounts; None for what is not an amount.
    """

    codes: NDArray[np.int32]
    values: tuple[int | None, ...]

    @property
    def cents(self) -> NDArray[np.int64]:
        """[cents] Amounts row by row; `NO_AMOUNT` where there is none, or one beyond measure."""
        small = [NO_AMOUNT if c is None or abs(c) > LARGEST_CENTS else c for c in self.values]
        return np.array(small, dtype=np.int64)[self.codes]

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Whether an amount is written, row by row, however large."""
        read: NDArray[np.bool_] = np.array([c is not None for c in self.values], dtype=bool)
        return read[self.codes]

    def of(self, rows: NDArray[np.bool_]) -> list[int]:
        """[cents] Amounts of some rows, however large; 0 where there is none."""
        return [self.values[code] or 0 for code in self.codes[rows].tolist()]

    def total(self, rows: NDArray[np.bool_] | None = None) -> int:
        """Sum exactly the readable amounts of some rows, or of all of them [cents].

        >>> read_amounts(Texts.of(["1.50", "?", "9" * 20]), ".").total()
        10000000000000000000050
        """
        codes = self.codes if rows is None else self.codes[rows]
        counts = np.bincount(codes, minlength=len(self.values)).tolist()
        return sum(n * (c or 0) for n, c in zip(counts, self.values, strict=True))


def decimal_mark(columns: Sequence[Texts]) -> tuple[str, Label]:
    """Decide the decimal mark of a file from all its amounts, with the evidence.

    >>> decimal_mark([Texts.of(["1.250,00", "7"])])[0], decimal_mark([Texts.of(["1,250"])])[0]
    (',', '.')
    >>> decimal_mark([Texts.of(["1.250", "12.000", "7"])])[1].en
    'amounts: point between thousands (2 values), no decimals'
    """
    votes: Counter[str] = Counter()
    thousands: Counter[str] = Counter()
    for texts in columns:
        for text, n in texts.counts().items():
            vote, doubtful = _vote(text)
            votes[vote] += n
            thousands[doubtful] += n
    if votes[","] == votes["."] == 0:
        return _without_decimals(thousands)
    mark = "," if votes[","] > votes["."] else "."
    word, n, other = MARKS[mark], votes[mark], votes[_other(mark)]
    return mark, Label(
        f"montants : {word.fr} pour les décimales ({plain(n, 'fr')} valeurs, contre {other})",
        f"amounts: {word.en} before the decimals ({plain(n, 'en')} values, against {other})",
    )


def _without_decimals(thousands: Counter[str]) -> tuple[str, Label]:
    """Decide where every mark stands before exactly three digits: it separates thousands."""
    separator = "." if thousands["."] > thousands[","] else ","
    word, n = MARKS[separator], thousands[separator]
    if n == 0:
        return ".", Label("montants : sans décimales", "amounts: no decimals")
    return _other(separator), Label(
        f"montants : {word.fr} entre les milliers ({plain(n, 'fr')} valeurs), sans décimales",
        f"amounts: {word.en} between thousands ({plain(n, 'en')} values), no decimals",
    )


def _other(mark: str) -> str:
    return "." if mark == "," else ","


def _vote(text: str) -> tuple[str, str]:
    """Which mark one amount shows to be the decimal one, and which could be of thousands."""
    if plainly := _PLAIN.fullmatch(text):
        return plainly[3] or "", ""
    if len(text) <= LONGEST and text[:1] != "[" and (decimal := _DECIMAL.fullmatch(text)):
        return decimal[1], ""
    number = None if len(text) > LONGEST else _NUMBER.fullmatch(_bare(text)[0])
    marks = re.findall(r"[.,]", number[3]) if number else []
    if number is None or not marks:
        return "", ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else "", ""
    if len(marks) > 1:
        return _other(last) if _grouped(number[3], last, _other(last)) else "", ""
    return ("", last) if _grouped(number[3], last, _other(last)) else (last, "")


def read_amounts(texts: Texts, mark: str) -> Amounts:
    """Read a column of amounts, each distinct text once.

    >>> read_amounts(Texts.of(["1 250,5 €", "n/a"]), ",").cents.tolist() == [125050, NO_AMOUNT]
    True
    """
    return Amounts(texts.codes, tuple(read_cents(texts.values, mark)))


def read_cents(texts: Iterable[str], mark: str) -> list[int | None]:
    """Read amounts as integer cents, halves away from zero; what is not a number becomes None.

    >>> read_cents(["1 250,505 €", "(12,00)", "12,50-", "CHF 1'250,00", "3,00 CR", "n/a"], ",")
    [125051, -1200, -1250, 125000, -300, None]
    """
    return [_cents(text, mark) for text in texts]


def _cents(text: str, mark: str) -> int | None:
    if len(text) > LONGEST:
        return None
    if (plainly := _PLAIN.fullmatch(text)) and plainly[3] in (None, mark):
        cents = _rounded(plainly[2], plainly[4] or "")
        return -cents if plainly[1] else cents
    if typed := _TYPED.fullmatch(text):
        cents = _rounded(typed[2], typed[3])
        return -cents if typed[1] else cents
    bare, side = _bare(text)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return None
    opened, sign, digits, trailing, closed = match.groups()
    signs = (bool(opened), bool(sign), bool(trailing), side != "")
    if bool(opened) != bool(closed) or sum(signs) > 1:
        return None
    other = _other(mark)
    whole, _, part = digits.replace(other, "").partition(mark)
    if mark in part or not _grouped(digits, other, mark):
        return None
    cents = _rounded(whole, part)
    return -cents if opened or side == "CR" or "-" in (sign, trailing) else cents


def _bare(text: str) -> tuple[str, str]:
    """Take currencies, spaces and groups out of an amount; also return its side, CR, DR or none."""
    side = _SIDE.search(text)
    bare = without_currency(text[: side.start()] if side else text).strip()
    plus = _NO_DECIMALS.sub("", bare).translate(_MINUSES)
    return _AROUND.sub("", _GROUPS.sub("", plus)), side[1].upper() if side else ""


def _rounded(whole: str, part: str) -> int:
    """Return cents, halves up, from the digits before and after the mark, however many."""
    return int(whole or "0") * 100 + int(f"{part:0<2.2}") + (part[2:3] >= "5")


def _grouped(digits: str, other: str, mark: str) -> bool:
    """Whether thousands separators stand every three digits, before the decimal mark.

    The first of several groups has three digits at most, and does not start with 0.
    """
    whole, _, part = digits.partition(mark)
    first, *groups = whole.split(other)
    begins = not groups or (0 < len(first) <= 3 and first[0] != "0")
    return other not in part and begins and all(len(group) == 3 for group in groups)


def read_currencies(texts: Texts, stated: Texts | None) -> Texts:
    """Name the currency of each row: by the column of currencies, else by the amount itself.

    >>> list(read_currencies(Texts.of(["5 €", "6"]), Texts.of(["", "gbp"])))
    ['EUR', 'GBP']
    """
    inline = texts.map(currency_of)
    if stated is None:
        return inline
    codes = stated.map(lambda text: currency_of(text) or text.upper())
    return codes.or_else(inline)
