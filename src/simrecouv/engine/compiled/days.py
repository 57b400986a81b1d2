"""The loop over days, and the switch of policy: the entry points that Numba keeps on disk."""

from __future__ import annotations

from simrecouv.engine.compiled.jit import kernel
from simrecouv.engine.compiled.ladder import schedule
from simrecouv.engine.compiled.phases import (
    N_OPEN,
    NEXT_ORDER,
    ROWS,
    bank,
    close,
    dunning,
    insolvencies,
    orders,
    third_parties,
    wake,
)

#: No invoice writes more rows in one day.
ROWS_A_DAY = 16


def _run_days(first, last, luck, facts, book, state, out):  # type: ignore[no-untyped-def]
    """Run the days from `first` until `last`, or until `out` might not hold the next day.

    Returns the first day not run.
    """
    for day in range(first, last):
        coming = state.counts[NEXT_ORDER]
        while coming < luck.by_day.size and luck.orders[luck.by_day[coming]]["day"] <= day:
            coming += 1
        lives = state.counts[N_OPEN] + coming - state.counts[NEXT_ORDER]
        if state.counts[ROWS] + lives * ROWS_A_DAY + luck.failing.size > out.size:
            return day
        insolvencies(day, luck, state, out)
        orders(day, luck, facts, book, state, out)
        n_awake = wake(day, state)
        bank(day, n_awake, luck, facts, state, out)
        dunning(day, n_awake, facts, book, state, out)
        third_parties(day, n_awake, facts, book, state, out)
        close(day, facts, state, out)
    return last


def _switch(facts, book, state, contact_place, charge_place):  # type: ignore[no-untyped-def]
    """Follow another policy; ranks of executed steps are carried over by the given maps."""
    for k in range(state.counts[N_OPEN]):
        invoice = state.invoices[state.open[k]]
        if invoice["place"] >= 0:
            invoice["place"] = contact_place[invoice["place"]]
        if invoice["charge_place"] >= 0:
            invoice["charge_place"] = charge_place[invoice["charge_place"]]
        if invoice["place"] < 0:
            invoice["repeats"] = 0
        if invoice["charge_place"] < 0:
            invoice["charge_repeats"] = 0
        schedule(book, facts.days, facts.first_day, invoice)


run_days = kernel(_run_days)
switch = kernel(_switch)
