"""The notebooks of the project, by pair."""

from __future__ import annotations

#: French and English notebooks, which share their code.
PAIRS = (
    ("00-commencer-ici", "00-start-here"),
    ("10-comparer-les-politiques", "10-compare-policies"),
    ("20-a-quelle-frequence-relancer", "20-how-often-to-remind"),
    ("30-externaliser-poursuivre-passer-en-perte", "30-outsource-sue-write-off"),
    ("40-de-votre-grand-livre-a-vos-scenarios", "40-from-your-ledger-to-your-what-if"),
)
NAMES = tuple(name for pair in PAIRS for name in pair)
