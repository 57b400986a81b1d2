"""Advice on filters that let nobody through, and on refusals that leave nobody."""

from __future__ import annotations

import pytest

from simrecouv.scenario import advice_on, load_scenario
from simrecouv.vocabulary import Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE

#: Every order of 100 EUR excl. VAT, 120 incl.
FLAT = [f'segments.{s}.amount={{ law = "lognormal", median_eur = 100.0, sigma = 0.0 }}'
        for s in ("pme", "grands-comptes", "public")]  # fmt: skip
#: One order in 20 is of 10,000 EUR, the others of about 100: five in six euros.
BILLS = ", ".join(["100.0"] * 95 + ["10000.0"] * 6)
SKEWED = f'segments.pme.amount={{ law = "quantiles", values_eur = [{BILLS}] }}'
R1 = "policies.douce.steps.r1"

#: (rule, place, severity) → the overrides that call it, and near misses that do not.
SLIPS: dict[tuple[str, str, Severity], tuple[list[str], list[str]]] = {
    ("nobody_contacted", "policies.douce.exclude.below_eur", WARNING): (
        [*FLAT, "policies.douce.exclude.below_eur=120.01"],
        [*FLAT, "policies.douce.exclude.below_eur=119.99"],
    ),
    ("step_for_nobody", f"{R1}.segments", NOTE): (
        [f"{R1}.segments=[]"],
        [f'{R1}.segments=["pme"]'],
    ),
    ("step_for_nobody", "policies.douce.steps.cabinet.segments", NOTE): (
        [f"segments.{s}.kind=public" for s in ("pme", "grands-comptes")],
        ["segments.pme.kind=public"],
    ),
    ("amount_filter", f"{R1}.min_amount_eur", NOTE): (
        [*FLAT, f"{R1}.min_amount_eur=120.01"],
        [*FLAT, f"{R1}.min_amount_eur=119.99"],
    ),
    ("amount_filter", f"{R1}.max_amount_eur", NOTE): (
        [*FLAT, f"{R1}.max_amount_eur=119.99"],
        [*FLAT, f"{R1}.max_amount_eur=120.01"],
    ),
    ("refused_scores", "policies.douce.credit.min_score", WARNING): (
        ["policies.douce.credit={ min_score = 100 }"],
        ["policies.douce.credit={ min_score = 30 }"],
    ),
    ("false_alarms", "policies.douce.sales_training.false_alarm_share", WARNING): (
        ["policies.douce.sales_training={ false_alarm_share = 1.0 }"],
        ["policies.douce.sales_training={ false_alarm_share = 0.1 }"],
    ),
    ("credit_limit", "policies.douce.credit.limit_eur", WARNING): (
        [SKEWED, 'policies.douce.credit={ limit_eur = 5000.0, segments = ["pme"] }'],
        [SKEWED, 'policies.douce.credit={ limit_eur = 12001.0, segments = ["pme"] }'],
    ),
}


def _said(overrides: list[str]) -> set[tuple[str, str, Severity]]:
    advice = advice_on(load_scenario("pme-b2b", overrides))
    return {(one.rule, one.place, one.severity) for one in advice}


@pytest.mark.parametrize("expected", SLIPS, ids=lambda expected: f"{expected[0]}-{expected[1]}")
def test_a_slip_is_named_and_its_near_miss_is_not(expected: tuple[str, str, Severity]) -> None:
    slip, near_miss = SLIPS[expected]
    assert expected in _said(slip)
    assert expected not in _said(near_miss)


def test_a_policy_that_leaves_all_alone_is_told_once() -> None:
    """Not again for each of its steps."""
    alone = _said(['policies.douce.exclude.segments=["pme", "public", "grands-comptes"]'])
    assert "nobody_contacted" in {rule for rule, _, _ in alone}
    assert "step_for_nobody" not in {rule for rule, _, _ in alone}
