"""The bank account of the company: interest by tranche, interest on interest, refused days.

Hand-written ledgers have no sale: the balance moves by wages alone, and stays where they leave it.
"""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from kpi.hand_ledgers import Bill, Row, write_ledger
from simrecouv import kpi
from simrecouv.kpi.cash import cash_curve
from simrecouv.kpi.closings import all_month_ends
from simrecouv.ledger import Ledger
from simrecouv.scenario import Finance
from simrecouv.scenario.finance import OverdraftTranche
from simrecouv.vocabulary import Kind

LOW, HIGH = 0.0365, 0.0730
TRANCHES = (
    OverdraftTranche(up_to_eur=10_000.0, rate=LOW),
    OverdraftTranche(up_to_eur=25_000.0, rate=HIGH),
)


def _spent(day: int, euros: int) -> Ledger:
    return write_ledger([], [Row(day, Kind.DESK_DAY, -1, cost=100 * euros)])


def _finance(**stated: object) -> Finance:
    """No cash at the start, a line of 1 M, and nothing else than what a test states."""
    return Finance.model_validate(
        {"opening_cash_eur": 0.0, "credit_line_eur": 1_000_000.0, **stated}
    )


def _month_ends(ledger: Ledger, finance: Finance) -> list[int]:
    return [day for day in all_month_ends(kpi.Books(ledger, finance)) if day > 0]


def test_while_cash_stays_positive_the_bank_asks_for_nothing() -> None:
    ledger, finance = _spent(5, 90), _finance(opening_cash_eur=90.0, overdraft=TRANCHES)
    found = kpi.treasury(ledger, finance)
    assert (found.interest, found.fees, found.refused_days, found.most_refused) == (0, 0, 0, 0)
    assert (found.cash == cash_curve(kpi.Books(ledger, finance))[: found.cash.size]).all()
    assert found.cash.size == ledger.month_ends[-1] + 1
    assert found.lowest == 0


def test_a_first_month_pays_each_tranche_its_own_rate() -> None:
    """20,000 overdrawn from day 0: 10,000 at 3.65 % and 10,000 at 7.30 % are 1 + 2 EUR a day."""
    ledger, finance = _spent(0, 20_000), _finance(overdraft=TRANCHES)
    first = _month_ends(ledger, finance)[0]
    cash = kpi.treasury(ledger, finance).cash
    assert (cash[:first] == -2_000_000).all()
    assert cash[first] == -2_000_000 - 300 * first


def test_beyond_the_last_tranche_its_rate_goes_on() -> None:
    """45,000: 10,000 at 3.65 %, and the 35,000 above at 7.30 %: 1 + 7 EUR a day."""
    ledger, finance = _spent(0, 45_000), _finance(overdraft=TRANCHES)
    first = _month_ends(ledger, finance)[0]
    assert kpi.treasury(ledger, finance).cash[first] == -4_500_000 - 800 * first


def test_without_tranches_the_debit_rate_holds_for_all() -> None:
    ledger, finance = _spent(0, 20_000), _finance(debit_rate=0.0365)
    first = _month_ends(ledger, finance)[0]
    assert kpi.treasury(ledger, finance).cash[first] == -2_000_000 - 200 * first


def test_interest_bears_interest() -> None:
    """One rate, debited at each month-end: the balance grows by each month's nights, compounded."""
    ledger, finance = _spent(0, 1_000_000), _finance(debit_rate=0.10, credit_line_eur=1e9)
    nights = np.diff([0, *_month_ends(ledger, finance)])
    compounded = 100_000_000 * np.prod(1.0 + 0.10 * nights / 365)
    found = kpi.treasury(ledger, finance)
    assert -found.cash[-1] == pytest.approx(compounded, abs=len(nights))
    assert found.interest == -found.cash[-1] - 100_000_000
    simple = 100_000_000 * 0.10 * nights.sum() / 365
    assert found.interest > 1.1 * simple


def test_interest_is_debited_at_month_ends_alone() -> None:
    ledger, finance = _spent(3, 50_000), _finance(debit_rate=0.2)
    found, ends = kpi.treasury(ledger, finance), _month_ends(ledger, finance)
    assert set(np.flatnonzero(np.diff(found.cash, prepend=0)).tolist()) == {3, *ends}
    assert ends[-1] == ledger.month_ends[-1] == found.cash.size - 1
    assert len(ends) == 24


def test_a_week_overdrawn_costs_seven_nights() -> None:
    """Spent on day 40, received on day 47; nothing is owed after but the interest itself."""
    free = {"vat_settlement_days": 3_000, "supplier_days": 3_000, "overheads_share": 0.0}
    finance = _finance(debit_rate=0.365, purchases_share=1.0, **free)
    wages = Row(40, Kind.DESK_DAY, -1, cost=12_000)
    ledger = write_ledger([Bill(0, 30)], [wages, Row(47, Kind.RECEIVED, 0, 12_000)])
    found = kpi.treasury(ledger, finance)
    end = next(day for day in _month_ends(ledger, finance) if day > 47)
    assert found.cash[end - 1] == 0
    assert found.cash[end] == -round(7 * 12_000 * 0.365 / 365)


def test_days_beyond_the_line_are_counted_and_charged() -> None:
    """10 days 500 beyond a line of 1,000, at 20 EUR a day; the bank sends its bill at month-end."""
    rows = [Row(40, Kind.DESK_DAY, -1, cost=150_000), Row(50, Kind.RECEIVED, 0, 12_000)]
    free = {"vat_settlement_days": 3_000, "supplier_days": 3_000, "overheads_share": 0.0}
    stated = {"credit_line_eur": 1_400.0, "debit_rate": 0.0, "refusal_fee_eur": 20.0, **free}
    finance = _finance(purchases_share=1.0, **stated)
    found = kpi.treasury(write_ledger([Bill(0, 30)], rows), finance)
    assert found.cash[49] == -150_000
    assert found.cash[50] == -138_000
    # 200 EUR of fees push the account beyond its line again, from the month-end on: the spiral.
    end = next(day for day in _month_ends(_spent(0, 0), finance) if day > 50)
    assert found.cash[end] == -138_000 - 20_000
    assert found.refused_days == 10 + found.cash.size - end
    assert found.fees == 2_000 * (10 + found.cash.size - 1 - end)
    assert found.most_refused == -found.lowest - 140_000


def test_on_the_line_is_not_beyond_it() -> None:
    exact = _finance(credit_line_eur=500.0, debit_rate=0.0, refusal_fee_eur=1.0)
    on_it, beyond = (kpi.treasury(_spent(0, euros), exact) for euros in (500, 501))
    assert (on_it.refused_days, on_it.fees, on_it.most_refused) == (0, 0, 0)
    assert beyond.refused_days == beyond.cash.size
    assert beyond.fees == 100 * (beyond.cash.size - 1)


@pytest.mark.parametrize("euros", [0, 8_000, 20_000, 400_000])
def test_a_smaller_line_never_costs_less(euros: int) -> None:
    costs = [
        kpi.treasury(
            _spent(9, euros),
            _finance(overdraft=TRANCHES, credit_line_eur=line, refusal_fee_eur=15.0),
        ).cost
        for line in (1e6, 50_000.0, 15_000.0, 0.0)
    ]
    assert costs == sorted(costs)


def test_the_scorecard_reads_this_account(lived: Ledger) -> None:
    """Poor enough to be overdrawn in every replication; the bridge does not move."""
    poor = Finance(opening_cash_eur=-3e6, refusal_fee_eur=10.0)
    found, card = kpi.treasury(lived, poor), kpi.scorecard(lived, poor)
    assert (card["cash_min"], card["p_breach"]) == (found.lowest / 100, 1.0)
    assert card["refused_days"] == found.refused_days > 0
    assert card["overdraft_cost"] == (found.interest + found.fees) / 100 > 0
    rich = kpi.scorecard(lived, Finance(opening_cash_eur=1e9, refusal_fee_eur=10.0))
    assert (rich["overdraft_cost"], rich["refused_days"], rich["p_breach"]) == (0.0, 0.0, 0.0)
    assert rich["financing_cost"] == card["financing_cost"]


def test_the_curve_of_cash_shows_it() -> None:
    ledger, finance = _spent(3, 50_000), _finance(debit_rate=0.2)
    curves, found = kpi.curves(ledger, finance), kpi.treasury(ledger, finance)
    assert curves["cash"].tolist() == (found.cash[::7] / 100).tolist()


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ([(20_000, 0.05), (10_000, 0.08)], "must rise.*these are 20000, 10000"),
        ([(10_000, 0.05), (10_000, 0.08)], "must rise"),
        ([(10_000, 1.05)], "less than or equal to 1"),
        ([(0, 0.05)], "greater than 0"),
    ],
)
def test_tranches_that_make_no_sense_are_refused(
    stated: list[tuple[float, float]], message: str
) -> None:
    tranches = [{"up_to_eur": up_to, "rate": rate} for up_to, rate in stated]
    with pytest.raises(ValidationError, match=message):
        _finance(overdraft=tranches)
