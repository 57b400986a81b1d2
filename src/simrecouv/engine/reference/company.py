"""The creditor: a SimPy environment in which orders, bank, dunning and third parties take turns.

Processes and the phase of the day in which each acts (`simrecouv.units.Phase`):

* `insolvencies`   WORLD          proceedings open against customers;
* `orders`         ORDERS         orders are invoiced; each invoice starts its own `life`;
* `Invoice.life`   BANK, CLOSE    decisions at the close of a day, receipts and their matching;
* `dunning_runs`   DUNNING        one message per customer, at its highest due step; late charges;
* `third_parties`  THIRD_PARTIES  placement with an agency, write-off.

Within a phase, events of different customers commute, and the one coupling inside a customer (which
message it receives) is `acts.dun`. So the order in which SimPy happens to run them never matters.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import groupby
from typing import Any

import numpy as np
import simpy

from simrecouv.engine.plan import PolicyPlan, Tables
from simrecouv.engine.reference.acts import charge, dun, place_with_agency, schedule, write_off
from simrecouv.engine.reference.customer import (
    Customer,
    plain_luck,
    plain_plan,
    plain_tables,
)
from simrecouv.engine.reference.invoice import Invoice
from simrecouv.engine.reference.ladder import carried_over
from simrecouv.ledger import LEDGER_DTYPE, Events, canonical
from simrecouv.units import NEVER, TICKS_PER_DAY, Phase
from simrecouv.vocabulary import Kind
from simrecouv.world import World

Life = Generator[simpy.Event, Any, None]


class Company:
    """A creditor and its customers, under one policy at a time.

    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.engine.tabulate import build_plan, build_tables
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b")
    >>> world = build_world(scenario)
    >>> company = Company(build_tables(scenario), build_plan(scenario, "douce"), world)
    >>> company.run_until(-800)
    >>> company.today, len(company.unpaid) > 0
    (-800, True)
    """

    def __init__(self, tables: Tables, plan: PolicyPlan, world: World) -> None:
        self.tables, self.plan = plain_tables(tables), plain_plan(plan)
        self.luck = plain_luck(world)
        self.customers = [Customer(world, number) for number in range(world.n_customers)]
        self.by_day = np.argsort(world.order_day, kind="stable").tolist()
        self.order_day: list[int] = world.order_day.tolist()
        #: Issued and not received; issued, not recognised and still ours to chase.
        self.unpaid: dict[int, Invoice] = {}
        self.dunnable: dict[int, Invoice] = {}
        self.rows: list[tuple[int, ...]] = []
        self.env = simpy.Environment(initial_time=world.first_day * TICKS_PER_DAY)
        for process in (self.insolvencies, self.orders, self.dunning_runs, self.third_parties):
            self.env.process(process())

    # === Time and record ===

    @property
    def now(self) -> int:
        """Tick it is: SimPy's clock counts ticks."""
        return int(self.env.now)

    @property
    def today(self) -> int:
        """Day it is."""
        return self.now // TICKS_PER_DAY

    def until(self, day: int, phase: Phase) -> simpy.Timeout:
        """Event of a phase of a day to come."""
        return self.env.timeout(day * TICKS_PER_DAY + phase - self.now)

    def run_until(self, day: int) -> None:
        """Let all the days before `day` happen."""
        self.env.run(until=day * TICKS_PER_DAY)

    def record(
        self, invoice: Invoice, kind: Kind, *, step: int = -1, detail: int = 0,
        amount: int = 0, cost: int = 0,
    ) -> None:  # fmt: skip
        """Write one event of an invoice, now."""
        customer = invoice.customer.number
        self.rows.append((self.now, customer, invoice.number, kind, step, detail, amount, cost))

    def events(self) -> Events:
        """All the events so far, in canonical order."""
        return canonical(np.array(self.rows, dtype=LEDGER_DTYPE))

    # === Processes ===

    def insolvencies(self) -> Life:
        """Open proceedings on their days; what the customer owes freezes."""
        failing = [c for c in self.customers if c.insolvency_day < self.tables.end_day]
        for customer in sorted(failing, key=lambda c: c.insolvency_day):
            yield self.until(customer.insolvency_day, Phase.WORLD)
            self.rows.append((self.now, customer.number, -1, Kind.INSOLVENCY_OPENED, -1, 0, 0, 0))
            for invoice in list(self.unpaid.values()):
                if invoice.customer is customer and invoice.leaves_day == NEVER:
                    invoice.freeze()

    def orders(self) -> Life:
        """Invoice each order on its day."""
        for number in self.by_day:
            day = self.order_day[number]
            if day > self.today or self.now % TICKS_PER_DAY < Phase.ORDERS:
                yield self.until(day, Phase.ORDERS)
            customer = self.customers[self.luck.order_customer[number]]
            invoice = Invoice(self, number, customer, day)
            self.unpaid[number] = self.dunnable[number] = invoice
            schedule(self, invoice)

    def dunning_runs(self) -> Life:
        """On each business day, send what is due, one message per customer, then bill charges."""
        for day in self.working_days():
            yield self.until(day, Phase.DUNNING)
            due = [invoice for invoice in self.dunnable.values() if invoice.contact_day <= day]
            due.sort(key=lambda invoice: invoice.number)
            for customer, invoices in groupby(due, key=lambda invoice: invoice.customer):
                dun(self, customer, list(invoices))
            for invoice in self.dunnable.values():
                if invoice.charge_day <= day and not invoice.is_received:
                    charge(self, invoice)

    def third_parties(self) -> Life:
        """On each business day, place and write off what has come to that age."""
        for day in self.working_days():
            yield self.until(day, Phase.THIRD_PARTIES)
            for invoice in list(self.unpaid.values()):
                if invoice.placement_day <= day and invoice.agency < 0 and not invoice.is_frozen:
                    place_with_agency(self, invoice)
                if invoice.write_off_day <= day and not invoice.is_written_off:
                    write_off(self, invoice)

    def working_days(self) -> list[int]:
        """Days on which the creditor works, from the first to the last simulated."""
        first, last = self.tables.first_day, self.tables.end_day
        return [day for day in range(first, last) if self.tables.is_dunning_day[day - first]]

    # === Change of policy ===

    def switch(self, plan: PolicyPlan) -> None:
        """Follow another policy from now on; steps already executed are known by their ids."""
        old, self.plan = self.plan, plain_plan(plan)
        for invoice in {**self.unpaid, **self.dunnable}.values():
            invoice.place = carried_over(invoice.place, old.contacts, self.plan.contacts)
            invoice.charge_place = carried_over(
                invoice.charge_place, old.charges, self.plan.charges
            )
            invoice.repeats = invoice.repeats if invoice.place >= 0 else 0
            invoice.charge_repeats = invoice.charge_repeats if invoice.charge_place >= 0 else 0
            schedule(self, invoice)
