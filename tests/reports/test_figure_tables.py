"""Beside every figure stand its numbers, for those who cannot see it."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reports.reading import figures_of
from simrecouv.compare import Experiment
from simrecouv.figures import plot_cash, plot_comparison, plot_receivables
from simrecouv.reports import render_report
from simrecouv.reports.outputs.figure_table import FigureTable, figure_table
from simrecouv.reports.templates import POLICY_COMPARISON, TEMPLATES
from simrecouv.scenario import Scenario, resource_folder
from simrecouv.vocabulary import Lang

DAYS = ["2026-01-01", "2026-01-08", "2026-01-15"]


def _table(*traces: dict[str, Any], **layout: Any) -> FigureTable:
    return figure_table({"data": traces, "layout": layout}, "T", "en")


def _numbers(found: FigureTable) -> list[list[Any]]:
    return [row[1:] for row in found.plain()["rows"]]


def test_dates_are_rows_and_traces_are_columns() -> None:
    one = {"x": DAYS, "y": [1.0, 2.0, 3.0], "name": "a"}
    two = {"x": DAYS[1:], "y": [5.0, 6.0], "name": "b &amp; c"}
    found = _table(
        one, two, xaxis={"title": {"text": "Date"}}, yaxis={"title": {"text": "Cash (€)"}}
    )
    assert (found.corner, found.unit) == ("Date", "Cash (€)")
    assert (found.rows, found.columns) == (tuple(DAYS), ("a", "b & c"))
    assert _numbers(found) == [[1.0, None], [2.0, 5.0], [3.0, 6.0]]
    assert "<td>–</td>" in found.markup("en")
    assert "08/01/2026" in found.markup("fr")


def test_a_band_stands_as_its_two_ends() -> None:
    band = {"x": [*DAYS, *DAYS[::-1]], "y": [3, 4, 5, 2, 1, 0], "fill": "toself", "name": "a"}
    found = _table(band)
    assert found.columns == ("a (band)",)
    assert [[cell["low"], cell["high"]] for (cell,) in _numbers(found)] == [[0, 3], [1, 4], [2, 5]]
    assert "0.00 to 3.00" in found.markup("en")


def test_bars_that_lie_are_read_along_their_names() -> None:
    found = _table({"type": "bar", "orientation": "h", "y": ["u", "v"], "x": [1, 2], "name": "a"})
    assert (found.rows, found.columns, _numbers(found)) == (("u", "v"), ("a",), [[1.0], [2.0]])


def test_packed_numbers_are_read() -> None:
    packed = base64.b64encode(np.array([1.5, 2.5]).tobytes()).decode()
    found = _table({"x": ["u", "v"], "y": {"dtype": "f8", "bdata": packed}, "name": "a"})
    assert _numbers(found) == [[1.5], [2.5]]


def test_names_stay_text() -> None:
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt;"  # as figures hold it
    markup = _table({"x": [hostile], "y": [1.0], "name": hostile}).markup("en")
    assert "<script>" not in markup
    assert hostile in markup


def test_panels_head_their_columns_and_intervals_are_told(experiment: Experiment) -> None:
    figure = plot_comparison(experiment.scorecard, levels=experiment.summary(), lang="en")
    found = figure_table(figure.to_plotly_json(), "T", "en")
    assert found.rows == experiment.policies
    assert len(found.columns) == 4
    assert all(column.endswith(" is better") for column in found.columns)
    summary = experiment.summary().set_index(["policy", "kpi"])
    cell = found.cells["douce", found.columns[0]]
    row = summary.loc["douce", "dso_simple"]
    assert (cell.value, cell.low, cell.high) == pytest.approx(
        (row["mean"], row["ci_low"], row["ci_high"])
    )


@pytest.mark.parametrize("plot", [plot_receivables, plot_cash])
def test_curves_tell_their_means_and_their_bands(experiment: Experiment, plot: Any) -> None:
    figure = plot(experiment.curves, start=experiment.scenario.simulation.start, lang="en")
    found = figure_table(figure.to_plotly_json(), "T", "en")
    assert len(found.columns) == 2 * len(experiment.policies)
    assert pd.to_datetime(pd.Series(found.rows)).is_monotonic_increasing
    for row in found.rows:
        band, mean = found.cells[row, "douce (band)"], found.cells[row, "douce"]
        assert band.low is not None
        assert mean.value is not None
        assert band.high is not None
        assert band.low <= mean.value <= band.high


@pytest.fixture(params=TEMPLATES)
def page(
    request: pytest.FixtureRequest,
    reports: dict[Lang, Path],
    experiment: Experiment,
    tmp_path: Path,
) -> Path:
    """One report of each template."""
    template = TEMPLATES[request.param]
    if template is POLICY_COMPARISON:
        return reports["en"]
    if template.source == "scenario":
        source: Scenario | Path = experiment.scenario
    else:
        source = min((resource_folder("scenarios") / "ledgers").glob("*.csv"))
    made = experiment if template.source == "scenario" else None
    written = render_report(
        source, template=template.name, lang="en", out=tmp_path, experiment=made
    )
    return written.files["html"]


def test_every_figure_of_every_template_has_its_numbers(page: Path) -> None:
    markup = page.read_text(encoding="utf-8")
    figures = figures_of(markup)
    beside = re.findall(r"</div>\s*<details><summary>.*?</details>\s*</figure>", markup, re.DOTALL)
    told = json.loads(page.with_suffix(".figures.json").read_text(encoding="utf-8"))
    assert len(beside) == len(figures) == len(told) > 0
    for table, one in zip(beside, told, strict=True):
        assert table.count("<tr>") == 1 + len(one["rows"]) > 1
        assert all(any(cell is not None for cell in row[1:]) for row in one["rows"])
        assert one["title"]
        assert one["unit"] or all(re.search(r"\(.+\)", name) for name in one["columns"][1:])
