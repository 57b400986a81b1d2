"""What all policies of a scenario share: calendars, hazards, contact saturation, third parties.

Arrays over days are indexed by ``day - first_day``. They are built from a scenario by
`simrecouv.engine.tabulate` and `simrecouv.engine.outsiders`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Int64s = NDArray[np.int64]
Cents = Int64s
Floats = NDArray[np.float64]


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
    seizable_share: Floats


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
    court_points: int
    waiver_points: int
    healing_days: int
    complaints_per_point: float
    dividend_share: float
    dividend_days: int


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


class Agencies(NamedTuple):
    """Agencies (`simrecouv.scenario.third_parties.Agency`); arrays of length agencies.

    Attributes
    ----------
    intensity, contact_gain : (agencies, profiles) float64
    band_days, band_cents, band_rate : (agencies, bands)
        Commissions: the last band whose age and amount are both reached.
    contact_every, contact_most
        `NEVER` and 0 where the agency only has its intensity.
    contact_points
        [points × days of healing] Annoyance of one contact, as the points of `Habits`.
    recall_days
        `NEVER` where the mandate does not end.
    remittance_day : (agencies, days) int32
        Day on which our bank sees what the agency receives on a day.
    """

    intensity: Floats
    band_days: Ints
    band_cents: Cents
    band_rate: Floats
    minimum_cents: Cents
    fee_cents: Cents
    direct_share: Floats
    contact_every: Ints
    contact_most: Ints
    contact_gain: Floats
    contact_reach: Floats
    contact_points: Ints
    recall_days: Ints
    remittance_day: Ints


class Courts(NamedTuple):
    """Ways to a title (`simrecouv.scenario.third_parties.Court`); arrays of length courts.

    Attributes
    ----------
    intensity, title_intensity : (courts, profiles) float64
    filing_cents
        Court fees and protective seizure.
    remittance_day : (courts, days) int32
    word : (courts,) uint64
        Index of the draws about a court: its name, so that others may be added.
    """

    filing_cents: Cents
    lawyer_cents: Cents
    lawyer_rate: Floats
    service_cents: Cents
    decision_days: Ints
    granted_share: Floats
    partial_share: Floats
    partial_rate: Floats
    opposition_days: Ints
    opposition_share: Floats
    trial_days: Ints
    trial_cents: Cents
    won_share: Floats
    delay_share: Floats
    delay_months: Ints
    protective_share: Floats
    enforcement_days: Ints
    enforcement_cents: Cents
    bailiff_scale: Bools
    costs_recovered: Bools
    intensity: Floats
    title_intensity: Floats
    remittance_day: Ints
    word: NDArray[np.uint64]


class Factors(NamedTuple):
    """Factors (`simrecouv.scenario.third_parties.Factor`); arrays of length factors.

    Attributes
    ----------
    intensity : (factors, profiles) float64
        Of its own reminders, once past due; customers answer it as they do an agency.
    funded_day, settled_day : (factors, days) int32
        Day of the money of an advance, of a settlement made on a day.
    """

    recourse: Bools
    advance_rate: Floats
    commission_rate: Floats
    interest_rate: Floats
    recourse_days: Ints
    intensity: Floats
    funded_day: Ints
    settled_day: Ints


class Covers(NamedTuple):
    """Insurers, then the guarantee of each policy; arrays of length covers.

    Attributes
    ----------
    takes_over : (covers,) bool
        A guarantor pays the debt and becomes its owner; an insurer bears a loss excl. VAT.
    limit_cents, claim_within_days
        `NO_LIMIT` and `NEVER` for a guarantor.
    pays_days
        From the call to the payment.
    """

    quota: Floats
    limit_cents: Cents
    deductible_cents: Cents
    claim_within_days: Ints
    pays_days: Ints
    takes_over: Bools


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
    error_share : (segments,) float64
    net_share : (segments,) float64
        Part of an amount incl. VAT that is not VAT.
    limitation_days : (segments,) int32
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
    error_share: Floats
    net_share: Floats
    limitation_days: Ints
    traits: Traits
    habits: Habits
    means: MeansTable
    agencies: Agencies
    courts: Courts
    factors: Factors
    covers: Covers
