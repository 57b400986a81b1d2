"""The two engines: against the yardstick, against each other, and their compilation."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.apart import apart
from benchmarks.table import Line
from benchmarks.yardstick import bare_simpy, best_cpu_of, lives_of
from simrecouv.engine import simulate
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world

#: What the twins run: scenario, policy, largest and smallest ratio to reach.
EVERYTHING = str(Path(__file__).with_name("everything.toml"))
TWINS = (("pme-b2b", "ferme", "<= 5", ">= 100"), (EVERYTHING, "everything", "<= 8", ">= 80"))


def kernels_on_disk() -> float:
    """Return the CPU time of a first small run in this process [seconds]; one core compiles."""
    scenario = load_scenario("pme-b2b", ["segments.pme.customers=2"])
    world = build_world(scenario)
    return best_cpu_of(1, partial(simulate, scenario, world, "ferme", "compiled"))


def compilation() -> Iterator[Line]:
    """Measure the first compilation, and a later process that finds it on disk."""
    with tempfile.TemporaryDirectory() as folder:
        for name, target in (("first compilation", "<= 30"), ("a later process", "<= 2")):
            seconds = apart(kernels_on_disk, {"NUMBA_CACHE_DIR": folder})
            yield Line(name, seconds, "s", target, "CPU; a run of 2 customers")


def twins() -> Iterator[Line]:
    """Compare the reference engine to the yardstick, and the compiled engine to the reference.

    In processor time, as all run on one core. On the default scenario, then with everything on.
    """
    for name, policy, most, least in TWINS:
        scenario = load_scenario(name)
        world = build_world(scenario)
        ledger = simulate(scenario, world, policy, "compiled")
        yardstick = best_cpu_of(3, bare_simpy(lives_of(ledger)))
        reference = best_cpu_of(2, partial(simulate, scenario, world, policy, "simpy"))
        compiled = best_cpu_of(7, partial(simulate, scenario, world, policy, "compiled"))
        rows = f"{len(ledger):,} rows, {int(ledger.invoices.is_issued.sum()):,} invoices"
        yield Line(f"{policy}: reference / bare SimPy", reference / yardstick, "x", most, rows)
        yield Line(f"{policy}: reference / compiled", reference / compiled, "x", least, rows)
