"""What was fitted to a ledger, in words: parameters, origins, net gain under assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simrecouv.calibration import Fit
from simrecouv.calibration.parameters import LEVELS, SHARE, VARIANCE
from simrecouv.compare.digits import rough_decimals
from simrecouv.reports.fragment import Content, Fragment, element, joined, listed, table
from simrecouv.reports.subjects.study import Study
from simrecouv.reports.words import texts
from simrecouv.scenario import Provenance, Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Ending, Label, Lang, Origin
from simrecouv.vocabulary.numbers import decimals_for, interval, number, plain, quantity
from simrecouv.vocabulary.typography import COLON, NO_BREAK, UNDEFINED, say, sentence

#: Bands of the hazard, then the share, as columns.
COLUMNS: dict[str, Label] = {
    LEVELS[0]: Label("Jusqu'à J−8", "Up to D−8"),
    LEVELS[1]: Label("J−7 à J", "D−7 to D"),
    LEVELS[2]: Label("J+1 à J+30", "D+1 to D+30"),
    LEVELS[3]: Label("J+31 à J+90", "D+31 to D+90"),
    LEVELS[4]: Label("J+91 à J+365", "D+91 to D+365"),
    SHARE: Label("Jamais payé, sauf contraint", "Never paid, unless forced"),
}
PER_DAY = Label(
    "Chance, par jour, qu'une facture encore due soit réglée, sans relance, et son intervalle à "
    "95 % ; J est l'échéance. Dernière colonne : part des clients.",
    "Chance per day that an invoice still owed is paid, without reminders, and its 95% interval; D "
    "is the due date. Last column: share of customers.",
)
SPREAD = Label(
    "Dispersion entre clients (variance de la fragilité) : {value}, {origin}.",
    "Spread between customers (variance of the frailty): {value}, {origin}.",
)
BETWEEN = Label("{low} à {high}", "{low} to {high}")
ENDING = Label("Ce qu'elle est devenue", "What became of it")
INVOICES, AMOUNT = Label("Factures", "Invoices"), Label("Montant TTC", "Amount incl. VAT")


def endings_table(fit: Fit, lang: Lang = "fr") -> Fragment:
    """Tabulate what became of every invoice of the ledger; endings that none has are left out."""
    rows = [
        [
            sentence(say(Ending(row["ending"]).label, lang)),
            plain(row["invoices"], lang),
            quantity(row["cents"] / 100.0, "eur", lang),
        ]
        for row in fit.endings.to_dict("records")
        if row["invoices"]
    ]
    return table([say(one, lang) for one in (ENDING, INVOICES, AMOUNT)], rows, css="results")


def parameters_table(fit: Fit, lang: Lang = "fr") -> Fragment:
    """Tabulate the parameters of a fit, one row per segment, with intervals or "assumed"."""
    found = {
        (str(row["segment"]), str(row["parameter"])): {str(key): row[key] for key in row}
        for row in fit.parameters.to_dict("records")
    }
    rows = [
        [name, *(_told(found.get((name, one)), lang) for one in COLUMNS)]
        for name in dict.fromkeys(name for name, _ in found if name)
    ]
    head = [say(texts.SEGMENT, lang), *(say(label, lang) for label in COLUMNS.values())]
    spread = found["", VARIANCE]
    value = number(spread["value"], 2, lang)
    note = say(SPREAD, lang, value=value, origin=_doubt(spread, lang))
    return joined(
        [
            element("p", say(PER_DAY, lang)),
            table(head, rows, css="results"),
            element("p", note, css="note"),
        ]
    )


def _told(row: dict[str, Any] | None, lang: Lang) -> Content:
    """Write a share with its interval below it, or that it is assumed."""
    if row is None:
        return UNDEFINED
    value, low, high = row["value"], row["ci_low"], row["ci_high"]
    is_measured = row["origin"] == Origin.MEASURED
    decimals = rough_decimals(value, "share")
    if is_measured:
        decimals = decimals_for("share", (high - low) / 2.0)
    below = say(Origin(row["origin"]).label, lang)
    if is_measured:
        below = interval(low, high, "share", lang, decimals=decimals).replace(" ", NO_BREAK)
    told = quantity(value, "share", lang, decimals=decimals)
    return joined([element("div", told), element("div", below, css="difference")])


def _doubt(row: dict[str, Any], lang: Lang) -> str:
    """Write an interval, or the origin of a number that has none."""
    if row["origin"] != Origin.MEASURED:
        return say(Origin(row["origin"]).label, lang)
    low, high = (number(row[name], 2, lang) for name in ("ci_low", "ci_high"))
    return say(BETWEEN, lang, low=low, high=high)


def origins_in_words(scenario: Scenario, lang: Lang = "fr") -> Fragment:
    """List what a calibrated scenario says of its numbers: measured, assumed, from literature."""
    parts = []
    for origin in Origin:
        said = [_about(scenario, one, lang) for one in scenario.provenance if one.status is origin]
        if said:
            parts += [element("h4", sentence(say(origin.label, lang))), listed(said)]
    return joined(parts)


def _about(scenario: Scenario, one: Provenance, lang: Lang) -> str:
    """Write a note, after the segment that it speaks of."""
    name = one.field.removeprefix("segments.").rpartition(".")[0]
    note = one.note.in_(lang)
    if name not in scenario.segments:
        return note
    told = note[:1].lower() + note[1:]
    return f"{shown(scenario.segments[name].label, name, lang)}{COLON.in_(lang)}{told}"


def gain_by_case(cases: Mapping[str, Study]) -> Fragment:
    """Tabulate the paired net gain of the same policies under several assumptions.

    Parameters
    ----------
    cases
        By what to show in the first column, such as the assumption that was changed.
    """
    first = next(iter(cases.values()))
    lang = first.lang
    rows = [[case, *(_gain(one, name) for name in first.others)] for case, one in cases.items()]
    head = [say(texts.ASSUMPTION, lang), *(first.labels[name] for name in first.others)]
    return table(head, rows, css="results")


def _gain(study: Study, policy: str) -> Content:
    gain, lang = study.differences[policy, "net_gain"], study.lang
    if not gain.n_nonzero:
        return say(texts.IDENTICAL, lang)
    parts = [gain.text("net_gain", lang, difference=True)]
    if gain.has_interval:
        parts.append(gain.between("net_gain", lang, difference=True))
        if not gain.is_clear("net_gain"):
            parts.append(say(texts.CLOSE, lang))
    return joined([element("div", part) for part in parts])
