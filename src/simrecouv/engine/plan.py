"""One policy, as an engine reads it: plain arrays by step and by segment.

`Tables` hold what every policy of a scenario shares; arrays over days are indexed by
``day - first_day``. A plan is built from a scenario by `simrecouv.engine.planning`. World, tables
and plan are all that an engine reads.
"""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.engine.tables import Bools, Cents, Floats, Int64s, Ints


class Steps(NamedTuple):
    """Steps of one kind, in the order of the policy; arrays of length steps.

    `step` is the number of the step's id in the ledger, and `after` the rank of the last contact
    step that stands before it in the policy (-1 if none).
    """

    step: Ints
    trigger: Ints
    days: Ints
    min_cents: Cents
    max_cents: Cents
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


class CoverPlan(NamedTuple):
    """Which invoices a policy covers; arrays of length segments.

    Attributes
    ----------
    insurer, guarantor : (segments,) int32
        Rank among `Covers`, -1 if none.
    """

    insurer: Ints
    guarantor: Ints
    premium_rate: float
    insured_score: int
    accepted_share: float
    fee_rate: float
    guaranteed_score: int


class LateCharges(NamedTuple):
    """What a charge step bills, by segment.

    Attributes
    ----------
    ppm_days : (segments, days) int64
        Sum of the annual rates [parts per million] of all the days before a day: the interest of
        a span is its difference at both ends, exactly, whatever rates were in force.
    first_cents, second_cents, third_cents, second_from, third_from : (segments,) int64
        Fixed indemnity by size of the invoice [cents].
    """

    ppm_days: Int64s
    first_cents: Cents
    second_cents: Cents
    third_cents: Cents
    second_from: Cents
    third_from: Cents


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
    contacts, charges, holds, placements, suits, assignments, claims, write_offs : Steps
    agency : (placements,) int32
    court : (suits,) int32
    factor : (assignments,) int32
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
    suits: Steps
    assignments: Steps
    claims: Steps
    write_offs: Steps
    effects: Contacts
    agency: Ints
    court: Ints
    factor: Ints
    charged: LateCharges
    cover: CoverPlan
