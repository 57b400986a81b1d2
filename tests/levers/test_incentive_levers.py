"""Incentives: the discount, late charges, and the deterrence of those that are really collected."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.small import (
    FAR,
    FREE,
    NEVER_PAYS,
    act,
    amounts,
    card,
    day_of,
    decided,
    in_cohorts,
    rows_day,
    simulated,
)
from simrecouv.kpi import implied_annual_rate
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import COSTS, LATE_INTEREST, Kind

# === Discount ===

#: 2 % on day 10 of 30: 37 % a year.
TEN_DAYS = {"discount": {"rate": 0.02, "within_days": 10}}
EARNED = implied_annual_rate(0.02, 20)


def discounted(reservation_rate: float, process_share: float) -> Ledger:
    """All customers have the same reservation rate and the same process."""
    discount = {"reservation_rate": reservation_rate, "sigma": 0.0}
    profile = {"discount_process_share": process_share}
    return simulated(TEN_DAYS, behaviour={"discount": discount}, profile=profile)


def test_the_discount_is_taken_when_it_beats_the_reservation_rate_and_the_process_can() -> None:
    usual = simulated()
    for reservation, process in ((EARNED + 1e-6, 1.0), (EARNED - 1e-6, 0.0)):
        assert_array_equal(discounted(reservation, process).events, usual.events)
    taken = discounted(EARNED - 1e-6, 1.0)
    done = taken.invoices.issue_day < taken.end_day - 10
    gross = taken.invoices.gross_cents
    cut = np.floor(gross * 0.02 + 0.5).astype(np.int64)
    assert_array_equal(amounts(taken, Kind.DISCOUNT)[done], cut[done])
    assert_array_equal(amounts(taken, Kind.RECEIVED)[done], (gross - cut)[done])
    assert_array_equal(day_of(taken, Kind.RECEIVED)[done], taken.invoices.issue_day[done] + 10)
    some = amounts(discounted(EARNED - 1e-6, 0.4), Kind.DISCOUNT)
    assert np.isin(some, (0, *np.unique(cut))).all()
    error = np.sqrt(0.4 * 0.6 / done.sum())
    assert abs((some > 0)[done].mean() - 0.4) < 4.0 * error
    assert card(taken)["dso_simple"] < card(usual)["dso_simple"]
    assert card(taken, FREE, usual)["net_gain"] < 0.0, "free money: the discount only costs"


def test_who_takes_the_discount_decides_no_later_and_the_others_as_before() -> None:
    """A discount's date = min(own date, deadline)."""
    usual, some = simulated(), discounted(EARNED - 1e-6, 0.4)
    takes = amounts(some, Kind.DISCOUNT) > 0
    assert_array_equal(decided(some)[~takes], decided(usual)[~takes])
    assert (decided(some)[takes] <= decided(usual)[takes]).all()


# === Late charges ===

PENALTIES = {"annual_rate": 0.12, "indemnity_eur": 40.0}


def charged(paid_share: float, **penalties: Any) -> Ledger:
    """Late invoices are charged once, 15 days past due; all are late."""
    return simulated(
        {"steps": [act("charge", 15)], "penalties": {**PENALTIES, **penalties}},
        profile={"hazard": [[10, 0.03]], "charges_paid_share": paid_share},
    )


def test_interest_and_indemnity_are_what_the_law_says() -> None:
    ledger = charged(1.0)
    fees, interest = ledger.of_kind(Kind.FEE), ledger.of_kind(Kind.INTEREST)
    assert set(fees["amount_cents"].tolist()) == {4000}
    assert np.unique(fees["invoice"]).size == fees.size
    assert_array_equal(fees["invoice"], interest["invoice"])
    days = rows_day(interest) - ledger.invoices.due_day[interest["invoice"]]
    principal = ledger.invoices.gross_cents[interest["invoice"]]
    expected = np.floor(principal * 0.12 * days / 365.0 + 0.5)
    assert_array_equal(interest["amount_cents"], expected)


def test_a_charge_that_repeats_bills_the_indemnity_once_and_each_day_of_interest_once() -> None:
    again = act("charge", 15, repeat={"every_days": 20, "at_most": 3})
    ledger = simulated({"steps": [again], "penalties": PENALTIES}, profile=NEVER_PAYS)
    done = np.flatnonzero(ledger.invoices.due_day < ledger.end_day - 120)
    assert_array_equal(amounts(ledger, Kind.FEE)[done], 4000)
    rows = ledger.of_kind(Kind.INTEREST)
    for number in done.tolist():
        mine = rows[rows["invoice"] == number]
        since = np.diff(rows_day(mine), prepend=ledger.invoices.due_day[number])
        principal = ledger.invoices.gross_cents[number]
        assert mine.size == 4
        assert_array_equal(mine["amount_cents"], np.floor(principal * 0.12 * since / 365.0 + 0.5))


def test_charges_are_received_from_who_pays_them_and_waived_else() -> None:
    usual = simulated(profile={"hazard": [[10, 0.03]]})
    for ledger, share in (
        (charged(1.0), 1.0),
        (charged(0.0), 0.0),
        (charged(1.0, waived_share=1.0), 0.0),
    ):
        assert_array_equal(ledger.of_kind(Kind.RECEIVED), usual.of_kind(Kind.RECEIVED))
        paid = day_of(ledger, Kind.RECEIVED) < FAR
        due = amounts(ledger, Kind.FEE, Kind.INTEREST)
        received = amounts(ledger, Kind.CHARGES_RECEIVED)
        waived = amounts(ledger, Kind.CHARGES_WAIVED)
        assert due[paid].sum() > 0
        assert_array_equal(received[paid], share * due[paid])
        assert_array_equal(waived[paid], (1.0 - share) * due[paid])
        cohort = in_cohorts(ledger)
        gained = card(ledger, FREE, usual)["net_gain"]
        assert gained == pytest.approx(received[cohort].sum() / 100.0)
        assert card(ledger)["interest_and_fees_charged"] == due[cohort].sum() / 100.0
    details = charged(1.0).of_kind(Kind.CHARGES_RECEIVED)["detail"]
    assert set(details.tolist()) == {COSTS, LATE_INTEREST}


# === Deterrence ===


def deterred(rate: float, paid_share: float, *, charge_day: int | None = 1) -> Ledger:
    """Customers who calculate. Nobody pays in the first week: whoever pays was charged before."""
    steps = [] if charge_day is None else [act("charge", charge_day)]
    return simulated(
        {"steps": steps, "penalties": {"annual_rate": rate, "indemnity_eur": 40.0}},
        profile={"hazard": [[7, 0.02]], "deterrence": 0.2, "charges_paid_share": paid_share},
    )


def test_an_announced_penalty_that_nobody_charges_changes_nothing() -> None:
    announced, silent = (deterred(rate, 1.0, charge_day=None) for rate in (0.5, 0.0))
    assert_array_equal(announced.events, silent.events)


def test_a_charge_that_nobody_collects_deters_nobody() -> None:
    silent = deterred(0.12, 0.0, charge_day=None)
    assert_array_equal(decided(deterred(0.12, 0.0)), decided(silent))
    waived = simulated(
        {
            "steps": [act("charge", 1)],
            "penalties": {"annual_rate": 0.12, "indemnity_eur": 40.0, "waived_share": 1.0},
        },
        profile={"hazard": [[7, 0.02]], "deterrence": 0.2, "charges_paid_share": 1.0},
    )
    assert_array_equal(decided(waived), decided(silent))


def test_the_higher_the_rate_collected_the_earlier_they_decide() -> None:
    """All late invoices pay their charges, so that only the rate differs: nobody is later."""
    rates = (0.0, 0.05, 0.12, 0.24)
    ledgers = [deterred(rate, 1.0) for rate in rates]
    for lower, higher in pairwise(ledgers):
        assert (decided(higher) <= decided(lower)).all()
        assert (decided(higher) < decided(lower)).any()
    first_paid = [day_of(ledger, Kind.CHARGES_RECEIVED).min() for ledger in ledgers]
    early = decided(ledgers[0]) < min(first_paid)
    for ledger in ledgers:
        assert_array_equal(decided(ledger)[early], decided(ledgers[0])[early])
    days = [card(ledger)["days_beyond_terms"] for ledger in ledgers]
    assert (np.diff(days) < 0).all()
