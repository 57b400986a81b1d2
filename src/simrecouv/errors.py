"""The errors that a user meets: each names the place, the value and what was meant.

* `SimrecouvError`, base of all:
* `ScenarioError`: a scenario file or an override that cannot be read;
* `LedgerFileError`: a real ledger that cannot be read;
* `EngineError`: an engine that is unknown, or that disagrees with its twin;
* `StudyError`: a comparison or a report asked for with wrong parameters;
* `MissingExtra`: an optional dependency that is not installed.

`StudyInterrupted` is no error but an interruption (Ctrl-C): it carries what was finished.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

#: Known names that a message lists at most.
MOST_SHOWN = 15


class Problem(NamedTuple):
    """One thing that is wrong: where, the value found there, and what was expected."""

    place: str
    value: object
    message: str

    def __str__(self) -> str:
        shown = "" if self.value is None else f" = {written(self.value)}"
        place = "".join(c if c.isprintable() else "?" for c in self.place)
        return f"{place}{shown}: {self.message}"


def written(value: object) -> str:
    """Write a value that was found, cut where it is long.

    >>> written("17"), written(10**5000)
    ("'17'", 'a number of thousands of digits')
    """
    try:
        return f"{value!r:.80}"
    except ValueError:  # Python refuses to write integers of thousands of digits
        return "a number of thousands of digits"


class SimrecouvError(Exception):
    """Base of every error that the package raises on purpose."""


class _Problems(SimrecouvError):
    """An error that lists all the problems of one input at once."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = list(problems)
        super().__init__("\n".join([source, *(f"  - {problem}" for problem in self.problems)]))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes, notes included."""
        return type(self), (self.source, self.problems), self.__dict__


class ScenarioError(_Problems):
    """A scenario cannot be read; ``problems`` lists everything that is wrong with it."""


class LedgerFileError(_Problems):
    """A real ledger cannot be read; ``problems`` lists everything that is wrong with it."""


class EngineError(SimrecouvError):
    """An engine is unknown, or disagrees with its twin."""


class StudyError(SimrecouvError):
    """A comparison or a report was asked for with parameters that make no sense."""


class StudyInterrupted(KeyboardInterrupt):
    """A comparison was interrupted.

    Attributes
    ----------
    experiment
        The `simrecouv.compare.Experiment` of the replications that were finished; None if none.
    asked
        Number of replications that were to be simulated.
    """

    def __init__(self, experiment: Any, asked: int) -> None:
        self.experiment, self.asked = experiment, asked
        done = 0 if experiment is None else experiment.replications
        super().__init__(f"interrupted after {done} of {asked} replications")


class MissingExtra(SimrecouvError):
    """An optional dependency is missing; the message names the extra that brings it."""

    def __init__(self, feature: str, extra: str) -> None:
        self.feature, self.extra = feature, extra
        super().__init__(f"{feature} needs the extra {extra!r}: pip install 'simrecouv[{extra}]'")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes, notes included."""
        return type(self), (self.feature, self.extra), self.__dict__


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which known name was probably meant.

    >>> nearest("remis", ["remise", "douce"])
    "did you mean 'remise'? (known: douce, remise)"
    """
    names = sorted(known)
    close = get_close_matches(str(name), names, n=1)
    more = ", ..." if len(names) > MOST_SHOWN else ""
    shown = ", ".join(names[:MOST_SHOWN]) + more
    return f"did you mean {close[0]!r}? (known: {shown})" if close else f"known: {shown or 'none'}"
