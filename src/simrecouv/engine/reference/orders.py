"""Orders: credit control looks at each, then it is invoiced, kept back or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import DEPOSIT, HOLD, LIMIT
from simrecouv.engine.reference import cover, obstacles
from simrecouv.engine.reference.acts import schedule
from simrecouv.engine.reference.invoice import Invoice
from simrecouv.engine.rules import is_risky, order_verdict, proper_part_cents
from simrecouv.units import NO_RECORD
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.customer import Customer


def take_order(company: Company, number: int) -> None:
    """Invoice an order, keep it back once, or lose it."""
    customer = company.customers[company.luck.order_customer[number]]
    if company.luck.paid_day[number] != NO_RECORD:
        issue(company, customer, number, 0.0)
        return
    refusal = verdict(company, customer, number)
    if refusal in (HOLD, LIMIT) and number not in company.kept_back:
        lost_share = company.tables.habits.held_lost_share
        if order_u(company, number, Stream.HELD_ORDER) >= lost_share:
            keep_back(company, customer, number)
            return
    share = deposit_share(company, customer)
    refused_share = company.tables.habits.deposit_refused_share
    if refusal == 0 and share > 0.0 and order_u(company, number, Stream.DEPOSIT) < refused_share:
        refusal = DEPOSIT
    if refusal > 0:
        company.record_order(customer, number, Kind.ORDER_LOST, refusal)
        return
    issue(company, customer, number, share)


def verdict(company: Company, customer: Customer, number: int) -> int:
    """Let credit control, the sales force and the customer decide: 0, or a `Refusal`."""
    plan, today = company.plan.prevention, company.today
    if not customer.has_left and customer.annoyance_on(today) >= customer.patience:
        customer.has_left = True
        company.record_customer(customer, Kind.CUSTOMER_LOST)
    fails_soon = customer.insolvency_day - today < plan.sales_horizon_days
    declined_share = plan.sales_hit_share if fails_soon else plan.sales_alarm_share
    return order_verdict(
        customer.has_left or customer.insolvency_day <= today,
        company.luck.sales_u[number] < declined_share,
        customer.score,
        plan.min_score[customer.segment],
        customer.holds,
        customer.owed_cents + company.luck.gross_cents[number],
        plan.limit_cents[customer.segment],
    )


def keep_back(company: Company, customer: Customer, number: int) -> None:
    """Keep an order back: credit control looks again some days later."""
    day = company.business_day(company.today + company.tables.habits.held_delay_days)
    company.record_order(customer, number, Kind.ORDER_HELD, day)
    company.kept_back.add(number)
    company.orders_on.setdefault(day, []).append(number)


def deposit_share(company: Company, customer: Customer) -> float:
    """Share of the price asked for with the order."""
    plan = company.plan.prevention
    if is_risky(customer.score, plan.deposit_score, plan.deposit_segment[customer.segment]):
        return plan.deposit_share
    return 0.0


def issue(company: Company, customer: Customer, number: int, share: float) -> None:
    """Send the invoice; a deposit comes with the order."""
    invoice = Invoice(company, number, customer)
    premium, amount = cover.begin(company, invoice), invoice.gross_cents
    company.record(invoice, Kind.INVOICED, detail=invoice.due_day, amount=amount, cost=premium)
    deposit = proper_part_cents(invoice.gross_cents, share) if share > 0.0 else 0
    if deposit > 0:
        company.record(invoice, Kind.RECEIVED, amount=deposit)
    invoice.open_cents -= deposit
    customer.owed_cents += invoice.open_cents
    company.unpaid[number] = company.dunnable[number] = invoice
    schedule(company, invoice)
    if not invoice.is_recorded:
        obstacles.meet(company, invoice)
    company.env.process(invoice.life())


def order_u(company: Company, number: int, stream: Stream) -> float:
    """Draw a decision about an order."""
    return float(uniform(company.luck.order_key[number], int(stream), 0))
