"""The creditor: a SimPy environment in which orders, bank, dunning and third parties take turns.

Processes and the phase of the day in which each acts (`simrecouv.units.Phase`):

* `insolvencies`   WORLD          proceedings open against customers;
* `spells`         WORLD          customers run short of cash, and recover;
* `orders`         ORDERS         credit control, invoices; each invoice starts its own `life`;
* `Invoice.life`   BANK, CLOSE    receipts and their matching; what a decision to pay entails;
* `dunning_runs`   DUNNING        automatic messages; late charges; order holds;
* `dunning_runs`   DESK           the collectors' messages;
* `third_parties`  THIRD_PARTIES  factor, agency, court, cover, write-off;
* `closes`         CLOSE          intensities accrue, customers decide.

Errors, disputes, promises and plans are processes of their own, which act in WORLD and BANK. Within
a phase, events of different customers commute, and what couples them is one function in a stated
order: an order and its customer's limit (`orders`), a message (`dunning`), the worklist (`desk`).
So the order in which SimPy happens to run processes never matters.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
import simpy

from simrecouv.engine.codes import QUANTILE_STEPS
from simrecouv.engine.plan import PolicyPlan
from simrecouv.engine.reference.acts import charge, hold_orders, schedule
from simrecouv.engine.reference.agenda import Agenda
from simrecouv.engine.reference.customer import Customer
from simrecouv.engine.reference.desk import serve
from simrecouv.engine.reference.dunning import Message, ladder_step, messages_due, send
from simrecouv.engine.reference.invoice import Invoice
from simrecouv.engine.reference.ladder import Selection, carried_over
from simrecouv.engine.reference.orders import take_order
from simrecouv.engine.reference.plain import hazards_of, ladders_of, luck_of, plain
from simrecouv.engine.reference.third_parties import visit
from simrecouv.engine.reference.wait import Life, Wait
from simrecouv.engine.rules import between
from simrecouv.engine.tables import Tables
from simrecouv.ledger import LEDGER_DTYPE, Events, canonical
from simrecouv.units import TICKS_PER_DAY, Phase, tick
from simrecouv.vocabulary import Kind
from simrecouv.world import World

#: One row of the ledger: the fields of `LEDGER_DTYPE`, in their order.
ROW = struct.Struct("=qiihhiqq").pack


class Company:
    """A creditor and its customers, under one policy at a time.

    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.engine.planning import build_plan
    >>> from simrecouv.engine.tabulate import build_tables
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b")
    >>> world = build_world(scenario)
    >>> company = Company(build_tables(scenario), build_plan(scenario, "douce"), world)
    >>> company.run_until(-800)
    >>> company.today, len(company.unpaid) > 0
    (-800, True)
    """

    def __init__(self, tables: Tables, plan: PolicyPlan, world: World) -> None:
        self.tables, self.plan, self.ladders = plain(tables), plain(plan), ladders_of(plan)
        self.selection = Selection(self.ladders)
        self.luck, self.root = luck_of(world), world.root
        hazards = hazards_of(tables)
        self.customers = [Customer(world, number, hazards) for number in range(world.n_customers)]
        #: Which contact step is due today for an invoice, -1 if none: the ladder's, unless a policy
        #: written in Python decides.
        self.due_step: Callable[[Invoice], int] = ladder_step
        #: Whether it must be asked about every invoice on every working day.
        self.asks_daily = False
        self.changes_of_pace = _changes_of_pace(world)
        #: Orders to look at, by day; those that credit control once kept back.
        self.orders_on = _by_day(world)
        self.kept_back: set[int] = set()
        #: Issued and not received; issued, not recognised and still ours to chase.
        self.unpaid: dict[int, Invoice] = {}
        self.dunnable: dict[int, Invoice] = {}
        #: Received, but the bank will take the money back.
        self.bounced: dict[int, Invoice] = {}
        #: When to look at an invoice: for an act of our own; for third parties.
        self.acts = Agenda[int](world.first_day, world.end_day)
        self.third_party_acts = Agenda[int](world.first_day, world.end_day)
        #: Whose acts were due on the last working day; they are until they are done.
        self.still_due: set[int] = set()
        #: When to look at a customer's decision; those that have to be foreseen, again or at last.
        self.looks = Agenda[Wait](world.first_day, world.end_day)
        self.undecided: list[Wait] = []
        #: Rows of the ledger, as it keeps them.
        self.rows = bytearray()
        self.env = simpy.Environment(initial_time=world.first_day * TICKS_PER_DAY)
        processes = (self.insolvencies, self.spells, self.orders, self.dunning_runs)
        for process in (*processes, self.third_parties, self.closes):
            self.env.process(process())

    # === Time and record ===

    @property
    def today(self) -> int:
        """Day it is: SimPy's clock counts ticks."""
        return int(self.env.now) // TICKS_PER_DAY

    def until(self, day: int, phase: Phase) -> simpy.Timeout:
        """Event of a phase of a day to come."""
        return self.env.timeout(tick(day, phase) - self.env.now)

    def run_until(self, day: int) -> None:
        """Let all the days before `day` happen."""
        if day > self.today:
            self.env.run(until=day * TICKS_PER_DAY)

    def business_day(self, day: int) -> int:
        """First day with bank on or after a day; the same day after the end."""
        if day >= self.tables.end_day:
            return day
        return int(self.tables.next_business[day - self.tables.first_day])

    def limitation_from(self, customer: Customer, day: int) -> int:
        """Day from which a court hears no claim that was due, or last recognised, on a day."""
        return day + int(self.tables.limitation_days[customer.segment])

    def let_dun(self, invoice: Invoice) -> None:
        """Let the own ladder concern an invoice, if it is ours."""
        if invoice.is_ours and not invoice.is_frozen:
            self.dunnable[invoice.number] = invoice
            schedule(self, invoice)

    def await_third_parties(self, invoice: Invoice) -> None:
        """Look at an unpaid invoice when a third party may have to act."""
        invoice.third_day = invoice.next_third_day
        self.third_party_acts.put(invoice.number, invoice.third_day)

    def exponential(self, u: float) -> float:
        """Quantile of the exponential law of mean 1, interpolated in its table."""
        at = u * QUANTILE_STEPS
        low = int(at)
        return between(self.tables.quantile[low], self.tables.quantile[low + 1], at - low)

    def record(
        self, invoice: Invoice, kind: Kind, *, step: int = -1, detail: int = 0,
        amount: int = 0, cost: int = 0,
    ) -> None:  # fmt: skip
        """Write one event of an invoice, now."""
        customer, number = invoice.customer.number, invoice.number
        self.rows += ROW(self.env.now, customer, number, kind, step, detail, amount, cost)

    def record_order(self, customer: Customer, number: int, kind: Kind, detail: int) -> None:
        """Write one event of an order that is not invoiced, now."""
        self.rows += ROW(self.env.now, customer.number, number, kind, -1, detail, 0, 0)

    def record_customer(self, customer: Customer, kind: Kind) -> None:
        """Write one event of a customer, now."""
        self.rows += ROW(self.env.now, customer.number, -1, kind, -1, 0, 0, 0)

    def record_company(self, kind: Kind, *, detail: int, cost: int) -> None:
        """Write one event of the company, now."""
        self.rows += ROW(self.env.now, -1, -1, kind, -1, detail, 0, cost)

    def events(self) -> Events:
        """All the events so far, in canonical order."""
        return canonical(np.frombuffer(self.rows, dtype=LEDGER_DTYPE))

    # === Processes ===

    def insolvencies(self) -> Life:
        """Open proceedings on their days; what the customer owes freezes."""
        failing = [c for c in self.customers if c.insolvency_day < self.tables.end_day]
        for customer in sorted(failing, key=lambda c: c.insolvency_day):
            yield self.until(customer.insolvency_day, Phase.WORLD)
            self.record_customer(customer, Kind.INSOLVENCY_OPENED)
            for wait in list(customer.waits):
                wait.end()
            for invoice in list(self.unpaid.values()):
                if invoice.customer is customer and not invoice.is_under_way:
                    invoice.freeze()

    def spells(self) -> Life:
        """Let customers run short of cash, and recover."""
        for day, number, in_spell in self.changes_of_pace:
            yield self.until(day, Phase.WORLD)
            customer = self.customers[number]
            customer.in_spell = in_spell
            customer.find_pace(self.tables)

    def orders(self) -> Life:
        """Look at each order on its day, in the order of customers, then of orders."""
        for day in range(self.tables.first_day, self.tables.end_day):
            if day in self.orders_on:
                yield self.until(day, Phase.ORDERS)
                for number in sorted(self.orders_on.pop(day)):
                    take_order(self, number)

    def dunning_runs(self) -> Life:
        """On each working day: messages, charges and holds; then the desk serves its worklist."""
        for day in self.working_days():
            yield self.until(day, Phase.DUNNING)
            if self.plan.prevention.cost_cents > 0:
                cost = self.plan.prevention.cost_cents
                self.record_company(Kind.PREVENTION_COST, detail=0, cost=cost)
            due = self.acts_due(day)
            asked = list(self.dunnable.values()) if self.asks_daily else due
            worklist = self.automatic_messages(asked)
            for invoice in due:
                if invoice.charge_day <= day and invoice.is_chargeable:
                    charge(self, invoice)
            for invoice in due:
                if invoice.hold_day <= day and invoice.is_chargeable:
                    hold_orders(self, invoice)
            if worklist or self.plan.desk.is_limited:
                yield self.until(day, Phase.DESK)
                serve(self, worklist)

    def acts_due(self, day: int) -> list[Invoice]:
        """Return the invoices of which an act is due, by number."""
        numbers = self.still_due.union(self.acts.due(day)) & self.dunnable.keys()
        due = [self.dunnable[number] for number in sorted(numbers)]
        due = [invoice for invoice in due if invoice.act_day <= day]
        self.still_due = {invoice.number for invoice in due}
        return due

    def automatic_messages(self, due: list[Invoice]) -> list[Message]:
        """Send what needs no collector; return what does."""
        is_run_day = self.plan.is_run_day[self.today - self.tables.first_day]
        worklist = []
        for message in messages_due(self, due):
            if self.plan.effects.by_desk[message.highest]:
                worklist.append(message)
            elif is_run_day:
                send(self, message)
        return worklist

    def third_parties(self) -> Life:
        """On each working day, let third parties act, invoice by invoice."""
        for day in self.working_days():
            yield self.until(day, Phase.THIRD_PARTIES)
            numbers = set(self.third_party_acts.due(day)) & self.unpaid.keys()
            for number in sorted(numbers):
                if self.unpaid[number].third_day <= day:
                    visit(self, self.unpaid[number])

    def closes(self) -> Life:
        """At each close, foresee new and disturbed decisions; those of today are made."""
        for day in range(self.tables.first_day, self.tables.end_day):
            yield self.until(day, Phase.CLOSE)
            for wait in self.undecided:
                wait.foresee()
            self.undecided.clear()
            for wait in self.looks.due(day):
                wait.look(day)

    def working_days(self) -> list[int]:
        """Days on which the creditor works, from the first to the last simulated."""
        first, last = self.tables.first_day, self.tables.end_day
        return [day for day in range(first, last) if self.tables.is_working_day[day - first]]

    # === Change of policy ===

    def switch(self, plan: PolicyPlan, due_step: Callable[[Invoice], int] = ladder_step) -> None:
        """Follow another policy from now on; steps already executed are known by their ids."""
        self.due_step, self.asks_daily = due_step, due_step is not ladder_step
        old, self.plan, self.ladders = self.ladders, plain(plan), ladders_of(plan)
        self.selection = Selection(self.ladders)
        for customer in self.customers:
            customer.be_deterred(self.tables, self.plan.terms.annual_rate)
        for invoice in {**self.unpaid, **self.dunnable, **self.bounced}.values():
            invoice.steps = self.selection.of(invoice)
            invoice.place = carried_over(invoice.place, old.contacts, self.ladders.contacts)
            invoice.charge_place = carried_over(
                invoice.charge_place, old.charges, self.ladders.charges
            )
            invoice.placement_place = carried_over(
                invoice.placement_place, old.placements, self.ladders.placements
            )
            invoice.suit_place = carried_over(invoice.suit_place, old.suits, self.ladders.suits)
            if invoice.is_recorded:
                invoice.leave_record()
            invoice.repeats = invoice.repeats if invoice.place >= 0 else 0
            invoice.charge_repeats = invoice.charge_repeats if invoice.charge_place >= 0 else 0
            schedule(self, invoice)


def _by_day(world: World) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, day in enumerate(world.order_day.tolist()):
        found.setdefault(day, []).append(number)
    return found


def _changes_of_pace(world: World) -> list[tuple[int, int, bool]]:
    """Days on which a spell begins or ends: (day, customer, whether it begins)."""
    customers = world.spell_customer.tolist()
    begins = [(day, c, True) for day, c in zip(world.spell_start.tolist(), customers, strict=True)]
    ends = [
        (day, c, False)
        for day, c in zip(world.spell_end.tolist(), customers, strict=True)
        if day < world.end_day
    ]
    return sorted(begins + ends)
