"""Rows of a ledger, read by column: those of one kind, and the signed money of several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi.days import Bools, Int64s
from simrecouv.ledger import Events
from simrecouv.units import TICKS_PER_DAY


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

    def between(self, first: int, last: int) -> Rows:
        """Return the events of some days, both included: a stretch, since rows are in order."""
        start, end = np.searchsorted(self.day, [first, last + 1])
        return Rows(self.events, self.where[start:end])

    @property
    def tick(self) -> Int64s:
        """Tick of each event."""
        return self._column("tick")

    @cached_property
    def day(self) -> Int64s:
        """[days] Day of each event."""
        return self.tick // TICKS_PER_DAY

    @property
    def customer(self) -> Int64s:
        """Customer of each event, -1 if none."""
        return self._column("customer")

    @cached_property
    def invoice(self) -> Int64s:
        """Invoice of each event, -1 if none."""
        return self._column("invoice").astype(np.int64)

    @cached_property
    def amount_cents(self) -> Int64s:
        """[cents] Money of each event."""
        return self._column("amount_cents")

    @property
    def cost_cents(self) -> Int64s:
        """[cents] What each event cost the creditor."""
        return self._column("cost_cents")

    @cached_property
    def detail(self) -> Int64s:
        """Detail of each event; see `simrecouv.vocabulary.kinds`."""
        return self._column("detail").astype(np.int64)

    @property
    def step(self) -> Int64s:
        """Step of each event, -1 if none."""
        return self._column("step")

    def _column(self, name: str) -> NDArray[Any]:
        column: NDArray[Any] = self.events[name][self.where]
        return column


class Moves(NamedTuple):
    """Signed money of several kinds of event: row in the ledger, day, invoice, amount [cents]."""

    where: Int64s
    day: Int64s
    invoice: Int64s
    amount_cents: Int64s

    def only(self, chosen: Bools) -> Moves:
        """Return some of the moves."""
        return self.at(np.flatnonzero(chosen))

    def at(self, places: Int64s | slice) -> Moves:
        """Return the moves at some places of the columns."""
        return Moves(*(column[places] for column in self))
