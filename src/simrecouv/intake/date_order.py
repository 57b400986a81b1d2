"""Day first or month first: decided per file, never per row, with the evidence.

In this order: a number above 12 is a day; then the only order under which no date of a row precedes
its invoice and a given duration agrees; then the only order under which terms are constant.
Evidence both ways, or none at all, is refused. Dates with the year first need no evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.dates import DateParts, Order, contradicted, date_parts, read_dates
from simrecouv.vocabulary import Column, Label
from simrecouv.vocabulary.numbers import plain

Texts = Mapping[Column, Sequence[str]]

#: Share of the dates that may contradict the others; such dates are then read as unreadable.
STRAY_SHARE = 0.01

FIRST = {Order.DAY_FIRST: Label("jour", "day"), Order.MONTH_FIRST: Label("mois", "month")}
DECIDED = Label("dates : {first} en tête ({why})", "dates: {first} first ({why})")
BY_SIZE = Label(
    "{n} valeurs l'imposent, ex. {example}, contre {against}",
    "{n} values demand it, e.g. {example}, against {against}",
)
BY_SENSE = Label(
    "seul cet ordre ne met aucune date avant sa facture ni contre le délai donné",
    "only this order puts no date before its invoice nor against the given duration",
)
BY_TERMS = Label(
    "seul cet ordre donne un délai accordé constant", "only this order gives constant terms"
)
YEAR_FIRST = Label("dates : année en tête", "dates: year first")
NO_MATTER = Label("dates : l'ordre ne change rien", "dates: the order changes nothing")


class DateOrder(NamedTuple):
    """How the dates of a file read, and why."""

    order: Order
    evidence: Label


def date_order(columns: Texts, durations: Sequence[str] | None, source: str) -> DateOrder:
    """Decide how the dates of a file read.

    Parameters
    ----------
    columns
        Texts of the issue, due and payment dates, row by row.
    durations
        [days] Texts of a given time from issue to payment, if the file has one.
    source
        Name of the file, for errors.

    Raises
    ------
    LedgerFileError
        If the evidence is contradictory or missing; the error gives it.

    Examples
    --------
    >>> date_order({Column.ISSUE_DATE: ["3/1/2024", "28/1/2024"]}, None, "f.csv").evidence.en
    'dates: day first (1 values demand it, e.g. 28/1/2024, against 0)'
    """
    counts = Counter(text for texts in columns.values() for text in texts)
    parts = {text: part for text in counts if (part := date_parts(text))}
    numbers = {text: part for text, part in parts.items() if not part.year_first}
    n_year_last = sum(counts[text] for text in numbers)
    n_year_first = sum(counts[text] for text in parts) - n_year_last
    if min(n_year_first, n_year_last) > STRAY_SHARE * (n_year_first + n_year_last):
        meant = (
            f"{n_year_first} dates start with the year and {n_year_last} end with it: a program "
            "may have swapped days and months in one of the two forms; export the file again"
        )
        raise LedgerFileError(source, [Problem("dates", next(iter(numbers)), meant)])
    if n_year_first >= n_year_last:
        return DateOrder(Order.DAY_FIRST, YEAR_FIRST)
    decision = _by_size(numbers, counts, source) or _by_sense(columns, durations)
    if decision is None:
        meant = (
            "day first or month first? no number is above 12, and both orders make sense: write "
            "the dates as 2024-01-31, or add a column of days to pay"
        )
        raise LedgerFileError(source, [Problem("dates", next(iter(numbers)), meant)])
    return decision


def _decided(order: Order, why: Label) -> DateOrder:
    first = FIRST[order]
    evidence = Label(
        DECIDED.fr.format(first=first.fr, why=why.fr), DECIDED.en.format(first=first.en, why=why.en)
    )
    return DateOrder(order, evidence)


def _by_size(
    numbers: Mapping[str, DateParts], counts: Mapping[str, int], source: str
) -> DateOrder | None:
    """Decide by numbers above 12, which are days."""
    sides = {
        Order.DAY_FIRST: [text for text, part in numbers.items() if part.first > 12],
        Order.MONTH_FIRST: [text for text, part in numbers.items() if part.second > 12],
    }
    n = {order: sum(counts[text] for text in side) for order, side in sides.items()}
    if sum(n.values()) == 0:
        return None
    order = max(n, key=lambda one: n[one])
    n_for, n_against = n[order], sum(n.values()) - n[order]
    if n_against > STRAY_SHARE * (n_for + n_against):
        day, month = (sides[one][0] for one in Order)
        meant = (
            f"{n[Order.DAY_FIRST]} dates have a number above 12 in first place (e.g. {day}) and "
            f"{n[Order.MONTH_FIRST]} in second place (e.g. {month}): two orders in one file"
        )
        raise LedgerFileError(source, [Problem("dates", None, meant)])
    example = sides[order][0]
    why = Label(
        BY_SIZE.fr.format(n=plain(n_for, "fr"), example=example, against=n_against),
        BY_SIZE.en.format(n=plain(n_for, "en"), example=example, against=n_against),
    )
    return _decided(order, why)


def _by_sense(columns: Texts, durations: Sequence[str] | None) -> DateOrder | None:
    """Decide by the only order under which the dates of the rows agree with each other."""
    sensible = [order for order in Order if _makes_sense(columns, durations, order)]
    if len(sensible) == 1:
        return _decided(sensible[0], BY_SENSE)
    constant = [order for order in Order if _constant_terms(columns, order)]
    if len(constant) == 1:
        return _decided(constant[0], BY_TERMS)
    read = [[read_dates(texts, order) for texts in columns.values()] for order in Order]
    if all(np.array_equal(one, other, equal_nan=True) for one, other in zip(*read, strict=True)):
        return DateOrder(Order.DAY_FIRST, NO_MATTER)
    return None


def _makes_sense(columns: Texts, durations: Sequence[str] | None, order: Order) -> bool:
    dates = {column: read_dates(texts, order) for column, texts in columns.items()}
    issue, paid = dates[Column.ISSUE_DATE], dates.get(Column.PAID_DATE)
    if any(bool((later < issue).any()) for later in dates.values()):
        return False
    if paid is None or durations is None:
        return True
    return not contradicted(durations, issue, paid).any()


def _constant_terms(columns: Texts, order: Order) -> bool:
    if Column.DUE_DATE not in columns:
        return False
    issue, due = (read_dates(columns[c], order) for c in (Column.ISSUE_DATE, Column.DUE_DATE))
    terms = (due - issue)[~np.isnat(due - issue)]
    return terms.size > 1 and bool((terms == terms[0]).all())
