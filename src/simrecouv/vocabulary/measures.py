"""The KPIs: name, unit, direction and labels of every column of a scorecard.

A KPI's name says its method; formulas are in `simrecouv.kpi` and in ``docs/model.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.vocabulary.words import Better, Label

LOWER, HIGHER, NONE = Better.LOWER, Better.HIGHER, Better.NONE


class Measure(NamedTuple):
    """One column of the scorecard.

    `unit` is one of ``days``, ``share``, ``eur``, ``count``, ``hours``, ``eur_per_eur``.
    """

    name: str
    unit: str
    better: Better
    label: Label


def _measure(name: str, unit: str, better: Better, fr: str, en: str) -> Measure:
    return Measure(name, unit, better, Label(fr, en))


#: Every column of a scorecard, in the order of the report.
MEASURES: tuple[Measure, ...] = (
    _measure("dso_simple", "days", LOWER, "DSO (créances brutes)", "DSO (gross receivables)"),
    _measure("dso_book", "days", LOWER, "DSO comptable", "book DSO"),
    _measure("dso_countback", "days", LOWER, "DSO par épuisement", "countback DSO"),
    _measure("best_possible_dso", "days", LOWER, "DSO théorique", "best possible DSO"),
    _measure("average_days_delinquent", "days", LOWER, "DSO de retard", "average days delinquent"),
    _measure("days_beyond_terms", "days", LOWER, "retard moyen pondéré", "days beyond terms"),
    _measure(
        "weighted_days_to_pay", "days", LOWER, "délai de règlement pondéré", "weighted days to pay"
    ),
    _measure("overdue_rate", "share", LOWER, "part échue de l'encours", "overdue share"),
    _measure("overdue_90_share", "share", LOWER, "part échue à plus de 90 j", "overdue over 90 d"),
    _measure("cei", "share", HIGHER, "indice d'efficacité (CEI)", "collection effectiveness (CEI)"),
    _measure("recovery_rate_30d", "share", HIGHER, "recouvré à 30 j", "recovered at 30 d"),
    _measure("recovery_rate_60d", "share", HIGHER, "recouvré à 60 j", "recovered at 60 d"),
    _measure("recovery_rate_90d", "share", HIGHER, "recouvré à 90 j", "recovered at 90 d"),
    _measure("recovery_rate_180d", "share", HIGHER, "recouvré à 180 j", "recovered at 180 d"),
    _measure("recovery_rate_365d", "share", HIGHER, "recouvré à 365 j", "recovered at 365 d"),
    _measure("recovery_placed", "share", HIGHER, "recouvré sur remis", "recovered on placed debts"),
    _measure(
        "agency_incremental", "share", HIGHER, "apport propre du cabinet", "brought by the agency"
    ),
    _measure("bad_debt_rate", "share", LOWER, "taux de pertes", "bad-debt rate"),
    _measure("receivables_mean", "eur", LOWER, "créances moyennes", "mean receivables"),
    _measure("receivables_end", "eur", LOWER, "créances en fin de période", "closing receivables"),
    _measure("bfr_mean", "eur", LOWER, "BFR moyen", "mean working capital requirement"),
    _measure("bfr_days", "days", LOWER, "BFR en jours de CA HT", "working capital in days"),
    _measure("cash_min", "eur", HIGHER, "trésorerie au plus bas", "lowest cash"),
    _measure("p_breach", "share", LOWER, "risque de dépasser la ligne", "chance of line breach"),
    _measure("refused_days", "days", LOWER, "jours au-delà de la ligne", "days beyond the line"),
    _measure("overdraft_cost", "eur", LOWER, "coût du découvert", "cost of the overdraft"),
    _measure("sales", "eur", HIGHER, "ventes TTC", "sales incl. VAT"),
    _measure("cash_collected", "eur", HIGHER, "encaissements", "cash collected"),
    _measure("discounts", "eur", LOWER, "escomptes accordés", "discounts granted"),
    _measure(
        "interest_and_fees_charged", "eur", NONE, "pénalités facturées", "late charges billed"
    ),
    _measure(
        "interest_and_fees_received", "eur", HIGHER, "pénalités encaissées", "late charges received"
    ),
    _measure(
        "collection_cost",
        "eur",
        LOWER,
        "coût de relance et d'encaissement",
        "cost of collection and payments",
    ),
    _measure(
        "cost_to_collect", "eur_per_eur", LOWER, "coût par euro encaissé", "cost per euro collected"
    ),
    _measure("agency_fees", "eur", LOWER, "commissions du cabinet", "agency commissions"),
    _measure("legal_cost", "eur", LOWER, "frais judiciaires", "legal costs"),
    _measure("insurance_cost", "eur", LOWER, "coût de l'assurance-crédit", "credit insurance cost"),
    _measure("factoring_cost", "eur", LOWER, "coût de l'affacturage", "factoring cost"),
    _measure("financing_cost", "eur", LOWER, "coût de financement net", "net financing cost"),
    _measure("bad_debt", "eur", LOWER, "pertes sur créances HT", "bad debt excl. VAT"),
    _measure("provisions", "eur", NONE, "provisions pour créances", "provision for bad debt"),
    _measure("margin_lost", "eur", LOWER, "marge perdue", "margin lost"),
    _measure("net_gain", "eur", HIGHER, "gain net", "net gain"),
    _measure("npv_switch", "eur", HIGHER, "VAN du changement", "NPV of the switch"),
    _measure("contacts", "count", NONE, "relances envoyées", "contacts"),
    _measure("desk_hours", "hours", LOWER, "heures de relance", "desk hours"),
    _measure("wrong_reminders", "count", LOWER, "relances à tort", "wrong reminders"),
    _measure("complaints", "count", LOWER, "plaintes", "complaints"),
    _measure("customers_lost", "count", LOWER, "clients perdus", "customers lost"),
    _measure("dispute_days", "days", LOWER, "jours de litige", "dispute days"),
    _measure("promises_kept_rate", "share", HIGHER, "promesses tenues", "promises kept"),
)

#: The same, by name.
MEASURE: dict[str, Measure] = {measure.name: measure for measure in MEASURES}

#: The eleven terms of the euro bridge (`model.md` 8), and the sign of each in the net gain.
BRIDGE: tuple[tuple[str, int, Label], ...] = (
    ("margin", +1, Label("marge des ventes facturées", "margin of invoiced sales")),
    ("discounts", -1, Label("escomptes", "discounts")),
    ("credits", -1, Label("avoirs et abandons", "credit notes and waivers")),
    ("losses", -1, Label("créances non encaissées", "principal not received")),
    ("charges_received", +1, Label("pénalités encaissées", "late charges received")),
    (
        "collection",
        -1,
        Label("coût de relance et d'encaissement", "cost of collection and payments"),
    ),
    ("agency", -1, Label("commissions du cabinet", "agency commissions")),
    ("legal", -1, Label("frais judiciaires", "legal costs")),
    ("insurance", -1, Label("assurance et garanties", "insurance and guarantees")),
    ("factoring", -1, Label("affacturage", "factoring")),
    ("financing", -1, Label("financement", "financing")),
)

#: What moves the DSO from one policy to another (`simrecouv.kpi.dso_split`), in the order shown.
DSO_SPLIT: tuple[tuple[str, Label], ...] = (
    ("sales", Label("ventes facturées", "sales invoiced")),
    ("cash", Label("encaissements", "cash received")),
    ("discounts", Label("escomptes", "discounts")),
    ("credits", Label("avoirs et abandons", "credit notes and waivers")),
    ("written_off", Label("passages en perte", "written off")),
    ("sold", Label("créances vendues au factor", "sold to a factor")),
    ("guarantor", Label("payé par un garant", "paid by a guarantor")),
    ("aged_out", Label("plus de 730 j de retard", "over 730 days past due")),
)

#: The two parts of the headline DSO: what is not due yet, and what is late.
DSO_AGES: tuple[tuple[str, Label], ...] = (
    ("terms", Label("délais accordés", "payment terms")),
    ("overdue", Label("retard", "lateness")),
)
