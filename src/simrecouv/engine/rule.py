"""A policy written in Python: a small class that picks, each day, the step of an invoice."""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.errors import StudyError


class InvoiceView(NamedTuple):
    """What the creditor sees of an open invoice on a working day; nothing hidden is in it.

    `days_since_contact` counts from the last contact about the invoice, or from its issue if none;
    `last_step` is the id of that contact's step, "" if none or unknown to the base. `status` is
    open, placed, in_court, factored, disputed, promised, in_plan, settling, written_off or
    insolvent; a rule is only asked about those open or written_off.
    Amounts are in euros incl. VAT.
    """

    invoice: int
    customer: int
    segment: str
    score: int
    amount_eur: float
    open_eur: float
    charges_eur: float
    days_since_issue: int
    days_past_due: int
    days_since_contact: int
    n_contacts: int
    last_step: str
    status: str
    customer_owes_eur: float


class PolicyRule:
    """A policy whose contacts are decided by Python code, on the SimPy engine.

    Subclass it, name in `base` the policy of the scenario that states everything else (terms,
    charges, placements, limits, desk), and write `next_step`. It is asked on each working day about
    each invoice that may be contacted. The triggers of the base's contact steps no longer apply;
    their filters, its exclusions, its limits and one message per customer still do.

    Examples
    --------
    >>> class CallLargeOnesFirst(PolicyRule):
    ...     base = "douce"
    ...     def next_step(self, invoice: InvoiceView) -> str | None:
    ...         if invoice.days_past_due < 5 or invoice.days_since_contact < 10:
    ...             return None
    ...         return "appel" if invoice.open_eur > 1_000.0 else "r1"
    >>> from simrecouv.engine import simulate
    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.vocabulary import Kind
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b", ["segments.pme.customers=5"])
    >>> ledger = simulate(scenario, build_world(scenario), CallLargeOnesFirst())
    >>> told = ledger.of_kind(Kind.CONTACT)
    >>> {ledger.steps[step] for step in told["step"][told["tick"] > 0]} <= {"appel", "r1"}
    True
    """

    #: Name of the scenario's policy that the rule completes.
    base: str = ""

    def next_step(self, invoice: InvoiceView) -> str | None:
        """Return the id of the contact step to run today, one of the base's, or None."""
        raise StudyError(f"{type(self).__name__} has no next_step(self, invoice)")
