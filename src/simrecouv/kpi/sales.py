"""What a policy sold: the invoices of a ledger, and sales and purchases by day of issue.

Nothing here depends on what happens to an invoice afterwards: two policies that issue the same
invoices on the same days of the same world have the same sales, and share one reading of them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi.days import Bools, Days, Int64s, rounded
from simrecouv.ledger import Invoices

_FACTS = fields(Invoices)


@dataclass(frozen=True, eq=False)
class Sales(Days):
    """The invoices of a ledger, read once; amounts of an order never invoiced are 0."""

    def is_same(self, other: Sales) -> bool:
        """Tell whether two policies sold the same on the same days, under the same finances."""
        clock = ("first_day", "end_day", "cohort_days", "month_ends")
        ours, theirs = self.ledger.invoices, other.ledger.invoices
        return (
            self.finance == other.finance
            and all(getattr(self.ledger, name) == getattr(other.ledger, name) for name in clock)
            and all(_are_same(getattr(ours, f.name), getattr(theirs, f.name)) for f in _FACTS)
        )

    @cached_property
    def issue(self) -> Int64s:
        """[days] Issue day of each invoice, `simrecouv.ledger.NO_DAY` if never issued."""
        return self.ledger.invoices.issue_day.astype(np.int64)

    @cached_property
    def due(self) -> Int64s:
        """[days] Due day of each invoice."""
        return self.ledger.invoices.due_day.astype(np.int64)

    @cached_property
    def gross(self) -> Int64s:
        """[cents] Principal incl. VAT of each invoice, 0 if never issued."""
        return self._issued(self.ledger.invoices.gross_cents)

    @cached_property
    def net(self) -> Int64s:
        """[cents] Amount excl. VAT of each invoice, 0 if never issued."""
        return self._issued(self.ledger.invoices.net_cents)

    @cached_property
    def margin(self) -> Int64s:
        """[cents] Margin of each invoice, 0 if never issued."""
        return self._issued(self.ledger.invoices.margin_cents)

    def _issued(self, amount: Int64s) -> Int64s:
        return amount * self.is_issued

    @cached_property
    def is_issued(self) -> Bools:
        """Whether each order was invoiced."""
        return self.ledger.invoices.is_issued

    @cached_property
    def vat(self) -> Int64s:
        """[cents] VAT of each invoice."""
        return self.gross - self.net

    @cached_property
    def is_measured(self) -> Bools:
        """Whether each order is of the first year, invoiced or not."""
        order = self.ledger.invoices.order_day
        measured: Bools = (order >= 0) & (order < self.ledger.cohort_days)
        return measured

    @cached_property
    def is_cohort(self) -> Bools:
        """Whether each invoice belongs to the measured cohorts: ordered in the first year.

        An order that credit control keeps back stays in its cohort, whenever it is invoiced.
        """
        return self.is_measured & self.is_issued

    @cached_property
    def cohort(self) -> Int64s:
        """Numbers of the invoices of the cohorts."""
        return np.flatnonzero(self.is_cohort)

    @cached_property
    def gross_by_day(self) -> Int64s:
        """[cents] Sales incl. VAT by day of issue, as `issued_by_day`."""
        return self.issued_by_day(self.gross)

    @cached_property
    def net_by_day(self) -> Int64s:
        """[cents] Sales excl. VAT by day of issue, as `issued_by_day`."""
        return self.issued_by_day(self.net)

    @cached_property
    def cost_by_day(self) -> Int64s:
        """[cents] Cost of sales by day of issue, as `issued_by_day`."""
        return self.issued_by_day(self.net - self.margin)

    @cached_property
    def purchases(self) -> Int64s:
        """[cents] What suppliers are paid for each invoice, excl. VAT."""
        return rounded(self.finance.purchases_share * (self.net - self.margin))

    @cached_property
    def purchases_by_day(self) -> Int64s:
        """[cents] Purchases excl. VAT by day of issue, as `issued_by_day`."""
        return self.issued_by_day(self.purchases)

    @cached_property
    def input_vat_by_day(self) -> Int64s:
        """[cents] VAT on purchases by day of issue, as `issued_by_day`."""
        return self.issued_by_day(rounded(self.finance.purchases_vat_rate * self.purchases))

    @cached_property
    def overheads_by_day(self) -> Int64s:
        """[cents] Overheads, spread over sales, by day of issue, as `issued_by_day`."""
        return self.issued_by_day(rounded(self.finance.overheads_share * self.net))

    def issued_by_day(self, amount: Int64s) -> Int64s:
        """Sum an amount of each invoice by day of issue, as `by_day_apart`."""
        return self._apart(self._issue_place, amount)

    @cached_property
    def _issue_place(self) -> Int64s:
        return self._place(self.issue, self.is_cohort)


def _are_same(ours: NDArray[Any], theirs: NDArray[Any]) -> bool:
    """Tell whether two columns are equal: most are one column of the world."""
    return ours is theirs or np.array_equal(ours, theirs)
