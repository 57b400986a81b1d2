"""What an engine reads beside the world: plain arrays, and the tables that rules look up.

`Tables` hold what every policy of a scenario shares (calendars, hazards, contact saturation);
`PolicyPlan` holds one policy. Arrays over days are indexed by ``day - first_day``. They are built
from a scenario by `simrecouv.engine.tabulate`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Cents = NDArray[np.int64]
Floats = NDArray[np.float64]

#: The contact multiplier is tabulated by steps of 1/64 up to a stock of 64, then constant.
STOCK_STEPS, STOCK_MOST = 64, 64
LAST_STEP = float(STOCK_STEPS * STOCK_MOST)

#: Number of the trigger that counts from the previous contact.
PREVIOUS = 3


class Tables(NamedTuple):
    """What all policies of a scenario share.

    Attributes
    ----------
    first_day, end_day
        [days] Range simulated.
    is_dunning_day : (days,) bool
    month_end, arrival_day, recognition_day : (days,) int32
        Last day of the month; receipt of a payment that leaves on a day; recognition of a receipt.
    next_run, last_run : (calendars, days) int32
        First payment run on or after a day; last on or before it.
    hazard : (profiles, days past due) float64
        Intensity per day, from `hazard_first` days past due.
    pays : (profiles,) int32
    process_share, charges_share : (profiles,) float64
    decay
        What is left of the contact stock after one day.
    contact_multiplier : (stock steps,) float64
        ``1 + K (1 - exp(-B / K))`` by steps of 1/64 of B.
    agency_intensity : (agencies, profiles) float64
    commission_rate : (agencies,) float64
    """

    first_day: int
    end_day: int
    is_dunning_day: Bools
    month_end: Ints
    arrival_day: Ints
    recognition_day: Ints
    next_run: Ints
    last_run: Ints
    hazard: Floats
    hazard_first: int
    pays: Ints
    process_share: Floats
    charges_share: Floats
    decay: float
    contact_multiplier: Floats
    agency_intensity: Floats
    commission_rate: Floats


class Steps(NamedTuple):
    """Steps of one kind, in the order of the policy; arrays of length steps.

    `step` is the number of the step's id in the ledger, and `after` the rank of the last contact
    step that stands before it in the policy (-1 if none).
    """

    step: Ints
    trigger: Ints
    days: Ints
    min_cents: Cents
    segment: Bools  # (steps, segments)
    after: Ints
    repeat_every: Ints
    repeat_most: Ints


class PolicyPlan(NamedTuple):
    """One policy.

    Attributes
    ----------
    due_day, habit_day : (segments, days) int32
        Due day of an invoice issued on a day; the due day that customers live by, later when a
        shortening of terms only partly passes through.
    discount_segment : (segments,) bool
    discount_rate, discount_days, annual_rate, indemnity_cents, min_gap_days, max_contacts
        Scalars of the policy.
    contacts, charges, placements, write_offs : Steps
    gain : (contacts, profiles) float64
        Contact stock that one reached contact adds.
    reach : (contacts,) float64
    contact_cost : (contacts,) int64
        [cents] Message and desk minutes.
    agency : (placements,) int32
    """

    due_day: Ints
    habit_day: Ints
    discount_segment: Bools
    discount_rate: float
    discount_days: int
    annual_rate: float
    indemnity_cents: int
    min_gap_days: int
    max_contacts: int
    contacts: Steps
    charges: Steps
    placements: Steps
    write_offs: Steps
    gain: Floats
    reach: Floats
    contact_cost: Cents
    agency: Ints
