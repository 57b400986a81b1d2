"""Lives, days to pay and levers: a trace per shown thing, units on axes, nothing hidden."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from figures.hand_frames import plain_list
from simrecouv.errors import StudyError
from simrecouv.figures.days_to_pay import plot_days_to_pay
from simrecouv.figures.lever_effects import no_effect_in_words
from simrecouv.figures.levers import plot_which_lever
from simrecouv.figures.life import plot_life
from simrecouv.vocabulary import Lang


def hand_life() -> pd.DataFrame:
    """Two policies: one reminds by e-mail then is paid, the other calls as well."""
    rows = [
        ("a", -30, "invoiced", ""),
        ("a", 0, "due", ""),
        ("a", 5, "contact", "email"),
        ("a", 20, "received", ""),
        ("b", -30, "invoiced", ""),
        ("b", 0, "due", ""),
        ("b", 0, "contact", "call"),
        ("b", 0, "contact", "call"),
        ("b", 9, "received", ""),
    ]
    frame = pd.DataFrame(rows, columns=["policy", "days_from_due", "kind", "channel"])
    return frame.assign(date="2026-01-01", text=frame["kind"])


def hand_days(n: int = 40) -> pd.DataFrame:
    """Invoices paid after 10, 11 ... days, five days sooner under the trial; the last is not."""
    reference = np.arange(10.0, 10.0 + n)
    frame = pd.DataFrame({"invoice": np.arange(n) * 3, "amount_eur": 100.0})
    frame = frame.assign(reference_days=reference, trial_days=reference - 5.0)
    frame["difference_days"] = -5.0
    frame.loc[0, ["trial_days", "difference_days"]] = [10.0, 0.0]
    frame.loc[n - 1, ["reference_days", "difference_days"]] = [np.nan, -300.0]
    return frame


def _lever(name: str, *means: float, **told: Any) -> pd.DataFrame:
    """One lever with values 1, 2 ...; the first is the current one."""
    mean = np.array([0.0, *means])
    frame = pd.DataFrame(
        {"lever": name, "label": f"lever {name}", "unit": "days"}, index=range(mean.size)
    )
    return frame.assign(
        is_choice=False,
        is_assumption=False,
        why="",
        position=np.arange(1.0, mean.size + 1.0),
        value=[f"{k + 1} days" for k in range(mean.size)],
        is_current=[k == 0 for k in range(mean.size)],
        kpi="net_gain",
        mean=mean,
        ci_low=mean - 1.0 * (mean != 0),
        ci_high=mean + 1.0 * (mean != 0),
        n_nonzero=8 * (mean != 0),
    ).assign(**told)


def hand_levers() -> pd.DataFrame:
    return pd.concat(
        [
            _lever("weak", 400.0, 600.0),
            _lever("strong", -900.0, 1000.0),
            _lever("assumed", 700.0, is_assumption=True),
            _lever("choice", 500.0, is_choice=True, unit=""),
            _lever("tiny", 1.5),
            _lever("idle", why="no <b>desk</b>"),
            _lever("nothing", 0.0, 0.0),
        ],
        ignore_index=True,
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_life_has_a_trace_for_each_mark_and_days_on_its_axis(lang: Lang) -> None:
    figure = plot_life(hand_life(), lang=lang)
    names = {
        "fr": ["facture", "échéance", "courriel", "appel", "paiement"],
        "en": ["invoice", "due", "e-mail", "call", "payment"],
    }
    assert [trace.name for trace in figure.data] == names[lang]
    assert len({trace.marker.symbol for trace in figure.data}) == len(figure.data)
    assert sum(len(trace.x) for trace in figure.data) == len(hand_life())
    title = {"fr": "Jours après l’échéance", "en": "Days past due"}[lang]
    assert figure.layout.xaxis.title.text.startswith(title)


def test_two_signs_of_one_day_stand_apart_and_no_two_names_overlap() -> None:
    figure = plot_life(hand_life(), lang="en")
    at = {
        (x, y, trace.name) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)
    }
    assert len({(x, y) for x, y, _ in at}) == len(at)
    payment = next(trace for trace in figure.data if trace.name == "payment")
    assert list(payment.text) == ["payment", "payment"]


def test_each_policy_has_its_band_and_its_label() -> None:
    figure = plot_life(hand_life(), lang="en", labels={"a": "<i>A</i>"}, title="no. <1>")
    ticks = figure.layout.yaxis.ticktext
    assert [tick for tick in ticks if "<b>" in tick] == [
        "<b>&lt;i&gt;A&lt;/i&gt;</b><br>us",
        "<b>b</b><br>us",
    ]
    assert figure.layout.title.text == "no. &lt;1&gt;"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_dot_is_an_invoice_and_says_its_number(lang: Lang) -> None:
    frame = hand_days()
    figure = plot_days_to_pay(frame, reference="<a>", trial="b", lang=lang)
    diagonal, *moves = figure.data
    assert plain_list(diagonal.x) == plain_list(diagonal.y)
    drawn = sorted(number for trace in moves for number in trace.customdata)
    assert drawn == frame["invoice"].tolist()
    assert len(moves) == 2
    assert figure.layout.xaxis.title.text.startswith({"fr": "Jours", "en": "Days"}[lang])
    assert "&lt;a&gt;" in figure.layout.xaxis.title.text


def test_what_is_not_paid_stands_beyond_all_days_at_a_tick_of_its_own() -> None:
    figure = plot_days_to_pay(hand_days(), reference="a", trial="b", lang="en")
    x = figure.layout.xaxis
    assert x.ticktext[-1] == "not paid"
    assert x.tickvals[-1] > hand_days()["reference_days"].max()
    assert "not paid" not in figure.layout.yaxis.ticktext
    assert 10 ** x.range[1] > x.tickvals[-1]


def test_of_many_invoices_the_same_ones_are_drawn_each_time() -> None:
    frame = hand_days(500)
    shuffled = frame.sample(frac=1.0, random_state=1)
    numbers = [
        sorted(
            n
            for trace in plot_days_to_pay(one, reference="a", trial="b", most=50).data[1:]
            for n in trace.customdata
        )
        for one in (frame, shuffled)
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 50


def test_the_chosen_invoice_is_ringed_even_if_it_is_not_among_the_dots() -> None:
    figure = plot_days_to_pay(hand_days(500), reference="a", trial="b", selected=3, most=5)
    assert list(figure.data[-1].customdata) == [3]


def test_panels_share_one_scale_and_come_by_effect_assumptions_last() -> None:
    figure = plot_which_lever(hand_levers(), lang="en")
    titles = [one.text for one in figure.layout.annotations if one.text.startswith("Lever")]
    assert titles == ["Lever strong", "Lever weak", "Lever choice", "Lever assumed (assumption)"]
    shown = [axis for axis in figure.select_yaxes() if axis.visible is not False]
    assert len({axis.range for axis in shown}) == 1
    assert len(shown) == len(titles)


def test_each_panel_has_its_band_its_points_its_current_value_and_a_unit() -> None:
    figure = plot_which_lever(hand_levers(), lang="en")
    assert len(figure.data) == 3 + 3 + 2 + 3
    rings = [trace for trace in figure.data if trace.marker.symbol == "circle-open"]
    assert [plain_list(ring.x) for ring in rings] == [[1.0]] * 4
    units = [axis.title.text for axis in figure.select_xaxes() if axis.visible is not False]
    assert units == ["days", "days", "", "days"]
    assert "€" in next(figure.select_yaxes()).title.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_levers_without_effect_are_told_and_not_drawn(lang: Lang) -> None:
    told = no_effect_in_words(hand_levers(), "net_gain", lang)
    start = {"fr": "Sans effet ici\u00a0: ", "en": "No effect here: "}[lang]
    assert f"{start}lever idle (no <b>desk</b>), lever nothing." in told
    assert "lever tiny" in told
    assert "lever strong" not in told
    figure = plot_which_lever(hand_levers(), lang=lang)
    assert "&lt;b&gt;desk" in figure.layout.annotations[-1].text


def test_where_no_lever_has_an_effect_it_is_said() -> None:
    frame = pd.concat([_lever("a", 0.0), _lever("b", 0.0)], ignore_index=True)
    figure = plot_which_lever(frame, lang="en")
    assert not figure.data
    assert figure.layout.annotations[-1].text.startswith("No lever changes this KPI here.")


def test_one_extreme_leaves_the_scale_and_is_written_at_its_edge() -> None:
    many = [_lever(f"m{k}", 100.0 + k) for k in range(8)]
    frame = pd.concat([*many, _lever("extreme", -50_000.0)], ignore_index=True)
    figure = plot_which_lever(frame, lang="en")
    low, high = next(figure.select_yaxes()).range
    assert -1000.0 < low < 0.0 < high
    assert [one.text for one in figure.layout.annotations if "▼" in one.text] == ["▼ −€50,000"]


def test_nothing_to_draw_is_named() -> None:
    for frame in (hand_life()[:0], hand_life().drop(columns="kind")):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_life(frame)
    for frame in (hand_days()[:0], hand_days().drop(columns="invoice")):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_days_to_pay(frame, reference="a", trial="b")
    for frame, kpi in (
        (hand_levers(), "dso_simple"),
        (hand_levers().drop(columns="why"), "net_gain"),
    ):
        with pytest.raises(StudyError, match="nothing to draw"):
            plot_which_lever(frame, kpi)
