"""The dated acts of a policy.

A step is due when its trigger is reached and its filters pass. Contacts form a ladder: of several
due steps of one invoice the last runs and the earlier ones are skipped. Charges, order holds,
acts with third parties and write-off are dated acts beside it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from simrecouv.scenario.base import Name, NonNegative, Positive, Table, Whole
from simrecouv.scenario.prevention import Score
from simrecouv.vocabulary import Channel, Offer, Tone, Trigger

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
    max_amount_eur: Positive | None = Field(None, description="Only invoices of at most this")
    max_score: Score = Field(100, description="Only customers of at most this score")

    @model_validator(mode="after")
    def _some_amount_passes(self) -> _Step:
        if self.max_amount_eur is not None and self.max_amount_eur < self.min_amount_eur:
            raise ValueError("max_amount_eur is below min_amount_eur: the step concerns nobody")
        return self

    @model_validator(mode="after")
    def _previous_counts_forward(self) -> _Step:
        if self.from_ is Trigger.PREVIOUS and self.days < 1:
            raise ValueError("a step from the previous contact needs days of at least 1")
        return self


class ContactStep(_Step):
    """One message to the customer, who may be offered a way out."""

    action: Literal["contact"]
    channel: Channel
    tone: Tone = Tone.NEUTRAL
    by: Literal["system", "desk"] = Field(
        "system", description="Who does it; a call or a visit is the desk's unless stated"
    )
    offer: Offer | None = Field(None, description="plan | settlement, as the policy states them")
    repeat: Repeat | None = None

    @model_validator(mode="before")
    @classmethod
    def _calls_are_made_by_people(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("channel") in (Channel.CALL, Channel.VISIT):
            return {"by": "desk", **given}
        return given

    @property
    def is_by_desk(self) -> bool:
        """Whether a collector makes it, instead of the system."""
        return self.by == "desk"


class ChargeStep(_Step):
    """Bill late interest up to that day, and the fixed indemnity the first time."""

    action: Literal["charge"]
    repeat: Repeat | None = None


class HoldStep(_Step):
    """Keep the customer's orders back until this invoice is paid: never before it is late."""

    action: Literal["hold_orders"]

    @model_validator(mode="after")
    def _once_late(self) -> HoldStep:
        if self.from_ is Trigger.DUE and self.days < 1:
            raise ValueError("an order hold counts days after due, at least 1")
        return self


class PlacementStep(_Step):
    """Entrust the invoice to an agency; own contacts stop. Public buyers only when named.

    After a recall, a later placement step of the policy may entrust it again.
    """

    action: Literal["placement"]
    agency: str


class LegalStep(_Step):
    """Seize a court; an agency that has the invoice loses it. Public buyers only when named."""

    action: Literal["legal"]
    court: str

    @model_validator(mode="after")
    def _once_late(self) -> LegalStep:
        if self.from_ is Trigger.DUE and self.days < 1:
            raise ValueError("a legal action counts days after due, at least 1")
        return self


class FactoringStep(_Step):
    """Assign the invoice to a factor, which finances and collects it. Companies only."""

    action: Literal["factoring"]
    factor: str


class ClaimStep(_Step):
    """Call the insurer or the guarantor of a covered invoice; an insolvency calls at once."""

    action: Literal["claim"]

    @model_validator(mode="after")
    def _once_late(self) -> ClaimStep:
        if self.from_ is Trigger.DUE and self.days < 1:
            raise ValueError("cover is called days after due, at least 1")
        return self


class WriteOffStep(_Step):
    """Write the debt off: an accounting event, collection goes on."""

    action: Literal["write_off"]

    @model_validator(mode="after")
    def _after_due(self) -> WriteOffStep:
        if self.from_ is not Trigger.DUE or self.days < 1:
            raise ValueError("a write-off counts days after due, at least 1")
        return self


Step = Annotated[
    ContactStep
    | ChargeStep
    | HoldStep
    | PlacementStep
    | LegalStep
    | FactoringStep
    | ClaimStep
    | WriteOffStep,
    Field(discriminator="action"),
]
