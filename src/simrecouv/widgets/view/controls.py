"""The controls of the lab: one native input for each lever, in groups, the common ones first.

`Controls` is the whole column; a `Control` is one lever of it, as code moves it. What is shown is
what `simrecouv.widgets.levers` says of the policy: after a gesture every control is written again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from simrecouv.errors import StudyError, nearest
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.levers.lever import Group, Lever, Value
from simrecouv.widgets.view import words

_FOLDER = Path(__file__).parent
#: The group of the levers that are shown at once.
COMMON = "common"


class Controls(anywidget.AnyWidget):
    """The column of levers.

    Attributes
    ----------
    levers
        What each input shows, in the order of the screen.
    groups
        Pairs (name, text).
    group
        Name of the group that is shown.
    """

    _esm = (_FOLDER / "controls.js").read_text(encoding="utf-8")

    levers: Any = traitlets.List().tag(sync=True)
    groups: Any = traitlets.List().tag(sync=True)
    group = traitlets.Unicode(COMMON).tag(sync=True)

    def show(self, levers: Mapping[str, Lever], lang: Lang) -> None:
        """Write every lever as the policy has it."""
        present = {lever.group for lever in levers.values()}
        with self.hold_sync():
            self.groups = [
                [COMMON, say(words.COMMON, lang)],
                *([one.value, say(one.label, lang)] for one in Group if one in present),
            ]
            self.levers = [_plain(lever, lang) for lever in levers.values()]

    def on_move(self, call: Callable[[str, Any], None]) -> None:
        """Call back with (lever, place among its options) when the user moves one."""

        def heard(_: Any, content: Mapping[str, Any], __: Any) -> None:
            if "move" in content:
                call(str(content["move"]), content.get("index"))

        self.on_msg(heard)


class Control:
    """One lever, as code moves it: setting its ``value`` is moving it.

    Attributes
    ----------
    lever
        The lever as it stands; `value` is one of its options.
    """

    def __init__(self, lever: Lever, move: Callable[[str, Value], None]) -> None:
        self.lever, self._move = lever, move

    def __repr__(self) -> str:
        return f"Control({self.lever.name!r}, value={self.value!r})"

    @property
    def value(self) -> Value:
        """What the policy has; to be set to one of ``lever.options``."""
        return self.lever.value

    @value.setter
    def value(self, value: Value) -> None:
        self._move(self.lever.name, value)


def option_at(levers: Mapping[str, Lever], name: str, place: Any) -> Value:
    """Return an option of a lever by its place.

    Raises
    ------
    StudyError
        If there is none: a page that shows another state asked for it.
    """
    if name not in levers:
        raise StudyError(f"no lever {name!r}, {nearest(name, levers)}")
    options = levers[name].options
    if type(place) is not int or not 0 <= place < len(options):
        raise StudyError(f"{name}: no option {place!r}")
    return options[place]


def _plain(lever: Lever, lang: Lang) -> dict[str, Any]:
    """Write a lever as the browser reads it; it sets texts, never markup."""
    name, unit = say(lever.label, lang), say(lever.unit, lang)
    return {
        "name": lever.name,
        "groups": [lever.group.value, *([COMMON] if lever.is_common else [])],
        "label": say(words.WITH_UNIT, lang, name=name, unit=unit) if unit else name,
        "help": say(lever.help, lang),
        "source": say(words.SOURCE, lang, source=say(lever.source, lang)),
        "idle": say(lever.idle, lang) if lever.idle else "",
        "choice": lever.kind == "choice",
        "texts": [lever.written(value, lang) for value in lever.options],
        "index": lever.options.index(lever.value),
    }
