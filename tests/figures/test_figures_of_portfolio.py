"""A portfolio over time: bars sum to what is owed, lines are the methods, months are named."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures.portfolio import plot_ageing_history, plot_dso_history
from simrecouv.figures.words import AGEING

MONTHS = pd.DataFrame(
    {
        "date": [date(2026, 1, 31), date(2026, 2, 28)],
        "dso_simple": [60.0, 61.0],
        "dso_countback": [58.0, float("nan")],
        "best_possible_dso": [40.0, 41.0],
        **{age: [100.0 * k, 200.0 * k] for k, age in enumerate(AGEING, start=1)},
    }
)


def test_bars_sum_to_what_is_owed_and_say_their_share() -> None:
    figure = plot_ageing_history(MONTHS, lang="en", currency="<€>")
    assert sum(sum(plain_list(trace.y)) for trace in figure.data) == 1500.0 + 3000.0
    assert figure.data[0].customdata[0] == "100 (7%)"
    assert figure.layout.barmode == "stack"
    assert figure.layout.yaxis.title.text == "Receivables incl. VAT (&lt;€&gt;)"


def test_methods_are_lines_and_months_are_named_under_them() -> None:
    figure = plot_dso_history(MONTHS, lang="fr")
    assert [trace.name for trace in figure.data] == [
        "DSO (créances ÷ ventes)",
        "DSO par épuisement",
        "DSO théorique",
    ]
    assert len({trace.line.dash for trace in figure.data}) == 3
    assert sorted(figure.layout.xaxis.tickvals) == ["2026-01-31", "2026-02-28"]
    assert figure.layout.xaxis.title.text == "Fin de mois"


@pytest.mark.parametrize("draw", [plot_ageing_history, plot_dso_history])
def test_nothing_to_draw_is_refused(draw: object) -> None:
    for frame in (MONTHS.iloc[:0], MONTHS.drop(columns="date")):
        with pytest.raises(StudyError, match="nothing to draw"):
            draw(frame)  # type: ignore[operator]
