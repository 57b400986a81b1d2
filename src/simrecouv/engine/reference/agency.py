"""The agency: it has a mandate, contacts of its own, and gives the invoice back in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.reference import obstacles
from simrecouv.engine.reference.acts import schedule
from simrecouv.engine.reference.ladder import first_due
from simrecouv.engine.rules import in_band
from simrecouv.units import NEVER
from simrecouv.vocabulary import REACHED, Kind
from simrecouv.world.addressing import MASK, Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def place(company: Company, invoice: Invoice) -> None:
    """Entrust an invoice to the agency of the first placement step that is due; it asks why."""
    agencies, today = company.tables.agencies, company.today
    step = first_due(invoice.steps.placements, invoice, invoice.placement_place)
    agency = company.plan.agency[step.place]
    invoice.placement_place = step.place
    if invoice.has_secret:
        obstacles.surface(company, invoice)
    company.record(
        invoice,
        Kind.PLACED,
        step=step.step,
        detail=agency,
        amount=invoice.open_cents,
        cost=agencies.fee_cents[agency],
    )
    invoice.commission_rate = rate_of(company, invoice, agency)
    invoice.wait.disturb()
    invoice.accrual.get_help(agencies.intensity[agency][invoice.customer.profile])
    invoice.agency, invoice.placed_day, invoice.was_placed = agency, today, True
    invoice.agency_contacts = 0
    plan_next(company, invoice)
    company.dunnable.pop(invoice.number, None)
    invoice.customer.annoy(company.tables.habits.placement_points, today)
    schedule(company, invoice)


def rate_of(company: Company, invoice: Invoice, agency: int) -> float:
    """Return the commission agreed for an invoice of this age and amount."""
    agencies, age = company.tables.agencies, company.today - invoice.due_day
    bands = zip(
        agencies.band_days[agency],
        agencies.band_cents[agency],
        agencies.band_rate[agency],
        strict=True,
    )
    agreed = [r for days, least, r in bands if in_band(age, days, invoice.open_cents, least)]
    return float(agreed[-1])


def plan_next(company: Company, invoice: Invoice) -> None:
    """Find the day of the agency's next contact, or of the end of its mandate."""
    agencies, agency = company.tables.agencies, invoice.agency
    end = invoice.placed_day + agencies.recall_days[agency]
    if invoice.agency_contacts < agencies.contact_most[agency]:
        contact = company.today + agencies.contact_every[agency]
        invoice.agency_day = min(contact, end)
    else:
        invoice.agency_day = end


def work(company: Company, invoice: Invoice) -> None:
    """Give the invoice back at the end of the mandate; before it, contact the customer."""
    end = invoice.placed_day + company.tables.agencies.recall_days[invoice.agency]
    if company.today >= end:
        recall(company, invoice)
        invoice.dun_again()
    elif not invoice.is_suspended:
        contact(company, invoice)
        plan_next(company, invoice)


def recall(company: Company, invoice: Invoice) -> None:
    """Take an invoice back from its agency."""
    company.record(invoice, Kind.RECALLED, detail=invoice.agency)
    invoice.wait.disturb()
    invoice.accrual.help_per_day = 0.0
    invoice.agency, invoice.agency_day = -1, NEVER


def contact(company: Company, invoice: Invoice) -> None:
    """Let the agency speak to the customer, at its own expense."""
    agencies, agency, customer = company.tables.agencies, invoice.agency, invoice.customer
    draw = uniform(customer.key, int(Stream.AGENCY_REACH), company.today & MASK)
    reached = draw < agencies.contact_reach[agency]
    company.record(invoice, Kind.AGENCY_CONTACT, detail=REACHED * reached)
    customer.annoy(agencies.contact_points[agency], company.today)
    invoice.agency_contacts += 1
    if reached:
        invoice.wait.disturb()
        gain = agencies.contact_gain[agency][customer.profile]
        invoice.accrual.hear(gain, from_agency=True)
