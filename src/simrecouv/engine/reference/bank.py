"""What the bank statement brings: deposits, payments whole or in part, rejections, matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import AFTER_AWARD, BAILIFF, FACTOR, TRANSFER
from simrecouv.engine.reference import factor
from simrecouv.engine.reference.booking import (
    await_recognition,
    book_charges,
    book_principal,
    drop_claim,
    forget_unmatched,
    payee_of,
    share_out,
    waive_charges,
)
from simrecouv.engine.reference.wait import Life
from simrecouv.engine.rules import allocated_cents, part_paid_cents
from simrecouv.units import Phase
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def receive(company: Company, invoice: Invoice, run: int) -> Life:
    """Receive a payment that left with a run: it may be rejected, partial, or settle all.

    What was seized, and what goes to a factor, is never taken back.
    """
    traits, luck = company.tables.traits, company.luck
    failure = company.tables.means.failure[invoice.means][invoice.customer.profile]
    is_safe = (
        invoice.is_seized or invoice.factor >= 0 or invoice.was_rejected or invoice.is_recorded
    )
    if not is_safe and luck.rejection_u[invoice.number] < failure:
        yield from receive_and_reject(company, invoice, run)
    elif invoice.is_seized and invoice.awarded_cents < invoice.open_cents:
        receive_award(company, invoice)
    elif (
        not invoice.has_paid_part
        and not invoice.is_pulled
        and not invoice.is_seized
        and not invoice.is_recorded
        and invoice.concession_cents == 0
        and luck.partial_u[invoice.number] < traits.partial_share[invoice.customer.profile]
    ):
        receive_part(company, invoice)
        invoice.wait_again(company.exponential(invoice.u(Stream.AFTER_PART)))
    else:
        payee = receive_all(company, invoice, run)
        yield from await_recognition(company, invoice, payee)


def receive_and_reject(company: Company, invoice: Invoice, run: int) -> Life:
    """Receive a payment that the bank takes back: nothing that it would earn is booked."""
    tables, customer = company.tables, invoice.customer
    amount = invoice.open_cents - earned_cents(invoice, run) - invoice.concession_cents
    book_principal(company, invoice, amount)
    invoice.unmatched_cents = amount
    customer.unmatched_cents += amount
    company.bounced[invoice.number] = company.unpaid.pop(invoice.number)
    invoice.is_received = True
    rejection_day = tables.rejection_day[company.today - tables.first_day]
    yield from await_recognition(company, invoice, before=rejection_day)
    yield company.until(rejection_day, Phase.BANK)
    fee = tables.means.failure_cents[invoice.means]
    company.record(invoice, Kind.PAYMENT_REJECTED, amount=amount, cost=fee)
    if invoice.is_written_off:
        company.record(invoice, Kind.WRITTEN_OFF, amount=amount)
    invoice.open_cents += amount
    customer.owed_cents += amount
    forget_unmatched(invoice)
    invoice.concession_cents, invoice.means = 0, TRANSFER
    invoice.is_received, invoice.was_rejected = False, True
    company.unpaid[invoice.number] = company.bounced.pop(invoice.number)
    company.let_dun(invoice)
    company.await_third_parties(invoice)
    invoice.wait_again(company.exponential(invoice.u(Stream.AFTER_REJECTION)))


def receive_part(company: Company, invoice: Invoice) -> None:
    """Receive a part: charges first or principal first, as the policy allocates."""
    paid, payee = part_paid_cents(invoice.open_cents, invoice.u(Stream.PART)), payee_of(invoice)
    first = company.plan.terms.costs_first
    fees = allocated_cents(paid, invoice.fees_cents, first)
    interest = allocated_cents(paid - fees, invoice.interest_cents, first)
    principal = paid - fees - interest
    book_principal(company, invoice, principal, payee=payee)
    book_charges(company, invoice, fees, interest, payee)
    share_out(company, invoice, principal, fees + interest, payee)
    invoice.has_paid_part = True


def receive_award(company: Company, invoice: Invoice) -> None:
    """Receive what a court granted in part and a bailiff seized; the rest goes on, out of court."""
    award = invoice.awarded_cents
    book_principal(company, invoice, award, payee=BAILIFF)
    share_out(company, invoice, award, 0, BAILIFF)
    invoice.is_seized = False
    invoice.leave_court()
    invoice.wait_again(company.exponential(invoice.u(Stream.AFTER_PART, AFTER_AWARD)))


def receive_all(company: Company, invoice: Invoice, run: int) -> int:
    """Receive all that is left, less a discount or a concession; return who receives it.

    Charges are paid or waived; what a bailiff seizes includes them.
    """
    record, customer, tables = company.record, invoice.customer, company.tables
    discount, concession = earned_cents(invoice, run), invoice.concession_cents
    given_up, payee = discount + concession, payee_of(invoice)
    received = invoice.open_cents - given_up
    book_principal(company, invoice, received, given_up, payee)
    invoice.unmatched_cents = received + given_up
    customer.unmatched_cents += received + given_up
    if discount > 0:
        record(invoice, Kind.DISCOUNT, amount=discount)
    if concession > 0:
        record(invoice, Kind.CONCESSION, amount=concession)
    company.unpaid.pop(invoice.number)
    invoice.is_received = True
    drop_claim(company, invoice)
    charged = settle_charges(company, invoice, payee)
    share_out(company, invoice, received, charged, payee)
    if payee == FACTOR:
        factor.settle(company, invoice)
    if company.today > invoice.due_day:
        customer.n_late += 1
        customer.n_charged += charged > 0
        customer.be_deterred(tables, company.plan.terms.annual_rate)
    return payee


def settle_charges(company: Company, invoice: Invoice, payee: int) -> int:
    """Book the charges that come with the last payment, or waive them; return what came."""
    customer, luck = invoice.customer, company.luck
    fees, interest = invoice.fees_cents, invoice.interest_cents
    if fees + interest == 0:
        return 0
    share = company.tables.traits.charges_paid_share[customer.profile]
    is_gesture = invoice.u(Stream.WAIVER) < company.plan.terms.waived_share
    is_paid = not is_gesture and luck.charges_u[invoice.number] < share
    if payee == BAILIFF or is_paid:
        book_charges(company, invoice, fees, interest, payee)
        return fees + interest
    waive_charges(company, invoice)
    if is_gesture:
        customer.annoy(-company.tables.habits.waiver_points, company.today)
    return 0


def earned_cents(invoice: Invoice, run: int) -> int:
    """Discount of a payment that leaves in time: never the last cent, nor beside a settlement."""
    if run > invoice.discount_deadline or invoice.concession_cents > 0:
        return 0
    return min(invoice.discount_cents, invoice.open_cents - 1)
