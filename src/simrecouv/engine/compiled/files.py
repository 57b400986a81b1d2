"""The file that third parties keep of an invoice: its next day, its deadlines, what presses."""

from __future__ import annotations

from simrecouv.engine.codes import NO_CASE
from simrecouv.engine.compiled.jit import lean
from simrecouv.engine.compiled.records import (
    FACTORED,
    FROZEN,
    HAS_FILE,
    IN_COURT,
    PRESSED,
    RENEWED,
)
from simrecouv.units import NEVER


@lean
def look_ahead(invoice, file):
    """Find the next day on which the third parties that have the invoice may act."""
    flags, day = invoice["flags"], NEVER
    if flags & HAS_FILE:
        if not flags & FROZEN:
            if invoice["agency"] >= 0:
                day = min(day, file["agency_day"])
            if flags & IN_COURT:
                day = min(day, file["legal_day"])
        else:
            day = min(day, file["dividend_day"])
        if flags & FACTORED:
            day = min(day, file["factor_day"])
        if file["claimed_cents"] > 0:
            day = min(day, file["cover_day"])
    invoice["other_day"] = day


@lean
def press(intensity, day, invoice, file):
    """Let a court or a factor press from the close of a day on."""
    file["press"], file["press_day"] = intensity, day
    invoice["flags"] |= PRESSED | HAS_FILE


@lean
def leave_court(invoice, file):
    """Leave the court: the own ladder goes on where it stood."""
    invoice["flags"] &= ~IN_COURT
    file["stage"], file["press"] = NO_CASE, 0.0


@lean
def renew(day, statutes, invoice, file):
    """Let the limitation period begin anew: the debt is recognised, or a court is seized."""
    file["limitation_day"] = day + statutes[invoice["segment"]]["limitation_days"]
    invoice["flags"] |= RENEWED | HAS_FILE


@lean
def hasten_factor(day, invoice, file):
    """Let a factor that has not settled yet do so from a day on."""
    if invoice["flags"] & FACTORED and not file["was_settled"]:
        file["factor_day"] = day
        look_ahead(invoice, file)


@lean
def give_back(day, invoice, file):
    """Let a factor, even one that has settled, give a disputed invoice back from a day on."""
    if invoice["flags"] & FACTORED:
        file["factor_day"] = day
        look_ahead(invoice, file)
