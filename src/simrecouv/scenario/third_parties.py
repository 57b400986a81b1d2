"""Third parties that the steps of a policy name: agencies, courts, factors, insurers.

What they take, how long they take, and what they achieve. Nothing here is measured: every default
has its source and range in ``docs/sources.md``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from simrecouv.scenario.base import (
    Assumption,
    Flag,
    NonNegative,
    Number,
    Positive,
    Share,
    Table,
    Text,
    UnitCost,
    Whole,
)
from simrecouv.vocabulary import Channel, Procedure, Tone

#: A delay of a third party [days].
Delay = Annotated[Whole, Field(ge=0, le=730)]
#: Days between two acts of a third party.
Interval = Annotated[Whole, Field(ge=1, le=365)]


class CommissionBand(Table):
    """A commission that replaces the usual one for old or large invoices."""

    from_days: Whole = Field(0, ge=0, le=3650, description="Days past due at placement, at least")
    from_eur: NonNegative = Field(0.0, description="Principal placed, at least, incl. VAT")
    rate: Share


class AgencyContacts(Table):
    """What an agency sends or says at its own expense, from placement on."""

    channel: Channel
    tone: Tone = Tone.FIRM
    every_days: Interval
    at_most: Whole = Field(ge=1, le=50)


class Agency(Table):
    """A collection agency paid on success."""

    label: Text | None = None
    intensity_per_day: Assumption = Field(description="Intensity added to a placed invoice")
    contacts: AgencyContacts | None = None
    commission_rate: Share = Field(0.15, description="Of every payment after placement, S:C3")
    commission_bands: tuple[CommissionBand, ...] = Field(
        (), max_length=20, description="The last one whose two bounds are reached replaces the rate"
    )
    minimum_commission_eur: UnitCost = Field(
        0.0, description="Least commission on a payment, never more than the payment"
    )
    placement_fee_eur: UnitCost = Field(0.0, description="Fixed fee to open a file")
    direct_share: Share = Field(
        1.0, description="Share of invoices whose customer still pays the creditor directly"
    )
    remittance_days: Delay = Field(30, description="From its receipt to our bank, net")
    recall_days: Interval | None = Field(
        None, description="An unpaid invoice comes back after this time; never by default"
    )


class Court(Table):
    """A way to an enforceable title, and its enforcement."""

    label: Text | None = None
    procedure: Procedure
    filing_eur: UnitCost = Field(0.0, description="Court fees, paid when filing")
    lawyer_eur: UnitCost = Field(0.0, description="Lawyer, fixed part")
    lawyer_rate: Share = Field(0.0, description="Lawyer, share of the principal claimed")
    service_eur: UnitCost = Field(0.0, description="Bailiff who serves the decision")
    decision_days: Delay = Field(description="From filing to the decision")
    granted_share: Share = Field(
        description="Share of claims that it grants; for small claims, of customers who consent"
    )
    partial_share: Share = Field(0.0, description="Share of these granted only in part")
    partial_rate: Share = Field(0.9, description="What is granted then, of the principal")
    opposition_days: Delay = Field(30, description="Time to oppose, before it can be enforced")
    opposition_share: Share = Field(0.0, description="Share of decisions that are opposed")
    trial_days: Delay = Field(120, description="From the opposition to the trial's decision")
    trial_eur: UnitCost = Field(0.0, description="Cost of that trial")
    won_share: Share = Field(0.8, description="Share of these trials that are won")
    delay_share: Share = Field(0.0, description="Share of titles that the judge spreads")
    delay_months: Whole = Field(12, ge=2, le=24, description="Monthly instalments then")
    protective_eur: UnitCost = Field(0.0, description="Protective seizure when filing; 0 = none")
    protective_share: Share = Field(
        0.0, description="Share of otherwise empty seizures that it makes succeed"
    )
    intensity_per_day: Assumption = Field(
        Assumption(value=0.0, low=0.0, high=0.0, source="model"),
        description="Intensity added while the case is pending",
    )
    title_intensity_per_day: Assumption = Field(
        Assumption(value=0.0, low=0.0, high=0.0, source="model"),
        description="Intensity added once the decision can be enforced",
    )
    enforcement_days: Interval = Field(30, description="From the title to the seizure")
    enforcement_eur: UnitCost = Field(0.0, description="Cost of a seizure, fruitful or not")
    bailiff_scale: Flag = Field(
        True, description="The bailiff keeps the fee of the French scale on what is seized (S:A4)"
    )
    remittance_days: Delay = Field(30, description="From the seizure's money to our bank")
    costs_recovered: Flag = Field(
        True, description="Filing, service and seizure costs are put on the customer"
    )


class Factor(Table):
    """A factor that finances invoices, and collects them."""

    label: Text | None = None
    recourse: Flag = Field(description="Whether it takes its advance back when it is not paid")
    advance_rate: Annotated[Number, Field(gt=0.0, le=1.0)] = Field(
        0.9, description="Paid at once, of principal incl. VAT; the rest is held back"
    )
    advance_days: Whole = Field(2, ge=0, le=30, description="Until the advance is at the bank")
    commission_rate: Share = Field(0.01, description="Of the principal assigned, incl. VAT")
    interest_rate: Share = Field(0.045, description="Annual, on the advance, a year of 360 days")
    settlement_days: Whole = Field(2, ge=0, le=60, description="From payment to what is held back")
    recourse_days: Whole = Field(
        60, ge=0, le=300, description="Days past due at which it settles without being paid"
    )
    intensity_per_day: Assumption = Field(
        Assumption(value=0.0, low=0.0, high=0.0, source="model"),
        description="Intensity that its reminders add past due, times agency_responsiveness",
    )


class Insurer(Table):
    """A credit insurer."""

    label: Text | None = None
    premium_rate: Share = Field(0.003, description="Of insured sales excl. VAT")
    quota: Share = Field(0.9, description="Share of the loss excl. VAT that it bears")
    limit_eur: Positive = Field(50_000.0, description="Approved per customer, excl. VAT")
    min_score: Whole = Field(0, ge=0, le=100, description="Customers below it are not approved")
    deductible_eur: UnitCost = Field(0.0, description="Of each indemnity, stays with the creditor")
    claim_within_days: Whole = Field(
        180, ge=0, le=1000, description="A claim later past due than this is refused"
    )
    indemnity_days: Delay = Field(90, description="From the claim to the indemnity")

    @field_validator("quota")
    @classmethod
    def _some_stays(cls, quota: float) -> float:
        if quota > 0.95:
            raise ValueError("an insurer bears at most 95 % of a loss (0.95)")
        return quota
