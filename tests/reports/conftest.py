"""Reports rendered once, and studies made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from simrecouv.compare import Experiment, compare_policies
from simrecouv.compare.worker import Measured
from simrecouv.estimation import RATIO_KPIS
from simrecouv.kpi import CURVES
from simrecouv.reports import Study, render_report
from simrecouv.scenario import Scenario, load_scenario, scenario_from, to_tables
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES, Lang

HandStudy = Callable[..., Study]


@pytest.fixture(scope="session")
def experiment(tiny: Scenario) -> Experiment:
    """`tiny`, with a note of each sort on where its numbers come from."""
    notes = [
        {"field": "segments", "status": status, "note": {"fr": fr, "en": en}}
        for status, fr, en in (
            ("measured", "Délais mesurés.", "Terms measured."),
            ("assumed", "Stade tardif supposé.", "Late stage assumed."),
        )
    ]
    scenario = scenario_from({**to_tables(tiny), "provenance": notes})
    return compare_policies(scenario, workers=1)


@pytest.fixture(scope="session")
def recourses() -> Experiment:
    """Every third party, called by one policy or another of a small portfolio."""
    small = ("segments.pme.customers=60", "segments.tpe.customers=60")
    scenario = load_scenario("contentieux-financement", small)
    return compare_policies(scenario, replications=8, workers=1)


@pytest.fixture(scope="session")
def reports(experiment: Experiment, tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    """Render the report in both languages, in one folder."""
    out = tmp_path_factory.mktemp("report")
    languages: tuple[Lang, ...] = ("fr", "en")
    return {
        lang: render_report(experiment.scenario, lang=lang, out=out, experiment=experiment).files[
            "html"
        ]
        for lang in languages
    }


@pytest.fixture
def hand_study(tiny: Scenario) -> HandStudy:
    """Make a study from one KPI of each policy, its net gain, replication by replication."""

    def make(gains: dict[str, Sequence[float]], lang: Lang = "en", kpi: str = "net_gain") -> Study:
        names, n = tuple(gains), len(next(iter(gains.values())))
        cards = np.zeros((n, len(names), len(MEASURES)))
        at = [measure.name for measure in MEASURES].index(kpi)
        cards[:, :, at] = np.array(list(gains.values())).T
        measured = tuple(
            Measured(
                scorecard=card,
                bridge=np.zeros((len(names), len(BRIDGE)), dtype=np.int64),
                dso_split=np.zeros((len(names), 2, len(DSO_SPLIT))),
                third_parties=np.zeros((len(names), len(TALLIES)), dtype=np.int64),
                day=np.array([0.0, 7.0]),
                curves=np.ones((len(names), len(CURVES), 2)),
                ratio_parts=np.zeros((len(names), len(RATIO_KPIS), 2)),
            )
            for card in cards
        )
        return Study(Experiment(tiny, "simpy", tuple(range(n)), names, measured), lang)

    return make
