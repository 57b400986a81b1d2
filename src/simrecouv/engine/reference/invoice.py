"""The life of one invoice, told as a SimPy process.

Once issued, the invoice waits at its customer's. Day after day the customer's inclination to pay
accrues; at the close of the day on which it reaches the customer's threshold, the customer decides.
The money leaves with a payment run, reaches the bank, and is recognised when accounting has matched
it. A contact, a placement or an insolvency disturbs the wait: the invoice then thinks again.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from simrecouv.engine.reference.accrual import Accrual
from simrecouv.engine.rules import discount_cents, part_cents, payment_run, takes_discount
from simrecouv.units import NEVER, Phase
from simrecouv.vocabulary import Kind

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.customer import Customer

Life = Generator[simpy.Event, Any, None]

#: An invoice foresees its decision at most this far ahead, then looks again.
FORESIGHT_DAYS = 60


class Invoice:
    """One invoice: what is known of it, what happened to it, what it waits for."""

    __slots__ = (
        "accrual", "agency", "charge_day", "charge_place", "charge_repeats", "charges_cents",
        "company", "contact_day", "customer", "discount_cents", "discount_deadline",
        "discount_run", "due_day", "gross_cents", "habit_day", "is_frozen", "is_received",
        "is_waiting", "is_written_off", "issue_day", "last_charge_day", "last_contact_day",
        "leaves_day", "month_end", "number", "place", "placement_day", "process", "repeats",
        "was_charged", "write_off_day",
    )  # fmt: skip

    def __init__(self, company: Company, number: int, customer: Customer, day: int) -> None:
        tables, plan = company.tables, company.plan
        self.company, self.number, self.customer = company, number, customer
        self.issue_day = day
        self.gross_cents = company.luck.gross_cents[number]
        self.due_day = plan.due_day[customer.segment][day - tables.first_day]
        self.habit_day = plan.habit_day[customer.segment][day - tables.first_day]
        self.month_end = tables.month_end[self.due_day - tables.first_day]
        self.last_contact_day = self.last_charge_day = self.due_day
        self.contact_day = self.charge_day = self.placement_day = self.write_off_day = NEVER
        self.place = self.charge_place = -1
        self.repeats = self.charge_repeats = self.charges_cents = 0
        self.agency = -1
        self.leaves_day = NEVER
        self.is_waiting = self.is_received = False
        self.is_frozen = self.is_written_off = self.was_charged = False
        self._consider_discount()
        self.accrual = Accrual(
            tables=tables,
            customer=customer,
            habit_day=self.habit_day,
            threshold=company.luck.threshold[number],
            forced_day=self.discount_run - 1,
            day=day,
        )
        self.process = company.env.process(self.life())

    def _consider_discount(self) -> None:
        """Decide at once whether the discount is worth paying early, and able to be."""
        plan, tables, customer = self.company.plan, self.company.tables, self.customer
        offered = plan.discount_segment[customer.segment]
        self.discount_cents = discount_cents(self.gross_cents, plan.discount_rate, offered)
        self.discount_deadline = self.issue_day + plan.discount_days
        self.discount_run = -NEVER
        if self.discount_cents > 0 and takes_discount(
            plan.discount_rate,
            self.due_day - self.discount_deadline,
            customer.reservation_rate,
            self.company.luck.process_u[self.number],
            tables.process_share[customer.profile],
        ):
            last_run = tables.last_run[customer.run_calendar]
            self.discount_run = last_run[self.discount_deadline - tables.first_day]

    def life(self) -> Life:
        """Be issued, wait for the decision, then for the run, the bank and the matching."""
        company = self.company
        company.record(self, Kind.INVOICED, detail=self.due_day, amount=self.gross_cents)
        yield from self.wait_for_decision()
        if self.is_frozen:
            return
        run = self.run_after(company.today)
        company.record(self, Kind.PAYMENT_DECIDED, detail=run, amount=self.gross_cents)
        if self.agency >= 0:
            company.env.process(self.life_without_agency())
        if run >= self.customer.insolvency_day:
            return  # proceedings open before the money leaves
        self.leaves_day = run
        first_day, tables = company.tables.first_day, company.tables
        yield company.until(tables.arrival_day[run - first_day], Phase.BANK)
        self.receive(run)
        recognition_day = tables.recognition_day[company.today - first_day]
        if recognition_day > company.today:
            yield company.until(recognition_day, Phase.BANK)
        company.record(self, Kind.RECOGNISED)
        company.dunnable.pop(self.number, None)

    def wait_for_decision(self) -> Life:
        """Sleep until the close of the day on which the customer decides to pay."""
        self.is_waiting = True
        while not self.is_frozen:
            foreseen = self.accrual.closes(self.accrual.day + FORESIGHT_DAYS)
            try:
                yield self.company.until(foreseen.day, Phase.CLOSE)
            except simpy.Interrupt:
                continue
            self.accrual.become(foreseen)
            if foreseen.decided:
                break
        self.is_waiting = False

    def run_after(self, day: int) -> int:
        """Payment run with which a decision at the close of `day` leaves."""
        tables, customer = self.company.tables, self.customer
        next_run = tables.next_run[customer.run_calendar]
        habit = self.habit_day - tables.first_day
        return payment_run(
            tables.pays[customer.profile],
            day,
            next_run[day + 1 - tables.first_day],
            tables.last_run[customer.run_calendar][habit],
            next_run[habit],
            self.discount_run,
        )

    def disturb(self) -> None:
        """Announce a change of today: days closed so far accrue, then the invoice thinks again."""
        if self.is_waiting:
            self.accrual.settle(self.company.today)
            self.process.interrupt()

    def receive(self, run: int) -> None:
        """Book the money that reached the bank: principal, discount, charges, commission."""
        company, record = self.company, self.company.record
        company.unpaid.pop(self.number, None)
        self.is_received = True
        discount = self.discount_cents if run <= self.discount_deadline else 0
        received = self.gross_cents - discount
        if self.is_written_off:
            record(self, Kind.REINSTATED, amount=self.gross_cents)
        record(self, Kind.RECEIVED, amount=received)
        if discount > 0:
            record(self, Kind.DISCOUNT, amount=discount)
        paid = received
        if self.charges_cents > 0:
            share = company.tables.charges_share[self.customer.profile]
            if company.luck.charges_u[self.number] < share:
                record(self, Kind.CHARGES_RECEIVED, amount=self.charges_cents)
                paid += self.charges_cents
            else:
                record(self, Kind.CHARGES_WAIVED, amount=self.charges_cents)
            self.charges_cents = 0
        if self.agency >= 0:
            rate = company.tables.commission_rate[self.agency]
            record(self, Kind.COMMISSION, detail=self.agency, cost=part_cents(paid, rate))

    def freeze(self) -> None:
        """Stay unpaid: proceedings opened against the customer, nobody chases any more."""
        self.is_frozen = True
        self.company.dunnable.pop(self.number, None)
        if self.is_waiting:
            self.process.interrupt()

    def place_with(self, agency: int) -> None:
        """Let an agency work on it from today's close on; own contacts stop."""
        self.disturb()
        self.agency = agency
        self.accrual.help_per_day = self.company.tables.agency_intensity[agency][
            self.customer.profile
        ]
        self.company.dunnable.pop(self.number, None)

    def life_without_agency(self) -> Life:
        """Find, after a payment that an agency helped, the day it would have come by itself."""
        company = self.company
        limit = min(self.customer.insolvency_day, company.tables.end_day)
        close = self.accrual.first_close_alone(limit)
        if close is not None:
            yield company.until(close, Phase.CLOSE)
            company.record(self, Kind.WOULD_HAVE_PAID, amount=self.gross_cents)
