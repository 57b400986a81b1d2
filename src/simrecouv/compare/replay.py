"""One replication of a study, replayed on the reference engine: event for event the same.

The compiled engine is proven equal to SimPy by tests; each study proves it again on one (policy,
replication) that addressed luck picks: seed and number of replications decide. The replay runs in
a process beside the study. Only digests of the two ledgers travel; where they differ, both engines
run again here, and the error shows the first event that differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

import numpy as np

from simrecouv.compare.execute import process_beside, stop
from simrecouv.compare.worker import digest_of, stated
from simrecouv.errors import EngineError, StudyError
from simrecouv.ledger import LEDGER_DTYPE, Ledger
from simrecouv.scenario import Scenario
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, Label, Lang, Mode
from simrecouv.vocabulary.typography import say
from simrecouv.world.addressing import Stream, replication_key, uniform

REPLAYED = Label(
    "réplication {replication} de « {policy} » rejouée dans SimPy : identique",
    "replication {replication} of '{policy}' replayed in SimPy: identical",
)
IS_REFERENCE = Label(
    "calculé par SimPy, le moteur de référence : rien à rejouer",
    "computed by SimPy, the reference engine: nothing to replay",
)
NOT_REPLAYED = Label("aucune réplication rejouée dans SimPy", "no replication replayed in SimPy")
#: What a progress bar says while only the replay is still running.
REPLAYING = Label("une réplication rejouée dans SimPy", "replaying one replication in SimPy")

#: A wrong kernel may write any number as a kind.
_NAMES = {int(kind): kind.name for kind in Kind}


class Replay(NamedTuple):
    """A policy and a replication that both engines simulated, to the same events."""

    policy: str
    replication: int


def replay_in_words(engine: str, replay: Replay | None, lang: Lang) -> str:
    """Say what was replayed of a study.

    >>> replay_in_words("compiled", Replay("ferme", 17), "en")
    "replication 17 of 'ferme' replayed in SimPy: identical"
    """
    if replay is not None:
        return say(REPLAYED, lang, **replay._asdict())
    return say(IS_REFERENCE if engine == "simpy" else NOT_REPLAYED, lang)


def picked(seed: int, policies: Sequence[str], numbers: Sequence[int]) -> Replay:
    """Pick what to replay, by addressed luck.

    Parameters
    ----------
    seed
        The scenario's.
    policies
        Names to pick from.
    numbers
        Replications to pick from; how many they are is part of the address.
    """
    key = replication_key(seed, len(numbers))
    policy, number = (uniform(key, int(Stream.REPLAY), index) for index in (0, 1))
    return Replay(policies[int(policy * len(policies))], numbers[int(number * len(numbers))])


class Replaying:
    """A replay under way in a process of its own.

    Parameters
    ----------
    scenario, mode
        Of the study.
    chosen
        What to replay.
    """

    def __init__(self, scenario: Scenario, mode: Mode, chosen: Replay) -> None:
        self.scenario, self.mode, self.chosen = scenario, mode, chosen
        self._process: Executor = process_beside()
        self._digest: Future[str] = self._process.submit(simpy_digest, scenario, mode, chosen)

    def verify(self, digest: str) -> Replay:
        """Wait for the replay, and hold its events against those of the compiled engine.

        Raises
        ------
        EngineError
            If they differ; shows the first event that does.
        StudyError
            If the process of the replay dies.
        """
        try:
            is_same = self._digest.result() == digest
        except BrokenProcessPool as error:
            self.give_up()
            raise StudyError(
                "the process that replays one replication in SimPy stopped, out of memory "
                "perhaps: replay=False does without it"
            ) from error
        if not is_same:
            raise EngineError(_difference(self.scenario, self.mode, self.chosen))
        return self.chosen

    def give_up(self) -> None:
        """End the replay if it is still running."""
        if not self._digest.done():
            stop(self._process)


def simpy_digest(scenario: Scenario, mode: Mode, chosen: Replay) -> str:
    """Simulate on the reference engine, and sum up the ledger."""
    return digest_of(_simulated(scenario, mode, chosen, "simpy"))


def _simulated(scenario: Scenario, mode: Mode, chosen: Replay, engine: str) -> Ledger:
    from simrecouv.engine import simulate
    from simrecouv.world import build_world

    here = stated(scenario, mode, chosen.replication)
    return simulate(here, build_world(here, chosen.replication), chosen.policy, engine)


def _difference(scenario: Scenario, mode: Mode, chosen: Replay) -> str:
    """Simulate again on both engines, here, and say where they part."""
    ledgers = [_simulated(scenario, mode, chosen, engine) for engine in ("compiled", "simpy")]
    place = f"replication {chosen.replication} of {chosen.policy!r}"
    row = first_difference(*ledgers)
    if row is None:
        return (
            f"{place}: the two engines gave different events in this study, and the same ones "
            "when simulated again: the machine, or a change of the sources meanwhile, is to blame"
        )
    lines = [
        f"{place}: the two engines part at event {row}; please report it",
        *(
            f"  {engine}: {event_in_words(ledger, row)}"
            for engine, ledger in zip(("compiled", "simpy"), ledgers, strict=True)
        ),
    ]
    return "\n".join(lines)


def first_difference(one: Ledger, other: Ledger) -> int | None:
    """Return the number of the first event that differs; None if all are the same."""
    common = min(len(one), len(other))
    differs = np.zeros(common, dtype=bool)
    for field in LEDGER_DTYPE.names or ():
        differs |= one.events[field][:common] != other.events[field][:common]
    if differs.any():
        return int(differs.argmax())
    return None if len(one) == len(other) else common


def event_in_words(ledger: Ledger, row: int) -> str:
    """Write an event in full: its day and tick, the name of its kind, and every field."""
    if row >= len(ledger):
        return "no such event: the ledger ends before"
    event = {name: int(ledger.events[row][name]) for name in LEDGER_DTYPE.names or ()}
    kind, step = event.pop("kind"), event["step"]
    name = _NAMES.get(kind, f"unknown kind {kind}")
    if 0 <= step < len(ledger.steps):
        name = f"{name} ({ledger.steps[step]})"
    fields = ", ".join(f"{field} {value}" for field, value in event.items())
    return f"day {event['tick'] // TICKS_PER_DAY}, {name}, {fields}"
