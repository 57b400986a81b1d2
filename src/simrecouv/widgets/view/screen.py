"""The screen of the lab: where each widget stands, and which page is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from simrecouv.vocabulary import Label, Lang
from simrecouv.vocabulary.typography import say
from simrecouv.widgets.view import words
from simrecouv.widgets.view.charts import Plotly
from simrecouv.widgets.view.controls import Controls
from simrecouv.widgets.view.header import Header
from simrecouv.widgets.view.messages import note_in_html
from simrecouv.widgets.view.page import Page
from simrecouv.widgets.view.tiles import Live


class Screen:
    """Header above; levers at the left; tiles, messages and a page at the right.

    Parameters
    ----------
    header
        The buttons.
    pages
        Pages by name, in the order of `words.PAGES`.
    turned
        Called when another page is chosen.

    Attributes
    ----------
    view
        All of it.
    controls, tiles, alert, remarks
        Its widgets.
    """

    def __init__(
        self, header: Header, pages: Mapping[str, Page], turned: Callable[[], None]
    ) -> None:
        self.header, self.pages, self.controls = header, pages, Controls()
        self.tiles, self.alert, self.remarks = Live(), Live(), Live()
        self._heading, self._status = ipywidgets.HTML(), ipywidgets.HTML()
        self._tabs = ipywidgets.ToggleButtons(options=[*pages], style={"button_width": "auto"})
        self._tabs.observe(lambda _: self._turn(), names="value")
        self._turned, self._seen, self._is_writing = turned, self.page, False
        self._unfold()
        self.view = self._laid_out()

    @property
    def page(self) -> str:
        """Name of the page seen; to be set to another."""
        return str(self._tabs.value)

    @page.setter
    def page(self, name: str) -> None:
        self._tabs.value = name

    def write(self, lang: Lang) -> None:
        """Write what depends on the language alone."""
        self.header.write(lang)
        page, self._is_writing = self.page, True
        try:  # new names choose the first page
            self._tabs.options = [(say(words.PAGES[name], lang), name) for name in self.pages]
            self._tabs.value = page
        finally:
            self._is_writing = False
        for one in self.pages.values():
            one.write(lang)

    def head(self, text: str) -> None:
        """Say what is compared."""
        self._heading.value = note_in_html(text)

    def tell(self, text: Label, lang: Lang, **values: object) -> None:
        """Say what is under way."""
        self._status.value = note_in_html(say(text, lang, **values))

    def fade(self, is_old: bool) -> None:
        """Fade what answers a former question, or show it plainly again."""
        (self._right.add_class if is_old else self._right.remove_class)("simrecouv-old")

    @property
    def status(self) -> str:
        """What is said to be under way, as HTML."""
        return str(self._status.value)

    def _turn(self) -> None:
        """Show another page; writing the names of pages again turns none."""
        if not self._is_writing and self._tabs.value not in (None, self._seen):
            self._seen = self.page
            self._unfold()
            self._turned()

    def _unfold(self) -> None:
        """Show the page chosen, hide the others."""
        for name, page in self.pages.items():
            page.view.layout.display = None if name == self.page else "none"

    def _laid_out(self) -> Any:
        line = ipywidgets.HBox([self._heading, self._status])
        pages = ipywidgets.VBox([page.view for page in self.pages.values()])
        parts = [self.tiles, line, self.alert, self.remarks, self._tabs, pages]
        self._right = right = ipywidgets.VBox(parts)
        body = ipywidgets.HBox([self.controls, right])
        view = ipywidgets.VBox([self.header.view, body, Plotly()])
        for widget, name in (
            (line, "line"),
            (self._tabs, "tabs"),
            (pages, "pages"),
            (right, "right"),
            (body, "body"),
            (view, "lab"),
        ):
            widget.add_class(f"simrecouv-{name}")
        return view
