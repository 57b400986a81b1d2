"""Beds: most invoices sleep, until the day on which something may happen to them.

An invoice that accrues is followed in advance, and sleeps until the day of its decision or of its
next step (`simrecouv.engine.compiled.accrual`). When the pace or the deterrence of a customer
changes, its sleepers are roused before the close of the day, and what they accrued in advance is
taken back.
"""

from __future__ import annotations

from simrecouv.engine.compiled.accrual import foresee, recall
from simrecouv.engine.compiled.common import merge, sort_first
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import (
    HAS_FILE,
    HELPED,
    N_AWAKE,
    N_FREE,
    N_KEPT,
    N_STIRRED,
    PENDING,
    SHADOW,
    STOPPED,
    WAITING,
)

#: [days] An invoice is not followed further in advance: what a change undoes was little.
LOOK_AHEAD = 32


# === Room for the invoices that live ===


@lean
def room_for(i, customer, state):
    """Return the slot of an order, blank if it had none."""
    if state.slot[i] < 0:
        n = state.counts[N_FREE] - 1
        state.counts[N_FREE], state.slot[i] = n, state.free[n]
        customer["end_live"] = max(customer["end_live"], i + 1)
    return state.slot[i]


@lean
def leave(i, state):
    """Give the slot of an invoice back, blank."""
    n, at = state.counts[N_FREE], state.slot[i]
    state.free[n], state.slot[i] = at, -1
    state.counts[N_FREE] = n + 1
    if state.invoices[at]["flags"] & HAS_FILE:
        words = state.file_words
        for word in range(words.shape[1]):
            words[at, word] = 0
    words = state.invoice_words
    for word in range(words.shape[1]):
        words[at, word] = 0


# === Going to bed, and rising ===


@lean
def lie_down(first, i, at, facts, state):
    """Sleep from before the close of `first`; say if the invoice does, for a day at least."""
    invoice = state.invoices[at]
    flags, act = invoice["flags"], max(invoice["act_day"], first)
    if act < facts.end_day:
        act = facts.days[act - facts.first_day]["next_works"]
    until = min(act, min(invoice["wake_day"], facts.end_day))
    if flags & (WAITING | SHADOW):
        if flags & WAITING and not flags & STOPPED:
            until = min(until, invoice["forced_day"])
        until = min(until, first + LOOK_AHEAD)
        if until <= first:
            return False
        customer, file = state.customers[invoice["customer"]], state.files[at]
        invoice["asleep_from"] = first
        invoice["accrued_then"], invoice["stock_then"] = invoice["accrued"], invoice["stock"]
        if flags & (HELPED | SHADOW):
            file["alone_then"], file["alone_stock_then"] = file["alone"], file["alone_stock"]
        pace, deterrence = customer["pace"], customer["deterrence"]
        until = foresee(first, until, facts, pace, deterrence, invoice, file)
    if until <= first:
        return False
    put_to_bed(until, i, at, facts, state)
    return True


@lean
def put_to_bed(until, i, at, facts, state):
    """Put the invoice of a slot, or an order kept back, to bed until a day."""
    beds, place = state.beds, until - facts.run_in_day
    after, bed = state.bedside[place], beds[at]
    bed["invoice"], bed["day"], bed["before"], bed["after"] = i, place + 1, -1, after
    if after >= 0:
        beds[after]["before"] = at
    state.bedside[place] = at


@lean
def take_out(at, state):
    """Take the invoice of a slot out of its bed."""
    beds, bed = state.beds, state.beds[at]
    before, after = bed["before"], bed["after"]
    if before >= 0:
        beds[before]["after"] = after
    else:
        state.bedside[bed["day"] - 1] = after
    if after >= 0:
        beds[after]["before"] = before
    bed["day"] = 0


@lean
def rise(n, state):
    """Let the first `n` of `fresh` join those awake."""
    sort_first(state.fresh, n, state)
    merge(state.fresh, n, state.awake, state.counts, N_AWAKE)


@lean
def wake(day, facts, state):
    """Wake the invoices asleep until today; orders kept back join those to look at."""
    invoices, beds, fresh, coming = state.invoices, state.beds, state.fresh, state.coming
    n, held, place = 0, 0, day - facts.run_in_day
    at = state.bedside[place]
    state.bedside[place] = -1
    while at >= 0:
        bed = beds[at]
        bed["day"] = 0
        if invoices[at]["flags"] & PENDING:
            coming[held] = bed["invoice"]
            held += 1
        else:
            fresh[n] = bed["invoice"]
            n += 1
        at = bed["after"]
    state.counts[N_KEPT] = held
    rise(n, state)


@lean
def rouse(day, facts, state, out):
    """Rouse, before the close, the sleepers of the customers whose ways changed today."""
    n, slot = 0, state.slot
    for k in range(state.counts[N_STIRRED]):
        customer = state.customers[out.stirred[k]]
        pace, deterrence = customer["old_pace"], customer["old_deterrence"]
        customer["is_stirred"] = 0
        while customer["first_live"] < customer["end_live"] and slot[customer["first_live"]] < 0:
            customer["first_live"] += 1
        for i in range(customer["first_live"], customer["end_live"]):
            at = slot[i]
            if at < 0 or state.beds[at]["day"] == 0:
                continue
            invoice = state.invoices[at]
            if not invoice["flags"] & PENDING:
                take_out(at, state)
                recall(day, pace, deterrence, facts, invoice, state.files[at])
                state.fresh[n] = i
                n += 1
    state.counts[N_STIRRED] = 0
    rise(n, state)
