"""A policy in words: written by hand from the scenario, then compared, in both languages."""

from __future__ import annotations

from simrecouv.scenario import calendar_in_words, conditions_in_words, load_scenario
from simrecouv.vocabulary.numbers import plain

STEPS = """policies.nothing.steps=[
{ id = "a", action = "contact", days = -5, channel = "email", tone = "friendly" },
{ id = "b", action = "contact", days = 8, channel = "letter", repeat = { every_days = 10, at_most = 2 } },
{ id = "c", action = "contact", from = "previous", days = 12, channel = "call", by = "desk", tone = "firm", min_amount_eur = 1500.5 },
{ id = "d", action = "charge", from = "end_of_month", days = 0, segments = ["public"] },
{ id = "e", action = "placement", from = "issue", days = 90, agency = "standard" },
{ id = "f", action = "write_off", days = 730 }]""".replace("\n", " ")


def test_french() -> None:
    words = calendar_in_words(load_scenario("pme-b2b", [STEPS]), "nothing", "fr")
    assert words.replace("\u00a0", " ").replace("\u202f", " ").split(" · ") == [
        "J−5 courriel (cordial)",
        "J+8 courrier, puis tous les 10 j, 2 fois encore au plus",
        "12 j après la relance précédente : appel (ferme, par un chargé de relance), dès 1 500,5 €",
        "fin de mois : facturation des pénalités (12,15 % par an, et 40 € une seule fois), seulement acheteurs publics",
        "facture +90 j : remise au cabinet (cabinet au succès, commission 15 %)",
        "J+730 passage en perte",
    ]


def test_english() -> None:
    words = calendar_in_words(load_scenario("pme-b2b", [STEPS]), "nothing", "en")
    assert words.replace("\u00a0", " ").split(" · ") == [
        "D−5 e-mail (friendly)",
        "D+8 letter, then every 10 d, at most 2 more times",
        "12 d after the previous contact: call (firm, by a collector), from €1,500.5",
        "end of month: late charges (12.15% a year, and €40 once), public buyers only",
        "invoice +90 d: placement with an agency (success-fee agency, 15% commission)",
        "D+730 write-off",
    ]


def test_a_policy_without_a_step() -> None:
    nothing = load_scenario("pme-b2b", ["policies.nothing.steps=[]"])
    assert calendar_in_words(nothing, "nothing", "fr") == "aucune relance"
    assert conditions_in_words(nothing, "nothing", "fr") == []


def test_conditions() -> None:
    overrides = [
        'policies.remise.terms.pme={ net_days = 30, end_of_month = "after" }',
        'policies.remise.discount={ rate = 0.015, within_days = 10, segments = ["pme"] }',
    ]
    remise = conditions_in_words(load_scenario("pme-b2b", overrides), "remise", "fr")
    assert [line.replace("\u00a0", " ") for line in remise] == [
        "PME : 30 j fin de mois",
        "escompte de 1,5 % à qui paie sous 10 j, seulement PME",
        "au plus 4 relances par client en 30 j, au moins 7 j entre deux relances",
    ]


def test_limits_that_limit_nothing_are_not_said() -> None:
    free = "policies.douce.contact_limits={ min_gap_days = 0, max_per_customer_per_30_days = 30 }"
    gap = "policies.douce.contact_limits={ min_gap_days = 3, max_per_customer_per_30_days = 30 }"
    assert conditions_in_words(load_scenario("pme-b2b", [free]), "douce", "fr") == []
    only_gap = conditions_in_words(load_scenario("pme-b2b", [gap]), "douce", "en")
    assert only_gap == ["at least 3 d between contacts"]


def test_a_step_for_no_segment_says_so() -> None:
    scenario = load_scenario("pme-b2b", ["policies.nothing.steps.perte.segments=[]"])
    assert calendar_in_words(scenario, "nothing", "fr") == "J+730 passage en perte, pour personne"


def test_numbers_read_as_each_language_does() -> None:
    assert plain(1234567.25, "fr") == "1\u202f234\u202f567,25"
    assert plain(1234567.25, "en") == "1,234,567.25"
