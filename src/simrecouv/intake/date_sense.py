"""Which reading of the dates of a file makes sense of its rows; none is preferred without proof.

A reading is an order of day and month, and the columns whose true date cells are swapped. It is
proved when it is the only one under which no due date precedes its invoice and a given number of
days to pay agrees; else when it is the only one under which terms are constant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.dates import Dates, Order, contradicted, read_dates, whole_days
from simrecouv.intake.texts import Texts
from simrecouv.vocabulary import Column, Label

#: Share of the rows with a doubtful cell that may contradict a reading all the same: slips.
SLIPS = 0.01

BY_SENSE = Label(
    "seule cette lecture ne met aucune date avant sa facture ni contre le délai donné",
    "only this reading puts no date before its invoice nor against the given duration",
)
BY_TERMS = Label(
    "seule cette lecture donne un délai accordé constant", "only this reading gives constant terms"
)
NO_MATTER = Label("l'ordre ne change rien", "the order changes nothing")


class Dating(NamedTuple):
    """One way to read the dates of a file."""

    order: Order
    swapped: frozenset[Column]


class _Read(NamedTuple):
    """What a reading makes of the dates: by column, and the terms of the rows that have them."""

    dates: dict[Column, Dates]
    terms: NDArray[np.timedelta64]


def possible_datings(orders: Sequence[Order], suspects: Sequence[Column]) -> list[Dating]:
    """Combine the orders that are possible with every set of columns that may be swapped."""
    sets = [set_ for n in range(len(suspects) + 1) for set_ in combinations(suspects, n)]
    return [Dating(order, frozenset(set_)) for order in orders for set_ in sets]


def find_dating(
    columns: Mapping[Column, Texts], given: Texts | None, datings: Sequence[Dating]
) -> tuple[Dating, Label] | None:
    """Return the only reading that the rows allow, and why; None where they allow several.

    Parameters
    ----------
    columns
        Texts of the issue, due and payment dates, row by row.
    given
        [days] Texts of a given time from issue to payment, if the file has one.
    datings
        Readings to compare.
    """
    suspects = frozenset().union(*(dating.swapped for dating in datings))
    rows = _doubtful_rows(columns, suspects)
    days = None if given is None else whole_days(given)
    read = {dating: _read(columns, dating) for dating in datings}
    wrong = {d: _wrong(r.dates, days, with_payments=not suspects)[rows] for d, r in read.items()}
    sensible = [dating for dating in datings if _holds(~wrong[dating], suspects)]
    if len(sensible) == 1:
        return sensible[0], BY_SENSE
    left = sensible or list(datings)
    constant = [dating for dating in left if _constant(read[dating].terms, rows, suspects)]
    if len(constant) == 1:
        return constant[0], BY_TERMS
    first, *others = (read[dating].dates for dating in datings)
    if all(_same(first, other) for other in others):
        return datings[0], NO_MATTER
    return None


def _doubtful_rows(
    columns: Mapping[Column, Texts], suspects: frozenset[Column]
) -> NDArray[np.bool_]:
    """Rows that hold a cell which may be swapped; all rows where there is no such column."""
    rows = len(next(iter(columns.values())))
    if not suspects:
        return np.ones(rows, dtype=bool)
    held = [columns[c].read(lambda text: text.startswith("["), np.bool_) for c in suspects]
    doubtful: NDArray[np.bool_] = np.logical_or.reduce(held)
    return doubtful


def _read(columns: Mapping[Column, Texts], dating: Dating) -> _Read:
    dates = {
        column: read_dates(texts, dating.order, swapped=column in dating.swapped)
        for column, texts in columns.items()
    }
    due = dates.get(Column.DUE_DATE)
    issue = dates[Column.ISSUE_DATE]
    none = np.full(issue.size, np.timedelta64("NaT", "D"))
    return _Read(dates, none if due is None else due - issue)


def _wrong(
    dates: Mapping[Column, Dates], days: NDArray[np.int64] | None, *, with_payments: bool
) -> NDArray[np.bool_]:
    """Rows that contradict themselves; a payment before its invoice may be a deposit."""
    issue, paid = dates[Column.ISSUE_DATE], dates.get(Column.PAID_DATE)
    wrong = np.zeros(issue.size, dtype=bool)
    for column, later in dates.items():
        if with_payments or column is Column.DUE_DATE:
            wrong |= later < issue
    if paid is not None and days is not None:
        wrong |= contradicted(days, issue, paid)
    return wrong


def _holds(right: NDArray[np.bool_], suspects: frozenset[Column]) -> bool:
    """Whether a reading holds on its rows: on all but slips where cells are in doubt."""
    return bool(right.mean() >= 1 - SLIPS) if suspects else bool(right.all())


def _constant(
    terms: NDArray[np.timedelta64], rows: NDArray[np.bool_], suspects: frozenset[Column]
) -> bool:
    known = ~np.isnat(terms)
    values, counts = np.unique(terms[known], return_counts=True)
    if known.sum() < 2 or not (known & rows).any():
        return False
    return _holds(terms[known & rows] == values[counts.argmax()], suspects)


def _same(one: Mapping[Column, Dates], other: Mapping[Column, Dates]) -> bool:
    return all(np.array_equal(one[c], other[c], equal_nan=True) for c in one)
