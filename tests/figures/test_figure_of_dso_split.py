"""The split of DSO: parts are mean terms, the diamond is their sum, money has its own colour."""

from __future__ import annotations

import pandas as pd
import pytest

from figures.hand_frames import POLICIES, plain_list
from simrecouv.errors import StudyError
from simrecouv.figures import plot_dso_split
from simrecouv.figures.dso_split import COLOURS
from simrecouv.vocabulary import DSO_SPLIT

TERMS = [name for name, _ in DSO_SPLIT]


def _split() -> pd.DataFrame:
    """Two replications: cash moves both policies, write-offs the book DSO of the first alone."""
    rows = []
    for kpi in ("dso_simple", "dso_book"):
        for p, policy in enumerate(POLICIES):
            for r in range(2):
                terms = dict.fromkeys(TERMS, 0.0) | {"cash": -(2.0 + r) * p, "sales": 0.02 * p}
                terms["written_off"] = -6.0 if (kpi, p) == ("dso_book", 1) else 0.0
                rows.append({"kpi": kpi, "policy": policy, "replication": r, **terms})
    return pd.DataFrame(rows)


def test_parts_are_mean_terms_and_the_diamond_is_their_sum() -> None:
    figure = plot_dso_split(_split(), "douce", lang="en")
    *bars, total = figure.data
    assert [bar.name for bar in bars] == ["Cash received", "Written off"]
    assert [plain_list(bar.x) for bar in bars] == [[-2.5, -5.0], [-6.0, 0.0]]
    assert plain_list(total.x) == pytest.approx([-2.5 - 6.0 + 0.02, -5.0 + 0.04])
    assert all(list(trace.y) == list(POLICIES[1:]) for trace in figure.data)
    assert figure.layout.barmode == "relative"
    assert total.customdata[0] == "−8.5\u00a0d"


def test_parts_that_show_as_zero_are_not_drawn_but_counted() -> None:
    assert "Sales invoiced" not in [bar.name for bar in plot_dso_split(_split(), "douce").data]
    more = _split().assign(sales=0.06)
    assert "Sales invoiced" in [bar.name for bar in plot_dso_split(more, "douce", lang="en").data]


def test_the_headline_ignores_what_is_written_off() -> None:
    figure = plot_dso_split(_split(), "douce", kpi="dso_simple", lang="en")
    assert [bar.name for bar in figure.data] == ["Cash received", "Difference of DSO"]
    assert "gross receivables" in figure.layout.title.text


def test_each_term_has_a_colour_of_its_own() -> None:
    assert set(COLOURS) == set(TERMS)
    assert len(set(COLOURS.values())) == len(TERMS)


def test_no_split_is_empty_and_a_baseline_is_known() -> None:
    with pytest.raises(StudyError, match="empty"):
        plot_dso_split(_split()[:0], "douce")
    with pytest.raises(StudyError, match="no column kpi"):
        plot_dso_split(_split().drop(columns="kpi"), "douce")
    with pytest.raises(StudyError, match="did you mean 'douce'"):
        plot_dso_split(_split(), "douces")
    with pytest.raises(StudyError, match="splits no dso_countback"):
        plot_dso_split(_split(), "douce", kpi="dso_countback")
    alone = _split().query("policy == 'douce'")
    with pytest.raises(StudyError, match="of another policy"):
        plot_dso_split(alone, "douce")
