"""A run of the SimPy engine in slow motion: step it, look into it, continue otherwise."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from simrecouv.engine.planning import build_plan
from simrecouv.engine.reference import Company
from simrecouv.engine.reference.dunning import ladder_step
from simrecouv.engine.reference.rules_in_python import due_step_of, view_of
from simrecouv.engine.rule import InvoiceView, PolicyRule
from simrecouv.engine.simulate import as_ledger, check_world, policy_name
from simrecouv.engine.tabulate import build_tables
from simrecouv.errors import StudyError
from simrecouv.ledger import Ledger
from simrecouv.scenario.scenario import Scenario
from simrecouv.scenario.steps import ContactStep
from simrecouv.units import date_of, day_of
from simrecouv.world import World


class Run:
    """One world under the baseline, that goes on day by day and may change policy.

    Parameters
    ----------
    scenario, world
        What is simulated, and the luck it meets. Day 0 is the scenario's start; the run begins
        before it, with the run-in.

    Raises
    ------
    StudyError
        When asked to go back in time, or to follow an unknown policy.

    Examples
    --------
    >>> from simrecouv.scenario import load_scenario
    >>> from simrecouv.world import build_world
    >>> scenario = load_scenario("pme-b2b", ["segments.pme.customers=5"])
    >>> run = Run(scenario, build_world(scenario))
    >>> run.run_until(0)
    >>> run.follow("ferme")
    >>> run.run_until(30)
    >>> run.date.isoformat(), bool((run.open_invoices()["open_eur"] > 0.0).all())
    ('2026-01-31', True)
    """

    def __init__(self, scenario: Scenario, world: World) -> None:
        self.scenario, self.world = scenario, world
        self.policy = scenario.simulation.baseline
        check_world(scenario, world)
        self._is_broken = False
        self._company = Company(build_tables(scenario), build_plan(scenario, self.policy), world)

    @property
    def today(self) -> int:
        """[days] Day that comes next; everything before it has happened."""
        return self._company.today

    @property
    def date(self) -> datetime.date:
        """Calendar date of `today`."""
        return date_of(self.today, self.scenario.simulation.start)

    def run_until(self, day: int | datetime.date) -> None:
        """Let all the days before a day happen, at most to the end of the simulation.

        The day is a calendar date, or a number of days counted from the scenario's start.
        """
        day = self._day_number(day)
        if day < self.today:
            raise StudyError(f"the run is at day {self.today}: it cannot go back to day {day}")
        if self._is_broken:
            raise StudyError("this run stopped on an error: start another one")
        self._is_broken = True
        self._company.run_until(min(day, self.scenario.clock.end_day))
        self._is_broken = False

    def _day_number(self, day: int | datetime.date) -> int:
        if isinstance(day, datetime.datetime):
            day = day.date()
        if isinstance(day, datetime.date):
            return day_of(day, self.scenario.simulation.start)
        if isinstance(day, bool) or not isinstance(day, int | np.integer):
            raise StudyError(f"a day number or a date expected, this is {day!r}")
        return int(day)

    def follow(self, policy: str | PolicyRule) -> None:
        """Continue under another policy; steps already executed are known by their ids."""
        self.policy = policy_name(self.scenario, policy)
        rule = due_step_of(policy, self.scenario) if isinstance(policy, PolicyRule) else ladder_step
        self._company.switch(build_plan(self.scenario, self.policy), rule)

    def open_invoices(self) -> pd.DataFrame:
        """Return the unpaid invoices as the creditor sees them, one row each."""
        steps = self.scenario.policies[self.policy].steps
        ids = [step.id for step in steps if isinstance(step, ContactStep)]
        segments = tuple(self.scenario.segments)
        unpaid = self._company.unpaid.values()
        views = [view_of(invoice, segments, ids) for invoice in unpaid]
        return pd.DataFrame(views, columns=list(InvoiceView._fields))

    def ledger(self) -> Ledger:
        """Return what has happened so far; it tells histories, its KPIs need the whole run."""
        return as_ledger(self.scenario, self.world, self.policy, self._company.events(), self.today)
