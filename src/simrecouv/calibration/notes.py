"""What a calibrated scenario says of its own numbers: measured, assumed, or from the literature."""

from __future__ import annotations

from typing import Any

import pandas as pd

from simrecouv.scenario import Assumption
from simrecouv.vocabulary import Origin
from simrecouv.vocabulary.numbers import percent, plain

#: The entry of `Scenario.provenance` that speaks of the part of the curve no ledger showed.
LATE_STAGE = "late_stage"


def provenance(
    rows: pd.DataFrame, base: str, frailty: Assumption, vat_rate: float
) -> list[dict[str, Any]]:
    """List where the numbers of a calibrated scenario come from, as plain tables.

    Parameters
    ----------
    rows
        The frame of `simrecouv.calibration.curves.settlements`.
    base
        Name of the scenario that brings what the ledger cannot tell.
    """
    n, until = len(rows), int(rows["age"][rows["is_paid"]].max())
    return [
        _measured_portfolio(n),
        _measured_curve(until),
        _late_stage(base, until),
        _frailty(frailty, base),
        _note(
            "segments.*.vat_rate",
            Origin.ASSUMED,
            f"Montants du grand livre lus TTC ; TVA de {percent(vat_rate, 'fr')} supposée.",
            f"Amounts of the ledger read incl. VAT; VAT of {percent(vat_rate, 'en')} assumed.",
        ),
        _note(
            "segments.*.margin_rate",
            Origin.ASSUMED,
            f"Marge, saisonnalité, croissance et finances : celles de « {base} », ou constantes.",
            f"Margin, seasonality, growth and finances: those of '{base}', or constant.",
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


def _measured_portfolio(n: int) -> dict[str, Any]:
    return _note(
        "segments",
        Origin.MEASURED,
        f"Clients, commandes, montants et délais mesurés sur {plain(n, 'fr')} factures.",
        f"Customers, orders, amounts and terms measured on {plain(n, 'en')} invoices.",
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
