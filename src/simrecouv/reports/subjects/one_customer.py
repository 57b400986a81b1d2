"""One customer whom two policies treated with the same luck: its ledgers, scorecards and effects.

The tables and the sentences are in `simrecouv.reports.questions.one_customer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from simrecouv.kpi import bridge, scorecard
from simrecouv.kpi.one_customer import ledger_of_customer
from simrecouv.ledger import Ledger
from simrecouv.scenario import Scenario
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import BRIDGE, Lang
from simrecouv.vocabulary.typography import typeset
from simrecouv.world import World


@dataclass(frozen=True)
class OneCustomer:
    """A customer whom two policies treated, with the same luck.

    Attributes
    ----------
    scenario, world
        Where it lives.
    ledgers
        Of the whole portfolio: the reference, then the trial.
    customer
        Its number.
    lang
        Language of the texts.
    """

    scenario: Scenario
    world: World
    ledgers: Mapping[str, Ledger]
    customer: int
    lang: Lang = "fr"

    @cached_property
    def own(self) -> dict[str, Ledger]:
        """Its own ledger under each policy."""
        each = self.ledgers.items()
        return {name: ledger_of_customer(ledger, self.customer) for name, ledger in each}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What to show for each policy."""
        known = self.scenario.policies
        return {
            name: typeset(shown(known[name].label, name, self.lang), self.lang)
            for name in self.ledgers
        }

    @cached_property
    def cards(self) -> dict[str, dict[str, float]]:
        """Its scorecard under each policy, against the reference."""
        finance, reference = self.scenario.finance, next(iter(self.own.values()))
        return {name: scorecard(one, finance, reference) for name, one in self.own.items()}

    @cached_property
    def effects(self) -> dict[str, float]:
        """Terms of its net gain under the trial [cents], signs applied, in order."""
        before, after = (bridge(one, self.scenario.finance) for one in self.own.values())
        return {name: sign * (after[name] - before[name]) for name, sign, _ in BRIDGE}
