"""Accounting entries in, a real ledger out: the French FEC, and ledgers of customers.

A FEC holds every entry of a company. The lines of its customer accounts become invoices and what
settled them, matched by lettering; the lines of other accounts are summed by class.
"""

from simrecouv.intake.fec.columns import are_entries
from simrecouv.intake.fec.reading import read_entries

__all__ = ["are_entries", "read_entries"]
