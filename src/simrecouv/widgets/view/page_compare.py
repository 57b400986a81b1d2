"""The page that compares: the trial and up to four pinned policies, one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import ipywidgets

from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.typography import say, sentence
from simrecouv.widgets.trial.readings import Reading, Verdict, readings_of
from simrecouv.widgets.trial.words import TILES
from simrecouv.widgets.view import words
from simrecouv.widgets.view.messages import whole_in_html
from simrecouv.widgets.view.page import Look


class ComparePage:
    """A table, the choice of a policy, and what to do with it.

    Parameters
    ----------
    do
        Called with an act of `words.ON_PINS` and the name of the policy chosen.
    """

    def __init__(self, do: Callable[[str, str], None]) -> None:
        self._table = ipywidgets.HTML()
        self.policy = ipywidgets.Dropdown()
        self.buttons: dict[str, Any] = {}
        for name in words.ON_PINS:
            self.buttons[name] = ipywidgets.Button(layout={"width": "auto"})
            self.buttons[name].on_click(lambda _, name=name: do(name, self.policy.value))
        row = ipywidgets.HBox([self.policy, *self.buttons.values()])
        self.view: Any = ipywidgets.VBox([self._table, row])
        self.view.add_class("simrecouv-page")

    def write(self, lang: Lang) -> None:
        """Write the buttons."""
        self.policy.description = say(words.POLICY, lang)
        for name, label in words.ON_PINS.items():
            self.buttons[name].description = say(label, lang)

    def show(self, look: Look) -> None:
        """Write the table, and the policies that one may choose."""
        names = [name for name in look.scenario.policies if name != look.trial]
        options = tuple((look.labels[name], name) for name in names)
        if options != tuple(self.policy.options):
            chosen = self.policy.value
            self.policy.options = options
            self.policy.value = chosen if chosen in names else look.reference
        self._table.value = _table(look)

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Nothing more to compute."""
        yield from ()


def _table(look: Look) -> str:
    study = look.experiment
    if study is None:
        return ""
    titles = [say(words.POLICY, look.lang), *(say(t, look.lang) for t in TILES.values())]
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    rows = "".join(_row(look, name) for name in look.shown if name in study.policies)
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<table class="simrecouv-table simrecouv-compared">{body}</table>'


def _row(look: Look, name: str) -> str:
    assert look.experiment is not None
    kpis = [*TILES]
    readings = readings_of(look.experiment, name, look.lang, reference=look.reference, kpis=kpis)
    roles = ", ".join(say(label, look.lang) for label in _roles(look, name))
    title = f"<b>{escape(look.labels[name])}</b>" + (f"<br>{escape(roles)}" if roles else "")
    is_reference = name == look.reference
    cells = "".join(_cell(kpi, readings[kpi], is_reference, look.lang) for kpi in kpis)
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'


def _roles(look: Look, name: str) -> Iterator[Label]:
    if name == look.reference:
        yield words.IS_REFERENCE
    if name == look.trial:
        yield words.IS_TRIAL


def _cell(kpi: str, reading: Reading, is_reference: bool, lang: Lang) -> str:
    """Write the level, then how it differs from the reference and how sure that is."""
    lines = [] if kpi == "net_gain" else [reading.level]
    if not is_reference:
        if reading.verdict is not Verdict.NO_EFFECT:
            lines += [reading.difference, f"({reading.interval})" if reading.interval else ""]
        lines.append(sentence(say(reading.verdict.label, lang)))
    return f"<td>{'<br>'.join(whole_in_html(line) for line in lines if line) or '–'}</td>"
