"""Dated acts beside the messages: late charges and holds in DUNNING, THIRD_PARTIES after them."""

from __future__ import annotations

from simrecouv.engine.compiled.common import K, annoy, emit, find_pace
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import (
    due_place,
    first_due,
    is_ours,
    is_suspended,
    schedule_charge,
    set_wake,
)
from simrecouv.engine.compiled.records import (
    CHARGED,
    FROZEN,
    HOLDING,
    LATENT,
    N_AWAKE,
    RECEIVED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import interest_cents
from simrecouv.engine.compiled.world import surface
from simrecouv.engine.plan import REJECTED
from simrecouv.units import TICKS_PER_DAY, Phase

THIRD_PARTIES = int(Phase.THIRD_PARTIES)


@lean
def act(day, tick, facts, book, state, out, i):
    """Charge an open invoice and keep its customer's orders back, as they fall due."""
    invoice, counts = state.invoices[i], state.counts
    is_open = is_ours(invoice) and not invoice["flags"] & RECEIVED
    if not is_open or is_suspended(invoice):
        return
    customer, habits = state.customers[invoice["customer"]], facts.habits
    month_end = facts.days[invoice["due_day"] - facts.first_day]["month_end"]
    if invoice["charge_day"] <= day:
        charge(day, tick, month_end, book, counts, out, i, invoice)
        annoy(habits.charge_points, day, customer)
        schedule_charge(book.contacts, book.charges, month_end, invoice)
    if invoice["hold_day"] <= day and not invoice["flags"] & HOLDING:
        which = first_due(book.contacts, book.holds, invoice, month_end, day)
        step = book.holds[which, 0]["step"]
        emit(out, counts, tick, invoice["customer"], i, K.ORDERS_STOPPED, step, 0, 0, 0)
        invoice["flags"] |= HOLDING
        customer["holds"] += 1
        find_pace(habits, customer)
        annoy(habits.hold_points, day, customer)
    set_wake(invoice)


@lean
def charge(day, tick, month_end, book, counts, out, i, invoice):
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    c, place, terms = invoice["customer"], invoice["charge_place"], book.terms
    new = due_place(
        book.contacts, book.charges, place, invoice["charge_repeats"],
        invoice["last_charge_day"], invoice, month_end, day,
    )  # fmt: skip
    step, days = book.charges[new, 0]["step"], day - invoice["last_charge_day"]
    interest = interest_cents(invoice["open_cents"], terms.annual_rate, days)
    indemnity = 0 if invoice["flags"] & CHARGED else terms.indemnity_cents
    if interest > 0:
        emit(out, counts, tick, c, i, K.INTEREST, step, 0, interest, 0)
    if indemnity > 0:
        emit(out, counts, tick, c, i, K.FEE, step, 0, indemnity, 0)
    invoice["flags"] |= CHARGED
    invoice["interest_cents"] += interest
    invoice["fees_cents"] += indemnity
    invoice["charge_repeats"] = invoice["charge_repeats"] + 1 if new == place else 0
    invoice["charge_place"], invoice["last_charge_day"] = new, day


@lean
def third_parties(day, facts, book, state, out):
    """Place with an agency and write off what has come to that age."""
    if not facts.days[day - facts.first_day]["works"]:
        return
    contacts, tick = book.contacts, day * TICKS_PER_DAY + THIRD_PARTIES
    invoices, awake, counts = state.invoices, state.awake, state.counts
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        invoice = invoices[i]
        if invoice["flags"] & RECEIVED:
            continue
        month_end = facts.days[invoice["due_day"] - facts.first_day]["month_end"]
        is_free = invoice["agency"] < 0 and not invoice["flags"] & FROZEN
        if is_free and invoice["placement_day"] <= day and not is_suspended(invoice):
            place(day, tick, month_end, facts, book, state, out, i, invoice)
        if invoice["write_off_day"] <= day and not invoice["flags"] & WRITTEN_OFF:
            w = first_due(contacts, book.write_offs, invoice, month_end, day)
            invoice["flags"] |= WRITTEN_OFF
            step, amount = book.write_offs[w, 0]["step"], invoice["open_cents"]
            emit(out, counts, tick, invoice["customer"], i, K.WRITTEN_OFF, step, 0, amount, 0)
        set_wake(invoice)


@lean
def place(day, tick, month_end, facts, book, state, out, i, invoice):
    """Entrust an invoice to the agency of the first placement step that is due; it asks why."""
    counts, c = state.counts, invoice["customer"]
    which = first_due(book.contacts, book.placements, invoice, month_end, day)
    step = book.placements[which, 0]
    if invoice["flags"] & LATENT and invoice["cause"] != REJECTED:
        surface(day, tick, facts, counts, out, i, invoice)
    invoice["agency"], invoice["alone"] = step["agency"], invoice["accrued"]
    amount = invoice["open_cents"]
    emit(out, counts, tick, c, i, K.PLACED, step["step"], step["agency"], amount, 0)
    annoy(facts.habits.placement_points, day, state.customers[c])
