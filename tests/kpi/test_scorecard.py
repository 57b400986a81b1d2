"""The scorecard: identities that hold on any ledger, limits, and hand-made lives."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from kpi.random_ledgers import random_ledger
from simrecouv import kpi
from simrecouv.kpi.closings import month_closings
from simrecouv.kpi.working_capital import bfr_cents
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import MEASURES, REACHED, WRONG, Kind


@pytest.fixture(scope="module")
def steady() -> Ledger:
    """One invoice of 120 EUR incl. VAT a day, due after 30 days, paid after 45."""
    bills = [Bill(day, day + 30) for day in range(-200, 800)]
    paid = [
        Row(bill.issue + 45, Kind.RECEIVED, number, 12_000)
        for number, bill in enumerate(bills)
        if bill.issue + 45 < 800
    ]
    return write_ledger(bills, paid, first_day=-200, end_day=800)


def test_columns_are_the_vocabulary(lived: Ledger, finance: Finance) -> None:
    card = kpi.scorecard(lived, finance, lived)
    assert list(card) == [measure.name for measure in MEASURES]
    assert set(kpi.WINDOWS) == set(card)
    assert all(type(value) is float for value in card.values())


def test_a_lever_nobody_pulls_is_a_true_zero(steady: Ledger) -> None:
    card = kpi.scorecard(steady, Finance())
    zero = "legal_cost insurance_cost factoring_cost margin_lost complaints customers_lost"
    assert [card[name] for name in zero.split()] == [0.0] * 6
    assert math.isnan(card["promises_kept_rate"])
    assert math.isnan(card["dispute_days"])


def test_fixed_delay_and_flat_sales_make_every_dso_the_delay(steady: Ledger) -> None:
    card = kpi.scorecard(steady, Finance())
    for name in ("dso_simple", "dso_book", "dso_countback", "weighted_days_to_pay"):
        assert card[name] == pytest.approx(45.0), name
    # An invoice is not overdue on its due day: it is not due on 31 of its 45 days.
    assert card["best_possible_dso"] == pytest.approx(31.0)
    assert card["average_days_delinquent"] == pytest.approx(14.0)
    assert card["days_beyond_terms"] == pytest.approx(15.0)
    assert card["overdue_rate"] == pytest.approx(14 / 45)
    assert card["overdue_90_share"] == 0.0
    assert card["receivables_mean"] == card["receivables_end"] == 45 * 120.0
    assert (card["recovery_rate_30d"], card["bad_debt"]) == (1.0, 0.0)
    assert card["cash_collected"] == card["sales"] == 365 * 120.0


def test_nothing_overdue_means_full_effectiveness() -> None:
    bills = [Bill(day, day + 45) for day in range(-200, 800)]
    paid = [Row(b.due, Kind.RECEIVED, n, 12_000) for n, b in enumerate(bills) if b.due < 800]
    card = kpi.scorecard(write_ledger(bills, paid, first_day=-200), Finance())
    assert card["cei"] == 1.0
    assert card["overdue_rate"] == 0.0


def test_working_capital_adds_days(steady: Ledger) -> None:
    """Days of sales excl. VAT: customers 45 x 1.2, stock 30 x .7, and so on."""
    finance = Finance()
    purchases = finance.purchases_share * 0.7
    expected = (
        45 * 1.2
        + finance.stock_days * 0.7
        + finance.vat_settlement_days * (purchases * finance.purchases_vat_rate - 0.2)
        - finance.supplier_days * purchases * (1 + finance.purchases_vat_rate)
        - finance.social_debt_days * finance.payroll_share
    )
    card = kpi.scorecard(steady, finance)
    assert card["bfr_days"] == pytest.approx(expected)
    assert card["bfr_mean"] == pytest.approx(expected * 100.0)


def test_identities(lived: Ledger, finance: Finance) -> None:
    card = kpi.scorecard(lived, finance, random_ledger(9))
    assert card["dso_simple"] == pytest.approx(
        card["best_possible_dso"] + card["average_days_delinquent"]
    )
    books = kpi.Books(lived, finance)
    mine = books.is_cohort
    terms = np.average((books.due - books.issue)[mine], weights=books.gross[mine])
    assert card["weighted_days_to_pay"] == pytest.approx(card["days_beyond_terms"] + terms)
    rates = [card[f"recovery_rate_{days}d"] for days in (30, 60, 90, 180, 365)]
    assert rates == sorted(rates)
    assert 0.0 < rates[0] < rates[-1] < 1.0
    assert card["recovery_placed"] >= card["agency_incremental"]
    costs = card["collection_cost"] + card["agency_fees"] + card["legal_cost"]
    assert card["cost_to_collect"] == pytest.approx(costs / card["cash_collected"])
    assert card["interest_and_fees_received"] <= card["interest_and_fees_charged"]


def test_receivables_relate_to_bfr_one_for_one(books: kpi.Books) -> None:
    closing = month_closings(books)[3]
    more = closing._replace(receivables=closing.receivables + 1_000)
    risen = bfr_cents(more, books.finance) - bfr_cents(closing, books.finance)
    assert risen == pytest.approx(1_000)


def test_without_any_invoice_ratios_are_undefined() -> None:
    card = kpi.scorecard(write_ledger([]), Finance())
    assert math.isnan(card["dso_simple"])
    assert math.isnan(card["recovery_rate_90d"])
    assert (card["sales"], card["net_gain"] == card["net_gain"]) == (0.0, False)
    assert card["cash_min"] == Finance().opening_cash_eur


def test_unpaid_counts_as_settled_a_year_past_due() -> None:
    never = kpi.scorecard(write_ledger([Bill(0, 30)]), Finance())
    much_later = write_ledger([Bill(0, 30)], [Row(700, Kind.RECEIVED, 0, 12_000)])
    for card in (never, kpi.scorecard(much_later, Finance())):
        assert card["weighted_days_to_pay"] == 395.0
        assert card["days_beyond_terms"] == 365.0


def test_recovery_counts_the_very_day() -> None:
    for day, expected in [(60, 1.0), (61, 0.0)]:
        ledger = write_ledger([Bill(0, 30)], [Row(day, Kind.RECEIVED, 0, 12_000)])
        assert kpi.scorecard(ledger, Finance())["recovery_rate_30d"] == expected


def test_a_discount_is_not_recovery() -> None:
    rows = [Row(8, Kind.DISCOUNT, 0, 240), Row(8, Kind.RECEIVED, 0, 11_760)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    assert card["recovery_rate_30d"] == pytest.approx(0.98)
    assert (card["bad_debt"], card["discounts"]) == (0.0, 2.0)


def test_recovery_is_net_of_what_the_bank_takes_back() -> None:
    rows = [Row(50, Kind.RECEIVED, 0, 12_000), Row(70, Kind.PAYMENT_REJECTED, 0, 12_000)]
    rows += [Row(130, Kind.RECEIVED, 0, 6_000)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    rates = [card[f"recovery_rate_{days}d"] for days in (30, 60, 90, 180)]
    assert rates == [1.0, 0.0, 0.0, 0.5]
    assert card["cash_collected"] == card["bad_debt"] + 10.0 == 60.0
    # Half is paid after 130 days, the other half counts a year past due; 20 days were paid.
    assert card["weighted_days_to_pay"] == (130 + 395) / 2 - 20


def test_a_credit_note_was_never_to_be_recovered_and_a_concession_was() -> None:
    for kind, expected in [(Kind.CREDIT_NOTE, 1.0), (Kind.CONCESSION, 0.75)]:
        rows = [Row(50, kind, 0, 3_000), Row(50, Kind.RECEIVED, 0, 9_000)]
        card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
        assert card["recovery_rate_30d"] == expected
        assert (card["bad_debt"], card["weighted_days_to_pay"]) == (0.0, 50.0)


def test_instalments_are_recovered_when_each_is_paid() -> None:
    rows = [Row(60 + 60 * rank, Kind.RECEIVED, 0, 4_000) for rank in range(3)]
    plan = [Row(50, Kind.PLAN_AGREED, 0, 12_000, detail=3), *rows]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], plan), Finance())
    rates = [card[f"recovery_rate_{days}d"] for days in (30, 60, 90, 180)]
    assert rates == pytest.approx([1 / 3, 1 / 3, 2 / 3, 1.0])
    assert card["weighted_days_to_pay"] == 120.0


def test_promises_kept_among_those_that_fell_due() -> None:
    """On the cohorts, whenever it is: the third invoice is of the year before."""
    bills = [Bill(0, 30), Bill(0, 30), Bill(-50, 30)]
    rows = [Row(day, Kind.PROMISE_KEPT, 0, 12_000) for day in (40, 300, 500)]
    rows += [Row(410, Kind.PROMISE_BROKEN, 1, 12_000), Row(10, Kind.PROMISE_BROKEN, 2, 12_000)]
    card = kpi.scorecard(write_ledger(bills, rows, first_day=-60), Finance())
    assert card["promises_kept_rate"] == 0.75


def test_dispute_days_count_to_the_end_and_per_surfacing() -> None:
    """An error of 6 days, then a dispute of 20; a dispute still open; one of another cohort."""
    bills = [Bill(0, 30), Bill(0, 30), Bill(-50, 30)]
    rows = [Row(40, Kind.SURFACED, 0, detail=2), Row(46, Kind.RESENT, 0, detail=2)]
    rows += [Row(46, Kind.SURFACED, 0, detail=3), Row(66, Kind.DISPUTE_CLOSED, 0)]
    rows += [Row(700, Kind.SURFACED, 1, detail=3), Row(50, Kind.RESENT, 1, detail=1)]
    rows += [Row(10, Kind.SURFACED, 2, detail=3)]
    card = kpi.scorecard(write_ledger(bills, rows, first_day=-60, end_day=800), Finance())
    assert card["dispute_days"] == pytest.approx((6 + 20 + 100) / 3)


def test_complaints_and_customers_lost_in_the_first_year() -> None:
    bills = [Bill(0, 30, customer=customer) for customer in range(3)]
    rows = [Row(day, Kind.COMPLAINT, -1) for day in (0, 364, 365, 400)]
    rows += [Row(day, Kind.CUSTOMER_LOST, -3) for day in (365, 200)]
    card = kpi.scorecard(write_ledger(bills, rows), Finance())
    assert (card["complaints"], card["customers_lost"]) == (2.0, 1.0)


def test_the_desk_is_part_of_what_collecting_costs() -> None:
    rows = [Row(50, Kind.RECEIVED, 0, 12_000, cost=60), Row(40, Kind.CONTACT, 0, cost=40)]
    rows += [Row(100, Kind.DESK_DAY, -1, cost=20_000, detail=5)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    assert (card["collection_cost"], card["cost_to_collect"]) == (201.0, 201.0 / 120.0)
    assert (card["contacts"], card["desk_hours"]) == (0.0, 0.0)


def test_what_an_agency_adds() -> None:
    """Four placed debts: paid by it, would have paid, decided before placement, never paid."""
    bills = [Bill(0, 30) for _ in range(4)]
    rows = [Row(120, Kind.PLACED, number, 12_000) for number in range(4)]
    rows += [Row(130, Kind.PAYMENT_DECIDED, number, 12_000) for number in (0, 1)]
    rows += [Row(118, Kind.PAYMENT_DECIDED, 2, 12_000)]
    rows += [Row(140, Kind.RECEIVED, number, 12_000) for number in (0, 1, 2)]
    rows += [Row(300, Kind.WOULD_HAVE_PAID, 1, 12_000)]
    card = kpi.scorecard(write_ledger(bills, rows), Finance())
    assert card["recovery_placed"] == 0.75
    assert card["agency_incremental"] == 0.25


def test_money_of_the_day_of_placement_came_before_it() -> None:
    rows = [Row(120, Kind.RECEIVED, 0, 2_000), Row(120, Kind.PLACED, 0, 10_000)]
    rows += [Row(121, Kind.RECEIVED, 0, 5_000)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    assert card["recovery_placed"] == 0.5


def test_a_payment_on_its_way_on_the_day_of_placement_is_not_the_agencys() -> None:
    """A third was decided before, a third after; a third was paid and taken back before."""
    rows = [Row(90, Kind.PAYMENT_DECIDED, 0), Row(95, Kind.RECEIVED, 0, 4_000)]
    rows += [Row(98, Kind.PAYMENT_REJECTED, 0, 4_000), Row(99, Kind.PAYMENT_DECIDED, 0)]
    rows += [Row(100, Kind.PLACED, 0, 12_000), Row(102, Kind.RECEIVED, 0, 4_000)]
    rows += [Row(110, Kind.PAYMENT_DECIDED, 0), Row(115, Kind.RECEIVED, 0, 4_000)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    assert card["recovery_placed"] == pytest.approx(2 / 3)
    assert card["agency_incremental"] == pytest.approx(1 / 3)


def test_what_the_bank_takes_back_of_an_older_payment_is_not_the_agencys() -> None:
    rows = [Row(98, Kind.RECEIVED, 0, 2_000), Row(100, Kind.PLACED, 0, 10_000)]
    rows += [Row(101, Kind.PAYMENT_REJECTED, 0, 2_000), Row(120, Kind.RECEIVED, 0, 5_000)]
    rows += [Row(123, Kind.PAYMENT_REJECTED, 0, 5_000), Row(150, Kind.RECEIVED, 0, 3_000)]
    card = kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())
    assert card["recovery_placed"] == card["agency_incremental"] == 0.3


def test_nothing_placed_is_undefined(steady: Ledger) -> None:
    card = kpi.scorecard(steady, Finance())
    assert math.isnan(card["recovery_placed"])
    assert math.isnan(card["agency_incremental"])


def test_effort_counts_the_second_year() -> None:
    both = REACHED | WRONG
    rows = [Row(day, Kind.CONTACT, 0, 0, 150, both, 0) for day in (365, 366, 730, 731)]
    rows += [Row(500, Kind.REMINDED, 1, 0, 0, WRONG), Row(501, Kind.REMINDED, 1, 0, 0, REACHED)]
    card = kpi.scorecard(write_ledger([Bill(0, 30), Bill(0, 30)], rows), Finance())
    assert card["contacts"] == 2
    assert card["desk_hours"] == pytest.approx(2 * 8 / 60)
    assert card["wrong_reminders"] == 3
    assert card["collection_cost"] == 6.0


def test_breach_is_lowest_cash_below_the_line() -> None:
    """One unpaid sale: what it cost leaves, 70 EUR and overheads of 22."""
    ledger = write_ledger([Bill(0, 30)])
    poor = Finance(
        opening_cash_eur=100.0, overheads_share=0.22, vat_settlement_days=799, debit_rate=0.0
    )
    low = kpi.scorecard(ledger, poor)["cash_min"]
    # Suppliers are paid incl. VAT: 30 % of 70 at once, 70 % of 70 x 1.2 after 45 days.
    assert low == pytest.approx(100.0 - 0.3 * 70 - 0.7 * 70 * 1.2 - 22)
    for line, expected in [(0.0, 1.0), (-low - 0.01, 1.0), (-low + 0.01, 0.0)]:
        covered = poor.model_copy(update={"credit_line_eur": line})
        assert kpi.scorecard(ledger, covered)["p_breach"] == expected


def test_npv_of_being_paid_a_year_sooner() -> None:
    finance = Finance(discount_rate=0.08)
    slow = write_ledger([Bill(0, 30)], [Row(365 + 100, Kind.RECEIVED, 0, 12_000)])
    fast = write_ledger([Bill(0, 30)], [Row(100, Kind.RECEIVED, 0, 12_000)])
    card = kpi.scorecard(fast, finance, slow)
    expected = 120.0 * 1.08 ** (-100 / 365) * (1 - 1 / 1.08)
    assert card["npv_switch"] == pytest.approx(expected)


def test_curves_sum_to_receivables(lived: Ledger, finance: Finance) -> None:
    curves = kpi.curves(lived, finance)
    assert list(curves) == ["day", *kpi.CURVES]
    ages = sum(curves[name] for name in kpi.CURVES[1:-1])
    assert np.allclose(ages, curves["receivables"], rtol=0, atol=0.005)
    assert curves["day"][:2].tolist() == [0, 7]
    assert curves["day"][-1] <= lived.month_ends[-1]


def test_curve_of_cash_is_the_end_of_the_day() -> None:
    """Sold on day 7 at a cost of 70, half paid at once, and overheads of 22."""
    finance = Finance(opening_cash_eur=100.0, overheads_share=0.22, purchases_share=0.5)
    cash = kpi.curves(write_ledger([Bill(7, 30)]), finance)["cash"]
    assert cash[:2].tolist() == [100.0, 43.0]


def test_curve_of_cash_starts_from_the_opening(steady: Ledger) -> None:
    rich = Finance(opening_cash_eur=1_000_000.0)
    gap = kpi.curves(steady, rich)["cash"] - kpi.curves(steady, Finance())["cash"]
    assert np.allclose(gap, 900_000.0)
