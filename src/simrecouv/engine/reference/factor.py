"""Factoring: an invoice is financed, with or without recourse, and collected by the factor.

With recourse it stays ours, and the factor takes its advance back when it is not paid. Without, it
is sold: the factor bears the loss, disputes apart. What is held back comes when it settles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import DISPUTE
from simrecouv.engine.reference.ladder import first_due
from simrecouv.engine.rules import factor_interest_cents, part_cents
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def assign(company: Company, invoice: Invoice) -> None:
    """Assign an invoice to the factor of the first factoring step that is due."""
    factors, today = company.tables.factors, company.today
    amount, rung = invoice.open_cents, first_due(invoice.steps.assignments, invoice)
    number, step = company.plan.factor[rung.place], rung.step
    if factors.recourse[number]:
        company.record(invoice, Kind.FACTORED, step=step, detail=number, amount=amount)
    else:
        company.record(invoice, Kind.SOLD, step=step, detail=number, amount=amount)
        invoice.is_sold, invoice.sold_cents = True, amount
        invoice.customer.owed_cents -= amount
    invoice.advance_cents = part_cents(amount, factors.advance_rate[number])
    company.record(
        invoice,
        Kind.FACTOR_FUNDED,
        detail=factors.funded_day[number][today - company.tables.first_day],
        amount=invoice.advance_cents,
        cost=part_cents(amount, factors.commission_rate[number]),
    )
    invoice.factor, invoice.factored_day, invoice.was_factored = number, today, True
    invoice.factor_day = max(invoice.due_day + factors.recourse_days[number], today + 1)
    intensity = factors.intensity[number][invoice.customer.profile]
    invoice.press(intensity, max(invoice.due_day + 1, today))


def settle(company: Company, invoice: Invoice) -> None:
    """Settle the account of an invoice: what is held back comes, or the advance goes back.

    What is given up after a first settlement is settled in its turn, without interest.
    """
    factors, today = company.tables.factors, company.today
    owed = invoice.sold_cents if invoice.is_sold else invoice.at_factor_cents
    amount, interest = owed - invoice.advance_cents - invoice.released_cents, 0
    if not invoice.was_settled:
        rate, days = factors.interest_rate[invoice.factor], today - invoice.factored_day
        interest = factor_interest_cents(invoice.advance_cents, rate, days)
    elif amount == 0:
        return
    day = factors.settled_day[invoice.factor][today - company.tables.first_day]
    company.record(invoice, Kind.FACTOR_SETTLED, detail=day, amount=amount, cost=interest)
    invoice.released_cents += amount
    invoice.was_settled, invoice.factor_day = True, NEVER


def settle_unpaid(company: Company, invoice: Invoice) -> None:
    """Settle before the customer has paid: with recourse, or on a dispute, all comes back."""
    is_contested = invoice.is_disputed and invoice.cause == DISPUTE
    comes_back = is_contested or not invoice.is_sold
    if comes_back and invoice.is_sold:
        buy_back(company, invoice, invoice.open_cents)
    settle(company, invoice)
    invoice.factor_day = NEVER
    if comes_back:
        invoice.factor, invoice.is_sold = -1, False
        invoice.dun_again()


def buy_back(company: Company, invoice: Invoice, amount: int) -> None:
    """Take principal back from the factor that bought it."""
    if amount > 0:
        company.record(invoice, Kind.BOUGHT_BACK, amount=amount)
        invoice.sold_cents -= amount
        invoice.customer.owed_cents += amount
