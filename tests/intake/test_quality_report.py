"""The quality report in frames, on a page and in a terminal; nothing of a file acts on a reader."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intake.ledger_texts import FRENCH, read_text
from simrecouv.errors import StudyError
from simrecouv.intake import QualityReport, SetAside
from simrecouv.intake.quality_html import MOST_ROWS, write_quality
from simrecouv.vocabulary import Column, Label, Reason

ATTACK = "<script>alert(1)</script>"


class Page(HTMLParser):
    """Tags and texts of a fragment, and whether every tag is closed in turn."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.append(tag)
        if tag != "meta":  # it has no end
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, text: str) -> None:
        self.texts.append(text)


def hostile() -> QualityReport:
    """Every text of a file that a report may quote, as an attack."""
    aside = tuple(
        SetAside(n, Column.AMOUNT, ATTACK, Reason.UNREADABLE, 100) for n in range(2, 3 + MOST_ROWS)
    )
    doubt = SetAside(40, Column.INVOICE_ID, "=cmd()", Reason.ZERO_TERMS, 500)
    n, total = len(aside), 100 * len(aside)
    return QualityReport(
        ATTACK, n + 1, 1, total + 500, 500, total, aside, (doubt,),
        {Column.AMOUNT: ATTACK}, (ATTACK,), (Label(ATTACK, ATTACK),), "EUR",
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_is_closed_and_escaped(lang: str) -> None:
    page = Page(hostile().to_html(lang))  # type: ignore[arg-type]
    assert page.open == []
    assert "script" not in page.tags
    assert sum(ATTACK in text for text in page.texts) == 4 + MOST_ROWS


def test_the_page_counts_rows_and_amounts_by_reason() -> None:
    texts = Page(read_text(FRENCH + "5;1;x;16/03/2024;10;;;\n").quality.to_html("en")).texts
    assert "set aside, unreadable value" in texts
    for amount in ("2,362.40", "2,372.40"):
        assert amount in " ".join(texts)
    assert "Montant TTC" in texts


def test_a_notebook_shows_it() -> None:
    quality = read_text(FRENCH).quality
    assert quality._repr_html_() == quality.to_html("fr")


def test_french_typography() -> None:
    """A no-break space before a colon, a narrow one between thousands, a curly apostrophe."""
    lines = read_text(FRENCH + "0001;1;15/02/2024;16/03/2024;10;;;\n").quality.lines("fr")
    assert lines[0] == "ledger.csv\u00a0: 5 lignes, 4 lues, 1 écartées"
    assert "2\u202f362,40" in lines[1]
    assert all(" :" not in line for line in lines)


def test_frames_show_what_was_set_aside_and_what_is_doubtful() -> None:
    quality = read_text(FRENCH.replace("oui", "peut-être") + "5;1;x;16/03/2024;10;;;\n").quality
    (aside,) = quality.to_frame("en").to_dict("records")
    assert aside == {
        "line": 6,
        "column": "invoice date",
        "value": "x",
        "reason": "unreadable value",
        "amount_cents": 1_000,
    }
    (doubt,) = quality.doubts_frame("fr").to_dict("records")
    assert (doubt["line"], doubt["value"]) == (3, "peut-être")
    assert any("read with a doubt, unreadable value: 1" in line for line in quality.lines("en"))


def test_files_of_the_report(tmp_path: Path) -> None:
    report = hostile()
    write_quality(report, tmp_path / "q.html", "en")
    assert "script" not in Page((tmp_path / "q.html").read_text(encoding="utf-8")).tags
    write_quality(report, tmp_path / "q.csv", "en")
    lines = (tmp_path / "q.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    assert len(rows) == len(report.set_aside) + len(report.doubts)
    assert rows[-1]["value"] == "'=cmd()"
    with pytest.raises(StudyError, match="html or a"):
        write_quality(report, tmp_path / "q.pdf")


def test_lines_and_cents_are_whole_numbers_where_nothing_is_set_aside(tmp_path: Path) -> None:
    only_aside = read_text(FRENCH + "0009;;28/02/2024;29/03/2024;12;;;non\n").quality
    only_doubts = read_text(FRENCH.replace("29/03/2024", "28/02/2024")).quality
    assert bool(only_aside.set_aside) > bool(only_aside.doubts)
    assert bool(only_doubts.doubts) > bool(only_doubts.set_aside)
    for report in (only_aside, only_doubts):
        write_quality(report, tmp_path / "rows.csv", "en")
        with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [int(row["line"]) for row in rows]
        assert [int(row["amount_cents"]) for row in rows] == [1200]


@pytest.mark.parametrize(("bad", "told"), [(1, False), (2, True)])
def test_a_reading_of_too_little_is_told_first(bad: int, told: bool) -> None:
    """One row of eight may be set aside; two of nine look like a column that is missing."""
    head = "facture;client;date facture;échéance;montant;date règlement\n"
    good = [f"F{k};C1;2024-01-{k + 10};2024-02-{k + 10};10,00;2024-03-01\n" for k in range(7)]
    broken = [f"G{k};C1;hier;2024-02-10;10,00;\n" for k in range(bad)]
    lines = read_text(head + "".join([*good, *broken])).quality.lines("en")
    assert any(line.startswith("CAUTION") for line in lines) is told
