"""Dated acts beside the messages: when each is due; late charges, order holds, write-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.reference.ladder import (
    advance,
    charge_progress,
    contact_progress,
    due_place,
    first_due,
    next_day,
    step_day,
)
from simrecouv.engine.rules import fixed_indemnity_cents, interest_cents
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice
    from simrecouv.engine.reference.plain import Rung


def schedule(company: Company, invoice: Invoice) -> None:
    """Look up when the next step of each sort is due."""
    ladders = company.ladders

    def first_day(steps: list[Rung], done: int = -1) -> int:
        days = (step_day(ladders, step, invoice) for step in steps[done + 1 :])
        return min(days, default=NEVER)

    invoice.contact_day = next_day(ladders, ladders.contacts, invoice, contact_progress(invoice))
    charge_day = next_day(ladders, ladders.charges, invoice, charge_progress(invoice))
    invoice.charge_day = max(charge_day, invoice.due_day + 1)
    invoice.hold_day = max(first_day(ladders.holds), invoice.due_day + 1)
    invoice.act_day = min(invoice.contact_day, invoice.charge_day, invoice.hold_day)
    invoice.placement_day = first_day(ladders.placements, invoice.placement_place)
    invoice.suit_day = first_day(ladders.suits, invoice.suit_place)
    invoice.assignment_day = NEVER if invoice.was_factored else first_day(ladders.assignments)
    if not invoice.is_frozen:
        may_call = invoice.cover >= 0 and not invoice.is_called
        invoice.claim_day = first_day(ladders.claims) if may_call else NEVER
    invoice.write_off_day = NEVER if invoice.is_written_off else first_day(ladders.write_offs)
    invoice.third_day = -NEVER


def charge(company: Company, invoice: Invoice) -> None:
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    charged, ladders, today = company.plan.charged, company.ladders, company.today
    segment, first_day = invoice.customer.segment, company.tables.first_day
    done = charge_progress(invoice)
    place = due_place(ladders, ladders.charges, invoice, done)
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
    customer, steps = invoice.customer, company.ladders.holds
    step = steps[first_due(company.ladders, steps, invoice)].step
    company.record(invoice, Kind.ORDERS_STOPPED, step=step)
    invoice.is_holding = True
    customer.holds += 1
    customer.find_pace(company.tables)
    customer.annoy(company.tables.habits.hold_points, company.today)


def write_off(company: Company, invoice: Invoice) -> None:
    """Write an invoice off: it leaves the books, and nothing else changes."""
    steps = company.ladders.write_offs
    step = steps[first_due(company.ladders, steps, invoice)].step
    company.record(invoice, Kind.WRITTEN_OFF, step=step, amount=invoice.open_cents)
    invoice.is_written_off, invoice.write_off_day = True, NEVER
