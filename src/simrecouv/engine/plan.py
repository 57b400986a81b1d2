"""What an engine reads beside the world: plain arrays, and the tables that rules look up.

`Tables` hold what every policy of a scenario shares (calendars, hazards, contact saturation);
`PolicyPlan` holds one policy. Arrays over days are indexed by ``day - first_day``. They are built
from a scenario by `simrecouv.engine.tabulate`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.vocabulary import Cause, Means, Offer, Refusal, Trigger

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Cents = NDArray[np.int64]
Floats = NDArray[np.float64]

#: The contact multiplier is tabulated by steps of 1/64 up to a stock of 64, then constant.
STOCK_STEPS, STOCK_MOST = 64, 64
LAST_STEP = float(STOCK_STEPS * STOCK_MOST)

#: The quantiles of the exponential law of mean 1 are tabulated by steps of 1/4096.
QUANTILE_STEPS = 4096

#: Number of the trigger that counts from the previous contact.
PREVIOUS = Trigger.PREVIOUS.rank
#: Numbers of the offers that a contact may carry; 0 = none.
PLAN, SETTLEMENT = Offer.PLAN.code, Offer.SETTLEMENT.code
#: Numbers of the means of payment that the engines know by name.
TRANSFER, DIRECT_DEBIT = Means.TRANSFER.rank, Means.DIRECT_DEBIT.rank
#: Numbers of the causes and of the refusals that the engines know by name.
REJECTED, DISPUTE = Cause.REJECTED.code, Cause.DISPUTE.code
HOLD, LIMIT, DEPOSIT = Refusal.HOLD.code, Refusal.LIMIT.code, Refusal.DEPOSIT.code
#: Addresses of one day's absences: more than the collectors that a desk may have.
COLLECTORS_MOST = 1024
#: Late charges deter from one week before due: about one payment run.
DETERRED_FROM_DAYS = -7
#: A contact threshold that is never reached: a pulled payment waits for its day.
UNREACHABLE = 1e18


class Traits(NamedTuple):
    """How each payer profile behaves; arrays of length profiles (`simrecouv.scenario.Profile`)."""

    pays: Ints
    discount_process_share: Floats
    charges_paid_share: Floats
    deterrence: Floats
    partial_share: Floats
    dispute_share: Floats
    promise_kept_share: Floats
    plan_accepted_share: Floats
    instalment_kept_share: Floats
    settlement_accepted_share: Floats


class Habits(NamedTuple):
    """Scalars of behaviour that all customers share (`simrecouv.scenario.Behaviour`)."""

    spell_intensity: float
    hold_pressure: float
    rejected_share: float
    notice_days: int
    resend_days: int
    surfaces_days: int
    dispute_mean_days: float
    justified_share: float
    credit_share: float
    promise_days: int
    held_lost_share: float
    held_delay_days: int
    deposit_refused_share: float
    undeserved_factor: int
    crowded_days: int
    crowded_factor: int
    charge_points: int
    hold_points: int
    placement_points: int
    waiver_points: int
    healing_days: int
    complaints_per_point: float


class MeansTable(NamedTuple):
    """What each means of payment takes, costs and risks; arrays of length means.

    Attributes
    ----------
    arrival_day : (means, days) int32
        Receipt of a payment that leaves on a day.
    failure : (means, profiles) float64
    """

    is_pulled: Bools
    ease: Floats
    fee_cents: Cents
    fee_rate: Floats
    failure_cents: Cents
    failure: Floats
    arrival_day: Ints


class Tables(NamedTuple):
    """What all policies of a scenario share.

    Attributes
    ----------
    first_day, end_day
        [days] Range simulated.
    is_working_day : (days,) bool
    month_end, next_business, recognition_day, rejection_day : (days,) int32
        Last day of the month; first day with bank on or after; recognition and rejection of what is
        received on a day.
    next_run, last_run : (calendars, days) int32
        First payment run on or after a day; last on or before it.
    season : (days,) float64
    hazard : (profiles, days past due) float64
        Intensity per day, from `hazard_first` days past due.
    deterred_index
        Place in `hazard` of the first day on which late charges deter.
    decay
        What is left of the contact stock after one day.
    contact_multiplier : (stock steps,) float64
        ``1 + K (1 - exp(-B / K))`` by steps of 1/64 of B.
    quantile : (QUANTILE_STEPS + 1,) float64
        Quantiles of the exponential law of mean 1.
    agency_intensity : (agencies, profiles) float64
    commission_rate : (agencies,) float64
    error_share : (segments,) float64
    """

    first_day: int
    end_day: int
    is_working_day: Bools
    month_end: Ints
    next_business: Ints
    recognition_day: Ints
    rejection_day: Ints
    next_run: Ints
    last_run: Ints
    season: Floats
    hazard: Floats
    hazard_first: int
    deterred_index: int
    decay: float
    contact_multiplier: Floats
    quantile: Floats
    agency_intensity: Floats
    commission_rate: Floats
    error_share: Floats
    traits: Traits
    habits: Habits
    means: MeansTable


class Steps(NamedTuple):
    """Steps of one kind, in the order of the policy; arrays of length steps.

    `step` is the number of the step's id in the ledger, and `after` the rank of the last contact
    step that stands before it in the policy (-1 if none).
    """

    step: Ints
    trigger: Ints
    days: Ints
    min_cents: Cents
    max_score: Ints
    segment: Bools  # (steps, segments)
    after: Ints
    repeat_every: Ints
    repeat_most: Ints


class Contacts(NamedTuple):
    """What each contact step does; arrays of length contacts.

    Attributes
    ----------
    gain : (contacts, profiles) float64
        Contact stock that one reached contact adds.
    cost_cents : (contacts,) int64
        Message, and desk minutes where time is unlimited.
    offer : (contacts,) int32
        0, `PLAN` or `SETTLEMENT`.
    """

    gain: Floats
    reach: Floats
    cost_cents: Cents
    by_desk: Bools
    minutes: Floats
    promise_share: Floats
    points: Ints
    offer: Ints


class Prevention(NamedTuple):
    """What a policy does with orders and invoices; arrays of length segments.

    Attributes
    ----------
    min_score, limit_cents
        Of credit control, 0 and a very large amount where it does not look.
    risk_segment, deposit_segment : (segments,) bool
    mandate_share : (segments,) float64
    error_factor, dispute_factor
        What is left of errors and disputes.
    cost_cents
        [cents] Per working day.
    """

    min_score: Ints
    limit_cents: Cents
    risk_segment: Bools
    risk_score: int
    deposit_segment: Bools
    deposit_score: int
    deposit_share: float
    mandate_share: Floats
    sales_hit_share: float
    sales_alarm_share: float
    sales_horizon_days: int
    error_factor: float
    dispute_factor: float
    cost_cents: int


class DeskPlan(NamedTuple):
    """The desk; without capacity (`is_limited` false) time is unlimited.

    Attributes
    ----------
    worklist
        0 oldest, 1 largest, 2 amount × age, 3 risk.
    wages_cents
        [cents] Per working day, busy or not.
    overtime_cents_per_minute
        [cents] Premium included.
    """

    is_limited: bool
    collectors: int
    minutes: float
    absence_rate: float
    overtime_minutes: float
    worklist: int
    wages_cents: int
    overtime_cents_per_minute: float


class Terms(NamedTuple):
    """Incentives, offers and contact limits: scalars but `discount_segment`, by segment."""

    discount_segment: Bools
    discount_rate: float
    discount_days: int
    annual_rate: float
    indemnity_cents: int
    waived_share: float
    costs_first: bool
    instalments: int
    instalment_days: int
    settlement_rate: float
    min_gap_days: int
    max_contacts: int


class PolicyPlan(NamedTuple):
    """One policy.

    Attributes
    ----------
    due_day, habit_day : (2 × segments, days) int32
        Due day of an invoice issued on a day; the due day that customers live by, later when a
        shortening of terms only partly passes through. The second half holds the terms by risk.
    is_run_day : (days,) bool
        Days on which automatic messages leave.
    contacts, charges, holds, placements, write_offs : Steps
    agency : (placements,) int32
    """

    due_day: Ints
    habit_day: Ints
    is_run_day: Bools
    terms: Terms
    prevention: Prevention
    desk: DeskPlan
    contacts: Steps
    charges: Steps
    holds: Steps
    placements: Steps
    write_offs: Steps
    effects: Contacts
    agency: Ints
