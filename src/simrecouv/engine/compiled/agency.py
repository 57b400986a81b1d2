"""The agency, compiled. Mirrors `simrecouv.engine.reference.agency`."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import REJECTED
from simrecouv.engine.compiled.common import K, S, annoy, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import first_due, is_suspended, schedule_others
from simrecouv.engine.compiled.records import HAS_FILE, LATENT, WAS_PLACED
from simrecouv.engine.compiled.rules import in_band, uniform
from simrecouv.engine.compiled.world import surface
from simrecouv.vocabulary import REACHED


@lean
def place(day, tick, month_end, facts, parties, book, state, out, i, invoice, file):
    """Entrust an invoice to the agency of the first placement step that is due; it asks why."""
    c, done = invoice["customer"], file["placements_done"]
    which = first_due(book.contacts, book.placements, done, invoice, month_end, day)
    step = book.placements[which, 0]
    agency, amount = step["party"], invoice["open_cents"]
    file["placements_done"] = which + 1
    if invoice["flags"] & LATENT and invoice["cause"] != REJECTED:
        surface(day, tick, facts, out, i, invoice, file)
    fee = parties.agencies[agency]["fee_cents"]
    emit(out, tick, c, i, K.PLACED, step["step"], agency, amount, fee)
    age, bands = day - invoice["due_day"], parties.bands
    for b in range(bands.shape[1]):
        band = bands[agency, b]
        if in_band(age, band["days"], amount, band["cents"]):
            file["commission_rate"] = band["rate"]
    file["help"] = parties.agency_intensity[agency, invoice["profile"]]
    file["placed_day"], file["agency_contacts"], invoice["agency"] = day, 0, agency
    if not invoice["flags"] & WAS_PLACED:
        file["alone"], file["alone_stock"] = invoice["accrued"], invoice["stock"]
    invoice["flags"] |= WAS_PLACED | HAS_FILE
    plan_next(day, parties, invoice, file)
    annoy(facts.habits.placement_points, day, state.customers[c])
    schedule_others(book, month_end, invoice, file)


@lean
def plan_next(day, parties, invoice, file):
    """Find the day of the agency's next contact, or of the end of its mandate."""
    agency = parties.agencies[invoice["agency"]]
    coming = file["placed_day"] + agency["recall_days"]
    if file["agency_contacts"] < agency["contact_most"]:
        coming = min(coming, day + agency["contact_every"])
    file["agency_day"] = coming


@lean
def work(day, tick, parties, state, out, i, invoice, file):
    """Give the invoice back at the end of the mandate; before it, contact the customer."""
    agency = parties.agencies[invoice["agency"]]
    if day >= file["placed_day"] + agency["recall_days"]:
        recall(tick, out, i, invoice, file)
        file["press"] = 0.0
    elif not is_suspended(invoice):
        contact(day, tick, parties, agency, state, out, i, invoice, file)
        plan_next(day, parties, invoice, file)


@lean
def recall(tick, out, i, invoice, file):
    """Take an invoice back from its agency."""
    agency = invoice["agency"]
    emit(out, tick, invoice["customer"], i, K.RECALLED, -1, agency, 0, 0)
    invoice["agency"], file["help"] = -1, 0.0


@lean
def contact(day, tick, parties, agency, state, out, i, invoice, file):
    """Let the agency speak to the customer, at its own expense."""
    c = invoice["customer"]
    customer = state.customers[c]
    reached = uniform(customer["key"], S.AGENCY_REACH, np.uint64(day)) < agency["contact_reach"]
    detail = REACHED if reached else 0
    emit(out, tick, c, i, K.AGENCY_CONTACT, -1, detail, 0, 0)
    annoy(agency["contact_points"], day, customer)
    file["agency_contacts"] += 1
    if reached:
        invoice["stock"] += parties.agency_gain[invoice["agency"], invoice["profile"]]
