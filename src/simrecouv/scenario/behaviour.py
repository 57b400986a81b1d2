"""Why and how customers pay: profiles, response to contacts, means of payment, agencies.

Everything here is an assumption or a measurement of behaviour; ``docs/sources.md`` lists each
default with its source and range.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator

from simrecouv.scenario.base import (
    AssumedRate,
    Assumption,
    Flag,
    NonNegative,
    Number,
    Share,
    Table,
    Text,
    Whole,
)
from simrecouv.vocabulary import Channel, Pays, Tone

#: Days past due from which an intensity per day holds.
HazardStep = tuple[
    Annotated[Whole, Field(ge=-365, le=1095)], Annotated[Number, Field(ge=0.0, le=100.0)]
]


class Profile(Table):
    """A payer profile: a baseline hazard of deciding to pay, and how it answers a policy."""

    label: Text | None = None
    hazard: tuple[HazardStep, ...] = Field(
        min_length=1,
        max_length=200,
        description="[days past due from which it holds, intensity per day]; 0 before the first",
    )
    pays: Pays = Field(Pays.NEXT_RUN, description="Which payment run a validated invoice takes")
    responsiveness: NonNegative = Field(1.0, description="Multiplies the gain of a reached contact")
    agency_responsiveness: NonNegative = Field(1.0, description="Multiplies an agency's intensity")
    insolvency_per_year: Annotated[Number, Field(ge=0.0, le=10.0)] = Field(
        0.0, description="Intensity of insolvency proceedings [per year]"
    )
    discount_process_share: Share = Field(
        0.5, description="Share of invoices that the customer's process can pay before a deadline"
    )
    charges_paid_share: Share = Field(
        0.15, description="Share of invoices whose late charges are paid when charged, S:A1"
    )

    @field_validator("hazard")
    @classmethod
    def _ascending(cls, steps: tuple[HazardStep, ...]) -> tuple[HazardStep, ...]:
        if any(later[0] <= sooner[0] for sooner, later in pairwise(steps)):
            raise ValueError("the days of a hazard must increase")
        return steps


class ContactEffect(Table):
    """What one contact by a channel does, takes and costs."""

    gain: Assumption = Field(description="Share added to the intensity by a reached contact")
    reach_probability: Share = 1.0
    cost_eur: NonNegative = Field(0.0, description="Price of one message [EUR]")
    minutes: NonNegative = Field(0.0, description="Desk minutes, when done by the desk")


class Discounting(Table):
    """How customers judge an early-payment discount: a lognormal reservation rate."""

    reservation_rate: AssumedRate = Field(description="Median annual rate a discount must beat")
    sigma: Annotated[Number, Field(ge=0.0, le=4.0)] = 0.6


class Behaviour(Table):
    """The behaviour that all customers share."""

    contact: dict[Channel, ContactEffect] = Field({}, description="What a contact does, by channel")
    tone: dict[Tone, NonNegative] = Field({}, description="Multiplier of the gain, 1 by default")
    contact_half_life_days: Annotated[Number, Field(gt=0.0, le=365.0)] = Field(
        10.0, description="A contact's gain halves in this time"
    )
    contact_saturation: Assumption = Field(
        Assumption(value=6.0, low=3.0, high=12.0, source="model"),
        description="K: the multiplier of the intensity never exceeds 1 + K (fatigue)",
    )
    frailty_variance: Assumption = Field(
        Assumption(value=0.5, low=0.1, high=1.5, source="model"),
        description="Variance of the customers' multiplier of the intensity (mean 1)",
    )
    terms_pass_through: AssumedRate = Field(
        Assumption(value=0.7, low=0.4, high=1.0, source="model"),
        description="Share of a shortening of terms that becomes earlier payment",
    )
    discount: Discounting = Discounting(
        reservation_rate=Assumption(value=0.12, low=0.06, high=0.30, source="S:C2")
    )
    business_days_only: Flag = Field(
        True,
        description="Invoices are issued, fall due and are paid on days with bank; else on any day",
    )
    bank_delay_days: Whole = Field(1, ge=0, le=30, description="From payment run to receipt")
    cash_application_days: Whole = Field(1, ge=0, le=30, description="From receipt to recognition")


class Agency(Table):
    """A collection agency paid on success."""

    label: Text | None = None
    commission_rate: Share = Field(0.15, description="Of every payment after placement, S:C3")
    intensity_per_day: Assumption = Field(description="Intensity added to a placed invoice")
