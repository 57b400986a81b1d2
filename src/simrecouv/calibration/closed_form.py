"""What a scenario's payment curve is on average, without simulating: gamma frailty integrated out.

Without contacts, the share unpaid at the end of an age follows from the hazard cumulated up to the
close of the day before (`simrecouv.world.frailty`). Insolvency at a constant rate freezes what is
unpaid. Exact when money moves on any day, payment runs are daily, and the bank takes no time, as
calibrated scenarios have it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simrecouv.scenario import Scenario
from simrecouv.scenario.profile import Profile
from simrecouv.units import DAYS_PER_YEAR
from simrecouv.world.frailty import unpaid_share

Floats = NDArray[np.float64]

#: Days past due up to which closed forms are tabulated.
LAST_AGE = 1095


def profile_curve(profile: Profile, variance: float, terms_days: int) -> tuple[Floats, Floats]:
    """Shares (unpaid and payable, unpaid and frozen by insolvency) at the end of each age.

    Ages run from the day of issue, ``-terms_days``, to `LAST_AGE` days past due. The share of an
    age cumulates the closes of the days before it.
    """
    hazard = np.zeros(terms_days + LAST_AGE)
    for day, intensity in profile.hazard:
        hazard[max(day + terms_days, 0) :] = intensity
    solvent_share = np.exp(-profile.insolvency_per_year / DAYS_PER_YEAR)
    unpaid = unpaid_share(np.concatenate([[0.0], np.cumsum(hazard)]), variance)
    payable = unpaid * solvent_share ** np.arange(unpaid.size)
    frozen = np.cumsum(np.concatenate([[0.0], payable[:-1] * (1.0 - solvent_share)]))
    return payable, frozen


def expected_curve(scenario: Scenario) -> pd.DataFrame:
    """Return the payment curve that a scenario has on average, without contacts.

    Returns
    -------
    DataFrame
        segment, days_past_due (from the day of issue to `LAST_AGE`), unpaid_share.
    """
    variance = scenario.behaviour.frailty_variance.value
    frames = []
    for name, segment in scenario.segments.items():
        terms = segment.terms.net_days
        unpaid = np.zeros(terms + LAST_AGE + 1)
        for profile, share in segment.profiles.items():
            unpaid += share * sum(profile_curve(scenario.profiles[profile], variance, terms))
        ages = np.arange(-terms, LAST_AGE + 1)
        frames.append(
            pd.DataFrame({"segment": name, "days_past_due": ages, "unpaid_share": unpaid})
        )
    return pd.concat(frames, ignore_index=True)
