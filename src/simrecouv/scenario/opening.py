"""The books of a real company at the switch: its invoices, paid ones included, as recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from simrecouv.scenario.base import Name, Number, Table
from simrecouv.scenario.behaviour import Behaviour
from simrecouv.scenario.portfolio import Segment
from simrecouv.vocabulary import Means, Runs

#: [days] A recorded invoice is at most this old at the switch: luck begins not much before.
OLDEST_RECORDED_DAYS = 1700
#: [days] Longest time from issue to due.
LONGEST_RECORDED_TERMS = 366

Rank = Annotated[int, Field(ge=0, strict=True)]
Day = Annotated[int, Field(ge=-OLDEST_RECORDED_DAYS, le=1100, strict=True)]
Cents = Annotated[int, Field(ge=1, le=10**14, strict=True)]


class Opening(Table):
    """What is recorded of customers and invoices; days count from the start of the simulation.

    Before day 0 these invoices are issued, reminded by the policy in force and paid as recorded;
    those still open then live on. Who its customers are (profile, frailty) is drawn given what they
    paid. Customers are listed segment by segment, as many as the segment states.
    """

    orders: Literal["drawn", "given"] = Field(
        "drawn", description="From day 0 on: orders are drawn, or those listed here are placed"
    )
    segment: tuple[Name, ...] = Field(
        min_length=1, max_length=2_000_000, description="Segment of each customer"
    )
    same_as: tuple[Rank, ...] = Field(
        (), description="Rank of the first customer that is the same company; its own by default"
    )
    customer: tuple[Rank, ...] = Field(min_length=1, description="By invoice: rank of the customer")
    issue_day: tuple[Day, ...]
    due_day: tuple[Day, ...]
    amount_cents: tuple[Cents, ...] = Field(description="Left to pay, incl. VAT [cents]")
    paid_day: tuple[Day, ...] = Field(
        description="Day on which the money came; 0 if it had not at the switch"
    )
    contact_factor: tuple[tuple[int, Annotated[Number, Field(gt=0.0, le=100.0)]], ...] = Field(
        (),
        description="By days past due: what the policy in force multiplies intensities by, on "
        "average; it reads the record",
    )

    @model_validator(mode="after")
    def _is_a_table(self) -> Opening:
        n = len(self.customer)
        for name in ("issue_day", "due_day", "amount_cents", "paid_day"):
            if len(getattr(self, name)) != n:
                raise ValueError(f"{name} has {len(getattr(self, name))} values, customer has {n}")
        if len(self.same_as) not in (0, len(self.segment)):
            raise ValueError("same_as needs one value per customer, or none")
        if max(self.customer) >= len(self.segment):
            raise ValueError(f"customer {max(self.customer)}: only {len(self.segment)} are listed")
        if any(first > rank for rank, first in enumerate(self.same_as)):
            raise ValueError("same_as names a customer that comes later")
        days = zip(self.issue_day, self.due_day, self.paid_day, strict=True)
        for rank, (issue, due, paid) in enumerate(days):
            if not 0 <= due - issue <= LONGEST_RECORDED_TERMS:
                raise ValueError(f"invoice {rank}: due {due - issue} days after its issue")
            if paid > 0 or (paid < 0 and paid < issue):
                raise ValueError(f"invoice {rank}: issued on day {issue}, paid on day {paid}")
            if issue >= 0 and self.orders == "drawn":
                raise ValueError(f'invoice {rank}: issued on day {issue}, and orders = "drawn"')
        return self

    @property
    def owners(self) -> tuple[int, ...]:
        """Rank of the company of each customer."""
        return self.same_as or tuple(range(len(self.segment)))


def misfit(opening: Opening, segments: Mapping[str, Segment], behaviour: Behaviour) -> str:
    """Say why a record cannot be that of these segments, or nothing."""
    counts = Counter(opening.segment)
    for name, segment in segments.items():
        if counts[name] != segment.customers:
            return f"{counts[name]} customers of {name!r}, the segment has {segment.customers}"
    if opening.segment != tuple(n for n, s in segments.items() for _ in range(s.customers)):
        return "customers must come segment by segment, in the order of the segments"
    daily = all(set(segment.payment_runs) == {Runs.DAILY.value} for segment in segments.values())
    delay = behaviour.bank_delay_days + behaviour.means_of(Means.TRANSFER).delay_days
    if behaviour.business_days_only or delay or not daily:
        return (
            "recorded dates are those of the money: business_days_only = false, no bank delay, "
            "none of transfers, and daily payment runs are needed"
        )
    return ""
