"""Plans and worlds as plain Python lists: SimPy code reads scalars, one at a time."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from simrecouv.engine.plan import PolicyPlan, Steps
from simrecouv.world import World

T = TypeVar("T")


class Rung(NamedTuple):
    """One row of `Steps`: a step of a ladder."""

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
    """The ladders of a policy, step by step."""

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
    process_u: list[float]
    charges_u: list[float]


def plain(value: T) -> T:
    """Turn the arrays of a named tuple into lists, however deep.

    Types stay those of the arrays: indexing a list gives the same scalars.
    """
    if isinstance(value, tuple):
        parts = [plain(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else value
    return value.tolist() if hasattr(value, "tolist") else value


def ladders_of(plan: PolicyPlan) -> Ladders:
    """Turn the ladders of a policy into lists of steps."""
    return Ladders._make(_rungs(getattr(plan, name)) for name in Ladders._fields)


def luck_of(world: World) -> Luck:
    """Turn what the company reads of a world's orders into lists."""
    return Luck._make(getattr(world, name).tolist() for name in Luck._fields)


def _rungs(steps: Steps) -> list[Rung]:
    return [Rung._make(row) for row in zip(*(column.tolist() for column in steps), strict=True)]
