"""CLOSE: intensities accrue, customers decide; invoices whose life is over leave the list."""

from __future__ import annotations

from simrecouv.engine.codes import LAST_STEP, STOCK_STEPS
from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    BOUNCED,
    FAILING,
    FROZEN,
    N_AWAKE,
    N_OPEN,
    PRESSED,
    RECOGNISED,
    SHADOW,
    SHADOWED,
    STOPPED,
    URGENT,
    WAITING,
    WAS_PLACED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import (
    between,
    daily_intensity,
    faded,
    hazard_index,
    payment_run,
)
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

CLOSE = int(Phase.CLOSE)
#: A third party has, or had, a hand in the intensity.
HELPED = WAS_PLACED | PRESSED


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
    customers, decay = state.customers, facts.decay
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
                customer = customers[invoice["customer"]]
                intensity = intensity_of(day, stock, facts, customer, invoice)
                if flags & HELPED:
                    intensity = helped(day, intensity, facts, customer, invoice, state.files[i])
                accrued = invoice["accrued"] + intensity
                invoice["accrued"] = accrued
                if accrued >= invoice["threshold"] or day >= invoice["forced_day"]:
                    decide(day, tick, facts, customer, counts, out, i, invoice, state.files[i])
                    flags = invoice["flags"]
            if stock > 0.0:
                invoice["stock"] = faded(stock, decay)
                if flags & WAITING and flags & WAS_PLACED and not flags & SHADOWED:
                    invoice["alone_stock"] = faded(invoice["alone_stock"], decay)
        if is_followed:
            file = state.files[i]
            flags = follow_shadow(day, tick, facts, customers, counts, out, i, invoice, file)
        # === Stay, be awake tomorrow, or sleep: nothing accrues and nothing is due ===
        is_over = flags & RECOGNISED and not flags & (SHADOW | BOUNCED)
        if is_over or (flags & FROZEN and flags & WRITTEN_OFF and invoice["wake_day"] == NEVER):
            continue
        is_doomed = flags & FAILING and not flags & FROZEN
        if flags & (WAITING | SHADOW) or is_doomed or invoice["wake_day"] <= day + 1:
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
def helped(day, intensity, facts, customer, invoice, file):
    """Add what third parties do to an intensity; follow it without agency, once one had it."""
    flags, press = invoice["flags"], 0.0
    if day >= file["press_day"]:
        press = file["press"]
    if flags & WAS_PLACED and not flags & SHADOWED:
        alone, stock = intensity, invoice["alone_stock"]
        if stock != invoice["stock"]:
            alone = intensity_of(day, stock, facts, customer, invoice)
        invoice["alone"] += alone + press
    return intensity + press + file["help"]


@lean
def decide(day, tick, facts, customer, counts, out, i, invoice, file):
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
    if flags & WAS_PLACED and not flags & SHADOWED:
        flags |= SHADOW | SHADOWED
        file["alone_press"], file["alone_press_day"] = file["press"], file["press_day"]
        invoice["alone_cents"], invoice["alone_threshold"] = amount, invoice["threshold"]
        invoice["alone_stock"] = faded(invoice["alone_stock"], facts.decay)
        if invoice["alone"] >= invoice["threshold"] or day >= invoice["forced_day"]:
            flags &= ~SHADOW
            emit(out, counts, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    invoice["flags"] = flags
    set_wake(invoice)


@lean
def follow_shadow(day, tick, facts, customers, counts, out, i, invoice, file):
    """After a decision that an agency helped: accrue as if there had been no agency."""
    c, stock = invoice["customer"], invoice["alone_stock"]
    press = file["alone_press"] if day >= file["alone_press_day"] else 0.0
    invoice["alone"] += intensity_of(day, stock, facts, customers[c], invoice) + press
    if stock > 0.0:
        invoice["alone_stock"] = faded(stock, facts.decay)
    if invoice["alone"] >= invoice["alone_threshold"]:
        invoice["flags"] &= ~SHADOW
        amount = invoice["alone_cents"]
        emit(out, counts, tick, c, i, K.WOULD_HAVE_PAID, -1, 0, amount, 0)
    return invoice["flags"]
