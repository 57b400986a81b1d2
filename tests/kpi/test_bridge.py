"""The euro bridge against a slow bank account of the cohorts, and lives in which it is known."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, lost, write_ledger
from kpi.random_ledgers import random_ledger
from kpi.slow_bank import bank, interest_on
from simrecouv import kpi
from simrecouv.engine import simulate
from simrecouv.kpi.cash import cohort_flows, company_flows
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance, Scenario
from simrecouv.vocabulary import BRIDGE, Kind, VatPoint
from simrecouv.world import build_world


@pytest.fixture(params=VatPoint)
def finance(request: pytest.FixtureRequest) -> Finance:
    return Finance(vat_point=request.param)


def test_profit_is_what_the_bank_account_holds(lived: Ledger, finance: Finance) -> None:
    account = bank(lived, finance, only_cohorts=True)
    terms = kpi.bridge(lived, finance)
    interest = interest_on(account, lived, finance)
    assert kpi.profit(terms) == sum(account.values()) - interest
    assert terms["financing"] == interest
    assert min(terms.values()) > 0, "every term is put to the test"


@pytest.mark.parametrize("policy", ["nothing", "douce", "ferme", "remise", "externalisation"])
def test_profit_of_simulated_policies_is_in_the_bank(tiny: Scenario, policy: str) -> None:
    ledger = simulate(tiny, build_world(tiny), policy)
    account = bank(ledger, tiny.finance, only_cohorts=True)
    interest = interest_on(account, ledger, tiny.finance)
    terms = kpi.bridge(ledger, tiny.finance)
    assert kpi.profit(terms) == sum(account.values()) - interest
    assert terms["margin"] > 0


@pytest.mark.parametrize("point", VatPoint)
def test_what_falls_due_after_the_end_is_settled_at_the_end(lived: Ledger, point: VatPoint) -> None:
    slow = Finance(supplier_days=900, vat_settlement_days=1_500, vat_point=point)
    account = bank(lived, slow, only_cohorts=True)
    terms = kpi.bridge(lived, slow)
    assert max(account) > lived.end_day
    assert terms["financing"] == interest_on(account, lived, slow)
    assert kpi.profit(terms) == sum(account.values()) - terms["financing"]


def test_cohort_flows_leave_nothing_open(books: kpi.Books) -> None:
    account = bank(books.ledger, books.finance, only_cohorts=True)
    flows = cohort_flows(books)
    assert flows.sum() == sum(account.values())
    assert flows[: books.index(0)].sum() == 0
    days = range(books.ledger.end_day - 1)
    assert flows[books.index(0) : -1].tolist() == [account.get(day, 0) for day in days]


def test_company_flows_are_the_bank_statement(books: kpi.Books) -> None:
    account = bank(books.ledger, books.finance, only_cohorts=False)
    days = range(books.ledger.first_day, books.ledger.end_day)
    assert company_flows(books).tolist() == [account.get(day, 0) for day in days]


def test_write_off_dates_do_not_enter(lived: Ledger, finance: Finance) -> None:
    accounting = (Kind.WRITTEN_OFF, Kind.REINSTATED)
    kept = lived.events[~np.isin(lived.events["kind"], accounting)]
    without = dataclasses.replace(lived, events=kept)
    assert kpi.bridge(without, finance) == kpi.bridge(lived, finance)
    found, expected = (kpi.scorecard(ledger, finance) for ledger in (without, lived))
    assert {k for k in found if found[k] != expected[k] and not math.isnan(found[k])} == {
        "dso_book", "provisions",
    }  # fmt: skip


def test_paid_in_full_brings_the_margin_and_the_float() -> None:
    """At rate 0, an invoice paid in full brings its margin, whenever it is paid."""
    free = Finance(debit_rate=0.0, credit_rate=0.0)
    for day in (10, 400, 799):
        ledger = write_ledger([Bill(0, 30)], [Row(day, Kind.RECEIVED, 0, 12_000)])
        assert kpi.profit(kpi.bridge(ledger, free)) == 3_000


def test_unpaid_loses_vat_too_unless_the_customer_fails() -> None:
    free = Finance(debit_rate=0.0, credit_rate=0.0)
    unpaid = kpi.bridge(write_ledger([Bill(0, 30)]), free)
    assert unpaid["losses"] == 12_000
    failed = write_ledger([Bill(0, 30)], [Row(200, Kind.INSOLVENCY_OPENED, -1)])
    assert kpi.bridge(failed, free)["losses"] == 10_000
    written_off = write_ledger([Bill(0, 30)], [Row(200, Kind.WRITTEN_OFF, 0, 12_000)])
    assert kpi.bridge(written_off, free) == unpaid


def test_failure_before_the_invoice_recovers_nothing() -> None:
    ledger = write_ledger([Bill(100, 130)], [Row(50, Kind.INSOLVENCY_OPENED, -1)])
    assert kpi.bridge(ledger, Finance())["losses"] == 12_000


def test_discount_takes_its_vat_back() -> None:
    rows = [Row(8, Kind.DISCOUNT, 0, 240), Row(8, Kind.RECEIVED, 0, 11_760)]
    terms = kpi.bridge(write_ledger([Bill(0, 30)], rows), Finance())
    assert terms["discounts"] == 200
    assert terms["losses"] == 0


def test_concessions_and_credit_notes_are_credits_excluding_vat() -> None:
    rows = [Row(40, Kind.CREDIT_NOTE, 0, 3_600), Row(50, Kind.CONCESSION, 0, 1_200)]
    rows += [Row(50, Kind.RECEIVED, 0, 7_200)]
    terms = kpi.bridge(write_ledger([Bill(0, 30)], rows), Finance())
    assert (terms["credits"], terms["discounts"], terms["losses"]) == (4_000, 0, 0)


def test_a_rejected_payment_brings_nothing_but_its_fees() -> None:
    free = Finance(debit_rate=0.0, credit_rate=0.0)
    rows = [Row(40, Kind.RECEIVED, 0, 12_000, cost=30)]
    rows += [Row(45, Kind.PAYMENT_REJECTED, 0, 12_000, cost=950)]
    unpaid = kpi.bridge(write_ledger([Bill(0, 30)]), free)
    found = kpi.bridge(write_ledger([Bill(0, 30)], rows), free)
    assert found == {**unpaid, "collection": 980}
    again = kpi.bridge(write_ledger([Bill(0, 30)], [*rows, rows[0]._replace(day=60)]), free)
    assert (again["losses"], again["collection"]) == (0, 1_010)


def test_the_desk_of_the_cohorts_year_is_paid_by_the_cohorts() -> None:
    """Days 0 to 364, busy or not; every day counts for the company."""
    days = (-1, 0, 364, 365)
    wages = [Row(day, Kind.DESK_DAY, -1, cost=10_000) for day in days]
    wages += [Row(day, Kind.PREVENTION_COST, -1, cost=70) for day in days]
    ledger, finance = write_ledger([], wages, first_day=-10), Finance()
    terms = kpi.bridge(ledger, finance)
    account = bank(ledger, finance, only_cohorts=True)
    assert terms["collection"] == 2 * 10_070 == -sum(account.values())
    assert terms["financing"] == interest_on(account, ledger, finance) > 0
    assert kpi.profit(terms) == -terms["collection"] - terms["financing"]
    assert company_flows(kpi.Books(ledger, finance)).sum() == -4 * 10_070


def test_a_delayed_order_stays_in_its_cohort() -> None:
    """Ordered on day 360, invoiced on day 370; the order of day -5 belongs to the past."""
    bills = [Bill(370, 400, order=360), Bill(9, 40, order=-5), lost(300, margin=2_500)]
    card = kpi.scorecard(write_ledger(bills, first_day=-10), Finance())
    assert (card["sales"], card["margin_lost"]) == (120.0, 25.0)


def test_margin_earned_and_lost_add_up_to_what_was_ordered(books: kpi.Books) -> None:
    facts = books.ledger.invoices
    ordered = facts.margin_cents[(facts.order_day >= 0) & (facts.order_day < 365)].sum()
    card, terms = kpi.scorecard(books.ledger, books.finance), kpi.bridge_of(books)
    assert 0 < card["margin_lost"] == (ordered - terms["margin"]) / 100.0


def test_losing_the_break_even_share_of_customers_cancels_the_gain() -> None:
    margin, gain = 800_000.0, 12_000.0
    share = kpi.break_even_churn(gain, margin)
    assert gain - share * margin == pytest.approx(0.0)
    assert math.isnan(kpi.break_even_churn(0.0, 0.0))


def test_financing_is_interest_on_the_daily_position() -> None:
    """Costs of 100 the day of the sale, all paid a year later: 365 days of debit on 70 EUR."""
    at_issue = Finance(purchases_share=0.0, vat_settlement_days=365, credit_rate=0.0)
    rows = [Row(365, Kind.RECEIVED, 0, 12_000)]
    terms = kpi.bridge(write_ledger([Bill(0, 30)], rows), at_issue)
    assert terms["financing"] == 7_000 * 0.06


def test_bridge_names_the_eleven_terms() -> None:
    terms = kpi.bridge(random_ledger(1), Finance())
    assert list(terms) == [name for name, _, _ in BRIDGE]
    assert all(isinstance(value, int) for value in terms.values())


def test_net_gain_is_the_sum_of_the_differences() -> None:
    a, b, finance = random_ledger(1), random_ledger(2), Finance()
    terms_a, terms_b = kpi.bridge(a, finance), kpi.bridge(b, finance)
    difference = sum(sign * (terms_a[name] - terms_b[name]) for name, sign, _ in BRIDGE)
    gain = kpi.scorecard(a, finance, b)["net_gain"]
    assert gain == difference / 100
    assert kpi.scorecard(b, finance, a)["net_gain"] == -gain


@pytest.mark.parametrize("column", ["net_gain", "npv_switch"])
def test_a_policy_against_itself_gains_nothing(lived: Ledger, column: str) -> None:
    assert kpi.scorecard(lived, Finance(), lived)[column] == 0.0
    assert math.isnan(kpi.scorecard(lived, Finance())[column])
