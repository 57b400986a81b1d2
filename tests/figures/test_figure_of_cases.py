"""Case curves: predicted, observed and re-levelled shares, in percent."""

from __future__ import annotations

import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_case_curves

CURVES = pd.DataFrame(
    {
        "curve": ["relevelled"] * 2 + ["predicted"] * 2 + ["observed"] * 2,
        "age": [0, 30] * 3,
        "paid_share": [float("nan"), 0.31, 0.1, 0.19, 0.2, 0.31],
    }
)


def test_lines_are_the_shares_in_percent() -> None:
    predicted, observed, relevelled = plot_case_curves(CURVES, "en").data
    assert [t.name for t in (predicted, observed, relevelled)] == [
        "Predicted", "Observed", "Re-levelled",
    ]  # fmt: skip
    assert plain_list(predicted.y) == pytest.approx([10, 19])
    assert plain_list(relevelled.x) == [30]
    assert observed.customdata[1] == "31.0%"
    assert len({t.line.color for t in (predicted, observed, relevelled)}) == 3
    assert len({t.line.dash for t in (predicted, observed, relevelled)}) == 3


def test_each_language_is_alone_on_the_figure() -> None:
    french = plot_case_curves(CURVES)
    assert [trace.name for trace in french.data] == ["Prévu", "Observé", "Recalé"]
    assert french.layout.xaxis.title.text == "Âge (jours)"
    assert french.data[1].customdata[0] == "20,0\u00a0%"


def test_a_curve_that_is_absent_is_not_drawn() -> None:
    assert len(plot_case_curves(CURVES[CURVES["curve"] == "observed"]).data) == 1


@pytest.mark.parametrize("frame", [CURVES[:0], CURVES.drop(columns="age")])
def test_no_figure_is_empty(frame: pd.DataFrame) -> None:
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_case_curves(frame)


def test_an_unknown_curve_is_refused() -> None:
    with pytest.raises(StudyError, match="did you mean 'predicted'"):
        plot_case_curves(CURVES.replace("predicted", "predict"))
