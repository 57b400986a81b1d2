"""What a study was asked, checked: each argument that makes no sense is one clear error."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from simrecouv.compare.execute import Progress
from simrecouv.compare.precision import FEWEST, check_targets
from simrecouv.errors import EngineError, StudyError, nearest, written
from simrecouv.scenario import Scenario
from simrecouv.scenario.names import nearest_policy
from simrecouv.vocabulary import Label, Mode

#: Most replications of one study: all of them are held in memory.
MOST_REPLICATIONS = 1_000_000
#: Largest whole number of a store, and of the addresses of worlds.
LARGEST = 2**63 - 1


def scenario_asked(asked: object) -> Scenario:
    """Refuse what is no scenario, the name of one among them."""
    if not isinstance(asked, Scenario):
        raise StudyError(
            f"scenario = {written(asked)}: a Scenario expected, as load_scenario returns"
        )
    return asked


def policies_asked(scenario: Scenario, asked: object) -> tuple[str, ...]:
    """Return the names to report: the baseline, first unless it was asked for elsewhere."""
    if asked is None:
        return tuple(scenario.policies)
    names = _listed("policies", asked, "a list of at least one name")
    for name in names:
        if not isinstance(name, str):
            raise StudyError(
                f"policies are compared by name, this is a {type(name).__name__}; a policy written "
                'in Python is simulated world by world on the other engine, "simpy", with '
                "`simulate` and `scorecard`"
            )
        if name not in scenario.policies:
            raise StudyError(f"no policy {name!r}, {nearest_policy(name, scenario.policies)}")
    baseline = scenario.simulation.baseline
    return tuple(dict.fromkeys(names if baseline in names else [baseline, *names]))


def engine_asked(asked: object) -> str:
    """Return the engine of that name; by default the faster one that is installed."""
    from simrecouv.engine import ENGINES, default_engine

    if asked is None:
        return default_engine()
    if not isinstance(asked, str) or asked not in ENGINES:
        raise EngineError(f"no engine {written(asked)}, {nearest(written(asked), ENGINES)}")
    return asked


def mode_asked(asked: Any) -> Mode:
    """Return the mode of that name."""
    try:
        return Mode(asked)
    except ValueError:
        known = [mode.value for mode in Mode]
        raise StudyError(f"no mode {written(asked)}, {nearest(written(asked), known)}") from None


def executor_asked(asked: Any) -> Any:
    """Refuse what cannot be given work; None asks for the usual one."""
    if asked is not None and (isinstance(asked, type) or not hasattr(asked, "submit")):
        raise StudyError(
            f"executor = {written(asked)}: an executor expected, with a method `submit`"
        )
    return asked


def progress_asked(asked: Any) -> Progress:
    """Refuse what cannot be called; None asks for silence."""
    if asked is None:
        return _say_nothing
    if not callable(asked):
        raise StudyError(
            f"progress = {written(asked)}: a function of (done, replications, text) expected"
        )
    told: Progress = asked
    return told


def precision_asked(asked: object) -> Mapping[str, float] | None:
    """Return the half-widths to reach, as numbers of Python; None asks for the usual ones."""
    if isinstance(asked, Mapping):
        asked = {kpi: _plain(half) for kpi, half in asked.items()}
    return check_targets(asked)


def _plain(half: object) -> object:
    """Return a number as a float, infinite where it is beyond any; anything else as it is."""
    if isinstance(half, bool) or not isinstance(half, int | float | np.integer | np.floating):
        return half
    try:
        return float(half)
    except OverflowError:
        return math.inf


def worlds_asked(
    scenario: Scenario,
    replications: object,
    numbers: object,
    at_most: object,
    targets: Mapping[str, float] | None,
) -> Sequence[int]:
    """Return the replications to simulate; for "auto", the most of them."""
    most = whole("at_most", at_most, least=FEWEST, most=MOST_REPLICATIONS)
    if targets is not None and not is_auto(replications):
        raise StudyError("a precision is reached by replications='auto' only")
    if numbers is not None:
        if replications is not None:
            raise StudyError("give either replications or their numbers, not both")
        return _numbers(numbers)
    if is_auto(replications):
        return range(most)
    count = scenario.simulation.replications if replications is None else replications
    more = ', or "auto",' if isinstance(count, str) else ""
    return range(whole("replications", count, most=MOST_REPLICATIONS, more=more))


def is_auto(replications: object) -> bool:
    """Whether a study chooses for itself how many replications it needs."""
    return isinstance(replications, str) and replications == "auto"


def _numbers(asked: object) -> tuple[int, ...]:
    found = _listed("numbers", asked, "a list of at least one replication")
    numbers = [whole("numbers", number, least=0) for number in found]
    if len(set(numbers)) != len(numbers):
        raise StudyError(f"numbers = {written(numbers)}: each once expected")
    return tuple(sorted(numbers))


def whole(name: str, asked: Any, *, least: int = 1, most: int = LARGEST, more: str = "") -> int:
    """Return a whole number between two bounds, of Python or of NumPy; refuse anything else."""
    try:
        number = operator.index(asked)
    except TypeError:
        number = least - 1
    if isinstance(asked, bool) or number < least:
        raise StudyError(
            f"{name} = {written(asked)}: a whole number of at least {least}{more} expected"
        )
    if number > most:
        raise StudyError(f"{name} = {written(asked)}: at most {most} expected")
    return number


def _listed(name: str, asked: Any, meant: str) -> list[Any]:
    """List what was given, a generator included; refuse nothing, too much, and a text."""
    error = StudyError(f"{name} = {written(asked)}: {meant} expected")
    if isinstance(asked, str | bytes | Mapping):
        raise error
    try:
        each = iter(asked)
    except TypeError:
        raise error from None
    found = list(islice(each, MOST_REPLICATIONS + 1))
    if not found:
        raise error
    if len(found) > MOST_REPLICATIONS:
        raise StudyError(f"{name} = {written(asked)}: at most {MOST_REPLICATIONS} expected")
    return found


def _say_nothing(done: int, count: int, text: Label | None) -> None:
    """Report no progress."""
