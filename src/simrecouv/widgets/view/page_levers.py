"""The page that asks which lever matters: how far each one moves the answer, lever by lever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets

from simrecouv.compare import Bench
from simrecouv.figures.levers import plot_which_lever
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.levers.catalogue import levers_of
from simrecouv.widgets.lives.which_lever import Response, response_frame, responses_around
from simrecouv.widgets.trial.words import TILES
from simrecouv.widgets.view import words
from simrecouv.widgets.view.charts import Charts
from simrecouv.widgets.view.messages import note_in_html
from simrecouv.widgets.view.page import Look, Said

#: Worlds on which each value is tried.
REPLICATIONS = 8


class LeverPage:
    """A button that starts, the KPI to read, a figure that grows.

    Parameters
    ----------
    bench
        Worlds at hand.
    ask
        Called when the user wants the levers compared.
    said
        Says the errors of what the user does.
    """

    def __init__(self, bench: Bench, ask: Callable[[], None], said: Said) -> None:
        self._bench, self._ask, self._said = bench, ask, said
        self._is_wanted, self._of, self._look = False, None, None  # type: tuple[bool, Any, Any]
        self.responses: list[Response] = []
        self._n_levers = 0
        self.start = ipywidgets.Button(layout={"width": "auto"})
        self.start.on_click(lambda _: self.compare())
        self.kpi = ipywidgets.Dropdown(options=[*TILES])
        self.kpi.observe(lambda _: self._read(), names="value")
        self._note, self.charts = ipywidgets.HTML(), Charts(columns=1)
        row = ipywidgets.HBox([self.start, self.kpi, self._note])
        self.view: Any = ipywidgets.VBox([row, self.charts])
        self.view.add_class("simrecouv-page")

    def compare(self) -> None:
        """Try the values of each lever around the trial."""
        self._is_wanted = True
        self._ask()

    def write(self, lang: Lang) -> None:
        """Write the button, and the KPIs that one may read."""
        self.start.description = say(words.WHICH_LEVER, lang)
        chosen = self.kpi.value
        self.kpi.options = [(say(label, lang), kpi) for kpi, label in TILES.items()]
        self.kpi.value = chosen  # new names choose the first one

    def show(self, look: Look) -> None:
        """Draw what is known; it is forgotten once the trial moved."""
        self._look = look
        if self._of is not None and self._of != _key(look):
            self._of, self.responses = None, []
        self._draw()

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Try levers one by one, drawing after each."""
        if not self._is_wanted:
            return
        every = levers_of(look.scenario, look.trial, look.origin)
        levers = dict(sorted(every.items(), key=lambda item: not item[1].is_common))
        numbers, like = range(REPLICATIONS), look.origin
        yield lambda: self._keep(look, [], len(levers))
        found: list[Response] = []
        for response in responses_around(
            self._bench, look.scenario, look.trial, levers, numbers, like=like, stop=stop
        ):
            found.append(response)
            yield lambda: self._keep(look, [*found], len(levers))

    def _keep(self, look: Look, found: list[Response], n_levers: int) -> None:
        self._of, self.responses, self._look = _key(look), found, look
        self._is_wanted = len(found) < n_levers
        self._n_levers = n_levers
        self._draw()

    def _read(self) -> None:
        """Draw the KPI that the user chose."""
        with self._said():
            self._draw()

    def _draw(self) -> None:
        if self._look is None:
            return
        self._note.value = note_in_html(self._progress(self._look))
        frame = response_frame(self.responses, self.kpi.value, self._look.lang)
        figures = (
            [] if frame.empty else [plot_which_lever(frame, self.kpi.value, lang=self._look.lang)]
        )
        self.charts.show_large(figures)

    def _progress(self, look: Look) -> str:
        """Say how many levers are compared, or what the button does."""
        done = len(self.responses)
        if self._of is None:
            return say(words.WHICH_LEVER_HELP, look.lang)
        text = words.LEVERS_SO_FAR if done < self._n_levers else words.LEVERS_DONE
        return say(text, look.lang, done=done, n=self._n_levers)


def _key(look: Look) -> tuple[Any, ...]:
    """Tell whether responses are those of the trial at hand."""
    return (look.scenario.fingerprint, look.trial, look.origin)
