"""CLOSE: intensities accrue, customers decide; invoices leave, sleep, or are awake tomorrow."""

from __future__ import annotations

from simrecouv.engine.compiled.accrual import beside, helped, in_shadow, intensity_of, is_beside
from simrecouv.engine.compiled.beds import leave, lie_down, rouse
from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    BOUNCED,
    FROZEN,
    HELPED,
    N_AWAKE,
    RECOGNISED,
    SHADOW,
    SHADOWED,
    STOPPED,
    URGENT,
    WAITING,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import faded, payment_run
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

CLOSE = int(Phase.CLOSE)


@lean
def close(day, facts, state, out):
    """Close the day: accrue, decide, and find who sleeps until when."""
    invoices, files, slot = state.invoices, state.files, state.slot
    awake, counts, n = state.awake, state.counts, 0
    customers, decay = state.customers, facts.decay
    tick = day * TICKS_PER_DAY + CLOSE
    rouse(day, facts, state, out)
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        at = slot[i]
        invoice = invoices[at]
        flags = invoice["flags"]
        is_followed = flags & SHADOW
        if flags & WAITING:
            stock = invoice["stock"]
            if not flags & STOPPED:
                customer = customers[invoice["customer"]]
                accrue(day, tick, facts, customer, out, i, invoice, files[at])
                flags = invoice["flags"]
            if stock > 0.0:
                invoice["stock"] = faded(stock, decay)
                if flags & WAITING and is_beside(flags):
                    files[at]["alone_stock"] = faded(files[at]["alone_stock"], decay)
        if is_followed:
            flags = follow_shadow(day, tick, facts, customers, out, i, invoice, files[at])
        # === Leave, sleep, or be awake tomorrow ===
        is_over = flags & RECOGNISED and not flags & (SHADOW | BOUNCED)
        is_lost = flags & FROZEN and flags & WRITTEN_OFF
        if is_over or (is_lost and min(invoice["wake_day"], invoice["act_day"]) == NEVER):
            leave(i, state)
        elif not lie_down(day + 1, i, at, facts, state):
            awake[n] = i
            n += 1
    counts[N_AWAKE] = n


@lean
def accrue(day, tick, facts, customer, out, i, invoice, file):
    """Add the intensity of the day, and decide once it is enough."""
    stock, pace, deterrence = invoice["stock"], customer["pace"], customer["deterrence"]
    intensity = intensity_of(day, stock, facts, pace, deterrence, invoice)
    if invoice["flags"] & HELPED:
        if is_beside(invoice["flags"]):
            file["alone"] += beside(
                day, intensity, stock, file["alone_stock"], facts, pace, deterrence, invoice, file
            )
        intensity = helped(day, intensity, file)
    invoice["accrued"] += intensity
    if invoice["accrued"] >= invoice["threshold"] or day >= invoice["forced_day"]:
        decide(day, tick, facts, customer, out, i, invoice, file)


@lean
def decide(day, tick, facts, customer, out, i, invoice, file):
    """Decide to pay: run and receipt follow, unless proceedings open before."""
    habit, is_urgent = invoice["habit_day"] - facts.first_day, invoice["flags"] & URGENT
    calendar = 0 if is_urgent else customer["run_calendar"]
    run = payment_run(
        0 if is_urgent else facts.profiles[invoice["profile"]]["pays"],
        day,
        facts.next_run[calendar, day + 1 - facts.first_day],
        facts.last_run[calendar, habit],
        facts.next_run[calendar, habit],
        invoice["discount_run"],
    )
    invoice["run_day"] = run
    if run < customer["insolvency_day"]:
        arrival = facts.arrival_day[invoice["means"], run - facts.first_day]
        invoice["received_day"] = arrival
    c, amount = invoice["customer"], invoice["open_cents"]
    emit(out, tick, c, i, K.PAYMENT_DECIDED, -1, run, amount, 0)
    flags = invoice["flags"] & ~WAITING
    if is_beside(flags):
        flags |= SHADOW | SHADOWED
        file["alone_press"], file["alone_press_day"] = file["press"], file["press_day"]
        file["alone_cents"], file["alone_threshold"] = amount, invoice["threshold"]
        file["alone_stock"] = faded(file["alone_stock"], facts.decay)
        if file["alone"] >= invoice["threshold"] or day >= invoice["forced_day"]:
            flags &= ~SHADOW
            emit(out, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    invoice["flags"] = flags
    set_wake(invoice)


@lean
def follow_shadow(day, tick, facts, customers, out, i, invoice, file):
    """After a decision that an agency helped: accrue as if there had been no agency."""
    c, stock = invoice["customer"], file["alone_stock"]
    pace, deterrence = customers[c]["pace"], customers[c]["deterrence"]
    file["alone"] += in_shadow(day, stock, facts, pace, deterrence, invoice, file)
    if stock > 0.0:
        file["alone_stock"] = faded(stock, facts.decay)
    if file["alone"] >= file["alone_threshold"]:
        invoice["flags"] &= ~SHADOW
        amount = file["alone_cents"]
        emit(out, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    return invoice["flags"]
