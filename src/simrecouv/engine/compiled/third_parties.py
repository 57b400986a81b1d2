"""THIRD_PARTIES, compiled. Mirrors `simrecouv.engine.reference.third_parties`."""

from __future__ import annotations

from simrecouv.engine.codes import LIQUIDATOR
from simrecouv.engine.compiled.agency import place, work
from simrecouv.engine.compiled.booking import (
    book_principal,
    close_account,
    share_out,
    waive_charges,
)
from simrecouv.engine.compiled.common import K, emit
from simrecouv.engine.compiled.court import proceed, sue
from simrecouv.engine.compiled.cover import call, pay
from simrecouv.engine.compiled.factor import assign, settle, settle_unpaid
from simrecouv.engine.compiled.files import look_ahead
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.ladder import first_due, is_suspended, set_wake
from simrecouv.engine.compiled.records import (
    CALLED,
    COVERED,
    FACTORED,
    FROZEN,
    HAS_FILE,
    IN_COURT,
    N_AWAKE,
    RECEIVED,
    SOLD,
    WAITING,
    WAS_FACTORED,
    WRITTEN_OFF,
)
from simrecouv.engine.compiled.rules import part_cents
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase

THIRD_PARTIES = int(Phase.THIRD_PARTIES)


@lean
def third_parties(day, facts, parties, book, state, out):
    """Let third parties act on a working day, invoice by invoice."""
    if not facts.days[day - facts.first_day]["works"]:
        return
    tick, invoices, files = day * TICKS_PER_DAY + THIRD_PARTIES, state.invoices, state.files
    awake, slot = state.awake, state.slot
    for k in range(state.counts[N_AWAKE]):
        i = awake[k]
        at = slot[i]
        invoice = invoices[at]
        if invoice["act_day"] <= day and not invoice["flags"] & RECEIVED:
            visit(day, tick, facts, parties, book, state, out, i, invoice, files[at])
            set_wake(invoice)


@lean
def visit(day, tick, facts, parties, book, state, out, i, invoice, file):
    """Let what is due today happen to an unpaid invoice."""
    is_paid, month_end = False, facts.days[invoice["due_day"] - facts.first_day]["month_end"]
    if invoice["other_day"] <= day:
        is_paid = receive_from_others(day, tick, facts, parties, state, out, i, invoice, file)
        if not invoice["flags"] & RECEIVED:
            let_them_work(day, tick, is_paid, facts, parties, state, out, i, invoice, file)
    if not invoice["flags"] & RECEIVED:
        entrust(day, tick, month_end, facts, parties, book, state, out, i, invoice, file)
        call_and_write_off(day, tick, month_end, facts, parties, book, state, out, i, invoice, file)
    if invoice["flags"] & HAS_FILE:
        look_ahead(invoice, file)


@lean
def receive_from_others(day, tick, facts, parties, state, out, i, invoice, file):
    """Receive a dividend, or what the cover pays once nothing is pending; say if one was due."""
    flags = invoice["flags"]
    if flags & FROZEN and file["dividend_day"] <= day:
        receive_dividend(day, tick, facts, parties, state, out, i, invoice, file)
        return True
    is_lost = flags & FROZEN or (flags & WAITING and not is_suspended(invoice))
    if file["claimed_cents"] > 0 and file["cover_day"] <= day and is_lost:
        pay(tick, facts, parties, state, out, i, invoice, file)
        return True
    return False


@lean
def receive_dividend(day, tick, facts, parties, state, out, i, invoice, file):
    """Receive what a liquidator pays, late; the agency, if any, has no part in it."""
    customer = state.customers[invoice["customer"]]
    file["dividend_day"] = NEVER
    amount = part_cents(invoice["open_cents"], facts.habits.dividend_share)
    book_principal(tick, facts.means, amount, 0, LIQUIDATOR, out, i, customer, invoice, file)
    if invoice["open_cents"] == 0:
        waive_charges(tick, out, i, invoice)
    if amount > 0:
        share_out(day, tick, amount, 0, LIQUIDATOR, parties, out, i, invoice, file)
    if invoice["open_cents"] == 0:
        if invoice["flags"] & FACTORED:
            settle(day, tick, parties, out, i, invoice, file)
        close_account(tick, facts, out, i, customer, invoice)


@lean
def let_them_work(day, tick, is_paid, facts, parties, state, out, i, invoice, file):
    """Let the third party that has the invoice act; a factor not on a day when others pay."""
    if invoice["flags"] & FACTORED and file["factor_day"] <= day and not is_paid:
        customer = state.customers[invoice["customer"]]
        settle_unpaid(day, tick, parties, out, i, customer, invoice, file)
    if invoice["flags"] & FROZEN:
        return
    if invoice["agency"] >= 0 and file["agency_day"] <= day:
        work(day, tick, parties, state, out, i, invoice, file)
    if invoice["flags"] & IN_COURT and file["legal_day"] <= day:
        proceed(day, tick, facts, parties, out, i, invoice, file)


@lean
def entrust(day, tick, month_end, facts, parties, book, state, out, i, invoice, file):
    """Assign, sue or place, as the policy's steps fall due; an agency's invoice may be sued for."""
    may_assign = is_free(invoice) and not invoice["flags"] & (WAS_FACTORED | WRITTEN_OFF | CALLED)
    if invoice["assignment_day"] <= day and may_assign:
        customer = state.customers[invoice["customer"]]
        assign(day, tick, month_end, parties, book, out, i, customer, invoice, file)
    may_sue = is_free(invoice) or (invoice["agency"] >= 0 and not is_suspended(invoice))
    if invoice["suit_day"] <= day and may_sue and not invoice["flags"] & FROZEN:
        sue(day, tick, month_end, facts, parties, book, state, out, i, invoice, file)
    if invoice["placement_day"] <= day and is_free(invoice):
        place(day, tick, month_end, facts, parties, book, state, out, i, invoice, file)


@lean
def is_free(invoice):
    """Whether the invoice may still be entrusted to somebody."""
    is_held = invoice["flags"] & (FROZEN | IN_COURT | FACTORED)
    return invoice["agency"] < 0 and not is_held and not is_suspended(invoice)


@lean
def call_and_write_off(day, tick, month_end, facts, parties, book, state, out, i, invoice, file):
    """Call the cover, and write off, at their age."""
    flags = invoice["flags"]
    may_call = flags & COVERED and not flags & (CALLED | FACTORED)
    is_due = flags & FROZEN or not is_suspended(invoice)
    if may_call and is_due and invoice["claim_day"] <= day:
        call(day, tick, month_end, facts, parties, book, state, out, i, invoice, file)
    if invoice["write_off_day"] <= day and not invoice["flags"] & (WRITTEN_OFF | SOLD):
        which = first_due(book.contacts, book.write_offs, 0, invoice, month_end, day)
        invoice["flags"] |= WRITTEN_OFF
        step, amount = book.write_offs[which, 0]["step"], invoice["open_cents"]
        c = invoice["customer"]
        emit(out, tick, c, i, K.WRITTEN_OFF, step, 0, amount, 0)
