"""The court: what it costs, what the customer bears of it, and when seized money comes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import sued
from levers.small import (
    IRRESISTIBLE,
    Table,
    after_business,
    amounts,
    card,
    costs,
    day_of,
    details,
    flat,
    in_cohorts,
    numbers,
    rows_day,
    share_of,
    was_due,
)
from simrecouv.ledger import held_by_collectors
from simrecouv.vocabulary import COSTS, VIA_THIRD_PARTY, Kind, Payee

DEAR: Table = {
    "filing_eur": 35.0,
    "protective_eur": 150.0,
    "lawyer_eur": 100.0,
    "lawyer_rate": 0.05,
    "service_eur": 60.0,
    "trial_eur": 500.0,
    "enforcement_eur": 80.0,
}


# === Costs ===


@pytest.mark.parametrize("seizable", [0.0, 1.0])
def test_each_stage_has_its_cost_and_a_seizure_costs_the_same_in_vain(seizable: float) -> None:
    won = {"opposition_share": 1.0, "won_share": 1.0, "trial_days": 10}
    ledger = sued({**DEAR, **won}, profile={"seizable_share": seizable})
    done = was_due(ledger, 250)
    gross = ledger.invoices.gross_cents
    filed = 18_500 + 10_000 + share_of(gross, 0.05)
    enforced = (Kind.SEIZED, Kind.SEIZURE_FAILED)
    for kinds, cost in (
        ((Kind.FILED,), filed),
        ((Kind.JUDGED,), np.full(gross.size, 6_000)),
        ((Kind.OPPOSED,), np.full(gross.size, 50_000)),
        (enforced, np.full(gross.size, 8_000)),
    ):
        assert_array_equal(costs(ledger, *kinds)[done], cost[done])
    spent = costs(ledger, Kind.FILED, Kind.JUDGED, Kind.OPPOSED, *enforced)
    assert card(ledger)["legal_cost"] == spent[in_cohorts(ledger)].sum() / 100.0
    assert not numbers(ledger, Kind.COURT_COSTS, Kind.CHARGES_RECEIVED)


def test_who_loses_bears_filing_service_and_seizure_but_neither_lawyer_nor_trial() -> None:
    won = {"opposition_share": 1.0, "won_share": 1.0, "trial_days": 10, "costs_recovered": True}
    ledger = sued({**DEAR, **won})
    done = was_due(ledger, 250)
    rows = ledger.of_kind(Kind.COURT_COSTS)
    title = rows_day(rows) == day_of(ledger, Kind.TITLE)[rows["invoice"]]
    assert set(rows["amount_cents"][title].tolist()) == {3_500 + 15_000 + 6_000}
    assert set(rows["amount_cents"][~title].tolist()) == {8_000}
    seizure = day_of(ledger, Kind.SEIZED)[rows["invoice"]]
    assert_array_equal(rows_day(rows)[~title], seizure[~title])
    received = ledger.of_kind(Kind.CHARGES_RECEIVED)
    assert details(received) == {COSTS + VIA_THIRD_PARTY}
    assert_array_equal(amounts(ledger, Kind.CHARGES_RECEIVED)[done], 32_500)
    mine = amounts(ledger, Kind.CHARGES_RECEIVED)[in_cohorts(ledger)].sum() / 100.0
    assert card(ledger)["interest_and_fees_received"] == mine > 0.0


@pytest.mark.parametrize(
    ("court", "profile"),
    [
        ({"granted_share": 0.0}, {}),
        ({"opposition_share": 1.0, "won_share": 0.0, "trial_days": 10}, {}),
    ],
    ids=["refused", "lost"],
)
def test_who_does_not_lose_bears_no_costs(court: Table, profile: Table) -> None:
    ledger = sued({**DEAR, **court, "costs_recovered": True}, profile=profile)
    assert not numbers(ledger, Kind.COURT_COSTS)


@pytest.mark.parametrize("paid_share", [0.0, 1.0])
def test_who_pays_after_the_title_pays_its_costs_as_any_late_charge(paid_share: float) -> None:
    """A bailiff seizes them with the rest; a customer who pays pays them or not."""
    ledger = sued(
        {**DEAR, "costs_recovered": True, "title_intensity_per_day": IRRESISTIBLE},
        profile={"charges_paid_share": paid_share},
    )
    assert not numbers(ledger, Kind.SEIZED)
    kind = Kind.CHARGES_RECEIVED if paid_share else Kind.CHARGES_WAIVED
    due = set(ledger.of_kind(kind)["amount_cents"].tolist())
    assert due == {3_500 + 15_000 + 6_000}
    assert details(ledger.of_kind(Kind.CHARGES_RECEIVED)) <= {COSTS}


# === The bailiff ===

#: Published fees of the scale A444-32 (S:A4): what is seized, what the bailiff keeps [EUR].
SCALE = [
    (100.0, 21.28), (500.0, 54.41), (1_000.0, 105.74), (5_000.0, 293.56), (10_000.0, 487.06),
    (50_000.0, 2_035.06),
]  # fmt: skip


@pytest.mark.parametrize(("seized", "fee"), SCALE)
def test_a_bailiff_keeps_the_fee_of_the_scale(seized: float, fee: float) -> None:
    ledger = sued({"bailiff_scale": True}, segment=flat(seized))
    rows = ledger.of_kind(Kind.BAILIFF_REMITTED)
    assert set(rows["amount_cents"].tolist()) == {round(100 * seized)}
    assert set(rows["cost_cents"].tolist()) == {round(100 * fee)}
    mine = in_cohorts(ledger)[rows["invoice"]]
    assert card(ledger)["legal_cost"] == pytest.approx(fee * np.count_nonzero(mine), abs=0.01)


@pytest.mark.parametrize("days", [0, 25])
def test_seized_money_is_at_the_bank_and_recognised_later(days: int) -> None:
    """All of it where no scale applies, on the first day with bank after the delay."""
    ledger = sued({"remittance_days": days}, behaviour={"business_days_only": True})
    rows, received = ledger.of_kind(Kind.BAILIFF_REMITTED), ledger.of_kind(Kind.RECEIVED)
    assert details(received) == {Payee.BAILIFF.code}
    assert_array_equal(
        rows[["tick", "invoice", "amount_cents"]], received[["tick", "invoice", "amount_cents"]]
    )
    assert not rows["cost_cents"].any()
    assert_array_equal(rows["detail"], after_business(ledger, rows_day(rows) + days, 0))
    seen = rows["detail"] < ledger.end_day
    assert_array_equal(day_of(ledger, Kind.RECOGNISED)[rows["invoice"]][seen], rows["detail"][seen])


@pytest.mark.parametrize("partial", [0.0, 1.0])
def test_what_is_seized_comes_whole_and_is_never_taken_back(partial: float) -> None:
    bounces = {"means": {"transfer": {"failure_rate": 1.0}}}
    ledger = sued(behaviour=bounces, profile={"partial_share": partial})
    done = was_due(ledger, 200)
    assert not numbers(ledger, Kind.PAYMENT_REJECTED)
    rows = ledger.of_kind(Kind.RECEIVED)
    assert np.unique(rows["invoice"]).size == rows.size
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], ledger.invoices.gross_cents[done])


def test_a_bailiff_pays_over_the_charges_that_it_seized_and_keeps_its_fee_on_them() -> None:
    """900 of principal and 100 of costs: the scale of 1,000."""
    ledger = sued(
        {"filing_eur": 100.0, "costs_recovered": True, "bailiff_scale": True}, segment=flat(900.0)
    )
    assert not held_by_collectors(ledger).any()
    rows = ledger.of_kind(Kind.BAILIFF_REMITTED)
    assert set(rows["amount_cents"].tolist()) == {100_000}
    assert set(rows["cost_cents"].tolist()) == {10_574}
