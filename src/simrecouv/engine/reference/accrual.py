"""The customer's side of an open invoice: an inclination to pay that accrues at each close."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simrecouv.engine.plan import LAST_STEP, STOCK_STEPS
from simrecouv.engine.rules import between, daily_intensity, faded, hazard_index

if TYPE_CHECKING:
    from simrecouv.engine.reference.customer import Customer, PlainTables


class Close(NamedTuple):
    """The state at a close of the day: what accrued with and without an agency, and the stock.

    When `decided`, that day's accrual is included; else `day` is the next close to come.
    """

    day: int
    accrued: float
    alone: float
    stock: float
    decided: bool


class Accrual:
    """Accrues one invoice's intensity, close after close, left to right."""

    __slots__ = (
        "accrued", "alone", "customer", "day", "forced_day", "habit_day", "help_per_day",
        "stock", "tables", "threshold",
    )  # fmt: skip

    def __init__(
        self,
        *,
        tables: PlainTables,
        customer: Customer,
        habit_day: int,
        threshold: float,
        forced_day: int,
        day: int,
    ) -> None:
        self.tables, self.customer = tables, customer
        self.habit_day, self.threshold, self.forced_day = habit_day, threshold, forced_day
        self.day = day
        self.accrued = self.alone = self.stock = self.help_per_day = 0.0

    def closes(self, until: int) -> Close:
        """Foresee the closes to come, up to the deciding one or to the day `until`."""
        tables, habit_day = self.tables, self.habit_day
        hazard, first = tables.hazard[self.customer.profile], tables.hazard_first
        size, decay, frailty = len(hazard), tables.decay, self.customer.frailty
        accrued, alone, stock, help_per_day = (
            self.accrued,
            self.alone,
            self.stock,
            self.help_per_day,
        )
        threshold, forced_day = self.threshold, self.forced_day
        for day in range(self.day, until):
            index = hazard_index(day, habit_day, first, size)
            if index >= 0:
                multiplier = 1.0 if stock == 0.0 else contact_multiplier(tables, stock)
                intensity = daily_intensity(hazard[index], frailty, multiplier)
                alone += intensity
                accrued += intensity + help_per_day
            else:
                accrued += help_per_day
            if accrued >= threshold or day == forced_day:
                return Close(day, accrued, alone, stock, True)
            if stock > 0.0:
                stock = faded(stock, decay)
        return Close(until, accrued, alone, stock, False)

    def become(self, close: Close) -> None:
        """Take the state of a foreseen close that has come."""
        self.day, self.accrued, self.alone, self.stock, _ = close

    def settle(self, today: int) -> None:
        """Let the closes before `today` have happened."""
        self.become(self.closes(today))

    def first_close_alone(self, until: int) -> int | None:
        """After a decision: the close at which the customer would have decided without an agency.

        None if it does not come before `until`.
        """
        if self.alone >= self.threshold:
            return self.day
        self.stock, self.accrued = faded(self.stock, self.tables.decay), self.alone
        self.help_per_day, self.forced_day, self.day = 0.0, self.day, self.day + 1
        close = self.closes(until)
        return close.day if close.decided else None


def contact_multiplier(tables: PlainTables, stock: float) -> float:
    """Multiplier of the intensity for a contact stock, interpolated in its table."""
    table = tables.contact_multiplier
    at = min(stock * STOCK_STEPS, LAST_STEP)
    low = int(at)
    return between(table[low], table[low + 1], at - low)
