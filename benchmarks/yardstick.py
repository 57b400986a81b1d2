"""The yardstick: a bare SimPy program, one process per invoice, one timeout per ledger row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import simpy

from simrecouv.ledger import Ledger


def best_of(times: int, work: Callable[[], Any]) -> float:
    """Return the shortest of several durations [seconds]."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return min(durations)


def bare_simpy(ledger: Ledger) -> Callable[[], None]:
    """Prepare the bare program that has the events of a ledger and nothing else to do."""
    ticks: list[list[int]] = [[] for _ in range(ledger.invoices.customer.size)]
    for tick, invoice in zip(
        ledger.events["tick"].tolist(), ledger.events["invoice"].tolist(), strict=True
    ):
        if invoice >= 0:
            ticks[invoice].append(tick)
    first = int(ledger.events["tick"][0])

    def run() -> None:
        env = simpy.Environment(initial_time=first)

        def life(own: list[int]) -> Iterator[simpy.Timeout]:
            for tick in own:
                yield env.timeout(tick - env.now)

        for own in ticks:
            env.process(life(own))
        env.run()

    return run
