"""`simrecouv import`: the report on the screen, the ledger in a file, nothing of the names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.running import Run
from simrecouv.intake import read_ledger

LEDGER = """\
N° facture;Tiers;Date facture;Échéance;Montant TTC;Date règlement;Montant réglé;Devise
0001;Durand;31/01/2024;01/03/2024;1 250,50;28/02/2024;1 250,50;EUR
0002;Durand;02/02/2024;03/03/2024;99,90;05/04/2024;99,90;USD
0003;Lefevre;15/02/2024;hier;1000,00;;;EUR
=0004;Lefevre;28/02/2024;29/03/2024;12,00;;;EUR
"""


@pytest.fixture(autouse=True)
def books(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in a folder that holds the ledger."""
    (tmp_path / "books.csv").write_text(LEDGER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_it_reports_and_writes_what_can_be_read_again(run: Run) -> None:
    ran = run("import", "books.csv", "--out", "ledger.csv", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "books.csv: 4 rows, 2 read, 2 set aside" in ran.out
    assert "€1,262.50 read + €1,099.90 set aside = €2,362.40 in the file" in ran.out
    assert "line 4, due date 'hier': unreadable value" in ran.out
    again = read_ledger("ledger.csv")
    assert again.invoices["invoice_id"].tolist() == ["0001", "=0004"]
    assert again.currency == "EUR"


def test_it_speaks_french(run: Run) -> None:
    out = run("import", "books.csv", "--out", "ledger.csv").out
    assert "2 lues, 2 écartées" in out
    assert "Écrit\u00a0: ledger.csv" in out


def test_options_reach_the_reader(run: Run) -> None:
    ran = run(
        "import", "books.csv", "--out", "ledger.csv", "--rate", "usd=0.5", "--as-of", "2024-06-30",
        "--map", "N° facture=invoice_id", "--json", "--quality", "quality.html",
    )  # fmt: skip
    facts = json.loads(ran.out)
    assert facts["reconciles"]
    assert (facts["invoices"], facts["payments"], facts["as_of"]) == (3, 2, "2024-06-30")
    assert facts["doubts"]["converted"] == 1
    assert facts["set_aside"] == {"unreadable": {"rows": 1, "amount_cents": 100_000}}
    assert read_ledger("ledger.csv").as_of.isoformat() == "2024-06-30"
    assert "<table>" in Path("quality.html").read_text(encoding="utf-8")
    assert run("import", "books.csv", "--out", "usd.csv", "--currency", "USD").code == 0
    assert read_ledger("usd.csv").currency == "USD"


def test_terms_replace_due_dates(run: Run) -> None:
    Path("short.csv").write_text("facture;client;date;montant;payé le\n1;C;2024-01-31;5;\n")
    assert "due_date" in run("import", "short.csv", "--out", "ledger.csv").err
    assert run("import", "short.csv", "--out", "ledger.csv", "--terms", "30").code == 0
    assert str(read_ledger("ledger.csv").invoices["due_date"].iloc[0].date()) == "2024-03-01"


def test_pseudonyms_leave_no_name_anywhere(run: Run) -> None:
    command = ("--pseudonymise", "--key-file", "key", "--quality", "quality.csv")
    first = run("import", "books.csv", "--out", "ledger.csv", *command)
    assert first.code == 0
    assert "Nouvelle clé" in first.out
    for name in ("ledger.csv", "quality.csv"):
        content = Path(name).read_bytes()
        assert b"Durand" not in content
        assert b"Lefevre" not in content
        assert b"0004" not in content
    assert "Lefevre" not in first.out
    again = run("import", "books.csv", "--out", "again.csv", *command)
    assert "Nouvelle clé" not in again.out
    assert Path("again.csv").read_bytes() == Path("ledger.csv").read_bytes()


def test_pseudonyms_leave_neither_the_file_nor_its_headings_named(run: Run) -> None:
    text = Path("books.csv").read_text(encoding="utf-8").replace("Tiers", "Tiers Zorglub", 1)
    assert "Zorglub" in text
    Path("Zorglub.csv").write_text(text, encoding="utf-8")
    command = ("--map", "Tiers Zorglub=customer_id", "--pseudonymise", "--key-file", "key")
    for name in ("quality.html", "quality.csv"):
        said = [
            run("import", "Zorglub.csv", "--out", "ledger.csv", *command, "--quality", name, *more)
            for more in ((), ("--json",))
        ]
        assert [one.code for one in said] == [0, 0]
        assert "Zorglub" not in "".join(one.out + one.err for one in said)
        assert b"Zorglub" not in Path(name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nowhere.csv", "--out", "x.csv"], "nowhere.csv"),
        (["books.csv", "--out", "x.xlsx"], "written to a .csv file"),
        (["books.csv", "--out", "books.csv"], "would be written over"),
        (["books.csv", "--out", "nowhere/x.csv"], "its folder does not exist"),
        (["books.csv", "--out", "x.csv", "--quality", "q.pdf"], ".html or a .csv"),
        (["books.csv", "--out", "x.csv", "--quality", "x.csv"], "would be written over"),
        (["books.csv", "--out", "x.csv", "--pseudonymise"], "--key-file FILE go together"),
        (["books.csv", "--out", "x.csv", "--key-file", "k"], "go together"),
        (["books.csv", "--out", "x.csv", "--rate", "USD=0,92"], "CODE=rate expected"),
        (["books.csv", "--out", "x.csv", "--currency", "CHF"], "known: EUR, USD"),
        (["books.csv", "--out", "x.csv", "--map", "Tiers=custmer"], "no such field"),
        (["books.csv", "--out", "x.csv", "--as-of", "30/06/2024"], "Invalid value"),
        (["books.csv", "books.csv", "--out", "x.csv"], "one file a year"),
        (["books.csv"], "Missing option"),
    ],
)
def test_bad_input_is_one_message_and_writes_nothing(
    run: Run, arguments: list[str], expected: str
) -> None:
    code, out, err = run("import", *arguments)
    assert (code, out) == (2, "")
    assert expected in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err
    assert [path.name for path in Path().iterdir()] == ["books.csv"]
    assert Path("books.csv").read_text(encoding="utf-8") == LEDGER


def test_several_years_of_entries_are_one_ledger(run: Run, real_ledgers: Path) -> None:
    (entries,) = (real_ledgers / "fec").glob("*.txt")
    ran = run("import", str(entries), "--out", "ledger.csv", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["reconciles"]
    assert len(read_ledger("ledger.csv").invoices) == json.loads(ran.out)["invoices"]
