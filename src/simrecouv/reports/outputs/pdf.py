"""A page → a PDF, printed without network by the browser of the machine.

The page is printed twice: once to read on which page each chapter begins, once with those numbers
in its contents. Figures stay drawings. The browser's clock is left out of the file, so the same
page gives the same bytes as long as the browser and its fonts are the same.
"""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simrecouv.reports.outputs.browser import VARIABLE, find_browser
from simrecouv.reports.templates import Told
from simrecouv.reports.words import page_texts
from simrecouv.scenario import resource_folder
from simrecouv.vocabulary.typography import say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Switches of the browser: no window, nothing fetched on the side.
SWITCHES = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Width of what is printed on a page of 210 mm between margins of 15 mm [pixels].
WIDTH = 680
#: First version whose margins hold page numbers.
LEAST_VERSION = 131
#: Longest wait for the figures of a page [milliseconds].
LONGEST_WAIT = 120_000
#: Whether every figure is drawn.
IS_DRAWN = (
    "[...document.querySelectorAll('.plotly-graph-div')].every(d => d.querySelector('.main-svg'))"
)
#: What fits a page to paper, among the templates.
PAPER = "simrecouv/paper.js"
#: Write the page of each chapter at the end of its line.
NUMBER = """pages => {
  for (const link of document.querySelectorAll('.contents a')) {
    const page = pages[link.hash.slice(1)];
    if (page) link.insertAdjacentHTML('afterend', `<span>${Number(page)}</span>`);
  }
}"""
#: The browser's clock in the file.
_CLOCK = re.compile(rb"/(?:Creation|Mod)Date \([^)]*\)")


def print_pdf(markup: str, path: Path, study: Told) -> str | None:
    """Print a page; return None, or the sentence that says why it cannot be.

    Parameters
    ----------
    markup
        The whole page.
    path
        Where the PDF goes; it is there whole, or not at all.
    """
    if not (find_spec("playwright") and find_spec("pypdf")):
        return say(page_texts.NO_EXTRA, study.lang)
    browser = find_browser()
    if browser is None:
        return say(page_texts.NO_BROWSER, study.lang, variable=VARIABLE)
    from playwright.sync_api import Error

    try:
        with ThreadPoolExecutor(1) as apart:  # a notebook has an event loop of its own
            content = apart.submit(_printed, browser, markup, study).result()
    except Error as error:
        reason = error.message.strip().partition("\n")[0]
        return say(page_texts.NOT_PRINTED, study.lang, browser=browser.name, reason=reason)
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(content)
    temporary.replace(path)
    return None


def _printed(browser: Path, markup: str, study: Told) -> bytes:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(browser), args=[*SWITCHES])
        try:
            _check_version(opened.version, study)
            page = _open_page(opened, markup, study)
            page.evaluate(NUMBER, chapter_pages(_print(page)))
            return _CLOCK.sub(lambda found: b" " * len(found[0]), _print(page))
        finally:
            opened.close()


def _check_version(version: str, study: Told) -> None:
    from playwright.sync_api import Error

    if int(version.partition(".")[0]) < LEAST_VERSION:
        raise Error(say(page_texts.TOO_OLD, study.lang, version=version, least=LEAST_VERSION))


def _open_page(browser: Browser, markup: str, study: Told) -> Page:
    """Open a page as it will be printed, its figures drawn."""
    from playwright.sync_api import ViewportSize

    view = ViewportSize(width=WIDTH, height=1000)
    page = browser.new_context(offline=True, viewport=view).new_page()
    page.emulate_media(media="print")
    page.set_content(markup, wait_until="load")
    page.add_style_tag(content=margin_boxes(study.front.confidentiality or ""))
    page.wait_for_function(IS_DRAWN, timeout=LONGEST_WAIT)
    page.evaluate((resource_folder("reports/templates/html") / PAPER).read_text(encoding="utf-8"))
    return page


def _print(page: Page) -> bytes:
    return page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def margin_boxes(confidentiality: str) -> str:
    """Return the style of the foot of the pages: who may read them, number / pages; no cover.

    >>> "<" in margin_boxes("</style>")
    False
    """
    look = "font: 8pt Arial, 'Liberation Sans', sans-serif; color: #555555;"
    text = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in confidentiality)
    return (
        f'@page {{ @bottom-left {{ content: "{text}"; {look} width: 80% }} '
        f'@bottom-right {{ content: counter(page) " / " counter(pages); {look} }} }} '
        "@page :first { @bottom-left { content: none } @bottom-right { content: none } }"
    )


def chapter_pages(content: bytes) -> dict[str, int]:
    """Return the page on which each address of a PDF stands, from 1."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    found: dict[str, Any] = reader.named_destinations
    pages = {name: reader.get_destination_page_number(one) for name, one in found.items()}
    return {name.lstrip("/"): page + 1 for name, page in pages.items() if page is not None}
