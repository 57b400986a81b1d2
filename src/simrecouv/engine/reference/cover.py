"""Cover: an insurer bears a part of a loss, a guarantor pays in the customer's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import BEYOND_LIMIT, TOO_LATE, UNAPPROVED_PLAN
from simrecouv.engine.reference import booking
from simrecouv.engine.reference.ladder import first_due
from simrecouv.engine.rules import indemnity_cents, part_cents
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def begin(company: Company, invoice: Invoice) -> int:
    """Cover an invoice when it is issued; return what it costs."""
    plan, customer = company.plan.cover, invoice.customer
    guarantor, insurer = plan.guarantor[customer.segment], plan.insurer[customer.segment]
    is_asked = guarantor >= 0 and customer.score <= plan.guaranteed_score
    if is_asked and uniform(customer.key, int(Stream.GUARANTEE), 0) < plan.accepted_share:
        invoice.cover = guarantor
        return part_cents(invoice.gross_cents, plan.fee_rate)
    if insurer >= 0 and customer.score >= plan.insured_score:
        invoice.cover = insurer
        net = part_cents(invoice.gross_cents, company.tables.net_share[customer.segment])
        return part_cents(net, plan.premium_rate)
    return 0


def exposure_cents(company: Company, invoice: Invoice) -> int:
    """Return what may be lost: incl. VAT for a guarantor, excl. VAT for an insurer."""
    if company.tables.covers.takes_over[invoice.cover]:
        return invoice.open_cents
    net_share = company.tables.net_share[invoice.customer.segment]
    return part_cents(invoice.open_cents, net_share)


def call(company: Company, invoice: Invoice) -> None:
    """Call the cover, after a claim step or at an insolvency; it may be refused."""
    covers, number, customer = company.tables.covers, invoice.cover, invoice.customer
    invoice.is_called, invoice.claim_day = True, NEVER
    left = covers.limit_cents[number] - customer.claimed_cents
    amount, step = min(exposure_cents(company, invoice), left), claim_step(invoice)
    refusal = refusal_of(company, invoice, amount)
    if refusal > 0:
        company.record(invoice, Kind.CLAIM_REFUSED, step=step, detail=refusal)
        return
    if not covers.takes_over[number]:
        customer.claimed_cents += amount
    day = company.business_day(company.today + covers.pays_days[number])
    company.record(invoice, Kind.CLAIMED, step=step, detail=day, amount=amount)
    invoice.claimed_cents, invoice.cover_day = amount, max(day, company.today + 1)


def refusal_of(company: Company, invoice: Invoice, amount: int) -> int:
    """Why an insurer refuses a claim, 0 if it does not; a guarantor never does."""
    covers, number = company.tables.covers, invoice.cover
    if not covers.takes_over[number] and invoice.has_agreed_plan:
        return UNAPPROVED_PLAN
    if company.today > invoice.due_day + covers.claim_within_days[number]:
        return TOO_LATE
    return 0 if amount > 0 else BEYOND_LIMIT


def claim_step(invoice: Invoice) -> int:
    """Return the claim step that is due, -1 when an insolvency calls."""
    if invoice.is_frozen:
        return -1
    return first_due(invoice.steps.claims, invoice).step


def pay(company: Company, invoice: Invoice) -> None:
    """Pay what is still lost: an insurer leaves the debt to us, a guarantor takes it over."""
    covers, number = company.tables.covers, invoice.cover
    invoice.cover_day = NEVER
    if not covers.takes_over[number] and invoice.has_agreed_plan:
        company.record(invoice, Kind.CLAIM_REFUSED, detail=UNAPPROVED_PLAN)
        booking.drop_claim(company, invoice)
        return
    amount = indemnity_cents(
        exposure_cents(company, invoice),
        invoice.claimed_cents,
        covers.quota[number],
        covers.deductible_cents[number],
    )
    if amount == 0:
        booking.drop_claim(company, invoice)
        return
    invoice.claimed_cents = 0
    if not covers.takes_over[number]:
        company.record(invoice, Kind.INDEMNIFIED, amount=amount)
        invoice.indemnity_cents = amount
        return
    if invoice.is_written_off:
        company.record(invoice, Kind.REINSTATED, amount=amount)
    company.record(invoice, Kind.SUBROGATED, amount=amount)
    invoice.open_cents -= amount
    invoice.customer.owed_cents -= amount
    if invoice.open_cents == 0:
        booking.close_account(company, invoice)
