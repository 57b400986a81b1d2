"""simrecouv: simulate a customer portfolio and compare collection policies.

What a notebook types; nothing else is public here. Names are loaded when first used, so that
``import simrecouv`` stays light.

>>> import simrecouv as sr
>>> sr.load_scenario("pme-b2b").simulation.baseline
'douce'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simrecouv.calibration import (
        Backtest,
        Fit,
        backtest,
        calibrate,
        calibration_notes,
        case_curve,
        curve_gaps,
        disputed_invoices,
        example_ledger_path,
        find_break,
        fit_ledger,
        payment_curve,
        payment_patterns,
        payment_rhythm,
        propose_segments,
        step_hazards,
        with_books,
    )
    from simrecouv.compare import Experiment, Sweep, compare_policies, sweep
    from simrecouv.engine import InvoiceView, PolicyRule, simulate
    from simrecouv.engine.stepping import Run
    from simrecouv.errors import SimrecouvError
    from simrecouv.figures import (
        plot_ageing,
        plot_backtest,
        plot_bridge,
        plot_case_curves,
        plot_cash,
        plot_comparison,
        plot_dso_split,
        plot_payment_curve,
        plot_payment_patterns,
        plot_receivables,
        plot_response,
        plot_response_terms,
    )
    from simrecouv.intake import (
        DunningLog,
        RealLedger,
        pseudonymise,
        read_dunning_log,
        read_ledger,
    )
    from simrecouv.kpi import scorecard
    from simrecouv.ledger import Ledger
    from simrecouv.reports import render_report
    from simrecouv.scenario import Scenario, load_scenario
    from simrecouv.world import World, build_world

__version__ = "0.1.0"

__all__ = [
    "Backtest",
    "DunningLog",
    "Experiment",
    "Fit",
    "InvoiceView",
    "Ledger",
    "PolicyRule",
    "RealLedger",
    "Run",
    "Scenario",
    "SimrecouvError",
    "Sweep",
    "World",
    "backtest",
    "build_world",
    "calibrate",
    "calibration_notes",
    "case_curve",
    "compare_policies",
    "curve_gaps",
    "disputed_invoices",
    "example_ledger_path",
    "find_break",
    "fit_ledger",
    "load_scenario",
    "payment_curve",
    "payment_patterns",
    "payment_rhythm",
    "plot_ageing",
    "plot_backtest",
    "plot_bridge",
    "plot_case_curves",
    "plot_cash",
    "plot_comparison",
    "plot_dso_split",
    "plot_payment_curve",
    "plot_payment_patterns",
    "plot_receivables",
    "plot_response",
    "plot_response_terms",
    "propose_segments",
    "pseudonymise",
    "read_dunning_log",
    "read_ledger",
    "render_report",
    "scorecard",
    "simulate",
    "step_hazards",
    "sweep",
    "with_books",
]

#: Where each public name lives.
_HOMES = {
    "simrecouv.calibration": (
        "Backtest",
        "Fit",
        "backtest",
        "calibrate",
        "calibration_notes",
        "case_curve",
        "curve_gaps",
        "disputed_invoices",
        "example_ledger_path",
        "find_break",
        "fit_ledger",
        "payment_curve",
        "payment_patterns",
        "payment_rhythm",
        "propose_segments",
        "step_hazards",
        "with_books",
    ),
    "simrecouv.compare": ("Experiment", "Sweep", "compare_policies", "sweep"),
    "simrecouv.engine": ("InvoiceView", "PolicyRule", "simulate"),
    "simrecouv.engine.stepping": ("Run",),
    "simrecouv.errors": ("SimrecouvError",),
    "simrecouv.figures": (
        "plot_ageing",
        "plot_backtest",
        "plot_bridge",
        "plot_case_curves",
        "plot_cash",
        "plot_comparison",
        "plot_dso_split",
        "plot_payment_curve",
        "plot_payment_patterns",
        "plot_receivables",
        "plot_response",
        "plot_response_terms",
    ),
    "simrecouv.intake": (
        "DunningLog",
        "RealLedger",
        "pseudonymise",
        "read_dunning_log",
        "read_ledger",
    ),
    "simrecouv.kpi": ("scorecard",),
    "simrecouv.ledger": ("Ledger",),
    "simrecouv.reports": ("render_report",),
    "simrecouv.scenario": ("Scenario", "load_scenario"),
    "simrecouv.world": ("World", "build_world"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
