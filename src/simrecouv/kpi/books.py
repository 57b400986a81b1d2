"""One reading of a ledger, shared by every KPI: rows by kind, invoices, days.

`Books` owns no formula. Daily series are indexed by ``day - first_day``; what falls due after the
simulated days has the index ``n_days``, so that a series of ``n_days + 1`` entries loses nothing.
Sums are exact: cents add up without rounding below 2**53.

A payment that the bank takes back counts against what was received, on the day when it is taken.
Two readings of an invoice are kept apart. *Cash* is what the customer, or a guarantor in its
place, pays for the principal, whoever receives it and before any commission: recovery. *Settled* is
what the creditor no longer waits for: an invoice financed with recourse stays until its customer
pays, one sold without recourse leaves on the day of the sale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from simrecouv.ledger import Events, Ledger
from simrecouv.scenario import Finance
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind

Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]
T = TypeVar("T")

#: What the customer pays for the principal to us, to our agents or to a factor, rejections off.
CUSTOMER_CASH = {Kind.RECEIVED: +1, Kind.PAYMENT_REJECTED: -1, Kind.PAID_TO_FACTOR: +1}
#: The same, and what a guarantor pays in its place: what recovery counts.
CASH = {**CUSTOMER_CASH, Kind.SUBROGATED: +1}
#: What the principal brings to the creditor: payments to it or for it, and sales of invoices.
PROCEEDS = {
    Kind.RECEIVED: +1,
    Kind.PAYMENT_REJECTED: -1,
    Kind.SUBROGATED: +1,
    Kind.SOLD: +1,
    Kind.BOUGHT_BACK: -1,
}
#: What the customer no longer owes without having paid it; each takes its VAT back.
GIVEN_UP = {Kind.DISCOUNT: +1, Kind.CONCESSION: +1, Kind.CREDIT_NOTE: +1}
#: What reduces the unpaid principal.
SETTLED = {**PROCEEDS, **GIVEN_UP}


@dataclass(frozen=True, eq=False)
class Rows:
    """Events of one kind, in order; a column is read when it is asked for.

    Attributes
    ----------
    events, where
        The ledger's events, and the row numbers of the kind.
    """

    events: Events
    where: Int64s

    def only(self, chosen: Bools) -> Rows:
        """Return some of the events."""
        return Rows(self.events, self.where[chosen])

    @cached_property
    def tick(self) -> Int64s:
        """Tick of each event."""
        tick: Int64s = self.events["tick"][self.where]
        return tick

    @cached_property
    def day(self) -> Int64s:
        """[days] Day of each event."""
        return self.tick // TICKS_PER_DAY

    @cached_property
    def invoice(self) -> Int64s:
        """Invoice of each event, -1 if none."""
        return self.events["invoice"][self.where].astype(np.int64)

    @cached_property
    def amount_cents(self) -> Int64s:
        """[cents] Money of each event."""
        amount: Int64s = self.events["amount_cents"][self.where]
        return amount

    @cached_property
    def cost_cents(self) -> Int64s:
        """[cents] What each event cost the creditor."""
        cost: Int64s = self.events["cost_cents"][self.where]
        return cost

    @cached_property
    def detail(self) -> Int64s:
        """Detail of each event; see `simrecouv.vocabulary.kinds`."""
        return self.events["detail"][self.where].astype(np.int64)


class Moves(NamedTuple):
    """Signed money of several kinds of event: row in the ledger, day, invoice, amount [cents]."""

    where: Int64s
    day: Int64s
    invoice: Int64s
    amount_cents: Int64s

    def only(self, chosen: Bools) -> Moves:
        """Return some of the moves."""
        return Moves(*(column[chosen] for column in self))


@dataclass(frozen=True, eq=False)
class Books:
    """A ledger and the creditor's finance table, read once.

    Attributes
    ----------
    ledger
        The events and the static facts of every invoice.
    finance
        Rates and delays of the creditor.
    """

    ledger: Ledger
    finance: Finance
    _kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def n_days(self) -> int:
        """[days] Length of the simulation, run-in included."""
        return self.ledger.end_day - self.ledger.first_day

    @property
    def n_invoices(self) -> int:
        """Number of invoices, those never issued included."""
        return self.ledger.invoices.customer.size

    def at(self, day: Int64s) -> Int64s:
        """Return the index of days in a daily series of ``n_days + 1`` entries."""
        return np.minimum(day - self.ledger.first_day, self.n_days)

    def index(self, day: int) -> int:
        """Return the index of one simulated day."""
        return day - self.ledger.first_day

    @cached_property
    def _grouped(self) -> tuple[Int64s, list[int]]:
        """Row numbers grouped by kind, and where the group of each kind number ends."""
        kind = np.ascontiguousarray(self.ledger.events["kind"])
        ends = np.cumsum(np.bincount(kind, minlength=max(Kind) + 1))
        return np.argsort(kind, kind="stable"), [0, *ends.tolist()]

    def rows(self, kind: Kind) -> Rows:
        """Return the events of one kind, in order."""
        if kind not in self._kept:
            rows, ends = self._grouped
            self._kept[kind] = Rows(self.ledger.events, rows[ends[kind] : ends[kind + 1]])
        found: Rows = self._kept[kind]
        return found

    def moves(self, signs: Mapping[Kind, int]) -> Moves:
        """Return the money of some kinds of event, each with its sign, kind after kind."""
        each = [(self.rows(kind), sign) for kind, sign in signs.items()]
        return Moves(
            np.concatenate([rows.where for rows, _ in each]),
            np.concatenate([rows.day for rows, _ in each]),
            np.concatenate([rows.invoice for rows, _ in each]),
            np.concatenate([sign * rows.amount_cents for rows, sign in each]),
        )

    def kind_of(self, moves: Moves) -> Int64s:
        """Return the number of the kind of each move."""
        return self.ledger.events["kind"][moves.where].astype(np.int64)

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
        return np.where(self.ledger.invoices.is_issued, amount, 0)

    @property
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
        return self.is_measured & self.ledger.invoices.is_issued

    @cached_property
    def cash(self) -> Moves:
        """What customers and guarantors pay, and, negative, what the bank takes back."""
        return self.moves(CASH)

    @cached_property
    def settled(self) -> Moves:
        """What reduces the unpaid principal: its proceeds, then what was given up of it."""
        return self.moves(SETTLED)

    @cached_property
    def unpaid(self) -> Int64s:
        """[cents] Principal of each invoice neither received, sold nor given up by the end."""
        return self.gross - self.by_invoice(self.settled.invoice, self.settled.amount_cents)

    def cohort_amount(self, *kinds: Kind) -> int:
        """Sum the money [cents] of events of some kinds on the invoices of the cohorts."""
        each = [self.rows(kind) for kind in kinds]
        return sum(int(rows.amount_cents[self.is_cohort[rows.invoice]].sum()) for rows in each)

    def cohort_cost(self, *kinds: Kind) -> int:
        """Sum what events of some kinds cost [cents] on the invoices of the cohorts."""
        each = [self.rows(kind) for kind in kinds]
        return sum(int(rows.cost_cents[self.is_cohort[rows.invoice]].sum()) for rows in each)

    def by_invoice(self, invoice: Int64s, amount: Int64s) -> Int64s:
        """Sum amounts by invoice."""
        return whole(np.bincount(invoice, weights=amount, minlength=self.n_invoices))

    def by_day(self, day: Int64s, amount: Int64s) -> Int64s:
        """Sum amounts by day, in ``n_days + 1`` entries."""
        return whole(np.bincount(self.at(day), weights=amount, minlength=self.n_days + 1))

    def by_day_apart(self, day: Int64s, is_mine: Bools, amount: Int64s) -> Int64s:
        """Sum amounts by day, those of the cohorts apart, shape (2, ``n_days + 1``)."""
        width = self.n_days + 1
        place = self.at(day) + np.where(is_mine, width, 0)
        return whole(np.bincount(place, weights=amount, minlength=2 * width)).reshape(2, width)


def once(measure: Callable[[Books], T]) -> Callable[[Books], T]:
    """Compute a measure of books once, and keep it with them."""

    @wraps(measure)
    def kept(books: Books) -> T:
        if measure not in books._kept:
            books._kept[measure] = measure(books)
        found: T = books._kept[measure]
        return found

    return kept


def whole(amount: NDArray[Any]) -> Int64s:
    """Return sums of whole cents, held as floats by ``bincount``, as integers."""
    return amount.astype(np.int64)


def rounded(amount: NDArray[Any]) -> Int64s:
    """Round amounts to cents, halves up, as `simrecouv.units.round_cents` does."""
    return np.floor(amount + 0.5).astype(np.int64)
