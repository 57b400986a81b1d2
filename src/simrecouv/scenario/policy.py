"""What a policy states: terms, discount, late charges, and a ladder of dated steps.

A step is due when its trigger is reached and its filters pass. Contacts form a ladder: of several
due steps of one invoice the last runs and the earlier ones are skipped. Charges, placement and
write-off are dated acts beside it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from simrecouv.scenario.base import Name, NonNegative, Number, Table, Text, Whole
from simrecouv.scenario.law import INDEMNITY_EUR, LATE_RATES
from simrecouv.scenario.portfolio import Terms
from simrecouv.vocabulary import Channel, Tone, Trigger

StepDays = Annotated[Whole, Field(ge=-120, le=1500)]


class Repeat(Table):
    """Run a step again: every so many days, at most so many more times."""

    every_days: Whole = Field(ge=1, le=365)
    at_most: Whole = Field(ge=1, le=100)


class _Step(Table):
    """What all steps share: identity, trigger, filters."""

    id: Name = Field(description="Names the step in overrides, `like` and the ledger")
    from_: Trigger = Field(Trigger.DUE, alias="from")
    days: StepDays = Field(description="Days after the trigger; negative = before")
    segments: tuple[str, ...] | None = Field(None, description="Only these segments")
    min_amount_eur: NonNegative = Field(
        0.0, description="Only invoices of at least this, incl. VAT"
    )

    def concerns(self, segment: str) -> bool:
        """Whether the step's own list of segments lets one through."""
        return self.segments is None or segment in self.segments

    @model_validator(mode="after")
    def _previous_counts_forward(self) -> _Step:
        if self.from_ is Trigger.PREVIOUS and self.days < 1:
            raise ValueError("a step from the previous contact needs days of at least 1")
        return self


class ContactStep(_Step):
    """One message to the customer."""

    action: Literal["contact"]
    channel: Channel
    tone: Tone = Tone.NEUTRAL
    by: Literal["system", "desk"] = "system"
    repeat: Repeat | None = None


class ChargeStep(_Step):
    """Bill late interest up to that day, and the fixed indemnity the first time."""

    action: Literal["charge"]
    repeat: Repeat | None = None


class PlacementStep(_Step):
    """Entrust the invoice to an agency; own contacts stop. Public buyers only when named."""

    action: Literal["placement"]
    agency: str


class WriteOffStep(_Step):
    """Write the debt off: an accounting event, collection goes on."""

    action: Literal["write_off"]

    @model_validator(mode="after")
    def _after_due(self) -> WriteOffStep:
        if self.from_ is not Trigger.DUE or self.days < 1:
            raise ValueError("a write-off counts days after due, at least 1")
        return self


Step = Annotated[
    ContactStep | ChargeStep | PlacementStep | WriteOffStep, Field(discriminator="action")
]


class Discount(Table):
    """An early-payment discount, for whoever pays within some days of the invoice."""

    rate: Annotated[Number, Field(gt=0.0, lt=0.5)]
    within_days: Whole = Field(ge=1, le=120)
    segments: tuple[str, ...] | None = None


class Penalties(Table):
    """What a charge step bills."""

    annual_rate: Annotated[Number, Field(ge=0.0, le=1.0)] = Field(
        LATE_RATES[2026, 1].default,
        description="Late interest per year on principal incl. VAT, S:A1",
    )
    indemnity_eur: NonNegative = Field(
        INDEMNITY_EUR, description="Fixed indemnity per late invoice, S:A1"
    )


class ContactLimits(Table):
    """Limits per customer that override the ladder; a blocked step stays due."""

    min_gap_days: Whole = Field(0, ge=0, le=365)
    max_per_customer_per_30_days: Whole = Field(30, ge=1, le=30)


class Policy(Table):
    """A collection policy, complete once `like` has been resolved."""

    label: Text | None = None
    terms: dict[str, Terms] = Field({}, description="Terms that replace those of a segment")
    discount: Discount | None = None
    penalties: Penalties = Penalties()
    contact_limits: ContactLimits = ContactLimits()
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
    def write_off_days(self) -> int | None:
        """Age past due of the earliest write-off [days], if the policy has one."""
        ages = [step.days for step in self.steps if isinstance(step, WriteOffStep)]
        return min(ages, default=None)
