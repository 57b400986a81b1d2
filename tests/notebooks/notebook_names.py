"""The notebooks of the project, by pair."""

from __future__ import annotations

#: French and English notebooks, which share their code.
PAIRS = (
    ("00-commencer-ici", "00-start-here"),
    ("10-le-portefeuille-et-pourquoi-on-paie-tard", "10-the-portfolio-and-why-people-pay-late"),
    (
        "20-un-client-une-politique-evenement-par-evenement",
        "20-one-customer-one-policy-event-by-event",
    ),
    ("30-comparer-les-politiques", "30-compare-policies"),
    ("40-a-quelle-frequence-relancer", "40-how-often-to-remind"),
    (
        "50-escomptes-et-penalites-qui-les-prend-qui-les-paie",
        "50-discounts-and-penalties-who-takes-who-pays",
    ),
    ("60-externaliser-poursuivre-passer-en-perte", "60-outsource-sue-write-off"),
    (
        "70-bfr-et-tresorerie-ce-que-vaut-un-jour-de-dso",
        "70-working-capital-and-cash-what-a-day-of-dso-is-worth",
    ),
    ("80-combien-de-replications", "80-how-many-replications"),
    ("90-de-votre-grand-livre-a-vos-scenarios", "90-from-your-ledger-to-your-what-if"),
)
NAMES = tuple(name for pair in PAIRS for name in pair)
