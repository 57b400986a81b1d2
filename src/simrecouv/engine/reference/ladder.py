"""Ladders: which step of a policy an invoice has reached, and when the next one is due."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from simrecouv.engine.codes import PREVIOUS
from simrecouv.engine.reference.plain import Ladders, Rung
from simrecouv.engine.rules import passes, trigger_day
from simrecouv.units import NEVER

if TYPE_CHECKING:
    from simrecouv.engine.reference.invoice import Invoice


# === Which steps concern an invoice ===


class Selection:
    """The steps of a policy that concern an invoice, found once for all invoices alike.

    Filters look at the segment, the score and the amount; between two bounds of their amounts, all
    amounts are alike.
    """

    def __init__(self, ladders: Ladders) -> None:
        self.ladders = ladders
        steps = [step for ladder in ladders for step in ladder]
        #: Whether steps other than contacts count from the previous contact.
        self.contacts_move_others = any(
            step.trigger == PREVIOUS for ladder in ladders[1:] for step in ladder
        )
        self.bounds = sorted({s.min_cents for s in steps} | {s.max_cents + 1 for s in steps})
        self.found: dict[tuple[int, int, int], Ladders] = {}

    def of(self, invoice: Invoice) -> Ladders:
        """Return the ladders of a policy without the steps that do not concern an invoice."""
        customer = invoice.customer
        alike = (customer.segment, customer.score, bisect_right(self.bounds, invoice.gross_cents))
        if alike not in self.found:
            self.found[alike] = concerning(self.ladders, invoice)
        return self.found[alike]


def concerning(ladders: Ladders, invoice: Invoice) -> Ladders:
    """Keep the steps that concern an invoice; each comes after a contact step that does."""
    told = [step.place for step in ladders.contacts if concerns(step, invoice)]
    return Ladders._make(
        [
            step._replace(after=max((k for k in told if k <= step.after), default=-1))
            for step in ladder
            if concerns(step, invoice)
        ]
        for ladder in ladders
    )


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


# === When they are due ===


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


def step_day(step: Rung, invoice: Invoice) -> int:
    """Day from which a step that concerns an invoice is due.

    A step that counts from the previous contact waits for the contact step before it.
    """
    if step.trigger == PREVIOUS and invoice.place < step.after:
        return NEVER
    return trigger_day(
        step.trigger,
        step.days,
        invoice.issue_day,
        invoice.due_day,
        invoice.month_end,
        invoice.last_contact_day,
    )


def first_day(steps: list[Rung], invoice: Invoice, done: int = -1) -> int:
    """First day on which a step beyond rank `done` is due."""
    if not steps:
        return NEVER
    return min([step_day(step, invoice) for step in steps if step.place > done], default=NEVER)


def first_due(steps: list[Rung], invoice: Invoice, done: int = -1) -> Rung:
    """Return the first step beyond rank `done` that is due today."""
    today, later = invoice.company.today, (step for step in steps if step.place > done)
    return next(step for step in later if step_day(step, invoice) <= today)


def next_day(steps: list[Rung], invoice: Invoice, done: Progress) -> int:
    """First day on which a step not yet executed, or a repeat, is due."""
    return min(repeat_day(steps, done), first_day(steps, invoice, done.place))


def repeat_day(steps: list[Rung], done: Progress) -> int:
    """Day on which the last executed step is due again, `NEVER` if it is not, or not any more."""
    for step in steps:
        if step.place == done.place and done.repeats < step.repeat_most:
            return done.last_day + step.repeat_every
    return NEVER


def due_place(steps: list[Rung], invoice: Invoice, done: Progress, today: int) -> int:
    """Rank of the last due step today, the executed one if it repeats, -1 if none is due."""
    for step in reversed(steps):
        if step.place > done.place and step_day(step, invoice) <= today:
            return step.place
    return done.place if repeat_day(steps, done) <= today else -1


def advance(done: Progress, place: int, today: int) -> Progress:
    """Progress once the step of rank `place` has been executed today."""
    return Progress(place, done.repeats + 1 if place == done.place else 0, today)


def carried_over(place: int, old: list[Rung], new: list[Rung]) -> int:
    """Rank under a new policy of the last step executed under the old one, by id; -1 if unknown."""
    if place < 0:
        return -1
    ids = [step.step for step in new]
    return ids.index(old[place].step) if old[place].step in ids else -1
