"""The creditor's money: rates, suppliers, stock, VAT, cash. KPIs read it, engines do not."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import Field, field_validator

from simrecouv.scenario.base import (
    AssumedRate,
    Assumption,
    Days,
    NonNegative,
    Number,
    Positive,
    Share,
    Table,
    UnitCost,
    Whole,
)
from simrecouv.vocabulary import VatPoint


class OverdraftTranche(Table):
    """A part of the overdraft, and what it costs."""

    up_to_eur: Positive = Field(description="Where it ends, counted from zero: not its width")
    rate: Share = Field(description="Annual rate of this part alone")


class ProvisionBand(Table):
    """What is provided for debts of an age: those that the next band does not hold."""

    from_days: Whole = Field(
        ge=-365, le=3650, description="Days past due, at least; negative = before due"
    )
    rate: Share = Field(description="Provided for, of the principal excl. VAT")


class Finance(Table):
    """Rates and delays that turn receivables into working capital, cash and euros."""

    debit_rate: AssumedRate = Field(
        Assumption(value=0.06, low=0.04, high=0.10, source="S:C7"),
        description="Annual rate paid on a negative cash position",
    )
    credit_rate: Share = Field(
        0.06, description="What freed cash is worth a year: the rate of the credit it repays"
    )
    discount_rate: Share = Field(0.08, description="Annual rate of the NPV of a switch")
    stock_days: Days = Field(30, description="Stock, in days of cost of sales")
    purchases_share: Share = Field(
        0.70, description="Share of the cost of sales bought from suppliers, with VAT"
    )
    purchases_vat_rate: Share = 0.20
    supplier_days: Days = Field(45, description="From sale to payment of suppliers [days]")
    vat_point: VatPoint = Field(
        VatPoint.INVOICES, description="What makes VAT on sales due: the invoice or its payment"
    )
    vat_settlement_days: Days = Field(35, description="From that day to settlement of VAT [days]")
    payroll_share: Share = Field(
        0.20, description="Share of sales excl. VAT paid as wages and social charges"
    )
    social_debt_days: Days = Field(20, description="Social debts, in days of payroll")
    overheads_share: Share = Field(
        0.27, description="Share of sales excl. VAT paid day by day beside the cost of sales"
    )
    opening_cash_eur: Annotated[Number, Field(ge=-1e12, le=1e12)] = Field(
        100_000.0, description="Cash on the eve of the switch"
    )
    credit_line_eur: NonNegative = Field(150_000.0, description="Authorised overdraft")
    overdraft: tuple[OverdraftTranche, ...] = Field(
        (),
        max_length=20,
        description="Rates by part, lowest first, the last without end; none = debit_rate for all",
    )
    refusal_fee_eur: UnitCost = Field(
        0.0, description="Paid for each day that ends beyond the authorised overdraft"
    )
    provisions: tuple[ProvisionBand, ...] = Field(
        (
            ProvisionBand(from_days=91, rate=0.30),
            ProvisionBand(from_days=181, rate=0.48),
            ProvisionBand(from_days=366, rate=0.77),
        ),
        max_length=20,
        description="Provision for doubtful debts by age, youngest first; none = no provision",
    )

    @field_validator("overdraft")
    @classmethod
    def _tranches_rise(cls, given: tuple[OverdraftTranche, ...]) -> tuple[OverdraftTranche, ...]:
        _rise("up_to_eur", [tranche.up_to_eur for tranche in given])
        return given

    @field_validator("provisions")
    @classmethod
    def _bands_rise(cls, given: tuple[ProvisionBand, ...]) -> tuple[ProvisionBand, ...]:
        _rise("from_days", [band.from_days for band in given])
        return given


def _rise(key: str, bounds: list[float]) -> None:
    if any(after <= before for before, after in pairwise(bounds)):
        stated = ", ".join(f"{bound:.12g}" for bound in bounds)
        raise ValueError(f"{key} must rise from one entry to the next, these are {stated}")
