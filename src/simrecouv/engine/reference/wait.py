"""Waiting for a customer's decision: a sleep that foresees, and that may be disturbed.

The decision is a SimPy event, and the company triggers it at the close of its day. Whatever changes
the customer's mind meanwhile disturbs the wait; at the close of that day it foresees its decision
again. So an invoice to which nothing happens costs nothing until its day.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from simrecouv.engine.reference.accrual import Accrual
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company

Life = Generator[simpy.Event, Any, None]


class Wait:
    """One wait of one SimPy process for the decision to pay an invoice."""

    __slots__ = (
        "accrual", "company", "decision", "is_active", "is_foreseen", "is_over", "next_look",
    )  # fmt: skip

    def __init__(self, company: Company, accrual: Accrual) -> None:
        self.company, self.accrual = company, accrual
        self.decision: simpy.Event | None = None
        self.is_active = self.is_foreseen = self.is_over = False
        #: Close of the foreseen decision, or of the next look ahead.
        self.next_look = NEVER

    def until_decided(self) -> Life:
        """Sleep until the close of the day on which the customer decides, or until `end`."""
        if self.is_over:
            return
        self.decision = self.company.env.event()
        self.is_active, self.accrual.customer.waits[self] = True, None
        self.company.undecided.append(self)
        yield self.decision

    def foresee(self) -> None:
        """Foresee the decision; the company looks at its day."""
        if self.is_active:
            self.next_look, self.is_foreseen = self.accrual.foresee(), True
            self.company.looks.put(self, self.next_look)

    def look(self, today: int) -> None:
        """At the close of the day foreseen, decide; at the end of foresight, look further ahead."""
        if not self.is_active or self.next_look != today:
            return
        if not self.accrual.is_foreseen(today):
            self.accrual.settle(today)
            self.foresee()
        if self.next_look == today:
            self.accrual.settle(today + 1)
            self._wake()

    def disturb(self) -> None:
        """Announce a change of today: days closed so far accrue, then the customer thinks again."""
        if self.is_active and self.is_foreseen:
            self.accrual.settle(self.company.today)
            self.is_foreseen = False
            self.company.undecided.append(self)

    def end(self) -> None:
        """Wait no more: proceedings are open, or the money came another way."""
        self.is_over = True
        if self.is_active:
            self._wake()

    def _wake(self) -> None:
        assert self.decision is not None
        self.is_active = self.is_foreseen = False
        del self.accrual.customer.waits[self]
        self.decision.succeed()
