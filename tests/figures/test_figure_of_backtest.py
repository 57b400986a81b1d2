"""The figure of a backtest: four panels, bands around what was predicted, words in both languages."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from simrecouv.errors import StudyError
from simrecouv.figures import plot_backtest, words
from simrecouv.vocabulary import Lang


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    places = {
        "dso_days": [date(2026, 1, 31), date(2026, 2, 28)],
        "unpaid_share": [-15, 0, 30],
        "late_share": [date(2026, 2, 28)],
        "ageing_cents": [-1, 0, 30, 60, 90],
        "cash_cents": [date(2026, 1, 31), date(2026, 2, 28)],
    }
    rows = [{"measure": name, "at": at} for name, all_of in places.items() for at in all_of]
    return pd.DataFrame(rows).assign(observed=0.4, mean=0.5, low=0.3, high=0.8)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_panel_shows_what_happened_beside_what_was_simulated(
    told: pd.DataFrame, lang: Lang
) -> None:
    figure = plot_backtest(told, lang)
    panels = {(trace.xaxis, trace.yaxis) for trace in figure.data}
    assert len(panels) == 4
    for panel in panels:
        names = {trace.name for trace in figure.data if (trace.xaxis, trace.yaxis) == panel}
        assert {words.BACKTEST_MEAN.in_(lang), words.BACKTEST_OBSERVED.in_(lang)} <= names
    assert figure.layout.title.text.startswith({"fr": "Contre-épreuve", "en": "Backtest"}[lang])


def test_the_legend_names_each_thing_once(told: pd.DataFrame) -> None:
    shown = [trace.name for trace in plot_backtest(told).data if trace.showlegend]
    assert len(shown) == len(set(shown)) == 3


def test_the_band_goes_up_and_comes_back(told: pd.DataFrame) -> None:
    band = plot_backtest(told).data[0]
    assert list(band.y) == [0.8, 0.8, 0.3, 0.3]


def test_months_are_named_where_they_end(told: pd.DataFrame) -> None:
    figure = plot_backtest(told)
    for axis in (figure.layout.xaxis, figure.layout.xaxis4):
        assert list(axis.tickvals) == [date(2026, 1, 31), date(2026, 2, 28)]


def test_nothing_to_draw_is_said(told: pd.DataFrame) -> None:
    with pytest.raises(StudyError, match="nothing to draw: the frame has no column low"):
        plot_backtest(told.drop(columns="low"))
