"""Lateness by number of invoices, as the French figures count it, with its sampling error.

Lateness = max(0, day of settlement - due date), in days; an invoice is settled once nothing of its
principal is owed: the last of several part payments counts, and a payment that the bank takes back
settles nothing. An order that was never invoiced is not late. Shares are over all invoices, what is
never paid counting as later than any age; the mean is over invoices ever paid. "Ever" is 36 months
past due, the same follow-up for every invoice. Invoices of one customer are alike, so standard
errors are those of a ratio of totals over customers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind

FOLLOW_UP_DAYS = 1095
NEVER = 10**6
#: One full year of the run-in, under the policy in force, old enough to be followed 36 months.
FIRST_ISSUE_DAY, LAST_ISSUE_DAY = -729, -365

#: What changes the debt itself; a write-off only changes the books.
OWED_OR_SETTLED = [
    kind for kind in Kind if kind.principal_sign and kind not in (Kind.WRITTEN_OFF, Kind.REINSTATED)
]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A ratio of totals and its standard error, customers being the independent units."""

    value: float
    error: float


@dataclass(frozen=True)
class Lateness:
    """Days late of each measured invoice (`NEVER` if unpaid after 36 months)."""

    days: NDArray[np.int64]
    customer: NDArray[np.int32]
    segment: NDArray[np.int32]
    gross_cents: NDArray[np.int64]

    def ratio(self, numerator: Floats, denominator: Floats) -> Estimate:
        """Ratio of totals over invoices."""
        top = np.bincount(self.customer, numerator)
        bottom = np.bincount(self.customer, denominator)
        value = top.sum() / bottom.sum()
        return Estimate(value, np.sqrt(np.square(top - value * bottom).sum()) / bottom.sum())

    def shares(self) -> dict[str, Estimate]:
        """The published figures: shares in %, mean in days."""
        days, is_paid, each = self.days, self.days < NEVER, np.ones(self.days.size)
        return {
            "on_time": self.ratio(100.0 * (days == 0), each),
            "mean": self.ratio(np.where(is_paid, days, 0), is_paid),
            "over_30": self.ratio(100.0 * (days > 30), each),
            "over_90": self.ratio(100.0 * (days > 90), each),
            "never": self.ratio(100.0 * ~is_paid, each),
        }

    def still_collected(self, age_days: int, *, by_amount: bool) -> Estimate:
        """Share, of what is unpaid at an age past due, that comes within 36 months past due."""
        weight = self.gross_cents if by_amount else np.ones(self.days.size)
        is_open = self.days > age_days
        return self.ratio(weight * (is_open & (self.days < NEVER)), weight * is_open)

    def mean_of(self, segment: int) -> Estimate:
        """Mean days late of one segment, over invoices ever paid."""
        mine = (self.segment == segment) & (self.days < NEVER)
        return self.ratio(np.where(mine, self.days, 0), mine)


def settlement_day(ledger: Ledger) -> NDArray[np.int64]:
    """Return the day on which each invoice was settled, `10 * NEVER` if some is still owed."""
    owed = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    last = np.full(owed.size, ledger.first_day, dtype=np.int64)
    for kind in OWED_OR_SETTLED:
        rows = ledger.of_kind(kind)
        np.add.at(owed, rows["invoice"], kind.principal_sign * rows["amount_cents"])
        np.maximum.at(last, rows["invoice"], rows["tick"] // TICKS_PER_DAY)
    return np.where(owed == 0, last, 10 * NEVER)


def lateness_of(ledger: Ledger) -> Lateness:
    """Measure the invoices issued in one year of the run-in."""
    invoices = ledger.invoices
    chosen = np.flatnonzero(
        (invoices.issue_day >= FIRST_ISSUE_DAY) & (invoices.issue_day <= LAST_ISSUE_DAY)
    )
    due = invoices.due_day[chosen].astype(np.int64)
    assert due.max() + FOLLOW_UP_DAYS < ledger.end_day, "followed 36 months past due"
    late = np.maximum(settlement_day(ledger)[chosen] - due, 0)
    return Lateness(
        days=np.where(late > FOLLOW_UP_DAYS, NEVER, late),
        customer=invoices.customer[chosen],
        segment=invoices.segment[chosen],
        gross_cents=invoices.gross_cents[chosen],
    )


def enlarged(factor: int, *overrides: str) -> Scenario:
    """Enlarge `pme-b2b`: so many times its customers."""
    segments = load_scenario("pme-b2b").segments.items()
    sizes = [f"segments.{name}.customers={s.customers * factor}" for name, s in segments]
    return load_scenario("pme-b2b", [*sizes, *overrides])
