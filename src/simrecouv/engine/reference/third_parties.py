"""What third parties do with one invoice on a working day, in a stated order.

The liquidator or the cover pays, the factor settles, the agency works, the court proceeds; then the
policy's steps: assign, sue, place, call the cover, write off. Acts of third parties wait while a
payment has come that the bank may still take back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import LIQUIDATOR, NO_CASE
from simrecouv.engine.reference import agency, booking, court, cover, factor
from simrecouv.engine.reference.acts import write_off
from simrecouv.engine.rules import part_cents
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def visit(company: Company, invoice: Invoice) -> None:
    """Let what is due today happen to an unpaid invoice."""
    is_paid = receive_from_others(company, invoice)
    if not invoice.is_received:
        let_them_work(company, invoice, is_paid)
        entrust(company, invoice)
    if not invoice.is_received:
        call_and_write_off(company, invoice)
        company.await_third_parties(invoice)


def receive_from_others(company: Company, invoice: Invoice) -> bool:
    """Receive the dividend of an insolvency, or what the cover pays once nothing is pending.

    Return whether one of them was due.
    """
    if invoice.dividend_day <= company.today:
        receive_dividend(company, invoice)
        return True
    if invoice.cover_day <= company.today and is_lost_so_far(invoice):
        cover.pay(company, invoice)
        return True
    return False


def is_lost_so_far(invoice: Invoice) -> bool:
    """Whether no payment is on its way, promised or contested."""
    return invoice.is_frozen or (invoice.wait.is_active and not invoice.is_suspended)


def receive_dividend(company: Company, invoice: Invoice) -> None:
    """Receive what a liquidator pays, late; the agency, if any, has no part in it."""
    invoice.dividend_day = NEVER
    amount = part_cents(invoice.open_cents, company.tables.habits.dividend_share)
    booking.book_principal(company, invoice, amount, payee=LIQUIDATOR)
    if invoice.open_cents == 0:  # before the shares: rows come in the order of their kinds
        booking.waive_charges(company, invoice)
    if amount > 0:
        booking.share_out(company, invoice, amount, 0, LIQUIDATOR)
    if invoice.open_cents == 0:
        if invoice.factor >= 0:
            factor.settle(company, invoice)
        booking.close_account(company, invoice)


def let_them_work(company: Company, invoice: Invoice, is_paid: bool) -> None:
    """Let the third party that has the invoice act; a factor not on a day when others pay."""
    today = company.today
    if invoice.factor >= 0 and invoice.factor_day <= today and not is_paid:
        factor.settle_unpaid(company, invoice)
    if invoice.is_frozen:
        return
    if invoice.agency >= 0 and invoice.agency_day <= today:
        agency.work(company, invoice)
    if invoice.stage != NO_CASE and invoice.legal_day <= today:
        court.proceed(company, invoice)


def entrust(company: Company, invoice: Invoice) -> None:
    """Assign, sue or place, as the policy's steps fall due; an agency's invoice may be sued for."""
    today = company.today
    is_a_loss = invoice.is_called or invoice.is_written_off
    if invoice.assignment_day <= today and invoice.is_free and not is_a_loss:
        factor.assign(company, invoice)
    may_sue = invoice.is_free or (invoice.agency >= 0 and not invoice.is_suspended)
    if invoice.suit_day <= today and may_sue and not invoice.is_frozen:
        court.sue(company, invoice)
    if invoice.placement_day <= today and invoice.is_free:
        agency.place(company, invoice)


def call_and_write_off(company: Company, invoice: Invoice) -> None:
    """Call the cover, and write off, at their age."""
    today = company.today
    may_call = invoice.may_claim and invoice.factor < 0
    is_due = invoice.is_frozen or not invoice.is_suspended
    if may_call and is_due and invoice.claim_day <= today:
        cover.call(company, invoice)
    if invoice.write_off_day <= today and not invoice.is_written_off and not invoice.is_sold:
        write_off(company, invoice)
