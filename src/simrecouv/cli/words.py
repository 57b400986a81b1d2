"""The words of the command line, in both languages."""

from __future__ import annotations

from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import plain

REFERENCE = Label("référence", "baseline")
LEGEND = Label(
    "Réplications : {n} ; moteur : {engine}. Moyenne ± demi-intervalle à 95 % ; dessous, l'écart "
    "apparié à la référence. Sans ±, l'intervalle n'est pas défini (une seule réplication, ou trop "
    "rare).",
    "Replications: {n}; engine: {engine}. Mean ± half-width of the 95% interval; below, the paired "
    "difference from the baseline. Without ±, the interval is undefined (one replication, or too "
    "rare).",
)
SIMULATING = Label("simulation", "simulating")
REPORTING = Label("mise en page du rapport", "laying out the report")
CALIBRATING = Label("calibrage", "calibrating")
WRITTEN = Label("Écrit : {path}", "Written: {path}")
NOTHING_TO_SAY = Label("Rien à signaler.", "Nothing to report.")
PORTFOLIO = Label(
    "{name} : {customers} clients, environ {invoices} factures par an, {policies} politiques "
    "(référence : {baseline}), empreinte {fingerprint}",
    "{name}: {customers} customers, about {invoices} invoices a year, {policies} policies "
    "(baseline: {baseline}), fingerprint {fingerprint}",
)


def portfolio_in_words(scenario: Scenario, lang: Lang) -> str:
    """Say in one line what a scenario holds."""
    segments = scenario.segments.values()
    return PORTFOLIO.in_(lang).format(
        name=scenario.name,
        customers=plain(sum(segment.customers for segment in segments), lang),
        invoices=plain(round(sum(segment.orders_per_year for segment in segments)), lang),
        policies=len(scenario.policies),
        baseline=scenario.simulation.baseline,
        fingerprint=scenario.fingerprint,
    )


def policy_title(scenario: Scenario, name: str, lang: Lang) -> str:
    """Return the label of a policy, with its name where they differ."""
    label = shown(scenario.policies[name].label, name, lang)
    return label if label == name else f"{label} ({name})"
