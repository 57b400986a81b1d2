"""Numerators and denominators of the ratios that one replication says little about.

Few debts are placed in a world, few promises made, few disputes opened, and how many is luck: over
replications such a ratio is the ratio of totals (`simrecouv.compare`), which needs its parts.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simrecouv.estimation import RATIO_KPIS
from simrecouv.kpi.books import Books
from simrecouv.kpi.recovery import placed_sums
from simrecouv.vocabulary import Kind


def ratio_parts_of(books: Books, card: Mapping[str, float]) -> list[tuple[float, float]]:
    """Return the numerator and the denominator of each of `RATIO_KPIS`; (0, 0) if undefined.

    Parameters
    ----------
    books
        One policy on one replication.
    card
        Its scorecard (`simrecouv.kpi.scorecard_of`): a numerator is the ratio times the
        denominator, rounded to the whole number of cents, promises or days that it is.

    Returns
    -------
    list of (numerator, denominator)
        [cents], promises, or [days] and disputes.
    """
    entrusted = placed_sums(books).entrusted
    kept, broken, surfaced = (
        int(np.count_nonzero(books.is_cohort[books.rows(kind).invoice]))
        for kind in (Kind.PROMISE_KEPT, Kind.PROMISE_BROKEN, Kind.SURFACED)
    )
    below: tuple[int, ...] = (entrusted, entrusted, kept + broken, surfaced)
    return [
        (float(round(card[kpi] * count)), float(count)) if count else (0.0, 0.0)
        for kpi, count in zip(RATIO_KPIS, below, strict=True)
    ]
