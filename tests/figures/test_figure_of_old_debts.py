"""Recovery by age: lines are the simulated shares, points the published ones."""

from __future__ import annotations

import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_recovery_by_age

SIMULATED = pd.DataFrame(
    {"months_past_due": [0, 6, 12], "by_number": [0.9, 0.5, 0.2], "by_amount": [0.95, 0.6, 0.25]}
)
PUBLISHED = pd.DataFrame(
    [("B", 0, 0.94, False), ("B", 6, 0.52, False), ("<A>", 12, 0.2, True)],
    columns=["edition", "months_past_due", "share", "is_at_most"],
)


def test_lines_and_points_are_the_shares_in_percent() -> None:
    figure = plot_recovery_by_age(SIMULATED, published=PUBLISHED, lang="en")
    number, amount, *editions = figure.data
    assert plain_list(number.x) == [0, 6, 12]
    assert plain_list(number.y) == pytest.approx([90, 50, 20])
    assert plain_list(amount.y) == pytest.approx([95, 60, 25])
    assert number.customdata[0] == "90.0%"
    assert [edition.name for edition in editions] == ["B", "&lt;A&gt;"]
    assert plain_list(editions[0].y) == pytest.approx([94, 52])
    assert {trace.mode for trace in editions} == {"markers"}
    assert len({trace.line.color for trace in (number, amount)}) == 2
    assert len({trace.marker.color for trace in editions}) == 2


def test_an_upper_bound_is_hollow_and_the_subtitle_says_so() -> None:
    figure = plot_recovery_by_age(SIMULATED, published=PUBLISHED, lang="en")
    hollow = [s.endswith("-open") for trace in figure.data[2:] for s in trace.marker.symbol]
    assert hollow == [False, False, True]
    assert "hollow" in figure.layout.title.subtitle.text
    assert "hollow" not in plot_recovery_by_age(SIMULATED, lang="en").layout.title.subtitle.text


def test_each_language_is_alone_on_the_figure() -> None:
    french = plot_recovery_by_age(SIMULATED, published=PUBLISHED, lang="fr")
    assert french.layout.xaxis.title.text == "Mois après l’échéance"
    assert french.data[0].name == "Simulé, en nombre de factures"
    assert french.data[0].customdata[0] == "90,0\u00a0%"


@pytest.mark.parametrize(
    ("simulated", "published"),
    [
        (SIMULATED[:0], None),
        (SIMULATED.drop(columns="by_amount"), None),
        (SIMULATED, PUBLISHED[:0]),
        (SIMULATED, PUBLISHED.drop(columns="share")),
    ],
)
def test_no_figure_is_empty(simulated: pd.DataFrame, published: pd.DataFrame | None) -> None:
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_recovery_by_age(simulated, published=published)
