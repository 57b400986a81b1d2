"""What a page of the lab is given to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from simrecouv.compare import Experiment
from simrecouv.scenario import Scenario
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Lang

#: Opens a room in which an error is said in the lab: one of a callback is lost otherwise.
Said = Callable[[], AbstractContextManager[None]]


class Look(NamedTuple):
    """What is shown at one moment.

    Attributes
    ----------
    scenario
        All policies, the trial among them.
    trial, reference, shown
        Names of the policy that the levers move, of the one that differences are taken from, and
        of all that are shown.
    origin
        The policy that the trial started from: what a lever gives back is as it has it.
    experiment
        What is known of them; None where nothing is.
    lang
        Language of the texts.
    """

    scenario: Scenario
    trial: str
    reference: str
    shown: tuple[str, ...]
    origin: Policy
    experiment: Experiment | None
    lang: Lang

    @property
    def labels(self) -> dict[str, str]:
        """What to show for each policy."""
        policies = self.scenario.policies
        return {name: shown(one.label, name, self.lang) for name, one in policies.items()}


class Page(Protocol):
    """One page of the lab."""

    view: Any

    def write(self, lang: Lang) -> None:
        """Write the texts that depend on the language alone."""

    def show(self, look: Look) -> None:
        """Show what is known; called at each change while the page is seen."""

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Compute what the page wants, in the worker's thread; yield what shows each step."""
