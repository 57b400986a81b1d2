"""BANK: instalments, payments whole or in part, rejections, matching."""

from __future__ import annotations

import numpy as np

from simrecouv.engine.compiled.common import (
    ZERO,
    K,
    S,
    annoy,
    be_deterred,
    business_day,
    emit,
    exponential,
    find_pace,
)
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import set_wake
from simrecouv.engine.compiled.records import (
    BOUNCED,
    FROZEN,
    HOLDING,
    IN_PLAN,
    N_AWAKE,
    PAID_PART,
    RECEIVED,
    RECOGNISED,
    SHADOWED,
    URGENT,
    WAITING,
    WAS_REJECTED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import (
    allocated_cents,
    fee_cents,
    part_cents,
    part_paid_cents,
    uniform,
)
from simrecouv.engine.compiled.world import freeze
from simrecouv.engine.plan import TRANSFER
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase
from simrecouv.vocabulary import INDEMNITY, LATE_INTEREST

BANK = int(Phase.BANK)


@lean
def bank(day, luck, facts, book, state, out):
    """Read the bank statement, invoice by invoice."""
    tick, invoices, awake = day * TICKS_PER_DAY + BANK, state.invoices, state.awake
    counts, customers, orders = state.counts, state.customers, luck.orders
    for k in range(counts[N_AWAKE]):
        i = awake[k]
        invoice = invoices[i]
        flags = invoice["flags"]
        is_touched = False
        if flags & BOUNCED and invoice["event_day"] == day:
            customer = customers[invoice["customer"]]
            reject(day, tick, facts, counts, out, i, customer, invoice)
            is_touched = True
        elif not flags & (RECEIVED | FROZEN) and invoice["received_day"] == day:
            customer, charges_u = customers[invoice["customer"]], orders[i]["charges_u"]
            if flags & IN_PLAN:
                instalment(day, tick, charges_u, facts, book, counts, out, i, customer, invoice)
            else:
                receive(day, tick, charges_u, facts, book, counts, out, i, customer, invoice)
            is_touched = True
        if invoice["recognised_day"] == day and invoice["flags"] & RECEIVED:
            customer = customers[invoice["customer"]]
            recognise(tick, facts.habits, counts, out, i, customer, invoice)
            is_touched = True
        if is_touched:
            set_wake(invoice)


@lean
def receive(day, tick, charges_u, facts, book, counts, out, i, customer, invoice):
    """Receive a payment: it may be rejected, partial, or settle all."""
    profile, key, flags = invoice["profile"], invoice["key"], invoice["flags"]
    failure = facts.failure[invoice["means"], profile]
    partial = facts.profiles[profile]["partial_share"]
    if not flags & WAS_REJECTED and uniform(key, S.REJECTION, ZERO) < failure:
        receive_to_reject(day, tick, facts, counts, out, i, customer, invoice)
    elif (
        not flags & PAID_PART
        and not facts.means[invoice["means"]]["is_pulled"]
        and invoice["concession_cents"] == 0
        and uniform(key, S.PARTIAL, ZERO) < partial
    ):
        receive_part(tick, facts, book.terms, counts, out, i, customer, invoice)
        u = uniform(key, S.AFTER_PART, ZERO)
        wait_again(day, exponential(u, facts.quantile), customer, invoice)
    else:
        run = invoice["run_day"]
        receive_all(day, tick, run, charges_u, facts, book, counts, out, i, customer, invoice)


@lean
def receive_to_reject(day, tick, facts, counts, out, i, customer, invoice):
    """Receive a payment that the bank takes back: nothing that it would earn is booked."""
    given_up = earned_cents(invoice["run_day"], invoice) + invoice["concession_cents"]
    amount = invoice["open_cents"] - given_up
    book_principal(tick, facts.means, amount, 0, counts, out, i, customer, invoice)
    dates = facts.days[day - facts.first_day]
    invoice["flags"] |= RECEIVED | BOUNCED
    invoice["bounced_cents"], invoice["event_day"] = amount, dates["rejection"]
    if dates["recognition"] < dates["rejection"]:
        invoice["recognised_day"] = max(dates["recognition"], day)


@lean
def reject(day, tick, facts, counts, out, i, customer, invoice):
    """Take a payment back: the invoice is open again, and waits for another decision."""
    c, amount = invoice["customer"], invoice["bounced_cents"]
    fee = facts.means[invoice["means"]]["failure_cents"]
    emit(out, counts, tick, c, i, K.PAYMENT_REJECTED, -1, 0, amount, fee)
    if invoice["flags"] & WRITTEN_OFF:
        emit(out, counts, tick, c, i, K.WRITTEN_OFF, -1, 0, amount, 0)
    invoice["open_cents"] += amount
    customer["owed_cents"] += amount
    invoice["concession_cents"], invoice["means"] = 0, TRANSFER
    invoice["flags"] = (invoice["flags"] | WAS_REJECTED) & ~(RECEIVED | RECOGNISED | BOUNCED)
    invoice["recognised_day"] = NEVER
    u = uniform(invoice["key"], S.AFTER_REJECTION, ZERO)
    wait_again(day, exponential(u, facts.quantile), customer, invoice)


@lean
def wait_again(day, threshold, customer, invoice):
    """Wait for another decision, about what is left, unless proceedings are open."""
    invoice["received_day"] = invoice["forced_day"] = NEVER
    invoice["accrued"] = invoice["stock"] = 0.0
    if not invoice["flags"] & SHADOWED:
        invoice["alone"] = 0.0
    invoice["threshold"] = threshold
    invoice["flags"] = (invoice["flags"] | WAITING) & ~URGENT
    if customer["insolvency_day"] <= day:
        freeze(invoice)


@lean
def receive_part(tick, facts, terms, counts, out, i, customer, invoice):
    """Receive a part: charges first or principal first, as the policy allocates."""
    paid = part_paid_cents(invoice["open_cents"], uniform(invoice["key"], S.PART, ZERO))
    fees = allocated_cents(paid, invoice["fees_cents"], terms.costs_first)
    interest = allocated_cents(paid - fees, invoice["interest_cents"], terms.costs_first)
    amount = paid - fees - interest
    book_principal(tick, facts.means, amount, 0, counts, out, i, customer, invoice)
    book_charges(tick, fees, interest, counts, out, i, invoice)
    pay_commission(tick, facts.commission_rate, paid, counts, out, i, invoice)
    invoice["flags"] |= PAID_PART


@lean
def receive_all(day, tick, run, charges_u, facts, book, counts, out, i, customer, invoice):
    """Receive all that is left, less a discount or a concession; charges are paid or waived."""
    c, concession = invoice["customer"], invoice["concession_cents"]
    discount = earned_cents(run, invoice)
    given_up = discount + concession
    received = invoice["open_cents"] - given_up
    book_principal(tick, facts.means, received, given_up, counts, out, i, customer, invoice)
    if discount > 0:
        emit(out, counts, tick, c, i, K.DISCOUNT, -1, 0, discount, 0)
    if concession > 0:
        emit(out, counts, tick, c, i, K.CONCESSION, -1, 0, concession, 0)
    invoice["flags"] |= RECEIVED
    recognition = facts.days[day - facts.first_day]["recognition"]
    invoice["recognised_day"] = max(day, recognition)
    charged = settle_charges(
        day, tick, charges_u, facts, book.terms, counts, out, i, customer, invoice
    )
    pay_commission(tick, facts.commission_rate, received + charged, counts, out, i, invoice)
    if day > invoice["due_day"]:
        customer["n_late"] += 1
        if charged > 0:
            customer["n_charged"] += 1
        be_deterred(facts.profiles, book.terms.annual_rate, customer)


@lean
def settle_charges(day, tick, charges_u, facts, terms, counts, out, i, customer, invoice):
    """Book the charges that come with the last payment, or waive them; return what came."""
    fees, interest = invoice["fees_cents"], invoice["interest_cents"]
    if fees + interest == 0:
        return 0
    share = facts.profiles[invoice["profile"]]["charges_paid_share"]
    is_gesture = uniform(invoice["key"], S.WAIVER, ZERO) < terms.waived_share
    if not is_gesture and charges_u < share:
        book_charges(tick, fees, interest, counts, out, i, invoice)
        return fees + interest
    c = invoice["customer"]
    emit(out, counts, tick, c, i, K.CHARGES_WAIVED, -1, 0, fees + interest, 0)
    invoice["fees_cents"] = invoice["interest_cents"] = 0
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
def book_principal(tick, means, amount, given_up, counts, out, i, customer, invoice):
    """Book money for the principal, put back first what had been written off."""
    credited, c = amount + given_up, invoice["customer"]
    if credited == 0:
        return
    if invoice["flags"] & WRITTEN_OFF:
        emit(out, counts, tick, c, i, K.REINSTATED, -1, 0, credited, 0)
    by = means[invoice["means"]]
    fee = fee_cents(amount, by["fee_cents"], by["fee_rate"])
    emit(out, counts, tick, c, i, K.RECEIVED, -1, 0, amount, fee)
    invoice["open_cents"] -= credited
    customer["owed_cents"] -= credited


@lean
def book_charges(tick, fees, interest, counts, out, i, invoice):
    """Book money for the indemnity and for late interest."""
    c = invoice["customer"]
    if fees > 0:
        emit(out, counts, tick, c, i, K.CHARGES_RECEIVED, -1, INDEMNITY, fees, 0)
    if interest > 0:
        emit(out, counts, tick, c, i, K.CHARGES_RECEIVED, -1, LATE_INTEREST, interest, 0)
    invoice["fees_cents"] -= fees
    invoice["interest_cents"] -= interest


@lean
def pay_commission(tick, commission_rate, paid, counts, out, i, invoice):
    """Pay the agency for money that came after placement, to whomever it was sent."""
    agency = invoice["agency"]
    if agency >= 0:
        fee = part_cents(paid, commission_rate[agency])
        emit(out, counts, tick, invoice["customer"], i, K.COMMISSION, -1, agency, 0, fee)


@lean
def recognise(tick, habits, counts, out, i, customer, invoice):
    """Match a payment with its invoice; the orders that it kept back are free."""
    c = invoice["customer"]
    invoice["flags"] |= RECOGNISED
    emit(out, counts, tick, c, i, K.RECOGNISED, -1, 0, 0, 0)
    if invoice["flags"] & HOLDING:
        emit(out, counts, tick, c, i, K.HOLD_RELEASED, -1, 0, 0, 0)
        invoice["flags"] &= ~HOLDING
        customer["holds"] -= 1
        find_pace(habits, customer)


@lean
def instalment(day, tick, charges_u, facts, book, counts, out, i, customer, invoice):
    """Pay an instalment, the last with what is left; or break the plan."""
    k, n = invoice["instalment"], invoice["instalments"]
    kept_share = facts.profiles[invoice["profile"]]["instalment_kept_share"]
    if uniform(invoice["key"], S.INSTALMENT, np.uint64(k)) >= kept_share:
        emit(out, counts, tick, invoice["customer"], i, K.PLAN_BROKEN, -1, 0, 0, 0)
        invoice["flags"] &= ~IN_PLAN
        invoice["received_day"] = NEVER
        return
    if k < n:
        amount = invoice["instalment_cents"]
        book_principal(tick, facts.means, amount, 0, counts, out, i, customer, invoice)
        invoice["instalment"] = k + 1
        due = invoice["agreed_day"] + (k + 1) * invoice["every_days"]
        invoice["received_day"] = business_day(due, facts)
        return
    invoice["flags"] &= ~(IN_PLAN | WAITING)
    receive_all(day, tick, day, charges_u, facts, book, counts, out, i, customer, invoice)
