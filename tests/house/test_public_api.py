"""What a notebook types is pinned, documented, and light to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import simrecouv

PUBLIC = {
    "Backtest", "DunningLog", "Experiment", "Fit", "InvoiceView", "Ledger", "PolicyRule",
    "RealLedger", "Run", "Scenario", "SimrecouvError", "Sweep", "World", "backtest",
    "build_world", "calibrate", "calibration_notes", "case_curve", "compare_policies",
    "curve_gaps", "disputed_invoices", "example_ledger_path", "find_break", "fit_ledger",
    "load_scenario", "payment_curve", "payment_patterns", "payment_rhythm", "plot_ageing",
    "plot_backtest", "plot_bridge", "plot_case_curves", "plot_cash", "plot_comparison",
    "plot_dso_split", "plot_payment_curve", "plot_payment_patterns", "plot_receivables",
    "plot_response", "plot_response_terms", "propose_segments", "pseudonymise",
    "read_dunning_log", "read_ledger", "render_report", "scorecard", "simulate", "step_hazards",
    "sweep", "with_books",
}  # fmt: skip

#: Modules that take long to import, and that nobody needs before using what they bring.
HEAVY = (
    "numba", "papermill", "nbformat", "nbconvert", "scipy.stats", "plotly", "pandas", "simpy",
    "ipywidgets", "typer", "rich", "holidays",
)  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(simrecouv.__all__) == PUBLIC
    assert sorted(simrecouv.__all__) == simrecouv.__all__
    assert set(dir(simrecouv)) >= PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    found = getattr(simrecouv, name)
    assert found.__doc__
    assert found.__name__ == name


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = simrecouv.nothing_of_the_kind


def _loaded(statement: str, heavy: tuple[str, ...]) -> set[str]:
    code = f"import sys; {statement}; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ast_list(found.stdout))


def ast_list(text: str) -> list[str]:
    return [word.strip("' \n") for word in text.strip().strip("[]").split(",") if word.strip()]


def test_importing_the_package_is_light() -> None:
    assert _loaded("import simrecouv", HEAVY) == set()


def test_loading_a_scenario_and_importing_the_command_line_are_light() -> None:
    slow = ("numba", "papermill", "nbformat", "nbconvert", "scipy.stats", "plotly", "simpy")
    light = "import simrecouv.cli; simrecouv.load_scenario('pme-b2b')"
    assert _loaded(light, slow) == set()


def test_comparing_needs_no_notebook_and_no_figure() -> None:
    slow = ("papermill", "nbformat", "nbconvert", "plotly", "ipywidgets", "IPython")
    assert _loaded("import simrecouv; simrecouv.compare_policies", slow) == set()


def test_an_import_draws_nothing_and_writes_nothing() -> None:
    code = "import simrecouv; [getattr(simrecouv, name) for name in simrecouv.__all__]"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
