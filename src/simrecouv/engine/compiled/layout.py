"""How world, plan and state are laid out for the kernels: few arrays of records.

Records keep what is read together in the same cache line, and a kernel that receives five arrays
instead of eighty calls its helpers for next to nothing (Numba counts references array by array).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.engine.plan import PREVIOUS, PolicyPlan, Steps, Tables
from simrecouv.units import NEVER
from simrecouv.world import World

Records = NDArray[np.void]
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

#: Bits of an invoice's `flags`.
WAITING, RECEIVED, RECOGNISED, FROZEN, WRITTEN_OFF, CHARGED, SHADOW = 1, 2, 4, 8, 16, 32, 64

#: Days of contact remembered per customer.
MEMORY = 30

#: One invoice. The first 64 bytes are all that the close of an ordinary day reads.
INVOICE = np.dtype(
    [
        ("accrued", "f8"),
        ("threshold", "f8"),
        ("stock", "f8"),
        ("frailty", "f8"),
        ("habit_day", "i4"),
        ("wake_day", "i4"),
        ("forced_day", "i4"),
        ("customer", "i4"),
        ("profile", "i4"),
        ("agency", "i4"),
        ("flags", "i4"),
        ("received_day", "i4"),
        ("alone", "f8"),
        ("gross_cents", "i8"),
        ("charges_cents", "i8"),
        ("discount_cents", "i8"),
        ("issue_day", "i4"),
        ("due_day", "i4"),
        ("contact_day", "i4"),
        ("charge_day", "i4"),
        ("placement_day", "i4"),
        ("write_off_day", "i4"),
        ("last_contact_day", "i4"),
        ("last_charge_day", "i4"),
        ("place", "i4"),
        ("repeats", "i4"),
        ("charge_place", "i4"),
        ("charge_repeats", "i4"),
        ("discount_deadline", "i4"),
        ("run_day", "i4"),
        ("recognised_day", "i4"),
        ("segment", "i4"),
        ("next_asleep", "i4"),
        ("padding", "i4"),
    ]
)
CUSTOMER = np.dtype(
    [
        ("key", "u8"),
        ("frailty", "f8"),
        ("reservation_rate", "f8"),
        ("segment", "i4"),
        ("profile", "i4"),
        ("run_calendar", "i4"),
        ("insolvency_day", "i4"),
        ("first_order", "i4"),
        ("end_order", "i4"),
        ("n_contacts", "i4"),
        ("padding", "i4"),
    ]
)
ORDER = np.dtype(
    [
        ("threshold", "f8"),
        ("process_u", "f8"),
        ("charges_u", "f8"),
        ("gross_cents", "i8"),
        ("customer", "i4"),
        ("day", "i4"),
    ]
)
STEP = np.dtype(
    [
        ("min_cents", "i8"),
        ("cost_cents", "i8"),
        ("reach", "f8"),
        ("step", "i4"),
        ("trigger", "i4"),
        ("days", "i4"),
        ("is_concerned", "i4"),
        ("after", "i4"),
        ("repeat_every", "i4"),
        ("repeat_most", "i4"),
        ("agency", "i4"),
    ]
)
DAY = np.dtype([("works", "i4"), ("month_end", "i4"), ("arrival", "i4"), ("recognition", "i4")])
PROFILE = np.dtype(
    [("process_share", "f8"), ("charges_share", "f8"), ("pays", "i4"), ("first_day", "i4")]
)


class Luck(NamedTuple):
    """A `World` as the kernels read it."""

    orders: Records
    by_day: Ints  # orders sorted by (day, number)
    failing: Ints  # customers that fail, sorted by (day, number)


class Facts(NamedTuple):
    """`Tables` as the kernels read them."""

    first_day: int
    run_in_day: int
    hazard_first: int
    decay: float
    days: Records
    profiles: Records
    next_run: Ints
    last_run: Ints
    hazard: Floats
    contact_multiplier: Floats
    agency_intensity: Floats
    commission_rate: Floats


class Rulebook(NamedTuple):
    """A `PolicyPlan` as the kernels read it; ladders are records by (step, segment)."""

    discount_rate: float
    discount_days: int
    annual_rate: float
    indemnity_cents: int
    min_gap_days: int
    max_contacts: int
    follows_contacts: bool
    discounts: NDArray[np.bool_]
    due_day: Ints
    habit_day: Ints
    contacts: Records
    charges: Records
    placements: Records
    write_offs: Records
    gain: Floats


class State(NamedTuple):
    """What is carried from day to day; kernels modify it."""

    invoices: Records
    customers: Records
    contact_days: Ints  # (customers, MEMORY): ring of days of contact
    bedside: Ints  # (days,): first of the invoices asleep until a day, -1 if none
    open: Ints  # invoices that live and are not asleep, ascending
    awake: Ints  # those among them to which something may happen today
    fresh: Ints  # those that enter the list today
    places: Ints  # step due for each of `awake`
    counts: NDArray[np.int64]  # see the constants of `phases`


def luck_of(world: World) -> Luck:
    """Lay a world out."""
    orders = np.empty(world.n_orders, dtype=ORDER)
    for field in ("threshold", "process_u", "charges_u", "gross_cents"):
        orders[field] = getattr(world, field)
    orders["customer"], orders["day"] = world.order_customer, world.order_day
    failing = np.flatnonzero(world.insolvency_day < world.end_day)
    by_failure = failing[np.argsort(world.insolvency_day[failing], kind="stable")]
    by_day = np.argsort(world.order_day, kind="stable").astype(np.int32)
    return Luck(orders, by_day, by_failure.astype(np.int32))


def facts_of(tables: Tables, run_in_day: int) -> Facts:
    """Lay the tables of a scenario out."""
    days = np.empty(tables.month_end.size, dtype=DAY)
    days["works"], days["month_end"] = tables.is_dunning_day, tables.month_end
    days["arrival"], days["recognition"] = tables.arrival_day, tables.recognition_day
    profiles = np.empty(tables.pays.size, dtype=PROFILE)
    for field in ("process_share", "charges_share", "pays"):
        profiles[field] = getattr(tables, field)
    accrues = tables.hazard > 0.0
    first = np.where(accrues.any(axis=1), accrues.argmax(axis=1) + tables.hazard_first, NEVER)
    profiles["first_day"] = first
    kept = {name: getattr(tables, name) for name in Facts._fields if hasattr(tables, name)}
    return Facts(**kept, run_in_day=run_in_day, days=days, profiles=profiles)


def rulebook_of(plan: PolicyPlan) -> Rulebook:
    """Lay a policy out."""
    contacts = _ladder(plan.contacts, reach=plan.reach, cost_cents=plan.contact_cost)
    kept = {
        name: getattr(plan, name)
        for name in Rulebook._fields
        if name in plan._fields and not isinstance(getattr(plan, name), Steps)
    }
    return Rulebook(
        **kept,
        follows_contacts=any(
            (steps.trigger == PREVIOUS).any() for steps in (plan.charges, plan.placements)
        ),
        discounts=plan.discount_segment,
        contacts=contacts,
        charges=_ladder(plan.charges),
        placements=_ladder(plan.placements, agency=plan.agency),
        write_offs=_ladder(plan.write_offs),
    )


def _ladder(steps: Steps, **more: NDArray[Any]) -> Records:
    rows = np.zeros(steps.segment.shape, dtype=STEP)
    columns = {name: getattr(steps, name) for name in STEP.names or () if name in steps._fields}
    for name, column in {**columns, **more}.items():
        rows[name] = column[:, None]
    rows["is_concerned"] = steps.segment
    return rows


def new_state(world: World) -> State:
    """Start with no invoice."""
    customers = np.zeros(world.n_customers, dtype=CUSTOMER)
    customers["key"] = world.customer_key
    for field in (
        "frailty", "reservation_rate", "segment", "profile", "run_calendar", "insolvency_day",
    ):  # fmt: skip
        customers[field] = getattr(world, field)
    bounds = np.searchsorted(world.order_customer, np.arange(world.n_customers + 1))
    customers["first_order"], customers["end_order"] = bounds[:-1], bounds[1:]
    orders, counts = world.n_orders, np.zeros(5, dtype=np.int64)
    ring = np.zeros((world.n_customers, MEMORY), dtype=np.int32)
    bedside = np.full(world.end_day - world.first_day + 1, -1, dtype=np.int32)
    lists = [np.zeros(orders, dtype=np.int32) for _ in range(4)]
    return State._make([np.zeros(orders, dtype=INVOICE), customers, ring, bedside, *lists, counts])


def copied(state: State) -> State:
    """Copy a state, so that another policy may go on from it; closed invoices are left blank."""
    is_issued = state.invoices["threshold"] > 0.0
    is_over = state.invoices["flags"] & (RECOGNISED | SHADOW) == RECOGNISED
    live = np.flatnonzero(is_issued & ~is_over)
    invoices = np.zeros(state.invoices.size, dtype=INVOICE)
    invoices[live] = state.invoices[live]
    return State._make([invoices, *(array.copy() for array in state[1:])])
