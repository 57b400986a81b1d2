"""What a calibrated scenario says of its portfolio: terms, orders, seasons, runs, disputes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from simrecouv.calibration.notes import note
from simrecouv.calibration.portfolio import Portfolio, segment_keys
from simrecouv.calibration.terms import TermsFit
from simrecouv.scenario.words import terms_in_words
from simrecouv.vocabulary import Label, Lang, Origin, Runs
from simrecouv.vocabulary.numbers import number, percent, plain, quantity
from simrecouv.vocabulary.typography import COLON

#: Share of the due dates from which the terms of a segment are measured and not a guess.
EXPLAINED = 0.5
#: Weekdays from Monday.
WEEKDAYS = (
    Label("lundi", "Monday"),
    Label("mardi", "Tuesday"),
    Label("mercredi", "Wednesday"),
    Label("jeudi", "Thursday"),
    Label("vendredi", "Friday"),
    Label("samedi", "Saturday"),
    Label("dimanche", "Sunday"),
)
#: What most payments follow.
VERDICTS: dict[str, Label] = {
    Runs.DAILY: Label("répartis sur les jours", "spread over the days"),
    Runs.WEEKLY: Label("{share} le {day}", "{share} on {day}"),
    Runs.TWICE_MONTHLY: Label(
        "{share} deux fois par mois, la première vers le {day}",
        "{share} twice a month, first around day {day}",
    ),
    Runs.MONTHLY: Label("{share} une fois par mois, vers le {day}", "{share} around day {day}"),
}


def portfolio_notes(
    portfolio: Portfolio, rhythm: pd.DataFrame, disputes: pd.DataFrame, *, due_given: bool
) -> list[dict[str, Any]]:
    """List where the numbers of the portfolio come from, as plain tables of `Provenance`.

    Parameters
    ----------
    rhythm, disputes
        The frames of `payment_rhythm` and `disputed_invoices`; their first row is the whole ledger.
    due_given
        Whether due dates were made from given terms, because the file has none.
    """
    return [
        _orders(portfolio),
        *_terms(portfolio, due_given=due_given),
        _season(portfolio),
        _growth(portfolio),
        *_runs(rhythm),
        _disputes(disputes),
    ]


def _share(share: float, lang: Lang) -> str:
    return quantity(share, "share", lang, decimals=1 if 0.0 < share < 1.0 else 0)


def _orders(portfolio: Portfolio) -> dict[str, Any]:
    n = sum(segment.invoices for segment in portfolio.segments.values())
    out, days = portfolio.left_out, portfolio.days
    fr = f"Clients, commandes et montants mesurés sur {plain(n, 'fr')} factures, {days} jours."
    en = f"Customers, orders and amounts measured on {plain(n, 'en')} invoices, {days} days."
    if out:
        fr += f" {plain(out, 'fr')} plus anciennes n'y comptent pas : là parce qu'impayées."
        en += f" {plain(out, 'en')} older ones are left out: there because unpaid."
    return note("segments", Origin.MEASURED, fr, en)


def _terms(portfolio: Portfolio, *, due_given: bool) -> list[dict[str, Any]]:
    """Say the terms of each segment, and how many of its due dates they explain."""
    if due_given:
        return [
            note(
                "segments.*.terms",
                Origin.ASSUMED,
                "Échéances absentes du fichier : délais donnés ou estimés.",
                "No due dates in the file: terms given or estimated.",
            )
        ]
    keys = segment_keys(pd.Series(list(portfolio.segments), dtype="str"))
    return [_terms_of(key, portfolio.segments[value].terms) for value, key in sorted(keys.items())]


def _terms_of(key: str, fit: TermsFit) -> dict[str, Any]:
    """Say the terms of a segment, the other rules that its due dates follow after the main one."""
    fr, en = (_rules(fit, lang) for lang in ("fr", "en"))
    n = {lang: plain(fit.invoices, lang) for lang in ("fr", "en")}
    if fit.explained >= EXPLAINED:
        fr, en = (
            f"Délai lu sur {n['fr']} échéances : {fr}.",
            f"Terms read off {n['en']} due dates: {en}.",
        )
        return note(f"segments.{key}.terms", Origin.MEASURED, fr, en)
    fr = f"Délais mêlés sur {n['fr']} échéances, le premier est supposé pour toutes : {fr}."
    en = f"Mixed terms on {n['en']} due dates, the first are assumed for all: {en}."
    return note(f"segments.{key}.terms", Origin.ASSUMED, fr, en)


def _rules(fit: TermsFit, lang: Lang) -> str:
    return ", ".join(
        f"{terms_in_words(terms, lang)} ({_share(share, lang)})" for terms, share in fit.rules
    )


def _season(portfolio: Portfolio) -> dict[str, Any]:
    season, field = portfolio.season, "segments.*.seasonality"
    if season.months == 0:
        return note(
            field,
            Origin.ASSUMED,
            "Saisons supposées plates : il faut douze mois entiers de factures.",
            "Seasons assumed flat: they need twelve whole months of invoices.",
        )
    months, n = season.months, season.invoices
    own = sum(segment.season is not season for segment in portfolio.segments.values())
    kept = round(season.kept, 2)
    return note(
        field,
        Origin.MEASURED,
        f"Saisons mesurées sur {months} mois entiers et {plain(n, 'fr')} factures ; "
        f"{percent(kept, 'fr')} de l'écart est gardé, le reste est du hasard. Segments mesurés à "
        f"part : {own}.",
        f"Seasons measured on {months} whole months and {plain(n, 'en')} invoices; "
        f"{percent(kept, 'en')} of their spread is kept, the rest is chance. Segments measured "
        f"apart: {own}.",
    )


def _growth(portfolio: Portfolio) -> dict[str, Any]:
    growth = portfolio.season.growth
    fr, en = "Croissance supposée nulle", "Growth assumed to be nil"
    if growth is None:
        fr += " : trop peu de mois se comparent à ceux d'un an plus tôt."
        en += ": too few months can be compared with those of a year before."
    else:
        rate, width = growth.per_year, 196.0 * growth.error
        fr += (
            f" ; le grand livre montre {quantity(rate, 'share', 'fr', decimals=1, difference=True)}"
            f" par an (± {number(width, 1, 'fr')}), sur {growth.pairs} mois comparés."
        )
        en += (
            f"; the ledger shows {quantity(rate, 'share', 'en', decimals=1, difference=True)} a "
            f"year (± {number(width, 1, 'en')}), {growth.pairs} months compared."
        )
    return note("segments.*.growth_per_year", Origin.ASSUMED, fr, en)


def _runs(rhythm: pd.DataFrame) -> list[dict[str, Any]]:
    """Say that runs are in the dates, when payments come, and how regular customers pay."""
    notes = [
        note(
            "segments.*.payment_runs",
            Origin.ASSUMED,
            "Règlements supposés possibles chaque jour : les dates observées contiennent déjà les "
            "campagnes de paiement.",
            "Payments assumed possible on any day: the observed dates already contain the payment "
            "runs.",
        )
    ]
    if len(rhythm):
        fr, en = (_rhythm(rhythm.iloc[0], lang) for lang in ("fr", "en"))
        notes.append(note("segments.*.payment_runs observed", Origin.MEASURED, fr, en))
    if len(rhythm) and rhythm["classified"].iloc[0]:
        fr, en = (_habits(rhythm.iloc[0], lang) for lang in ("fr", "en"))
        notes.append(note("segments.*.payment_runs customers", Origin.MEASURED, fr, en))
    return notes


def _rhythm(row: pd.Series, lang: Lang) -> str:
    on = int(row["on"])
    day = WEEKDAYS[on].in_(lang) if row["verdict"] == Runs.WEEKLY else str(on)
    said = VERDICTS[row["verdict"]].in_(lang).format(share=_share(row["share"], lang), day=day)
    n = plain(int(row["payments"]), lang)
    return f"{n} règlements : {said}." if lang == "fr" else f"{n} payments: {said}."


def _habits(row: pd.Series, lang: Lang) -> str:
    n = plain(int(row["classified"]), lang)
    kinds = ", ".join(
        f"{run.label.in_(lang)} {percent(round(float(row[run.value]), 2), lang)}" for run in Runs
    )
    who = f"{n} clients réguliers, campagne" if lang == "fr" else f"{n} regular customers, runs"
    return f"{who}{COLON.in_(lang)}{kinds}."


def _disputes(disputes: pd.DataFrame) -> dict[str, Any]:
    row, field = disputes.iloc[0], "profiles.*.dispute_share"
    if row["disputed"] == 0:
        return note(
            field,
            Origin.ASSUMED,
            "Aucun litige dans le grand livre, ou il ne les note pas : les payeurs n'en ont pas.",
            "No dispute in the ledger, or it does not record them: payers have none.",
        )
    n = {lang: plain(int(row["disputed"]), lang) for lang in ("fr", "en")}
    fr = f"{_share(row['share'], 'fr')} des factures sont en litige ({n['fr']})"
    en = f"{_share(row['share'], 'en')} of the invoices are disputed ({n['en']})"
    if np.isfinite(row["extra_mean"]):
        fr += f" et prennent {quantity(row['extra_mean'], 'days', 'fr', decimals=1)} de plus"
        en += f" and take {quantity(row['extra_mean'], 'days', 'en', decimals=1)} more"
    fr += ". Les courbes observées les contiennent déjà : les payeurs n'en ont pas d'autres."
    en += ". The observed curves already hold them: payers have no others."
    return note(field, Origin.MEASURED, fr, en)
