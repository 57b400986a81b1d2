"""Advice on late charges and terms by country: each slip is named, its near miss is not."""

from __future__ import annotations

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.vocabulary import Severity

WARNING, REFUSED, NOTE = Severity.WARNING, Severity.REFUSED, Severity.NOTE

#: A policy that charges everybody on D+15, and leaves rate and indemnity to the law.
CHARGE = 'policies.nothing.steps=[{ id = "charge", action = "charge", days = 15 }]'
CONSUMERS = "segments.pme.kind=consumer"
RATE = "policies.nothing.penalties.annual_rate={rate}"
FEE = "policies.nothing.penalties.indemnity_eur={fee}"
BE, GB, EU = (f"creditor.country={country}" for country in ("BE", "GB", "EU"))
AT_RATE, AT_STEP = "policies.nothing.penalties.annual_rate", "policies.nothing.steps.charge"

#: (rule, place, severity) → the overrides that call it, and near misses that do not.
SLIPS: dict[tuple[str, str, Severity], tuple[list[str], list[str]]] = {
    ("interest_floor", AT_RATE, WARNING): (
        [RATE.format(rate=0.0785)],
        [RATE.format(rate=0.0786)],
    ),
    ("interest_below_law", AT_RATE, NOTE): (
        [BE, RATE.format(rate=0.1049)],
        [BE, RATE.format(rate=0.105)],
    ),
    ("unknown_rate", AT_RATE, NOTE): (
        ["simulation.start=2031-01-01"],
        ["simulation.start=2026-01-01"],
    ),
    ("public_interest", AT_STEP, WARNING): (
        [GB, RATE.format(rate=0.1174)],
        [GB, RATE.format(rate=0.12)],
    ),
    ("indemnity", "policies.nothing.penalties.indemnity_eur", WARNING): (
        [FEE.format(fee=70.0)],
        [GB, FEE.format(fee=70.0)],
    ),
    ("consumer_indemnity", AT_STEP, REFUSED): (
        [BE, CONSUMERS, FEE.format(fee=21.0)],
        [BE, CONSUMERS, FEE.format(fee=20.0)],
    ),
    ("consumer_rate_cap", AT_STEP, REFUSED): (
        [BE, CONSUMERS, RATE.format(rate=0.106)],
        [BE, CONSUMERS, RATE.format(rate=0.105)],
    ),
    ("no_consumer_rate", AT_STEP, NOTE): (
        [EU, CONSUMERS],
        [CONSUMERS],
    ),
    ("terms_cap", "segments.grands-comptes.terms", WARNING): (
        [BE, 'segments.grands-comptes.terms={ net_days = 31, end_of_month = "after" }'],
        ['segments.grands-comptes.terms={ net_days = 31, end_of_month = "after" }'],
    ),
}


def _said(overrides: list[str]) -> set[tuple[str, str, Severity]]:
    advice = advice_on(load_scenario("pme-b2b", [CHARGE, *overrides]))
    return {(one.rule, one.place, one.severity) for one in advice}


@pytest.mark.parametrize("expected", SLIPS, ids=lambda expected: expected[0])
def test_a_slip_is_named_and_its_near_miss_is_not(expected: tuple[str, str, Severity]) -> None:
    slip, near_miss = SLIPS[expected]
    assert expected in _said(slip)
    assert expected not in _said(near_miss)


@pytest.mark.parametrize("country", ["FR", "BE", "GB", "EU"])
def test_what_is_left_to_the_law_is_no_slip(country: str) -> None:
    """Neither a low rate nor an odd indemnity nor an unknown half-year, for any buyer."""
    said = _said([f"creditor.country={country}"])
    charges = {"interest_floor", "interest_below_law", "indemnity", "public_interest"}
    assert not {rule for rule, _, _ in said} & {*charges, "unknown_rate", "consumer_indemnity"}


def test_a_consumer_is_not_asked_for_the_indemnity_of_companies_by_default() -> None:
    said = {rule for rule, place, _ in _said([CONSUMERS]) if place == AT_STEP}
    assert "consumer_indemnity" not in said
    assert "consumer_interest" in said


@pytest.mark.parametrize(("country", "yields"), [("FR", False), ("BE", False), ("GB", True)])
def test_only_some_laws_let_companies_agree_on_more(country: str, yields: bool) -> None:
    """Directive 2011/7: unless expressly agreed and fair; France and Belgium allow nothing."""
    long = ["segments.pme.terms={ net_days = 90 }", f"creditor.country={country}"]
    found = [one for one in advice_on(load_scenario("pme-b2b", long)) if one.rule == "terms_cap"]
    assert found[0].place == "segments.pme.terms"
    assert ("fairly agreed" in found[0].text.en) is yields
