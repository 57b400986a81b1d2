"""What is tried in the lab, without any widget: the trial, the pinned policies, the way back.

A gesture makes one new state, and the states before it are kept: undoing is going back to one.
Nothing is simulated here, and nothing is changed in place.
"""

from __future__ import annotations

from collections import deque
from itertools import count
from pathlib import Path
from typing import NamedTuple

from simrecouv.errors import ScenarioError, StudyError, nearest
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.scenario.base import Text, as_name, shortened
from simrecouv.scenario.policy import Policy
from simrecouv.vocabulary import Label
from simrecouv.vocabulary.typography import visible
from simrecouv.widgets.levers.catalogue import levers_of, moved
from simrecouv.widgets.levers.drafts import policy_of, rebuilt, with_copy
from simrecouv.widgets.levers.lever import Lever, Value
from simrecouv.widgets.trial.session_file import Kept, kept_in, named_file, write_session

#: Policies compared at once, beside the trial.
MOST_PINS = 4
#: Gestures that can be undone.
MOST_STEPS_BACK = 200
#: Characters of a label on a screen, and of the name made from it.
LONGEST_LABEL, LONGEST_STEM = 60, 30

TRIAL_NAME = "essai"
TRIAL_LABEL = Text(fr="essai", en="trial")
PINNED = Label("politique", "policy")


class _State(NamedTuple):
    """One state of a session.

    `origin` is the policy that the trial started from, `opened` the scenario as it was opened, and
    `last` the lever moved last, if the last gesture was a move.
    """

    scenario: Scenario
    trial: str
    reference: str
    pins: tuple[str, ...]
    origin: Policy
    opened: Scenario
    last: str | None = None


class Session:
    """What the user tries: one trial, up to four pinned policies, and the way back.

    Parameters
    ----------
    scenario
        What the user states; the trial starts as a copy of its baseline.

    Raises
    ------
    ScenarioError
        If the scenario has no room for one more policy.

    Examples
    --------
    >>> session = Session(load_scenario("pme-b2b"))
    >>> session.move("first_reminder", 3)
    >>> session.pin("Plus tôt")
    >>> session.shown, session.reference
    (('douce', 'Plus-tôt', 'essai'), 'Plus-tôt')
    >>> session.undo()
    >>> session.shown, session.levers["first_reminder"].value
    (('douce', 'essai'), 3)
    """

    def __init__(self, scenario: Scenario) -> None:
        self._state = _opened(scenario, Kept())
        self._past: deque[_State] = deque(maxlen=MOST_STEPS_BACK)

    @property
    def scenario(self) -> Scenario:
        """All policies: those of the file, those pinned, and the trial."""
        return self._state.scenario

    @property
    def trial(self) -> str:
        """Name of the policy that the levers move."""
        return self._state.trial

    @property
    def reference(self) -> str:
        """Name of the pinned policy that differences are taken from."""
        return self._state.reference

    @property
    def pins(self) -> tuple[str, ...]:
        """Names of the pinned policies, in order, the reference among them."""
        return self._state.pins

    @property
    def shown(self) -> tuple[str, ...]:
        """Names of the policies to simulate: those pinned, then the trial."""
        return (*self.pins, self.trial)

    @property
    def origin(self) -> Policy:
        """The policy that the trial started from, as it was then."""
        return self._state.origin

    @property
    def levers(self) -> dict[str, Lever]:
        """The levers of the trial."""
        return levers_of(self.scenario, self.trial, self.origin)

    @property
    def last_moved(self) -> str | None:
        """Name of the lever moved last; None after any other gesture."""
        return self._state.last

    @property
    def can_undo(self) -> bool:
        """Whether there is a gesture to take back."""
        return bool(self._past)

    # === The trial ===

    def move(self, lever: str, value: Value) -> None:
        """Move a lever of the trial; to where it is already, it is no gesture.

        Raises
        ------
        StudyError
            If there is no such lever, or if it takes no such value.
        ScenarioError
            If the scenario would make no sense.
        """
        new = moved(self.scenario, self.trial, lever, value, self.origin)
        self._become(self._state._replace(scenario=new, last=lever))

    def edit(self, scenario: Scenario) -> None:
        """Take a scenario in which the trial was changed otherwise, e.g. by its ladder.

        Raises
        ------
        StudyError
            If another policy was changed as well.
        """
        for name, policy in self.scenario.policies.items():
            if name not in scenario.policies:
                raise StudyError(f"the policy {name!r} is missing")
            if name != self.trial and scenario.policies[name] != policy:
                raise StudyError(f"only the trial may change, {name!r} did")
        self._become(self._state._replace(scenario=scenario, last=None))

    def reset(self) -> None:
        """Put the trial, and the assumptions, back to where they started."""
        state = self._state
        assumed = {name: getattr(state.opened, name) for name in ("behaviour", "finance")}
        new = with_copy(rebuilt(state.scenario, assumed), state.origin, state.trial, TRIAL_LABEL)
        self._become(state._replace(scenario=new, last=None))

    def start_from(self, policy: str) -> None:
        """Make the trial a copy of a policy.

        Raises
        ------
        StudyError
            If there is no such policy.
        """
        state, origin = self._state, policy_of(self.scenario, policy)
        if policy == state.trial:
            return
        new = with_copy(state.scenario, origin, state.trial, TRIAL_LABEL)
        self._become(state._replace(scenario=new, origin=origin, last=None))

    # === The pins ===

    def pin(self, name: str) -> None:
        """Keep the trial under a label that the user types; it becomes the reference.

        Raises
        ------
        StudyError
            If four policies are pinned already.
        """
        self._check_room()
        state = self._state
        label = _free_label(name, self._labels())
        stem = as_name(label, LONGEST_STEM) or PINNED.fr
        new = _free_name(stem, state.scenario)
        scenario = with_copy(
            state.scenario, state.scenario.policies[state.trial], new, Text(fr=label, en=label)
        )
        pins = (*state.pins, new)
        self._become(state._replace(scenario=scenario, pins=pins, reference=new, last=None))

    def show(self, policy: str) -> None:
        """Pin a policy of the scenario as it is; the reference stays.

        Raises
        ------
        StudyError
            If there is no such policy, or if four are pinned already.
        """
        policy_of(self.scenario, policy)
        if policy not in self.shown:
            self._check_room()
            self._become(self._state._replace(pins=(*self.pins, policy), last=None))

    def unpin(self, name: str) -> None:
        """Compare a policy no more; it stays in the scenario.

        Raises
        ------
        StudyError
            If it is not pinned, or if it is the last one.
        """
        self._check_pinned(name)
        pins = tuple(one for one in self.pins if one != name)
        if not pins:
            raise StudyError(f"{name!r} is the last pinned policy: pin another one first")
        reference = pins[0] if name == self.reference else self.reference
        self._become(self._state._replace(pins=pins, reference=reference, last=None))

    def refer_to(self, name: str) -> None:
        """Take differences from a pinned policy.

        Raises
        ------
        StudyError
            If it is not pinned.
        """
        self._check_pinned(name)
        self._become(self._state._replace(reference=name, last=None))

    # === The way back, and files ===

    def undo(self) -> None:
        """Take the last gesture back; nothing where there is none."""
        if self._past:
            self._state = self._past.pop()

    def save(self, path: str | Path) -> Path:
        """Write all policies to a scenario file, and return where.

        Raises
        ------
        StudyError
            If the file cannot be written, or if the lab has not written what is there.
        """
        kept = Kept(trial=self.trial, reference=self.reference, pins=self.pins)
        return write_session(self.scenario, kept, path)

    def load(self, path: str | Path) -> None:
        """Open a scenario file; one that was saved here opens as it was left.

        Raises
        ------
        StudyError
            If nothing is named, or a folder.
        ScenarioError
            If it cannot be read; everything stays as it was.
        """
        try:
            scenario = load_scenario(path)
        except ScenarioError:
            named_file(path)
            raise
        self._become(_opened(scenario, kept_in(path)))

    def _become(self, state: _State) -> None:
        """Take a gesture; one that changes nothing is none."""
        if state._replace(last=None) != self._state._replace(last=None):
            self._past.append(self._state)
            self._state = state

    def _check_room(self) -> None:
        if len(self.pins) >= MOST_PINS:
            raise StudyError(f"{MOST_PINS} policies are pinned already: unpin one first")

    def _check_pinned(self, name: str) -> None:
        if name not in self.pins:
            raise StudyError(f"{name!r} is not pinned, {nearest(name, self.pins)}")

    def _labels(self) -> set[str]:
        policies = self.scenario.policies.items()
        return {text for n, p in policies for text in (n, *dict(p.label or {}).values())}


def _opened(scenario: Scenario, kept: Kept) -> _State:
    """Open a scenario: with the trial that it was saved with, or with a copy of its baseline."""
    baseline = scenario.simulation.baseline
    trial = kept.trial
    if trial not in scenario.policies or trial == baseline:
        trial = _free_name(TRIAL_NAME, scenario)
        scenario = with_copy(scenario, scenario.policies[baseline], trial, TRIAL_LABEL)
    known = [name for name in kept.pins if name in scenario.policies and name != trial]
    pins = tuple(dict.fromkeys(known))[:MOST_PINS] or (baseline,)
    reference = kept.reference if kept.reference in pins else pins[0]
    return _State(scenario, trial, reference, pins, scenario.policies[trial], scenario)


def _free_name(stem: str, scenario: Scenario) -> str:
    """Name a policy: the stem, or the first ``stem-2``, ``stem-3`` ... that is free."""
    names = (stem if k == 1 else f"{stem}-{k}" for k in count(1))
    return next(name for name in names if name not in scenario.policies)


def _free_label(typed: str, taken: set[str]) -> str:
    """Make a label of what a user types: on one line, not too long, and unlike the others."""
    seen = "".join(c if visible(c) == c else " " for c in typed)
    label = shortened(" ".join(seen.split()), LONGEST_LABEL) or PINNED.fr
    labels = (label if k == 1 else f"{label} ({k})" for k in count(1))
    return next(one for one in labels if one not in taken)
