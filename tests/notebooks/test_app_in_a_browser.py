"""The policy lab as a page without code: opened by its command, moved, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_page_answers_on_one_screen_and_shows_no_code(page: Page, app: str) -> None:
    """A lever at its end moves the DSO in any luck; the answer stands within 1440 x 900."""
    from playwright.sync_api import expect

    expect.set_options(timeout=120_000)
    page.goto(app)
    level = page.locator('.simrecouv-tile[data-kpi="dso_simple"] .simrecouv-level')
    expect(page.locator(".simrecouv-tile[role=group]")).to_have_count(4)
    expect(page.locator(".simrecouv-chart[role=img]:visible .main-svg").first).to_be_visible()
    before = level.inner_text()
    page.locator('[data-lever="discount_rate"] input').focus()
    page.keyboard.press("End")
    expect(level).not_to_have_text(before)
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator('.simrecouv-tile[data-kpi="net_gain"]')).to_contain_text("worse")
    assert page.locator(".jp-InputArea-editor, .jp-Editor").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.title() == "simrecouv"
