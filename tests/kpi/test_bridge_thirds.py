"""What third parties do to the euro bridge and to the bank account, one life at a time."""

from __future__ import annotations

import numpy as np
import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from kpi.random_ledgers import random_ledger
from kpi.slow_bank import bank, interest_on
from ledger.every_kind import every_kind
from simrecouv import kpi
from simrecouv.engine import open_runner
from simrecouv.kpi.cash import cohort_flows, company_flows
from simrecouv.kpi.net_gain import SPENT
from simrecouv.ledger import (
    Ledger,
    closing_principal,
    factor_balance,
    held_by_collectors,
    insurer_balance,
)
from simrecouv.scenario import Finance, load_scenario
from simrecouv.vocabulary import COSTS, VIA_THIRD_PARTY, Kind, Payee, VatPoint
from simrecouv.world import build_world

#: A portfolio of some hundred invoices a year.
SMALL = (
    "segments.pme.customers=40",
    "segments.tpe.customers=40",
    "segments.industriels.customers=4",
)

#: Money costs nothing, suppliers and the State are paid at once, and nothing is produced.
BARE = {"debit_rate": 0.0, "credit_rate": 0.0, "vat_settlement_days": 0}
#: All of the sale is margin: the account shows customers and third parties only.
BILL = Bill(0, 30, margin=10_000)
PAID = [Row(90, Kind.RECEIVED, 0, 12_000)]
FACTORED = [Row(1, Kind.FACTORED, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 120, 3)]
SOLD = [Row(1, Kind.SOLD, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 120, 3)]


def _ledger(*rows: Row, end_day: int = 800) -> Ledger:
    return write_ledger([BILL], rows, end_day=end_day)


def _bridge(*rows: Row, **finance: object) -> dict[str, int]:
    """Terms of the bridge of one invoice, checked against its bank account."""
    books = kpi.Books(_ledger(*rows), Finance(**{**BARE, **finance}))
    terms = kpi.bridge_of(books)
    assert kpi.profit(terms) == cohort_flows(books).sum()
    return terms


def _banked(*rows: Row, **finance: object) -> dict[int, int]:
    """Days on which the bank account of one invoice moves, and by how much."""
    books = kpi.Books(_ledger(*rows), Finance(overheads_share=0.0, **{**BARE, **finance}))
    flows = company_flows(books)
    return {int(day): int(flows[day]) for day in np.flatnonzero(flows)}


def _changes(found: dict[str, int], expected: dict[str, int]) -> dict[str, int]:
    return {name: found[name] - expected[name] for name in found if found[name] != expected[name]}


# === Every recourse, simulated ===


@pytest.fixture(scope="module")
def recourses() -> dict[str, Ledger]:
    """Policies that use every third party between them, on a small portfolio."""
    scenario = load_scenario("contentieux-financement", SMALL)
    run = open_runner(scenario, build_world(scenario))
    return {policy: run(policy) for policy in ("tribunal", "vente", "tout")}


@pytest.mark.parametrize("point", VatPoint)
def test_profit_of_every_recourse_is_in_the_bank(
    recourses: dict[str, Ledger], point: VatPoint
) -> None:
    finance = Finance(vat_point=point)
    spent: set[str] = set()
    for policy, ledger in recourses.items():
        account, terms = bank(ledger, finance, only_cohorts=True), kpi.bridge(ledger, finance)
        interest = interest_on(account, ledger, finance)
        assert kpi.profit(terms) == sum(account.values()) - interest, policy
        spent |= {name for name in SPENT if terms[name] > 0}
    assert spent == set(SPENT), "each recourse is used by some policy"


def test_third_parties_square_up_in_every_recourse(recourses: dict[str, Ledger]) -> None:
    for policy, ledger in recourses.items():
        assert (held_by_collectors(ledger) == 0).all(), policy
        assert (insurer_balance(ledger) >= 0).all(), policy
        settled = ledger.of_kind(Kind.FACTOR_SETTLED)["invoice"]
        assert (factor_balance(ledger)[settled] == 0).all(), policy
        assert (closing_principal(ledger) >= 0).all(), policy


# === What they cost ===


@pytest.mark.parametrize(
    ("term", "kind"), [(term, kind) for term, kinds in SPENT.items() for kind in kinds]
)
def test_a_cost_is_in_one_term_and_leaves_the_bank(term: str, kind: Kind) -> None:
    """The row of the invoice itself cannot be written twice: its cost is its premium."""
    free = _bridge(*PAID)
    if kind is Kind.INVOICED:
        ledger = write_ledger([BILL._replace(premium=777)], PAID)
        found = kpi.bridge(ledger, Finance(**BARE))
    else:
        found = _bridge(*PAID, Row(40, kind, 0, cost=777, detail=40))
    assert _changes(found, free) == {term: 777}


def test_every_event_that_costs_something_is_in_one_term() -> None:
    known = [kind for kinds in SPENT.values() for kind in kinds]
    assert len(known) == len(set(known))
    for ledger in (every_kind(), *(random_ledger(seed) for seed in (1, 2, 3))):
        rows = ledger.events[(ledger.events["cost_cents"] > 0) & (ledger.events["invoice"] >= 0)]
        assert {Kind(kind) for kind in rows["kind"].tolist()} <= set(known)


# === Agency and bailiff ===


def test_an_agencys_money_is_at_our_bank_later_and_net() -> None:
    """100 EUR of principal and 40 of costs on day 70; 21 kept; the rest paid over on day 101."""
    paid = [Row(31, Kind.FEE, 0, 4_000), Row(50, Kind.PLACED, 0, 12_000, cost=500)]
    paid += [Row(70, Kind.RECEIVED, 0, 10_000, detail=Payee.AGENCY.code)]
    paid += [Row(70, Kind.CHARGES_RECEIVED, 0, 4_000, detail=COSTS + VIA_THIRD_PARTY)]
    paid += [Row(70, Kind.AGENCY_REMITTED, 0, 14_000, cost=2_100, detail=101)]
    paid += [Row(120, Kind.RECEIVED, 0, 2_000), Row(120, Kind.COMMISSION, 0, cost=300)]
    assert _banked(*paid) == {0: -2_000, 50: -500, 101: 11_900, 120: 1_700}
    expected = {"agency": 500 + 2_100 + 300, "charges_received": 4_000}
    assert _changes(_bridge(*paid), _bridge(*PAID)) == expected


def test_what_is_paid_over_after_the_end_is_not_lost() -> None:
    rows = [Row(790, Kind.RECEIVED, 0, 12_000, detail=Payee.AGENCY.code)]
    rows += [Row(790, Kind.AGENCY_REMITTED, 0, 12_000, cost=1_800, detail=830)]
    assert _bridge(*rows)["losses"] == 0
    assert cohort_flows(kpi.Books(_ledger(*rows), Finance(**BARE)))[-1] == 10_200
    assert _banked(*rows) == {0: -2_000}


def test_a_bailiffs_fee_is_legal() -> None:
    rows = [Row(90, Kind.RECEIVED, 0, 12_000, detail=Payee.BAILIFF.code)]
    rows += [Row(90, Kind.BAILIFF_REMITTED, 0, 12_000, cost=1_000, detail=120)]
    assert _changes(_bridge(*rows), _bridge(*PAID)) == {"legal": 1_000}
    assert _banked(*rows) == {0: -2_000, 120: 11_000}


def test_a_seizure_that_fails_recovers_the_vat_of_what_stays_unpaid() -> None:
    failed = Row(200, Kind.SEIZURE_FAILED, 0)
    part = Row(100, Kind.RECEIVED, 0, 6_000)
    assert _bridge(failed)["losses"] == 10_000
    assert _bridge(failed, part)["losses"] == 5_000
    assert _bridge(failed, *PAID)["losses"] == 0
    assert _banked(failed, part) == {0: -2_000, 100: 6_000, 200: 1_000}


@pytest.mark.parametrize(("seized", "opened", "known"), [(200, 300, 200), (300, 200, 200)])
def test_a_loss_is_definitive_on_the_first_of_its_proofs(
    seized: int, opened: int, known: int
) -> None:
    rows = [Row(seized, Kind.SEIZURE_FAILED, 0), Row(opened, Kind.INSOLVENCY_OPENED, -1)]
    assert _banked(*rows) == {0: -2_000, known: 2_000}


def test_a_dividend_is_paid_to_us_and_its_vat_is_not_recovered() -> None:
    """A tenth comes from the liquidator: nine tenths of the VAT are recovered, at the judgment."""
    rows = [Row(100, Kind.INSOLVENCY_OPENED, -1)]
    rows += [Row(700, Kind.RECEIVED, 0, 1_200, detail=Payee.LIQUIDATOR.code)]
    assert _banked(*rows) == {0: -2_000, 100: 1_800, 700: 1_200}
    assert _bridge(*rows)["losses"] == 9_000


# === Factors ===


def test_a_factor_brings_the_money_forward_for_a_price() -> None:
    paid = Row(90, Kind.RECEIVED, 0, 12_000, detail=Payee.FACTOR.code)
    settled = Row(90, Kind.FACTOR_SETTLED, 0, 1_200, cost=135, detail=92)
    assert _banked(*FACTORED, paid, settled) == {0: -2_000, 3: 10_680, 92: 1_065}
    assert _changes(_bridge(*FACTORED, paid, settled), _bridge(*PAID)) == {"factoring": 255}


def test_a_factor_with_recourse_takes_its_advance_back() -> None:
    """A part is paid to the factor, which settles; the rest is paid to us, or lost."""
    part = Row(60, Kind.RECEIVED, 0, 2_000, detail=Payee.FACTOR.code)
    settled = Row(90, Kind.FACTOR_SETTLED, 0, 2_000 - 10_800, cost=135, detail=92)
    rest = Row(99, Kind.RECEIVED, 0, 10_000)
    assert _banked(*FACTORED, part, settled) == {0: -2_000, 3: 10_680, 92: -8_935}
    assert _bridge(*FACTORED, part, settled)["losses"] == 10_000
    assert _changes(_bridge(*FACTORED, part, settled, rest), _bridge(*PAID)) == {"factoring": 255}


@pytest.mark.parametrize(
    ("rows", "losses", "last"),
    [
        (FACTORED, 12_000, -10_800),
        ([*FACTORED, Row(60, Kind.RECEIVED, 0, 2_000, detail=Payee.FACTOR.code)], 10_000, -8_800),
        (SOLD, 0, 1_200),
        ([*SOLD, Row(60, Kind.PAID_TO_FACTOR, 0, 12_000)], 0, 1_200),
        ([*SOLD, Row(60, Kind.BOUGHT_BACK, 0, 3_000)], 3_000, -1_800),
    ],
)
def test_an_account_open_at_the_end_is_settled_then(
    rows: list[Row], losses: int, last: int
) -> None:
    """On the last day, as the factor would, without interest."""
    assert _bridge(*rows)["losses"] == losses
    assert _banked(*rows) == {0: -2_000, 3: 10_680, 799: last}


def test_an_advance_is_a_loan_for_the_npv_too() -> None:
    """What a factor advances on an unpaid debt goes back: the switch is worth its float alone."""
    rate = Finance(**BARE, discount_rate=0.08)
    card = kpi.scorecard(_ledger(*FACTORED), rate, _ledger())
    lent, paid_back = 106.80 * 1.08 ** (-3 / 365), 108.0 * 1.08 ** (-799 / 365)
    assert card["npv_switch"] == pytest.approx(lent - paid_back)


def test_a_debt_sold_without_recourse_is_lost_by_the_factor() -> None:
    settled = Row(90, Kind.FACTOR_SETTLED, 0, 1_200, cost=135, detail=92)
    assert _changes(_bridge(*SOLD, settled), _bridge(*PAID)) == {"factoring": 255}


def test_what_is_disputed_comes_back_from_the_factor() -> None:
    rows = [Row(44, Kind.BOUGHT_BACK, 0, 2_400), Row(44, Kind.CREDIT_NOTE, 0, 2_400)]
    rows += [Row(45, Kind.PAID_TO_FACTOR, 0, 9_600)]
    rows += [Row(45, Kind.FACTOR_SETTLED, 0, 9_600 - 10_800, cost=60, detail=47)]
    found = _changes(_bridge(*SOLD, *rows), _bridge(*PAID))
    assert found == {"credits": 2_000, "factoring": 180}


# === Cover ===


def test_an_indemnity_reduces_the_loss_and_its_share_of_later_money_adds_to_it() -> None:
    paid = [Row(200, Kind.INDEMNIFIED, 0, 9_000)]
    assert _changes(_bridge(*paid), _bridge()) == {"losses": -9_000}
    later = [Row(400, Kind.RECEIVED, 0, 2_000), Row(400, Kind.INSURER_SHARE, 0, 1_800)]
    assert _changes(_bridge(*paid, *later), _bridge()) == {"losses": -9_000 - 2_000 + 1_800}
    assert _banked(*paid, *later) == {0: -2_000, 200: 9_000, 400: 200}


def test_a_guarantor_leaves_us_the_rest() -> None:
    rows = [Row(200, Kind.SUBROGATED, 0, 9_000)]
    assert _bridge(*rows)["losses"] == 3_000
    assert _banked(*rows) == {0: -2_000, 200: 9_000}
