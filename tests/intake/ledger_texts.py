"""Small ledgers written by hand, and the reading of a text as a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simrecouv.intake import RealLedger, read_ledger

#: Four invoices of a French export: one paid early, one late, one in part, one open.
FRENCH = """\
N° facture;Code client;Date facture;Échéance;Montant TTC;Date règlement;Montant réglé;Litige
0001;00042;31/01/2024;01/03/2024;1 250,50 €;28/02/2024;1 250,50 €;non
0002;00042;02/02/2024;03/03/2024;99,90;05/04/2024;99,90;oui
0003;00007;15/02/2024;16/03/2024;1.000,00;20/03/2024;400,00;non
0004;00007;28/02/2024;29/03/2024;12;;;non
"""


def read_text(text: str | bytes, mapping: dict[str, str] | None = None, **asked: Any) -> RealLedger:
    """Read a text as a ledger file; `asked` goes to `read_ledger`."""
    content = text.encode() if isinstance(text, str) else text
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        path.write_bytes(content)
        return read_ledger(path, mapping, **asked)
