"""The loop over days, and the switch of policy: the entry points that Numba keeps on disk."""

from __future__ import annotations

from simrecouv.engine.compiled.bank import bank
from simrecouv.engine.compiled.close import close
from simrecouv.engine.compiled.common import be_deterred, sleep_until
from simrecouv.engine.compiled.jit import kernel, lean
from simrecouv.engine.compiled.ladder import schedule
from simrecouv.engine.compiled.messages import desk, dunning
from simrecouv.engine.compiled.orders import orders, sleep_day
from simrecouv.engine.compiled.records import (
    HAS_FILE,
    N_AWAKE,
    N_OPEN,
    NEXT_ORDER,
    PENDING,
    ROWS,
    WAITING,
)
from simrecouv.engine.compiled.third_parties import third_parties
from simrecouv.engine.compiled.world import pending, spells, wake

#: No invoice writes more rows in one day, its customer's own rows included.
ROWS_A_DAY = 24
#: Rows of the company in one day.
COMPANY_ROWS = 2


def _run_days(first, last, luck, facts, parties, book, state, out):
    """Run the days from `first` until `last`, or until `out` might not hold the next day.

    Returns the first day not run.
    """
    for day in range(first, last):
        coming, lives = state.counts[NEXT_ORDER], state.counts[N_OPEN]
        while coming < luck.by_day.size and luck.orders[luck.by_day[coming]]["day"] <= day:
            coming, lives = coming + 1, lives + 1
        i = state.bedside[day - facts.run_in_day]
        while i >= 0:
            i, lives = state.invoices[i]["next_asleep"], lives + 1
        most = lives * ROWS_A_DAY + luck.failing.size + COMPANY_ROWS
        if state.counts[ROWS] + most > out.size:
            return day
        wake(day, facts, state)
        spells(day, luck, facts, state)
        pending(day, luck, facts, state, out)
        orders(day, luck, facts, parties, book, state, out)
        bank(day, luck, facts, parties, book, state, out)
        dunning(day, facts, parties, book, state, out)
        desk(day, luck, facts, parties, book, state, out)
        third_parties(day, facts, parties, book, state, out)
        close(day, facts, state, out)
    return last


@lean
def _follow(facts, book, contact_place, charge_place, placement, suit, invoice, file):
    """Carry the steps that an invoice has seen over to another policy."""
    if invoice["place"] >= 0:
        invoice["place"] = contact_place[invoice["place"]]
    if invoice["charge_place"] >= 0:
        invoice["charge_place"] = charge_place[invoice["charge_place"]]
    if invoice["place"] < 0:
        invoice["repeats"] = 0
    if invoice["charge_place"] < 0:
        invoice["charge_repeats"] = 0
    if invoice["flags"] & HAS_FILE:
        if file["placements_done"] > 0:
            file["placements_done"] = placement[file["placements_done"] - 1] + 1
        if file["suits_done"] > 0:
            file["suits_done"] = suit[file["suits_done"] - 1] + 1
    schedule(book, facts.days, facts.first_day, invoice, file)


def _switch(day, facts, book, state, contact_place, charge_place, placement, suit):
    """Follow another policy from `day` on; the maps carry ranks of executed steps over."""
    for c in range(state.customers.size):
        be_deterred(facts.profiles, book.terms.annual_rate, state.customers[c])
    invoices, awake, n_awake = state.invoices, state.awake, 0
    for k in range(state.counts[N_OPEN]):
        invoice = invoices[state.open[k]]
        file = state.files[state.open[k]]
        _follow(facts, book, contact_place, charge_place, placement, suit, invoice, file)
        if invoice["wake_day"] <= day:
            awake[n_awake] = state.open[k]
            n_awake += 1
    state.counts[N_AWAKE] = n_awake
    # === Those asleep may have to wake earlier or later ===
    bedside, asleep, n = state.bedside, state.fresh, 0
    for at in range(day - facts.run_in_day, bedside.size):
        i = bedside[at]
        bedside[at] = -1
        while i >= 0:
            asleep[n] = i
            n += 1
            i = invoices[i]["next_asleep"]
    for k in range(n):
        invoice = invoices[asleep[k]]
        until = invoice["wake_day"]
        if not invoice["flags"] & PENDING:
            file = state.files[asleep[k]]
            _follow(facts, book, contact_place, charge_place, placement, suit, invoice, file)
            until = invoice["wake_day"]
            if invoice["flags"] & WAITING:
                until = sleep_day(invoice, facts.profiles[invoice["profile"]]["first_day"])
        sleep_until(max(day, until), asleep[k], facts, state)


run_days = kernel(_run_days)
switch = kernel(_switch)
