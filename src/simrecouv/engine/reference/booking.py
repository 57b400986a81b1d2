"""Booking money: who receives it, what it settles, who takes a share, when it is matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import AGENCY, BAILIFF, FACTOR, LIQUIDATOR, NO_CASE
from simrecouv.engine.reference import factor
from simrecouv.engine.reference.wait import Life
from simrecouv.engine.rules import (
    bailiff_fee_cents,
    commission_cents,
    fee_cents,
    insurer_share_cents,
)
from simrecouv.units import NEVER, Phase
from simrecouv.vocabulary import COSTS, LATE_INTEREST, VIA_THIRD_PARTY, Kind
from simrecouv.world.addressing import Stream

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def payee_of(invoice: Invoice) -> int:
    """Who receives the customer's payment: 0 our bank, else a third party that collects it."""
    if invoice.is_seized:
        return BAILIFF
    if invoice.factor >= 0:
        return FACTOR
    if invoice.agency >= 0 and not invoice.is_pulled:
        direct_share = invoice.company.tables.agencies.direct_share[invoice.agency]
        if invoice.u(Stream.PAYEE) >= direct_share:
            return AGENCY
    return 0


def book_principal(
    company: Company, invoice: Invoice, amount: int, given_up: int = 0, payee: int = 0
) -> None:
    """Book money for the principal, put back first what had been written off.

    What is given up of an invoice that a factor bought is ours again first.
    """
    credited = amount + given_up
    if credited == 0:
        return
    if invoice.is_sold:
        factor.buy_back(company, invoice, given_up)
        company.record(invoice, Kind.PAID_TO_FACTOR, amount=amount)
    else:
        if invoice.is_written_off:
            company.record(invoice, Kind.REINSTATED, amount=credited)
        fee = 0 if payee else means_fee(company, invoice, amount)
        company.record(invoice, Kind.RECEIVED, detail=payee, amount=amount, cost=fee)
    if payee == FACTOR:
        invoice.at_factor_cents += amount
    invoice.open_cents -= credited
    invoice.customer.owed_cents -= given_up if invoice.is_sold else credited
    invoice.limitation_day = company.limitation_from(invoice.customer, company.today)


def means_fee(company: Company, invoice: Invoice, amount: int) -> int:
    """Cost of a payment by the invoice's means."""
    means = company.tables.means
    return fee_cents(amount, means.fee_cents[invoice.means], means.fee_rate[invoice.means])


def book_charges(
    company: Company, invoice: Invoice, fees: int, interest: int, payee: int = 0
) -> None:
    """Book money for the costs and for late interest; a factor leaves them to us."""
    via = VIA_THIRD_PARTY if payee in (AGENCY, BAILIFF) else 0
    for amount, detail in ((fees, COSTS), (interest, LATE_INTEREST)):
        if amount > 0:
            company.record(invoice, Kind.CHARGES_RECEIVED, detail=detail + via, amount=amount)
    invoice.fees_cents -= fees
    invoice.interest_cents -= interest


def waive_charges(company: Company, invoice: Invoice) -> None:
    """Give up what is left of the charges."""
    charges = invoice.fees_cents + invoice.interest_cents
    if charges > 0:
        company.record(invoice, Kind.CHARGES_WAIVED, amount=charges)
    invoice.fees_cents = invoice.interest_cents = 0


def share_out(company: Company, invoice: Invoice, principal: int, charges: int, payee: int) -> None:
    """Pay third parties out of what came, and note when what they received reaches our bank."""
    tables, paid = company.tables, principal + charges
    at = company.today - tables.first_day
    if invoice.stage != NO_CASE:
        invoice.awarded_cents = max(invoice.awarded_cents - principal, 0)
    if invoice.agency >= 0 and payee != LIQUIDATOR:
        minimum = tables.agencies.minimum_cents[invoice.agency]
        fee = commission_cents(paid, invoice.commission_rate, minimum)
        if payee == AGENCY:
            day = tables.agencies.remittance_day[invoice.agency][at]
            company.record(invoice, Kind.AGENCY_REMITTED, detail=day, amount=paid, cost=fee)
        else:
            company.record(invoice, Kind.COMMISSION, detail=invoice.agency, cost=fee)
    if payee == BAILIFF:
        scale = tables.courts.bailiff_scale[invoice.court]
        fee = bailiff_fee_cents(paid) if scale else 0
        day = tables.courts.remittance_day[invoice.court][at]
        company.record(invoice, Kind.BAILIFF_REMITTED, detail=day, amount=paid, cost=fee)
    if invoice.indemnity_cents > 0:
        quota = tables.covers.quota[invoice.cover]
        share = insurer_share_cents(principal, quota, invoice.indemnity_cents)
        if share > 0:
            company.record(invoice, Kind.INSURER_SHARE, amount=share)
        invoice.indemnity_cents -= share


def drop_claim(company: Company, invoice: Invoice) -> None:
    """Give the customer's limit back what a claim that comes to nothing had taken of it."""
    if invoice.claimed_cents > 0 and not company.tables.covers.takes_over[invoice.cover]:
        invoice.customer.claimed_cents -= invoice.claimed_cents
    invoice.claimed_cents, invoice.cover_day = 0, NEVER


def close_account(company: Company, invoice: Invoice) -> None:
    """Close an invoice of which nothing is owed any more, because somebody else paid."""
    company.unpaid.pop(invoice.number)
    invoice.is_received, invoice.is_latent = True, False
    waive_charges(company, invoice)
    invoice.wait.end()
    recognise(company, invoice)


def recognition_day(company: Company, invoice: Invoice, payee: int) -> int:
    """Day on which accounting matches a payment of today: not before it reaches our bank."""
    tables = company.tables
    at = company.today - tables.first_day
    if payee == AGENCY:
        return int(tables.agencies.remittance_day[invoice.agency][at])
    if payee == BAILIFF:
        return int(tables.courts.remittance_day[invoice.court][at])
    return int(tables.recognition_day[at])


def await_recognition(
    company: Company, invoice: Invoice, payee: int = 0, before: int | None = None
) -> Life:
    """Wait until accounting matches the payment, unless the bank takes it back first."""
    day = recognition_day(company, invoice, payee)
    if before is not None and day >= before:
        return
    if day > company.today:
        yield company.until(day, Phase.BANK)
    recognise(company, invoice)


def recognise(company: Company, invoice: Invoice) -> None:
    """Match a payment with its invoice; the orders that it kept back are free."""
    company.record(invoice, Kind.RECOGNISED)
    forget_unmatched(invoice)
    company.dunnable.pop(invoice.number, None)
    if invoice.is_holding:
        company.record(invoice, Kind.HOLD_RELEASED)
        invoice.is_holding = False
        invoice.customer.holds -= 1
        invoice.customer.find_pace(company.tables)


def forget_unmatched(invoice: Invoice) -> None:
    """Await a payment no longer: it is matched, or the bank takes it back."""
    invoice.customer.unmatched_cents -= invoice.unmatched_cents
    invoice.unmatched_cents = 0
