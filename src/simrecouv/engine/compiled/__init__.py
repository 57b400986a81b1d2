"""The Numba engine: one kernel per phase and a loop over days, proven equal to the reference."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from simrecouv.engine.compiled.bundles import Bundle
from simrecouv.engine.compiled.common import Output
from simrecouv.engine.compiled.days import run_days, switch
from simrecouv.engine.compiled.layout import facts_of, luck_of, parties_of, rulebook_of
from simrecouv.engine.compiled.records import N_FREE, NEXT_ORDER, ROWS, ROWS_NEEDED, SLOTS_NEEDED
from simrecouv.engine.compiled.state import State, copied, new_state, roomier
from simrecouv.engine.plan import PolicyPlan, Steps
from simrecouv.engine.tables import Tables
from simrecouv.ledger import LEDGER_DTYPE, Events
from simrecouv.world import World

__all__ = ["run"]

#: Rows expected per order; more rows only cost one more allocation.
ROWS_PER_ORDER = 8
#: Rows to spare, for days of the company and of customers.
SPARE_ROWS = 50_000


def run(
    tables: Tables, baseline: PolicyPlan, world: World
) -> Callable[[PolicyPlan, Tables], Events]:
    """Return the function (plan of a policy, tables) → events: the run-in is computed once.

    The tables of each call may differ from the first ones in the third parties that the baseline
    does not name.
    """
    luck, state = Bundle(luck_of(world)), new_state(world)
    facts, parties = Bundle(facts_of(tables, world.first_day)), Bundle(parties_of(tables))
    nothing = np.empty(0, dtype=LEDGER_DTYPE)
    book = Bundle(rulebook_of(baseline))
    state, before = _days(world.first_day, 0, luck, facts, parties, book, state, nothing)

    def follow(plan: PolicyPlan, known: Tables) -> Events:
        parties = Bundle(parties_of(known))
        own, book = copied(state), Bundle(rulebook_of(plan))
        ladders = ("contacts", "charges", "placements", "suits")
        maps = [_places(getattr(baseline, name), getattr(plan, name)) for name in ladders]
        switch(0, luck, facts, book, Bundle(own), *maps)
        return _days(0, tables.end_day, luck, facts, parties, book, own, before)[1]

    return follow


def _days(
    first: int,
    last: int,
    luck: Bundle,
    facts: Bundle,
    parties: Bundle,
    book: Bundle,
    state: State,
    before: Events,
) -> tuple[State, Events]:
    """Run days after the rows written `before`, with more room for rows whenever it runs out."""
    day_of_order = luck.fields["orders"]["day"][luck.fields["by_day"]]
    coming = int(np.searchsorted(day_of_order, last)) - state.counts[NEXT_ORDER]
    room = before.size + int(coming) * ROWS_PER_ORDER + SPARE_ROWS
    rows, day = _grown(before, room), first
    while True:
        out = Bundle(Output(rows, state.counts, state.stirred))
        day = run_days(day, last, luck, facts, parties, book, Bundle(state), out)
        if day == last:
            return state, rows[: state.counts[ROWS]]
        if state.counts[SLOTS_NEEDED] > state.counts[N_FREE]:
            state = roomier(state)
        if state.counts[ROWS] + state.counts[ROWS_NEEDED] > rows.size:
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
