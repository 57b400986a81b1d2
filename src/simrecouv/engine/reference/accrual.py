"""The customer's side of an open invoice: an inclination to pay that accrues at each close.

What accrues never falls. So the closes to come are written down in one go, as they would be if
nothing happened, and the deciding one is found among them by bisection. When something does happen,
the closes before that day are read where they stand, and those after it are written anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING

from simrecouv.engine.codes import LAST_STEP, STOCK_STEPS
from simrecouv.engine.rules import between, daily_intensity, faded
from simrecouv.engine.tables import Floats, Tables
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.customer import Customer

#: Closes foreseen at a time, beside those of an invoice that sleeps: too early to be paid.
FORESIGHT_DAYS, SLEEP_DAYS = 20, 90


class Accrual:
    """Accrues one invoice's intensity, close after close, left to right.

    `forced_day` is the close at which the customer decides whatever has accrued; while `is_stopped`
    (dispute, promise, plan) nothing accrues and nothing is decided. A court or a factor presses by
    `press_per_day`, from the close of `press_day` on. An agency helps by `help_per_day` and by its
    contacts: from its mandate on, `alone` and `alone_stock` tell what would be without it.
    """

    __slots__ = (
        "accrued", "alone", "alone_path", "alone_stock", "alone_stocks", "customer", "day",
        "forced_day", "foresight_day", "habit_day", "had_help", "help_per_day", "is_stopped",
        "path", "press_day", "press_per_day", "stock", "stocks", "tables", "tempo", "threshold",
    )  # fmt: skip

    def __init__(
        self, tables: Tables, customer: Customer, tempo: float, habit_day: int, day: int
    ) -> None:
        self.tables, self.customer, self.tempo = tables, customer, tempo
        self.habit_day = habit_day
        self.help_per_day = self.press_per_day = 0.0
        self.press_day = day
        self.is_stopped = self.had_help = False
        #: Before each close foreseen, and after the last: what has accrued, and the contact stock.
        self.path: list[float] = []
        self.stocks: list[float] = []
        self.alone_path: list[float] = []
        self.alone_stocks: list[float] = []

    def start(self, threshold: float, day: int) -> None:
        """Wait anew, from the close of `day`: earlier contacts are forgotten."""
        self.accrued = self.alone = self.stock = self.alone_stock = 0.0
        self.threshold, self.day, self.forced_day = threshold, day, NEVER

    def begin(self, threshold: float) -> None:
        """Begin to accrue, from today on: earlier contacts still weigh."""
        self.accrued = self.alone = 0.0
        self.threshold, self.forced_day = threshold, NEVER

    # === Closes to come ===

    def foresee(self) -> int:
        """Write down the closes to come; return the deciding one, or the first one beyond them."""
        decay, closes = self.tables.decay, self.asleep() + FORESIGHT_DAYS
        self.foresight_day = self.day + closes
        self.stocks = fading(self.stock, decay, closes)
        self.path = self.accruing(self.accrued, self.stocks, self.help_per_day)
        if self.had_help:
            self.alone_stocks = fading(self.alone_stock, decay, closes)
            self.alone_path = self.accruing(self.alone, self.alone_stocks, 0.0)
        if self.is_stopped:
            return self.foresight_day
        reached = self.day + bisect_left(self.path, self.threshold, 1) - 1
        return min(reached, max(self.forced_day, self.day))

    def asleep(self) -> int:
        """Count the closes to come at which it is too early to pay."""
        hazard_starts = self.habit_day + self.customer.hazard.starts
        return min(max(hazard_starts - self.day, 0), SLEEP_DAYS)

    def is_foreseen(self, day: int) -> bool:
        """Whether a close is among those written down."""
        return day < self.foresight_day

    def accruing(self, accrued: float, stocks: list[float], help_per_day: float) -> list[float]:
        """Add up what will have accrued before each close, and after the last one."""
        if self.is_stopped:
            return [accrued] * len(stocks)
        intensities = self.intensities(stocks)
        if help_per_day > 0.0 or self.press_per_day > 0.0:
            intensities = [
                intensity + (self.press_per_day if day >= self.press_day else 0.0) + help_per_day
                for day, intensity in enumerate(intensities, self.day)
            ]
        return list(accumulate(intensities, initial=accrued))

    def intensities(self, stocks: list[float]) -> Iterable[float]:
        """Intensity of each close, third parties apart."""
        tables, customer, asleep = self.tables, self.customer, self.asleep()
        past_due = self.day + asleep - self.habit_day
        at, hazard_at = self.day + asleep - tables.first_day, past_due - customer.hazard.first
        deterred_from = tables.hazard_first + tables.deterred_index
        awake = map(
            daily_intensity,
            customer.hazard.by_day[hazard_at : hazard_at + FORESIGHT_DAYS],
            repeat(self.tempo),
            repeat(customer.pace),
            tables.season[at : at + FORESIGHT_DAYS],
            deterrences(customer.deterrence, deterred_from - past_due),
            contact_multipliers(tables.contact_multiplier, stocks[asleep:]),
        )
        return chain(repeat(0.0, asleep), awake)

    def settle(self, today: int) -> None:
        """Let the closes before `today` have happened as foreseen."""
        closes = today - self.day
        self.day, self.accrued, self.stock = today, self.path[closes], self.stocks[closes]
        if self.had_help:
            self.alone, self.alone_stock = self.alone_path[closes], self.alone_stocks[closes]

    # === What changes it ===

    def hear(self, gain: float, *, from_agency: bool = False) -> None:
        """Take a contact in: without an agency, its contacts would not have been."""
        self.stock += gain
        self.alone_stock += 0.0 if from_agency else gain

    def get_help(self, help_per_day: float) -> None:
        """Let an agency help; the first time, remember what accrued without it."""
        if not self.had_help:
            self.had_help, self.alone, self.alone_stock = True, self.accrued, self.stock
        self.help_per_day = help_per_day

    def without_agency(self) -> Accrual:
        """Go on, after a decision that an agency helped, as if there had been no agency."""
        alone = Accrual(self.tables, self.customer, self.tempo, self.habit_day, self.day)
        alone.start(self.threshold, self.day)
        alone.accrued, alone.stock = self.alone, self.alone_stock
        alone.press_per_day, alone.press_day = self.press_per_day, self.press_day
        return alone


def fading(stock: float, decay: float, closes: int) -> list[float]:
    """Contact stock before each close, and after the last one."""
    if stock == 0.0:
        return [0.0] * (closes + 1)
    return list(accumulate(repeat(decay, closes), faded, initial=stock))


def deterrences(deterrence: float, spared_closes: int) -> Iterable[float]:
    """Weight of late charges at each close: they deter after some closes only."""
    if deterrence == 1.0 or spared_closes <= 0:
        return repeat(deterrence)
    return chain(repeat(1.0, spared_closes), repeat(deterrence))


def contact_multipliers(table: Floats, stocks: list[float]) -> Iterable[float]:
    """Multiplier of the intensity for the contact stock of each close."""
    if stocks[0] == 0.0:
        return repeat(1.0)
    return map(contact_multiplier, repeat(table), stocks)


def contact_multiplier(table: Floats, stock: float) -> float:
    """Multiplier of the intensity for a contact stock, interpolated in its table."""
    at = min(stock * STOCK_STEPS, LAST_STEP)
    low = int(at)
    return between(table[low], table[low + 1], at - low)
