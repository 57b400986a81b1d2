"""The creditor's money: rates, suppliers, stock, VAT, cash. KPIs read it, engines do not."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simrecouv.scenario.base import AssumedRate, Assumption, Days, NonNegative, Number, Share, Table


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
    vat_settlement_days: Days = Field(35, description="From invoice to settlement of VAT [days]")
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
