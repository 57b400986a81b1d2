"""What a policy states: prevention, incentives, a ladder of dated steps, its desk, its offers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from simrecouv.scenario.base import NonNegative, Number, Share, Table, Text, UnitCost, Whole
from simrecouv.scenario.portfolio import Terms
from simrecouv.scenario.prevention import (
    CreditControl,
    Deposit,
    DirectDebit,
    Guarantee,
    Insurance,
    InvoiceQuality,
    RiskTerms,
    SalesTraining,
)
from simrecouv.scenario.steps import Step, WriteOffStep
from simrecouv.vocabulary import Allocation, Weekday, Worklist


class Discount(Table):
    """An early-payment discount, for whoever pays within some days of the invoice."""

    rate: Annotated[Number, Field(gt=0.0, lt=0.5)]
    within_days: Whole = Field(ge=1, le=120)
    segments: tuple[str, ...] | None = None


class Penalties(Table):
    """What a charge step bills, and how often it is given up."""

    annual_rate: Annotated[Number, Field(ge=0.0, le=1.0)] | None = Field(
        None,
        description="Late interest per year on principal incl. VAT; the legal rate in force on "
        "each day by default",
    )
    indemnity_eur: UnitCost | None = Field(
        None, description="Fixed indemnity per late invoice; that of the law by default"
    )
    waived_share: Share = Field(
        0.0, description="Share of charged invoices whose charges are waived as a gesture"
    )


class ContactLimits(Table):
    """Limits per customer that override the ladder; a blocked step stays due."""

    min_gap_days: Whole = Field(0, ge=0, le=365)
    max_per_customer_per_30_days: Whole = Field(30, ge=1, le=30)


class Exclusions(Table):
    """Who is left alone by every step but write-off."""

    segments: tuple[str, ...] = ()
    below_eur: NonNegative = Field(0.0, description="Invoices below this, incl. VAT")


class Desk(Table):
    """Collectors with a finite day, paid whether busy or not; without one, time is unlimited."""

    collectors: Whole = Field(ge=0, le=1000)
    minutes_per_day: Annotated[Number, Field(gt=0.0, le=1440.0)] = Field(
        300.0, description="Productive minutes of one collector's day"
    )
    paid_hours_per_day: Annotated[Number, Field(ge=0.0, le=24.0)] = Field(
        7.0, description="Hours of one collector's day that are paid"
    )
    absence_rate: Share = Field(0.0, description="Chance that a collector is away on a day")
    overtime_minutes: Annotated[Number, Field(ge=0.0, le=600.0)] = Field(
        0.0, description="More minutes per collector present when work is left"
    )
    overtime_premium: Annotated[Number, Field(ge=0.0, le=3.0)] = Field(
        0.25, description="Added to the hourly cost of overtime"
    )
    worklist: Worklist = Worklist.OLDEST


class Plan(Table):
    """Instalments that a contact may offer."""

    instalments: Whole = Field(3, ge=2, le=24)
    every_days: Whole = Field(30, ge=1, le=92)


class Settlement(Table):
    """The part of the principal that a contact may offer to give up for the rest at once."""

    rate: Annotated[Number, Field(gt=0.0, lt=1.0)] = 0.2


class Policy(Table):
    """A collection policy, complete once `like` has been resolved."""

    label: Text | None = None

    # === Prevention ===
    terms: dict[str, Terms] = Field({}, description="Terms that replace those of a segment")
    risk_terms: RiskTerms | None = None
    credit: CreditControl | None = None
    deposit: Deposit | None = None
    direct_debit: DirectDebit | None = None
    sales_training: SalesTraining | None = None
    invoice_quality: InvoiceQuality | None = None
    insurance: Insurance | None = None
    guarantee: Guarantee | None = None

    # === Incentives ===
    discount: Discount | None = None
    penalties: Penalties = Penalties()
    allocation: Allocation = Field(
        Allocation.COSTS_FIRST,
        description="What a part payment settles first; by law costs, interest (C. civ. 1343-1)",
    )

    # === Ladder ===
    contact_limits: ContactLimits = ContactLimits()
    dunning_weekdays: tuple[Weekday, ...] = Field(
        tuple(Weekday), min_length=1, description="Weekdays on which automatic messages leave"
    )
    exclude: Exclusions = Exclusions()
    desk: Desk | None = None
    plan: Plan = Plan()
    settlement: Settlement = Settlement()
    steps: tuple[Step, ...] = Field((), max_length=100)

    @field_validator("steps")
    @classmethod
    def _one_id_each(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        ids = [step.id for step in steps]
        repeated = sorted({name for name in ids if ids.count(name) > 1})
        if repeated:
            raise ValueError(f"step ids must differ, repeated: {', '.join(repeated)}")
        return steps

    @property
    def all_terms(self) -> tuple[Terms, ...]:
        """Every payment terms that the policy gives to somebody."""
        risky = () if self.risk_terms is None else (self.risk_terms.terms,)
        return (*self.terms.values(), *risky)

    @property
    def write_off_days(self) -> int | None:
        """Age past due of the earliest write-off [days], if the policy has one."""
        ages = [step.days for step in self.steps if isinstance(step, WriteOffStep)]
        return min(ages, default=None)

    @property
    def prevention_cost_eur_per_year(self) -> float:
        """What prevention costs, whatever is sold [EUR per year]."""
        parts = (self.sales_training, self.invoice_quality)
        return sum(part.cost_eur_per_year for part in parts if part is not None)
