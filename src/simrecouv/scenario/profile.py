"""Payer profiles: hidden from policies, they say why and how a customer pays late."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator

from simrecouv.scenario.base import NonNegative, Number, Share, Table, Text, Whole
from simrecouv.vocabulary import Pays

#: Days past due from which an intensity per day holds.
HazardStep = tuple[
    Annotated[Whole, Field(ge=-365, le=1095)], Annotated[Number, Field(ge=0.0, le=100.0)]
]
PerYear = Annotated[Number, Field(ge=0.0, le=10.0)]


class Profile(Table):
    """A payer profile: a baseline hazard of deciding to pay, and how it answers a policy."""

    label: Text | None = None
    hazard: tuple[HazardStep, ...] = Field(
        min_length=1,
        max_length=200,
        description="[days past due from which it holds, intensity per day]; 0 before the first",
    )
    pays: Pays = Field(Pays.NEXT_RUN, description="Which payment run a validated invoice takes")
    score: Whole = Field(
        60, ge=0, le=100, description="Mean credit score of its customers, 100 = safest"
    )

    # === What may go wrong ===
    insolvency_per_year: PerYear = Field(
        0.0, description="Intensity of insolvency proceedings [per year]"
    )
    liquidity_spells_per_year: PerYear = Field(
        0.0, description="Times a year when the customer runs short of cash"
    )
    dispute_share: Share = Field(0.0, description="Share of invoices that it disputes")
    partial_share: Share = Field(0.0, description="Share of payments that cover only a part")
    rejection_factor: Annotated[Number, Field(ge=0.0, le=1000.0)] = Field(
        1.0, description="Multiplies the failure rate of a means of payment"
    )

    # === How it answers ===
    responsiveness: NonNegative = Field(1.0, description="Multiplies the gain of a reached contact")
    agency_responsiveness: NonNegative = Field(1.0, description="Multiplies an agency's intensity")
    court_responsiveness: NonNegative = Field(1.0, description="Multiplies a court's intensity")
    seizable_share: Share = Field(
        0.6, description="Share of seizures that find the money: is it solvent?"
    )
    deterrence: Annotated[Number, Field(ge=0.0, le=100.0)] = Field(
        0.0,
        description="How late charges that it really paid raise its intensity, per point of rate",
    )
    patience_factor: Annotated[Number, Field(gt=0.0, le=1000.0)] = Field(
        1.0, description="Multiplies its customers' patience: who needs the credit stays"
    )
    discount_process_share: Share = Field(
        0.5, description="Share of invoices that the customer's process can pay before a deadline"
    )
    charges_paid_share: Share = Field(
        0.15, description="Share of invoices whose late charges are paid when charged, S:A1"
    )
    promise_kept_share: Share = Field(0.6, description="Share of its promises that it keeps, S:C4")
    plan_accepted_share: Share = Field(0.0, description="Share of offered plans that it accepts")
    instalment_kept_share: Share = Field(0.85, description="Share of its instalments that it pays")
    settlement_accepted_share: Share = Field(
        0.0, description="Share of offered settlements that it accepts"
    )

    @field_validator("hazard")
    @classmethod
    def _ascending(cls, steps: tuple[HazardStep, ...]) -> tuple[HazardStep, ...]:
        if any(later[0] <= sooner[0] for sooner, later in pairwise(steps)):
            raise ValueError("the days of a hazard must increase")
        return steps
