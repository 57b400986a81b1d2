"""Dated acts beside the messages: late charges and order holds, in DUNNING."""

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
from simrecouv.engine.compiled.records import CHARGED, HOLDING, RECEIVED
from simrecouv.engine.compiled.rules import fixed_indemnity_cents, interest_cents


@lean
def act(day, tick, facts, book, state, out, i):
    """Charge an open invoice and keep its customer's orders back, as they fall due."""
    invoice = state.invoices[state.slot[i]]
    is_open = is_ours(invoice) and not invoice["flags"] & RECEIVED
    if not is_open or is_suspended(invoice):
        return
    customer, habits = state.customers[invoice["customer"]], facts.habits
    month_end = facts.days[invoice["due_day"] - facts.first_day]["month_end"]
    if invoice["charge_day"] <= day:
        charge(day, tick, month_end, facts.first_day, book, out, i, invoice)
        annoy(habits.charge_points, day, customer)
        schedule_charge(book.contacts, book.charges, month_end, invoice)
    if invoice["hold_day"] <= day and not invoice["flags"] & HOLDING:
        which = first_due(book.contacts, book.holds, 0, invoice, month_end, day)
        step = book.holds[which, 0]["step"]
        emit(out, tick, invoice["customer"], i, K.ORDERS_STOPPED, step, 0, 0, 0)
        invoice["flags"] |= HOLDING
        customer["holds"] += 1
        find_pace(invoice["customer"], habits, customer, out)
        annoy(habits.hold_points, day, customer)
    set_wake(invoice)


@lean
def charge(day, tick, month_end, first_day, book, out, i, invoice):
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    c, place, segment = invoice["customer"], invoice["charge_place"], invoice["segment"]
    new = due_place(
        book.contacts, book.charges, place, invoice["charge_repeats"],
        invoice["last_charge_day"], invoice, month_end, day,
    )  # fmt: skip
    step, sums, stated = book.charges[new, 0]["step"], book.ppm_days, book.segments[segment]
    since = invoice["last_charge_day"] - first_day
    elapsed = sums[segment, day - first_day] - sums[segment, since]
    interest = interest_cents(invoice["open_cents"], elapsed)
    indemnity = 0
    if not invoice["flags"] & CHARGED:
        indemnity = fixed_indemnity_cents(
            invoice["gross_cents"],
            stated["first_cents"],
            stated["second_from"],
            stated["second_cents"],
            stated["third_from"],
            stated["third_cents"],
        )
    if interest > 0:
        emit(out, tick, c, i, K.INTEREST, step, 0, interest, 0)
    if indemnity > 0:
        emit(out, tick, c, i, K.FEE, step, 0, indemnity, 0)
    invoice["flags"] |= CHARGED
    invoice["interest_cents"] += interest
    invoice["fees_cents"] += indemnity
    invoice["charge_repeats"] = invoice["charge_repeats"] + 1 if new == place else 0
    invoice["charge_place"], invoice["last_charge_day"] = new, day
