"""What a report is asked for: checked first, kept with the report, compared with the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simrecouv.compare import Experiment
from simrecouv.errors import ScenarioError, StudyError
from simrecouv.reports.front import LARGEST_LOGO, logo_of
from simrecouv.reports.outputs.files import write_all
from simrecouv.reports.outputs.html import Page
from simrecouv.reports.parameters import check_formats
from simrecouv.reports.provenance import FILE, finished
from simrecouv.reports.request import Request, opened, request_of
from simrecouv.scenario import Scenario

PNG = b"\x89PNG\r\n\x1a\n..."
SVG = b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="...">'


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PNG, "image/png"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (SVG, "image/svg+xml")],
)
def test_a_logo_is_set_in_the_page(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "logo"
    path.write_bytes(content)
    assert logo_of(path).startswith(f"data:{kind};base64,")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<html><svg>", "not a picture"),
        (b"", "not a picture"),
        (b"GIF89a", "not a picture"),
        (PNG + bytes(LARGEST_LOGO), "larger than 1,000 kB"),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "logo"
    path.write_bytes(content)
    with pytest.raises(StudyError, match=expected):
        request_of("pme-b2b", logo=path)


def test_baseline_and_seed_change_the_scenario_and_its_fingerprint(tiny: Scenario) -> None:
    plain, moved = request_of(tiny), request_of(tiny, baseline="ferme", seed=7)
    assert isinstance(moved.source, Scenario)
    assert (moved.source.simulation.baseline, moved.source.simulation.seed) == ("ferme", 7)
    assert moved.source.fingerprint != tiny.fingerprint
    assert plain.source == tiny


@pytest.mark.parametrize(
    ("options", "error", "expected"),
    [
        ({"baseline": "fermes"}, ScenarioError, "ferme"),
        ({"seed": "x"}, ScenarioError, "seed"),
        ({"seed": -1.5}, ScenarioError, "seed"),
        ({"author": 3}, StudyError, "author = 3: a text expected"),
        ({"logo": 5}, StudyError, "logo = 5: the path of a picture expected"),
        ({"logo": ""}, StudyError, "logo = '': the path of a picture expected"),
        ({"policies": ["ferme", 3]}, StudyError, "policies: 3 is no name"),
        ({"author": "W" * 201}, StudyError, "author = 'WWW.*201 characters, at most 200"),
        ({"organisation": "M" * 5000}, StudyError, "organisation = .*5,000 characters"),
        ({"confidentiality": "C" * 201}, StudyError, "confidentiality = .*at most 200"),
        ({"logo": "/no/such/logo.png"}, OSError, "No such file"),
        ({"confidentialty": "x"}, StudyError, "did you mean 'confidentiality'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    tiny: Scenario, options: dict[str, Any], error: type[Exception], expected: str
) -> None:
    with pytest.raises(error, match=expected):
        request_of(tiny, **options)


def test_formats_are_known() -> None:
    with pytest.raises(StudyError, match="did you mean 'xlsx'"):
        check_formats(["xls"])
    with pytest.raises(StudyError, match="at least one"):
        check_formats([])


@pytest.fixture
def written(experiment: Experiment, tmp_path: Path) -> Request:
    """Write a report whose page says nothing."""
    request = request_of(experiment.scenario, experiment=experiment, author="A")
    write_all(request, opened(request), Page("<html>", []), tmp_path, ("html",))
    return request


def test_a_finished_report_is_known_again(written: Request, tmp_path: Path) -> None:
    found = finished(tmp_path, written)
    assert found == {"html": tmp_path / "policy_comparison.fr.html"}
    assert finished(tmp_path, written, ("html", "pdf")) is None
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_another_request_is_not_finished(
    written: Request, experiment: Experiment, tmp_path: Path
) -> None:
    for options in ({"author": "B"}, {"lang": "en"}, {"confidentiality": "C"}):
        other = request_of(experiment.scenario, experiment=experiment, **options)  # type: ignore[arg-type]
        assert finished(tmp_path, other) is None
    assert finished(tmp_path / "elsewhere", written) is None


@pytest.mark.parametrize("harm", ["changed", "gone", "half", "no list", "other version"])
def test_a_broken_report_is_not_finished(written: Request, tmp_path: Path, harm: str) -> None:
    provenance = tmp_path / FILE
    kept = json.loads(provenance.read_text(encoding="utf-8"))
    match harm:
        case "changed":
            (tmp_path / "scorecard.csv").write_text("policy", encoding="utf-8")
        case "gone":
            (tmp_path / "policy_comparison.fr.html").unlink()
        case "half":
            provenance.write_text(provenance.read_text(encoding="utf-8")[:500], encoding="utf-8")
        case "no list":
            provenance.write_text("[]", encoding="utf-8")
        case "other version":
            kept["versions"]["simrecouv"] = "0.0.0"
            provenance.write_text(json.dumps(kept), encoding="utf-8")
    assert finished(tmp_path, written) is None


def test_what_stops_half_way_leaves_no_provenance(
    written: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simrecouv.reports.outputs.files._as_json", stop)
    with pytest.raises(KeyboardInterrupt):
        write_all(written, opened(written), Page("<html>", []), tmp_path, ("html",))
    assert not (tmp_path / FILE).exists()
