"""What third parties bring and cost: told where a policy calls them, with figures that agree."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from reports.conftest import HandStudy
from simrecouv.compare import Experiment
from simrecouv.reports import Study
from simrecouv.reports.sections.parties import DERIVED, callers, dealings
from simrecouv.reports.sections.party_words import in_words
from simrecouv.reports.sections.third_parties import third_parties
from simrecouv.vocabulary import TALLIES, Lang, Party

NAMES = [one.name for one in (*TALLIES, *DERIVED)]


def _headings(markup: str) -> list[str]:
    return re.findall(r"<h3>(.*?)</h3>", markup)


# === Who is shown ===


def test_each_party_is_shown_with_the_policies_that_call_it(recourses: Experiment) -> None:
    study = Study(recourses, "en")
    assert {party: callers(study, party) for party in Party} == {
        Party.AGENCY: ["cabinet", "cabinet-puis-tribunal", "tout"],
        Party.COURT: ["tribunal", "cabinet-puis-tribunal", "tout"],
        Party.FACTOR: ["affacturage", "vente", "tout"],
        Party.COVER: ["assurance", "garanties", "tout"],
    }
    shown = third_parties(study)
    assert shown is not None
    assert _headings(shown.markup) == [
        "Collection agency", "Court", "Factor", "Credit insurance and guarantees",
    ]  # fmt: skip


def test_parties_that_no_policy_calls_are_not_shown(
    experiment: Experiment, hand_study: HandStudy
) -> None:
    """The policies of `pme-b2b` place debts, and do nothing else with third parties."""
    shown = third_parties(Study(experiment, "fr"))
    assert shown is not None
    assert _headings(shown.markup) == ["Cabinet de recouvrement"]
    assert "(en vigueur)" in shown.markup
    assert third_parties(hand_study({"nothing": [0.0, 0.0]})) is None


# === Figures ===


def test_derived_figures_are_ratios_of_totals(recourses: Experiment) -> None:
    means, cards = dealings(Study(recourses, "en")), recourses.scorecard
    placed = means.loc["cabinet"]
    assert placed["agency_net"] == pytest.approx(placed["agency_brought"] - placed["agency_fees"])
    assert placed["agency_net_per_euro"] * placed["agency_entrusted"] == pytest.approx(
        placed["agency_net"]
    )
    assert placed["agency_recovered_share"] * placed["agency_entrusted"] == pytest.approx(
        placed["agency_anyway"] + placed["agency_brought"]
    )
    sued, sold, insured = (means.loc[name] for name in ("tribunal", "vente", "assurance"))
    assert sued["court_cost_per_euro"] * sued["court_recovered"] == pytest.approx(
        cards.loc[cards["policy"] == "tribunal", "legal_cost"].mean()
    )
    assert sold["factor_price"] * sold["factor_sold"] == pytest.approx(
        cards.loc[cards["policy"] == "vente", "factoring_cost"].mean()
    )
    assert insured["cover_paid_back"] * insured["cover_premiums"] == pytest.approx(
        insured["cover_indemnified"] - insured["cover_returned"]
    )
    derived = [one.name for one in DERIVED if one.unit != "eur"]
    assert means.loc["amiable", derived].isna().all(), "0/0 is undefined"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sum_that_is_not_zero_has_a_row(recourses: Experiment, lang: Lang) -> None:
    study = Study(recourses, lang)
    shown = third_parties(study)
    assert shown is not None
    means = dealings(study)
    for one in TALLIES:
        moved = (means.loc[callers(study, one.party), one.name].abs() >= 0.005).any()
        label = one.label.in_(lang).replace("'", "’").replace(" :", "\u00a0:")
        said = re.search(f'<th scope="row">{re.escape(label)}</th>', shown.markup, re.IGNORECASE)
        assert (said is not None) == moved, one.name


# === In words ===


def _said(party: Party, lang: Lang = "en", **figures: float) -> str:
    means = pd.Series(0.0, index=NAMES)
    for name, value in figures.items():
        means[f"{party}_{name}"] = value
    return in_words("X", party, means.to_dict(), lang)


def test_an_agency_says_what_it_brought_beyond_what_would_have_come() -> None:
    said = _said(
        Party.AGENCY, files=138.2, entrusted=173_414.2, recovered=134_695.0, anyway=126_274.0,
        brought=8_421.0, fees=21_545.0, net=-13_124.0, net_per_euro=-0.0757,
    )  # fmt: skip
    assert said == (
        "“X” places €173,000 with the agency. Of that €135,000 comes in, of which €126,000 would "
        "have come anyway: the agency brings €8,420 and costs €21,500, a net of −€13,100 (−€0.08 "
        "per euro placed)."
    )


def test_a_party_that_is_never_called_says_so() -> None:
    for party in Party:
        assert _said(party) == "“X” never uses it in the simulated worlds."


@pytest.mark.parametrize(
    ("figures", "told", "not_told"),
    [
        ({"financed": 1_000.0}, "The advance is a debt", "sells"),
        ({"sold": 1_000.0}, "The factor bears", "finances"),
        ({"financed": 1_000.0, "sold": 500.0}, "sells €500 without", "The advance is a debt"),
    ],
)
def test_a_factor_lends_or_buys(figures: dict[str, float], told: str, not_told: str) -> None:
    said = _said(Party.FACTOR, **figures, price=0.017)
    assert told in said
    assert not_told not in said
    assert "1.7% of the amount" in said


def test_cover_says_who_paid_and_what_was_refused() -> None:
    insured = _said(
        Party.COVER, "fr", premiums=35_000.0, called=78.4, late=0.2, limit=3.0,
        indemnified=28_300.0, returned=8_640.0, paid_back=0.5617,
    )  # fmt: skip
    assert "78 appels, dont 3,2 en refus (déclaration tardive\u00a0: 0,2, au-delà" in insured
    assert "l’assureur verse 28\u202f300\u00a0€ et reprend 8\u202f640\u00a0€" in insured
    assert "Il en revient 0,56\u00a0€ par euro payé" in insured
    assert "garants" not in insured
    kept = _said(Party.COVER, called=3.0, guaranteed=900.0, indemnified=0.0)
    assert kept == ("“X” is covered at no cost. For 3.0 calls, none refused, guarantors pay €900.")
    assert "nothing is paid" in _said(Party.COVER, premiums=10.0, called=1.0, exposure=5.0)
