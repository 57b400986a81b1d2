"""Studies: what common worlds save, and what commands cost."""

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
