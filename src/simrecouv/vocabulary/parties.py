"""Words of third parties: courts, insurers, who receives money, and whose law applies."""

from __future__ import annotations

from simrecouv.vocabulary.words import Word


class Party(Word):
    """A sort of third party."""

    AGENCY = "agency", "cabinet de recouvrement", "collection agency"
    COURT = "court", "tribunal", "court"
    FACTOR = "factor", "factor", "factor"
    COVER = "cover", "assurance-crédit et garanties", "credit insurance and guarantees"


class Procedure(Word):
    """How a court is seized."""

    SMALL_CLAIMS = (
        "small_claims",
        "procédure simplifiée des petites créances",
        "small-claims procedure",
    )
    PAYMENT_ORDER = "payment_order", "injonction de payer", "payment order"
    SUMMARY = "summary", "référé-provision", "summary proceedings"
    MERITS = "merits", "assignation au fond", "action on the merits"


class Payee(Word):
    """Who receives a payment when it is not our bank, in the order of the ledger's details."""

    AGENCY = "agency", "reçu par le cabinet", "received by the agency"
    BAILIFF = "bailiff", "reçu par le commissaire de justice", "received by the bailiff"
    FACTOR = "factor", "reçu par le factor", "received by the factor"
    LIQUIDATOR = "liquidator", "versé par le liquidateur", "paid by the liquidator"


class CoverRefusal(Word):
    """Why an insurer or a guarantor does not pay, in the order of the ledger's details."""

    LATE = "late", "déclaration tardive", "declared too late"
    PLAN = "plan", "échéancier non autorisé", "payment plan not approved"
    LIMIT = "limit", "au-delà de la limite agréée", "beyond the approved limit"


class Country(Word):
    """Whose law and public holidays apply."""

    FR = "FR", "France", "France"
    BE = "BE", "Belgique", "Belgium"
    GB = "GB", "Royaume-Uni", "United Kingdom"
    EU = "EU", "Union européenne (directive)", "European Union (directive)"


class VatPoint(Word):
    """When VAT on a sale falls due."""

    INVOICES = "invoices", "sur les débits", "on invoices"
    RECEIPTS = "receipts", "sur les encaissements", "on receipts"
