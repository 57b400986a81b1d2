"""Recovery when third parties collect, buy, insure or guarantee: whose money counts, and when."""

from __future__ import annotations

import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv import kpi
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.vocabulary import COSTS, VIA_THIRD_PARTY, Kind, Payee

RATES = [f"recovery_rate_{days}d" for days in (30, 60, 90, 180, 365)]
AGENCY, BAILIFF, FACTOR, LIQUIDATOR = (payee.code for payee in Payee)


def _card(*rows: Row) -> dict[str, float]:
    """Scorecard of one invoice of 120 EUR, due on day 30."""
    return kpi.scorecard(write_ledger([Bill(0, 30)], rows), Finance())


# === Whose money counts ===


@pytest.mark.parametrize("payee", [0, AGENCY, BAILIFF, FACTOR, LIQUIDATOR])
def test_recovery_is_dated_by_the_customer_whoever_receives_and_keeps_a_part(payee: int) -> None:
    """Paid 60 days past due; what is paid over comes later, less a third."""
    rows = [Row(90, Kind.RECEIVED, 0, 12_000, detail=payee)]
    rows += [Row(90, Kind.AGENCY_REMITTED, 0, 12_000, cost=4_000, detail=140)] * (payee == AGENCY)
    card = _card(*rows)
    assert [card[name] for name in RATES] == [0.0, 1.0, 1.0, 1.0, 1.0]
    assert (card["cash_collected"], card["weighted_days_to_pay"]) == (120.0, 90.0)


def test_a_guarantor_in_the_place_of_the_customer_is_recovery_and_an_insurer_is_not() -> None:
    paid = [Row(100, Kind.SUBROGATED, 0, 6_000)]
    assert [_card(*paid)[name] for name in RATES] == [0.0, 0.0, 0.5, 0.5, 0.5]
    indemnity = [Row(100, Kind.INDEMNIFIED, 0, 6_000)]
    assert [_card(*indemnity)[name] for name in RATES] == [0.0] * 5


def test_selling_an_invoice_recovers_nothing_and_shortens_no_delay() -> None:
    """Sold on day 1, paid to the factor on day 90: as paid to us, for the customer's behaviour."""
    sold = [Row(1, Kind.SOLD, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 120, 3)]
    ours, theirs = _card(Row(90, Kind.RECEIVED, 0, 12_000)), _card(
        *sold, Row(90, Kind.PAID_TO_FACTOR, 0, 12_000)
    )  # fmt: skip
    same = [*RATES, "cash_collected", "weighted_days_to_pay", "days_beyond_terms", "bad_debt"]
    assert [theirs[name] for name in same] == [ours[name] for name in same]
    unpaid = _card(*sold)
    assert [unpaid[name] for name in RATES] == [0.0] * 5
    assert (unpaid["weighted_days_to_pay"], unpaid["bad_debt"]) == (395.0, 0.0)


def test_an_advance_with_recourse_is_not_recovery() -> None:
    rows = [Row(1, Kind.FACTORED, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 120, 3)]
    card = _card(*rows)
    assert (card["recovery_rate_365d"], card["bad_debt"]) == (0.0, 100.0)


# === Bad debt ===


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 100.0),
        ([Row(200, Kind.INSOLVENCY_OPENED, -1)], 100.0),
        ([Row(200, Kind.SUBROGATED, 0, 9_000)], 25.0),
        ([Row(200, Kind.INDEMNIFIED, 0, 9_000)], 10.0),
        (
            [
                Row(200, Kind.INDEMNIFIED, 0, 9_000),
                Row(300, Kind.RECEIVED, 0, 6_000, detail=LIQUIDATOR),
                Row(300, Kind.INSURER_SHARE, 0, 4_500),
            ],
            100.0 - 90.0 - 50.0 + 45.0,
        ),
    ],
)
def test_bad_debt_is_what_nobody_pays_excluding_vat(rows: list[Row], expected: float) -> None:
    assert _card(*rows)["bad_debt"] == expected
    assert _card(*rows)["bad_debt_rate"] == expected / 100.0


# === What collecting takes ===


def test_third_parties_are_in_the_cost_of_collecting() -> None:
    """Agency 9 EUR, legal 12 EUR, for 60 EUR; cover and financing are no cost of collection."""
    rows = [Row(90, Kind.RECEIVED, 0, 6_000, detail=AGENCY), Row(50, Kind.PLACED, 0, 12_000)]
    rows += [Row(90, Kind.AGENCY_REMITTED, 0, 6_000, cost=900, detail=120)]
    rows += [Row(99, Kind.FILED, 0, 6_000, cost=1_200)]
    rows += [Row(1, Kind.FACTOR_FUNDED, 0, 0, cost=700, detail=1)]
    card = kpi.scorecard(write_ledger([Bill(0, 30, premium=30)], rows), Finance())
    columns = ("agency_fees", "legal_cost", "insurance_cost", "factoring_cost", "cost_to_collect")
    assert [card[name] for name in columns] == pytest.approx([9.0, 12.0, 0.3, 7.0, 21 / 60])


def test_court_costs_are_charged_like_the_indemnity() -> None:
    rows = [Row(40, Kind.FEE, 0, 4_000), Row(90, Kind.COURT_COSTS, 0, 7_000)]
    rows += [Row(99, Kind.CHARGES_RECEIVED, 0, 9_000, detail=COSTS + VIA_THIRD_PARTY)]
    card = _card(*rows)
    assert (card["interest_and_fees_charged"], card["interest_and_fees_received"]) == (110.0, 90.0)


# === Placed debts ===


def _placed(*rows: Row) -> tuple[float, float]:
    card = _card(Row(100, Kind.PLACED, 0, 12_000), *rows)
    return card["recovery_placed"], card["agency_incremental"]


def test_a_second_placement_is_the_same_file() -> None:
    """Recalled and placed again: what was entrusted counts once, what it paid in between too."""
    rows = [Row(120, Kind.RECEIVED, 0, 3_000), Row(150, Kind.RECALLED, 0)]
    rows += [Row(160, Kind.RECEIVED, 0, 3_000), Row(170, Kind.PLACED, 0, 6_000, detail=1)]
    rows += [Row(200, Kind.RECEIVED, 0, 3_000, detail=AGENCY)]
    assert _placed(*rows) == (0.75, 0.75)
    alone = Row(300, Kind.WOULD_HAVE_PAID, 0, 6_000)
    assert _placed(*rows, alone) == (0.75, 0.25)


def test_a_guarantor_pays_nothing_on_placed_debts() -> None:
    rows = [Row(120, Kind.RECEIVED, 0, 3_000), Row(150, Kind.SUBROGATED, 0, 9_000)]
    assert _placed(*rows) == (0.25, 0.25)


@pytest.mark.parametrize("payee", [BAILIFF, LIQUIDATOR])
def test_what_is_taken_by_force_is_recovered_and_owes_nothing_to_an_agency(payee: int) -> None:
    rows = [Row(120, Kind.RECEIVED, 0, 3_000, detail=AGENCY), Row(150, Kind.RECALLED, 0)]
    rows += [Row(300, Kind.RECEIVED, 0, 6_000, detail=payee)]
    assert _placed(*rows) == (0.75, 0.25)


@pytest.mark.parametrize(
    "alone", [(), (Row(300, Kind.WOULD_HAVE_PAID, 0, 6_000),)], ids=["forced", "forced and alone"]
)
def test_an_agency_never_brings_less_than_nothing(alone: tuple[Row, ...]) -> None:
    """What is seized is deducted once, though the life without agency would have met it too."""
    rows = [Row(150, Kind.RECALLED, 0), Row(300, Kind.RECEIVED, 0, 6_000, detail=BAILIFF)]
    assert _placed(*rows, *alone) == (0.5, 0.0)


def test_random_lives_keep_the_order_of_the_two_rates(lived: Ledger) -> None:
    card = kpi.scorecard(lived, Finance())
    assert 0.0 < card["agency_incremental"] < card["recovery_placed"] < 1.0
