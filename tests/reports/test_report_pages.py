"""A report is one page that needs nothing else, in one language, with the numbers of its study."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from reports.reading import figures_of, visible_text, words_of, words_only_in
from simrecouv.compare import Experiment
from simrecouv.errors import ScenarioError, StudyError
from simrecouv.reports import render_report
from simrecouv.scenario import Scenario, load_scenario, with_overrides
from simrecouv.vocabulary import Lang

LANGUAGES: tuple[Lang, ...] = ("fr", "en")
LARGEST_BYTES = 8_000_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_holds_no_word_of_the_other_language(
    reports: dict[Lang, Path], lang: Lang
) -> None:
    page = reports[lang].read_text(encoding="utf-8")
    other = "en" if lang == "fr" else "fr"
    assert f'<html lang="{lang}">' in page
    assert words_of(visible_text(page)) & words_only_in(other) == set()
    assert len(words_of(visible_text(page)) & words_only_in(lang)) > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_asks_for_nothing_else(reports: dict[Lang, Path], lang: Lang) -> None:
    page = reports[lang].read_text(encoding="utf-8")
    markup = re.sub(r"(<script>).*?(</script>)", r"\1\2", page, flags=re.DOTALL)
    addresses = re.findall(r"(?:src|href|srcset|data)\s*=\s*(.{9})", markup)
    assert addresses
    assert all(address.startswith('"#chapter') for address in addresses)
    assert re.findall(r"@import|url\(", markup) == []
    assert "http" not in markup
    assert len(page.encode()) < LARGEST_BYTES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_is_there_with_something_in_it(reports: dict[Lang, Path], lang: Lang) -> None:
    page = reports[lang].read_text(encoding="utf-8")
    figures = figures_of(page)
    kinds = [[trace["type"] for trace in figure["data"]] for figure in figures]
    split = kinds.pop(1)
    assert split == ["bar"] * (len(split) - 1) + ["scatter"]
    assert len(split) > 2
    assert [len(traces) for traces in kinds] == [20, 10, 10, 5, 5, 1]
    assert kinds[-1] == ["waterfall"]
    assert page.count('class="plotly-graph-div"') == len(figures)
    assert all(
        figure["layout"]["separators"] == {"fr": ",\u202f", "en": ".,"}[lang] for figure in figures
    )


def test_code_and_parameters_are_hidden(reports: dict[Lang, Path]) -> None:
    text = visible_text(reports["fr"].read_text(encoding="utf-8"))
    assert not re.search(r"import |study|open_study|experiment\.pickle|papermill", text)


def test_provenance_is_printed_and_kept(reports: dict[Lang, Path], experiment: Experiment) -> None:
    text = visible_text(reports["en"].read_text(encoding="utf-8"))
    kept = json.loads((reports["en"].parent / "provenance.json").read_text(encoding="utf-8"))
    scenario = experiment.scenario
    for printed in (
        scenario.name,
        scenario.fingerprint,
        "2026",
        "luck only",
        kept["versions"]["numpy"],
    ):
        assert printed in text
    assert kept["fingerprint"] == scenario.fingerprint
    assert kept["policies"] == list(scenario.policies)
    assert (kept["replications"], kept["mode"]) == (3, "luck")
    gain = kept["assumptions"]["behaviour.contact.email.gain"]
    assert (gain["low"], gain["value"], gain["high"]) == (0.1, 0.5, 1.2)
    assert [note["status"] for note in kept["provenance"]] == ["measured", "assumed"]


def test_what_stands_beside_the_report_gives_the_study_again(
    reports: dict[Lang, Path], experiment: Experiment
) -> None:
    folder = reports["fr"].parent
    assert load_scenario(folder / "scenario.toml").fingerprint == experiment.scenario.fingerprint
    scorecard = pd.read_csv(io.StringIO((folder / "scorecard.csv").read_text(encoding="utf-8")))
    pd.testing.assert_frame_equal(scorecard, experiment.scorecard, check_dtype=False, rtol=1e-15)


def test_notes_say_what_is_measured_and_what_is_assumed(reports: dict[Lang, Path]) -> None:
    text = visible_text(reports["fr"].read_text(encoding="utf-8"))
    assert re.search(
        r"mesuré\s+Délais mesurés\..*supposé\s+Stade tardif supposé\.", text, re.DOTALL
    )


def test_the_same_study_gives_the_same_bytes(
    reports: dict[Lang, Path], experiment: Experiment, tmp_path: Path
) -> None:
    again = render_report(experiment.scenario, experiment=experiment, out=tmp_path)
    for path in again.folder.iterdir():
        if path.name != "provenance.json":  # the other language was written last in that folder
            assert path.read_bytes() == (reports["fr"].parent / path.name).read_bytes()


def test_names_are_texts_wherever_they_come_from(
    experiment: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = '</script><script>alert(1)</script>"&<img src=x>'
    scenario = with_overrides(
        experiment.scenario, [f"policies.ferme.label.fr={json.dumps(hostile)}"]
    )
    monkeypatch.chdir(tmp_path)
    written = render_report(
        scenario,
        policies=["ferme"],
        replications=1,
        engine="simpy",
        organisation=hostile,
        author=hostile,
        confidentiality=hostile,
    )
    assert written.folder == Path("reports", "rendered", "pme-b2b")
    page = written.files["html"].read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page[page.index("<main>") :]
    assert page.count("<script>") == 1 + len(figures_of(page))
    assert visible_text(page).count(hostile) >= 5
    for figure in figures_of(page):
        assert "<script>" not in json.dumps(figure)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"organization": "X"}, "no parameter 'organization', did you mean 'organisation'"),
        ({"lang": "de"}, "lang = 'de'"),
        ({"template": "policy_comparisons"}, "did you mean 'policy_comparison'"),
        ({"policies": ["fermes"]}, "did you mean 'ferme'"),
        ({"replications": 0}, "replications = 0"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    tiny: Scenario, tmp_path: Path, options: dict[str, object], expected: str
) -> None:
    with pytest.raises(StudyError, match=expected):
        render_report(tiny, out=tmp_path / "out", **options)  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_an_unknown_scenario_and_a_foreign_experiment_are_refused(
    tiny: Scenario, experiment: Experiment
) -> None:
    with pytest.raises(ScenarioError, match="did you mean 'pme-b2b'"):
        render_report("pme-b2c")
    with pytest.raises(StudyError, match="not one of the scenario"):
        render_report(tiny, experiment=experiment)
