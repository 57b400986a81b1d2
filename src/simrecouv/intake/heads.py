"""The row of headings of a table, which may stand below a title and blank rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from simrecouv.intake.headings import recognised

#: Rows in which the headings are looked for, and known headings that make a row of headings.
SEARCHED_ROWS, ENOUGH_HEADINGS = 100, 3


class Head(NamedTuple):
    """The headings of a table: how many are known, on which line they stand."""

    known: int
    line: int
    headings: tuple[str, ...]


def find_head(rows: Iterable[tuple[int, Sequence[str]]], wanted: Collection[str]) -> Head:
    """Find the first row with enough known headings, else the first that is not blank.

    Parameters
    ----------
    rows
        Lines and values of the first rows.
    wanted
        Headings that the user named: they count as known ones.

    Examples
    --------
    >>> find_head([(1, ["Ventes 2024"]), (3, ["facture", "client", "montant"])], ())
    Head(known=3, line=3, headings=('facture', 'client', 'montant'))
    """
    first = Head(0, 0, ())
    for line, values in rows:
        texts = tuple(value.strip() for value in values)
        if not any(texts):
            continue
        known = recognised(texts) + sum(text in wanted for text in texts)
        if known >= ENOUGH_HEADINGS:
            return Head(known, line, texts)
        if not first.headings:
            first = Head(known, line, texts)
    return first
