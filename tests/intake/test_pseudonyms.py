"""Under a key, nothing of the names remains, and the same name has the same pseudonym."""

from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from intake.fec_texts import LAYOUTS, small_company, written
from intake.ledger_texts import read_text
from intake.workbooks import workbook
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger, write_ledger
from simrecouv.intake import pseudonyms as module
from simrecouv.intake.pseudonyms import FEWEST_CUSTOMERS, key_from_file, pseudonymise
from simrecouv.intake.quality_html import write_quality

KEY = bytes(range(32))
NAMES = ("Durand", "Lefevre", "Martin", "Petit", "Moreau", "Garcia")
TEXT = """\
facture;client;segment;date facture;échéance;montant;payé le;type;facture d'origine
FAC-Durand-1;Durand;PME;2024-01-31;2024-03-01;100,00;2024-03-05;;
FAC-Durand-2;Durand;PME;2024-01-31;2024-03-01;50,00;;;
FAC-Lefevre;Lefevre;PME;2024-01-31;2024-03-01;70,00;2024-01-05;;
FAC-Martin;Martin;PME;2024-01-31;2024-03-01;80,00;;;
FAC-Petit;Petit;Petit;2024-01-31;2024-03-01;90,00;;;
AV-Moreau;Moreau;;2024-02-10;;-20,00;;Avoir;
FAC-Garcia;Garcia;PME;Garcia;2024-03-01;60,00;;;
AV-Durand;Durand;;2024-02-10;;-20,00;;Avoir;FAC-Durand-1
"""


@pytest.fixture
def ledger() -> RealLedger:
    return read_text(TEXT)


def test_nothing_of_the_names_remains_in_any_file(ledger: RealLedger, tmp_path: Path) -> None:
    hidden = pseudonymise(ledger, KEY)
    write_ledger(hidden, tmp_path / "ledger.csv")
    for name in ("quality.html", "quality.csv"):
        write_quality(hidden.quality, tmp_path / name, "fr")
    (tmp_path / "lines.txt").write_text("\n".join(hidden.quality.lines("fr")), encoding="utf-8")
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert content
        for name in NAMES:
            assert name.encode() not in content, (path.name, name)


def test_everything_else_is_as_it_was(ledger: RealLedger) -> None:
    hidden = pseudonymise(ledger, KEY)
    names = ["invoice_id", "customer_id", "segment"]
    pd.testing.assert_frame_equal(
        hidden.invoices.drop(columns=names), ledger.invoices.drop(columns=names)
    )
    for name in ("invoice_id", "customer_id"):
        renamed = dict(zip(ledger.invoices[name], hidden.invoices[name], strict=True))
        assert len(set(renamed.values())) == ledger.invoices[name].nunique()
        assert ledger.invoices[name].map(renamed).equals(hidden.invoices[name])
    numbers = dict(zip(ledger.invoices["invoice_id"], hidden.invoices["invoice_id"], strict=True))
    assert ledger.payments["invoice_id"].map(numbers).equals(hidden.payments["invoice_id"])
    assert hidden.quality.reconciles
    assert hidden.quality.reasons() == ledger.quality.reasons()
    assert read_lines(hidden) == read_lines(ledger)


def read_lines(ledger: RealLedger) -> list[int]:
    return [row.line for row in ledger.quality.set_aside]


def test_a_segment_that_points_at_a_customer_is_hashed(ledger: RealLedger) -> None:
    segments = pseudonymise(ledger, KEY).invoices["segment"]
    assert segments.iloc[0] == "PME"
    assert ledger.invoices.groupby("segment")["customer_id"].nunique()["PME"] >= FEWEST_CUSTOMERS
    assert segments.iloc[-1].startswith("S")


def test_one_key_links_files_and_another_does_not(ledger: RealLedger) -> None:
    other = read_text(TEXT.splitlines()[0] + "\n" + TEXT.splitlines()[1] + "\n")
    first, again = pseudonymise(ledger, KEY).invoices, pseudonymise(other, KEY).invoices
    assert first["customer_id"].iloc[0] == again["customer_id"].iloc[0]
    elsewhere = pseudonymise(ledger, KEY[::-1]).invoices
    assert not set(first["customer_id"]) & set(elsewhere["customer_id"])


def test_a_pseudonym_reads_back_and_is_a_prefix_and_digits(ledger: RealLedger) -> None:
    for names, prefix in (("customer_id", "C"), ("invoice_id", "F")):
        assert (
            pseudonymise(ledger, KEY).invoices[names].str.fullmatch(f"{prefix}[0-9a-f]{{16}}").all()
        )


def test_a_collision_is_refused(ledger: RealLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no digit left, all pseudonyms of a kind are one."""
    monkeypatch.setattr(module, "DIGITS", 0)
    with pytest.raises(StudyError, match="another key"):
        pseudonymise(ledger, KEY)


def test_short_keys_are_refused(ledger: RealLedger, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="16 bytes or more"):
        pseudonymise(ledger, b"short")
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(StudyError, match="16 bytes or more"):
        key_from_file(tmp_path / "key")


def test_a_new_key_is_its_owners_alone(tmp_path: Path) -> None:
    key, is_new = key_from_file(tmp_path / "key")
    assert is_new
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert key_from_file(tmp_path / "key") == (key, False)
    assert key_from_file(tmp_path / "other")[0] != key


def test_entries_are_hidden_too(real_ledgers: Path, tmp_path: Path) -> None:
    """Identifiers of five characters or more: shorter ones are also numbers of lines or days."""
    (path,) = (real_ledgers / "fec").glob("*.txt")
    ledger = read_ledger(path)
    hidden = pseudonymise(ledger, KEY)
    write_ledger(hidden, tmp_path / "ledger.csv")
    write_quality(hidden.quality, tmp_path / "quality.html", "fr")
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    names = {*ledger.invoices["customer_id"], *ledger.invoices["invoice_id"]}
    long = {name for name in names if len(name) >= 5}
    assert long
    assert not [name for name in long if name.encode() in content]


@pytest.mark.parametrize("kind", ["workbook", "entries"])
def test_neither_file_nor_sheet_nor_heading_is_named(kind: str, tmp_path: Path) -> None:
    """The file, its sheet, a heading that is mapped and one that is not used bear a name."""
    path, mapping = tmp_path / "Zorglub, 2024.xlsx", {"Tiers de Zorglub": "customer_id"}
    if kind == "workbook":
        rows = [[*line.split(";"), "note Zorglub"] for line in TEXT.splitlines()]
        rows[0][1] = "Tiers de Zorglub"
        path.write_bytes(workbook({"Ventes d'O'Zorglub » x": rows}))
    else:
        text = written(small_company().lines, LAYOUTS["tab"]).replace(b"Idevise", b"Zorglub", 1)
        path, mapping = path.with_suffix(".txt"), {}
        path.write_bytes(text)
    ledger = read_ledger(path, mapping)
    assert "Zorglub" in ledger.quality.to_html()
    hidden = pseudonymise(ledger, KEY)
    told = [repr(hidden), repr(hidden.quality), *hidden.quality.lines("en")]
    told += [
        *hidden.quality.lines("fr"),
        hidden.quality.to_html("fr"),
        hidden.quality.to_html("en"),
    ]
    write_quality(hidden.quality, tmp_path / "quality.html", "fr")
    told.append((tmp_path / "quality.html").read_text(encoding="utf-8"))
    assert not [text for text in told if "zorglub" in text.lower()]
    assert len(hidden.quality.evidence) == len(ledger.quality.evidence)
    assert len(hidden.quality.unused) == len(ledger.quality.unused)
