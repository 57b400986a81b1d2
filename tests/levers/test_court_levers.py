"""The court: its stages and their days, what it decides, who waits for it, until when it hears."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from levers.parties import COURT, SUE, due_and, luck, sued
from levers.small import (
    FAR,
    NEVER_PAYS,
    Table,
    act,
    amounts,
    contact,
    day_of,
    decided,
    details,
    numbers,
    rows_day,
    share_of,
    simulated,
    was_due,
    working,
)
from simrecouv.vocabulary import Kind, Payee

OWN = contact("own", 40)


# === Stages ===


def test_a_case_reaches_each_stage_on_its_day() -> None:
    """Filed, decided, opposed, tried, enforceable, seized, paid: on days with bank."""
    for opposed in (False, True):
        ledger = sued({"opposition_share": float(opposed), "won_share": 1.0})
        done = was_due(ledger, 200)
        filed = due_and(ledger, 30)
        decision = working(ledger, filed + 20)
        end = working(ledger, decision + 31)
        title = working(ledger, end + 45) if opposed else end
        seizure = working(ledger, title + 13)
        expected = {
            Kind.FILED: filed,
            Kind.JUDGED: decision,
            Kind.TITLE: title,
            Kind.SEIZED: seizure,
            Kind.PAYMENT_DECIDED: seizure,
            Kind.RECEIVED: seizure + 1,
        }
        for kind, day in expected.items():
            assert_array_equal(day_of(ledger, kind)[done], day[done], err_msg=kind.name)
        oppositions = np.where(opposed, end, FAR)
        assert_array_equal(day_of(ledger, Kind.OPPOSED)[done], oppositions[done])
        assert_array_equal(
            day_of(ledger, Kind.JUDGED, last=True)[done], (title if opposed else decision)[done]
        )
        gross = ledger.invoices.gross_cents
        for kind in (Kind.FILED, Kind.TITLE, Kind.SEIZED, Kind.RECEIVED):
            assert_array_equal(amounts(ledger, kind)[done], gross[done])


def test_a_court_presses_until_its_decision_and_a_title_more() -> None:
    """Alone, it has a customer decide once the days of both sum to its threshold."""
    ledger = sued(
        {"intensity_per_day": 0.01, "title_intensity_per_day": 0.03},
        profile={"court_responsiveness": 2.0, "seizable_share": 0.0},
    )
    filed, e = due_and(ledger, 30), luck().threshold
    title = working(ledger, working(ledger, filed + 20) + 31)
    failed = working(ledger, title + 13)
    soon = filed + np.ceil(e / 0.02).astype(np.int64) - 1
    left = e - 0.02 * (title - filed)
    later = title + np.ceil(left / 0.06).astype(np.int64) - 1
    expected = np.where(soon < title, soon, np.where(later < failed, later, FAR))
    done = was_due(ledger, 200)
    assert_array_equal(decided(ledger)[done], expected[done])
    for part in (soon < title, (soon >= title) & (later < failed), expected == FAR):
        assert part[done].mean() > 0.05


REFUSED = {"granted_share": 0.0}
LOST = {"opposition_share": 1.0, "won_share": 0.0}
EMPTY = {"seizable_share": 0.0}


@pytest.mark.parametrize(
    ("court", "profile", "last"),
    [(REFUSED, {}, Kind.JUDGED), (LOST, {}, Kind.JUDGED), ({}, EMPTY, Kind.SEIZURE_FAILED)],
    ids=["refused", "lost", "nothing to seize"],
)
def test_a_case_that_ends_unpaid_gives_the_invoice_back(
    court: Table, profile: Table, last: Kind
) -> None:
    """The own ladder is silent from the filing, and goes on after the end."""
    ledger = sued(court, steps=[SUE, contact("first", 29), OWN], profile=profile)
    done = was_due(ledger, 250)
    end = day_of(ledger, last, last=True)
    told = (Kind.CONTACT, Kind.REMINDED)
    first = due_and(ledger, 29)
    assert_array_equal(day_of(ledger, *told)[done], first[done])
    assert_array_equal(day_of(ledger, *told, last=True)[done], working(ledger, end + 1)[done])
    after = {Kind.SEIZED, Kind.RECEIVED} | ({Kind.TITLE} if last is Kind.JUDGED else set())
    assert not numbers(ledger, *after)
    rows = ledger.of_kind(last)
    final = rows[(rows_day(rows) == end[rows["invoice"]]) & done[rows["invoice"]]]
    assert final.size > 500
    assert not final["detail"].any()
    lost = ledger.invoices.gross_cents[final["invoice"]]
    assert_array_equal(final["amount_cents"], lost * (last is Kind.SEIZURE_FAILED))


@pytest.mark.parametrize("opposed", [0.0, 1.0])
def test_a_part_granted_is_seized_and_the_rest_goes_on_out_of_court(opposed: float) -> None:
    ledger = sued(
        {"partial_share": 1.0, "partial_rate": 0.6, "opposition_share": opposed, "won_share": 1.0},
        steps=[SUE, OWN],
        profile={"hazard": [[200, 1.0]]},
    )
    done = was_due(ledger, 300)
    gross, award = ledger.invoices.gross_cents, share_of(ledger.invoices.gross_cents, 0.6)
    decisions = ledger.of_kind(Kind.JUDGED)
    assert details(decisions) == {2}
    assert_array_equal(decisions["amount_cents"], award[decisions["invoice"]])
    for kind in (Kind.TITLE, Kind.SEIZED):
        assert_array_equal(amounts(ledger, kind)[done], award[done])
    rows = ledger.of_kind(Kind.RECEIVED)
    by_bailiff = rows["detail"] == Payee.BAILIFF.code
    assert_array_equal(rows["amount_cents"][by_bailiff], award[rows["invoice"][by_bailiff]])
    paid = day_of(ledger, Kind.RECEIVED)
    own = day_of(ledger, Kind.CONTACT, Kind.REMINDED)
    assert_array_equal(own[done], working(ledger, paid)[done], "chased again")
    assert_array_equal(amounts(ledger, Kind.RECEIVED)[done], gross[done])
    assert details(rows[~by_bailiff]) == {0}
    assert (day_of(ledger, Kind.RECEIVED, last=True) - ledger.invoices.due_day > 200)[done].all()


# === Draws ===

OPPOSED = {"opposition_share": 1.0}
DRAWS: dict[str, tuple[Table, tuple[Kind, int | None]]] = {
    "granted_share": ({"granted_share": 1.0}, (Kind.JUDGED, 1)),
    "partial_share": ({}, (Kind.JUDGED, 2)),
    "opposition_share": ({}, (Kind.OPPOSED, None)),
    "won_share": (OPPOSED, (Kind.TITLE, None)),
    "delay_share": ({}, (Kind.DELAY_GRANTED, None)),
    "protective_share": ({}, (Kind.SEIZED, None)),
}


@pytest.mark.parametrize("lever", DRAWS)
def test_a_likelier_outcome_is_met_by_more_invoices_and_by_the_same_ones(lever: str) -> None:
    court, (kind, detail) = DRAWS[lever]
    met_by, frequency = [], []
    for share in (0.0, 0.3, 0.7, 1.0):
        ledger = sued({**court, lever: share}, profile=EMPTY)
        rows = ledger.of_kind(kind)
        chosen = rows if detail is None else rows[rows["detail"] == detail]
        done = set(np.flatnonzero(was_due(ledger, 250)).tolist())
        met_by.append(set(chosen["invoice"].tolist()) & done)
        frequency.append(len(met_by[-1]) / len(done))
        error = np.sqrt(share * (1.0 - share) / len(done))
        assert abs(frequency[-1] - share) <= 4.0 * error
    assert met_by[0] < met_by[1] < met_by[2] < met_by[3]


def test_a_bailiff_finds_what_the_profile_has_or_what_was_kept_for_it() -> None:
    for seizable, protective in ((0.3, 0.0), (0.3, 0.5)):
        ledger = sued({"protective_share": protective}, profile={"seizable_share": seizable})
        seized, failed = numbers(ledger, Kind.SEIZED), numbers(ledger, Kind.SEIZURE_FAILED)
        assert not seized & failed
        n, share = len(seized | failed), seizable + (1.0 - seizable) * protective
        assert abs(len(seized) / n - share) < 4.0 * np.sqrt(share * (1.0 - share) / n)


def test_each_decision_of_a_case_is_drawn_apart() -> None:
    """Every one is even: so is each among those that an earlier one let pass."""
    even = dict.fromkeys(
        ("granted_share", "partial_share", "opposition_share", "won_share", "delay_share"), 0.5
    )
    ledger = sued(even, profile={"seizable_share": 0.5, "instalment_kept_share": 0.0})
    done = set(np.flatnonzero(was_due(ledger, 300)).tolist())
    rows = ledger.of_kind(Kind.JUDGED)
    granted, partly = (
        set(rows["invoice"][np.isin(rows["detail"], d)].tolist()) for d in ((1, 2), 2)
    )
    opposed, title = numbers(ledger, Kind.OPPOSED), numbers(ledger, Kind.TITLE)
    spread, seized = numbers(ledger, Kind.DELAY_GRANTED), numbers(ledger, Kind.SEIZED)
    for likely, among in [
        (granted, done), (partly, granted), (opposed, granted), (title, opposed),
        (spread, title), (seized, title), (seized, spread), (partly, opposed), (seized, partly & title),
    ]:  # fmt: skip
        n = len(among & done)
        assert abs(len(likely & among & done) / n - 0.5) < 4.0 * np.sqrt(0.25 / n)


def test_another_court_in_the_file_moves_nobodys_luck_and_has_its_own() -> None:
    even = {**COURT, "granted_share": 0.5}
    one, other = act("legal", 30, court="any"), act("legal", 31, id="again", court="other")
    alone = sued(even)
    both = simulated(
        {"steps": [one, other]},
        courts={"other": even, "any": even},
        profile={**NEVER_PAYS, "seizable_share": 1.0},
    )
    first = both.of_kind(Kind.JUDGED)
    first = first[rows_day(first) == day_of(both, Kind.JUDGED)[first["invoice"]]]
    usual = alone.of_kind(Kind.JUDGED)
    assert_array_equal(first, usual)
    refused = set(usual["invoice"][usual["detail"] == 0].tolist())
    rows = both.of_kind(Kind.FILED)
    assert set(rows["invoice"][rows["detail"] == 0].tolist()) == refused
    verdicts = both.of_kind(Kind.JUDGED)
    second = verdicts[rows_day(verdicts) > day_of(both, Kind.JUDGED)[verdicts["invoice"]]]
    granted = (second["detail"] > 0).mean()
    assert abs(granted - 0.5) < 4.0 * np.sqrt(0.25 / second.size), "refused once says nothing"
