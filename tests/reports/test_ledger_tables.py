"""A real ledger in tables: sums are the ledger's, nothing assumed has an interval, words are words."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from simrecouv.calibration import (
    Fit,
    disputed_invoices,
    example_ledger_path,
    fit_ledger,
    payment_rhythm,
    propose_segments,
    with_books,
)
from simrecouv.compare import Experiment
from simrecouv.errors import StudyError
from simrecouv.intake import RealLedger, read_ledger
from simrecouv.reports import Study
from simrecouv.reports.fragment import Fragment
from simrecouv.reports.ledger import fits, ledgers
from simrecouv.scenario import load_scenario
from simrecouv.vocabulary import Lang, Origin


@pytest.fixture(scope="module")
def ledger() -> RealLedger:
    return read_ledger(example_ledger_path())


@pytest.fixture(scope="module")
def fit(ledger: RealLedger) -> Fit:
    return fit_ledger(ledger)


def _rows(shown: Fragment) -> list[list[str]]:
    """Cells of each row, lines of a cell apart by a bar."""
    rows = re.findall(r"<tr>(.*?)</tr>", shown.markup, flags=re.DOTALL)
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL) for row in rows)
    return [[re.sub("<.*?>", "", c.replace("\n", " | ")) for c in row] for row in cells]


def _number(text: str) -> float:
    return float(re.sub(r"[^\d.−-]", "", text))


def test_open_items_are_what_the_ledger_has_not_seen_paid(ledger: RealLedger, fit: Fit) -> None:
    """Each bucket is rounded to the euro, so five of them may miss the total by 2.5."""
    *buckets, total = _rows(ledgers.open_items_table(with_books(fit, ledger), "en"))[1:]
    paid = ledger.payments.groupby("invoice_id")["amount_cents"].sum()
    known = ledger.invoices.set_index("invoice_id")["amount_cents"]
    left = known.sub(paid, fill_value=0)
    assert _number(total[2]) == pytest.approx(left.sum() / 100.0, abs=0.5)
    assert _number(total[1]) == (left > 0).sum()
    assert sum(_number(row[1]) for row in buckets) == _number(total[1])
    assert sum(_number(row[2]) for row in buckets) == pytest.approx(_number(total[2]), abs=3.0)


def test_what_is_due_on_the_last_day_is_not_late(ledger: RealLedger, fit: Fit) -> None:
    """A start that comes the day after every due date leaves nothing in the first bucket."""
    scenario = with_books(fit, ledger)
    books = scenario.opening
    assert books is not None
    for due, bucket in ((-1, "Not due"), (-2, "1 to 30 days"), (-32, "31 to 60 days")):
        one = {"customer": (0,), "issue_day": (-60,), "due_day": (due,), "paid_day": (0,)}
        opening = books.model_copy(update=one | {"amount_cents": (100,)})
        rows = _rows(
            ledgers.open_items_table(scenario.model_copy(update={"opening": opening}), "en")
        )
        assert [row[0] for row in rows[1:-1] if row[1] == "1"] == [bucket]


def test_a_scenario_without_books_has_no_open_items() -> None:
    with pytest.raises(StudyError, match="with_books"):
        ledgers.open_items_table(load_scenario("pme-b2b"))


def test_endings_count_every_invoice_once(ledger: RealLedger, fit: Fit) -> None:
    rows = _rows(fits.endings_table(fit, "en"))[1:]
    assert sum(_number(row[1]) for row in rows) == len(ledger.invoices)
    assert all(_number(row[1]) for row in rows)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_parameter_has_an_interval_or_is_said_to_be_assumed(fit: Fit, lang: Lang) -> None:
    head, *rows = _rows(fits.parameters_table(fit, lang))
    assert len(rows) == fit.parameters["segment"].nunique() - 1
    assumed = Origin.ASSUMED.label.in_(lang)
    cells = [cell for row in rows for cell in row[1:]]
    told = fit.parameters[fit.parameters["segment"] != ""]
    assert len(head) == 1 + told["parameter"].nunique()
    n = sum(cell.endswith(assumed) for cell in cells)
    assert n == (told["origin"] == Origin.ASSUMED).sum()
    between = {"fr": "à", "en": "to"}[lang]
    assert sum(f"\u00a0{between}\u00a0" in cell for cell in cells) == len(told) - n


def test_origins_tell_each_note_once_under_its_status(fit: Fit) -> None:
    told = fits.origins_in_words(fit.scenario, "en").markup
    assert told.count("<li>") == len(fit.scenario.provenance)
    heads = re.findall("<h4>(.*?)</h4>", told)
    assert heads == ["Measured", "Assumed", "Literature"]
    assert "PME: terms read off" in told


def test_same_seasons_share_a_row_and_average_a_year(fit: Fit) -> None:
    """Twelve weights of mean 1, each rounded to a percent: at most half a point off each."""
    head, *rows = _rows(ledgers.seasons_table(fit.scenario, "en"))
    assert head[1] == "Jan"
    names = ", ".join(row[0] for row in rows).split(", ")
    assert sorted(names) == sorted(fit.scenario.segments)
    for row in rows:
        assert sum(map(_number, row[1:])) / 12.0 == pytest.approx(100.0, abs=0.5)


def test_a_division_is_named_once_with_what_it_explains(ledger: RealLedger) -> None:
    found = {by: propose_segments(ledger, by) for by in ("segment", "behaviour")}
    rows = _rows(ledgers.proposals_table(found, "en"))[1:]
    assert len(rows) == sum(len(one.evidence) for one in found.values())
    assert [row[0] for row in rows if row[0]] == ["Column &#x27;segment&#x27;", "Behaviour"]
    assert [bool(row[4]) for row in rows] == [bool(row[0]) for row in rows]
    assert "payeurs" not in str(rows)


def test_a_rhythm_is_told_in_words(ledger: RealLedger) -> None:
    rhythm = payment_rhythm(ledger)
    weekly = rhythm.assign(verdict="weekly", on=4, share=0.62)
    for frame, said in ((rhythm, "spread over the days"), (weekly, "62% on Friday")):
        rows = _rows(ledgers.rhythm_table(frame, "en"))[1:]
        assert {row[2] for row in rows} == {said}
        assert rows[0][0] == "Whole ledger"


def test_disputes_are_compared_or_said_not_to_be_recorded(ledger: RealLedger) -> None:
    """Every fourth invoice disputed: a quarter of each segment, less than one invoice off."""
    assert "does not record" in ledgers.disputes_table(disputed_invoices(ledger), "en").markup
    number = pd.Series(range(len(ledger.invoices)))
    marked = replace(ledger, invoices=ledger.invoices.assign(disputed=number % 4 == 0))
    whole = _rows(ledgers.disputes_table(disputed_invoices(marked), "en"))[1]
    assert whole[2].endswith("(25.0%)")
    assert re.fullmatch(r"[+−]?\d+\.\d\u00a0d", whole[5])


def test_names_of_the_ledger_are_escaped(ledger: RealLedger) -> None:
    hostile = replace(ledger, invoices=ledger.invoices.assign(segment="<b>x"))
    shown = [
        ledgers.rhythm_table(payment_rhythm(hostile)),
        ledgers.proposals_table({"segment": propose_segments(hostile, "segment")}),
    ]
    assert all("<b>" not in one.markup and "&lt;b&gt;x" in one.markup for one in shown)


def test_each_case_shows_the_gain_of_its_own_study(experiment: Experiment) -> None:
    study = Study(experiment, "en")
    head, *rows = _rows(fits.gain_by_case({"Low": study, "High": study}))
    assert head[1:] == [study.labels[name] for name in study.others]
    assert [row[0] for row in rows] == ["Low", "High"]
    for name, cell in zip(study.others, rows[0][1:], strict=True):
        gain = study.differences[name, "net_gain"]
        assert cell.startswith(gain.text("net_gain", "en", difference=True))
        assert ("too close to call" in cell) == (not gain.is_clear("net_gain"))
