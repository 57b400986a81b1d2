"""Who pays late: one panel per group, one bar per row, and every text is escaped."""

from __future__ import annotations

import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures.lateness import plot_overdue_bars, plot_unpaid_by_group

UNPAID = pd.DataFrame(
    [
        (policy, profile, day, share)
        for policy, shares in (("a", (1.0, 0.5)), ("<b>", (1.0, 0.25)))
        for profile in ("p", "q", "r", "s")
        for day, share in zip((0, 30), shares, strict=True)
    ],
    columns=["policy", "profile", "days_past_due", "unpaid_share"],
)
OVERDUE = pd.DataFrame({"run": [10.0, 20.0], "<bank>": [5.0, 0.0]}, index=["p", "<q>"])


def test_each_group_has_its_panel_and_each_policy_its_colour() -> None:
    figure = plot_unpaid_by_group(UNPAID, "profile", title="t", lang="en")
    assert len(figure.data) == 8
    assert plain_list(figure.data[1].y) == pytest.approx([100.0, 25.0])
    assert len({trace.xaxis for trace in figure.data}) == 4
    by_name = {trace.name: trace.line.color for trace in figure.data}
    assert set(by_name) == {"A", "&lt;b&gt;"}
    assert len(set(by_name.values())) == 2
    assert sum(trace.showlegend for trace in figure.data) == 2
    assert figure.layout.yaxis.title.text == "Unpaid share (%)"


def test_labels_are_shown_for_groups_and_policies() -> None:
    figure = plot_unpaid_by_group(
        UNPAID, "profile", title="t", policies={"a": "douce"}, groups={"p": "<ponctuel>"}
    )
    assert figure.data[0].name == "Douce"
    assert figure.layout.annotations[0].text == "&lt;ponctuel&gt;"


@pytest.mark.parametrize("stacked", [True, False])
def test_a_bar_is_as_long_as_its_money(stacked: bool) -> None:
    figure = plot_overdue_bars(OVERDUE, title="t", lang="fr", stacked=stacked)
    assert [plain_list(trace.x) for trace in figure.data] == [[10.0, 20.0], [5.0, 0.0]]
    assert list(figure.data[0].y) == ["P", "&lt;q&gt;"]
    assert figure.data[1].name == "&lt;bank&gt;"
    assert figure.layout.barmode == ("stack" if stacked else "group")
    assert figure.layout.xaxis.title.text == "Argent échu, en moyenne (€)"
    assert len({trace.marker.color for trace in figure.data}) == 2


def test_no_figure_is_empty() -> None:
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_unpaid_by_group(UNPAID[:0], "profile", title="t")
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_unpaid_by_group(UNPAID, "segment", title="t")
    with pytest.raises(StudyError, match="nothing to draw"):
        plot_overdue_bars(OVERDUE[:0], title="t", stacked=True)
