"""Ladders: which step of a policy an invoice has reached, and when the next one is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simrecouv.engine.codes import PREVIOUS
from simrecouv.engine.rules import passes, trigger_day
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.invoice import Invoice
    from simrecouv.engine.reference.plain import Ladders, Rung


class Progress(NamedTuple):
    """Where an invoice stands on a ladder: last step executed, its repeats, its day."""

    place: int
    repeats: int
    last_day: int


def contact_progress(invoice: Invoice) -> Progress:
    """Where the invoice stands on the ladder of contacts."""
    return Progress(invoice.place, invoice.repeats, invoice.last_contact_day)


def charge_progress(invoice: Invoice) -> Progress:
    """Where the invoice stands on the ladder of charges."""
    return Progress(invoice.charge_place, invoice.charge_repeats, invoice.last_charge_day)


def concerns(step: Rung, invoice: Invoice) -> bool:
    """Whether a step's filters let an invoice and its customer through."""
    customer = invoice.customer
    return passes(
        invoice.gross_cents,
        step.min_cents,
        step.max_cents,
        step.segment[customer.segment],
        customer.score,
        step.max_score,
    )


def step_day(ladders: Ladders, step: Rung, invoice: Invoice) -> int:
    """Day from which a step is due for an invoice; `NEVER` while it does not concern it.

    A step that counts from the previous contact waits for the contact step before it in the
    policy, if that one concerns the invoice.
    """
    if not concerns(step, invoice):
        return NEVER
    if step.trigger == PREVIOUS:
        for other in ladders.contacts[invoice.place + 1 : step.after + 1]:
            if concerns(other, invoice):
                return NEVER
    return trigger_day(
        step.trigger,
        step.days,
        invoice.issue_day,
        invoice.due_day,
        invoice.month_end,
        invoice.last_contact_day,
    )


def next_day(ladders: Ladders, steps: list[Rung], invoice: Invoice, done: Progress) -> int:
    """First day on which a step not yet executed, or a repeat, is due."""
    days = [step_day(ladders, step, invoice) for step in steps[done.place + 1 :]]
    return min([repeat_day(steps, invoice, done), *days])


def repeat_day(steps: list[Rung], invoice: Invoice, done: Progress) -> int:
    """Day on which the last executed step is due again, `NEVER` if it is not, or not any more."""
    if done.place < 0 or done.repeats >= steps[done.place].repeat_most:
        return NEVER
    if not concerns(steps[done.place], invoice):
        return NEVER
    return done.last_day + steps[done.place].repeat_every


def due_place(ladders: Ladders, steps: list[Rung], invoice: Invoice, done: Progress) -> int:
    """Rank of the last due step today, the executed one if it repeats, -1 if none is due."""
    today = invoice.company.today
    for place in range(len(steps) - 1, done.place, -1):
        if step_day(ladders, steps[place], invoice) <= today:
            return place
    return done.place if repeat_day(steps, invoice, done) <= today else -1


def advance(done: Progress, place: int, today: int) -> Progress:
    """Progress once the step of rank `place` has been executed today."""
    return Progress(place, done.repeats + 1 if place == done.place else 0, today)


def carried_over(place: int, old: list[Rung], new: list[Rung]) -> int:
    """Rank under a new policy of the last step executed under the old one, by id; -1 if unknown."""
    if place < 0:
        return -1
    ids = [step.step for step in new]
    return ids.index(old[place].step) if old[place].step in ids else -1


def first_due(ladders: Ladders, steps: list[Rung], invoice: Invoice, done: int = -1) -> int:
    """Rank of the first step beyond rank `done` that is due today."""
    today, later = invoice.company.today, range(done + 1, len(steps))
    return next(k for k in later if step_day(ladders, steps[k], invoice) <= today)
