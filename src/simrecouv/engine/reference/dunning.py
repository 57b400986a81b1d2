"""Messages: what a customer would be told today, and what telling it does."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from simrecouv.engine.reference import negotiation, obstacles
from simrecouv.engine.reference.acts import after_contact
from simrecouv.engine.reference.ladder import advance, contact_progress, due_place
from simrecouv.engine.rules import annoyance_points, free_day, priority
from simrecouv.units import NEVER
from simrecouv.vocabulary import REACHED, WRONG, Kind
from simrecouv.world.addressing import MASK, Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.customer import Customer
    from simrecouv.engine.reference.invoice import Invoice


class Message(NamedTuple):
    """One message listing every due invoice of a customer, each at the rank of its due step.

    The `highest` rank gives the message its channel, tone and cost.
    """

    customer: Customer
    invoices: list[Invoice]
    places: list[int]
    highest: int


def messages_due(company: Company, due: list[Invoice]) -> list[Message]:
    """Write the messages of today, customer by customer, unless limits forbid them."""
    told = [(i, company.due_step(i)) for i in due if not i.is_suspended]
    told = sorted((pair for pair in told if pair[1] >= 0), key=lambda pair: pair[0].number)
    messages = []
    for customer, pairs in groupby(told, key=lambda pair: pair[0].customer):
        if may_tell(company, customer):
            invoices, places = zip(*pairs, strict=True)
            messages.append(Message(customer, list(invoices), list(places), max(places)))
    return messages


def ladder_step(invoice: Invoice) -> int:
    """Rank of the step that the ladder has due today for an invoice, -1 if none."""
    today = invoice.company.today
    if invoice.contact_day > today:
        return -1
    return due_place(invoice.steps.contacts, invoice, contact_progress(invoice), today)


def may_tell(company: Company, customer: Customer) -> bool:
    """Whether limits per customer allow a message today."""
    terms, days = company.plan.terms, customer.contact_days
    last = days[-1] if days else -NEVER
    limiting = days[-terms.max_contacts] if len(days) >= terms.max_contacts else -NEVER
    return company.today >= free_day(last, terms.min_gap_days, limiting)


def message_priority(company: Company, message: Message) -> int:
    """Rank of a message on the desk's worklist."""
    ages = [company.today - invoice.due_day for invoice in message.invoices]
    amounts = [invoice.open_cents for invoice in message.invoices]
    amount_age = sum(a * max(age, 0) for a, age in zip(amounts, ages, strict=True))
    score = message.customer.score
    return priority(company.plan.desk.worklist, max(ages), sum(amounts), amount_age, score)


def send(company: Company, message: Message) -> None:
    """Send a message: each due invoice advances by its own step and gets the message's effect."""
    effects, today = company.plan.effects, company.today
    customer, highest = message.customer, message.highest
    draw = uniform(customer.key, int(Stream.REACH), today & MASK)
    reached = draw < effects.reach[highest]
    annoy(company, message)
    customer.contact_days.append(today)
    carried = False
    for invoice, place in zip(message.invoices, message.places, strict=True):
        carries = place == highest and not carried
        carried = carried or carries
        company.record(
            invoice,
            Kind.CONTACT if carries else Kind.REMINDED,
            step=company.ladders.contacts[place].step,
            detail=REACHED * reached + WRONG * invoice.is_received,
            cost=effects.cost_cents[highest] if carries else 0,
        )
        progress = advance(contact_progress(invoice), place, today)
        invoice.place, invoice.repeats, invoice.last_contact_day = progress
        invoice.n_contacts += 1
        after_contact(company, invoice)
        if reached:
            hear(company, invoice, highest)


def hear(company: Company, invoice: Invoice, place: int) -> None:
    """Let a reached customer say what is wrong, or else lean towards paying and negotiate."""
    if invoice.has_secret:
        obstacles.surface(company, invoice)
        return
    invoice.wait.disturb()
    invoice.accrual.hear(company.plan.effects.gain[place][invoice.customer.profile])
    negotiation.negotiate(company, invoice, place)


def annoy(company: Company, message: Message) -> None:
    """Cost goodwill: more when undeserved or when messages crowd; some customers complain."""
    habits, today, customer = company.tables.habits, company.today, message.customer
    days = customer.contact_days
    points = annoyance_points(
        company.plan.effects.points[message.highest],
        any(invoice.is_received for invoice in message.invoices),
        habits.undeserved_factor,
        bool(days) and today - days[-1] <= habits.crowded_days,
        habits.crowded_factor,
    )
    customer.annoy(points * habits.healing_days, today)
    draw = uniform(customer.key, int(Stream.COMPLAINT), today & MASK)
    if draw < points * habits.complaints_per_point:
        company.record_customer(customer, Kind.COMPLAINT)
