"""What is carried from day to day: the slots of the invoices that live, customers, lists, scratch.

Slots are taken and given back by the kernels (`simrecouv.engine.compiled.beds`); the engine makes
more of them between two days, and copies a state before another policy goes on from it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from simrecouv.engine.compiled.common import DIGIT_BITS
from simrecouv.engine.compiled.records import (
    BED,
    CUSTOMER,
    FILE,
    INVOICE,
    MEMORY,
    N_COUNTS,
    N_FREE,
    TASK,
    Records,
)
from simrecouv.engine.tables import Int64s, Ints
from simrecouv.units import NEVER
from simrecouv.world import World

#: Slots for invoices that live, at first; doubled whenever they run out.
SLOTS = 1024
#: Lists of a state that hold invoices that live, or orders of a day: no longer than the slots.
LISTS = ("awake", "fresh", "coming", "places")

#: [bytes] What a processor reads at once.
CACHE_LINE = 64


class State(NamedTuple):
    """What is carried from day to day; kernels modify it."""

    slot: Ints  # of each order, its place in `invoices` and `files`; -1 if it has none
    free: Ints  # blank slots, the first ``counts[N_FREE]``
    invoices: Records
    invoice_words: Int64s  # the same memory
    files: Records
    file_words: Int64s  # the same memory
    customers: Records
    contact_days: Ints  # (customers, MEMORY): ring of days of contact
    beds: Records  # by slot
    bedside: Ints  # (days,): slot of the first invoice asleep until a day, -1 if none
    awake: Ints  # invoices to which something may happen today, ascending
    fresh: Ints  # those that join them
    coming: Ints  # orders to look at today
    places: Ints  # step due for each of `awake`; scratch before DUNNING and after the desk
    digits: Ints  # scratch
    tasks: Records  # the desk's worklist, by customer
    stirred: Ints  # customers whose ways changed today
    ranking: Ints  # the worklist by priority
    counts: Int64s  # at the places that `records` names


def new_state(world: World) -> State:
    """Start with no invoice."""
    customers = np.zeros(world.n_customers, dtype=CUSTOMER)
    customers["key"] = world.customer_key
    for field in (
        "frailty", "reservation_rate", "segment", "profile", "run_calendar", "insolvency_day",
        "mandate_u", "patience", "score", "means",
    ):  # fmt: skip
        customers[field] = getattr(world, field)
    customers["pace"] = customers["deterrence"] = 1.0
    customers["annoyed_day"] = -NEVER
    bounds = np.searchsorted(world.order_customer, np.arange(world.n_customers))
    customers["first_live"] = customers["end_live"] = bounds
    orders, counts = world.n_orders, np.zeros(N_COUNTS, dtype=np.int64)
    counts[N_FREE] = SLOTS
    lists: dict[str, Any] = {name: np.zeros(SLOTS, dtype=np.int32) for name in LISTS}
    return State(
        slot=np.full(orders, -1, dtype=np.int32),
        free=np.arange(SLOTS, dtype=np.int32),
        beds=np.zeros(SLOTS, dtype=BED),
        digits=np.zeros(1 << DIGIT_BITS, dtype=np.int32),
        **_slots(_blank(SLOTS, INVOICE), _blank(SLOTS, FILE)),
        **lists,
        customers=customers,
        contact_days=np.zeros((world.n_customers, MEMORY), dtype=np.int32),
        bedside=np.full(world.end_day - world.first_day + 1, -1, dtype=np.int32),
        tasks=np.zeros(world.n_customers, dtype=TASK),
        stirred=np.zeros(world.n_customers, dtype=np.int32),
        ranking=np.zeros(world.n_customers, dtype=np.int32),
        counts=counts,
    )


def _blank(n: int, dtype: np.dtype[np.void]) -> Records:
    """Return blank slots, the first at the start of a cache line; invoices fill whole ones."""
    memory = np.zeros(n * dtype.itemsize + CACHE_LINE, dtype=np.uint8)
    skipped = -memory.ctypes.data % CACHE_LINE
    blank: Records = memory[skipped : skipped + n * dtype.itemsize].view(dtype)
    return blank


def _slots(invoices: Records, files: Records) -> dict[str, Any]:
    """Return the fields of a state that are the memory of its slots."""
    return {
        "invoices": invoices,
        "invoice_words": invoices.view(np.int64).reshape(invoices.size, -1),
        "files": files,
        "file_words": files.view(np.int64).reshape(files.size, -1),
    }


def roomier(state: State) -> State:
    """Return the state with twice as many slots."""
    n, n_free = state.invoices.size, state.counts[N_FREE]
    more = np.arange(n, 2 * n, dtype=np.int32)
    free = np.concatenate([state.free[:n_free], more, state.free[n_free:]])
    state.counts[N_FREE] += n
    lists = {name: np.concatenate([getattr(state, name), more]) for name in LISTS}
    beds = np.concatenate([state.beds, np.zeros(n, dtype=BED)])
    invoices, files = _blank(2 * n, INVOICE), _blank(2 * n, FILE)
    invoices[:n], files[:n] = state.invoices, state.files
    return state._replace(free=free, beds=beds, **lists, **_slots(invoices, files))


def copied(state: State) -> State:
    """Copy a state, so that another policy may go on from it."""
    slots = _slots(*(_blank(state.free.size, dtype) for dtype in (INVOICE, FILE)))
    for name in ("invoice_words", "file_words"):
        slots[name][:] = getattr(state, name)
    others = {name: array.copy() for name, array in state._asdict().items() if name not in slots}
    return State(**others, **slots)
