"""A template without figures, whose scenarios say by their name how their report ends."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd

from simrecouv.errors import StudyError
from simrecouv.reports import templates
from simrecouv.reports.request import Request
from simrecouv.reports.subjects.study import Study, study_of
from simrecouv.reports.templates import OF_A_COMPARISON, Template
from simrecouv.vocabulary import Label

#: While this file is there, reports whose scenario is named "waiting" are never finished.
GATE = "SIMRECOUV_TEST_GATE"


@dataclass(frozen=True)
class Light(Template):
    path: Path = Path()

    @property
    def notebook(self) -> Path:
        return self.path


def opened(request: Request) -> Study:
    """Simulate; or fail, die or wait, as the name of the scenario says."""
    name = request.name
    if "refused" in name:
        raise StudyError("this one fails")
    if "deadly" in name:
        os._exit(3)
    gate = os.environ.get(GATE)
    while "waiting" in name and gate and Path(gate).exists():
        Path(gate).with_name(f"{name}.pid").write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(0.05)
    return study_of(request)


def no_sheets(study: object) -> Mapping[str, pd.DataFrame]:
    return {"empty": pd.DataFrame()}


def register(folder: Path) -> str:
    """Write the notebook of the template, make it known, and return its name."""
    cells = [nbformat.v4.new_code_cell("study = None", metadata={"tags": ["parameters"]})]
    path = folder / "light.ipynb"
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, path)
    light = Light(
        "light", Label("Léger", "Light"), "scenario", OF_A_COMPARISON, opened, no_sheets, path
    )
    templates.TEMPLATES["light"] = light
    return light.name
