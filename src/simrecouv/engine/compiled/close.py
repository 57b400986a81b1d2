"""CLOSE: intensities accrue, customers decide; invoices whose life is over leave the list."""

from __future__ import annotations

from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    BOUNCED,
    FROZEN,
    N_AWAKE,
    N_OPEN,
    RECOGNISED,
    SHADOW,
    SHADOWED,
    STOPPED,
    URGENT,
    WAITING,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import (
    between,
    daily_intensity,
    faded,
    hazard_index,
    payment_run,
)
from simrecouv.engine.plan import LAST_STEP, STOCK_STEPS
from simrecouv.units import TICKS_PER_DAY, Phase

CLOSE = int(Phase.CLOSE)


@lean
def intensity_of(day, stock, facts, customer, invoice):
    """Intensity of one invoice at the close of a day, its agency apart."""
    index = hazard_index(day, invoice["habit_day"], facts.hazard_first, facts.hazard.shape[1])
    if index < 0:
        return 0.0
    multiplier, multipliers = 1.0, facts.contact_multiplier
    if stock > 0.0:
        at = min(stock * STOCK_STEPS, LAST_STEP)
        low = int(at)
        multiplier = between(multipliers[low], multipliers[low + 1], at - low)
    deterrence = customer["deterrence"] if index >= facts.deterred_index else 1.0
    return daily_intensity(
        facts.hazard[invoice["profile"], index],
        invoice["tempo"],
        customer["pace"],
        facts.days[day - facts.first_day]["season"],
        deterrence,
        multiplier,
    )


@lean
def close(day, facts, state, out):
    """Close the day: accrue, decide, and find who sleeps until when."""
    invoices, listed, counts, n = state.invoices, state.open, state.counts, 0
    customers, agencies, decay = state.customers, facts.agency_intensity, facts.decay
    awake, n_awake, bedside = state.awake, 0, state.bedside
    latest, tick = bedside.size - 1, day * TICKS_PER_DAY + CLOSE
    for k in range(counts[N_OPEN]):
        i = listed[k]
        invoice = invoices[i]
        flags = invoice["flags"]
        is_followed = flags & SHADOW
        if flags & WAITING:
            stock = invoice["stock"]
            if not flags & STOPPED:
                agency, customer = invoice["agency"], customers[invoice["customer"]]
                intensity = intensity_of(day, stock, facts, customer, invoice)
                accrued = invoice["accrued"] + intensity
                if agency >= 0:
                    if not flags & SHADOWED:
                        invoice["alone"] += intensity
                    accrued = invoice["accrued"] + (
                        intensity + agencies[agency, invoice["profile"]]
                    )
                invoice["accrued"] = accrued
                if accrued >= invoice["threshold"] or day >= invoice["forced_day"]:
                    decide(day, tick, facts, customer, counts, out, i, invoice)
                    flags = invoice["flags"]
            if stock > 0.0:
                invoice["stock"] = faded(stock, decay)
        if is_followed:
            flags = follow_shadow(day, tick, facts, customers, counts, out, i, invoice)
        # === Stay, be awake tomorrow, or sleep: nothing accrues and nothing is due ===
        is_over = flags & RECOGNISED and not flags & (SHADOW | BOUNCED)
        if is_over or (flags & FROZEN and flags & WRITTEN_OFF):
            continue
        if flags & (WAITING | SHADOW) or invoice["wake_day"] <= day + 1:
            listed[n] = i
            n += 1
            if invoice["wake_day"] <= day + 1:
                awake[n_awake] = i
                n_awake += 1
        else:
            at_side = min(invoice["wake_day"] - facts.run_in_day, latest)
            invoice["next_asleep"] = bedside[at_side]
            bedside[at_side] = i
    counts[N_OPEN], counts[N_AWAKE] = n, n_awake


@lean
def decide(day, tick, facts, customer, counts, out, i, invoice):
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
    emit(out, counts, tick, c, i, K.PAYMENT_DECIDED, -1, run, amount, 0)
    flags = invoice["flags"] & ~WAITING
    if invoice["agency"] >= 0 and not flags & SHADOWED:
        flags |= SHADOW | SHADOWED
        invoice["alone_cents"], invoice["alone_threshold"] = amount, invoice["threshold"]
        invoice["alone_stock"] = faded(invoice["stock"], facts.decay)
        if invoice["alone"] >= invoice["threshold"]:
            flags &= ~SHADOW
            emit(out, counts, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    invoice["flags"] = flags
    set_wake(invoice)


@lean
def follow_shadow(day, tick, facts, customers, counts, out, i, invoice):
    """After a decision that an agency helped: accrue as if there had been no agency."""
    c, stock = invoice["customer"], invoice["alone_stock"]
    invoice["alone"] += intensity_of(day, stock, facts, customers[c], invoice)
    if stock > 0.0:
        invoice["alone_stock"] = faded(stock, facts.decay)
    if invoice["alone"] >= invoice["alone_threshold"]:
        invoice["flags"] &= ~SHADOW
        amount = invoice["alone_cents"]
        emit(out, counts, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    return invoice["flags"]
