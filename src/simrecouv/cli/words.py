"""The words of the command line, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang, Origin
from simrecouv.vocabulary.numbers import plain

if TYPE_CHECKING:
    from simrecouv.intake import QualityReport

ENGINES = {
    "compiled": Label("compilé (Numba)", "compiled (Numba)"),
    "simpy": Label("SimPy", "SimPy"),
}
REFERENCE = Label("référence", "baseline")
LEGEND = Label(
    "Réplications : {n} ; mode : {mode} ; moteur : {engine}. {figures} Le gain net "
    "compte aussi les avoirs et la TVA perdue sur les impayés, net des "
    "indemnités : les lignes ne s'y additionnent pas. Un coût de financement négatif est un "
    "produit : la trésorerie des commandes suivies, marge comprise ; seul l'écart a un sens.",
    "Replications: {n}; mode: {mode}; engine: {engine}. {figures} The net gain "
    "also counts credit notes and VAT lost on unpaid invoices, net of "
    "indemnities: the lines do not add up to it. A negative financing cost is income: the "
    "cash of the measured orders, margin included; only the difference has a meaning.",
)
MEANS = Label(
    "Moyenne ± demi-intervalle à 95 % ; dessous, l'écart apparié à la référence, en points (pt) "
    "pour les taux. Entre crochets, un intervalle qui n'est pas centré. Sans intervalle, un "
    "chiffre n'a que deux chiffres significatifs.",
    "Mean ± half-width of the 95% interval; below, the paired difference from the baseline, in "
    "points (pt) for rates. In brackets, an interval that is not centred. Without an interval, a "
    "figure has two significant digits only.",
)
ONE_WORLD = Label(
    "Un seul monde ne montre aucune incertitude : deux chiffres significatifs ; dessous, l'écart "
    "apparié à la référence, en points (pt) pour les taux.",
    "One world shows no uncertainty: two significant digits; below, the paired difference from the "
    "baseline, in points (pt) for rates.",
)
STARRED = Label(" * pas d'intervalle : {why}.", " * no interval: {why}.")
WHOLE_ROW = Label("forme de la ligne", "shape of the row")
SIMULATING = Label("simulation", "simulating")
REPORTING = Label("mise en page du rapport", "laying out the report")
CALIBRATING = Label("calibrage", "calibrating")
IN_FORCE = Label(
    "politique en vigueur : {policy}, qui fait ceci (une étape que vous ne faites pas se retire "
    "dans le scénario de base) :",
    "policy in force: {policy}, which does this (take a step that you do not take out of the base "
    "scenario):",
)
BACKTESTING = Label("contre-épreuve", "backtesting")
WRITTEN = Label("Écrit : {path}", "Written: {path}")
NEW_KEY = Label(
    "Nouvelle clé des pseudonymes : {path}. Gardez-la à part : elle relie deux imports.",
    "New key of the pseudonyms: {path}. Keep it apart: it links two imports.",
)
SAME_KEY = Label("Pseudonymes sous la clé de {path}", "Pseudonyms under the key of {path}")
FEWER_WORKERS = Label(
    "--workers {asked} : {n} au plus ici, un par processeur",
    "--workers {asked}: {n} at most here, one per processor",
)
STOPPED = Label(
    "Interrompu. Réplications finies : {done} sur {asked}.",
    "Interrupted. Replications finished: {done} of {asked}.",
)
STOPPED_AT_MOST = Label(
    "Interrompu. Réplications finies : {done} sur {asked} au plus.",
    "Interrupted. Replications finished: {done} of {asked} at most.",
)
STOPPED_AT_ONCE = Label(
    "Interrompu avant la fin d'une réplication.",
    "Interrupted before any replication had finished.",
)
NO_REPORT = Label("Aucun rapport n'a été écrit.", "No report was written.")
REPORTS = Label("Rapports", "Reports")
BATCH_COLUMNS = (
    Label("source", "source"),
    Label("état", "state"),
    Label("où, ou pourquoi pas", "where, or why not"),
)
BATCH_COUNTS = Label(
    "Écrits : {written} ; déjà là : {kept} ; échecs : {failed} ; pas faits : {left}.",
    "Written: {written}; already there: {kept}; failed: {failed}; not done: {left}.",
)
BATCH_STOPPED = Label(
    "Interrompu. Les rapports finis restent : la même commande fera les autres.",
    "Interrupted. The finished reports stay: the same command does the others.",
)
RAISE_CAP = Label("--at-most relève ce plafond", "--at-most raises this cap")
RESUMES = Label(
    "Elles sont dans {store} : la même commande reprendra là.",
    "They are in {store}: the same command goes on from there.",
)
WOULD_RESUME = Label(
    "Avec --store FICHIER, la même commande reprendrait où elle s'est arrêtée.",
    "With --store FILE, the same command would go on from where it stopped.",
)
NOTHING_TO_SAY = Label("Rien à signaler.", "Nothing to report.")
PORTFOLIO = Label(
    "{name} : {customers} clients, environ {invoices} factures par an, {policies} politiques "
    "(référence : {baseline}), empreinte {fingerprint}",
    "{name}: {customers} customers, about {invoices} invoices a year, {policies} policies "
    "(baseline: {baseline}), fingerprint {fingerprint}",
)


#: Rows set aside that a calibration shows, of those it counts.
MOST_ROWS = 5
ROW = Label(
    "  ligne {line}, {column} « {value} » : {reason}", "  line {line}, {column} '{value}': {reason}"
)
MORE_ROWS = Label("  … et {n} autres", "  … and {n} more")


def rows_set_aside(quality: QualityReport, lang: Lang) -> list[str]:
    """Show the first rows of a ledger that were not read, each with its reason."""
    lines = [
        ROW.in_(lang).format(
            line=row.line,
            column=row.column.label.in_(lang) if row.column else WHOLE_ROW.in_(lang),
            value=row.value,
            reason=row.reason.label.in_(lang),
        )
        for row in quality.set_aside[:MOST_ROWS]
    ]
    more = len(quality.set_aside) - MOST_ROWS
    return [*lines, MORE_ROWS.in_(lang).format(n=plain(more, lang))] if more > 0 else lines


def assumed_in_words(scenario: Scenario, lang: Lang) -> list[str]:
    """Say what a calibration had to assume, one line each."""
    return [
        f"{one.status.label.in_(lang)} – {one.note.in_(lang)}"
        for one in scenario.provenance
        if one.status is Origin.ASSUMED
    ]


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
