"""The notebooks of the project, by pair."""

from __future__ import annotations

#: French and English notebooks, which share their code.
PAIRS = (
    ("00-commencer-ici", "00-start-here"),
    ("30-comparer-les-politiques", "30-compare-policies"),
    ("40-a-quelle-frequence-relancer", "40-how-often-to-remind"),
    ("60-externaliser-poursuivre-passer-en-perte", "60-outsource-sue-write-off"),
    ("90-de-votre-grand-livre-a-vos-scenarios", "90-from-your-ledger-to-your-what-if"),
)
NAMES = tuple(name for pair in PAIRS for name in pair)
