"""Years of two digits: whether they stand first or last, by what each reading makes of the rows.

``24-01-10`` is a day of 2024 or of 2010. A reading makes sense of a row when all its dates exist
and its due date comes within a year after its issue; a reading that spreads the file over more than
15 years makes sense of none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.dates import (
    YEAR_LAST_ORDERS,
    Dates,
    Order,
    has_short_year,
    read_dates,
)
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label

#: Share of the rows of which a reading may make no sense all the same: slips.
SLIPS = 0.01
#: Longest terms, and what no ledger spans.
LONGEST_TERMS, LONGEST_SPAN = np.timedelta64(366, "D"), np.timedelta64(15 * 366, "D")

YEAR_FIRST = Label(
    "dates : année en tête, à deux chiffres (lecture sensée de {first} % des lignes, contre {last} "
    "% année en queue), ex. {example}",
    "dates: year first, of two digits (it makes sense of {first} % of the rows, against {last} % "
    "with the year last), e.g. {example}",
)


def short_year_first(columns: Mapping[Column, Texts], source: str) -> Label | None:
    """Return why years of two digits stand first; None where they stand last.

    Parameters
    ----------
    columns
        Texts of the dates, row by row; those with the year last have two digits for it.

    Raises
    ------
    LedgerFileError
        If both readings make sense.

    Examples
    --------
    >>> issue, due = Texts.of(["24-01-10", "24-02-01"]), Texts.of(["24-02-09", "24-03-02"])
    >>> short_year_first({Column.ISSUE_DATE: issue, Column.DUE_DATE: due}, "f.csv").en[:50]
    'dates: year first, of two digits (it makes sense o'
    """
    first = _sense(columns, Order.YEAR_FIRST)
    last = max(_sense(columns, order) for order in YEAR_LAST_ORDERS)
    texts = (text for column in columns.values() for text in column.values)
    example = next(text for text in texts if has_short_year(text))
    if min(first, last) >= 1 - SLIPS or first == last > 0:
        meant = (
            "year first or year last? both make sense of the rows: write the years with four "
            "digits, as in 2024-01-31"
        )
        raise LedgerFileError(source, [Problem("dates", example, meant)])
    if first <= last:
        return None
    shares = {"first": f"{100 * first:.0f}", "last": f"{100 * last:.0f}", "example": example}
    return Label(YEAR_FIRST.fr.format(**shares), YEAR_FIRST.en.format(**shares))


def _sense(columns: Mapping[Column, Texts], order: Order) -> float:
    """Share of the rows of which an order makes sense; 0 if it spreads the dates too far."""
    read = {column: read_dates(texts, order) for column, texts in columns.items()}
    if _span(list(read.values())) > LONGEST_SPAN:
        return 0.0
    right = np.ones(len(read[Column.ISSUE_DATE]), dtype=bool)
    for column, texts in columns.items():
        right &= texts.is_blank | ~np.isnat(read[column])
    if Column.DUE_DATE in read:
        terms = read[Column.DUE_DATE] - read[Column.ISSUE_DATE]
        right &= np.isnat(terms) | ((terms >= np.timedelta64(0, "D")) & (terms <= LONGEST_TERMS))
    return float(right.mean()) if right.size else 0.0


def _span(dates: Sequence[Dates]) -> np.timedelta64:
    """Time from the first to the last date, but for slips."""
    known = np.sort(np.concatenate([one[~np.isnat(one)] for one in dates]))
    slips = int(SLIPS * known.size)
    return known[-1 - slips] - known[slips] if known.size else np.timedelta64(0, "D")
