"""What a reached customer may agree to: a promise, a payment plan, a settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import PLAN, SETTLEMENT
from simrecouv.engine.reference import bank, booking
from simrecouv.engine.reference.wait import Life
from simrecouv.engine.rules import proper_part_cents
from simrecouv.units import Phase
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import MASK, Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def negotiate(company: Company, invoice: Invoice, place: int) -> None:
    """Talk about a late invoice with a customer that the contact step of rank `place` reached."""
    if company.today < invoice.due_day or not invoice.wait.is_active or invoice.accrual.is_stopped:
        return
    if invoice.is_recorded:  # what was agreed shows in its record
        return
    traits, effects = company.tables.traits, company.plan.effects
    customer, offer = invoice.customer, effects.offer[place]
    if offer == PLAN and invoice.u(Stream.PLAN) < traits.plan_accepted_share[customer.profile]:
        agree_plan(company, invoice)
    elif (
        offer == SETTLEMENT
        and invoice.u(Stream.SETTLEMENT) < traits.settlement_accepted_share[customer.profile]
    ):
        agree_settlement(company, invoice)
    else:
        draw = uniform(customer.key, int(Stream.PROMISE), company.today & MASK)
        if draw < effects.promise_share[place]:
            promise(company, invoice)


def promise(company: Company, invoice: Invoice) -> None:
    """Promise to pay on a day to come; until then nobody chases."""
    tables, today = company.tables, company.today
    day = company.business_day(today + tables.habits.promise_days)
    company.record(invoice, Kind.PROMISED, detail=day, amount=invoice.open_cents)
    invoice.stop()
    invoice.is_promised = True
    draw = uniform(invoice.customer.key, int(Stream.PROMISE_KEPT), today & MASK)
    is_kept = draw < tables.traits.promise_kept_share[invoice.customer.profile]
    company.env.process(promised_day(company, invoice, day, is_kept))


def promised_day(company: Company, invoice: Invoice, day: int, is_kept: bool) -> Life:
    """Keep the promise by paying at the close of its day, or break it."""
    yield company.until(day, Phase.WORLD)
    if invoice.customer.insolvency_day <= company.today:
        return
    kind = Kind.PROMISE_KEPT if is_kept else Kind.PROMISE_BROKEN
    company.record(invoice, kind, amount=invoice.open_cents)
    invoice.go_on()
    invoice.is_promised = False
    if is_kept:
        invoice.decide_on(day)


def agree_settlement(company: Company, invoice: Invoice) -> None:
    """Give up a part for the rest at once."""
    concession = proper_part_cents(invoice.open_cents, company.plan.terms.settlement_rate)
    if concession > 0:
        company.record(invoice, Kind.SETTLEMENT_AGREED, amount=concession)
        invoice.decide_on(company.today)
        invoice.concession_cents = concession


def agree_plan(company: Company, invoice: Invoice) -> None:
    """Agree on instalments; while they come, nobody chases."""
    n, days = company.plan.terms.instalments, company.plan.terms.instalment_days
    company.record(invoice, Kind.PLAN_AGREED, detail=n, amount=invoice.open_cents)
    invoice.has_agreed_plan = True
    begin_plan(company, invoice, n, days)


def begin_plan(company: Company, invoice: Invoice, n: int, every_days: int) -> None:
    """Wait for instalments, agreed or granted by a judge; the debt is recognised."""
    invoice.stop()
    invoice.in_plan = True
    invoice.limitation_day = company.limitation_from(invoice.customer, company.today)
    company.env.process(instalments(company, invoice, n, every_days))


def instalments(company: Company, invoice: Invoice, n: int, every_days: int) -> Life:
    """Pay instalment after instalment, the last with what is left; or break the plan."""
    tables, customer = company.tables, invoice.customer
    kept_share = tables.traits.instalment_kept_share[customer.profile]
    agreed_day, instalment = company.today, invoice.open_cents // n
    for k in range(1, n + 1):
        day = max(agreed_day + k * every_days, company.today + 1)
        yield company.until(company.business_day(day), Phase.BANK)
        if customer.insolvency_day <= company.today:
            return
        if invoice.u(Stream.INSTALMENT, k) >= kept_share:
            company.record(invoice, Kind.PLAN_BROKEN)
            invoice.go_on()
            invoice.in_plan = False
            return
        if k < n:
            booking.book_principal(company, invoice, instalment)
            booking.share_out(company, invoice, instalment, 0, 0)
    invoice.in_plan = False
    payee = bank.receive_all(company, invoice, company.today)
    invoice.wait.end()
    yield from booking.await_recognition(company, invoice, payee)
