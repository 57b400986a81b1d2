"""A reader opens the report without network: every figure is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simrecouv.vocabulary import Lang

pytestmark = pytest.mark.browser

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
#: Marks that plotly draws for a trace: lines, points, areas, bars.
DRAWN = """() => [...document.querySelectorAll('.plotly-graph-div')].map(figure => ({
  title: figure.querySelector('.gtitle')?.textContent ?? '',
  marks: [...figure.querySelectorAll('.mlayer path')]
    .filter(mark => { const box = mark.getBoundingClientRect(); return box.width + box.height > 1; })
    .length,
  ticks: [...figure.querySelectorAll('.xtick text')].map(tick => tick.textContent),
}))"""


def _open(chromium: str, path: Path, picture: Path) -> tuple[list[Any], list[str]]:
    """Figures as drawn, and everything that went wrong or was asked for."""
    from playwright.sync_api import sync_playwright

    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_context(offline=True).new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: wrong.append(request.url))
        page.goto(path.resolve().as_uri(), wait_until="load")
        page.wait_for_function(
            "[...document.querySelectorAll('.plotly-graph-div')]"
            ".every(figure => figure.querySelector('.main-svg'))"
        )
        found = page.evaluate(DRAWN)
        page.screenshot(path=picture, full_page=True)
        browser.close()
    wrong.remove(path.resolve().as_uri())
    return found, wrong


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_figure_is_drawn_without_network(
    reports: dict[Lang, Path], chromium: str, tmp_path: Path, lang: Lang
) -> None:
    figures, wrong = _open(chromium, reports[lang], tmp_path / "report.png")
    assert wrong == []
    assert len(figures) == 7
    for figure in figures:
        assert figure["title"]
        assert figure["marks"] > 0, figure["title"]
        assert figure["ticks"], figure["title"]
    dates = figures[2]["ticks"]
    assert all((tick[:2].isdigit() and tick[2] == "/") is (lang == "fr") for tick in dates)
    assert (tmp_path / "report.png").stat().st_size > 50_000
