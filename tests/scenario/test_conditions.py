"""What a policy states beside its ladder, in words: each lever, and silence about the defaults."""

from __future__ import annotations

import pytest

from simrecouv.scenario import conditions_in_words, load_scenario

#: (policy, override) → its line in French, its line in English.
LEVERS = {
    ("risk_terms", '{ max_score = 40, terms = { net_days = 10 }, segments = ["pme"] }'): (
        "score d'au plus 40 : 10 j nets, seulement PME",
        "score of at most 40: 10 d net, SME only",
    ),
    ("credit", '{ min_score = 30, segments = ["pme"] }'): (
        "commandes refusées sous un score de 30, seulement PME",
        "orders refused below score 30, SME only",
    ),
    ("credit", "{ limit_eur = 20000.0 }"): (
        "encours d'au plus 20 000 € TTC, commande comprise",
        "at most €20,000 owed incl. VAT, the order itself included",
    ),
    ("deposit", "{ share = 0.3, max_score = 50 }"): (
        "acompte de 30 % à la commande, score d'au plus 50",
        "deposit of 30% with the order, score of at most 50",
    ),
    ("direct_debit", "{ accepted_share = 0.6 }"): (
        "prélèvement à l'échéance, accepté par 60 % des clients",
        "direct debit on the due day, accepted by 60% of customers",
    ),
    ("sales_training", "{ cost_eur_per_year = 5000.0 }"): (
        ("commerciaux formés : écartent 30 % des commandes de clients défaillants sous 180 j et 1 % "
        "des autres, 5 000 € par an"),
        ("sales training: declines 30% of the orders of customers failing within 180 d and 1% of the "
        "others, €5,000 a year"),
    ),
    ("invoice_quality", "{ error_factor = 0.4 }"): (
        "factures contrôlées : il reste 40 % des erreurs et 80 % des litiges",
        "invoices checked: 40% of errors and 80% of disputes are left",
    ),
    ("discount", '{ rate = 0.015, within_days = 10, segments = ["pme"] }'): (
        "escompte de 1,5 % à qui paie sous 10 j, seulement PME",
        "discount of 1.5% for paying within 10 d, SME only",
    ),
    ("penalties", "{ waived_share = 0.2 }"): (
        "pénalités abandonnées par geste sur 20 % des factures qui en portent",
        "late charges waived as a gesture on 20% of charged invoices",
    ),
    ("allocation", '"principal_first"'): (
        "paiement partiel imputé : principal d'abord",
        "part payment settles: principal first",
    ),
    ("contact_limits", "{ min_gap_days = 3, max_per_customer_per_30_days = 30 }"): (
        "au moins 3 j entre deux relances",
        "at least 3 d between contacts",
    ),
    ("dunning_weekdays", '["thu", "tue"]'): (
        "messages automatiques : mardi, jeudi",
        "automatic messages: Tuesday, Thursday",
    ),
    ("exclude", '{ segments = ["public"], below_eur = 50.0 }'): (
        "laissés tranquilles : acheteurs publics, factures de moins de 50 € TTC",
        "left alone: public buyers, invoices below €50 incl. VAT",
    ),
    ("desk", "{ collectors = 2, overtime_minutes = 60.0, absence_rate = 0.1, worklist = 'risk' }"): (
        ("2 chargés de relance, 300 min utiles par jour, clients les plus risqués d'abord, 60 min "
        "d'heures supplémentaires au plus (majorées de 25 %), absents 10 % des jours"),
        ("2 collectors, 300 productive min a day, riskiest first, at most 60 min of overtime (at a "
        "premium of 25%), away 10% of days"),
    ),
    ("desk", "{ collectors = 1 }"): (
        "un chargé de relance, 300 min utiles par jour, retards les plus anciens d'abord",
        "one collector, 300 productive min a day, oldest first",
    ),
    ("desk", "{ collectors = 0 }"): (
        "aucun chargé de relance, 300 min utiles par jour, retards les plus anciens d'abord",
        "no collector, 300 productive min a day, oldest first",
    ),
    ("steps.appel.offer", '"plan"'): (
        "échéancier : 3 échéances, tous les 30 j",
        "payment plan: 3 instalments, every 30 d",
    ),
    ("steps.appel.offer", '"settlement"'): (
        "abandon de 20 % contre paiement du reste",
        "20% given up if the rest is paid",
    ),
}  # fmt: skip

#: A policy with a ladder and charges, and no condition at all.
BARE = [
    "policies.ferme.contact_limits={ min_gap_days = 0, max_per_customer_per_30_days = 30 }",
]


def _lines(lang: str, *overrides: str) -> list[str]:
    scenario = load_scenario("pme-b2b", [*BARE, *overrides])
    lines = conditions_in_words(scenario, "ferme", "fr" if lang == "fr" else "en")
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def test_defaults_are_not_said() -> None:
    assert _lines("fr") == _lines("en") == []


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: f"{lever[0]}={lever[1][:24]}")
def test_a_lever_is_one_line(lever: tuple[str, str]) -> None:
    override = f"policies.ferme.{lever[0]}={lever[1]}"
    french, english = LEVERS[lever]
    assert _lines("fr", override) == [french]
    assert _lines("en", override) == [english]


def test_terms_come_first_and_limits_share_a_line() -> None:
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


def test_what_no_step_uses_is_not_said() -> None:
    """Without a contact there are no limits; without a charge, nothing to waive."""
    overrides = [
        "policies.nothing.contact_limits.min_gap_days=7",
        "policies.nothing.penalties={ waived_share = 0.5 }",
        "policies.nothing.plan={ instalments = 6 }",
    ]
    assert conditions_in_words(load_scenario("pme-b2b", overrides), "nothing", "fr") == []
