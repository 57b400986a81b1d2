"""The words of what is said of a trial, in both languages: titles of the tiles, remarks.

`simrecouv.vocabulary.typography` says them.
"""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.vocabulary import Label

#: The four questions of a controller: titles of the tiles.
TILES: dict[str, Label] = {
    "dso_simple": Label("DSO", "DSO"),
    "bfr_mean": Label("BFR moyen", "Mean working capital requirement"),
    "recovery_rate_90d": Label("Recouvré à 90 jours", "Recovered at 90 days"),
    "net_gain": Label("Gain net sur un an de ventes", "Net gain on a year of sales"),
}

SAME_AS_REFERENCE = Label(
    "L'essai est identique à « {policy} » : tous les écarts sont nuls.",
    "The trial is identical to “{policy}”: every difference is zero.",
)
SAME = Label("L'essai est identique à « {policy} ».", "The trial is identical to “{policy}”.")
NO_EFFECT = Label(
    "« {lever} » : sans effet, aucun monde simulé ne change.",
    "“{lever}”: no effect, none of the simulated worlds changes.",
)
NO_EFFECT_AT_ALL = Label(
    "Les changements de l'essai sont sans effet : aucun monde simulé ne change.",
    "The changes of the trial have no effect: none of the simulated worlds changes.",
)
WHY = Label("« {lever} » est sans effet : {why}.", "“{lever}” has no effect: {why}.")
OF_A_STEP = Label("{step} : {text}", "{step}: {text}")
TOO_WIDE = Label(
    "Intervalle trop large pour conclure avec {n} réplications ; il en faudrait {needed}.",
    "Interval too wide to conclude with {n} replications; it would take {needed}.",
)
NEEDED = Label("environ {n} ({kpi})", "about {n} ({kpi})")
NEEDED_MORE = Label("plus de {n} ({kpi})", "more than {n} ({kpi})")


class Cause(NamedTuple):
    """Why a lever may do nothing: a figure of the trial is zero in every world."""

    table: str
    column: str
    text: Label


_NOBODY_PLACED = Cause(
    "third_parties",
    "agency_files",
    Label("aucune facture n'est remise au cabinet", "no invoice is placed with the agency"),
)
_NOTHING_BILLED = Cause(
    "scorecard",
    "interest_and_fees_charged",
    Label("aucune pénalité n'est facturée", "no late charge is billed"),
)
_NO_DISCOUNT = Cause(
    "scorecard", "discounts", Label("personne ne prend l'escompte", "nobody takes the discount")
)
_NOBODY_SUED = Cause(
    "third_parties",
    "court_files",
    Label("aucune facture n'arrive au tribunal", "no invoice comes to court"),
)
_NOBODY_REMINDED = Cause(
    "scorecard", "contacts", Label("personne n'est relancé", "nobody is reminded")
)
_NOTHING_FACTORED = Cause(
    "third_parties",
    "factor_files",
    Label("aucune facture ne va au factor", "no invoice goes to the factor"),
)

#: What tells that a lever does nothing.
CAUSES: dict[str, Cause] = {
    "placement_age": _NOBODY_PLACED,
    "commission": _NOBODY_PLACED,
    "court_age": _NOBODY_SUED,
    "late_interest": _NOTHING_BILLED,
    "charge_age": _NOTHING_BILLED,
    "indemnity": _NOTHING_BILLED,
    "waived_share": _NOTHING_BILLED,
    "discount_rate": _NO_DISCOUNT,
    "discount_deadline": _NO_DISCOUNT,
    "min_gap": _NOBODY_REMINDED,
    "max_contacts": _NOBODY_REMINDED,
    "email_gain": _NOBODY_REMINDED,
    "factoring": _NOTHING_FACTORED,
}
#: Why the rate of the overdraft may do nothing.
NEVER_NEGATIVE = Label("la trésorerie n'est jamais négative", "cash is never negative")
