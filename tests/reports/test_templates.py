"""Templates are notebooks: papermill runs them from the project's root, known parameters only."""

from __future__ import annotations

import json
import re
from pathlib import Path

import papermill
import pytest

from simrecouv.errors import StudyError
from simrecouv.reports import open_study
from simrecouv.reports.parameters import PARAMETERS
from simrecouv.scenario import Scenario, to_toml

DEFAULTS = dict.fromkeys(PARAMETERS) | {"scenario": "pme-b2b", "lang": "fr"}
FIGURE = "application/vnd.plotly.v1+json"


@pytest.fixture(scope="module")
def template(root: Path) -> Path:
    return root / "reports" / "templates" / "policy_comparison.ipynb"


def test_papermill_runs_the_template_from_the_root(
    root: Path, template: Path, tiny: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    scenario = tmp_path / "tiny.toml"
    scenario.write_text(to_toml(tiny), encoding="utf-8")
    executed = papermill.execute_notebook(
        str(template.relative_to(root)),
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


def test_the_template_states_the_parameters_that_are_checked(template: Path) -> None:
    stated = papermill.inspect_notebook(str(template))
    assert set(stated) == set(PARAMETERS)
    assert all(one["help"] for one in stated.values())


@pytest.mark.parametrize("name", ["langg", "policy", "replication"])
def test_an_unknown_parameter_is_refused_inside_the_template(name: str) -> None:
    session = {**DEFAULTS, "In": [], "Out": {}, "_": 1, "re": re, "print": print, name: "en"}
    with pytest.raises(StudyError, match=f"no parameter '{name}', did you mean"):
        open_study(session)


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
