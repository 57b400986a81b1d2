"""The behaviour that all customers share: response to contacts, means of payment, troubles.

Everything here is an assumption or a measurement; ``docs/sources.md`` lists each default with its
source and range. A lever that no scenario states is off: its default changes nothing.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simrecouv.scenario.base import (
    AssumedDays,
    AssumedRate,
    AssumedVariance,
    Assumption,
    Flag,
    NonNegative,
    Number,
    Share,
    Table,
    UnitCost,
    Whole,
)
from simrecouv.scenario.relation import Relation
from simrecouv.vocabulary import Channel, Means, Tone


class ContactEffect(Table):
    """What one contact by a channel does, takes and costs."""

    gain: Assumption = Field(description="Share added to the intensity by a reached contact")
    reach_probability: Share = 1.0
    promise_share: Share = Field(
        0.0, description="Share of reached contacts that end with a promise"
    )
    annoyance: Whole = Field(0, ge=0, le=1000, description="Points of goodwill that it costs")
    cost_eur: UnitCost = Field(0.0, description="Price of one message [EUR]")
    minutes: Annotated[Number, Field(ge=0.0, le=1440.0)] = Field(
        0.0, description="Desk minutes, when done by the desk"
    )


class Discounting(Table):
    """How customers judge an early-payment discount: a lognormal reservation rate."""

    reservation_rate: AssumedRate = Field(description="Median annual rate a discount must beat")
    sigma: Annotated[Number, Field(ge=0.0, le=4.0)] = 0.6


class MeansOfPayment(Table):
    """What paying by one means takes, costs and risks."""

    delay_days: Whole = Field(0, ge=0, le=30, description="Business days beyond the bank delay")
    ease: Annotated[Number, Field(ge=0.0, le=10.0)] = Field(
        1.0, description="Multiplies the intensity: how easy it makes paying"
    )
    fee_eur: UnitCost = Field(0.0, description="Cost of one payment [EUR]")
    fee_rate: Share = Field(0.0, description="Cost of one payment, share of its amount")
    failure_rate: Share = Field(0.0, description="Share of payments that the bank takes back")
    failure_fee_eur: UnitCost = Field(0.0, description="Cost of one rejection [EUR]")


class Liquidity(Table):
    """Spells in which a customer runs short of cash; profiles say how often."""

    mean_days: Annotated[Number, Field(ge=1.0, le=365.0)] = 45.0
    intensity: AssumedRate = Field(
        Assumption(value=0.3, low=0.1, high=0.6, source="model"),
        description="What is left of the intensity meanwhile",
    )


class InvoiceErrors(Table):
    """Invoices that never reach who pays; segments say how many."""

    rejected_share: Share = Field(
        0.0, description="Share of errors that a platform rejects and notifies"
    )
    notice_days: Whole = Field(5, ge=1, le=90, description="From issue to resend, when notified")
    resend_days: Whole = Field(2, ge=1, le=90, description="From a reached contact to resend")


class Disputes(Table):
    """What a disputed invoice goes through; profiles say how many are."""

    surfaces_days: Whole = Field(
        45, ge=0, le=365, description="Days past due at which the customer speaks by itself"
    )
    mean_days: AssumedDays = Field(
        Assumption(value=30.0, low=15.0, high=45.0, source="S:C4"),
        description="Mean time to settle one, exponential [days]",
    )
    justified_share: Share = Field(0.5, description="Share in which the customer is right")
    credit_share: AssumedRate = Field(
        Assumption(value=0.3, low=0.1, high=0.6, source="model"),
        description="Share of the principal then credited",
    )


class HeldOrders(Table):
    """What becomes of the orders that credit control keeps back or loads with a deposit."""

    lost_share: AssumedRate = Field(
        Assumption(value=0.3, low=0.1, high=0.5, source="model"),
        description="Share that goes to a competitor at once",
    )
    delay_days: Whole = Field(14, ge=1, le=180, description="Until credit control looks again")
    pressure: Assumption = Field(
        Assumption(value=1.5, low=1.0, high=3.0, source="model"),
        description="W: multiplies the intensity of a customer whose orders are on hold",
    )
    deposit_refused_share: Share = Field(
        0.1, description="Share of orders lost when a deposit is asked for"
    )


class Insolvency(Table):
    """What is left for the creditor of a customer who fails."""

    dividend_share: AssumedRate = Field(
        Assumption(value=0.0, low=0.0, high=0.0, source="S:B3"),
        description="Share of the principal that the liquidator pays in the end",
    )
    dividend_days: Whole = Field(720, ge=1, le=3650, description="From the opening to it")


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
    frailty_variance: AssumedVariance = Field(
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
    seasonality: tuple[Annotated[Number, Field(ge=0.0, le=10.0)], ...] = Field(
        (1.0,) * 12,
        min_length=12,
        max_length=12,
        description="Multiplies the intensity in each month: August, year-end",
    )
    liquidity: Liquidity = Liquidity()
    means: dict[Means, MeansOfPayment] = Field({}, description="By means of payment")
    rejection_days: Whole = Field(
        3, ge=1, le=60, description="Business days from receipt to its rejection"
    )
    errors: InvoiceErrors = InvoiceErrors()
    disputes: Disputes = Disputes()
    promise_days: Whole = Field(7, ge=1, le=60, description="Time a promise asks for")
    held_orders: HeldOrders = HeldOrders()
    score_sigma: Annotated[Number, Field(ge=0.0, le=100.0)] = Field(
        12.0, description="Spread of the credit scores of one profile's customers [points]"
    )
    insolvency: Insolvency = Insolvency()
    relation: Relation = Relation()
    business_days_only: Flag = Field(
        True,
        description="Invoices are issued, fall due and are paid on days with bank; else on any day",
    )
    bank_delay_days: Whole = Field(1, ge=0, le=30, description="From payment run to receipt")
    cash_application_days: Whole = Field(1, ge=0, le=30, description="From receipt to recognition")

    def means_of(self, means: Means) -> MeansOfPayment:
        """Return what is assumed of a means of payment; free, instant and safe if unstated."""
        return self.means.get(means, MeansOfPayment())
