"""Reading real ledgers: files in; invoices, what settled them and a quality report out."""

from simrecouv.intake.dunning_log import DunningLog
from simrecouv.intake.dunning_reading import read_dunning_log
from simrecouv.intake.ledger import RealLedger
from simrecouv.intake.pseudonyms import pseudonymise
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.intake.reading import read_ledger
from simrecouv.intake.writing import write_ledger

__all__ = [
    "DunningLog",
    "QualityReport",
    "RealLedger",
    "SetAside",
    "pseudonymise",
    "read_dunning_log",
    "read_ledger",
    "write_ledger",
]
