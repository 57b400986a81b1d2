"""What becomes of old debts: the share of what is unpaid at an age that still comes.

Surveys publish this share by months past due. It is a check of a mix of payers and not a hazard: it
falls mostly because those who pay leave first, and those who never will are left.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.errors import StudyError
from simrecouv.kpi.books import Books
from simrecouv.kpi.recovery import PAID_OR_GIVEN_UP
from simrecouv.kpi.rows import Moves
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.units import DAYS_PER_YEAR

Ints = NDArray[np.int64]

#: "Still comes" means within this time past due [days]: the same follow-up for every invoice.
FOLLOW_UP_DAYS = 3 * DAYS_PER_YEAR
#: Ages that are tabulated [months past due].
MONTHS = np.arange(25)

#: Published shares that are collected [%], by edition and months past due (S:B4). They are what
#: members of agencies answer, not measured cohorts; French figures are the trade's own.
EDITIONS: dict[str, dict[int, float]] = {
    "CCAA 2004": {0: 94.9, 1: 89.9, 2: 81.3, 3: 69.6, 6: 52.1, 9: 39.1, 12: 22.8, 24: 9.3},
    "CCAA": {3: 73.0, 6: 50.0, 12: 25.0, 24: 10.0},
    "CCAS": {3: 72.2, 6: 44.0, 12: 28.6},
    "CCA of America": {3: 68.9, 6: 51.3, 12: 21.0, 24: 9.0},
    "FIGEC 2014": {3: 75.0, 12: 20.0},
}
#: What is published as "less than".
AT_MOST = {("FIGEC 2014", 12)}


def published_recovery() -> pd.DataFrame:
    """Return what surveys publish of old debts (S:B4).

    Returns
    -------
    DataFrame
        edition, months_past_due, share (collected in the end of what is unpaid at that age),
        is_at_most (the share is published as an upper bound).

    Examples
    --------
    >>> published = published_recovery()
    >>> sorted(published[published["months_past_due"] == 6]["share"])
    [0.44, 0.5, 0.513, 0.521]
    """
    rows = [
        (edition, month, round(percent / 100.0, 3), (edition, month) in AT_MOST)
        for edition, shares in EDITIONS.items()
        for month, percent in shares.items()
    ]
    return pd.DataFrame(rows, columns=["edition", "months_past_due", "share", "is_at_most"])


def recovery_by_age(ledger: Ledger) -> pd.DataFrame:
    """Measure on a simulated ledger what surveys publish.

    The invoices are those of the last whole year of issues that can be followed 36 months past due.
    They date from the run-in: ask the ledger of the baseline, which follows them to the end under
    one policy. What the customer is let off (discount, concession, credit note) is neither
    collected nor left unpaid.

    Returns
    -------
    DataFrame
        months_past_due (0 to 24), by_number (of the invoices on which something is owed at that
        age, share on which nothing is left to pay 36 months past due), by_amount (of the principal
        incl. VAT owed at that age and not let off later, share received by then).

    Raises
    ------
    StudyError
        If the simulated days hold no such year.

    Examples
    --------
    >>> from simrecouv.engine import simulate
    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b")
    >>> late = recovery_by_age(simulate(scenario, build_world(scenario), "douce"))
    >>> bool((late["by_number"].diff().dropna() <= 0.0).all())
    True
    """
    books = Books(ledger, Finance())  # no rate enters
    is_followed = _followed_year(ledger)
    ended, cash = (
        moves.only(is_followed[moves.invoice] & (_age(books, moves) <= FOLLOW_UP_DAYS))
        for moves in (books.moves(PAID_OR_GIVEN_UP), books.cash)
    )
    left = (books.gross - books.by_invoice(ended.invoice, ended.amount_cents))[is_followed]
    last = np.full(books.n_invoices, -FOLLOW_UP_DAYS)
    np.maximum.at(last, ended.invoice, _age(books, ended))
    settled = last[is_followed][left == 0]
    return pd.DataFrame(
        {
            "months_past_due": MONTHS,
            "by_number": _still(settled, np.ones_like(settled), int((left > 0).sum())),
            "by_amount": _still(_age(books, cash), cash.amount_cents, int(left.sum())),
        }
    )


def _age(books: Books, moves: Moves) -> Ints:
    """Days past due of each move."""
    age: Ints = moves.day - books.due[moves.invoice]
    return age


def _followed_year(ledger: Ledger) -> NDArray[np.bool_]:
    """Tell which invoices are of the last 365 days of issue that are followed to the end."""
    invoices = ledger.invoices
    is_cut = invoices.is_issued & (invoices.due_day + FOLLOW_UP_DAYS >= ledger.until_day)
    last = int(invoices.issue_day[is_cut].min(initial=ledger.until_day)) - 1
    if last - DAYS_PER_YEAR + 1 < ledger.first_day:
        raise StudyError(
            "no year of invoices is followed 36 months past due: the ledger runs from day "
            f"{ledger.first_day} to day {ledger.until_day - 1}"
        )
    chosen: NDArray[np.bool_] = (invoices.issue_day > last - DAYS_PER_YEAR) & (
        invoices.issue_day <= last
    )
    return chosen


def _still(age: Ints, weight: Ints, left: int) -> NDArray[np.float64]:
    """Return, for each of `MONTHS`, what comes at a later age, over that and what never does.

    NaN where nothing is owed any more.
    """
    days = np.round(MONTHS * (DAYS_PER_YEAR / 12.0))
    later = np.array([weight[age > day].sum() for day in days], dtype=np.float64)
    share = np.full(days.size, np.nan)
    np.divide(later, later + left, out=share, where=later + left > 0)
    return share
