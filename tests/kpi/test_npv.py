"""Net present values of credit, against the numbers printed in textbooks.

Ross, Westerfield and Jordan (Locust Software, North County Publishing), Brealey, Myers and Allen
(Cast Iron). The tolerance is half a unit of the last printed digit.
"""

from __future__ import annotations

import math

import pytest

from simrecouv import kpi
from simrecouv.errors import StudyError

#: Locust Software: price, variable cost, units sold for cash.
LOCUST = (49.0, 20.0, 100.0)


def test_the_switch_of_locust_software() -> None:
    assert kpi.npv_of_policy_switch(*LOCUST, 110, 0.02) == pytest.approx(9_400)


def test_the_switch_breaks_even_on_three_and_a_half_more_units() -> None:
    more = kpi.break_even_quantity(*LOCUST, 0.02)
    assert more == pytest.approx(3.43, abs=0.005)
    assert kpi.npv_of_policy_switch(*LOCUST, 100 + more, 0.02) == pytest.approx(0)


def test_a_rate_beyond_the_margin_never_breaks_even() -> None:
    """29 of margin on 20 of cost bear 145 % a month: beyond, each added unit costs more."""
    assert kpi.break_even_quantity(*LOCUST, 1.46) == math.inf
    assert kpi.break_even_quantity(*LOCUST, 1.44) < math.inf
    assert kpi.npv_of_policy_switch(*LOCUST, 10_000, 1.46) < 0


def test_one_month_of_credit_is_worth_184_every_month() -> None:
    one = kpi.npv_of_one_period(*LOCUST, 110, 0.02)
    assert one == pytest.approx(184.31, abs=0.005)
    forever = one + kpi.perpetuity(one, 0.02)
    assert forever == pytest.approx(kpi.npv_of_policy_switch(*LOCUST, 110, 0.02))


def test_a_credit_price_with_some_who_do_not_pay() -> None:
    """50 on credit for 49 in cash, 1 % never paid: not enough for 2 % a month."""
    found = kpi.npv_of_credit_price(
        cash_price=49, credit_price=50, quantity=100, default_rate=0.01, rate=0.02
    )
    assert found == pytest.approx(-2_400)
    most = kpi.break_even_default(cash_price=49, credit_price=50, rate=0.02)
    assert most == pytest.approx(0.0004)
    at_most = kpi.npv_of_credit_price(
        cash_price=49, credit_price=50, quantity=100, default_rate=most, rate=0.02
    )
    assert at_most == pytest.approx(0, abs=1e-6)


def test_credit_to_one_order_of_cast_iron() -> None:
    assert kpi.npv_of_credit_sale(1_200, 1_000, 0.8) == pytest.approx(-40)
    assert kpi.break_even_probability(1_200, 1_000) == pytest.approx(0.8333, abs=5e-5)
    assert kpi.npv_of_credit_sale(1_200, 1_000, kpi.break_even_probability(1_200, 1_000)) == (
        pytest.approx(0)
    )


@pytest.mark.parametrize("rate", [0.0, 0.08, 0.2])
def test_a_repeat_order_pays_for_the_first(rate: float) -> None:
    """Who has paid once pays again nineteen times in twenty: 140, in a year, if it did pay."""
    again = kpi.npv_of_credit_sale(1_200, 1_000, 0.95)
    assert again == pytest.approx(140)
    total = kpi.npv_with_repeat(-40, p_paid=0.8, repeat=again, rate=rate)
    assert total == pytest.approx(-40 + 0.8 * 140 / (1 + rate))


def test_a_customer_for_ever_is_worth_a_risk() -> None:
    """4 a month at 1 % a month are worth 400; 96 are at stake; 7 % do not pay."""
    worth = kpi.perpetuity(4, 0.01)
    assert worth == pytest.approx(400)
    assert kpi.npv_of_credit_sale(worth + 96, 96, 0.93) == pytest.approx(365.28)
    assert kpi.break_even_probability(worth + 96, 96) == pytest.approx(0.1935, abs=5e-5)


def test_daily_sales_of_north_county_publishing() -> None:
    """10 M a year at 10 %: paid after 60 days, or half at 2 % off on day 10 and half on day 50."""
    day = 10_000_000 / 365
    rate = 0.1 / 365
    old = kpi.npv_of_daily_sales(day, 0.0, rate, [(1.0, 60, 0.0)])
    new = kpi.npv_of_daily_sales(day, 0.0, rate, [(0.5, 10, 0.02), (0.5, 50, 0.0)])
    assert old == pytest.approx(26_954.18, abs=0.005)
    assert new == pytest.approx(26_901.49, abs=0.005)


def test_daily_sales_lose_the_bad_debts_and_their_cost_at_once() -> None:
    receipts = [(1.0, 0, 0.0)]
    assert kpi.npv_of_daily_sales(100, 80, 0.001, receipts, bad_debt_rate=0.02) == pytest.approx(18)


def test_a_discount_equal_to_the_time_gained_is_indifferent() -> None:
    rate, early, late = 0.0004, 10, 45
    fair = 1 - (1 + rate * early) / (1 + rate * late)
    with_discount = kpi.npv_of_daily_sales(100, 0, rate, [(1.0, early, fair)])
    without = kpi.npv_of_daily_sales(100, 0, rate, [(1.0, late, 0.0)])
    assert with_discount == pytest.approx(without)


def test_shares_of_customers_must_make_all_of_them() -> None:
    with pytest.raises(StudyError, match=r"sum to 1, these sum to 0\.9"):
        kpi.npv_of_daily_sales(100, 80, 0.001, [(0.5, 10, 0.02), (0.4, 50, 0.0)])
