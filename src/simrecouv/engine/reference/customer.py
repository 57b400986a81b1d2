"""One customer: hidden traits, and what it remembers of its supplier."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from simrecouv.engine.rules import deterred, healed, pace_of
from simrecouv.engine.tables import Tables
from simrecouv.units import NEVER
from simrecouv.world import World

if TYPE_CHECKING:
    from simrecouv.engine.reference.plain import Hazard
    from simrecouv.engine.reference.wait import Wait


class Customer:
    """A customer, what it owes, how it is treated and how it takes it."""

    __slots__ = (
        "annoyance", "annoyed_day", "claimed_cents", "contact_days", "deterrence", "frailty",
        "has_left", "hazard", "holds", "in_spell", "insolvency_day", "key", "mandate_u", "means",
        "n_charged", "n_late", "number", "owed_cents", "pace", "patience", "profile",
        "reservation_rate", "run_calendar", "score", "segment", "unmatched_cents", "waits",
    )  # fmt: skip

    def __init__(self, world: World, number: int, hazards: list[Hazard]) -> None:
        self.number = number
        self.segment = int(world.segment[number])
        self.profile = int(world.profile[number])
        self.hazard = hazards[self.profile]
        self.run_calendar = int(world.run_calendar[number])
        self.insolvency_day = int(world.insolvency_day[number])
        self.frailty = float(world.frailty[number])
        self.reservation_rate = float(world.reservation_rate[number])
        self.means = int(world.means[number])
        self.mandate_u = float(world.mandate_u[number])
        self.score = int(world.score[number])
        self.patience = int(world.patience[number])
        self.key = int(world.customer_key[number])
        #: Days of its last contacts, newest last.
        self.contact_days: deque[int] = deque(maxlen=30)
        self.annoyance, self.annoyed_day = 0, -NEVER
        self.owed_cents = self.unmatched_cents = self.claimed_cents = 0
        self.holds = self.n_late = self.n_charged = 0
        self.in_spell = self.has_left = False
        self.pace = self.deterrence = 1.0
        #: Waits for a decision of this customer, in the order in which they began.
        self.waits: dict[Wait, None] = {}

    # === What changes its inclination to pay ===

    def find_pace(self, tables: Tables) -> None:
        """Take the pace of today: short of cash, orders on hold."""
        habits = tables.habits
        pace = pace_of(self.in_spell, habits.spell_intensity, self.holds, habits.hold_pressure)
        if pace != self.pace:
            self._disturb()
            self.pace = pace

    def be_deterred(self, tables: Tables, annual_rate: float) -> None:
        """Judge late charges by what was really collected of them."""
        strength = tables.traits.deterrence[self.profile]
        deterrence = deterred(strength, annual_rate, self.n_charged, self.n_late)
        if deterrence != self.deterrence:
            self._disturb()
            self.deterrence = deterrence

    def _disturb(self) -> None:
        for wait in list(self.waits):
            wait.disturb()

    # === Goodwill ===

    def annoyance_on(self, day: int) -> int:
        """Annoyance left on a day [points × days of healing]."""
        return healed(self.annoyance, day - self.annoyed_day)

    def annoy(self, points: int, day: int) -> None:
        """Take offence; negative points soothe."""
        self.annoyance = max(self.annoyance_on(day) + points, 0)
        self.annoyed_day = day
