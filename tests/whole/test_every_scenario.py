"""The shipped presets and a ledger of one's own give a lab and a report without an empty figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reports.reading import figures_of
from simrecouv.calibration import calibrate, example_ledger_path
from simrecouv.intake import read_ledger
from simrecouv.reports import render_report
from simrecouv.reports.outputs.figure_table import values_of
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.widgets import PolicyLab

PRESETS = ("pme-b2b", "grands-comptes", "b2c-abonnement")


def _is_drawn(figure: dict[str, Any]) -> bool:
    """Whether a figure has a trace with numbers, not all of them zero."""
    found = [values_of(trace.get(axis)) for trace in figure["data"] for axis in ("x", "y")]
    numbers = [[one for one in values if isinstance(one, int | float)] for values in found]
    return any(np.isfinite(values).any() and np.any(values) for values in numbers if values)


def _look(scenario: Scenario) -> None:
    """Move the first lever that moves anything, and look at the four charts."""
    lab = PolicyLab(scenario, replications=2, refined=0)
    for name, control in lab.controls.items():
        lever = lab.session.levers[name]
        others = [value for value in lever.options if value != lever.value]
        if others and lever.idle is None:
            control.value = others[0]
            lab.wait(120)
            if all(map(_is_drawn, lab.screen.pages["answer"].view.figures)):
                break
    else:
        pytest.fail("no lever of the policy draws anything")
    assert len(lab.screen.pages["answer"].view.figures) == 4


def _print(scenario: Scenario, out: Path) -> None:
    written = render_report(scenario, replications=3, out=out)
    figures = figures_of(written.files["html"].read_text(encoding="utf-8"))
    assert len(figures) >= 6
    assert [figure["layout"]["title"]["text"] for figure in figures if not _is_drawn(figure)] == []


@pytest.fixture(scope="module")
def calibrated() -> Scenario:
    """The example ledger, made a scenario whose policies are those of `pme-b2b`."""
    return calibrate(read_ledger(example_ledger_path()), base=load_scenario("pme-b2b"))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_gives_a_lab(name: str) -> None:
    _look(load_scenario(name))


def test_an_own_ledger_gives_a_lab_and_a_report(calibrated: Scenario, tmp_path: Path) -> None:
    _look(calibrated)
    _print(calibrated, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_gives_a_report(name: str, tmp_path: Path) -> None:
    _print(load_scenario(name), tmp_path)


@pytest.mark.slow
def test_a_real_ledger_gives_a_lab_and_a_report(real_ledgers: Path, tmp_path: Path) -> None:
    ledger = read_ledger(real_ledgers / "ibm-late-payments" / "late-payments.csv")
    scenario = calibrate(ledger, base=load_scenario("pme-b2b"))
    _look(scenario)
    _print(scenario, tmp_path)
