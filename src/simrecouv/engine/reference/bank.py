"""What the bank statement brings: deposits, payments whole or in part, rejections, matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.plan import TRANSFER
from simrecouv.engine.reference.wait import Life
from simrecouv.engine.rules import (
    allocated_cents,
    fee_cents,
    part_cents,
    part_paid_cents,
)
from simrecouv.units import Phase
from simrecouv.vocabulary import INDEMNITY, LATE_INTEREST, Kind
from simrecouv.world.addressing import Stream

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def receive(company: Company, invoice: Invoice, run: int) -> Life:
    """Receive a payment that left with a run: it may be rejected, partial, or settle all."""
    traits = company.tables.traits
    failure = company.tables.means.failure[invoice.means][invoice.customer.profile]
    if not invoice.was_rejected and invoice.u(Stream.REJECTION) < failure:
        yield from receive_and_reject(company, invoice, run)
    elif (
        not invoice.has_paid_part
        and not invoice.is_pulled
        and invoice.concession_cents == 0
        and invoice.u(Stream.PARTIAL) < traits.partial_share[invoice.customer.profile]
    ):
        receive_part(company, invoice)
        invoice.wait_again(company.exponential(invoice.u(Stream.AFTER_PART)))
    else:
        receive_all(company, invoice, run)
        yield from recognise(company, invoice)


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
    yield from recognise(company, invoice, before=rejection_day)
    yield company.until(rejection_day, Phase.BANK)
    fee = tables.means.failure_cents[invoice.means]
    company.record(invoice, Kind.PAYMENT_REJECTED, amount=amount, cost=fee)
    if invoice.is_written_off:
        company.record(invoice, Kind.WRITTEN_OFF, amount=amount)
    invoice.open_cents += amount
    customer.owed_cents += amount
    match_payment(invoice)
    invoice.concession_cents, invoice.means = 0, TRANSFER
    invoice.is_received, invoice.was_rejected = False, True
    company.unpaid[invoice.number] = company.bounced.pop(invoice.number)
    if invoice.agency < 0 and not invoice.is_written_off:
        company.dunnable[invoice.number] = invoice
    invoice.wait_again(company.exponential(invoice.u(Stream.AFTER_REJECTION)))


def receive_part(company: Company, invoice: Invoice) -> None:
    """Receive a part: charges first or principal first, as the policy allocates."""
    paid = part_paid_cents(invoice.open_cents, invoice.u(Stream.PART))
    first = company.plan.terms.costs_first
    fees = allocated_cents(paid, invoice.fees_cents, first)
    interest = allocated_cents(paid - fees, invoice.interest_cents, first)
    book_principal(company, invoice, paid - fees - interest)
    book_charges(company, invoice, fees, interest)
    pay_commission(company, invoice, paid)
    invoice.has_paid_part = True


def receive_all(company: Company, invoice: Invoice, run: int) -> None:
    """Receive all that is left, less a discount or a concession; charges are paid or waived."""
    record, customer, tables = company.record, invoice.customer, company.tables
    discount, concession = earned_cents(invoice, run), invoice.concession_cents
    given_up = discount + concession
    received = invoice.open_cents - given_up
    book_principal(company, invoice, received, given_up)
    invoice.unmatched_cents = received + given_up
    customer.unmatched_cents += received + given_up
    if discount > 0:
        record(invoice, Kind.DISCOUNT, amount=discount)
    if concession > 0:
        record(invoice, Kind.CONCESSION, amount=concession)
    company.unpaid.pop(invoice.number)
    invoice.is_received = True
    charged = settle_charges(company, invoice)
    pay_commission(company, invoice, received + charged)
    if company.today > invoice.due_day:
        customer.n_late += 1
        customer.n_charged += charged > 0
        customer.be_deterred(tables, company.plan.terms.annual_rate)


def settle_charges(company: Company, invoice: Invoice) -> int:
    """Book the charges that come with the last payment, or waive them; return what came."""
    customer, luck = invoice.customer, company.luck
    fees, interest = invoice.fees_cents, invoice.interest_cents
    if fees + interest == 0:
        return 0
    share = company.tables.traits.charges_paid_share[customer.profile]
    is_gesture = invoice.u(Stream.WAIVER) < company.plan.terms.waived_share
    if not is_gesture and luck.charges_u[invoice.number] < share:
        book_charges(company, invoice, fees, interest)
        return fees + interest
    company.record(invoice, Kind.CHARGES_WAIVED, amount=fees + interest)
    invoice.fees_cents = invoice.interest_cents = 0
    if is_gesture:
        customer.annoy(-company.tables.habits.waiver_points, company.today)
    return 0


def earned_cents(invoice: Invoice, run: int) -> int:
    """Discount of a payment that leaves in time: never the last cent, nor beside a settlement."""
    if run > invoice.discount_deadline or invoice.concession_cents > 0:
        return 0
    return min(invoice.discount_cents, invoice.open_cents - 1)


def book_principal(company: Company, invoice: Invoice, amount: int, given_up: int = 0) -> None:
    """Book money for the principal, put back first what had been written off."""
    credited = amount + given_up
    if credited == 0:
        return
    if invoice.is_written_off:
        company.record(invoice, Kind.REINSTATED, amount=credited)
    means = company.tables.means
    fee = fee_cents(amount, means.fee_cents[invoice.means], means.fee_rate[invoice.means])
    company.record(invoice, Kind.RECEIVED, amount=amount, cost=fee)
    invoice.open_cents -= credited
    invoice.customer.owed_cents -= credited


def book_charges(company: Company, invoice: Invoice, fees: int, interest: int) -> None:
    """Book money for the indemnity and for late interest."""
    for amount, detail in ((fees, INDEMNITY), (interest, LATE_INTEREST)):
        if amount > 0:
            company.record(invoice, Kind.CHARGES_RECEIVED, detail=detail, amount=amount)
    invoice.fees_cents -= fees
    invoice.interest_cents -= interest


def pay_commission(company: Company, invoice: Invoice, paid: int) -> None:
    """Pay the agency for money that came after placement, to whomever it was sent."""
    if invoice.agency >= 0:
        rate = company.tables.commission_rate[invoice.agency]
        cost = part_cents(paid, rate)
        company.record(invoice, Kind.COMMISSION, detail=invoice.agency, cost=cost)


def recognise(company: Company, invoice: Invoice, before: int | None = None) -> Life:
    """Match the payment with its invoice, unless the bank takes it back first."""
    day = company.tables.recognition_day[company.today - company.tables.first_day]
    if before is not None and day >= before:
        return
    if day > company.today:
        yield company.until(day, Phase.BANK)
    company.record(invoice, Kind.RECOGNISED)
    match_payment(invoice)
    company.dunnable.pop(invoice.number, None)
    if invoice.is_holding:
        company.record(invoice, Kind.HOLD_RELEASED)
        invoice.is_holding = False
        invoice.customer.holds -= 1
        invoice.customer.find_pace(company.tables)


def match_payment(invoice: Invoice) -> None:
    """Let the books show the last payment, or forget it when the bank takes it back."""
    invoice.customer.unmatched_cents -= invoice.unmatched_cents
    invoice.unmatched_cents = 0
