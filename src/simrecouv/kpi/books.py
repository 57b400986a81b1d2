"""One reading of a ledger, shared by every KPI: rows by kind, and their money by day.

`Books` owns no formula. Rows are grouped by kind once, a column of a kind is read when it is asked
for, and kinds that never happened cost nothing. Daily series are those of `simrecouv.kpi.days`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from simrecouv.kpi.days import Bools, Days, Int64s, whole
from simrecouv.kpi.rows import Moves, Rows
from simrecouv.kpi.sales import Sales
from simrecouv.kpi.signs import CASH, PROCEEDS, SETTLED
from simrecouv.vocabulary import Kind

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Books(Days):
    """A ledger and the creditor's finance table, read once.

    Attributes
    ----------
    baseline
        The books of another policy on the same world: what both sold alike is read once.
    """

    baseline: Books | None = field(default=None, repr=False)
    _kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def sales(self) -> Sales:
        """The invoices of the policy."""
        own = Sales(self.ledger, self.finance)
        if self.baseline is not None and own.is_same(self.baseline.sales):
            return self.baseline.sales
        return own

    @property
    def n_invoices(self) -> int:
        """Number of invoices, those never issued included."""
        return self.ledger.invoices.customer.size

    @cached_property
    def _where(self) -> list[Int64s]:
        """Row numbers by kind number."""
        kind = self.ledger.events["kind"].astype(np.int8)  # sorted in one pass over the rows
        order = np.argsort(kind, kind="stable")
        starts = np.searchsorted(kind[order], np.arange(max(Kind) + 2, dtype=np.int8)).tolist()
        return [order[start:end] for start, end in pairwise(starts)]

    def rows(self, kind: Kind) -> Rows:
        """Return the events of one kind, in order."""
        if kind not in self._kept:
            self._kept[kind] = Rows(self.ledger.events, self._where[kind])
        found: Rows = self._kept[kind]
        return found

    def happened(self, kinds: Iterable[Kind]) -> list[Kind]:
        """Return those of some kinds that have events: the others move nothing."""
        return [kind for kind in kinds if self._where[kind].size]

    def moves(self, signs: Mapping[Kind, int]) -> Moves:
        """Return the money of some kinds of event, each with its sign, kind after kind."""
        happened = tuple((kind, signs[kind]) for kind in self.happened(signs))
        if happened not in self._kept:
            self._kept[happened] = self._joined(happened)
        found: Moves = self._kept[happened]
        return found

    def _joined(self, signs: tuple[tuple[Kind, int], ...]) -> Moves:
        none = np.empty(0, dtype=np.int64)
        each = [(self.rows(kind), sign) for kind, sign in signs]
        return Moves(
            np.concatenate([none, *(rows.where for rows, _ in each)]),
            np.concatenate([none, *(rows.day for rows, _ in each)]),
            np.concatenate([none, *(rows.invoice for rows, _ in each)]),
            np.concatenate([none, *(sign * rows.amount_cents for rows, sign in each)]),
        )

    def kind_of(self, moves: Moves) -> Int64s:
        """Return the number of the kind of each move."""
        return self.ledger.events["kind"][moves.where].astype(np.int64)

    @property
    def issue(self) -> Int64s:
        """[days] Issue day of each invoice, `simrecouv.ledger.NO_DAY` if never issued."""
        return self.sales.issue

    @property
    def due(self) -> Int64s:
        """[days] Due day of each invoice."""
        return self.sales.due

    @property
    def gross(self) -> Int64s:
        """[cents] Principal incl. VAT of each invoice, 0 if never issued."""
        return self.sales.gross

    @property
    def net(self) -> Int64s:
        """[cents] Amount excl. VAT of each invoice, 0 if never issued."""
        return self.sales.net

    @property
    def vat(self) -> Int64s:
        """[cents] VAT of each invoice."""
        return self.sales.vat

    @property
    def is_cohort(self) -> Bools:
        """Whether each invoice belongs to the measured cohorts; see `Sales`."""
        return self.sales.is_cohort

    @property
    def cohort(self) -> Int64s:
        """Numbers of the invoices of the cohorts."""
        return self.sales.cohort

    @property
    def cash(self) -> Moves:
        """What customers and guarantors pay, and, negative, what the bank takes back."""
        return self.moves(CASH)

    @property
    def settled(self) -> Moves:
        """What reduces the unpaid principal: its proceeds, then what was given up of it."""
        return self.moves(SETTLED)

    @property
    def proceeds(self) -> slice:
        """Where the proceeds are in `settled`."""
        return slice(0, sum(self.rows(kind).where.size for kind in PROCEEDS))

    @property
    def given_up(self) -> slice:
        """Where the rest of `settled` is."""
        return slice(self.proceeds.stop, None)

    @cached_property
    def through_others(self) -> Rows:
        """Payments of the principal that a third party receives or makes: few of them all."""
        received = self.rows(Kind.RECEIVED)
        return received.only(received.detail != 0)

    @cached_property
    def unpaid(self) -> Int64s:
        """[cents] Principal of each invoice neither received, sold nor given up by the end."""
        return self.gross - self.by_invoice(self.settled.invoice, self.settled.amount_cents)

    def cohort_amount(self, *kinds: Kind) -> int:
        """Sum the money [cents] of events of some kinds on the invoices of the cohorts."""
        return sum(int(self.amounts(kind)[1].sum()) for kind in self.happened(kinds))

    def cohort_cost(self, *kinds: Kind) -> int:
        """Sum what events of some kinds cost [cents] on the invoices of the cohorts."""
        return sum(int(self.costs(kind)[1].sum()) for kind in self.happened(kinds))

    def daily(self, signs: Mapping[Kind, int]) -> Int64s:
        """Sum the money [cents] of some kinds by day, with their signs, as `by_day_apart`."""
        total = np.zeros((2, self.n_days + 1), dtype=np.int64)
        for kind in self.happened(signs):
            total += signs[kind] * self.amounts(kind)
        return total

    def amounts(self, kind: Kind) -> Int64s:
        """Return the money [cents] of the events of one kind by day, as `by_day_apart`."""
        return self._daily(kind, "amount_cents")

    def costs(self, kind: Kind) -> Int64s:
        """Return what the events of one kind cost [cents] by day, as `by_day_apart`."""
        return self._daily(kind, "cost_cents")

    def _daily(self, kind: Kind, column: str) -> Int64s:
        if (kind, column) not in self._kept:
            self._kept[kind, column] = self._sum_by_day(self.rows(kind), column)
        found: Int64s = self._kept[kind, column]
        return found

    def _sum_by_day(self, rows: Rows, column: str) -> Int64s:
        amount: Int64s = getattr(rows, column)
        if not amount.any():
            return np.zeros((2, self.n_days + 1), dtype=np.int64)
        return self.rows_by_day(rows, rows.day, amount)

    def rows_by_day(self, rows: Rows, day: Int64s, amount: Int64s) -> Int64s:
        """Sum amounts of rows by some day of theirs, as `by_day_apart`."""
        return self.by_day_apart(day, self.is_cohort[rows.invoice], amount)

    def by_invoice(self, invoice: Int64s, amount: Int64s) -> Int64s:
        """Sum amounts by invoice."""
        return whole(np.bincount(invoice, weights=amount, minlength=self.n_invoices))


def once(measure: Callable[[Books], T]) -> Callable[[Books], T]:
    """Compute a measure of books once, and keep it with them."""

    @wraps(measure)
    def kept(books: Books) -> T:
        if measure not in books._kept:
            books._kept[measure] = measure(books)
        found: T = books._kept[measure]
        return found

    return kept
