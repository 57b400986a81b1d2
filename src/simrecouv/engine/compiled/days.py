"""The loop over days, and the switch of policy: the entry points that Numba keeps on disk."""

from __future__ import annotations

from simrecouv.engine.compiled.accrual import recall
from simrecouv.engine.compiled.bank import bank
from simrecouv.engine.compiled.beds import rise, take_out, wake
from simrecouv.engine.compiled.close import close
from simrecouv.engine.compiled.common import deterrence_of
from simrecouv.engine.compiled.desk import desk
from simrecouv.engine.compiled.dunning import dunning
from simrecouv.engine.compiled.jit import kernel, lean
from simrecouv.engine.compiled.ladder import schedule
from simrecouv.engine.compiled.orders import orders
from simrecouv.engine.compiled.records import (
    HAS_FILE,
    N_AWAKE,
    N_FREE,
    NEXT_ORDER,
    PENDING,
    ROWS,
    ROWS_NEEDED,
    SLOTS_NEEDED,
    URGENT,
    WAITING,
)
from simrecouv.engine.compiled.third_parties import third_parties
from simrecouv.engine.compiled.world import pending, spells
from simrecouv.units import NEVER

#: No invoice writes more rows in one day, its customer's own rows included.
ROWS_A_DAY = 24
#: Nor at the close of it, where others are roused.
ROWS_AT_CLOSE = 2
#: Rows of the company in one day.
COMPANY_ROWS = 2


def _run_days(first, last, luck, facts, parties, book, state, out):
    """Run the days from `first` until `last`, or until there might be no room for the next day.

    Returns the first day not run.
    """
    for day in range(first, last):
        if not _has_room(day, luck, facts, state, out):
            return day
        wake(day, facts, state)
        spells(day, luck, facts, state, out)
        pending(day, luck, facts, state, out)
        orders(day, luck, facts, parties, book, state, out)
        bank(day, luck, facts, parties, book, state, out)
        dunning(day, facts, parties, book, state, out)
        desk(day, luck, facts, parties, book, state, out)
        third_parties(day, facts, parties, book, state, out)
        close(day, facts, state, out)
    return last


@lean
def _has_room(day, luck, facts, state, out):
    """Count the slots and rows that a day may take; whether there are as many."""
    beds, counts = state.beds, state.counts
    coming, lives = counts[NEXT_ORDER], counts[N_AWAKE]
    while coming < luck.by_day.size and luck.orders[luck.by_day[coming]]["day"] <= day:
        coming, lives = coming + 1, lives + 1
    at = state.bedside[day - facts.run_in_day]
    while at >= 0:
        at, lives = beds[at]["after"], lives + 1
    counts[SLOTS_NEEDED] = coming - counts[NEXT_ORDER]
    decided = (state.free.size - counts[N_FREE]) * ROWS_AT_CLOSE
    counts[ROWS_NEEDED] = lives * ROWS_A_DAY + decided + luck.failing.size + COMPANY_ROWS
    is_full = counts[ROWS] + counts[ROWS_NEEDED] > out.rows.size
    return not is_full and counts[SLOTS_NEEDED] <= counts[N_FREE]


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


@lean
def _leave_record(threshold, invoice):
    """Live on from the switch: what was recorded of an unpaid invoice ends there."""
    invoice["is_recorded"] = 0
    invoice["accrued"], invoice["threshold"], invoice["forced_day"] = 0.0, threshold, NEVER
    invoice["flags"] &= ~URGENT


def _switch(day, luck, facts, book, state, contact_place, charge_place, placement, suit):
    """Follow another policy from `day` on; the maps carry ranks of executed steps over."""
    _wake_all(day, facts, state)
    customers, profiles = state.customers, facts.profiles
    for c in range(customers.size):
        deterrence = deterrence_of(profiles, book.terms.annual_rate, customers[c])
        customers[c]["deterrence"] = deterrence
    for k in range(state.counts[N_AWAKE]):
        at = state.slot[state.awake[k]]
        invoice, file = state.invoices[at], state.files[at]
        if invoice["is_recorded"] and invoice["flags"] & WAITING:
            _leave_record(luck.orders[state.awake[k]]["threshold"], invoice)
        _follow(facts, book, contact_place, charge_place, placement, suit, invoice, file)


@lean
def _wake_all(day, facts, state):
    """Wake whoever sleeps; orders kept back stay so."""
    n = 0
    for place in range(day - facts.run_in_day, state.bedside.size):
        at = state.bedside[place]
        while at >= 0:
            invoice, after = state.invoices[at], state.beds[at]["after"]
            if not invoice["flags"] & PENDING:
                take_out(at, state)
                customer = state.customers[invoice["customer"]]
                pace, deterrence = customer["pace"], customer["deterrence"]
                recall(day, pace, deterrence, facts, invoice, state.files[at])
                state.fresh[n] = state.beds[at]["invoice"]
                n += 1
            at = after
    rise(n, state)


run_days = kernel(_run_days)
switch = kernel(_switch)
