"""The row of buttons above the lab: language, undo, pins, files, stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets

from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.view import words

#: How each language calls itself.
LANGUAGES = (("Français", "fr"), ("English", "en"))


class Header:
    """Buttons, and the two texts that they read.

    Parameters
    ----------
    acts
        What each button of `words.BUTTONS` does, by name.
    choose
        Called with the language that the user chooses.

    Attributes
    ----------
    view
        The row.
    buttons, name, path, language
        Its widgets.
    """

    def __init__(self, acts: dict[str, Callable[[], None]], choose: Callable[[Lang], None]) -> None:
        self.language = ipywidgets.ToggleButtons(options=LANGUAGES, style={"button_width": "auto"})
        self.language.observe(lambda change: choose(change["new"]), names="value")
        self.name, self.path = ipywidgets.Text(), ipywidgets.Text()
        self.buttons: dict[str, Any] = {}
        for name in words.BUTTONS:
            self.buttons[name] = ipywidgets.Button(layout={"width": "auto"})
            self.buttons[name].on_click(lambda _, act=acts[name]: act())
        row = [
            self.language,
            *(self.buttons[name] for name in ("undo", "reset")),
            self.name,
            self.buttons["pin"],
            self.path,
            *(self.buttons[name] for name in ("save", "load", "stop")),
        ]
        self.view = ipywidgets.HBox(row)
        self.view.add_class("simrecouv-header")

    def write(self, lang: Lang) -> None:
        """Write the row in a language."""
        self.language.value = lang
        self.language.tooltips = [text for text, _ in LANGUAGES]
        for name, (label, help_) in words.BUTTONS.items():
            self.buttons[name].description = say(label, lang)
            self.buttons[name].tooltip = say(help_, lang)
        for field, text in ((self.name, words.PIN_NAME), (self.path, words.PATH)):
            field.placeholder = field.tooltip = say(text, lang)
