"""Plans and worlds as plain Python lists: SimPy code reads scalars, one at a time."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from simrecouv.engine.plan import PolicyPlan, Steps
from simrecouv.engine.rules import hazard_index
from simrecouv.engine.tables import Tables
from simrecouv.world import World
from simrecouv.world.addressing import Stream, uniform

T = TypeVar("T")


class Rung(NamedTuple):
    """One row of `Steps`: a step of a ladder, and its place there."""

    place: int
    step: int
    trigger: int
    days: int
    min_cents: int
    max_cents: int
    max_score: int
    segment: list[bool]
    after: int
    repeat_every: int
    repeat_most: int


class Ladders(NamedTuple):
    """Ladders, step by step: those of a policy, or what is left of them for an invoice."""

    contacts: list[Rung]
    charges: list[Rung]
    holds: list[Rung]
    placements: list[Rung]
    suits: list[Rung]
    assignments: list[Rung]
    claims: list[Rung]
    write_offs: list[Rung]


class Luck(NamedTuple):
    """What the company meets of a `World`'s orders."""

    order_customer: list[int]
    gross_cents: list[int]
    order_key: list[int]
    threshold: list[float]
    due_day: list[int]
    paid_day: list[int]
    process_u: list[float]
    charges_u: list[float]
    #: Draws at index 0 that every order, or its invoice, asks for: all at once, the same bits.
    sales_u: list[float]
    error_u: list[float]
    error_kind_u: list[float]
    dispute_u: list[float]
    rejection_u: list[float]
    partial_u: list[float]


class Hazard(NamedTuple):
    """Hazard of a profile by days past due: from day `first` on, above zero from day `starts` on.

    It has a value for any day of an invoice, so that a span of days is a slice of `by_day`.
    """

    first: int
    starts: int
    by_day: list[float]


def plain(value: T) -> T:
    """Turn the arrays of a named tuple into lists, however deep.

    Types stay those of the arrays: indexing a list gives the same scalars.
    """
    if isinstance(value, tuple):
        parts = [plain(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else value
    return value.tolist() if hasattr(value, "tolist") else value


def hazards_of(tables: Tables) -> list[Hazard]:
    """Hazard of each profile, on all the days that may be reached."""
    first, size = tables.hazard_first, tables.hazard.shape[1]
    earliest, latest = -len(tables.season), len(tables.season)
    places = [hazard_index(day, 0, first, size) for day in range(earliest, latest)]
    hazards = []
    for row in tables.hazard.tolist():
        by_day = [row[place] if place >= 0 else 0.0 for place in places]
        starts = next((at for at, value in enumerate(by_day) if value > 0.0), len(by_day))
        hazards.append(Hazard(earliest, earliest + starts, by_day))
    return hazards


def ladders_of(plan: PolicyPlan) -> Ladders:
    """Turn the ladders of a policy into lists of steps."""
    return Ladders._make(_rungs(getattr(plan, name)) for name in Ladders._fields)


def luck_of(world: World) -> Luck:
    """Turn what the company reads of a world's orders into lists."""

    def draws(stream: Stream) -> list[float]:
        return list(uniform(world.order_key, int(stream), 0).tolist())

    return Luck(
        order_customer=world.order_customer.tolist(),
        gross_cents=world.gross_cents.tolist(),
        order_key=world.order_key.tolist(),
        threshold=world.threshold.tolist(),
        due_day=world.order_due_day.tolist(),
        paid_day=world.order_paid_day.tolist(),
        process_u=world.process_u.tolist(),
        charges_u=world.charges_u.tolist(),
        sales_u=draws(Stream.SALES),
        error_u=draws(Stream.ERROR),
        error_kind_u=draws(Stream.ERROR_KIND),
        dispute_u=draws(Stream.DISPUTE),
        rejection_u=draws(Stream.REJECTION),
        partial_u=draws(Stream.PARTIAL),
    )


def _rungs(steps: Steps) -> list[Rung]:
    rows = zip(*(column.tolist() for column in steps), strict=True)
    return [Rung(place, *row) for place, row in enumerate(rows)]
