"""The diagnosis of a real ledger: its figures are the ledger's, names are hidden, texts are texts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from reports.reading import figures_of, visible_text, words_of, words_only_in
from simrecouv.calibration import example_ledger_path
from simrecouv.calibration.receivables import AGES, dso_variants
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.intake.fec.entries import GroupTotal
from simrecouv.intake.fec.report import EntriesReport
from simrecouv.reports import render_report
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.ledger import balance as diagnosis_balance
from simrecouv.reports.ledger import behaviour as diagnosis_behaviour
from simrecouv.reports.ledger import customers as diagnosis_customers
from simrecouv.reports.ledger import diagnosis
from simrecouv.reports.outputs.workbook import workbook
from simrecouv.reports.request import request_of
from simrecouv.reports.sheets.diagnosis import sheets_of
from simrecouv.reports.subjects.diagnosis import Diagnosis, diagnosis_of
from simrecouv.vocabulary import Lang

HOSTILE = "=CMD()<script>alert(1)</script>"
#: Every section that writes, then every one that draws.
WRITTEN: tuple[Callable[[Diagnosis], Fragment], ...] = (
    diagnosis.cover,
    diagnosis.essentials,
    diagnosis.reading,
    diagnosis_balance.ageing,
    diagnosis_balance.methods,
    diagnosis_behaviour.behaviour,
    diagnosis_behaviour.rhythm,
    diagnosis_behaviour.disputes,
    diagnosis_customers.customers,
    diagnosis.conclusions,
    diagnosis.next_steps,
)
DRAWN = (
    diagnosis_balance.ageing_history,
    diagnosis_balance.dso_history,
    diagnosis_behaviour.curves,
    diagnosis_behaviour.patterns,
)


def _opened(path: Path, lang: Lang = "en", **options: object) -> Diagnosis:
    return diagnosis_of(request_of(path, template="portfolio_diagnosis", lang=lang, **options))


def _markup(study: Diagnosis) -> str:
    return "\n".join(section(study).markup for section in WRITTEN)


def _rows(fragment: Fragment) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", fragment.markup, flags=re.DOTALL)
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows)
    return [[html.unescape(re.sub("<.*?>", "", cell)) for cell in row] for row in cells]


def _number(text: str) -> float:
    return float(re.sub(r"[^\d.−-]", "", text).replace("−", "-"))


@pytest.fixture(scope="module")
def ledger() -> RealLedger:
    return read_ledger(example_ledger_path())


@pytest.fixture(scope="module")
def study() -> Diagnosis:
    return _opened(example_ledger_path())


# === What is told ============================================================================ #


def test_the_ageing_sums_to_what_the_ledger_has_not_seen_paid(
    study: Diagnosis, ledger: RealLedger
) -> None:
    *buckets, total = _rows(diagnosis_balance.ageing(study))[1:]
    paid = ledger.payments.groupby("invoice_id")["amount_cents"].sum()
    left = ledger.invoices.set_index("invoice_id")["amount_cents"].sub(paid, fill_value=0)
    assert _number(total[2]) == pytest.approx(left.sum() / 100.0, abs=0.5)
    assert _number(total[1]) == (left > 0).sum()
    assert len(buckets) == len(AGES)
    assert sum(_number(row[2]) for row in buckets) == pytest.approx(_number(total[2]), abs=3.0)


def test_each_method_is_named_with_its_days_and_how_it_is_computed(study: Diagnosis) -> None:
    found = dso_variants(study.receivables, study.day)
    rows = _rows(diagnosis_balance.methods(study))[1:]
    shown = [_number(row[1]) for row in rows]
    assert shown == pytest.approx(list(found.values()), abs=0.1)
    assert all(len(row[2]) > 20 for row in rows)
    assert len({row[0] for row in rows}) == len(found) >= 6


@pytest.mark.parametrize(
    ("terms", "late"), [(19.948, 2.549), (19.92, 2.54), (0.0, 80.44)], ids=["up", "sum", "none"]
)
def test_the_parts_of_the_headline_add_up_and_are_those_of_the_table(
    study: Diagnosis, monkeypatch: pytest.MonkeyPatch, terms: float, late: float
) -> None:
    names = ("dso_simple", "best_possible_dso", "average_days_delinquent")
    found = dict(zip(names, (terms + late, terms, late), strict=True))
    monkeypatch.setattr(diagnosis_balance, "dso_variants", lambda *_: dict(found))
    said = re.search(
        r"DSO is (\S+).d: (\S+).d come .*?, (\S+).d from", diagnosis.essentials(study).markup
    )
    assert said is not None
    told = [float(part) for part in said.groups()]
    assert told[1] + told[2] == pytest.approx(told[0])
    assert told == [_number(row[1]) for row in _rows(diagnosis_balance.methods(study))[1:]]


def test_the_largest_customers_and_the_others_make_all_sales(
    study: Diagnosis, ledger: RealLedger
) -> None:
    rows = _rows(diagnosis_customers.customers(study))[1:]
    assert len(rows) == diagnosis_customers.TOP + 1
    sales = ledger.invoices["amount_cents"].sum() / 100.0
    assert sum(_number(row[1]) for row in rows) == pytest.approx(sales, abs=6.0)
    assert rows[-1][3] == "100.0%"
    ranked = [_number(row[1]) for row in rows[:-1]]
    assert ranked == sorted(ranked, reverse=True)


def test_what_cannot_be_concluded_depends_on_the_ledger(study: Diagnosis) -> None:
    assert "records none" in diagnosis.conclusions(study).markup
    invoices = study.ledger.invoices.assign(disputed=True)
    disputed = replace(study, ledger=replace(study.ledger, invoices=invoices))
    assert "records none" not in diagnosis.conclusions(disputed).markup
    short = study.ledger.invoices["issue_date"] >= pd.Timestamp("2025-09-01")
    late = replace(study.ledger, invoices=study.ledger.invoices[short].reset_index(drop=True))
    kept = late.payments["invoice_id"].isin(late.invoices["invoice_id"])
    late = replace(late, payments=late.payments[kept].reset_index(drop=True))
    told = diagnosis.conclusions(replace(study, ledger=late)).markup
    assert "the file covers 4" in told


def test_what_makes_the_file_is_said_of_entries_and_of_a_ledger(study: Diagnosis) -> None:
    quality = study.ledger.quality
    others = (GroupTotal("7", 3, 0, 500),)
    entries = EntriesReport(**(vars(quality) | {"others": others}))
    told = diagnosis.reading(replace(study, ledger=replace(study.ledger, quality=entries))).markup
    assert "rows of other accounts make the file" in told
    assert "other accounts" not in diagnosis.reading(study).markup


def test_a_ledger_of_paid_invoices_says_so(study: Diagnosis) -> None:
    """The open items taken out: what is left was paid, and the last months are not to be told."""
    paid = study.ledger.invoices["invoice_id"].isin(study.ledger.payments["invoice_id"])
    invoices = study.ledger.invoices[paid].reset_index(drop=True)
    closed = replace(study, ledger=replace(study.ledger, invoices=invoices))
    assert closed.is_paid_only
    assert closed.day < date(2025, 12, 1)
    assert closed.balance.owed > 0
    assert "paid invoices only" in _markup(closed)
    assert "paid invoices only" not in _markup(study)


def test_a_ledger_without_a_payment_has_neither_an_empty_figure_nor_an_error(
    study: Diagnosis,
) -> None:
    bare = replace(study, ledger=replace(study.ledger, payments=study.ledger.payments.iloc[:0]))
    assert diagnosis_behaviour.patterns(bare) is None
    assert "holds no payment" in _markup(bare)
    assert diagnosis_balance.ageing_history(bare) is not None


# === Names and languages ===================================================================== #


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_names_are_hidden_unless_asked_for(ledger: RealLedger, lang: Lang) -> None:
    hidden, shown = (
        _opened(example_ledger_path(), lang, with_names=asked) for asked in (False, True)
    )
    names = set(ledger.invoices["customer_id"]) | set(ledger.invoices["invoice_id"])
    pages = [_markup(one) for one in (hidden, shown)]
    tables = ["\n".join(map(str, _texts(one))) for one in (hidden, shown)]
    for told, named in (pages, tables):
        assert not [name for name in names if name in told]
        assert [name for name in names if name in named]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_diagnosis_speaks_one_language(lang: Lang) -> None:
    """What is read keeps the headings of the file, whatever their language."""
    study = _opened(example_ledger_path(), lang)
    markup = "\n".join(one(study).markup for one in WRITTEN if one is not diagnosis.reading)
    bare = html.unescape(re.sub(r"<code>.*?</code>|<[^>]*>", " ", markup))
    names = [study.ledger.quality.source, *study.ledger.invoices["segment"].unique()]
    told = words_of(bare) - words_of(" ".join(names))
    assert told & words_only_in("en" if lang == "fr" else "fr") == set()


def _texts(study: Diagnosis) -> Iterator[object]:
    for sheet in sheets_of(study).values():
        for place in range(sheet.frame.shape[1]):
            yield from sheet.frame.iloc[:, place].tolist()


def test_the_same_ledger_gives_the_same_numbers_to_the_same_customers(study: Diagnosis) -> None:
    again = _opened(example_ledger_path())
    pd.testing.assert_frame_equal(study.ledger.invoices, again.ledger.invoices)
    assert _markup(again) == _markup(study)
    assert again.beside == study.beside


def _hostile_file(folder: Path) -> Path:
    """Write a ledger in which every text that a file may hold is hostile."""
    rows = ["Facture;Client;Date de facture;Échéance;Montant TTC;Date de règlement;Segment"]
    for k in range(40):
        paid = "" if k % 3 == 0 else f"{k % 27 + 1:02d}/06/2025"
        day = f"{k % 28 + 1:02d}"
        rows.append(
            f"{HOSTILE}{k};{HOSTILE}{k % 4};{day}/03/2025;{day}/05/2025;{100 + k},00;{paid};<b>{k % 2}"
        )
    rows.append(f"{HOSTILE};{HOSTILE};pas une date;;;;")
    path = folder / "ventes.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("with_names", [False, True])
def test_hostile_names_stay_texts_on_the_page_and_in_the_workbook(
    tmp_path: Path, with_names: bool
) -> None:
    study = _opened(_hostile_file(tmp_path), with_names=with_names)
    markup = _markup(study)
    assert "<script" not in markup
    assert ("=CMD()" in markup) == with_names
    for draw in DRAWN:
        figure = draw(study)
        assert figure is None or "<script" not in figure.to_json()
    book = openpyxl.load_workbook(workbook(sheets_of(study), tmp_path / "a.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert any(HOSTILE in str(cell.value) for cell in cells) == with_names


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"as_of": "yesterday"}, "as_of = 'yesterday'"),
        ({"more_years": 3}, "more_years = 3"),
        ({"policies": ["ferme"]}, "no parameter 'policies'"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, object], expected: str) -> None:
    with pytest.raises(StudyError, match=expected):
        _opened(example_ledger_path(), **options)


# === The report ============================================================================== #


def test_the_report_has_its_figures_and_its_workbook(tmp_path: Path) -> None:
    found = render_report(
        example_ledger_path(),
        template="portfolio_diagnosis",
        lang="en",
        out=tmp_path,
        formats=("html", "xlsx"),
    )
    page = found.files["html"].read_text(encoding="utf-8")
    assert len(figures_of(page)) == len(DRAWN)
    assert all(figure["data"] for figure in figures_of(page))
    text = visible_text(page)
    assert not re.search(r"\bnan\b|\bNone\b|Traceback", text)
    assert (tmp_path / "months.csv").exists()
    names = openpyxl.load_workbook(found.files["xlsx"]).sheetnames
    assert names[:4] == ["Contents", "Reading", "Ageing", "DSO"]


@pytest.mark.parametrize(
    "file", ["ibm-late-payments/late-payments.csv", "fec/111111111FEC20221231.txt"]
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_real_ledgers_give_no_empty_figure_and_no_empty_table(
    real_ledgers: Path, file: str, lang: Lang
) -> None:
    study = _opened(real_ledgers / file, lang)
    for section in WRITTEN:
        markup = section(study).markup
        assert not re.search(r"<tbody>\s*</tbody>|\bnan\b|\binf\b", markup), section.__name__
    for draw in DRAWN:
        figure = draw(study)
        assert figure is not None, draw.__name__
        assert all(len(trace.x) for trace in figure.data)
    assert all(len(sheet.frame) for sheet in sheets_of(study).values())
    assert study.balance.owed > 0
