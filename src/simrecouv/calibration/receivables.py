"""What customers owe on a day of a real ledger: by age, by customer, and as days of sales (DSO).

The balance of a day is gross: what was invoiced and neither paid, let off nor credited by its end,
written off or not, as the headline of `simrecouv.kpi`. Sales are those of the 365 days that end on
that day, or since the first day that the ledger tells of all invoices: a shorter period says so.
Credit notes and money that settle no known invoice are not taken off: nobody knows of what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.calibration.facts import AGE_STEPS, month_ends
from simrecouv.intake import RealLedger
from simrecouv.kpi.dso import (
    average_days_delinquent,
    best_possible_dso,
    dso_countback,
    dso_simple,
)
from simrecouv.kpi.ratios import ratio
from simrecouv.units import DAYS_PER_YEAR, date_of, day_of
from simrecouv.vocabulary import Settling

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: The ageing, youngest first, in the words of `simrecouv.kpi.balances`.
AGES = ("not_due", "overdue_1_30", "overdue_31_60", "overdue_61_90", "overdue_over_90")
#: [days] Since the due date before an invoice tells how long customers take: most have paid.
RIPE_DAYS = 90
#: [days] Since the first day of a ledger before a month-end is told: older debts are not in it.
SETTLED_IN_DAYS = 90


class Months(NamedTuple):
    """Sales [cents] and length [days] of months, oldest first; those at the edges may be parts."""

    sales_cents: list[int]
    days: list[int]


class Balance(NamedTuple):
    """What is owed at the end of a day [cents], and the sales of the period that ends on it.

    `written_off` is the part of `owed` that the books hold no more; `ages` splits what they do
    hold, in the order of `AGES`. `period_days` is 365, or as many as the ledger tells of.
    """

    day: date
    period_days: int
    sales: int
    owed: int
    not_due: int
    written_off: int
    ages: tuple[int, ...]
    items: tuple[int, ...]


class Followed(NamedTuple):
    """Invoices old enough to tell how long customers take, up to a day.

    `open_cents` of their `cents` is still owed then, and counts as paid on that day: at least.
    """

    invoices: int
    cents: int
    open_cents: int
    days_to_pay: float
    days_beyond_terms: float


class Receivables:
    """A real ledger, read day by day.

    Parameters
    ----------
    ledger
        Invoices and what settled them.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> ledger = read_ledger(example_ledger_path())
    >>> balance = Receivables(ledger).balance(ledger.as_of)
    >>> sum(balance.ages) == balance.owed - balance.written_off
    True
    """

    def __init__(self, ledger: RealLedger) -> None:
        invoices, payments = ledger.invoices, ledger.payments
        self._customer = invoices["customer_id"]
        self._issue, self._due = (_days(invoices[name]) for name in ("issue_date", "due_date"))
        self._cents = invoices["amount_cents"].to_numpy(dtype=np.int64)
        place = pd.Index(invoices["invoice_id"]).get_indexer(payments["invoice_id"])
        self._place: Ints = place.astype(np.int64)
        self._paid = _days(payments["paid_date"])
        self._paid_cents = payments["amount_cents"].to_numpy(dtype=np.int64)
        self._is_written_off = payments["kind"].to_numpy() == Settling.WRITTEN_OFF.value
        self.first_day: date = ledger.observed_from or invoices["issue_date"].min().date()
        self.last_day = ledger.as_of

    @cached_property
    def reference_day(self) -> date:
        """The last day; if nothing is open then, the last month-end on which something was.

        A file of paid invoices has nothing open on its last day, whatever is owed: it is read as
        it stood before its last invoice.
        """
        if self.balance(self.last_day).owed:
            return self.last_day
        last_issue = self._issue.max().astype(date)
        days = [day for day in reversed(self._ends) if day <= last_issue]
        return next((day for day in days if self.balance(day).owed), self.last_day)

    @cached_property
    def told_days(self) -> tuple[date, ...]:
        """Ends of months since the ledger tells of most debts, then the reference day."""
        before = [day for day in self._ends if day < self.reference_day]
        return (*before, self.reference_day)

    @cached_property
    def _ends(self) -> list[date]:
        since = self.first_day + timedelta(days=SETTLED_IN_DAYS - 1)
        month = since.replace(day=1)
        ends = (date_of(end, month) for end in month_ends(month, day_of(self.last_day, month)))
        return [day for day in ends if day >= since]

    def balance(self, day: date) -> Balance:
        """Return what is owed at the end of a day, and the sales of the period before it."""
        owed, lost = self._owed(day)
        at = np.datetime64(day, "D")
        is_due_later = self._due >= at
        bucket = np.searchsorted(AGE_STEPS, (at - self._due).astype(np.int64))
        booked = owed - lost
        size = len(AGES)
        ages = np.bincount(bucket, booked, size).astype(np.int64)
        return Balance(
            day=day,
            period_days=self._period_days(day),
            sales=int(self._cents[self._is_of_period(day)].sum()),
            owed=int(owed.sum()),
            not_due=int(owed[is_due_later].sum()),
            written_off=int(lost.sum()),
            ages=tuple(ages.tolist()),
            items=tuple(np.bincount(bucket[booked > 0], minlength=size).tolist()),
        )

    def months(self, day: date) -> Months:
        """Return the sales of the months up to a day, since the ledger tells of all invoices."""
        sales: list[int] = []
        days: list[int] = []
        start = self.first_day
        while start <= day:
            following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
            end = min(following, day + timedelta(days=1))
            issued = (self._issue >= np.datetime64(start)) & (self._issue < np.datetime64(end))
            sales.append(int(self._cents[issued].sum()))
            days.append((end - start).days)
            start = end
        return Months(sales, days)

    def followed(self, day: date) -> Followed:
        """Follow the invoices of a year that fell due `RIPE_DAYS` or more before a day."""
        since = max(self.first_day, day - timedelta(days=DAYS_PER_YEAR + RIPE_DAYS))
        ripe = self._due <= np.datetime64(day - timedelta(days=RIPE_DAYS), "D")
        chosen = ripe & (self._issue >= np.datetime64(since))
        cents, owed = self._cents[chosen], self._owed(day)[0][chosen]
        total = int(cents.sum())
        late = float(self._cent_days_late(day)[chosen].sum())
        terms = int((cents * (self._due - self._issue)[chosen].astype(np.int64)).sum())
        beyond = ratio(late, total)
        taken = ratio(late + terms, total)
        return Followed(int(chosen.sum()), total, int(owed.sum()), taken, beyond)

    def customers(self, day: date) -> pd.DataFrame:
        """Return what each customer bought and owes, those with the largest sales first.

        Returns
        -------
        DataFrame
            customer_id; sales_cents (of the period); invoices (of the period); owed_cents and
            overdue_cents at the end of the day, as the books hold them.
        """
        owed, lost = self._owed(day)
        booked, recent = owed - lost, self._is_of_period(day)
        frame = pd.DataFrame(
            {
                "customer_id": self._customer,
                "sales_cents": np.where(recent, self._cents, 0),
                "invoices": recent.astype(np.int64),
                "owed_cents": booked,
                "overdue_cents": np.where(self._due < np.datetime64(day), booked, 0),
            }
        )
        sums = frame.groupby("customer_id", sort=False).sum()
        ranked = sums.sort_values(["sales_cents", "owed_cents"], ascending=False, kind="stable")
        return ranked.reset_index()

    def _owed(self, day: date) -> tuple[Ints, Ints]:
        """Return what each invoice owes at the end of a day, and the part that is written off."""
        at = np.datetime64(day, "D")
        by_then = self._paid <= at
        paid = self._sum(by_then & ~self._is_written_off)
        lost = self._sum(by_then & self._is_written_off)
        owed = np.where(self._issue <= at, np.maximum(self._cents - paid, 0), 0)
        return owed, np.clip(lost, 0, owed)

    def _cent_days_late(self, day: date) -> NDArray[np.float64]:
        """Sum cents times days past due of each payment; what is left counts as paid that day."""
        at = np.datetime64(day, "D")
        kept = (self._paid <= at) & ~self._is_written_off
        place, cents = self._place[kept], self._paid_cents[kept].astype(np.float64)
        late = (self._paid[kept] - self._due[place]).astype(np.int64)
        waited = (at - self._due).astype(np.int64)
        paid = np.bincount(place, cents * late, self._cents.size)
        left = self._cents - np.bincount(place, cents, self._cents.size)
        return np.asarray(paid + left * waited)

    def _sum(self, kept: Bools) -> Ints:
        sums = np.bincount(self._place[kept], self._paid_cents[kept], self._cents.size)
        return sums.astype(np.int64)

    def _period_days(self, day: date) -> int:
        return max(min(DAYS_PER_YEAR, day_of(day, self.first_day) + 1), 1)

    def _is_of_period(self, day: date) -> Bools:
        since = np.datetime64(day - timedelta(days=self._period_days(day) - 1), "D")
        chosen: Bools = (self._issue >= since) & (self._issue <= np.datetime64(day, "D"))
        return chosen


def dso_variants(receivables: Receivables, day: date) -> dict[str, float]:
    """Return the DSO of a day by every method that a ledger allows.

    Returns
    -------
    dict
        [days] By KPI of the vocabulary; ``dso_book`` only if something is written off, methods
        that the ledger cannot tell left out.

    Examples
    --------
    >>> from simrecouv.calibration import example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> found = dso_variants(Receivables(read_ledger(example_ledger_path())), date(2025, 12, 31))
    >>> parts = found["best_possible_dso"] + found["average_days_delinquent"]
    >>> abs(parts - found["dso_simple"]) < 1e-9
    True
    """
    balance, months = receivables.balance(day), receivables.months(day)
    owed, sales, days = balance.owed, balance.sales, balance.period_days
    followed = receivables.followed(day)
    found = {"dso_simple": dso_simple(owed, sales, days)}
    if balance.written_off:
        found["dso_book"] = dso_simple(owed - balance.written_off, sales, days)
    found |= {
        "dso_countback": dso_countback(owed, months.sales_cents, months.days),
        "best_possible_dso": best_possible_dso(balance.not_due, sales, days),
        "average_days_delinquent": average_days_delinquent(owed, balance.not_due, sales, days),
        "weighted_days_to_pay": followed.days_to_pay,
        "days_beyond_terms": followed.days_beyond_terms,
    }
    return {name: value for name, value in found.items() if np.isfinite(value)}


def history(receivables: Receivables) -> pd.DataFrame:
    """Return DSO and ageing on the days that a ledger tells of: ends of months, reference day.

    Returns
    -------
    DataFrame
        date; dso_simple, dso_countback, best_possible_dso [days]; then `AGES` [EUR, or the
        currency of the ledger], as the books hold them.
    """
    return pd.DataFrame(list(_months(receivables)))


def _months(receivables: Receivables) -> Iterator[dict[str, object]]:
    for day in receivables.told_days:
        balance, months = receivables.balance(day), receivables.months(day)
        owed, sales, days = balance.owed, balance.sales, balance.period_days
        yield {
            "date": day,
            "dso_simple": dso_simple(owed, sales, days),
            "dso_countback": dso_countback(owed, months.sales_cents, months.days),
            "best_possible_dso": best_possible_dso(balance.not_due, sales, days),
            **{age: cents / 100.0 for age, cents in zip(AGES, balance.ages, strict=True)},
        }


def _days(dates: pd.Series) -> NDArray[np.datetime64]:
    return dates.to_numpy().astype("datetime64[D]")
