"""Policies written in Python: what they see of an invoice, and the step they pick."""

from __future__ import annotations

from collections.abc import Callable

from simrecouv.engine.codes import NO_CASE
from simrecouv.engine.reference.invoice import Invoice
from simrecouv.engine.reference.ladder import concerns
from simrecouv.engine.rule import InvoiceView, PolicyRule
from simrecouv.errors import StudyError, nearest
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep
from simrecouv.units import euros


def due_step_of(rule: PolicyRule, scenario: Scenario) -> Callable[[Invoice], int]:
    """Return the function (invoice) → rank of the contact step that a rule picks today."""
    steps = scenario.policies[rule.base].steps
    ids = [step.id for step in steps if isinstance(step, ContactStep)]
    segments = tuple(scenario.segments)

    def due_step(invoice: Invoice) -> int:
        picked = rule.next_step(view_of(invoice, segments, ids))
        if picked is None:
            return -1
        if picked not in ids:
            name = type(rule).__name__
            raise StudyError(
                f"{name}.next_step returned {picked!r}, no contact step of policy {rule.base!r}: "
                f"{nearest(str(picked), ids)}"
            )
        place = ids.index(picked)
        return place if concerns(invoice.company.ladders.contacts[place], invoice) else -1

    return due_step


def view_of(invoice: Invoice, segments: tuple[str, ...], ids: list[str]) -> InvoiceView:
    """Show what the creditor sees of an invoice today."""
    today, customer = invoice.company.today, invoice.customer
    since = invoice.last_contact_day if invoice.n_contacts > 0 else invoice.issue_day
    return InvoiceView(
        invoice=invoice.number,
        customer=customer.number,
        segment=segments[customer.segment],
        score=customer.score,
        amount_eur=euros(invoice.gross_cents),
        open_eur=euros(invoice.open_cents + invoice.unmatched_cents),
        charges_eur=euros(invoice.fees_cents + invoice.interest_cents),
        days_since_issue=today - invoice.issue_day,
        days_past_due=today - invoice.due_day,
        days_since_contact=today - since,
        n_contacts=invoice.n_contacts,
        last_step=ids[invoice.place] if invoice.place >= 0 else "",
        status=status_of(invoice),
        customer_owes_eur=euros(customer.owed_cents + customer.unmatched_cents),
    )


def status_of(invoice: Invoice) -> str:
    """Say in one word where the creditor stands with an invoice."""
    states = {
        "insolvent": invoice.is_frozen,
        "disputed": invoice.is_disputed,
        "in_plan": invoice.in_plan,
        "promised": invoice.is_promised,
        "settling": invoice.concession_cents > 0,
        "placed": invoice.agency >= 0,
        "in_court": invoice.stage != NO_CASE,
        "factored": invoice.factor >= 0,
        "written_off": invoice.is_written_off,
    }
    return next((state for state, holds in states.items() if holds), "open")
