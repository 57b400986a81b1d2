"""Who pays late in tables and words: parts make totals, and each language is alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from simrecouv.reports.fragment import Fragment
from simrecouv.reports.questions import lateness, payers
from simrecouv.reports.subjects.lateness import Lateness, lateness_of, motive_of
from simrecouv.reports.words.late_texts import Motive
from simrecouv.scenario import Scenario, load_scenario
from simrecouv.vocabulary import Lang

POLICIES = ("nothing", "douce")


@pytest.fixture(scope="module")
def late(tiny: Scenario) -> Lateness:
    return lateness_of(tiny, POLICIES, replications=2, lang="en")


def _rows(shown: Fragment) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", shown.markup, flags=re.DOTALL)
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows)
    return [[re.sub("<.*?>", "", cell) for cell in row] for row in cells]


def _all(late: Lateness) -> list[Fragment]:
    tables = [payers.customers_table(late), payers.mix_table(late), payers.profiles_table(late)]
    tables += [lateness.waiting_table(late, "douce"), lateness.motives_table(late, "douce")]
    return [*tables, lateness.reach_table(late, "nothing", "douce")]


def test_profiles_motives_and_worlds_make_the_same_total(late: Lateness) -> None:
    for policy in POLICIES:
        total = late.by_world(policy).mean()
        assert total > 0
        assert late.by_profile(policy).to_numpy().sum() == pytest.approx(total)
        assert late.by_motive(policy).sum() == pytest.approx(total)


def test_the_worlds_are_those_of_the_scenario(late: Lateness, tiny: Scenario) -> None:
    """The first world alone is found again, the same euros."""
    alone = lateness_of(tiny, POLICIES, replications=1)
    assert alone.by_world("douce")[0] == pytest.approx(late.by_world("douce")[0])


def test_sales_are_split_not_lost(late: Lateness) -> None:
    assert late.sales_by("segment").sum() == pytest.approx(late.sales_by("profile").sum())


def test_each_known_profile_has_a_motive() -> None:
    profiles = load_scenario("pme-b2b").profiles
    assert Motive.OTHER not in {motive_of(name, "undecided") for name in profiles}
    assert motive_of("of-mine", "undecided") is Motive.OTHER
    assert motive_of("of-mine", "bank") is Motive.BANK


def test_the_totals_of_a_table_are_its_last_row(late: Lateness) -> None:
    _, *rows, total = _rows(lateness.waiting_table(late, "douce"))
    assert len(rows) == len(late.profiles)
    assert total[0] == "All"
    assert total[2] == "100%"
    shares = [float(row[2].rstrip("%")) for row in rows]
    assert sum(shares) == pytest.approx(100.0, abs=0.5 * len(rows))


def test_a_removed_amount_is_the_difference_of_two_columns(late: Lateness) -> None:
    head, *rows = _rows(lateness.reach_table(late, "nothing", "douce"))
    assert head[1:3] == ["Nothing", "Gentle"]
    for row in rows:
        before, after, removed = (float(re.sub("[€,]", "", c).replace("−", "-")) for c in row[1:4])
        assert removed == pytest.approx(before - after, abs=1_500)


def test_the_chance_of_a_day_is_that_of_its_hazard(late: Lateness) -> None:
    head, *rows = _rows(payers.profiles_table(late))
    assert head[1] == "Decides in a day, at D−5"
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["Pays only if forced"][:4] == ["0.0%"] * 4
    assert by_name["Disorganised"][5] == "× 1.5"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_figures_tables_and_sentences_speak_one_language(late: Lateness, lang: Lang) -> None:
    told = replace(late, lang=lang)
    shown = " ".join(one.markup for one in _all(told))
    shown += " ".join(lateness.late_in_words(told, "douce", "nothing", "douce"))
    for figure in (
        lateness.unpaid_figure(told, "segment"),
        lateness.unpaid_figure(told, "profile"),
        lateness.waiting_figure(told, "douce"),
        lateness.by_policy_figure(told),
    ):
        assert figure.data
        shown += " ".join(trace.name for trace in figure.data) + figure.layout.title.text
    if lang == "en":
        assert not re.search("[àâçéèêëîïôùûœ]", shown)
    else:
        assert not re.search(r"overdue|invoice|disorganised|strained|gentle|Mean", shown)


def test_the_words_name_who_owes_most(late: Lateness) -> None:
    how_much, who, why, reach = lateness.late_in_words(late, "douce", "nothing", "douce")
    assert "€" in how_much
    most = late.by_profile("douce").sum(axis=1).idxmax()
    label = late.scenario.profiles[str(most)].label
    assert label is not None
    assert label.en.lower() in who.lower()
    assert why.startswith("**Why.**")
    assert "“Gentle”" in reach


def test_a_hostile_label_stays_text(tiny: Scenario) -> None:
    profiles = dict(tiny.profiles)
    label = type(profiles["prompt"].label)(fr="<b>x</b>", en="<b>x</b>")  # type: ignore[misc]
    profiles["prompt"] = profiles["prompt"].model_copy(update={"label": label})
    hostile = tiny.model_copy(update={"profiles": profiles})
    found = lateness_of(hostile, ["douce"], replications=1)
    assert "<b>x</b>" not in payers.mix_table(found).markup
    assert "<b>x</b>" not in str(lateness.waiting_figure(found, "douce").to_dict())
