"""Beds: most invoices sleep, until the day on which something may happen to them.

An invoice that accrues is followed in advance: as long as neither a contact nor its customer's pace
changes, the day of its decision is known. It sleeps until then, or until its next step. When the
pace or the deterrence of a customer changes, its sleepers are roused before the close of the day:
what they had accrued in advance is accrued again, as far as it was true.
"""

from __future__ import annotations

from simrecouv.engine.codes import LAST_STEP, STOCK_STEPS
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
    SHADOWED,
    STOPPED,
    WAITING,
    WAS_PLACED,
)
from simrecouv.engine.compiled.rules import between, daily_intensity, faded, hazard_index

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


# === What accrues ===


@lean
def intensity_of(day, stock, facts, pace, deterrence, invoice):
    """Intensity of one invoice at the close of a day, third parties apart."""
    index = hazard_index(day, invoice["habit_day"], facts.hazard_first, facts.hazard.shape[1])
    if index < 0:
        return 0.0
    multiplier, multipliers = 1.0, facts.contact_multiplier
    if stock > 0.0:
        at = min(stock * STOCK_STEPS, LAST_STEP)
        low = int(at)
        multiplier = between(multipliers[low], multipliers[low + 1], at - low)
    if index < facts.deterred_index:
        deterrence = 1.0
    return daily_intensity(
        facts.hazard[invoice["profile"], index],
        invoice["tempo"],
        pace,
        facts.days[day - facts.first_day]["season"],
        deterrence,
        multiplier,
    )


@lean
def foresee(first, until, facts, pace, deterrence, invoice, file):
    """Accrue from the close of `first` on; return the day of the decision, at most `until`."""
    if invoice["flags"] & (HELPED | SHADOW):
        return foresee_helped(first, until, facts, pace, deterrence, invoice, file)
    accrued, stock, threshold = invoice["accrued"], invoice["stock"], invoice["threshold"]
    is_stopped = invoice["flags"] & STOPPED != 0
    if stock == 0.0:
        if is_stopped:
            return until
        first = max(first, invoice["habit_day"] + facts.profiles[invoice["profile"]]["first_day"])
    for day in range(first, until):
        if not is_stopped:
            total = accrued + intensity_of(day, stock, facts, pace, deterrence, invoice)
            if total >= threshold:
                until = day
                break
            accrued = total
        if stock > 0.0:
            stock = faded(stock, facts.decay)
    invoice["accrued"], invoice["stock"] = accrued, stock
    return until


@lean
def foresee_helped(first, until, facts, pace, deterrence, invoice, file):
    """Foresee an invoice that third parties press, beside its life without agency."""
    accrued, stock, flags = invoice["accrued"], invoice["stock"], invoice["flags"]
    alone, alone_stock = file["alone"], file["alone_stock"]
    is_accruing = flags & WAITING and not flags & STOPPED
    is_beside = flags & WAITING and flags & WAS_PLACED and not flags & SHADOWED
    for day in range(first, until):
        total, beside = accrued, alone
        if is_accruing:
            own, press = intensity_of(day, stock, facts, pace, deterrence, invoice), 0.0
            if day >= file["press_day"]:
                press = file["press"]
            if is_beside:
                other = own
                if alone_stock != stock:
                    other = intensity_of(day, alone_stock, facts, pace, deterrence, invoice)
                beside = alone + (other + press)
            total = accrued + (own + press + file["help"])
            if total >= invoice["threshold"]:
                until = day
                break
        if flags & SHADOW:
            press = file["alone_press"] if day >= file["alone_press_day"] else 0.0
            other = intensity_of(day, alone_stock, facts, pace, deterrence, invoice)
            beside = alone + (other + press)
            if beside >= file["alone_threshold"]:
                until = day
                break
            if alone_stock > 0.0:
                alone_stock = faded(alone_stock, facts.decay)
        accrued, alone = total, beside
        if flags & WAITING and stock > 0.0:
            stock = faded(stock, facts.decay)
            if is_beside:
                alone_stock = faded(alone_stock, facts.decay)
    invoice["accrued"], invoice["stock"] = accrued, stock
    file["alone"], file["alone_stock"] = alone, alone_stock
    return until


@lean
def recall(day, pace, deterrence, facts, invoice, file):
    """Take back what was accrued in advance from `day` on."""
    flags = invoice["flags"]
    if flags & (WAITING | SHADOW):
        invoice["accrued"], invoice["stock"] = invoice["accrued_then"], invoice["stock_then"]
        if flags & (HELPED | SHADOW):
            file["alone"], file["alone_stock"] = file["alone_then"], file["alone_stock_then"]
        foresee(invoice["asleep_from"], day, facts, pace, deterrence, invoice, file)


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
    link(until, i, at, facts, state)
    return True


@lean
def link(until, i, at, facts, state):
    """Put the invoice of a slot, or an order kept back, to bed until a day."""
    beds, place = state.beds, until - facts.run_in_day
    after, bed = state.bedside[place], beds[at]
    bed["invoice"], bed["day"], bed["before"], bed["after"] = i, place + 1, -1, after
    if after >= 0:
        beds[after]["before"] = at
    state.bedside[place] = at


@lean
def unlink(at, state):
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
                unlink(at, state)
                recall(day, pace, deterrence, facts, invoice, state.files[at])
                state.fresh[n] = i
                n += 1
    state.counts[N_STIRRED] = 0
    rise(n, state)
