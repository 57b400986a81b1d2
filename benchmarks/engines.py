"""The two engines: against the yardstick, against each other, per invoice-day, at scale."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.table import Line
from benchmarks.yardstick import bare_simpy, best_of
from simrecouv.engine import simulate
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario, load_scenario, with_overrides
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind
from simrecouv.world import build_world

POLICY = "ferme"
COMPILE = """
import time
from simrecouv.engine import simulate
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world
scenario = load_scenario("pme-b2b", ["segments.pme.customers=2"])
world = build_world(scenario)
start = time.perf_counter()
simulate(scenario, world, "ferme", "compiled")
print(time.perf_counter() - start)
"""


def scaled(factor: float) -> Scenario:
    """Return `pme-b2b` with more customers."""
    base = load_scenario("pme-b2b")
    return with_overrides(
        base,
        [f"segments.{k}.customers={round(s.customers * factor)}" for k, s in base.segments.items()],
    )


def open_invoice_days(ledger: Ledger) -> int:
    """Days that invoices spend on the books, from issue to recognition or to the end."""
    gone = np.full(ledger.invoices.customer.size, ledger.end_day)
    rows = ledger.of_kind(Kind.RECOGNISED)
    gone[rows["invoice"]] = rows["tick"] // TICKS_PER_DAY
    return int((gone - ledger.invoices.issue_day)[ledger.invoices.is_issued].sum())


#: What the twins run: scenario, policy, largest and smallest ratio to reach.
EVERYTHING = str(Path(__file__).with_name("everything.toml"))
TWINS = (("pme-b2b", POLICY, "<= 5", ">= 100"), (EVERYTHING, "everything", "<= 8", ">= 80"))


def twins() -> Iterator[Line]:
    """Compare the reference engine to the yardstick, and the compiled engine to the reference.

    Once on the default scenario, once with everything on.
    """
    for name, policy, most, least in TWINS:
        scenario = load_scenario(name)
        world = build_world(scenario)
        ledger = simulate(scenario, world, policy, "compiled")
        yardstick = best_of(3, bare_simpy(ledger))
        reference = best_of(2, partial(simulate, scenario, world, policy, "simpy"))
        compiled = best_of(5, partial(simulate, scenario, world, policy, "compiled"))
        rows = f"{len(ledger):,} rows, {int(ledger.invoices.is_issued.sum()):,} invoices"
        yield Line(f"{policy}: reference / bare SimPy", reference / yardstick, "x", most, rows)
        yield Line(f"{policy}: reference / compiled", reference / compiled, "x", least, rows)


def scale() -> Iterator[Line]:
    """Measure the compiled engine per open invoice-day, small and large."""
    costs = []
    for factor, name in ((2.0, "12,000 invoices a year"), (37.2, "1,000,000 invoices in all")):
        scenario = scaled(factor)
        world_s = best_of(1, partial(build_world, scenario))
        world = build_world(scenario)
        times = 5 if factor < 10 else 1
        seconds = best_of(times, partial(simulate, scenario, world, POLICY, "compiled"))
        ledger = simulate(scenario, world, POLICY, "compiled")
        costs.append(seconds * 1e9 / open_invoice_days(ledger))
        target = "<= 25" if factor < 10 else "<= 2.5 x"
        yield Line(f"compiled, {name}", costs[-1], "ns per open invoice-day", target, "")
    issued = int(ledger.invoices.is_issued.sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    yield Line("1,000,000 invoices: large / small", costs[1] / costs[0], "x", "<= 2.5", "")
    detail = f"{issued:,} invoices, {len(ledger):,} rows; world {world_s:.1f} s"
    yield Line("1,000,000 invoices: world and ledger", world_s + seconds, "s", "<= 6", detail)
    yield Line("1,000,000 invoices: peak memory", peak, "GiB", "<= 3", "two worlds kept")


def compilation() -> Iterator[Line]:
    """Measure the first compilation, and a later process that finds it on disk."""
    with tempfile.TemporaryDirectory() as folder:
        for name, target in (("first compilation", "<= 30"), ("a later process", "<= 2")):
            done = subprocess.run(
                [sys.executable, "-c", COMPILE],
                env={"NUMBA_CACHE_DIR": folder, "PATH": ""},
                capture_output=True,
                text=True,
                check=True,
            )
            yield Line(name, float(done.stdout), "s", target, "")
