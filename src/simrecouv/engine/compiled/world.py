"""WORLD: sleepers wake, proceedings open, spells begin and end, what was pending falls due."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import DISPUTE
from simrecouv.engine.compiled.common import ZERO, K, S, emit, exponential, find_pace, stir
from simrecouv.engine.compiled.factor import buy_back
from simrecouv.engine.compiled.files import give_back, hasten_factor, look_ahead
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    DISPUTED,
    FROZEN,
    HAS_FILE,
    IN_PLAN,
    LATENT,
    N_AWAKE,
    NEXT_CHANGE,
    NEXT_FAILING,
    PROMISED,
    RECEIVED,
    SHADOW,
    SOLD,
    URGENT,
    WAITING,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import proper_part_cents, uniform
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

WORLD = int(Phase.WORLD)


@lean
def insolvencies(day, luck, facts, state, out):
    """Open proceedings: what the customer owes and has not sent freezes."""
    counts = state.counts
    while counts[NEXT_FAILING] < luck.failing.size:
        c = luck.failing[counts[NEXT_FAILING]]
        customer = state.customers[c]
        if customer["insolvency_day"] > day:
            break
        counts[NEXT_FAILING] += 1
        stir(c, customer, out)
        for i in range(customer["first_live"], customer["end_live"]):
            at = state.slot[i]
            if at < 0:
                continue
            invoice = state.invoices[at]
            invoice["flags"] &= ~SHADOW
            flags, is_sent = invoice["flags"], invoice["received_day"] != NEVER
            if flags & WAITING or not (flags & RECEIVED or is_sent):
                freeze(day, facts.habits, customer, invoice, state.files[at])


@lean
def freeze(day, habits, customer, invoice, file):
    """Stay unpaid: nobody duns any more; cover, factor and liquidator come in.

    What was in dispute stays so: a factor does not bear it.
    """
    over = WAITING | LATENT | PROMISED | IN_PLAN
    invoice["flags"] = (invoice["flags"] | FROZEN | HAS_FILE) & ~over
    invoice["received_day"] = NEVER
    file["dividend_day"] = NEVER
    if habits.dividend_share > 0.0:
        file["dividend_day"] = customer["insolvency_day"] + habits.dividend_days
    invoice["claim_day"] = day + 1
    hasten_factor(day + 1, invoice, file)
    look_ahead(invoice, file)
    set_wake(invoice)


@lean
def spells(day, luck, facts, state, out):
    """Let customers run short of cash, and recover."""
    counts, changes = state.counts, luck.changes
    while counts[NEXT_CHANGE] < changes.size and changes[counts[NEXT_CHANGE]]["day"] <= day:
        change = changes[counts[NEXT_CHANGE]]
        counts[NEXT_CHANGE] += 1
        customer = state.customers[change["customer"]]
        customer["in_spell"] = change["in_spell"]
        find_pace(change["customer"], facts.habits, customer, out)


@lean
def tell_insolvencies(day, until, told, luck, state, out):
    """Write the day's openings of customers up to `until`; return how many are told so far."""
    counts, failing = state.counts, luck.failing
    while told < counts[NEXT_FAILING] and failing[told] <= until:
        tick = day * TICKS_PER_DAY + WORLD
        emit(out, tick, failing[told], -1, K.INSOLVENCY_OPENED, -1, 0, 0, 0)
        told += 1
    return told


@lean
def pending(day, luck, facts, state, out):
    """Open proceedings; promises, errors and disputes fall due."""
    tick, invoices, files = day * TICKS_PER_DAY + WORLD, state.invoices, state.files
    awake, slot = state.awake, state.slot
    counts, customers, told = state.counts, state.customers, state.counts[NEXT_FAILING]
    insolvencies(day, luck, facts, state, out)
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        at = slot[i]
        invoice = invoices[at]
        flags = invoice["flags"]
        if invoice["event_day"] != day or flags & FROZEN:
            continue
        told = tell_insolvencies(day, invoice["customer"], told, luck, state, out)
        if flags & PROMISED:
            promised_day(day, tick, facts, customers, out, i, invoice)
        elif flags & LATENT and invoice["cause"] == DISPUTE:
            surface(day, tick, facts, out, i, invoice, files[at])
        elif flags & DISPUTED and invoice["cause"] == DISPUTE:
            close_dispute(tick, facts.habits, customers, out, i, invoice, files[at])
        elif flags & (LATENT | DISPUTED):
            emit(out, tick, invoice["customer"], i, K.RESENT, -1, invoice["cause"], 0, 0)
            invoice["habit_day"] = max(invoice["issue_habit_day"], day)
            invoice["flags"] &= ~(LATENT | DISPUTED)
        set_wake(invoice)
    tell_insolvencies(day, customers.size, told, luck, state, out)


@lean
def promised_day(day, tick, facts, customers, out, i, invoice):
    """Keep the promise by paying at the close of its day, or break it."""
    c = invoice["customer"]
    made = np.uint64(invoice["last_contact_day"])
    draw = uniform(customers[c]["key"], S.PROMISE_KEPT, made)
    is_kept = draw < facts.profiles[invoice["profile"]]["promise_kept_share"]
    kind = K.PROMISE_KEPT if is_kept else K.PROMISE_BROKEN
    emit(out, tick, c, i, kind, -1, 0, invoice["open_cents"], 0)
    invoice["flags"] &= ~PROMISED
    if is_kept:
        invoice["forced_day"] = day
        invoice["flags"] |= URGENT


@lean
def surface(day, tick, facts, out, i, invoice, file):
    """Learn why the invoice is not paid, and start to mend it."""
    cause = invoice["cause"]
    emit(out, tick, invoice["customer"], i, K.SURFACED, -1, cause, 0, 0)
    invoice["flags"] = (invoice["flags"] & ~LATENT) | DISPUTED
    habits, quantile = facts.habits, facts.quantile
    if cause == DISPUTE:
        give_back(day, invoice, file)
        u = uniform(invoice["key"], S.DISPUTE_LENGTH, ZERO)
        invoice["event_day"] = day + 1 + int(exponential(u, quantile) * habits.dispute_mean_days)
    else:
        invoice["event_day"] = day + habits.resend_days


@lean
def close_dispute(tick, habits, customers, out, i, invoice, file):
    """Settle a dispute; a customer who was right gets a credit note."""
    c = invoice["customer"]
    is_right = uniform(invoice["key"], S.JUSTIFIED, ZERO) < habits.justified_share
    emit(out, tick, c, i, K.DISPUTE_CLOSED, -1, 1 if is_right else 0, 0, 0)
    credit = 0
    if is_right:
        credit = proper_part_cents(invoice["open_cents"], habits.credit_share)
    if credit > 0:
        if invoice["flags"] & SOLD:
            buy_back(tick, credit, out, i, customers[c], invoice, file)
        elif invoice["flags"] & WRITTEN_OFF:
            emit(out, tick, c, i, K.REINSTATED, -1, 0, credit, 0)
        emit(out, tick, c, i, K.CREDIT_NOTE, -1, 0, credit, 0)
        invoice["open_cents"] -= credit
        customers[c]["owed_cents"] -= credit
    invoice["flags"] &= ~DISPUTED
