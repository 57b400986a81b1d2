"""Goodwill: what contacts, charges and holds cost a relation, in whole points."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from simrecouv.scenario.base import Assumption, Number, Share, Table, Whole
from simrecouv.vocabulary import Tone

Points = Annotated[Whole, Field(ge=0, le=1000)]


class Relation(Table):
    """Annoyance adds up and heals with time; past its patience a customer stops ordering."""

    tone: dict[Tone, Points] = Field({}, description="Points that a tone adds to its channel's")
    undeserved_factor: Annotated[Whole, Field(ge=1, le=20)] = Field(
        2, description="Multiplies the points of a contact about an invoice already paid"
    )
    crowded_days: Annotated[Whole, Field(ge=0, le=90)] = Field(
        7, description="A contact within this time of the previous one is one too many [days]"
    )
    crowded_factor: Annotated[Whole, Field(ge=1, le=20)] = Field(
        1, description="Multiplies the points of a contact that comes too soon"
    )
    charge: Points = Field(0, description="Points of a late charge")
    hold: Points = Field(0, description="Points of an order hold")
    placement: Points = Field(0, description="Points of a placement with an agency")
    court: Points = Field(0, description="Points of a legal action")
    waiver: Points = Field(0, description="Points that waiving late charges gives back")
    healing_days: Annotated[Whole, Field(ge=1, le=3650)] = Field(
        15, description="Time that heals one point [days]"
    )
    patience: Assumption = Field(
        Assumption(value=0.0, low=0.0, high=0.0, source="model"),
        description="Median points at which a customer leaves; 0 = nobody ever leaves",
    )
    patience_sigma: Annotated[Number, Field(ge=0.0, le=4.0)] = Field(
        0.6, description="Spread of patience between customers, lognormal"
    )
    complaints_per_point: Share = Field(
        0.0, description="Chance that a contact ends in a complaint, per point"
    )
