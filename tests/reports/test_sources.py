"""What a report cannot be made of is named, with the template that reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simrecouv.errors import StudyError
from simrecouv.reports.request import open_study, request_of
from simrecouv.reports.sources import check_source
from simrecouv.reports.templates import POLICY_COMPARISON, PORTFOLIO_DIAGNOSIS
from simrecouv.scenario import Scenario, to_toml

FEC = "JournalCode{0}JournalLib{0}EcritureNum{0}EcritureDate\nVE{0}Ventes{0}1{0}20250101\n"


@pytest.mark.parametrize("separator", ["\t", "|", ";", ","])
def test_rows_in_a_text_file_are_known_as_a_ledger(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "123456789FEC20251231.txt"
    path.write_text(FEC.format(separator), encoding="utf-8")
    with pytest.raises(StudyError, match=r"FEC20251231\.txt: .* --template portfolio_diagnosis"):
        request_of(path)
    check_source(path, PORTFOLIO_DIAGNOSIS)


@pytest.mark.parametrize("name", ["own.toml", "own.txt"])
def test_a_scenario_is_known_where_a_ledger_is_expected(
    tiny: Scenario, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text(to_toml(tiny), encoding="utf-8")
    with pytest.raises(StudyError, match="--template policy_comparison"):
        request_of(path, template="portfolio_diagnosis")
    check_source(path, POLICY_COMPARISON)


def test_a_scenario_with_a_slip_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    for text in ("a = 1, 2, 3\n", "[policies\na = 1,2", "", "# a; b; c\nrate = 0,12\n"):
        path.write_text(text, encoding="utf-8")
        check_source(path, POLICY_COMPARISON)


def test_a_folder_is_called_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for template in ("policy_comparison", "portfolio_diagnosis"):
        with pytest.raises(StudyError, match="a folder, the"):
            request_of(tmp_path, template=template)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pme-b2b").mkdir()
    check_source("pme-b2b", POLICY_COMPARISON)


@pytest.mark.parametrize("value", [3, None, "", ["pme-b2b"], True])
@pytest.mark.parametrize(
    ("template", "name"), [("policy_comparison", "scenario"), ("portfolio_diagnosis", "ledger")]
)
def test_what_papermill_gives_is_named(template: str, name: str, value: object) -> None:
    with pytest.raises(StudyError) as error:
        open_study(template, {name: value, "study": None})
    assert str(error.value).startswith(f"{name} = {value!r}: the ")


def test_a_study_that_was_kept_has_a_path() -> None:
    with pytest.raises(StudyError, match="study = 7"):
        open_study("policy_comparison", {"scenario": "pme-b2b", "study": 7})
