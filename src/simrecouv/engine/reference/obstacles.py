"""What keeps an invoice from being considered at all: errors and disputes.

An obstacle is latent until someone speaks: a contact that reaches the customer, an agency, or, in
a dispute, the customer itself. A platform that rejects an invoice says so at once: it is sent again
soon, and until then the ladder goes on. Nothing accrues before an obstacle is out of the way, and
once it has surfaced nobody acts but to write off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import DISPUTE, REJECTED
from simrecouv.engine.reference import factor
from simrecouv.engine.reference.wait import Life
from simrecouv.engine.rules import cause_of, proper_part_cents
from simrecouv.units import Phase
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def meet(company: Company, invoice: Invoice) -> None:
    """Meet an obstacle, or none, when the invoice is issued."""
    customer, tables, plan, luck = invoice.customer, company.tables, company.plan, company.luck
    invoice.cause = cause_of(
        luck.error_u[invoice.number],
        tables.error_share[customer.segment] * plan.prevention.error_factor,
        luck.error_kind_u[invoice.number],
        tables.habits.rejected_share,
        luck.dispute_u[invoice.number],
        tables.traits.dispute_share[customer.profile] * plan.prevention.dispute_factor,
        invoice.is_pulled,
    )
    if invoice.cause == 0:
        return
    invoice.is_latent = invoice.accrual.is_stopped = True
    if invoice.cause == REJECTED:
        company.env.process(resend(company, invoice, company.today + tables.habits.notice_days))
    if invoice.cause == DISPUTE:
        company.env.process(speak(company, invoice))


def speak(company: Company, invoice: Invoice) -> Life:
    """Let the customer speak by itself, long after the due day, if nobody asked before."""
    day = max(invoice.due_day + company.tables.habits.surfaces_days, company.today + 1)
    yield company.until(day, Phase.WORLD)
    if invoice.is_latent and invoice.customer.insolvency_day > company.today:
        surface(company, invoice)


def surface(company: Company, invoice: Invoice) -> None:
    """Learn why the invoice is not paid, and start to mend it."""
    habits, today = company.tables.habits, company.today
    company.record(invoice, Kind.SURFACED, detail=invoice.cause)
    invoice.is_latent, invoice.is_disputed = False, True
    if invoice.cause == DISPUTE:
        invoice.give_back(today)
        length = company.exponential(invoice.u(Stream.DISPUTE_LENGTH)) * habits.dispute_mean_days
        company.env.process(close(company, invoice, today + 1 + int(length)))
    else:
        company.env.process(resend(company, invoice, today + habits.resend_days))


def resend(company: Company, invoice: Invoice, day: int) -> Life:
    """Send the invoice again: the customer considers it from that day on."""
    yield company.until(day, Phase.WORLD)
    is_over = invoice.customer.insolvency_day <= company.today
    if is_over or not (invoice.is_latent or invoice.is_disputed):
        return
    company.record(invoice, Kind.RESENT, detail=invoice.cause)
    invoice.accrual.habit_day = max(invoice.habit_day, company.today)
    overcome(invoice)


def close(company: Company, invoice: Invoice, day: int) -> Life:
    """Settle a dispute; a customer who was right gets a credit note."""
    yield company.until(day, Phase.WORLD)
    if invoice.customer.insolvency_day <= company.today:
        return
    habits = company.tables.habits
    is_right = invoice.u(Stream.JUSTIFIED) < habits.justified_share
    company.record(invoice, Kind.DISPUTE_CLOSED, detail=int(is_right))
    credit = proper_part_cents(invoice.open_cents, habits.credit_share) if is_right else 0
    if credit > 0:
        if invoice.is_sold:
            factor.buy_back(company, invoice, credit)
        elif invoice.is_written_off:
            company.record(invoice, Kind.REINSTATED, amount=credit)
        company.record(invoice, Kind.CREDIT_NOTE, amount=credit)
        invoice.open_cents -= credit
        invoice.customer.owed_cents -= credit
    overcome(invoice)


def overcome(invoice: Invoice) -> None:
    """Let the customer consider the invoice."""
    invoice.go_on()
    invoice.is_latent = invoice.is_disputed = False
