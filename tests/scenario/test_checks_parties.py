"""Advice on courts, agencies, factors and covers: each slip is named, its near miss is not."""

from __future__ import annotations

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.vocabulary import Severity

WARNING, REFUSED, NOTE = Severity.WARNING, Severity.REFUSED, Severity.NOTE

#: A payment order that costs 100 in all, and a small claim that costs 50.
COURTS = [
    "courts.order={ procedure = 'payment_order', filing_eur = 100.0, decision_days = 30, granted_share = 0.7 }",
    "courts.small={ procedure = 'small_claims', filing_eur = 50.0, decision_days = 30, granted_share = 0.3, costs_recovered = false }",
]
NOTICE = "{ id = 'notice', action = 'contact', days = 30, channel = 'formal_notice' }"
LEGAL = "{{ id = 'sue', action = 'legal', court = '{court}', days = {days}, min_amount_eur = 100.0{more} }}"
PLACE = "{{ id = '{id}', action = 'placement', agency = '{agency}', days = {days}{more} }}"
AGENCIES = [
    "agencies.keeps={ intensity_per_day = 0.003 }",
    "agencies.gives={ intensity_per_day = 0.003, recall_days = 90 }",
    "agencies.writes={ intensity_per_day = 0.003, recall_days = 90, contacts = { channel = 'formal_notice', every_days = 30, at_most = 2 } }",
]
FACTORING = (
    "{{ id = 'sell', action = 'factoring', factor = 'f', from = '{trigger}', days = {days}{more} }}"
)
FACTOR = "factors.f={ recourse = true, recourse_days = 60 }"
CLAIM = "{{ id = 'call', action = 'claim', days = {days} }}"
INSURED = ["insurers.i={ claim_within_days = 120 }", "policies.nothing.insurance={ insurer = 'i' }"]
PLAN = "{ id = 'offer', action = 'contact', days = 20, channel = 'letter', offer = 'plan' }"
BRITISH = "creditor.country=GB"


def _steps(*steps: str) -> str:
    return f"policies.nothing.steps=[{', '.join(steps)}]"


def _sued(court: str = "order", days: int = 60, more: str = "", notice: str = NOTICE) -> list[str]:
    legal = LEGAL.format(court=court, days=days, more=more)
    return [*COURTS, _steps(*([notice] if notice else []), legal)]


def _placed(*placements: str) -> list[str]:
    return [*AGENCIES, _steps(*placements)]


def _sold(trigger: str = "issue", days: int = 2, more: str = "") -> list[str]:
    return [FACTOR, _steps(FACTORING.format(trigger=trigger, days=days, more=more))]


KEPT = PLACE.format(id="a", agency="keeps", days=60, more="")
GIVEN = PLACE.format(id="a", agency="gives", days=60, more="")
SMALL_KEPT = PLACE.format(id="a", agency="keeps", days=60, more=", max_amount_eur = 1000.0")
SECOND = PLACE.format(id="b", agency="keeps", days=200, more="")
LARGE_SECOND = PLACE.format(id="b", agency="keeps", days=200, more=", min_amount_eur = 1000.0")
UP_TO_5000 = ", max_amount_eur = 5000.0"

#: (rule, place, severity) → the overrides that call it, and near misses that do not.
SLIPS: dict[tuple[str, str, Severity], tuple[list[str], list[str]]] = {
    ("small_claims", "policies.nothing.steps.sue.max_amount_eur", REFUSED): (
        _sued("small", more=", max_amount_eur = 5001.0"),
        _sued("small", more=UP_TO_5000),
    ),
    ("small_claims_costs", "courts.small.costs_recovered", REFUSED): (
        [*_sued("small", more=UP_TO_5000), "courts.small.costs_recovered=true"],
        _sued("small", more=UP_TO_5000),
    ),
    ("public_seizure", "policies.nothing.steps.sue", REFUSED): (
        _sued(more=', segments = ["public"]'),
        _sued(),
    ),
    ("no_notice", "policies.nothing.steps.sue", WARNING): (_sued(notice=""), _sued()),
    ("time_barred", "policies.nothing.steps.sue", REFUSED): (
        [*_sued(days=730), "segments.pme.kind=consumer"],
        [*_sued(days=729), "segments.pme.kind=consumer"],
    ),
    ("legal_costs", "policies.nothing.steps.sue", NOTE): (
        [*_sued(), "courts.order.service_eur=0.01"],
        _sued(),
    ),
    ("legal_after_write_off", "policies.nothing.steps.sue", NOTE): (
        [*COURTS, _steps(NOTICE, LEGAL.format(court="order", days=200, more=""),
                         "{ id = 'lost', action = 'write_off', days = 180 }")],
        [*COURTS, _steps(NOTICE, LEGAL.format(court="order", days=170, more=""),
                         "{ id = 'lost', action = 'write_off', days = 180 }")],
    ),
    ("bailiff_scale", "courts.order.bailiff_scale", NOTE): ([*_sued(), BRITISH], _sued()),
    ("currency", "creditor.country", NOTE): ([BRITISH], ["creditor.country=BE"]),
    ("second_placement", "policies.nothing.steps.b", WARNING): (
        _placed(KEPT, SECOND), _placed(GIVEN, SECOND),
    ),
    ("silent_factor", "factors.f.intensity_per_day", WARNING): (
        _sold(), [*_sold(), "factors.f.intensity_per_day=0.004"],
    ),
    ("limitation_cap", "segments.pme.limitation_days", REFUSED): (
        ["segments.pme.kind=consumer", "segments.pme.limitation_days=731"],
        ["segments.pme.kind=consumer", "segments.pme.limitation_days=730"],
    ),
    ("insured_buyers", "policies.nothing.insurance", WARNING): (
        INSURED,
        ["insurers.i={ claim_within_days = 120 }",
         "policies.nothing.insurance={ insurer = 'i', segments = ['pme', 'grands-comptes'] }"],
    ),
    ("hidden_band", "agencies.keeps.commission_bands.0", NOTE): (
        [*_placed(KEPT), "agencies.keeps.commission_bands=[{ from_days = 200, rate = 0.3 }, { from_days = 100, rate = 0.2 }]"],
        [*_placed(KEPT), "agencies.keeps.commission_bands=[{ from_days = 100, rate = 0.2 }, { from_days = 200, rate = 0.3 }]"],
    ),
    ("consumer_factoring", "policies.nothing.steps.sell", REFUSED): (
        [*_sold(more=', segments = ["pme"]'), "segments.pme.kind=consumer"],
        [*_sold(), "segments.pme.kind=consumer"],
    ),
    ("public_factoring", "policies.nothing.steps.sell", WARNING): (
        _sold(more=', segments = ["public"]'), _sold(),
    ),
    ("overdue_factoring", "policies.nothing.steps.sell", WARNING): (
        _sold("due", 1), _sold("due", 0),
    ),
    ("late_claim", "policies.nothing.steps.call", WARNING): (
        [*INSURED, _steps(CLAIM.format(days=121))], [*INSURED, _steps(CLAIM.format(days=120))],
    ),
    ("claim_without_cover", "policies.nothing.steps.call", NOTE): (
        [_steps(CLAIM.format(days=60))],
        [_steps(CLAIM.format(days=60)), "policies.nothing.guarantee={ share = 0.5 }"],
    ),
    ("cover_not_called", "policies.nothing.insurance", NOTE): (
        INSURED, [*INSURED, _steps(CLAIM.format(days=60))],
    ),
    ("insured_plan", "policies.nothing.steps.offer.offer", WARNING): (
        [*INSURED, _steps(PLAN)],
        ["insurers.i={ claim_within_days = 120 }", _steps(PLAN),
         "policies.nothing.insurance={ insurer = 'i', segments = [] }"],
    ),
    ("refused_scores", "insurers.i.min_score", WARNING): (
        [*INSURED, "insurers.i.min_score=100"], [*INSURED, "insurers.i.min_score=1"],
    ),
}  # fmt: skip


def _said(overrides: list[str]) -> set[tuple[str, str, Severity]]:
    advice = advice_on(load_scenario("pme-b2b", overrides))
    return {(one.rule, one.place, one.severity) for one in advice}


@pytest.mark.parametrize("expected", SLIPS, ids=lambda expected: f"{expected[0]}-{expected[1]}")
def test_a_slip_is_named_and_its_near_miss_is_not(expected: tuple[str, str, Severity]) -> None:
    slip, near_miss = SLIPS[expected]
    assert expected in _said(slip)
    assert expected not in _said(near_miss)


def test_a_small_claim_without_an_upper_bound_is_refused() -> None:
    rules = {rule for rule, _, _ in _said(_sued("small"))}
    assert "small_claims" in rules


def test_each_country_has_its_small_claims() -> None:
    """EUR 5,000 in France, GBP 10,000 in England."""
    british = [*_sued("small", more=", max_amount_eur = 9999.0"), BRITISH]
    assert "small_claims" not in {rule for rule, _, _ in _said(british)}
    french = _sued("small", more=", max_amount_eur = 9999.0")
    assert "small_claims" in {rule for rule, _, _ in _said(french)}


def test_the_notice_of_an_agency_counts() -> None:
    writes = PLACE.format(id="a", agency="writes", days=60, more="")
    silent = PLACE.format(id="a", agency="gives", days=60, more="")
    legal = LEGAL.format(court="order", days=200, more="")
    for placement, is_said in ((writes, False), (silent, True)):
        said = _said([*COURTS, *AGENCIES, _steps(placement, legal)])
        assert ("no_notice" in {rule for rule, _, _ in said}) is is_said


def test_a_limitation_of_the_segment_comes_before_that_of_the_law() -> None:
    own = [*_sued(days=90), "segments.pme.limitation_days=60"]
    assert "time_barred" in {rule for rule, _, _ in _said(own)}
    assert "time_barred" not in {rule for rule, _, _ in _said(_sued(days=90))}


def test_agencies_that_share_amounts_are_no_second_placement() -> None:
    """The one takes up to 1,000, the other from 1,000 on: neither waits for the other."""
    rules = {rule for rule, _, _ in _said(_placed(SMALL_KEPT, LARGE_SECOND))}
    assert "second_placement" not in rules


def test_contacts_after_the_return_from_an_agency_are_not_lost() -> None:
    """Kept for good, the letter of D+170 never runs; given back on D+150, it does."""
    late = "{ id = 'late', action = 'contact', days = 170, channel = 'letter' }"
    for placement, is_lost in ((KEPT, True), (GIVEN, False)):
        said = _said(_placed(placement, late))
        lost = ("step_never_runs", "policies.nothing.steps.late", WARNING)
        assert (lost in said) is is_lost


def test_a_factor_that_takes_over_the_contacts_is_no_slip() -> None:
    letter = "{ id = 'soft', action = 'contact', days = 10, channel = 'letter' }"
    sold = [FACTOR, _steps(letter, FACTORING.format(trigger="issue", days=2, more=""))]
    assert "step_never_runs" not in {rule for rule, _, _ in _said(sold)}
