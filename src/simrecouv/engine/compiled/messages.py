"""Messages: one per customer, at its highest due step, and what telling it does to each invoice."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import PLAN, REJECTED, SETTLEMENT
from simrecouv.engine.compiled.accrual import is_beside
from simrecouv.engine.compiled.common import ZERO, K, S, annoy, business_day, emit
from simrecouv.engine.compiled.files import renew
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import schedule, schedule_contact, set_wake
from simrecouv.engine.compiled.records import (
    HAD_PLAN,
    IN_PLAN,
    LATENT,
    MEMORY,
    PROMISED,
    RECEIVED,
    SETTLING,
    STOPPED,
    URGENT,
    WAITING,
)
from simrecouv.engine.compiled.rules import annoyance_points, proper_part_cents, uniform
from simrecouv.engine.compiled.world import surface
from simrecouv.vocabulary import REACHED, WRONG


@lean
def reach(day, tick, c, first, last, highest, facts, book, state, out):
    """Try to reach a customer with a message: remember it, and how it is taken."""
    invoices, slot, awake, places = state.invoices, state.slot, state.awake, state.places
    customer, step = state.customers[c], book.contacts[highest, 0]
    reached = uniform(customer["key"], S.REACH, np.uint64(day)) < step["reach"]
    is_wrong = False
    for k in range(first, last):
        is_wrong |= places[k] >= 0 and invoices[slot[awake[k]]]["flags"] & RECEIVED != 0
    offend(day, tick, c, is_wrong, facts.habits, step["points"], state, out)
    n = customer["n_contacts"]
    state.contact_days[c, n % MEMORY] = day
    customer["n_contacts"] = n + 1
    return reached


@lean
def tell(day, tick, k, highest, carries, reached, facts, parties, book, state, out):
    """Let one invoice advance by its own step, with the effect of the message."""
    contacts, i, place = book.contacts, state.awake[k], state.places[k]
    at = state.slot[i]
    invoice = state.invoices[at]
    c = invoice["customer"]
    cost = contacts[highest, 0]["cost_cents"] if carries else 0
    kind = K.CONTACT if carries else K.REMINDED
    wrong = WRONG if invoice["flags"] & RECEIVED else 0
    detail = wrong + (REACHED if reached else 0)
    emit(out, tick, c, i, kind, contacts[place, 0]["step"], detail, 0, cost)
    invoice["repeats"] = invoice["repeats"] + 1 if place == invoice["place"] else 0
    invoice["place"], invoice["last_contact_day"] = place, day
    if reached:
        customer, file = state.customers[c], state.files[at]
        hear(day, tick, highest, facts, parties, book, customer, out, i, invoice, file)
    if book.follows_contacts:
        schedule(book, facts.days, facts.first_day, invoice, state.files[at])
    else:
        month_end = facts.days[invoice["due_day"] - facts.first_day]["month_end"]
        schedule_contact(contacts, month_end, invoice)
        set_wake(invoice)


@lean
def offend(day, tick, c, is_wrong, habits, points, state, out):
    """Cost goodwill: more when undeserved or when messages crowd; some customers complain."""
    customer, n = state.customers[c], state.customers[c]["n_contacts"]
    is_crowded = n > 0 and day - state.contact_days[c, (n - 1) % MEMORY] <= habits.crowded_days
    points = annoyance_points(
        points, is_wrong, habits.undeserved_factor, is_crowded, habits.crowded_factor
    )
    annoy(points * habits.healing_days, day, customer)
    draw = uniform(customer["key"], S.COMPLAINT, np.uint64(day))
    if draw < points * habits.complaints_per_point:
        emit(out, tick, c, -1, K.COMPLAINT, -1, 0, 0, 0)


@lean
def hear(day, tick, place, facts, parties, book, customer, out, i, invoice, file):
    """Let a reached customer say what is wrong, or else lean towards paying and negotiate."""
    flags, profile = invoice["flags"], facts.profiles[invoice["profile"]]
    if flags & LATENT and invoice["cause"] != REJECTED:
        surface(day, tick, facts, out, i, invoice, file)
        return
    gain = book.gain[place, invoice["profile"]]
    invoice["stock"] += gain
    if is_beside(flags):
        file["alone_stock"] += gain
    if day < invoice["due_day"] or not flags & WAITING or flags & STOPPED:
        return
    if invoice["is_recorded"]:  # what was agreed shows in its record
        return
    step, c, key, amount = (
        book.contacts[place, 0],
        invoice["customer"],
        invoice["key"],
        invoice["open_cents"],
    )
    offer = step["offer"]
    if offer == PLAN and uniform(key, S.PLAN, ZERO) < profile["plan_accepted_share"]:
        n = book.terms.instalments
        emit(out, tick, c, i, K.PLAN_AGREED, -1, n, amount, 0)
        invoice["flags"] |= HAD_PLAN
        begin_plan(day, n, book.terms.instalment_days, facts, parties, invoice, file)
    elif (
        offer == SETTLEMENT
        and uniform(key, S.SETTLEMENT, ZERO) < profile["settlement_accepted_share"]
    ):
        concession = proper_part_cents(amount, book.terms.settlement_rate)
        if concession > 0:
            emit(out, tick, c, i, K.SETTLEMENT_AGREED, -1, 0, concession, 0)
            invoice["concession_cents"], invoice["forced_day"] = concession, day
            invoice["flags"] |= URGENT | SETTLING
    elif uniform(customer["key"], S.PROMISE, np.uint64(day)) < step["promise_share"]:
        invoice["event_day"] = business_day(day + facts.habits.promise_days, facts)
        invoice["flags"] |= PROMISED
        emit(out, tick, c, i, K.PROMISED, -1, invoice["event_day"], amount, 0)


@lean
def begin_plan(day, n, every_days, facts, parties, invoice, file):
    """Wait for instalments, agreed or granted by a judge; the debt is recognised."""
    invoice["flags"] |= IN_PLAN
    renew(day, parties.statutes, invoice, file)
    invoice["agreed_day"], invoice["every_days"] = day, every_days
    invoice["instalments"], invoice["instalment"] = n, 1
    invoice["instalment_cents"] = invoice["open_cents"] // n
    invoice["received_day"] = business_day(day + every_days, facts)
