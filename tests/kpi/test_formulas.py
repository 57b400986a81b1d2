"""Published numbers, recomputed by the public formulas.

Each case gives the inputs of a textbook or of a practitioner's page and the result printed there;
the tolerance is half a unit of the last printed digit.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from simrecouv import kpi


@pytest.mark.parametrize(
    ("receivables", "sales", "days", "expected"),
    [(200_000, 2_000_000, 365, 36.5), (5_700, 7_600, 91, 68.25), (30_000, 60_000, 90, 45.0)],
)
def test_dso_simple_published(
    receivables: float, sales: float, days: float, expected: float
) -> None:
    assert kpi.dso_simple(receivables, sales, days) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("receivables", "sales", "days", "expected"),
    [
        (2_500, [700, 800, 1_200], [30, 31, 30], 82.43),
        (212_000, [70_000, 80_000, 100_000], [30, 30, 30], 73.71),
    ],
)
def test_countback_published(
    receivables: float, sales: list[float], days: list[float], expected: float
) -> None:
    assert kpi.dso_countback(receivables, sales, days) == pytest.approx(expected, abs=0.005)


def test_countback_longer_than_history_is_undefined() -> None:
    assert math.isnan(kpi.dso_countback(201, [100, 100], [30, 30]))
    assert kpi.dso_countback(200, [100, 100], [30, 30]) == 60.0


def test_countback_equals_simple_when_sales_are_flat() -> None:
    assert kpi.dso_countback(150, [100] * 4, [30] * 4) == kpi.dso_simple(150, 400, 120)


def test_collection_effectiveness_reads_total_sales() -> None:
    total = kpi.collection_effectiveness_index(6_200, 10_890, 6_340, 3_590)
    monthly_mean = kpi.collection_effectiveness_index(6_200, 3_630, 6_340, 3_590)
    assert total == pytest.approx(0.7963, abs=5e-5)
    assert monthly_mean == pytest.approx(0.5593, abs=5e-5)
    rounded = kpi.collection_effectiveness_index(100_000, 1_000_000, 120_000, 100_000)
    assert rounded == pytest.approx(0.98)


def test_nothing_overdue_means_all_collected() -> None:
    assert kpi.collection_effectiveness_index(6_200, 10_890, 3_590, 3_590) == 1.0


def test_dso_splits_into_terms_and_lateness() -> None:
    dso = kpi.dso_simple(6_340, 10_890, 90)
    best = kpi.best_possible_dso(3_590, 10_890, 90)
    late = kpi.average_days_delinquent(6_340, 3_590, 10_890, 90)
    assert (dso, best, late) == pytest.approx((52.40, 29.67, 22.73), abs=0.005)
    assert dso == best + late


@pytest.mark.parametrize(
    ("rate", "days", "year", "expected"),
    [
        (0.02, 20, 365, 0.37245),
        (0.02, 20, 360, 0.36735),
        (0.01, 20, 365, 0.18434),
        (0.03, 35, 365, 0.32253),
        (0.02, 45, 365, 0.16553),
        (0.03, 10, 365, 1.12887),
    ],
)
def test_implied_annual_rate_published(
    rate: float, days: float, year: float, expected: float
) -> None:
    assert kpi.implied_annual_rate(rate, days, year) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize(
    ("rate", "days", "expected"), [(0.02, 20, 0.44585), (0.02, 25, 0.34307), (0.03, 10, 2.03971)]
)
def test_effective_annual_rate_published(rate: float, days: float, expected: float) -> None:
    assert kpi.effective_annual_rate(rate, days) == pytest.approx(expected, abs=5e-6)


def test_late_interest_published() -> None:
    assert kpi.late_interest(10_000, 0.1025, 90, 360) == pytest.approx(256.25)
    assert kpi.late_interest(10_000, 0.0012, 90, 360) == pytest.approx(3.0)
    assert kpi.late_interest(4_500, 0.11, 30) + 40 == pytest.approx(80.68, abs=0.005)


def test_dso_misleads_when_sales_move() -> None:
    """90, 60 and 20 % stay unpaid after 0, 1 and 2 months: the same behaviour, three DSO."""
    found = []
    for sales in ([60, 60, 60], [60, 90, 120], [120, 90, 60]):
        unpaid = sum(share * sold for share, sold in zip([0.2, 0.6, 0.9], sales, strict=True))
        found.append(kpi.dso_simple(unpaid, sum(sales), 90))
    assert found == pytest.approx([51, 58, 44])


@pytest.mark.parametrize(("window", "expected"), [(365, 64.66), (90, 60.45)])
def test_growth_inflates_dso_of_a_fixed_delay(window: int, expected: float) -> None:
    daily = 1.2 ** (-np.arange(window) / 365)
    assert kpi.dso_simple(daily[:60].sum(), daily.sum(), window) == pytest.approx(
        expected, abs=0.005
    )


def test_working_capital_published() -> None:
    assert kpi.working_capital_days(82_425, 1_080_000, 360) == 27.475
    for growth, more in [(1.2, 16_485), (1.4, 32_970)]:
        grown = 27.475 * growth * 1_080_000 / 360
        assert grown == pytest.approx(82_425 + more)
        assert kpi.working_capital_days(grown, growth * 1_080_000, 360) == pytest.approx(27.475)
    assert kpi.working_capital_requirement(receivables=65 * 1.2) == pytest.approx(78)


def test_working_capital_constructed() -> None:
    """Sales 1.2 M excl. VAT: customers 45 d, purchases 50 % at 60 d, stock 30 d, VAT at 40 d."""
    day = 1_200_000 / 360
    requirement = kpi.working_capital_requirement(
        receivables=45 * 1.2 * day,
        stock=30 * 0.5 * day,
        deductible_vat=40 * 0.5 * 0.2 * day,
        suppliers=60 * 0.5 * 1.2 * day,
        collected_vat=40 * 0.2 * day,
    )
    assert requirement == pytest.approx(96_666.67, abs=0.005)
    assert kpi.working_capital_days(requirement, 1_200_000, 360) == pytest.approx(29)


def test_policy_switch_published() -> None:
    assert kpi.npv_of_policy_switch(49, 20, 100, 110, 0.02) == pytest.approx(9_400)
    break_even = 49 * 100 / ((49 - 20) / 0.02 - 20)
    assert break_even == pytest.approx(3.43, abs=0.005)
    assert kpi.npv_of_policy_switch(49, 20, 100, 100 + break_even, 0.02) == pytest.approx(0)


def test_policy_switch_is_a_perpetuity_of_one_shot_gains() -> None:
    """One month on credit instead of cash is worth 184.31, this month and every month after."""
    one_shot = (-20 * 110 + 49 * 110 / 1.02) - (49 - 20) * 100
    assert one_shot == pytest.approx(184.31, abs=0.005)
    forever = one_shot + one_shot / 0.02
    assert forever == pytest.approx(kpi.npv_of_policy_switch(49, 20, 100, 110, 0.02))


def test_credit_to_one_order_published() -> None:
    assert kpi.npv_of_credit_sale(1_200, 1_000, 0.8) == pytest.approx(-40)
    assert kpi.npv_of_credit_sale(1_200, 1_000, 1_000 / 1_200) == pytest.approx(0)
    assert kpi.npv_of_credit_sale(1_200, 1_000, 0.95) == pytest.approx(140)


def test_present_value_is_linear_and_discounts() -> None:
    a, b = np.sin(np.arange(800)), np.cos(np.arange(800) / 7)
    total = kpi.net_present_value(a + b, 0.08)
    assert total == pytest.approx(kpi.net_present_value(a, 0.08) + kpi.net_present_value(b, 0.08))
    assert kpi.net_present_value(a, 0.0) == pytest.approx(a.sum())
    assert kpi.net_present_value(np.ones(800), 0.08) < 800
