"""The yardstick: a bare SimPy program, one process per invoice, one timeout per ledger row."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import simpy

from simrecouv.ledger import Ledger

#: The ticks of the rows of one invoice, in order.
Life = list[int]


def best_of(times: int, work: Callable[[], Any]) -> float:
    """Return the shortest of several durations by the clock on the wall [seconds]."""
    return min(_seconds(time.perf_counter, work) for _ in range(times))


def best_cpu_of(times: int, work: Callable[[], Any]) -> float:
    """Return the least processor time of this process [seconds]: neighbours do not count."""
    return min(_seconds(time.process_time, work) for _ in range(times))


def _seconds(clock: Callable[[], float], work: Callable[[], Any]) -> float:
    start = clock()
    work()
    return clock() - start


def lives_of(ledger: Ledger) -> list[Life]:
    """Return the life of each invoice that has one, as ticks from the first row of the ledger."""
    lives: list[Life] = [[] for _ in range(ledger.invoices.customer.size)]
    ticks = ledger.events["tick"] - ledger.events["tick"][0]
    for tick, invoice in zip(ticks.tolist(), ledger.events["invoice"].tolist(), strict=True):
        if invoice >= 0:
            lives[invoice].append(tick)
    return [life for life in lives if life]


def bare_simpy(lives: list[Life]) -> Callable[[], None]:
    """Prepare the bare program that has the events of lives and nothing else to do."""

    def run() -> None:
        env = simpy.Environment()

        def live(life: Life) -> Iterator[simpy.Timeout]:
            for tick in life:
                yield env.timeout(tick - env.now)

        for life in lives:
            env.process(live(life))
        env.run()

    return run
