"""Other simulation packages on the same lives: what the choice of SimPy costs, or saves.

Each program has one entity per invoice and one wait per ledger row, like the yardstick, and
nothing else to do. salabim says it in the same words: a component that holds until each of its
ticks. Ciw simulates queueing networks: an invoice is a customer that arrives at its first row, at
one node with as many servers as needed, and is served again until its last row; each service lasts
until the next row. At each event Ciw looks at all the customers who are present, so its cost per
event grows with the portfolio: lives are thinned for all, one invoice in ten. What these packages
record by themselves is left on: it is what they are.

The packages are in the extra ``bench``.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

from benchmarks.table import Absent, Line
from benchmarks.yardstick import Life, bare_simpy, best_cpu_of, lives_of
from simrecouv.engine import simulate
from simrecouv.scenario import load_scenario
from simrecouv.world import build_world

POLICY = "ferme"
#: One invoice out of so many lives in the bare programs.
THINNED = 10


def peers() -> Iterator[Line | Absent]:
    """Compare bare programs to bare SimPy, and the reference engine to them: CPU time by row."""
    scenario = load_scenario("pme-b2b")
    world = build_world(scenario)
    ledger = simulate(scenario, world, POLICY, "compiled")
    lives = lives_of(ledger)[::THINNED]
    rows = sum(map(len, lives))
    detail = f"{rows:,} rows of {len(lives):,} invoices, one in {THINNED}"
    reference = best_cpu_of(2, partial(simulate, scenario, world, POLICY, "simpy")) / len(ledger)
    simpy = best_cpu_of(5, bare_simpy(lives)) / rows
    yield Line("bare SimPy, per row", simpy * 1e6, "µs", "", detail)
    yield Line("reference engine, per row", reference * 1e6, "µs", "", f"{len(ledger):,} rows")
    for name, package, program in (
        ("salabim", "salabim", bare_salabim),
        ("Ciw", "ciw", bare_ciw),
    ):
        if not importlib.util.find_spec(package):
            yield Absent(f"bare {name}", "not installed: it is in the extra `bench`")
            continue
        peer = best_cpu_of(3, program(lives)) / rows
        yield Line(f"bare {name} / bare SimPy", peer / simpy, "x", "", detail)
        yield Line(f"reference engine / bare {name}", reference / peer, "x", "", "per row")


def bare_salabim(lives: list[Life]) -> Callable[[], None]:
    """Prepare the bare program in salabim: a component holds until each of its ticks."""
    import salabim

    class Invoice(salabim.Component):  # type: ignore[misc]
        def setup(self, life: Life) -> None:
            self.life = life

        def process(self) -> Iterator[Any]:
            for tick in self.life:
                yield self.hold(till=tick)

    def run() -> None:
        env = salabim.Environment(trace=False, yieldless=False)
        for life in lives:
            Invoice(life=life, env=env)
        env.run()

    return run


def bare_ciw(lives: list[Life]) -> Callable[[], None]:
    """Prepare the bare program in Ciw: a customer is served until each of its ticks."""
    import ciw

    by_start = sorted(lives)
    starts = [life[0] for life in by_start]
    gaps = _differences([0, *starts])
    waits = [_differences(life) or [0] for life in by_start]

    class UntilNextRow(ciw.dists.Distribution):  # type: ignore[misc]
        def sample(self, t: Any = None, ind: Any = None) -> int:
            return waits[ind.id_number - 1][len(ind.data_records)]

    class AgainUntilOver(ciw.routing.NodeRouting):  # type: ignore[misc]
        def next_node(self, ind: Any) -> Any:
            is_over = len(ind.data_records) + 1 == len(waits[ind.id_number - 1])
            return self.simulation.nodes[-1 if is_over else 1]

    def run() -> None:
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Sequential([*gaps, math.inf])],
            service_distributions=[UntilNextRow()],
            number_of_servers=[math.inf],
            routing=ciw.routing.NetworkRouting([AgainUntilOver()]),
        )
        ciw.Simulation(network).simulate_until_max_time(max(life[-1] for life in lives) + 1)

    return run


def _differences(ticks: Life) -> list[int]:
    return [later - sooner for sooner, later in pairwise(ticks)]
