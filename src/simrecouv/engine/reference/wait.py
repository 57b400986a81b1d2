"""Waiting for a customer's decision: a sleep that foresees, and that may be disturbed."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from simrecouv.engine.reference.accrual import Accrual
from simrecouv.units import Phase

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company

Life = Generator[simpy.Event, Any, None]

#: A wait foresees its decision at most this far ahead, then looks again.
FORESIGHT_DAYS = 60


class Wait:
    """One wait of one SimPy process for the decision to pay an invoice."""

    __slots__ = ("accrual", "company", "is_active", "is_over", "process")

    def __init__(self, company: Company, accrual: Accrual) -> None:
        self.company, self.accrual = company, accrual
        self.is_active = self.is_over = False
        self.process: simpy.Process | None = None

    def until_decided(self) -> Life:
        """Sleep until the close of the day on which the customer decides, or until `end`."""
        company, waits = self.company, self.accrual.customer.waits
        self.process = company.env.active_process
        self.is_active, waits[self] = True, None
        while not self.is_over:
            foreseen = self.accrual.closes(self.accrual.day + FORESIGHT_DAYS)
            try:
                yield company.until(foreseen.day, Phase.CLOSE)
            except simpy.Interrupt:
                continue
            self.accrual.become(foreseen)
            if foreseen.decided:
                break
        self.is_active = False
        del waits[self]

    def disturb(self) -> None:
        """Announce a change of today: days closed so far accrue, then the customer thinks again."""
        if self.is_active:
            self.accrual.settle(self.company.today)
            assert self.process is not None
            self.process.interrupt()

    def end(self) -> None:
        """Wait no more: proceedings are open, or the money came another way."""
        self.is_over = True
        self.disturb()
