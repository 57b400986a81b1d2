"""What a calibrated scenario says of its own numbers: measured, assumed, or from the literature."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simrecouv.scenario import Assumption, Scenario
from simrecouv.scenario.names import SEGMENTED
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Origin
from simrecouv.vocabulary.numbers import percent, plain

#: The entry of `Scenario.provenance` that speaks of the part of the curve no ledger showed.
LATE_STAGE = "late_stage"


def provenance(
    rows: pd.DataFrame, base: Scenario, in_force: str, frailty: Assumption, vat_rate: float
) -> list[dict[str, Any]]:
    """List where the numbers of a calibrated scenario come from, as plain tables.

    Parameters
    ----------
    rows
        The frame of `simrecouv.calibration.curves.settlements`.
    base
        The scenario that brings what the ledger cannot tell.
    in_force
        Name of the policy behind the observed payments.
    """
    n, until = len(rows), int(rows["age"][rows["is_paid"]].max())
    return [
        _policy_in_force(base, in_force),
        _measured_portfolio(n),
        _note(
            "segments.*.kind",
            Origin.ASSUMED,
            "Tous les segments sont pris pour des entreprises : pour des acheteurs publics, écrire "
            'kind = "public" à la main.',
            'Every segment is taken as companies: for public buyers, set kind = "public" by hand.',
        ),
        _note(
            "segments.*.terms",
            Origin.ASSUMED,
            "Délai d'un segment : son nombre de jours le plus fréquent ; une fin de mois n'est pas "
            "reconnue.",
            "Terms of a segment: its most frequent number of days; end-of-month terms are not "
            "detected.",
        ),
        *_filters(base),
        _measured_curve(until),
        _late_stage(base.name, until),
        _frailty(frailty, base.name),
        _note(
            "segments.*.vat_rate",
            Origin.ASSUMED,
            f"Montants du grand livre lus TTC ; TVA de {percent(vat_rate, 'fr')} supposée.",
            f"Amounts of the ledger read incl. VAT; VAT of {percent(vat_rate, 'en')} assumed.",
        ),
        _note(
            "segments.*.margin_rate",
            Origin.ASSUMED,
            f"Marge, saisonnalité, croissance et finances : celles de « {base.name} », ou "
            "constantes.",
            f"Margin, seasonality, growth and finances: those of '{base.name}', or constant.",
        ),
        _note(
            "profiles.*.responsiveness",
            Origin.LITERATURE,
            "L'effet des relances ne se lit pas dans un grand livre : il vient de la littérature.",
            "The effect of reminders cannot be read in a ledger: it comes from the literature.",
        ),
    ]


def _note(field: str, status: Origin, fr: str, en: str) -> dict[str, Any]:
    return {"field": field, "status": status.value, "note": {"fr": fr, "en": en}}


def _policy_in_force(base: Scenario, name: str) -> dict[str, Any]:
    label = base.policies[name].label
    fr, en = shown(label, name, "fr"), shown(label, name, "en")
    return _note(
        "simulation.baseline",
        Origin.ASSUMED,
        f"Politique en vigueur supposée : « {fr} » (personne n'est relancé). Si l'entreprise "
        "relance déjà, les gains sur elle sont surestimés.",
        f"Policy in force assumed: '{en}' (nobody is chased). If the company already chases, the "
        "gains over it are overstated.",
    )


def _filters(base: Scenario) -> list[dict[str, Any]]:
    """Say what became of the segments that the base's policies name."""
    policies = base.policies.values()
    named = [step.segments for policy in policies for step in policy.steps]
    tables = [getattr(policy, name) for policy in policies for name in SEGMENTED]
    named += [table.segments for table in tables if table is not None]
    if not any(named):
        return []
    return [
        _note(
            "policies.*.segments",
            Origin.ASSUMED,
            "Ce que les politiques réservaient à des segments d'entreprises vaut pour tous ; ce "
            "qu'elles réservaient à d'autres ne vaut pour personne.",
            "What the policies kept for segments of companies holds for all; what they kept for "
            "others holds for nobody.",
        )
    ]


def _measured_portfolio(n: int) -> dict[str, Any]:
    return _note(
        "segments",
        Origin.MEASURED,
        f"Clients, commandes et montants mesurés sur {plain(n, 'fr')} factures.",
        f"Customers, orders and amounts measured on {plain(n, 'en')} invoices.",
    )


def _measured_curve(until: int) -> dict[str, Any]:
    return _note(
        "profiles.*.hazard",
        Origin.MEASURED,
        f"Courbes de règlement mesurées jusqu'à {until} jours après l'échéance.",
        f"Payment curves measured up to {until} days past due.",
    )


def _late_stage(base: str, until: int) -> dict[str, Any]:
    return _note(
        LATE_STAGE,
        Origin.ASSUMED,
        f"Stade tardif supposé : aucun règlement du grand livre n'a plus de {until} jours de "
        f"retard ; au-delà, la courbe et la part jamais payée sont celles de « {base} ».",
        f"Late stage assumed: no payment of the ledger is more than {until} days past due; beyond, "
        f"the curve and the share never paid are those of '{base}'.",
    )


def _frailty(frailty: Assumption, base: str) -> dict[str, Any]:
    if frailty.source == "measured":
        return _note(
            "behaviour.frailty_variance",
            Origin.MEASURED,
            "Écart entre clients mesuré sur les clients qui ont plusieurs factures.",
            "Spread between customers measured on customers with several invoices.",
        )
    return _note(
        "behaviour.frailty_variance",
        Origin.ASSUMED,
        f"Trop peu de clients réguliers pour mesurer l'écart entre clients : celui de « {base} ».",
        f"Too few repeated customers to measure the spread between them: that of '{base}'.",
    )
