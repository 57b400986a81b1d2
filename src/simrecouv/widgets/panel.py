"""The view of the policy panel: sliders, four tiles, the ladder in words, and a figure.

The panel holds no formula: sliders are read by `simrecouv.widgets.levers`, results are written by
`tiles` and `simrecouv.figures`. Callbacks run in the kernel's thread. What they show, their errors
included, is the state of an output widget: a page that is reloaded shows what the sliders say.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from time import perf_counter
from typing import Any, get_args

import ipywidgets
import plotly.graph_objects as go

from simrecouv.compare import Experiment, compare_policies
from simrecouv.errors import StudyError, nearest
from simrecouv.figures import plot_bridge, plot_comparison, plot_receivables
from simrecouv.scenario import Scenario, advice_on, calendar_in_words
from simrecouv.scenario.words import shown
from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.numbers import number
from simrecouv.vocabulary.typography import say
from simrecouv.widgets import words
from simrecouv.widgets.controls import (
    control_of,
    error_output,
    figure_output,
    note_in_html,
    picture_buttons,
    reset_button,
    slider_of,
)
from simrecouv.widgets.levers import levers_of, trial_name, trial_scenario
from simrecouv.widgets.tiles import tiles_in_html

#: Worlds of one redraw: enough for an interval, few enough to answer at once.
REPLICATIONS = 8
#: Height kept for the figure, so that the page does not jump [CSS].
FIGURE_HEIGHT = "440px"


class PolicyPanel:
    """Try a policy with sliders, against the baseline of a scenario, on common worlds.

    Parameters
    ----------
    scenario
        What the user states; the trial starts from its baseline.
    lang
        ``"fr"`` or ``"en"``.
    replications
        Worlds of one redraw.

    Attributes
    ----------
    view
        The widget to show in a notebook.
    sliders
        One widget per lever, by name; setting its ``value`` is moving it.
    experiment
        The comparison that the tiles and the figure show; None where it failed.
    figure
        The figure shown.

    Raises
    ------
    StudyError
        If the language is not one of the two.

    Examples
    --------
    In a notebook, ``PolicyPanel(scenario).view`` is the last line of a cell.

    >>> from simrecouv.scenario import load_scenario
    >>> PolicyPanel(load_scenario("pme-b2b"), lang="de")
    Traceback (most recent call last):
    simrecouv.errors.StudyError: lang = 'de': known: en, fr
    """

    def __init__(
        self, scenario: Scenario, lang: Lang = "fr", *, replications: int = REPLICATIONS
    ) -> None:
        if lang not in get_args(Lang):
            raise StudyError(f"lang = {lang!r}: {nearest(lang, get_args(Lang))}")
        self.scenario, self.lang, self.replications = scenario, lang, replications
        self.trial, self.levers = trial_name(scenario), levers_of(scenario)
        self.experiment: Experiment | None = None
        self.figure: go.Figure | None = None
        self.output = ipywidgets.Output(layout={"min_height": FIGURE_HEIGHT})
        self.sliders = {name: slider_of(lever, lang) for name, lever in self.levers.items()}
        self.picture = picture_buttons(lang)
        self.reset_button = reset_button(lang)
        self.status, self.tiles, self.ladder = (ipywidgets.HTML() for _ in range(3))
        self._watch()
        self.picture.observe(self._draw_again, names="value")
        self.reset_button.on_click(self.reset)
        self.view = self._laid_out()
        self._compute()

    @property
    def positions(self) -> dict[str, float]:
        """Where each slider is."""
        return {name: slider.value for name, slider in self.sliders.items()}

    def reset(self, *_: object) -> None:
        """Put every slider where the baseline is, and compute once."""
        for name, slider in self.sliders.items():
            slider.unobserve(self._compute, names="value")
            slider.value = self.levers[name].start
        self._watch()
        self._compute()

    def _study(self) -> Experiment:
        if self.experiment is None:
            raise StudyError(say(words.FAILED, self.lang))
        return self.experiment

    def _watch(self) -> None:
        for slider in self.sliders.values():
            slider.observe(self._compute, names="value")

    def _compute(self, *_: object) -> None:
        """Compare the trial with the baseline; nothing stale stays on screen if it fails."""
        self.experiment = self.figure = None
        self._say(words.COMPUTING)
        started = perf_counter()
        try:
            trial = trial_scenario(self.scenario, self.positions)
            self.experiment = compare_policies(
                trial, policies=[self.trial], replications=self.replications, replay=False
            )
            self._write(trial)
            self._draw()
        except Exception as error:
            self._fail(error)
        else:
            seconds = number(perf_counter() - started, 1, self.lang)
            self._say(words.COMPUTED, n=self.replications, seconds=seconds)

    def _draw_again(self, *_: object) -> None:
        try:
            self._draw()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Show an error in the place of the figure: a callback that raises shows nothing."""
        self.experiment = self.figure = None
        self.tiles.value = self.ladder.value = ""
        self._say(words.FAILED)
        self.output.outputs = (error_output(error),)

    def _say(self, text: Label, **values: object) -> None:
        self.status.value = note_in_html(say(text, self.lang, **values))

    def _write(self, trial: Scenario) -> None:
        """Write the tiles, the ladder of the trial, and what law and sense say of it."""
        self.tiles.value = tiles_in_html(self._study(), self.trial, self.lang)
        title = escape(say(words.CALENDAR, self.lang))
        calendar = escape(calendar_in_words(trial, self.trial, self.lang))
        remarks = "".join(f"<li>{escape(one)}</li>" for one in self._remarks(trial))
        self.ladder.value = (
            f'<div style="line-height:1.4"><b>{title}</b> {calendar}'
            f'<ul style="margin:4px 0">{remarks}</ul></div>'
        )

    def _remarks(self, trial: Scenario) -> Iterator[str]:
        """Say what law and sense say of the trial, and of which step."""
        alone = trial.model_copy(update={"policies": {self.trial: trial.policies[self.trial]}})
        at = f"policies.{self.trial}."
        for one in advice_on(alone):
            if one.place.startswith(at):
                step = one.place.partition(f"{at}steps.")[2].partition(".")[0]
                text = one.text.in_(self.lang)
                yield say(words.REMARK, self.lang, step=step, remark=text) if step else text

    def _draw(self) -> None:
        """Show the figure asked for."""
        study = self._study()
        common: dict[str, Any] = {
            "lang": self.lang,
            "labels": {name: self._label(study.scenario, name) for name in study.policies},
        }
        if self.picture.value == "bridge":
            self.figure = plot_bridge(study.bridge, study.baseline, self.trial, **common)
        elif self.picture.value == "comparison":
            self.figure = plot_comparison(
                study.scorecard,
                levels=study.summary(),
                differences=study.differences(),
                mode=study.mode,
                **common,
            )
        else:
            start = study.scenario.simulation.start
            self.figure = plot_receivables(study.curves, start=start, **common)
        self.output.outputs = (figure_output(self.figure),)

    def _label(self, scenario: Scenario, policy: str) -> str:
        return shown(scenario.policies[policy].label, policy, self.lang)

    def _laid_out(self) -> Any:
        baseline = self._label(self.scenario, self.scenario.simulation.baseline)
        heading = escape(say(words.HEADING, self.lang, baseline=baseline))
        controls = [control_of(name, slider, self.lang) for name, slider in self.sliders.items()]
        parts = [
            ipywidgets.HTML(heading),
            ipywidgets.Box(controls, layout={"flex_flow": "row wrap"}),
            ipywidgets.HBox([self.reset_button, self.status], layout={"align_items": "center"}),
            self.tiles,
            self.ladder,
            self.picture,
            self.output,
        ]
        return ipywidgets.VBox(parts)
