"""One replication: the unit of work of a comparison, light enough for a spawned process.

The world is drawn once, the run-in is simulated once where the engine can, and each policy is then
followed and measured against the baseline on the same world. What comes back is plain arrays.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.kpi import (
    CURVES,
    Books,
    bridge_of,
    curves_of,
    dso_split_of,
    scorecard_of,
    third_parties_of,
)
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES

Floats = NDArray[np.float64]
Int64s = NDArray[np.int64]


class Measured(NamedTuple):
    """What one replication found, policies in the order asked for.

    Attributes
    ----------
    scorecard : (policies, kpis) float64
    bridge : (policies, terms) int64
        [cents]
    dso_split : (policies, 2, terms) float64
        [days] Of the gross DSO, then of the book DSO, against the baseline.
    third_parties : (policies, tallies) int64
        [cents, or counts]
    day : (points,) float64
    curves : (policies, curves, points) float64
        [EUR]
    """

    scorecard: Floats
    bridge: Int64s
    dso_split: Floats
    third_parties: Int64s
    day: Floats
    curves: Floats


def settle_in() -> None:
    """Leave Ctrl-C to the process that waits for the results, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def measure_replication(
    scenario: Scenario, policies: Sequence[str], engine: str, replication: int
) -> Measured:
    """Simulate and measure policies on the world of one replication.

    Parameters
    ----------
    scenario
        What the user states; its baseline is simulated even if it is not asked for.
    policies
        Names, in the order of the result.
    engine
        ``"simpy"`` or ``"compiled"``.
    replication
        Number of the world, from 0.
    """
    from simrecouv.engine import open_runner
    from simrecouv.world import build_world

    run = open_runner(scenario, build_world(scenario, replication), engine)
    reference = scenario.simulation.baseline
    baseline = Books(run(reference), scenario.finance)
    measured = []
    for policy in policies:
        books = baseline if policy == reference else Books(run(policy), scenario.finance)
        measured.append(_measure(books, baseline))
    return Measured(
        scorecard=np.array([found.scorecard for found in measured]),
        bridge=np.array([found.bridge for found in measured]),
        dso_split=np.array([found.dso_split for found in measured]),
        third_parties=np.array([found.third_parties for found in measured]),
        day=measured[0].day,
        curves=np.array([found.curves for found in measured]),
    )


def _measure(books: Books, baseline: Books) -> Measured:
    card, terms, curves = scorecard_of(books, baseline), bridge_of(books), curves_of(books)
    split, dealt = dso_split_of(books, baseline), third_parties_of(books)
    return Measured(
        scorecard=np.array([card[measure.name] for measure in MEASURES]),
        bridge=np.array([terms[name] for name, _, _ in BRIDGE]),
        dso_split=np.array(
            [[days[name] for name, _ in DSO_SPLIT] for days in (split.gross, split.book)]
        ),
        third_parties=np.array([dealt[one.name] for one in TALLIES]),
        day=curves["day"],
        curves=np.array([curves[name] for name in CURVES]),
    )
