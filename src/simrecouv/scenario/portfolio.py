"""Who buys: the creditor, its segments of customers, their orders, amounts and terms."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator

from simrecouv.scenario.base import (
    NonNegative,
    Number,
    Positive,
    Share,
    Shares,
    Table,
    Text,
    UnitCost,
    Whole,
)
from simrecouv.vocabulary import Country, EndOfMonth, Means, Runs, SegmentKind


class Creditor(Table):
    """The company that sells on credit."""

    name: str = Field("", description="Shown on reports", max_length=200)
    country: Country = Field(
        Country.FR, description="Country of the law and of public holidays: FR | BE | GB | EU"
    )
    desk_cost_eur_per_hour: UnitCost = Field(
        28.0, description="Loaded cost of one collector hour [EUR], S:C5"
    )


class Terms(Table):
    """When an invoice falls due: days, with or without the end of the month."""

    net_days: Whole = Field(30, ge=0, le=180, description="Days granted")
    end_of_month: EndOfMonth = Field(
        EndOfMonth.NONE,
        description="none; before: end of month, then days; after: days, then end of month",
    )

    @property
    def usual_days(self) -> int:
        """Time from issue to due [days], the end of the month counted for 15: its mean."""
        return self.net_days + (0 if self.end_of_month is EndOfMonth.NONE else 15)

    @property
    def longest_days(self) -> int:
        """Longest time from issue to due [days], rolled to a day with bank."""
        month = 0 if self.end_of_month is EndOfMonth.NONE else 31
        return self.net_days + month + 5


class Lognormal(Table):
    """Amounts excl. VAT drawn from a lognormal law."""

    law: Literal["lognormal"] = "lognormal"
    median_eur: Positive
    sigma: Annotated[Number, Field(ge=0.0, le=4.0)] = 1.0


class Quantiles(Table):
    """Amounts excl. VAT drawn by interpolating quantiles, evenly spaced from 0 to 1."""

    law: Literal["quantiles"]
    values_eur: tuple[Positive, ...] = Field(
        min_length=2, max_length=10_001, description="Ascending quantiles of the amount [EUR]"
    )

    @field_validator("values_eur")
    @classmethod
    def _ascending(cls, values: tuple[float, ...]) -> tuple[float, ...]:
        if any(high < low for low, high in pairwise(values)):
            raise ValueError("quantiles must not decrease")
        return values


Amount = Annotated[Lognormal | Quantiles, Field(discriminator="law")]


class Segment(Table):
    """Customers that a policy can tell apart."""

    label: Text | None = None
    kind: SegmentKind = Field(SegmentKind.COMPANY, description="company | public | consumer")
    customers: Whole = Field(ge=1, le=2_000_000, description="Customers at any time")
    orders_per_customer_per_year: Annotated[Number, Field(gt=0.0, le=100_000.0)]
    amount: Amount = Field(description="Invoice amount excl. VAT [EUR]")
    terms: Terms = Terms()
    vat_rate: Share = Field(0.20, description="VAT on sales")
    margin_rate: Share = Field(0.30, description="Margin on sales excl. VAT, before credit costs")
    seasonality: tuple[NonNegative, ...] = Field(
        (1.0,) * 12, min_length=12, max_length=12, description="Relative sales of each month"
    )
    growth_per_year: Number = Field(0.0, ge=-0.5, le=1.0)
    payment_runs: Shares = Field(
        {Runs.WEEKLY.value: 1.0}, description="Shares of daily | weekly | twice_monthly | monthly"
    )
    means: Shares = Field(
        {Means.TRANSFER.value: 1.0}, description="Shares of means of payment of its customers"
    )
    error_share: Share = Field(
        0.0, description="Share of invoices that never reach who pays, until someone says so"
    )
    limitation_days: Whole | None = Field(
        None,
        ge=30,
        le=10_000,
        description="A court hears no claim older than this, from due or its last recognition; "
        "that of the law by default",
    )
    profiles: Shares = Field(description="Shares of payer profiles, hidden from the policy")

    @property
    def orders_per_year(self) -> float:
        """Orders of all its customers in an average year."""
        return self.customers * self.orders_per_customer_per_year

    @field_validator("seasonality")
    @classmethod
    def _some_sales(cls, months: tuple[float, ...]) -> tuple[float, ...]:
        if min(months) <= 0.0:
            raise ValueError("each month needs a weight above 0")
        return months

    @field_validator("payment_runs")
    @classmethod
    def _known_runs(cls, runs: dict[str, float]) -> dict[str, float]:
        unknown = set(runs) - {run.value for run in Runs}
        if unknown or not runs:
            raise ValueError(f"known payment runs: {', '.join(Runs)}")
        return runs

    @field_validator("means")
    @classmethod
    def _known_means(cls, means: dict[str, float]) -> dict[str, float]:
        unknown = set(means) - {one.value for one in Means}
        if unknown or not means:
            raise ValueError(f"known means of payment: {', '.join(Means)}")
        return means
