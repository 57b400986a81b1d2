"""The customer's side of an open invoice: an inclination to pay that accrues at each close."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simrecouv.engine.codes import LAST_STEP, STOCK_STEPS
from simrecouv.engine.rules import between, daily_intensity, faded, hazard_index
from simrecouv.engine.tables import Tables
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.customer import Customer


class Close(NamedTuple):
    """The state at a close of the day: what accrued and the stock, with and without an agency.

    When `decided`, that day's accrual is included; else `day` is the next close to come.
    """

    day: int
    accrued: float
    alone: float
    stock: float
    alone_stock: float
    decided: bool


class Accrual:
    """Accrues one invoice's intensity, close after close, left to right.

    `forced_day` is the close at which the customer decides whatever has accrued; while `is_stopped`
    (dispute, promise, plan) nothing accrues and nothing is decided. An agency helps by
    `help_per_day` and by its contacts, which `stock` holds and `alone_stock` does not; a court or a
    factor presses by `press_per_day`, from the close of `press_day` on.
    """

    __slots__ = (
        "accrued", "alone", "alone_stock", "customer", "day", "forced_day", "habit_day",
        "help_per_day", "is_stopped", "press_day", "press_per_day", "stock", "tables", "tempo",
        "threshold",
    )  # fmt: skip

    def __init__(
        self,
        *,
        tables: Tables,
        customer: Customer,
        tempo: float,
        habit_day: int,
        threshold: float,
        day: int,
    ) -> None:
        self.tables, self.customer, self.tempo = tables, customer, tempo
        self.habit_day, self.threshold, self.day = habit_day, threshold, day
        self.forced_day = NEVER
        self.is_stopped = False
        self.accrued = self.alone = self.stock = self.alone_stock = 0.0
        self.help_per_day = self.press_per_day = 0.0
        self.press_day = day

    def closes(self, until: int) -> Close:
        """Foresee the closes to come, up to the deciding one or to the day `until`."""
        tables, customer, habit_day = self.tables, self.customer, self.habit_day
        hazard, first = tables.hazard[customer.profile], tables.hazard_first
        size, decay, season, first_day = len(hazard), tables.decay, tables.season, tables.first_day
        tempo, pace = self.tempo, customer.pace
        deterrence, deterred_index = customer.deterrence, tables.deterred_index
        accrued, alone = self.accrued, self.alone
        stock, alone_stock = self.stock, self.alone_stock
        help_per_day, threshold, forced_day = self.help_per_day, self.threshold, self.forced_day
        press_per_day, press_day = self.press_per_day, self.press_day
        for day in range(self.day, until):
            if not self.is_stopped:
                intensity = alone_intensity = 0.0
                index = hazard_index(day, habit_day, first, size)
                if index >= 0:
                    weight = deterrence if index >= deterred_index else 1.0
                    at_season = season[day - first_day]
                    multiplier = 1.0 if stock == 0.0 else contact_multiplier(tables, stock)
                    intensity = alone_intensity = daily_intensity(
                        hazard[index], tempo, pace, at_season, weight, multiplier
                    )
                    if alone_stock != stock:
                        multiplier = contact_multiplier(tables, alone_stock)
                        alone_intensity = daily_intensity(
                            hazard[index], tempo, pace, at_season, weight, multiplier
                        )
                press = press_per_day if day >= press_day else 0.0
                alone += alone_intensity + press
                accrued += intensity + press + help_per_day
                if accrued >= threshold or day >= forced_day:
                    return Close(day, accrued, alone, stock, alone_stock, True)
            if stock > 0.0:
                stock, alone_stock = faded(stock, decay), faded(alone_stock, decay)
        return Close(until, accrued, alone, stock, alone_stock, False)

    def become(self, close: Close) -> None:
        """Take the state of a foreseen close that has come."""
        self.day, self.accrued, self.alone, self.stock, self.alone_stock, _ = close

    def settle(self, today: int) -> None:
        """Let the closes before `today` have happened."""
        self.become(self.closes(today))

    def start_again(self, threshold: float, day: int) -> None:
        """Wait anew for what is left, from the close of `day`: earlier contacts are forgotten."""
        self.accrued = self.alone = self.stock = self.alone_stock = 0.0
        self.threshold, self.day, self.forced_day = threshold, day, NEVER

    def hear(self, gain: float, *, from_agency: bool = False) -> None:
        """Take a contact in: without an agency, its contacts would not have been."""
        self.stock += gain
        self.alone_stock += 0.0 if from_agency else gain

    def without_agency(self) -> Accrual:
        """Go on, after a decision that an agency helped, as if there had been no agency."""
        alone = Accrual(
            tables=self.tables, customer=self.customer, tempo=self.tempo,
            habit_day=self.habit_day, threshold=self.threshold, day=self.day + 1,
        )  # fmt: skip
        alone.stock = alone.alone_stock = faded(self.alone_stock, self.tables.decay)
        alone.accrued = alone.alone = self.alone
        alone.press_per_day, alone.press_day = self.press_per_day, self.press_day
        return alone


def contact_multiplier(tables: Tables, stock: float) -> float:
    """Multiplier of the intensity for a contact stock, interpolated in its table."""
    table = tables.contact_multiplier
    at = min(stock * STOCK_STEPS, LAST_STEP)
    low = int(at)
    return between(table[low], table[low + 1], at - low)
