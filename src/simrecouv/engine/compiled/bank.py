"""BANK: instalments, payments whole or in part, rejections, matching."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.codes import AFTER_AWARD, BAILIFF, FACTOR, TRANSFER
from simrecouv.engine.compiled.booking import (
    book_charges,
    book_principal,
    drop_claim,
    payee_of,
    recognise,
    recognition_day,
    share_out,
    waive_charges,
)
from simrecouv.engine.compiled.common import (
    ZERO,
    K,
    S,
    annoy,
    be_deterred,
    business_day,
    emit,
    exponential,
)
from simrecouv.engine.compiled.factor import settle
from simrecouv.engine.compiled.files import leave_court, renew
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    BOUNCED,
    CALLED,
    FACTORED,
    FROZEN,
    IN_PLAN,
    N_AWAKE,
    PAID_PART,
    RECEIVED,
    RECOGNISED,
    SEIZED,
    SETTLING,
    SHADOWED,
    URGENT,
    WAITING,
    WAS_REJECTED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import allocated_cents, part_paid_cents, uniform
from simrecouv.engine.compiled.world import freeze
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

BANK = int(Phase.BANK)


@lean
def bank(day, luck, facts, parties, book, state, out):
    """Read the bank statement, invoice by invoice."""
    tick, invoices, files = day * TICKS_PER_DAY + BANK, state.invoices, state.files
    awake, slot = state.awake, state.slot
    customers, orders = state.customers, luck.orders
    for k in range(state.counts[N_AWAKE]):
        i = awake[k]
        at = slot[i]
        invoice = invoices[at]
        flags = invoice["flags"]
        is_touched = False
        if flags & BOUNCED and invoice["event_day"] == day:
            customer = customers[invoice["customer"]]
            reject(day, tick, facts, out, i, customer, invoice, files[at])
            is_touched = True
        elif not flags & (RECEIVED | FROZEN) and invoice["received_day"] == day:
            customer, charges_u = customers[invoice["customer"]], orders[i]["charges_u"]
            file = files[at]
            if flags & IN_PLAN:
                instalment(
                    day, tick, charges_u, facts, parties, book, out, i, customer, invoice, file
                )
            else:
                receive(day, tick, charges_u, facts, parties, book, out, i, customer, invoice, file)
            is_touched = True
        if invoice["recognised_day"] == day and invoice["flags"] & RECEIVED:
            customer = customers[invoice["customer"]]
            recognise(tick, facts.habits, out, i, customer, invoice)
            is_touched = True
        if is_touched:
            set_wake(invoice)


@lean
def receive(day, tick, charges_u, facts, parties, book, out, i, customer, invoice, file):
    """Receive a payment: it may be rejected, partial, or settle all."""
    profile, key, flags = invoice["profile"], invoice["key"], invoice["flags"]
    failure = facts.failure[invoice["means"], profile]
    partial = facts.profiles[profile]["partial_share"]
    is_safe = flags & (SEIZED | FACTORED | WAS_REJECTED) or invoice["is_recorded"]
    if not is_safe and uniform(key, S.REJECTION, ZERO) < failure:
        receive_to_reject(day, tick, facts, parties, out, i, customer, invoice, file)
    elif flags & SEIZED and file["awarded_cents"] < invoice["open_cents"]:
        receive_award(day, tick, facts, parties, out, i, customer, invoice, file)
    elif (
        not flags & (PAID_PART | SEIZED)
        and not facts.means[invoice["means"]]["is_pulled"]
        and not invoice["is_recorded"]
        and invoice["concession_cents"] == 0
        and uniform(key, S.PARTIAL, ZERO) < partial
    ):
        receive_part(day, tick, facts, parties, book.terms, out, i, customer, invoice, file)
        u = uniform(key, S.AFTER_PART, ZERO)
        wait_again(day, exponential(u, facts.quantile), facts.habits, customer, invoice, file)
    else:
        receive_all(
            day, tick, invoice["run_day"], charges_u, facts, parties, book, out, i,
            customer, invoice, file,
        )  # fmt: skip


@lean
def receive_to_reject(day, tick, facts, parties, out, i, customer, invoice, file):
    """Receive a payment that the bank takes back: nothing that it would earn is booked."""
    given_up = earned_cents(invoice["run_day"], invoice) + invoice["concession_cents"]
    amount = invoice["open_cents"] - given_up
    book_principal(tick, facts.means, amount, 0, 0, out, i, customer, invoice, file)
    renew(day, parties.statutes, invoice, file)
    dates = facts.days[day - facts.first_day]
    invoice["flags"] |= RECEIVED | BOUNCED
    invoice["bounced_cents"], invoice["event_day"] = amount, dates["rejection"]
    if dates["recognition"] < dates["rejection"]:
        invoice["recognised_day"] = max(dates["recognition"], day)


@lean
def reject(day, tick, facts, out, i, customer, invoice, file):
    """Take a payment back: the invoice is open again, and waits for another decision."""
    c, amount = invoice["customer"], invoice["bounced_cents"]
    fee = facts.means[invoice["means"]]["failure_cents"]
    emit(out, tick, c, i, K.PAYMENT_REJECTED, -1, 0, amount, fee)
    if invoice["flags"] & WRITTEN_OFF:
        emit(out, tick, c, i, K.WRITTEN_OFF, -1, 0, amount, 0)
    invoice["open_cents"] += amount
    customer["owed_cents"] += amount
    invoice["concession_cents"], invoice["means"] = 0, TRANSFER
    over = RECEIVED | RECOGNISED | BOUNCED | SETTLING
    invoice["flags"] = (invoice["flags"] | WAS_REJECTED) & ~over
    invoice["recognised_day"] = NEVER
    u = uniform(invoice["key"], S.AFTER_REJECTION, ZERO)
    wait_again(day, exponential(u, facts.quantile), facts.habits, customer, invoice, file)


@lean
def wait_again(day, threshold, habits, customer, invoice, file):
    """Wait for another decision, about what is left, unless proceedings are open."""
    invoice["received_day"] = invoice["forced_day"] = NEVER
    invoice["accrued"] = invoice["stock"] = 0.0
    if not invoice["flags"] & SHADOWED:
        file["alone"] = file["alone_stock"] = 0.0
    invoice["threshold"] = threshold
    invoice["flags"] = (invoice["flags"] | WAITING) & ~URGENT
    if customer["insolvency_day"] <= day:
        freeze(day, habits, customer, invoice, file)


@lean
def receive_part(day, tick, facts, parties, terms, out, i, customer, invoice, file):
    """Receive a part: charges first or principal first, as the policy allocates."""
    paid = part_paid_cents(invoice["open_cents"], uniform(invoice["key"], S.PART, ZERO))
    payee = payee_of(facts.means, parties.agencies, invoice)
    fees = allocated_cents(paid, invoice["fees_cents"], terms.costs_first)
    interest = allocated_cents(paid - fees, invoice["interest_cents"], terms.costs_first)
    amount, charges = paid - fees - interest, fees + interest
    book_principal(tick, facts.means, amount, 0, payee, out, i, customer, invoice, file)
    if amount > 0:
        renew(day, parties.statutes, invoice, file)
    book_charges(tick, fees, interest, payee, out, i, invoice)
    share_out(day, tick, amount, charges, payee, parties, out, i, invoice, file)
    invoice["flags"] |= PAID_PART


@lean
def receive_award(day, tick, facts, parties, out, i, customer, invoice, file):
    """Receive what a court granted in part and a bailiff seized; the rest goes on, out of court."""
    award = file["awarded_cents"]
    book_principal(tick, facts.means, award, 0, BAILIFF, out, i, customer, invoice, file)
    renew(day, parties.statutes, invoice, file)
    share_out(day, tick, award, 0, BAILIFF, parties, out, i, invoice, file)
    invoice["flags"] &= ~SEIZED
    leave_court(invoice, file)
    u = uniform(invoice["key"], S.AFTER_PART, np.uint64(AFTER_AWARD))
    wait_again(day, exponential(u, facts.quantile), facts.habits, customer, invoice, file)


@lean
def receive_all(day, tick, run, charges_u, facts, parties, book, out, i, customer, invoice, file):
    """Receive all that is left, less a discount or a concession; charges are paid or waived."""
    c, concession = invoice["customer"], invoice["concession_cents"]
    discount = earned_cents(run, invoice)
    given_up, payee = discount + concession, payee_of(facts.means, parties.agencies, invoice)
    received = invoice["open_cents"] - given_up
    book_principal(tick, facts.means, received, given_up, payee, out, i, customer, invoice, file)
    if discount > 0:
        emit(out, tick, c, i, K.DISCOUNT, -1, 0, discount, 0)
    if concession > 0:
        emit(out, tick, c, i, K.CONCESSION, -1, 0, concession, 0)
    invoice["flags"] |= RECEIVED
    if invoice["flags"] & CALLED:
        drop_claim(parties, customer, file)
    charged = settle_charges(
        day, tick, charges_u, payee, facts, book.terms, out, i, customer, invoice
    )
    share_out(day, tick, received, charged, payee, parties, out, i, invoice, file)
    if payee == FACTOR:
        settle(day, tick, parties, out, i, invoice, file)
    recognition = recognition_day(day, payee, facts, parties, invoice, file)
    invoice["recognised_day"] = max(day, recognition)
    if day > invoice["due_day"]:
        customer["n_late"] += 1
        if charged > 0:
            customer["n_charged"] += 1
        be_deterred(c, facts.profiles, book.terms.annual_rate, customer, out)


@lean
def settle_charges(day, tick, charges_u, payee, facts, terms, out, i, customer, invoice):
    """Book the charges that come with the last payment, or waive them; return what came."""
    fees, interest = invoice["fees_cents"], invoice["interest_cents"]
    if fees + interest == 0:
        return 0
    share = facts.profiles[invoice["profile"]]["charges_paid_share"]
    is_gesture = uniform(invoice["key"], S.WAIVER, ZERO) < terms.waived_share
    if payee == BAILIFF or (not is_gesture and charges_u < share):
        book_charges(tick, fees, interest, payee, out, i, invoice)
        return fees + interest
    waive_charges(tick, out, i, invoice)
    if is_gesture:
        annoy(-facts.habits.waiver_points, day, customer)
    return 0


@lean
def earned_cents(run, invoice):
    """Discount of a payment that leaves in time: never the last cent, nor beside a settlement."""
    if run > invoice["discount_deadline"] or invoice["concession_cents"] > 0:
        return 0
    return min(invoice["discount_cents"], invoice["open_cents"] - 1)


@lean
def instalment(day, tick, charges_u, facts, parties, book, out, i, customer, invoice, file):
    """Pay an instalment, the last with what is left; or break the plan."""
    k, n = invoice["instalment"], invoice["instalments"]
    kept_share = facts.profiles[invoice["profile"]]["instalment_kept_share"]
    if uniform(invoice["key"], S.INSTALMENT, np.uint64(k)) >= kept_share:
        emit(out, tick, invoice["customer"], i, K.PLAN_BROKEN, -1, 0, 0, 0)
        invoice["flags"] &= ~IN_PLAN
        invoice["received_day"] = NEVER
        return
    if k < n:
        amount = invoice["instalment_cents"]
        book_principal(tick, facts.means, amount, 0, 0, out, i, customer, invoice, file)
        share_out(day, tick, amount, 0, 0, parties, out, i, invoice, file)
        if amount > 0:
            renew(day, parties.statutes, invoice, file)
        invoice["instalment"] = k + 1
        due = invoice["agreed_day"] + (k + 1) * invoice["every_days"]
        invoice["received_day"] = business_day(max(due, day + 1), facts)
        return
    invoice["flags"] &= ~(IN_PLAN | WAITING)
    receive_all(day, tick, day, charges_u, facts, parties, book, out, i, customer, invoice, file)
