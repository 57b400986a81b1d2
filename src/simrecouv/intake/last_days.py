"""The last days of a file: a slip of one date must not move the day on which open items are seen.

Books are written all year, so that after their last day nothing comes for more than a year but a
slip (2032 for 2023), or a payment that waited very long. Few of many are set aside; in a
small file nothing tells a slip from a late payment, and the rows are read with a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.errors import LedgerFileError, Problem
from simrecouv.intake.dates import Dates
from simrecouv.intake.ledger import RealLedger
from simrecouv.vocabulary import Label

#: A year and the slack of a late closing: books in use are not silent for so long [days].
SILENCE = np.timedelta64(400, "D")
#: Most dates that are a slip, and fewest distinct days of the file for each distinct day of them:
#: distinct ones, so that a ledger that is written and read again is judged alike. A tail of
#: payments that wait 100 days on average is silent for 400 days before its last one in 2 % of
#: files.
MOST_DATES, DAYS_FOR_EACH = 5, 50

LONG_AFTER = Label(
    "date d'arrêté {as_of} : {days} jours après la dernière date du fichier, {last}",
    "as of {as_of}: {days} days after the last day of the file, {last}",
)


class LastDays(NamedTuple):
    """The last day before a silence, and whether what follows it is a slip; NaT if none is."""

    day: np.datetime64
    is_slip: bool

    def after(self, days: Dates) -> NDArray[np.bool_]:
        """Whether days come after the silence; none does where there is no silence."""
        with np.errstate(invalid="ignore"):
            late: NDArray[np.bool_] = days > self.day
        return late


def last_days(columns: Sequence[Dates]) -> LastDays:
    """Find the last day before a long silence that few dates follow.

    Parameters
    ----------
    columns
        Days of issue and of payment, one per row; NaT where there is none.

    Examples
    --------
    >>> days = np.arange("2023-01-01", "2023-12-31", dtype="datetime64[D]")
    >>> slip = np.array(["2032-05-04"], dtype="datetime64[D]")
    >>> found = last_days([days, slip])
    >>> str(found.day), found.is_slip, found.after(slip).tolist()
    ('2023-12-30', True, [True])
    >>> last_days([days]).after(days).any()
    np.False_
    """
    days = np.sort(np.concatenate([one[~np.isnat(one)] for one in columns]))
    gaps = np.flatnonzero(np.diff(days) > SILENCE)
    late = days.size - 1 - gaps
    few = gaps[(late <= MOST_DATES) & (late < days.size - late)]
    if not few.size:
        return LastDays(np.datetime64("NaT", "D"), False)
    first = days[few[0]]
    distinct = np.unique(days)
    return LastDays(first, bool((distinct > first).sum() * DAYS_FOR_EACH <= distinct.size))


def seen_on(ledger: RealLedger, as_of: date | None) -> RealLedger:
    """State the day of the export, where the user or the file gives it.

    Raises
    ------
    LedgerFileError
        If it is no day, or the ledger holds something later: open items of that day would hide
        what is already known of them.
    """
    if as_of is None:
        return ledger
    source = ledger.quality.source
    if not isinstance(as_of, date):
        raise LedgerFileError(source, [Problem("as_of", as_of, "a date expected")])
    day = as_of.date() if isinstance(as_of, datetime) else as_of
    last = last_recorded(ledger)
    if day < last:
        meant = f"before the last recorded day, {last}: a day from then on expected"
        raise LedgerFileError(source, [Problem("as_of", str(day), meant)])
    quality = ledger.quality
    if np.datetime64(day) - np.datetime64(last) > SILENCE:
        told = {"as_of": day, "last": last, "days": (day - last).days}
        said = Label(LONG_AFTER.fr.format(**told), LONG_AFTER.en.format(**told))
        quality = replace(quality, evidence=(*quality.evidence, said))
    return replace(ledger, stated_as_of=day, quality=quality)


def last_recorded(ledger: RealLedger) -> date:
    """Return the last day of an invoice, of a payment or of a credit."""
    columns = (
        ledger.invoices["issue_date"],
        ledger.payments["paid_date"],
        ledger.credits["date"],
    )
    last: date = max(column.max() for column in columns if len(column)).date()
    return last
