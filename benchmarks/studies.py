"""Studies: what common worlds save, what a redraw of the lab and what commands cost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.size import SMALL, scaled
from benchmarks.table import Line
from benchmarks.yardstick import best_of
from simrecouv.compare import compare_policies
from simrecouv.scenario import load_scenario
from simrecouv.vocabulary import BRIDGE

TARGETS = {"dso_simple": 20, "recovery_rate_90d": 10, "net_gain": 5}


def common_worlds() -> Iterator[Line]:
    """Variance of a difference on independent worlds / on common worlds, douce against ferme.

    `net_gain` is a difference already, so its parts are the profits that the bridge sums.
    """
    experiment = compare_policies(
        load_scenario("pme-b2b"), policies=["douce", "ferme"], replications=400
    )
    cards = experiment.scorecard.set_index(["policy", "replication"])
    bridge = experiment.bridge.set_index(["policy", "replication"])
    cards["net_gain"] = sum(sign * bridge[name] for name, sign, _ in BRIDGE)
    for kpi, target in TARGETS.items():
        douce, ferme = cards.loc["douce", kpi], cards.loc["ferme", kpi]
        ratio = (douce.var() + ferme.var()) / (ferme - douce).var()
        yield Line(f"common worlds, {kpi}", ratio, "x", f">= {target}", "400 replications")


def lab() -> Iterator[Line]:
    """Time what happens behind a slider that moves, without the browser.

    A redraw is the panel's: the trial is simulated and measured beside the pinned baseline, and the
    tiles, the remarks and the figure are made.
    """
    from simrecouv.widgets import PolicyPanel

    panel = PolicyPanel(load_scenario("pme-b2b"))
    slider = panel.sliders["first_reminder"]
    moves = iter([day for day in range(3, 30) if day != slider.value])

    def redraw() -> None:
        slider.value = next(moves)
        assert panel.experiment is not None
        assert panel.figure is not None

    detail = f"{panel.replications} paired replications, figure made"
    yield Line("lab: redraw", best_of(5, redraw) * 1e3, "ms", "<= 300", detail)
    for factor, target, counts in (
        (SMALL, "<= 1", "12,000 invoices a year, 54,000 in all"),
        (SMALL / 4.5, "", "12,000 invoices in all"),
    ):
        study = partial(
            compare_policies, scaled(factor), policies=["douce", "ferme"], replications=20
        )
        yield Line("lab: 20 replications", best_of(2, study), "s", target, f"{counts}, 2 policies")


def commands() -> Iterator[Line]:
    """Time what a user types, in a process of its own, once installed and compiled."""
    start = best_of(3, lambda: _python("import simrecouv"))
    yield Line("import simrecouv", start, "s", "<= 1", "Python starts as well")
    run = "from simrecouv.cli import main; main()"
    compare = best_of(1, lambda: _python(run, "compare", "pme-b2b", "--replications", "200"))
    detail = "simrecouv compare pme-b2b, all its policies"
    yield Line("compare, 200 replications", compare, "s", "<= 15", detail)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        _python(run, "report", "pme-b2b", "--out", folder)
        seconds = time.perf_counter() - start
        size = max(f.stat().st_size for f in Path(folder).rglob("*.html")) / 1e6
    detail = f"simrecouv report pme-b2b, HTML of {size:.1f} MB"
    yield Line("make report, once installed", seconds, "s", "<= 60", detail)


def _python(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True)
