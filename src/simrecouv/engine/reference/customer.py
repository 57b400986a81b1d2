"""Customers, and the tables of the plan as plain Python lists (SimPy code reads scalars)."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from simrecouv.engine.plan import PolicyPlan, Steps, Tables
from simrecouv.world import World


class PlainTables(NamedTuple):
    """`Tables`, with lists for arrays."""

    first_day: int
    end_day: int
    is_dunning_day: list[bool]
    month_end: list[int]
    arrival_day: list[int]
    recognition_day: list[int]
    next_run: list[list[int]]
    last_run: list[list[int]]
    hazard: list[list[float]]
    hazard_first: int
    pays: list[int]
    process_share: list[float]
    charges_share: list[float]
    decay: float
    contact_multiplier: list[float]
    agency_intensity: list[list[float]]
    commission_rate: list[float]


class PlainStep(NamedTuple):
    """One row of `Steps`."""

    step: int
    trigger: int
    days: int
    min_cents: int
    segment: list[bool]
    after: int
    repeat_every: int
    repeat_most: int


class PlainPlan(NamedTuple):
    """`PolicyPlan`, with lists for arrays."""

    due_day: list[list[int]]
    habit_day: list[list[int]]
    discount_segment: list[bool]
    discount_rate: float
    discount_days: int
    annual_rate: float
    indemnity_cents: int
    min_gap_days: int
    max_contacts: int
    contacts: list[PlainStep]
    charges: list[PlainStep]
    placements: list[PlainStep]
    write_offs: list[PlainStep]
    gain: list[list[float]]
    reach: list[float]
    contact_cost: list[int]
    agency: list[int]


class PlainLuck(NamedTuple):
    """What the company meets of a `World`, with lists for arrays."""

    order_customer: list[int]
    gross_cents: list[int]
    threshold: list[float]
    process_u: list[float]
    charges_u: list[float]


class Customer:
    """One customer: hidden traits, and the contacts it received."""

    __slots__ = (
        "contact_days", "frailty", "insolvency_day", "key", "number", "profile",
        "reservation_rate", "run_calendar", "segment",
    )  # fmt: skip

    def __init__(self, world: World, number: int) -> None:
        self.number = number
        self.segment = int(world.segment[number])
        self.profile = int(world.profile[number])
        self.run_calendar = int(world.run_calendar[number])
        self.insolvency_day = int(world.insolvency_day[number])
        self.frailty = float(world.frailty[number])
        self.reservation_rate = float(world.reservation_rate[number])
        self.key = int(world.customer_key[number])
        #: Days of its last contacts, newest last.
        self.contact_days: deque[int] = deque(maxlen=30)


def plain_tables(tables: Tables) -> PlainTables:
    """Turn the arrays of `Tables` into lists."""
    return PlainTables._make(map(_plain, tables))


def plain_plan(plan: PolicyPlan) -> PlainPlan:
    """Turn the arrays of a `PolicyPlan` into lists."""
    parts = (_rows(part) if isinstance(part, Steps) else _plain(part) for part in plan)
    return PlainPlan._make(parts)


def plain_luck(world: World) -> PlainLuck:
    """Turn the arrays of a `World` that the company reads into lists."""
    return PlainLuck._make(getattr(world, name).tolist() for name in PlainLuck._fields)


def _plain(value: object) -> object:
    return value.tolist() if hasattr(value, "tolist") else value


def _rows(steps: Steps) -> list[PlainStep]:
    return [
        PlainStep._make(row) for row in zip(*(column.tolist() for column in steps), strict=True)
    ]
