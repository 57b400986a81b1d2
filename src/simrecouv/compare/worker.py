"""One replication: the unit of work of a comparison, light enough for a spawned process.

The world is drawn once, the run-in is simulated once where the engine can, and each policy is then
followed and measured against the baseline on the same world. What comes back is plain arrays.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simrecouv.compare.assumptions import drawn
from simrecouv.estimation import Floats
from simrecouv.kpi import (
    CURVES,
    Books,
    bridge_of,
    curves_of,
    dso_split_of,
    ratio_parts_of,
    scorecard_of,
    third_parties_of,
)
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import BRIDGE, DSO_SPLIT, MEASURES, TALLIES, Mode

Int64s = NDArray[np.int64]


class Measured(NamedTuple):
    """What one replication found: of one policy, or of several with an axis for them in front.

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
        The same for all policies: no axis for them.
    curves : (policies, curves, points) float64
        [EUR]
    ratio_parts : (policies, ratios, 2) float64
        Numerator and denominator of each of `simrecouv.kpi.RATIO_KPIS`.
    """

    scorecard: Floats
    bridge: Int64s
    dso_split: Floats
    third_parties: Int64s
    day: Floats
    curves: Floats
    ratio_parts: Floats


def together(rows: Sequence[Measured]) -> Measured:
    """Put what policies did in one replication side by side, in their order."""
    parts = zip(Measured._fields, zip(*rows, strict=True), strict=True)
    return Measured(*(part[0] if name == "day" else np.stack(part) for name, part in parts))


class Work(NamedTuple):
    """What is asked of one replication.

    Attributes
    ----------
    replication
        Number of the world, from 0.
    policies
        Names of those to measure.
    proven
        Those whose ledger must be summed up, to be compared with a replay.
    """

    replication: int
    policies: tuple[str, ...]
    proven: tuple[str, ...] = ()


class Found(NamedTuple):
    """What one replication gave: measures, and digests of ledgers, by policy."""

    replication: int
    rows: Mapping[str, Measured]
    digests: Mapping[str, str]


def settle_in() -> None:
    """Leave Ctrl-C to the process that waits for the results, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def measure_all(
    scenario: Scenario, engine: str, mode: Mode, batch: Sequence[Work]
) -> tuple[Found, ...]:
    """Measure a batch of replications, one after the other."""
    return tuple(measure_replication(scenario, engine, mode, work) for work in batch)


def measure_replication(scenario: Scenario, engine: str, mode: Mode, work: Work) -> Found:
    """Simulate and measure policies on the world of one replication.

    Parameters
    ----------
    scenario
        What the user states; its baseline is simulated even if it is not asked for.
    engine
        ``"simpy"`` or ``"compiled"``.
    mode
        Whether the replication draws its assumptions as well.
    work
        Which replication and policies. An error has a note that names the two that failed.
    """
    from simrecouv.engine import open_runner
    from simrecouv.world import build_world

    reference = scenario.simulation.baseline
    with named(reference, work.replication):
        here = stated(scenario, mode, work.replication)
        run = open_runner(here, build_world(here, work.replication), engine)
        baseline = Books(run(reference), here.finance)
    rows, digests = {}, {}
    for policy in work.policies:
        with named(policy, work.replication):
            books = baseline if policy == reference else Books(run(policy), here.finance, baseline)
            rows[policy] = measure(books, baseline)
            if policy in work.proven:
                digests[policy] = digest_of(books.ledger)
    return Found(work.replication, rows, digests)


def stated(scenario: Scenario, mode: Mode, replication: int) -> Scenario:
    """Return the scenario that a replication simulates: as stated, or with its draws."""
    return drawn(scenario, replication) if mode is Mode.LUCK_AND_ASSUMPTIONS else scenario


def digest_of(ledger: Ledger) -> str:
    """Sum up all the events of a ledger: two ledgers of one digest are the same."""
    return hashlib.sha256(np.ascontiguousarray(ledger.events).data).hexdigest()


@contextmanager
def named(policy: str, replication: int) -> Iterator[None]:
    """Note on an error where it happened, and how to see it again alone."""
    try:
        yield
    except Exception as error:
        error.add_note(
            f"replication {replication} of {policy!r} failed; to run it alone: "
            f"compare_policies(..., policies=[{policy!r}], numbers=[{replication}], workers=1)"
        )
        raise


def measure(books: Books, baseline: Books) -> Measured:
    """Measure what a policy did, against the baseline on the same world."""
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
        ratio_parts=np.array(ratio_parts_of(books, card)),
    )
