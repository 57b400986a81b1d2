"""Cover, compiled. Mirrors `simrecouv.engine.reference.cover`."""

from __future__ import annotations

from simrecouv.engine.codes import BEYOND_LIMIT, TOO_LATE, UNAPPROVED_PLAN
from simrecouv.engine.compiled.booking import close_account, drop_claim
from simrecouv.engine.compiled.common import ZERO, K, S, business_day, emit
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import first_due
from simrecouv.engine.compiled.records import (
    CALLED,
    COVERED,
    FROZEN,
    HAD_PLAN,
    HAS_FILE,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import indemnity_cents, part_cents, uniform
from simrecouv.units import NEVER


@lean
def begin(parties, book, customer, invoice, file):
    """Cover an invoice when it is issued; return what it costs."""
    plan, stated = book.cover, book.segments[customer["segment"]]
    guarantor, insurer, gross = stated["guarantor"], stated["insurer"], invoice["gross_cents"]
    is_asked = guarantor >= 0 and customer["score"] <= plan.guaranteed_score
    if is_asked and uniform(customer["key"], S.GUARANTEE, ZERO) < plan.accepted_share:
        file["cover"] = guarantor + 1
        invoice["flags"] |= COVERED | HAS_FILE
        return part_cents(gross, plan.fee_rate)
    if insurer >= 0 and customer["score"] >= plan.insured_score:
        file["cover"] = insurer + 1
        invoice["flags"] |= COVERED | HAS_FILE
        net = part_cents(gross, parties.statutes[customer["segment"]]["net_share"])
        return part_cents(net, plan.premium_rate)
    return 0


@lean
def exposure_cents(parties, invoice, file):
    """Return what may be lost: incl. VAT for a guarantor, excl. VAT for an insurer."""
    if parties.covers[file["cover"] - 1]["takes_over"]:
        return invoice["open_cents"]
    return part_cents(invoice["open_cents"], parties.statutes[invoice["segment"]]["net_share"])


@lean
def call(day, tick, month_end, facts, parties, book, state, out, i, invoice, file):
    """Call the cover, after a claim step or at an insolvency; it may be refused."""
    c, step = invoice["customer"], -1
    cover, customer = parties.covers[file["cover"] - 1], state.customers[c]
    invoice["flags"] |= CALLED
    left = cover["limit_cents"] - customer["claimed_cents"]
    amount = min(exposure_cents(parties, invoice, file), left)
    if not invoice["flags"] & FROZEN:
        which = first_due(book.contacts, book.claims, 0, invoice, month_end, day)
        step = book.claims[which, 0]["step"]
    refusal = refusal_of(day, cover, amount, invoice)
    if refusal > 0:
        emit(out, tick, c, i, K.CLAIM_REFUSED, step, refusal, 0, 0)
        return
    if not cover["takes_over"]:
        customer["claimed_cents"] += amount
    pays = business_day(day + cover["pays_days"], facts)
    emit(out, tick, c, i, K.CLAIMED, step, pays, amount, 0)
    file["claimed_cents"], file["cover_day"] = amount, max(pays, day + 1)


@lean
def refusal_of(day, cover, amount, invoice):
    """Return why an insurer refuses a claim, 0 if it does not; a guarantor never does."""
    if not cover["takes_over"] and invoice["flags"] & HAD_PLAN:
        return UNAPPROVED_PLAN
    if day > invoice["due_day"] + cover["claim_within_days"]:
        return TOO_LATE
    if amount > 0:
        return 0
    return BEYOND_LIMIT


@lean
def pay(tick, facts, parties, state, out, i, invoice, file):
    """Pay what is still lost: an insurer leaves the debt to us, a guarantor takes it over."""
    cover, claimed = parties.covers[file["cover"] - 1], file["claimed_cents"]
    c = invoice["customer"]
    file["cover_day"] = NEVER
    if not cover["takes_over"] and invoice["flags"] & HAD_PLAN:
        emit(out, tick, c, i, K.CLAIM_REFUSED, -1, UNAPPROVED_PLAN, 0, 0)
        drop_claim(parties, state.customers[c], file)
        return
    exposure = exposure_cents(parties, invoice, file)
    amount = indemnity_cents(exposure, claimed, cover["quota"], cover["deductible_cents"])
    if amount == 0:
        drop_claim(parties, state.customers[c], file)
        return
    file["claimed_cents"] = 0
    if not cover["takes_over"]:
        emit(out, tick, c, i, K.INDEMNIFIED, -1, 0, amount, 0)
        file["indemnity_cents"] = amount
        return
    if invoice["flags"] & WRITTEN_OFF:
        emit(out, tick, c, i, K.REINSTATED, -1, 0, amount, 0)
    emit(out, tick, c, i, K.SUBROGATED, -1, 0, amount, 0)
    invoice["open_cents"] -= amount
    state.customers[c]["owed_cents"] -= amount
    if invoice["open_cents"] == 0:
        close_account(tick, facts, out, i, state.customers[c], invoice)
