"""What accrues at a close, and at the closes to come. Mirrors `simrecouv.engine.reference.accrual`.

As long as neither a contact nor its customer's ways change, the day on which an invoice decides is
known in advance. When they do, what had accrued in advance accrues again, as far as it was true.
Floats add up as in the reference: one close after the other, from left to right.
"""

from __future__ import annotations

from simrecouv.engine.codes import LAST_STEP, STOCK_STEPS
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import HELPED, SHADOW, SHADOWED, STOPPED, WAITING, WAS_PLACED
from simrecouv.engine.compiled.rules import between, daily_intensity, faded, hazard_index

# === One close ===


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
def pressed(day, intensity, press, press_day):
    """Add what a court or a factor presses, from its day on."""
    return intensity + (press if day >= press_day else 0.0)


@lean
def helped(day, intensity, file):
    """Add what third parties do to an intensity."""
    return pressed(day, intensity, file["press"], file["press_day"]) + file["help"]


@lean
def is_beside(flags):
    """Whether what would accrue without the agency is followed beside what does."""
    return flags & WAS_PLACED != 0 and flags & SHADOWED == 0


@lean
def beside(day, intensity, stock, alone_stock, facts, pace, deterrence, invoice, file):
    """Intensity without the agency: its contacts and its help apart."""
    if alone_stock != stock:
        intensity = intensity_of(day, alone_stock, facts, pace, deterrence, invoice)
    return pressed(day, intensity, file["press"], file["press_day"])


@lean
def in_shadow(day, alone_stock, facts, pace, deterrence, invoice, file):
    """Intensity without the agency, after a decision that it helped."""
    intensity = intensity_of(day, alone_stock, facts, pace, deterrence, invoice)
    return pressed(day, intensity, file["alone_press"], file["alone_press_day"])


# === The closes to come ===


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
    has_beside = flags & WAITING and is_beside(flags)
    for day in range(first, until):
        total, total_alone = accrued, alone
        if is_accruing:
            own = intensity_of(day, stock, facts, pace, deterrence, invoice)
            if has_beside:
                total_alone = alone + beside(
                    day, own, stock, alone_stock, facts, pace, deterrence, invoice, file
                )
            total = accrued + helped(day, own, file)
            if total >= invoice["threshold"]:
                until = day
                break
        if flags & SHADOW:
            total_alone = alone + in_shadow(
                day, alone_stock, facts, pace, deterrence, invoice, file
            )
            if total_alone >= file["alone_threshold"]:
                until = day
                break
            if alone_stock > 0.0:
                alone_stock = faded(alone_stock, facts.decay)
        accrued, alone = total, total_alone
        if flags & WAITING and stock > 0.0:
            stock = faded(stock, facts.decay)
            if has_beside:
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
