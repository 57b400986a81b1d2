"""Small dunning logs written by hand, and the reading of a text as a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from simrecouv.intake import DunningLog, read_dunning_log

#: Four cases of a French export: paid at once, paid with the fee, paid in part, open.
FRENCH_LOG = """\
N° dossier;Date création;Montant;Date envoi;Frais d'envoi;Date majoration;Montant majoré;Date règlement;Montant payé
0001;31/01/2024;1 250,50 €;;;;;05/02/2024;1 250,50 €
0002;02/02/2024;99,90;02/03/2024;10,00;;;05/04/2024;109,90
0003;15/02/2024;1.000,00;16/03/2024;10,00;15/05/2024;2.000,00;20/05/2024;400,00
0004;28/02/2024;12;29/03/2024;10,00;28/05/2024;24;;
"""


def read_log_text(text: str | bytes, mapping: dict[str, str] | None = None) -> DunningLog:
    """Read a text as a dunning log."""
    content = text.encode() if isinstance(text, str) else text
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(content)
        return read_dunning_log(path, mapping)
