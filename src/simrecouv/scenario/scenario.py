"""The root of a scenario, and the clock that its longest delays imply."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from simrecouv.scenario.base import Name, Table, Whole
from simrecouv.scenario.behaviour import Behaviour
from simrecouv.scenario.finance import Finance
from simrecouv.scenario.names import unknown_names
from simrecouv.scenario.opening import Opening, misfit
from simrecouv.scenario.policy import Policy
from simrecouv.scenario.portfolio import Creditor, Segment, Terms
from simrecouv.scenario.problems import UNKNOWN_NAMES
from simrecouv.scenario.profile import Profile
from simrecouv.scenario.provenance import Provenance
from simrecouv.scenario.steps import (
    FactoringStep,
    LegalStep,
    PlacementStep,
    Step,
    WriteOffStep,
)
from simrecouv.scenario.third_parties import Agency, Court, Factor, Insurer
from simrecouv.units import DAYS_PER_YEAR, date_of, day_of
from simrecouv.vocabulary import SegmentKind

#: Age past due [days] at which a debt leaves the headline DSO, and the default of write-off.
OLDEST_DAYS = 730

#: Whom a step that names no segment leaves alone.
_SPARED: dict[type, tuple[SegmentKind, ...]] = {
    PlacementStep: (SegmentKind.PUBLIC,),
    LegalStep: (SegmentKind.PUBLIC,),
    FactoringStep: (SegmentKind.PUBLIC, SegmentKind.CONSUMER),
}

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_as_a_date(given: Any) -> Any:
    """Refuse what would be read as seconds since 1970."""
    if isinstance(given, date) or (isinstance(given, str) and _DATE.match(given)):
        return given
    raise ValueError("a date such as 2026-01-01 expected")


def _within_calendar(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise ValueError("a date from 2000 to 2100 expected")
    return day


class Simulation(Table):
    """How the study runs."""

    baseline: str = Field(description="The policy in force before day 0, and the reference")
    start: Annotated[
        date, BeforeValidator(_written_as_a_date), AfterValidator(_within_calendar)
    ] = Field(date(2026, 1, 1), description="Calendar date of day 0, the switch")
    replications: Whole = Field(50, ge=1, le=100_000, description="Worlds to draw")
    seed: Whole = Field(2026, ge=0, lt=2**63, description="Names the luck of all worlds")


class Clock(NamedTuple):
    """The days of a simulation (`model.md` 6), counted from the switch.

    `first_day` opens the run-in under the policy in force; orders of days 0 to
    ``cohort_days - 1`` are the measured cohorts; `end_day` is the first day not simulated;
    `month_ends` are the 12 closings of the year that follows the cohorts'.
    """

    first_day: int
    cohort_days: int
    end_day: int
    month_ends: tuple[int, ...]


def month_ends_after(start: date, day: int) -> tuple[int, ...]:
    """Return the next 12 ends of calendar months, from a day on, as days counted from `start`.

    >>> month_ends_after(date(2026, 1, 1), 365)[:3]
    (395, 423, 454)
    """
    first = date_of(day, start)
    months = [first.year * 12 + first.month + k for k in range(12)]
    return tuple(day_of(date(m // 12, m % 12 + 1, 1), start) - 1 for m in months)


class Scenario(Table):
    """Everything that a user states; nothing else is an input of a simulation."""

    name: Name = Field("scenario", description="Names the folder of its reports")
    creditor: Creditor = Creditor()
    simulation: Simulation
    finance: Finance = Finance()
    behaviour: Behaviour = Behaviour()
    profiles: dict[Name, Profile] = Field(min_length=1, max_length=100)
    segments: dict[Name, Segment] = Field(min_length=1, max_length=1000)
    agencies: dict[Name, Agency] = Field({}, max_length=100)
    courts: dict[Name, Court] = Field({}, max_length=100)
    factors: dict[Name, Factor] = Field({}, max_length=100)
    insurers: dict[Name, Insurer] = Field({}, max_length=100)
    policies: dict[Name, Policy] = Field(min_length=1, max_length=100)
    opening: Opening | None = None
    provenance: tuple[Provenance, ...] = ()

    @model_validator(mode="after")
    def _names_exist(self) -> Scenario:
        problems = unknown_names(self.model_dump(mode="json", by_alias=True))
        if problems:
            stated = "; ".join(str(problem) for problem in problems)
            raise PydanticCustomError(UNKNOWN_NAMES, "{stated}", {"stated": stated})
        return self

    @model_validator(mode="after")
    def _opening_fits(self) -> Scenario:
        if self.opening is not None:
            problem = misfit(self.opening, self.segments, self.behaviour)
            if problem:
                raise ValueError(f"opening: {problem}")
        return self

    @property
    def clock(self) -> Clock:
        """The days to simulate: run-in, cohorts, and a year of follow-up past the last due date."""
        terms = [segment.terms for segment in self.segments.values()]
        terms += [t for policy in self.policies.values() for t in policy.all_terms]
        longest = max(t.longest_days for t in terms)
        ages = [policy.write_off_days for policy in self.policies.values()]
        oldest = max([OLDEST_DAYS, *(age for age in ages if age is not None)])
        follow_up = DAYS_PER_YEAR + longest
        return Clock(
            first_day=min(-(oldest + longest + 30), self._first_recorded_day),
            cohort_days=DAYS_PER_YEAR,
            end_day=DAYS_PER_YEAR + follow_up + 1,
            month_ends=month_ends_after(self.simulation.start, DAYS_PER_YEAR),
        )

    @property
    def _first_recorded_day(self) -> int:
        return 0 if self.opening is None else min(self.opening.issue_day)

    @property
    def fingerprint(self) -> str:
        """A hash of what is simulated, name and provenance apart: same hash, same simulation."""
        stated = self.model_dump(mode="json", by_alias=True, exclude={"name", "provenance"})
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def terms_of(self, policy: str, segment: str) -> Terms:
        """Terms that a policy gives to a segment: its own, or the segment's."""
        return self.policies[policy].terms.get(segment, self.segments[segment].terms)

    def segments_of(self, policy: str, step: Step) -> tuple[str, ...]:
        """Segments on which a policy may run one of its steps, in the order of the file.

        Those that the step names, less those that the policy leaves alone (write-off apart). A step
        that names none concerns all, but public buyers are placed and sued only when named, and
        only companies are factored.
        """
        named = None if step.segments is None else set(step.segments)
        excluded = self.policies[policy].exclude.segments
        alone = frozenset(() if isinstance(step, WriteOffStep) else excluded)
        spared = _SPARED.get(type(step), ())
        return tuple(
            name
            for name, segment in self.segments.items()
            if name not in alone
            and (segment.kind not in spared if named is None else name in named)
        )
