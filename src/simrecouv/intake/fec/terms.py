"""Due dates of a FEC, which has none: from the terms given, else assumed from how payments fall.

Where nothing is agreed, French law gives 30 days (Code de commerce, art. L. 441-10); 45 and 60 are
the other usual terms. An assumption is said as one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simrecouv.intake.dates import Dates
from simrecouv.vocabulary import Label
from simrecouv.vocabulary.numbers import plain

#: Terms that are tried [days], the legal one first.
USUAL_TERMS = (30, 45, 60)
#: A term shows where payments within so many days from it exceed `CROWDED` times those of the same
#: span before and after it, and are at least `LEAST` payments and `SHARE` of all.
SPAN_DAYS, CROWDED, LEAST, SHARE = 4, 2.0, 30, 0.1
LONGEST_TERMS = np.timedelta64(366, "D")

GIVEN = Label(
    "échéances : {n} déduites du délai donné, {days} jours",
    "due dates: {n} from the terms given, {days} days",
)
SHOWN = Label(
    "échéances : {n} supposées à {days} jours, où les règlements se concentrent "
    "(donnez le délai s'il est autre)",
    "due dates: {n} assumed at {days} days, where payments crowd (give the terms if they differ)",
)
LEGAL = Label(
    "échéances : {n} supposées à {days} jours, délai légal supplétif : les règlements ne se "
    "concentrent à aucun délai usuel (donnez le délai s'il est autre)",
    "due dates: {n} assumed at {days} days, the legal default: payments crowd at no usual term "
    "(give the terms if they differ)",
)


def shown_terms(days_to_pay: NDArray[np.int64]) -> int | None:
    """Find the usual term at which payments crowd; None where they crowd at none.

    Parameters
    ----------
    days_to_pay : (payments,) int
        [days] From invoice to payment.

    Examples
    --------
    >>> shown_terms(np.repeat([12, 30, 31, 44, 46, 47], [5, 4, 6, 5, 40, 20]))
    45
    >>> shown_terms(np.arange(100)) is None
    True
    """
    found: dict[int, int] = {}
    for term in USUAL_TERMS:
        here, before, after = (
            int(((days_to_pay >= start) & (days_to_pay < start + SPAN_DAYS)).sum())
            for start in (term, term - SPAN_DAYS, term + SPAN_DAYS)
        )
        if here > CROWDED * max(before, after) and here >= max(LEAST, SHARE * days_to_pay.size):
            found[term] = here
    return max(found, key=lambda term: found[term]) if found else None


def due_dates(
    issue: Dates, written: Dates, days_to_pay: NDArray[np.int64], terms_days: int | None
) -> tuple[Dates, list[Label]]:
    """Complete the due dates of invoices, and say how.

    Parameters
    ----------
    issue, written
        Issue dates; due dates of the file, NaT where it has none. One that precedes its invoice, or
        follows it by more than a year, is none.
    days_to_pay
        [days] Of the invoices that money settled.
    terms_days
        Terms given by the user; None to assume them.
    """
    with np.errstate(invalid="ignore"):
        known = (written >= issue) & (written - issue <= LONGEST_TERMS)
    n = int((~known).sum())
    if not n:
        return written, []
    shown = None if terms_days is not None else shown_terms(days_to_pay)
    days = terms_days if terms_days is not None else shown or USUAL_TERMS[0]
    label = GIVEN if terms_days is not None else SHOWN if shown else LEGAL
    due: Dates = np.where(known, written, issue + np.timedelta64(days, "D"))
    said = Label(
        label.fr.format(n=plain(n, "fr"), days=days), label.en.format(n=plain(n, "en"), days=days)
    )
    return due, [said]
