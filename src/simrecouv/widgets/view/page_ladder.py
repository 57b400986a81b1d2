"""The page of the ladder: its calendar in words, and its steps to add, change, move and delete."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from simrecouv.errors import StudyError, nearest
from simrecouv.scenario import Scenario, calendar_in_words
from simrecouv.vocabulary import Action, Channel, Lang, Tone, Trigger
from simrecouv.vocabulary.typography import COLON, say, sentence
from simrecouv.widgets.levers.ladder import added, changed, moved_to, new_steps, removed, steps_of
from simrecouv.widgets.view import words
from simrecouv.widgets.view.page import Look

#: Changes the trial: called with what makes another scenario of (scenario, trial).
Edit = Callable[[Callable[[Scenario, str], Scenario]], None]
#: Keys that a row may change.
KEYS = ("days", "from", "channel", "tone")


class Ladder(anywidget.AnyWidget):
    """The rows of the ladder; `words` holds what they write, `steps` what they show."""

    _esm = Path(__file__).with_name("ladder.js").read_text(encoding="utf-8")

    steps: Any = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)


class LadderPage:
    """The calendar, then one row for each step."""

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self.calendar, self.rows = ipywidgets.HTML(), Ladder()
        self.rows.on_msg(lambda _, content, __: self._heard(content))
        self.view: Any = ipywidgets.VBox([self.calendar, self.rows])
        self.view.add_class("simrecouv-page")

    def write(self, lang: Lang) -> None:
        """Nothing to write before there is a policy."""

    def show(self, look: Look) -> None:
        """Write the steps of the trial."""
        title = escape(say(words.CALENDAR, look.lang))
        calendar = escape(calendar_in_words(look.scenario, look.trial, look.lang))
        self.calendar.value = f'<div class="simrecouv-calendar"><b>{title}</b> {calendar}</div>'
        with self.rows.hold_sync():
            self.rows.words = _words(look)
            self.rows.steps = [
                _row(step, look.lang) for step in steps_of(look.scenario, look.trial)
            ]

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Nothing more to compute."""
        yield from ()

    def _heard(self, content: Mapping[str, Any]) -> None:
        """Do what a row asks; what makes no sense is refused as a file would be."""
        if "change" in content and content.get("key") in KEYS:
            step, value = str(content["change"]), {content["key"]: content.get("value")}
            self._edit(lambda scenario, trial: changed(scenario, trial, step, value))
        elif "put" in content:
            step, place = str(content["put"]), content.get("place")
            self._edit(lambda scenario, trial: moved_to(scenario, trial, step, _whole(place)))
        elif "remove" in content:
            self._edit(lambda scenario, trial: removed(scenario, trial, str(content["remove"])))
        elif "add" in content:
            self._edit(lambda scenario, trial: _added(scenario, trial, str(content["add"])))


def _whole(place: Any) -> int:
    if type(place) is not int:
        raise StudyError(f"place = {place!r}: a whole number expected")
    return place


def _added(scenario: Scenario, trial: str, action: str) -> Scenario:
    steps = new_steps(scenario, trial)
    if action not in steps:
        raise StudyError(f"no step {action!r} to add, {nearest(action, steps)}")
    return added(scenario, trial, steps[action])


def _row(step: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    action = sentence(say(Action(step["action"]).label, lang))
    return {
        "id": step["id"],
        "name": say(words.STEP, lang, action=action, id=step["id"]),
        **{key: step.get(key) for key in KEYS},
    }


def _words(look: Look) -> dict[str, Any]:
    lang, scenario = look.lang, look.scenario
    channels = [one for one in Channel if one in scenario.behaviour.contact]
    return {
        "head": [say(label, lang) for label in words.LADDER_HEAD],
        "triggers": _options([*Trigger], lang),
        "channels": _options(channels, lang),
        "tones": _options([*Tone], lang),
        "actions": _options([Action(name) for name in new_steps(scenario, look.trial)], lang),
        "colon": COLON.in_(lang),
        **{name: say(label, lang) for name, label in words.LADDER_ACTS.items()},
    }


def _options(found: list[Any], lang: Lang) -> list[list[str]]:
    return [[say(one.label, lang), str(one)] for one in found]
