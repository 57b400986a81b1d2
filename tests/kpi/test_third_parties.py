"""What each third party was given, brought and cost: written by hand, then by identities."""

from __future__ import annotations

import pytest

from kpi.hand_ledgers import Bill, Row, write_ledger
from ledger.every_kind import every_kind
from simrecouv import kpi
from simrecouv.kpi.net_gain import SPENT
from simrecouv.ledger import Ledger, factor_balance
from simrecouv.scenario import Finance
from simrecouv.vocabulary import (
    COSTS,
    TALLIES,
    VIA_THIRD_PARTY,
    CoverRefusal,
    Kind,
    Party,
    Payee,
)

AGENCY, BAILIFF, FACTOR, LIQUIDATOR = (payee.code for payee in Payee)
#: The invoice of every life, 120 EUR due on day 30, and one of before the cohorts.
BILLS = [Bill(0, 30), Bill(-90, -60, customer=1)]


def _sums(*rows: Row) -> dict[str, int]:
    """Return the sums that are not zero; the same life before the cohorts adds nothing."""
    earlier = [row._replace(day=row.day - 90, invoice=1) for row in rows]
    ledger = write_ledger(BILLS, [*rows, *earlier], first_day=-90)
    return {name: value for name, value in kpi.third_parties(ledger, Finance()).items() if value}


def test_nobody_is_called_and_nothing_is_counted() -> None:
    assert _sums() == _sums(Row(90, Kind.RECEIVED, 0, 12_000)) == {}


def test_every_sum_has_its_party_and_its_name_once() -> None:
    found = kpi.third_parties(every_kind(), Finance())
    assert list(found) == [one.name for one in TALLIES]
    assert len(set(found)) == len(found)
    assert [one.name.partition("_")[0] for one in TALLIES] == [one.party for one in TALLIES]
    assert all(isinstance(value, int) for value in found.values())


def test_an_agency_shows_what_it_brought_beyond_what_would_have_come() -> None:
    """120 EUR placed: 60 come, 20 would have come; fees of 3 + 9; recalled, it is one file."""
    rows = [Row(100, Kind.PLACED, 0, 12_000, cost=300), Row(150, Kind.RECALLED, 0)]
    rows += [Row(160, Kind.PLACED, 0, 12_000, cost=0, detail=1)]
    rows += [Row(200, Kind.RECEIVED, 0, 6_000, detail=AGENCY)]
    rows += [Row(200, Kind.AGENCY_REMITTED, 0, 6_000, cost=900, detail=230)]
    rows += [Row(300, Kind.WOULD_HAVE_PAID, 0, 2_000)]
    assert _sums(*rows) == {
        "agency_files": 1,
        "agency_entrusted": 12_000,
        "agency_recovered": 6_000,
        "agency_anyway": 2_000,
        "agency_brought": 4_000,
        "agency_fees": 1_200,
    }


def test_a_court_counts_from_the_first_case_of_an_invoice() -> None:
    """Refused, filed again, opposed, won, seized in part; the rest is paid; costs of 365."""
    rows = [Row(90, Kind.RECEIVED, 0, 1_000)]
    rows += [Row(100, Kind.FILED, 0, 11_000, cost=4_500), Row(130, Kind.JUDGED, 0, 0, detail=0)]
    rows += [Row(140, Kind.RECEIVED, 0, 2_000), Row(150, Kind.FILED, 0, 9_000, cost=20_000)]
    rows += [Row(190, Kind.JUDGED, 0, 9_000, cost=6_000, detail=1), Row(200, Kind.OPPOSED, 0)]
    rows += [Row(320, Kind.TITLE, 0, 9_000), Row(350, Kind.SEIZURE_FAILED, 0, cost=3_000)]
    rows += [Row(380, Kind.SEIZED, 0, 4_000, cost=2_500)]
    rows += [Row(381, Kind.RECEIVED, 0, 4_000, detail=BAILIFF)]
    rows += [Row(381, Kind.CHARGES_RECEIVED, 0, 700, detail=COSTS + VIA_THIRD_PARTY)]
    rows += [Row(381, Kind.BAILIFF_REMITTED, 0, 4_700, cost=500, detail=400)]
    rows += [Row(500, Kind.RECEIVED, 0, 5_000)]
    assert _sums(*rows) == {
        "court_files": 2,
        "court_claimed": 11_000,
        "court_refused": 1,
        "court_opposed": 1,
        "court_titles": 1,
        "court_seizures": 1,
        "court_empty": 1,
        "court_recovered": 11_000,
        "court_seized": 4_000,
        "court_charges": 700,
        "court_costs": 36_500,
    }


def test_a_factor_with_recourse_lends() -> None:
    rows = [Row(1, Kind.FACTORED, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_800, 120, 3)]
    paid = [Row(60, Kind.RECEIVED, 0, 2_000, detail=FACTOR)]
    back = [Row(90, Kind.FACTOR_SETTLED, 0, 2_000 - 10_800, cost=135, detail=92)]
    common = {
        "factor_files": 1,
        "factor_financed": 12_000,
        "factor_advanced": 10_800,
        "factor_commission": 120,
    }
    assert _sums(*rows, *paid) == common
    lent = {**common, "factor_interest": 135, "factor_taken_back": 8_800}
    assert _sums(*rows, *paid, *back) == lent
    released = Row(90, Kind.FACTOR_SETTLED, 0, 1_200, cost=135, detail=92)
    whole = Row(90, Kind.RECEIVED, 0, 12_000, detail=FACTOR)
    assert _sums(*rows, whole, released) == {**common, "factor_interest": 135}


def test_a_factor_without_recourse_bears_what_nobody_pays() -> None:
    """Sold 120, a quarter is disputed and comes back, a half is paid: a quarter is its loss."""
    rows = [Row(1, Kind.SOLD, 0, 12_000), Row(1, Kind.FACTOR_FUNDED, 0, 10_200, 276, 3)]
    rows += [Row(44, Kind.BOUGHT_BACK, 0, 3_000), Row(44, Kind.CREDIT_NOTE, 0, 3_000)]
    rows += [Row(90, Kind.PAID_TO_FACTOR, 0, 6_000)]
    rows += [Row(150, Kind.FACTOR_SETTLED, 0, 9_000 - 10_200, cost=60, detail=152)]
    found = _sums(*rows)
    assert (found["factor_sold"], found["factor_bought_back"]) == (12_000, 3_000)
    assert (found["factor_unpaid"], found["factor_taken_back"]) == (3_000, 1_200)
    assert (found["factor_commission"], found["factor_interest"]) == (276, 60)
    assert "factor_financed" not in found


def test_an_insurer_pays_and_gets_its_share_of_later_money() -> None:
    rows = [Row(150, Kind.CLAIMED, 0, 10_000, detail=230), Row(230, Kind.INDEMNIFIED, 0, 9_000)]
    rows += [Row(400, Kind.RECEIVED, 0, 2_000), Row(400, Kind.INSURER_SHARE, 0, 1_500)]
    assert _sums(*rows) == {
        "cover_called": 1,
        "cover_exposure": 10_000,
        "cover_indemnified": 9_000,
        "cover_returned": 1_500,
    }


@pytest.mark.parametrize("why", CoverRefusal)
def test_a_refusal_is_counted_with_its_reason(why: CoverRefusal) -> None:
    refused = Row(150, Kind.CLAIM_REFUSED, 0, detail=why.code)
    assert _sums(refused) == {"cover_called": 1, f"cover_{why}": 1}
    declared = Row(100, Kind.CLAIMED, 0, 10_000, detail=180)
    expected = {"cover_called": 1, "cover_exposure": 10_000, f"cover_{why}": 1}
    assert _sums(declared, refused) == expected, "declared, then refused: one claim"


def test_a_guarantor_pays_and_what_is_pending_at_the_end_counts_as_nothing() -> None:
    called = Row(150, Kind.CLAIMED, 0, 12_000, detail=180)
    paid = Row(180, Kind.SUBROGATED, 0, 9_600)
    expected = {"cover_called": 1, "cover_exposure": 12_000}
    assert _sums(called, paid) == {**expected, "cover_guaranteed": 9_600}
    last = write_ledger(BILLS, [called._replace(detail=800)], first_day=-90, end_day=800)
    assert kpi.third_parties(last, Finance())["cover_pending"] == 12_000
    eve = write_ledger(BILLS, [called._replace(detail=799)], first_day=-90, end_day=800)
    assert kpi.third_parties(eve, Finance())["cover_pending"] == 0


def test_premiums_are_those_of_the_cohorts() -> None:
    ledger = write_ledger([Bill(0, 30, premium=70), Bill(-90, -60, premium=50)], first_day=-90)
    assert kpi.third_parties(ledger, Finance())["cover_premiums"] == 70


# === Identities, on random lives ===


def test_costs_are_those_of_the_bridge(lived: Ledger, finance: Finance) -> None:
    found, terms = kpi.third_parties(lived, finance), kpi.bridge(lived, finance)
    assert set(SPENT) == {"collection", "agency", "legal", "insurance", "factoring"}
    assert found["agency_fees"] == terms["agency"] > 0
    assert found["court_costs"] == terms["legal"] > 0
    assert found["cover_premiums"] == terms["insurance"]
    assert found["factor_commission"] + found["factor_interest"] == terms["factoring"] > 0


def test_shares_of_placed_debts_are_those_of_the_scorecard(lived: Ledger, finance: Finance) -> None:
    found, card = kpi.third_parties(lived, finance), kpi.scorecard(lived, finance)
    entrusted = found["agency_entrusted"]
    assert found["agency_recovered"] / entrusted == card["recovery_placed"]
    assert found["agency_brought"] / entrusted == card["agency_incremental"]
    assert found["agency_anyway"] + found["agency_brought"] == found["agency_recovered"]


def test_accounts_of_factors_square_up(books: kpi.Books) -> None:
    """Advances + settlements + what is open at the end = financed invoices paid + sold, net."""
    found, mine = kpi.third_parties_of(books), books.is_cohort
    received = books.rows(Kind.RECEIVED)
    theirs = mine[received.invoice] & (received.detail == FACTOR)
    settled = books.cohort_amount(Kind.FACTOR_SETTLED)
    left = int(factor_balance(books.ledger)[mine].sum())
    assert found["factor_advanced"] + settled + left == (
        int(received.amount_cents[theirs].sum())
        + found["factor_sold"]
        - found["factor_bought_back"]
    )
    assert 0 <= found["factor_unpaid"] <= found["factor_sold"]


def test_parties_are_told_apart(lived: Ledger, finance: Finance) -> None:
    """Random lives meet every party: each has something to show."""
    found = kpi.third_parties(lived, finance)
    for party in Party:
        assert any(value for name, value in found.items() if name.startswith(party)), party
