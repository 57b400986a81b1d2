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


#: Third parties of which a policy names one: the step that does, its line in French, in English.
PARTIES = {
    "placement', agency = 'a": (
        ("cabinet : commission de 20 % si remise dès J+180, commission de 10 % dès 10 000 €, 30 € au "
        "moins par paiement, 15 € d'ouverture, retour sans paiement après 90 j"),
        ("agency: 20% commission if placed from D+180, 10% commission from €10,000, at least €30 a "
        "payment, €15 to open a file, unpaid invoices come back after 90 d"),
    ),
    "legal', court = 'o": (
        ("o : décision en 36 j, 74 % des demandes accordées, 300 € de frais à l'ouverture, plus 5 % du "
        "principal, avec saisie conservatoire"),
        ("o: decision in 36 d, 74% of claims granted, €300 of costs to file, plus 5% of the principal, "
        "with a protective seizure"),
    ),
    "legal', court = 's": (
        "s : accord ou refus en 30 j, 25 % des clients consentent",
        "s: answer in 30 d, 25% of customers consent",
    ),
    "factoring', factor = 'r": (
        "r : avance de 90 %, commission de 1 %, intérêts de 4,5 % par an, reprise si impayé à J+60",
        "r: advance of 90%, 1% commission, interest of 4.5% a year, taken back if unpaid on D+60",
    ),
    "factoring', factor = 'n": (
        "n : avance de 85 %, commission de 1 %, intérêts de 4,5 % par an, sans reprise",
        "n: advance of 85%, 1% commission, interest of 4.5% a year, never taken back",
    ),
}  # fmt: skip
DESCRIBED = [
    "agencies.a={ label = { fr = 'cabinet', en = 'agency' }, intensity_per_day = 0.003, commission_bands = [{ from_days = 180, rate = 0.2 }, { from_eur = 10000.0, rate = 0.1 }], minimum_commission_eur = 30.0, placement_fee_eur = 15.0, recall_days = 90 }",
    "courts.o={ procedure = 'merits', decision_days = 36, granted_share = 0.74, filing_eur = 50.0, lawyer_eur = 150.0, lawyer_rate = 0.05, protective_eur = 100.0 }",
    "courts.s={ procedure = 'small_claims', decision_days = 30, granted_share = 0.25 }",
    "factors.r={ recourse = true }",
    "factors.n={ recourse = false, advance_rate = 0.85 }",
    "insurers.i={ premium_rate = 0.005, min_score = 40, deductible_eur = 500.0 }",
]
COVERS = {
    "insurance={ insurer = 'i', segments = ['pme'] }": (
        ("i : prime de 0,5 % des ventes HT, couvre 90 % de la perte HT, 50 000 € par client au plus, "
        "score d'au moins 40, franchise de 500 €, déclaration jusqu'à J+180, indemnité 90 j après, "
        "seulement PME"),
        ("i: premium of 0.5% of sales excl. VAT, covers 90% of the loss excl. VAT, at most €50,000 a "
        "customer, score of at least 40, deductible of €500, claim up to D+180, indemnity 90 d later, "
        "SME only"),
    ),
    "guarantee={ share = 0.5, accepted_share = 0.3, fee_rate = 0.01, max_score = 60 }": (
        ("garantie de 50 % du principal, fournie par 30 % des clients, payée 30 j après l'appel, coût "
        "de 1 % du TTC, score d'au plus 60"),
        ("guarantee of 50% of the principal, provided by 30% of customers, paid 30 d after the call, "
        "fee of 1% of the amount incl. VAT, score of at most 60"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("party", PARTIES)
def test_a_third_party_is_one_line(party: str) -> None:
    step = f"policies.ferme.steps=[{{ id = 'x', action = '{party}', days = 90 }}]"
    french, english = PARTIES[party]
    assert _lines("fr", *DESCRIBED, step) == [french]
    assert _lines("en", *DESCRIBED, step) == [english]


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_is_one_line(cover: str) -> None:
    french, english = COVERS[cover]
    assert _lines("fr", *DESCRIBED, f"policies.ferme.{cover}") == [french]
    assert _lines("en", *DESCRIBED, f"policies.ferme.{cover}") == [english]


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
