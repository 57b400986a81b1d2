"""Reading real ledgers: delimited text in, invoices, payments and a quality report out."""

from simrecouv.intake.ledger import RealLedger
from simrecouv.intake.quality import QualityReport, SetAside
from simrecouv.intake.reading import read_ledger
from simrecouv.intake.writing import write_ledger

__all__ = ["QualityReport", "RealLedger", "SetAside", "read_ledger", "write_ledger"]
