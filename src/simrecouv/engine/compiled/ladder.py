"""Ladders, compiled: which step an invoice has reached, and when it must next be looked at.

Mirrors `simrecouv.engine.reference.ladder`. `invoice` is one record of the state.
"""

from __future__ import annotations

from simrecouv.engine.codes import PREVIOUS
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import (
    BOUNCED,
    CALLED,
    COVERED,
    DISPUTED,
    FACTORED,
    FROZEN,
    HAS_FILE,
    HOLDING,
    IN_COURT,
    IN_PLAN,
    LATENT,
    NOT_OURS,
    PROMISED,
    RECEIVED,
    RECOGNISED,
    SOLD,
    SUSPENDED,
    WAITING,
    WAS_FACTORED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import passes, trigger_day
from simrecouv.units import NEVER


@lean
def concerns(step, invoice):
    """Whether a step's filters let an invoice and its customer through."""
    return passes(
        invoice["gross_cents"],
        step["min_cents"],
        step["max_cents"],
        step["is_concerned"] != 0,
        invoice["score"],
        step["max_score"],
    )


@lean
def step_day(step, invoice, month_end):
    """Day from which a step is due for an invoice, the gate of `is_gated` apart."""
    if not concerns(step, invoice):
        return NEVER
    return trigger_day(
        step["trigger"],
        step["days"],
        invoice["issue_day"],
        invoice["due_day"],
        month_end,
        invoice["last_contact_day"],
    )


@lean
def is_gated(contacts, step, invoice):
    """Whether a step from the previous contact still waits for the contact step before it."""
    segment = invoice["segment"]
    for j in range(invoice["place"] + 1, step["after"] + 1):
        if concerns(contacts[j, segment], invoice):
            return True
    return False


@lean
def first_day_of(contacts, steps, after, invoice, month_end):
    """First day on which a step of rank above `after` is due."""
    first, segment = NEVER, invoice["segment"]
    for k in range(after + 1, steps.shape[0]):
        step = steps[k, segment]
        day = step_day(step, invoice, month_end)
        if day < first and not (step["trigger"] == PREVIOUS and is_gated(contacts, step, invoice)):
            first = day
    return first


@lean
def repeat_day(steps, place, repeats, last_day, invoice):
    """Day on which the last executed step is due again, if it still concerns the invoice."""
    if place < 0 or repeats >= steps[place, 0]["repeat_most"]:
        return NEVER
    step = steps[place, invoice["segment"]]
    if not concerns(step, invoice):
        return NEVER
    return last_day + step["repeat_every"]


@lean
def is_due(contacts, step, invoice, month_end, day):
    """Whether a step is due on a day."""
    if step_day(step, invoice, month_end) > day:
        return False
    return not (step["trigger"] == PREVIOUS and is_gated(contacts, step, invoice))


@lean
def due_place(contacts, steps, place, repeats, last_day, invoice, month_end, day):
    """Rank of the last step due on a day, `place` if it repeats, -1 if none."""
    for k in range(steps.shape[0] - 1, place, -1):
        if is_due(contacts, steps[k, invoice["segment"]], invoice, month_end, day):
            return k
    if repeat_day(steps, place, repeats, last_day, invoice) <= day:
        return place
    return -1


@lean
def first_due(contacts, steps, done, invoice, month_end, day):
    """Rank of the first step of rank `done` or above that is due."""
    for k in range(done, steps.shape[0]):
        if is_due(contacts, steps[k, invoice["segment"]], invoice, month_end, day):
            return k
    return -1


@lean
def schedule(book, days, first_day, invoice, file):
    """Look up when the next step of each sort is due, and when to wake the invoice."""
    month_end, contacts = days[invoice["due_day"] - first_day]["month_end"], book.contacts
    schedule_contact(contacts, month_end, invoice)
    if invoice["is_recorded"]:  # what else was done to it shows in its record
        invoice["charge_day"] = invoice["hold_day"] = invoice["write_off_day"] = NEVER
        invoice["placement_day"] = invoice["suit_day"] = NEVER
        invoice["assignment_day"] = invoice["claim_day"] = NEVER
        set_wake(invoice)
        return
    schedule_charge(contacts, book.charges, month_end, invoice)
    hold_day = first_day_of(contacts, book.holds, -1, invoice, month_end)
    invoice["hold_day"] = max(hold_day, invoice["due_day"] + 1)
    schedule_others(book, month_end, invoice, file)
    invoice["write_off_day"] = first_day_of(contacts, book.write_offs, -1, invoice, month_end)
    set_wake(invoice)


@lean
def schedule_others(book, month_end, invoice, file):
    """Look up when the next step that names a third party is due."""
    contacts, has_file = book.contacts, invoice["flags"] & HAS_FILE
    placed = file["placements_done"] - 1 if has_file else -1
    sued = file["suits_done"] - 1 if has_file else -1
    invoice["placement_day"] = first_day_of(contacts, book.placements, placed, invoice, month_end)
    invoice["suit_day"] = first_day_of(contacts, book.suits, sued, invoice, month_end)
    invoice["assignment_day"] = first_day_of(contacts, book.assignments, -1, invoice, month_end)
    if not invoice["flags"] & FROZEN:
        invoice["claim_day"] = first_day_of(contacts, book.claims, -1, invoice, month_end)


@lean
def schedule_contact(contacts, month_end, invoice):
    """Look up when the next contact is due."""
    place = invoice["place"]
    invoice["contact_day"] = min(
        repeat_day(contacts, place, invoice["repeats"], invoice["last_contact_day"], invoice),
        first_day_of(contacts, contacts, place, invoice, month_end),
    )


@lean
def schedule_charge(contacts, charges, month_end, invoice):
    """Look up when the next charge is due: never before the invoice is late."""
    place = invoice["charge_place"]
    day = min(
        repeat_day(charges, place, invoice["charge_repeats"], invoice["last_charge_day"], invoice),
        first_day_of(contacts, charges, place, invoice, month_end),
    )
    invoice["charge_day"] = max(day, invoice["due_day"] + 1)


@lean
def is_ours(invoice):
    """Whether our records show an open invoice that is ours to dun."""
    return invoice["agency"] < 0 and invoice["flags"] & NOT_OURS == 0


@lean
def is_suspended(invoice):
    """Whether an open dispute, a promise, a plan or a settlement stops all acts."""
    return invoice["flags"] & SUSPENDED != 0


@lean
def set_wake(invoice):
    """Next day on which anything but an accrual may happen, acts of working days apart."""
    flags, wake, act = invoice["flags"], NEVER, NEVER
    may_act = not is_suspended(invoice)
    if flags & (LATENT | DISPUTED | PROMISED | BOUNCED) and not flags & FROZEN:
        wake = invoice["event_day"]
    if may_act and is_ours(invoice):
        act = min(act, invoice["contact_day"])
        if not flags & RECEIVED:
            act = min(act, invoice["charge_day"])
            if not flags & HOLDING:
                act = min(act, invoice["hold_day"])
    if not flags & RECEIVED:
        if not flags & WAITING or flags & IN_PLAN:
            wake = min(wake, invoice["received_day"])
        act = min(act, invoice["other_day"])
        if may_act and not flags & (FROZEN | IN_COURT | FACTORED):
            act = min(act, invoice["suit_day"])
            if invoice["agency"] < 0:
                act = min(act, invoice["placement_day"])
                if not flags & (WAS_FACTORED | WRITTEN_OFF | CALLED):
                    act = min(act, invoice["assignment_day"])
        if flags & COVERED and not flags & (CALLED | FACTORED) and (may_act or flags & FROZEN):
            act = min(act, invoice["claim_day"])
        if not flags & (WRITTEN_OFF | SOLD):
            act = min(act, invoice["write_off_day"])
    elif not flags & RECOGNISED:
        wake = min(wake, invoice["recognised_day"])
    invoice["wake_day"], invoice["act_day"] = wake, act
