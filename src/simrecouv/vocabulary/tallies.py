"""What is counted of the dealings with third parties: names, units and labels."""

from __future__ import annotations

from typing import NamedTuple

from simrecouv.vocabulary.parties import Party
from simrecouv.vocabulary.words import Label


class Tally(NamedTuple):
    """One sum over the invoices of the cohorts; `unit` is ``eur`` or ``count``."""

    name: str
    party: Party
    unit: str
    label: Label


def _tallies(party: Party, *stated: tuple[str, str, str, str]) -> tuple[Tally, ...]:
    return tuple(
        Tally(f"{party}_{name}", party, unit, Label(fr, en)) for name, unit, fr, en in stated
    )


#: Every sum of `simrecouv.kpi.third_parties`, party by party, in the order shown.
TALLIES: tuple[Tally, ...] = (
    *_tallies(
        Party.AGENCY,
        ("files", "count", "factures remises", "invoices placed"),
        ("entrusted", "eur", "principal remis", "principal placed"),
        ("recovered", "eur", "encaissé après la remise", "received after placement"),
        ("anyway", "eur", "dont venu de toute façon", "of which would have come anyway"),
        ("brought", "eur", "dont apporté par le cabinet", "of which brought by the agency"),
        ("fees", "eur", "commissions et ouverture de dossiers", "commissions and opening fees"),
    ),
    *_tallies(
        Party.COURT,
        ("files", "count", "saisines", "cases filed"),
        ("claimed", "eur", "principal réclamé", "principal claimed"),
        ("refused", "count", "refus du juge ou du client", "refused by the judge or the customer"),
        ("opposed", "count", "oppositions", "oppositions"),
        ("titles", "count", "titres exécutoires", "enforceable titles"),
        ("seizures", "count", "saisies fructueuses", "seizures that found money"),
        ("empty", "count", "saisies infructueuses", "seizures that found nothing"),
        ("recovered", "eur", "encaissé après la saisine", "received after filing"),
        ("seized", "eur", "dont saisi", "of which seized"),
        (
            "charges",
            "eur",
            "pénalités et dépens encaissés après la saisine",
            "late charges and court costs received after filing",
        ),
        ("costs", "eur", "frais payés", "costs paid"),
    ),
    *_tallies(
        Party.FACTOR,
        ("files", "count", "factures financées", "invoices financed"),
        ("financed", "eur", "financé avec recours", "financed with recourse"),
        ("sold", "eur", "vendu sans recours", "sold without recourse"),
        ("advanced", "eur", "avances reçues", "advances received"),
        ("commission", "eur", "commissions", "commissions"),
        ("interest", "eur", "intérêts", "interest"),
        ("taken_back", "eur", "avances reprises par le factor", "advances taken back"),
        ("bought_back", "eur", "créances rendues par le factor", "invoices given back by it"),
        ("unpaid", "eur", "impayé resté au factor", "left unpaid to the factor"),
    ),
    *_tallies(
        Party.COVER,
        ("premiums", "eur", "primes et frais de garantie", "premiums and guarantee fees"),
        ("called", "count", "sinistres et appels en garantie", "claims and calls"),
        ("exposure", "eur", "exposition déclarée", "exposure declared"),
        ("late", "count", "refus : déclaration tardive", "refused: declared too late"),
        ("plan", "count", "refus : échéancier non autorisé", "refused: plan not approved"),
        ("limit", "count", "refus : limite agréée dépassée", "refused: beyond the approved limit"),
        ("indemnified", "eur", "indemnités de l'assureur", "indemnities of the insurer"),
        ("returned", "eur", "reversé à l'assureur", "paid over to the insurer"),
        ("guaranteed", "eur", "payé par les garants", "paid by guarantors"),
        ("pending", "eur", "exposition en attente à la fin", "exposure pending at the end"),
    ),
)
