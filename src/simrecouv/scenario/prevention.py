"""What a policy does before an invoice is late: whom to trust, how to be paid, how to invoice."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simrecouv.scenario.base import NonNegative, Number, Positive, Share, Table, Whole
from simrecouv.scenario.portfolio import Terms

#: A credit score: 100 = safest.
Score = Annotated[Whole, Field(ge=0, le=100)]
Segments = Annotated[
    tuple[str, ...] | None, Field(description="Only these segments; everybody by default")
]


class CreditControl(Table):
    """Look at each order: refuse the worst scores, keep back what exceeds the limit."""

    min_score: Score = Field(0, description="Orders of customers below it are refused")
    limit_eur: Positive | None = Field(
        None, description="Most a customer may owe, incl. VAT and the order itself"
    )
    segments: Segments = None


class RiskTerms(Table):
    """Other payment terms for customers of a low score."""

    max_score: Score = Field(description="Customers of at most this score are concerned")
    terms: Terms
    segments: Segments = None


class Deposit(Table):
    """A part of the price asked for with the order."""

    share: Annotated[Number, Field(gt=0.0, lt=1.0)]
    max_score: Score = Field(100, description="Customers of at most this score are concerned")
    segments: Segments = None


class DirectDebit(Table):
    """Mandates: the creditor collects on the due day."""

    accepted_share: Share = Field(description="Share of customers who sign the mandate")
    segments: Segments = None


class SalesTraining(Table):
    """A sales force that sees failures coming and declines the order."""

    hit_share: Share = Field(0.3, description="Of the orders of customers about to fail, declined")
    false_alarm_share: Share = Field(0.01, description="Of the other orders, declined as well")
    horizon_days: Whole = Field(180, ge=1, le=1000, description="How soon a failure shows")
    cost_eur_per_year: NonNegative = 0.0


class InvoiceQuality(Table):
    """Invoices checked before they leave: fewer errors, fewer disputes."""

    error_factor: Share = Field(0.5, description="What is left of invoicing errors")
    dispute_factor: Share = Field(0.8, description="What is left of disputes")
    cost_eur_per_year: NonNegative = 0.0


class Insurance(Table):
    """Credit insurance on the sales of some segments."""

    insurer: str
    segments: Segments = None


class Guarantee(Table):
    """Someone who pays if the customer does not: bank, parent company; or goods taken back.

    Retention of title is a guarantee without fee that covers the value of the goods found.
    """

    share: Annotated[Number, Field(gt=0.0, le=1.0)] = Field(
        1.0, description="Of the open principal, that the guarantor pays"
    )
    accepted_share: Share = Field(1.0, description="Share of customers who provide one")
    fee_rate: Share = Field(0.0, description="What it costs the creditor, of principal incl. VAT")
    call_days: Whole = Field(30, ge=0, le=730, description="From the call to the payment")
    max_score: Score = Field(100, description="Customers of at most this score are concerned")
    segments: Segments = None
