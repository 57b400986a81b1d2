"""A workbook holds typed cells and no formula, whatever its texts; same tables, same bytes."""

from __future__ import annotations

import math
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import openpyxl
import pandas as pd
import pytest

from reports.conftest import HandStudy
from reports.reading import words_of, words_only_in
from simrecouv.compare import Experiment
from simrecouv.errors import StudyError
from simrecouv.reports import Study
from simrecouv.reports.outputs.workbook import (
    CUT,
    LONGEST_NAME,
    LONGEST_TEXT,
    Sheet,
    sheet_names,
    workbook,
)
from simrecouv.reports.sheets.study import sheets_of
from simrecouv.scenario import with_overrides
from simrecouv.vocabulary import MEASURE, MEASURES, Lang, Party

#: Texts that a spreadsheet may run, or that a file cannot hold as they are.
HOSTILE = (
    "=CMD()|' /C calc'!A1",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "#N/A",
    "<script>",
    "'=1",
)


def _cells(path: Path, name: str) -> list[list[openpyxl.cell.Cell]]:
    return [list(row) for row in openpyxl.load_workbook(path)[name].iter_rows(min_row=2)]


def _formulas(path: Path) -> list[str]:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [name for name, part in parts.items() if re.search(rb"<f[\s>/]", part)]


# === Cells =================================================================================== #


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    frame = pd.DataFrame({"=A1": HOSTILE})
    path = workbook({"=1+1": frame}, tmp_path / "a.xlsx")
    assert _formulas(path) == []
    sheet = openpyxl.load_workbook(path)["=1+1"]
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=A1", *HOSTILE[:4], "\\t=1", "\\r=1", *HOSTILE[6:]]
    quoted = [cell.value for cell in cells if cell.quotePrefix]
    assert quoted == ["=A1", *HOSTILE[:4]]


def test_what_a_cell_cannot_hold_is_written_out_or_cut_with_a_mark(tmp_path: Path) -> None:
    """Excel counts a character beyond the first 65,536 for two."""
    texts = ["a\x00b\x1f", "\ud800", "\ufffe", "x" * 40_000, "\U0001f600" * 20_000, "\u202eback"]
    found = [
        row[0].value
        for row in _cells(workbook({"a": pd.DataFrame({"t": texts})}, tmp_path / "a.xlsx"), "a")
    ]
    assert found[:3] == ["a\\x00b\\x1f", "\\ud800", "\\ufffe"]
    assert found[5] == "\\u202eback"
    for cut in found[3:5]:
        assert cut.endswith(CUT)
        assert LONGEST_TEXT - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_numbers_dates_and_truths_are_typed_and_what_is_not_finite_is_empty(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "days": [61.25, math.nan, math.inf, -math.inf],
            "share": pd.Series([0.5, 1.0, 0.25, None], dtype="Float64"),
            "day": [date(2026, 1, 2), pd.Timestamp("2026-01-03"), pd.NaT, None],
            "is": [True, False, True, False],
            "n": [1, 2**63 - 1, -3, np.int32(4)],
        },
        dtype=object,
    )
    sheet = Sheet(frame, units=("days", "share", "", "", "count"))
    rows = _cells(workbook({"a": sheet}, tmp_path / "a.xlsx"), "a")
    days, share, day, truth, n = zip(*rows, strict=True)
    assert [cell.value for cell in days] == [61.25, None, None, None]
    assert [cell.value for cell in share] == [0.5, 1.0, 0.25, None]
    assert (days[0].number_format, share[0].number_format) == ("#,##0.0", "0.0%")
    assert [cell.value for cell in day] == [datetime(2026, 1, 2), datetime(2026, 1, 3), None, None]  # noqa: DTZ001
    assert day[0].is_date
    assert [cell.value for cell in truth] == [True, False, True, False]
    assert [cell.value for cell in n] == [1, str(2**63 - 1), -3, 4]


def test_a_moment_that_excel_cannot_hold_is_a_text(tmp_path: Path) -> None:
    moments = [date(1850, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)]
    frame = pd.DataFrame({"day": moments}, dtype=object)
    rows = _cells(workbook({"a": frame}, tmp_path / "a.xlsx"), "a")
    assert [row[0].data_type for row in rows] == ["s", "s"]


def test_headings_are_frozen_and_columns_wide_enough(tmp_path: Path) -> None:
    frame = pd.DataFrame([["x" * 40, 1.0, 2.0]], columns=["Policy", "Days", "Days"])
    path = workbook({"a": frame}, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path)["a"]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 40
    assert [cell.value for cell in sheet[1]] == ["Policy", "Days", "Days"]
    assert all(cell.font.bold for cell in sheet[1])


def test_names_of_sheets_are_legal_and_unique(tmp_path: Path) -> None:
    names = ["a" * 40, "A" * 40, "[x]:*?/\\", "", "'q'", "History", "b\x00", "\U0001f600" * 20]
    found = sheet_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name.replace("\\x00", ""))
    assert found[5].casefold() != "history"
    legal = [name for name in names if "\x00" not in name]
    path = workbook({name: pd.DataFrame({"a": [1]}) for name in legal}, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(path).sheetnames == sheet_names(legal)


def test_the_same_tables_give_the_same_bytes_whenever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = {"a": pd.DataFrame({"x": [1.5], "t": ["=1"]})}
    first = workbook(sheets, tmp_path / "a.xlsx").read_bytes()
    later = time.struct_time((2031, 5, 6, 7, 8, 9, 1, 126, 0))
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert workbook(sheets, tmp_path / "b.xlsx").read_bytes() == first


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="one table"):
        workbook({}, tmp_path / "a.xlsx")
    with pytest.raises(StudyError, match="'wide' has 1 rows and 16385 columns"):
        workbook({"wide": pd.DataFrame(np.zeros((1, 16_385)))}, tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


# === The sheets of a comparison ============================================================== #


@pytest.fixture(scope="module")
def study(experiment: Experiment) -> Study:
    return Study(experiment, "en")


@pytest.fixture(scope="module")
def sheets(study: Study) -> dict[str, Sheet]:
    return sheets_of(study)


@pytest.fixture(scope="module")
def written(sheets: dict[str, Sheet], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook(sheets, tmp_path_factory.mktemp("workbook") / "a.xlsx")


def _column(sheet: Sheet, start: str) -> pd.Series:
    places = [k for k, name in enumerate(sheet.frame.columns) if str(name).startswith(start)]
    return sheet.frame.iloc[:, places[0]]


def test_the_first_sheet_lists_the_others_with_what_they_hold(sheets: dict[str, Sheet]) -> None:
    contents, *others = sheets
    assert _column(sheets[contents], "Sheet").tolist() == others
    assert _column(sheets[contents], "Rows").tolist() == [len(sheets[n].frame) for n in others]
    assert all(text.endswith(".") for text in _column(sheets[contents], "What"))


def test_every_figure_of_the_study_is_in_the_workbook_with_its_interval(
    study: Study, written: Path
) -> None:
    for name, figures in (("Levels", study.levels), ("Differences", study.differences)):
        rows = pd.read_excel(written, sheet_name=name)
        assert len(rows) == len(figures)
        for (_, row), one in zip(rows.iterrows(), figures.values(), strict=True):
            shown = row[["Mean", "Interval, low", "Interval, high"]].to_numpy(dtype=float)
            assert shown == pytest.approx([one.mean, one.low, one.high], nan_ok=True)


def test_units_are_those_of_the_row_and_shares_differ_in_points(
    study: Study, written: Path
) -> None:
    units = {
        name: dict(
            zip(
                [kpi for _, kpi in keys],
                [(row[2].value, row[3].number_format) for row in _cells(written, name)],
                strict=False,
            )
        )
        for name, keys in (("Levels", study.levels), ("Differences", study.differences))
    }
    assert units["Levels"]["dso_simple"] == ("days", "#,##0.0")
    assert units["Levels"]["recovery_rate_90d"] == ("%", "0.0%")
    assert units["Levels"]["bfr_mean"][0] == "€"
    assert units["Differences"]["recovery_rate_90d"][0] == "points"


def test_the_terms_of_the_bridge_and_of_the_split_add_up(
    study: Study, sheets: dict[str, Sheet]
) -> None:
    for policy in study.others:
        label = study.labels[policy]
        bridge = sheets["Net gain"].frame
        mine = bridge[bridge["Policy"] == label]["Mean"]
        terms, net = mine.iloc[:11], mine.iloc[11]
        assert terms.sum() == pytest.approx(net, abs=0.02)
        split = sheets["What changes DSO"].frame
        rows = split[(split["Policy"] == label) & (split["DSO"] == "DSO (gross receivables)")]
        total = rows["Mean [days]"].iloc[-1]
        assert rows["Mean [days]"].iloc[:-1].sum() == pytest.approx(total)
        assert total == pytest.approx(study.differences[policy, "dso_simple"].mean, abs=1e-6)


def test_the_scorecard_is_there_replication_by_replication(
    study: Study, sheets: dict[str, Sheet]
) -> None:
    cards, shown = study.experiment.scorecard, sheets["Replications"].frame
    assert shown.shape == (len(cards), 2 + len(MEASURES))
    for place, one in enumerate(MEASURES, start=2):
        np.testing.assert_array_equal(shown.iloc[:, place], cards[one.name])
        assert MEASURE[one.name].unit in sheets["Replications"].units[place]


def test_means_and_bands_of_curves_are_those_of_the_figures(
    study: Study, sheets: dict[str, Sheet]
) -> None:
    curves, shown = study.experiment.curves, sheets["Curves"]
    first = curves[(curves["policy"] == study.experiment.policies[0]) & (curves["day"] == 7)]
    row = shown.frame.iloc[1]
    assert row["Date"] == date(2026, 1, 8)
    assert row["Receivables incl. VAT [€]"] == pytest.approx(first["receivables"].mean())
    high = first["cash"].quantile(0.95)
    assert row["Cash, 95th percentile [€]"] == pytest.approx(high)


def test_assumptions_are_numbers_and_finances_too(study: Study, sheets: dict[str, Sheet]) -> None:
    found = sheets["Assumptions"].frame.set_index("Place in the scenario")
    email = study.experiment.scenario.behaviour.contact["email"].gain
    place = "behaviour.contact.email.gain"
    stated = found.loc[place, ["Low", "Central", "High"]].tolist()
    assert stated == [email.low, email.value, email.high]
    values = sheets["Finances"].frame["Value"]
    assert sum(isinstance(value, str) for value in values) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_workbook_speaks_one_language(experiment: Experiment, lang: Lang) -> None:
    other = "en" if lang == "fr" else "fr"
    told = set()
    for name, sheet in sheets_of(Study(experiment, lang)).items():
        told |= words_of(" ".join([name, sheet.about, *map(str, sheet.frame.columns)]))
        for place in range(sheet.frame.shape[1]):
            heading = str(sheet.frame.columns[place])
            if "scénario" not in heading and "scenario" not in heading:
                values = sheet.frame.iloc[:, place].tolist()
                told |= words_of(" ".join(one for one in values if isinstance(one, str)))
    assert told & words_only_in(other) == set()
    assert len(told & words_only_in(lang)) > 100


def test_parties_have_a_sheet_where_policies_call_them(recourses: Experiment) -> None:
    rows = sheets_of(Study(recourses, "en"))["Third parties"].frame
    assert rows["Third party"].nunique() == len(Party)


def test_a_policy_alone_has_no_sheet_of_differences(hand_study: HandStudy) -> None:
    found = sheets_of(hand_study({"douce": [0.0, 0.0, 0.0]}))
    assert {"Levels", "Replications", "Parameters"} <= set(found)
    assert not {"Differences", "Net gain", "What changes DSO"} & set(found)


def test_hostile_labels_stay_texts(experiment: Experiment, tmp_path: Path) -> None:
    """The label of a policy is in most sheets: none has a formula, none is cut or run."""
    label = "=CMD()<script>"
    scenario = with_overrides(experiment.scenario, [f'policies.ferme.label.en="{label}"'])
    hostile = Study(
        Experiment(
            scenario,
            experiment.engine,
            experiment.numbers,
            experiment.policies,
            experiment.measured,
        ),
        "en",
    )
    path = workbook(sheets_of(hostile), tmp_path / "a.xlsx")
    assert _formulas(path) == []
    rows = _cells(path, "Levels")
    assert label in {row[0].value for row in rows}
