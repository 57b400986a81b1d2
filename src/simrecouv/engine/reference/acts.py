"""Dated acts beside the messages: when each is due; late charges, order holds, write-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.reference.ladder import (
    advance,
    charge_progress,
    contact_progress,
    due_place,
    first_day,
    first_due,
    next_day,
)
from simrecouv.engine.rules import fixed_indemnity_cents, interest_cents
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def schedule(company: Company, invoice: Invoice) -> None:
    """Look up when the next step of each sort is due."""
    if invoice.is_recorded:  # what else was done to it shows in its record
        schedule_contacts(company, invoice)
        return
    steps = invoice.steps
    charge_day = next_day(steps.charges, invoice, charge_progress(invoice))
    invoice.charge_day = max(charge_day, invoice.due_day + 1)
    hold_day = NEVER if invoice.is_holding else first_day(steps.holds, invoice)
    invoice.hold_day = max(hold_day, invoice.due_day + 1)
    schedule_contacts(company, invoice)
    schedule_third_parties(company, invoice)


def schedule_contacts(company: Company, invoice: Invoice) -> None:
    """Look up when the next contact is due, and with it the next act of our own."""
    invoice.contact_day = next_day(invoice.steps.contacts, invoice, contact_progress(invoice))
    invoice.act_day = min(invoice.contact_day, invoice.charge_day, invoice.hold_day)
    company.acts.put(invoice.number, invoice.act_day)


def after_contact(company: Company, invoice: Invoice) -> None:
    """Look up what a contact moves."""
    if company.selection.contacts_move_others:
        schedule(company, invoice)
    else:
        schedule_contacts(company, invoice)


def schedule_third_parties(company: Company, invoice: Invoice) -> None:
    """Look up when it is time to entrust the invoice, to call its cover, to write it off."""
    steps = invoice.steps
    if not invoice.is_frozen:
        done, sued = invoice.placement_place, invoice.suit_place
        was_factored, may_claim = invoice.was_factored, invoice.may_claim
        invoice.placement_day = first_day(steps.placements, invoice, done)
        invoice.suit_day = first_day(steps.suits, invoice, sued)
        invoice.assignment_day = NEVER if was_factored else first_day(steps.assignments, invoice)
        invoice.claim_day = first_day(steps.claims, invoice) if may_claim else NEVER
    is_lost = invoice.is_written_off
    invoice.write_off_day = NEVER if is_lost else first_day(steps.write_offs, invoice)
    company.await_third_parties(invoice)


def charge(company: Company, invoice: Invoice) -> None:
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    charged, ladders, today = company.plan.charged, company.ladders, company.today
    segment, first_day = invoice.customer.segment, company.tables.first_day
    done = charge_progress(invoice)
    place = due_place(invoice.steps.charges, invoice, done, today)
    sums = charged.ppm_days[segment]
    elapsed = sums[today - first_day] - sums[invoice.last_charge_day - first_day]
    interest = interest_cents(invoice.open_cents, elapsed)
    step = ladders.charges[place].step
    if interest > 0:
        company.record(invoice, Kind.INTEREST, step=step, amount=interest)
    indemnity = 0
    if not invoice.was_charged:
        indemnity = fixed_indemnity_cents(
            invoice.gross_cents,
            charged.first_cents[segment],
            charged.second_from[segment],
            charged.second_cents[segment],
            charged.third_from[segment],
            charged.third_cents[segment],
        )
    if indemnity > 0:
        company.record(invoice, Kind.FEE, step=step, amount=indemnity)
    invoice.was_charged = True
    invoice.interest_cents += interest
    invoice.fees_cents += indemnity
    progress = advance(done, place, today)
    invoice.charge_place, invoice.charge_repeats, invoice.last_charge_day = progress
    invoice.customer.annoy(company.tables.habits.charge_points, today)
    schedule(company, invoice)


def hold_orders(company: Company, invoice: Invoice) -> None:
    """Keep the customer's orders back until this invoice is paid: it presses, and annoys."""
    customer, step = invoice.customer, first_due(invoice.steps.holds, invoice).step
    company.record(invoice, Kind.ORDERS_STOPPED, step=step)
    invoice.is_holding = True
    schedule(company, invoice)
    customer.holds += 1
    customer.find_pace(company.tables)
    customer.annoy(company.tables.habits.hold_points, company.today)


def write_off(company: Company, invoice: Invoice) -> None:
    """Write an invoice off: it leaves the books, and nothing else changes."""
    step = first_due(invoice.steps.write_offs, invoice).step
    company.record(invoice, Kind.WRITTEN_OFF, step=step, amount=invoice.open_cents)
    invoice.is_written_off, invoice.write_off_day = True, NEVER
