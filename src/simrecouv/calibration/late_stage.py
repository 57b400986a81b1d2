"""The late stage that a ledger cannot tell, taken from the base scenario.

A ledger knows its payments up to some age. Beyond, the curve goes on as the base scenario's does,
without contacts, from the same age: the same shares of what is left are paid later, or never.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.calibration.closed_form import LAST_AGE, profile_curve
from simrecouv.scenario import Scenario
from simrecouv.scenario.profile import Profile

Floats = NDArray[np.float64]


class LateStage(NamedTuple):
    """The base scenario's curve from the due date on.

    `unpaid` is the share unpaid at the end of 0, 1, ... `LAST_AGE` days past due; `never` the
    share that is never paid unless forced: payers without a hazard, and the insolvent.
    """

    unpaid: Floats
    never: float

    def goes_on(self, start: int, end: int) -> float:
        """Share of what is unpaid at `start` days past due that is still unpaid at `end`."""
        return float(self.unpaid[end] / self.unpaid[max(start, 0)])

    def never_share(self, age: int) -> float:
        """Share of what is unpaid at an age that is never paid unless forced."""
        return float(min(self.never / self.unpaid[age], 1.0))


def late_stage(base: Scenario) -> LateStage:
    """Average the base scenario's curve over its segments and profiles, by number of invoices."""
    unpaid, never = np.zeros(LAST_AGE + 1), 0.0
    variance = base.behaviour.frailty_variance.value
    for weight, name, terms_days in payers(base):
        profile = base.profiles[name]
        payable, frozen = profile_curve(profile, variance, terms_days)
        unpaid += weight * (payable + frozen)[terms_days:]
        never += weight * (1.0 if is_forced_only(profile) else float(frozen[-1]))
    return LateStage(unpaid, never)


def is_forced_only(profile: Profile) -> bool:
    """Whether a profile never pays unless forced: its hazard is zero throughout."""
    return all(intensity == 0.0 for _, intensity in profile.hazard)


def payers(base: Scenario) -> list[tuple[float, str, int]]:
    """(share of the invoices, name, terms) of every profile of every segment."""
    total = sum(segment.orders_per_year for segment in base.segments.values())
    return [
        (segment.orders_per_year / total * share, profile, segment.terms.net_days)
        for segment in base.segments.values()
        for profile, share in segment.profiles.items()
    ]
