"""The Numba engine: one kernel per phase and a loop over days, proven equal to the reference."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simrecouv.engine.compiled.days import run_days, switch
from simrecouv.engine.compiled.layout import (
    Facts,
    Luck,
    Parties,
    Rulebook,
    State,
    copied,
    facts_of,
    luck_of,
    new_state,
    parties_of,
    rulebook_of,
)
from simrecouv.engine.compiled.records import NEXT_ORDER, ROWS
from simrecouv.engine.plan import PolicyPlan, Steps
from simrecouv.engine.tables import Tables
from simrecouv.ledger import LEDGER_DTYPE, Events
from simrecouv.world import World

__all__ = ["run"]

#: Rows expected per order; more rows only cost one more allocation.
ROWS_PER_ORDER = 8
#: Rows to spare, for days of the company and of customers.
SPARE_ROWS = 50_000


def run(tables: Tables, baseline: PolicyPlan, world: World) -> Callable[[PolicyPlan], Events]:
    """Return the function (plan of a policy) → events: the run-in is computed once and copied."""
    luck, state = luck_of(world), new_state(world)
    facts, parties = facts_of(tables, world.first_day), parties_of(tables)
    nothing = np.empty(0, dtype=LEDGER_DTYPE)
    before = _days(world.first_day, 0, luck, facts, parties, rulebook_of(baseline), state, nothing)

    def follow(plan: PolicyPlan) -> Events:
        own, book = copied(state), rulebook_of(plan)
        ladders = ("contacts", "charges", "placements", "suits")
        maps = [_places(getattr(baseline, name), getattr(plan, name)) for name in ladders]
        switch(0, facts, book, own, *maps)
        return _days(0, tables.end_day, luck, facts, parties, book, own, before)

    return follow


def _days(
    first: int,
    last: int,
    luck: Luck,
    facts: Facts,
    parties: Parties,
    book: Rulebook,
    state: State,
    before: Events,
) -> Events:
    """Run days after the rows written `before`, with more room for rows whenever it runs out."""
    coming = int(np.searchsorted(luck.orders["day"][luck.by_day], last)) - state.counts[NEXT_ORDER]
    room = before.size + int(coming) * ROWS_PER_ORDER + SPARE_ROWS
    rows, day = _grown(before, room), first
    while True:
        day = run_days(day, last, luck, facts, parties, book, state, rows)
        if day == last:
            return rows[: state.counts[ROWS]]
        rows = _grown(rows, rows.size * 2)


def _grown(rows: Events, size: int) -> Events:
    """Copy rows into a larger array."""
    grown = np.empty(size, dtype=LEDGER_DTYPE)
    grown[: rows.size] = rows
    return grown


def _places(old: Steps, new: Steps) -> NDArray[np.int32]:
    """Rank under a new policy of every step of an old one, by id; -1 where unknown."""
    known = {int(step): place for place, step in enumerate(new.step)}
    return np.array([known.get(int(step), -1) for step in old.step], dtype=np.int32)
