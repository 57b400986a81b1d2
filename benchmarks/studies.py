"""Studies: what common worlds save, what a comparison, an import and a report cost."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.table import Line
from benchmarks.yardstick import best_of
from simrecouv.compare import compare_policies
from simrecouv.scenario import load_scenario

TARGETS = {"dso_simple": 20, "recovery_rate_90d": 10, "net_gain": 5}


def common_worlds() -> Iterator[Line]:
    """Variance of a difference on independent worlds / on common worlds, douce against ferme.

    `net_gain` is a difference already, so its parts are the profits that the bridge sums.
    """
    experiment = compare_policies(
        load_scenario("pme-b2b"), policies=["douce", "ferme"], replications=60
    )
    cards = experiment.scorecard.set_index(["policy", "replication"])
    bridge = experiment.bridge.set_index(["policy", "replication"])
    from simrecouv.vocabulary import BRIDGE

    cards["net_gain"] = sum(sign * bridge[name] for name, sign, _ in BRIDGE)
    for kpi, target in TARGETS.items():
        douce, ferme = cards.loc["douce", kpi], cards.loc["ferme", kpi]
        ratio = (douce.var() + ferme.var()) / (ferme - douce).var()
        yield Line(f"common worlds, {kpi}", ratio, "x", f">= {target}", "60 replications")


def commands() -> Iterator[Line]:
    """Time what a user types."""
    yield Line("import simrecouv", best_of(3, lambda: _python("import simrecouv")), "s", "<= 1", "")
    start = time.perf_counter()
    compare_policies(load_scenario("pme-b2b"), replications=200)
    yield Line("compare, 200 replications", time.perf_counter() - start, "s", "<= 15", "5 policies")
    with tempfile.TemporaryDirectory() as folder:
        run = "from simrecouv.cli import main; main()"
        command = ["-c", run, "report", "pme-b2b", "--out", folder]
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True)
        size = max(f.stat().st_size for f in Path(folder).rglob("*.html")) / 1e6
    seconds = time.perf_counter() - start
    yield Line("simrecouv report pme-b2b", seconds, "s", "<= 60", f"HTML of {size:.1f} MB")


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)
