"""What a calibrated scenario says of its own numbers: measured, assumed, or from the literature."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simrecouv.calibration.frailty import FEWEST_INVOICES
from simrecouv.calibration.parameters import SHARE
from simrecouv.calibration.replaying import has_effect
from simrecouv.calibration.settled import followed
from simrecouv.scenario import Assumption, Scenario
from simrecouv.scenario.base import shortened
from simrecouv.scenario.names import SEGMENTED
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Ending, Label, Lang, Origin
from simrecouv.vocabulary.numbers import decimals_for, interval, number, percent, plain, quantity
from simrecouv.vocabulary.typography import typeset, visible

#: Endings that say nothing of a payment from some day on, or nothing at all.
UNCOUNTED = {
    (Ending.CANCELLED, Ending.WRITTEN_OFF): Label(
        "Factures qui ne disent plus rien d'un règlement depuis ce jour",
        "Invoices that tell nothing of a payment since that day",
    ),
    (Ending.CASH_SALE, Ending.UNSEEN): Label(
        "Factures qui ne disent rien d'un règlement", "Invoices that tell nothing of a payment"
    ),
}
#: Distance that a replay may leave: a point, and so many standard errors of the simulation.
POOR, POOR_ERRORS = 0.01, 3.0
#: A note holds 200 characters: so many segments, and characters of a label and of a name.
MOST_SEGMENTS, MOST_OF_A_LABEL, MOST_OF_A_NAME = 3, 48, 16
LANGS: tuple[Lang, Lang] = ("fr", "en")
#: The entry of `Scenario.provenance` that speaks of the part of the curve no ledger showed.
LATE_STAGE = "late_stage"


def provenance(
    rows: pd.DataFrame,
    parameters: pd.DataFrame,
    base: Scenario,
    in_force: str,
    frailty: Assumption,
    vat_rate: float,
    left: tuple[float, float],
) -> list[dict[str, Any]]:
    """List where the numbers of a calibrated scenario come from, as plain tables.

    Parameters
    ----------
    rows
        The frame of `simrecouv.calibration.settled.settlements`.
    parameters
        The frame of `simrecouv.calibration.parameters.parameters_frame`.
    base
        The scenario that brings what the ledger cannot tell.
    in_force
        Name of the policy behind the observed payments.
    left
        Distance from the observed curves that its replay leaves, and the noise of the simulation;
        NaN where nothing was replayed.
    """
    until = int(rows["age"][rows["is_paid"]].max())
    return [
        _policy_in_force(base, in_force),
        *_poor_replay(*left),
        note(
            "segments.*.kind",
            Origin.ASSUMED,
            "Tous les segments sont pris pour des entreprises : pour des acheteurs publics, écrire "
            'kind = "public" à la main.',
            'Every segment is taken as companies: for public buyers, set kind = "public" by hand.',
        ),
        *_filters(base),
        _measured_curve(rows, until),
        *_left_out(rows),
        _late_stage(base.name, until),
        *_never_paid(parameters, base.name),
        _frailty(rows, frailty, base.name),
        note(
            "segments.*.vat_rate",
            Origin.ASSUMED,
            f"Montants du grand livre lus TTC ; TVA de {percent(vat_rate, 'fr')} supposée.",
            f"Amounts of the ledger read incl. VAT; VAT of {percent(vat_rate, 'en')} assumed.",
        ),
        note(
            "segments.*.margin_rate",
            Origin.ASSUMED,
            f"Marge et finances : celles de « {base.name} ».",
            f"Margin and finances: those of '{base.name}'.",
        ),
        note(
            "profiles.*.responsiveness",
            Origin.LITERATURE,
            "L'effet des relances ne se lit pas dans un grand livre : il vient de la littérature.",
            "The effect of reminders cannot be read in a ledger: it comes from the literature.",
        ),
    ]


def calibration_notes(scenario: Scenario, lang: Lang = "fr") -> pd.DataFrame:
    """Say in words where each number of a calibrated scenario comes from.

    Returns
    -------
    DataFrame
        field (path of the number in the scenario), status (measured, assumed, literature, in the
        language), note. One row per number or group of numbers.

    Examples
    --------
    >>> from simrecouv.calibration import calibrate, example_ledger_path
    >>> from simrecouv.intake import read_ledger
    >>> notes = calibration_notes(calibrate(read_ledger(example_ledger_path())), "en")
    >>> notes.set_index("field").loc["segments.*.vat_rate", "status"]
    'assumed'
    """
    return pd.DataFrame(
        {
            "field": [one.field for one in scenario.provenance],
            "status": [one.status.label.in_(lang) for one in scenario.provenance],
            "note": [one.note.in_(lang) for one in scenario.provenance],
        },
        dtype="str",
    )


def note(field: str, status: Origin, fr: str, en: str) -> dict[str, Any]:
    """State the origin of a number as a plain table of `Provenance`."""
    said = {"fr": typeset(fr, "fr"), "en": typeset(en, "en")}
    return {"field": field, "status": status.value, "note": said}


def _policy_in_force(base: Scenario, name: str) -> dict[str, Any]:
    label = base.policies[name].label
    fr, en = (shortened(shown(label, name, lang), MOST_OF_A_LABEL) for lang in LANGS)
    if has_effect(base.policies[name]):
        return note(
            "simulation.baseline",
            Origin.ASSUMED,
            f"Politique en vigueur supposée : « {fr} ». Son effet, tel que le scénario de base le "
            "suppose, est retiré des règlements observés.",
            f"Policy in force assumed: '{en}'. Its effect, as the base scenario assumes it, is "
            "divided out of the observed payments.",
        )
    return note(
        "simulation.baseline",
        Origin.ASSUMED,
        f"Politique en vigueur supposée : « {fr} » (personne n'est relancé). Si l'entreprise "
        "relance déjà, les gains sur elle sont surestimés.",
        f"Policy in force assumed: '{en}' (nobody is chased). If the company already chases, the "
        "gains over it are overstated.",
    )


def _poor_replay(miss: float, error: float) -> list[dict[str, Any]]:
    """Say that the policy in force, replayed, does not give the observed payments."""
    if not miss > max(POOR, POOR_ERRORS * error):
        return []
    fr, en = (number(100.0 * miss, 1, lang) for lang in LANGS)
    return [
        note(
            "simulation.baseline replayed",
            Origin.ASSUMED,
            f"La politique rejouée manque la courbe observée de {fr} points : ce qui est "
            "retiré des règlements ne va pas à ces payeurs.",
            f"The replayed policy misses the observed curve by {en} points: what is divided "
            "out does not fit these payers.",
        )
    ]


def _filters(base: Scenario) -> list[dict[str, Any]]:
    """Say what became of the segments that the base's policies name."""
    policies = base.policies.values()
    named = [step.segments for policy in policies for step in policy.steps]
    tables = [getattr(policy, name) for policy in policies for name in SEGMENTED]
    named += [table.segments for table in tables if table is not None]
    if not any(named):
        return []
    return [
        note(
            "policies.*.segments",
            Origin.ASSUMED,
            "Ce que les politiques réservaient à des segments d'entreprises vaut pour tous ; ce "
            "qu'elles réservaient à d'autres ne vaut pour personne.",
            "What the policies kept for segments of companies holds for all; what they kept for "
            "others holds for nobody.",
        )
    ]


def _measured_curve(rows: pd.DataFrame, until: int) -> dict[str, Any]:
    counted = followed(rows)
    n, paid = len(counted), int(counted["is_paid"].sum())
    return note(
        "profiles.*.hazard",
        Origin.MEASURED,
        f"Courbes de règlement mesurées sur {plain(n, 'fr')} factures, dont {plain(paid, 'fr')} "
        f"réglées, jusqu'à {until} jours après l'échéance.",
        f"Payment curves measured on {plain(n, 'en')} invoices, {plain(paid, 'en')} of them paid, "
        f"up to {until} days past due.",
    )


def _late_stage(base: str, until: int) -> dict[str, Any]:
    return note(
        LATE_STAGE,
        Origin.ASSUMED,
        f"Stade tardif supposé : aucun règlement du grand livre n'a plus de {until} jours de "
        f"retard ; au-delà, la courbe est celle de « {base} ».",
        f"Late stage assumed: no payment of the ledger is more than {until} days past due; beyond, "
        f"the curve is that of '{base}'.",
    )


def _left_out(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Say which invoices no payment curve holds, and which leave it without being paid."""
    counts = rows["ending"].value_counts()
    notes = []
    for endings, said in UNCOUNTED.items():
        told = [one for one in endings if one.value in counts]
        fr, en = (
            ", ".join(
                f"{one.label.in_(lang)} ({plain(int(counts[one.value]), lang)})" for one in told
            )
            for lang in LANGS
        )
        if told:
            said_fr, said_en = f"{said.fr} : {fr}.", f"{said.en}: {en}."
            notes.append(note("profiles.*.hazard", Origin.MEASURED, said_fr, said_en))
    return notes


def _never_paid(parameters: pd.DataFrame, base: str) -> list[dict[str, Any]]:
    """Say in which segments the share never paid unless forced is measured."""
    shares = parameters[parameters["parameter"] == SHARE]
    is_measured = shares["origin"] == Origin.MEASURED.value
    found, notes = shares[is_measured].sort_values("value", ascending=False, kind="stable"), []
    if len(found):
        fr, en = (_largest_shares(found, lang) for lang in LANGS)
        fr, en = (
            f"Part qui ne paie que contrainte, mesurée : {fr}.",
            f"Share that pays only if forced, measured: {en}.",
        )
        notes.append(note("segments.*.profiles", Origin.MEASURED, fr, en))
    if len(found) < len(shares):
        fr, en = (
            f"Part jamais payée, là où elle n'est pas mesurée : celle de « {base} ».",
            f"Share never paid, where it is not measured: that of '{base}'.",
        )
        notes.append(note("segments.*.profiles assumed", Origin.ASSUMED, fr, en))
    return notes


def _largest_shares(found: pd.DataFrame, lang: Lang) -> str:
    """List the segments of which the most is never paid, and how many more there are."""
    columns = (
        found[name].head(MOST_SEGMENTS) for name in ("segment", "value", "ci_low", "ci_high")
    )
    told = []
    for segment, value, low, high in zip(*columns, strict=True):
        decimals = decimals_for("share", (high - low) / 2.0)
        share = quantity(value, "share", lang, decimals=decimals)
        ends = interval(low, high, "share", lang, decimals=decimals)
        told.append(f"{shortened(visible(segment), MOST_OF_A_NAME)} {share} ({ends})")
    more = len(found) - MOST_SEGMENTS
    if more > 0:
        told.append(f"et {more} autres" if lang == "fr" else f"and {more} more")
    return (" ; " if lang == "fr" else "; ").join(told)


def _frailty(rows: pd.DataFrame, frailty: Assumption, base: str) -> dict[str, Any]:
    n = int((rows["customer_id"].value_counts() >= FEWEST_INVOICES).sum())
    if frailty.source == "measured":
        return note(
            "behaviour.frailty_variance",
            Origin.MEASURED,
            f"Écart entre clients mesuré sur {plain(n, 'fr')} clients d'au moins "
            f"{FEWEST_INVOICES} factures.",
            f"Spread between customers measured on {plain(n, 'en')} customers with at least "
            f"{FEWEST_INVOICES} invoices.",
        )
    return note(
        "behaviour.frailty_variance",
        Origin.ASSUMED,
        f"Trop peu de clients réguliers ({n}) pour mesurer l'écart entre clients : variance de "
        f"{number(frailty.value, 2, 'fr')} supposée, dans la fourchette de « {base} ».",
        f"Too few repeated customers ({n}) to measure the spread between them: a variance of "
        f"{number(frailty.value, 2, 'en')} is assumed, within the range of '{base}'.",
    )
