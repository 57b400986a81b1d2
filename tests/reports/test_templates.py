"""Templates are notebooks: papermill runs them from the project's root, known parameters only."""

from __future__ import annotations

import json
import re
from pathlib import Path

import papermill
import pytest

from simrecouv.errors import StudyError
from simrecouv.reports import open_study
from simrecouv.reports.templates import POLICY_COMPARISON, TEMPLATES, Template
from simrecouv.scenario import Scenario, to_toml

DEFAULTS = dict.fromkeys(POLICY_COMPARISON.known) | {"scenario": "pme-b2b", "lang": "fr"}
FIGURE = "application/vnd.plotly.v1+json"


def test_papermill_runs_the_template_from_the_root(
    root: Path, tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    scenario = tmp_path / "tiny.toml"
    scenario.write_text(to_toml(tiny), encoding="utf-8")
    executed = papermill.execute_notebook(
        "reports/templates/policy_comparison.ipynb",
        str(tmp_path / "out.ipynb"),
        parameters={
            "scenario": str(scenario),
            "lang": "en",
            "replications": 2,
            "policies": ["ferme"],
        },
        progress_bar=False,
        shutdown_kernel="immediate",
    )
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]
    assert sum(FIGURE in output.get("data", {}) for output in outputs) == 6
    assert not [output for output in outputs if output.output_type in ("error", "stream")]


def test_papermill_itself_is_refused_a_parameter_that_no_template_has(
    root: Path, tmp_path: Path
) -> None:
    """``papermill -p langg en`` stops at the first cell, before anything is simulated."""
    with pytest.raises(papermill.PapermillExecutionError, match="did you mean 'lang'"):
        papermill.execute_notebook(
            str(root / "reports/templates/policy_comparison.ipynb"),
            str(tmp_path / "out.ipynb"),
            parameters={"langg": "en"},
            progress_bar=False,
            shutdown_kernel="immediate",
        )


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda one: one.name)
def test_a_template_states_the_parameters_that_are_checked(template: Template) -> None:
    stated = papermill.inspect_notebook(str(template.notebook))
    assert set(stated) == set(template.known)
    assert all(one["help"] for one in stated.values())


def test_every_notebook_is_a_template_and_every_template_a_notebook(root: Path) -> None:
    notebooks = {path.stem for path in (root / "reports" / "templates").glob("*.ipynb")}
    assert notebooks == set(TEMPLATES)


@pytest.mark.parametrize("name", ["langg", "policy", "replication", "confidential"])
def test_an_unknown_parameter_is_refused_inside_the_template(name: str) -> None:
    session = {**DEFAULTS, "In": [], "Out": {}, "_": 1, "re": re, "print": print, name: "en"}
    with pytest.raises(StudyError, match=f"no parameter '{name}', did you mean"):
        open_study("policy_comparison", session)


def test_a_template_defines_nothing_and_holds_no_output(root: Path) -> None:
    for path in (root / "reports" / "templates").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert len(cells) <= 30
        assert sum("parameters" in cell["metadata"].get("tags", []) for cell in cells) == 1
        for cell in cells:
            if cell["cell_type"] == "code":
                assert not cell["outputs"]
                assert not re.search(
                    r"^\s*(def|class|lambda) ", "".join(cell["source"]), re.MULTILINE
                )
