"""The first page: receivables and cash with their bands, ageing, and the bridge in euros."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from simrecouv.figures.bridge import draw_bridge
from simrecouv.figures.curves import draw_ageing, draw_cash, draw_receivables
from simrecouv.figures.drawing import Drawing
from simrecouv.vocabulary import Lang
from simrecouv.widgets.view.charts import Charts
from simrecouv.widgets.view.page import Look


class AnswerPage:
    """Four charts.

    Parameters
    ----------
    shown
        Called when somebody opens a page with the charts.
    """

    def __init__(self, shown: Callable[[], None]) -> None:
        self.view: Any = Charts()
        self.view.on_shown(shown)

    def write(self, lang: Lang) -> None:
        """Nothing to write: figures hold all the texts."""

    def show(self, look: Look) -> None:
        """Draw what the trial and the pinned policies do."""
        self.view.show([*_drawings(look)])

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Nothing more to compute."""
        yield from ()


def _drawings(look: Look) -> Iterator[Drawing]:
    study = look.experiment
    if study is None:
        return
    common: dict[str, Any] = {"lang": look.lang, "labels": look.labels}
    start, finance = study.scenario.simulation.start, study.scenario.finance
    curves = study.curves[study.curves["policy"].isin(look.shown)]
    yield draw_receivables(curves, start=start, **common)
    yield draw_cash(curves, start=start, credit_line_eur=finance.credit_line_eur, **common)
    yield draw_ageing(curves, look.trial, start=start, **common)
    yield draw_bridge(study.bridge, look.reference, look.trial, **common)
