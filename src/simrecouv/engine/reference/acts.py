"""What the creditor does: messages, late charges, placements and write-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.reference.invoice import Invoice
from simrecouv.engine.reference.ladder import (
    advance,
    charge_progress,
    contact_progress,
    due_place,
    next_day,
    step_day,
)
from simrecouv.engine.rules import interest_cents, is_blocked
from simrecouv.units import NEVER
from simrecouv.vocabulary import REACHED, WRONG, Kind
from simrecouv.world.addressing import MASK, Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.customer import Customer


def schedule(company: Company, invoice: Invoice) -> None:
    """Look up when the next step of each sort is due."""
    plan = company.plan
    invoice.contact_day = next_day(plan, plan.contacts, invoice, contact_progress(invoice))
    charge_day = next_day(plan, plan.charges, invoice, charge_progress(invoice))
    invoice.charge_day = max(charge_day, invoice.due_day + 1)
    days = [step_day(plan, step, invoice) for step in plan.placements]
    invoice.placement_day = min(days, default=NEVER)
    days = [step_day(plan, step, invoice) for step in plan.write_offs]
    invoice.write_off_day = min(days, default=NEVER)


def dun(company: Company, customer: Customer, invoices: list[Invoice]) -> None:
    """Send one message at the highest due step, listing every due invoice of a customer."""
    plan, today = company.plan, company.today
    days = customer.contact_days
    last = days[-1] if days else -NEVER
    limiting = days[-plan.max_contacts] if len(days) >= plan.max_contacts else -NEVER
    if is_blocked(today, last, plan.min_gap_days, limiting):
        return
    places = [due_place(plan, plan.contacts, i, contact_progress(i)) for i in invoices]
    highest = max(places)
    draw = uniform(customer.key, int(Stream.REACH), today & MASK)
    reached = draw < plan.reach[highest]
    days.append(today)
    carried = False
    for invoice, place in zip(invoices, places, strict=True):
        carries = place == highest and not carried
        carried = carried or carries
        company.record(
            invoice,
            Kind.CONTACT if carries else Kind.REMINDED,
            step=plan.contacts[place].step,
            detail=REACHED * reached + WRONG * invoice.is_received,
            cost=plan.contact_cost[highest] if carries else 0,
        )
        if reached:
            invoice.disturb()
            invoice.accrual.stock += plan.gain[highest][customer.profile]
        progress = advance(contact_progress(invoice), place, today)
        invoice.place, invoice.repeats, invoice.last_contact_day = progress
        schedule(company, invoice)


def charge(company: Company, invoice: Invoice) -> None:
    """Bill late interest since due or the last charge, and the indemnity the first time."""
    plan, today = company.plan, company.today
    done = charge_progress(invoice)
    place = due_place(plan, plan.charges, invoice, done)
    interest = interest_cents(
        invoice.gross_cents, plan.annual_rate, today - invoice.last_charge_day
    )
    step = plan.charges[place].step
    if interest > 0:
        company.record(invoice, Kind.INTEREST, step=step, amount=interest)
    indemnity = 0 if invoice.was_charged else plan.indemnity_cents
    if indemnity > 0:
        company.record(invoice, Kind.FEE, step=step, amount=indemnity)
    invoice.was_charged = True
    invoice.charges_cents += interest + indemnity
    progress = advance(done, place, today)
    invoice.charge_place, invoice.charge_repeats, invoice.last_charge_day = progress
    schedule(company, invoice)


def place_with_agency(company: Company, invoice: Invoice) -> None:
    """Entrust an invoice to the agency of the first placement step that is due."""
    plan = company.plan
    due = (k for k, s in enumerate(plan.placements) if step_day(plan, s, invoice) <= company.today)
    which = next(due)
    agency = plan.agency[which]
    step = plan.placements[which].step
    company.record(invoice, Kind.PLACED, step=step, detail=agency, amount=invoice.gross_cents)
    invoice.place_with(agency)


def write_off(company: Company, invoice: Invoice) -> None:
    """Write an invoice off: it leaves the books and the ladder, its life goes on."""
    plan = company.plan
    due = (s for s in plan.write_offs if step_day(plan, s, invoice) <= company.today)
    step = next(due).step
    company.record(invoice, Kind.WRITTEN_OFF, step=step, amount=invoice.gross_cents)
    invoice.is_written_off = True
    company.dunnable.pop(invoice.number, None)
