"""The executive summary is one page: what it says is the study's, and hostile texts stay texts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reports.conftest import HandStudy
from reports.reading import figures_of, visible_text, words_of, words_only_in
from simrecouv.compare import Experiment
from simrecouv.compare.assumptions import drawn
from simrecouv.reports import Study, render_report
from simrecouv.reports.assumed import found_assumptions
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.front import Front
from simrecouv.reports.sections import summary
from simrecouv.reports.sections.influence import (
    FEWEST_WORLDS,
    correlation,
    drawn_assumptions,
    influences,
    threshold,
)
from simrecouv.scenario import with_overrides
from simrecouv.vocabulary import BRIDGE, Lang, Mode

PLACE = "behaviour.contact.email.gain"
#: Every section that writes, but for the assumptions.
WRITTEN: tuple[Callable[[Study], Fragment | None], ...] = (
    summary.heading,
    summary.verdict,
    summary.tiles,
    summary.sentences,
    summary.limits,
)
HOSTILE = "</style><script>alert(1)</script>=CMD()"


def _planted(hand_study: HandStudy, sign: float, n: int = 40) -> Study:
    """Make a study in which one assumption alone decides the net gain of a policy."""
    alone = hand_study({"douce": [0.0], "ferme": [0.0]})
    values = [
        dict(found_assumptions(drawn(alone.experiment.scenario, number)))[PLACE].value
        for number in range(n)
    ]
    study = hand_study({"douce": [0.0] * n, "ferme": [sign * value for value in values]})
    return replace(study, experiment=_in_mode(study.experiment, Mode.LUCK_AND_ASSUMPTIONS))


def _in_mode(experiment: Experiment, mode: Mode) -> Experiment:
    return replace(experiment, mode=mode)


@pytest.mark.parametrize(("sign", "said"), [(1.0, "rises"), (-1.0, "falls")])
def test_the_assumption_that_decides_is_named(
    hand_study: HandStudy, sign: float, said: str
) -> None:
    study = _planted(hand_study, sign)
    first, *_ = influences(study, "ferme")
    assert first.assumed.path == PLACE
    assert first.correlation == pytest.approx(sign)
    told = summary.what_matters(study)
    assert told is not None
    assert said in told.markup
    assert "100%" in told.markup


def test_nothing_is_named_where_nothing_was_drawn_or_worlds_are_few(hand_study: HandStudy) -> None:
    planted = _planted(hand_study, 1.0)
    luck = replace(planted, experiment=_in_mode(planted.experiment, Mode.LUCK))
    few = _planted(hand_study, 1.0, n=FEWEST_WORLDS - 1)
    still = hand_study({"douce": [0.0] * 30, "ferme": [0.0] * 30})
    assert influences(luck, "ferme") == influences(few, "ferme") == influences(still, "ferme") == []
    told = summary.what_matters(luck)
    assert told is not None
    assert "held at their central value" in told.markup


def test_an_idle_assumption_is_seldom_named() -> None:
    """The strongest of twenty idle ones passes the threshold in about one study in twenty."""
    grid = np.arange(100.0)
    shuffled = [(grid * k) % 101.0 for k in range(2, 98)]  # orders without a trend, or nearly
    passing = [abs(correlation(grid, one)) >= threshold(20, 100) for one in shuffled]
    assert np.mean(passing) < 0.1


def test_only_assumptions_with_a_range_are_drawn(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0], "ferme": [1.0]})
    stated = {one.path for one in drawn_assumptions(study)}
    ranges = dict(found_assumptions(study.experiment.scenario))
    assert stated
    assert all(ranges[path].low < ranges[path].high for path in stated)


def test_tiles_are_the_figures_of_the_study_and_the_gain_that_of_the_verdict(
    experiment: Experiment,
) -> None:
    study = Study(experiment, "en")
    assert study.best is not None
    markup = summary.tiles(study).markup
    assert markup.count('class="tile"') == len(summary.TILES)
    for kpi in ("dso_simple", "bfr_mean", "recovery_rate_90d"):
        assert study.levels[study.best, kpi].text(kpi, "en") in markup
        assert study.levels[study.baseline, kpi].text(kpi, "en") in markup
    verdict = re.sub("<.*?>", "", summary.verdict(study).markup)
    for words in (study.lead.text, study.lead.between):
        assert words("net_gain", "en", difference=True) in markup
        assert words("net_gain", "en", difference=True) in verdict


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_there_are_three_to_five_sentences(experiment: Experiment, lang: Lang) -> None:
    told = summary.sentences(Study(experiment, lang))
    assert told is not None
    assert 3 <= told.markup.count("<li>") <= 5


def test_a_policy_alone_has_a_page_too(hand_study: HandStudy) -> None:
    study = hand_study({"douce": [0.0, 0.0, 0.0]})
    assert "nothing to compare" in summary.verdict(study).markup
    assert summary.tiles(study).markup.count('class="tile"') == len(summary.TILES) - 1
    assert summary.sentences(study) is summary.what_matters(study) is None
    assert len(summary.picture(study).data) == len(summary.DRAWN_ALONE)


def test_the_figure_draws_the_policy_in_force_and_the_best_ones(hand_study: HandStudy) -> None:
    names = ("nothing", "douce", "ferme", "remise", "externalisation")
    study = hand_study({name: [float(k), k + 1.0] for k, name in enumerate(names)})
    shown = {trace.name for trace in summary.picture(study).data}
    assert shown == {study.labels[name] for name in names if name != "nothing"}


def test_the_policies_that_the_figure_leaves_out_are_named_below_it(
    hand_study: HandStudy,
) -> None:
    names = ("nothing", "douce", "ferme", "remise", "externalisation")
    for k in range(2, len(names) + 1):
        study = hand_study({name: [-float(at), 1.0 - at] for at, name in enumerate(names[:k])})
        shown, told = (
            {trace.name for trace in summary.picture(study).data},
            summary.sentences(study),
        )
        assert told is not None
        left = [study.labels[name] for name in study.others if study.labels[name] not in shown]
        assert len(left) == max(k - 4, 0)
        assert ("Not drawn" in told.markup) == bool(left)
        assert all(f"“{label}”" in told.markup.split("Not drawn")[1] for label in left)


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (-500, "earns the most: less agency commissions"),
        (500, "costs the most: agency commissions"),
    ],
)
def test_a_cost_that_earns_is_said_to_be_less(
    hand_study: HandStudy, paid: int, expected: str
) -> None:
    study = hand_study({"douce": [0.0] * 4, "ferme": [1.0, 2.0, 1.0, 2.0]})
    at = [name for name, _, _ in BRIDGE].index("agency")
    for found in study.experiment.measured:
        found.bridge[1, at] = 100 * paid
    told = summary.sentences(study)
    assert told is not None
    assert expected in told.markup


@pytest.fixture(scope="module")
def hostile(experiment: Experiment) -> Experiment:
    """The same, with long and hostile labels."""
    label = f"{HOSTILE} {'une politique au nom fort long ' * 2}"
    told = [f'policies.{name}.label.fr="{label}{name}"' for name in experiment.policies]
    return replace(experiment, scenario=with_overrides(experiment.scenario, told))


def test_hostile_texts_stay_texts(hostile: Experiment) -> None:
    front = Front(organisation=HOSTILE, author=HOSTILE, confidentiality=HOSTILE)
    study = Study(hostile, "fr", front)
    for part in WRITTEN:
        made = part(study)
        assert made is not None
        assert "<script" not in made.markup
    assert HOSTILE.replace("<", "&lt;").replace(">", "&gt;") in summary.heading(study).markup
    assert "<script" not in summary.picture(study).to_json()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_summary_speaks_one_language(experiment: Experiment, lang: Lang) -> None:
    study = Study(experiment, lang)
    made = (part(study) for part in (*WRITTEN, summary.what_matters))
    markup = "\n".join(one.markup for one in made if one is not None)
    told = words_of(
        html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", markup, flags=re.DOTALL))
    )
    assert told & words_only_in("en" if lang == "fr" else "fr") == set()
    assert len(told & words_only_in(lang)) > 20


# === The page ================================================================================ #


@pytest.fixture(scope="module")
def files(hostile: Experiment, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page as HTML, and as a PDF where a browser prints."""
    return render_report(
        hostile.scenario,
        template="executive_summary",
        out=tmp_path_factory.mktemp("summary"),
        experiment=hostile,
        formats=("html", "pdf"),
        organisation="Une organisation au nom assez long " * 2,
        author=HOSTILE,
        confidentiality="Confidentiel, à ne pas diffuser hors du comité de direction",
    ).files


def test_the_page_has_one_figure_and_needs_no_network(files: dict[str, Path]) -> None:
    page = files["html"].read_text(encoding="utf-8")
    assert len(figures_of(page)) == 1
    markup = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert "http" not in markup
    assert visible_text(page).count(HOSTILE) > 5


@pytest.mark.browser
def test_it_prints_on_exactly_one_page_whatever_the_labels(
    hostile: Experiment, chromium: str, files: dict[str, Path]
) -> None:
    from pypdf import PdfReader

    reader = PdfReader(files["pdf"])
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "alert(1)" in text
    assert hostile.scenario.fingerprint in text
