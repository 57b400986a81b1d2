"""The page of one invoice: click a dot, or choose a customer and an invoice, and read its life."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import ipywidgets
import pandas as pd
import plotly.graph_objects as go

from simrecouv.compare import Bench
from simrecouv.figures.days_to_pay import plot_days_to_pay
from simrecouv.figures.life import plot_life
from simrecouv.ledger import Ledger
from simrecouv.vocabulary import Lang
from simrecouv.vocabulary.numbers import number, quantity
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.lives.choices import customers_to_read, days_to_pay, invoices_of
from simrecouv.widgets.lives.lifeline import life_of
from simrecouv.widgets.view import words
from simrecouv.widgets.view.charts import Charts
from simrecouv.widgets.view.page import Look, Said

#: The world whose invoices are read: the first one.
WORLD = 0
#: Customers, and invoices of one, that one may choose from, the most different first.
MOST = 200


class LifePage:
    """All invoices as dots, two choices, then the life of one: a figure and a table.

    Parameters
    ----------
    bench
        Worlds at hand.
    said
        Says the errors of what the user does.
    """

    def __init__(self, bench: Bench, said: Said) -> None:
        self._bench, self._said = bench, said
        self._key: tuple[Any, ...] | None = None
        self._look: Look | None = None
        self._ledgers: Mapping[str, Ledger] = {}
        self._invoices = pd.DataFrame()
        self._is_writing = False
        self.customer, self.invoice = (
            ipywidgets.Dropdown(layout={"width": "48%"}) for _ in range(2)
        )
        self.customer.observe(lambda _: self._do(self._choose), names="value")
        self.invoice.observe(lambda _: self._do(self._tell), names="value")
        self.map, self.charts = Charts(columns=1), Charts(columns=1)
        self.map.observe(
            lambda change: self._do(partial(self._click, change["new"])), names="clicked"
        )
        self._table = ipywidgets.HTML()
        row = ipywidgets.HBox([self.customer, self.invoice])
        figures = ipywidgets.HBox([self.map, self.charts])
        figures.add_class("simrecouv-life-figures")
        self.view: Any = ipywidgets.VBox([row, figures, self._table])
        self.view.add_class("simrecouv-page")

    def write(self, lang: Lang) -> None:
        """Write what the choices are."""
        self.customer.description = say(words.CUSTOMER, lang)
        self.invoice.description = say(words.INVOICE, lang)

    def show(self, look: Look) -> None:
        """Write the life chosen in the language at hand; another trial has other lives."""
        if _key_of(look) != self._key:
            self._forget()
        elif self._look is not None and look.lang != self._look.lang:
            self._take(look, self._ledgers)

    def work(self, look: Look, stop: Callable[[], bool]) -> Iterator[Callable[[], None]]:
        """Simulate both policies on one world."""
        if _key_of(look) != self._key:
            names = dict.fromkeys([look.reference, look.trial])
            ledgers = self._bench.ledgers(look.scenario, [*names], WORLD)
            if len(ledgers) < 2:  # the trial is the reference
                ledgers = {}
            yield lambda: self._take(look, ledgers)

    def _do(self, act: Callable[[], None]) -> None:
        """Do what the user asks."""
        with self._said():
            act()

    def _forget(self) -> None:
        """Show no life: those at hand are of another trial."""
        if self._look is not None:
            self._key = self._look = None
            self.map.show_large([])
            self.charts.show_large([])
            self._table.value = ""

    def _take(self, look: Look, ledgers: Mapping[str, Ledger]) -> None:
        self._look, self._ledgers, self._key = look, ledgers, _key_of(look)
        self._invoices = days_to_pay(ledgers, look.scenario, look.lang)
        rows = customers_to_read(self._invoices).head(MOST).to_dict("records")
        options = [(self._customer_in_words(row), int(row["customer"])) for row in rows]
        _offer(self, self.customer, options)
        self._choose()

    def _click(self, point: Mapping[str, Any]) -> None:
        """Choose the invoice of a dot."""
        mine = self._invoices[self._invoices["invoice"] == _number(point.get("id"))]
        if not mine.empty:
            row = mine.iloc[0]
            customer = int(row["customer"])
            if customer not in [value for _, value in self.customer.options]:
                text = self._customer_in_words(row.to_dict())
                _offer(self, self.customer, [*self.customer.options, (text, customer)])
            self.customer.value = customer
            self.invoice.value = int(row["invoice"])

    def _choose(self) -> None:
        """Offer the invoices of the customer chosen."""
        if self._is_writing or self._look is None or self.customer.value is None:
            return
        rows = invoices_of(self._invoices, self.customer.value).head(MOST).to_dict("records")
        options = [(self._invoice_in_words(row), int(row["invoice"])) for row in rows]
        _offer(self, self.invoice, options)
        self._tell()

    def _tell(self) -> None:
        """Tell the life of the invoice chosen."""
        if self._is_writing or self._look is None or self.invoice.value is None:
            return
        look = self._look
        life = life_of(self._ledgers, self.invoice.value, look.scenario, look.lang)
        figure = plot_life(
            life.events,
            lang=look.lang,
            labels=life.labels,
            title=life.title,
            from_order=life.from_order,
        )
        self.charts.show_large([_titled(figure, 90)])
        dots = plot_days_to_pay(
            self._invoices,
            reference=life.labels[look.reference],
            trial=life.labels[look.trial],
            lang=look.lang,
            selected=self.invoice.value,
        )
        self.map.show_large([_titled(dots, 50)])
        self._table.value = life.to_html()

    def _customer_in_words(self, row: Mapping[Any, Any]) -> str:
        assert self._look is not None
        return say(
            words.CUSTOMER_IN_WORDS,
            self._look.lang,
            customer=row["customer"],
            segment=row["segment"],
            profile=row["profile"],
            days=_days(row["difference_days"], self._look.lang),
        )

    def _invoice_in_words(self, row: Mapping[Any, Any]) -> str:
        assert self._look is not None
        return say(
            words.INVOICE_IN_WORDS,
            self._look.lang,
            invoice=row["invoice"],
            amount=quantity(row["amount_eur"], "eur", self._look.lang),
            days=_days(row["difference_days"], self._look.lang),
        )


def _offer(page: LifePage, field: Any, options: list[tuple[str, int]]) -> None:
    """Write what one may choose; the choice stays where it is still there."""
    chosen = field.value
    page._is_writing = True
    try:
        field.options = options
        values = [value for _, value in options]
        field.value = chosen if chosen in values else next(iter(values), None)
    finally:
        page._is_writing = False


def _titled(figure: go.Figure, letters: int) -> go.Figure:
    """Write the titles from the left edge, on lines of so many letters: figures are narrow here."""
    title = figure.layout.title
    for one, width in ((title, letters), (title.subtitle, round(1.2 * letters))):
        one.text = "<br>".join(textwrap.wrap(one.text or "", width))
    return figure.update_layout(title={"x": 0.01, "xref": "container", "font": {"size": 14}})


def _number(found: Any) -> int:
    """Read the number of the invoice of a dot; -1 is none."""
    one = found[0] if isinstance(found, list) and found else found
    return int(one) if isinstance(one, int | float) else -1


def _days(days: float, lang: Lang) -> str:
    return number(days, 0, lang, signed=True)


def _key_of(look: Look) -> tuple[Any, ...]:
    return (look.scenario.fingerprint, look.reference, look.trial)
