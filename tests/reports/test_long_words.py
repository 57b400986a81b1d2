"""A word of a user that is wider than the page is broken; no other word is."""

from __future__ import annotations

from pathlib import Path

import pytest

from simrecouv.reports.fragment import element, joined, prose, table
from simrecouv.scenario import resource_folder

#: Switches of the browser: nothing fetched on the side.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WIDE = "W" * 200


def test_only_a_long_word_is_marked() -> None:
    markup = table(
        ["policy", WIDE], [[WIDE, "a long text of many words, none of them long"]]
    ).markup
    assert markup.count('class="long"') == 2
    assert "<td>a long text" in markup
    assert '<th scope="col">policy' in markup


def test_a_figure_over_its_interval_is_no_long_word() -> None:
    cell = joined([element("div", "1 234 567,89 €"), element("div", "de 1 à 2", css="difference")])
    assert "long" not in table(["a"], [["b", cell]]).markup


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
def test_no_long_word_makes_the_page_wider(chromium: str, tmp_path: Path, media: str) -> None:
    from playwright.sync_api import sync_playwright

    page_of = resource_folder("reports/templates/html") / "simrecouv" / "index.html.j2"
    style = page_of.read_text(encoding="utf-8").partition("<style>")[2].partition("</style>")[0]
    cover = element(
        "header", element("h1", WIDE), element("p", WIDE, css="under"),
        table([], [["name", WIDE]], css="facts"), element("p", WIDE, css="confidential"),
        css="cover",
    )  # fmt: skip
    parts = joined(
        [cover, element("h2", WIDE), prose(WIDE),
         table(["policy", "gain"], [[WIDE, "1"], ["short", "2"]], css="results"),
         table(["", WIDE], [["a", "1"]], css="numbers")]
    )  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        page = browser.new_page(viewport={"width": 680, "height": 1000})
        page.emulate_media(media="screen" if media == "screen" else "print")
        page.set_content(f"<style>{style}</style><main>{parts.markup}</main>")
        width = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert width <= 680
