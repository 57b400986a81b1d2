"""The life of one invoice, told as a SimPy process.

Once issued, the invoice waits at its customer's. Day after day the customer's inclination to pay
accrues; at the close of the day on which it reaches the customer's threshold, the customer decides.
The money leaves with a payment run, reaches the bank, and is recognised when accounting has matched
it. A payment may cover only a part, or be taken back by the bank: then the invoice waits again.
What else may happen meanwhile is told in `obstacles` (errors, disputes), `negotiation` (promises,
plans, settlements), `dunning`, `acts` and `third_parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.engine.codes import DIRECT_DEBIT, NO_CASE, REJECTED, TRANSFER, UNREACHABLE
from simrecouv.engine.reference import bank
from simrecouv.engine.reference.accrual import Accrual
from simrecouv.engine.reference.wait import Life, Wait
from simrecouv.engine.rules import discount_cents, is_risky, payment_run, takes_discount
from simrecouv.units import BY_TERMS, NEVER, NO_RECORD, Phase
from simrecouv.vocabulary import Kind
from simrecouv.world.addressing import Stream, uniform

if TYPE_CHECKING:
    from simrecouv.engine.reference.company import Company
    from simrecouv.engine.reference.customer import Customer


class Invoice:
    """One invoice: what is known of it, what happened to it, what it waits for."""

    __slots__ = (
        "accrual", "act_day", "advance_cents", "agency", "agency_contacts", "agency_day",
        "assignment_day", "at_factor_cents", "awarded_cents", "cause", "charge_day",
        "charge_place", "charge_repeats", "claim_day", "claimed_cents", "commission_rate",
        "company", "concession_cents", "contact_day", "court", "cover", "cover_day", "customer",
        "discount_cents", "discount_deadline", "discount_run", "dividend_day", "due_day", "factor",
        "factor_day", "factored_day", "fees_cents", "gross_cents", "habit_day", "has_agreed_plan",
        "has_paid_part", "hold_day", "in_plan", "indemnity_cents", "interest_cents", "is_called",
        "is_disputed", "is_frozen", "is_holding", "is_latent", "is_promised", "is_received",
        "is_recorded", "is_seized", "is_sold", "is_under_way", "is_urgent", "is_written_off",
        "issue_day", "key", "last_charge_day", "last_contact_day", "legal_day", "limitation_day",
        "means", "month_end", "n_contacts", "number", "open_cents", "place", "placed_day",
        "placement_day", "placement_place", "recoverable_cents", "released_cents", "repeats",
        "shadow", "sold_cents", "stage", "steps", "suit_day", "suit_place", "third_day",
        "unmatched_cents", "wait", "was_charged", "was_factored", "was_placed", "was_rejected",
        "was_settled", "write_off_day",
    )  # fmt: skip

    def __init__(self, company: Company, number: int, customer: Customer) -> None:
        tables, plan, day = company.tables, company.plan, company.today
        self.company, self.number, self.customer = company, number, customer
        self.key = company.luck.order_key[number]
        self.issue_day = day
        self.gross_cents = self.open_cents = company.luck.gross_cents[number]
        prevention, segment = plan.prevention, customer.segment
        if is_risky(customer.score, prevention.risk_score, prevention.risk_segment[segment]):
            segment += len(prevention.risk_segment)
        self.due_day = plan.due_day[segment][day - tables.first_day]
        self.habit_day = plan.habit_day[segment][day - tables.first_day]
        if company.luck.due_day[number] != BY_TERMS:
            self.due_day = self.habit_day = company.luck.due_day[number]
        self.is_recorded = company.luck.paid_day[number] != NO_RECORD
        self.month_end = tables.month_end[self.due_day - tables.first_day]
        self.steps = company.selection.of(self)
        self._stand_at_the_beginning()
        self._choose_means()
        tempo = customer.frailty * tables.means.ease[self.means]
        self.accrual = Accrual(tables, customer, tempo, self.habit_day, day)
        self.wait = Wait(company, self.accrual)
        if self.is_recorded:
            self.accrual.start(UNREACHABLE, day)
            self.decide_on(max(company.luck.paid_day[number] - 1, day))
        elif self.is_pulled:
            self.accrual.start(UNREACHABLE, day)
            self.decide_on(max(self.due_day - 1, day))
        else:
            self.accrual.start(company.luck.threshold[number], day)
        self._consider_discount()

    def _stand_at_the_beginning(self) -> None:
        """Nothing has been done about it, and nothing is due yet."""
        self.last_contact_day = self.last_charge_day = self.due_day
        self.limitation_day = self.company.limitation_from(self.customer, self.due_day)
        # === Days to come ===
        self.act_day = self.contact_day = self.charge_day = self.hold_day = NEVER
        self.placement_day = self.suit_day = self.assignment_day = self.claim_day = NEVER
        self.write_off_day = self.agency_day = self.legal_day = self.factor_day = NEVER
        self.cover_day = self.dividend_day = self.third_day = NEVER
        # === Ladders, third parties ===
        self.place = self.charge_place = self.placement_place = self.suit_place = -1
        self.agency = self.court = self.factor = self.cover = -1
        self.repeats = self.charge_repeats = self.agency_contacts = 0
        self.stage, self.placed_day, self.factored_day = NO_CASE, NEVER, NEVER
        self.commission_rate = 0.0
        # === Money [cents] ===
        self.fees_cents = self.interest_cents = self.concession_cents = 0
        self.awarded_cents = self.recoverable_cents = self.unmatched_cents = 0
        self.advance_cents = self.sold_cents = self.at_factor_cents = self.released_cents = 0
        self.claimed_cents = self.indemnity_cents = 0
        # === What it is, what it was ===
        self.cause = self.n_contacts = 0
        self.is_received = self.is_frozen = self.is_written_off = self.is_under_way = False
        self.is_latent = self.is_disputed = self.is_promised = self.in_plan = False
        self.is_urgent = self.is_holding = self.is_sold = self.is_called = self.is_seized = False
        self.has_paid_part = self.has_agreed_plan = self.was_rejected = self.was_charged = False
        self.was_placed = self.was_factored = self.was_settled = False
        self.shadow: Wait | None = None

    def u(self, stream: Stream, index: int = 0) -> float:
        """Draw a decision about this invoice."""
        return float(uniform(self.key, int(stream), index))

    @property
    def is_suspended(self) -> bool:
        """Whether an open dispute, a promise, a plan or a settlement stops all acts."""
        return self.is_disputed or self.is_promised or self.in_plan or self.concession_cents > 0

    @property
    def is_chargeable(self) -> bool:
        """Whether charges and holds may still concern it."""
        return not self.is_received and not self.is_suspended

    @property
    def is_ours(self) -> bool:
        """Whether nobody else collects it: no agency, no court, no factor."""
        return self.agency < 0 and self.stage == NO_CASE and self.factor < 0

    @property
    def is_free(self) -> bool:
        """Whether it may still be entrusted to somebody."""
        return self.is_ours and not self.is_frozen and not self.is_suspended

    @property
    def may_claim(self) -> bool:
        """Whether it has a cover that nobody has called yet."""
        return self.cover >= 0 and not self.is_called

    @property
    def is_pulled(self) -> bool:
        """Whether the creditor collects it, instead of waiting to be paid."""
        return bool(self.company.tables.means.is_pulled[self.means])

    @property
    def has_secret(self) -> bool:
        """Whether the customer knows why it does not pay, and the creditor does not."""
        return self.is_latent and self.cause != REJECTED

    # === The beginning ===

    def _choose_means(self) -> None:
        """Pay by the customer's means, or by direct debit where it signed a mandate."""
        share = self.company.plan.prevention.mandate_share[self.customer.segment]
        signed = self.customer.mandate_u < share
        self.means = DIRECT_DEBIT if signed else self.customer.means
        if self.is_recorded:
            self.means = TRANSFER

    def _consider_discount(self) -> None:
        """Decide at once whether the discount is worth paying early, and able to be."""
        terms, tables, customer = self.company.plan.terms, self.company.tables, self.customer
        offered = terms.discount_segment[customer.segment] and not self.is_recorded
        self.discount_cents = discount_cents(self.gross_cents, terms.discount_rate, offered)
        self.discount_deadline = self.issue_day + terms.discount_days
        self.discount_run = -NEVER
        if (
            self.discount_cents > 0
            and not self.is_pulled
            and takes_discount(
                terms.discount_rate,
                self.due_day - self.discount_deadline,
                customer.reservation_rate,
                self.company.luck.process_u[self.number],
                tables.traits.discount_process_share[customer.profile],
            )
        ):
            last_run = tables.last_run[customer.run_calendar]
            self.discount_run = last_run[self.discount_deadline - tables.first_day]
            if self.discount_run > self.issue_day:
                self.accrual.forced_day = self.discount_run - 1

    # === Life ===

    def life(self) -> Life:
        """Wait for the decision, the run and the bank, until all is paid."""
        company = self.company
        while not self.is_received:
            yield from self.wait.until_decided()
            if self.wait.is_over:
                return
            run = self.run_after(company.today)
            company.record(self, Kind.PAYMENT_DECIDED, detail=run, amount=self.open_cents)
            if self.was_placed and self.shadow is None:
                is_forced = self.accrual.forced_day <= company.today
                company.env.process(self.life_without_agency(self.open_cents, is_forced))
            if run >= self.customer.insolvency_day:
                return  # proceedings open before the money leaves
            self.is_under_way = True
            arrival = company.tables.means.arrival_day[self.means][run - company.tables.first_day]
            yield company.until(arrival, Phase.BANK)
            yield from bank.receive(company, self, run)

    def run_after(self, day: int) -> int:
        """Payment run with which a decision at the close of `day` leaves."""
        tables, customer = self.company.tables, self.customer
        calendar = 0 if self.is_urgent else customer.run_calendar
        next_run = tables.next_run[calendar]
        habit = self.accrual.habit_day - tables.first_day
        return payment_run(
            0 if self.is_urgent else tables.traits.pays[customer.profile],
            day,
            next_run[day + 1 - tables.first_day],
            tables.last_run[calendar][habit],
            next_run[habit],
            self.discount_run,
        )

    def decide_on(self, day: int) -> None:
        """Let the customer decide at the close of a day, whatever has accrued, and pay at once."""
        self.wait.disturb()
        self.accrual.forced_day, self.is_urgent = day, True

    def leave_record(self) -> None:
        """Live on from the switch: what was recorded of an unpaid invoice ends there."""
        if self.wait.is_active:
            self.is_recorded = False
            self.wait.disturb()
            self.accrual.begin(self.company.luck.threshold[self.number])
            self.is_urgent = False

    def stop(self) -> None:
        """Let nothing accrue from today on."""
        self.wait.disturb()
        self.accrual.is_stopped = True

    def go_on(self) -> None:
        """Let intensities accrue again from today on."""
        self.wait.disturb()
        self.accrual.is_stopped = False

    def wait_again(self, threshold: float) -> None:
        """Wait for another decision, about what is left, unless proceedings are open."""
        self.is_under_way = self.is_urgent = False
        if self.customer.insolvency_day <= self.company.today:
            self.freeze()
            return
        self.accrual.start(threshold, self.company.today)

    def freeze(self) -> None:
        """Stay unpaid: proceedings opened against the customer, nobody chases any more."""
        self.is_frozen = True
        self.company.dunnable.pop(self.number, None)
        self.wait.end()
        habits = self.company.tables.habits
        if habits.dividend_share > 0.0:
            self.dividend_day = self.customer.insolvency_day + habits.dividend_days
        self.placement_day = self.suit_day = self.assignment_day = NEVER
        self.claim_day = self.company.today + 1 if self.may_claim else NEVER
        if self.factor >= 0 and not self.was_settled:
            self.factor_day = self.company.today + 1
        self.company.await_third_parties(self)

    def give_back(self, day: int) -> None:
        """Let a factor, even one that has settled, give a disputed invoice back from a day on."""
        if self.factor >= 0:
            self.factor_day = day
            self.company.await_third_parties(self)

    @property
    def next_third_day(self) -> int:
        """Next day on which a third party may have to look at it."""
        return min(
            self.placement_day, self.suit_day, self.assignment_day, self.claim_day,
            self.write_off_day, self.agency_day, self.legal_day, self.factor_day,
            self.cover_day, self.dividend_day,
        )  # fmt: skip

    def press(self, intensity: float, day: int) -> None:
        """Let a court or a factor press from the close of a day on; own contacts stop."""
        self.wait.disturb()
        self.accrual.press_per_day, self.accrual.press_day = intensity, day
        self.company.dunnable.pop(self.number, None)

    def leave_court(self) -> None:
        """Leave the court: the own ladder goes on where it stood."""
        self.stage, self.legal_day = NO_CASE, NEVER
        self.dun_again()

    def dun_again(self) -> None:
        """Come back from a third party: the own ladder goes on where it stood."""
        self.wait.disturb()
        self.accrual.press_per_day = 0.0
        self.company.let_dun(self)

    def life_without_agency(self, amount_cents: int, is_forced: bool) -> Life:
        """Find, after a payment that an agency helped, the day it would have come by itself.

        What was agreed, debited or seized would have come the same day.
        """
        company, accrual = self.company, self.accrual
        self.shadow = Wait(company, accrual.without_agency())
        if accrual.alone < accrual.threshold and not is_forced:
            yield from self.shadow.until_decided()
        if not self.shadow.is_over:
            company.record(self, Kind.WOULD_HAVE_PAID, amount=amount_cents)
