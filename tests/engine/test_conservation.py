"""Money is conserved and lives make sense, on any scenario, under any policy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from engine.scenarios import scenarios
from kpi.slow_bank import bank, interest_on
from simrecouv.engine import open_runner
from simrecouv.kpi import bridge, profit
from simrecouv.ledger import (
    Ledger,
    closing_charges,
    closing_principal,
    factor_balance,
    held_by_collectors,
    insurer_balance,
)
from simrecouv.scenario import Finance, Scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world

#: A payment received later may yet be taken back after the last day; random scenarios ask for 6
#: business days at most.
LONGEST_REJECTION_DAYS = 15


def day_of_kind(ledger: Ledger, kind: Kind) -> np.ndarray:
    """First day of a kind for every invoice; far away if it never came."""
    day = np.full(ledger.invoices.customer.size, 10**7)
    rows = ledger.of_kind(kind)[::-1]
    day[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return day


def amounts(ledger: Ledger, *kinds: Kind) -> np.ndarray:
    """Sum of the amounts of some kinds, by invoice [cents]."""
    total = np.zeros(ledger.invoices.customer.size, dtype=np.int64)
    rows = ledger.of_kind(*kinds)
    np.add.at(total, rows["invoice"], rows["amount_cents"])
    return total


def check_money(scenario: Scenario) -> None:
    runner = open_runner(scenario, build_world(scenario), "compiled")
    for policy in scenario.policies:
        ledger = runner(policy)
        check_principal(ledger)
        check_charges(ledger)
        check_third_parties(ledger)
        check_lives(ledger)
        check_bridge(ledger, scenario.finance)


@settings(max_examples=60)
@given(scenarios())
def test_conservation_bridge_and_sense(scenario: Scenario) -> None:
    check_money(scenario)


@pytest.mark.slow
@settings(max_examples=500)
@given(scenarios())
def test_conservation_and_bridge_of_500_random_scenarios(scenario: Scenario) -> None:
    check_money(scenario)


def check_principal(ledger: Ledger) -> None:
    """Each invoice conserves its principal, and closes between nothing and its amount."""
    issued = amounts(ledger, Kind.INVOICED)
    assert (issued == np.where(ledger.invoices.is_issued, ledger.invoices.gross_cents, 0)).all()
    gone = amounts(ledger, *(kind for kind in Kind if kind.principal_sign < 0))
    back = amounts(ledger, Kind.REINSTATED, Kind.PAYMENT_REJECTED, Kind.BOUGHT_BACK)
    closing = closing_principal(ledger)
    assert (issued + back == gone + closing).all()
    assert ((closing >= 0) & (closing <= issued)).all()
    assert (amounts(ledger, Kind.REINSTATED) <= amounts(ledger, Kind.WRITTEN_OFF)).all()


def check_charges(ledger: Ledger) -> None:
    """Charges are billed once due, and settled with the principal or left open."""
    charged = amounts(ledger, Kind.INTEREST, Kind.FEE, Kind.COURT_COSTS)
    settled = amounts(ledger, Kind.CHARGES_RECEIVED, Kind.CHARGES_WAIVED)
    closing = closing_charges(ledger)
    assert (charged == settled + closing).all()
    assert (closing >= 0).all()
    recognised = day_of_kind(ledger, Kind.RECOGNISED)
    kept = ~np.isin(np.arange(closing.size), ledger.of_kind(Kind.PAYMENT_REJECTED)["invoice"])
    kept &= recognised < ledger.end_day - LONGEST_REJECTION_DAYS
    assert (closing[kept] == 0).all()


def check_third_parties(ledger: Ledger) -> None:
    """Collectors pay over, a factor that has settled is quits, an insurer recoups at most its due."""
    assert (held_by_collectors(ledger) == 0).all()
    settled = ledger.of_kind(Kind.FACTOR_SETTLED)["invoice"]
    assert (factor_balance(ledger)[settled] == 0).all()
    assert (insurer_balance(ledger) >= 0).all()


def check_bridge(ledger: Ledger, finance: Finance) -> None:
    """The eleven terms are what a bank account kept day by day holds."""
    account = bank(ledger, finance, only_cohorts=True)
    assert profit(bridge(ledger, finance)) == sum(account.values()) - interest_on(
        account, ledger, finance
    )


def check_lives(ledger: Ledger) -> None:
    """No act on a closed invoice; nothing before the issue; one life each."""
    for kind in (
        Kind.INVOICED, Kind.ORDER_LOST, Kind.CREDIT_NOTE, Kind.CONCESSION, Kind.FACTOR_FUNDED,
        Kind.SUBROGATED, Kind.INDEMNIFIED, Kind.CLAIMED,
    ):  # fmt: skip
        numbers = ledger.of_kind(kind)["invoice"]
        assert np.unique(numbers).size == numbers.size, kind
    issued, closed = day_of_kind(ledger, Kind.INVOICED), tick_closed(ledger)
    acts = ledger.of_kind(Kind.CONTACT, Kind.REMINDED, Kind.PLACED, Kind.ORDERS_STOPPED)
    day, invoice = acts["tick"] // TICKS_PER_DAY, acts["invoice"]
    assert (day >= issued[invoice]).all()
    assert (acts["tick"] < closed[invoice]).all()
    charges = ledger.of_kind(Kind.INTEREST, Kind.FEE)
    due = ledger.invoices.due_day[charges["invoice"]]
    assert (charges["tick"] // TICKS_PER_DAY > due).all()
    lost = ledger.of_kind(Kind.ORDER_LOST)["invoice"]
    assert not ledger.invoices.is_issued[lost].any()


def tick_closed(ledger: Ledger) -> np.ndarray:
    """Tick of the last recognition of every invoice, unless its payment was rejected after it."""
    tick = np.full(ledger.invoices.customer.size, 10**8)
    rows = ledger.of_kind(Kind.RECOGNISED, Kind.PAYMENT_REJECTED)
    is_closed = rows["kind"] == Kind.RECOGNISED
    tick[rows["invoice"]] = np.where(is_closed, rows["tick"], 10**8)
    return tick
