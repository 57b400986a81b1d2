"""Two lives of one invoice: the same luck, every event in words, sums that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simrecouv.compare.bench import Bench
from simrecouv.errors import StudyError
from simrecouv.figures.life import mark_of, plot_life
from simrecouv.figures.life_words import MARKS
from simrecouv.kpi.settled import settled_day
from simrecouv.ledger import LEDGER_DTYPE, NO_DAY, Ledger, closing_charges, closing_principal
from simrecouv.scenario import Scenario, with_overrides
from simrecouv.scenario.base import Text
from simrecouv.units import TICKS_PER_DAY
from simrecouv.vocabulary import Kind, Lang
from simrecouv.widgets.levers.drafts import with_copy
from simrecouv.widgets.lives.choices import customers_to_read, days_to_pay, invoices_of
from simrecouv.widgets.lives.lifeline import life_of

Ledgers = dict[str, Ledger]
#: Rows of the company are in the life of no invoice.
OF_COMPANY = {Kind.PREVENTION_COST, Kind.DESK_DAY}
INVOICE = 30


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(workers=1)


@pytest.fixture(scope="module")
def ledgers(bench: Bench, tiny: Scenario) -> Ledgers:
    """Two policies, the same luck."""
    return bench.ledgers(tiny, ["douce", "ferme"], 0)


def _with_events(ledger: Ledger, *rows: tuple[int, ...]) -> Ledger:
    """A ledger whose events are written by hand."""
    return replace(ledger, events=np.array([*rows], dtype=LEDGER_DTYPE))


def _row(
    ledger: Ledger, kind: Kind, day: int, step: int = -1, invoice: int = INVOICE
) -> tuple[int, ...]:
    customer = int(ledger.invoices.customer[INVOICE])
    return (day * TICKS_PER_DAY, customer, invoice, int(kind), step, 0, 1234, 0)


def test_a_policy_and_its_copy_lead_to_the_same_lives(bench: Bench, tiny: Scenario) -> None:
    label = Text(fr="essai", en="trial")
    scenario = with_copy(tiny, tiny.policies["ferme"], "essai", label)
    pair = bench.ledgers(scenario, ["ferme", "essai"], 0)
    frame = days_to_pay(pair, scenario)
    assert not frame["difference_days"].any()
    for invoice in frame["invoice"].iloc[:25]:
        life = life_of(pair, int(invoice), scenario)
        assert life.parting_day is None
        assert "est la même sous chaque politique" in life.to_html()


def test_events_of_a_life_sum_to_what_the_ledger_says_is_owed(
    ledgers: Ledgers, tiny: Scenario
) -> None:
    frame = days_to_pay(ledgers, tiny)
    some = [*frame["invoice"].iloc[:20], *frame["invoice"].iloc[-20:]]
    for invoice in map(int, some):
        events = life_of(ledgers, invoice, tiny).events
        for name, ledger in ledgers.items():
            mine = events[events["policy"] == name]
            principal, charges = closing_principal(ledger), closing_charges(ledger)
            assert round(100 * mine["principal_eur"].sum()) == principal[invoice]
            assert round(100 * mine["charges_eur"].sum()) == charges[invoice]


def test_lives_are_alike_before_they_part(ledgers: Ledgers, tiny: Scenario) -> None:
    frame = days_to_pay(ledgers, tiny)
    life = life_of(ledgers, int(frame["invoice"].iloc[0]), tiny)
    assert life.parting_day is not None
    before = life.events[life.events["day"] < life.parting_day]
    first, second = (before.loc[before["policy"] == name, "text"].tolist() for name in ledgers)
    assert first == second


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in OF_COMPANY])
def test_every_kind_of_event_has_words_and_a_mark(
    kind: Kind, lang: Lang, ledgers: Ledgers, tiny: Scenario
) -> None:
    ledger = _with_events(ledgers["douce"], _row(ledgers["douce"], kind, 40))
    life = life_of({"douce": ledger}, INVOICE, tiny, lang)
    told = life.events[life.events["kind"] == kind.name.lower()]
    assert told["text"].iloc[0].lower().startswith(kind.label.in_(lang).lower())
    name = mark_of(kind.name.lower())
    assert name in MARKS
    drawn = {trace.name for trace in plot_life(life.events, lang=lang).data}
    assert MARKS[name].label.in_(lang).replace("'", "’") in drawn


def test_an_act_before_the_switch_is_the_baselines(ledgers: Ledgers, tiny: Scenario) -> None:
    scenario = with_overrides(tiny, ["policies.ferme.steps.r1.channel=sms"])
    step = ledgers["ferme"].steps.index("r1")
    ledger = ledgers["ferme"]
    rows = [_row(ledger, Kind.CONTACT, day, step) for day in (-3, 3)]
    life = life_of({"ferme": _with_events(ledger, *rows)}, INVOICE, scenario, "en")
    contacts = life.events[life.events["kind"] == "contact"]
    assert contacts["channel"].tolist() == ["email", "sms"]
    assert [text.split(")")[0] for text in contacts["text"]] == [
        "Contact (e-mail, r1",
        "Contact (text message, r1",
    ]


def test_what_happens_to_the_customer_is_in_the_life(ledgers: Ledgers, tiny: Scenario) -> None:
    ledger = ledgers["douce"]
    rows = [_row(ledger, Kind.INVOICED, 0), _row(ledger, Kind.COMPLAINT, 9, invoice=-1)]
    life = life_of({"douce": _with_events(ledger, *rows)}, INVOICE, tiny, "en")
    assert (
        life.events.loc[life.events["day"] == 9, "text"]
        .str.contains("(customer)", regex=False)
        .all()
    )


def test_an_order_that_is_never_invoiced_counts_from_its_order(
    ledgers: Ledgers, tiny: Scenario
) -> None:
    ledger = ledgers["douce"]
    due = ledger.invoices.due_day.copy()
    due[INVOICE] = NO_DAY
    never = replace(
        _with_events(
            ledger, _row(ledger, Kind.ORDER_LOST, int(ledger.invoices.order_day[INVOICE]))
        ),
        invoices=replace(ledger.invoices, due_day=due),
    )
    life = life_of({"douce": never}, INVOICE, tiny, "en")
    assert life.from_order
    assert life.events["days_from_due"].tolist() == [0]
    assert life.outcome["douce"] == ("never invoiced",)
    assert "Days after the order" in life.to_html()


def test_the_table_has_a_row_for_each_date_and_headings(ledgers: Ledgers, tiny: Scenario) -> None:
    frame = days_to_pay(ledgers, tiny)
    life = life_of(ledgers, int(frame["invoice"].iloc[0]), tiny, "en")
    markup = life.to_html()
    body = markup.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == body.count('scope="row"') == life.events["day"].nunique()
    assert markup.count('scope="col"') == 2 + len(ledgers)
    assert "<caption" in markup
    assert all(part in markup for parts in life.outcome.values() for part in parts)


def test_names_that_a_user_types_stay_text(ledgers: Ledgers, tiny: Scenario) -> None:
    hostile = Text(fr="<script>x</script>", en="<script>x</script>")
    policies = {
        name: policy.model_copy(update={"label": hostile}) for name, policy in tiny.policies.items()
    }
    segments = {
        name: segment.model_copy(update={"label": hostile})
        for name, segment in tiny.segments.items()
    }
    scenario = tiny.model_copy(update={"policies": policies, "segments": segments})
    life = life_of(ledgers, INVOICE, scenario)
    assert "<script" not in life.to_html()
    assert "<script" not in plot_life(life.events, labels=life.labels, title=life.title).to_json()


def test_the_most_different_invoices_come_first_and_count_what_is_unpaid(
    ledgers: Ledgers, tiny: Scenario
) -> None:
    frame = days_to_pay(ledgers, tiny)
    assert frame["difference_days"].abs().is_monotonic_decreasing
    both = frame.dropna(subset=["reference_days", "trial_days"])
    pd.testing.assert_series_equal(
        both["difference_days"], both["trial_days"] - both["reference_days"], check_names=False
    )
    one_side = frame[frame["reference_days"].notna() & frame["trial_days"].isna()]
    assert (one_side["difference_days"] >= 0).all()


def test_an_invoice_is_settled_once_its_customer_owes_nothing(ledgers: Ledgers) -> None:
    ledger = ledgers["ferme"]
    settled = settled_day(ledger)
    is_settled = np.isfinite(settled)
    assert is_settled.any()
    assert not closing_principal(ledger)[is_settled].any()
    facts = ledger.invoices
    assert (settled[is_settled] >= facts.order_day[is_settled]).all()


def test_writing_off_settles_nothing(ledgers: Ledgers) -> None:
    ledger = ledgers["douce"]
    gross = int(ledger.invoices.gross_cents[INVOICE])
    row = (*_row(ledger, Kind.WRITTEN_OFF, 50)[:6], gross, 0)
    assert np.isnan(settled_day(_with_events(ledger, row))[INVOICE])
    paid = (*_row(ledger, Kind.RECEIVED, 60)[:6], gross, 0)
    assert settled_day(_with_events(ledger, row, paid))[INVOICE] == 60


def test_customers_add_up_their_invoices(ledgers: Ledgers, tiny: Scenario) -> None:
    frame = days_to_pay(ledgers, tiny)
    customers = customers_to_read(frame)
    assert customers["invoices"].sum() == len(frame)
    assert customers["amount_eur"].sum() == pytest.approx(frame["amount_eur"].sum())
    assert customers["difference_days"].abs().is_monotonic_decreasing
    first = int(customers["customer"].iloc[0])
    assert len(invoices_of(frame, first)) == customers["invoices"].iloc[0]


def test_what_cannot_be_set_side_by_side_is_refused(
    bench: Bench, ledgers: Ledgers, tiny: Scenario
) -> None:
    other = bench.ledgers(tiny, ["ferme"], 1)["ferme"]
    with pytest.raises(StudyError, match="not of one world"):
        days_to_pay({"douce": ledgers["douce"], "ferme": other}, tiny)
    with pytest.raises(StudyError, match="two ledgers"):
        days_to_pay({"douce": ledgers["douce"]}, tiny)
    with pytest.raises(StudyError, match="no ledger"):
        life_of({}, INVOICE, tiny)
    with pytest.raises(StudyError, match="no invoice -1"):
        life_of(ledgers, -1, tiny)
    with pytest.raises(StudyError, match="no policy 'x'"):
        life_of({"x": ledgers["douce"]}, INVOICE, tiny)
    with pytest.raises(StudyError, match="no invoice of customer"):
        invoices_of(days_to_pay(ledgers, tiny), 10**6)
