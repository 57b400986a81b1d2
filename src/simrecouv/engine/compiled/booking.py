"""Booking money, compiled. Mirrors `simrecouv.engine.reference.booking`."""

from __future__ import annotations

from simrecouv.engine.codes import AGENCY, BAILIFF, FACTOR, LIQUIDATOR
from simrecouv.engine.compiled.common import ZERO, K, S, emit, find_pace
from simrecouv.engine.compiled.factor import buy_back
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import (
    FACTORED,
    HAS_FILE,
    HOLDING,
    IN_COURT,
    RECEIVED,
    RECOGNISED,
    SEIZED,
    SOLD,
    WAITING,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import (
    bailiff_fee_cents,
    commission_cents,
    fee_cents,
    insurer_share_cents,
    uniform,
)
from simrecouv.vocabulary import COSTS, LATE_INTEREST, VIA_THIRD_PARTY


@lean
def payee_of(means, agencies, invoice):
    """Who receives the customer's payment: 0 our bank, else a third party that collects it."""
    flags, agency = invoice["flags"], invoice["agency"]
    if flags & SEIZED:
        return BAILIFF
    if flags & FACTORED:
        return FACTOR
    if agency < 0 or means[invoice["means"]]["is_pulled"]:
        return 0
    if uniform(invoice["key"], S.PAYEE, ZERO) >= agencies[agency]["direct_share"]:
        return AGENCY
    return 0


@lean
def book_principal(tick, means, amount, given_up, payee, out, i, customer, invoice, file):
    """Book money for the principal, put back first what had been written off."""
    credited, c = amount + given_up, invoice["customer"]
    if credited == 0:
        return
    if invoice["flags"] & SOLD:
        buy_back(tick, given_up, out, i, customer, invoice, file)
        emit(out, tick, c, i, K.PAID_TO_FACTOR, -1, 0, amount, 0)
    else:
        if invoice["flags"] & WRITTEN_OFF:
            emit(out, tick, c, i, K.REINSTATED, -1, 0, credited, 0)
        by, fee = means[invoice["means"]], 0
        if payee == 0:
            fee = fee_cents(amount, by["fee_cents"], by["fee_rate"])
        emit(out, tick, c, i, K.RECEIVED, -1, payee, amount, fee)
    if payee == FACTOR:
        file["at_factor_cents"] += amount
    invoice["open_cents"] -= credited
    customer["owed_cents"] -= given_up if invoice["flags"] & SOLD else credited


@lean
def book_charges(tick, fees, interest, payee, out, i, invoice):
    """Book money for the costs and for late interest; a factor leaves them to us."""
    c, via = invoice["customer"], 0
    if payee in (AGENCY, BAILIFF):
        via = VIA_THIRD_PARTY
    if fees > 0:
        emit(out, tick, c, i, K.CHARGES_RECEIVED, -1, COSTS + via, fees, 0)
    if interest > 0:
        emit(out, tick, c, i, K.CHARGES_RECEIVED, -1, LATE_INTEREST + via, interest, 0)
    invoice["fees_cents"] -= fees
    invoice["interest_cents"] -= interest


@lean
def waive_charges(tick, out, i, invoice):
    """Give up what is left of the charges."""
    charges = invoice["fees_cents"] + invoice["interest_cents"]
    if charges > 0:
        emit(out, tick, invoice["customer"], i, K.CHARGES_WAIVED, -1, 0, charges, 0)
    invoice["fees_cents"] = invoice["interest_cents"] = 0


@lean
def share_out(day, tick, principal, charges, payee, parties, out, i, invoice, file):
    """Pay third parties out of what came, and note when what they received reaches our bank."""
    agency, flags = invoice["agency"], invoice["flags"]
    if agency < 0 and not flags & HAS_FILE:
        return
    c, paid, at = invoice["customer"], principal + charges, day - parties.first_day
    if flags & IN_COURT:
        file["awarded_cents"] = max(file["awarded_cents"] - principal, 0)
    if agency >= 0 and payee != LIQUIDATOR:
        fee = commission_cents(
            paid, file["commission_rate"], parties.agencies[agency]["minimum_cents"]
        )
        if payee == AGENCY:
            comes = parties.agency_remittance[agency, at]
            emit(out, tick, c, i, K.AGENCY_REMITTED, -1, comes, paid, fee)
        else:
            emit(out, tick, c, i, K.COMMISSION, -1, agency, 0, fee)
    if payee == BAILIFF:
        court = file["court"]
        fee = bailiff_fee_cents(paid) if parties.courts[court]["bailiff_scale"] else 0
        comes = parties.court_remittance[court, at]
        emit(out, tick, c, i, K.BAILIFF_REMITTED, -1, comes, paid, fee)
    if file["indemnity_cents"] > 0:
        quota = parties.covers[file["cover"] - 1]["quota"]
        share = insurer_share_cents(principal, quota, file["indemnity_cents"])
        if share > 0:
            emit(out, tick, c, i, K.INSURER_SHARE, -1, 0, share, 0)
        file["indemnity_cents"] -= share


@lean
def drop_claim(parties, customer, file):
    """Give the customer's limit back what a claim that comes to nothing had taken of it."""
    if file["claimed_cents"] > 0 and not parties.covers[file["cover"] - 1]["takes_over"]:
        customer["claimed_cents"] -= file["claimed_cents"]
    file["claimed_cents"] = 0


@lean
def close_account(tick, facts, out, i, customer, invoice):
    """Close an invoice of which nothing is owed any more, because somebody else paid."""
    invoice["flags"] = (invoice["flags"] | RECEIVED) & ~WAITING
    waive_charges(tick, out, i, invoice)
    recognise(tick, facts.habits, out, i, customer, invoice)


@lean
def recognition_day(day, payee, facts, parties, invoice, file):
    """Day on which accounting matches a payment of today: not before it reaches our bank."""
    at = day - facts.first_day
    if payee == AGENCY:
        return parties.agency_remittance[invoice["agency"], at]
    if payee == BAILIFF:
        return parties.court_remittance[file["court"], at]
    return facts.days[at]["recognition"]


@lean
def recognise(tick, habits, out, i, customer, invoice):
    """Match a payment with its invoice; the orders that it kept back are free."""
    c = invoice["customer"]
    invoice["flags"] |= RECOGNISED
    emit(out, tick, c, i, K.RECOGNISED, -1, 0, 0, 0)
    if invoice["flags"] & HOLDING:
        emit(out, tick, c, i, K.HOLD_RELEASED, -1, 0, 0, 0)
        invoice["flags"] &= ~HOLDING
        customer["holds"] -= 1
        find_pace(c, habits, customer, out)
