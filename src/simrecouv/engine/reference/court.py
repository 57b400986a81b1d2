"""The court: a claim is filed, decided, perhaps opposed and tried, then enforced.

Every procedure is the same path with its own numbers: a small claim that needs the customer's
consent, a payment order that may be opposed, summary proceedings, an action on the merits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import (
    DECIDED,
    ENFORCEABLE,
    FILED,
    GRANTED,
    GRANTED_IN_PART,
    MONTH_DAYS,
    ON_TRIAL,
    REFUSED,
)
from simrecouv.engine.reference import negotiation, obstacles
from simrecouv.engine.reference.acts import schedule
from simrecouv.engine.reference.agency import recall
from simrecouv.engine.reference.ladder import first_due
from simrecouv.engine.rules import judgment, part_cents, seizes
from simrecouv.units import NEVER
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.invoice import Invoice


def sue(company: Company, invoice: Invoice) -> None:
    """Seize the court of the first legal step that is due, unless the claim is too old.

    A customer who knows why it does not pay says so first.
    """
    if invoice.has_secret:
        obstacles.surface(company, invoice)
        return
    suit = first_due(invoice.steps.suits, invoice, invoice.suit_place)
    invoice.suit_place = suit.place
    if company.today >= invoice.limitation_day:
        company.record(invoice, Kind.TIME_BARRED, step=suit.step)
    else:
        file_claim(company, invoice, company.plan.court[suit.place], suit.step)
    schedule(company, invoice)


def file_claim(company: Company, invoice: Invoice, court: int, step: int) -> None:
    """File a claim; an agency that had it loses it."""
    courts, today = company.tables.courts, company.today
    if invoice.agency >= 0:
        recall(company, invoice)
    amount, filing = invoice.open_cents, courts.filing_cents[court]
    lawyer = courts.lawyer_cents[court] + part_cents(amount, courts.lawyer_rate[court])
    company.record(
        invoice, Kind.FILED, step=step, detail=court, amount=amount, cost=filing + lawyer
    )
    invoice.court, invoice.stage, invoice.recoverable_cents = court, FILED, filing
    invoice.limitation_day = company.limitation_from(invoice.customer, today)
    invoice.press(courts.intensity[court][invoice.customer.profile], today)
    invoice.customer.annoy(company.tables.habits.court_points, today)
    await_court(company, invoice, courts.decision_days[court])


def await_court(company: Company, invoice: Invoice, days: int) -> None:
    """Let the next stage come after some days, on a day with bank."""
    invoice.legal_day = company.business_day(company.today + days)


def proceed(company: Company, invoice: Invoice) -> None:
    """Let the stage of today come, unless what was granted has been paid meanwhile."""
    if invoice.stage != FILED and invoice.awarded_cents == 0:
        invoice.leave_court()
        return
    stages = {FILED: decide_case, DECIDED: end_of_delay, ON_TRIAL: try_case, ENFORCEABLE: seize}
    stages[invoice.stage](company, invoice)


def court_u(company: Company, invoice: Invoice, stream: Stream) -> float:
    """Draw a decision about this invoice in this court."""
    return invoice.u(stream, int(company.tables.courts.word[invoice.court]))


def decide_case(company: Company, invoice: Invoice) -> None:
    """Grant the claim, in full or in part, or refuse it."""
    courts, court = company.tables.courts, invoice.court
    outcome = judgment(
        court_u(company, invoice, Stream.JUDGMENT),
        courts.granted_share[court],
        court_u(company, invoice, Stream.JUDGED_PART),
        courts.partial_share[court],
    )
    if outcome == REFUSED:
        company.record(invoice, Kind.JUDGED, detail=REFUSED)
        invoice.leave_court()
        return
    award = invoice.open_cents
    if outcome == GRANTED_IN_PART:
        award = max(part_cents(award, courts.partial_rate[court]), 1)
    service = courts.service_cents[court]
    company.record(invoice, Kind.JUDGED, detail=outcome, amount=award, cost=service)
    invoice.awarded_cents, invoice.stage = award, DECIDED
    invoice.recoverable_cents += service
    await_court(company, invoice, courts.opposition_days[court])


def end_of_delay(company: Company, invoice: Invoice) -> None:
    """End the time to oppose: the case is tried, or the decision can be enforced."""
    courts, court = company.tables.courts, invoice.court
    if court_u(company, invoice, Stream.OPPOSITION) < courts.opposition_share[court]:
        company.record(invoice, Kind.OPPOSED, cost=courts.trial_cents[court])
        invoice.stage = ON_TRIAL
        await_court(company, invoice, courts.trial_days[court])
    else:
        make_enforceable(company, invoice)


def try_case(company: Company, invoice: Invoice) -> None:
    """Try an opposed case."""
    won_share = company.tables.courts.won_share[invoice.court]
    if court_u(company, invoice, Stream.TRIAL) < won_share:
        award = invoice.awarded_cents
        outcome = GRANTED if award >= invoice.open_cents else GRANTED_IN_PART
        company.record(invoice, Kind.JUDGED, detail=outcome, amount=min(award, invoice.open_cents))
        make_enforceable(company, invoice)
    else:
        company.record(invoice, Kind.JUDGED, detail=REFUSED)
        invoice.leave_court()


def make_enforceable(company: Company, invoice: Invoice) -> None:
    """Obtain a title, with its costs; the judge may spread the payment."""
    courts, court = company.tables.courts, invoice.court
    amount = min(invoice.awarded_cents, invoice.open_cents)
    company.record(invoice, Kind.TITLE, amount=amount)
    award_costs(company, invoice, invoice.recoverable_cents)
    invoice.stage = ENFORCEABLE
    invoice.press(courts.title_intensity[court][invoice.customer.profile], company.today)
    await_court(company, invoice, courts.enforcement_days[court])
    is_spread = court_u(company, invoice, Stream.JUDGE_DELAY) < courts.delay_share[court]
    if is_spread and is_idle(invoice):
        months = courts.delay_months[court]
        company.record(invoice, Kind.DELAY_GRANTED, detail=months, amount=invoice.open_cents)
        negotiation.begin_plan(company, invoice, months, MONTH_DAYS)


def award_costs(company: Company, invoice: Invoice, costs: int) -> None:
    """Put costs on the customer, where the court does."""
    if costs > 0 and company.tables.courts.costs_recovered[invoice.court]:
        company.record(invoice, Kind.COURT_COSTS, amount=costs)
        invoice.fees_cents += costs


def is_idle(invoice: Invoice) -> bool:
    """Whether nothing is agreed, contested or on its way."""
    return invoice.wait.is_active and not invoice.accrual.is_stopped and not invoice.is_suspended


def seize(company: Company, invoice: Invoice) -> None:
    """Seize what there is: the money then comes at once; look again if something is agreed."""
    courts, court = company.tables.courts, invoice.court
    if not is_idle(invoice):
        await_court(company, invoice, courts.enforcement_days[court])
        return
    cost, profile = courts.enforcement_cents[court], invoice.customer.profile
    amount = min(invoice.awarded_cents, invoice.open_cents)
    if seizes(
        court_u(company, invoice, Stream.SEIZURE),
        company.tables.traits.seizable_share[profile],
        courts.protective_share[court],
    ):
        award_costs(company, invoice, cost)
        company.record(invoice, Kind.SEIZED, amount=amount, cost=cost)
        invoice.is_seized, invoice.legal_day = True, NEVER
        invoice.decide_on(company.today)
    else:
        company.record(invoice, Kind.SEIZURE_FAILED, amount=amount, cost=cost)
        invoice.leave_court()
