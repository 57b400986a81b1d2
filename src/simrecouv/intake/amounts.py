"""Amounts of a file, in cents; the decimal mark is decided per file, never per row.

Thin and no-break spaces, apostrophes, currency signs and codes, a trailing minus and brackets are
understood. A mark followed by exactly three digits in every value separates thousands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from simrecouv.vocabulary import Label
from simrecouv.vocabulary.numbers import plain

#: Currency signs, and the code they mean.
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "EUROS": "EUR", "EURO": "EUR"}

_NUMBER = re.compile(r"(\(?)([-+]?)(\d[\d.,]*|[.,]\d+)(-?)(\)?)", re.ASCII)
_CURRENCY = re.compile(r"€|\$|£|[A-Za-z]{3,5}")
#: Spaces of every width and apostrophes: between groups of thousands, and around signs.
_GROUPS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))", re.UNICODE)
_AROUND = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


def currency_of(text: str) -> str:
    """Find the currency that an amount names, or nothing.

    >>> currency_of("1 250,00 €"), currency_of("CHF 12"), currency_of("12")
    ('EUR', 'CHF', '')
    """
    match = _CURRENCY.search(text)
    found = match.group().upper() if match else ""
    return SIGNS.get(found, found)


def decimal_mark(texts: Sequence[str]) -> tuple[str, Label]:
    """Decide the decimal mark of a file, with the evidence.

    >>> decimal_mark(["1.250,00", "7"])[0], decimal_mark(["1,250", "2,000"])[0]
    (',', '.')
    """
    votes: Counter[str] = Counter()
    for text, n in Counter(texts).items():
        votes[_vote(text)] += n
    comma, point = votes[","], votes["."]
    mark = "," if comma > point else "."
    if comma == point == 0:
        return mark, Label("montants : sans décimales", "amounts: no decimals")
    word = {",": Label("virgule", "comma"), ".": Label("point", "point")}[mark]
    n, other = max(comma, point), min(comma, point)
    return mark, Label(
        f"montants : {word.fr} pour les décimales ({plain(n, 'fr')} valeurs, contre {other})",
        f"amounts: {word.en} before the decimals ({plain(n, 'en')} values, against {other})",
    )


def _vote(text: str) -> str:
    """Which mark one amount shows to be the decimal one, or nothing."""
    marks = re.findall(r"[.,]", text)
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return str(last) if marks.count(last) == 1 else ""
    after = len(re.findall(r"\d", text[text.rindex(last) :]))
    if len(marks) > 1 or after == 3:
        return ""
    return str(last)


def read_cents(texts: Iterable[str], mark: str) -> list[int | None]:
    """Read amounts as integer cents, halves away from zero; what is not a number becomes None.

    >>> read_cents(["1 250,505 €", "(12,00)", "12,50-", "n/a"], ",")
    [125051, -1200, -1250, None]
    """
    texts = list(texts)
    known = {text: _cents(text, mark) for text in set(texts)}
    return [known[text] for text in texts]


def _cents(text: str, mark: str) -> int | None:
    match = _NUMBER.fullmatch(_AROUND.sub("", _GROUPS.sub("", _CURRENCY.sub(" ", text))))
    if match is None or len(text) > 40:
        return None
    opened, sign, digits, trailing, closed = match.groups()
    if bool(opened) != bool(closed) or (sign and trailing):
        return None
    other = "." if mark == "," else ","
    whole, _, part = digits.replace(other, "").partition(mark)
    if mark in part or not _grouped(digits, other, mark):
        return None
    value = Decimal(f"{whole or '0'}.{part or '0'}") * 100
    cents = int(value.quantize(Decimal(1), ROUND_HALF_UP))
    return -cents if opened or "-" in (sign, trailing) else cents


def _grouped(digits: str, other: str, mark: str) -> bool:
    """Whether thousands separators stand every three digits, before the decimal mark."""
    whole, _, part = digits.partition(mark)
    return other not in part and all(len(group) == 3 for group in whole.split(other)[1:])
