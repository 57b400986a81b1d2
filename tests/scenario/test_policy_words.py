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
{ id = "f", action = "write_off", days = 730 },
{ id = "g", action = "contact", days = 120, channel = "visit", by = "desk", offer = "plan", max_score = 40, repeat = { every_days = 9, at_most = 1 } },
{ id = "h", action = "contact", days = 150, channel = "formal_notice", tone = "final", offer = "settlement" },
{ id = "i", action = "hold_orders", days = 50, min_amount_eur = 500.0, segments = ["pme", "grands-comptes"] },
{ id = "j", action = "legal", days = 160, court = "t", min_amount_eur = 200.0, max_amount_eur = 5000.0 },
{ id = "k", action = "factoring", from = "issue", days = 1, factor = "f", segments = ["pme"] },
{ id = "l", action = "claim", days = 170 }]""".replace("\n", " ")

PARTIES = [
    "courts.t={ label = { fr = 'tribunal de commerce', en = 'commercial court' }, procedure = 'payment_order', decision_days = 36, granted_share = 0.7 }",
    "factors.f={ recourse = false }",
]
STATED = "policies.nothing.penalties={ annual_rate = 0.1215, indemnity_eur = 40.0 }"


def test_french() -> None:
    words = calendar_in_words(load_scenario("pme-b2b", [*PARTIES, STEPS, STATED]), "nothing", "fr")
    assert words.replace("\u00a0", " ").replace("\u202f", " ").split(" · ") == [
        "facture +1 j : cession au factor, f, seulement PME",
        "J−5 courriel (cordial)",
        "J+8 courrier, puis tous les 10 j, 2 fois encore au plus",
        "12 j après la relance précédente : appel (ferme, par un chargé de relance), dès 1 500,5 €",
        "fin de mois : facturation des pénalités (12,15 % par an, et 40 € une seule fois), seulement acheteurs publics",
        "J+50 blocage des commandes, dès 500 €, seulement PME, grands comptes",
        "facture +90 j : remise au cabinet (cabinet au succès, commission 15 %)",
        "J+120 visite (par un chargé de relance, offre d'échéancier), score d'au plus 40, puis encore une fois 9 j après",
        "J+150 mise en demeure (dernier avis, offre d'abandon partiel)",
        "J+160 action en justice, tribunal de commerce, dès 200 €, jusqu'à 5 000 €",
        "J+170 appel de la garantie",
        "J+730 passage en perte",
    ]


def test_english() -> None:
    words = calendar_in_words(load_scenario("pme-b2b", [*PARTIES, STEPS, STATED]), "nothing", "en")
    assert words.replace("\u00a0", " ").split(" · ") == [
        "invoice +1 d: factoring, f, SME only",
        "D−5 e-mail (friendly)",
        "D+8 letter, then every 10 d, at most 2 more times",
        "12 d after the previous contact: call (firm, by a collector), from €1,500.5",
        "end of month: late charges (12.15% a year, and €40 once), public buyers only",
        "D+50 order hold, from €500, SME, large accounts only",
        "invoice +90 d: placement with an agency (success-fee agency, 15% commission)",
        "D+120 visit (by a collector, offers a payment plan), score of at most 40, then once more 9 d later",
        "D+150 formal notice (final notice, offers a settlement discount)",
        "D+160 legal action, commercial court, from €200, up to €5,000",
        "D+170 call on the cover",
        "D+730 write-off",
    ]


def test_what_is_left_to_the_law_is_said_so() -> None:
    charge = "policies.nothing.steps=[{ id = 'c', action = 'charge', days = 15 }]"
    stated = load_scenario("pme-b2b", [charge])
    french = calendar_in_words(stated, "nothing", "fr")
    assert french == (
        "J+15 facturation des pénalités (taux légal, et l'indemnité légale une seule fois)"
    )
    english = calendar_in_words(stated, "nothing", "en")
    assert english == "D+15 late charges (the legal rate, and the legal indemnity once)"


def test_a_policy_without_a_step() -> None:
    nothing = load_scenario("pme-b2b", ["policies.nothing.steps=[]"])
    assert calendar_in_words(nothing, "nothing", "fr") == "aucune relance"
    assert conditions_in_words(nothing, "nothing", "fr") == []


def test_a_step_for_no_segment_says_so() -> None:
    scenario = load_scenario("pme-b2b", ["policies.nothing.steps.perte.segments=[]"])
    assert calendar_in_words(scenario, "nothing", "fr") == "J+730 passage en perte, pour personne"


def test_a_label_that_would_act_on_the_screen_is_written_out() -> None:
    hostile = 'segments.pme.label={ fr = "PME\\u001B[31m\\nrouge\\u202E", en = "SME" }'
    named = "policies.nothing.steps.perte.segments=['pme']"
    words = calendar_in_words(load_scenario("pme-b2b", [hostile, named]), "nothing", "fr")
    assert words == r"J+730 passage en perte, seulement PME\x1b[31m\nrouge\u202e"


def test_numbers_read_as_each_language_does() -> None:
    assert plain(1234567.25, "fr") == "1\u202f234\u202f567,25"
    assert plain(1234567.25, "en") == "1,234,567.25"
