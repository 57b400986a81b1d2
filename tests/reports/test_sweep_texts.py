"""Where a lever is best, in a table and in words."""

from __future__ import annotations

import re

import pytest

from simrecouv.compare import Sweep, sweep
from simrecouv.reports.questions.sweeps import gain_at_best, optimum_in_words, optimum_table
from simrecouv.scenario import Scenario
from simrecouv.vocabulary import Lang


@pytest.fixture(scope="module")
def rates(tiny: Scenario) -> Sweep:
    return sweep(tiny, "remise", "discount.rate", [0.005, 0.01, 0.05], replications=3, workers=1)


def test_the_gain_told_is_that_of_the_best_value(rates: Sweep) -> None:
    rows = rates.responses().query("kpi == 'net_gain'").set_index("value")
    assert gain_at_best(rates).mean == rows.loc[rates.optimum().value, "mean"]
    assert gain_at_best(rates).mean == rows["mean"].max()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_table_and_words_tell_the_best_value(rates: Sweep, lang: Lang) -> None:
    best = f"{rates.optimum().value:g}".replace(".", "," if lang == "fr" else ".")
    markup = optimum_table({"a < b": rates}, lang).markup
    assert "a &lt; b" in markup
    assert f"<td>{best}</td>" in markup
    first, gain, *others = optimum_in_words(rates, {"other": rates}, lang)
    assert best in first
    assert "€" in gain
    assert len(others) == 2
    assert re.search(rf"\b{best} .+ {best}\b", others[0])
    assert len(optimum_in_words(rates, lang=lang)) == 3
