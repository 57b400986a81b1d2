"""A report never takes the place of a file that no report wrote."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from simrecouv.compare import Experiment
from simrecouv.errors import StudyError
from simrecouv.reports import render_report
from simrecouv.reports.batches.batch import render_batch
from simrecouv.reports.outputs.files import write_all
from simrecouv.reports.outputs.html import Page
from simrecouv.reports.outputs.place import BESIDE, check_folder, place_of
from simrecouv.reports.request import Request, opened, request_of
from simrecouv.scenario import Scenario, to_toml


@pytest.fixture
def asked(experiment: Experiment) -> Request:
    return request_of(experiment.scenario, experiment=experiment)


@pytest.fixture(autouse=True)
def never_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("simulated before the folder was judged")

    monkeypatch.setattr("simrecouv.reports.render.opened", refused)


def _written(asked: Request, folder: Path) -> None:
    write_all(asked, opened(asked), Page("<html>", []), folder, ("html",))


def test_the_folder_of_the_source_is_refused(
    tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "own.toml"
    source.write_text(to_toml(tiny), encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    for out in (".", tmp_path, "link"):
        with pytest.raises(StudyError, match=r"--out .*: this folder holds the source 'own.toml'"):
            render_report(source, out=out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "own.toml"]


def test_a_source_is_not_lost_where_a_report_stands(asked: Request, tmp_path: Path) -> None:
    _written(asked, tmp_path)
    before = (tmp_path / "scenario.toml").read_bytes()
    with pytest.raises(StudyError, match=r"holds the source 'scenario.toml'"):
        render_report(tmp_path / "scenario.toml", out=tmp_path)
    assert (tmp_path / "scenario.toml").read_bytes() == before


@pytest.mark.parametrize(
    "name", ["scenario.toml", "scorecard.csv", "provenance.json", "policy_comparison.fr.html"]
)
def test_files_that_no_report_wrote_are_refused(tiny: Scenario, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(StudyError, match=f"holds {name}, which no report wrote"):
        render_report(tiny, out=tmp_path)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["{}"]


def test_a_folder_of_a_report_or_of_other_files_is_taken(asked: Request, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    assert place_of(asked, tmp_path, ("html",)) == tmp_path
    _written(asked, tmp_path)
    assert place_of(asked, tmp_path, ("html",)) == tmp_path


def test_what_was_stopped_half_way_is_made_again(
    asked: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simrecouv.reports.outputs.files._write_html", stop)
    monkeypatch.setattr("simrecouv.reports.outputs.files.provenance_json", stop)
    with pytest.raises(KeyboardInterrupt):
        _written(asked, tmp_path)
    assert place_of(asked, tmp_path, ("html",)) == tmp_path


def test_the_names_beside_a_report_are_those_that_are_kept(asked: Request) -> None:
    assert set(opened(asked).beside) == set(BESIDE["scenario"])


@pytest.mark.parametrize("out", ["", " "])
def test_a_folder_without_a_name_is_refused(tiny: Scenario, out: str) -> None:
    with pytest.raises(StudyError, match=r"--out ' ?': the name of a folder expected"):
        render_report(tiny, out=out)


@pytest.mark.parametrize("below", ["", "in/it"])
def test_a_file_is_no_folder(tiny: Scenario, tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(StudyError, match=r"--out .*file.*: a folder expected, .* is a file"):
        render_report(tiny, out=file / below)


def test_a_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StudyError, match=r"--out .*new: .* cannot be written to"):
        check_folder(tmp_path / "new")


def test_a_name_that_no_folder_can_have_is_refused(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(StudyError, match="no folder can have this name"):
            check_folder(tmp_path / name)


def test_a_batch_loses_no_file_either(tiny: Scenario, tmp_path: Path) -> None:
    source = tmp_path / "a.toml"
    source.write_text(to_toml(tiny), encoding="utf-8")
    own = tmp_path / "scenario" / "scenario.toml"
    own.parent.mkdir()
    shutil.copy(source, own)
    taken = tmp_path / "a" / "scorecard.csv"
    taken.parent.mkdir()
    taken.write_text("mine", encoding="utf-8")
    batch = render_batch([source, own], out=tmp_path)
    problems = [one.problem or "" for one in batch.reports]
    assert "which no report wrote" in problems[0]
    assert "holds the source 'scenario.toml'" in problems[1]
    assert own.read_bytes() == source.read_bytes()
    with pytest.raises(StudyError, match="a folder expected"):
        render_batch([source, own], out=source)
